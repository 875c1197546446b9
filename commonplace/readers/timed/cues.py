"""What timed captions have in common, whatever file they come in.

WebVTT, SubRip and the JSON of captioning programs all say: these words, from this second to
that one. Here captions are separated from the scaffolding around them and the tags among
their words. `rolling` removes repeated lines, and `voices` finds who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from commonplace.markup.entities import REFERENCE, resolve
from commonplace.model import Edit, Tracked
from commonplace.readers.edits import NamedEdit, edit_all


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


class Line(NamedTuple):
    """A line of a text: its offsets without the newline, and its words."""

    start: int
    end: int
    words: str


class CueBlock(NamedTuple):
    """Lines `first` to `last` (exclusive) without words, and the edits that remove them."""

    rule: str
    first: int
    last: int


# Lenient on purpose: a time with a mistake in it is still the head of a cue. No class of
# characters can match what the next one does, so a line of any length is read once.
# Translation programs put a space after each colon.
TIMING = re.compile(
    r"[ \t]*(?P<start>\d(?:[\d.,]|: ?){0,15})[ \t]*-{1,3}>"
    r"[ \t]*(?P<end>(?:[\d.,]|: ?(?=\d)|:){0,16})(?=[ \t]|\Z)"
)
#: A time as careless programs write it: `0:0:5.5`, `00: 00: 05,5`, `00:00:05:500`.
_LOOSE = re.compile(
    r"(?:(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,3}):)?(?P<seconds>\d{1,2})"
    r"(?:[.,](?P<fraction>\d{1,9})|:(?P<thousandths>\d{3}))?\Z"
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
    """Whether a line is the time of a cue, valid or not.

    >>> is_timing("00:00:01,000 --> 00:00:04,000"), is_timing("x --> y")
    (True, False)
    """
    match = TIMING.match(words)
    return match is not None and (":" in match["start"] or ":" in match["end"])


def cue_time(words: str) -> float | None:
    """Seconds for the time of a cue; None if it is not one. Less strict than `clock.seconds`.

    >>> cue_time("0:0:5.5"), cue_time("00: 01: 05,25"), cue_time("00:00:05:500"), cue_time("0:61")
    (5.5, 65.25, 5.5, None)
    """
    match = _LOOSE.match(words.replace(" ", ""))
    if not match:
        return None
    hours, minutes, rest = (float(match[name] or 0) for name in ("hours", "minutes", "seconds"))
    if rest >= 60 or (match["hours"] and minutes >= 60):
        return None
    part = float(f"0.{match['fraction'] or match['thousandths'] or 0}")
    return round(3600 * hours + 60 * minutes + rest + part, 3)


def strays(lines: Sequence[Line], heads: Sequence[CueBlock]) -> Iterator[CueBlock]:
    """Cue numbers without a cue: alone between blank lines, and next in sequence.

    `heads` are the blocks of the file so far. Spoken numbers stay.
    """
    taken = {number for block in heads for number in range(block.first, block.last)}
    counted = {
        block.first: int(lines[block.first].words)
        for block in heads
        if block.rule == "cue-time" and _is_number(lines[block.first].words)
    }
    following: dict[int, int | None] = {}
    ahead: int | None = None
    for number in range(len(lines) - 1, -1, -1):
        ahead = counted.get(number, ahead)
        following[number] = ahead
    before: int | None = None
    for number, line in enumerate(lines):
        before = counted.get(number, before)
        if number in taken or not _is_number(line.words):
            continue
        alone = all(
            not 0 <= near < len(lines) or not lines[near].words.strip()
            for near in (number - 1, number + 1)
        )
        count = int(line.words)
        if alone and count in ((before or 0) + 1, following[number]):
            before = count
            yield CueBlock("cue-number", number, number + 1)


def _is_number(words: str) -> bool:
    words = words.strip()
    return words.isascii() and words.isdecimal() and len(words) <= 9


def take_apart(text: Tracked, blocks: Sequence[CueBlock]) -> tuple[Tracked, tuple[Cue, ...]]:
    """Edit everything except words away, and return where the words are.

    `blocks` are everything except words, in order and without overlap: cue heads (rule
    "cue-time", whose last line is the time), comments, the header. Blank lines belong to the
    block after them, so that one newline is left between two cues.
    """
    words = str(text)
    lines = lines_of(words)
    edits = []
    for run in _runs(lines, blocks):
        start = lines[run.first].start
        for block in run.blocks:
            last = run.last if block is run.blocks[-1] else block.last
            end = lines[last].start if last < len(lines) else len(words)
            edits.append(NamedEdit(start, end, "", block.rule))
            start = end
    heads = [block for block in blocks if block.rule == "cue-time"]
    return edit_all(text, edits), tuple(_cues(text, lines, heads, blocks))


class _Run(NamedTuple):
    """Blocks in a row, with the blank lines before, between and after them."""

    first: int
    last: int
    blocks: list[CueBlock]


def _runs(lines: Sequence[Line], blocks: Sequence[CueBlock]) -> list[_Run]:
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
    text: Tracked, lines: Sequence[Line], heads: Sequence[CueBlock], blocks: Sequence[CueBlock]
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
            start=cue_time(match["start"]) if match else None,
            end=cue_time(match["end"]) if match else None,
        )


# Tags that caption files use, and times between words. Several in a row are one edit. An
# unknown word in angle brackets is not a tag but something that was said.
_TAG = (
    r"<(?:/?(?:c|i|b|u|s|v|ruby|lang|font|span)(?=[\s.>/])[^<>\n]*|\d[\d:.]*)>"
    r"|\{\\[^{}\n]*\}|\{/?[ibus]\}"
)
_TAGS = re.compile(rf"(?:{_TAG})+", re.IGNORECASE)
_READING = re.compile(r"<(/?)rt>")


_INLINE = re.compile(r"<(?P<time>\d[\d:.]{0,15})>")
_APART = 5.0  # seconds between two times inside a cue that are kept


def inline_times(text: Tracked, cues: Sequence[Cue]) -> tuple[tuple[int, float], ...]:
    """Times between the words of long cues, one every few seconds.

    Pairs of an offset of the source and a second; for a text with its tags still in.
    """
    words = str(text)
    found: list[tuple[int, float]] = []
    for cue in cues:
        last = cue.start
        for match in _INLINE.finditer(words, text.offset(cue.first), text.offset(cue.last)):
            time = cue_time(match["time"])
            if time is not None and last is not None and time >= last + _APART:
                found.append((text.source_offset(match.end()), time))
                last = time
    return tuple(found)


def drop_tags(text: Tracked) -> Tracked:
    """Remove the tags from captions; ruby text goes into brackets.

    Entities are resolved after that, so that an escaped tag stays text.

    >>> str(drop_tags(Tracked("<c.yellow>a</c> &lt;i&gt; <00:00:01.000><c>b</c>")))
    'a <i> b'
    """
    words = str(text)
    edits = [NamedEdit(*match.span(), "", "cue-tag") for match in _TAGS.finditer(words)]
    for match in _READING.finditer(words):
        edits.append(NamedEdit(*match.span(), ")" if match[1] else "(", "cue-tag"))
    text = edit_all(text, edits)
    references = REFERENCE.finditer(str(text))
    return text.edit("entity", [Edit(*match.span(), resolve(match[0])) for match in references])
