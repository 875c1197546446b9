"""Subscripts and superscripts as Pandoc and Markdown-it have them: part of the rule `vault`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.markup.blocks import addresses, touched
from commonplace.model import Edit

#: Behind figures, `10~20~30` is a range and `2^3^4` a tower of powers.
_RAISED = re.compile(
    r"(?<=[^\W_])~(?P<sub>\d{1,3}[+-]?|[a-z])~(?![~\d])"
    r"|(?<=[\w)~])\^(?P<sup>[+-]?\d{1,4}[+-]?|[a-z+-]|st|nd|rd|th)\^(?![\^\d])"
)


def raised(text: str) -> Iterator[Edit]:
    """Elements in place of the signs around what is lowered or raised.

    >>> [edit.after for edit in raised("H~2~O and x^2^")]
    ['<sub>', '</sub>', '<sup>', '</sup>']
    """
    found = list(_RAISED.finditer(text)) if "~" in text or "^" in text else []
    places = addresses(text) if found else []
    for one in found:
        if not any(touched(*one.span(), places)):
            name = "sub" if one["sub"] else "sup"
            yield Edit(one.start(), one.start() + 1, f"<{name}>")
            yield Edit(one.end() - 1, one.end(), f"</{name}>")
