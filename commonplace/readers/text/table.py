"""Transcripts in tables of Markdown: a row a turn, with its time, its voice and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from commonplace.markup import frontmatter
from commonplace.markup.blocks import Block, blocks
from commonplace.markup.clock import Stamp, cell_time
from commonplace.markup.columns import named, seen
from commonplace.model import Claim, Mark, Reader, Reading, Tracked
from commonplace.readers.edits import NamedEdit, edit_all
from commonplace.readers.text.captioned import SLOWEST, at_pace, linked_video
from commonplace.readers.text.label_styles import tidy
from commonplace.readers.text.talk import read_head

_CELL = re.compile(r"(?:[^|\\\n]|\\[^\n]|\\$)*+")
#: Columns that say nothing of what was said.
_ASIDE = frozenset(("", "#", "no", "no.", "nr", "id", "index", "line", "duration"))


class _Row(NamedTuple):
    """A row at `start` to `end`, with the span of its words, and what else it says of them."""

    start: int
    end: int
    words: tuple[int, int]
    time: float | None
    who: str


class _Table(NamedTuple):
    """A table at `start` to `end` and its rows, without the one that names the columns."""

    start: int
    end: int
    rows: tuple[_Row, ...]


def _claims(text: str, suffix: str) -> Claim:
    matter = frontmatter.split(text, "")
    if _tables(text[matter.end :]):
        return Claim(score=0.94)
    return Claim(score=0.1, why="it has no table of times and words")


@lru_cache(maxsize=2)  # a text is claimed before it is read
def _tables(text: str) -> tuple[_Table, ...]:
    """The tables of a text that are a talk, if they are most of it."""
    if "|" not in text:
        return ()
    found = [_table(text, block) for block in blocks(text) if block.kind == "table"]
    tables = tuple(table for table in found if table)
    rows = [row for table in tables for row in table.rows]
    times = [Stamp(row.words[0], row.words[0], row.time) for row in rows if row.time is not None]
    timed = 5 * len(times) >= 4 * len(rows)
    if timed and not at_pace(text, 0, times, SLOWEST):
        return ()
    length = sum(table.end - table.start for table in tables)
    return tables if 2 * length >= len(text) else ()


def _table(text: str, block: Block) -> _Table | None:
    """A block as the table of a talk; None if it is another."""
    lines: list[tuple[int, int, list[tuple[int, int]]]] = []
    at = block.start
    for line in text[block.start : block.end].split("\n"):
        lines.append((at, at + len(line), list(_cells(text, at, at + len(line)))))
        at += len(line) + 1
    cells = [[text[start:end].strip() for start, end in row] for _, _, row in lines]
    head, body = cells[0], cells[2:]
    columns = named(head)
    if "text" not in columns or not {"start", "who"} & set(columns):
        columns = seen(body)
    others = [place for place in range(len(head)) if place not in columns.values()]
    if not columns or any(_says(head[place], body, place) for place in others):
        return None
    rows = tuple(
        _Row(start, end, row[columns["text"]], _time(said, columns), _who(said, columns))
        for (start, end, row), said in zip(lines[2:], body, strict=True)
        if len(row) > columns["text"]
    )
    return _Table(block.start, block.end, rows) if rows else None


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a line of a table, without the bars at its ends."""
    at = start
    while at <= end:
        found = _CELL.match(text, at, end)
        last = found.end() if found else end
        outside = not text[at:last].strip() and (at == start or last >= end)
        if not outside:
            yield at, last
        at = last + 1


def _says(name: str, body: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a column that is neither time, voice nor words says anything."""
    return name.strip().lower() not in _ASIDE and any(
        row[place] for row in body if place < len(row)
    )


def _time(cells: Sequence[str], columns: dict[str, int]) -> float | None:
    place = columns.get("start", len(cells))
    return cell_time(cells[place]) if place < len(cells) else None


def _who(cells: Sequence[str], columns: dict[str, int]) -> str:
    place = columns.get("who", len(cells))
    return tidy(cells[place]) if place < len(cells) else ""


def _read(text: Tracked, file: str) -> Reading:
    head = read_head(text, file, READER.name)
    text, words = head.text, str(head.text)
    tables = _tables(words)
    voices = any(row.who for table in tables for row in table.rows)
    marks: list[Mark] = []
    edits: list[NamedEdit] = []
    for table in tables:
        at = table.start
        for row in table.rows:
            first, last = _trimmed(words, *row.words)
            if first == last:
                continue
            edits.append(
                NamedEdit(
                    at, first, ("\n\n" if voices else "\n") if at > table.start else "", "table"
                )
            )
            mark = Mark(at=text.source_offset(first), speaker=row.who or None, start=row.time)
            marks.append(replace(mark, new_voice=voices and not row.who))
            at = last
        edits.append(NamedEdit(at, table.end, "", "table"))
        if words[table.end :].strip():
            marks.append(Mark(at=text.source_offset(table.end)))
    spans = [(row.start, row.words[0]) for table in tables for row in table.rows]
    return replace(
        head,
        fields=linked_video(words, spans, head.fields),
        text=edit_all(text, edits),
        marks=tuple(marks),
        times=tuple((mark.at, mark.start) for mark in marks if mark.start is not None),
        rolling=not voices,
    )


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """A span without the spaces at its ends."""
    said = words[start:end]
    first = start + len(said) - len(said.lstrip())
    return first, max(first, start + len(said.rstrip()))


READER = Reader(name="table", claims=_claims, read=_read)
