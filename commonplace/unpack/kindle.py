"""Kindle's `My Clippings.txt`: highlights from books, in the order they were made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.convert.converter import text_of
from commonplace.diagnostics.limits import Limits
from commonplace.model import Seed
from commonplace.unpack.part import Names, Part
from commonplace.unpack.quotations import Highlight, as_markdown, in_order

_END = re.compile(r"^={10}[ \t]*$", re.M)
_HEAD = 100_000
_BOOK = re.compile(r"(?P<title>.*\S)\s*\((?P<author>[^()]*)\)\Z", re.S)
#: The line below the book, in the language of the device.
_PLACE = re.compile(r"- \S.*\|.*\S|- \S.*\d")
_OURS = re.compile(r"(?:Your )?(?:Highlight|Note|Bookmark|Clip)s?(?: on| at)?\s*", re.IGNORECASE)
_NOTE = re.compile(r"\b(?:your note|votre note|notiz|nota|notatie)\b", re.IGNORECASE)
_CLOCK = re.compile(r",? \d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?\Z", re.IGNORECASE)


def claims(suffix: str, data: bytes) -> bool:
    """Whether this is such a file: a book, a line that begins with a hyphen, ten equal signs."""
    if suffix != ".txt" or b"==========" not in data:
        return False
    first = _END.split(text_of(data[:_HEAD]), maxsplit=1)[0].strip("\n\ufeff").split("\n")
    return len(first) >= 2 and bool(_PLACE.match(first[1].strip()))


def split(seed: Seed, limits: Limits) -> Iterator[Part]:
    """One document for each book."""
    books: dict[str, list[Highlight]] = {}
    for clipping in _END.split(text_of(seed.data)):
        lines = clipping.strip("\n\ufeff").split("\n")
        if len(lines) < 2:
            continue
        words = "\n".join(lines[2:]).strip()
        place = _place(lines[1])
        is_note = bool(_NOTE.search(lines[1].partition("|")[0]))
        quotation = Highlight("", "", words) if is_note else Highlight(words, place)
        if words:
            books.setdefault(lines[0].strip("\ufeff ").strip(), []).append(quotation)
    names = Names(".md")
    for book, quotations in books.items():
        found = _BOOK.match(book)
        title = found["title"] if found else book
        author = in_order(found["author"]) if found else ""
        text = as_markdown({"title": title, "author": author}, quotations)
        yield Part(name=names.of(title, book), data=text.encode("utf-8", "replace"))


def _place(line: str) -> str:
    """The line below the book, in a few words.

    >>> _place("- Your Highlight on page 9 | Location 15-16 | Added on May 5, 2023 1:15:00 PM")
    'page 9, location 15-16, added on May 5, 2023'
    """
    parts = [part.strip() for part in line.strip().removeprefix("-").split("|")]
    parts[0] = _OURS.sub("", parts[0], count=1)
    parts = [_CLOCK.sub("", part) for part in parts if part]
    small = [
        part[0].lower() + part[1:] if part.startswith(("Loc", "Add")) else part for part in parts
    ]
    return ", ".join(small)
