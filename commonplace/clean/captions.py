"""Rules for text that software heard: repeats, detached signs, lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.clean.rule import CAPTIONS, Context, Rule
from commonplace.markup.line_rolls import find_rolled
from commonplace.markup.repeats import find_repeats
from commonplace.model import Edit


def _repeats(text: str, context: Context) -> Iterator[Edit]:
    """Words that were printed twice: at the heads of lines, or at seams inside them.

    A text is of one kind or the other; the reading that finds more is the right one.
    """
    seams, lines = list(find_repeats(text)), find_rolled(text)
    for start, end in lines if len(lines) > len(seams) else seams:
        yield Edit(start, end)


# What stands behind a space and belongs to the word before it. A number behind a
# hyphen is not joined: it may be less than nothing.
_DETACHED = re.compile(
    r"(?<=[^\W\d_]) (?=-[^\W\d_])"
    r"|(?<=\d) (?=\.\d|%)"
    r"|(?<=\d) (?=-[^\W\d_]{2})"
    r"|(?<=\w) (?=['’](?:s|t|re|ve|ll|d|m)\b(?!['’]))"
)


def _detached(text: str, context: Context) -> Iterator[Edit]:
    """Spaces before a hyphen, a decimal point or a per cent sign that belongs to a word.

    >>> len(list(_detached("pre -training GPT 5 .2 for 95 % and a - b", Context(format="caption"))))
    3
    """
    for match in _DETACHED.finditer(text):
        yield Edit(*match.span())


_SPACE = re.compile(r"\s+")


def _lines(text: str, context: Context) -> Iterator[Edit]:
    """Line ends inside caption text, which come from the width of a window.

    >>> list(_lines("One \\n two", Context(format="caption")))
    [Edit(start=3, end=6, after=' ')]
    """
    for match in _SPACE.finditer(text):
        if match.start() and match.end() < len(text) and "\n" in match[0]:
            yield Edit(*match.span(), " ")


REPEATS = Rule(
    id="repeat",
    one="repeated caption removed",
    many="repeated captions removed",
    why="The page that showed the captions printed these twice.",
    formats=frozenset({"caption"}),
    find=_repeats,
)
LINES = Rule(
    id="caption-line",
    one="caption line joined",
    many="caption lines joined",
    why="Captions break where the window ends, not where a sentence does.",
    formats=CAPTIONS,
    find=_lines,
    moved=True,
)
DETACHED = Rule(
    id="detached",
    one="detached sign joined",
    many="detached signs joined",
    why="Captioning software put a space before a hyphen, a decimal point or a per cent sign.",
    formats=CAPTIONS,
    find=_detached,
)
