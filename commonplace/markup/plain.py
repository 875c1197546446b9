"""Plain text: what is left of a field when nothing in it can be markup."""

from __future__ import annotations

import re
from functools import lru_cache

from commonplace.markup.entities import REFERENCE, unescape, visible
from commonplace.model import Document
from commonplace.model.identity import UNTITLED

# Tags that a blog puts into a title for looks. They go; their words stay.
_FORMATTING = re.compile(
    r"<(?P<end>/?)(?P<name>a|abbr|b|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u)"
    r"(?P<rest>\s[^<>]*)?/?>",
    re.IGNORECASE,
)
# A tag that the text is about is between spaces.
_ALONE = re.compile(r"\s?<\w+>(?:\s|\Z)")
_BREAK = re.compile(r"<br(?:\s[^<>]*)?/?>", re.IGNORECASE)
# Look-alikes of characters that are markup.
_ANGLES = str.maketrans("<>", "‹›")
_SPACE = re.compile(r"\s+")
# No one escapes a text this often; who does is counting on our patience.
_PASSES = 16


def inert(words: str) -> str:
    """Rendered words on one line, so that `plain` takes none of them for markup.

    >>> inert("The <b> tag\\n and &amp;"), plain(inert("The <b> tag and &amp;"))
    ('The ‹b› tag and ＆amp;', 'The ‹b› tag and ＆amp;')
    """
    words = REFERENCE.sub(lambda found: f"＆{found[0][1:]}", visible(words))
    return _SPACE.sub(" ", words.translate(_ANGLES)).strip()


def plain(text: str) -> str:
    """The words of a field on one line: no markup, nothing invisible, no angle brackets.

    Character references are resolved until none is left, so that the result means the same
    everywhere and can be escaped exactly once. Angle brackets that are not formatting become
    look-alikes.

    >>> plain("A <em>new</em>\\n era: x &amp;lt; y")
    'A new era: x ‹ y'
    >>> plain("<script>alert(1)</script> Q&amp;A\\u202e")
    '‹script›alert(1)‹/script› Q&A'
    """
    for _ in range(_PASSES):
        shorter = _unformatted(visible(unescape(text)))
        if shorter == text:
            break
        text = shorter
    else:
        text = text.replace("&", " ")
    return _SPACE.sub(" ", text.translate(_ANGLES)).strip()


def title_of(document: Document) -> str:
    """A document's title as all pages and files have it, or a substitute."""
    return _kept(document.title) or UNTITLED


@lru_cache(maxsize=1 << 14)
def _kept(name: str) -> str:
    """A title as plain text, kept because many pages show it."""
    return plain(name)


def encodable(text: str) -> str:
    """The text with half characters, which no file can hold, replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", errors="replace").decode("utf-8")
    return text


def _unformatted(text: str) -> str:
    """A text without formatting; a tag that stands alone, and has no end, is a word.

    >>> _unformatted("A <em>new</em> <b> tag<br>here")
    'A new <b> tag here'
    """
    if "<" not in text:
        return text
    text = _BREAK.sub(" ", text)
    opened: dict[str, list[re.Match[str]]] = {}
    gone: list[re.Match[str]] = []
    for tag in _FORMATTING.finditer(text):
        waiting = opened.setdefault(tag["name"].lower(), [])
        if tag["end"]:
            gone += [waiting.pop(), tag] if waiting else [tag]
        else:
            waiting.append(tag)
            if tag["rest"] or not _ALONE.fullmatch(text[max(0, tag.start() - 1) : tag.end() + 1]):
                gone.append(tag)
    for start, end in sorted({tag.span() for tag in gone}, reverse=True):
        text = text[:start] + text[end:]
    return text
