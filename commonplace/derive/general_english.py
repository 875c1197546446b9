"""How common a word is in general English, from a list of what people say in films.

See docs/decisions/0010-candidate-topics.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

from spellchecker import SpellChecker

#: What a word counts as that the list does not have, on its scale.
UNKNOWN = 1.5


@cache
def commonness(word: str) -> float:
    """How common a word is: the logarithm to base 10 of its count in a thousand million words.

    That is the Zipf scale of van Heuven and others (2014): 7 is "the", 3 is a rare word.

    >>> commonness("the") > commonness("language") > commonness("robotics") > UNKNOWN
    True
    >>> commonness("pytorch") == UNKNOWN
    True
    """
    return _scaled(_list().word_frequency[word.lower()])


@cache
def _scaled(count: int) -> float:
    total = _list().word_frequency.total_words
    return max(UNKNOWN, math.log10(count / total * 1e9)) if count else UNKNOWN


@cache
def _list() -> SpellChecker:
    return SpellChecker(language="en")


def common_words(least: float) -> Iterator[str]:
    """The words of the list that are so common or more, in no order."""
    listed = _list().word_frequency.items()
    return (word for word, count in listed if _scaled(count) >= least)
