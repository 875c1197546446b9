"""A talk that is written as quotations, turn by turn or as a whole, or in a box of a note.

Labels and times are looked for without the marks. A quotation in a talk keeps its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from commonplace.model import Edit

_MARK = re.compile(r" {0,3}>(?!>)[ \t]?")
#: The title of a box of Obsidian's or GitHub's, in the first line of a quotation.
_BOX = re.compile(r"\[!\w{1,20}\][+-]?[ \t]*(?P<title>[^\n]*)\Z")
#: What may stand between the quotations: nothing that somebody says.
_BETWEEN = re.compile(r"\s*\Z|#{1,6}[ \t]|[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*\Z")
_FEWEST = 3  #: lines
_TRANSCRIPT = re.compile(r"\b(?:transcript(?:ion)?|captions|subtitles)\b", re.I)


class Unquoted(NamedTuple):
    """The text without the marks, from where on it has none, and the edits that take them off."""

    words: str
    begin: int
    edits: tuple[Edit, ...]


def unquoted(text: str) -> Unquoted | None:
    """A text that ends in quotations, without their marks; None of any other text.

    Whoever writes between quotations or below them says that himself, so such text is left
    alone.

    >>> found = unquoted("A talk.\\n\\n> **Ada:** Yes.\\n\\n> **Bo:** No.\\n> So.")
    >>> found.words[found.begin :]
    '**Ada:** Yes.\\n\\n**Bo:** No.\\nSo.'
    >>> unquoted("> One.\\n> Two.\\n> Three.\\n\\nAnd so on.")
    """
    edits: list[Edit] = []
    at = len(text)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1 if at else 0
        line = text[start:at]
        if mark := _MARK.match(line):
            box = _BOX.match(line, mark.end())
            title = _heading(box["title"].strip(), text[:start]) if box else ""
            edits.append(Edit(start, at if box else start + mark.end(), title))
        elif not _BETWEEN.match(line):
            break
        at = start - 1
    if len(edits) < _FEWEST:
        return None
    edits.reverse()
    return without(text, edits)


def boxed(text: str) -> Unquoted | None:
    """A text without the marks of the box in it that says it is a transcript; None of others.

    What stands below the box is parted from it by a line across, since nobody in it says that.

    >>> boxed("> [!quote]- Transcript\\n> **Ada:** Yes.\\n> **Bo:** No.\\n\\nI was there.").words
    '## Transcript\\n\\n**Ada:** Yes.\\n**Bo:** No.\\n\\n***\\n\\nI was there.'
    """
    edits: list[Edit] = []
    at = 0
    for line in text.split("\n"):
        mark = _MARK.match(line)
        box = _BOX.match(line, mark.end()) if mark else None
        if box and not edits and _TRANSCRIPT.search(box["title"]):
            edits.append(Edit(at, at + len(line), _heading(box["title"].strip(), text[:at])))
        elif mark and not box and edits:
            edits.append(Edit(at, at + mark.end()))
        elif edits:
            break
        at += len(line) + 1
    if len(edits) < _FEWEST:
        return None
    if text[at:].strip() and not text[at:].lstrip().startswith("#"):
        edits.append(Edit(at - 1, at, "\n\n***\n"))
    return without(text, edits)


def without(text: str, edits: Sequence[Edit]) -> Unquoted:
    """A text without what some edits take out."""
    parts, last = [], 0
    for edit in edits:
        parts += [text[last : edit.start], edit.after]
        last = edit.end
    return Unquoted("".join([*parts, text[last:]]), edits[0].start, tuple(edits))


def _heading(title: str, above: str) -> str:
    """The title of a box as a heading, if it does not repeat one right above."""
    last = above.rstrip().rpartition("\n")[2].lstrip("#").strip()
    return f"## {title}\n" if title and title.casefold() != last.casefold() else ""
