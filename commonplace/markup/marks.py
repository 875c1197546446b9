"""Marks that replace finished HTML in a text until the text has been sanitised."""

from __future__ import annotations

import hashlib
import html
import re
from typing import NamedTuple


class _Piece(NamedTuple):
    """Finished HTML, the words in it, and what it replaced."""

    page: str
    words: str
    raw: str


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
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._begin = f"\ue000{digest}x"
        self._mark = re.compile(f"{self._begin}(\\d+)\ue001")
        self._part = re.compile(rf"<(?:[^<>\"]|\"[^\"]*\")*>|{self._mark.pattern}")
        self._paragraph = re.compile(rf"<p>({self._begin}\d+\ue001)\n?</p>")
        self._kept: list[_Piece] = []

    def put(self, page: str, words: str, raw: str) -> str:
        """A mark that replaces `raw` and stands for HTML with some words."""
        self._kept.append(_Piece(page, words, raw))
        return f"{self._begin}{len(self._kept) - 1}\ue001"

    def page(self, page: str) -> str:
        """Sanitised HTML with the pieces instead of their marks."""
        return self._part.sub(self._shown, page) if self._kept else page

    def alone(self, page: str) -> str:
        """Sanitised HTML in which marks that fill a paragraph become blocks."""
        return self._paragraph.sub(r"\1", page) if self._kept else page

    def words(self, text: str) -> str:
        """Plain text with the words of the pieces instead of their marks."""
        return self._mark.sub(lambda found: self._kept[int(found[1])].words, text)

    def _shown(self, found: re.Match[str]) -> str:
        if found[1]:
            return self._kept[int(found[1])].page
        return self._mark.sub(lambda mark: html.escape(self._kept[int(mark[1])].raw), found[0])
