"""What of a blog engine's templates prints nothing of the text: loops, and what is kept aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from commonplace.markup.blocks import touched

#: Tags that hold a part of a template up to the tag that ends them.
_HOLDING = frozenset({"for", "tablerow", "capture"})
_PRINTED = re.compile(
    r"\{\{-?[ \t]{0,8}(?P<name>[\w-]{1,80})(?:[ \t]*\|[^{}\n]{0,80})?[ \t]{0,8}-?\}\}"
)


def templates(text: str, tags: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The spans of loops, which print a site's data, and of what is kept for another file.

    `tags` are the Liquid tags in order, with their `name` and `args`. What is kept in a
    variable and printed further down stays, and the mark that prints it goes.
    """
    printed: dict[str, list[re.Match[str]]] = {}
    spans = [tag.span() for tag in tags]
    for mark in _PRINTED.finditer(text) if tags else ():
        if not any(touched(*mark.span(), spans)):
            printed.setdefault(mark["name"], []).append(mark)
    opened: list[re.Match[str]] = []
    for tag in tags:
        if tag["name"] in _HOLDING:
            opened.append(tag)
        elif opened and tag["name"] == f"end{opened[-1]['name']}":
            first = opened.pop()
            name = first["args"].strip(" \t-")
            marks = printed.pop(name, []) if first["name"] == "capture" else []
            if marks and marks[-1].start() > tag.end():
                yield from (mark.span() for mark in marks)
            elif not opened:
                yield first.start(), tag.end()


def is_inside(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    """Whether a tag is in one of the spans; one that is inside the tag does not count."""
    inner = touched(*match.span(), spans)
    return any(start <= match.start() or match.end() <= end for start, end in inner)
