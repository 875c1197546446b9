"""Persons: who is one, whose turns are whose, and whom a name means."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.addresses.assemble import assemble
from commonplace.collect import collect
from commonplace.derive.excerpts import MOST
from commonplace.derive.people.names import is_name, key, parts
from commonplace.derive.people.people import people
from commonplace.model import (
    Alias,
    Credit,
    Document,
    DocumentKind,
    Entry,
    Library,
    Passage,
    Person,
    Source,
)
from commonplace.pipeline import make_document
from commonplace.project import glossary, vocabulary
from tests.derive.own_seeds import own_seeds

ROOT = Path(__file__).parents[3]
DATA = yaml.safe_load((Path(__file__).parents[1] / "people.yml").read_text(encoding="utf-8"))


def _alias(given: Any) -> Alias:
    return (
        Alias(text=given["as"], near=tuple(given["near"]))
        if isinstance(given, dict)
        else Alias(text=given)
    )


KNOWN = [
    Entry(
        name=one["name"],
        definition=one.get("definition", ""),
        aliases=tuple(map(_alias, one.get("aliases", ()))),
    )
    for one in DATA["known"]
]


def _document(
    text: list[tuple[str | None, str]],
    *,
    slug: str = "talk",
    title: str = "A talk",
    credits: list[tuple[str, Any]] | None = None,
    kind: DocumentKind = "transcript",
) -> Document:
    return Document(
        slug=slug,
        kind=kind,
        title=title,
        source=Source(name=slug, file=slug, reader="plain", sha256="", text=""),
        people=tuple(Credit(name=name, role=role) for name, role in credits or ()),
        passages=tuple(
            Passage(anchor=f"p-{number}", text=words, body=words, html="", speaker=label)
            for number, (label, words) in enumerate(text)
        ),
    )


def _found(*documents: Document, known: list[Entry] | None = None) -> dict[str, Person]:
    library = Library(documents=documents)
    return {p.name: p for p in people(library, KNOWN if known is None else known)}


def _words(person: Person, *documents: Document) -> list[str]:
    texts = {f"{d.address}#{p.anchor}": p.text for d in documents for p in d.passages}
    return [texts[named.address][a:b] for named in person.named for a, b in named.places]


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_who_is_named(case: dict[str, Any]) -> None:
    document = _document(
        case["text"], title=case.get("title", "A talk"), credits=case.get("people")
    )
    found = _found(document)
    named = {name: _words(person, document) for name, person in found.items() if person.named}
    assert named == case["named"]


@pytest.mark.parametrize("name", DATA["names"]["persons"])
def test_it_is_a_name(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("label", DATA["names"]["others"])
def test_it_is_no_name(label: str) -> None:
    assert not is_name(label)
    found = _found(_document([(label, "Hello there.")], credits=[(label, "author")]))
    assert found == {}


@pytest.mark.parametrize("names", DATA["same"], ids=lambda names: names[0])
def test_spellings_of_one_name_are_one_person(names: list[str]) -> None:
    assert len({key(name) for name in names}) == 1
    documents = [_document([(n, "Yes.")], slug=f"d{i}") for i, n in enumerate(names)]
    (person,) = _found(*documents, known=[]).values()
    assert len(person.turns) == len(names)
    assert len(person.credits) == len(names)


@pytest.mark.parametrize("names", DATA["different"], ids=lambda names: names[0])
def test_other_names_are_other_persons(names: list[str]) -> None:
    assert len({key(name) for name in names}) == len(names)


def test_the_vocabulary_knows_a_label_by_its_alias() -> None:
    (person,) = _found(_document([("Odile Marketi", "Good day.")])).values()
    assert (person.name, person.definition) == ("Odile Marchetti", "She measures tides.")


def test_a_label_of_one_word_is_the_only_one_of_that_name() -> None:
    credits = [("Ida Brandt", "host"), ("Odile Marchetti", "guest")]
    document = _document(
        [("Ida", "One."), ("Odile", "Two, three."), ("Nobody", "")], credits=credits
    )
    found = _found(document)
    assert sorted(found) == ["Ida Brandt", "Odile Marchetti"]
    assert [turn.words for turn in found["Odile Marchetti"].turns] == [2]
    assert found["Ida Brandt"].credits == ((document.address, "host"),)


def test_a_label_of_one_word_that_two_could_have_is_nobodys() -> None:
    credits = [("John Whitlow", "host"), ("John Ferrant", "guest")]
    found = _found(_document([("John", "One.")], credits=credits))
    assert all(not person.turns for person in found.values())


def test_a_label_of_one_word_is_nobody_where_no_full_name_is() -> None:
    assert _found(_document([("Ida", "One.")])) == {}
    assert list(_found(_document([(None, "One.")], credits=[("gwern", "author")]))) == ["gwern"]


def test_nothing_resolves_across_documents() -> None:
    first = _document([(None, "John Whitlow came.")], slug="a")
    second = _document([(None, "Then John spoke, and Whitlow laughed.")], slug="b")
    person = _found(first, second)["John Whitlow"]
    assert [named.sentence.document for named in person.named] == [first.address]


def test_an_author_has_the_passages_of_a_post_but_not_what_is_quoted() -> None:
    post = _document(
        [(None, "I was there."), (None, "> It was blue."), (None, "So it was.")],
        kind="post",
        credits=[("Ida Brandt", "author")],
    )
    (person,) = _found(post).values()
    assert [turn.anchor for turn in person.turns] == ["p-0", "p-2"]
    talk = replace(post, kind="transcript")
    assert _found(talk)["Ida Brandt"].turns == ()


@pytest.mark.parametrize("title", ["A quiet year", "A quiet …"])
def test_the_vocabulary_credits_documents_that_name_nobody(title: str) -> None:
    known = [Entry(name="Ida Brandt", credits=((title, "author"),))]
    post = _document([(None, "I was there.")], kind="post", title="A Quiet Year!")
    person = _found(post, known=known)["Ida Brandt"]
    assert person.credits == ((post.address, "author"),)
    assert len(person.turns) == 1
    told = replace(post, people=(Credit(name="Ida M. Brandt", role="host"),))
    assert _found(told, known=known)["Ida Brandt"].credits == ((post.address, "host"),)


def test_credits_are_read_from_the_vocabulary(tmp_path: Path) -> None:
    text = "- {name: Ida Brandt, credits: {host: [One], author: [A quiet year, Two]}}\n"
    (tmp_path / "people.yml").write_text(text, encoding="utf-8")
    (entry,) = vocabulary.read(tmp_path)[0].people
    assert entry.credits == (("A quiet year", "author"), ("Two", "author"), ("One", "host"))


@pytest.mark.parametrize("given", ["[One]", "{author: One}", "{painter: [One]}", "{1: [One]}"])
def test_credits_that_are_none_are_told(tmp_path: Path, given: str) -> None:
    text = f"- {{name: Ida Brandt, credits: {given}}}\n"
    (tmp_path / "people.yml").write_text(text, encoding="utf-8")
    read, (told,) = vocabulary.read(tmp_path)
    assert read.people == ()
    assert "credits" in told.message
    assert "{author: [a title]}" in told.remedy


def test_who_is_nowhere_has_no_page_and_slugs_are_distinct() -> None:
    assert _found(_document([(None, "Nobody came.")])) == {}
    twins = [Entry(name="Ana Ruß"), Entry(name="Ana Russ", aliases=(Alias(text="Anna Russ"),))]
    text: list[tuple[str | None, str]] = [(None, "Ana Ruß met Anna Russ.")]
    slugs = [p.slug for p in people(Library(documents=(_document(text),)), twins)]
    assert len(slugs) == len(set(slugs)) > 0


def test_the_sentence_is_that_of_the_full_name() -> None:
    text = "We met Odile Marchetti at the mill. Later Odile told us at length about the nets."
    (person,) = _found(_document([(None, text)])).values()
    assert person.named[0].sentence.text == "We met Odile Marchetti at the mill."


_WORDS = st.sampled_from(
    [
        "John", "Whitlow", "Ferrant", "Odile", "Marchetti", "Mark", "Rosa", "Silver", "Ida",
        "Brandt", "Núñez", "José", "the", "a", "of", "and", "said", "so", "I", "to", "'s", ".",
        ",", "?", "\n", "\u2019s", "(", "lighthouse", "Park",
    ]
)  # fmt: skip
_TEXTS = st.lists(_WORDS, max_size=25).map(" ".join)
_LABELS = st.sampled_from([None, "Ida Brandt", "John Ferrant", "John", "Host", "Dr. Ida Brandt"])
_PASSAGES = st.lists(st.tuples(_LABELS, _TEXTS), min_size=1, max_size=6)


@settings(max_examples=60)
@given(st.lists(_PASSAGES, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_laws(texts: list[list[tuple[str | None, str]]], random: Any) -> None:
    documents = [_document(text, slug=f"d{number}") for number, text in enumerate(texts)]
    found = people(Library(documents=tuple(documents)), KNOWN)
    _check(Library(documents=tuple(documents)), found)
    random.shuffle(documents)
    assert people(Library(documents=tuple(documents)), KNOWN) == found
    # Each document is read alone: what is named in it does not depend on the others, but
    # for persons whom only another one credits.
    credited = [Entry(name=name) for name in ("Ida Brandt", "John Ferrant")]
    for document in documents:
        alone = people(Library(documents=(document,)), [*KNOWN, *credited])
        together = people(Library(documents=tuple(documents)), [*KNOWN, *credited])
        for person in together:
            here = tuple(n for n in person.named if n.sentence.document == document.address)
            lone = next((p.named for p in alone if p.slug == person.slug), ())
            assert here == lone


@given(_PASSAGES)
def test_nobody_resolves_without_introduction(text: list[tuple[str | None, str]]) -> None:
    document = _document([(None, words) for _, words in text])
    known = [Entry(name=entry.name) for entry in KNOWN]
    places = {
        person.name: _words(person, document) for person in _found(document, known=known).values()
    }
    for name, words in places.items():
        full = [word for word in words if len(parts(word)) > 1]
        assert full, name
        assert full[0] == words[0]


def _check(library: Library, found: tuple[Person, ...]) -> None:
    passages = {f"{d.address}#{p.anchor}": p for d in library.documents for p in d.passages}
    addresses = {d.address for d in library.documents}
    assert len({person.slug for person in found}) == len(found)
    for person in found:
        assert person.credits or person.turns or person.named
        assert {address for address, _ in person.credits} <= addresses
        for turn in person.turns:
            assert f"{turn.document}#{turn.anchor}" in passages
        assert len({named.address for named in person.named}) == len(person.named)
        for named in person.named:
            text, quote = passages[named.address].text, named.sentence
            assert quote.text == text[quote.start : quote.end]
            assert len(quote.text) <= MOST + 20 or len(named.places) == 0
            assert any(quote.start <= a and b <= quote.end for a, b in named.places)
            for (_, end), (start, _) in zip(named.places, named.places[1:], strict=False):
                assert end <= start


@cache
def _library(folder: Path) -> Library:
    given, told = glossary.read(ROOT / "glossary.yml")
    assert told == ()
    seeds, _ = collect([folder])
    return assemble([make_document(seed, given) for seed in seeds], list(seeds))


def test_people_yml_is_sound() -> None:
    read, told = vocabulary.read(ROOT)
    assert [one for one in told if one.file.endswith("people.yml")] == []
    assert len(read.people) >= 50
    assert all(entry.definition.endswith(".") for entry in read.people)
    assert all(is_name(entry.name) for entry in read.people)


# Counted by reading: credits, own turns, and places that name the person.
NINE = {
    "Jerry Tworek": (["guest"], 0, 6),
    "Finbarr Timbers": (["speaker"], 53, 3),
    "Nathan Lambert": (["speaker"], 54, 2),
    "Jacob Effron": (["host"], 0, 2),
    "Jason Wei": (["author"], 19, 0),
    "Alex Irpan": (["author"], 54, 0),
    "John Schulman": ([], 0, 8),
    "Noam Brown": ([], 0, 6),
    "Richard Sutton": ([], 0, 11),
}


def test_the_nine_of_the_source_documents(shared: Path) -> None:
    library = _library(shared / "seeds")
    found = people(library, vocabulary.read(ROOT)[0].people)
    _check(library, found)
    by_name = {person.name: person for person in found}
    for name, (roles, turns, places) in NINE.items():
        person = by_name[name]
        assert person.definition
        assert [role for _, role in person.credits] == roles, name
        assert len(person.turns) == turns, name
        assert sum(len(named.places) for named in person.named) == places, name
    assert not any("unsupervised" in person.slug for person in found)


def test_a_jerry_without_a_family_name_is_not_the_one_of_another_document(shared: Path) -> None:
    found = people(_library(shared / "seeds"), vocabulary.read(ROOT)[0].people)
    (tworek,) = (person for person in found if person.name == "Jerry Tworek")
    assert {named.sentence.document.split("/")[0] for named in tworek.named} == {"transcripts"}


def test_the_shipped_seeds() -> None:
    library = own_seeds()
    found = people(library, vocabulary.read(ROOT)[0].people)
    _check(library, found)
    credited = {person.name for person in found if person.credits}
    assert credited == {"Hanne Verbeek", "Mara Lindqvist", "Tobias Okafor"}
    for first, second in product(found, repeat=2):
        assert first is second or key(first.name) != key(second.name)
