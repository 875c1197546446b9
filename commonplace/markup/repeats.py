"""Captions that were printed twice, as pages that show captions do.

Such a page joins captions of at most 15 words into lines. Where a sentence ends on the first
or second word of a caption, the caption closes one line for the sake of that word and opens
the next line again. So a repeat is a run of up to 15 words that appears twice in a row and
has the end of a sentence near its start. The rule looks only at words, not at how the text is
wrapped.
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
    words = [match.span() for match in _WORD.finditer(text)]
    left = list(range(len(words)))  # the numbers of the words that are not taken away yet
    tokens = [text[start:end] for start, end in words]
    at = 0
    while at < len(tokens):
        length = _repeat_at(tokens, at)
        middle, stop = at + length, at + 2 * length
        gap = text[words[left[middle - 1]][1] : words[left[middle]][0]] if length else ""
        if not length or (length < SHORTEST and "\n" not in gap):
            at += 1
            continue
        for first, last in _runs(left[middle:stop]):
            yield words[first - 1][1], words[last][1]
        # The second printing is gone: what comes after it may repeat the first.
        del left[middle:stop], tokens[middle:stop]


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of numbers that follow one another.

    >>> list(_runs([4, 5, 6, 9]))
    [(4, 6), (9, 9)]
    """
    first = 0
    for place in range(1, len(numbers) + 1):
        if place == len(numbers) or numbers[place] != numbers[place - 1] + 1:
            yield numbers[first], numbers[place - 1]
            first = place


def _repeat_at(tokens: list[str], at: int) -> int:
    """The number of words from `at` on that appear twice in a row, 0 if none do."""
    if not any(_SENTENCE_END.search(word) for word in _head(tokens, at)):
        return 0
    for length in range(LONGEST, SHORTEST_AT_LINE - 1, -1):
        middle = at + length
        if tokens[at:middle] == tokens[middle : middle + length]:
            return length
    return 0


def _head(tokens: list[str], at: int) -> list[str]:
    """The first two words of a caption, including detached signs."""
    head = tokens[at : at + 2]
    if len(head) == 2 and any(word[0] in "-." and len(word) > 1 for word in tokens[at : at + 3]):
        head = tokens[at : at + 3]
    return head
