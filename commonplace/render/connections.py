"""What a document's page shows of other documents: topics, people, similarity, citations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from commonplace.derive.matching import forms
from commonplace.markup.file_names import bare, is_captions, language
from commonplace.markup.plain import plain, title_of
from commonplace.model import (
    Catalogue,
    Dated,
    Document,
    Person,
    Question,
    Quote,
    Reference,
    Topic,
)
from commonplace.render import quotes, views
from commonplace.render.addresses import relative
from commonplace.render.engine import quoted
from commonplace.render.quotes import Speaker

#: Topics and similar passages that a passage shows, and documents to read next.
TOPICS, SIMILAR, NEXT = 3, 3, 4
#: Documents at the other end of citations, and the sentences of each.
CROSSINGS, SENTENCES = 40, 3
#: Characters of a similar passage, and of the title of its document.
_WORDS, _TITLE = 100, 60


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A topic of a document; `link` is empty for a tag that is not a topic here."""

    name: str
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Similar:
    """A passage of another document, or of this one, and its first words."""

    words: Markup
    more: bool
    link: str
    speaker: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What is shown beside a passage: what it names, what is similar, and both as a label."""

    topics: tuple[Chip, ...]
    similar: tuple[Similar, ...]
    label: str


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """A link from one document of the collection to another, with the sentence around it.

    `title`, `link`, `date` and `people` are those of the document at the other end;
    `sentences` come with links to where they are.
    """

    title: str
    link: str
    date: Dated | None
    people: tuple[str, ...]
    sentences: tuple[tuple[Markup, str], ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question in the words of whoever asks it, and who answers; `link` leads to it."""

    words: Markup
    link: str
    asked_by: str
    answered_by: str
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Connections:
    """Everything that connects a document with others, as its page shows it."""

    chips: tuple[Chip, ...]
    credits: tuple[tuple[str, tuple[Speaker, ...]], ...]
    voices: Mapping[str, str]
    beside: Mapping[str, Beside]
    asked: tuple[Asked, ...]
    episode: tuple[Chip, ...]
    following: tuple[views.ListedDocument, ...]
    cited_by: tuple[Crossing, ...]
    links_to: tuple[Crossing, ...]
    named_by: tuple[Crossing, ...]


def connections(catalogue: Catalogue, document: Document) -> Connections:
    """What the page of a document shows of the others, with links as seen from it."""
    listed = views.all_listed(catalogue)
    return Connections(
        chips=tuple(_chips(catalogue, document)),
        credits=tuple(_credits(catalogue, document)),
        voices=dict(_voices(catalogue, document)),
        beside=dict(_beside(catalogue, document)),
        asked=tuple(
            listed_question(one, f"#{one.quote.anchor}")
            for one in catalogue.asked_in(document.address)
        ),
        episode=tuple(_episode(catalogue, document)),
        following=tuple(
            listed[address]
            for address in catalogue.derived.related.documents.get(document.address, ())[:NEXT]
            if address in listed
        ),
        cited_by=_crossings(catalogue, document.address, _arriving(catalogue, document)),
        links_to=_crossings(catalogue, document.address, _leaving(catalogue, document)),
        named_by=_crossings(catalogue, document.address, _naming(catalogue, document)),
    )


@lru_cache(maxsize=1)
def _recordings(catalogue: Catalogue) -> Mapping[str, tuple[Document, ...]]:
    """The captions and show notes of each recording, by the name that their files share."""
    found: dict[str, list[Document]] = defaultdict(list)
    for document in catalogue.library.documents:
        found[bare(document.source.name)].append(document)
    return {
        name: tuple(documents)
        for name, documents in found.items()
        if any(is_captions(one.source.name) for one in documents)
    }


def _episode(catalogue: Catalogue, document: Document) -> Iterator[Chip]:
    """Links to the other documents of the same recording: its captions, or its show notes."""
    say = catalogue.identity.texts.say
    for other in _recordings(catalogue).get(bare(document.source.name), ()):
        link = relative(document.address, other.address)
        if other.address == document.address:
            continue
        if not is_captions(other.source.name):
            yield Chip(name=say("Show notes"), link=link)
        elif not is_captions(document.source.name):
            tongue = language(other.source.name)
            name = say("Transcript")
            yield Chip(name=f"{name} ({tongue})" if tongue else name, link=link)


def listed_question(question: Question, link: str, title: str = "") -> Asked:
    """A question as a page lists it, of the document with this title where that is another."""
    return Asked(
        words=quoted(question.quote.text),
        link=link,
        asked_by=question.asked_by,
        answered_by=question.answered_by,
        title=title,
    )


def _chips(catalogue: Catalogue, document: Document) -> Iterator[Chip]:
    """The topics that the document is about, then its author's own tags, each once."""
    topics = catalogue.topics_in(document.address)
    named = catalogue.derived.topics if document.topics else ()
    plural = {_key(form): topic for topic in named for n in _names(topic) for form in forms(n)}
    names = plural | {_key(n): topic for topic in named for n in _names(topic)}
    shown = set()
    for topic in topics:
        shown.add(topic.slug)
        yield Chip(name=topic.name, link=relative(document.address, f"topics/{topic.slug}/"))
    for tag in document.topics:
        meant = next((names[k] for form in forms(tag) if (k := _key(form)) in names), None)
        key = meant.slug if meant else f"tag {_key(tag)}"
        if key not in shown:
            shown.add(key)
            link = relative(document.address, f"topics/{meant.slug}/") if meant else ""
            yield Chip(name=meant.name if meant else tag, link=link)


def _names(topic: Topic) -> tuple[str, ...]:
    return (topic.name, *topic.aliases)


@lru_cache(maxsize=1 << 14)
def _key(name: str) -> str:
    return " ".join(plain(name).casefold().replace("-", " ").split())


def _credits(catalogue: Catalogue, document: Document) -> Iterator[tuple[str, tuple[Speaker, ...]]]:
    """Who made the document, as pairs of what a page calls the role and names with links.

    Those named in the fields come first, then those found in the text.
    """
    persons = catalogue.credited(document.address)
    given = dict(views.credits(document))
    names = [name for names in given.values() for name in names]
    known = [person for name in names if (person := _person(name, persons))]
    for role, (one, many) in views.ROLES.items():
        found = [_linked(document, name, _person(name, persons)) for name in given.get(role, ())]
        for person in persons:
            new = (document.address, role) in person.credits and person not in known
            if new and role != "speaker":  # those are the voices
                found.append(_linked(document, person.name, person))
        if found:
            yield catalogue.identity.texts.say(one if len(found) == 1 else many), tuple(found)


def _person(name: str, persons: tuple[Person, ...]) -> Person | None:
    """The person who is credited under a name; it may be only a part of theirs."""
    for person in persons:
        if _key(person.name) == _key(name):
            return person
    words = set(_key(name).split())
    alike = [person for person in persons if words and words <= set(_key(person.name).split())]
    return alike[0] if len(alike) == 1 else None


def _linked(document: Document, name: str, person: Person | None) -> Speaker:
    link = relative(document.address, f"people/{person.slug}/") if person else ""
    return Speaker(name=name, link=link)


def _voices(catalogue: Catalogue, document: Document) -> Iterator[tuple[str, str]]:
    """The pages of those who speak, by the names that label their turns."""
    seen = set()
    for passage in document.passages:
        if passage.speaker and passage.speaker not in seen:
            persons = catalogue.speaking(f"{document.address}#{passage.anchor}")
            if len(persons) == 1:
                seen.add(passage.speaker)
                yield passage.speaker, relative(document.address, f"people/{persons[0].slug}/")


def _beside(catalogue: Catalogue, document: Document) -> Iterator[tuple[str, Beside]]:
    here = document.address
    like = catalogue.derived.related.passages if document.kind == "transcript" else {}
    for passage in document.passages:
        address = f"{here}#{passage.anchor}"
        topics, others = catalogue.topics_of(address), like.get(address, ())
        if topics or others:
            chips = tuple(_passage_topics(topics, here))
            similar = tuple(_similar(catalogue, others, here))
            label = [topic.name for topic in chips]
            if similar:
                label.append(catalogue.identity.texts.say("Similar passages"))
            if label:
                yield passage.anchor, Beside(topics=chips, similar=similar, label=" · ".join(label))


def _passage_topics(named: Iterable[Topic], here: str) -> Iterator[Chip]:
    """The topics that a passage names, those that the document is most about first."""
    ranked = sorted(named, key=lambda t: (-t.weight.get(here, 0), t.name))
    for topic in ranked[:TOPICS]:
        yield Chip(name=topic.name, link=relative(here, f"topics/{topic.slug}/"))


def _similar(catalogue: Catalogue, others: Sequence[str], here: str) -> Iterator[Similar]:
    for other in others[:SIMILAR]:
        if other not in catalogue.passages:
            continue
        passage, source = catalogue.passages[other], catalogue.document_of(other)
        words, more = quotes.opening(passage.text, _WORDS)
        title, cut = quotes.opening(title_of(source), _TITLE)
        yield Similar(
            words=quoted(words),
            more=more,
            link=relative(here, other),
            speaker=passage.speaker or "",
            title=f"{title} …" if cut else title,
        )


def _naming(catalogue: Catalogue, document: Document) -> Iterator[tuple[str, Quote | None]]:
    """The sentences of others that say the title of this document and do not link to it."""
    for quote in catalogue.derived.unlinked.get(document.address, ()):
        yield quote.document, quote


def _arriving(catalogue: Catalogue, document: Document) -> Iterator[tuple[str, Quote | None]]:
    """The citations of this document in others, with the address of the other."""
    for reference in catalogue.cited_by(document.address):
        for citation in reference.citations:
            yield citation.document, citation.quote


def _leaving(catalogue: Catalogue, document: Document) -> Iterator[tuple[str, Quote | None]]:
    """The citations of others in this document, with the address of the other."""
    for reference in catalogue.references_of(document.address):
        yield from _from(reference, document.address)


def _from(reference: Reference, document: str) -> Iterator[tuple[str, Quote | None]]:
    for citation in reference.citations:
        if reference.document and citation.document == document:
            yield reference.document, citation.quote


def _crossings(
    catalogue: Catalogue, here: str, found: Iterator[tuple[str, Quote | None]]
) -> tuple[Crossing, ...]:
    """One for each document at the other end, the oldest first."""
    others: dict[str, dict[Quote, None]] = {}
    for address, quote in found:
        if address != here and address in catalogue.documents:
            sentences = others.setdefault(address, {})
            if quote and quote.address in catalogue.passages:
                sentences[quote] = None
    return tuple(
        Crossing(
            title=title_of(document),
            link=relative(here, document.address),
            date=document.date,
            people=views.people(document),
            sentences=tuple(
                (quoted(quote.text), relative(here, quote.address))
                for quote in list(others[document.address])[:SENTENCES]
            ),
        )
        for document in quotes.in_order(
            catalogue.documents[address] for address in list(others)[:CROSSINGS]
        )
    )
