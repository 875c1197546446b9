"""The timeline page, and the pages it links to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from commonplace.model import Catalogue, Event, Lane
from commonplace.model.order import newest_first
from commonplace.model.texts import noted
from commonplace.render import views
from commonplace.render.addresses import page_file, relative
from commonplace.render.choice import Choice
from commonplace.render.engine import Fill, page_fields, render
from commonplace.render.events import EventLine, lines

ADDRESS = "timeline/"
#: The most weaker events that are folded on the page itself; more get a page for each year.
FOLDED = 300
#: The height of the highest bar of the strip, and of the lowest part of one.
HIGH, LOW = 100, 5
_LANES: Mapping[Lane, str] = {
    "mentioned": noted("Mentioned"),
    "cited": noted("Cited"),
    "published": noted("Published"),
    "predicted": noted("Predicted"),
}


@dataclass(frozen=True, kw_only=True)
class Year:
    """The events of a year. `rest` is folded below them, or is `more` on a page of its own.

    Years that have nothing else are joined to one: `apart` are their pages.
    """

    name: str
    lines: tuple[EventLine, ...]
    rest: tuple[EventLine, ...] = ()
    more: int = 0
    address: str = ""
    apart: tuple[Year, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of the year's heading."""
        return f"year-{self.name.replace(' to ', '-')}"

    @property
    def folded(self) -> int:
        """How many lines are one click away."""
        return len(self.rest) + self.more


@dataclass(frozen=True, kw_only=True)
class LanePart:
    """The part of a bar that one lane has: its top and height in a drawing `HIGH` high."""

    lane: Lane
    top: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A year in the strip. `gap`: years before it have no events."""

    name: str
    anchor: str
    count: int
    parts: tuple[LanePart, ...]
    gap: bool


def pages(catalogue: Catalogue, fill: Fill = render) -> Iterator[tuple[str, str]]:
    """The timeline, and a page for each year with more than it can hold."""
    by_year: dict[int, list[Event]] = {}
    for event in catalogue.derived.events:
        if event.date and event.document in catalogue.documents:
            by_year.setdefault(event.date.at.year, []).append(event)
    weak = {year: [e for e in by_year[year] if not e.shown] for year in sorted(by_year)}
    apart = sum(map(len, weak.values())) > FOLDED
    years = []
    for year, found in weak.items():
        rest = () if apart else lines(catalogue, found, ADDRESS)
        address = f"{ADDRESS}{year}/" if apart and found else ""
        years.append(
            Year(
                name=str(year),
                lines=lines(catalogue, (e for e in by_year[year] if e.shown), ADDRESS),
                rest=rest,
                more=len(found) if apart else 0,
                address=relative(ADDRESS, address) if address else "",
            )
        )
        if address:
            yield page_file(address), _rest(catalogue, str(year), found, address, fill)
    yield page_file(ADDRESS), _timeline(catalogue, joined(years), fill)


def count(catalogue: Catalogue) -> int:
    """How many lines the timeline shows."""
    return sum(
        event.shown and event.date is not None and event.document in catalogue.documents
        for event in catalogue.derived.events
    )


def joined(years: Sequence[Year]) -> list[Year]:
    """The years, in which those in a row that have nothing but folded lines are one.

    >>> empty = [Year(name=name, lines=(), more=2, address=name) for name in ("1930", "1987")]
    >>> [(year.name, year.folded) for year in joined(empty)]
    [('1930 to 1987', 4)]
    """
    found: list[Year] = []
    for has_lines, group in groupby(years, lambda year: bool(year.lines)):
        several = list(group)
        if has_lines or len(several) == 1:
            found += several
        else:
            found.append(
                Year(
                    name=f"{several[0].name} to {several[-1].name}",
                    lines=(),
                    rest=tuple(line for year in several for line in year.rest),
                    more=sum(year.more for year in several),
                    apart=tuple(year for year in several if year.more),
                )
            )
    return found


def bars(years: Sequence[Year]) -> tuple[Bar, ...]:
    """The strip: a bar for each year with lines, as high as it has them, in parts for the lanes.

    The script of the page draws it in the same way for a part of the events.
    """
    full = [year for year in years if year.lines]
    return _drawn({int(year.name): Counter(line.lane for line in year.lines) for year in full})


def strip(catalogue: Catalogue) -> tuple[Bar, ...]:
    """The same strip for another page, where the timeline has years to choose from."""
    counts: dict[int, Counter[Lane]] = {}
    for event in catalogue.derived.events:
        if event.shown and event.date and event.document in catalogue.documents:
            counts.setdefault(event.date.at.year, Counter())[event.lane] += 1
    return _drawn({year: counts[year] for year in sorted(counts)})


def _drawn(counts: Mapping[int, Counter[Lane]]) -> tuple[Bar, ...]:
    most = max((count.total() for count in counts.values()), default=0)
    years = [*counts]
    return tuple(
        Bar(
            name=str(year),
            anchor=f"year-{year}",
            count=counts[year].total(),
            parts=tuple(_parts(counts[year], most)),
            gap=year - before > 1,
        )
        for year, before in zip(years, [years[0] - 1, *years] if years else [], strict=False)
    )


def _parts(counts: Mapping[Lane, int], most: int) -> Iterator[LanePart]:
    """The parts of a bar, from the bottom up."""
    foot = HIGH
    for lane in _LANES:
        height = max(LOW, counts.get(lane, 0) * HIGH // most) if counts.get(lane) else 0
        height = min(height, foot)
        foot -= height
        yield LanePart(lane=lane, top=foot, height=height)


def _timeline(catalogue: Catalogue, years: Sequence[Year], fill: Fill) -> str:
    shown = [line for year in years for line in year.lines]
    everything = [*shown, *(line for year in years for line in year.rest)]
    undated = [d for d in newest_first(catalogue.library.documents) if not d.date]
    texts = catalogue.identity.texts
    description = texts.say(
        "What was published, what is said to have happened, and what is cited, by date."
    )
    counts = Counter(line.lane for line in shown)
    return fill(
        "timeline.md.j2",
        {
            "fields": {
                **_fields(texts.say("Timeline"), description, empty=not years),
                "wide": True,
            },
            "years": years,
            "bars": bars(years),
            "high": HIGH,
            "count": len(shown),
            "counts": counts,
            "lanes": {line.lane for line in everything},
            "filters": _filters(catalogue, everything),
            "undated": [views.all_listed(catalogue)[document.address] for document in undated],
            "contributing": catalogue.identity.contributing,
            "references": "references" in catalogue.identity.pages,
            "undated_works": sum(not r.date for r in catalogue.derived.references),
            "joined": texts.joined,
            "link": partial(relative, ADDRESS),
        },
    )


def _rest(
    catalogue: Catalogue, year: str, events: Sequence[Event], address: str, fill: Fill
) -> str:
    """The page of a year with the events that the timeline does not show."""
    found = lines(catalogue, events, address)
    say = catalogue.identity.texts.say
    return fill(
        "timeline-year.md.j2",
        {
            "fields": _fields(
                say("More from {year}", year=year),
                say("More dated statements about {year}.", year=year),
            ),
            "year": year,
            "lines": found,
            "filters": _filters(catalogue, found),
            "timeline": f"{relative(address, ADDRESS)}#year-{year}",
        },
    )


def _filters(catalogue: Catalogue, found: Iterable[EventLine]) -> Mapping[str, Sequence[Choice]]:
    """The filters: values that at least one event has."""
    found = tuple(found)
    kinds = {line.lane for line in found}
    topics = {slug for line in found for slug in line.topics.split()}
    people = {slug for line in found for slug in line.people.split()}
    said = {slug for line in found for slug in line.said.split()}
    return {
        "kind": [
            Choice(value=lane, name=catalogue.identity.texts.say(name))
            for lane, name in _LANES.items()
            if lane in kinds
        ],
        "topic": [
            Choice(value=topic.slug, name=topic.name)
            for topic in catalogue.derived.topics
            if topic.slug in topics
        ],
        "person": [
            Choice(value=person.slug, name=person.name)
            for person in catalogue.derived.people
            if person.slug in people
        ],
        "said": [
            Choice(value=person.slug, name=person.name)
            for person in catalogue.derived.people
            if person.slug in said
        ],
    }


def _fields(title: str, description: str, empty: bool = False) -> dict[str, object]:
    """Front matter: the strip is the page's table of contents."""
    return {"template": "timeline.html", **page_fields(title, description, "toc", empty=empty)}
