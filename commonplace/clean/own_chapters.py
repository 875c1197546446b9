"""Chapters that front matter or a sidecar lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from commonplace.clean.chapters import Chapter
from commonplace.markup.clock import seconds
from commonplace.markup.html import escape_markdown
from commonplace.markup.states import is_no

_LINE = re.compile(r"\s*[\[(]?(?P<time>[\d:.,]{4,12})[\])]?[\s–—:-]{1,4}(?P<title>\S.{0,200})\Z")
FIELD = "chapters"


def listed(fields: Mapping[str, Any]) -> tuple[Chapter, ...]:
    """The chapters of the field `chapters`: lines such as `12:30 The well`, or mappings.

    >>> listed({"chapters": ["0:00 Welcome", {"start": "12:30", "title": "The well"}, "odd"]})
    (Chapter(start=0.0, title='Welcome'), Chapter(start=750.0, title='The well'))
    """
    value = fields.get(FIELD)
    found = list(_found(value if isinstance(value, list) else [])) if value else []
    return tuple(sorted(found))


def are_wanted(*said: Mapping[str, Any]) -> bool:
    """Whether a document may have chapters that the program makes; the first word counts."""
    value = next((fields[FIELD] for fields in said if FIELD in fields), None)
    return not is_no(value)


def _found(lines: list[object]) -> Iterator[Chapter]:
    for line in lines:
        if isinstance(line, Mapping):
            time, title = str(line.get("start") or line.get("time") or "0:00"), line.get("title")
        else:
            match = _LINE.match(str(line))
            time, title = (match["time"], match["title"]) if match else ("", None)
        start = seconds(time)
        if start is not None and isinstance(title, str) and title.strip():
            yield Chapter(start, escape_markdown(title.strip()))
