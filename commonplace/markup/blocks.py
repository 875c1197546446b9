"""Markdown cut into its top-level blocks, by lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from heapq import merge
from itertools import groupby
from typing import Literal, NamedTuple

from commonplace.markup.fences import Fence, closes, fences, opened

BlockKind = Literal[
    "paragraph", "heading", "list", "quote", "code", "html", "table", "rule", "note", "reference"
]

HEADING = re.compile(
    r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<text>[^ \t\n]+(?:[ \t]+[^ \t\n]+)*?))?"
    r"(?:[ \t]+#+)?[ \t]*\Z"
)
LIST = re.compile(r"(?P<indent> {0,3})(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+|\Z)")
QUOTE = re.compile(r" {0,3}>")
RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)\Z")
NOTE = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]{1,40})\]:[ \t]*")
REFERENCE = re.compile(
    r" {0,3}\[(?P<label>[^\]^\n][^\]\n]{0,200})\]:[ \t]*(?:<[^<>\s]*>|[^<\s]\S*)"
    r"(?:[ \t]+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?[ \t]*\Z"
)
_HTML = re.compile(
    r" {0,3}<(?P<tag>address|article|aside|blockquote|center|details|div|dl|fieldset|figure|footer|"
    r"form|h[1-6]|header|hr|iframe|main|nav|object|ol|p|pre|script|section|style|table|ul|video|audio|math|svg)\b",
    re.I,
)
_COMMENT = re.compile(r" {0,3}<!--")
#: What wraps Markdown as often as HTML: after a blank line Markdown continues inside.
_WRAPPERS = frozenset(
    "address article aside center details div fieldset footer form header main nav section".split()
)
TABLE_RULE = re.compile(
    r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?\Z| {0,3}\|[ \t]*:?-+:?[ \t]*\|\Z"
)
_DEFINES = re.compile(r" {0,3}:[ \t]+\S")
ITEM = re.compile(r"(?P<marker>[-*+]|\d{1,9}(?P<sign>[.)]))(?:[ \t]+|\Z)")
_QUOTE_MARK = re.compile(r"[ \t]{0,16}> ?")
_EMPTY_ITEM = re.compile(r">[ \t]*[-*+][ \t]*\Z")
_SETEXT = re.compile(r" {0,3}(?:={2,}|-{2,})[ \t]*\Z")


class Block(NamedTuple):
    """A block at `start` to `end` of the text, without the newline after it."""

    kind: BlockKind
    start: int
    end: int


NumberedLines = list[tuple[int, str]]

#: Texts of which the last results are kept: rule after rule asks for those of the same text.
REMEMBERED = 4


def blocks(text: str) -> list[Block]:
    """The top-level blocks of a Markdown text, in order; blank lines are in none.

    >>> [(b.kind, b.start, b.end) for b in blocks("# One\\n\\nTwo\\nthree\\n\\n- four\\n")]
    [('heading', 0, 5), ('paragraph', 7, 16), ('list', 18, 24)]
    """
    return list(_blocks(text))


@lru_cache(REMEMBERED)
def _blocks(text: str) -> tuple[Block, ...]:
    lines: NumberedLines = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    found = []
    number = 0
    tags = _Tags(lines)
    while number < len(lines):
        if not lines[number][1].strip():
            number += 1
            continue
        kind, stop = _block(lines, number, tags)
        start, last = lines[number][0], lines[stop - 1]
        found.append(Block(kind, start, last[0] + len(last[1])))
        number = stop
    return tuple(found)


def _block(lines: NumberedLines, first: int, tags: _Tags) -> tuple[BlockKind, int]:
    """The kind of the block that begins at a line, and the line after its last."""
    line = lines[first][1]
    fence = FENCE.match(line)
    if fence:
        return "code", _after_fence(lines, first, fence["fence"])
    if HEADING.match(line):
        return "heading", first + 1
    if RULE.match(line):
        return "rule", first + 1
    if _COMMENT.match(line):
        return "html", tags.after_comment(first)
    html = _HTML.match(line)
    if html:
        return "html", _after_tag(lines, first, html["tag"].lower(), tags)
    if NOTE.match(line):
        return "note", _after_indented(lines, first)
    if REFERENCE.match(line):
        return "reference", first + 1
    if LIST.match(line):
        return "list", _after_list(lines, first)
    if QUOTE.match(line):
        return "quote", _after_paragraph(lines, first, quote=True)
    if line.startswith(("    ", "\t")):
        return "code", _after_indented(lines, first)
    stop = _after_paragraph(lines, first)
    if stop - first == 2 and _SETEXT.match(lines[stop - 1][1]):
        return "heading", stop
    if any(_DEFINES.match(line) for _, line in lines[first + 1 : stop]):
        return "paragraph", _after_definition(lines, stop)
    if stop - first > 1 and "|" in line and TABLE_RULE.match(lines[first + 1][1].rstrip()):
        return "table", stop
    return "paragraph", stop


def is_closed(code: str, fence: str) -> bool:
    """Whether a block of code that begins with a fence ends with one.

    >>> is_closed("```\\na\\n```", "```"), is_closed("```\\na\\n``", "```")
    (True, False)
    """
    lines = code.split("\n")
    return len(lines) > 1 and bool(_closing(fence).match(lines[-1]))


def _closing(fence: str) -> re.Pattern[str]:
    return re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*\Z")


def _after_fence(lines: NumberedLines, first: int, fence: str) -> int:
    closing = _closing(fence)
    for number in range(first + 1, len(lines)):
        if closing.match(lines[number][1]):
            return number + 1
    return len(lines)


class _Tags:
    """Where the HTML elements and comments that open on a line are closed.

    This is computed for all lines at once, so that a text full of unclosed tags takes no
    longer than any other.
    """

    def __init__(self, lines: NumberedLines) -> None:
        self._lines = lines
        self._closing: dict[str, dict[int, int]] = {}
        self._blank: list[int] | None = None
        self._comment_ends: list[int] | None = None

    def closing(self, tag: str, first: int) -> int | None:
        """The line that closes what a line opens by a tag; None if none does."""
        if tag not in self._closing:
            self._closing[tag] = self._match(tag)
        return self._closing[tag].get(first)

    def _match(self, tag: str) -> dict[int, int]:
        pattern = re.compile(rf"<(/?){tag}\b", re.I)
        found: dict[int, int] = {}
        stack: list[int] = []
        for number, (_, line) in enumerate(self._lines):
            for match in pattern.finditer(line) if "<" in line else ():
                if not match[1]:
                    stack.append(number)
                elif stack:
                    opened = stack.pop()
                    found[opened] = max(number, found.get(opened, 0))
        for opened in stack:
            found.pop(opened, None)
        return found

    def until_blank(self, number: int) -> int:
        """The first blank line from a line on."""
        if self._blank is None:
            self._blank = [n for n, (_, line) in enumerate(self._lines) if not line.strip()]
        index = bisect_left(self._blank, number)
        return self._blank[index] if index < len(self._blank) else len(self._lines)

    def after_comment(self, first: int) -> int:
        """The line after the one that ends a comment, or the block's end if none does."""
        if self._comment_ends is None:
            self._comment_ends = [n for n, (_, line) in enumerate(self._lines) if "-->" in line]
        index = bisect_left(self._comment_ends, first)
        if index == len(self._comment_ends):
            return self.until_blank(first)
        return self.until_blank(self._comment_ends[index])


def _after_tag(lines: NumberedLines, first: int, tag: str, tags: _Tags) -> int:
    """The line after the one that closes the element, or the block's end if none does.

    What wraps Markdown is a block of its own up to a blank line, and so is its closing tag;
    what is between them is read as usual.
    """
    closing = tags.closing(tag, first)
    blank = tags.until_blank(first)
    if closing is None:
        return blank if tag not in ("hr", "iframe") else first + 1
    if tag in _WRAPPERS and blank < closing:
        following = blank
        while not lines[following][1].strip():
            following += 1
        if not lines[following][1].startswith(("    ", "\t")):
            return blank
    return tags.until_blank(closing)


def _after_paragraph(lines: NumberedLines, first: int, *, quote: bool = False) -> int:
    for number in range(first + 1, len(lines)):
        line = lines[number][1]
        if not line.strip() or HEADING.match(line) or FENCE.match(line) or NOTE.match(line):
            return number
        if quote and _EMPTY_ITEM.search(lines[number - 1][1]) and not QUOTE.match(line):
            return number  # an empty item has no words that could go on
        if _HTML.match(line) or (LIST.match(line) if quote else QUOTE.match(line)):
            return number
        if _SETEXT.match(line):
            # Two lines and a row of hyphens are a paragraph and a rule.
            return number + 1 if number == first + 1 and not quote else number
        if RULE.match(line):
            return number
    return len(lines)


def _after_indented(lines: NumberedLines, first: int) -> int:
    """The line after those that are indented, with the blank ones between them."""
    stop = first + 1
    if NOTE.match(lines[first][1]):  # lazy lines of the note's first paragraph
        while stop < len(lines) and lines[stop][1].strip() and not NOTE.match(lines[stop][1]):
            stop += 1
    for number in range(stop, len(lines)):
        line = lines[number][1]
        if line.startswith(("    ", "\t")) and line.strip():
            stop = number + 1
        elif line.strip():
            break
    return stop


def _after_definition(lines: NumberedLines, stop: int) -> int:
    """The line after what is indented below a definition, with the blank lines between."""
    number, fence = stop, ""
    while number < len(lines):
        line = lines[number][1]
        inside = line.startswith(("  ", "\t")) or _DEFINES.match(line)
        if line.strip() and not inside and not (fence and closes(line, fence)):
            break
        if line.strip():
            fence = _fence_behind(line, fence)
            stop = number + 1
        number += 1
    return stop


def _fence_behind(line: str, fence: str) -> str:
    """The fence that is open after a line, if `fence` was open before it."""
    if fence:
        return "" if closes(line, fence) else fence
    return opened(line)


def _after_list(lines: NumberedLines, first: int) -> int:
    """The line after a list's last one: items, what is indented below them, lazy lines."""
    stop = first + 1
    blank = False
    fence = opened(lines[first][1])
    for number in range(first + 1, len(lines)):
        line = lines[number][1]
        if not line.strip():
            blank = True
            continue
        if line.startswith(("  ", "\t")) or (fence and closes(line, fence)):
            held, fence = fence, _fence_behind(line, fence)
            if held:
                stop = number + 1
                blank = False
                continue
        else:
            fence = opened(line)
        inside = LIST.match(line) or line.startswith(("  ", "\t"))
        if RULE.match(line) or NOTE.match(line) or (blank and not inside):
            break
        if line[0] != " " and (HEADING.match(line) or FENCE.match(line) or QUOTE.match(line)):
            break
        stop = number + 1
        blank = False
    return stop


#: Blocks that may hold code by its indentation, and how deep quotations are looked into.
_HOLDS_INDENTED = frozenset({"list", "quote", "note", "paragraph"})
_DEEPEST = 8


def indented_code(text: str, block: Block, depth: int = 0) -> Iterator[tuple[int, int]]:
    """The spans, whole lines, that are code by their indentation inside of a block.

    That is what stands in by four more than the words of the item, note, definition or
    quotation it belongs to, below a blank line.

    >>> text = "- one\\n\\n      let a;\\n        let b;\\n- two"
    >>> [text[start:end] for start, end in indented_code(text, blocks(text)[0])]
    ['      let a;\\n        let b;']
    """
    if block.kind not in _HOLDS_INDENTED or depth > _DEEPEST:
        return
    lines = text[block.start : block.end].split("\n")
    starts = [block.start]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    numbers = _code_in_quote(lines, depth) if block.kind == "quote" else _code_lines(lines, block)
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        (_, first), *more = run
        last = more[-1][1] if more else first
        yield starts[first], starts[last + 1] - 1


def _code_in_quote(lines: list[str], depth: int) -> list[int]:
    """The numbers of the lines of a quotation that are code by their indentation."""
    marks = [_QUOTE_MARK.match(line) for line in lines]
    inner = [line[mark.end() :] if mark else line for line, mark in zip(lines, marks, strict=True)]
    text = "\n".join(inner)
    found: list[int] = []
    for block in blocks(text):
        spans = [(block.start, block.end)] if block.kind == "code" else []
        if not FENCE.match(text[block.start : block.end].partition("\n")[0]):
            spans += indented_code(text, block, depth + 1)
            for start, end in spans:
                first = text.count("\n", 0, start)
                found += range(first, first + 1 + text.count("\n", start, end))
    return found


def _code_lines(lines: list[str], block: Block) -> Iterator[int]:
    """The numbers of the lines of a list, note or definition that are code by indentation."""
    # How far the items that are open here are indented, and the words in them.
    items = [] if block.kind == "list" else [(0, 4)]
    if block.kind == "paragraph" and not any(_DEFINES.match(line) for line in lines):
        return
    fence, blank, code = "", False, False
    for number, line in enumerate(lines):
        bare = line.lstrip(" \t")
        width = len(line[: len(line) - len(bare)].expandtabs(4))
        if not bare:
            blank = True
            continue
        deep = [words for indent, words in items if width >= indent + 2]
        item = None if RULE.match(line) else ITEM.match(bare)
        stands_in = not fence and bool(deep) and width >= deep[-1] + 4
        code = stands_in and ((code and not blank) or (blank and not item and not opened(line)))
        blank = False
        if code:
            yield number
            continue
        if item and not fence:
            items = [one for one in items if width > one[0]]
            items.append((width, width + min(len(item[0]), len(item["marker"]) + 4)))
        fence = _fence_behind(line, fence)


# A character that a backslash takes the meaning from, a run of backticks, or a tag,
# whichever comes first: backticks inside of a tag are no code.
_TOKEN = re.compile(
    r"\\.|(?P<ticks>`+)|<!--|</?[a-zA-Z][\w-]*"
    r"(?:[ \t\n]+[\w:@.-]+(?:[ \t]*=[ \t]*(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'=<>`]+))?)*[ \t\n]*/?>",
    re.S,
)
_BLANK = re.compile(r"\n[ \t]*(?=\n)")


#: Without any of these, a text has no code.
_MAY_BE_CODE = re.compile(r"`|~~~|^(?:[ \t]*>)*[ \t]?(?: {4}|\t)", re.M)
_OF_CODE = ("`", "~~~", "    ", "\t")  #: one of which there is then
#: Blocks that are fenced code or may hold some; a paragraph may be a definition.
_HOLDS_CODE = frozenset({"code", "list", "quote", "note", "paragraph"})


def fenced(text: str) -> list[tuple[Block, list[Fence]]]:
    """The blocks of a text, each with the fenced code that it is or holds."""
    return [
        (block, list(fences(text, block.start, block.end)) if block.kind in _HOLDS_CODE else [])
        for block in blocks(text)
    ]


def verbatim(text: str) -> list[tuple[int, int]]:
    """Spans in which a character means itself: code blocks and code spans, in order.

    >>> text = 'a `b` <i title="`">c</i> `d'
    >>> [text[start:end] for start, end in verbatim(text)]
    ['`b`']
    """
    return list(_verbatim(text))


@lru_cache(REMEMBERED)
def _verbatim(text: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    if not (any(sign in text for sign in _OF_CODE) and _MAY_BE_CODE.search(text)):
        return ()
    for block, inside in fenced(text):
        if block.kind == "code":
            spans.append((block.start, block.end))
            continue
        at = block.start
        whole = [(one.start, one.end) for one in inside]
        for start, end in merge(whole, indented_code(text, block)):
            if start >= at:
                spans.extend(_code_spans(text, at, start))
                spans.append((start, end))
                at = end
        spans.extend(_code_spans(text, at, block.end))
    return tuple(spans)


def _code_spans(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The code spans of a part of a text; none reaches beyond a blank line."""
    if text.find("`", begin, end) < 0:
        return
    at = begin
    for blank in [*(match.start() for match in _BLANK.finditer(text, begin, end)), end]:
        yield from _code_spans_in_paragraph(text, at, blank)
        at = blank


def _code_spans_in_paragraph(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    runs: dict[int, list[int]] = {}
    for match in re.compile(r"`+").finditer(text, begin, end):
        runs.setdefault(match.end() - match.start(), []).append(match.start())
    at = begin
    while runs and (token := _TOKEN.search(text, at, end)):
        at = token.end()
        if token[0] == "<!--":
            closed = text.find("-->", at, end)
            at = closed + 3 if closed >= 0 else at
        elif token["ticks"]:
            same = runs.get(len(token[0]), [])
            index = bisect_left(same, at)
            if index < len(same):
                at = same[index] + len(token[0])
                yield token.start(), at


# Where an address is: in a link or image, a definition, a tag, or bare.
_ADDRESS = re.compile(
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+\"[^\"\n]*\"[ \t]*)?\)"
    r"|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+"
    r"|<[a-zA-Z/!][^<>]*>"
    r"|\b(?:https?|ftp|mailto):[^\s<>\]\"]+|\bwww\.[^\s<>\]\"]+",
    re.M,
)


_OF_ADDRESS = ("](", "]:", "<", "http", "ftp:", "mailto:", "www.")  #: one of which there is then


def addresses(text: str) -> list[tuple[int, int]]:
    """Spans of web addresses and HTML tags, in order, which are not read as words.

    >>> text = "[a--b](c--d) at https://example.org/e--f"
    >>> [text[start:end] for start, end in addresses(text)]
    ['](c--d)', 'https://example.org/e--f']
    """
    if not any(sign in text for sign in _OF_ADDRESS):
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def touched(start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those of the ordered, disjoint spans that overlap a stretch."""
    index = max(0, bisect_right(spans, start, key=lambda span: span[0]) - 1)
    for number in range(index, len(spans)):
        if spans[number][0] >= max(end, start + 1):
            break
        if spans[number][1] > start:
            yield spans[number]
