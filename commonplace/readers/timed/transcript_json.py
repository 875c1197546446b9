"""Transcripts in JSON: any list of timed texts from a speech recogniser or a script.

`commonplace.readers.timed.json_shapes` finds the list. JSON without one is rejected: any
other reader would make a page of raw JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from json import JSONDecodeError

from commonplace.markup.clock import Stamp
from commonplace.markup.entities import REFERENCE, resolve, visible
from commonplace.markup.field_places import of_json
from commonplace.markup.fields import FIELDS, plain_name
from commonplace.markup.states import STATES
from commonplace.model import Claim, Diagnostic, Reader, Reading, Tracked
from commonplace.model.diagnostics import error, line_of, warning
from commonplace.readers.beside import is_facts
from commonplace.readers.edits import NamedEdit, edit_all
from commonplace.readers.text.captioned import caption_marks, caption_stamps, taken_out, voices
from commonplace.readers.text.label_styles import Label
from commonplace.readers.text.run_on import run_on
from commonplace.readers.text.talk import in_source
from commonplace.readers.timed.checks import check_times
from commonplace.readers.timed.cues import Cue
from commonplace.readers.timed.json_keys import plain_key, time_of
from commonplace.readers.timed.json_positions import BEHIND, ParsedJson, Placed, escapes, parse
from commonplace.readers.timed.json_segments import Segment
from commonplace.readers.timed.json_shapes import (
    Found,
    find,
    has_text,
    is_chapters,
    lines_in,
    words_of,
)
from commonplace.readers.timed.reading import as_spoken
from commonplace.readers.timed.rolling import unroll
from commonplace.readers.timed.voices import Point, are_named, find_speakers, marks_of, times_of

_SHAPES = (
    "export the transcript as a list of objects with a text and a start each, for example "
    '{"segments": [{"start": 0.0, "end": 2.5, "text": "..."}]}'
)
_NO_LIST = "this JSON has no list of timed texts"
_FACTS = (
    "this file describes a video, but has no transcript",
    "name it NAME.info.json beside its transcript NAME.en.vtt",
)
_CHAPTERS = (
    "this file has chapters, but no transcript",
    "name it NAME.chapters.json beside its transcript NAME.vtt",
)
#: What programs call some of these fields.
_CALLED = {
    "videoid": "video_id",
    "channelname": "channel",
    "channeltitle": "channel",
    "dateposted": "date",
    "publishedat": "date",
    "episodetitle": "title",
}
#: What programs write beside the words; another field is its author's own affair.
_PUBLIC = (
    FIELDS
    | frozenset(_CALLED)
    | frozenset(
        "id seek tokens temperature avg_logprob compression_ratio no_speech_prob probability score "
        "confidence version toffsetms acasrconf wwinid aappend wiremagic pens wswinstyles "
        "wpwinpositions word_segments chars char task language_probability".split()
    )
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_DEEP = 3  #: objects inside one another in which fields of the file may stand
_SUFFIXES = frozenset({".json", ".json3", ".jsonl", ".ndjson"})
#: How JSON begins, where prose does not.
_MEANT = re.compile(r"""\s*(?:\[\s*)?\{\s*(?:"[^"\n]*"|'[^'\n]*')\s*:""")


def _claims(text: str, suffix: str) -> Claim:
    if not text.lstrip().startswith(("{", "[")):
        return Claim(score=0.0, why="it begins neither with { nor with [")
    try:
        value = parse(text).value
    except JSONDecodeError as problem:
        return Claim(score=0.98 if _is_meant(text, suffix, problem) else 0.1, why=_broken(problem))
    # A link in square brackets is no JSON, and neither is `[1]`.
    inside = value if isinstance(value, list) else [value]
    structured = any(isinstance(one, dict | list) for one in inside)
    return Claim(score=0.98 if structured or suffix in _SUFFIXES else 0.1, why=_NO_LIST)


def _is_meant(text: str, suffix: str, problem: JSONDecodeError) -> bool:
    """Whether invalid JSON was meant to be JSON, and is not a page after JSON front matter."""
    return suffix in _SUFFIXES or (bool(_MEANT.match(text)) and problem.msg != BEHIND)


def _broken(problem: JSONDecodeError) -> str:
    place = f"line {problem.lineno}, column {problem.colno}"
    return f"it is not valid JSON at {place}: {problem.msg[0].lower()}{problem.msg[1:]}"


def _read(text: Tracked, file: str) -> Reading:
    words = str(text)
    try:
        parsed = parse(words)
    except JSONDecodeError as problem:
        remedy = "fix it, or export it again"
        return _unread(text, file, problem.lineno, _broken(problem), remedy)
    facts = is_facts(parsed.value)
    found = None if facts else find(parsed.value) or lines_in(parsed.value, file)
    if found is None:
        chapters = is_chapters(parsed.value)
        message, remedy = _FACTS if facts else _CHAPTERS if chapters else (_NO_LIST, _SHAPES)
        return _unread(text, file, 1, message, remedy)
    segments = found.segments
    # YouTube's json3 has events of a newline only, which belong to the screen.
    spoken = [segment for segment in segments if any(word.strip() for word in segment.words)]
    strings = [placed for segment in spoken for placed in segment.words]
    cues, points = _cues(text, spoken)
    timed = [cue for cue, segment in zip(cues, spoken, strict=True) if segment.timed]
    diagnostics = [
        *_said_twice(words, parsed, file),
        *_odd(found, file),
        *_lone_surrogates(words, [*strings, *_names(parsed.value, found)], file),
    ]
    if not spoken:
        remedy = "export it again, or delete the file"
        why = "a transcript without text has nothing to show"
        diagnostics.append(error(file, 1, "it contains no text", remedy, why))
    inside = [
        (text.source_offset(word.start), start)
        for segment in spoken
        for word, start in zip(segment.words[1:], segment.starts[1:], strict=False)
        if start is not None and word.strip()
    ]
    places = in_source(text, of_json(words, _PUBLIC | {plain_name(key) for key in found.keys}))
    # What Podcasting 2.0 calls `body` is plain text.
    text = edit_all(text, _edits(words, spoken, escaped="body" not in found.keys))
    text, rolling = unroll(text, cues)
    rolling = rolling or any(segment.rolls for segment in spoken)
    diagnostics += check_times(timed, file, overlap=rolling or are_named(points))
    reading = Reading(
        format=READER.name,
        text=text,
        fields=_fields(parsed.value),
        markdown=False,
        places=places,
        diagnostics=tuple(diagnostics),
    )
    if not (points or timed):
        times = caption_stamps(str(text))
        labels = voices(str(text), times, 0, ()) if times else run_on(str(text))
        if times or labels:
            return _with_stamps(reading, times, labels)
    if not points:
        text, points = find_speakers(text, cues)
    marks = as_spoken(marks_of(text, cues, points))
    return replace(
        reading,
        text=text,
        marks=marks,
        times=times_of(text, cues, inside),
        rolling=not any(point.speaker for point in points),
    )


def _with_stamps(reading: Reading, times: Sequence[Stamp], labels: Sequence[Label]) -> Reading:
    """The reading of a text that is one string, or one a line, with times and labels in it."""
    text, words = reading.text, str(reading.text)
    marks = tuple(caption_marks(text, 0, times, labels, ends=False))
    return replace(
        reading,
        text=edit_all(text, taken_out(words, times, labels)),
        marks=marks,
        times=tuple((mark.at, mark.start) for mark in marks if mark.start is not None),
        rolling=not any(mark.speaker for mark in marks),
    )


def _unread(text: Tracked, file: str, line: int, message: str, remedy: str) -> Reading:
    why = "a page of raw JSON helps nobody"
    problem = error(file, line, message, remedy, why)
    return Reading(format=READER.name, text=text, markdown=False, diagnostics=(problem,))


# Text ---------------------------------------------------------------------------------


def _span(words: str, segment: Segment) -> tuple[int, int]:
    """Where a segment's words begin and end, without the spaces Whisper puts there."""
    first, last = segment.words[0], segment.words[-1]
    start, end = first.start, last.end
    while start < first.end and words[start] == " ":
        start += 1
    while end > max(start, last.start) and words[end - 1] == " ":
        end -= 1
    return start, end


def _edits(words: str, segments: Sequence[Segment], *, escaped: bool) -> Iterator[NamedEdit]:
    """Edits that keep only the words, with a newline between segments.

    Captions of the web are HTML inside JSON, `escaped`.
    """
    at = 0
    for number, segment in enumerate(segments):
        start, end = _span(words, segment)
        for position, (placed, gap) in enumerate(zip(segment.words, segment.gaps, strict=True)):
            between = "\n" if number and position == 0 else gap
            yield NamedEdit(at, max(start, placed.start), between, "json-structure")
            yield from escapes(words, placed)
            references = REFERENCE.finditer(words, placed.start, placed.end) if escaped else ()
            for found in references:
                yield NamedEdit(*found.span(), resolve(found[0]), "entity")
            at = min(end, placed.end)
    yield NamedEdit(at, len(words), "", "json-structure")


def _cues(text: Tracked, segments: Sequence[Segment]) -> tuple[list[Cue], tuple[Point, ...]]:
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
        # If others are named, a segment without a name is nobody's, not theirs.
        if segment.speaker or (points and points[-1].speaker):
            points.append(Point(first, segment.speaker))
    return cues, tuple(points)


def _fields(value: object) -> dict[str, object]:
    """The fields of the file: at its top level, or in objects there (`"meeting": {…}`)."""
    fields: dict[str, object] = {}
    level = [value]
    for _ in range(_DEEP):
        pairs = [pair for one in level if isinstance(one, dict) for pair in one.items()]
        for name, found in pairs:
            field = _CALLED.get(plain_key(name), plain_name(name))
            if (field in FIELDS | STATES or field != plain_name(name)) and found is not None:
                fields.setdefault(field, _field(found))
        level = [one for _, one in pairs]
    return fields


def _field(found: object) -> object:
    """A value as front matter would have it; whether it suits its field is checked later."""
    if isinstance(found, str):
        return visible(found).strip()
    if isinstance(found, list):
        return [_field(one) for one in found]
    return int(found) if isinstance(found, float) and found.is_integer() else found


def _odd(found: Found, file: str) -> Iterator[Diagnostic]:
    """What is wrong with the segments, each kind once, with the number of others."""
    events = any(segment.rolls for segment in found.segments)
    slips: dict[str, list[int]] = {}
    if all(isinstance(one, str) for one in found.listed):
        return
    for number, segment in enumerate(found.listed, 1):
        for slip in _slips(segment, event=events):
            slips.setdefault(slip, []).append(number)
    for slip, numbers in slips.items():
        others = f" (and {len(numbers) - 1} more like it)" if len(numbers) > 1 else ""
        message = f"{'event' if events else 'segment'} {numbers[0]} {slip}{others}"
        why = "what cannot be understood is left out of the transcript"
        yield warning(file, 1, message, "export the file again, or fix it", why)


def _slips(segment: object, *, event: bool) -> Iterator[str]:
    if isinstance(segment, list):
        return
    if not isinstance(segment, dict):
        yield "is not an object"
        return
    if event:
        pieces = segment.get("segs", [])
        if not isinstance(pieces, list) or len(words_of(segment)) < len(pieces):
            yield "has words that are not text"
    elif not has_text(segment):
        yield "has no text"
    if isinstance(segment.get("speaker"), bool | list):
        yield "has a speaker that is not text"
    for name in ("duration", "dDurationMs"):
        if segment.get(name) is not None and time_of(segment[name]) is None:
            yield f"has a {name} that is not a time"


def _said_twice(words: str, parsed: ParsedJson, file: str) -> Iterator[Diagnostic]:
    for key, at in parsed.twice[:1]:
        message = f"{key!r} appears twice in one object; the last one is used"
        why = "programs disagree about which of the two to use"
        yield warning(file, line_of(words, at), message, "delete the one that is wrong", why)


def _names(value: object, transcript: Found) -> list[Placed]:
    """The strings shown besides the words of the transcript: fields and speakers."""
    found: list[object] = []
    if isinstance(value, dict):
        found += [one for name, one in value.items() if name.lower() in FIELDS]
    found += [one.get("speaker") for one in transcript.listed if isinstance(one, dict)]
    flat = [one for some in found for one in (some if isinstance(some, list) else [some])]
    return [one for one in flat if isinstance(one, Placed)]


def _lone_surrogates(words: str, strings: list[Placed], file: str) -> Iterator[Diagnostic]:
    for placed in strings:
        if _SURROGATE.search(placed):
            line = line_of(words, placed.start)
            message = "half a character (a lone surrogate) was replaced by U+FFFD"
            why = "it is not a character, and no page can show it"
            yield warning(file, line, message, "write the character itself", why)
            return


READER = Reader(name="json", claims=_claims, read=_read)
