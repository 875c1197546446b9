"""Readwise's exports: a file of Markdown for each book, or one table with all of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from commonplace.convert.converter import text_of
from commonplace.diagnostics.limits import Limits
from commonplace.model import Seed
from commonplace.model.identity import UNTITLED
from commonplace.unpack.part import Names, Part
from commonplace.unpack.quotations import Highlight, as_markdown, in_order

_META = re.compile(r"^## Metadata\n(?P<lines>(?:\n|- [^\n]*\n)*)", re.M)
_FIELD = re.compile(r"- (?P<name>[A-Za-z ]{1,30}): (?P<value>.*)")
_SECTION = re.compile(r"^## (?P<name>[^\n]*)$", re.M)
_ITEM = re.compile(r"^- ", re.M)
_PLACE = re.compile(
    r"\s*\(\[(?P<place>(?:Location|Page|View Highlight|Time)[^\]\n]{0,60})\]\([^()\s]*\)\)\s*\Z"
)
_ASIDE = re.compile(r"^[ \t]+- (?P<name>Note|Tags): (?P<value>[^\n]*)$", re.M)
_COLUMNS = ("Highlight", "Book Title")


def claims(suffix: str, data: bytes) -> bool:
    """Whether this is a book of Readwise in Markdown."""
    if suffix not in (".md", ".txt") or b"## Metadata" not in data or b"ighlights" not in data:
        return False
    text = text_of(data)
    found = _META.search(text)
    return bool(found and "Category:" in found["lines"] and "Full Title:" in found["lines"])


def split(seed: Seed, limits: Limits) -> Iterator[Part]:
    """The book as one document of quotations, which keeps the name of the file."""
    text = text_of(seed.data)
    found = _META.search(text)
    assert found  # it was claimed
    meta = {
        match["name"].lower(): match["value"].strip()
        for match in map(_FIELD.match, found["lines"].split("\n"))
        if match
    }
    quotations = []
    sections = list(_SECTION.finditer(text))
    for number, section in enumerate(sections):
        if "highlights" in section["name"].lower():
            end = sections[number + 1].start() if number + 1 < len(sections) else len(text)
            quotations += list(map(_quotation, _ITEM.split(text[section.end() : end])[1:]))
    author = re.sub(r"\[\[|\]\]", "", meta.get("author", ""))
    url = meta.get("url", "")
    fields: dict[str, object] = {
        "title": meta["full title"],
        "author": in_order(author),
        "source": url if url.startswith(("http://", "https://")) else "",
    }
    yield Part(data=as_markdown(fields, quotations).encode("utf-8", "replace"))


def _quotation(item: str) -> Highlight:
    """A highlight with its note and place."""
    notes = [found["value"] for found in _ASIDE.finditer(item) if found["name"] == "Note"]
    words = _ASIDE.sub("", item).strip()
    place = _PLACE.search(words[-400:])
    if place:
        words = words[: len(words) - len(place[0])]
    named = place["place"] if place and not place["place"].startswith("View") else ""
    return Highlight(words, named[:1].lower() + named[1:], "\n".join(notes))


def claims_table(suffix: str, data: bytes) -> bool:
    """Whether this is the table with all books."""
    return suffix == ".csv" and all(
        name in text_of(data[:1000]).split("\n", 1)[0] for name in _COLUMNS
    )


def split_table(seed: Seed, limits: Limits) -> Iterator[Part]:
    """One document for each book of the table."""
    books: dict[tuple[str, str], list[Highlight]] = {}
    for row in csv.DictReader(io.StringIO(text_of(seed.data))):
        title, author = (
            (row.get("Book Title") or "").strip(),
            (row.get("Book Author") or "").strip(),
        )
        place = " ".join(filter(None, (row.get("Location Type"), row.get("Location")))).lower()
        quotation = Highlight(row.get("Highlight") or "", place, row.get("Note") or "")
        books.setdefault((title or UNTITLED, author), []).append(quotation)
    names = Names(".md")
    for (title, author), quotations in books.items():
        text = as_markdown({"title": title, "author": in_order(author)}, quotations)
        yield Part(name=names.of(title, author), data=text.encode("utf-8", "replace"))
