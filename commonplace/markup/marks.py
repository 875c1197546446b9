"""Marks that replace finished HTML in a text until the text has been sanitised."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable
from typing import NamedTuple


class _Piece(NamedTuple):
    """Finished HTML, the words in it, and what it replaced."""

    page: str
    words: str
    raw: str


#: Any text's mark, with the hash of the text and the number of the piece.
_MARK = re.compile("\ue000([0-9a-f]{32})x([0-9]+)\ue001")
_PART = re.compile(rf"<(?:[^<>\"]|\"[^\"]*\")*>|{_MARK.pattern}")
_PARAGRAPH = re.compile(rf"<p>({_MARK.pattern})\n?</p>")


class Marks:
    """Replaces our own HTML with marks, and the marks with the HTML.

    A mark contains a hash of its text, so that no text can contain its own mark. It begins
    and ends with a character that is not a letter, because Markdown looks at what is next to
    its signs. In an attribute, a mark becomes its original text again: HTML there would end
    the attribute.

    >>> marks = Marks("say x")
    >>> page = f'<p title="{marks.put("<b>x</b>", "x", "x")}">{marks.put("<b>x</b>", "x", "x")}</p>'
    >>> marks.page(page)
    '<p title="x"><b>x</b></p>'
    """

    def __init__(self, text: str) -> None:
        self._hash = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._kept: list[_Piece] = []

    def put(self, page: str, words: str, raw: str) -> str:
        """A mark that replaces `raw` and stands for HTML with some words."""
        self._kept.append(_Piece(page, words, raw))
        return f"\ue000{self._hash}x{len(self._kept) - 1}\ue001"

    def page(self, page: str) -> str:
        """Sanitised HTML with the pieces instead of their marks."""
        return _PART.sub(self._shown, page) if self._kept else page

    def alone(self, page: str) -> str:
        """Sanitised HTML in which marks that fill a paragraph become blocks."""
        if not self._kept:
            return page
        return _PARAGRAPH.sub(lambda found: found[1] if found[2] == self._hash else found[0], page)

    def words(self, text: str) -> str:
        """Plain text with the words of the pieces instead of their marks."""
        return self._replaced(text, lambda piece: piece.words) if self._kept else text

    def _shown(self, found: re.Match[str]) -> str:
        if found[0].startswith("<"):
            return self._replaced(found[0], lambda piece: html.escape(piece.raw))
        return self._replaced(found[0], lambda piece: piece.page)

    def _replaced(self, text: str, by: Callable[[_Piece], str]) -> str:
        """A text with something of each piece in the place of its mark."""

        def shown(found: re.Match[str]) -> str:
            return by(self._kept[int(found[2])]) if found[1] == self._hash else found[0]

        return _MARK.sub(shown, text)
