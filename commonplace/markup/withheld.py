"""What is in a source but not published: private fields, comments.

The words are blanked but keep their length, so that all offsets and lines of the source stay
valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: What replaces a withheld character.
BLOCK = "█"
_LINE = re.compile(r"[^\r\n]+")


def phrase(count: int) -> str:
    """The words for that many withheld characters.

    >>> phrase(1), phrase(1200)
    ('withheld: 1 character', 'withheld: 1,200 characters')
    """
    return f"withheld: {count:,} character{'' if count == 1 else 's'}"


def joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order and disjoint; those that touch are merged.

    >>> joined([(4, 6), (0, 2), (1, 4), (9, 9)])
    ((0, 6),)
    """
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text in which the given spans are replaced by marks.

    It has the same length and the same lines. The mark says how many characters were there,
    if it fits on the line.

    >>> blanked("A <!-- nobody is to read it -->", [(2, 31)])
    'A withheld: 29 characters██████'
    """
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], _mark(text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _mark(words: str) -> str:
    said = phrase(len(words))
    blocks = _LINE.sub(lambda line: BLOCK * len(line[0]), words)
    return blocks.replace(BLOCK * len(said), said, 1)
