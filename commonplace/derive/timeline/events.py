"""Everything with a date: documents, statements in passages, and cited works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial

from commonplace.derive.dates.mentions import Mention, mentions
from commonplace.derive.excerpts import excerpt
from commonplace.derive.links import TextLink, links, within
from commonplace.derive.sentences import Span
from commonplace.derive.timeline.strength import THRESHOLD, strength
from commonplace.model import (
    Dated,
    Document,
    Each,
    Event,
    Library,
    Passage,
    Quote,
    Reference,
    in_turn,
)

#: As many of the strongest statements in running text are shown even if they are weak,
FEWEST = 24
#: unless weaker than this.
WEAKEST = 0.75
#: The most of a year and a lane that are shown; lines of a table of years all are.
MOST = 16
#: A line of a table of years is stronger than what running text can be.
TABLE = 10.0
_LANES = ("published", "mentioned", "cited")
_LAST = "9999"


def events(
    library: Library,
    references: Sequence[Reference],
    known: Collection[str] = (),
    each: Each = in_turn,
) -> tuple[Event, ...]:
    """Everything with a date, in order of time; documents without one at the end.

    `known` are names of persons, which make a statement count more. The strongest dated
    statements are `shown`.
    """
    stated = [
        event
        for found in each(partial(_stated, known=tuple(known)), library.documents)
        for event in found
    ]
    cited = [event for reference in references if (event := _cited(reference)) is not None]
    found = [
        *(_published(document) for document in library.documents),
        *_choose(stated, THRESHOLD, FEWEST),
        *_choose(cited, 0, 0),
    ]
    return tuple(sorted(found, key=_order))


def _order(event: Event) -> tuple[str, int, str]:
    """By time; a less precise date comes before its parts."""
    when = f"{event.date.at.isoformat()} {len(str(event.date))}" if event.date else _LAST
    return (when, _LANES.index(event.lane), event.document)


def _published(document: Document) -> Event:
    return Event(
        lane="published", date=document.date, text=document.title, document=document.address
    )


def _cited(reference: Reference) -> Event | None:
    """A cited work, if its address tells when it was published."""
    if reference.date is None:
        return None
    first = reference.citations[0]
    return Event(
        lane="cited",
        date=reference.date,
        text=reference.title,
        document=first.document,
        quote=first.quote,
        links=(reference.address,),
        strength=float(len(reference.citations)),
    )


def _stated(document: Document, known: Collection[str]) -> tuple[Event, ...]:
    """The dated statements of a document, each date of a sentence once."""
    return tuple(_statements(document, known))


def _statements(document: Document, known: Collection[str]) -> Iterator[Event]:
    for passage in document.passages:
        found = mentions(passage.text, document.date)
        leading = links(passage)
        # What is found without the document's date was not worked out from that.
        resolved = any(mention.resolved for mention in found)
        alone = frozenset(mentions(passage.text) if resolved else ())
        seen: set[tuple[Span, str]] = set()
        for mention in found:
            base = document.date if mention.resolved and mention not in alone else None
            sentences = mention.events or (mention.sentence,)
            for sentence in sentences:
                key = (sentence, str(mention.date))
                if key not in seen:
                    seen.add(key)
                    event = _statement(document, passage, leading, mention, sentence, known)
                    yield replace(event, base=base)


def _statement(
    document: Document,
    passage: Passage,
    leading: Sequence[TextLink],
    mention: Mention,
    sentence: Span,
    known: Collection[str],
) -> Event:
    """One dated statement; for an endless sentence, the words around the date.

    `leading` are the links of the passage.
    """
    text = passage.text
    own = sentence if mention.events else excerpt(text, mention.words)

    def quote(span: Span) -> Quote:
        return Quote(
            document=document.address,
            anchor=passage.anchor,
            start=span.start,
            end=span.end,
            text=span.of(text),
        )

    inside = (link.address for link in within(leading, own.start, own.end))
    return Event(
        lane="mentioned",
        date=mention.date,
        text=own.of(text),
        document=document.address,
        quote=quote(own),
        dated_by=quote(mention.words),
        until=mention.until,
        resolved=mention.resolved,
        links=tuple(dict.fromkeys(inside)),
        strength=TABLE if mention.events else round(strength(text, mention, known), 2),
    )


def _choose(found: list[Event], enough: float, fewest: int) -> Iterator[Event]:
    """The events; those too weak, or too many in a year, are marked as not shown."""
    ranked = sorted(
        enumerate(found), key=lambda pair: (-pair[1].strength, _order(pair[1]), pair[0])
    )
    shown: set[int] = set()
    years: Counter[int] = Counter()
    for number, event in ranked:
        year, listed = _year(event.date), event.strength >= TABLE
        strong = event.strength >= enough
        few = years.total() < fewest and event.strength >= WEAKEST
        if not listed and years[year] < MOST and (strong or few):
            years[year] += 1
            shown.add(number)
        elif listed:
            shown.add(number)
    return (replace(event, shown=number in shown) for number, event in enumerate(found))


def _year(date: Dated | None) -> int:
    return date.at.year if date else 0
