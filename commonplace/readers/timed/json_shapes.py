"""Where the transcript is in a JSON file: the list of timed texts in it, whatever it is called.

Speech recognisers, caption services and the scripts around them all write a list of pieces of
text with a time each; they differ in the names of the keys, in how deep the list is, in
seconds or milliseconds, and in whether a piece is a sentence or a word. So the shape is not
looked up by program: every list in the file is a candidate, and the best one (sentences
before words, voices before none, most words) is the transcript.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from commonplace.markup.entities import visible
from commonplace.readers.timed.json_keys import (
    KNOWN,
    best_of,
    has_time,
    has_unit,
    keys_of,
    plain_key,
    speaker_of,
    text_of,
    time_of,
    times_in,
)
from commonplace.readers.timed.json_positions import Placed

#: Keys of lists that are transcripts even where no time is given.
_CONTAINERS = frozenset(
    "segments turns utterances monologues transcript sentences captions dialogue dialog "
    "conversation".split()
)
#: Keys of a text that is a whole transcript, whatever else is beside it.
_WHOLE = ("transcript", "transcription", "fulltranscript", "fulltext", "transcripttext")
_FEW = 20  #: words, below which such a text may be something else
#: What recognisers write beside a transcript that is one text.
_ASIDE = frozenset("text language duration segments chunks task usage words logprobs".split())
#: A piece of a list of words is one word; so many of them have to be.
_MOSTLY = 0.8
#: Words a second. Nobody takes a minute for a word: such times are of a smaller unit.
_SLOWEST = 0.015
_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
#: Words are joined into captions that end with a sentence, a pause (seconds) or a number of words.
_PAUSE, _LONGEST = 2.0, 40
_MOST = 31_536_000  #: seconds; a time beyond a year is a mistake
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


@dataclass(frozen=True, kw_only=True)
class Found:
    """The segments, the list they come from, and the keys that lead to it.

    The `keys` include those of everything read beside the words: times, voices.
    """

    segments: tuple[Segment, ...]
    listed: Sequence[object] = ()
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """A list of pieces; `borders` are the numbers of those that begin a parent."""

    pieces: tuple[Segment, ...]
    listed: Sequence[object]
    borders: frozenset[int] = frozenset()

    @property
    def words(self) -> int:
        return _count(self.pieces)

    @property
    def by_word(self) -> bool:
        """Whether the pieces are single words."""
        short = sum(len(piece.words[0].split()) <= 1 for piece in self.pieces)
        starts = [piece.start for piece in self.pieces if piece.start is not None]
        quick = sum(0 <= after - before <= _PAUSE for before, after in pairwise(starts))
        return short >= _MOSTLY * len(self.pieces) and quick >= max(4, _MOSTLY * (len(starts) - 1))

    @property
    def timed(self) -> bool:
        """Whether most pieces have a time, marks of punctuation aside."""
        spoken = [piece for piece in self.pieces if any(map(str.isalnum, piece.words[0]))]
        return 2 * sum(piece.timed for piece in spoken) >= max(1, len(spoken))

    @property
    def worth(self) -> tuple[bool, bool, bool, int]:
        voices = any(piece.speaker for piece in self.pieces)
        return (self.timed, not self.by_word, voices, self.words)


def find(value: object) -> Found | None:
    """The transcript in a JSON value of `json_positions.parse`; None if there is none.

    >>> from commonplace.readers.timed.json_positions import parse
    >>> found = find(parse('{"turns": [{"who": 1, "text": "Hi.", "startMs": 1500}]}').value)
    >>> found.segments[0].words, found.segments[0].start
    (('Hi.',), 1.5)
    """
    found = _found(value)
    return replace(found, keys=frozenset(_keys_to(value, found.segments))) if found else None


def _found(value: object) -> Found | None:
    events = value.get("events") if isinstance(value, dict) else None
    if isinstance(events, list) and any(words_of(event) for event in events):
        rolled = [_event(event) for event in events if isinstance(event, dict)]
        return Found(segments=tuple(rolled), listed=events)
    best = _best(list(_candidates(value)))
    if best is None:
        whole = _whole(value) if isinstance(value, dict) else None
        return Found(segments=(Segment(words=(whole,), gaps=("",)),)) if whole else None
    names = _names(value)
    pieces = [replace(piece, speaker=_named(piece.speaker, names)) for piece in best.pieces]
    segments = _sentences(pieces, best.borders) if best.by_word else pieces
    return Found(segments=tuple(segments), listed=best.listed)


def _whole(value: Mapping[str, object]) -> Placed | None:
    """The one text that is the whole transcript of a file."""
    words = value.get("text")
    if isinstance(words, Placed) and _ASIDE.issuperset(value):
        return words
    some = (one for key, one in value.items() if plain_key(key) in _WHOLE)
    return next((one for one in some if isinstance(one, Placed) and len(one.split()) >= _FEW), None)


def _best(candidates: Sequence[_Candidate]) -> _Candidate | None:
    """The list that is the transcript. One that lacks many of its words is not it."""
    most = max((one.words for one in candidates if one.timed), default=0)
    whole = [one for one in candidates if not one.timed or 3 * one.words >= 2 * most]
    return max(whole, key=lambda one: one.worth, default=None)


def _keys_to(value: object, segments: Sequence[Segment]) -> Iterator[str]:
    """The keys on the way to the words of the segments, and to their times and voices."""
    wanted = {word.start for segment in segments for word in segment.words}
    waiting: list[tuple[object, tuple[str, ...]]] = [(value, ())]
    while waiting:
        one, path = waiting.pop()
        if isinstance(one, dict):
            yield from (key for key in one if plain_key(key) in KNOWN)
            waiting += [(inner, (*path, key)) for key, inner in one.items()]
        elif isinstance(one, list):
            waiting += [(inner, path) for inner in one]
        elif isinstance(one, Placed) and one.start in wanted:
            yield from path


def is_chapters(value: object) -> bool:
    """Whether this is a file of chapters as Podcasting 2.0 has them."""
    chapters = value.get("chapters") if isinstance(value, dict) else None
    return isinstance(chapters, list) and any(
        isinstance(one, dict) and "startTime" in one for one in chapters
    )


def has_text(one: Mapping[str, object]) -> bool:
    """Whether an object of a list holds words of a transcript, itself or in a list of its own."""
    return text_of(keys_of(one)) is not None or bool(_inner(one))


# Candidates ---------------------------------------------------------------------------


def _candidates(value: object) -> Iterator[_Candidate]:
    """Every list of the file that may be the transcript, outer ones first."""
    waiting: list[tuple[str, object]] = [("", value)]
    for key, one in waiting:  # which grows while it is walked through
        if isinstance(one, dict):
            waiting += [(plain_key(name), inner) for name, inner in one.items()]
            if len(one) > 1 and all(map(str.isdecimal, one)):  # a list, numbered by hand
                waiting.append((key, list(one.values())))
        elif isinstance(one, list):
            if found := _candidate(one, key):
                yield found
            waiting += [(key, inner) for inner in one if isinstance(inner, dict | list)]


def _candidate(listed: list[object], key: str) -> _Candidate | None:
    pieces: list[Segment] = []
    borders: list[int] = []
    known, talk = False, key in _CONTAINERS
    lines = talk and all(isinstance(one, Placed) for one in listed)
    for one in listed:
        if isinstance(one, dict) and (inner := _inner(one)):
            borders.append(len(pieces))
            voice = speaker_of(keys_of(one), talk=talk)
            pieces += [replace(piece, speaker=piece.speaker or voice) for piece in inner]
        elif isinstance(one, dict):
            keys = keys_of(one)
            known = known or has_unit(keys)
            pieces += _piece(keys, talk=talk)
        elif lines and isinstance(one, Placed):
            pieces.append(Segment(words=(one,), gaps=("",)))
        elif isinstance(one, list) and any(isinstance(part, dict) for part in one):
            borders.append(len(pieces))
            pieces += [piece for part in one for piece in _flat(part)]
        elif isinstance(one, list):
            pieces += _triple(one)
    if 2 * len(pieces) < len(listed) or not pieces:
        return None
    unit = 1 if known else _unit(pieces)
    pieces = [_scaled(piece, unit) for piece in _following(pieces)]
    found = _Candidate(pieces=tuple(pieces), listed=listed, borders=frozenset(borders))
    voices = sum(bool(piece.speaker) for piece in pieces)
    said = found.timed or talk or 2 * voices >= len(pieces)
    return found if said else None


def _following(pieces: Sequence[Segment]) -> Iterator[Segment]:
    """The pieces; one that gives no time but its end starts where the one before it ends."""
    end: float | None = 0.0
    for piece in pieces:
        bare = piece.start is None and piece.end is not None
        yield replace(piece, start=end) if bare else piece
        end = piece.end


def _inner(one: Mapping[str, object]) -> list[Segment]:
    """The pieces of an object without timed words of its own but with a list of pieces."""
    keys = keys_of(one)
    if text_of(keys) and has_time(keys):
        return []
    for some in (*keys.values(), *(best_of(keys) or {}).values()):
        if isinstance(some, list) and some:
            pieces = [piece for part in some for piece in _flat(part)]
            if any(piece.timed for piece in pieces) and 2 * len(pieces) >= len(some):
                return pieces
    return []


def _flat(part: object) -> Iterator[Segment]:
    if isinstance(part, dict):
        yield from _piece(keys_of(part))
    elif isinstance(part, list):
        yield from _triple(part)


def _piece(keys: Mapping[str, object], *, talk: bool = False) -> Iterator[Segment]:
    words = text_of(keys)
    if words is None:
        return
    start, end = times_in(keys)
    yield Segment(
        words=(words,),
        gaps=("",),
        start=start,
        end=end,
        speaker=speaker_of(keys, talk=talk),
        timed=has_time(keys),
    )


def _triple(one: list[object]) -> Iterator[Segment]:
    """A piece that is a list: `[" Hi", 0.5, 0.7]`, or the tuple of faster-whisper.

    Its times are the two numbers after the words, or else the two before them.
    """
    places = [number for number, part in enumerate(one) if isinstance(part, Placed)]
    if len(places) != 1:
        return
    place = places[0]
    numbers = [part for part in one[place + 1 : place + 3] if isinstance(part, float)]
    if len(numbers) < 2:
        numbers = [part for part in one[max(0, place - 2) : place] if isinstance(part, float)]
    words = one[place]
    if len(numbers) == 2 and isinstance(words, Placed):
        start, end = map(time_of, numbers)
        yield Segment(words=(words,), gaps=("",), start=start, end=end, timed=True)


# Names -------------------------------------------------------------------------------


def _names(value: object) -> dict[str, str]:
    """The names that a file gives to its speaker numbers, if any."""
    listed = value.get("speakers") if isinstance(value, dict) else None
    names: dict[str, str] = {}
    for one in listed if isinstance(listed, list) else ():
        keys = keys_of(one) if isinstance(one, dict) else {}
        number, name = keys.get("id"), keys.get("name")
        if isinstance(number, float) and number.is_integer():
            number = str(int(number))
        if isinstance(number, str) and isinstance(name, str) and name.strip():
            names[str(number)] = " ".join(visible(name).split())
    return names


def _named(speaker: str | None, names: Mapping[str, str]) -> str | None:
    """A speaker's name; a letter or number alone becomes "Speaker N"."""
    if speaker is None or speaker in names:
        return names.get(speaker or "")
    bare = re.fullmatch(r"(?:spk_|speaker_|S)?([A-Z]|\d{1,3})", speaker)
    return f"Speaker {bare[1]}" if bare else speaker


# Times and words ----------------------------------------------------------------------


def _scaled(piece: Segment, unit: float) -> Segment:
    """A piece with its times in seconds, to the millisecond."""
    return replace(piece, start=_sane(piece.start, unit), end=_sane(piece.end, unit))


def _sane(time: float | None, unit: float) -> float | None:
    return round(time / unit, 3) if time is not None and time / unit < _MOST else None


def _count(pieces: Sequence[Segment]) -> int:
    return sum(len(word.split()) for piece in pieces for word in piece.words)


def _unit(pieces: Sequence[Segment]) -> int:
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
    words = _count(pieces)
    return next((unit for unit in _UNITS if unit * words >= _SLOWEST * span), 1)


def _sentences(pieces: Sequence[Segment], borders: frozenset[int]) -> Iterator[Segment]:
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


def _ends(run: Sequence[Segment], following: Segment) -> bool:
    last = run[-1]
    # A sign of punctuation has neither a voice nor a time of its own.
    if not any(map(str.isalnum, following.words[0])):
        return False
    pause = 0.0
    if last.end is not None and following.start is not None:
        pause = following.start - last.end
    return (
        following.speaker != run[0].speaker
        or last.words[0].rstrip().endswith((".", "?", "!", "。", "？", "！"))
        or pause > _PAUSE
        or len(run) >= _LONGEST
    )


def _joined(run: Sequence[Segment], *, spaced: bool) -> Segment:
    gaps = [""]
    for before, after in pairwise(run):
        gaps.append("" if spaced else _gap(before.words[0], after.words[0]))
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


def _gap(before: str, after: str) -> str:
    if before[-1:].isspace() or after[:1].isspace() or _AFTER.match(after):
        return ""
    return "" if _CJK.match(before[-1:]) and _CJK.match(after[:1]) else " "


# YouTube ------------------------------------------------------------------------------


def _event(event: Mapping[str, object]) -> Segment:
    """An event of YouTube's json3, whose captions stay on screen until the next but one."""
    words = words_of(event)
    start, length = time_of(event.get("tStartMs")), time_of(event.get("dDurationMs"))
    begin = _sane(start, 1000)
    return Segment(
        words=words,
        gaps=("",) * len(words),
        start=begin,
        end=begin + length / 1000 if begin is not None and length is not None else None,
        timed="tStartMs" in event,
        rolls=True,
    )


def words_of(event: object) -> tuple[Placed, ...]:
    """The strings of an event of YouTube's json3."""
    pieces = event.get("segs") if isinstance(event, dict) else None
    if not isinstance(pieces, list):
        return ()
    words = (piece.get("utf8") for piece in pieces if isinstance(piece, dict))
    return tuple(word for word in words if isinstance(word, Placed))
