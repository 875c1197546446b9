"""Exports an index by reading all that Whoosh has in it, to compare the shipped export with.

`of_documents` never opens the index; what it writes has to be what is in there.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.searching import Searcher

from commonplace import analysis, index
from commonplace.export import BUNDLED, Files, _files, texts
from commonplace.export.parts import WholeIndex, is_named, listed
from commonplace.export.terms import shards
from commonplace.export.words import PrefixTerm
from commonplace.index import NamedPage, entries
from commonplace.index.aliases import Groups, read
from commonplace.index.packing import gaps, varints
from commonplace.index.postings import LENGTHS, Posted, part_of
from commonplace.index.schema import EXPORTED, place, searched
from commonplace.index.statistics import Statistics
from commonplace.meaning import Meant
from commonplace.model import in_turn

_BYTES = {length: number for number, length in reversed(list(enumerate(LENGTHS)))}


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
    """What an index holds, for those who write it down in another form.

    Passages are numbered in the order in which ties are broken. `counted` is the
    number of passages, `averages` the lengths of fields that scores start from, and `long` those of
    the texts of documents.
    `aliases` and `explained` are groups of names, each name as its terms; `entries` are
    pages to be found by name.
    """

    counted: int
    averages: dict[str, float]
    long: list[int]
    aliases: Groups
    explained: Groups
    entries: tuple[NamedPage, ...]
    passages: tuple[dict[str, Any], ...]
    terms: Iterator[Term]


@contextmanager
def contents(folder: Path) -> Iterator[Contents]:
    """All that an index holds; raises FileNotFoundError where there is none.

    The terms are sorted by field and text, and can be read once.
    """
    with searched(folder) as (now, searcher):
        counts = Statistics(now, searcher)
        aliases, explained = read(now)
        reader = searcher.reader()
        found = sorted(reader.all_doc_ids(), key=lambda number: place(searcher, number))
        numbers = {there: here for here, there in enumerate(found)}
        yield Contents(
            counted=counts.passages,
            averages=counts.averages,
            long=counts.documents,
            aliases=aliases,
            explained=explained,
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


def exported(index_folder: Path, *, bundled: int = BUNDLED) -> Files:
    """An index as files, path below `docs/` to bytes; the same bytes for the same index.

    Raises FileNotFoundError where the folder holds no index.
    """
    stems: list[Posted] = []
    written: list[WrittenWord] = []
    with contents(index_folder) as found:
        lengths = bytearray(len(found.passages))
        for term in found.terms:
            if term.field == "words":
                written.append(WrittenWord.of(term))
            else:
                stems.append(coded(term))
            if term.field == "text":
                note_lengths(term, lengths)
    words, several = forms(written)
    by_part: dict[int, list[Posted]] = defaultdict(list)
    for stem in stems:
        by_part[part_of(stem.text)].append(stem)
    whole = WholeIndex(
        documents=list(texts.documents(found.passages)),
        passages=len(found.passages),
        averages=found.averages,
        long=found.long,
        lengths=bytes(lengths),
        shards=[
            shard for part in sorted(by_part) for shard in shards(by_part[part], EXPORTED, several)
        ],
        words=[*words, *map(listed, filter(is_named, stems))],
    )
    meant = Meant.read((index.current(index_folder) / "meaning.bin").read_bytes())
    names = {"aliases": found.aliases, "explained": found.explained}
    return _files(whole, found.counted, names, found.entries, bundled, in_turn, meant)


def coded(term: Term) -> Posted:
    """A term as bytes, so that what Whoosh gave can be let go of."""
    postings: Sequence[Posting] = term.postings
    return Posted(
        field=term.field,
        text=term.text,
        passages=len(postings),
        gaps=varints(gaps([posting.passage for posting in postings])),
        times=varints(posting.frequency for posting in postings),
        lengths=bytes(_BYTES[posting.length] for posting in postings),
        positions=varints(gap for posting in postings for gap in gaps(posting.positions)),
    )


def note_lengths(term: Term, lengths: bytearray) -> None:
    """Put the lengths of the text where the passages that hold a term have theirs."""
    for posting in term.postings:
        lengths[posting.passage] = _BYTES[posting.length]


class WrittenWord(NamedTuple):
    """A word as it is written, and how often each passage has it."""

    stem: str
    text: str
    passages: array[int]
    times: array[int]

    @classmethod
    def of(cls, term: Term) -> WrittenWord:
        """The word of a term, so that what Whoosh gave can be let go of."""
        passages = array("L", (posting.passage for posting in term.postings))
        times = array("L", (posting.frequency for posting in term.postings))
        return cls(analysis.stem(term.text), term.text, passages, times)


def forms(words: Iterable[WrittenWord]) -> tuple[list[PrefixTerm], dict[str, bytes]]:
    """The words, and for each stem of several which of them stand where.

    The latter is the number of a word for each time that a passage has the stem, passage
    by passage and rising within one. The words of a stem are numbered in their order.
    """
    result: list[PrefixTerm] = []
    where: dict[str, bytes] = {}
    for stem, group in groupby(sorted(words), key=lambda word: word.stem):
        places: list[tuple[int, int, int]] = []
        for form, word in enumerate(group):
            result.append(PrefixTerm("words", word.text, len(word.passages), form))
            places.extend((*place, form) for place in zip(word.passages, word.times, strict=True))
        if result[-1].form:
            ordered = sorted((passage, form, times) for passage, times, form in places)
            where[stem] = varints(form for _, form, times in ordered for _ in range(times))
    return result, where
