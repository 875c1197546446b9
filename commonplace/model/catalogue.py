"""The library and what is derived from it, looked up by address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from commonplace.model.derived import (
    Derived,
    Event,
    Named,
    Person,
    Question,
    Quote,
    Reference,
    Topic,
)
from commonplace.model.identity import NOBODY, Identity
from commonplace.model.records import Document, Library, Passage

#: A document is about a topic from this weight on; the most of them that it shows.
ABOUT = 1.0
CHIPS = 8


class Catalogue:
    """Looks up documents and passages, and what was derived about them.

    Addresses are below the site's root: `posts/x/`, and `posts/x/#anchor` for a passage. Each
    lookup is prepared when it is first used.
    """

    def __init__(self, library: Library, derived: Derived, identity: Identity = NOBODY) -> None:
        self.library = library
        self.derived = derived
        self.identity = identity
        self.documents: Mapping[str, Document] = {d.address: d for d in library.documents}
        self._works_of: dict[str, Mapping[str, Reference]] = {}

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """The passages by their addresses."""
        return {
            f"{address}#{passage.anchor}": passage
            for address, document in self.documents.items()
            for passage in document.passages
        }

    @cached_property
    def _topics(self) -> Mapping[str, Sequence[tuple[Topic, Named]]]:
        found: dict[str, list[tuple[Topic, Named]]] = defaultdict(list)
        for topic in self.derived.topics:
            for named in topic.named:
                found[named.address].append((topic, named))
        return found

    @cached_property
    def _topics_of(self) -> Mapping[str, tuple[Topic, ...]]:
        return {
            address: tuple(topic for topic, _ in found) for address, found in self._topics.items()
        }

    @cached_property
    def _persons(self) -> Mapping[str, Sequence[tuple[Person, Named]]]:
        found: dict[str, list[tuple[Person, Named]]] = defaultdict(list)
        for person in self.derived.people:
            for named in person.named:
                found[named.address].append((person, named))
        return found

    @cached_property
    def _about(self) -> Mapping[str, Sequence[Topic]]:
        """The topics that a document is about, in order of name."""
        found: dict[str, list[Topic]] = defaultdict(list)
        for topic in self.derived.topics:
            for document, weight in topic.weight.items():
                if weight >= ABOUT:
                    found[document].append(topic)
        return found

    @cached_property
    def _speaking(self) -> Mapping[str, Sequence[Person]]:
        found: dict[str, list[Person]] = defaultdict(list)
        for person in self.derived.people:
            for turn in person.turns:
                for passage in turn.passages:
                    found[passage].append(person)
        return found

    @cached_property
    def _people(self) -> Mapping[str, Sequence[Person]]:
        found: dict[str, list[Person]] = defaultdict(list)
        for person in self.derived.people:
            own = [passage for turn in person.turns for passage in turn.passages]
            for address in dict.fromkeys([*own, *(named.address for named in person.named)]):
                found[address].append(person)
        return found

    @cached_property
    def _credited(self) -> Mapping[str, Sequence[Person]]:
        found: dict[str, list[Person]] = defaultdict(list)
        for person in self.derived.people:
            for address in dict.fromkeys(document for document, _ in person.credits):
                found[address].append(person)
        return found

    @cached_property
    def _references(self) -> Mapping[str, Sequence[Reference]]:
        found: dict[str, list[Reference]] = defaultdict(list)
        for reference in self.derived.references:
            for document in dict.fromkeys(c.document for c in reference.citations):
                found[document].append(reference)
        return found

    @cached_property
    def _asked(self) -> Mapping[str, Sequence[Question]]:
        found: dict[str, list[Question]] = defaultdict(list)
        for question in self.derived.questions:
            found[question.quote.document].append(question)
        return found

    @cached_property
    def _asked_about(self) -> Mapping[str, Sequence[Question]]:
        found: dict[str, list[Question]] = defaultdict(list)
        for one in self.derived.questions:
            whole = one.quote
            for topic, named in self._topics.get(whole.address, ()):
                if any(whole.start <= start < whole.end for start, _ in named.places):
                    found[topic.slug].append(one)
        return found

    @cached_property
    def _works(self) -> Mapping[str, Sequence[Reference]]:
        found: dict[str, list[Reference]] = defaultdict(list)
        for reference in self.derived.references:
            if reference.document:
                found[reference.document].append(reference)
        return found

    def document_of(self, passage: str) -> Document:
        """The document that a passage is in; raises KeyError if there is none."""
        return self.documents[passage.partition("#")[0]]

    def topics_of(self, passage: str) -> tuple[Topic, ...]:
        """The topics that a passage names, by name."""
        return self._topics_of.get(passage, ())

    def speaking(self, passage: str) -> tuple[Person, ...]:
        """The persons with a page whose words a passage is, by name."""
        return tuple(self._speaking.get(passage, ()))

    def people_of(self, passage: str) -> tuple[Person, ...]:
        """Who speaks, wrote or is named in a passage, by name."""
        return tuple(self._people.get(passage, ()))

    def topics_in(self, document: str) -> tuple[Topic, ...]:
        """The topics that a document is about, the weightiest first."""
        about = self._about.get(document, ())
        return tuple(sorted(about, key=lambda t: (-t.weight[document], t.name))[:CHIPS])

    def credited(self, document: str) -> tuple[Person, ...]:
        """Who wrote a document or speaks in it, by name."""
        return tuple(self._credited.get(document, ()))

    def has_feed(self, person: Person) -> bool:
        """Whether a feed of a person has entries: one of their documents has a date."""
        works = (self.documents.get(address) for address, _ in person.credits)
        return any(document.date for document in works if document)

    def references_of(self, document: str) -> tuple[Reference, ...]:
        """The works that a document links to, the most cited first."""
        return tuple(self._references.get(document, ()))

    def works_of(self, document: str) -> Mapping[str, Reference]:
        """The works that a document links to, by their addresses."""
        if document not in self._works_of:
            self._works_of[document] = {r.address: r for r in self.references_of(document)}
        return self._works_of[document]

    def asked_in(self, document: str) -> tuple[Question, ...]:
        """What is asked in a document and answered there, by its address."""
        return tuple(self._asked.get(document, ()))

    def asked_about(self, topic: Topic) -> tuple[Question, ...]:
        """The questions that name a topic, in order of document and passage."""
        return tuple(self._asked_about.get(topic.slug, ()))

    def cited_by(self, document: str) -> tuple[Reference, ...]:
        """The references that are this document, cited by others."""
        return tuple(self._works.get(document, ()))

    def topics_at(self, event: Event) -> tuple[Topic, ...]:
        """The topics of an event: those that its line names, or those of its document."""
        piece = event.named or event.quote
        if piece is None:
            return self.topics_in(event.document)
        return tuple(
            topic for topic, named in self._topics.get(piece.address, ()) if _in(named, piece)
        )

    def people_at(self, event: Event) -> tuple[Person, ...]:
        """The persons of an event: those whom its line names, or those of its document."""
        piece = event.named or event.quote
        if piece is None:
            return self.credited(event.document)
        return tuple(
            person for person, named in self._persons.get(piece.address, ()) if _in(named, piece)
        )

    def said_by(self, event: Event) -> tuple[Person, ...]:
        """Whose words the line of an event is, by name; nobody's if it is a title."""
        quoted = event.quote if event.lane in ("mentioned", "predicted") else None
        return self.speaking(quoted.address) if quoted else ()


def _in(named: Named, piece: Quote) -> bool:
    """Whether a place of a name lies in a piece of its passage."""
    return any(start < piece.end and piece.start < end for start, end in named.places)
