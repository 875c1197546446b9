"""The rule for boxes that Python-Markdown, Obsidian's Admonition and MyST know.

They become callouts, which later rules turn into quotations below their titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.clean.pandoc import divs
from commonplace.clean.rule import Context, Rule
from commonplace.markup.blocks import fenced, touched, verbatim
from commonplace.markup.fences import Fence
from commonplace.model import Edit, Phrase

_KIND = r"[A-Za-z][\w-]{0,30}"
_BOX = re.compile(
    rf"(?P<indent>[ \t]{{0,40}})(?:(?:!!!|\?\?\?\+?)[ ]{{1,4}}(?P<kind>{_KIND})"
    rf"(?:[ ]{{1,4}}{_KIND}){{0,4}}(?:[ ]{{1,4}}\"(?P<title>[^\n]{{0,300}})\")?"
    r"|===[!+]{0,2}[ ]{1,4}\"(?P<tab>[^\n]{1,300})\")[ \t]{0,40}\Z"
)
_FENCED = re.compile(
    rf"ad-(?P<kind>{_KIND})\Z"
    r"|\{(?P<directive>admonition|note|tip|hint|important|warning|caution|danger|attention|error"
    r"|seealso)\}(?P<title>[^\n]{0,300})\Z"
)
#: How Docusaurus, VitePress and Quarto begin a box.
_COLONS = re.compile(
    r"(?:\{\.callout-)?(?P<kind>note|tip|info|warning|danger|caution|important|success|hint|example"
    r"|seealso|details|abstract)\b"
    r"(?:[^\n{}]{0,80}?\btitle=\"(?P<named>(?:\\.|[^\"\\\n]){1,200}+)\"[^\n{}]{0,80})?\}?"
    r"(?:[ \t]*\[(?P<title>[^\]\n]{1,200})\]|[ \t]+(?P<words>[^\n{}]{1,200}))?"
    r"(?:[ \t]*\{[^{}\n]*\})?\Z",
    re.I,
)
_FIELD = re.compile(
    r"[ \t]{0,8}(?:(?P<title>title)|collapse|icon|color|:[a-z-]{1,20}):"
    r"[ \t]{0,8}(?P<value>[^\n]*)\Z"
)
_WIDTH = 4  #: columns by which the content of a box stands in


def _admonitions(text: str, context: Context) -> Iterator[Edit]:
    """Boxes become callouts, and tabs become their titles above what they hold.

    >>> text = '!!! tip "Late"\\n    Wait.\\n\\nWords.'
    >>> [edit.after for edit in _admonitions(text, Context(format="jekyll"))]
    ['> [!tip] Late', '> ']
    """
    if any(sign in text for sign in ("!!!", "???", '=== "')):
        yield from _indented(text)
    if ":::" in text:
        yield from _between_colons(text)
    if "ad-" in text or "{" in text:
        for block, inside in fenced(text):
            for one in inside:
                found = _FENCED.match(one.info)
                if found and not one.lead.strip() and block.start <= one.start:
                    yield from _opened(text, one, found)


def _between_colons(text: str) -> Iterator[Edit]:
    """Boxes between lines of colons, of which the first one names the kind."""
    code = verbatim(text)
    found = divs(text)
    starts = [*(div.start for div in found), len(text)]
    for div, following in zip(found, starts[1:], strict=True):
        head = _COLONS.match(div.what)
        line = text[text.rfind("\n", 0, div.start) + 1 : div.inner]
        lead = line[: len(line) - len(line.lstrip(" \t"))]
        if not head or following < div.inner_end:
            continue  # not a box, or one that holds others
        inside = text[div.inner : div.inner_end]
        if not line.lstrip().startswith(":") or not inside.strip():
            continue
        if div.end == div.inner or any(touched(div.start, div.inner, code)):
            continue
        named = (head["named"] or "").replace('\\"', '"')
        title = named.strip() or (head["title"] or head["words"] or "").strip(' "')
        body = inside.strip("\n")
        at = div.inner + len(inside) - len(inside.lstrip("\n"))
        glued = text[text.rfind("\n", 0, max(0, div.start - 1)) + 1 : div.start].strip()
        first = f"{lead}> [!{head['kind'].lower()}] {title}".rstrip()
        yield Edit(div.start, at, ("\n" if glued else "") + first + "\n")
        for row in body.split("\n"):
            mark = f"{lead}> " if row.strip() else f"{lead}>"
            yield Edit(at, at + _columns(row, len(lead)), mark)
            at += len(row) + 1
        parted = div.end == len(text) or text[div.end] == "\n"
        yield Edit(at - 1, div.end, "\n" if parted else "\n\n")


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text, each with where it begins."""
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


def _indent(line: str) -> int:
    wide = line.expandtabs(_WIDTH)
    return len(wide) - len(wide.lstrip(" "))


def _indented(text: str) -> Iterator[Edit]:
    """Boxes whose content stands in below a line with a sign, a kind and a title."""
    lines = _lines(text)
    code = verbatim(text)
    below = _next_indents(lines)
    boxes: list[tuple[int, str]] = []  # columns from which a line is inside, and its mark
    for number, (at, line) in enumerate(lines):
        if not line.strip():
            deeper = boxes and below[number] >= boxes[0][0]
            mark = _marks(boxes, below[number]) if deeper else ""
            if mark:
                yield Edit(at, at + len(line), mark.rstrip())
            continue
        indent = _indent(line)
        while boxes and indent < boxes[-1][0]:
            boxes.pop()
        marks = "".join(mark for _, mark in boxes)
        width = boxes[-1][0] if boxes else 0
        head = _BOX.match(line)
        sure = boxes or not any(touched(at, at + len(line), code))
        if head and sure and indent - width < _WIDTH and below[number] >= indent + _WIDTH:
            box = "> " if head["kind"] else ""
            title = f"[!{head['kind']}] {head['title'] or ''}".rstrip()
            yield Edit(at, at + len(line), marks + (box + title if box else f"**{head['tab']}**\n"))
            boxes.append((indent + _WIDTH, box))
        elif boxes:
            yield Edit(at, at + _columns(line, width), marks)


def _next_indents(lines: list[tuple[int, str]]) -> list[int]:
    """For each line, how far the next one with words stands in; -1 behind the last."""
    found, indent = [], -1
    for _, line in reversed(lines):
        found.append(indent)
        if line.strip():
            indent = _indent(line)
    return found[::-1]


def _marks(boxes: list[tuple[int, str]], indent: int) -> str:
    return "".join(mark for width, mark in boxes if width <= indent)


def _columns(line: str, width: int) -> int:
    """How many characters at the start of a line make so many columns."""
    at = columns = 0
    while at < len(line) and columns < width and line[at] in " \t":
        columns += 1 if line[at] == " " else _WIDTH - columns % _WIDTH
        at += 1
    return at


def _opened(text: str, one: Fence, found: re.Match[str]) -> Iterator[Edit]:
    """A box between fences, with its fields above what it holds."""
    start, end = one.code
    title = (found["title"] or "").strip()
    at = below = start
    for line in text[start:end].removesuffix("\n").split("\n") if start < end else ():
        field = _FIELD.match(line) if at == below else None
        if field:
            title = field["value"].strip() if field["title"] else title
            below = min(at + len(line) + 1, end)
        else:
            mark = f"{one.lead}> " if line.strip() else f"{one.lead}>"
            yield Edit(at, at + _columns(line, len(one.lead)), mark)
        at += len(line) + 1
    kind = found["kind"] or found["directive"].replace("admonition", "note")
    yield Edit(one.start, below, f"{one.lead}> [!{kind}] {title}".rstrip() + "\n")
    yield Edit(end, one.end)


ADMONITIONS = Rule(
    id="admonition",
    phrase=Phrase("box of a theme resolved", "boxes of a theme resolved"),
    why="A box that only its own program knows became a quotation below its title.",
    formats=frozenset({"jekyll", "speaker"}),
    find=_admonitions,
    code=True,
)
