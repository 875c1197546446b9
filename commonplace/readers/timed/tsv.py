"""Tables of captions, with tabs or commas between columns, as Whisper and editors write them.

The first line names the columns: a start, an end and the text, with a speaker in some.
Whisper's times are whole milliseconds; others are seconds, or times such as 0:01.5. Audacity's
labels have the same columns, without names; other tables without names are known by what is in
their columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from commonplace.markup.clock import cell_time
from commonplace.markup.columns import Row, named, seen, split_rows
from commonplace.model import Claim, Reader, Reading, Tracked
from commonplace.readers.edits import NamedEdit
from commonplace.readers.timed.cues import cue_time
from commonplace.readers.timed.reading import Caption, as_reading

_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,9})?\Z")
_WHOLE = re.compile(r"\d{1,12}\Z")
_BARE = re.compile(r"\d{1,12}\t\d{1,12}\t[^\t\n]*\S")
#: A line of Audacity's labels; their numbers always have a fraction.
_LABEL = re.compile(r"\d{1,6}\.\d{1,9}\t\d{1,6}\.\d{1,9}\t[^\t\n]*\S")
_PLAIN: Mapping[str, int] = {"start": 0, "end": 1, "text": 2}
#: The frame at the end of an editor's time.
_FRAMES = re.compile(r"(?<=\d\d:\d\d:\d\d)[:;]\d\d\Z")
_SIGNS = ("\t", ",", ";")
_LOOKED_AT = 200  #: rows from which columns without names are known


class _Table(NamedTuple):
    """The rows of a table, without the one that names its columns, its columns, and how many."""

    rows: Sequence[Row]
    columns: Mapping[str, int]
    width: int


def _claims(text: str, suffix: str) -> Claim:
    if _table(text, suffix):
        return Claim(score=0.97)
    score = 0.4 if suffix in (".tsv", ".csv") else 0.0
    return Claim(score=score, why="its first line does not name the columns start, end and text")


def _table(text: str, suffix: str = ".tsv") -> _Table | None:
    """The table that a text is, if its columns are known."""
    first = text.lstrip().partition("\n")[0]
    for sign in _SIGNS:
        if sign not in first:
            continue
        rows = list(split_rows(text, sign))
        columns = named(_cells(text, rows[0]))
        if "start" in columns and "text" in columns and len(rows) > 1:
            timed = sum(_is_time(text, row, columns["start"]) for row in rows[1:])
            return (
                _Table(rows[1:], columns, len(rows[0].cells))
                if 2 * timed >= len(rows) - 1
                else None
            )
        if sign == "\t":
            return _nameless(text, rows, suffix)
    return None


def _nameless(text: str, rows: Sequence[Row], suffix: str) -> _Table | None:
    """A table without names for its columns, which tabs part."""
    lines = [text[row.start : row.end] for row in rows]
    if suffix == ".tsv" and all(map(_BARE.match, lines)):
        return _Table(rows, _PLAIN, len(_PLAIN))
    if len(rows) > 2 and all(map(_LABEL.match, lines)):
        return _Table(rows, _PLAIN, len(_PLAIN))
    columns = seen([_cells(text, row) for row in rows[:_LOOKED_AT]])
    return _Table(rows, columns, max(columns.values()) + 1) if columns else None


def _is_time(text: str, row: Row, place: int) -> bool:
    return place < len(row.cells) and _time(text[slice(*row.cells[place])], 1) is not None


def _cells(text: str, row: Row) -> list[str]:
    return [text[start:end] for start, end in row.cells]


def _read(text: Tracked, file: str) -> Reading:
    words = str(text)
    captions = list(_captions(words, _table(words) or _Table((), _PLAIN, 0)))
    inner = [
        NamedEdit(one.first + match.start(), one.first + match.end(), '"', "cue-tag")
        for one in captions
        if words[one.first - 1 : one.first] == '"'
        for match in re.finditer('""', words[one.first : one.last])
    ]
    return as_reading(text, captions, format=READER.name, file=file, inner=inner)


def _captions(words: str, table: _Table) -> Iterator[Caption]:
    rows, columns, width = table
    cells = [_cells(words, row) for row in rows]
    times = [found for row in cells for found in (_cell(row, columns, "start"),) if found]
    unit = 1000 if all(map(_WHOLE.match, times)) else 1
    for row, said in zip(rows, cells, strict=True):
        # A line without a second cell is in no column.
        place = columns["text"] if len(said) > 1 else 0
        if place >= len(said):
            continue
        first, last = row.cells[place]
        yield Caption(
            at=row.start,
            first=first,
            # Words in the last column may hold its sign.
            last=row.end if place == width - 1 < len(said) - 1 else last,
            start=_time(_cell(said, columns, "start"), unit) if len(said) > 1 else None,
            end=_time(_cell(said, columns, "end"), unit) if len(said) > 1 else None,
            speaker=_cell(said, columns, "who") or None,
        )


def _cell(row: Sequence[str], columns: Mapping[str, int], name: str) -> str:
    place = columns.get(name, len(row))
    return " ".join(row[place].split()) if place < len(row) else ""


def _time(words: str, unit: int) -> float | None:
    words = _FRAMES.sub("", words.strip())
    if _NUMBER.match(words):
        return round(float(words) / unit, 3)
    found = cue_time(words)
    return cell_time(words) if found is None else found


READER = Reader(name="tsv", claims=_claims, read=_read)
