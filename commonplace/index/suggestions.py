"""Suggests the query in words that the corpus has."""

from __future__ import annotations

from collections.abc import Iterator

from whoosh.searching import Searcher

from commonplace import query
from commonplace.analysis import stem
from commonplace.index.schema import STEMMED
from commonplace.index.scores import SEARCHED
from commonplace.index.statistics import Statistics


def suggestion(
    counts: Statistics, searcher: Searcher, parsed: query.Parsed, typing: bool
) -> str | None:
    """The query with those words that the corpus does not have replaced by ones it has.

    Of the words at most two edits away with the same beginning, the nearest is chosen, and of
    those the most frequent. None if no word was replaced.
    """
    result = parsed.text
    for word in reversed(parsed.spelled):
        open_end = typing and word.end == len(parsed.text)
        better = _corrected(counts, searcher, word, open_end)
        if better:
            result = result[: word.start] + better + result[word.end :]
    return result if result != parsed.text else None


def _corrected(
    counts: Statistics, searcher: Searcher, word: query.Spelled, open_end: bool
) -> str | None:
    """The nearest word of the corpus; None if it has the word itself or none is near."""
    reader = searcher.reader()
    written = query.WRITTEN.get(word.field or "", ())
    if len(word.term) < query.SHORTEST_CORRECTED or not written:
        return None
    stemmed = STEMMED & SEARCHED.keys() if word.field is None else frozenset()
    if any(counts.frequency(field, word.term) for field in written):
        return None
    if any(counts.frequency(field, stem(word.term)) for field in stemmed):
        return None

    def begin(field: str, prefix: str) -> Iterator[tuple[str, int]]:
        for known in (one.decode() for one in reader.expand_prefix(field, prefix)):
            if frequency := counts.frequency(field, known):
                yield known, frequency

    if open_end and any(any(begin(field, word.term)) for field in written):
        return None
    for field in written:
        near = [
            (query.distance(word.term, known), -frequency, known)
            for known, frequency in begin(field, word.term[0])
            if abs(len(known) - len(word.term)) <= query.MOST_EDITS
        ]
        edits, _, best = min(near, default=(query.MOST_EDITS + 1, 0, ""))
        if edits <= query.MOST_EDITS:
            return best
    return None
