"""The records of documents, events, topics, people and references, as JSON.

One record a line. Unknown values are left out; lists are always present, even if empty.
Addresses are below the site's root, passages are an address with an anchor.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from commonplace.markup.plain import plain, title_of
from commonplace.markup.web import is_web
from commonplace.model import (
    Catalogue,
    Citation,
    Document,
    Each,
    Event,
    Named,
    Passage,
    Person,
    Quote,
    Reference,
    Role,
    Topic,
    in_turn,
)
from commonplace.model.identity import UNTITLED
from commonplace.open_data.captions import has_cues
from commonplace.open_data.common import credits, in_order, instant, iso
from commonplace.open_data.podcast import chapters

DATA = "data"  #: the folder of the open data, below the site's root

JsonRecord = Mapping[str, object]
#: A document, who made it (name, role, slug), the topics that it is about (slug, name), and
#: whether captions are published.
_Job = tuple[Document, tuple[tuple[str, Role, str | None], ...], tuple[tuple[str, str], ...], bool]


def documents(catalogue: Catalogue, each: Each = in_turn) -> str:
    """`documents.json`: every document with its passages, in the order of addresses."""
    jobs = [
        (
            one,
            tuple((by.name, by.role, by.slug) for by in credits(catalogue, one)),
            tuple((topic.slug, topic.name) for topic in catalogue.topics_in(one.address)),
            catalogue.identity.captions,
        )
        for one in in_order(catalogue)
    ]
    return _lines("documents", each(_document, jobs))


def timeline(catalogue: Catalogue, _: Each = in_turn) -> str:
    """`timeline.json`: every event, in the order of `events`."""
    return _table("timeline", (event_record(catalogue, event) for event in events(catalogue)))


def topics(catalogue: Catalogue, _: Each = in_turn) -> str:
    """`topics.json`: every topic with the passages that name it, in the order of slugs."""
    found = sorted(catalogue.derived.topics, key=lambda topic: topic.slug)
    return _table("topics", map(_topic, found))


def people(catalogue: Catalogue, _: Each = in_turn) -> str:
    """`people.json`: every person with their turns and mentions, in the order of slugs."""
    found = sorted(catalogue.derived.people, key=lambda person: person.slug)
    return _table("people", map(_person, found))


def references(catalogue: Catalogue, _: Each = in_turn) -> str:
    """`references.json`: every work that is cited, the most cited first."""
    found = sorted(catalogue.derived.references, key=_by_use)
    return _table("references", map(_reference, found))


def events(catalogue: Catalogue) -> list[Event]:
    """The events in order of time, those without a date at the end."""
    return sorted(catalogue.derived.events, key=_by_time)


def event_record(catalogue: Catalogue, event: Event) -> dict[str, object]:
    """An event as `timeline.json` and `timeline.csv` have it."""
    return _known(
        lane=event.lane,
        date=iso(event.date) if event.date else None,
        precision=event.date.precision if event.date else None,
        until=iso(event.until) if event.until else None,
        until_precision=event.until.precision if event.until else None,
        resolved=event.resolved,
        text=event.text or UNTITLED,
        odds=event.odds,
        document=event.document,
        quote=_quote(event.quote),
        dated_by=_quote(event.dated_by),
        links=event.links,
        topics=[topic.slug for topic in catalogue.topics_at(event)],
        people=[person.slug for person in catalogue.people_at(event)],
        said_by=[person.slug for person in catalogue.said_by(event)],
        also=[_also(other) for other in event.others],
        disputed=[iso(date) for date in event.disputed],
        strength=round(event.strength, 4),
        shown=event.shown,
    )


def _also(event: Event) -> dict[str, object]:
    """Another place that tells an event."""
    return _known(
        lane=event.lane,
        date=iso(event.date) if event.date else None,
        document=event.document,
        quote=_quote(event.quote),
    )


def _table(name: str, records: Iterable[JsonRecord]) -> str:
    return _lines(name, map(_line, records))


def _line(record: JsonRecord) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _lines(name: str, records: Iterable[str]) -> str:
    lines = ",\n".join(records)
    return f'{{"$schema":"schema/{name}.json","{name}":[\n{lines}\n]}}\n'


def _known(**fields: object) -> dict[str, object]:
    """A record without the fields that are None or an empty text."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def _document(job: _Job) -> str:
    """The record of a document as JSON."""
    document, people, topics, captions = job
    path = f"{DATA}/transcripts/{document.slug}"
    return _line(
        _known(
            slug=document.slug,
            kind=document.kind,
            title=title_of(document),
            address=document.address,
            date=iso(document.date) if document.date else None,
            precision=document.date.precision if document.date else None,
            description=plain(document.description),
            people=[_known(name=name, role=role, slug=slug) for name, role, slug in people],
            topics=[slug for slug, _ in topics],
            tags=_tags(document, {name.lower() for _, name in topics}),
            licence=plain(document.licence),
            converted=document.source.converted,
            source=document.source.address if is_web(document.source.address) else None,
            video=document.video if is_web(document.video) else None,
            captions=[f"{path}.vtt", f"{path}.json"] if captions and has_cues(document) else [],
            chapters=f"{path}.chapters.json" if captions and chapters(document) else None,
            passages=[_passage(passage) for passage in document.passages],
        )
    )


def _tags(document: Document, topics: Collection[str]) -> list[str]:
    """The author's own tags, beyond the names of topics."""
    tags = filter(None, map(plain, document.topics))
    return [tag for tag in tags if tag.lower() not in topics]


def _passage(passage: Passage) -> JsonRecord:
    speaker = plain(passage.speaker or "")
    heading = passage.heading
    known = _known(anchor=passage.anchor, heading=heading, speaker=speaker, start=passage.start)
    more: dict[str, object] = {"times": passage.times} if passage.times else {}
    if passage.continued:
        more["continued"] = True
    return {**known, **more, "text": passage.text}


def _topic(topic: Topic) -> JsonRecord:
    return _known(
        slug=topic.slug,
        name=topic.name,
        address=f"topics/{topic.slug}/",
        feed=None if topic.proposed else f"{DATA}/feeds/topics/{topic.slug}.xml",
        definition=topic.definition,
        aliases=topic.aliases,
        proposed=topic.proposed,
        near=topic.near,
        documents=[
            {"document": address, "weight": round(weight, 4)}
            for address, weight in sorted(topic.weight.items())
        ],
        passages=_mentions(topic.named),
    )


def _person(person: Person) -> JsonRecord:
    return _known(
        slug=person.slug,
        name=person.name,
        address=f"people/{person.slug}/",
        definition=person.definition,
        credits=[{"document": document, "role": role} for document, role in person.credits],
        turns=[
            {"passage": turn.passages[0], "words": turn.words}
            | ({"further": turn.passages[1:]} if turn.further else {})
            for turn in person.turns
        ],
        mentions=_mentions(person.named),
    )


def _mentions(named: Iterable[Named]) -> list[JsonRecord]:
    return [{"sentence": _quote(one.sentence), "places": one.places} for one in named]


def _reference(reference: Reference) -> JsonRecord:
    return _known(
        address=reference.address or None,
        kind=reference.kind,
        title=reference.title or reference.address,
        date=iso(reference.date) if reference.date else None,
        precision=reference.date.precision if reference.date else None,
        document=reference.document,
        by=reference.by or None,
        aside=reference.aside,
        citations=[_citation(citation) for citation in reference.citations],
    )


def _citation(citation: Citation) -> JsonRecord:
    return _known(document=citation.document, text=citation.text, sentence=_quote(citation.quote))


def _quote(quote: Quote | None) -> JsonRecord | None:
    """A quote with the address of its passage; None for none."""
    if quote is None:
        return None
    return {"passage": quote.address, "start": quote.start, "end": quote.end, "text": quote.text}


def _by_time(event: Event) -> tuple[object, ...]:
    quote = event.quote
    place = (quote.anchor, quote.start) if quote else ("", 0)
    date = instant(event.date) if event.date else ""
    return (not date, date, event.lane, event.document, *place, event.text, event.links)


def _by_use(reference: Reference) -> tuple[int, int, str]:
    citing = {citation.document for citation in reference.citations}
    return (-len(citing), -len(reference.citations), reference.key)
