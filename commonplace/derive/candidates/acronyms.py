"""Acronyms that a text explains: "reinforcement learning (RL)", "NLP, or natural language ..."."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from commonplace.analysis import stem, tokens
from commonplace.derive.candidates.phrases import Word, words_of
from commonplace.derive.stopwords import FILLER
from commonplace.model import Document, Each, in_turn
from commonplace.query import STOP_WORDS

MOST = 40  #: acronyms that a search knows; all are in the file that is loaded first
_SHARE = 0.6  #: of the explanations of an acronym that have to agree
_ANY = re.compile(r"\b[A-Z]{2,6}s?\b")
_ACRONYM = re.compile(r"[A-Z]{2,6}s?\Z")
#: What may be between an acronym and its meaning.
_BETWEEN = frozenset("or which stands for is means meaning called short aka so a an the".split())
_BETWEEN_WORDS = 3  #: of these at most


def expansions(words: Sequence[Word]) -> Iterator[tuple[int, int, int]]:
    """Where a document explains an acronym: its place, and where its words start and end.

    The words are next to it and begin with its letters; grammar words may be skipped.

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
    """Runs of words before and after a place that are long enough to explain it."""
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
            written = _written(words[start:end])
            found.setdefault(words[place].written.rstrip("s"), Counter())[written] += 1
    return {
        acronym: min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
        for acronym, spellings in sorted(found.items())
    }


def other_names(
    documents: Sequence[Document], taken: Iterable[Sequence[str]] = (), each: Each = in_turn
) -> tuple[tuple[str, str], ...]:
    """Acronyms and what documents say that they mean, most often first, at most `MOST`.

    One that is a word of grammar is left out, and so is one that has several meanings. `taken` are
    groups of names that are known already.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for found in each(told, documents):
        for acronym, meaning in found:
            counts[acronym][meaning] += 1
    known = {_key(name) for group in taken for name in group}
    chosen = []
    for acronym, spellings in sorted(counts.items()):
        keys: Counter[tuple[str, ...]] = Counter()
        for spelling, often in spellings.items():
            keys[_key(spelling)] += often
        key, often = min(keys.items(), key=lambda one: (-one[1], one[0]))
        if often >= _SHARE * keys.total() and known.isdisjoint((key, _key(acronym))):
            same = [one for one in spellings if _key(one) == key]
            best = min(same, key=lambda one: (-spellings[one], one))
            chosen.append((-often, acronym, best))
    return tuple((acronym, meaning) for _, acronym, meaning in sorted(chosen)[:MOST])


def told(document: Document) -> tuple[tuple[str, str], ...]:
    """The acronyms that a document explains, each time, and the words that do.

    Brackets or a word such as "or" have to be between the two.
    """
    passages = tuple(one for one in document.passages if _ANY.search(one.text))
    words = words_of(replace(document, passages=passages))
    return tuple(
        (words[place].written.rstrip("s"), _written(words[start:end]))
        for place, start, end in expansions(words)
        if _is_told(words, place, start, end)
        and words[place].written.rstrip("s").lower() not in STOP_WORDS
    )


def _is_told(words: Sequence[Word], place: int, start: int, end: int) -> bool:
    """Whether the words are there to explain, and do not stand beside the acronym by chance."""
    behind = start > place
    between = start - place - 1 if behind else place - end
    return between > 0 or "(" in words[start if behind else place].gap


def _written(words: Sequence[Word]) -> str:
    return words[0].written + "".join(word.gap + word.written for word in words[1:])


def _key(name: str) -> tuple[str, ...]:
    return tuple(map(stem, tokens(name)))
