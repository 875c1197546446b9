"""Tables of captions, with tabs or commas between columns, as Whisper and editors write them.

The first line may name the columns; `commonplace.markup.columns` finds what they hold.
Whisper's times are whole milliseconds; others are seconds, times such as 0:01.5, or the day and
time at which something was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath

from commonplace.markup.clock import cell_time
from commonplace.markup.columns import TalkTable, cells_of, talk_table
from commonplace.model import Claim, Reader, Reading, Tracked
from commonplace.readers.edits import NamedEdit
from commonplace.readers.timed.cues import cue_time
from commonplace.readers.timed.reading import Caption, as_reading

_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,9})?\Z")
_WHOLE = re.compile(r"\d{1,12}\Z")
#: The frame at the end of an editor's time.
_FRAMES = re.compile(r"(?<=\d\d:\d\d:\d\d)[:;]\d\d\Z")
_DATED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
#: How the name of a column says that its times are thousandths, or that they are seconds.
_THOUSANDTHS = re.compile(r"(?<![a-z])(?:ms|millis|msecs?|milliseconds?)(?![a-z])", re.I)
_SECONDS = re.compile(r"(?<![a-z])(?:s|secs?|seconds?)(?![a-z])", re.I)
_SINCE = 100_000_000  #: seconds, from which times are dates
_SLOWEST = 0.015  #: words a second; nobody takes a minute for one


def _claims(text: str, suffix: str) -> Claim:
    if talk_table(text, suffix):
        return Claim(score=0.97)
    score = 0.4 if suffix in (".tsv", ".csv") else 0.0
    return Claim(score=score, why="no columns of it are the times, voices and words of a talk")


def _read(text: Tracked, file: str) -> Reading:
    words = str(text)
    suffix = PurePosixPath(file).suffix.lower()
    table = talk_table(words, suffix) or TalkTable((), {"text": 0}, 0)
    captions = list(_captions(words, table))
    inner = [
        NamedEdit(one.first + match.start(), one.first + match.end(), '"', "cue-tag")
        for one in captions
        if words[one.first - 1 : one.first] == '"'
        for match in re.finditer('""', words[one.first : one.last])
    ]
    fields = {"date": day} if (day := _day(words, table)) else {}
    return as_reading(
        text,
        captions,
        format=READER.name,
        file=file,
        inner=inner,
        fields=fields,
        timed="start" in table.columns or not table.rows,
    )


def _day(words: str, table: TalkTable) -> str:
    """The day of the first time, if times are those of a day."""
    first = cells_of(words, table.rows[0]) if table.rows else []
    time = _cell(first, table.columns, "start")
    return time[:10] if _DATED.match(time) and _time(time, 1) is not None else ""


def _captions(words: str, table: TalkTable) -> Iterator[Caption]:
    rows, columns, width, _ = table
    cells = [cells_of(words, row) for row in rows]
    unit = _unit(cells, table)
    times = [_time(_cell(said, columns, "start"), unit) for said in cells]
    dates = [one for one in times if one and one > _SINCE]
    since = min(dates, default=0.0)
    for row, said, start in zip(rows, cells, times, strict=True):
        # A line without a second cell is in no column.
        place = columns["text"] if len(said) > 1 else 0
        if place >= len(said):
            continue
        first, last = row.cells[place]
        end = _time(_cell(said, columns, "end"), unit) if len(said) > 1 else None
        yield Caption(
            at=row.start,
            first=first,
            # Words in the last column may hold its sign.
            last=row.end if place == width - 1 < len(said) - 1 else last,
            start=None if len(said) < 2 else _after(since, start),
            end=_after(since, end),
            speaker=_cell(said, columns, "who") or None,
        )


def _after(since: float, time: float | None) -> float | None:
    """How long after the first date a time is; one that is no date is kept, unless below zero."""
    if time is None or time < 0:
        return None
    return round(time - since if time >= since else time, 3)


def _unit(cells: Sequence[Sequence[str]], table: TalkTable) -> int:
    """How many of the table's units make a second."""
    columns = table.columns
    times = [found for row in cells if (found := _cell(row, columns, "start"))]
    if not times or not all(map(_WHOLE.match, times)):
        return 1
    name = table.names[columns["start"]] if table.names else ""
    if _THOUSANDTHS.search(name) or _SECONDS.search(name):
        return 1000 if _THOUSANDTHS.search(name) else 1
    words = sum(len(_cell(row, columns, "text").split()) for row in cells)
    ends = [int(found) for row in cells if _WHOLE.match(found := _cell(row, columns, "end"))]
    span = max([*map(int, times), *ends]) - int(times[0])
    return 1000 if _SLOWEST * span > words else 1


def _cell(row: Sequence[str], columns: Mapping[str, int], name: str) -> str:
    place = columns.get(name, len(row))
    return " ".join(row[place].split()) if place < len(row) else ""


def _time(words: str, unit: int) -> float | None:
    words = _FRAMES.sub("", words.strip())
    if _NUMBER.match(words):
        return round(float(words) / unit, 3)
    if _DATED.match(words):
        try:
            date = datetime.fromisoformat(words)
        except ValueError:
            return None
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    found = cue_time(words)
    return cell_time(words) if found is None else found


READER = Reader(name="tsv", claims=_claims, read=_read)
