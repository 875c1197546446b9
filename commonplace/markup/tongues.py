"""The language of a text as HTML names it, and the direction in which it is written."""

from __future__ import annotations

import re
import unicodedata

#: A language tag, https://www.rfc-editor.org/info/bcp47, as far as pages need it.
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}\Z", re.I | re.ASCII)
_RIGHT = frozenset({"R", "AL"})
_LETTERS = 2000  #: looked at for the direction


def tag(said: object) -> str:
    """A language as a tag; empty for what is none.

    >>> tag("pt_BR"), tag(" AR "), tag("Arabic"), tag(None)
    ('pt-BR', 'ar', '', '')
    """
    text = said.strip().replace("_", "-") if isinstance(said, str) else ""
    if not _TAG.match(text):
        return ""
    first, *rest = text.split("-")
    return "-".join([first.lower(), *(one.upper() if len(one) == 2 else one for one in rest)])


def is_right_to_left(text: str) -> bool:
    """Whether most letters at the beginning of a text are written from right to left.

    >>> is_right_to_left("حديث عن الماء (pdf)"), is_right_to_left("about الماء in English")
    (True, False)
    """
    letters = [c for c in text[: 4 * _LETTERS] if c.isalpha()][:_LETTERS]
    right = sum(unicodedata.bidirectional(letter) in _RIGHT for letter in letters)
    return 2 * right > len(letters)
