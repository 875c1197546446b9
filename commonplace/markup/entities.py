"""Character references of HTML and WebVTT, and characters that nobody can see."""

from __future__ import annotations

import html
import re
import unicodedata
from html.entities import html5

#: What may be a character reference. HTML lets some go without a semicolon; only those
#: that are written so in the wild are read, or `?a=1&notes=2` would lose its `&no`.
REFERENCE = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|&(?:amp|lt|gt|quot|nbsp|copy|reg)(?![A-Za-z0-9=])"
)

# Joiners shape letters in Persian and Hindi, and families in emoji.
_JOINERS = "\u200c\u200d"


def resolve(reference: str) -> str:
    """The characters that a reference means; an unknown one stays as it is.

    >>> resolve("&eacute;"), resolve("&#x202e;"), resolve("&notes;")
    ('é', '', '&notes;')
    """
    name = reference[1:].rstrip(";")
    if name.startswith("#"):
        return visible(html.unescape(reference))
    return html5.get(f"{name};", reference)


def unescape(text: str) -> str:
    """A text with its character references resolved.

    >>> unescape("R&amp;D &copy 2024 ?a=1&notes=2")
    'R&D © 2024 ?a=1&notes=2'
    """
    return REFERENCE.sub(lambda match: resolve(match[0]), text)


def visible(text: str) -> str:
    """A text that came out of an escape, without controls and direction marks.

    The decoder removed them from the file; an escape must not bring them back. Line and
    paragraph separators become newlines, a lone surrogate U+FFFD.
    """
    # Hardly any text has such characters: looking at each of them is dear.
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(map(_seen, text))


def _seen(character: str) -> str:
    if character in "\n\t" or character.isprintable():
        return character
    if character in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    return "" if category in ("Cc", "Cf") and character not in _JOINERS else character
