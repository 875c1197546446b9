"""The rule for lines that begin with `#` and no space behind it: headings, tags, numbers.

Old Markdown programs take every such line for a heading and swallow the sign; most others take
none for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.blocks import touched, verbatim
from commonplace.model import Edit, Phrase

_GLUED = re.compile(
    r"^(?P<lead>[ \t]{0,12}(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]{1,4}){0,4})"
    r"(?P<marks>#{1,6})(?P<words>[^\s#][^\n]*)$",
    re.M,
)
_SPACED = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.M)
_TAG = re.compile(r"(?:^|[ \t])#\w")
_BLANK = re.compile(r"[ \t]*(?:\n|\Z)")


def _hashes(text: str, context: Context) -> Iterator[Edit]:
    """Headings get their space; before a tag or a number the sign is kept as a sign.

    >>> text = "##The pond\\n\\n#newts #frogs\\n"
    >>> [edit.after for edit in _hashes(text, Context(format="jekyll"))]
    [' ', '\\\\']
    """
    for match, heading in _glued(text):
        at = match.end("marks") if heading else match.start("marks")
        yield Edit(at, at, " " if heading else "\\")
        words = match["words"].rstrip()
        marks = match["marks"]
        if heading and len(marks) > 1 and words.endswith(marks):
            yield Edit(match.start("words") + len(words) - len(marks), match.end("words"))


def _glued(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """The lines that begin so, outside code, and whether each is a heading."""
    found = list(_GLUED.finditer(text))
    code = verbatim(text) if found else []
    strict = bool(_SPACED.search(text)) or not any(len(one["marks"]) > 1 for one in found)
    for one in found:
        if not any(touched(*one.span(), code)):
            yield one, _is_heading(text, one, strict=strict)


def _is_heading(text: str, found: re.Match[str], *, strict: bool) -> bool:
    """Whether a line is a heading; one sign alone also begins a tag, in a text that is `strict`."""
    words = found["words"]
    if found["lead"].strip() or len(found["lead"]) > 3 or not words[0].isalnum():
        return False
    if len(found["marks"]) > 1:
        return True
    above = max(0, found.start() - 1)
    line = text[text.rfind("\n", 0, above) + 1 : above]
    alone = not line.strip() and _BLANK.match(text, found.end() + 1)
    several = " " in words and not _TAG.search(words) and words[-1] not in ".,;"
    return bool(alone) and words[0].isupper() and (several or not strict)


def first_glued(text: str) -> str:
    """The words of a heading without a space that opens a text; empty if there is none."""
    for match, heading in _glued(text[:4_000]):
        opens = heading and len(match["marks"]) == 1 and not text[: match.start()].strip()
        return match["words"].rstrip("# \t") if opens else ""
    return ""


HASHES = Rule(
    id="hash",
    phrase=Phrase(
        "sign at the start of a line set apart or kept as a sign",
        "signs at the starts of lines set apart or kept as signs",
        moved=True,
    ),
    why="A heading needs a space behind its sign, and some Markdown programs take a tag for one.",
    formats=MARKDOWN - {"html"},
    find=_hashes,
)
