"""A small chart of how often something is mentioned in each year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from commonplace.model import Dated

#: The drawing's measures, in pixels. At this width the labels can be read on any screen.
WIDTH, HEIGHT, FOOT, HEAD = 300, 96, 80, 14
_COLUMN, _BAR, _LABEL = 60, 24, 34
#: A chart of one year tells nothing, one of more than these cannot be read.
_LEAST, _MOST = 2, 60


@dataclass(frozen=True, kw_only=True)
class YearBar:
    """A year's bar, in pixels of the drawing; `label` is False where it would touch others."""

    year: int
    count: int
    left: float
    top: float
    width: float
    height: float
    label: bool

    @property
    def middle(self) -> float:
        """The middle of the bar, where the label goes."""
        return round(self.left + self.width / 2, 1)


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A bar for each year from the first to the last, and how many have no date."""

    bars: tuple[YearBar, ...]
    undated: int
    width: float

    @property
    def words(self) -> str:
        """What the chart shows, in words."""
        return ", ".join(f"{bar.year}: {bar.count}" for bar in self.bars if bar.count)


def chart(dates: Iterable[Dated | None]) -> Chart | None:
    """How many of the dates are in each year; None where one year has them all.

    >>> from datetime import UTC, datetime
    >>> days = [Dated(at=datetime(y, 5, 1, tzinfo=UTC), precision="day") for y in (2019, 2021)]
    >>> chart([*days, None]).words, chart(days[:1])
    ('2019: 1, 2021: 1', None)
    """
    dates = tuple(dates)
    counts = Counter(date.at.year for date in dates if date)
    if not len(counts) >= _LEAST:
        return None
    last = max(counts)
    years = range(max(min(counts), last - _MOST + 1), last + 1)
    column = min(_COLUMN, WIDTH / len(years))
    every = -int(-_LABEL // column)
    width = min(_BAR, column * 0.7)
    unit = (FOOT - HEAD) / max(counts.values())
    bars = []
    for place, year in enumerate(years):
        height = round(counts[year] * unit, 1)
        bars.append(
            YearBar(
                year=year,
                count=counts[year],
                left=round(place * column + (column - width) / 2, 1),
                top=round(FOOT - height, 1),
                width=round(width, 1),
                height=height,
                label=(len(years) - 1 - place) % every == 0,
            )
        )
    return Chart(
        bars=tuple(bars),
        undated=sum(date is None for date in dates),
        width=round(len(years) * column, 1),
    )
