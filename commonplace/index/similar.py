"""Passages that are similar in meaning to the words of a query, by Whoosh's numbers."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

from whoosh.searching import Searcher

from commonplace import meaning, query
from commonplace.index import statistics
from commonplace.index.scores import Scores

FILE = "meaning.bin"  #: beside the index


def similar(folder: Path, scores: Scores, parsed: query.Parsed) -> dict[int, float]:
    """The passages nearest to a query in meaning, and what each is worth for it, in best scores.

    A query that is more than words has none.
    """
    words = query.plain_words(parsed.tree) if parsed.tree else None
    if not words or not (folder / FILE).exists():
        return {}
    meant = meaning.Meant.read((folder / FILE).read_bytes())
    stops = scores.stop_words(parsed)
    stems = [scores.asked("text", word) for word in words if word not in stops]
    found = meaning.similar(meant, stems)
    return _numbered(folder, scores.searcher, found) if found else {}


def _numbered(folder: Path, searcher: Searcher, found: meaning.Cosines) -> dict[int, float]:
    """The same by Whoosh's numbers; those found count passages by address and place."""
    states = sorted(statistics.read(folder).items(), key=lambda one: one[0].rpartition(" ")[0])
    ends = accumulate(row[0] for _, row in states)
    wanted = sorted(found)
    result: dict[int, float] = {}
    for (state, row), end in zip(states, ends, strict=True):
        mine = [number for number in wanted if end - row[0] <= number < end]
        if mine:
            numbers = sorted(searcher.postings("document", state).all_ids())
            result |= {numbers[one - end + row[0]]: found[one] for one in mine}
    return result
