"""Acronyms that a text explains: "reinforcement learning (RL)", "NLP, or natural language ..."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from commonplace.derive.stopwords import FILLER

_ACRONYM = re.compile(r"[A-Z]{2,6}s?\Z")
#: What may be between an acronym and its meaning.
BETWEEN = frozenset("or which stands for is means meaning called short aka so a an the".split())
_BETWEEN_WORDS = 3  #: of these at most
#: What comes before a word that belongs to the one before it.
JOINED = (" ", "-")


def expansions(
    written: Sequence[str], lower: Sequence[str], before: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The acronyms that a document explains, without the plural's s, and how their words are
    written.

    The words are next to it and begin with its letters; grammar words may be skipped. The
    document is given by its words, the same in lower case, and what comes before each.

    >>> said = "we use reinforcement learning from human feedback or RLHF".split()
    >>> list(expansions(said, [word.lower() for word in said], [" "] * len(said)))
    [('RLHF', 'reinforcement learning from human feedback')]
    """
    for place, start, end in places(written, lower, before):
        yield written[place].rstrip("s"), spelled(written, before, start, end)


def places(
    written: Sequence[str], lower: Sequence[str], before: Sequence[str]
) -> Iterator[tuple[int, int, int]]:
    """Where the acronyms of `expansions` stand, and where their words begin and end."""
    acronyms = {word for word in set(written) if _ACRONYM.match(word)}
    for place, acronym in enumerate(written) if acronyms else ():
        if acronym not in acronyms:
            continue
        letters = acronym.rstrip("s").lower()
        for start, end in _neighbours(lower, place, len(letters)):
            # Most runs differ from the acronym in their first letter, or in their last.
            if lower[start][0] != letters[0] or lower[end - 1][0] != letters[-1]:
                continue
            if _spell(lower[start:end], before[start:end], letters):
                yield place, start, end
                break


def spelled(written: Sequence[str], before: Sequence[str], start: int, end: int) -> str:
    """How the words from one place up to another are written."""
    rest = (before[place] + written[place] for place in range(start + 1, end))
    return written[start] + "".join(rest)


def _neighbours(lower: Sequence[str], place: int, size: int) -> Iterator[tuple[int, int]]:
    """Runs of words before and after a place that are long enough to explain it."""
    ahead = after = True
    for between in range(_BETWEEN_WORDS + 1):
        before, behind = place - between, place + 1 + between
        if between:
            ahead = ahead and before >= 0 and lower[before] in BETWEEN
            after = after and behind <= len(lower) and lower[behind - 1] in BETWEEN
        for length in (size, size + 1, size + 2) if ahead else ():
            if before - length >= 0:
                yield before - length, before
        for length in (size, size + 1, size + 2) if after else ():
            if behind + length <= len(lower):
                yield behind, behind + length


def _spell(lower: Sequence[str], before: Sequence[str], letters: str) -> bool:
    """Whether the words form one phrase and begin with the letters."""
    if lower[0] in FILLER or lower[-1] in FILLER:
        return False
    if not all(gap in JOINED for gap in before[1:]):
        return False
    every = "".join(word[0] for word in lower)
    telling = "".join(word[0] for word in lower if word not in FILLER)
    return letters in (every, telling)


def explained(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Acronyms by their usual words, from the `expansions` of all documents."""
    written: dict[str, Counter[str]] = {}
    for acronym, words in found:
        written.setdefault(acronym, Counter())[words] += 1
    return {
        acronym: min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
        for acronym, spellings in sorted(written.items())
    }


#: What acronyms mean that many fields have in common.
USUAL = {
    "AGI": "artificial general intelligence",
    "AI": "artificial intelligence",
    "API": "application programming interface",
    "AR": "augmented reality",
    "CNN": "convolutional neural network",
    "CPU": "central processing unit",
    "GAN": "generative adversarial network",
    "GDP": "gross domestic product",
    "GPU": "graphics processing unit",
    "HCI": "human-computer interaction",
    "IDE": "integrated development environment",
    "IP": "intellectual property",
    "LLM": "large language model",
    "ML": "machine learning",
    "NGO": "non-governmental organization",
    "NLP": "natural language processing",
    "OCR": "optical character recognition",
    "QA": "quality assurance",
    "RAG": "retrieval-augmented generation",
    "RL": "reinforcement learning",
    "RNN": "recurrent neural network",
    "SFT": "supervised fine-tuning",
    "UI": "user interface",
    "UX": "user experience",
    "VR": "virtual reality",
}


def usual(phrases: Container[tuple[str, ...]]) -> dict[str, str]:
    """Acronyms that everybody knows, by their words, if those are among some phrases.

    The end of the words is enough: who says "language model" means the large ones by "LLM".
    """
    found = {}
    for acronym, words in USUAL.items():
        key = tuple(words.replace("-", " ").split())
        if key in phrases or (len(key) > 2 and key[1:] in phrases):
            found[acronym] = words
    return found
