"""Topics that mean nearly the same are proposed once."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.derive.candidates.candidates import candidates
from commonplace.derive.candidates.twins import twin
from commonplace.derive.matching import forms, names
from commonplace.model import Entry
from tests.derive.candidates.test_candidates import (
    COLOURS,
    VERBS,
    around,
    episode,
    library,
    named,
)
from tests.derive.own_seeds import own_seeds

#: Ways to name one thing, the best first, and a sentence for each.
ONE_THING = [
    {"hive-waxing": "All hive-waxing is slow.", "hive-wax": "We hive-wax and they hive-wax."},
    {"comb modeling": "Comb modeling is hard.", "comb modelling": "Comb modelling is hard."},
    {"varroa labeling": "The varroa labeling.", "varroa labeled": "A varroa labeled hive."},
    {"apiary color": "An old apiary color.", "apiary colour": "An old apiary colour."},
    {"propolisation": "Propolisation is slow.", "propolization": "Propolization is slow."},
    {"brood box": "The brood box is full.", "broodbox": "The broodbox is full."},
    {"bee-space frame": "A bee-space frame.", "beespace frame": "A beespace frame."},
]
#: Things that are called nearly the same and are apart.
APART = [
    {"queen rearing": "Queen rearing is slow.", "queen marking": "Queen marking is slow."},
    {"mead market": "The mead market is full.", "mead vinegar": "The mead vinegar is sour."},
]


@pytest.mark.parametrize("ways", ONE_THING, ids=lambda ways: min(ways))
def test_spellings_and_endings_of_a_term_are_one(ways: dict[str, str]) -> None:
    texts = around(*[said for said in ways.values() for _ in range(4)])
    found = candidates(library(texts))
    about = [entry for entry in found if entry.name.lower() in ways]
    assert len(about) == 1, named(found)
    called = {form for alias in names(about[0]) for form in forms(alias.text)}
    assert all(not called.isdisjoint(forms(way)) for way in ways)


def test_a_topic_is_named_by_what_is_done() -> None:
    said = ["We hive-wax on, you hive-wax, and they hive-wax.", "All hive-waxing is slow."]
    found = named(candidates(library(around(*said * 4))))
    assert found["hive-waxing"] == ("hive-wax",)


@pytest.mark.parametrize("ways", APART, ids=lambda ways: min(ways))
def test_other_things_stay_apart(ways: dict[str, str]) -> None:
    texts = around(*[said for said in ways.values() for _ in range(4)])
    assert set(ways) <= set(named(candidates(library(texts))))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("neural net", "neural network", True),
        ("gen AI", "generative AI", True),
        ("data science", "data scientist", True),
        ("NoSQL", "NoSQL database", True),
        ("P2", "Perch P2", True),
        ("reward", "reward model", False),
        ("AI", "Perch AI", False),
        ("Model 3", "Perch Model 3", True),
        ("tide gauge", "tide table", False),
    ],
)
def test_near_twins_are_known(one: str, other: str, same: bool) -> None:
    for mine, entry in ((one, other), (other, one)):
        assert (twin(set(forms(mine)), [Entry(name=entry)]) == 0) is same


@given(st.lists(st.sampled_from([one for ways in ONE_THING for one in ways.values()]), max_size=40))
@settings(max_examples=30)
def test_no_two_proposals_are_twins(said: list[str]) -> None:
    _no_twins(candidates(library(around(*said))))


def test_no_two_proposals_from_the_seeds_are_twins() -> None:
    _no_twins(candidates(own_seeds()))


def _no_twins(found: tuple[Entry, ...]) -> None:
    for one, other in combinations(found, 2):
        own = {form for alias in names(one) for form in forms(alias.text)}
        assert twin(own, [other]) is None, (one.name, other.name)


def test_an_acronym_that_everybody_knows_is_its_words() -> None:
    said = ["An LLM is small. Our LLM is old.", "The language model is old. A language model!"]
    found = named(candidates(library(around(*said * 3))))
    assert ("LLM" in found) != ("language model" in found)


def test_a_vague_word_is_no_topic() -> None:
    said = "The workflow has a component. Each component of a workflow is a component."
    found = named(candidates(library(around(*[said] * 9))))
    assert {"workflow", "component"}.isdisjoint(found)


def test_persons_and_places_are_no_topics() -> None:
    said = "Ask Quennell of Saskatchewan. In Saskatchewan we met Quennell and Noam."
    persons = [Entry(name="Otto Quennell")]
    found = named(candidates(library(around(*[said] * 9)), persons=persons))
    assert {"Quennell", "Saskatchewan", "Noam"}.isdisjoint(found)


def test_each_document_of_many_gets_a_topic_that_it_is_about() -> None:
    rare = [
        around(*[f"In {colour} there {verb} propolis. The {verb} propolis is {colour}."] * 6)
        for colour, verb in zip(COLOURS, VERBS, strict=True)
    ]
    documents = [episode(number) for number in range(9)] + rare[9:]
    assert {"varroa mite", "propolis"} <= set(named(candidates(library(*documents))))
