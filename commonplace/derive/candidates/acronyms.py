"""Acronyms that a text explains: "reinforcement learning (RL)", "NLP, or natural language ..."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from commonplace.derive.candidates.phrases import Word
from commonplace.derive.stopwords import FILLER

_ACRONYM = re.compile(r"[A-Z]{2,6}s?\Z")
#: What may stand between an acronym and what it stands for.
_BETWEEN = frozenset("or which stands for is means meaning called short aka so a an the".split())
_BETWEEN_WORDS = 3  #: of these at most


def expansions(words: Sequence[Word]) -> Iterator[tuple[int, int, int]]:
    """Where a document explains an acronym: its place, and where its words start and end.

    The words stand next to it, and their first letters are its own; words of grammar
    need not count.

    >>> said = "we use reinforcement learning from human feedback or RLHF".split()
    >>> words = [Word(word.lower(), word, " ", True, 0) for word in said]
    >>> [(said[at], *said[start:end]) for at, start, end in expansions(words)]
    [('RLHF', 'reinforcement', 'learning', 'from', 'human', 'feedback')]
    """
    for place, word in enumerate(words):
        if not _ACRONYM.match(word.written):
            continue
        letters = word.written.rstrip("s").lower()
        for start, end in _neighbours(words, place, len(letters)):
            if _spell(words[start:end], letters):
                yield place, start, end
                break


def _neighbours(words: Sequence[Word], place: int, size: int) -> Iterator[tuple[int, int]]:
    """Runs of words before and behind a place that are long enough to explain it."""
    for between in range(_BETWEEN_WORDS + 1):
        before, behind = place - between, place + 1 + between
        if all(word.lower in _BETWEEN for word in words[max(0, before) : place]):
            for length in (size, size + 1, size + 2):
                if before - length >= 0:
                    yield before - length, before
        if all(word.lower in _BETWEEN for word in words[place + 1 : behind]):
            for length in (size, size + 1, size + 2):
                if behind + length <= len(words):
                    yield behind, behind + length


def _spell(words: Sequence[Word], letters: str) -> bool:
    """Whether the words form one phrase and begin with the letters."""
    if words[0].lower in FILLER or words[-1].lower in FILLER:
        return False
    if not all(word.joined for word in words[1:]):
        return False
    every = "".join(word.lower[0] for word in words)
    telling = "".join(word.lower[0] for word in words if word.lower not in FILLER)
    return letters in (every, telling)


def explained(documents: Sequence[Sequence[Word]]) -> dict[str, str]:
    """Acronyms in capitals, without the plural's s, and how their words are usually written."""
    found: dict[str, Counter[str]] = {}
    for words in documents:
        for place, start, end in expansions(words):
            written = words[start].written + "".join(
                word.gap + word.written for word in words[start + 1 : end]
            )
            found.setdefault(words[place].written.rstrip("s"), Counter())[written] += 1
    return {
        acronym: min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
        for acronym, spellings in sorted(found.items())
    }
