"""Acronyms and their words as other names for one thing, for whoever searches for one of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from commonplace.analysis import stem, tokens
from commonplace.derive.candidates.acronyms import JOINED, places, spelled
from commonplace.derive.candidates.words import APART, split
from commonplace.model import Document, Each, in_turn
from commonplace.query import STOP_WORDS

MOST = 40  #: acronyms that a search knows; all are in the file that is loaded first
_SHARE = 0.6  #: of the explanations of an acronym that have to agree
_ANY = re.compile(r"\b[A-Z]{2,6}s?\b")


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
    return tuple(
        one
        for passage in document.passages
        if _ANY.search(passage.text)
        for one in _told(passage.text)
    )


def _told(text: str) -> Iterator[tuple[str, str]]:
    gaps, written = split(text)
    before = [gap if gap in JOINED else APART for gap in gaps]
    for place, start, end in places(written, [word.lower() for word in written], before):
        short = written[place].rstrip("s")
        behind = start > place
        between = start - place - 1 if behind else place - end
        # Words that are there to explain do not stand beside the acronym by chance.
        explains = between > 0 or "(" in gaps[start if behind else place]
        if explains and short.lower() not in STOP_WORDS:
            yield short, spelled(written, before, start, end)


def _key(name: str) -> tuple[str, ...]:
    return tuple(map(stem, tokens(name)))
