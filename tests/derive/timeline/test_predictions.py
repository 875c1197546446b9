"""Predictions: a lane of their own, found only where a text foresees something for a date."""

from __future__ import annotations

import pytest

from commonplace.addresses.assemble import assemble
from commonplace.derive import derive
from commonplace.derive.dates.mentions import mentions
from commonplace.derive.timeline.predictions import prediction
from commonplace.document import make_document
from commonplace.model import Catalogue, Dated, Event, Library, Seed, Vocabulary
from commonplace.render.events import lines
from tests.sample_library import on

MADE = on(2021, 3, 4)


def _foresees(text: str, made: Dated | None = MADE) -> list[str]:
    found = (prediction(text, mention, made) for mention in mentions(text, made))
    return [one.place.of(text) for one in found if one]


@pytest.mark.parametrize(
    "text",
    [
        "I predict that the last of the kilns will be cold by 2030.",
        "By 2030 half of all boats will be tarred by a machine.",
        "In 2028 the yards are going to build hulls without any tar.",
        "The market for hemp is expected to double by 2027.",
        "The guild forecasts that hemp will cost nothing by 2040.",
        "There is a 30% chance that the harbour freezes by 2025.",
        "I think we will see a boat without a keel in 2026.",
        "The new hull is supposed to come out next month.",
        "It's been reported that the yard will close in 2024.",
        "The yard won't be open until the end of 2029, says Moth.",
    ],
)
def test_what_is_foreseen_for_a_date_is_a_prediction(text: str) -> None:
    assert _foresees(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "We will meet again at the yard in 2022.",
        "I will write more about tar in 2022.",
        "Will the kilns be cold by the year 2030?",
        "The yard was going to close in 2022 or so.",
        "The conference on hulls will be held in 2022.",
        "It will be interesting to see what 2022 brings to us in 2023.",
        "We are looking forward to what the yards will do in 2022.",
        "The kilns of 2025 will not be those that we know.",
        "My goals for 2022: I will tar a boat, and I will sell it.",
        "People who bought tar in 2019 will remember it.",
        "The yard will change, because the kiln burst in 2022.",
        "That will be so by 2030.",
        "This will be out in 2022, or so they say here.",
        "The will of the yard's owner was read out in 2022.",
        "The guild's predictions for 2022 will be in the next letter.",
        "The yard closed in 2022 and sold its hulls to the guild.",
        "By 2019 every boat will be tarred by machine, they said.",
    ],
)
def test_what_only_speaks_of_the_future_is_none(text: str) -> None:
    assert _foresees(text) == []


def test_a_date_before_the_text_is_not_foreseen() -> None:
    text = "In 2020 half of all boats will be tarred by a machine."
    assert _foresees(text, on(2019, precision="year"))
    assert not _foresees(text, on(2021, precision="year"))


def test_a_sentence_that_leans_on_another_takes_it_along() -> None:
    text = "Moth builds hulls of glass. They are expected to float by 2030, she says."
    assert _foresees(text) == [text]


@pytest.mark.parametrize(
    ("text", "odds"),
    [
        ("There is a 30% chance that the harbour freezes by 2025.", "30% chance"),
        ("With a probability of 0.5% the yard will close by 2025.", "probability of 0.5%"),
        ("I am 80 percent confident that the yard will close by 2025.", "80 percent confident"),
        ("The chance of that is 1 in 20: the yard will close by 2025.", None),
        ("About 30% of all hulls will be made of glass by 2025.", None),
    ],
)
def test_odds_are_the_words_that_say_them(text: str, odds: str | None) -> None:
    (found,) = [one for m in mentions(text, MADE) if (one := prediction(text, m, MADE))]
    assert (found.odds and found.odds.of(text)) == odds


def _library(**texts: str) -> Library:
    seeds = [
        Seed(
            name=f"{name}.md",
            file=f"{name}.md",
            data=f"---\ntitle: {name}\nauthor: {author}\ndate: {date}\n---\n\n{body}\n".encode(),
        )
        for name, text in texts.items()
        for author, date, body in [text.split("|")]
    ]
    return assemble([make_document(seed) for seed in seeds], seeds)


def _predicted(library: Library) -> tuple[list[Event], Catalogue]:
    derived = derive(library, Vocabulary(topics=()))
    catalogue = Catalogue(library, derived)
    return [one for one in derived.events if one.lane == "predicted"], catalogue


def test_a_prediction_stands_under_its_date_with_who_made_it_when_and_their_earlier_ones() -> None:
    library = _library(
        one="Ida Vale|2019-02-03|By 2024 every hull will be made of glass, I think.",
        two="Ida Vale|2021-05-06|There is a 30% chance that the harbour freezes by 2025.",
        three="Bo Elm|2022-01-01|The yards are going to tar no boat in 2026.",
    )
    events, catalogue = _predicted(library)
    assert [str(one.date) for one in events] == ["2024", "2025", "2026"]
    assert all(one.shown for one in events)
    first, second, third = lines(catalogue, events, "timeline/")
    assert (second.made, second.speaker, second.odds) == ("6 May 2021", "Ida Vale", "30% chance")
    assert [(one.made, one.iso) for one in second.earlier] == [("3 February 2019", "2024")]
    assert first.earlier == third.earlier == ()
    assert [person.name for person in catalogue.said_by(events[2])] == ["Bo Elm"]


def test_a_prediction_is_told_once_and_is_no_statement_beside() -> None:
    library = _library(
        one="Ida Vale|2019-02-03|Moth predicts that the Holm yard will close by 2024.",
        two="Bo Elm|2020-02-03|Moth predicts that the Holm yard will close by 2024, says Ida Vale.",
    )
    events, catalogue = _predicted(library)
    assert [len(one.others) for one in events] == [1]
    assert not [one for one in catalogue.derived.events if one.lane == "mentioned"]
