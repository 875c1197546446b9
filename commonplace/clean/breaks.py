"""The rule for lines that somebody ended on purpose.

To Markdown a line end is a space. Many write as if it were not: fields one below the
other, a title in bold above its words, times of a day, verses. What was broken to fit an
editor looks different: its next word would not have fitted into the line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from commonplace.addresses.linking import WIKI
from commonplace.clean.layout import FLOWING, LineEnd, line_ends
from commonplace.clean.rule import CAPTIONS, MARKDOWN, Context, Rule
from commonplace.markup.blocks import blocks, touched
from commonplace.model import Edit, Phrase

_BOLD = r"(?P<bold>\*\*|__)(?![\s*_])[^*_\n]{1,80}?"
#: `**Field:** value`, `**Field**: value`
_FIELD = re.compile(rf"{_BOLD}(?:[:：](?P=bold)|(?P=bold)[ \t]?[:：])")
_TITLE = re.compile(rf"{_BOLD}(?P=bold)[:：]?\Z")
#: `Field: value` in the open
_PLAIN = re.compile(r"[A-Z][\w/-]{1,20}(?: [\w/-]{1,20}){0,2}: {1,3}\S")
_CLOCK = re.compile(r"\[?\d{1,2}[:.h]\d\d(?::\d\d)?(?:[ \t]?[ap]m)?\]?(?:[ \t]|\Z)", re.I)
_LINK = re.compile(
    r"(?:<https?://[^<>\s]{1,1000}>|https?://\S{1,1000}"
    r"|!?\[[^\[\]\n]{1,300}\]\((?:<[^<>\n]{1,500}>|[^()\s]{1,1000})\))\Z"
)
_TAGS = re.compile(r"(?:#[\w/-]{1,60}[ \t]*){1,30}\Z")
_MARKER = re.compile(r"(?:[ \t]{0,12}(?:>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)){0,6}[ \t]*")
_SENTENCE = re.compile(r"[.?!…。？！][\"”’')*_]{0,3}\Z")
#: Characters: of a verse, of a line that may have been broken, and of the widest editor's.
_VERSE, _SHORT, _WIDTH = 48, 60, 100
#: Lines, from which a text without a blank one may be a paragraph a line.
_MANY = 5


def _breaks(text: str, context: Context) -> Iterator[Edit]:
    """Line ends that are meant become hard breaks.

    >>> list(_breaks("**When:** now\\n**Where:** here", Context(format="jekyll")))
    [Edit(start=13, end=13, after='  ')]
    """
    found = [list(line_ends(text, block)) for block in blocks(text) if block.kind in FLOWING]
    vault = f"](<{WIKI}" in text or "](<#" in text
    lines = (line for ends in found for end in ends[:1] for line in end.lines)
    width = max((len(line) for line in lines if " " in line), default=0)
    spoken = context.spoken() if context.format in CAPTIONS else []
    for ends in found:
        verses = bool(ends) and _are_verses(ends[0])
        if ends and context.format not in CAPTIONS and _are_paragraphs(ends[0], len(text)):
            yield from (Edit(end.end, end.end, "\n") for end in ends)
            continue
        for end in ends:
            line, following = (_bare(one) for one in end.lines[end.number : end.number + 2])
            if any(touched(end.end, end.end + 1, spoken)):
                continue
            if verses or _meant(line, following) or (vault and _had_room(end, width)):
                bare = end.lines[end.number].rstrip()
                start = end.end - (len(end.lines[end.number]) - len(bare))
                yield Edit(start, end.end, "  ")


def _bare(line: str) -> str:
    """A line without the marks of its list or quotation."""
    return _MARKER.sub("", line, count=1).strip()


def _meant(line: str, following: str) -> bool:
    """Whether two lines are fields, times or links one below the other, or a title and its words.

    >>> _meant("**Mill**", "It turns."), _meant("and all the", "**old:** mills turn.")
    (True, False)
    """
    above, below = _without_picture(line), _without_picture(following)
    ended = len(line) < _SHORT or _SENTENCE.search(line) or _LINK.match(line)
    if _FIELD.match(below):
        return bool(_FIELD.match(above) or (ended and line[:1].isupper()))
    if _TITLE.match(above):
        return not following[:1].islower()
    pairs = (_PLAIN, _CLOCK, _LINK)
    return (
        any(one.match(line) and one.match(following) for one in pairs)
        or bool(_TAGS.match(line) or _TAGS.match(following))
        or (line != above and following != below)
    )


def _without_picture(line: str) -> str:
    """A line without the pictograph at its head."""
    if not line or unicodedata.category(line[0]) != "So":
        return line
    return line.lstrip(line[0] + "\ufe0f\u200d \t")


def _had_room(end: LineEnd, width: int) -> bool:
    """Whether the next word would have fitted into a line, in an editor of some width."""
    first = end.lines[end.number + 1].split(maxsplit=1)[:1]
    needed = len(end.lines[end.number].rstrip()) + 1 + sum(map(len, first))
    return width > _WIDTH or needed <= max(width, _SHORT)


def _are_paragraphs(end: LineEnd, length: int) -> bool:
    """Whether the lines of a block are paragraphs: each ends a sentence, and no others are there.

    Some write a line a sentence, but they part paragraphs by blank lines.
    """
    size = sum(map(len, end.lines))
    ended = sum(bool(_SENTENCE.search(line.rstrip())) for line in end.lines)
    whole = end.kind == "paragraph" and 10 * size >= 9 * length
    lines = len(end.lines)
    return whole and lines >= _MANY and size >= _SHORT * lines and 10 * ended >= 9 * lines


def _are_verses(end: LineEnd) -> bool:
    """Whether the lines of a block are short, begin anew, and mostly end no sentence."""
    lines = [_bare(line) for line in end.lines]
    if end.kind not in ("paragraph", "quote") or len(lines) < 3 or not all(lines):
        return False
    width = max(map(len, lines))
    anew = all(not line[0].islower() for line in lines)
    ended = sum(bool(_SENTENCE.search(line)) for line in lines[:-1])
    room = any(len(a) + 1 + len(b.split(maxsplit=1)[0]) <= width for a, b in pairwise(lines))
    return width <= _VERSE and anew and 2 * ended < len(lines) - 1 and room


BREAKS = Rule(
    id="line-break",
    phrase=Phrase("line kept apart from the next", "lines kept apart from the next", moved=True),
    why="It ends on purpose: a field, a title above its words, a time, a verse.",
    formats=MARKDOWN - {"chat"},
    find=_breaks,
)
