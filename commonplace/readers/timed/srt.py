"""SubRip captions (.srt), the format with no specification.

What players accept is described at https://docs.fileformat.com/video/srt/ and by
the habits of editors: cues with a number, a time and lines of text. Numbers may
be missing or wrong, blank lines lost, and commas written as dots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commonplace.model import Claim, Reader, Reading, Tracked
from commonplace.readers.timed.checks import check_times, check_words
from commonplace.readers.timed.cues import (
    CueBlock,
    Line,
    drop_tags,
    is_timing,
    lines_of,
    strays,
    take_apart,
)
from commonplace.readers.timed.rolling import unroll
from commonplace.readers.timed.voices import are_named, find_speakers, marks_of, times_of


def _claims(text: str, suffix: str) -> Claim:
    lines = [line.words.strip() for line in lines_of(text) if line.words.strip()]
    if lines and lines[0].startswith("WEBVTT"):
        return Claim(score=0.1, why="it begins with WEBVTT")
    if not any(map(is_timing, lines)):
        score = 0.4 if suffix == ".srt" else 0.0
        return Claim(score=score, why="it has no line like 00:00:01,000 --> 00:00:04,000")
    first = lines[1] if lines[0].isdecimal() and len(lines) > 1 else lines[0]
    if is_timing(first):
        return Claim(score=0.97)
    if suffix == ".srt":
        return Claim(score=0.96)
    return Claim(score=0.3, why="it begins neither with a cue's number nor with its time")


def _read(text: Tracked, file: str) -> Reading:
    lines = lines_of(str(text))
    heads = list(_blocks(lines))
    blocks = sorted([*heads, *strays(lines, heads)], key=lambda block: block.first)
    diagnostics = check_words(lines, blocks, file)
    text, cues = take_apart(text, blocks)
    text = drop_tags(text)
    text, rolling = unroll(text, cues)
    text, points = find_speakers(text, cues)
    return Reading(
        format=READER.name,
        text=text,
        marks=marks_of(text, cues, points),
        times=times_of(text, cues),
        markdown=False,
        rolling=not any(point.speaker for point in points),
        diagnostics=(*diagnostics, *check_times(cues, file, overlap=rolling or are_named(points))),
    )


def _blocks(lines: Sequence[Line]) -> Iterator[CueBlock]:
    """The cue heads: each time, with the number above it if there is one.

    A line of digits directly above a time is the cue's number, even if the blank line before
    it is missing; further up it has to be alone. The number itself does not matter.
    """
    for number, line in enumerate(lines):
        if is_timing(line.words):
            first = number
            while first > 0 and not lines[first - 1].words.strip():
                first -= 1
            alone = first < 2 or not lines[first - 2].words.strip()
            numbered = first > 0 and lines[first - 1].words.strip().isdecimal()
            counts = numbered and (alone or first == number)
            yield CueBlock("cue-time", first - 1 if counts else number, number + 1)


READER = Reader(name="srt", claims=_claims, read=_read)
