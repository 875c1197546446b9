"""Events as lists show them: a date in words, what happened, and where it is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup

from commonplace.derive.links import TextLink, links, within
from commonplace.markup.plain import title_of
from commonplace.markup.web import is_web
from commonplace.model import Catalogue, Document, Event, Lane, Passage, Quote
from commonplace.model.texts import Texts
from commonplace.render import views
from commonplace.render.addresses import relative
from commonplace.render.engine import address, quoted
from commonplace.render.works import work_place

_NOTHING = Markup()
#: The lanes of what is said in so many words.
_SAID = ("mentioned", "predicted")
#: The most earlier predictions of a person that stand beside one.
_EARLIER = 3


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A link to a work on the web: its address, what a list calls it, and who has it."""

    address: str
    text: str
    host: str


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """One event of a list; `link` and `more` are relative to the page with the list.

    `when` is the date in words and `iso` for machines. `title` is a document's or a
    work's, `words` are quoted. `link` leads to the document or passage, which `place`
    names, with `speaker` and `time` where they are known. `dated_by` and `base` are the
    words that were resolved, and the date they were resolved from. A cited work is cited
    by `others` documents beside this one, which stand where `more` leads: at the work on
    the page of references. `topics`, `people` and `said` are slugs: of what and whom the
    line names, and of those whose words it is. `also` are further lines that tell the same,
    and `disputed` the dates that some of them name instead. Of a prediction, `made` says when it
    was made, `odds` how likely it is said to be, and `earlier` are those that whoever says it
    made before.
    """

    lane: Lane
    when: str
    iso: str
    link: str
    place: str
    title: str = ""
    words: Markup = _NOTHING
    speaker: str = ""
    time: str = ""
    kind: str = ""
    dated_by: Markup = _NOTHING
    base: str = ""
    links: tuple[Outgoing, ...] = ()
    others: int = 0
    more: str = ""
    topics: str = ""
    people: str = ""
    said: str = ""
    also: tuple[EventLine, ...] = ()
    disputed: str = ""
    made: str = ""
    odds: str = ""
    earlier: tuple[EventLine, ...] = ()


def lines(catalogue: Catalogue, events: Iterable[Event], here: str) -> tuple[EventLine, ...]:
    """Events for the macros of `events.j2`, as seen from the page at address `here`.

    They keep their order. Events of documents that are not in the library are left out.
    """
    return tuple(
        _line(catalogue, event, here) for event in events if event.document in catalogue.documents
    )


def marked(text: str, part: str) -> Markup:
    """A piece of a passage as a page quotes it, with the first occurrence of `part` marked.

    >>> str(marked("See it here.", "it")), str(marked("See it here.", ""))
    ('See <span class="cp-link-words">it</span> here.', 'See it here.')
    """
    before, found, after = text.partition(part) if part else (text, "", "")
    words = Markup('<span class="cp-link-words">{}</span>').format(quoted(found)) if found else ""
    return quoted(before) + words + quoted(after)


def host(work: str) -> str:
    """The host of a work on the web, by its usual name.

    >>> host("https://www.example.org/a"), host("mailto:clerk@example.org")
    ('example.org', '')
    """
    try:
        return (urlsplit(work).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def speaker(document: Document, passage: Passage | None, texts: Texts) -> str:
    """Who says or wrote a passage; empty if unknown."""
    if passage and passage.speaker:
        return passage.speaker
    # Of a recording without labels nobody knows who speaks, of a post everybody does.
    authors = [c.name for c in document.people if c.role == "author" and document.kind == "post"]
    return texts.joined(dict.fromkeys(authors)) if authors else ""


def _line(catalogue: Catalogue, event: Event, here: str, alone: bool = False) -> EventLine:
    """One event of a list; `alone` without what else its speaker predicted."""
    document, texts = catalogue.documents[event.document], catalogue.identity.texts
    passage = catalogue.passages.get(event.quote.address) if event.quote else None
    place = event.quote.address if event.quote and passage else event.document
    when, iso = _dates(event, texts)
    resolved = event.dated_by if event.resolved else None
    linked = tuple(_inside(event, passage))
    here_already = {link.address for link in linked}
    cited = event.lane == "cited" and event.links
    return EventLine(
        lane=event.lane,
        when=when,
        iso=iso,
        link=relative(here, place),
        place=title_of(document),
        title="" if event.lane in _SAID else (event.text or title_of(document)),
        words=_linked(event.quote, linked) if event.quote and event.lane in _SAID else _NOTHING,
        speaker=_credit(catalogue, event, document, passage, texts),
        time=views.time(passage, event.quote.start) if passage and event.quote else "",
        kind=texts.say("Post" if document.kind == "post" else "Transcript"),
        dated_by=quoted(resolved.text) if resolved else _NOTHING,
        base=texts.dated(event.base) if event.base else "",
        links=tuple(_works(catalogue, event, here_already)),
        others=_others(catalogue, event),
        more=relative(here, work_place(catalogue, event.links[0])) if cited else "",
        topics=" ".join(topic.slug for topic in catalogue.topics_at(event)),
        people=" ".join(person.slug for person in catalogue.people_at(event)),
        said=" ".join(person.slug for person in catalogue.said_by(event)),
        also=lines(catalogue, event.others, here),
        disputed=texts.joined([texts.dated(date) for date in event.disputed])
        if event.disputed
        else "",
        made=texts.dated(document.date) if event.lane == "predicted" and document.date else "",
        odds=event.odds,
        earlier=() if alone else _earlier(catalogue, event, here),
    )


def _earlier(catalogue: Catalogue, event: Event, here: str) -> tuple[EventLine, ...]:
    """What whoever makes a prediction predicted before, the latest first."""
    documents = catalogue.documents
    made = documents[event.document].date
    if event.lane != "predicted" or not made:
        return ()
    before = [
        (str(date), other)
        for other in _predictions(catalogue).get(_who(catalogue, event), ())
        if (date := documents[other.document].date) and date.at < made.at
    ]
    before.sort(key=lambda one: one[0], reverse=True)
    return tuple(_line(catalogue, other, here, alone=True) for _, other in before[:_EARLIER])


def _who(catalogue: Catalogue, event: Event) -> str:
    """Who makes a prediction; empty if nobody knows."""
    passage = catalogue.passages.get(event.quote.address) if event.quote else None
    return speaker(catalogue.documents[event.document], passage, catalogue.identity.texts)


@lru_cache(maxsize=1)
def _predictions(catalogue: Catalogue) -> Mapping[str, Sequence[Event]]:
    """The predictions of a library by who makes them, where that is known."""
    found: dict[str, list[Event]] = {}
    for event in catalogue.derived.events:
        if event.lane == "predicted" and event.shown and event.document in catalogue.documents:
            found.setdefault(_who(catalogue, event), []).append(event)
    return {who: several for who, several in found.items() if who}


def _dates(event: Event, texts: Texts) -> tuple[str, str]:
    """The date in words and for machines; a stretch of time has both ends."""
    if event.date is None:
        return texts.say("Undated"), ""
    first = texts.dated(event.date)
    last = texts.dated(event.until) if event.until else first
    if first != last:
        first = texts.say("{first} to {last}", first=first, last=last)
    return first, str(event.date)


def _credit(
    catalogue: Catalogue, event: Event, document: Document, passage: Passage | None, texts: Texts
) -> str:
    if event.lane == "published":
        people = views.all_listed(catalogue)[document.address].people
        return texts.joined(people) if people else ""
    return speaker(document, passage, texts)


def _others(catalogue: Catalogue, event: Event) -> int:
    """How many documents cite a cited event's work beside the event's own."""
    if event.lane != "cited":
        return 0
    works = catalogue.works_of(event.document)
    citing = {
        citation.document
        for link in event.links
        if link in works
        for citation in works[link].citations
    }
    return len(citing - {event.document})


def _inside(event: Event, passage: Passage | None) -> Iterator[TextLink]:
    """The links on words of a mentioned event, one after another."""
    if event.lane not in _SAID or not event.links or not event.quote or not passage:
        return
    at = event.quote.start
    for link in within(links(passage), at, event.quote.end):
        if at <= link.start < link.end and is_web(link.address):
            at = link.end
            yield link


def _linked(quote: Quote, inside: Iterable[TextLink]) -> Markup:
    """A quotation with its links."""
    words = Markup()
    at = 0
    for link in inside:
        first, last = link.start - quote.start, link.end - quote.start
        begin = Markup('<a href="{}" rel="noopener">').format(address(link.address))
        words += quoted(quote.text[at:first]) + begin + quoted(quote.text[first:last])
        words += Markup("</a>")
        at = last
    return words + quoted(quote.text[at:])


def _works(catalogue: Catalogue, event: Event, known: Collection[str]) -> Iterator[Outgoing]:
    """The links of an event that are not `known`, with the titles that the references have."""
    works = catalogue.works_of(event.document)
    for link in dict.fromkeys(event.links):
        if link not in known and is_web(link):
            bare = link.split("//", 1)[-1].removeprefix("www.")
            yield Outgoing(
                address=link,
                text=(works[link].title if link in works else "") or bare,
                host=host(link),
            )
