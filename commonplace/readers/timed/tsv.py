"""Tables of captions with tab-separated columns, as Whisper writes them (.tsv).

The first line names the columns: a start, an end and the text, with a speaker in some.
Whisper's times are whole milliseconds; others are seconds, or times such as 0:01.5. Audacity's
labels have the same columns, without names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from commonplace.model import Claim, Reader, Reading, Tracked
from commonplace.readers.timed.cues import Line, cue_time, lines_of
from commonplace.readers.timed.reading import Caption, as_reading

_START = ("start", "start_ms", "start_time", "begin", "from")
_END = ("end", "end_ms", "end_time", "to", "stop")
_TEXT = ("text", "transcript", "sentence", "words", "caption")
_SPEAKER = ("speaker", "voice", "name")
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,9})?\Z")
_WHOLE = re.compile(r"\d{1,12}\Z")
_BARE = re.compile(r"\d{1,12}\t\d{1,12}\t[^\t\n]*\S")
#: A line of Audacity's labels; their numbers always have a fraction.
_LABEL = re.compile(r"\d{1,6}\.\d{1,9}\t\d{1,6}\.\d{1,9}\t[^\t\n]*\S")
_PLAIN: Mapping[str, int] = {"start": 0, "end": 1, "text": 2}


def _claims(text: str, suffix: str) -> Claim:
    lines = [line.words for line in lines_of(text) if line.words.strip()]
    if len(lines) > 1 and _columns(lines[0]):
        return Claim(score=0.97)
    if suffix == ".tsv" and lines and all(map(_BARE.match, lines)):
        return Claim(score=0.96)
    if len(lines) > 2 and all(map(_LABEL.match, lines)):
        return Claim(score=0.96)
    score = 0.4 if suffix == ".tsv" else 0.0
    return Claim(score=score, why="its first line does not name the columns start, end and text")


def _columns(line: str) -> dict[str, int] | None:
    """The numbers of the columns to read, from the line that names them."""
    names = [name.strip().lower() for name in line.split("\t")]
    found = {
        column: names.index(name)
        for column, known in (("start", _START), ("end", _END), ("text", _TEXT), ("who", _SPEAKER))
        for name in known[::-1]
        if name in names
    }
    return found if "start" in found and "text" in found else None


def _read(text: Tracked, file: str) -> Reading:
    lines = [line for line in lines_of(str(text)) if line.words.strip()]
    named = _columns(lines[0].words) if lines else None
    rows = lines[1:] if named else lines
    columns = named or _PLAIN
    captions = list(_captions(rows, columns))
    return as_reading(text, captions, format=READER.name, file=file)


def _captions(rows: Sequence[Line], columns: Mapping[str, int]) -> Iterator[Caption]:
    cells = [row.words.split("\t", max(columns.values())) for row in rows]
    times = [found for row in cells for found in (_cell(row, columns, "start"),) if found]
    unit = 1000 if all(map(_WHOLE.match, times)) else 1
    for line, row in zip(rows, cells, strict=True):
        # A line without a tab is in no column.
        place = columns["text"] if len(row) > 1 else 0
        if place >= len(row):
            continue
        first = line.start + sum(len(cell) + 1 for cell in row[:place])
        yield Caption(
            at=line.start,
            first=first,
            last=first + len(row[place]),
            start=_time(_cell(row, columns, "start"), unit) if len(row) > 1 else None,
            end=_time(_cell(row, columns, "end"), unit) if len(row) > 1 else None,
            speaker=_cell(row, columns, "who") or None,
        )


def _cell(row: Sequence[str], columns: Mapping[str, int], name: str) -> str:
    place = columns.get(name, len(row))
    return " ".join(row[place].split()) if place < len(row) else ""


def _time(words: str, unit: int) -> float | None:
    if _NUMBER.match(words):
        return round(float(words) / unit, 3)
    return cue_time(words)


READER = Reader(name="tsv", claims=_claims, read=_read)
