"""Abbreviations of Markdown Extra: `*[WHO]: World Health Organization`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.blocks import blocks, touched
from commonplace.model import Edit, Phrase

_DEFINITION = re.compile(
    r"^ {0,3}\*\[(?P<short>[^\[\]*\n]{1,60})\]:[ \t]*(?P<full>[^*\n]{0,300})(?:\n|\Z)", re.M
)


def _abbreviations(text: str, context: Context) -> Iterator[Edit]:
    """What the letters stand for is shown on hover; the lines that say so go.

    >>> text = "The WHO met.\\n\\n*[WHO]: World Health Organization"
    >>> [edit.after for edit in _abbreviations(text, Context(format="jekyll"))]
    ['', '<abbr title="World Health Organization">WHO</abbr>']
    """
    found = {match["short"]: match for match in _DEFINITION.finditer(text)}
    if not found:
        return
    lines = [match.span() for match in _DEFINITION.finditer(text)]
    yield from (Edit(*line) for line in lines)
    heads = [(block.start, block.end) for block in blocks(text) if block.kind == "heading"]
    either = "|".join(re.escape(short) for short in sorted(found, key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text):
        full = found[match[0]]["full"].strip()
        if full and not any(any(touched(*match.span(), spans)) for spans in (lines, heads)):
            title = escape(full, quote=True)
            yield Edit(*match.span(), f'<abbr title="{title}">{match[0]}</abbr>')


ABBREVIATIONS = Rule(
    id="abbreviation",
    phrase=Phrase("abbreviation explained on hover", "abbreviations explained on hover"),
    why="In Markdown Extra, such a line explains an abbreviation and is no part of the text.",
    formats=MARKDOWN - {"html", "chat"},
    find=_abbreviations,
    words=True,
)
