"""Transcripts in JSON, told apart by their shape.

- Whisper (https://github.com/openai/whisper) and WhisperX, which adds speakers:
  `{"text": …, "segments": [{"start": 0.0, "end": 2.5, "text": " Hi.", "speaker": …}]}`
- Podcasting 2.0 (https://github.com/Podcastindex-org/podcast-namespace, transcripts):
  `{"version": "1.0.0", "segments": [{"startTime": 0.5, "endTime": 2, "body": "Hi."}]}`
- YouTube's json3: `{"events": [{"tStartMs": 500, "dDurationMs": 900, "segs": [{"utf8": "Hi"}]}]}`
- a bare list of any such segments, as scripts around these programs write it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import JSONDecodeError

from commonplace.markup.clock import seconds
from commonplace.markup.cue_mistakes import check_times
from commonplace.markup.cues import Cue
from commonplace.markup.edits import Named, edit_all
from commonplace.markup.fields import FIELDS
from commonplace.markup.json_positions import Parsed, Placed, escapes, parse
from commonplace.markup.references import visible
from commonplace.markup.report import error, line_of, warning
from commonplace.markup.voices import Point, find_speakers, marks_of, times_of
from commonplace.model import Claim, Diagnostic, Reader, Reading, Tracked

_SHAPES = (
    'expected {"segments": [{"start": 0.0, "end": 2.5, "text": "..."}]}, '
    'the same with "startTime", "endTime" and "body", '
    '{"events": [{"tStartMs": 0, "segs": [{"utf8": "..."}]}]}, or a bare list of segments'
)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class _Segment:
    """One timed piece of a transcript: the strings it is made of, in order."""

    words: tuple[Placed, ...]
    start: float | None
    end: float | None
    speaker: str | None = None
    timed: bool = True
    rolls: bool = False


def _claims(text: str, suffix: str) -> Claim:
    likely = 0.4 if suffix == ".json" else 0.1
    if not text.lstrip().startswith(("{", "[")):
        return Claim(score=0.0, why="it begins neither with { nor with [")
    try:
        value = parse(text).value
    except JSONDecodeError as problem:
        return Claim(score=likely, why=_broken(problem))
    if _segments(value) is None:
        return Claim(score=likely, why=f"its shape is unknown: {_SHAPES}")
    return Claim(score=0.98)


def _broken(problem: JSONDecodeError) -> str:
    place = f"line {problem.lineno}, column {problem.colno}"
    return f"it is broken at {place}: {problem.msg[0].lower()}{problem.msg[1:]}"


def _read(text: Tracked, file: str) -> Reading:
    words = str(text)
    try:
        parsed = parse(words)
    except JSONDecodeError as problem:
        remedy = "mend it, or export it once more"
        return _unread(text, file, problem.lineno, _broken(problem), remedy)
    segments = _segments(parsed.value)
    if segments is None:
        return _unread(text, file, 1, "this JSON has no known shape", _SHAPES)
    # YouTube's json3 has events of a newline only, which belong to the screen.
    spoken = [segment for segment in segments if any(word.strip() for word in segment.words)]
    strings = [placed for segment in spoken for placed in segment.words]
    cues, points = _cues(text, spoken)
    timed = [cue for cue, segment in zip(cues, spoken, strict=True) if segment.timed]
    diagnostics = [
        *_said_twice(words, parsed, file),
        *_odd(parsed.value, file),
        *_lone_surrogates(words, [*strings, *_names(parsed.value)], file),
        *check_times(timed, file, rolling=any(segment.rolls for segment in spoken)),
    ]
    if not spoken:
        remedy = "export it once more, or delete the file"
        why = "a transcript without words has nothing to show"
        diagnostics.append(error(file, 1, "there are no words in it", remedy, why))
    text = edit_all(text, _edits(words, spoken))
    if not points:
        text, points = find_speakers(text, cues)
    return Reading(
        format=READER.name,
        text=text,
        fields=_fields(parsed.value),
        marks=marks_of(text, cues, points),
        times=times_of(text, cues),
        markdown=False,
        rolling=not any(point.speaker for point in points),
        diagnostics=tuple(diagnostics),
    )


def _unread(text: Tracked, file: str, line: int, message: str, remedy: str) -> Reading:
    why = "where the words stand in JSON is known from its shape alone"
    problem = error(file, line, message, remedy, why)
    return Reading(format=READER.name, text=text, markdown=False, diagnostics=(problem,))


# Shapes -------------------------------------------------------------------------------


def _segments(value: object) -> list[_Segment] | None:
    """The segments of a transcript in any of the known shapes, None if it has none."""
    if isinstance(value, list):
        return list(_plain(value)) if _is_plain(value) else None
    if not isinstance(value, dict):
        return None
    segments, events = value.get("segments"), value.get("events")
    if isinstance(events, list) and any(_words_of(event) for event in events):
        return [_event(event) for event in events if isinstance(event, dict)]
    if not isinstance(segments, list):
        return None
    if _is_plain(segments):
        return list(_plain(segments))
    # Whisper without time stamps writes the text alone.
    whole = value.get("text")
    if not segments and isinstance(whole, Placed):
        return [_Segment(words=(whole,), start=None, end=None, timed=False)]
    return None


def _is_plain(segments: list[object]) -> bool:
    return any(isinstance(segment, dict) and _body(segment) for segment in segments)


def _plain(segments: list[object]) -> Iterator[_Segment]:
    for segment in segments:
        if not isinstance(segment, dict):
            continue
        body = _body(segment)
        start = _first(segment, "start", "startTime")
        end = _first(segment, "end", "endTime")
        length = _seconds(segment.get("duration"))
        if end is None and start is not None and length is not None:
            end = start + length
        speaker = segment.get("speaker")
        yield _Segment(
            words=body,
            start=start,
            end=end,
            speaker=_line(speaker) or None if isinstance(speaker, str) else None,
            timed="start" in segment or "startTime" in segment,
        )


def _line(words: str) -> str:
    return " ".join(visible(words).split())


def _body(segment: Mapping[str, object]) -> tuple[Placed, ...]:
    for name in ("text", "body"):
        if isinstance(words := segment.get(name), Placed):
            return (words,)
    return ()


def _first(segment: Mapping[str, object], *names: str) -> float | None:
    times = (_seconds(segment.get(name)) for name in names)
    return next((time for time in times if time is not None), None)


def _seconds(value: object) -> float | None:
    """A time that a page can print: a number, a number in quotes, or a clock time."""
    if isinstance(value, str):
        time = seconds(value)
        if time is not None:
            return time
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, float):
        return None
    # More than a year is a slip, as is a time before the beginning.
    return round(value, 3) if math.isfinite(value) and 0 <= value < 31_536_000 else None


def _event(event: Mapping[str, object]) -> _Segment:
    start, length = event.get("tStartMs"), event.get("dDurationMs")
    begin = _seconds(start / 1000) if isinstance(start, float) else None
    last = _seconds(length / 1000) if isinstance(length, float) else None
    return _Segment(
        words=_words_of(event),
        start=begin,
        end=begin + last if begin is not None and last is not None else None,
        timed="tStartMs" in event,
        # Captions of YouTube stay until the next but one comes: they overlap by nature.
        rolls=True,
    )


def _words_of(event: object) -> tuple[Placed, ...]:
    pieces = event.get("segs") if isinstance(event, dict) else None
    if not isinstance(pieces, list):
        return ()
    words = (piece.get("utf8") for piece in pieces if isinstance(piece, dict))
    return tuple(word for word in words if isinstance(word, Placed))


# Text ---------------------------------------------------------------------------------


def _span(words: str, segment: _Segment) -> tuple[int, int]:
    """Where a segment's words begin and end, without the spaces Whisper puts there."""
    first, last = segment.words[0], segment.words[-1]
    start, end = first.start, last.end
    while start < first.end and words[start] == " ":
        start += 1
    while end > max(start, last.start) and words[end - 1] == " ":
        end -= 1
    return start, end


def _edits(words: str, segments: list[_Segment]) -> Iterator[Named]:
    """Edits that leave the words alone, with a newline between two segments."""
    at, gap = 0, ""
    for segment in segments:
        start, end = _span(words, segment)
        for placed in segment.words:
            yield Named(at, max(start, placed.start), gap, "json-structure")
            yield from escapes(words, placed)
            at, gap = min(end, placed.end), ""
        gap = "\n"
    yield Named(at, len(words), "", "json-structure")


def _cues(text: Tracked, segments: list[_Segment]) -> tuple[list[Cue], tuple[Point, ...]]:
    words = str(text)
    spans = [_span(words, segment) for segment in segments]
    firsts = [text.source_offset(start) for start, _ in spans]
    lasts = [text.source_offset(end) for _, end in spans]
    cues: list[Cue] = []
    points: list[Point] = []
    line, counted = 1, 0
    for segment, first, last in zip(segments, firsts, lasts, strict=True):
        start = segment.words[0].start
        line, counted = line + words.count("\n", counted, start), start
        cues.append(
            Cue(
                at=first,
                first=first,
                last=last,
                line=line,
                start=segment.start,
                end=segment.start if segment.end is None else segment.end,
            )
        )
        if segment.speaker:
            points.append(Point(first, segment.speaker))
    return cues, tuple(points)


def _fields(value: object) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name, found in value.items() if isinstance(value, dict) else ():
        if name.lower() in FIELDS and found is not None:
            fields[name.lower()] = _field(found)
    return fields


def _field(found: object) -> object:
    """A value as front matter would have it; whether it is fit for its field is not known here."""
    if isinstance(found, str):
        return visible(found).strip()
    if isinstance(found, list):
        return [_field(one) for one in found]
    return int(found) if isinstance(found, float) and found.is_integer() else found


def _odd(value: object, file: str) -> Iterator[Diagnostic]:
    """What is wrong with the segments themselves, each kind once, with the number of the others."""
    events = isinstance(value, dict) and isinstance(value.get("events"), list)
    segments: list[object] = []
    if isinstance(value, list):
        segments = value
    elif isinstance(value, dict):
        found = value.get("events" if events else "segments")
        segments = found if isinstance(found, list) else []
    slips: dict[str, list[int]] = {}
    for number, segment in enumerate(segments, 1):
        for slip in _slips(segment, event=events):
            slips.setdefault(slip, []).append(number)
    for slip, numbers in slips.items():
        others = f" (and {len(numbers) - 1} more like it)" if len(numbers) > 1 else ""
        message = f"{'event' if events else 'segment'} {numbers[0]} {slip}{others}"
        why = "what has no known shape is left out, and the transcript lacks it"
        yield warning(file, 1, message, "export the file once more, or mend it", why)


def _slips(segment: object, *, event: bool) -> Iterator[str]:
    if not isinstance(segment, dict):
        yield "is no object"
        return
    if event:
        pieces = segment.get("segs", [])
        if not isinstance(pieces, list) or len(_words_of(segment)) < len(pieces):
            yield "has words that are no text"
    elif not _body(segment):
        yield "has no text"
    speaker = segment.get("speaker")
    if speaker is not None and not isinstance(speaker, str):
        yield "has a speaker who is no text"
    for name in ("duration", "dDurationMs"):
        if segment.get(name) is not None and _seconds(segment[name]) is None:
            yield f"has a {name} that is none"


def _said_twice(words: str, parsed: Parsed, file: str) -> Iterator[Diagnostic]:
    for key, at in parsed.twice[:1]:
        message = f"{key!r} stands in one object twice; the last one counts"
        why = "programs do not agree on which of the two counts"
        yield warning(file, line_of(words, at), message, "delete the one that is wrong", why)


def _names(value: object) -> list[Placed]:
    """The strings that are no words of the transcript and still are shown: fields and speakers."""
    found: list[object] = []
    if isinstance(value, dict):
        found += [one for name, one in value.items() if name.lower() in FIELDS]
        value = value.get("segments")
    if isinstance(value, list):
        found += [one.get("speaker") for one in value if isinstance(one, dict)]
    flat = [one for some in found for one in (some if isinstance(some, list) else [some])]
    return [one for one in flat if isinstance(one, Placed)]


def _lone_surrogates(words: str, strings: list[Placed], file: str) -> Iterator[Diagnostic]:
    for placed in strings:
        if _SURROGATE.search(placed):
            line = line_of(words, placed.start)
            message = "half of a character (a lone surrogate) was replaced by U+FFFD"
            why = "it stands for no character, and no page can hold it"
            yield warning(file, line, message, "write the character itself", why)
            return


READER = Reader(name="json", claims=_claims, read=_read)
