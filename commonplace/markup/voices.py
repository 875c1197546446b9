"""Who speaks in timed captions: labels, signs and tags, and the marks that come of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commonplace.markup.cues import Cue
from commonplace.markup.edits import Named, edit_all
from commonplace.markup.labels import PSEUDO
from commonplace.markup.references import unescape
from commonplace.model import Edit, Mark, Tracked

# `>>` stands before a new voice, at the head of a line or inside it; a dash at its head.
_PLACE = re.compile(r"^|(?<=[ \t])(?=>>)", re.MULTILINE)
_HEAD = re.compile(
    r"[ \t]*(?P<sign>>>+[ \t]*|[-–][ \t]?(?=[^\W\d]|[\"'“‘¿¡\[(♪…]))?"
    r"(?:(?P<name>[^\W\d_][^\n:：<>\[\]]{0,39})(?:：[ \t]*|:(?:[ \t]+|$)))?",
    re.MULTILINE,
)
_PARTICLES = frozenset(
    ["and", "de", "del", "den", "der", "di", "du", "la", "le", "of", "the", "van", "von", "y"]
)
_TWICE = 2


class Point(NamedTuple):
    """A source offset where another voice begins; `speaker` is None if it is not named."""

    at: int
    speaker: str | None


class _Head(NamedTuple):
    """A label at `start` to `end` of the text, of which the sign alone ends at `signed`."""

    start: int
    signed: int
    end: int
    sign: str
    name: str


def find_speakers(text: Tracked, cues: Sequence[Cue]) -> tuple[Tracked, tuple[Point, ...]]:
    """Find who speaks from labels such as `ADA:`, `>> Ada:`, `>>` and `- `.

    A single one is taken for words. A sign counts if the file has it twice, a name
    if the file has that name twice, or if it stands behind a sign that counts. A
    change of voice without a name leaves a blank line.
    """
    heads = list(_heads(text, cues))
    signs = Counter(head.sign for head in heads if head.sign)
    names = Counter(head.name for head in heads if head.name)
    edits: list[Named] = []
    points: list[tuple[int, str | None]] = []
    words = str(text)
    for head in heads:
        signed = signs[head.sign] >= _TWICE
        named = names[head.name] >= _TWICE or (head.sign == ">" and signed)
        if head.name and named:
            inside = head.start > 0 and words[head.start - 1] != "\n"
            edits.append(Named(head.start, head.end, "\n" if inside else "", "label"))
            points.append((head.start, head.name))
        elif head.sign and signed:
            edits.append(Named(head.start, head.signed, "\n", "speaker-change"))
            points.append((head.start, None))
    ats = [text.source_offset(at) for at, _ in points]
    found = tuple(Point(at, name) for at, (_, name) in zip(ats, points, strict=True))
    return edit_all(text, edits), found


def _heads(text: Tracked, cues: Sequence[Cue]) -> Iterator[_Head]:
    words = str(text)
    places = [text.offset(at) for cue in cues for at in (cue.first, cue.last)]
    for start, end in zip(places[::2], places[1::2], strict=True):
        done = start
        for place in _PLACE.finditer(words, start, end):
            match = _HEAD.match(words, place.start(), end)
            if match and place.start() >= done:
                done = match.end()
                name = " ".join((match["name"] or "").split())
                name = name if _is_name(name) else ""
                sign = (match["sign"] or "")[:1].replace("–", "-")
                if name or sign:
                    signed = match.end("sign") if sign else match.start()
                    yield _Head(match.start(), signed, match.end(), sign, name)


def _is_name(name: str) -> bool:
    """Whether a label looks like a name: a few words, none of which begins small."""
    words = name.split()
    if not 1 <= len(words) <= 4 or name.lower() in PSEUDO:
        return False
    if any(mark in name for mark in ',;!?"“”…'):
        return False
    if any("." in word[:-1] or (word[-1] == "." and len(word) > 4) for word in words):
        return False
    return all(not word[0].islower() or word in _PARTICLES for word in words)


_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+(?P<name>[^<>\n]*)>")


def find_voices(text: Tracked) -> tuple[Tracked, tuple[Point, ...]]:
    """Find who speaks from the voice tags of WebVTT; for a text with its tags still in.

    >>> find_voices(Tracked("<v.loud Ada &amp; Bo>Hi!"))[1]
    (Point(at=0, speaker='Ada & Bo'),)
    """
    words = str(text)
    edits = []
    names = []
    for match in _VOICE.finditer(words):
        if name := " ".join(unescape(match["name"]).split()):
            glued = match.start() > 0 and not words[match.start() - 1].isspace()
            edits.append(Edit(*match.span(), "\n" if glued else ""))
            names.append(name)
    ats = [text.source_offset(edit.start) for edit in edits]
    return text.edit("cue-tag", edits), tuple(map(Point, ats, names))


def marks_of(text: Tracked, cues: Sequence[Cue], points: Sequence[Point]) -> tuple[Mark, ...]:
    """Marks for a text that has been read: of every cue, or of every named voice.

    Where speakers are named, a cue without one goes on with the voice before it and
    gets no mark. Cues of which no words are left get none either.
    """
    words = str(text)
    named = any(point.speaker for point in points)
    marks: list[Mark] = []
    starts = [text.offset(cue.first) for cue in cues]
    places = [text.offset(point.at) for point in points]
    number = 0
    for cue, start in zip(cues, starts, strict=True):
        inside = []
        while number < len(points) and points[number].at < cue.last:
            if points[number].at >= cue.first:
                inside.append((points[number], places[number]))
            number += 1
        at_head = bool(inside) and not words[start : inside[0][1]].strip()
        if not at_head and (not named or not marks):
            marks.append(Mark(at=cue.at, start=cue.start))
        for place, (point, _) in enumerate(inside):
            at = cue.at if at_head and place == 0 else point.at
            unnamed = point.speaker is None
            marks.append(Mark(at=at, speaker=point.speaker, start=cue.start, new_voice=unnamed))
    return _with_words(text, marks)


def times_of(
    text: Tracked, cues: Sequence[Cue], inside: Sequence[tuple[int, float]] = ()
) -> tuple[tuple[int, float], ...]:
    """When the source says what: the times of all cues that have words left, and others.

    `inside` are times that stand between the words of cues, as `inline_times` finds them.

    >>> cue = Cue(at=0, first=2, last=5, line=1, start=1.5, end=None)
    >>> times_of(Tracked("1 Hi."), [cue])
    ((2, 1.5),)
    """
    words = str(text)
    places = [text.offset(at) for cue in cues for at in (cue.first, cue.last)]
    found = [
        (cue.first, cue.start)
        for cue, start, end in zip(cues, places[::2], places[1::2], strict=True)
        if cue.start is not None and words[start:end].strip()
    ]
    return tuple(sorted([*found, *inside], key=lambda time: time[0]))


def _with_words(text: Tracked, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    words = str(text)
    places = [*(text.offset(mark.at) for mark in marks), len(words)]
    return tuple(
        mark
        for mark, start, end in zip(marks, places, places[1:], strict=False)
        if words[start:end].strip()
    )
