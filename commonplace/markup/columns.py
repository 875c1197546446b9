"""Tables of what was said: which column holds the times, the voices and the words.

Columns are known by their names; those whose names say nothing, by what is in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
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
        "word",
        "caption",
        "subtitle",
        "content",
        "utterance",
        "said",
    ),
    "who": ("speaker", "speaker name", "voice", "name", "who"),
}
#: What is in the name of a column of words, and names of columns of what is told and not said.
_OF_WORDS = re.compile(
    r"transcri|transkri|trascri|text|tekst|testo|script|caption|subtitle|speech|spoken|said|words"
    r"|utterance|sentence|message|文|字幕",
    re.I,
)
_TOLD = re.compile(
    r"titl|topic|subject|session|talk|event|abstract|descri|note|comment|task|activit|place"
    r"|locat|room|address|status|level|reason|action|summar|e-?mail|url|link|file|path",
    re.I,
)
_LOGGED = re.compile(r"\b(?:level|severity|logger|status|module)\b", re.I)
_BRACKETED = re.compile(r"\([^()]{0,20}\)|\[[^\[\]]{0,20}\]")
_WHO = re.compile(r"\s*(?:\*\*)?[^\W\d_][^\n:;!?|]{0,40}\Z")
_FEWEST, _MOST = 3, 12  #: rows of a table without names, and its columns
_SIGNS = ("\t", ",", ";")
_LOOKED_AT = 200  #: rows from which columns without names are known
#: Lines that are notes on the table and no rows of it.
_NOTE = re.compile(r"\s*(?://|#)")
_NUMBERS = re.compile(r"\d[\d.,:; ]{0,20}\Z")
_DAY_AND_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
#: Rows of Whisper's and of Audacity's without names; numbers of the latter have a fraction.
_WHOLE = re.compile(r"\d{1,12}\Z")
_LETTER = re.compile(r"[^\W\d_]")
_PART = re.compile(r"\d{1,6}\.\d{1,9}\Z")
_PLAIN: Mapping[str, int] = {"start": 0, "end": 1, "text": 2}
_TURN = 4  #: words on average, from which rows without times may be turns of a talk
#: Characters that a title may have in a script without capitals, and whom only speakers mean.
_SHORT_WITHOUT_CASE = 3
_SELF = re.compile(r"\b(?:I|[Ww]e|[Yy]ou)\b")
_SENTENCE = re.compile(r"[.?!…。？！-][\"”’)\]]*\s*\Z")


class RowOfCells(NamedTuple):
    """A row at `start` to `end` of a text, with the places of its cells, without quotes."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


def split_rows(text: str, sign: str) -> Iterator[RowOfCells]:
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
            yield RowOfCells(start, at, tuple(cells))
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


class TalkTable(NamedTuple):
    """The rows of a talk without the one that names the columns, the columns, and how many.

    `names` are those of the columns, if the table has them.
    """

    rows: tuple[RowOfCells, ...]
    columns: Mapping[str, int]
    width: int
    names: tuple[str, ...] = ()


def is_talk(text: str) -> bool:
    """Whether a text is a table in CSV of what was said.

    >>> is_talk("Speaker,Start,Text\\nAda,0:01,Yes."), is_talk("Title,URL,Time\\na,b,0:01")
    (True, False)
    """
    return talk_table(text, ".csv") is not None


@lru_cache(maxsize=2)  # a text is claimed before it is read
def talk_table(text: str, suffix: str) -> TalkTable | None:
    """The table of a talk that a text with a suffix is; None if it is none."""
    at = 0
    while _NOTE.match(first := text[at:].partition("\n")[0]) or (
        not first.strip() and at < len(text)
    ):
        at += len(first) + 1
    for sign in _SIGNS:
        if sign in first:
            rows = [row for row in split_rows(text, sign) if not _is_note(text, row)]
            if found := _with_names(text, rows) or _nameless(text, rows, sign, suffix):
                return found
    return None


def _is_note(text: str, row: RowOfCells) -> bool:
    return len(row.cells) == 1 and bool(_NOTE.match(text, row.start, row.end))


def cells_of(text: str, row: RowOfCells) -> list[str]:
    """The contents of a row's cells."""
    return [text[start:end] for start, end in row.cells]


def _with_names(text: str, rows: Sequence[RowOfCells]) -> TalkTable | None:
    """The table of a talk whose first row names its columns, some of them at least."""
    names, *body = [cells_of(text, row) for row in rows] or [[]]
    columns = named(names)
    if not body or not columns or any(map(_is_time, names)):
        return None
    if "text" not in columns and (said := _wordiest(body, {*columns.values()})) is not None:
        columns["text"] = said
    if "text" not in columns:
        return None
    if not any(map(_LETTER.search, _column(body, columns["text"]))):
        return None
    times = _column(body, columns["start"]) if "start" in columns else []
    timed = bool(times) and 2 * sum(map(_is_time, times)) >= len(body) and _are_of_a_day(times)
    if "who" in columns and not _are_voices(_column(body, columns["who"])):
        del columns["who"]
    guessed = columns["text"] not in named(names).values()
    if guessed and not (timed and _is_guess(names, body, columns, times)):
        return None
    if not (timed or _is_conversation(body, columns) or _is_alone(body, columns["text"])):
        return None
    if not timed:
        columns = {name: place for name, place in columns.items() if name in ("text", "who")}
    return TalkTable(tuple(rows[1:]), columns, len(names), tuple(names))


def _is_guess(
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    columns: Mapping[str, int],
    times: Sequence[str],
) -> bool:
    """Whether the wordiest column is what was said, by its name or beside voices.

    The words of a schedule or of a program's log stand beside times as well.
    """
    place = columns["text"]
    name = names[place] if place < len(names) else ""
    if "who" not in columns:
        spoken = bool(_OF_WORDS.search(name)) and not _LOGGED.search(",".join(names))
        return spoken and _rise(times)
    words = sum(len(cell.split()) for cell in _column(rows, place))
    return bool(_OF_WORDS.search(name)) or (not _TOLD.search(name) and words >= _TURN * len(rows))


def _column(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place] if place < len(row) else "" for row in rows]


def _wordiest(rows: Sequence[Sequence[str]], taken: set[int]) -> int | None:
    """The column with the most words, if they differ from row to row and are not just one."""
    width = max(map(len, rows))
    words = {
        place: sum(len(cell.split()) for cell in _column(rows, place))
        for place in range(width)
        if place not in taken
    }
    place = max(words, key=lambda one: words[one], default=None)
    if place is None or words[place] < 2 * len(rows):
        return None
    said = [cell for cell in _column(rows, place) if cell.strip()]
    return place if 2 * len(set(said)) >= len(said) else None


def _is_time(cell: str) -> bool:
    cell = cell.strip()
    return bool(_NUMBERS.match(cell) or _DAY_AND_TIME.match(cell)) or cell_time(cell) is not None


def _are_of_a_day(times: Sequence[str]) -> bool:
    """Whether times with days are those of one talk, which may go on past midnight."""
    days = {cell.strip()[:10] for cell in times if _DAY_AND_TIME.match(cell.strip())}
    return len(days) <= 2


def _rise(times: Sequence[str]) -> bool:
    """Whether times in numbers are not just those of the rows."""
    some = [cell.strip() for cell in times if cell.strip()]
    if not all(map(str.isdecimal, some)):
        return True
    steps = {int(two) - int(one) for one, two in pairwise(some)}
    return len(steps) > 1 and min(steps) >= 0


def _are_voices(cells: Sequence[str]) -> bool:
    """Whether cells name voices, wherever any of them does."""
    said = [" ".join(cell.split()) for cell in cells if cell.strip()]
    return all(len(cell) <= 60 and len(cell.split()) <= 6 for cell in said)


def _is_conversation(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> bool:
    """Whether a few voices come again, and what they say is sentences and a question."""
    if "who" not in columns or len(rows) < _FEWEST:
        return False
    voices = [cell.strip() for cell in _column(rows, columns["who"])]
    said = [cell.strip() for cell in _column(rows, columns["text"])]
    few = {voice for voice in voices if voice}
    words = sum(len(one.split()) for one in said)
    ended = sum(bool(_SENTENCE.search(one)) for one in said)
    asked = any("?" in one or "？" in one for one in said)
    turned = sum(one != two for one, two in pairwise(voices)) >= len(few)
    spoken = words >= _TURN * len(rows) and 2 * ended >= len(said)
    return 2 <= len(few) <= len(voices) / 2 and turned and asked and spoken


def _is_alone(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Whether nothing but words is in a table, and they are those of a talk.

    Lines of prose are no rows, whatever the first line is.
    """
    others = any(cell.strip() for row in rows for cell in (*row[:place], *row[place + 1 :]))
    words = sum(len(cell.split()) for cell in _column(rows, place))
    parted = all(len(row) > 1 for row in rows)
    return parted and not others and len(rows) >= _FEWEST and words >= _TURN * len(rows)


def _nameless(text: str, rows: Sequence[RowOfCells], sign: str, suffix: str) -> TalkTable | None:
    """The table of a talk without names for its columns."""
    cells = [cells_of(text, row) for row in rows]
    if sign != "\t" and suffix not in (".csv", ".tsv"):
        return None
    for number in (_WHOLE, _PART) if suffix == ".tsv" else (_PART,):
        enough = len(rows) > 2 * (number is _PART)
        if enough and all(_is_plain(row, number) for row in cells) and _go_on(cells):
            return TalkTable(tuple(rows), _PLAIN, len(_PLAIN))
    columns = seen(cells[:_LOOKED_AT])
    return TalkTable(tuple(rows), columns, max(columns.values()) + 1) if columns else None


def _is_plain(cells: Sequence[str], number: re.Pattern[str]) -> bool:
    return len(cells) > 2 and bool(
        number.match(cells[0]) and number.match(cells[1]) and cells[2].strip()
    )


def _go_on(cells: Sequence[Sequence[str]]) -> bool:
    """Whether numbers are starts and ends in order, and what stands behind them is said."""
    spans = [(float(row[0]), float(row[1])) for row in cells]
    ordered = all(start <= end for start, end in spans) and sorted(spans) == spans
    return ordered and _are_said([row[2] for row in cells])


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
    if (who and not _are_names(columns[who[0]])) or not _are_said(columns[text]):
        return {}
    found = {"start": times[0], "text": text, **({"who": who[0]} if who else {})}
    return found | ({"end": times[1]} if len(times) > 1 else {})


def _mostly(values: Iterator[float | None], cells: Sequence[str]) -> bool:
    return 5 * sum(value is not None for value in values) >= 4 * len(cells)


def _are_said(cells: Sequence[str]) -> bool:
    """Whether most cells are words of a talk, and not the names and titles of things.

    >>> _are_said(["so we went on", "to the weir"]), _are_said(["Ada Marsh", "The old weir"])
    (True, False)
    """
    said = [cell.strip() for cell in cells if cell.strip()]
    return bool(said) and 2 * sum(map(_is_said, said)) >= len(said)


def _is_said(cell: str) -> bool:
    """Whether a cell ends as a sentence or part of one, or begins within one."""
    first = _LETTER.search(cell)
    if not first:
        return False
    if _SENTENCE.search(cell) or cell[-1] in ",;:，、" or _SELF.search(cell):
        return True
    if first[0].lower() == first[0].upper():  # a script without capitals
        return len(cell) > _SHORT_WITHOUT_CASE
    return " " in cell and first[0].islower()


def _are_names(cells: Sequence[str]) -> bool:
    """Whether cells hold names, of which some come again."""
    said = [cell.strip() for cell in cells if cell.strip()]
    names = all(_WHO.match(cell) and len(cell.split()) <= 5 for cell in said)
    return names and 0 < 2 * len(set(said)) <= len(said) + 1
