"""Chats as written by `commonplace.unpack`: a label for each turn.

Every label counts: names in chats may be anything, and somebody may write only once, so names
need not recur.
"""

from __future__ import annotations

import re

from commonplace.model import Claim, Reader, Reading, Tracked
from commonplace.readers.text import talk
from commonplace.readers.text.label_styles import Label

_HEAD = re.compile(r"---\n(?:[a-z]{1,20}: [^\n]*\n){1,3}tags:\n- chat\n---\n\n(?:## |\*\*)")
_LABEL = re.compile(r"^\*\*(?P<name>[^*:\n]{1,100}):\*\* ", re.M)


def _claims(text: str, suffix: str) -> Claim:
    if _HEAD.match(text) and _LABEL.search(text):
        return Claim(score=0.97)
    return Claim(score=0.0, why="its front matter does not end with the tag `chat` alone")


def _labels(text: str) -> tuple[Label, ...]:
    return tuple(
        Label(start=one.start(), end=one.end(), speaker=one["name"], said=one["name"])
        for one in _LABEL.finditer(text)
    )


def _read(text: Tracked, file: str) -> Reading:
    return talk.read_markdown(text, file, READER.name, _labels)


READER = Reader(name="chat", claims=_claims, read=_read)
