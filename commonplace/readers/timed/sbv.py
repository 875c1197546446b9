"""SubViewer captions as YouTube exports them (.sbv): `0:00:01.000,0:00:04.000` above the words.

YouTube describes the format at https://support.google.com/youtube/answer/2734698; a line
may end with `[br]`.
"""

from __future__ import annotations

import re

from commonplace.markup.clock import CLOCK, seconds
from commonplace.model import Claim, Reader, Reading, Tracked
from commonplace.readers.edits import NamedEdit
from commonplace.readers.timed.cues import lines_of
from commonplace.readers.timed.reading import Caption, as_reading

_TIMES = re.compile(rf"[ \t]*(?P<start>{CLOCK}),[ \t]?(?P<end>{CLOCK})[ \t]*\Z")
_BREAK = re.compile(r"\[br\]", re.I)


def _claims(text: str, suffix: str) -> Claim:
    lines = [line.words for line in lines_of(text) if line.words.strip()]
    if lines and _TIMES.match(lines[0]):
        return Claim(score=0.97)
    if suffix == ".sbv" and any(map(_TIMES.match, lines)):
        return Claim(score=0.96)
    score = 0.4 if suffix == ".sbv" else 0.0
    return Claim(score=score, why="it has no line like 0:00:01.000,0:00:04.000")


def _read(text: Tracked, file: str) -> Reading:
    words = str(text)
    lines = lines_of(words)
    heads = [(line, match) for line in lines if (match := _TIMES.match(line.words))]
    stops = [line.start for line, _ in heads[1:]] + [len(words)] * bool(heads)
    # Words above the first time have no time, and are reported.
    captions = [Caption(0, 0, heads[0][0].start if heads else len(words), None)]
    captions += [
        Caption(
            at=line.start,
            first=min(line.end + 1, stop),
            last=stop,
            start=seconds(match["start"]),
            end=seconds(match["end"]),
        )
        for (line, match), stop in zip(heads, stops, strict=True)
    ]
    inner = [
        NamedEdit(*found.span(), "\n", "cue-tag")
        for caption in captions
        for found in _BREAK.finditer(words, caption.first, caption.last)
    ]
    return as_reading(text, captions, format=READER.name, file=file, inner=inner)


READER = Reader(name="sbv", claims=_claims, read=_read)
