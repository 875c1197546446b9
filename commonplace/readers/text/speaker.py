"""Transcripts in Markdown or plain text, turn by turn under speaker labels."""

from __future__ import annotations

from commonplace.markup import frontmatter
from commonplace.model import Claim, Reader, Reading, Tracked
from commonplace.readers.text import talk


def _claims(text: str, suffix: str) -> Claim:
    matter = frontmatter.split(text, "")
    if talk.dialogue(talk.laid_bare(text)[0], matter.end, talk.credited(matter.fields)):
        return Claim(score=0.9)
    return Claim(score=0.1, why="no speaker's name is repeated at the start of a line")


def _read(text: Tracked, file: str) -> Reading:
    return talk.read_markdown(text, file, READER.name)


READER = Reader(name="speaker", claims=_claims, read=_read)
