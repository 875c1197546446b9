"""Everything an index holds, to be written in another form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.searching import Searcher

from commonplace.index import entries
from commonplace.index.aliases import Groups, read
from commonplace.index.entries import NamedPage
from commonplace.index.schema import EXPORTED, place, searched
from commonplace.index.statistics import Statistics


class Posting(NamedTuple):
    """A term in a passage; `length` is the field's, as precise as Whoosh keeps it."""

    passage: int
    frequency: int
    length: int
    positions: Sequence[int]


class Term(NamedTuple):
    """A term of a field; `frequency` is the number of its passages."""

    field: str
    text: str
    frequency: int
    postings: Sequence[Posting]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Everything an index holds, to be written in another form.

    Passages are numbered in the order in which ties are broken. `counted` is the
    number of passages and `averages` the lengths of fields that scores start from.
    `aliases` are groups of names for one thing, each name as its terms; `entries` are
    pages to be found by name.
    """

    counted: int
    averages: dict[str, float]
    aliases: Groups
    entries: tuple[NamedPage, ...]
    passages: tuple[dict[str, Any], ...]
    terms: Iterator[Term]


@contextmanager
def contents(folder: Path) -> Iterator[Contents]:
    """Everything an index holds; raises FileNotFoundError if there is none.

    The terms are sorted by field and text, and can be read once.
    """
    with searched(folder) as (now, searcher):
        counts = Statistics(now, searcher)
        reader = searcher.reader()
        found = sorted(reader.all_doc_ids(), key=lambda number: place(searcher, number))
        numbers = {there: here for here, there in enumerate(found)}
        yield Contents(
            counted=counts.passages,
            averages=counts.averages,
            aliases=read(now),
            entries=entries.read(now),
            passages=tuple(searcher.stored_fields(number) for number in found),
            terms=(
                Term(field, text.decode(), len(postings), tuple(postings))
                for field in EXPORTED
                for text in reader.lexicon(field)
                for postings in [_postings(searcher, field, text, numbers)]
                if postings
            ),
        )


def _postings(
    searcher: Searcher, field: str, text: bytes, numbers: dict[int, int]
) -> list[Posting]:
    with_positions = searcher.schema[field].format.supports("positions")
    found = []
    matcher = searcher.reader().postings(field, text)
    while matcher.is_active():
        number = matcher.id()
        found.append(
            Posting(
                numbers[number],
                int(matcher.weight()),
                searcher.reader().doc_field_length(number, field, 1),
                matcher.value_as("positions") if with_positions else (),
            )
        )
        matcher.next()
    return sorted(found)
