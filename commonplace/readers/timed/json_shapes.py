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

from commonplace.readers.timed.json_columns import by_structure, rows_of, voice_column
from commonplace.readers.timed.json_keys import (
    KNOWN,
    best_of,
    called,
    has_time,
    has_unit,
    keys_of,
    plain_key,
    speaker_of,
    texts_of,
    time_of,
    times_in,
)
from commonplace.readers.timed.json_positions import Placed
from commonplace.readers.timed.json_segments import (
    PAUSE,
    Segment,
    count,
    following,
    gap,
    in_seconds,
    scaled,
    sentences,
    since_first,
    unit_of,
)
from commonplace.readers.timed.json_voices import named, names_in, numbered, spans_in, voice_of

#: Keys of lists that are transcripts even where no time is given.
_CONTAINERS = frozenset(
    "segments turns utterances monologues transcript sentences captions dialogue dialog "
    "conversation".split()
)
#: Keys of a text that is a whole transcript, whatever else is beside it.
_WHOLE = ("transcript", "transcription", "fulltranscript", "fulltext", "transcripttext")
_FEW = 20  #: words, below which such a text may be something else
#: Letters of the short words at which lines of captions break off.
_SHORT = 3
_NAMED = re.compile(r"transcript|caption|subtitle", re.I)
_HEAD = 200  #: characters of a field that says of another that it is a transcript
#: Keys of a text that is a transcript if another field says so, as of a page that was saved.
_SAVED = ("content", "text", "body")
#: What recognisers write beside a transcript that is one text.
_ASIDE = frozenset("text language duration segments chunks task usage words logprobs".split())
#: A piece of a list of words is one word; so many of them have to be.
_MOSTLY = 0.8
_ROWS = 3  #: the fewest rows of a table


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
    """A list of pieces; `borders` are the numbers of those that begin a parent.

    As many of the file's `unit` make a second.
    """

    pieces: tuple[Segment, ...]
    listed: Sequence[object]
    borders: frozenset[int] = frozenset()
    unit: float = 1

    @property
    def words(self) -> int:
        return count(self.pieces)

    @property
    def by_word(self) -> bool:
        """Whether the pieces are single words."""
        short = sum(
            len(piece.words) == 1 and " " not in piece.words[0].strip() for piece in self.pieces
        )
        starts = [piece.start for piece in self.pieces if piece.start is not None]
        quick = sum(0 <= after - before <= PAUSE for before, after in pairwise(starts))
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
    pieces = list(_voiced(best, value))
    names = names_in(value) or numbered(piece.speaker for piece in pieces)
    pieces = [replace(piece, speaker=named(piece.speaker, names)) for piece in pieces]
    segments = sentences(pieces, best.borders) if best.by_word else pieces
    return Found(segments=tuple(segments), listed=best.listed)


def _whole(value: Mapping[str, object]) -> Placed | None:
    """The one text that is the whole transcript of a file."""
    words = value.get("text")
    if isinstance(words, Placed) and _ASIDE.issuperset(value):
        return words
    said = any(_NAMED.search(one[:_HEAD]) for one in value.values() if isinstance(one, Placed))
    names = (*_WHOLE, *_SAVED) if said else _WHOLE
    some = (one for key, one in value.items() if plain_key(key) in names)
    return next((one for one in some if isinstance(one, Placed) and len(one.split()) >= _FEW), None)


def lines_in(value: object, name: str) -> Found | None:
    """The transcript in a list of strings that are lines of captions; None of any other.

    Its file is named for what it holds, or its lines break off anywhere, often at a short word.

    >>> from commonplace.readers.timed.json_positions import parse
    >>> lines = parse('["so this is", "the weir of which", "we have spoken", "at"]').value
    >>> len(lines_in(lines, "captions.json").segments), lines_in(lines, "names.json")
    (4, None)
    """
    if not isinstance(value, list) or not all(isinstance(one, Placed) for one in value):
        return None
    lines = [one for one in value if isinstance(one, Placed) and one.strip()]
    words = sum(len(one.split()) for one in lines)
    named = _NAMED.search(name.rpartition("/")[2])
    open_ends = sum(one.rstrip()[-1].isalnum() for one in lines)
    short = sum(len(one.split()[-1]) <= _SHORT for one in lines)
    apart = len(lines) >= _FEW and 5 * short >= len(lines) and 10 * open_ends >= 7 * len(lines)
    if not lines or words < 2 * len(lines) or not (named or (apart and words > 4 * len(lines))):
        return None
    return Found(segments=tuple(Segment(words=(one,), gaps=("",)) for one in lines), listed=value)


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
    return bool(texts_of(keys_of(one)) or _inner(one))


# Candidates ---------------------------------------------------------------------------


def _candidates(value: object) -> Iterator[_Candidate]:
    """Every list of the file that may be the transcript, outer ones first."""
    waiting: list[tuple[str, object]] = [("", value)]
    for key, one in waiting:  # which grows while it is walked through
        if isinstance(one, dict):
            waiting += [(plain_key(name), inner) for name, inner in one.items()]
            waiting += [(key, rows) for rows in _as_lists(one)]
            if found := _by_time(one):
                yield found
        elif isinstance(one, list):
            if found := _candidate(one, key):
                yield found
            waiting += [(key, inner) for inner in one if isinstance(inner, dict)]
            waiting += [("", inner) for inner in one if isinstance(inner, list)]


def _as_lists(one: Mapping[str, object]) -> Iterator[list[object]]:
    """The lists that an object stands for: numbered by hand, or a list for each column."""
    if len(one) > 1 and all(map(str.isdecimal, one)):
        yield list(one.values())
    columns = {
        key: some
        for key, some in one.items()
        if isinstance(some, list) and not any(isinstance(part, dict | list) for part in some)
    }
    lengths = {len(some) for some in columns.values()}
    if len(columns) > 1 and len(lengths) == 1 and max(lengths) >= _ROWS:
        yield [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _by_time(one: Mapping[str, object]) -> _Candidate | None:
    """The pieces of an object whose keys are times: `{"0:01": "Hi.", "0:03": "Hello."}`."""
    if len(one) < _ROWS or any(time_of(key) is None for key in one):
        return None
    rows = [
        {"time": key, **(keys_of(said) if isinstance(said, dict) else {"text": said})}
        for key, said in one.items()
    ]
    return _by_structure(rows)


def _by_structure(rows: Sequence[Mapping[str, object]]) -> _Candidate | None:
    """What a table is told to be by its values, whatever its keys are."""
    named = by_structure(rows)
    return _judged([piece for row in named for piece in _piece(row)], named, talk=True)


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
    again = _said_again(pieces, borders)
    pieces, borders = (pieces[again:], []) if again else (pieces, borders)
    found = _judged(pieces, listed, borders, talk=talk, known=known)
    return found or _by_structure(rows_of(listed))


def _said_again(pieces: Sequence[Segment], borders: Sequence[int]) -> int:
    """Where the last part begins, if it is all of those before it again, now with voices."""
    last = borders[-1] if borders else 0
    if 2 * last != len(pieces) or not all(piece.speaker for piece in pieces[last:]):
        return 0
    same = all(one.words == two.words for one, two in zip(pieces, pieces[last:], strict=False))
    return last if same else 0


def _judged(
    pieces: Sequence[Segment],
    listed: Sequence[object],
    borders: Sequence[int] = (),
    *,
    talk: bool,
    known: bool = False,
) -> _Candidate | None:
    """The pieces of a list as a candidate, with their times in seconds; None if they are none."""
    if 2 * len(pieces) < len(listed) or not pieces:
        return None
    unit = 1 if known else unit_of(pieces)
    pieces = [scaled(piece, unit) for piece in since_first(list(following(pieces)), unit)]
    found = _Candidate(pieces=tuple(pieces), listed=listed, borders=frozenset(borders), unit=unit)
    voices = sum(bool(piece.speaker) for piece in pieces)
    said = found.timed or talk or 2 * voices >= len(pieces)
    return found if said else None


def _voiced(best: _Candidate, value: object) -> Sequence[Segment]:
    """The pieces of a candidate with their voices, wherever the file says who speaks."""
    pieces = best.pieces
    if any(piece.speaker for piece in pieces):
        return pieces
    rows = rows_of(best.listed)
    column = voice_column(rows, list(dict.fromkeys(key for row in rows for key in row)))
    if column and len(rows) == len(pieces):
        pairs = zip(pieces, rows, strict=True)
        return [replace(piece, speaker=called(row.get(column))) for piece, row in pairs]
    spans = [
        span._replace(start=span.start / best.unit, end=span.end / best.unit)
        for span in spans_in(value)
    ]
    return [replace(piece, speaker=voice_of(piece.start, piece.end, spans)) for piece in pieces]


def _inner(one: Mapping[str, object]) -> list[Segment]:
    """The pieces of an object without timed words of its own but with a list of pieces."""
    keys = keys_of(one)
    if texts_of(keys) and has_time(keys):
        return []
    for some in (*keys.values(), *(best_of(keys) or {}).values()):
        if isinstance(some, list) and some:
            pieces = [piece for part in some for piece in _flat(part)]
            if any(piece.timed for piece in pieces) and 2 * len(pieces) >= len(some):
                return pieces
    talks = [some for key, some in keys.items() if key in _CONTAINERS and isinstance(some, list)]
    pieces = [
        piece
        for part in (part for some in talks for part in some)
        if isinstance(part, dict)
        for piece in _piece(keys_of(part), talk=True)
    ]
    return pieces if all(piece.speaker for piece in pieces) else []


def _flat(part: object) -> Iterator[Segment]:
    if isinstance(part, dict):
        yield from _piece(keys_of(part))
    elif isinstance(part, list):
        yield from _triple(part)


def _piece(keys: Mapping[str, object], *, talk: bool = False) -> Iterator[Segment]:
    words = texts_of(keys, talk=talk)
    if not words:
        return
    start, end = times_in(keys)
    yield Segment(
        words=words,
        gaps=("", *(gap(one, two) for one, two in pairwise(words))),
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


# YouTube ------------------------------------------------------------------------------


def _event(event: Mapping[str, object]) -> Segment:
    """An event of YouTube's json3, whose captions stay on screen until the next but one."""
    words = words_of(event)
    start, length = time_of(event.get("tStartMs")), time_of(event.get("dDurationMs"))
    begin = in_seconds(start, 1000)
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
