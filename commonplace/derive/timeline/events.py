"""Everything with a date: documents, statements in passages, and cited works."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from commonplace.derive.addresses import readable
from commonplace.derive.dates.mentions import Mention, mentions
from commonplace.derive.excerpts import excerpt, quote_of
from commonplace.derive.links import TextLink, links, within
from commonplace.derive.sentences import Span
from commonplace.derive.timeline.apparatus import (
    is_apparatus,
    is_listed_work,
    lists_works,
    pictured,
)
from commonplace.derive.timeline.bare import empty, repeats
from commonplace.derive.timeline.predictions import Prediction, prediction
from commonplace.derive.timeline.strength import (
    THRESHOLD,
    is_phrase,
    strength,
    understood,
)
from commonplace.derive.timeline.together import Telling, together
from commonplace.model import (
    Dated,
    Document,
    Each,
    Event,
    Library,
    Passage,
    Reference,
    in_turn,
)

#: The most of a year that are shown; lines of a table of years all are that say something.
MOST = 16
#: A line of a table of years is stronger than what running text can be.
TABLE = 10.0
#: What speech is worth less that goes through the years of a table.
REPEATED = 2.0
#: A cited work that nobody tells of is shown from so many documents on; fewer cite it
#: for what it says, and it is no news. Of those, no document has more than so many.
CITING, CITED_ONCE = 2, 3
#: A title that is none: "Moth et al 2018", "arXiv:2104.03113".
_CITATION = re.compile(r"\bet al\b\.?,?\s\(?\d{4}|\A(?:arXiv|doi):\S+\Z", re.IGNORECASE)
#: A date that is counted from today, in whatever year a text is at.
_FROM_TODAY = re.compile(r"\b(?:last|this|next|past|ago|yesterday)\b", re.IGNORECASE)
_LANES = ("published", "mentioned", "predicted", "cited")
_LAST = "9999"


def events(
    library: Library,
    references: Sequence[Reference],
    known: Collection[str] = (),
    each: Each = in_turn,
) -> tuple[Event, ...]:
    """Everything with a date, in order of time; documents without one at the end.

    `known` are names of persons, which make a statement worth more. What several lines tell,
    or a line and a work that is cited, is one event. Of the events those are `shown` that
    most say what happened.
    """
    told = [
        one
        for found in each(partial(_stated, known=tuple(known)), library.documents)
        for one in found
    ]
    foreign = _foreign(library.documents)
    told = [replace(one, foreign=one.event.document in foreign) for one in told]
    foreseen = [one for one in told if one.event.lane == "predicted"]
    told = [one for one in told if one.event.lane != "predicted"]
    told += [one for reference in references if (one := _cited(reference)) is not None]
    # Most edits change no line that has a date.
    joined = [*chain.from_iterable(each(together, [tuple(told), tuple(foreseen)]))]
    for number in empty(joined, library):
        joined[number] = replace(joined[number], strength=0.0)
    found = [*(_published(document) for document in library.documents), *_choose(joined)]
    return tuple(sorted(found, key=_order))


def _foreign(documents: Sequence[Document]) -> frozenset[str]:
    """The documents that are in another language than most."""
    spoken = {one.address: (one.language or "en").partition("-")[0] for one in documents}
    most = Counter(spoken.values()).most_common(1)
    return frozenset(one for one, tongue in spoken.items() if tongue != most[0][0])


def _order(event: Event) -> tuple[str, int, str]:
    """By time; a less precise date comes before its parts."""
    when = f"{event.date.at.isoformat()} {len(str(event.date))}" if event.date else _LAST
    return (when, _LANES.index(event.lane), event.document)


def _published(document: Document) -> Event:
    return Event(
        lane="published", date=document.date, text=document.title, document=document.address
    )


def _cited(reference: Reference) -> Telling | None:
    """A cited work, if its address tells when it was published."""
    if reference.date is None or reference.aside or not reference.address:
        return None
    first = reference.citations[0]
    documents = tuple(dict.fromkeys(citation.document for citation in reference.citations))
    event = Event(
        lane="cited",
        date=reference.date,
        text=reference.title,
        document=first.document,
        quote=first.quote,
        named=first.words,
        links=(reference.address,),
        strength=float(len(documents)) - (reference.kind == "x") / 2,
    )
    return Telling(event=event, words=event.text, documents=documents)


def _stated(document: Document, known: Collection[str]) -> tuple[Telling, ...]:
    """The dated statements of a document, each date of a sentence once."""
    found = tuple(_statements(document, known))
    years = {_year(one.event.date) for one in found if one.listed}
    return tuple(_repeated(one) if _repeats_table(one, years) else one for one in found)


def _repeats_table(told: Telling, years: Collection[int]) -> bool:
    """Whether somebody only talks through a year that the table of the same text has."""
    date = told.event.date
    unsaid = date is not None and date.precision == "year" and date.at.year in years
    return unsaid and told.spoken and not told.listed


def _repeated(told: Telling) -> Telling:
    event = replace(told.event, strength=round(told.event.strength - REPEATED, 2))
    return replace(told, event=event, clear=told.clear - REPEATED)


def _statements(document: Document, known: Collection[str]) -> Iterator[Telling]:
    named = year = _year(document.date)  # the last year that the text named is that of its story
    for passage in document.passages:
        found = mentions(passage.text, document.date)
        if not found:
            continue
        leading = links(passage)
        alts = pictured(passage.html)
        listing = lists_works(passage.heading)
        # What is found without the document's date was not worked out from that.
        resolved = any(mention.resolved for mention in found)
        alone = frozenset(mentions(passage.text) if resolved else ())
        seen: set[tuple[Span, str]] = set()
        foreseen: set[Span] = set()
        for mention in found:
            if _tells_nothing(passage, mention, leading, alts, listing):
                continue
            if mention.sentence in foreseen:
                continue
            if what := prediction(passage.text, mention, document.date, known):
                foreseen.add(mention.sentence)
                yield _predicted(document, passage, leading, mention, what)
                continue
            base = document.date if mention.resolved and mention not in alone else None
            if base is None:
                named = _year(mention.date)
            elif named != year and not _FROM_TODAY.search(mention.words.of(passage.text)):
                continue
            for sentence in mention.events or (mention.sentence,):
                key = (sentence, str(mention.date))
                if key not in seen:
                    seen.add(key)
                    yield _statement(document, passage, leading, mention, sentence, known, base)


def _predicted(
    document: Document,
    passage: Passage,
    leading: Sequence[TextLink],
    mention: Mention,
    what: Prediction,
) -> Telling:
    """What a sentence foresees, under the date for which it does."""
    inside = (link.address for link in within(leading, what.place.start, what.place.end))
    event = Event(
        lane="predicted",
        date=mention.date,
        text=what.place.of(passage.text),
        document=document.address,
        quote=quote_of(document, passage, what.place),
        dated_by=quote_of(document, passage, mention.words),
        until=mention.until,
        resolved=mention.resolved,
        base=document.date if mention.resolved else None,
        links=tuple(dict.fromkeys(inside)),
        strength=what.strength,
        odds=what.odds.of(passage.text) if what.odds else "",
    )
    return Telling(
        event=event,
        spoken=passage.speaker is not None,
        clear=what.strength,
        words=event.text,
        documents=(document.address,),
    )


def _tells_nothing(
    passage: Passage,
    mention: Mention,
    leading: Sequence[TextLink],
    alts: Sequence[str],
    listing: bool,
) -> bool:
    """Whether a date is that of a cited work, of a picture, or of the text itself."""
    if is_apparatus(passage.text, mention, alts):
        return True
    linked = any(True for _ in within(leading, mention.sentence.start, mention.sentence.end))
    return (listing or linked) and is_listed_work(passage.text, mention)


def _statement(
    document: Document,
    passage: Passage,
    leading: Sequence[TextLink],
    mention: Mention,
    sentence: Span,
    known: Collection[str],
    base: Dated | None,
) -> Telling:
    """One dated statement; for an endless sentence, the words around the date.

    `leading` are the links of the passage, and `base` is the date from which the
    statement's was worked out. A sentence that leans on the one before takes it along.
    """
    text = passage.text
    own = sentence if mention.events else excerpt(text, mention.words)
    whole = own if mention.events else understood(text, own)
    inside = (link.address for link in within(leading, whole.start, whole.end))
    clear = strength(text, mention, known, whole=None if whole == own else whole)
    listed = bool(mention.events)
    if bare := listed and is_phrase(whole.of(text)):
        clear = 0.0
    event = Event(
        lane="mentioned",
        date=mention.date,
        text=whole.of(text),
        document=document.address,
        quote=quote_of(document, passage, whole),
        dated_by=quote_of(document, passage, mention.words),
        until=mention.until,
        resolved=mention.resolved,
        base=base,
        links=tuple(dict.fromkeys(inside)),
        strength=TABLE if listed and not bare else round(clear, 2),
    )
    return Telling(
        event=event,
        spoken=passage.speaker is not None
        or (document.kind == "transcript" and not document.speakers),
        clear=clear,
        alone=whole == own,
        listed=listed,
        words=own.of(text),
        documents=(document.address,),
    )


def _choose(found: list[Event]) -> Iterator[Event]:
    """The events; those too weak, or too many in a year, are marked as not shown."""
    ranked = sorted(
        (number for number, event in enumerate(found) if event.strength >= _least(event)),
        key=lambda number: (-found[number].strength, _order(found[number]), number),
    )
    shown = {number for number in ranked if found[number].strength >= TABLE}
    years: Counter[tuple[int, str]] = Counter()
    once: Counter[str] = Counter()
    quoted = {found[number].quote for number in shown}
    for number in _balanced(found, [number for number in ranked if number not in shown]):
        event = found[number]
        year = (_year(event.date), event.lane)
        if years[year] == MOST or (_cited_once(event) and once[event.document] == CITED_ONCE):
            continue
        if event.quote in quoted and event.lane == "mentioned":
            continue  # the sentence is there for another of its dates
        quoted.add(event.quote)
        years[year] += 1
        once[event.document] += _cited_once(event)
        shown.add(number)
    shown -= _said_already(found, shown)
    shown -= repeats(found, shown)
    return (replace(event, shown=number in shown) for number, event in enumerate(found))


def _said_already(found: Sequence[Event], shown: Collection[int]) -> set[int]:
    """The events one of whose sentences is shown, for another of its dates."""
    places = Counter(found[number].quote for number in shown)
    gone = set()
    for number in sorted(shown, key=lambda one: (-found[one].strength, one)):
        told = {other.quote for other in found[number].others if other.lane == "mentioned"}
        if any(places[quote] for quote in told - {None, found[number].quote}):
            places[found[number].quote] -= 1
            gone.add(number)
    return gone


def _least(event: Event) -> float:
    """How strong an event has to be that is shown."""
    if event.lane in ("mentioned", "predicted"):
        return THRESHOLD
    bare = event.text == readable(event.links[0]) or _CITATION.search(event.text)
    return CITING if bare or not event.named else 1.0


def _cited_once(event: Event) -> bool:
    return event.lane == "cited" and event.strength < CITING


def _balanced(found: Sequence[Event], ranked: Sequence[int]) -> list[int]:
    """The ranked ones in another order: first the best of each document and month of a year.

    Of equals, those come first before whose month and document fewer others stand.
    """
    months: Counter[object] = Counter()
    documents: Counter[object] = Counter()
    keyed = []
    for number in ranked:
        event = found[number]
        year = _year(event.date)
        precise = event.date and event.date.precision != "year"
        month = (year, event.lane, event.date.at.month if event.date and precise else 0)
        document = (year, event.lane, event.document)
        before = (months[month], documents[document])
        months[month] += 1
        documents[document] += 1
        keyed.append((min(before) > 0, -event.strength, sum(before), number))
    return [number for *_, number in sorted(keyed)]


def _year(date: Dated | None) -> int:
    return date.at.year if date else 0
