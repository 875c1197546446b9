"""Stock phrases: greetings, what a show says about itself, and advertisements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from commonplace.derive.candidates.words import TextWords

if TYPE_CHECKING:  # it takes a while to load, and most commands do without
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.uint64]]

STOCK = 5  #: words that make a stock phrase where several documents have them
#: Phrases are compared by a number of 64 bits; this odd one keeps the words' numbers apart.
_ODD = 0x9E3779B97F4A7C15


def stock_places(documents: Sequence[TextWords], marked: AbstractSet[str]) -> list[bytes]:
    """For each word of each document, 1 if it is in a phrase that many documents share, or 0.

    Only phrases that begin or end with a word of `marked`, or are around one, are looked at.
    """
    import numpy as np

    number: dict[str, int] = {}
    for words in documents:
        for word in words.lower.split():
            number.setdefault(word, len(number))
    seen = [np.unique(phrases[near]) for phrases, near in _phrases(documents, number, marked)]
    phrases = np.concatenate([np.zeros(0, np.uint64), *seen])
    phrases.sort()
    more = max(3, len(documents) // 50) - 1
    stock = np.unique(phrases[more:][phrases[more:] == phrases[: max(0, len(phrases) - more)]])
    result = []
    for words, (own, near) in zip(documents, _phrases(documents, number, marked), strict=True):
        starts = np.flatnonzero(near & np.isin(own, stock))
        inside = np.zeros(len(words.places), np.uint8)
        for place in range(STOCK):
            inside[starts + place] = 1
        result.append(inside.tobytes())
    return result


def _phrases(
    documents: Sequence[TextWords], number: Mapping[str, int], marked: AbstractSet[str]
) -> Iterator[tuple[Numbers, Any]]:
    """A number for each run of words of a document, and whether it is to be looked at."""
    import numpy as np

    for words in documents:
        different = words.lower.split()
        meant = np.array(words.meant, np.intp)
        numbers = np.array([number[word] for word in different], np.uint64)
        telling = np.array([word in marked for word in different], bool)
        places = np.array(words.places, np.intp)
        size = max(0, len(places) - STOCK + 1)
        if not size:
            yield np.zeros(0, np.uint64), np.zeros(0, bool)
            continue
        ids, is_marked = numbers[meant][places], telling[meant][places]
        phrases = np.zeros(size, np.uint64)
        for place in range(STOCK):
            phrases = phrases * np.uint64(_ODD) + ids[place : place + size]
        near = [is_marked[place : place + size] for place in (0, STOCK // 2, STOCK - 1)]
        yield phrases, near[0] | near[1] | near[2]
