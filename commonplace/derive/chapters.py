"""Chapters for long talks that have none: where the talk turns, and a name for each part.

The cut is the most probable segmentation of Utiyama and Isahara, "A Statistical Model for
Domain-Independent Text Segmentation" (ACL 2001): each part is thought to be drawn from its own
distribution of words, smoothed by Laplace, and each further part costs something: less where a
turn opens as people open a subject. docs/decisions/0020-made-chapters.md says how the numbers
were chosen.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from commonplace.derive.sentences import sentences
from commonplace.derive.stopwords import FILLER
from commonplace.model import Document, Heading, Passage

#: Words of a talk that is long enough to be cut, and of the parts it is cut into.
LONG, LEAST, MOST = 1500, 250, 2500
#: Words of a turn that never opens a part: an "I see", which belongs to what is before it.
_SHORT = 12
#: How many times the prior of the paper a further part costs.
_COST = 6.0
#: How much how a turn opens weighs beside the words of the parts.
_OPENING = 3.0
#: Words of a turn that is long enough to open something.
_FULL = 40
_OPENS = re.compile(r"(?:so|ok|okay|all right|alright|well|now)\b", re.I)
#: Words with the same first letters count as one: a stem, and quicker.
_STEM = 6
_WORD = re.compile(r"[^\W\d_]{3,}")
#: Characters of a sentence that can be the name of a part.
_NAME = range(18, 81)
#: How much more a question tells than another sentence, and how often a word counts at most.
_ASKED, _OFTEN = 2.0, 6
#: The share of a part in which its name is looked for.
_NAMED = 0.4
_FILLERS = re.compile(
    r"(?:(?:so|and|but|well|okay|ok|right|yeah|yes|now|um|uh|i mean|you know)\b[,.\s…-]+)+", re.I
)


class Utterance(NamedTuple):
    """What one passage says, and who says it."""

    text: str
    speaker: str | None = None


class _Unit(NamedTuple):
    first: int  #: number of the passage with which it begins
    words: int
    counts: Counter[str]
    opening: float  #: how much its beginning is like that of a part


def with_chapters(document: Document) -> Document:
    """The document with chapters, if it is a long talk without any headings."""
    spoken = [passage for passage in document.passages if passage.note is None and passage.html]
    if document.kind != "transcript" or document.headings or _words(spoken) < LONG:
        return document
    stems = [Counter(_stems(passage.text)) for passage in spoken]
    said = [Utterance(passage.text, passage.speaker) for passage in spoken]
    starts = [0, *boundaries(said, stems)]
    if len(starts) < 2:
        return document
    ends = [*starts[1:], len(spoken)]
    parts = [spoken[start:end] for start, end in zip(starts, ends, strict=True)]
    counts = [_sum(stems[start:end]) for start, end in zip(starts, ends, strict=True)]
    numbers = {id(passage): number for number, passage in enumerate(document.passages)}
    made = tuple(
        Heading(
            level=2,
            text=name,
            anchor=f"chapter-{part[0].anchor}",
            before=numbers[id(part[0])],
        )
        for name, part in zip(_names(parts, counts), parts, strict=True)
    )
    return replace(document, chapters=made)


def boundaries(said: Sequence[Utterance], stems: Sequence[Counter[str]] | None = None) -> list[int]:
    """The numbers of the passages with which a part after the first begins.

    `stems` are those of each, where they are known.
    """
    if stems is None:
        stems = [Counter(_stems(one.text)) for one in said]
    units = list(_units(said, stems))
    total = _sum(unit.counts for unit in units)
    often = [word for word, count in total.items() if count > 1]
    numbers = {word: number for number, word in enumerate(often)}
    counts = [[(numbers[w], n) for w, n in unit.counts.items() if w in numbers] for unit in units]
    lengths = [sum(count for _, count in one) for one in counts]
    # f log(f + 1) for every f that occurs, which is asked for very often.
    weights = [f * math.log(f + 1) for f in range(1 + max(total.values(), default=0))]
    cost = _COST * math.log(max(2, total.total()))
    best, came = [0.0], [0]
    best += [math.inf] * len(units)
    came += [0] * len(units)
    for first in range(len(units)):
        if best[first] == math.inf:
            continue
        seen = [0] * len(often)
        begun = best[first] + cost - (_OPENING * units[first].opening if first else 0)
        # The sum of f log(f + 1) over the words of the part, f being how often each occurs.
        gain, length, words = 0.0, 0, 0
        for last in range(first, len(units)):
            for word, count in counts[last]:
                before = seen[word]
                now = seen[word] = before + count
                gain += weights[now] - weights[before]
            length += lengths[last]
            words += units[last].words
            if words > MOST and last > first:
                break
            if words < LEAST and last + 1 < len(units):
                continue
            whole = begun + length * math.log(length + len(often) or 1) - gain
            if whole < best[last + 1]:
                best[last + 1], came[last + 1] = whole, first
    found, at = [], len(units)
    while at:
        at = came[at]
        found.append(units[at].first if at else 0)
    return sorted(set(found) - {0})


def _sum(counts: Iterable[Counter[str]]) -> Counter[str]:
    total = Counter[str]()
    for one in counts:
        total.update(one)
    return total


def _units(said: Sequence[Utterance], stems: Sequence[Counter[str]]) -> Iterator[_Unit]:
    """Passages with the short ones that follow them; nothing is cut inside one."""
    first, words, counts = 0, 0, Counter[str]()
    for number, one in enumerate(said):
        length = len(one.text.split())
        if number and length >= _SHORT:
            yield _Unit(first, words, counts, _opening(said, first))
            first, words, counts = number, 0, Counter()
        words += length
        counts.update(stems[number])
    if said:
        yield _Unit(first, words, counts, _opening(said, first))


def _opening(said: Sequence[Utterance], number: int) -> float:
    """How much more often people begin a part with such a passage: the logarithm of the odds."""
    if not number:
        return 0.0
    before, now = said[number - 1], said[number]
    weights = (
        (2.35, _OPENS.match(now.text.lstrip())),
        (0.8, now.text.rstrip().endswith("?")),
        (1.45, len(now.text.split()) >= _FULL),
        (-1.55, "?" in before.text[-200:]),  # what follows is the answer
        (-1.0, len(before.text.split()) < _SHORT),
        (-2.4, now.speaker and now.speaker == before.speaker),
    )
    return sum(weight for weight, holds in weights if holds)


def _words(passages: Iterable[Passage]) -> int:
    return sum(len(passage.text.split()) for passage in passages)


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in _WORD.findall(text.lower()) if word not in FILLER]


def _names(parts: Sequence[Sequence[Passage]], counts: Sequence[Counter[str]]) -> list[str]:
    """A name for each part: the sentence near its beginning that has most of its own words."""
    spread = Counter(word for one in counts for word in one)
    names: list[str] = []
    for part, count in zip(parts, counts, strict=True):
        weights = {
            word: min(said, _OFTEN) * math.log((len(parts) + 1) / spread[word])
            for word, said in count.items()
            if said > 1
        }
        name = _telling(part, weights) or "Further on"
        names.append(name if name not in names else f"{name} ({names.count(name) + 1})")
    return names


def _telling(part: Sequence[Passage], weights: dict[str, float]) -> str:
    """The sentence that tells best what a part is about; a question tells more than another."""
    best, most, words = "", 0.0, 0
    whole = _words(part)
    for passage in part:
        for span in sentences(passage.text):
            sentence = _without_fillers(span.of(passage.text))
            if len(sentence) not in _NAME:
                continue
            # Exact, since the order of a set is another in each process.
            weight = math.fsum(weights.get(stem, 0.0) for stem in set(_stems(sentence)))
            weight *= _ASKED if sentence.endswith("?") else 1.0
            if weight > most:
                best, most = sentence[:1].upper() + sentence[1:], weight
        words += len(passage.text.split())
        if words > _NAMED * whole:
            break
    return best.rstrip(".")


def _without_fillers(sentence: str) -> str:
    """A sentence without the words at its head that only fill.

    >>> _without_fillers("So, well, it runs."), _without_fillers("The mill is right, so it runs.")
    ('it runs.', 'The mill is right, so it runs.')
    """
    fillers = _FILLERS.match(sentence)
    return sentence[fillers.end() :] if fillers else sentence
