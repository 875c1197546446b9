"""Captions that were printed twice, as pages that show captions do.

Such a page joins captions of at most 15 words into lines. Where a sentence ends
on the first or second word of a caption, the caption closes one line for the sake
of that word and opens the next line once more. So a repeat is a run of up to 15
words that stands twice in a row and has a sentence's end at its head. The rule
looks at words only, and therefore does not care how the text is wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 15  #: words in a caption
SHORTEST = 9  #: words; people repeat less than that by themselves
SHORTEST_AT_LINE = 5  #: words, where a new line begins exactly with the second printing

_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]*\Z")


def find_repeats(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the second printings, each with the white space before it.

    >>> once = "done. And then we went to see what was on the other side"
    >>> text = f"When it was {once}\\n{once} of the hill."
    >>> [text[start:end] == f"\\n{once}" for start, end in find_repeats(text)]
    [True]
    >>> list(find_repeats("is there, is there, is there, is there, is there a way? No. No."))
    []
    """
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    tokens = [word for word, _, _ in words]
    at = 0
    while at < len(tokens):
        length = _repeat_at(tokens, at)
        ends, begins = (words[at + length - 1][2], words[at + length][1]) if length else (0, 0)
        if not length or (length < SHORTEST and "\n" not in text[ends:begins]):
            at += 1
            continue
        yield words[at + length - 1][2], words[at + 2 * length - 1][2]
        # The second printing is gone: what comes behind it may repeat the first.
        del words[at + length : at + 2 * length], tokens[at + length : at + 2 * length]


def _repeat_at(tokens: list[str], at: int) -> int:
    """The number of words from `at` on that stand twice in a row, 0 if none do."""
    if not any(_SENTENCE_END.search(word) for word in _head(tokens, at)):
        return 0
    for length in range(LONGEST, SHORTEST_AT_LINE - 1, -1):
        middle = at + length
        if tokens[at:middle] == tokens[middle : middle + length]:
            return length
    return 0


def _head(tokens: list[str], at: int) -> list[str]:
    """The first two words of a caption; what hangs detached from a word is part of it."""
    head = tokens[at : at + 2]
    if len(head) == 2 and any(word[0] in "-." and len(word) > 1 for word in tokens[at : at + 3]):
        head = tokens[at : at + 3]
    return head
