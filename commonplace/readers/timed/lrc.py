"""Timed lyrics and captions (.lrc): `[00:12.50]words`, with fields such as `[ti:Title]` above.

What players accept is collected at https://en.wikipedia.org/wiki/LRC_(file_format): a line
that is sung again has several times, of which the first one counts here, and a time without
words clears the screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from commonplace.markup.clock import CLOCK, seconds
from commonplace.model import Claim, Place, Reader, Reading, Tracked
from commonplace.readers.edits import NamedEdit
from commonplace.readers.timed.cues import Line, lines_of
from commonplace.readers.timed.reading import Caption, as_reading

_STAMPED = re.compile(rf"[ \t]*(?P<stamps>(?:\[{CLOCK}\][ \t]?)+)")
_STAMP = re.compile(rf"\[(?P<time>{CLOCK})\]")
_WORD = re.compile(rf"(?P<time><{CLOCK}>)(?P<space>[ \t]*)")
_FIELD = re.compile(r"[ \t]*\[(?P<name>[A-Za-z#]{1,12}):(?P<value>[^\n\]]*)\][ \t]*\Z")
_NAMES = {"ti": "title", "ar": "author", "la": "language"}


def _claims(text: str, suffix: str) -> Claim:
    lines = [line.words for line in lines_of(text) if line.words.strip()]
    stamped = sum(1 for line in lines if _STAMPED.match(line))
    headed = bool(lines) and bool(_FIELD.match(lines[0]))
    if stamped and (suffix == ".lrc" or (headed and 2 * stamped > len(lines))):
        return Claim(score=0.97)
    score = 0.4 if suffix == ".lrc" else 0.0
    return Claim(score=score, why="it has no line like [00:12.50]words")


def _read(text: Tracked, file: str) -> Reading:
    lines = lines_of(str(text))
    fields: dict[str, object] = {}
    places: list[Place] = []
    shift = 0.0
    for line in lines:
        match = _FIELD.match(line.words)
        if match and match["name"].lower() == "offset":
            shift = _offset(match["value"])
        elif match:
            name, value = _NAMES.get(match["name"].lower(), ""), match["value"].strip()
            places.append(Place(line.start, line.end, name))
            if name and value:
                fields.setdefault(name, value)
    captions = list(_captions(lines, shift))
    inner = [edit for caption in captions for edit in _inner(str(text), caption)]
    return as_reading(
        text, captions, format=READER.name, file=file, inner=inner, fields=fields, places=places
    )


def _captions(lines: Sequence[Line], shift: float) -> Iterator[Caption]:
    """A caption for each line with a time; lines below it without one continue it."""
    heads = [(line, match) for line in lines if (match := _STAMPED.match(line.words))]
    first = heads[0][0].start if heads else lines[-1].end + 1
    for line in lines:
        if line.start < first and not _FIELD.match(line.words):
            yield Caption(line.start, line.start, line.end, None)
    for number, (line, match) in enumerate(heads):
        following = heads[number + 1] if number + 1 < len(heads) else None
        end = _begin(following[1], shift) if following else None
        start = _begin(match, shift)
        yield Caption(
            at=line.start,
            first=line.start + match.end(),
            last=following[0].start if following else lines[-1].end,
            start=start,
            # A line that is sung again comes before what is sung between.
            end=end if end is not None and start is not None and end >= start else start,
        )


def _inner(words: str, caption: Caption) -> Iterator[NamedEdit]:
    """Edits that remove the times of single words, with the space after them."""
    for match in _WORD.finditer(words, caption.first, caption.last):
        at = match.start()
        spaced = at == caption.first or words[at - 1].isspace() or not match["space"]
        stop = match.end() if words[match.end() : caption.last].strip() else match.end("time")
        yield NamedEdit(at, stop, "" if spaced else " ", "cue-tag")


def _begin(match: re.Match[str], shift: float) -> float | None:
    stamp = _STAMP.search(match["stamps"])
    time = seconds(stamp["time"]) if stamp else None
    return None if time is None else round(max(0.0, time - shift), 3)


def _offset(value: str) -> float:
    """Seconds by which all words come earlier, from a number of milliseconds."""
    match = re.match(r"\s*([+-]?\d{1,7})\s*\Z", value)
    return int(match[1]) / 1000 if match else 0.0


READER = Reader(name="lrc", claims=_claims, read=_read)
