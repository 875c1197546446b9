"""The timeline: every date where it belongs, every quotation exact, the strongest shown."""

from __future__ import annotations

import pytest

from commonplace.addresses.assemble import assemble
from commonplace.collect import collect
from commonplace.derive.references.references import references
from commonplace.derive.timeline.events import MOST, TABLE, events
from commonplace.derive.timeline.later import cited_later
from commonplace.model import Event, Library, Seed
from commonplace.pipeline import make_document
from tests.derive.own_seeds import own_seeds

TABLE_POST = b"""---
title: The harbour in dates
date: 2024-03-02
---

The years so far:

- **1995:** [quay opens](https://example.org/1995/05/02/quay), first lamp lit
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
        ("mentioned", "1995", "first lamp lit"),
        ("mentioned", "1995-05-02", "quay opens"),
        ("mentioned", "1996", "the well is dug"),
        ("mentioned", "1999-06", "In June 1999 the council opened the new gauge."),
        ("published", "2024-03-02", "The harbour in dates"),
        ("published", "", "A talk"),
    ]


@pytest.mark.parametrize(
    "item",
    [
        "post-kiln",
        "doubt of QL",
        "QL's bloom",
        "a hard winter",
        "[doubt of QL](https://example.org/d)",
    ],
)
def test_an_item_without_a_name_and_a_verb_is_folded(item: str) -> None:
    post = f"---\ntitle: T\ndate: 2024-03-02\n---\n\n- **1995:** Quay opens\n- **1996:** {item}\n"
    mentioned = {
        e.text: e.shown for e in told(library(t_md=post.encode())) if e.lane == "mentioned"
    }
    assert list(mentioned.values()) == [True, False]


@pytest.mark.parametrize(
    "item",
    [
        "MuZero", "o1", "PPO paper", "Petrel", "the kiln opens", "bridge fell", "first lamp lit",
        "the well is dug", "quay widened", "灯塔建成", "the long way to the first of the lamps",
    ],
)  # fmt: skip
def test_an_item_with_a_name_or_a_verb_is_shown(item: str) -> None:
    post = f"---\ntitle: T\ndate: 2024-03-02\n---\n\n- **1995:** Quay opens\n- **1996:** {item}\n"
    mentioned = [e for e in told(library(t_md=post.encode())) if e.lane == "mentioned"]
    assert [event.shown for event in mentioned] == [True, True]


def test_the_links_of_a_statement_are_those_inside_it() -> None:
    lamp, quay, *_ = told(library(table_md=TABLE_POST))
    assert (quay.links, lamp.links) == (("https://example.org/1995/05/02/quay",), ())


def test_a_memory_is_kept_but_not_shown_and_nothing_relative_without_a_date() -> None:
    found = told(library(talk_md=TALK))
    child = next(event for event in found if "child" in event.text)
    assert not child.shown and str(child.date) == "1990"
    assert not any("last year" in event.text for event in found)


def test_a_small_collection_is_not_filled_up_with_weak_lines() -> None:
    weak = b"# Lamps\n\nIt has been so since 2012.\n\nPeople in 1987 thought so too.\n"
    assert not [event for event in told(library(a_md=weak)) if event.shown and event.quote]


# One event, many sources --------------------------------------------------------------

HARBOUR = b"""---
title: The forge
date: 2022-01-15
---

2018: The kiln opens. The sign also lists the forge here; Moth puts it in February 2019.

2019: The forge opens

In February 2019 the forge opened in the old sail loft.

The forge opened in February 2019, as Moth says.
"""


def lines(*texts: str, **files: str) -> list[str]:
    """The dates and texts that are shown for documents made of these paragraphs."""
    pages = {f"p{number}_md": f"---\ntitle: Page {number}\ndate: 2022-01-01\n---\n\n{text}\n"
             for number, text in enumerate(texts)}  # fmt: skip
    found = told(library(**{name: text.encode() for name, text in (pages | files).items()}))
    return [f"{e.date} {e.text} +{len(e.others)}" for e in found if e.shown and e.quote]


def test_lines_that_tell_one_event_are_one_event() -> None:
    assert lines(harbour_md=HARBOUR.decode()) == [
        "2018 The kiln opens. The sign also lists the forge here; Moth puts it in February 2019 +0",
        "2019-02 The forge opened in February 2019, as Moth says. +2",
    ]


def test_a_mention_and_the_work_that_it_links_are_one_event() -> None:
    link = "[Tar and rope](https://arxiv.org/abs/1602.01234)"
    assert lines(f"In 2016 Otto Vale published {link} at last.", f"He read {link} often.") == [
        "2016-02 In 2016 Otto Vale published Tar and rope at last. +1"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Otto Vale launched the Petrel in May 2016.", "The Petrel sank off Holm in May 2016."),
        ("Otto Vale launched the Petrel in 2016.", "Otto Vale launched the Gannet in 2016."),
        ("The Petrel won the regatta in 2016.", "The Petrel won the regatta in 2017."),
        ("The Moth Fair opened in 2016.", "The Moth Fair opened in 2017."),
        ("The Petrel Two was launched in 2016.", "The Petrel was launched in March 2016 by Vale."),
        ("The old kiln was closed in 2016.", "The old mill was closed for good in 2017."),
        ("Tar was banned from the quay in 2016.", "Hemp was banned from the yard in 2018."),
    ],
)
def test_what_only_looks_alike_stays_apart(one: str, other: str) -> None:
    assert len(lines(one, other)) == 2


def test_sources_that_disagree_are_shown_as_disagreeing() -> None:
    pages = (
        b"# One\n\nThe Petrel was launched by Otto Vale in 2016.\n",
        b"# Two\n\nOtto Vale launched the Petrel in May 2017.\n",
    )
    found = told(library(a_md=pages[0], b_md=pages[1]))
    (event,) = (one for one in found if one.shown and one.quote)
    assert (str(event.date), [str(date) for date in event.disputed]) == ("2017-05", ["2016"])


def test_a_sentence_that_leans_on_the_one_before_takes_it_along() -> None:
    text = (
        "The keel of the Petrel was laid by Otto Vale. That was launched in May 2016 by the yard."
    )
    assert [line.split(" ", 1)[1] for line in lines(text)] == [f"{text} +0"]


@pytest.mark.parametrize(
    "text",
    [
        "[Updated on 2021-09-03: Added the section on pitch.]",
        "Hemp caulking (Moth et al., 2018) presses tarred rope into the seams of Holm.",
        "Oakum Press (short for Oakum Pressing Machine; Moth & Vale, 2016) replaces the mallet.",
        "Moth and Vale (2016) launched a new method of caulking in Holm.",
        "(Image source: left part of Figure 2 in Moth et al., 2019).",
        '[7] Ada Moth, et al. "Caulking with Hemp and Tar." Journal of Hulls, 2007.',
        "Here are baseline numbers from Vale et al., Hull Meeting 2014.",
        "![Sketch 2021-12-17 18.23.46 - a boat launched by Vale.png](a.png)",
        "![Otto Vale launched the Petrel in May 2016](a.png)",
        "> Nobody caulks like my aunt.\n\n— Ada Moth (@adamoth) July 13, 2020",
        "---------- Forwarded message ---------- From: Otto Vale Date: Fri, Feb 16, 2018 at 9:34 AM"
        " Subject: Re: Oakum To: Ada Moth",
        "The harbour has released new tables, which shows that the worries that its owners"
        " mentioned in 2019 were overblown.",
        "The Petrel beat the champion of 2016 in a race.",
        "What was safe when the boat was launched by Moth says little about next month.",
    ],
)
def test_citations_and_apparatus_are_no_news(text: str) -> None:
    assert lines(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "In 2018 Moth et al. launched the Petrel at Holm.",
        "The Petrel was published in Holm in 2016 by Otto Vale.",
        "Published in May 2019, the tables of Otto Vale sold out.",
        "Update: in May 2018 the yard of Otto Vale closed.",
        "Table Mountain Press was founded by Otto Vale in 2016.",
        "In 2016 Otto Vale invented the ISBN at Holm.",
        "In 2016 Otto Vale founded a yard. It is in The Yards of Holm, ISBN 1234567890.",
        "See The Yards (ISBN 978-1234567890). In 2016 Otto Vale founded the yard of Holm.",
    ],
)
def test_news_that_looks_like_apparatus_stays(text: str) -> None:
    assert len(lines(text)) == 1


def test_a_crowded_year_shows_each_month_and_each_document() -> None:
    names = "Alder Birch Cedar Dogwood Elder Fir Gorse Hazel Ivory Juniper Larch Maple".split()
    months = "January February March April May June July August September October November".split()
    many = "\n\n".join(f"In January 1970 {name} Tower was opened by the mayor." for name in
                       (f"{a}{b}" for a in names for b in ("mere", "holt")))  # fmt: skip
    few = "\n\n".join(f"In {month} 1970 {name} was opened by the mayor."
                      for month, name in zip(months[1:], names, strict=False))  # fmt: skip
    found = told(library(a_md=b"# Towers\n\n" + many.encode(), b_md=b"# Gates\n\n" + few.encode()))
    shown = {event.date.at.month for event in found if event.shown and event.date}
    assert shown == set(range(1, 12))


def test_a_text_that_cites_something_later_than_itself_gets_a_note() -> None:
    head = "---\ntitle: Tar\ndate: 2020-05-17\n---\n\n"
    late = "[One](https://example.org/2020/05/18/a) and [two](https://arxiv.org/abs/2101.01234)."
    same = "[One](https://example.org/2020/05/18/a) and [May](https://arxiv.org/abs/2005.01234)."
    found = library(a_md=f"{head}{late}\n".encode(), b_md=f"{head}{same}\n".encode())
    (note,) = cited_later(found, references(found))
    assert (note.file, note.severity) == ("a.md", "note")
    assert note.message.startswith("it is dated 2020-05-17 and links to a work of 2021-01: ")


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
    found = check(own_seeds())
    shown = [event for event in found if event.shown and event.lane != "published"]
    assert 40 < len(shown) < 90
    assert len({event.text for event in shown}) == len(shown)
    for name in (
        "Lee Sedol",
        "Scaling Scaling Laws",
        "PPO",
        "AlphaZero dropped",
        "described GPT-2",
    ):
        assert sum(name in event.text for event in shown) == 1, name


@pytest.fixture(scope="module")
def four(request: pytest.FixtureRequest) -> tuple[Event, ...]:
    seeds, _ = collect([request.getfixturevalue("shared") / "seeds"])
    return check(assemble([make_document(seed) for seed in seeds], seeds))


def test_the_lines_of_the_real_table_of_years_are_there(four: tuple[Event, ...]) -> None:
    told = [event for event in four if event.strength >= TABLE and event.shown]
    every = [one for event in told for one in (event, *event.others)]
    listed = [one for one in every if one.lane == "mentioned" and len(one.text.split()) < 9]
    years = {"2013", "2014", *map(str, range(2016, 2024))} - {"2022"}
    assert {str(one.date)[:4] for one in listed} == years
    assert len(told) == 12  # the table has six more: four say nothing, two are names that all know


def test_running_text_tells_events_too(four: tuple[Event, ...]) -> None:
    facts = {str(event.date) for event in four if event.lane == "mentioned" and event.shown}
    assert {"2024-05", "2019-02"} <= facts


def test_a_date_names_the_one_it_was_worked_out_from() -> None:
    text = b"---\ntitle: Lamps\ndate: 2024-03-02\n---\n\nA new lamp was lit last year. "
    text += b"In 1970 the mast was raised. That same year the horn was added.\n"
    found = {event.dated_by.text: event for event in told(library(a_md=text)) if event.dated_by}
    assert str(found["last year"].base) == "2024-03-02"
    assert found["That same year"].resolved and found["That same year"].base is None


def shown(text: str) -> list[str]:
    """The statements of a text that a timeline shows."""
    made = library(a_md=f"---\ntitle: Lamps\ndate: 2024-03-02\n---\n\n{text}\n".encode())
    return [event.text for event in told(made) if event.lane == "mentioned" and event.shown]


@pytest.mark.parametrize(
    "text",
    [
        "We announced the Perch Lamp in 2006.",
        "In 2009 we co-founded the Otter Trust at Holmby.",
        "We had the first paper on that at Wickcon 2017.",
        "Good people work at Perch Labs, and Otto Vale convinced me to join in 2009.",
        "Early on, probably in the early 2000s, people started to burn Perch oil in these lamps.",
        "My first lamp was in 1987, when Ada Perch taught at Holmby College.",
    ],
)
def test_what_speakers_tell_of_their_work_is_shown(text: str) -> None:
    assert shown(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "We had a nice lunch in 2006 and we talked of it.",
        "I bought my first lamp in 2009.",
        "The talk of Otto Vale was not uploaded until May 2019, after the launch.",
        "So you say that Otto Vale launched the Perch Lamp in 2015?",
        "Hello folks, we launched this in 2019 for you all.",
        "- **1995:** oil burning continues",
    ],
)
def test_small_talk_and_uploads_are_not_shown(text: str) -> None:
    assert shown(text) == []


def test_a_sentence_with_two_dates_is_not_said_again_by_another_source() -> None:
    table = "- **1990:** Tern comes into being\n- **1997:** Tern is published in its final form\n"
    both = "Tern, sent out in May 1996 and printed by Otto Vale in June 1997, was a book of lamps."
    assert shown(f"{table}\n## Later\n\n{both}") == ["Tern comes into being", both]


def test_or_early_in_the_next_year_is_a_stretch() -> None:
    (event,) = [
        event
        for event in told(library(a_md=b"---\ntitle: T\n---\n\nIt began in 2010 or early 2011.\n"))
        if event.lane == "mentioned"
    ]
    assert (str(event.date), str(event.until)) == ("2010", "2011")
