"""Rules for text that software heard: repeats, detached signs, lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from commonplace.clean.rule import CAPTIONS, MARKDOWN, Context, Rule
from commonplace.markup.line_rolls import find_rolled
from commonplace.markup.repeats import find_repeats
from commonplace.model import Edit, Phrase


def _repeats(text: str, context: Context) -> Iterator[Edit]:
    """Words that were printed twice: at the starts of lines, or at seams inside them.

    A text is of one kind or the other: the one that finds more repeats.
    """
    for begin, stop in _captions(text, context):
        part = text[begin:stop]
        seams, lines = list(find_repeats(part)), find_rolled(part)
        for start, end in lines if len(lines) > len(seams) else seams:
            yield Edit(begin + start, begin + end)


def _captions(text: str, context: Context) -> list[tuple[int, int]]:
    """The spans of a text that are captions: all of it, or what is spoken in Markdown."""
    if context.format not in MARKDOWN:
        return [(0, len(text))]
    found: list[tuple[int, int]] = []
    for start, end in context.spoken():
        if found and found[-1][1] == start:
            start = found.pop()[0]
        found.append((start, end))
    return found


# What comes after a space and belongs to the word before it. A number after a
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
    for begin, stop in _captions(text, context):
        cut = _is_cut(text[begin:stop])
        for match in _SPACE.finditer(text, begin, stop):
            if match.start() > begin and match.end() < stop and "\n" in match[0]:
                yield Edit(*match.span(), "" if cut and match[0] == "\n" else " ")


#: Lines, and characters in each, from which it is no chance that all are equally long.
_CUT_LINES, _CUT_WIDTH = 4, 20


def _is_cut(text: str) -> bool:
    """Whether lines were cut after so many characters, in the middle of words.

    >>> words = "and then we went down to the river, which was very deep and cold, and so home"
    >>> _is_cut("\\n".join(words[at : at + 24] for at in range(0, len(words), 24)))
    True
    >>> _is_cut("and then they\\nwent down to the river\\nwhich was deep\\nand cold")
    False
    """
    lines = text.strip("\n").split("\n")
    *full, last = lines
    spaced = any(one.endswith(" ") or two.startswith(" ") for one, two in pairwise(lines))
    equal = len({len(line) for line in full}) == 1 and len(last) <= len(full[0])
    return len(lines) >= _CUT_LINES and equal and len(full[0]) >= _CUT_WIDTH and spaced


REPEATS = Rule(
    id="repeat",
    phrase=Phrase("repeated caption removed", "repeated captions removed"),
    why="The page that showed the captions printed these twice.",
    formats=frozenset({"caption", "caption-markdown"}),
    find=_repeats,
)
LINES = Rule(
    id="caption-line",
    phrase=Phrase("caption line joined", "caption lines joined", moved=True),
    why="Captions break where the window ends, not where a sentence does.",
    formats=CAPTIONS,
    find=_lines,
)
DETACHED = Rule(
    id="detached",
    phrase=Phrase("detached sign joined", "detached signs joined"),
    why="Captioning software put a space before a hyphen, a decimal point or a per cent sign.",
    formats=CAPTIONS,
    find=_detached,
)
