"""Quotations from a book as one document: its title, its author, and each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from commonplace.convert.converter import front_matter
from commonplace.convert.plainly import escaped


class Highlight(NamedTuple):
    """Words from a book, where they are in it, and the reader's note."""

    words: str
    place: str = ""
    note: str = ""


def as_markdown(fields: dict[str, object], quotations: Iterable[Highlight]) -> str:
    """The document. The words are quoted, the notes are the reader's own.

    >>> print(as_markdown({"title": "Tea"}, [Highlight("Now.", "page 2", "True")]))
    ---
    title: Tea
    ---
    <BLANKLINE>
    > Now.
    >
    > — page 2
    <BLANKLINE>
    Note: True
    <BLANKLINE>
    """
    parts = []
    for one in quotations:
        lines = [escaped(line.strip()) for line in one.words.strip().split("\n")]
        if one.words.strip():
            place = ["", f"— {escaped(one.place)}"] if one.place else []
            parts.append("\n".join(f"> {line}".rstrip() for line in [*lines, *place]))
        if one.note.strip():
            note = "\n".join(escaped(line.strip()) for line in one.note.strip().split("\n"))
            parts.append(f"Note: {note}")
    return front_matter(fields) + "\n\n".join(parts) + "\n"


def in_order(name: str) -> str:
    """A name in spoken order.

    >>> in_order("Halloway, Wren"), in_order("Pell, Idris;Halloway, Wren"), in_order("A, B, C")
    ('Wren Halloway', 'Idris Pell; Wren Halloway', 'A, B, C')
    """
    people = []
    for one in name.split(";"):
        parts = [part.strip() for part in one.split(",")]
        people.append(" ".join(reversed(parts)) if len(parts) == 2 else one.strip())
    return "; ".join(filter(None, people))
