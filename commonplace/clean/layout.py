"""Rules for headings, lists and line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.blocks import FENCE, HEADING, LIST, RULE, Block, blocks
from commonplace.model import Edit


def heading_parts(text: str, block: Block) -> tuple[int, int, int]:
    """Level, and the start and end of the words, of a heading block."""
    raw = text[block.start : block.end]
    match = HEADING.match(raw.split("\n")[0])
    if match:
        words = match["text"] or ""
        start = block.start + (match.start("text") if words else match.end("marks"))
        return len(match["marks"]), start, start + len(words)
    first = raw.split("\n")[0]
    level = 1 if raw.rstrip()[-1] == "=" else 2
    start = block.start + len(first) - len(first.lstrip())
    return level, start, start + len(first.strip())


def words_of(heading: str) -> str:
    """A heading's words, for comparing: no emphasis, no punctuation, lower case."""
    return " ".join(re.findall(r"\w+", heading.lower()))


def first_heading(text: str) -> str:
    """The words of a level-one heading that opens a text, empty without one."""
    for block in blocks(text[:4000])[:1]:
        if block.kind == "heading":
            level, start, end = heading_parts(text, block)
            return text[start:end] if level == 1 else ""
    return ""


def _title(text: str, context: Context) -> Iterator[Edit]:
    """The document's own title where the body says it again."""
    found = [block for block in blocks(text) if block.kind == "heading"][:1]
    for block in found:
        level, start, end = heading_parts(text, block)
        same = words_of(text[start:end]) == words_of(context.title)
        if level == 1 and same and not text[: block.start].strip():
            yield Edit(block.start, block.end)


def _headings(text: str, context: Context) -> Iterator[Edit]:
    """Headings begin at level 2, whatever the blog's theme made of level 1.

    >>> [edit.after for edit in _headings("# One\\n\\n## Two\\n", Context(format="jekyll"))]
    ['## ', '### ']
    """
    found = [
        (block, *heading_parts(text, block)) for block in blocks(text) if block.kind == "heading"
    ]
    if not found:
        return
    shift = 2 - min(level for _, level, _, _ in found)
    for block, level, start, end in found:
        marks = "#" * min(6, level + shift) + " "
        if text[block.start : start] != marks:
            yield Edit(block.start, start, marks)
        if end < block.end:
            yield Edit(end, block.end)


def _list_gaps(text: str, context: Context) -> Iterator[Edit]:
    """A list right under a paragraph is a list for CommonMark, not for Python-Markdown.

    >>> list(_list_gaps("They were:\\n- one\\n- two", Context(format="jekyll")))
    [Edit(start=11, end=11, after='\\n')]
    """
    for block in blocks(text):
        if block.kind != "paragraph":
            continue
        at = block.start
        for line in text[block.start : block.end].split("\n"):
            match = LIST.match(line)
            opens = (
                match
                and match["marker"].rstrip(".)") in ("-", "*", "+", "1")
                and line[match.end() :]
            )
            if at > block.start and opens:
                yield Edit(at, at, "\n")
                break
            at += len(line) + 1


def _list_indents(text: str, context: Context) -> Iterator[Edit]:
    """Nested lists are indented by four spaces a level, as Python-Markdown wants them.

    >>> list(_list_indents("- one\\n  - two\\n", Context(format="jekyll")))
    [Edit(start=6, end=8, after='    ')]
    """
    for block in blocks(text):
        if block.kind == "list":
            yield from _indents(text, block)


def _indents(text: str, block: Block) -> Iterator[Edit]:
    open_lists: list[int] = []  # the indents of the lists that are open here
    at, fence = block.start, ""
    for line in text[block.start : block.end].split("\n"):
        spaces = len(line) - len(line.lstrip(" \t"))
        width = len(line[:spaces].expandtabs(4))
        match = re.match(r"(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|\Z)", line[spaces:])
        opens = FENCE.match(line[spaces:])
        if opens and (not fence or opens["fence"].startswith(fence)):
            fence = "" if fence else opens["fence"][:3]
        if line.strip() and match and not fence and not RULE.match(line):
            while open_lists and width < open_lists[-1] + 2 and width < open_lists[-1] + 1:
                open_lists.pop()
            if not open_lists or width >= open_lists[-1] + 2:
                open_lists.append(width)
            depth = len(open_lists) - 1
        elif line.strip() and spaces:
            depth = sum(1 for indent in open_lists if width >= indent + 2)
            if width > 4 * depth and depth:
                depth = 0  # code inside an item, or set by hand: left as it is
                at += len(line) + 1
                continue
        else:
            at += len(line) + 1
            continue
        if width != 4 * depth:
            yield Edit(at, at + spaces, " " * 4 * depth)
        at += len(line) + 1


_HARD_BREAK = re.compile(r"(?: {2,}|\\|<br[ \t]*/?>)\Z", re.I)


def _wraps(text: str, context: Context) -> Iterator[Edit]:
    """Line ends inside a paragraph, an item or a quotation; hard breaks stay.

    >>> list(_wraps("one\\ntwo  \\nthree", Context(format="jekyll")))
    [Edit(start=3, end=4, after=' ')]
    """
    for block in blocks(text):
        if block.kind not in ("paragraph", "list", "quote", "note"):
            continue
        at = block.start
        lines = text[block.start : block.end].split("\n")
        fenced = False
        for line, following in pairwise(lines):
            end = at + len(line)
            fenced ^= bool(FENCE.match(line.lstrip()))
            skip = _continues(line, following, block.kind)
            if skip is not None and not fenced and not _HARD_BREAK.search(line):
                start = end - (len(line) - len(line.rstrip()))
                yield Edit(start, end + 1 + skip, " ")
            at = end + 1


def _continues(line: str, following: str, kind: str) -> int | None:
    """How many characters of the next line are indentation, None if it begins anew."""
    bare, after = line.strip(), following.strip()
    quoted = 0
    if kind == "quote":
        match = re.match(r" {0,3}>[ \t]?", following)
        quoted = match.end() if match else 0
        bare, after = re.sub(r"\A>[ \t]?", "", bare).strip(), following[quoted:].strip()
    if not bare or not after or LIST.match(after) or FENCE.match(after) or HEADING.match(after):
        return None
    if after.startswith((">", "|", "<", "{:", ":::", "[^")) or bare.startswith(("|", "<", ">")):
        return None
    return (
        len(following) - len(following[quoted:].lstrip())
        if kind != "paragraph"
        else len(following) - len(following.lstrip())
    )


TITLE = Rule(
    id="title",
    one="heading that repeats the title removed",
    many="headings that repeat the title removed",
    why="A page has one title.",
    formats=MARKDOWN,
    find=_title,
    moved=True,
)
HEADINGS = Rule(
    id="heading",
    one="heading set to its level",
    many="headings set to their level",
    why="The title is level 1, so the body begins at level 2.",
    formats=MARKDOWN,
    find=_headings,
    moved=True,
)
LIST_GAPS = Rule(
    id="list-gap",
    one="blank line put in front of a list",
    many="blank lines put in front of lists",
    why="Without it some readers of Markdown see no list.",
    formats=MARKDOWN,
    find=_list_gaps,
    moved=True,
)
LIST_INDENTS = Rule(
    id="list-indent",
    one="nested line of a list indented",
    many="nested lines of lists indented",
    why="Some readers of Markdown want four spaces a level.",
    formats=MARKDOWN,
    find=_list_indents,
    moved=True,
)
WRAPS = Rule(
    id="wrap",
    one="wrapped line joined",
    many="wrapped lines joined",
    why="The lines were broken to fit an editor.",
    formats=MARKDOWN,
    find=_wraps,
    moved=True,
)
