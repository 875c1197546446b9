"""Dates that depend on another one: "last year", "until September", "two years ago".

They are worked out from the date of the document, or from one named shortly before
in the same text, and only where that can have one outcome. "Today", "tomorrow" and
the like are left out, since they seldom mean a day, and so are round numbers of
years, and stretches that end today ("over the last year").
"""

from __future__ import annotations

import re
from datetime import timedelta

from commonplace.derive.dates import timepoints
from commonplace.derive.dates.grammar import (
    DAY,
    MONTH,
    MONTH_SIGN,
    SEASON_SIGN,
    SPACE,
    Around,
    before,
    form,
    month_number,
    unsure,
)
from commonplace.derive.dates.timepoints import When
from commonplace.model import Dated

_COUNTS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
} | {"a": 1, "an": 1}
#: Up to how many of each unit a number is a count, not an estimate.
_MOST = {"year": 99, "month": 11, "week": 7, "day": 13}
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9}
_DISTANCE = {"last": -1, "past": -1, "this": 0, "next": 1}
# "Over the last year" is a stretch that ends today, not the year before this one.
_STRETCH = re.compile(
    r"\b(?:the|this|these|past|every|each|of|a|any|over|within|for|than|in)\s+\Z", re.IGNORECASE
)
# "Says little about next month" speaks of a time in general; "as of last month" is one.
_SPOKEN_OF = re.compile(
    r"\b(?:about|at|beyond|than|like|with|into|to|of|on|between|against|unlike|from|for)\s+\Z",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"\b(?:as of|as from|starting|(?:end|start|beginning|middle) of)\s+\Z", re.I)
# May and March are verbs as well, and August is an adjective.
_INTRODUCED = re.compile(
    r"\b(?:in|until|till|since|by|from|during|through|of|early|late|mid|back in|this)\s+\Z",
    re.IGNORECASE,
)
# "A few months later in January": of the story that is told, not of today.
_LATER = re.compile(
    r"\b(?:(?:later|earlier|afterwards)[\s,]+(?:(?:in|on|by)\s+)?"
    r"|(?:after|before|following)[\s,]+(?:in|on|by)\s+)\Z",
    re.IGNORECASE,
)
# "Night of January 16th" is a title; "As of January 16" is none, nor is "Morning of".
_TITLE = re.compile(
    r"\b(?!(?:As|Beginning|Start|Middle|End|Week|Eve|Morning|Evening|Afternoon)\b)[A-Z][a-z]+ of"
    r" (?:the )?\Z"
)


def _day(match: re.Match[str], around: Around) -> When | None:
    of = month_number(match["month"])
    vague = unsure(match) or _TITLE.search(before(match))
    number = None if vague else _year_of(of, match, around)
    if not number:
        return None
    return When(date=timepoints.day(int(match["day"]), of, number), resolved=True)


def _month(match: re.Match[str], around: Around) -> When | None:
    if not match["month"][0].isupper() or not _INTRODUCED.search(before(match)):
        return None
    of = month_number(match["month"])
    number = None if unsure(match) else _year_of(of, match, around)
    return When(date=timepoints.month(of, number), resolved=True) if number else None


def _year_of(month: int, match: re.Match[str], around: Around) -> int | None:
    """The year of a month without one, None where it could be one or another.

    A date named in the same sentence, or the one before, decides; where a story is told,
    one of a few sentences ago does. Without one, it is the document's year if the month had
    come by then; a later month is the coming one or last year's, which only the verbs tell.
    """
    if around.apart:
        return None
    told = around.past and not around.future
    said = around.said
    if around.known and (around.distance <= 1 or (told and around.story)):
        coming = said and around.known.date.at.year > said.at.year
        return None if told and coming else _following(around.known, month)
    if _LATER.search(before(match)):
        return None
    if not said or said.precision == "year" or (around.future and around.past):
        return None
    found = said.at.year
    if month <= said.at.month:
        found += around.future and month < said.at.month
    elif around.past:
        found -= 1
    elif not around.future:
        return None
    return found if not around.known or _following(around.known, month) == found else None


def _following(known: When, month: int) -> int | None:
    """The year of a month that is told after a date, if it is in the same year."""
    if known.until or (known.date.precision != "year" and month < known.date.at.month):
        return None
    return known.date.at.year


def _named_month(match: re.Match[str], around: Around) -> When | None:
    """ "Last September", where it cannot be the one before that as well."""
    said = around.said
    verb = match["month"] in ("may", "march")  # "this may be", "next march on"
    if not said or said.precision == "year" or unsure(match) or verb:
        return None
    month, by = month_number(match["month"]), _DISTANCE[match["which"].lower()]
    ahead = month - said.at.month
    found = said.at.year
    if by and by * ahead <= 0:
        found += by
    elif by and abs(ahead) < 6:
        return None
    return When(date=timepoints.month(month, found), resolved=True)


def _season(match: re.Match[str], around: Around) -> When | None:
    """A season by its distance. Winter spans two years and is left out."""
    said = around.said
    if not said or said.precision == "year" or unsure(match):
        return None
    first, by = _SEASONS[match["season"].lower()], _DISTANCE[match["which"].lower()]
    found = said.at.year
    if (by < 0 and said.at.month < first + 3) or (by > 0 and said.at.month >= first):
        found += by
    return When(date=timepoints.year(found), resolved=True)


def _next(match: re.Match[str], around: Around) -> When | None:
    """The year, month or week before, of or after the one of the document."""
    by = _DISTANCE[match["which"].lower()]
    if not around.said:
        return None
    stands = before(match)
    spoken_of = _STRETCH.search(stands) or _SPOKEN_OF.search(stands)
    if by and spoken_of and not _AS_OF.search(stands):
        return None
    return _moved(around.said, match["unit"].lower(), by)


def _ago(match: re.Match[str], around: Around) -> When | None:
    word, unit = match["count"].lower(), match["unit"].lower()
    count = _COUNTS.get(word) or int(word)
    rough = count > _MOST[unit] or (unit == "year" and count >= 10 and count % 5 == 0)
    if not around.said or rough or unsure(match):
        return None
    return _moved(around.said, unit, -count)


def _yesterday(match: re.Match[str], around: Around) -> When | None:
    return _moved(around.said, "day", -1) if around.said and not unsure(match) else None


def _moved(said: Dated, unit: str, by: int) -> When | None:
    """So many units from a date; None where it is not known that precisely."""
    if unit == "year":
        return When(date=timepoints.year(said.at.year + by), resolved=True)
    if said.precision == "year":
        return None
    if unit == "month":
        months = said.at.year * 12 + said.at.month - 1 + by
        return When(date=timepoints.month(months % 12 + 1, months // 12), resolved=True)
    if said.precision == "month":
        return None
    if unit == "week":
        return timepoints.week(said.at.date() + timedelta(weeks=by))
    other = said.at.date() + timedelta(days=by)
    return When(date=timepoints.day(other.day, other.month, other.year), resolved=True)


def _that_year(match: re.Match[str], around: Around) -> When | None:
    """The year of the date before, or the one that follows it."""
    known = around.known
    if not known or known.until or around.distance > 2:
        return None
    later = match["which"].lower().endswith("following")
    return When(date=timepoints.year(known.date.at.year + later), resolved=True)


_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_WHICH = r"(?P<which>last|this|next)"

FORMS = (
    form(
        "March 12", _day, MONTH, SPACE, rf"(?:the{SPACE})?", DAY, r"(?![.,:/-]?\d)", sign=MONTH_SIGN
    ),
    form("12th of March", _day, DAY, SPACE, rf"(?:of{SPACE})?", MONTH, sign=MONTH_SIGN),
    form("in March", _month, MONTH, rf"(?!{SPACE}(?:\d|of{SPACE}th))", sign=MONTH_SIGN),
    form("last March", _named_month, _WHICH, SPACE, MONTH, rf"(?!{SPACE}\d)", sign=MONTH_SIGN),
    form(
        "last summer",
        _season,
        rf"(?P<which>last|this|next|past){SPACE}(?P<season>{'|'.join(_SEASONS)})(?!\w)",
        sign=SEASON_SIGN,
    ),
    form(
        "last year",
        _next,
        rf"(?:(?:early|late|mid|earlier|later)(?:{SPACE}|-))?",
        _WHICH,
        rf"{SPACE}(?P<unit>year|month|week)(?!\w|{SPACE}of{SPACE})",
        sign="year|month|week",
    ),
    form(
        "two years ago",
        _ago,
        _COUNT,
        rf"{SPACE}(?P<unit>year|month|week|day)s?{SPACE}ago(?!\w)",
        sign="ago",
    ),
    form("yesterday", _yesterday, r"yesterday(?!\w)", sign="yesterday"),
    form(
        "that year",
        _that_year,
        rf"(?P<which>that(?:{SPACE}same)?|the{SPACE}(?:same|following)){SPACE}year(?!\w)",
        sign="year",
    ),
)
