"""A catalogue finds what a search through all records would find, in the same order."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.model import (
    Catalogue,
    Citation,
    Derived,
    Document,
    Event,
    Library,
    Named,
    Passage,
    Person,
    Quote,
    Reference,
    Source,
    Topic,
    Turn,
)

SOURCE = Source(name="", file="", reader="", sha256="", text="")
ANCHORS = ("p-1", "p-2", "p-3")
DOCUMENTS = tuple(
    Document(
        slug=slug,
        kind="post",
        title=slug,
        source=SOURCE,
        passages=tuple(Passage(anchor=a, text=a, body="", html="") for a in ANCHORS),
    )
    for slug in ("pond", "reed", "mud")
)
ADDRESSES = [document.address for document in DOCUMENTS]
PASSAGES = [f"{address}#{anchor}" for address in ADDRESSES for anchor in ANCHORS]

addresses, anchors = st.sampled_from(ADDRESSES), st.sampled_from(ANCHORS)
quotes = st.builds(
    Quote, document=addresses, anchor=anchors, start=st.just(0), end=st.just(1), text=st.just("p")
)
#: Where a name may stand in a passage: in the line of an event, which is its first letter.
IN_LINE = (0, 1)
named = st.lists(
    st.builds(Named, sentence=quotes, places=st.sampled_from([(), (IN_LINE,), ((5, 6),)])),
    max_size=3,
    unique_by=lambda one: one.address,
).map(tuple)
names = st.text("abc", min_size=1, max_size=3)
topics = st.builds(
    Topic,
    slug=names,
    name=names,
    named=named,
    weight=st.dictionaries(addresses, st.sampled_from([0.5, 0.99, 1.0, 1.5, 2.0])),
)
people = st.builds(
    Person,
    slug=names,
    name=names,
    credits=st.lists(
        st.tuples(addresses, st.sampled_from(["author", "host", "guest"])), max_size=3
    ).map(tuple),
    turns=st.lists(
        st.builds(Turn, document=addresses, anchor=anchors, words=st.just(1)),
        max_size=2,
        unique=True,
    ).map(tuple),
    named=named,
)
references = st.builds(
    Reference,
    address=names,
    kind=st.just("other"),
    title=names,
    citations=st.lists(st.builds(Citation, document=addresses, text=st.just("it")), max_size=3).map(
        tuple
    ),
    document=st.none() | addresses,
)


def several(what: st.SearchStrategy[object], most: int = 4) -> st.SearchStrategy[object]:
    return st.lists(what, max_size=most).map(tuple)


DERIVED = st.builds(
    Derived, topics=several(topics, 12), people=several(people), references=several(references)
)


@settings(max_examples=25)
@given(DERIVED)
def test_what_is_found_of_a_passage(derived: Derived) -> None:
    found = Catalogue(Library(documents=DOCUMENTS), derived)
    assert list(found.passages) == PASSAGES
    for address in PASSAGES:
        assert found.passages[address] in found.document_of(address).passages
        assert found.document_of(address).address == address.partition("#")[0]
        names_it = [t for t in derived.topics if address in {n.address for n in t.named}]
        assert list(found.topics_of(address)) == names_it
        spoken = [p for p in derived.people if any(address in t.passages for t in p.turns)]
        assert list(found.speaking(address)) == spoken
        there = [
            p for p in derived.people if p in spoken or address in {n.address for n in p.named}
        ]
        assert list(found.people_of(address)) == there


@settings(max_examples=25)
@given(DERIVED)
def test_what_is_found_of_a_document(derived: Derived) -> None:
    found = Catalogue(Library(documents=DOCUMENTS), derived)
    for address in ADDRESSES:
        about = [topic for topic in derived.topics if topic.weight.get(address, 0) >= 1]
        about.sort(key=lambda topic: (-topic.weight[address], topic.name))
        assert list(found.topics_in(address)) == about[:8]
        credited = [p for p in derived.people if address in {d for d, _ in p.credits}]
        assert list(found.credited(address)) == credited
        cited = [r for r in derived.references if address in {c.document for c in r.citations}]
        assert list(found.references_of(address)) == cited
        assert found.works_of(address) == {r.address: r for r in cited}
        assert found.works_of(address) is found.works_of(address)
        itself = [r for r in derived.references if r.document == address]
        assert list(found.cited_by(address)) == itself


@settings(max_examples=25)
@given(DERIVED, addresses, st.none() | quotes)
def test_an_event_is_of_what_its_line_names_or_else_of_its_document(
    derived: Derived, document: str, quote: Quote | None
) -> None:
    found = Catalogue(Library(documents=DOCUMENTS), derived)
    event = Event(lane="mentioned", date=None, text="", document=document, quote=quote)
    if quote:
        named = [
            one.slug
            for one in (*derived.topics, *derived.people)
            if any(name.address == quote.address and IN_LINE in name.places for name in one.named)
        ]
        own = (*found.topics_at(event), *found.people_at(event))
        assert sorted(one.slug for one in own) == sorted(named)
    else:
        assert found.topics_at(event) == found.topics_in(document)
        assert found.people_at(event) == found.credited(document)


@given(st.integers(1, 9), st.integers(1, 4), st.integers(0, 12), st.integers(1, 4))
def test_a_line_names_whom_it_shares_a_character_with(
    start: int, length: int, first: int, more: int
) -> None:
    """A name that ends where the line begins, or begins where it ends, is not in it."""
    address, anchor = PASSAGES[0].split("#")
    piece = Quote(document=address, anchor=anchor, start=start, end=start + length, text="")
    person = Person(
        slug="a",
        name="A",
        named=(Named(sentence=piece, places=((first, first + more),)),),
    )
    found = Catalogue(Library(documents=DOCUMENTS), Derived(people=(person,)))
    event = Event(lane="mentioned", date=None, text="", document=address, quote=piece)
    shared = {*range(start, start + length)} & {*range(first, first + more)}
    assert found.people_at(event) == ((person,) if shared else ())


@settings(max_examples=25)
@given(DERIVED, addresses, st.none() | quotes, st.sampled_from(["mentioned", "cited"]))
def test_a_line_is_said_by_who_speaks_there_and_a_title_by_nobody(
    derived: Derived, document: str, quote: Quote | None, lane: Literal["mentioned", "cited"]
) -> None:
    found = Catalogue(Library(documents=DOCUMENTS), derived)
    event = Event(lane=lane, date=None, text="", document=document, quote=quote)
    said = found.speaking(quote.address) if quote and lane == "mentioned" else ()
    assert found.said_by(event) == said


@settings(max_examples=25)
@given(DERIVED, addresses, quotes, quotes)
def test_what_an_event_names_counts_before_its_line(
    derived: Derived, document: str, line: Quote, named: Quote
) -> None:
    found = Catalogue(Library(documents=DOCUMENTS), derived)
    event = Event(lane="cited", date=None, text="", document=document, quote=line, named=named)
    alone = replace(event, quote=named, named=None)
    assert found.topics_at(event) == found.topics_at(alone)
    assert found.people_at(event) == found.people_at(alone)
