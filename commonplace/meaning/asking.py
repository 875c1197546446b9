"""What is similar in meaning to some words; its twin is `browser/search/meaning.js`.

All vectors are whole numbers. What is not takes the same steps in both engines, each of them exact
to the last bit, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import floor, sqrt
from operator import mul
from typing import NamedTuple

from commonplace.meaning.files import Meant, rows, unpacked

PROBED = 2  #: files of passages that a query looks into
KNOWN = 2  #: words that must have vectors, for the meaning of one alone says little
DEPTH = 300  #: nearest passages that count
SHORT = 2  #: as many words as make a passage's cosine count half
LED = 0.75  #: how much the best passage says of what is asked, beside the words
LONG = 4_096  #: the length to which vectors are brought that are added up

#: Passages, by their numbers in the order of documents' addresses: how near each is, up to 1, or
#: what that is worth.
Cosines = dict[int, float]


class Vectored(NamedTuple):
    """A passage that a query looks at: its number, how many words it has, and its vector."""

    number: int
    words: int
    vector: Sequence[int]
    square: int


@dataclass(frozen=True, kw_only=True)
class Sought:
    """A query as a vector, the passages that it looks at, and what nearness to it is worth."""

    query: Sequence[int]
    passages: Sequence[Vectored]
    most: float
    squared: int

    def near(self) -> Cosines:
        """The passages that are nearest, and what each is worth, in best scores.

        A passage of few words is near to much by chance, and counts less for it.
        """
        length = _product(self.query, self.query)
        found: Cosines = {}
        for number, words, vector, square in self.passages:
            product = _product(self.query, vector)
            if product > 0:
                found[number] = product / sqrt(length * square) * (words / (words + SHORT))
        best = sorted(found.items(), key=lambda one: (-one[1], one[0]))
        return {number: _worth(near, self.most, self.squared) for number, near in best[:DEPTH]}

    def drawn(self, number: int) -> Sought:
        """The same query, drawn towards a passage that answers it well."""
        leading = next(one for one in self.passages if one.number == number)
        own = LONG / sqrt(_product(self.query, self.query))
        other = LED * LONG / sqrt(leading.square)
        pairs = zip(self.query, leading.vector, strict=True)
        return replace(self, query=[floor(own * one + other * two) for one, two in pairs])


def asked(meant: Meant, words: Iterable[Sequence[str]]) -> Sought | None:
    """A query for some words, each given as its stems, of which it has one in each language.

    None where too few of them have vectors.
    """
    if not meant.files:
        return None
    head, numbers = unpacked(meant.files[0])
    vectors = rows(numbers, head["size"])
    groups, known = vectors[: head["groups"]], vectors[head["groups"] :]
    places = {word: place for place, word in enumerate(head["words"])}
    held = {tuple(stem for stem in stems if stem in places) for stems in words} - {()}
    if len(held) < KNOWN:
        return None
    stems = {stem for several in held for stem in several}
    query = list(map(sum, zip(*(known[places[stem]] for stem in stems), strict=True)))
    near = sorted(range(len(groups)), key=lambda group: (-_product(query, groups[group]), group))
    looked_at = [
        passage
        for group in near[:PROBED]
        for passage in _passages(meant.files[1 + group], head["size"])
    ]
    return Sought(query=query, passages=looked_at, most=head["most"], squared=head["squared"])


def _worth(near: float, most: float, squared: int) -> float:
    """What it is worth to be so near, in best scores.

    Passages that are somewhat near by chance are many, and those that are very near few: a square
    tells them apart.

    >>> _worth(1.0, 2, 1), _worth(0.5, 2, 1)
    (2.0, 0.5)
    """
    for _ in range(squared):
        near *= near
    return most * near


def _passages(data: bytes, size: int) -> Iterable[Vectored]:
    """The passages of a file."""
    head, numbers = unpacked(data)
    number = 0
    for gap, words, vector in zip(head["gaps"], head["terms"], rows(numbers, size), strict=True):
        number += gap
        yield Vectored(number, words, vector, _product(vector, vector))


def _product(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(map(mul, one, other))
