"""Times of day in a recording: `00:12:07`, `12:07`, `1:02:03.5`, and how texts show them."""

from __future__ import annotations

import re
from typing import NamedTuple

from commonplace.markup.scan import at_lines, begun

#: A clock time with one or two colons, and a fraction if there is one.
CLOCK = r"(?:\d{1,3}:\d{1,2}|\d{1,3}):\d{2}(?:[.,]\d{1,3})?"
_CLOCK = re.compile(rf"\s*{CLOCK}\s*\Z")

_S = "[ \\t\u00a0\u202f]"  # a space inside a line, breaking or not
_G = _S + "{0,8}"
#: What leads from the start of a cue to its end; a comma as in SubViewer's files.
_TO = rf"(?:{_G}(?:-->|->|→|–|—|-){_G}|,)"
#: Seconds with a fraction are times only where another one follows, or a square bracket.
_SECONDS = r"\d{1,6}\.\d{1,3}"
_LINK = r"(?:\([^()\s]{1,300}\)\]?)?"


def stamp(group: str = "time") -> str:
    """A pattern for a time that is set off: in brackets, in italics, as a link, with its end.

    The time is in the group of that name.

    >>> bool(re.fullmatch(stamp(), "[(1:02)](https://example.org/v?t=62)"))
    True
    """
    time = rf"(?P<{group}>{CLOCK}|{_SECONDS}(?={_TO}\d|\]))(?:{_TO}(?:{CLOCK}|{_SECONDS}))?"
    mark = f"{group}_set"
    core = rf"\[?\\?[\[(]{_G}{time}{_G}\\?[\])]\]?{_LINK}"
    return (
        rf"(?:(?P<{mark}>[*_]{{1,2}})?{core}(?({mark})(?P={mark}))"
        rf"|(?P<{mark}2>[*_]{{1,2}})(?P<{group}_in>{CLOCK})(?P={mark}2))"
    )


def bare(group: str = "time") -> str:
    """A pattern for a bare time, with the end of its cue if there is one."""
    return rf"(?P<{group}>{CLOCK})(?:{_TO}{CLOCK})?(?!\d|:\d)"


def read_stamp(match: re.Match[str]) -> float | None:
    """The seconds of the first time that a match of these patterns holds."""
    for name, value in match.groupdict().items():
        if value and name.startswith("time") and "_set" not in name:
            return seconds(value) if ":" in value else float(value)
    return None


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


class Stamp(NamedTuple):
    """A time at the start of a line, `start` to `end` including what sets it off.

    `until` is set if the end is given too; `dash` is where a dash follows, which may be the
    sign of a new voice.
    """

    start: int
    end: int
    time: float
    until: bool = False
    dash: int | None = None


#: The same time in words, which a video page writes for those who listen to it.
_IN_WORDS = (
    r"(?:\n\d{1,3} (?:hour|minute|second)s?(?:,? (?:and )?\d{1,2} (?:minute|second)s?){0,2}(?=\n))?"
)
_UNTIL = re.compile(rf"\d{_TO}\d")
_HEAD = re.compile(
    rf"^(?:{_G}(?:[-*+>]|\d{{1,4}}[.)]|#{{1,6}}){_S}{{1,4}}|(?:\d{{1,5}}\n)?{_G})"
    rf"(?:{stamp('time1')}|{bare('time2')}){_IN_WORDS}"
    rf"(?:{_G}(?:[·|:•]|(?P<dash>[-–—]{{1,2}}))(?=\s))?{_G}",
    re.M,
)


def stamps(text: str, begin: int = 0) -> list[Stamp]:
    """The times at the starts of lines from an offset on, in all their forms.

    >>> text = "- [0:06](https://example.org/v?t=6) Hello\\n**0:09** · there\\n[9.5 → 12.00] you"
    >>> [(text[one.start : one.end], one.time) for one in stamps(text)][1:]
    [('**0:09** · ', 9.0), ('[9.5 → 12.00] ', 9.5)]
    """
    found = []
    for match in at_lines(_HEAD, text, begin):
        time = read_stamp(match)
        if time is not None:
            dash = match.start("dash") if match["dash"] else None
            found.append(Stamp(*match.span(), time, bool(_UNTIL.search(match[0])), dash))
    if sum(bool(_FRACTION.search(text, one.start, one.end)) for one in found) > 1:
        whole = at_lines(_WHOLE, text, begin)
        found += [Stamp(*match.span(), float(match["time"])) for match in whole]
    return sorted(found)


#: A whole number of seconds, which is one only where others have a fraction.
_WHOLE = re.compile(rf"^{_G}\[(?P<time>\d{{1,6}})\]{_S}{{1,8}}", re.M)
_FRACTION = re.compile(rf"\[{_SECONDS}\]")


_INSIDE = re.compile(rf"(?<=[ \t]){stamp('time')}{_G}")
_SET_OFF = re.compile(r"[*_\\\[(]")


def stamps_inside(text: str, begin: int = 0) -> list[Stamp]:
    """The times inside lines that are set off by brackets or asterisks.

    >>> [one.time for one in stamps_inside("[0:01] One [0:05] two, at 0:09.")]
    [5.0]
    """
    found = ((match, read_stamp(match)) for match in begun(_INSIDE, _SET_OFF, text, begin))
    return [Stamp(*match.span(), time) for match, time in found if time is not None]


def clock(start: float) -> str:
    """The clock time of a second, as pages print it.

    >>> clock(727.9)
    '00:12:07'
    """
    whole = int(start)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
