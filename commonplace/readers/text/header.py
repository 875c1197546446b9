"""Fields at the head of a text without front matter around them.

Pelican and MultiMarkdown write `Name: value` on the first lines, Logseq `name:: value`,
Notion the same below the title, and transcripts a list with the names in bold.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from commonplace.markup.dates import dated
from commonplace.markup.fields import PUBLIC, plain_name
from commonplace.markup.states import STATES
from commonplace.model import Place

_LINE = re.compile(
    r"(?P<mark>[-*+][ \t]+)?(?P<bold>\*\*|__)?(?P<key>[A-Za-z][\w -]{0,30}?)"
    r"(?(bold)(?:::?(?P=bold)|(?P=bold)[ \t]*::?)|::?)[ \t]+(?P<value>\S[^\n]*)\Z"
)
_TITLE = re.compile(r"\s*# [^\n]+\n(?:[ \t]*\n)*")
#: One of them is there in every header; names of people also begin turns.
_SURE = frozenset(
    "title date tags slug category categories published created publish_date source url link "
    "summary modified updated video aliases".split()
)
#: How Fathom's transcripts begin: the meeting, and where its recording is.
_FATHOM = re.compile(
    r"\s*(?P<title>[^\n]{1,200})\n(?P<line>VIEW RECORDING - \d{1,4} mins?\b[^\n:]{0,60}:?[ \t]*"
    r"(?P<address>https?://\S{1,300})?[ \t]*\n)(?:[ \t]*\n)*(?:-{3,}[ \t]*\n)?"
)
_HIGHEST = 30  #: lines that a header may have


class Header(NamedTuple):
    """The fields found, the lines to remove, and which of these no page may show."""

    fields: dict[str, Any]
    lines: list[tuple[int, int]]
    places: list[Place]


def header(text: str) -> Header | None:
    """The fields at the head of a text, below its title; None if there are none.

    Above the text, every line is a field. Below a title, unknown fields stay as text.

    >>> header("Title: A mill\\nDate: 2010-12-03\\nDuty: x\\n\\nWords.").fields
    {'title': 'A mill', 'date': '2010-12-03'}
    >>> header("Host: Hello.\\nGuest: Hello.\\n")
    """
    if fathom := _FATHOM.match(text):
        return _fathom(fathom)
    title = _TITLE.match(text)
    begin = title.end() if title else len(text) - len(text.lstrip())
    at, found = begin, []
    for line in text[begin : begin + 20_000].split("\n")[:_HIGHEST]:
        match = _LINE.match(line.rstrip())
        if not match:
            if line.strip():
                return None
            break
        found.append((at, at + len(line) + 1, match))
        at += len(line) + 1
    names = [plain_name(match["key"]) for _, _, match in found]
    known = [name for name in names if name in PUBLIC | STATES or name in _SURE]
    if len(set(names)) < len(names) or len(known) < 2 or not _is_sure(found):
        return None
    # A text with nothing but such lines is a table, not a header.
    fields: dict[str, Any] = {}
    lines, places = [], []
    for (start, end, match), name in zip(found, names, strict=True):
        shown = name in PUBLIC
        if not title or shown or name in STATES:
            lines.append((start, min(end, len(text))))
            places.append(Place(start, min(end, len(text)), name if shown else ""))
        if shown or name in STATES:
            fields[name] = match["value"].strip()
    return Header(fields, lines, places)


def _fathom(found: re.Match[str]) -> Header:
    fields = {"title": found["title"].strip("# ")}
    if found["address"]:
        fields["source"] = found["address"]
    places = [Place(*found.span("title"), "title"), Place(*found.span("line"), "source")]
    return Header(fields, [found.span()], places)


def _is_sure(found: list[tuple[int, int, re.Match[str]]]) -> bool:
    for _, _, match in found:
        name = plain_name(match["key"])
        if name in _SURE and (
            name not in ("date", "created", "published") or dated(match["value"])
        ):
            return True
    return False
