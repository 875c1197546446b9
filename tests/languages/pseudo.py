"""A language in which every text of the program is marked, and what a page shows without a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser

from commonplace.model.texts import Texts, Wording
from commonplace.project.texts import english

#: What readers see of attributes.
SEEN = ("aria-label", "title", "placeholder", "alt", "content")
_SILENT = ("script", "style", "svg", "math", "template", "code")
_SPACE = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")


def _marked(said: Wording) -> Wording:
    if isinstance(said, str):
        return f"⟦{said}⟧"
    return {form: f"⟦{words}⟧" for form, words in said.items()}


PSEUDO = Texts(
    language="de", mark="pseudo", table={key: _marked(said) for key, said in english().items()}
)


def unmarked(page: str, content: str) -> list[str]:
    """What a page's HTML shows that is in no mark and not in the `content`, nor a sign or number.

    A value within a marked text counts as marked.
    """
    shown = _Shown()
    shown.feed(page)
    found = {
        piece.strip(" ·.;()¶#▶…0123456789")
        for text in shown.bare
        for piece in re.split(r"[,:·“”]", text)
    }
    return sorted(one for one in found if _LETTER.search(one) and one not in content)


class _Shown(HTMLParser):
    """The pieces of a page's text, and of its attributes, that are in no mark."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bare: list[str] = []
        self._depth = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        given = dict(attrs)
        if tag != "meta" or given.get("name") == "description":
            for name in SEEN:
                if name in given and not self._depth:
                    self.bare += _outside(given[name] or "", 0)[0]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            pieces, self._depth = _outside(data, self._depth)
            self.bare += pieces


def _outside(text: str, depth: int) -> tuple[list[str], int]:
    """The pieces of a text that are in no mark, and how many marks are open at its end."""
    pieces = []
    for piece in re.split("([⟦⟧])", _SPACE.sub(" ", text)):
        if piece in ("⟦", "⟧"):
            depth += 1 if piece == "⟦" else -1
        elif not depth:
            pieces.append(piece)
    return pieces, depth


def words_of(*records: object) -> str:
    """Every text in some records, with a line between each two."""
    return "\n".join(_SPACE.sub(" ", text) for one in records for text in _texts(one))


def _texts(record: object) -> Iterator[str]:
    if isinstance(record, str):
        yield record
    elif is_dataclass(record):
        for field in fields(record):
            yield from _texts(getattr(record, field.name))
    elif isinstance(record, Mapping):
        for key, value in record.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(record, Iterable):
        for one in record:
            yield from _texts(one)
