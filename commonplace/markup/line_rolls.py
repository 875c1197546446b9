"""Caption lines that repeat what was already on the screen.

Captions that roll up a screen are exported in many layouts: each line two or three times, a
window of two or three lines that moves on by one, a line that extends the one before. In all
of them a line begins with the last words of the text so far. So the text is read once, line
by line, to find what each line repeats, however the lines are broken; punctuation and case
may differ. Whether a text rolls is decided for the whole text, because people do say things
twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: Words; more than this no screen shows.
_SCREEN = 60
#: So many words are not repeated by chance, at the end of one line and the start of the next.
_TELLING = 5
#: Words of an overlap that is neither a whole line nor goes on with one.
_SHORTEST = 3
#: Shares of the lines in a text that rolls: with a telling overlap, or repeated as a whole.
_SHARE_TELLING, _SHARE_WHOLE = 0.12, 0.34
_FEWEST = 3

_WORD = re.compile(r"\S+")
_BARE = re.compile(r"[\W_]+")


class _Word(NamedTuple):
    start: int
    end: int
    bare: str


class _Overlap(NamedTuple):
    """Words `first` to `last` (exclusive) of a text that repeat earlier words.

    `whole` if they are whole lines, here or there.
    """

    first: int
    last: int
    whole: bool


def find_rolled(text: str, begin: int = 0) -> list[tuple[int, int]]:
    """Spans of what the lines of a rolling text repeat, each with the white space before it.

    Empty where the text does not roll.

    >>> text = "a hill\\na hill of sand\\nof sand\\nto see\\nto see the sea\\nto see the sea"
    >>> [text[start:end] for start, end in find_rolled(text)]
    ['\\na hill', '\\nto see', '\\nto see the sea']

    A word or two, such as "of sand", may be said again; a screen shows a whole line again.
    """
    words, heads = _words(text, begin)
    if not heads:
        return []
    overlaps = list(_overlaps(words, heads))
    telling = sum(found.last - found.first >= _TELLING for found in overlaps)
    covered = sum(
        sum(1 for head in heads[number : number + _SCREEN] if found.first <= head < found.last)
        for number, found in _with_heads(overlaps, heads)
        if found.whole
    )
    rolls = telling >= max(_FEWEST, _SHARE_TELLING * len(heads))
    if not rolls and covered < max(_FEWEST, _SHARE_WHOLE * len(heads)):
        return []
    return [(words[found.first - 1].end, words[found.last - 1].end) for found in overlaps]


def _with_heads(overlaps: list[_Overlap], heads: list[int]) -> Iterator[tuple[int, _Overlap]]:
    """Each overlap with the number of the line with which it begins."""
    number = 0
    for found in overlaps:
        while heads[number] < found.first:
            number += 1
        yield number, found


def _words(text: str, begin: int) -> tuple[list[_Word], list[int]]:
    """The words, and the numbers of those with which a line begins."""
    words: list[_Word] = []
    heads: list[int] = []
    last = begin
    for match in _WORD.finditer(text, begin):
        bare = _BARE.sub("", match[0]).casefold() or match[0]
        if not words or "\n" in text[last : match.start()]:
            heads.append(len(words))
        words.append(_Word(*match.span(), bare))
        last = match.end()
    return words, heads


def _overlaps(words: list[_Word], heads: list[int]) -> Iterator[_Overlap]:
    """What lines repeat of the text before them, repetitions left out."""
    said: list[str] = []
    begins: set[int] = set()  # where lines begin in what was said
    ends = [*heads[1:], len(words)]
    lengths = {head: end - head for head, end in zip(heads, ends, strict=True)}
    borders = {*ends}
    at, before = 0, 0
    while at < len(words):
        line = lengths.get(at)
        if line is None:
            said.append(words[at].bare)
            at += 1
            continue
        count = _overlap(said, words, at, line, before)
        # The sign at the head of the line before may have been removed with its time.
        signed = not count and line > 1 and not words[at].bare[0].isalnum()
        if signed:
            count = _overlap(said, words, at + 1, line - 1, before)
        # People say a word or two again; a screen shows whole lines again.
        if 0 < count < _SHORTEST and len(said) - count not in begins:
            count = 0
        begins.add(len(said) - count)
        count += bool(count) and signed
        if count:
            whole = count - signed == before or at + count in borders
            yield _Overlap(at, at + count, whole)
        before = line
        said += [word.bare for word in words[at + count : at + max(line, count)]]
        at += max(line, count)
        while at < len(words) and at not in lengths:  # the rest of a line that was half said
            said.append(words[at].bare)
            at += 1


def _overlap(said: list[str], words: list[_Word], at: int, line: int, before: int) -> int:
    """How many words from `at` on repeat the end of the text so far; 0 if that may be chance."""
    upcoming = [word.bare for word in words[at : at + _SCREEN]]
    tail = said[-_SCREEN:]
    for count in range(min(len(tail), len(upcoming)), 0, -1):
        if tail[-count:] == upcoming[:count]:
            return count if count >= _SHORTEST or count in (line, before) else 0
    return 0
