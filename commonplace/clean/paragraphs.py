"""Captions joined into paragraphs that end where sentences do.

Where a paragraph ends must not depend on text far above it: an edit at the top of a
transcript would move every anchor below. So each sentence end gets a rank from the words
around it alone, and a paragraph ends at those that outrank every other within `REACH` words
on either side.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

REACH = 45  #: words; paragraphs are about twice as long on average
#: Letters of scripts that have no spaces between words, of which two count as a word.
_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}[^\s\w]*|[^\s{_UNSPACED}]+")

_SENTENCE_END = re.compile(
    r"[.?!…][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[^\Wa-z_]|\s*\Z)|[。？！][\"”’」』）)]*"
)
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|No|Fig)\.\Z")
#: How a new thought begins in talk.
_OPENERS = re.compile(
    r"(?:well|so|now|okay|ok|yeah|yes|no|right|and so|i mean|you know|maybe)\b", re.I
)


class End(NamedTuple):
    """A sentence's end: how many words come before it, where it is, and its rank."""

    word: int
    at: int
    rank: tuple[int, str]


def words_in(text: str) -> int:
    """How many words a text has; of scripts without spaces, two letters count as one.

    >>> words_in("It is cold."), words_in("今天很冷。")
    (3, 2)
    """
    return len(WORD.findall(text))


def paragraph_ends(text: str) -> list[int]:
    """Offsets after the last word of each paragraph of a running text, in order.

    >>> paragraph_ends("One. Two.")
    [9]
    """
    words = words_in(text)
    ends = sentence_ends(text)
    chosen = [
        end.at
        for number, end in enumerate(ends)
        if end.word >= REACH and _outranks(ends, number) and words - end.word > REACH // 3
    ]
    last = len(text.rstrip())
    return [*chosen, last] if words else []


def sentence_ends(text: str) -> list[End]:
    """The ends of the sentences of a text, in order."""
    words = [match.end() for match in WORD.finditer(text)]
    found = []
    number = 0
    for match in _SENTENCE_END.finditer(text):
        while number < len(words) and words[number] < match.end():
            number += 1
        if _ABBREVIATION.search(text, max(0, match.end() - 8), match.end()):
            continue
        behind = text[match.end() : match.end() + 60].strip()
        before = text[max(0, match.end() - 60) : match.end()].strip()
        strength = 2 * match[0].startswith("?") + bool(_OPENERS.match(behind))
        digest = hashlib.sha256(f"{before}\0{behind}".encode()).hexdigest()
        found.append(End(number + 1, match.end(), (strength, digest)))
    return found


def _outranks(ends: list[End], number: int) -> bool:
    """Whether a sentence's end is the strongest of all within reach on both sides."""
    here = ends[number]
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(ends) and abs(ends[other].word - here.word) <= REACH:
            if ends[other].rank > here.rank:
                return False
            other += step
    return True
