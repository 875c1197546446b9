"""Plain text as Markdown that shows it as it is."""

from __future__ import annotations

import re

#: What a backslash makes plain, and what only a reference to the character does.
_MARKS = re.compile(r"([\\`*_\[\]>{}])")
_OTHERS = re.compile(r"[&<|~$^]|==+|%%+|\A[:=]+")
_BEGINNING = re.compile(r"\A(?=[#+-])|\A(\d{1,9})(?=[.)](?:\s|\Z))")


def escaped(line: str) -> str:
    r"""A line in which no character means anything to Markdown.

    >>> escaped("# 1*2 [a]"), escaped("1. x"), escaped("- y"), escaped("1.5"), escaped("a<b")
    ('\\# 1\\*2 \\[a\\]', '1\\. x', '\\- y', '1.5', 'a&#60;b')
    """
    plain = _BEGINNING.sub(lambda found: f"{found[1] or ''}\\", _MARKS.sub(r"\\\1", line), count=1)
    return _OTHERS.sub(lambda found: "".join(f"&#{ord(one)};" for one in found[0]), plain)
