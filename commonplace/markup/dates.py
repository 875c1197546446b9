"""Dates of every kind become one timezone-aware type that knows its precision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from commonplace.model import Dated, Precision

_MONTHS = "january february march april may june july august september october november december"
MONTHS = {name[:3]: number for number, name in enumerate(_MONTHS.split(), 1)}
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_PATTERNS = tuple(
    re.compile(pattern + r"\Z")
    for pattern in (
        rf"(?:[A-Za-z]+,?\s+)?{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"(?:[A-Za-z]+,?\s+)?{_DAY}\.?\s+{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?",
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
    offset, RFC 2822, and dates in English words. A time without a zone is taken as UTC.

    >>> str(dated("2024-11-17 11:19:01 -0700")), dated("2024-11-17 11:19:01 -0700").at.isoformat()
    ('2024-11-17', '2024-11-17T11:19:01-07:00')
    >>> [str(dated(v)) for v in (1733405450987, "Dec 5th, 2024", "June 2024", 2024, "soon")]
    ['2024-12-05', '2024-12-05', '2024-06', '2024', 'None']
    >>> str(dated({"created": "2024-12-05", "updated": "2025-01-07"}))
    '2024-12-05'
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
    number = int(month) if month.isdigit() else MONTHS.get(month[:3].lower(), 0)
    return _aware(datetime(int(year or 0), number, int(day or 1)), "day" if day else "month")
