"""Markdown cut into its top-level blocks, by lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

BlockKind = Literal[
    "paragraph", "heading", "list", "quote", "code", "html", "table", "rule", "note", "reference"
]

HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*?))?(?:[ \t]+#+)?[ \t]*\Z")
LIST = re.compile(r"(?P<indent> {0,3})(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+|\Z)")
QUOTE = re.compile(r" {0,3}>")
RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)\Z")
NOTE = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]{1,40})\]:[ \t]*")
REFERENCE = re.compile(r" {0,3}\[(?P<label>[^\]^\n][^\]\n]{0,200})\]:[ \t]*\S")
_HTML = re.compile(
    r" {0,3}<(?P<tag>address|article|aside|blockquote|center|details|div|dl|fieldset|figure|footer|"
    r"form|h[1-6]|header|hr|iframe|main|nav|object|ol|p|pre|script|section|style|table|ul|video|audio|math|svg)\b",
    re.I,
)
_TABLE_RULE = re.compile(
    r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*\Z|"
    r" {0,3}\|[ \t]*:?-+:?[ \t]*\|[ \t]*\Z"
)
_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*\Z")


class Block(NamedTuple):
    """A block at `start` to `end` of the text, without the newline behind it."""

    kind: BlockKind
    start: int
    end: int


def blocks(text: str) -> list[Block]:
    """The top-level blocks of a Markdown text, in order; blank lines are in none.

    >>> [(b.kind, b.start, b.end) for b in blocks("# One\\n\\nTwo\\nthree\\n\\n- four\\n")]
    [('heading', 0, 5), ('paragraph', 7, 16), ('list', 18, 24)]
    """
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    found = []
    number = 0
    while number < len(lines):
        if not lines[number][1].strip():
            number += 1
            continue
        kind, stop = _block(lines, number)
        start, last = lines[number][0], lines[stop - 1]
        found.append(Block(kind, start, last[0] + len(last[1])))
        number = stop
    return found


def _block(lines: list[tuple[int, str]], first: int) -> tuple[BlockKind, int]:
    """The kind of the block that begins at a line, and the line behind its last."""
    line = lines[first][1]
    fence = FENCE.match(line)
    if fence:
        return "code", _after_fence(lines, first, fence["fence"])
    if HEADING.match(line):
        return "heading", first + 1
    if RULE.match(line):
        return "rule", first + 1
    html = _HTML.match(line)
    if html:
        return "html", _after_tag(lines, first, html["tag"].lower())
    if NOTE.match(line):
        return "note", _after_indented(lines, first)
    if REFERENCE.match(line):
        return "reference", first + 1
    if LIST.match(line):
        return "list", _after_list(lines, first)
    if QUOTE.match(line):
        return "quote", _after_paragraph(lines, first)
    if line.startswith(("    ", "\t")):
        return "code", _after_indented(lines, first)
    stop = _after_paragraph(lines, first)
    if stop - first > 1 and _SETEXT.match(lines[stop - 1][1]) and stop - first == 2:
        return "heading", stop
    if stop - first > 1 and "|" in line and _TABLE_RULE.match(lines[first + 1][1]):
        return "table", stop
    return "paragraph", stop


def _after_fence(lines: list[tuple[int, str]], first: int, fence: str) -> int:
    closing = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*\Z")
    for number in range(first + 1, len(lines)):
        if closing.match(lines[number][1]):
            return number + 1
    return len(lines)


def _after_tag(lines: list[tuple[int, str]], first: int, tag: str) -> int:
    """Behind the line that closes the element, or the block's end if none does."""
    depth = 0
    pattern = re.compile(rf"<(/?){tag}\b", re.I)
    for number in range(first, len(lines)):
        for match in pattern.finditer(lines[number][1]):
            depth += -1 if match[1] else 1
        if depth <= 0:
            return _until_blank(lines, number)
        if number - first > 400:
            break
    return _until_blank(lines, first)


def _until_blank(lines: list[tuple[int, str]], number: int) -> int:
    while number < len(lines) and lines[number][1].strip():
        number += 1
    return number


def _after_paragraph(lines: list[tuple[int, str]], first: int) -> int:
    for number in range(first + 1, len(lines)):
        line = lines[number][1]
        if not line.strip() or HEADING.match(line) or FENCE.match(line):
            return number
        if NOTE.match(line) or (RULE.match(line) and not _SETEXT.match(line)):
            return number
        if _SETEXT.match(line):
            return number + 1
    return len(lines)


def _after_indented(lines: list[tuple[int, str]], first: int) -> int:
    """Behind the lines that are indented, with the blank ones between them."""
    stop = first + 1
    if NOTE.match(lines[first][1]):  # lazy lines of the note's first paragraph
        while stop < len(lines) and lines[stop][1].strip() and not NOTE.match(lines[stop][1]):
            stop += 1
    for number in range(stop, len(lines)):
        line = lines[number][1]
        if line.startswith(("    ", "\t")):
            stop = number + 1
        elif line.strip():
            break
    return stop


def _after_list(lines: list[tuple[int, str]], first: int) -> int:
    """Behind a list's last line: items, what is indented below them, lazy lines."""
    stop = first + 1
    blank = False
    for number in range(first + 1, len(lines)):
        line = lines[number][1]
        if not line.strip():
            blank = True
            continue
        inside = LIST.match(line) or line.startswith(("  ", "\t"))
        if RULE.match(line) or (blank and not inside) or (HEADING.match(line) and line[0] != " "):
            break
        if NOTE.match(line):
            break
        stop = number + 1
        blank = False
    return stop


_CODE_SPAN = re.compile(r"(?<![`\\])(`{1,8})(?!`)(?:.{0,2000}?)(?<!`)\1(?!`)", re.S)


def verbatim(text: str) -> list[tuple[int, int]]:
    """Spans in which a character means itself: code blocks and code spans."""
    spans = []
    for block in blocks(text):
        if block.kind == "code":
            spans.append((block.start, block.end))
        elif block.kind == "list" and (
            "```" in text[block.start : block.end] or "~~~" in text[block.start : block.end]
        ):
            spans.extend(_fences_in(text, block))
        if block.kind not in ("code",):
            spans.extend(
                match.span() for match in _CODE_SPAN.finditer(text, block.start, block.end)
            )
    return sorted(spans)


def _fences_in(text: str, block: Block) -> Iterator[tuple[int, int]]:
    for match in re.finditer(
        r"^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*\1[ \t]*$|\Z)",
        text[block.start : block.end],
        re.S | re.M,
    ):
        yield block.start + match.start(), block.start + match.end()
