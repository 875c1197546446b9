"""Lines that tell one event, put together: mentions of it, and the works that it is about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from math import log, log2

from commonplace.derive.references.addresses import normal
from commonplace.derive.timeline.keys import Keys, keys
from commonplace.model import Dated, Event

#: How much of the shorter of two lines the other has to say as well; more where the two do
#: not agree on the date, and less where they share a work.
LIKE, DISAGREEING, LINKED = 0.42, 0.6, 0.12
#: Years by which sources may differ that speak of one event.
APART = 3
#: A name that so many lines of one year have tells none of them from the others.
_EVERYWHERE = 80
#: How much more a name counts than another word, and keys that even a short line counts for.
_NAME, _LEAST_KEYS = 2.0, 2.0
#: What each further document adds to the strength of an event, by its logarithm.
_SOURCES = 0.75

#: A line of so few words is not shown where another says more.
_FEW_WORDS = 5
_PRECISE = ("year", "month", "day", "second")


@dataclass(frozen=True, kw_only=True)
class Told:
    """An event as one place tells it, whether somebody speaks there, and how clear the line is.

    `documents` are those that tell it: of a cited work all that cite it.
    """

    event: Event
    spoken: bool = False
    clear: float = 0.0
    documents: frozenset[str] = frozenset()


def span_of(event: Event) -> tuple[datetime, datetime]:
    """The first moment of what an event's date names, and the first behind it."""
    date = event.date
    assert date is not None  # events without a date are told of documents only
    return date.at if date.precision != "second" else _day(date.at), _end(event.until or date)


def _end(date: Dated) -> datetime:
    at = date.at
    if date.precision == "year":
        return at.replace(year=at.year + 1) if at.year < 9999 else at
    if date.precision == "month":
        return (at + timedelta(days=32)).replace(day=1)
    return _day(at) + timedelta(days=1)


def _day(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def compatible(one: Event, other: Event) -> bool:
    """Whether one of two dates contains the other."""
    (a, b), (c, d) = span_of(one), span_of(other)
    return (a <= c and d <= b) or (c <= a and b <= d)


def together(told: Sequence[Told]) -> list[Event]:
    """The events, each once: the best line of those that tell it, with the others inside it."""
    found = [one.event for one in told]
    about = [keys(event.text) for event in found]
    rarity = _rarities(about)
    links = [frozenset(filter(None, map(normal, event.links))) for event in found]
    pairs = []
    for one, other in _near(found, about, links):
        if alike := _alike(found, about, links, rarity, one, other):
            pairs.append((-alike, one, other))
    group = list(range(len(found)))
    members: dict[int, list[int]] = {number: [number] for number in group}
    for _, one, other in sorted(pairs):
        a, b = group[one], group[other]
        if a == b or not _may_join(found, members[a], members[b]):
            continue
        for number in members[b]:
            group[number] = a
        members[a] += members.pop(b)
    return [_one([told[number] for number in sorted(members[key])]) for key in sorted(members)]


def _rarities(told: Sequence[Keys]) -> Mapping[str, float]:
    """How much each key tells: the fewer lines have it, the more."""
    count = Counter(key for one in told for key in one.all)
    return {key: log(1 + len(told) / times) for key, times in count.items()}


def _near(
    found: Sequence[Event], told: Sequence[Keys], links: Sequence[frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """The pairs of lines that share a name or a work, and lie near in time."""
    by_key: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for number, event in enumerate(found):
        assert event.date is not None
        for key in told[number].names:
            by_key[key, event.date.at.year].append(number)
        for link in links[number]:
            by_key[f"\0{link}", 0].append(number)
    seen: set[tuple[int, int]] = set()
    for (key, year), numbers in sorted(by_key.items()):
        if len(numbers) > _EVERYWHERE:
            continue
        later = [] if year == 0 else [
            number for ahead in range(1, APART + 1) for number in by_key.get((key, year + ahead), ())
        ]
        pairs = [*combinations(numbers, 2)]
        if len(later) <= _EVERYWHERE:
            pairs += [(one, other) for one in numbers for other in later]
        for one, other in pairs:
            pair = (min(one, other), max(one, other))
            if pair not in seen:
                seen.add(pair)
                yield pair


def _alike(
    found: Sequence[Event],
    told: Sequence[Keys],
    links: Sequence[frozenset[str]],
    rarity: Mapping[str, float],
    one: int,
    other: int,
) -> float:
    """How much two lines have in common; 0 if they do not tell one event."""
    a, b = told[one], told[other]

    def weight(some: frozenset[str]) -> float:
        return sum(rarity[key] * (_NAME if key in a.names | b.names else 1) for key in some)

    shared = a.all & b.all
    least = _LEAST_KEYS * _NAME
    value = weight(shared) / max(least, min(weight(a.all), weight(b.all)))
    linked = bool(links[one] & links[other])
    names = a.names & b.names
    if not compatible(found[one], found[other]):
        once = (a.once or a.bare) and (b.once or b.bare)
        same = bool(a.lead & b.lead) and once and value >= DISAGREEING
        return value if same and names and _near_years(found[one], found[other]) else 0
    if linked and (value >= LINKED or "cited" in (found[one].lane, found[other].lane)):
        return 1 + value
    if not names or value < LIKE:
        return 0
    if a.bare or b.bare:
        # Such a line only says when something was: it has to be what the other tells of.
        return value if names & a.lead and names & b.lead else 0
    return value if len(shared) > 1 else 0


def _near_years(one: Event, other: Event) -> bool:
    assert one.date is not None and other.date is not None
    return abs(one.date.at.year - other.date.at.year) <= APART


def _may_join(found: Sequence[Event], some: Sequence[int], others: Sequence[int]) -> bool:
    """Whether two groups tell one event: no two of their dates say otherwise, or nearly none."""
    clashes = sum(not compatible(found[a], found[b]) for a in some for b in others)
    return clashes == 0 or (len(some) == 1 or len(others) == 1) and clashes == len(some) * len(others)


def _one(told: Sequence[Told]) -> Event:
    """One event of the lines that tell it."""
    shown = max(told, key=_worth)
    best = shown.event
    documents = frozenset[str]().union(*(one.documents for one in told))
    sources = _SOURCES * log2(max(1, len(documents)))
    if len(told) == 1:
        return replace(best, strength=round(best.strength + sources, 2))
    agreeing = [one.event for one in told if compatible(best, one.event)]
    dated = max(agreeing, key=_precision)
    others = [one.event for one in sorted(told, key=_worth, reverse=True) if one is not shown]
    differing = (one.date for one in others if one.date and not compatible(dated, one))
    return replace(
        best,
        date=dated.date,
        until=dated.until,
        resolved=dated.resolved,
        dated_by=dated.dated_by or best.dated_by,
        base=dated.base,
        links=tuple(dict.fromkeys(link for one in (best, *others) for link in one.links)),
        strength=round(max(one.event.strength for one in told) + sources, 2),
        others=tuple(others),
        disputed=tuple(sorted(set(differing), key=str)),
    )


def _worth(told: Told) -> tuple[bool, bool, bool, float, str, str, int]:
    """How good a line is to be shown for the others: one in words, whole, written, clear."""
    event = told.event
    whole = len(event.text.split()) > _FEW_WORDS
    place = (event.quote.anchor, -event.quote.start) if event.quote else ("", 0)
    return (event.lane == "mentioned", whole, not told.spoken, told.clear, event.document, *place)


def _precision(event: Event) -> tuple[bool, int, bool]:
    """How precisely a date is known; what is said beats what was worked out."""
    assert event.date is not None
    return (not event.resolved, _PRECISE.index(event.date.precision), event.until is None)
