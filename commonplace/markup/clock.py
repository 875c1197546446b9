"""Times of day in a recording: `00:12:07`, `12:07`, `1:02:03.5`."""

from __future__ import annotations

import re

#: A clock time with one or two colons, and a fraction if there is one.
CLOCK = r"(?:\d{1,3}:\d{1,2}|\d{1,3}):\d{2}(?:[.,]\d{1,3})?"
_CLOCK = re.compile(rf"\s*{CLOCK}\s*\Z")


def seconds(clock: str) -> float | None:
    """Seconds from the start for a clock time, None where it is not one.

    >>> seconds("00:12:07"), seconds("2:03"), seconds("01:02:03.50"), seconds("12:99")
    (727.0, 123.0, 3723.5, None)
    """
    if not _CLOCK.match(clock):
        return None
    parts = [float(part) for part in clock.strip().replace(",", ".").split(":")]
    if parts[-1] >= 60 or (len(parts) == 3 and parts[1] >= 60):
        return None
    return round(sum(part * 60.0**place for place, part in enumerate(reversed(parts))), 3)


def clock(start: float) -> str:
    """The clock time of a second, as pages print it.

    >>> clock(727.9)
    '00:12:07'
    """
    whole = int(start)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
