"""The timeline: every date where it belongs, every quotation exact, the strongest shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonplace.assemble import assemble
from commonplace.collect import collect
from commonplace.derive.references.references import references
from commonplace.derive.timeline.events import FEWEST, MOST, TABLE, events
from commonplace.model import Event, Library, Seed
from commonplace.pipeline import make_document

TABLE_POST = b"""---
title: The harbour in dates
date: 2024-03-02
---

The years so far:

- **1995:** [quay opens](https://example.org/1995/05/02/quay), first lamp
- **1996:** the well is dug
"""
TALK = b"""---
title: A talk
---

In June 1999 the council opened the new gauge. Was it dear?

I was a child in 1990. The gauge failed last year.
"""


def library(**files: bytes) -> Library:
    seeds = [
        Seed(name=name.replace("_", "."), file=name.replace("_", "."), data=data)
        for name, data in files.items()
    ]
    return assemble([make_document(seed) for seed in seeds], seeds)


def told(found: Library) -> tuple[Event, ...]:
    return events(found, references(found))


def test_all_lanes_stand_in_the_order_of_time() -> None:
    found = told(library(table_md=TABLE_POST, talk_md=TALK))
    assert [(event.lane, str(event.date or ""), event.text) for event in found if event.shown] == [
        ("mentioned", "1995", "quay opens"),
        ("mentioned", "1995", "first lamp"),
        ("cited", "1995-05-02", "quay opens"),
        ("mentioned", "1996", "the well is dug"),
        ("mentioned", "1999-06", "In June 1999 the council opened the new gauge."),
        ("published", "2024-03-02", "The harbour in dates"),
        ("published", "", "A talk"),
    ]


def test_the_links_of_a_statement_are_those_inside_it() -> None:
    quay, lamp, *_ = told(library(table_md=TABLE_POST))
    assert (quay.links, lamp.links) == (("https://example.org/1995/05/02/quay",), ())


def test_a_memory_is_kept_but_not_shown_and_nothing_relative_without_a_date() -> None:
    found = told(library(talk_md=TALK))
    child = next(event for event in found if "child" in event.text)
    assert not child.shown and str(child.date) == "1990"
    assert not any("last year" in event.text for event in found)


def test_one_year_does_not_drown_the_others() -> None:
    lines = "\n\n".join(f"In 1970 Harbour Lamp {number} was opened." for number in range(MOST + 9))
    found = told(library(a_md=b"# Lamps\n\n" + lines.encode()))
    assert sum(event.shown for event in found if event.lane == "mentioned") == MOST


def check(found: Library) -> tuple[Event, ...]:
    """The laws that hold for every library; its events."""
    result = told(found)
    texts = {f"{d.address}#{p.anchor}": p.text for d in found.documents for p in d.passages}
    addresses = {document.address for document in found.documents}
    for event in result:
        assert event.document in addresses
        for quote in filter(None, (event.quote, event.dated_by)):
            assert texts[quote.address][quote.start : quote.end] == quote.text != ""
    dates = [event.date.at for event in result if event.date]
    assert dates == sorted(dates)
    backwards = Library(documents=found.documents[::-1])
    assert {event.text for event in told(backwards)} == {event.text for event in result}
    return result


def test_the_laws_hold_for_the_project_s_own_seeds() -> None:
    seeds, _ = collect([Path(__file__).parents[3] / "seeds"])
    found = check(assemble([make_document(seed) for seed in seeds], seeds))
    assert sum(event.shown for event in found if event.lane == "mentioned") > FEWEST


@pytest.fixture(scope="module")
def four(request: pytest.FixtureRequest) -> tuple[Event, ...]:
    seeds, _ = collect([request.getfixturevalue("shared") / "seeds"])
    return check(assemble([make_document(seed) for seed in seeds], seeds))


def test_every_line_of_the_real_table_of_years_is_there(four: tuple[Event, ...]) -> None:
    years = {str(event.date) for event in four if event.strength >= TABLE}
    assert years == {"2013", "2014", *map(str, range(2016, 2025))}
    assert sum(event.strength >= TABLE for event in four) == 18
    assert sum(len(event.links) for event in four if event.strength >= TABLE) == 18


def test_running_text_tells_at_least_twenty_events(four: tuple[Event, ...]) -> None:
    running = [e for e in four if e.lane == "mentioned" and e.shown and e.strength < TABLE]
    assert len(running) >= 20
    facts = {(str(event.date), event.resolved) for event in running}
    assert {("2024-05", False), ("2019-02", False), ("2024-09", True)} <= facts


def test_a_date_names_the_one_it_was_worked_out_from() -> None:
    text = b"---\ntitle: Lamps\ndate: 2024-03-02\n---\n\nA new lamp was lit last year. "
    text += b"In 1970 the mast was raised. That same year the horn was added.\n"
    found = {event.dated_by.text: event for event in told(library(a_md=text)) if event.dated_by}
    assert str(found["last year"].base) == "2024-03-02"
    assert found["That same year"].resolved and found["That same year"].base is None
