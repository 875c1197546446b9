"""Acronyms and their words as other names for one thing, for whoever searches for one of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from commonplace.analysis import stem, tokens
from commonplace.derive.candidates.acronyms import BETWEEN, JOINED, places, spelled
from commonplace.derive.candidates.words import APART, split
from commonplace.model import Document, Each, in_turn
from commonplace.query import STOP_WORDS

MOST = 40  #: acronyms that a search knows; all are in the file that is loaded first
_SHARE = 0.6  #: of the explanations of an acronym that have to agree
_ANY = re.compile(r"\b[A-Z]{2,6}s?\b")
_WORD = re.compile(r"[^\W_]+")
#: Characters beside an acronym in which the word that leads to its meaning stands.
_NEAR = 16


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
    known = {meaning_key(name) for group in taken for name in group}
    chosen = []
    for acronym, spellings in sorted(counts.items()):
        keys: Counter[tuple[str, ...]] = Counter()
        for spelling, often in spellings.items():
            keys[meaning_key(spelling)] += often
        key, often = min(keys.items(), key=lambda one: (-one[1], one[0]))
        if often >= _SHARE * keys.total() and known.isdisjoint((key, meaning_key(acronym))):
            same = [one for one in spellings if meaning_key(one) == key]
            best = min(same, key=lambda one: (-spellings[one], one))
            chosen.append((-often, acronym, best))
    return tuple((acronym, meaning) for _, acronym, meaning in sorted(chosen)[:MOST])


def told(document: Document) -> tuple[tuple[str, str], ...]:
    """The acronyms that a document explains, each time, and the words that do."""
    return tuple(
        (one.short, one.meaning) for passage in document.passages for one in tells(passage.text)
    )


class Told(NamedTuple):
    """An acronym, the words that a text explains it with, and where both stand."""

    short: str
    meaning: str
    start: int
    end: int


def tells(text: str) -> Iterator[Told]:
    """The acronyms that a text explains; brackets or a word such as "or" stand between the two.

    >>> [(one.short, one.meaning) for one in tells("We use reinforcement learning (RL).")]
    [('RL', 'reinforcement learning')]
    """
    if not _may_explain(text):
        return
    gaps, written = split(text)
    ends = [*accumulate(len(gap) + len(word) for gap, word in zip(gaps, written, strict=True))]
    before = [gap if gap in JOINED else APART for gap in gaps]
    for place, start, end in places(written, [word.lower() for word in written], before):
        short = written[place].rstrip("s")
        behind = start > place
        between = start - place - 1 if behind else place - end
        # Words that are there to explain do not stand beside the acronym by chance.
        words = written[place + 1 : start] if behind else written[end:place]
        # In "the Lamp Institute for LI" the word belongs to the name.
        joins = words[:1] == ["for"]
        explains = (between > 0 and not joins) or "(" in gaps[start if behind else place]
        if explains and short.lower() not in STOP_WORDS:
            first, last = min(place, start), max(place + 1, end)
            yield Told(
                short,
                spelled(written, before, start, end),
                ends[first] - len(written[first]),
                ends[last - 1],
            )


def _may_explain(text: str) -> bool:
    """Whether beside an acronym stands a bracket, or a word that may lead to its meaning."""
    for found in _ANY.finditer(text):
        start, end = found.span()
        before, behind = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
        if "(" in before or "(" in behind:
            return True
        beside = (*_WORD.findall(before)[-1:], *_WORD.findall(behind)[:1])
        if not BETWEEN.isdisjoint(map(str.lower, beside)):
            return True
    return False


def meaning_key(name: str) -> tuple[str, ...]:
    """What the spellings and endings of a meaning have in common."""
    return tuple(map(stem, tokens(name)))
