"""Quotations: the sentence around a place, or as much of it as fits on a page."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from commonplace.derive.sentences import Span, sentences
from commonplace.model import Document, Passage, Quote

#: Characters of a quotation, at most.
MOST = 320
# Where a long sentence may be cut: after a clause, or else after any word.
_CLAUSE = re.compile(r"(?<=[,;:)—–])\s+|\s+(?=[(—–])")
_WORD = re.compile(r"\s+")


def excerpt(text: str, place: tuple[int, int], most: int = MOST) -> Span:
    """The piece of a text to quote for a place in it, at most about `most` characters.

    It is the sentence that holds the place; of a longer one, clauses around the
    place, and where even a clause is too long, words. The place itself is never cut.

    >>> text = "It rained. " + "Then, " * 8 + "at noon, AlphaGo won. We left."
    >>> excerpt(text, (68, 75), 26).of(text)
    'at noon, AlphaGo won.'
    """
    start, end = place
    spans = _sentences(text)
    near = spans[bisect_right(spans, (start, len(text))) - 1] if spans else None
    # A place may also span sentences.
    whole = near if near and near.start <= start and end <= near.end else Span(0, len(text))
    if whole.end - whole.start <= most:
        return whole
    room = max(0, most - (end - start))
    first = max(whole.start, start - room // 2)
    last = min(whole.end, first + most)
    first = max(whole.start, min(first, last - most))
    return _trimmed(text, _cut(text, whole, first, last, Span(start, end)))


def quote_of(document: Document, passage: Passage, span: Span) -> Quote:
    """A piece of a passage as a quotation."""
    return Quote(
        document=document.address,
        anchor=passage.anchor,
        start=span.start,
        end=span.end,
        text=span.of(passage.text),
    )


@lru_cache(maxsize=4)
def _sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, kept because many places of it are quoted."""
    return sentences(text)


def _cut(text: str, whole: Span, first: int, last: int, place: Span) -> Span:
    """From the first cut within `first` and the place, to the last before `last`."""
    begin, stop = whole.start, whole.end
    if first > whole.start:
        begin = _after(text, first, place.start)
    if last < whole.end:
        stop = _before(text, place.end, last)
    return Span(begin, stop)


def _after(text: str, first: int, place: int) -> int:
    """After a clause in the first half of what comes before the place, or after a word."""
    clause = _CLAUSE.search(text, first, (first + place) // 2)
    cut = clause or _WORD.search(text, first, place)
    return cut.end() if cut else place


def _before(text: str, place: int, last: int) -> int:
    """Before a clause in the second half of what follows the place, or before a word."""
    clauses = list(_CLAUSE.finditer(text, (place + last) // 2, last))
    cuts = clauses or list(_WORD.finditer(text, place, last))
    return cuts[-1].start() if cuts else place


def _trimmed(text: str, span: Span) -> Span:
    piece = span.of(text)
    return Span(span.start + len(piece) - len(piece.lstrip()), span.start + len(piece.rstrip()))
