"""What timed captions have in common, whatever file they come in.

WebVTT, SubRip and the JSON of captioning programs all say: these words, from this
second to that one. Here captions are told from the scaffolding around them, words
that roll up the screen are taken once, and speakers are found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from commonplace.markup.clock import seconds
from commonplace.markup.edits import Named, edit_all
from commonplace.markup.labels import PSEUDO
from commonplace.markup.references import REFERENCE, resolve, unescape
from commonplace.markup.report import error, warning
from commonplace.model import Diagnostic, Edit, Mark, Tracked


@dataclass(frozen=True, kw_only=True)
class Cue:
    """One timed caption. `at`, `first` and `last` are offsets of the source.

    `at` is where its head begins (its number, or its time), `first` to `last` are
    its words; `line` is the line of the time. A time that cannot be read is None.
    """

    at: int
    first: int
    last: int
    line: int
    start: float | None
    end: float | None


class Point(NamedTuple):
    """A source offset where another voice begins; `speaker` is None if it is not named."""

    at: int
    speaker: str | None


class Line(NamedTuple):
    """A line of a text: its offsets without the newline, and its words."""

    start: int
    end: int
    words: str


class Block(NamedTuple):
    """Lines `first` to `last` (not included) that are no words, and what edits them away."""

    rule: str
    first: int
    last: int


# Lenient on purpose: a time with a slip in it is still the head of a cue. No class of
# characters can match what the next one does, so a line of any length is read once.
TIMING = re.compile(
    r"[ \t]*(?P<start>\d[\d:.,]{0,15})[ \t]*-{1,3}>[ \t]*(?P<end>[\d:.,]{0,16})(?=[ \t]|\Z)"
)


def lines_of(text: str) -> list[Line]:
    """The lines of a text with their offsets."""
    lines = []
    start = 0
    for words in text.split("\n"):
        lines.append(Line(start, start + len(words), words))
        start += len(words) + 1
    return lines


def is_timing(words: str) -> bool:
    """Whether a line is the time of a cue, if not always a good one.

    >>> is_timing("00:00:01,000 --> 00:00:04,000"), is_timing("x --> y")
    (True, False)
    """
    match = TIMING.match(words)
    return match is not None and (":" in match["start"] or ":" in match["end"])


# Taking a file apart ------------------------------------------------------------------


def take_apart(text: Tracked, blocks: Sequence[Block]) -> tuple[Tracked, tuple[Cue, ...]]:
    """Edit everything but words away; say where the words are.

    `blocks` are what is no words, in order and without overlap: cue heads (rule
    "cue-time", whose last line is the time), comments, the header. Blank lines go
    with the block they stand before, so that one newline is left between two cues.
    """
    words = str(text)
    lines = lines_of(words)
    edits = []
    for run in _runs(lines, blocks):
        start = lines[run.first].start
        for block in run.blocks:
            last = run.last if block is run.blocks[-1] else block.last
            end = lines[last].start if last < len(lines) else len(words)
            edits.append(Named(start, end, "", block.rule))
            start = end
    heads = [block for block in blocks if block.rule == "cue-time"]
    return edit_all(text, edits), tuple(_cues(text, lines, heads, blocks))


class _Run(NamedTuple):
    """Blocks in a row, with the blank lines before, between and behind them."""

    first: int
    last: int
    blocks: list[Block]


def _runs(lines: Sequence[Line], blocks: Sequence[Block]) -> list[_Run]:
    runs: list[_Run] = []
    for block in blocks:
        first, last = block.first, block.last
        floor = runs[-1].last if runs else 0
        while first > floor and not lines[first - 1].words.strip():
            first -= 1
        while last < len(lines) and not lines[last].words.strip():
            last += 1
        if runs and first <= floor:
            runs[-1].blocks.append(block)
            runs[-1] = runs[-1]._replace(last=last)
        else:
            runs.append(_Run(first, last, [block]))
    return runs


def _cues(
    text: Tracked, lines: Sequence[Line], heads: Sequence[Block], blocks: Sequence[Block]
) -> Iterator[Cue]:
    taken = {number for block in blocks for number in range(block.first, block.last)}
    ats: list[int] = []
    for block, following in zip(heads, [*heads, None][1:], strict=True):
        stop = following.first if following else len(lines)
        spoken = [
            lines[number]
            for number in range(block.last, stop)
            if number not in taken and lines[number].words.strip()
        ]
        after = min(lines[block.last - 1].end + 1, len(str(text)))
        ats += [
            lines[block.first].start,
            spoken[0].start if spoken else after,
            spoken[-1].end if spoken else after,
        ]
    source = [text.source_offset(at) for at in ats]
    for number, block in enumerate(heads):
        match = TIMING.match(lines[block.last - 1].words)
        at, first, last = source[3 * number : 3 * number + 3]
        yield Cue(
            at=at,
            first=first,
            last=last,
            line=block.last,
            start=seconds(match["start"]) if match else None,
            end=seconds(match["end"]) if match else None,
        )


# Tags ---------------------------------------------------------------------------------

# Tags that caption files use, and times between words. Several in a row are one edit. An
# unknown word in angle brackets is not a tag but something that was said.
_TAG = (
    r"<(?:/?(?:c|i|b|u|s|v|ruby|lang|font|span)(?=[\s.>/])[^<>\n]*|\d[\d:.]*)>"
    r"|\{\\[^{}\n]*\}|\{/?[ibus]\}"
)
_TAGS = re.compile(rf"(?:{_TAG})+", re.IGNORECASE)
_ANY_VOICE = re.compile(r"</?v(?=[\s.>])[^<>\n]*>")
_READING = re.compile(r"<(/?)rt>")


def drop_tags(text: Tracked) -> Tracked:
    """Take the tags out of captions; what a ruby tag puts above a word goes into brackets.

    Entities are resolved behind that, so that an escaped tag stays something said.

    >>> str(drop_tags(Tracked("<c.yellow>a</c> &lt;i&gt; <00:00:01.000><c>b</c>")))
    'a <i> b'
    """
    words = str(text)
    edits = [Named(*match.span(), "", "cue-tag") for match in _TAGS.finditer(words)]
    for match in _READING.finditer(words):
        edits.append(Named(*match.span(), ")" if match[1] else "(", "cue-tag"))
    text = edit_all(text, edits)
    references = REFERENCE.finditer(str(text))
    return text.edit("entity", [Edit(*match.span(), resolve(match[0])) for match in references])


# Captions that roll -------------------------------------------------------------------

BRIDGE = 0.05  #: seconds; a cue as short as this is shown by nobody, it only holds a line
_TOUCH = 0.1  # seconds between two cues that follow one another on the screen
_SHARE = 0.3  # of the cues at least roll in a file that rolls


class _Shown(NamedTuple):
    """A cue with words: its lines in offsets of the text, and what they say."""

    cue: Cue
    lines: list[Line]
    words: list[str]
    raw: str


def unroll(text: Tracked, cues: Sequence[Cue]) -> tuple[Tracked, bool]:
    """Take each line of captions that roll once, in the cue in which it appears first.

    The automatic captions of YouTube keep the line before on the screen while the
    next one is written, and put a cue of 10 ms between: each line stands in the
    file three times. Whether a file rolls is seen from the whole of it, because a
    person may well say the same thing twice. Returns whether it does.
    """
    shown = list(_shown(text, cues))
    pairs = list(pairwise(shown))
    signs = sum(1 for before, cue in pairs if _rolls(before, cue))
    if signs < 2 or signs < _SHARE * len(pairs):
        return text, False
    words = str(text)
    edits = []
    for before, cue in pairs:
        count = _repeated(before, cue)
        if count == len(cue.lines):
            edits.append(Edit(cue.lines[0].start, min(cue.lines[-1].end + 1, len(words))))
        elif count:
            edits.append(Edit(cue.lines[0].start, cue.lines[count].start))
    return text.edit("rolling-caption", edits), True


def _shown(text: Tracked, cues: Sequence[Cue]) -> Iterator[_Shown]:
    words = str(text)
    places = [text.offset(at) for cue in cues for at in (cue.first, cue.last)]
    for number, cue in enumerate(cues):
        start, end = places[2 * number : 2 * number + 2]
        lines = [
            Line(start + line.start, start + line.end, line.words)
            for line in lines_of(words[start:end])
            if line.words.strip()
        ]
        if lines:
            said = [" ".join(line.words.split()) for line in lines]
            yield _Shown(cue, lines, said, text.source[cue.first : cue.last])


def _repeated(before: _Shown, cue: _Shown) -> int:
    """How many lines at the head of a cue were on the screen already."""
    for count in range(min(len(before.words), len(cue.words) - 1), 0, -1):
        if before.words[-count:] == cue.words[:count]:
            return count
    whole = len(cue.words)
    return whole if before.words[-whole:] == cue.words and _touch(before.cue, cue.cue) else 0


def _rolls(before: _Shown, cue: _Shown) -> bool:
    """Whether a cue shows that a file rolls: old words with new ones, or with other tags."""
    count = _repeated(before, cue)
    if count < len(cue.words):
        return count > 0
    short = cue.cue.start is not None and cue.cue.end is not None
    bridge = short and (cue.cue.end or 0) - (cue.cue.start or 0) <= BRIDGE
    return bridge or _marked_up(cue.raw) != _marked_up(before.raw)


def _marked_up(raw: str) -> list[str]:
    """A cue's words with the tags that move from word to word; two voices may say the same."""
    return _ANY_VOICE.sub("", raw).split()


def _touch(before: Cue, cue: Cue) -> bool:
    if before.end is None or cue.start is None:
        return True
    return cue.start <= before.end + _TOUCH


# Speakers -----------------------------------------------------------------------------

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


def _with_words(text: Tracked, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    words = str(text)
    places = [*(text.offset(mark.at) for mark in marks), len(words)]
    return tuple(
        mark
        for mark, start, end in zip(marks, places, places[1:], strict=False)
        if words[start:end].strip()
    )


# What is wrong ------------------------------------------------------------------------


def check_times(cues: Sequence[Cue], file: str, *, rolling: bool) -> tuple[Diagnostic, ...]:
    """Say which cues have times that cannot be right; the words stay as they are.

    Each kind of slip is told once, at its first line, with the number of the others.
    Captions that roll overlap by nature.
    """
    timed = [cue for cue in cues if cue.start is not None]
    pairs = list(pairwise(timed))
    found: list[tuple[list[int], str, str, str]] = [
        (
            [cue.line for cue in cues if cue.start is None or cue.end is None],
            "the time of this cue cannot be read",
            "write a time such as 00:01:02.500",
            "without a time the passage has no place in the recording",
        ),
        (
            [cue.line for cue in timed if cue.end is not None and cue.end < (cue.start or 0)],
            "cue ends before it starts",
            "swap the times or delete the cue",
            "no player would ever show it",
        ),
        (
            [cue.line for before, cue in pairs if (cue.start or 0) < (before.start or 0)],
            "cue starts before the one above it",
            "put the cues in the order of their times",
            "the order says who answers whom",
        ),
        (
            [cue.line for before, cue in pairs if _overlaps(before, cue) and not rolling],
            "cue starts before the one above it has ended",
            "end the one above earlier",
            "two captions at once are either two voices or a slip",
        ),
    ]
    told = [
        warning(file, lines[0], message + _others(len(lines) - 1), remedy, why)
        for lines, message, remedy, why in found
        if lines
    ]
    return tuple(sorted(told, key=lambda diagnostic: diagnostic.line))


def _overlaps(before: Cue, cue: Cue) -> bool:
    start, end = before.start or 0, before.end or 0
    return start <= (cue.start or 0) < end


def _others(count: int) -> str:
    return f" (and {count} more like it)" if count else ""


#: A line of times that is none: cut off, or without one of the two.
_BROKEN = re.compile(
    r"\s*(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d*\s*\Z|(?:[.,]\d*)?\s*[-=\u2013\u2014]*>+\s*(?:\d|\Z))"
)


def check_words(
    lines: Sequence[Line], blocks: Sequence[Block], file: str
) -> tuple[Diagnostic, ...]:
    """Say that words stand before the first cue, or that there is no cue at all."""
    first = next((block.first for block in blocks if block.rule == "cue-time"), None)
    if first is None:
        remedy = "write a time such as 00:00:01.000 --> 00:00:04.000 above each caption"
        why = "captions are words with times, and without times it is not known what the words are"
        return (error(file, 1, "there is no cue in this file", remedy, why),)
    taken = {number for block in blocks for number in range(block.first, block.last)}
    told = [
        warning(
            file,
            number + 1,
            "this looks like the time of a cue, and was read as words",
            "write it as 00:00:01.000 --> 00:00:04.000",
            "the words under it are given to the cue above",
        )
        for number, line in enumerate(lines)
        if number not in taken and _BROKEN.match(line.words)
    ]
    for number, line in enumerate(lines[:first]):
        if number not in taken and line.words.strip():
            remedy = "put a time above them, or delete them"
            why = "words without a time are in no recording"
            before = warning(file, number + 1, "words stand before the first cue", remedy, why)
            return (before, *told[:1])
    return tuple(told[:1])
