"""What is similar in meaning to some words; its twin is `browser/search/meaning.js`.

All numbers are whole until the cosine, which is one square root and one division, so that both
engines say the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from operator import mul

from commonplace.meaning.files import Meant, rows, unpacked

PROBED = 2  #: files of passages that a query looks into
KNOWN = 2  #: words that must have vectors, for the meaning of one alone says little
DEPTH = 100  #: passages that are looked at
SHORT = 2  #: as many words as make a passage's cosine count half

#: Passages, by their numbers in the order of documents' addresses: how near each is, up to 1, or
#: what that is worth.
Cosines = dict[int, float]


def similar(meant: Meant, words: Iterable[Sequence[str]]) -> Cosines:
    """The passages that are nearest to some words in meaning, and what each is worth for it.

    Each word is given as its stems, of which it has one in each language. A passage of few words
    is near to much by chance, and counts less for it.
    """
    if not meant.files:
        return {}
    head, numbers = unpacked(meant.files[0])
    vectors = rows(numbers, head["size"])
    groups, known = vectors[: head["groups"]], vectors[head["groups"] :]
    places = {word: place for place, word in enumerate(head["words"])}
    asked = {tuple(stem for stem in stems if stem in places) for stems in words} - {()}
    if len(asked) < KNOWN:
        return {}
    stems = {stem for several in asked for stem in several}
    query = list(map(sum, zip(*(known[places[stem]] for stem in stems), strict=True)))
    near = sorted(range(len(groups)), key=lambda group: (-_product(query, groups[group]), group))
    found: Cosines = {}
    for group in near[:PROBED]:
        found |= _within(meant.files[1 + group], query, head["size"])
    best = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return {number: _worth(near, head["most"], head["squared"]) for number, near in best[:DEPTH]}


def _worth(near: float, most: float, squared: int) -> float:
    """What it is worth to be so near, in best scores.

    Passages that are somewhat near by chance are many, and those that are very near few: a power
    tells them apart.

    >>> _worth(1.0, 2, 2), _worth(0.5, 2, 2)
    (2.0, 0.125)
    """
    for _ in range(squared):
        near *= near
    return most * near


def _within(data: bytes, query: Sequence[int], size: int) -> Cosines:
    """Those passages of a file that are at all similar to a query."""
    head, numbers = unpacked(data)
    length = _product(query, query)
    found: Cosines = {}
    number = 0
    for gap, words, vector in zip(head["gaps"], head["terms"], rows(numbers, size), strict=True):
        number += gap
        near = _product(query, vector)
        if near > 0:
            cosine = near / sqrt(length * _product(vector, vector))
            found[number] = cosine * (words / (words + SHORT))
    return found


def _product(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(map(mul, one, other))
