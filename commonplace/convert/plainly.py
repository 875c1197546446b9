"""Plain text as Markdown that shows it as it is."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_\[\]<>{}|~$=^])")
_BEGINNING = re.compile(r"\A(?=[#+:%-])|\A(\d{1,9})(?=[.)](?:\s|\Z))")


def escaped(line: str) -> str:
    r"""A line in which no character means anything to Markdown.

    >>> escaped("# 1*2 [a]"), escaped("1. x"), escaped("- y"), escaped("1.5")
    ('\\# 1\\*2 \\[a\\]', '1\\. x', '\\- y', '1.5')
    """
    return _BEGINNING.sub(lambda found: f"{found[1] or ''}\\", _MARKS.sub(r"\\\1", line), count=1)
