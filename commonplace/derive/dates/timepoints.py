"""Points and stretches of time, made from the parts that a text names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from commonplace.model import Dated


@dataclass(frozen=True, kw_only=True)
class When:
    """What the words of a date mean: a point in time, or a stretch up to `until`.

    `resolved` is True where the words alone do not say it ("last year") and the
    date of the document, or one named shortly before, was needed to tell.
    """

    date: Dated
    until: Dated | None = None
    resolved: bool = False


def year(number: int) -> Dated:
    """A year. Raises ValueError for one outside 1 to 9999, as do the others."""
    return Dated(at=datetime(number, 1, 1, tzinfo=UTC), precision="year")


def month(number: int, in_year: int) -> Dated:
    """A month of a year."""
    return Dated(at=datetime(in_year, number, 1, tzinfo=UTC), precision="month")


def day(number: int, in_month: int, in_year: int) -> Dated:
    """A day. Raises ValueError for the 31st of February."""
    return Dated(at=datetime(in_year, in_month, number, tzinfo=UTC), precision="day")


def week(of: date, resolved: bool = True) -> When:
    """The seven days, Monday to Sunday, that a day belongs to.

    >>> found = week(date(2024, 12, 5))
    >>> str(found.date), str(found.until)
    ('2024-12-02', '2024-12-08')
    """
    first = of - timedelta(days=of.weekday())
    last = first + timedelta(days=6)
    return When(
        date=day(first.day, first.month, first.year),
        until=day(last.day, last.month, last.year),
        resolved=resolved,
    )
