"""Words of general English, which nobody is taken to have misspelt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from commonplace.derive.general_english import common_words, commonness
from commonplace.query import SHORTEST_CORRECTED

#: How common a word is at least, on the scale of `commonness`.
LEAST = 2.0


def is_general(word: str) -> bool:
    """Whether a word is one of general English.

    >>> is_general("kettle"), is_general("kuberntes")
    (True, False)
    """
    return commonness(word) >= LEAST


def general_near(job: tuple[Collection[str], Sequence[str]]) -> list[str]:
    """The `general` words that are one edit from some words with the same first letter.

    They are no more than a reader needs to judge by: a word that is near none is not corrected.

    >>> general_near((("kettles", "keep"), general("k")))[:3]
    ['keel', 'keen', 'keep']
    """
    words, known = job
    near = defaultdict(list)
    for word in words:
        for rest in _rests(word):
            near[rest].append(word)
    own = set(words)
    return [
        word
        for word in known
        if word in own or any(_is_near(word, one) for one in _found(near, word))
    ]


def _is_near(word: str, other: str) -> bool:
    """Whether the distance of two words is at most 1, which their first difference decides."""
    shorter, longer = sorted((word, other), key=len)
    at = next((n for n, sign in enumerate(shorter) if sign != longer[n]), len(shorter))
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :]
    swapped = longer[at + 1 : at + 2] + longer[at : at + 1]
    return shorter[at + 1 :] == longer[at + 1 :] or (
        shorter[at : at + 2] == swapped and shorter[at + 2 :] == longer[at + 2 :]
    )


def _found(near: dict[str, list[str]], word: str) -> Iterator[str]:
    return (one for rest in _rests(word) for one in near.get(rest, ()))


def _rests(word: str) -> set[str]:
    """A word, and what is left of it without any one letter behind the first."""
    return {word, *(word[:n] + word[n + 1 :] for n in range(1, len(word)))}


def general(first: str) -> tuple[str, ...]:
    """The words of general English that begin with a letter, sorted."""
    return tuple(_general().get(first, ()))


@cache
def _general() -> dict[str, list[str]]:
    """The words of general English by their first letters, sorted."""
    found = defaultdict(list)
    for word in sorted(common_words(LEAST)):
        if len(word) >= SHORTEST_CORRECTED:
            found[word[0]].append(word)
    return found
