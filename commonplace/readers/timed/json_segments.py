"""The pieces of a transcript in JSON, with their times in seconds and their words in captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from commonplace.readers.timed.json_positions import Placed

#: Words a second. Nobody takes a minute for a word: such times are of a smaller unit.
_SLOWEST = 0.015
_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
#: Words are joined into captions that end with a sentence, a pause (seconds) or a number of words.
PAUSE, _LONGEST = 2.0, 40
_MOST = 31_536_000  #: seconds; a time beyond a year is a mistake
_DATES, _DAY = 100_000_000, 86_400  #: seconds; times from the first one on are dates
_AFTER = re.compile(r"[.,;:!?…)\]}»”’%]")
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """One timed piece of a transcript: the strings it is made of, in order.

    `gaps[n]` is what goes before string *n*, and `starts[n]` when that is said, if each
    string has a time. `timed` says whether the file gives it a time, valid or not; `rolls`
    whether it overlaps its neighbours by nature.
    """

    words: tuple[Placed, ...]
    gaps: tuple[str, ...]
    starts: tuple[float | None, ...] = ()
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    timed: bool = False
    rolls: bool = False


def following(pieces: Sequence[Segment]) -> Iterator[Segment]:
    """The pieces; one that gives no time but its end starts where the one before it ends."""
    end: float | None = 0.0
    for piece in pieces:
        bare = piece.start is None and piece.end is not None
        yield replace(piece, start=end) if bare else piece
        end = piece.end


def since_first(pieces: list[Segment], unit: float) -> list[Segment]:
    """The pieces with times since the first of them, where those of the file are dates.

    Times of several days are not those of a recording.
    """
    starts = [piece.start for piece in pieces if piece.start is not None]
    first = min(starts, default=0.0)
    if first < _DATES * unit:
        return pieces
    if max(starts) - first > _DAY * unit:
        return [replace(piece, start=None, end=None, timed=False) for piece in pieces]
    return [
        replace(
            piece,
            start=None if piece.start is None else piece.start - first,
            end=None if piece.end is None or piece.end < first else piece.end - first,
        )
        for piece in pieces
    ]


def scaled(piece: Segment, unit: float) -> Segment:
    """A piece with its times in seconds, to the millisecond."""
    return replace(piece, start=in_seconds(piece.start, unit), end=in_seconds(piece.end, unit))


def in_seconds(time: float | None, unit: float) -> float | None:
    """A time in seconds; None for none, and for one that is a mistake."""
    return round(time / unit, 3) if time is not None and time / unit < _MOST else None


def count(pieces: Sequence[Segment]) -> int:
    """How many words some pieces have."""
    return sum(len(word.split()) for piece in pieces for word in piece.words)


def unit_of(pieces: Sequence[Segment]) -> int:
    """How many of the file's units make a second."""
    times = [time for piece in pieces for time in (piece.start, piece.end) if time]
    if not times or not all(time.is_integer() for time in times):
        return 1
    lasts = [
        piece.end - piece.start
        for piece in pieces
        if piece.start is not None and piece.end is not None and piece.end > piece.start
    ]
    span = sum(lasts) if lasts else max(times) - min(times)
    words = count(pieces)
    return next((unit for unit in _UNITS if unit * words >= _SLOWEST * span), 1)


def sentences(pieces: Sequence[Segment], borders: frozenset[int]) -> Iterator[Segment]:
    """Single-word pieces, joined into captions."""
    # Whisper's words bring their own spaces; those of others have to be set apart.
    spaced = any(piece.words[0].startswith(" ") for piece in pieces[1:])
    run: list[Segment] = []
    for number, piece in enumerate(pieces):
        if run and (number in borders or _ends(run, piece)):
            yield _joined(run, spaced=spaced)
            run = []
        run.append(piece)
    if run:
        yield _joined(run, spaced=spaced)


def _ends(run: Sequence[Segment], coming: Segment) -> bool:
    last = run[-1]
    # A sign of punctuation has neither a voice nor a time of its own.
    if not any(map(str.isalnum, coming.words[0])):
        return False
    pause = 0.0
    if last.end is not None and coming.start is not None:
        pause = coming.start - last.end
    return (
        coming.speaker != run[0].speaker
        or last.words[0].rstrip().endswith((".", "?", "!", "。", "？", "！"))
        or pause > PAUSE
        or len(run) >= _LONGEST
    )


def _joined(run: Sequence[Segment], *, spaced: bool) -> Segment:
    gaps = [""]
    for before, after in pairwise(run):
        gaps.append("" if spaced else gap(before.words[0], after.words[0]))
    ends = [piece.end for piece in run if piece.end is not None]
    starts = [piece.start for piece in run if piece.start is not None]
    return Segment(
        words=tuple(piece.words[0] for piece in run),
        gaps=tuple(gaps),
        starts=tuple(piece.start for piece in run),
        start=starts[0] if starts else None,
        end=ends[-1] if ends else None,
        speaker=run[0].speaker,
        timed=any(piece.timed for piece in run),
    )


def gap(before: str, after: str) -> str:
    """What goes between two strings that follow one another: a space, or nothing."""
    if before[-1:].isspace() or after[:1].isspace() or _AFTER.match(after):
        return ""
    return "" if _CJK.match(before[-1:]) and _CJK.match(after[:1]) else " "
