"""Newsletter posts that went through pandoc: fenced divs, escapes, footnote anchors."""

from __future__ import annotations

import re

from commonplace.model import Claim, Reader, Reading, Tracked
from commonplace.readers.text import talk

#: What pandoc leaves when it turns a newsletter's HTML into Markdown. Any two will do. A text
#: has what comes first where it has the sign, which takes longer to look for.
_SIGNS = tuple(
    (first, re.compile(pattern, re.M))
    for first, pattern in (
        (":::", r"^:{3,}[ \t]*[\w{]"),
        ("", r"component-name=|ToDOM\""),
        ("{#footnote", r"\{#footnote(?:-anchor)?-"),
        ("---", r"\A---\n(?:[^\n]*\n){0,40}?(?:post_id|audience|email_sent_at):"),
        ("\\", r"\w\\['\"]\w"),
    )
)


def _claims(text: str, suffix: str) -> Claim:
    found = sum(1 for first, sign in _SIGNS if first in text and sign.search(text))
    if found >= 2:
        return Claim(score=0.95)
    return Claim(
        score=0.4 * found,
        why="it has no fenced divs, escaped quotes, footnote anchors or newsletter fields",
    )


def _read(text: Tracked, file: str) -> Reading:
    return talk.read_markdown(text, file, READER.name)


READER = Reader(name="substack", claims=_claims, read=_read)
