"""Pages without the white space that the theme's templates leave around their tags.

It is a fifth of what the theme adds to each page. The content is left as it is.
"""

from __future__ import annotations

import re

_KEPT = ("script", "style", "pre", "textarea")
_BEGINS = re.compile("<(?:" + "|".join(_KEPT) + ")", re.IGNORECASE | re.ASCII)


def squeezed(page: str) -> str:
    """A page as a builder made it, without indents and empty lines outside its content.

    >>> squeezed("<body>\\n\\n  <nav>\\n  </nav>\\n<article>\\n\\n  a</article>\\n\\n\\n")
    '<body>\\n<nav>\\n</nav>\\n<article>\\n\\n  a</article>\\n'
    """
    start, end = page.find("<article"), page.rfind("</article>")
    if start < 0 or end < start:
        return page
    return _lines(page[:start]) + page[start:end] + _lines(page[end:])


def _lines(part: str) -> str:
    kept: list[str] = []
    inside = ""
    *lines, last = part.split("\n")
    for line in (*(f"{line}\n" for line in lines), last):
        plain = not inside
        if inside or _BEGINS.search(line):
            inside = _open(line, inside)
        if plain:
            line = line.lstrip(" \t")
        if line and (line != "\n" or not plain):
            kept.append(line)
    return "".join(kept)


def _open(line: str, inside: str) -> str:
    """Of the elements whose white space counts, the one that is open at the end of a line."""
    low = line.lower()
    while True:
        if inside:
            at = low.find(f"</{inside}")
            if at < 0:
                return inside
            low, inside = low[at + 2 :], ""
        found = [(at, name) for name in _KEPT if (at := low.find(f"<{name}")) >= 0]
        if not found:
            return ""
        at, inside = min(found)
        low = low[at + 1 :]
