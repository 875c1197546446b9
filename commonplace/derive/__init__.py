"""What follows from all documents: timeline, topics, people, references, abbreviations, related."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commonplace.addresses.ledger import NO_LEDGER, Ledger
from commonplace.derive.candidates import other_names
from commonplace.derive.candidates.abbreviations import abbreviations, explained_in
from commonplace.derive.candidates.candidates import as_yaml, candidates
from commonplace.derive.neighbours.related import NOBODY, Neighbours, related
from commonplace.derive.neighbours.weights import rarities, terms_held
from commonplace.derive.people.introductions import described, introductions
from commonplace.derive.people.people import lengths, people
from commonplace.derive.people.proposals import proposals
from commonplace.derive.people.unclear import unclear
from commonplace.derive.questions import asked, questions
from commonplace.derive.references.references import found_in, references
from commonplace.derive.references.unlinked import unlinked
from commonplace.derive.references.untitled import untitled, works_as_yaml
from commonplace.derive.timeline.events import events
from commonplace.derive.timeline.later import cited_later
from commonplace.derive.topics import tags, topics
from commonplace.diagnostics.laps import lap
from commonplace.model import (
    Catalogue,
    Derived,
    Document,
    Each,
    Entry,
    Library,
    ListedWork,
    Vocabulary,
    in_turn,
)

#: What is worked out of each document alone, and takes little memory.
ALONE = (
    lengths,
    introductions,
    found_in,
    asked,
    explained_in,
    other_names.told,
    terms_held,
)


def derive(
    library: Library,
    vocabulary: Vocabulary,
    *,
    propose: bool = False,
    each: Each = in_turn,
    ledger: Ledger = NO_LEDGER,
) -> Derived:
    """All that can be derived from the documents alone.

    Without a list of topics, those that the build proposes are used; with one, proposals are
    made only if `propose` is set, because they take a while. Related documents are not
    included. `each` applies functions that need one document alone. The topics and persons of
    the `ledger` keep their addresses.
    """
    listed = vocabulary.people or persons_named(library, vocabulary, each)
    lap("persons named")
    wanted = propose or vocabulary.topics is None
    fresh = proposed(library, vocabulary, each, listed) if wanted else ()
    entries = fresh if vocabulary.topics is None else vocabulary.topics
    entries = (*entries, *tags(library, entries))
    lap("candidates")
    persons = people(library, listed, each, ledger)
    lap("people")
    names = [person.name for person in persons]
    works = references(library, names, each, vocabulary.works)
    said = unlinked(library, works)
    lap("references")
    told = events(library, works, names, each)
    lap("events")
    found = topics(library, entries, proposed=vocabulary.topics is None, each=each, ledger=ledger)
    lap("topics")
    answered = questions(library, each)
    lap("questions")
    short = abbreviations(library, each)
    lap("abbreviations")
    return Derived(
        events=told,
        topics=found,
        people=persons,
        references=works,
        unlinked=said,
        questions=answered,
        abbreviations=short,
        proposed=fresh,
    )


def proposed(
    library: Library,
    vocabulary: Vocabulary,
    each: Each = in_turn,
    persons: Sequence[Entry] | None = None,
) -> tuple[Entry, ...]:
    """Entries that the list of topics might want, the best first.

    `persons` are those that the list of persons has, or would have, where that is known.
    """
    if persons is None:
        persons = vocabulary.people or persons_named(library, vocabulary, each)
    return candidates(library, (*(vocabulary.topics or ()), *persons), each, persons)


def persons_named(
    library: Library, vocabulary: Vocabulary, each: Each = in_turn
) -> tuple[Entry, ...]:
    """Persons whom the documents name and the list of persons does not have, by name."""
    return proposals(library, vocabulary.people, each)


def persons_described(
    library: Library, vocabulary: Vocabulary, each: Each = in_turn
) -> tuple[Entry, ...]:
    """The same persons with what introductions say that they do, for whoever lists them."""
    return described(library, persons_named(library, vocabulary, each))


def works_untitled(
    library: Library, vocabulary: Vocabulary, each: Each = in_turn
) -> tuple[ListedWork, ...]:
    """Works that no document calls by a title and the list of works does not have.

    Those of several documents come first, with what their addresses tell.
    """
    return untitled(references(library, (), each, vocabulary.works), vocabulary.works)


def labelled(library: Library, derived: Derived) -> Library:
    """The library with the topics of each passage, which are those whose pages have it."""
    catalogue = Catalogue(library, derived)

    def label(document: Document) -> Document:
        return replace(
            document,
            passages=tuple(
                replace(passage, topics=tuple(topic.name for topic in topics_of))
                if (topics_of := catalogue.topics_of(f"{document.address}#{passage.anchor}"))
                else passage
                for passage in document.passages
            ),
        )

    return replace(library, documents=tuple(map(label, library.documents)))
