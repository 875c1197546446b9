"""Dates of every kind become one timezone-aware type that knows its precision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from commonplace.model import Dated, Precision

_MONTHS = "january february march april may june july august september october november december"
MONTHS = {name[:3]: number for number, name in enumerate(_MONTHS.split(), 1)}
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[ºª°])?"
_YEAR = r"(?P<year>[12]\d{3})"
_WEEKDAY = r"(?:[^\W\d_]{2,14}\.?,?\s+)"
#: Languages whose months are known by name.
_TONGUES = "de fr es it pt ca nl sv nb da fi is pl cs sk sl ro hu tr ru uk bg el et lv lt".split()
_PATTERNS = tuple(
    re.compile(pattern + r"\Z")
    for pattern in (
        rf"{_WEEKDAY}?{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_WEEKDAY}?(?:den\s+)?{_DAY}\.?\s+(?:de\s+|d['’])?{_MONTH},?\s+(?:del?\s+)?{_YEAR}"
        r"(?:\s+(?:г|р|r)\.)?",
        rf"{_MONTH},?\s+(?:de\s+)?{_YEAR}",
        # Programs that write a day of the week leave out the century.
        rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}}\.?,?\s+{_DAY}\s+{_MONTH},?\s+(?P<year>\d\d)",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?",
        rf"{_YEAR}年(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?",
        # Between slashes, the day is known only where it is no month.
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}",
        rf"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{{1,2}})/{_YEAR}",
        rf"(?P<month>\d{{1,2}})/(?P<day>1[3-9]|2\d|3[01])/{_YEAR}",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)",
        _YEAR,
    )
)
#: A time after a day in words, which says less than the day does.
_CLOCK = re.compile(r",?\s(?:at\s)?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?\Z")
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})[ tT]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?"
    r"\s*(?P<zone>[zZ]|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?|[A-Z]{3,5})?\Z"
)
#: How zones are called that have no one offset: the day is known, and not much more.
_NAMED = re.compile(r"[A-Z]{3,5}")


def dated(value: object) -> Dated | None:
    """A front matter date as a point in time with its precision; None if it is not a date.

    Takes dates, datetimes, years, epoch seconds and milliseconds, ISO 8601 with or without an
    offset, RFC 2822, and dates in words of English and many other languages. A time without a
    zone is taken as UTC.

    >>> str(dated("2024-11-17 11:19:01 -0700")), dated("2024-11-17 11:19:01 -0700").at.isoformat()
    ('2024-11-17', '2024-11-17T11:19:01-07:00')
    >>> [str(dated(v)) for v in (1733405450987, "Dec 5th, 2024", "June 2024", 2024, "soon")]
    ['2024-12-05', '2024-12-05', '2024-06', '2024', 'None']
    >>> str(dated({"created": "2024-12-05", "updated": "2025-01-07"}))
    '2024-12-05'
    >>> [str(dated(v)) for v in ("4. März 2022", "5 de mayo de 2020", "Sat, 04 Mar 23")]
    ['2022-03-04', '2020-05-05', '2023-03-04']
    """
    try:
        found = _found(value)
        if found:
            found.at.astimezone(UTC)  # in the zones of others it can be a year that no clock has
        return found
    except (ValueError, OverflowError):
        return None


def _found(value: object) -> Dated | None:
    """Raises ValueError or OverflowError for a date that does not exist."""
    if isinstance(value, Mapping):  # of a post in a blog of Material's
        return dated(value.get("created") or value.get("published"))
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return _aware(value, "second")
    if isinstance(value, date):
        return _aware(datetime(value.year, value.month, value.day), "day")
    if isinstance(value, int | float):
        return _number(value)
    text = str(value).strip()
    if re.fullmatch(r"\d{9,13}", text):
        return _number(int(text))
    return _text(text)


def _aware(at: datetime, precision: Precision) -> Dated:
    return Dated(at=at if at.tzinfo else at.replace(tzinfo=UTC), precision=precision)


def _number(value: int | float) -> Dated | None:
    if isinstance(value, int) and 1000 <= value <= 2999:
        return _aware(datetime(value, 1, 1), "year")
    if isinstance(value, int) and 19000101 <= value <= 29991231:
        return dated(str(value))
    try:
        seconds = value / 1000 if value > 100_000_000_000 else value
        return _aware(datetime.fromtimestamp(seconds, UTC), "second") if value > 1e8 else None
    except (ValueError, OverflowError, OSError):
        return None


def _text(text: str) -> Dated | None:
    """Raises ValueError for a date that does not exist."""
    iso = _ISO.match(text)
    if iso:
        year, month, day = (int(part) for part in iso["day"].split("-"))
        zone = (iso["zone"] or "+00:00").upper().replace("UTC", "GMT")
        zone = "Z" if zone == "GMT" else zone.removeprefix("GMT")
        if _NAMED.fullmatch(zone):
            return _aware(datetime(year, month, day), "day")
        clock = iso["time"].zfill(5 if iso["time"].count(":") == 1 else 8)
        return _aware(
            datetime.fromisoformat(f"{year:04}-{month:02}-{day:02}T{clock}{zone}"), "second"
        )
    said = _CLOCK.sub("", text)
    for pattern in _PATTERNS:
        match = pattern.match(said)
        if match:
            return _parts(match.groupdict())
    return _aware(parsedate_to_datetime(text), "second")


def _parts(found: dict[str, str | None]) -> Dated | None:
    year, month, day = found["year"], found.get("month"), found.get("day")
    if not month:
        return _aware(datetime(int(year or 0), 1, 1), "year")
    number = int(month) if month.isdigit() else _month(month.casefold())
    # Of two figures, as in time.strptime.
    century = 0 if len(year or "") != 2 else 1900 if int(year or 0) > 68 else 2000
    return _aware(
        datetime(century + int(year or 0), number, int(day or 1)), "day" if day else "month"
    )


def _month(name: str) -> int:
    """The number of a month by its name, in English also if it is cut off; 0 if it is none."""
    number = MONTHS.get(name[:3], 0)
    if number and (len(name) == 3 or _MONTHS.split()[number - 1].startswith(name)):
        return number
    return 9 if name == "sept" else _foreign_months().get(name, 0)


@cache
def _foreign_months() -> dict[str, int]:
    """The months of other languages, as Unicode's data has them."""
    from babel.core import Locale  # takes time, and English needs none of it

    found: dict[str, int] = {}
    for tongue in _TONGUES:
        months = Locale(tongue).months
        for use in ("stand-alone", "format"):
            for width in ("abbreviated", "wide"):
                for number, name in months[use][width].items():
                    found.setdefault(name.casefold().rstrip("."), number)
    return found
