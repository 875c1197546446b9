"""How many passages and terms there are, regardless of the index's history.

Whoosh counts deleted passages until their segment is merged, and a merged segment knows the
lengths of fields only roughly. Scores would depend on the history of an index, and so would
the bytes of its export. So lengths are noted beside the index for each document, and deleted
ones are subtracted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from whoosh.searching import Searcher

from commonplace.index.records import ASKED
from commonplace.index.schema import EXPORTED, terms

FILE = "lengths.json"
#: The state of each document: its passages, and the terms of each exported field.
Lengths = dict[str, list[int]]


class Statistics:
    """The numbers that scores are based on, for what is in the index now."""

    def __init__(self, folder: Path, searcher: Searcher) -> None:
        self._reader = searcher.reader()
        self._states = sorted(read(folder).items(), key=lambda one: one[0].rpartition(" ")[0])
        self.passages, *totals = total(row for _, row in self._states)
        #: The average lengths of fields.
        self.averages = averages(self.passages, totals)
        #: How long the text of each document is, in the order of their addresses.
        self.documents = [row[1 + EXPORTED.index("text")] for _, row in self._states]

    def frequency(self, field: str, term: str) -> int:
        """The number of passages that hold a term in an exported field."""
        return int(self._reader.doc_frequency(field, term)) - self._deleted[field, term]

    @cached_property
    def document_of(self) -> Mapping[int, int]:
        """The number of the document that each passage is of, by Whoosh's number of it."""
        return {
            passage: number
            for number, (state, row) in enumerate(self._states)
            for passage in (self._reader.postings("document", state).all_ids() if row[0] else ())
        }

    @cached_property
    def _deleted(self) -> Counter[tuple[str, str]]:
        """In how many deleted passages Whoosh still counts each term."""
        found: Counter[tuple[str, str]] = Counter()
        for reader, _ in self._reader.leaf_readers() if self._reader.has_deletions() else ():
            for number in reader.segment().deleted_docs():
                passage = reader.stored_fields(number)
                for field in EXPORTED:
                    found.update((field, term) for term in set(terms(passage, field)))
        return found


def averages(passages: int, totals: Sequence[int]) -> dict[str, float]:
    """The average length of each exported field, given how many terms all passages have in it.

    Few passages answer a question, and in `asked` the usual length is that of a question.
    """
    found = {
        field: (length / passages if passages else 0) or 1
        for field, length in zip(EXPORTED, totals, strict=True)
    }
    return {**found, "asked": ASKED}


def total(rows: Iterable[list[int]]) -> list[int]:
    """The sums of columns; zeros where there are no rows."""
    sums = [0] * (1 + len(EXPORTED))
    for row in rows:
        sums = [one + other for one, other in zip(sums, row, strict=True)]
    return sums


def read(folder: Path) -> Lengths:
    """The statistics noted beside the index in a folder."""
    found: Lengths = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return found
