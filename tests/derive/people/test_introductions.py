"""Who is introduced: as host or guest, and what they do, in the words that say so."""

from __future__ import annotations

import pytest

from commonplace.derive import unclear
from commonplace.derive.people.introductions import described, introduced
from commonplace.derive.people.people import people
from commonplace.model import Entry
from tests.derive.people.test_proposed_people import library, talk

Said = tuple[str, str | None, str | None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Today I'm joined by Ada Perch, who runs the lamp room at Holmby Light.",
            [("Ada Perch", "guest", "Ada Perch, who runs the lamp room at Holmby Light")],
        ),
        (
            "With me is my co-host, Otto Vale, a keeper at Holmby Light, as always.",
            [("Otto Vale", "host", "Otto Vale, a keeper at Holmby Light")],
        ),
        (
            "My name is Otto Vale, I'm a keeper with the Coast Guard, and I'm joined by Ada Perch.",
            [
                ("Otto Vale", None, "Otto Vale, I'm a keeper with the Coast Guard"),
                ("Ada Perch", "guest", None),
            ],
        ),
        ("This is Otto Vale, your host.", [("Otto Vale", "host", None)]),
        (
            "Our guest today is Dr. Ada Perch from the Otter Trust.",
            [("Ada Perch", "guest", "Ada Perch from the Otter Trust")],
        ),
        (
            "We are joined by Ada Perch, who is a keeper at Holmby, and Orla Quist, who sings.",
            [("Ada Perch", "guest", "Ada Perch, who is a keeper at Holmby")],
        ),
        ("I'm joined by Ada Perch, who is glad to be here.", [("Ada Perch", "guest", None)]),
        ("I'm joined by my cat. This is Great. The host Company is new.", []),
        ("They were joined by rope. She met Ada Perch, who runs it.", []),
    ],
)
def test_introductions(text: str, found: list[Said]) -> None:
    said = [(one.name, one.role, one.about and one.about.of(text)) for one in introduced(text)]
    assert said == found


OPENING = (
    "**Otto Vale:** Welcome. I'm joined by Ada Perch, who runs the lamp room at Holmby Light.\n\n"
)


def test_introductions_give_host_and_guest_and_are_quoted() -> None:
    made = library(OPENING + talk("Otto Vale", "Ada Perch"))
    found = {one.name: one for one in people(made, ())}
    assert {name: [role for _, role in one.credits] for name, one in found.items()} == {
        "Otto Vale": ["host"], "Ada Perch": ["guest"]
    }  # fmt: skip
    said = found["Ada Perch"].introduced
    assert said and said.text == "Ada Perch, who runs the lamp room at Holmby Light"
    passage = made.documents[0].passages[0]
    assert passage.text[said.start : said.end] == said.text
    assert found["Otto Vale"].introduced is None


def test_a_host_who_is_joined_stays_a_host() -> None:
    joined = "**Ada Perch:** I'm joined by Otto Vale.\n\n" + talk("Otto Vale", "Ada Perch")
    mine = "**Otto Vale:** I'm joined by Orla Quist.\n\n" + talk("Otto Vale", "Orla Quist")
    found = {one.name: one for one in people(library(joined, mine, mine), ())}
    assert {role for _, role in found["Otto Vale"].credits} == {"host"}


def test_a_first_name_is_the_one_who_is_heard_with_the_same_people() -> None:
    full, first = talk("Orla Quist", "Piet Vandam"), talk("Orla", "Piet Vandam")
    found = people(library(full, first), ())
    assert {one.name: len(one.turns) for one in found} == {"Orla Quist": 6, "Piet Vandam": 6}


PAIR = talk("Orla Quist", "Piet Vandam")


@pytest.mark.parametrize(
    "texts",
    [
        (PAIR, talk("Orla", "Ida Moth")),
        (PAIR, PAIR.replace("Quist", "Quast"), PAIR.replace(" Quist", "")),
    ],
    ids=["another show", "two of that name"],
)
def test_a_first_name_that_may_be_anybody_is_nobody(texts: tuple[str, ...]) -> None:
    found = people(library(*texts), ())
    assert {one.name: len(one.turns) for one in found if one.name != "Piet Vandam"} == {
        name: 3 for name in ("Orla Quist", "Orla Quast", "Ida Moth") if name in "".join(texts)
    }


def test_the_report_proposes_the_line_that_makes_them_one() -> None:
    made = library(talk("Orla Quist", "Piet Vandam"), talk("Orla", "Ida Moth"))
    (told,) = unclear(made, people(made, ()))
    assert told.message == "`Orla` speaks here, and may be Orla Quist"
    assert "{name: Orla Quist, aliases: [Orla]}" in told.remedy
    same = library(talk("Orla Quist", "Piet Vandam"), talk("Orla", "Piet Vandam"))
    assert not [*unclear(same, people(same, ()))]


def test_what_a_proposed_person_does_is_quoted() -> None:
    said = "We read Ada Perch, who runs the lamp room at Holmby. My guest is Orla Quist, who sings."
    later = "I'm joined by Ada Perch, a keeper at the Otter Trust. Otto Vale is at home."
    made = library(said, later)
    names = (Entry(name="Ada Perch"), Entry(name="Otto Vale"), Entry(name="Orla Quist"))
    assert [entry.definition for entry in described(made, names)] == [
        "“Ada Perch, a keeper at the Otter Trust”",
        "",
        "",
    ]
    ours = Entry(name="Ada Perch", definition="Keeps lamps.")
    assert described(made, (ours,)) == (ours,)
