"""Persons without a list: those whom the documents name in full, and nobody and nothing else."""

from __future__ import annotations

import pytest

from commonplace.addresses.assemble import assemble
from commonplace.derive import derive, persons_named
from commonplace.derive.people.people import people
from commonplace.model import Entry, Library, Seed, Vocabulary
from commonplace.pipeline import make_document


def library(*texts: str) -> Library:
    seeds = [
        Seed(
            name=f"s{n}.md", file=f"s{n}.md", data=f"---\ntitle: Lamp {n}\n---\n\n{text}\n".encode()
        )
        for n, text in enumerate(texts)
    ]
    return assemble([make_document(seed) for seed in seeds], seeds)


def talk(*speakers: str) -> str:
    return "\n\n".join(
        f"**{name}:** We wind the lamp at dawn." for _ in range(3) for name in speakers
    )


def proposed(*texts: str, known: tuple[Entry, ...] = ()) -> list[str]:
    return [one.name for one in persons_named(library(*texts), Vocabulary(people=known))]


@pytest.mark.parametrize(
    "texts",
    [
        ("Martha Quist trims the wick.", "It was seen by Martha Quist at dawn."),
        ("She works with Otto Vale.", "The Otto Vale Prize is his. Otto Vale left."),
        ("Jürgen Tallow did it.", "It was Jürgen Tallow."),
        ("Sanna Holtby says so.", "As Sanna Holtby wrote, it rained."),
        ("We are joined by Ottilie Vandam, who runs the lamp room.",),
        ("Ottilie Vandam, welcome. And your host, Ottilie Vandam.",),
    ],
)
def test_who_is_named_often_or_introduced_is_proposed(texts: tuple[str, ...]) -> None:
    assert len(proposed(*texts)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The Tidal Diffusion was lit. Tidal Diffusion is a method.",
        "We met in New Holmby. New Holmby is wet.",
        "Otto College was closed. Otto College is old.",
        "Machine Learning says nothing of it. Machine Learning is slow.",
        "Lamp Press published it. They read Lamp Press.",
        "He works at the Otto Vale Institute. The Otto Vale Institute is new.",
        "She has her degree from the Otto Vale School of Lamps, where Otto Vale's School is old.",
        "She studied at Otto Vale. They met at Otto Vale, in its hall.",
        "They read the Hanna Tallow books. A Hanna Tallow fan came.",
    ],
)
def test_things_groups_and_places_are_no_persons(text: str) -> None:
    assert proposed(text, text) == []


def test_who_is_named_once_or_known_is_not_proposed() -> None:
    text = "Martha Quist trims the wick."
    assert proposed(text) == []
    assert proposed(text, text, known=(Entry(name="Martha Quist"),)) == []


def test_there_are_pages_at_once_where_nobody_is_listed() -> None:
    found = derive(library("Martha Quist trims it.", "Martha Quist left."), Vocabulary()).people
    assert [(one.name, len(one.named)) for one in found] == [("Martha Quist", 2)]


def test_one_word_of_a_name_with_an_initial_is_never_looked_for() -> None:
    found = people(
        library(talk("Orla B.", "Ida Moth"), "Orla the cat.", "By T. Farrow, the farrow of it."), ()
    )
    assert {one.name: len(one.named) for one in found} == {"Ida Moth": 0, "Orla B.": 0}


def test_a_first_name_with_an_initial_or_initials_are_the_only_person_they_fit() -> None:
    full, short = talk("Orla Quist", "Piet Vandam"), talk("Orla Q.", "PV")
    found = people(library(full, short), ())
    assert [(one.name, len(one.turns)) for one in found] == [("Orla Quist", 6), ("Piet Vandam", 6)]
    other = talk("Orla Quast", "Paula Vey")
    names = {one.name: len(one.turns) for one in people(library(full, short, other), ())}
    assert names == {
        "Orla Q.": 3, "Orla Quast": 3, "Orla Quist": 3, "Paula Vey": 3, "Piet Vandam": 3
    }  # fmt: skip


def test_a_name_that_lacks_a_letter_is_the_same_person() -> None:
    made = library(*["Otto Effrin trims it."] * 3, *["Otto Efrin left."] * 2, "Otto Effron is in.")
    (found,) = persons_named(made, Vocabulary())
    assert (found.name, [alias.text for alias in found.aliases]) == ("Otto Effrin", ["Otto Efrin"])
    spoken = library(talk("Otto Effrin", "Ida Moth"), *["Otto Efrin left."] * 3)
    assert persons_named(spoken, Vocabulary()) == ()
    apart = library(*["Otto Hansen trims it. Otto Hanson left. Anna Hanssen came."] * 3)
    assert len(persons_named(apart, Vocabulary())) == 3


def test_a_known_first_name_needs_fewer_passages() -> None:
    twice = "Martha Quist trims the wick.\n\n## Later\n\nIt was seen by Martha Quist at dawn."
    assert proposed(twice) == ["Martha Quist"]
    assert proposed(twice.replace("Martha", "Ombra")) == []


def test_those_most_named_come_first() -> None:
    texts = ["Martha Quist left. Anna Vale came."] * 2 + ["It was Martha Quist."]
    assert proposed(*texts) == ["Martha Quist", "Anna Vale"]


def test_whom_a_document_is_about_is_a_person_with_any_first_name() -> None:
    def made(title: str, text: str) -> list[str]:
        seed = Seed(name="a.md", file="a.md", data=f"---\ntitle: {title}\n---\n\n{text}\n".encode())
        return [
            one.name for one in persons_named(assemble([make_document(seed)], [seed]), Vocabulary())
        ]

    life = "Ombra Tallowick trimmed it. " + "Then Tallowick wrote of Tallowick's lamp. " * 3
    assert made("Ombra Tallowick", life) == ["Ombra Tallowick"]
    assert made("A lamp", life) == []
    assert made("Ombra Tallowick", "Ombra Tallowick was lit. Ombra Tallowick's lamp. " * 5) == []


def test_two_first_names_go_on_with_the_family_name() -> None:
    texts = ["Albert Anna Quist trims the wick."] * 3
    assert proposed(*texts) == ["Albert Anna Quist"]
    assert proposed(*["The Albert Anna Museum is old. It stood."] * 3) == []


@pytest.mark.parametrize(
    ("title", "before"),
    [
        ("Harlow Mill", "The Mill"),
        ("Harlow Mill", "Our Mill"),
        ("Water Power", "Power"),
        ("Tidal Quern", "It takes a quern. Quern"),
    ],
)
def test_a_title_of_a_thing_is_no_person(title: str, before: str) -> None:
    text = "\n\n".join(f"{before} {verb} cold in the hall." for verb in ["was", "had been"] * 4)
    data = f"---\ntitle: {title}\n---\n\n{title} is old.\n\n{text}\n".encode()
    seed = Seed(name="a.md", file="a.md", data=data)
    assert persons_named(assemble([make_document(seed)], [seed]), Vocabulary()) == ()
