"""Where a blog engine would have listed the headings of a page; our pages have their own list."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARK = re.compile(r"^[ \t]{0,3}[@$]?[\[{]{1,2}_{0,2}TOC_{0,2}[\]}]{1,2}[ \t]{0,80}$", re.M | re.I)
_FILE = re.compile(r"(?:[\w-]+/)*(?:toc|table[-_]of[-_]contents)(?:[_.-]|\Z)", re.I)
#: A heading above such a list.
_HEADING = re.compile(
    r"^(?P<marks>#{1,6})[ \t]+(?:\*\*|__)?(?:table of contents|contents|toc|目录|目次"
    r"|inhaltsverzeichnis|inhalt|sommaire|table des matières|tabla de contenidos"
    r"|contenido|índice|sumário|содержание)"
    r"(?:\*\*|__)?[ \t]*:?[ \t]*#*$\n?",
    re.I | re.M,
)
_NEXT_HEADING = re.compile(
    r"(?:[ \t]*\n)*+(?:(?:-{3,}|\*{3,}|_{3,})[ \t]*\n(?:[ \t]*\n)*+)?(?P<marks>#{1,6})[ \t]"
)


def contents(text: str) -> Iterator[tuple[int, int]]:
    """The marks that a list would have replaced, and headings with nothing else below them.

    >>> list(contents("## Contents\\n\\n## One\\n")), list(contents("## Contents\\n\\n- one\\n"))
    ([(0, 12)], [])
    """
    for mark in _MARK.finditer(text):
        yield mark.span()
    for heading in _HEADING.finditer(text):
        following = _NEXT_HEADING.match(text, heading.end())
        if following and len(following["marks"]) <= len(heading["marks"]):
            yield heading.span()


def lists_headings(file: str) -> bool:
    """Whether a file that a theme includes is such a list, by its name."""
    return bool(_FILE.match(file))
