"""Messages about the times of turns and captions in a text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from commonplace.model import Diagnostic, Reading
from commonplace.model.diagnostics import line_of, others, warning

#: Seconds by which a time may be before the one above it: two voices at once.
_AT_ONCE = 5


def check_order(reading: Reading, file: str) -> Iterator[Diagnostic]:
    """Report times that run backward: once, at the first such line, with the number of others."""
    timed = [mark for mark in reading.marks if mark.start is not None]
    late = [two for one, two in pairwise(timed) if (one.start or 0) - (two.start or 0) > _AT_ONCE]
    if late:
        yield warning(
            file,
            line_of(reading.text.source, late[0].at),
            f"this time is before the one above it{others(len(late) - 1)}",
            "put the turns in order of time, or correct the time",
            "links to this moment lead to the wrong second of the recording",
        )
