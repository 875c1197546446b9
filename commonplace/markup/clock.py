"""Times of day in a recording: `00:12:07`, `12:07`, `1:02:03.5`, and how texts show them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from commonplace.markup.blocks import verbatim
from commonplace.markup.scan import at_lines, begun

#: A time code: hours, minutes and seconds, and behind a third colon milliseconds or a frame.
_CODE = r"\d{1,2}:\d{2}:\d{2}[:;]\d{2,3}"
#: A clock time with one or two colons, and a fraction if there is one; or a time code.
CLOCK = rf"(?:{_CODE}|(?:\d{{1,3}}:\d{{1,2}}|\d{{1,3}}):\d{{2}}(?:[.,]\d{{1,3}})?)"
_CLOCK = re.compile(rf"\s*{CLOCK}\s*\Z")
#: What a time code has behind the seconds: milliseconds, or the number of a frame.
_FRAME = re.compile(r"(?<=:\d\d:\d\d)[:;](?:(?P<thousandths>\d{3})|\d{2})(?=\s*\Z)")

_S = "[ \\t\u00a0\u202f]"  # a space inside a line, breaking or not
_G = _S + "{0,8}"
#: What leads from the start of a cue to its end; a comma as in SubViewer's files.
_TO = rf"(?:{_G}(?:-->|->|→|–|—|-){_G}|,)"
#: Seconds with a fraction are times only where another one follows, or a square bracket.
_SECONDS = r"\d{1,6}\.\d{1,3}"
_LINK = r"(?:\([^()\s]{1,300}\)\]?)?"


def stamp(group: str = "time") -> str:
    """A pattern for a time set off: in brackets, in italics, in code, as a link, with its end.

    The time is in the group of that name.

    >>> bool(re.fullmatch(stamp(), "[(1:02)](https://example.org/v?t=62)"))
    True
    """
    time = rf"(?P<{group}>{CLOCK}|{_SECONDS}(?=s?{_TO}\d|s?\]))s?(?:{_TO}(?:{CLOCK}|{_SECONDS})s?)?"
    mark = f"{group}_set"
    core = rf"\[?\\?[\[(]{_G}{time}{_G}\\?[\])]\]?{_LINK}"
    return (
        rf"(?:(?P<{mark}>[*_]{{1,2}})?{core}(?({mark})(?P={mark}))"
        rf"|(?P<{mark}2>[*_]{{1,2}})(?P<{group}_in>{CLOCK})(?P={mark}2)"
        rf"|`\[?(?P<{group}_code>{CLOCK})(?:{_TO}{CLOCK})?\]?`)"
    )


_CODED = re.compile(rf"`\[?{CLOCK}(?:{_TO}{CLOCK})?\]?`")


def code_spans(text: str) -> list[tuple[int, int]]:
    """The code of a text, in order, without times that are only set as code.

    >>> code_spans("`0:01` Use `a`.")
    [(11, 14)]
    """
    return [span for span in verbatim(text) if not _CODED.fullmatch(text, *span)]


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

    How long the frame of a time code lasts is not known, so it counts as nothing.

    >>> seconds("00:12:07"), seconds("2:03"), seconds("01:02:03.50"), seconds("12:99")
    (727.0, 123.0, 3723.5, None)
    >>> seconds("00:12:07:250"), seconds("00:12:07:24")
    (727.25, 727.0)
    """
    if not _CLOCK.match(clock):
        return None
    if frame := _FRAME.search(clock):
        clock = f"{clock[: frame.start()]}.{frame['thousandths'] or 0}"
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
_NEAR = 200  #: characters above a time that are looked at
_ENDS = frozenset('.?!…:"”»’)]♪')
_ENDED = re.compile(r"[.?!…]\s")
#: The dash of a new voice, and the share of times from which a dash is part of the time.
_VOICE = re.compile(rf"[-–—]{_G}[^\W\d_a-z]|[-–—]{_G}[\"“‘¿¡(\[]")
_MOSTLY, _TWICE = 0.8, 2
_UNTIL = re.compile(rf"\ds?{_TO}\d")
#: What notes put around a time: tags, bold, code; its end and a colon are inside.
_TAG = r"</?(?:a|b|cite|code|em|font|i|kbd|small|span|strong|sub|sup|time)(?:\s[^<>\n]{0,300})?>"
_WRAP = rf"(?:{_TAG}|[*_`]{{1,3}}){{1,3}}"
_WRAPPED = (
    rf"{_WRAP}[\[(]?(?P<time3>{CLOCK}|{_SECONDS}(?=s))s?(?:{_TO}(?:{CLOCK}|{_SECONDS}s))?[\])]?:?"
    rf"{_WRAP}:?|\(\[(?P<time4>{CLOCK})\]\([^()\s]{{1,300}}\)\):?"
)
_CELL = re.compile(rf"\s*(?:{stamp('time1')}|{bare('time2')}|{_WRAPPED})\s*\Z")


def cell_time(words: str) -> float | None:
    """The seconds of a time that stands alone, in any of its forms; None of anything else.

    >>> cell_time("[0:05](https://example.org/v?t=5)"), cell_time("0:05 - 0:09"), cell_time("5")
    (5.0, 5.0, None)
    """
    match = _CELL.match(words)
    return read_stamp(match) if match else None


_CLOCK_FACE = "(?:[\u23e9-\u23f3\u25b6\U0001f550-\U0001f567]\ufe0f?[ \t]?)?"
_HEAD = re.compile(
    rf"^(?:{_G}(?:[-*+>]|\d{{1,4}}[.)]|#{{1,6}}){_S}{{1,4}}|(?:\d{{1,5}}\n)?{_G}){_CLOCK_FACE}"
    rf"(?:{stamp('time1')}|{bare('time2')}|{_WRAPPED}){_IN_WORDS}"
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
    return _with_dashes(text, sorted(found)) or _in_front(text, begin)


#: Words a second that nobody exceeds for long, and times that are many.
_QUICK, _MANY = 6, 8
_FINE = re.compile(r"\.\d\d")
#: Seconds and a colon, which begin lines that have no other time.
_IN_FRONT = re.compile(
    rf"^{_G}(?P<time>\d{{1,6}}\.\d{{1,3}}(?=s?:)|\d{{1,6}}(?=s:))s?:{_S}{{1,4}}(?=\S)", re.M
)


def _in_front(text: str, begin: int) -> list[Stamp]:
    """Seconds in front of lines, if they rise unevenly and leave time to speak.

    Numbers of sections and versions have one digit behind the point, so of such it takes many.
    """
    matches = list(at_lines(_IN_FRONT, text, begin))
    found = [Stamp(*match.span(), float(match["time"])) for match in matches]
    steps = {round(two.time - one.time, 3) for one, two in pairwise(found)}
    fine = all("s:" in match[0] or _FINE.search(match["time"]) for match in matches)
    if len(steps) < 2 or min(steps) <= 0 or not (fine or len(found) >= _MANY):
        return []
    words = len(text[found[0].end : found[-1].start].split())
    return found if words <= _QUICK * (found[-1].time - found[0].time) else []


def _with_dashes(text: str, found: list[Stamp]) -> list[Stamp]:
    """The times; where few have a dash behind them, it is theirs only if it begins a sentence.

    Any other dash is part of what is said, unless the time is in a heading.
    """
    dashed = [one for one in found if one.dash is not None and text[one.start] != "#"]
    if len(dashed) > _MOSTLY * len(found):
        return found
    voices = [one for one in dashed if _VOICE.match(text, one.dash or 0)]
    opening = sum(_opens(text, one) for one in voices)
    if len(voices) < _TWICE or 2 * opening < len(voices):
        voices = []
    said = {one.start for one in dashed} - {one.start for one in voices}
    return [
        one._replace(end=one.dash or one.end, dash=None) if one.start in said else one
        for one in found
    ]


def _opens(text: str, one: Stamp) -> bool:
    """Whether a sentence has ended above a time, if sentences have ends here at all."""
    above = text[max(0, one.start - _NEAR) : one.start].rstrip()
    return not above or above[-1] in _ENDS or not _ENDED.search(text)


#: A whole number of seconds, which is one only where others have a fraction.
_WHOLE = re.compile(rf"^{_G}\[(?P<time>\d{{1,6}})\]{_S}{{1,8}}", re.M)
_FRACTION = re.compile(rf"\[{_SECONDS}s?\]")


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
