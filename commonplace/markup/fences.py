"""Fenced code inside blocks, however deeply indented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from commonplace.markup.lines import line_end

# Marks of the quotations, items and definitions that a line opens, and a fence after them.
_OPENS = re.compile(
    r"(?P<lead>(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)]|:)(?=[ \t])))*+[ \t]*)"
    r"(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)\Z"
)
_LANGUAGE = re.compile(r"[ \t]*(?:\{[ \t]*)?\.?(?P<name>[A-Za-z][\w#+-]*)")
_QUOTED = re.compile(r"[ \t]*>")
_TAB = 4


class Fence(NamedTuple):
    """Fenced code at `start` to `end`, whole lines.

    `lead` is what comes before the fence, `code` the span of the lines between the fences.
    """

    start: int
    end: int
    lead: str
    fence: str
    info: str
    code: tuple[int, int]


def opened(line: str) -> str:
    """The fence that a line opens, after any quotation and item marks; empty if none.

    >>> opened("- ```js"), opened("  ~~~~"), opened("```a```")
    ('```', '~~~~', '')
    """
    match = _OPENS.match(line)
    return match["fence"] if match and _is_fence(match) else ""


def closes(line: str, fence: str) -> bool:
    """Whether a line, without marks of quotations, ends what a fence has opened."""
    bare = line.strip()
    return bare.startswith(fence) and not bare.strip(fence[0])


def fences(text: str, start: int = 0, end: int | None = None) -> Iterator[Fence]:
    """The fenced code of a part of a text that begins with a line, however deeply indented.

    >>> [(one.lead, one.info) for one in fences("- ```js\\n  a\\n  ```\\n> ~~~\\n> b\\n")]
    [('- ', 'js'), ('> ', '')]
    """
    end = len(text) if end is None else end
    if text.find("```", start, end) < 0 and text.find("~~~", start, end) < 0:
        return
    at = start
    while at < end:
        stop = line_end(text, at, end)
        match = _OPENS.match(text[at:stop])
        if not match or not _is_fence(match):
            at = stop + 1
            continue
        quotes = match["lead"].count(">")
        code = last = min(stop + 1, end)
        first, ended = code, False
        last = stop
        while not ended and last + 1 < end:
            line = text[last + 1 : line_end(text, last + 1, end)]
            bare = _unquoted(line, quotes)
            if bare is None:
                break
            ended = closes(bare, match["fence"])
            last += 1 + len(line)
            code = code if ended else min(last + 1, end)
        yield Fence(at, last, match["lead"], match["fence"], match["info"].strip(), (first, code))
        at = last + 1


def code_of(text: str, one: Fence) -> tuple[str, str]:
    """The language of fenced code (may be empty), and its lines without indentation.

    >>> text = "> ```js {1}\\n>   a\\n> b\\n> ```"
    >>> code_of(text, next(fences(text)))
    ('js', '  a\\nb')
    """
    quotes = one.lead.count(">")
    lines = text[slice(*one.code)].removesuffix("\n").split("\n")
    lines = [(_unquoted(line, quotes) or "").expandtabs(_TAB) for line in lines]
    indent = one.lead.rpartition(">")[2].expandtabs(_TAB)
    width = len(indent)
    code = [line[min(width, len(line) - len(line.lstrip(" "))) :] for line in lines]
    language = _LANGUAGE.match(one.info)
    return (language["name"] if language else ""), "\n".join(code)


def _is_fence(match: re.Match[str]) -> bool:
    """Whether this is a fence; backticks with more of them on the same line are inline code."""
    return match["fence"][0] == "~" or "`" not in match["info"]


def _unquoted(line: str, quotes: int) -> str | None:
    """A line without that many quotation marks; None if it has fewer."""
    at = 0
    for _ in range(quotes):
        mark = _QUOTED.match(line, at)
        if not mark:
            return None
        at = mark.end()
    return line[at:]
