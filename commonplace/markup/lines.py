"""Where lines begin and end."""

from __future__ import annotations


def line_end(text: str, at: int, last: int | None = None) -> int:
    """Where the line that holds an offset ends, before its newline; `last` if that is further.

    >>> line_end("one\\ntwo", 1), line_end("one\\ntwo", 4), line_end("one\\ntwo", 4, 5)
    (3, 7, 5)
    """
    last = len(text) if last is None else last
    end = text.find("\n", at, last)
    return last if end < 0 else end


def line_around(text: str, start: int, end: int, reach: int) -> tuple[int, int]:
    """Where the line around a place begins and ends, or as many characters as may be looked at.

    >>> line_around("one\\ntwo three\\n", 8, 9, 99), line_around("one\\ntwo three\\n", 8, 9, 2)
    ((4, 13), (6, 11))
    """
    first = max(0, start - reach)
    begin = text.rfind("\n", first, start) + 1 or first
    return begin, line_end(text, end, min(len(text), end + reach))
