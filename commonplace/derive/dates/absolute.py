"""Dates that name their year: "In May 2024", "12 March 2016", "the late 1980s"."""

from __future__ import annotations

import re

from commonplace.derive.dates import timepoints
from commonplace.derive.dates.grammar import (
    DAY,
    DIGITS,
    MONTH,
    MONTH_SIGN,
    PART,
    PART_SIGN,
    SEASON_SIGN,
    SHORT_SIGN,
    SPACE,
    TO_DAY,
    TO_MONTH,
    YEAR,
    YEAR_SIGN,
    Around,
    before,
    form,
    month_number,
    short_year,
    year_of,
    year_of_text,
)
from commonplace.derive.dates.timepoints import When
from commonplace.derive.dates.years import GLUED_BEHIND, is_year

# The thirties to the fifties are temperatures and ages as well.
_DECADES = {"sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
# What may come before '97, so that it is no quotation: no other word does.
_TEMPORAL = re.compile(
    r"\b(?:in|since|until|till|by|from|during|of|around|back|to|through|late|early|mid|was|is|like"
    r"|or|and|summer|fall|spring|winter|maybe)[\s,]+\Z",
    re.IGNORECASE,
)

_DECADE = re.compile(r"\d{3}0['’]s\b")


def _numbers(match: re.Match[str], around: Around) -> When:
    number = int(match["year"])
    if match["day"]:
        return When(date=timepoints.day(int(match["day"]), int(match["month"]), number))
    if match["sign"] == "-" and int(match["month"]) > number % 100:
        # "2010-12" is a December, or three years: sure is only that it began in 2010.
        return When(date=timepoints.year(number))
    return When(date=timepoints.month(int(match["month"]), number))


def _slashes(match: re.Match[str], around: Around) -> When:
    """The American or the European order; only a number above 12 tells which."""
    one, two, number = int(match["one"]), int(match["two"]), int(match["year"])
    if one == two or max(one, two) > 12:
        return When(date=timepoints.day(max(one, two), min(one, two), number))
    return When(date=timepoints.year(number))


def _day(match: re.Match[str], around: Around) -> When | None:
    number = year_of(match, around)
    if not number:
        return None
    of, last = month_number(match["month"]), match["to_day"]
    return When(
        date=timepoints.day(int(match["day"]), of, number[0]),
        until=timepoints.day(int(last), of, number[0]) if last else None,
        resolved=number[1],
    )


def _month(match: re.Match[str], around: Around) -> When | None:
    number = year_of(match, around)
    if not number:
        return None
    last = match["to_month"]
    return When(
        date=timepoints.month(month_number(match["month"]), number[0]),
        until=timepoints.month(month_number(last), number[0]) if last else None,
        resolved=number[1],
    )


def _years(match: re.Match[str], around: Around) -> When | None:
    """From one year to another, or one of the two: "2016 or 2017", "2010-12"."""
    first, last = int(match["year"]), match["long"] or match["short"]
    number = int(last) if match["long"] else first // 100 * 100 + int(last)
    if not first < number <= first + 100:
        return None
    ends = [match.span("year")] + [match.span("long")] * bool(match["long"])
    if not any(is_year(match.string, *end, around.said) for end in ends):
        return None
    return When(date=timepoints.year(first), until=timepoints.year(number))


def _quarter(match: re.Match[str], around: Around) -> When | None:
    """A quarter or a half of a year is a stretch of months, by definition."""
    number = year_of(match, around)
    if not number:
        return None
    length = 6 if (match["letter"] or match["word"]).lower().startswith("h") else 3
    count = match["digit"] or "first second third fourth".split().index(match["count"].lower()) + 1
    last = int(count) * length
    if last > 12:
        return None
    return When(
        date=timepoints.month(last - length + 1, number[0]),
        until=timepoints.month(last, number[0]),
        resolved=number[1],
    )


def _part(match: re.Match[str], around: Around) -> When | None:
    """A season, or "late in", is no more precise than the year."""
    number = year_of(match, around)
    return When(date=timepoints.year(number[0]), resolved=number[1]) if number else None


def _decade(match: re.Match[str], around: Around) -> When | None:
    """Ten years. "The 1800s" may be a hundred, and are left out."""
    parts = match.groupdict()
    if parts.get("word"):
        number = _DECADES[parts["word"].lower()]
    else:
        number = int(parts.get("decade") or "19" + parts["tens"])
    if number % 100 == 0 and number < 2000:
        return None
    return When(date=timepoints.year(number), until=timepoints.year(number + 9))


def _bare(match: re.Match[str], around: Around) -> When | None:
    if not is_year(match.string, match.start(), match.end("year"), around.said):
        return None
    if _DECADE.match(match.string, match.start()) and _TEMPORAL.search(before(match)):
        return None  # "in 1990's": ten years, or what that year has
    return When(date=timepoints.year(int(match["year"])))


def _short(match: re.Match[str], around: Around) -> When | None:
    if not _TEMPORAL.search(before(match)):
        return None
    return When(date=timepoints.year(short_year(match["short"], around.said)))


def _between_days(match: re.Match[str], around: Around) -> When | None:
    """Days of two months: "Nov 28 – Dec 3", "30 March to 2 April 2021".

    Without a year it is the one that was named before, or else that of the text.
    """
    return _between(match, around, int(match["day"]), int(match["last_day"]))


def _between_months(match: re.Match[str], around: Around) -> When | None:
    return _between(match, around)


def _between(match: re.Match[str], around: Around, day: int = 0, last_day: int = 0) -> When | None:
    """The stretch between two dates, of which either year may be left out."""
    first, last = month_number(match["month"]), month_number(match["last_month"])
    begun, ended = match["year"], match["last_year"]
    over = first > last  # the stretch goes over the end of a year
    number = int(ended or begun or 0) or year_of_text(first, around)
    if not number:
        return None
    if begun and ended:
        start, stop = int(begun), int(ended)
    elif ended:
        start, stop = number - over, number
    else:
        start, stop = number, number + over
    if day:
        begin, until = timepoints.day(day, first, start), timepoints.day(last_day, last, stop)
    else:
        begin, until = timepoints.month(first, start), timepoints.month(last, stop)
    if begin.at >= until.at:
        return None
    return When(date=begin, until=until, resolved=not (begun or ended))


def _short_year(match: re.Match[str], around: Around) -> When:
    """A day whose year has two digits and no sign before them: "3 Mar 21"."""
    number = short_year(match["short"], around.said)
    return When(date=timepoints.day(int(match["day"]), month_number(match["month"]), number))


_OF_YEAR = rf"(?:,\s?|{SPACE}(?:of{SPACE}|in{SPACE})?)"
_FIRST = rf"(?P<year>{DIGITS})"
_LAST = rf"(?:(?P<long>{DIGITS})|(?:(?<=\d[-–])|['’‘])(?P<short>\d\d)){GLUED_BEHIND}"
_TENS = r"(?:1[6-9]\d|20[0-3])0"
_LOOSELY = rf"(?:very{SPACE})?(?:early|mid|late|low)(?:{SPACE}|-)(?:to{SPACE})?"
_DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_LAST_DAY, _LAST_MONTH = (
    DAY.replace("<day>", "<last_day>"),
    MONTH.replace("<month>", "<last_month>"),
)
_WITH_YEAR = rf"(?:(?:,\s?|{SPACE})(?P<year>{DIGITS}))?"
_WITH_LAST_YEAR = rf"(?:(?:,\s?|{SPACE})(?P<last_year>{DIGITS}){GLUED_BEHIND})?"
_UP_TO = r"(?:\s?[-–—]\s?|\s(?:to|until|till|through|and)\s)"
#: Behind two digits that are a year: no more digits, and nothing that they would count.
_NO_COUNT = r"(?![\w%])(?![.,:/-]\d)(?!\s+(?:of\s|[a-z]+s\b))"
_MONTHS_SHORT = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"

FORMS = (
    form(
        "2016-03-12",
        _numbers,
        rf"(?P<year>{DIGITS})(?P<sign>[-/])(?P<month>1[0-2]|0[1-9])",
        r"(?:(?P=sign)(?P<day>3[01]|[12]\d|0[1-9])(?=T\d)?)?(?!(?!T\d)\w|[%/-]|[.,:]\d)",
        sign=YEAR_SIGN,
    ),
    form(
        "3/12/2016",
        _slashes,
        rf"(?P<one>{_DAY_NUMBER})/(?P<two>{_DAY_NUMBER})/(?P<year>{DIGITS})(?![\w/])",
        sign=r"/\d",
    ),
    form(
        "March 12, 2016",
        _day,
        MONTH,
        SPACE,
        rf"(?:the{SPACE})?",
        DAY,
        TO_DAY,
        _OF_YEAR,
        YEAR,
        sign=MONTH_SIGN,
    ),
    form(
        "12 March 2016",
        _day,
        DAY,
        TO_DAY,
        SPACE,
        rf"(?:of{SPACE})?",
        MONTH,
        _OF_YEAR,
        YEAR,
        sign=MONTH_SIGN,
    ),
    form(
        "30 March to 2 April 2021",
        _between_days,
        rf"{DAY}{SPACE}{MONTH}{_WITH_YEAR}{_UP_TO}",
        rf"{_LAST_DAY}{SPACE}{_LAST_MONTH}{_WITH_LAST_YEAR}",
        sign=MONTH_SIGN,
    ),
    form(
        "Nov 28 – Dec 3",
        _between_days,
        rf"{MONTH}{SPACE}{DAY}{_WITH_YEAR}{_UP_TO}",
        rf"{_LAST_MONTH}{SPACE}{_LAST_DAY}{_WITH_LAST_YEAR}",
        sign=MONTH_SIGN,
    ),
    form(
        "January 2016 to December 2020",
        _between_months,
        rf"{MONTH}{SPACE}(?P<year>{DIGITS}){_UP_TO}",
        rf"{_LAST_MONTH}{SPACE}(?P<last_year>{DIGITS}){GLUED_BEHIND}",
        sign=MONTH_SIGN,
    ),
    form(
        "3 Mar 21",
        _short_year,
        rf"(?P<day>{_DAY_NUMBER})(?P<gap>{SPACE}|-)(?P<month>{_MONTHS_SHORT})\.?(?P=gap)",
        rf"(?P<short>\d\d){_NO_COUNT}",
        sign=MONTH_SIGN,
    ),
    form("March 2016", _month, f"{PART}?", MONTH, TO_MONTH, _OF_YEAR, YEAR, sign=MONTH_SIGN),
    form(
        "between 2015 and 2018",
        _years,
        rf"between{SPACE}{_FIRST}{SPACE}and{SPACE}",
        _LAST,
        sign="between",
    ),
    form(
        "2015 to 2018",
        _years,
        _FIRST,
        r"(?:\s?[-–—]\s?|,?",
        rf"{SPACE}(?:to|or|until|till|through)"
        rf"(?:{SPACE}(?:maybe|about|around|like|early|mid|late|in))?{SPACE})",
        _LAST,
        sign=YEAR_SIGN,
    ),
    form(
        "Q3 2024",
        _quarter,
        r"(?:(?P<letter>q|h)(?P<digit>[1-4])",
        rf"|(?P<count>first|second|third|fourth){SPACE}(?P<word>quarter|half))",
        rf"(?:,\s?|{SPACE}(?:of{SPACE})?)",
        YEAR,
        sign=r"[qh][1-4]|quarter|half",
    ),
    form(
        "summer of 2021",
        _part,
        rf"(?:spring|summer|fall|autumn|winter){_OF_YEAR}",
        YEAR,
        sign=SEASON_SIGN,
    ),
    form("early 2023", _part, PART, YEAR, sign=PART_SIGN),
    form("1980s", _decade, rf"(?:{_LOOSELY})?(?P<decade>{_TENS})s(?!\w)", sign=r"\d0s"),
    form("early 1980's", _decade, rf"{_LOOSELY}(?P<decade>{_TENS})['’]s(?!\w)", sign=r"\d0['’]s"),
    form("'80s", _decade, rf"(?:{_LOOSELY})?['’‘](?P<tens>[3-9]0)['’]?s(?!\w)", sign=SHORT_SIGN),
    form(
        "the 80s",
        _decade,
        rf"the{SPACE}(?:{_LOOSELY})?",
        rf"(?:(?P<decade>{_TENS})['’]s|(?P<tens>[3-9]0)['’]?s|(?P<word>{'|'.join(_DECADES)}))(?!\w)",
        sign=r"\d0['’]?s|ties",
    ),
    form("2016", _bare, rf"(?P<year>{DIGITS})(?:-ish)?", GLUED_BEHIND, sign=YEAR_SIGN),
    form("'97", _short, r"['’‘](?P<short>\d\d)(?!['’%]|\w|\.\d)", sign=SHORT_SIGN),
)
