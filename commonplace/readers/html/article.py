"""What trafilatura considers the article of a page, by the numbers of our tokens.

Trafilatura (https://trafilatura.readthedocs.io/) returns a tree of its own, without offsets.
So it gets a copy of the page in which each run of text begins with a character that encodes
the number of the run: those that come back are what it chose. They are private-use characters
of Unicode, so its patterns do not take them for letters. None of its output text is used,
only its choice.

Its choice must be the same on any day and any machine, so it gets no clock, no network and no
address.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any, TypeVar

from commonplace.readers.html.text import LIQUID
from commonplace.readers.tokens import Token

T = TypeVar("T")

#: Planes 15 and 16, less the two code points at the end of each that are no characters.
_PLANES = ((0xF0000, 0xFFFFE), (0x100000, 0x10FFFE))
_ROOM = sum(end - start for start, end in _PLANES)
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
#: Tags; with more of them it would take longer than one file may take.
_MOST_TAGS = 20_000
#: Characters; an attribute that is longer says nothing about the words.
_LONG = 1000
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1991-08-06",  # no page is older
    "max_date": "2100-01-01",
}


def chosen(words: str, found: Sequence[Token]) -> frozenset[int]:
    """The numbers of the runs of text that are the article; none if it finds none.

    >>> from commonplace.readers.tokens import tokens
    >>> said = "This is a paragraph with a good many words in it, as an article has them."
    >>> page = f"<body><nav><a href=/>Home</a></nav><p>{said}</p></body>"
    >>> [page[t.start:][:4] for n, t in enumerate(tokens(page)) if n in chosen(page, tokens(page))]
    ['This']
    """
    marked = [n for n, t in enumerate(found) if t.kind == "text" and words[t.start : t.end].strip()]
    if not marked or len(marked) > _ROOM or _is_large(found):
        return frozenset()
    sign_of = {number: _sign(place) for place, number in enumerate(marked)}
    page = "".join(_copied(words, found, lambda number: sign_of.get(number, "")))
    body = _asked(lambda: _body(page))
    signs = _PRIVATE.findall(body or "")
    return frozenset(marked[place] for sign in signs if (place := _place(sign)) < len(marked))


def found_out(words: str, found: Sequence[Token]) -> dict[str, str]:
    """The author and the date that trafilatura finds on a page, outside tags of blog engines."""
    if _is_large(found):
        return {}
    page = LIQUID.sub(" ", "".join(_copied(words, found, lambda _: "")))
    return _asked(lambda: _fields(page)) or {}


def _is_large(found: Sequence[Token]) -> bool:
    return sum(token.kind == "open" for token in found) > _MOST_TAGS


def _asked(ask: Callable[[], T]) -> T | None:
    """What the library returns; nothing if it fails, since there is a fallback."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        return ask()
    except MemoryError:
        raise
    except Exception:  # a page can be broken in unforeseen ways
        return None


def _body(page: str) -> str:
    # Imported here since it takes half a second, and most files are no pages.
    from trafilatura import bare_extraction

    article: Any = bare_extraction(page, include_comments=False, include_tables=True)
    if article is None or article.body is None:
        return ""
    return "".join(article.body.itertext())


def _fields(page: str) -> dict[str, str]:
    from trafilatura.metadata import extract_metadata

    known = extract_metadata(page, date_config=dict(_DATES))
    values = {"author": known.author, "date": known.date}
    return {name: value for name, value in values.items() if value}


# The copy -----------------------------------------------------------------------------


def _copied(words: str, found: Sequence[Token], sign: Callable[[int], str]) -> Iterator[str]:
    """The page without scripts, comments, and data inside attributes."""
    for number, token in enumerate(found):
        said = words[token.start : token.end]
        if token.kind == "text":
            yield sign(number) + _PRIVATE.sub(" ", said)
        elif token.kind == "raw" and token.name == "title":
            yield _PRIVATE.sub(" ", said)
        elif token.kind == "open" and len(said) > _LONG:
            kept = ((k, v) for k, v in token.attributes.items() if len(v) <= _LONG)
            attributes = "".join(f' {name}="{escape(value)}"' for name, value in kept)
            yield f"<{token.name}{attributes}>"
        elif token.kind in ("open", "close") or said.lower().startswith("<!doctype"):
            yield _PRIVATE.sub(" ", said)


def _sign(place: int) -> str:
    """The character that encodes a number.

    >>> [_place(_sign(place)) for place in (0, 65_533, 65_534, 131_067)]
    [0, 65533, 65534, 131067]
    """
    for start, end in _PLANES:
        if place < end - start:
            return chr(start + place)
        place -= end - start
    raise ValueError(place)


def _place(sign: str) -> int:
    (first, end), (second, _) = _PLANES
    at = ord(sign)
    return at - first if at < second else at - second + end - first
