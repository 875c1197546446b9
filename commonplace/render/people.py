"""People: a page for each, with what they wrote and said, and the list of all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote

from markupsafe import Markup

from commonplace.markup.plain import title_of
from commonplace.model import (
    ROLES,
    Catalogue,
    Dated,
    DocumentKind,
    Each,
    Event,
    Person,
    Role,
    in_turn,
)
from commonplace.model.texts import Texts, counting
from commonplace.render import paged, quotes, views
from commonplace.render.addresses import page_file, relative
from commonplace.render.engine import Fill, page_fields, quoted, render
from commonplace.render.events import lines
from commonplace.render.quotes import Shelf, Sources
from commonplace.render.topics import asked
from commonplace.render.works import work_place

ADDRESS = "people/"
#: The longest turns that a page shows, and the characters of each.
TURNS, OPENING = 8, 180
#: Documents that a page does not fold, and topics, events and cited works that it shows.
DOCUMENTS, TOPICS, EVENTS, WORKS = 12, 16, 24, 12
#: Persons on the first page of a long list.
LISTED = 24
#: How the list says what somebody did for so many documents.
_CREDITED: Mapping[Role, tuple[str, str]] = {
    "author": counting("author of {n} document", "author of {n} documents"),
    "host": counting("host of {n} document", "host of {n} documents"),
    "guest": counting("guest of {n} document", "guest of {n} documents"),
    "speaker": counting("speaker of {n} document", "speaker of {n} documents"),
}


@dataclass(frozen=True, kw_only=True)
class ListedPerson:
    """A person in a list of persons, and what there is of them in words."""

    name: str
    address: str
    about: str


@dataclass(frozen=True, kw_only=True)
class PersonWork:
    """A document of a person, and their role in it."""

    title: str
    link: str
    date: Dated | None
    kind: DocumentKind
    roles: tuple[Role, ...]
    description: str


@dataclass(frozen=True, kw_only=True)
class LongTurn:
    """A turn and its first words, or some others; `more`: there is more of it."""

    words: Markup
    more: bool
    link: str
    time: str
    length: int
    title: str
    date: Dated | None


@dataclass(frozen=True, kw_only=True)
class CitedWork:
    """A work by a person that documents link to.

    `link` leads to it in the corpus, or else to its place among the references.
    """

    title: str
    link: str
    date: Dated | None
    citing: tuple[tuple[str, str], ...]


#: A person with the passages that name them, what quoting these takes, and what else the
#: page shows.
_Job = tuple[Person, Sources, Mapping[str, object]]


def pages(
    catalogue: Catalogue, fill: Fill = render, each: Each = in_turn
) -> Iterator[tuple[str, str]]:
    """The list of all persons, and a page for each."""
    yield from _all(catalogue, fill)
    happened = events(catalogue)
    people = catalogue.derived.people
    shelf = Shelf(catalogue)
    jobs = [_job(catalogue, shelf, person, happened.get(person.slug, ())) for person in people]
    made = partial(_page, texts=catalogue.identity.texts)
    for person, text in zip(people, each(made, jobs), strict=True):
        yield page_file(address(person)), text


def address(person: Person) -> str:
    """The address of a person's page below the site's root."""
    return f"{ADDRESS}{person.slug}/"


def events(catalogue: Catalogue) -> Mapping[str, Sequence[Event]]:
    """The events of each person by the slug, in order of time: those that the timeline shows."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in catalogue.derived.events:
        if event.shown and event.document in catalogue.documents:
            for person in catalogue.people_at(event):
                found[person.slug].append(event)
    return found


def _all(catalogue: Catalogue, fill: Fill) -> Iterator[tuple[str, str]]:
    """The list of all persons; if it is long, those with the most to say, and pages by letter."""
    texts, say = catalogue.identity.texts, catalogue.identity.texts.say
    people = sorted(catalogue.derived.people, key=lambda p: (p.name.casefold(), p.slug))
    letters = paged.by_letter((person.slug, person) for person in people)
    pages = paged.cut(ADDRESS, letters, texts)

    def listed(here: str, title: str, shown: Iterable[Person], count: int) -> tuple[str, str]:
        shown = tuple(shown)
        speaking = [_listed(p, texts) for p in shown if p.credits or p.turns]
        mentioned = [_listed(p, texts) for p in shown if not (p.credits or p.turns)]
        groups = (
            (say("Authors and speakers"), "_speaking", speaking),
            (say("People mentioned"), "_mentioned", mentioned),
        )
        values = {
            "title": title,
            "contributing": catalogue.identity.contributing,
            "fields": page_fields(
                title, say("Authors, speakers and the people they mention, and where.")
            ),
            "count": count,
            "groups": [one for one in groups if one[2]],
            "link": partial(relative, here),
            "pages": paged.ways(here, pages) if here == ADDRESS else (),
            "all": "" if here == ADDRESS else relative(here, ADDRESS),
        }
        return page_file(here), fill("people.md.j2", values)

    first = people
    if pages:
        most = sorted(people, key=lambda p: -len(p.turns) - len(p.named))[:LISTED]
        first = sorted(most, key=lambda p: (p.name.casefold(), p.slug))
    yield listed(ADDRESS, say("People"), first, len(people))
    for page in pages:
        title = f"{say('People')}: {page.name}"
        yield listed(page.address, title, page.entries, len(page.entries))


def _listed(person: Person, texts: Texts) -> ListedPerson:
    roles = Counter(role for _, role in person.credits)
    parts = [texts.many(roles[role], *_CREDITED[role]) for role in ROLES if roles[role]]
    if person.turns and not person.credits:
        parts.append(texts.many(len(person.turns), "{n} turn", "{n} turns"))
    if count := len(person.named):
        said = texts.many(count, "mentioned in {n} passage", "mentioned in {n} passages")
        parts.append(said)
    return ListedPerson(name=person.name, address=address(person), about=", ".join(parts))


def _job(catalogue: Catalogue, shelf: Shelf, person: Person, happened: Sequence[Event]) -> _Job:
    """Everything the page of a person shows; passages that name them are quoted later."""
    here = address(person)
    named = quotes.known(catalogue, person.named)
    turns = [turn for turn in person.turns if turn.passages[0] in catalogue.passages]
    spoken = sum(1 for turn in turns if catalogue.passages[turn.passages[0]].speaker)
    texts, written = catalogue.identity.texts, len(turns) - spoken
    counts = [texts.many(spoken, "{n} turn", "{n} turns")] if spoken else []
    counts += [texts.many(written, "{n} passage", "{n} passages")] if written else []
    return (
        replace(person, turns=(), named=named),
        shelf.sources(named),
        {
            "introduced": _introduced(catalogue, person, here),
            "works": _works(catalogue, person, here),
            "shown": DOCUMENTS,
            "turns": texts.joined(counts) if counts else "",
            "words": sum(turn.words for turn in turns),
            "longest": _longest(catalogue, person, here),
            "topics": _topics(catalogue, person, here),
            "cited": _cited(catalogue, person, here),
            "events": lines(catalogue, happened[-EVENTS:], here),
            "more_events": max(0, len(happened) - EVENTS),
            "timeline": "timeline" in catalogue.identity.pages
            and f"{relative(here, 'timeline/')}?person={person.slug}",
            "all": relative(here, ADDRESS),
            "feed": catalogue.has_feed(person),
        },
    )


def _page(job: _Job, texts: Texts) -> str:
    person, sources, values = job
    per_document = Counter(one.sentence.document for one in person.named)
    here = address(person)
    mentions, left_out = quotes.by_document(sources, person.named, here, per_document)
    feed = f"data/feeds/people/{person.slug}.xml" if values["feed"] else ""
    description = person.definition or texts.say(
        "What {person} says here, and what is said about them.", person=person.name
    )
    return render(
        "person.md.j2",
        {
            **values,
            "fields": {
                **page_fields(person.name, description),
                **({"feed": feed} if feed else {}),
            },
            "feed": feed and relative(here, feed),
            "person": person,
            "named": len(person.named),
            "naming": len(per_document),
            "mentions": mentions,
            "left_out": left_out,
            "dated": texts.dated,
        },
        texts,
    )


def _introduced(catalogue: Catalogue, person: Person, here: str) -> LongTurn | None:
    """The words that say what they do, with the way to them."""
    said = person.introduced
    passage = catalogue.passages.get(said.address) if said else None
    if not said or not passage or person.definition:
        return None
    document = catalogue.documents[said.document]
    return LongTurn(
        words=quoted(said.text),
        more=False,
        link=relative(here, said.address),
        time=views.time(passage),
        length=len(said.text.split()),
        title=title_of(document),
        date=document.date,
    )


def _works(catalogue: Catalogue, person: Person, here: str) -> list[PersonWork]:
    """Their documents, the oldest first."""
    roles: dict[str, list[Role]] = defaultdict(list)
    for place, role in person.credits:
        if place in catalogue.documents and role not in roles[place]:
            roles[place].append(role)
    return [
        PersonWork(
            title=title_of(document),
            link=relative(here, document.address),
            date=document.date,
            kind=document.kind,
            roles=tuple(sorted(roles[document.address], key=ROLES.index)),
            description=document.description,
        )
        for document in quotes.in_order(
            catalogue.documents[place] for place in roles if place in catalogue.documents
        )
    ]


def _longest(catalogue: Catalogue, person: Person, here: str) -> list[LongTurn]:
    """The longest turns, longest first; for somebody who only writes, the longest passages."""
    found = [
        (turn, passage)
        for turn in person.turns
        if (passage := catalogue.passages.get(f"{turn.document}#{turn.anchor}"))
        and passage.note is None
    ]
    spoken = [pair for pair in found if pair[1].speaker or pair[1].start is not None]
    ranked = sorted(
        spoken or found, key=lambda pair: (-pair[0].words, pair[0].document, pair[0].anchor)
    )
    longest = []
    for turn, passage in ranked[:TURNS]:
        words, more = quotes.opening(passage.text, OPENING)
        document = catalogue.documents[turn.document]
        longest.append(
            LongTurn(
                words=quoted(words),
                more=more,
                link=relative(here, f"{turn.document}#{turn.anchor}"),
                time=views.time(passage),
                length=turn.words,
                title=title_of(document),
                date=document.date,
            )
        )
    return longest


def _topics(catalogue: Catalogue, person: Person, here: str) -> list[tuple[str, str, int]]:
    """Their topics: name, a search for it, and in how many of their passages."""
    by = _by(catalogue, person)
    counts: Counter[str] = Counter()
    found = {}
    for turn in person.turns:
        for passage in turn.passages:
            for topic in catalogue.topics_of(passage):
                counts[topic.slug] += 1
                found[topic.slug] = topic
    search = relative(here, "search/")
    of = {slug: asked("topic", topic.name) for slug, topic in found.items()}
    ranked = sorted(counts, key=lambda slug: (-counts[slug], found[slug].name))
    return [
        (found[slug].name, f"{search}?q={quote(f'{by} {of[slug]}')}", counts[slug])
        for slug in ranked[:TOPICS]
    ]


def _by(catalogue: Catalogue, person: Person) -> str:
    """A query for all that a person says or wrote, by the names that they have there."""
    labels = dict.fromkeys(
        catalogue.passages[passage].speaker or person.name
        for turn in person.turns
        for passage in turn.passages
    )
    names = [asked("by", name) for name in labels]
    return names[0] if len(names) == 1 else f"({' OR '.join(names)})"


def _cited(catalogue: Catalogue, person: Person, here: str) -> list[CitedWork]:
    """Works by them that other people's documents link to."""
    wrote = {place for place, role in person.credits if role == "author"}
    works = []
    for reference in catalogue.derived.references:
        if not (reference.document in wrote or person.name in reference.by):
            continue
        own = reference.document
        citing = {
            citation.document: catalogue.documents[citation.document]
            for citation in reference.citations
            if citation.document in catalogue.documents and citation.document not in {own, *wrote}
        }
        if citing:
            there = own if own else work_place(catalogue, reference.key)
            works.append(
                CitedWork(
                    title=reference.title,
                    link=relative(here, there),
                    date=reference.date,
                    citing=tuple(
                        (title_of(document), relative(here, document.address))
                        for document in quotes.in_order(citing.values())
                    ),
                )
            )
    return works[:WORKS]
