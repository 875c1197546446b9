"""The ids that a seed gives to its own places, for its own links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from commonplace.clean.passages import Cut
from commonplace.markup.blocks import verbatim
from commonplace.model import Tracked

_ID = re.compile(
    r"\{:?[^{}\n]{0,200}?#(?P<list>[^\s{}]{1,200})[^{}\n]{0,400}\}"
    r"|<[a-zA-Z][\w-]{0,20}\b[^<>]{0,400}?[ \t\n](?:id|name)=(?:\"(?P<a>[^\"\n]{1,200})\""
    r"|'(?P<b>[^'\n]{1,200})'|(?P<c>[^\s\"'<>]{1,200}))"
    r"|(?<=\s)(?P<block>\^[A-Za-z0-9-]{1,40})[ \t]*$",
    re.M,
)


def own_ids(text: Tracked) -> list[tuple[int, str]]:
    """Each id with where it is, in offsets of the source."""
    words = str(text)
    if "{" not in words and "<" not in words and "^" not in words:
        return []
    code = verbatim(words)
    starts = [start for start, _ in code]
    return [
        (text.source_offset(found.start()), name)
        for found in _ID.finditer(words)
        if not _inside(found.start(), code, starts)
        and not (name := next(filter(None, found.groups()))).startswith("footnote-")
    ]


def placed(ids: Sequence[tuple[int, str]], text: Tracked, parts: Cut) -> Iterator[tuple[str, str]]:
    """Each id with the anchor of the passage it is in, or else of the next one."""
    starts = [start for start, _, _ in parts.places]
    above = {heading.before: heading.anchor for heading in parts.headings}
    given: set[str] = set()
    for at, name in ids:
        offset = text.offset(at)
        number = bisect_right(starts, offset) - 1
        if name in given or not parts.places:
            continue
        given.add(name)
        if number >= 0 and offset <= parts.places[number][1]:
            yield name, parts.places[number][2]
        elif number + 1 in above:
            yield name, above[number + 1]
        else:
            yield name, parts.places[min(number + 1, len(parts.places) - 1)][2]


def _inside(at: int, code: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    number = bisect_right(starts, at) - 1
    return number >= 0 and at < code[number][1]
