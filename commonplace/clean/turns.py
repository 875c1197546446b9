"""Speaker turns: joined where one speaker continues, rejoined where a sentence was cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from commonplace.model import Edit, Mark, Tracked

_OPEN_END = re.compile(r"[\w,;–-]\s*\Z")
# One or two words, a sentence's end, and a new sentence after it in the same turn.
_STRAY_END = re.compile(r"(?P<stray>[a-z][\w'’-]*(?: [a-z][\w'’-]*)?[.?!])\s+(?=[A-Z\"“])")
_LOWER = re.compile(r"[a-z]")


def joined(marks: tuple[Mark, ...], text: Tracked) -> tuple[Mark, ...]:
    """Marks without those at which the same speaker continues.

    A mark whose turn has no words is dropped too; its label stays in the record.
    """
    kept: list[Mark] = []
    for number, mark in enumerate(marks):
        end = marks[number + 1].at if number + 1 < len(marks) else len(text.source)
        if not str(text)[text.offset(mark.at) : text.offset(end)].strip():
            continue
        last = kept[-1] if kept else None
        same = last and mark.speaker and last.speaker == mark.speaker
        if not same:
            kept.append(mark)
    return tuple(kept)


def rejoined(marks: tuple[Mark, ...], text: Tracked) -> tuple[tuple[Mark, ...], Tracked]:
    """Rejoin sentences that were cut between two turns, where that is unmistakable.

    Diarisation often marks the change of speaker a word too late or too early. It is
    unmistakable if a turn breaks off and the next one opens with one or two words that end a
    sentence. Everything else stays as it is, and is flagged.
    """
    words = str(text)
    result = list(marks)
    edits: list[Edit] = []
    for number in range(1, len(marks)):
        one, two = marks[number - 1], marks[number]
        if not (one.speaker and two.speaker) or one.speaker == two.speaker:
            continue
        begin, end = text.offset(two.at), _end(marks, number, text)
        before = words[text.offset(one.at) : begin]
        after = words[begin:end]
        lead = len(after) - len(after.lstrip())
        match = _STRAY_END.match(after.lstrip())
        if not match or not _OPEN_END.search(before):
            continue
        # The gap between the two turns becomes a space inside the first one.
        gap = begin - (len(before) - len(before.rstrip()))
        stop = begin + lead + match.end("stray")
        edits.append(Edit(gap, begin + lead, " "))
        result[number] = replace(two, at=text.source_offset(stop))
    return tuple(result), text.edit("rejoin", edits)


def moved(
    times: Sequence[tuple[int, float]], before: Sequence[Mark], marks: Sequence[Mark]
) -> tuple[tuple[int, float], ...]:
    """The times that still belong to their words now that marks have moved.

    A turn's time does not apply to words that went to the turn before.
    """
    gone = [(old.at, new.at) for old, new in zip(before, marks, strict=True) if old.at < new.at]
    return tuple(
        (at, time) for at, time in times if not any(start <= at < end for start, end in gone)
    )


def _end(marks: tuple[Mark, ...], number: int, text: Tracked) -> int:
    return text.offset(marks[number + 1].at) if number + 1 < len(marks) else len(text)


def runs_on(before: str, after: str) -> bool:
    """Whether a turn continues the sentence that the turn before it broke off.

    >>> runs_on("he just wants to do", "research."), runs_on("That is it.", "yeah.")
    (True, False)
    """
    return bool(_LOWER.match(after.lstrip()) and _OPEN_END.search(before))
