"""Rules for lists and line ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.blocks import (
    FENCE,
    HEADING,
    ITEM,
    LIST,
    NOTE,
    REFERENCE,
    RULE,
    Block,
    blocks,
)
from commonplace.markup.fences import closes, opened
from commonplace.model import Edit, Phrase

_BULLET = re.compile(r"^[ \t]{0,12}(?P<mark>[•‣◦▪●○])[ \t]{1,8}(?=\S)", re.M)


_SHORT_ITEM = 40  #: characters; a line that ends before them does so because its item does
_WORDS = re.compile(r"[^\W\d_]")


def _bullets(text: str, context: Context) -> Iterator[Edit]:
    """Bullets typed as characters, if more than one line begins with one.

    >>> [edit.after for edit in _bullets("• one\\n• two", Context(format="jekyll"))]
    ['-', '-']
    """
    found = list(_BULLET.finditer(text))
    if len(found) > 1:
        yield from (Edit(*match.span("mark"), "-") for match in found)
        for match in found:
            end = text.find("\n", match.end())
            short = 0 <= end < match.start() + _SHORT_ITEM
            if short and _WORDS.match(text, end + 1):
                yield Edit(end, end, "\n")


QUOTED_IN_ITEM = re.compile(r"[ \t]{1,16}>[ \t]?")
_QUOTE_MARK = re.compile(r"(?: {0,3}>[ \t]?){1,8}")


def quote_marks(line: str) -> int:
    """The length of the quotation marks (`>`) at the start of a line."""
    match = _QUOTE_MARK.match(line)
    return match.end() if match else 0


def _list_indents(text: str, context: Context) -> Iterator[Edit]:
    """Nested lists are indented by four spaces a level, as Python-Markdown wants them.

    Code inside an item moves with the item, line by line.

    >>> list(_list_indents("- one\\n  - two\\n", Context(format="jekyll")))
    [Edit(start=6, end=8, after='    ')]
    """
    yield from _nested(text, 0)


#: Quotations in quotations that are looked into.
_DEEPEST = 8
_ONE_MARK = re.compile(r"[ \t]{0,16}> ?")


def _nested(text: str, depth: int) -> Iterator[Edit]:
    """The edits for a text, or for what a quotation holds that is in `depth` others."""
    for block in blocks(text):
        if block.kind == "list":
            yield from _indents(text, block)
            for quoted in _quotations(text, block) if depth < _DEEPEST else ():
                yield from _in_quotation(text, quoted, depth)
        elif block.kind == "paragraph":
            yield from _definitions(text, block)
        elif block.kind == "quote" and depth < _DEEPEST:
            yield from _in_quotation(text, block, depth)


def _quotations(text: str, block: Block) -> Iterator[Block]:
    """The quotations in the items of a list."""
    at, start = block.start, -1
    for line in [*text[block.start : block.end].split("\n"), ""]:
        quoted = bool(QUOTED_IN_ITEM.match(line))
        if quoted and start < 0:
            start = at
        elif not quoted and start >= 0:
            yield Block("quote", start, at - 1)
            start = -1
        at += len(line) + 1


def _in_quotation(text: str, block: Block, depth: int) -> Iterator[Edit]:
    """What a quotation holds is read without its marks; each edit is within a line."""
    lines: list[str] = []
    starts, shifts = [0], []  # where lines begin inside, and how far from there in the text
    tight: set[int] = set()  # where those begin that have no space behind the mark
    at = block.start
    for line in text[block.start : block.end].split("\n"):
        mark = _ONE_MARK.match(line)
        lines.append(line[mark.end() :] if mark else line)
        if mark and not mark[0].endswith(" "):
            tight.add(starts[-1])
        shifts.append(at + len(line) - len(lines[-1]) - starts[-1])
        starts.append(starts[-1] + len(lines[-1]) + 1)
        at += len(line) + 1
    for edit in _nested("\n".join(lines), depth + 1):
        shift = shifts[bisect_right(starts, edit.start) - 1]
        # One space belongs to the mark.
        space = " " if edit.start in tight and edit.after.startswith(" ") else ""
        yield Edit(edit.start + shift, edit.end + shift, space + edit.after)


_BELOW = re.compile(r"\n[ \t]*\n(?P<indent> {2,3})(?=\S)")


def _definitions(text: str, block: Block) -> Iterator[Edit]:
    """What belongs to a definition is indented by at least four spaces."""
    first = _BELOW.search(text, block.start, block.end)
    if not first:
        return
    shift = 4 - len(first["indent"])
    at = first.start("indent")
    for line in text[at : block.end].split("\n"):
        if line.startswith("  "):
            yield Edit(at, at, " " * shift)
        at += len(line) + 1


def _indents(text: str, block: Block) -> Iterator[Edit]:
    # The lists that are open here: how far their items are indented, and the words in them.
    open_lists: list[tuple[int, int]] = []
    at, fence, shift, blank = block.start, "", 0, False
    moved: int | None = None  # how far the code of an item reaches
    coded = False  # whether the line above is code
    for line in text[block.start : block.end].split("\n"):
        spaces = len(line) - len(line.lstrip(" \t"))
        width = len(line[:spaces].expandtabs(4))
        begin, at = at, at + len(line) + 1
        below_code, coded = coded, False
        if not line.strip():
            blank = True
            continue
        if fence:
            yield from _indented(begin, line, spaces, max(0, width + shift))
            fence = "" if closes(line, fence) else fence
            continue
        match = None if RULE.match(line) else ITEM.match(line, spaces)
        code = FENCE.match(line[spaces:])
        deep = [words for indent, words in open_lists if width >= indent + 2]
        stands_in = bool(deep) and width >= deep[-1] + 4
        if stands_in and (below_code or (blank and not match and not code)):
            # Code inside an item, by its indentation.
            moved = max(0, 4 * len(deep) + 4 - width) if moved is None else moved
            yield from _indented(begin, line, spaces, width + moved)
            coded = True
            continue
        moved = None
        blank = False
        if match:
            while open_lists and width <= open_lists[-1][0]:
                open_lists.pop()
            if not open_lists or width >= open_lists[-1][0] + 2:
                open_lists.append((width, width + min(len(match[0]), len(match["marker"]) + 4)))
            target = 4 * (len(open_lists) - 1)
            if match["sign"] == ")":
                yield Edit(begin + match.start("sign"), begin + match.end("sign"), ".")
        elif spaces:
            target = 4 * len(deep)
            if deep and width > target and not code:
                continue  # set by hand: left as it is
        else:
            continue
        if fence := opened(line):
            shift = target - width
        yield from _indented(begin, line, spaces, target)


def _indented(at: int, line: str, spaces: int, width: int) -> Iterator[Edit]:
    if line[:spaces] != " " * width:
        yield Edit(at, at + spaces, " " * width)


_BREAK_TAG = re.compile(r"<br[ \t]{0,8}/?>\Z", re.I)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u"
    r"|var)\b|<(?:https?|mailto):|<[\w.+-]{1,80}@|<(?![a-zA-Z/!?])",
    re.I,
)


class LineEnd(NamedTuple):
    """A line end at `end` of the text that Markdown would read as a space.

    `lines` are those of its block, of which number `number` ends here; `skip` characters of
    the next one are its indentation, or the marks of a quotation.
    """

    kind: str
    lines: list[str]
    number: int
    end: int
    skip: int


def line_ends(text: str, block: Block) -> Iterator[LineEnd]:
    """The line ends inside a block's paragraphs, items and quotations, without hard breaks."""
    lines = text[block.start : block.end].split("\n")
    terms = _terms(lines) if block.kind == "paragraph" else ()
    at = block.start
    fence = ""
    for number, (line, following) in enumerate(pairwise(lines)):
        end = at + len(line)
        code = bool(fence or opened(line))
        bare = line[quote_marks(line) :]
        fence = ("" if closes(bare, fence) else fence) if fence else opened(line)
        skip = None if code else _continues(line, following, block.kind)
        if skip is not None and not _hard(line) and number not in terms:
            yield LineEnd(block.kind, lines, number, end, skip)
        at = end + 1


_DEFINITION = re.compile(r" {0,3}:[ \t]+\S")


def _terms(lines: list[str]) -> set[int]:
    """The numbers of the lines that are terms: those right above a definition."""
    found: set[int] = set()
    above = False  # whether the lines above what has been looked at are terms
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        defines = bool(_DEFINITION.match(line))
        above = defines or (above and bool(line.strip()) and not line.startswith("  "))
        if above and not defines:
            found.add(number)
    return found


#: The kinds of blocks in which a line end is a space.
FLOWING = ("paragraph", "list", "quote", "note")


def _wraps(text: str, context: Context) -> Iterator[Edit]:
    """Line ends inside a paragraph, an item or a quotation; hard breaks stay.

    Verses that pandoc marks with bars get hard breaks.

    >>> list(_wraps("one\\ntwo  \\nthree", Context(format="jekyll")))
    [Edit(start=3, end=4, after=' ')]
    """
    for block in blocks(text):
        if block.kind not in FLOWING:
            continue
        lines = text[block.start : block.end].split("\n")
        if block.kind == "paragraph" and all(_VERSE.match(line) for line in lines):
            yield from _verses(block.start, lines)
            continue
        for found in line_ends(text, block):
            line = found.lines[found.number]
            start = found.end - (len(line) - len(line.rstrip()))
            yield Edit(start, found.end + 1 + found.skip, " ")
        if block.kind == "paragraph" and len(lines) > 1 and _underlined(text, block.end):
            # On one line, the text above a rule would become a heading.
            yield Edit(block.end, block.end, "\n")


_UNDERLINE = re.compile(r"\n {0,3}(?:-[- \t]*|=+[ \t]*)(?:\n|\Z)")


def _underlined(text: str, end: int) -> bool:
    return bool(_UNDERLINE.match(text, end))


_VERSE = re.compile(r"\|(?: (?P<words>[^|]*)|[ \t]*)\Z")


def _verses(at: int, lines: list[str]) -> Iterator[Edit]:
    for number, line in enumerate(lines):
        mark = 2 if line.startswith("| ") else 1
        indent = len(line[mark:]) - len(line[mark:].lstrip())
        words = "\xa0" * indent
        yield Edit(at - bool(number), at + mark + indent, f"  \n{words}" if number else words)
        at += len(line) + 1


def _hard(line: str) -> bool:
    """Whether a line ends with a hard break: two spaces, a backslash or a tag."""
    bare = line.rstrip()
    return line.endswith("  ") or bare.endswith("\\") or bool(_BREAK_TAG.search(bare[-20:]))


def _continues(line: str, following: str, kind: str) -> int | None:
    """How many characters of the next line are indentation; None if it begins a block."""
    quoted = 0
    bare = line.strip()
    if kind == "quote":
        quoted = quote_marks(following)
        if quoted and line[: quote_marks(line)].count(">") != following[:quoted].count(">"):
            return None
        bare = line[quote_marks(line) :].strip()
        if "|" in bare and "|" in following:  # rows of a table
            return None
    after = following[quoted:].strip()
    if not bare or not after or LIST.match(after) or FENCE.match(after) or HEADING.match(after):
        return None
    if after.startswith((">", "|", "{:", ":::", ": ")) or bare.startswith("|"):
        return None
    if NOTE.match(after) or REFERENCE.match(after) or REFERENCE.match(bare) or RULE.match(after):
        return None
    if HEADING.match(bare) or RULE.match(bare):
        return None
    if any(words.startswith("<") and not _INLINE_TAG.match(words) for words in (bare, after)):
        return None
    return len(following) - len(following[quoted:].lstrip())


BULLETS = Rule(
    id="bullet",
    phrase=Phrase(
        "typed bullet turned into a list item", "typed bullets turned into list items", moved=True
    ),
    why="They were typed as characters, not as Markdown.",
    formats=MARKDOWN,
    find=_bullets,
)
LIST_INDENTS = Rule(
    id="list-indent",
    phrase=Phrase("nested list line indented", "nested list lines indented", moved=True),
    why="Some Markdown programs need four spaces per level.",
    formats=MARKDOWN,
    find=_list_indents,
    code=True,
)
WRAPS = Rule(
    id="wrap",
    phrase=Phrase("wrapped line joined", "wrapped lines joined", moved=True),
    why="The lines were broken to fit an editor.",
    formats=MARKDOWN,
    find=_wraps,
)
