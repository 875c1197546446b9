"""The parts of date forms: months, days, years, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from commonplace.derive.dates.timepoints import When
from commonplace.derive.dates.years import GLUED_BEFORE, GLUED_BEHIND
from commonplace.markup.dates import MONTHS
from commonplace.model import Dated


@dataclass(frozen=True, kw_only=True)
class Around:
    """What may be needed to understand a date.

    `said` is the date of the document. `known` is the meaning of the last date named before
    it, and `distance` how many sentences ago that was; `story` says that all since then tells
    what happened then. `future` and `past` say what the verbs of its sentence tell, and `apart`
    that it tells of no year, or another one.
    """

    said: Dated | None = None
    known: When | None = None
    distance: int = 0
    story: bool = False
    future: bool = False
    past: bool = False
    apart: bool = False


Read = Callable[[re.Match[str], Around], When | None]


class Form(NamedTuple):
    """One way to write a date. `read` returns None, or raises ValueError, for no date.

    What the pattern matches has the `sign`, in small letters. It is found quickly, and most
    texts have hardly any.
    """

    name: str
    pattern: re.Pattern[str]
    read: Read
    sign: re.Pattern[str]


#: White space inside a date; dates do not go over the end of a line.
SPACE = r"[^\S\n]{1,3}"
MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november"
    r"|december|jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
    r"(?![^\W_])"
)
TO_MONTH = rf"(?:\s?(?:[-–—]|to|through)\s?{MONTH.replace('<month>', '<to_month>')})?"
_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_ORDINAL = r"(?:st|nd|rd|th)?(?!\w)"
DAY = rf"(?P<day>{_NUMBER}){_ORDINAL}"
TO_DAY = rf"(?:\s?(?:[-–—]|to|and|through)\s?(?P<to_day>{_NUMBER}){_ORDINAL})?"
DIGITS = r"(?:1[6-9]|20|21)\d\d"
#: A year by its number, by its last two digits, or by its distance.
YEAR = (
    rf"(?:(?P<year>{DIGITS}){GLUED_BEHIND}|['’‘](?P<short>\d\d)(?!['’]|\w)"
    rf"|(?P<which>last|this|next|that|that{SPACE}same|the{SPACE}same){SPACE}year\b)"
)
#: What makes a year or a month less precise than it looks.
PART = (
    rf"(?:(?:very{SPACE})?(?:early|mid|late)(?:{SPACE}in{SPACE}|{SPACE}|-)"
    rf"|(?:beginning|start|middle|end|rest){SPACE}of{SPACE}(?:the{SPACE}year{SPACE})?)"
)

#: Signs of dates: the name of a month, four digits that may be a year, a
#: season, what is less precise than a year, and the sign of what was left out.
MONTH_SIGN = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![^\W_])"
)
YEAR_SIGN = r"[12](?=\d\d\d)(?<=\b.)"
SEASON_SIGN = r"spring|summer|fall|autumn|winter"
PART_SIGN = r"early|mid|late|beginning|start|end|rest"
SHORT_SIGN = r"['’‘]\d"

#: How many characters before a date show whether it is certain.
_REACH = 24
_UNSURE = re.compile(
    r"(?:\b(?:whatever|something|or|maybe|probably|about|around|roughly|almost|nearly|over|than|like"
    r"|say|some|perhaps|least|to)|[-–]|\d,|(?:one|two|three|four|five|six|seven|eight|nine),)"
    r"[\s,]*(?:(?:in|on|back|it was)\s+)?\Z",
    re.IGNORECASE,
)


def form(name: str, read: Read, *parts: str, sign: str) -> Form:
    """A form whose pattern is made of these parts and does not end something longer."""
    pattern = re.compile(GLUED_BEFORE + "".join(parts), re.IGNORECASE)
    return Form(name, pattern, read, re.compile(sign))


def before(match: re.Match[str]) -> str:
    """The few characters before a date."""
    return match.string[max(0, match.start() - _REACH) : match.start()]


def unsure(match: re.Match[str]) -> bool:
    """Whether the words in front say that a date is a guess, or one of several.

    An uncertain date is not worked out from another date.
    """
    return bool(_UNSURE.search(before(match)))


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its first three letters."""
    return MONTHS[name[:3].lower()]


def short_year(digits: str, said: Dated | None) -> int:
    """The year that two digits mean: the latest that a text of that date can mean.

    >>> short_year("97", None), short_year("19", None)
    (1997, 2019)
    """
    number = 2000 + int(digits)
    return number if number <= (said.at.year + 1 if said else 2039) else number - 100


def year_of(match: re.Match[str], around: Around) -> tuple[int, bool] | None:
    """The year that `YEAR` matched, and whether it had to be worked out."""
    if match["year"]:
        return int(match["year"]), False
    if match["short"]:
        return short_year(match["short"], around.said), False
    which = match["which"].lower()
    if which.startswith("th") and which != "this":
        known = around.known
        near = known is not None and known.until is None and around.distance <= 2
        return (known.date.at.year, True) if known and near else None
    if not around.said:
        return None
    return around.said.at.year + {"last": -1, "this": 0, "next": 1}[which], True


def year_of_text(month: int, around: Around) -> int | None:
    """The year of a month that a text names without one: that of the date before, or its own.

    A month that had not come by then lies a year back where the verbs tell the past.
    """
    known, said = around.known, around.said
    if known and not known.until and around.distance <= 2:
        return known.date.at.year
    if not said:
        return None
    ahead = said.precision != "year" and month > said.at.month
    return said.at.year - (ahead and around.past and not around.future)
