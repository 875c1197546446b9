"""Lines that tell one event, put together: mentions of it, and the works that it is about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from math import log, log2

from commonplace.derive.addresses import normal
from commonplace.derive.standing import leans
from commonplace.derive.timeline.keys import keys
from commonplace.model import Dated, Event

#: How much of the shorter of two lines the other has to say as well: where they share a
#: name, no name, a work, and where they do not agree on the date.
LIKE, SAME_WORDS, LINKED, DISAGREEING = 0.45, 0.8, 0.12, 0.7
#: Years by which sources may differ that speak of one event.
APART = 3
#: A key of so many lines of one year tells none of them from the others; rare is one of few
#: lines, or of a small share; a word that is no name has to be rarer to be looked at.
_EVERYWHERE, _FEW, _SHARE, _RARE_WORD = 80, 6, 0.05, 8
#: The share where of one date no more is known than its year.
_RARER = 0.01
#: How much more a name counts than another word, and what even a short line counts.
_NAME, _LEAST = 2.0, 4.0
#: What the documents that tell an event add to its strength, by their logarithm.
_SOURCES = 0.75
#: How near dates are.
_MONTH, _DAY = 1, 2
#: A line of so few words is not shown where another says more.
_FEW_WORDS = 5
#: What is spoken less clearly than this is shown where nothing is written.
_CLEAR = 3.0
#: What follows a sentence begins within so many characters.
_BEHIND = 40
_PRECISE = ("year", "month", "day", "second")


@dataclass(frozen=True, kw_only=True)
class Telling:
    """An event as one place tells it, whether somebody speaks there, and how clear the line is.

    `words` are the sentence itself, which stands `alone` where the line needs no other.
    `listed` says that it is of a table of years, in which no two lines tell one event.
    `documents` are those that tell it: of a cited work all that cite it. `foreign` says that
    most documents are in another language.
    """

    event: Event
    words: str
    spoken: bool = False
    alone: bool = True
    listed: bool = False
    clear: float = 0.0
    documents: tuple[str, ...] = ()
    foreign: bool = False


def moments(date: Dated, until: Dated | None = None) -> tuple[datetime, datetime]:
    """The first moment of what a date names, or a stretch of time, and the first behind it."""
    last = until or date
    begin = date.at.replace(hour=0, minute=0, second=0, microsecond=0)
    end = last.at.replace(hour=0, minute=0, second=0, microsecond=0)
    if last.precision == "year":
        return begin, end.replace(year=min(9999, end.year + 1))
    if last.precision == "month":
        return begin, (end + timedelta(days=32)).replace(day=1)
    return begin, end + timedelta(days=1)


def compatible(one: Event, other: Event) -> bool:
    """Whether one of two dates contains the other."""
    assert one.date is not None and other.date is not None  # all that is told has a date
    (a, b), (c, d) = moments(one.date, one.until), moments(other.date, other.until)
    return (a <= c and d <= b) or (c <= a and b <= d)


def together(told: Sequence[Telling]) -> list[Event]:
    """The events, each once: the best line of those that tell it, with the others inside it."""
    lines = _Lines(told)
    pairs = [(-alike, *pair) for pair in lines.near() if (alike := lines.alike(*pair))]
    group = list(range(len(told)))
    members: dict[int, list[int]] = {number: [number] for number in group}
    for _, one, other in sorted(pairs):
        a, b = group[one], group[other]
        if a == b or not _may_join(told, members[a], members[b]):
            continue
        for number in members[b]:
            group[number] = a
        members[a] += members.pop(b)
    return [_one([told[number] for number in sorted(members[key])]) for key in sorted(members)]


class _Lines:
    """What is known of all lines: what each is about, its works, and how rare each key is."""

    def __init__(self, told: Sequence[Telling]) -> None:
        self.found = [one.event for one in told]
        self.about = [keys(one.words) for one in told]
        self.links = [frozenset(filter(None, map(normal, one.event.links))) for one in told]
        self._times = Counter(key for one in self.about for key in one.all)

    def rare(self, some: Iterable[str], share: float = _SHARE) -> bool:
        """Whether one of some keys stands in few lines."""
        return any(self._times[key] <= max(_FEW, share * len(self.found)) for key in some)

    def weight(self, some: Iterable[str], names: Set[str]) -> float:
        """How much some keys tell: the fewer lines have them, the more."""
        return sum(
            log(1 + len(self.found) / self._times[key]) * (_NAME if key in names else 1)
            for key in some
        )

    def near(self) -> Iterator[tuple[int, int]]:
        """The pairs of lines that share a name, a rare word, a work or a passage, near in time."""
        by_key: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for number, event in enumerate(self.found):
            assert event.date is not None
            about = self.about[number]
            for key in about.all:
                if key in about.names or self._times[key] <= _RARE_WORD:
                    by_key[key, event.date.at.year].append(number)
            for link in self.links[number]:
                by_key[f"\0{link}", 0].append(number)
            if event.quote:
                by_key[f"\0{event.quote.address}", 0].append(number)
        seen: set[tuple[int, int]] = set()
        for (key, year), numbers in sorted(by_key.items()):
            if len(numbers) > _EVERYWHERE:
                continue
            pairs = [*combinations(numbers, 2)]
            for ahead in range(1, APART + 1) if year else ():
                later = by_key.get((key, year + ahead), ())
                if len(later) <= _EVERYWHERE:
                    pairs += [(one, other) for one in numbers for other in later]
            for one, other in pairs:
                pair = (min(one, other), max(one, other))
                if pair not in seen:
                    seen.add(pair)
                    yield pair

    def alike(self, one: int, other: int) -> float:
        """How much two lines have in common; 0 if they do not tell one event."""
        a, b = self.about[one], self.about[other]
        shared, names = a.all & b.all, a.names & b.names
        every = a.names | b.names
        least = min(self.weight(a.all, every), self.weight(b.all, every))
        value = self.weight(shared, every) / max(least, _LEAST)
        lanes = (self.found[one].lane, self.found[other].lane)
        if self._goes_on(one, other):
            return 1 + value
        if not compatible(self.found[one], self.found[other]):
            value = self.weight(shared, every) / max(least, 1.0)
            return value if self._disagree(one, other, value) else 0
        if self.links[one] & self.links[other] and (value >= LINKED or "cited" in lanes):
            return 1 + value
        if a.parts_from(b):
            return 0
        close = _closeness(self.found[one], self.found[other])
        if not names:
            # Without a name it has to be said in nearly the same words.
            value = self.weight(shared, every) / max(least, 1.0)
            same = len(shared) > 1 and value >= SAME_WORDS - 0.4 * (close == _DAY)
            return value if same and (a.once or close == _DAY) and self.rare(shared) else 0
        leading = bool(a.lead & b.lead)
        if "cited" in lanes and leading and close >= _MONTH and self.rare(a.lead & b.lead):
            return max(value, LIKE)
        if a.printed and b.printed and self.rare(a.lead & b.lead):
            return max(value, LIKE)
        loose = close < _MONTH and not (a.once or b.once or a.bare or b.bare)
        # Names that are everywhere need nearly the same words beside them.
        said = value >= SAME_WORDS and len(shared - every) > 1
        if value < LIKE - 0.1 * close or (loose and not said and not self.rare(names, _RARER)):
            return 0
        if a.bare or b.bare:
            # Such a line only says when something was: it has to be what the other tells of.
            enough = self.rare(names) or close >= _MONTH
            whole = "cited" in lanes or (a.names if a.bare else b.names) <= names
            return value if enough and whole and (leading or len(names) > 1) else 0
        return value if len(shared) > 1 else 0

    def _goes_on(self, one: int, other: int) -> bool:
        """Whether the later of two lines only adds to the one that stands just before it.

        That is a work whose link follows the sentence that tells of it, or a sentence
        without a name, whose date had to be worked out.
        """
        first, second = sorted((one, other), key=lambda number: _start(self.found[number]))
        before, behind = self.found[first], self.found[second]
        if before.lane != "mentioned" or not _follows(before, behind):
            return False
        if not compatible(before, behind):
            return False
        if behind.lane == "cited":
            return bool(self.about[first].all & self.about[second].all)
        named = bool(self.about[first].names)
        return named and not self.about[second].names and behind.resolved and not before.resolved

    def _disagree(self, one: int, other: int, value: float) -> bool:
        """Whether two lines tell of one thing that happens once, and differ on when."""
        a, b = self.about[one], self.about[other]
        first, second = self.found[one], self.found[other]
        if "cited" in (first.lane, second.lane) or _place(first) == _place(second):
            return False  # one passage knows what it says, and an address what it leads to
        years = [self.found[number].date.at.year for number in (one, other)]  # type: ignore[union-attr]
        if not (a.single and b.single) or abs(years[0] - years[1]) > APART:
            return False
        if not a.names and not b.names:
            return a.once and b.once and len(a.all & b.all) > 1 and value >= SAME_WORDS
        same = a.names <= b.names or b.names <= a.names
        lead = a.lead & b.lead
        return bool(lead) and same and value >= DISAGREEING and self.rare(lead)


def _place(event: Event) -> str:
    return event.quote.address if event.quote else event.document


def _start(event: Event) -> int:
    return event.quote.start if event.quote else -1


def _follows(before: Event, behind: Event) -> bool:
    """Whether what tells one event stands in one passage with another's, and right behind it."""
    if before.quote is None or behind.quote is None or _place(before) != _place(behind):
        return False
    return 0 <= behind.quote.start - before.quote.end <= _BEHIND


def _closeness(one: Event, other: Event) -> int:
    """How near two compatible dates are known to be: 0 to a year, 1 to a month, 2 to a day."""
    levels = [_PRECISE.index(event.date.precision) for event in (one, other) if event.date]
    return min(_DAY, *levels)


def _may_join(told: Sequence[Telling], some: Sequence[int], others: Sequence[int]) -> bool:
    """Whether two groups tell one event: their dates agree, or all of one differ from all."""
    pairs = [(told[a], told[b]) for a in some for b in others]
    if any(_of_one_table(a, b) for a, b in pairs):
        return False
    clashes = sum(not compatible(a.event, b.event) for a, b in pairs)
    return clashes == 0 or clashes == len(pairs)


def _of_one_table(one: Telling, other: Telling) -> bool:
    same = one.event.document == other.event.document
    return same and one.listed and other.listed and one.event.text != other.event.text


def _one(told: Sequence[Telling]) -> Event:
    """One event of the lines that tell it."""
    shown = max(told, key=_worth)
    best = shown.event
    documents = {address for one in told for address in one.documents}
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


def _worth(told: Telling) -> tuple[bool, bool, bool, bool, bool, bool, float, str, str, int]:
    """How good a line is to be shown for the others: readable, in words, whole, written, clear.

    Better than words that lean on what is not shown with them is the title of a work.
    """
    event = told.event
    good = not told.spoken or (told.alone and told.clear >= _CLEAR)
    whole = good and len(event.text.split()) > _FEW_WORDS
    place = (event.quote.anchor, -event.quote.start) if event.quote else ("", 0)
    stands = event.lane == "mentioned" and not leans(event.text)
    titled = event.lane == "cited" and whole
    signs = (not told.foreign, stands, titled, whole, told.alone, not told.spoken, told.clear)
    return (*signs, event.document, *place)


def _precision(event: Event) -> tuple[bool, int, bool]:
    """How precisely a date is known; what is said beats what was worked out."""
    assert event.date is not None
    return (not event.resolved, _PRECISE.index(event.date.precision), event.until is None)
