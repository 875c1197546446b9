"""Tables of what was said: which column holds the times, the voices and the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from commonplace.markup.clock import cell_time

#: What the columns are called, in the order in which names count.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "start": (
        "start",
        "start time",
        "start ms",
        "begin",
        "begin time",
        "from",
        "in",
        "time in",
        "timestamp",
        "timecode",
        "time code",
        "timespan",
        "time",
    ),
    "end": ("end", "end time", "end ms", "to", "stop", "out", "time out"),
    "text": (
        "text",
        "transcript",
        "transcription",
        "sentence",
        "words",
        "caption",
        "subtitle",
        "content",
        "utterance",
        "said",
    ),
    "who": ("speaker", "speaker name", "voice", "name", "who"),
}
_BRACKETED = re.compile(r"\([^()]{0,20}\)|\[[^\[\]]{0,20}\]")
_WHO = re.compile(r"\s*(?:\*\*)?[^\W\d_][^\n:;!?|]{0,40}\Z")
_FEWEST, _MOST = 3, 12  #: rows of a table without names, and its columns


class Row(NamedTuple):
    """A row at `start` to `end` of a text, with the places of its cells, without quotes."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


def split_rows(text: str, sign: str) -> Iterator[Row]:
    r"""The rows of a text whose cells are parted by a sign, as in CSV; blank ones are left out.

    >>> text = 'a,"b, c"\n\nd,e'
    >>> [[text[start:end] for start, end in row.cells] for row in split_rows(text, ",")]
    [['a', 'b, c'], ['d', 'e']]
    """
    cell = _cell(sign)
    at, start, cells = 0, 0, list[tuple[int, int]]()
    while at <= len(text):
        found = cell.match(text, at)
        assert found  # it may be empty
        cells.append(found.span("quoted" if found["quoted"] is not None else "plain"))
        at = found.end()
        if text[at : at + 1] == sign:
            at += 1
            continue
        if len(cells) > 1 or text[start:at].strip():
            yield Row(start, at, tuple(cells))
        at, cells = at + 1, []
        start = at


@lru_cache
def _cell(sign: str) -> re.Pattern[str]:
    return re.compile(
        rf'[ ]?"(?P<quoted>(?:[^"]|"")*+)"[ ]?(?={sign}|\n|\Z)|(?P<plain>[^{sign}\n]*)'
    )


def named(names: Sequence[str]) -> dict[str, int]:
    """The columns whose names say what they hold; the first name that fits counts.

    >>> named(["Speaker Name", "Start (s)", "Text"])
    {'start': 1, 'text': 2, 'who': 0}
    """
    plain = [
        " ".join(re.split(r"[\s_-]+", _BRACKETED.sub("", one.lower()))).strip() for one in names
    ]
    return {
        column: plain.index(name)
        for column, known in _NAMES.items()
        for name in reversed(known)
        if name in plain
    }


def is_talk(text: str) -> bool:
    """Whether the first line of a table in CSV names a column of times and one of words.

    >>> is_talk("Speaker,Start,Text\\nAda,0:01,Yes."), is_talk("Title,URL,Time\\n")
    (True, False)
    """
    first = text.lstrip()
    rows = [row for sign in ",;" for row in islice(split_rows(first, sign), 1)]
    names = ([first[start:end] for start, end in row.cells] for row in rows)
    return any({"start", "text"} <= set(named(row)) for row in names)


def seen(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """The columns of a table without names, from what is in them; none if it is no talk.

    >>> seen([["Ada", "0:05", "Good day."], ["Bo", "0:09", "Yes."], ["Ada", "0:14", "No, it is."]])
    {'start': 1, 'text': 2, 'who': 0}
    """
    width = max(map(len, rows), default=0)
    if len(rows) < _FEWEST or not 2 <= width <= _MOST:
        return {}
    columns = [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]
    times = [place for place, cells in enumerate(columns) if _mostly(map(cell_time, cells), cells)]
    rest = [place for place in range(width) if place not in times]
    if not times or not rest or len(times) > 2 or len(rest) > 2:
        return {}
    text = max(rest, key=lambda place: sum(len(cell.split()) for cell in columns[place]))
    who = [place for place in rest if place != text]
    if who and not _are_names(columns[who[0]]):
        return {}
    found = {"start": times[0], "text": text, **({"who": who[0]} if who else {})}
    return found | ({"end": times[1]} if len(times) > 1 else {})


def _mostly(values: Iterator[float | None], cells: Sequence[str]) -> bool:
    return 5 * sum(value is not None for value in values) >= 4 * len(cells)


def _are_names(cells: Sequence[str]) -> bool:
    """Whether cells hold names, of which some come again."""
    said = [cell.strip() for cell in cells if cell.strip()]
    names = all(_WHO.match(cell) and len(cell.split()) <= 5 for cell in said)
    return names and 0 < 2 * len(set(said)) <= len(said) + 1
