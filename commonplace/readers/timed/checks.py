"""Messages about timed captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from commonplace.model import Diagnostic
from commonplace.model.diagnostics import error, others, warning
from commonplace.readers.timed.cues import Cue, CueBlock, Line


def check_times(cues: Sequence[Cue], file: str, *, overlap: bool) -> tuple[Diagnostic, ...]:
    """Report cues with impossible times; their words stay as they are.

    Each kind of mistake is reported once, at its first line, with the number of others.
    Some `overlap` by nature: rolling captions and named voices, who talk at once; and so do
    those of which most overlap.
    """
    timed = [cue for cue in cues if cue.start is not None]
    pairs = list(pairwise(timed))
    over = [cue.line for before, cue in pairs if _overlaps(before, cue)]
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
            "put the cues in order of time",
            "the order shows who answers whom",
        ),
        (
            [] if overlap or 2 * len(over) > len(pairs) > 1 else over,
            "cue starts before the one above it has ended",
            "end the one above earlier",
            "two captions at once are either two speakers or a mistake",
        ),
        (
            [cues[-1].line] if _breaks_off(cues) else [],
            "the last cue has no text; the file may have been cut off",
            "save the file again from an intact copy, or delete the cue",
            "what was said after it would be missing",
        ),
    ]
    told = [
        warning(file, lines[0], message + others(len(lines) - 1), remedy, why)
        for lines, message, remedy, why in found
        if lines
    ]
    return tuple(sorted(told, key=lambda diagnostic: diagnostic.line))


def _overlaps(before: Cue, cue: Cue) -> bool:
    start, end = before.start or 0, before.end or 0
    return start <= (cue.start or 0) < end


#: From this share of cues without words on, a file has them to clear the screen.
_HABIT = 0.25


def _breaks_off(cues: Sequence[Cue]) -> bool:
    """Whether the last cue has a time but no words, unless that is common in the file.

    An unreadable time is reported as such.
    """
    if not cues or cues[-1].start is None or cues[-1].end is None:
        return False
    *before, last = (cue.first == cue.last for cue in cues)
    return last and sum(before) < max(1, _HABIT * len(before))


#: A line that looks like times but is cut off, or lacks one of the two.
_BROKEN = re.compile(
    r"\s*(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d*\s*\Z|(?:[.,]\d*)?\s*[-=\u2013\u2014]*>+\s*(?:\d|\Z))"
)


def check_words(
    lines: Sequence[Line], blocks: Sequence[CueBlock], file: str
) -> tuple[Diagnostic, ...]:
    """Report text before the first cue, or that there is no cue at all."""
    first = next((block.first for block in blocks if block.rule == "cue-time"), None)
    if first is None:
        remedy = "write a time such as 00:00:01.000 --> 00:00:04.000 above each caption"
        why = "captions are text with times, and without times they are just text"
        return (error(file, 1, "this file has no cues", remedy, why),)
    taken = {number for block in blocks for number in range(block.first, block.last)}
    told = [
        warning(
            file,
            number + 1,
            "this looks like the time of a cue, but was read as text",
            "write it as 00:00:01.000 --> 00:00:04.000",
            "the text under it is added to the cue above",
        )
        for number, line in enumerate(lines)
        if number not in taken and _BROKEN.match(line.words)
    ]
    for number, line in enumerate(lines[:first]):
        if number not in taken and line.words.strip():
            remedy = "put a time above them, or delete them"
            why = "text without a time has no place in the recording"
            before = warning(file, number + 1, "there is text before the first cue", remedy, why)
            return (before, *told[:1])
    return tuple(told[:1])
