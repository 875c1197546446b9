"""A reading made from timed captions, for formats that mark each caption clearly.

A reader finds the captions of its file and passes their places; what is between them is
scaffolding, and speakers are found as in all captions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from commonplace.markup.entities import REFERENCE, resolve
from commonplace.model import Edit, Mark, Place, Reading, Tracked
from commonplace.model.diagnostics import error
from commonplace.readers.edits import NamedEdit, edit_all
from commonplace.readers.text.talk import in_source
from commonplace.readers.timed.checks import check_times
from commonplace.readers.timed.cues import Cue, drop_tags
from commonplace.readers.timed.rolling import unroll
from commonplace.readers.timed.voices import Point, find_speakers, marks_of, times_of


class Caption(NamedTuple):
    """A timed caption: its head begins at `at`, its words are `first` to `last` of the text."""

    at: int
    first: int
    last: int
    start: float | None
    end: float | None = None
    speaker: str | None = None


def as_reading(
    text: Tracked,
    captions: Iterable[Caption],
    *,
    format: str,
    file: str,
    inner: Iterable[NamedEdit] = (),
    fields: Mapping[str, object] | None = None,
    places: Iterable[Place] = (),
    overlaps: bool = False,
    escaped_twice: bool = False,
    timed: bool = True,
) -> Reading:
    """The reading of a file with these captions, in the order of the text.

    `inner` are edits among the words, `places` fields and comments in offsets of the text.
    `overlaps` says that captions overlap by nature, `escaped_twice` that references are
    escaped twice, `timed` that the format has times.
    """
    words = str(text)
    spoken = list(_trimmed(words, captions))
    places = in_source(text, places)
    cues = list(_cues(text, spoken))
    points = _points(spoken, cues)
    text = edit_all(text, sorted([*_between(words, spoken), *inner]))
    text = drop_tags(text)
    if escaped_twice:
        found = REFERENCE.finditer(str(text))
        text = text.edit("entity", [Edit(*match.span(), resolve(match[0])) for match in found])
    text, rolling = unroll(text, cues)
    if not points:
        text, points = find_speakers(text, cues)
    diagnostics = list(check_times(cues if timed else [], file, overlap=rolling or overlaps))
    if not spoken:
        remedy = "export it again, or delete the file"
        why = "a transcript without text has nothing to show"
        diagnostics.append(error(file, 1, "it contains no text", remedy, why))
    return Reading(
        format=format,
        text=text,
        fields=fields or {},
        marks=as_spoken(marks_of(text, cues, points)),
        times=times_of(text, cues),
        markdown=False,
        rolling=not any(point.speaker for point in points),
        places=places,
        diagnostics=tuple(diagnostics),
    )


def as_spoken(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks of a talk, also where nothing says when or by whom something was said."""
    if marks and not any(mark.spoken for mark in marks):
        return (replace(marks[0], new_voice=True), *marks[1:])
    return marks


def _trimmed(words: str, captions: Iterable[Caption]) -> Iterator[Caption]:
    """The captions that have words, without the spaces around them."""
    for caption in captions:
        said = words[caption.first : caption.last]
        if said.strip():
            first = caption.first + len(said) - len(said.lstrip())
            yield caption._replace(first=first, last=caption.first + len(said.rstrip()))


def _between(words: str, spoken: Sequence[Caption]) -> Iterator[NamedEdit]:
    at = 0
    for number, caption in enumerate(spoken):
        yield NamedEdit(at, caption.first, "\n" if number else "", "cue-time")
        at = caption.last
    yield NamedEdit(at, len(words), "", "cue-time")


def _cues(text: Tracked, spoken: Sequence[Caption]) -> Iterator[Cue]:
    words = str(text)
    line, counted = 1, 0
    for caption in spoken:
        line, counted = line + words.count("\n", counted, caption.at), caption.at
        yield Cue(
            at=text.source_offset(caption.first),
            first=text.source_offset(caption.first),
            last=text.source_offset(caption.last),
            line=line,
            start=caption.start,
            end=caption.start if caption.end is None else caption.end,
        )


def _points(spoken: Sequence[Caption], cues: Sequence[Cue]) -> tuple[Point, ...]:
    """Where voices begin, if the file names any; then a caption without one is nobody's."""
    if not any(caption.speaker for caption in spoken):
        return ()
    pairs = zip(spoken, cues, strict=True)
    return tuple(Point(cue.first, caption.speaker) for caption, cue in pairs)
