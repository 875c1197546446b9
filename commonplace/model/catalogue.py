"""The library and what is derived from it, looked up by address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from commonplace.model.derived import Derived, Event, Person, Reference, Topic
from commonplace.model.records import Document, Library, Passage

#: A document is about a topic from this weight on; the most of them that it shows.
ABOUT = 1.0
CHIPS = 8


class Catalogue:
    """Looks up documents and passages, and what was derived about them.

    Addresses are below the site's root: `posts/x/`, and `posts/x/#anchor` for a passage.
    """

    def __init__(self, library: Library, derived: Derived) -> None:
        self.library = library
        self.derived = derived
        self.documents: Mapping[str, Document] = {d.address: d for d in library.documents}
        self.passages: Mapping[str, Passage] = {
            f"{d.address}#{p.anchor}": p for d in library.documents for p in d.passages
        }
        self._topics: dict[str, list[Topic]] = defaultdict(list)
        for topic in derived.topics:
            for named in topic.named:
                self._topics[named.address].append(topic)
        self._people: dict[str, list[Person]] = defaultdict(list)
        self._credited: dict[str, list[Person]] = defaultdict(list)
        for person in derived.people:
            for address in dict.fromkeys(document for document, _ in person.credits):
                self._credited[address].append(person)
            own = [f"{turn.document}#{turn.anchor}" for turn in person.turns]
            for address in dict.fromkeys([*own, *(named.address for named in person.named)]):
                self._people[address].append(person)
        self._references: dict[str, list[Reference]] = defaultdict(list)
        for reference in derived.references:
            for document in dict.fromkeys(c.document for c in reference.citations):
                self._references[document].append(reference)

    def document_of(self, passage: str) -> Document:
        """The document that a passage is in; raises KeyError where there is none."""
        return self.documents[passage.partition("#")[0]]

    def topics_of(self, passage: str) -> tuple[Topic, ...]:
        """The topics that a passage names, by name."""
        return tuple(self._topics.get(passage, ()))

    def people_of(self, passage: str) -> tuple[Person, ...]:
        """Who speaks, wrote or is named in a passage, by name."""
        return tuple(self._people.get(passage, ()))

    def topics_in(self, document: str) -> tuple[Topic, ...]:
        """The topics that a document is about, the weightiest first."""
        about = [t for t in self.derived.topics if t.weight.get(document, 0) >= ABOUT]
        return tuple(sorted(about, key=lambda t: (-t.weight[document], t.name))[:CHIPS])

    def credited(self, document: str) -> tuple[Person, ...]:
        """Who wrote a document or speaks in it, by name."""
        return tuple(self._credited.get(document, ()))

    def references_of(self, document: str) -> tuple[Reference, ...]:
        """The works that a document links to, the most cited first."""
        return tuple(self._references.get(document, ()))

    def cited_by(self, document: str) -> tuple[Reference, ...]:
        """The references that are this document, cited by others."""
        return tuple(
            reference for reference in self.derived.references if reference.document == document
        )

    def topics_at(self, event: Event) -> tuple[Topic, ...]:
        """The topics of an event: those of its passage, or of its document."""
        return (
            self.topics_of(event.quote.address) if event.quote else self.topics_in(event.document)
        )

    def people_at(self, event: Event) -> tuple[Person, ...]:
        """The persons of an event: those of its passage, or of its document."""
        return self.people_of(event.quote.address) if event.quote else self.credited(event.document)
