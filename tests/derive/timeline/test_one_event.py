"""A talk that goes through its own table of years, and a work that is told of and cited."""

from __future__ import annotations

import pytest

from commonplace.derive.timeline.together import Telling, together
from commonplace.markup.dates import dated
from commonplace.model import Event
from tests.derive.timeline.test_timeline import library, told

TABLE = """---
title: Otto Vale on the mills
date: 2024-03-02
---

## The years

- 2013: [Deep Q Sluices (Brama)](https://example.org/sluices)
- 2016: Gloam defeats Ada Perch
- 2018: Mill Five
- 2019: Otterstar
- 2022: Silt and the long weir

## Transcript

"""


def shown(text: str) -> list[str]:
    found = told(library(talk_md=text.encode()))
    return [event.text for event in found if event.shown and event.lane != "published"]


@pytest.mark.parametrize(
    "said",
    [
        "Right, 2013 was the Brama thing, deep Q sluices, their first.",
        "There was a wider sluice in 2014, I guess, though 2016 is the year in which you know Gloam"
        " comes along.",
        "Now 2018 is milling at five, and Otterstar is 2019, the one behind it.",
        "Then 2022, a good year for weirs, since silt is what everybody wanted.",
    ],
)
def test_speech_adds_no_line_to_a_table_that_has_the_year(said: str) -> None:
    assert said not in shown(f"{TABLE}**Otto Vale:** {said}\n\n**Ada Perch:** Quite so.\n")


@pytest.mark.parametrize(
    "said",
    [
        "In June 2016 Otto Vale opened the lower sluice at Brama.",
        "In 2017 Otto Vale published the survey of the Brama weir.",
    ],
)
def test_speech_that_says_more_than_the_table_is_shown(said: str) -> None:
    assert said in shown(f"{TABLE}**Otto Vale:** {said}\n\n**Ada Perch:** Quite so.\n")


POST = """---
title: A post
date: 2024-03-02
---

"""


def only(text: str) -> Event:
    found = told(library(post_md=(POST + text).encode()))
    (event,) = (event for event in found if event.shown and event.lane != "published")
    return event


def test_a_sentence_that_only_adds_to_the_dated_one_before_it_is_no_second_event() -> None:
    event = only(
        "In 2017 some people at Gloam published a report on barter between mills. A rather"
        " modern report, written 7 years ago.\n"
    )
    assert event.text == "In 2017 some people at Gloam published a report on barter between mills."
    assert [other.text for other in event.others] == [
        "A rather modern report, written 7 years ago."
    ]


def test_a_work_cited_beside_the_sentence_that_tells_of_it_is_one_event_with_it() -> None:
    event = only(
        "In 2017 some people at Gloam published a report on bartering mills. ([Their post"
        " about mills that barter](https://example.org/2017/06/14/bartering-mills).)\n"
    )
    assert event.text.startswith("In 2017 some people at Gloam")
    assert str(event.date) == "2017-06-14"


@pytest.mark.parametrize(
    "text",
    [
        # The second sentence has a name of its own.
        "In 2017 Gloam published a paper on barter. Ada Perch built the lower mill seven years"
        " ago.\n",
        # It has a date of its own.
        "In 2017 Gloam published a paper on barter. In 2017 the great weir was built.\n",
    ],
)
def test_two_events_of_one_paragraph_stay_two(text: str) -> None:
    found = told(library(post_md=(POST + text).encode()))
    assert len([one for one in found if one.lane == "mentioned"]) == 2


def test_a_work_cited_in_the_same_paragraph_that_shares_nothing_stays_apart() -> None:
    text = (
        "In 2017 some people at Gloam published a report on barter. See also the [lamp"
        " study](https://example.org/2017/06/14/lamp-study), and the [lamp"
        " book](https://example.org/2017/06/14/lamp-study).\n"
    )
    found = told(library(post_md=(POST + text).encode()))
    assert {one.lane for one in found} == {"published", "mentioned", "cited"}


def test_a_sentence_that_leans_itself_explains_nothing_to_the_next() -> None:
    found = told(
        library(
            post_md=(
                POST + "Gloam makes sluices. In January 2014 Ada Perch bought the company. In"
                " February 2015 the work appeared in print at Brama with 49 sluices.\n"
            ).encode()
        )
    )
    texts = [one.text for one in found if one.lane == "mentioned"]
    assert texts[1].startswith("In February 2015")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("A rather modern report of Gloam, written in May 2017.", False),
        ("The lower mill of Otto Vale, built in 1990.", False),
        ("The paper, published by Otto Vale in May 2017, introduced the tide wheel.", True),
    ],
)
def test_a_thing_and_its_date_are_no_statement(text: str, seen: bool) -> None:
    assert (text in shown(f"{POST}{text}\n")) is seen


def test_what_most_can_read_is_shown_for_the_others() -> None:
    def telling(text: str, document: str, foreign: bool) -> Telling:
        event = Event(
            lane="mentioned",
            date=dated("2017-06"),
            text=text,
            document=document,
            links=("https://example.org/sluices",),
        )
        return Telling(event=event, words=text, foreign=foreign, documents=(document,))

    english = "That was measured by Otto Vale in June 2017."
    german = "Otto Vale hat das lange Wehr im Juni 2017 gemessen, und es sank um zwei Meter."
    for foreign, best in ((True, english), (False, german)):
        told = [telling(english, "posts/a/", False), telling(german, "posts/b/", foreign)]
        assert [event.text for event in together(told)] == [best]


#: Lines that make names usual ones.
USUAL = "amber brown cedar dusty ember fancy green heavy ivory jolly".split()


def of_2016(*said: str) -> list[int]:
    """How many other lines each event of 2016 takes in, where the names are everywhere."""
    usual = [
        f"In {1990 + at} Gloam met Otto Vale at the {one} table." for at, one in enumerate(USUAL)
    ]
    files = {f"t{at}_md": f"{POST}{one}\n".encode() for at, one in enumerate([*said, *usual])}
    found = told(library(**files))
    return [len(one.others) for one in found if one.lane == "mentioned" and "2016" in str(one.date)]


def test_one_event_in_nearly_the_same_words_is_told_once_even_with_usual_names() -> None:
    assert of_2016(
        "In 2016 Gloam beat Otto Vale in five games.",
        "Gloam beat Otto Vale in five games in 2016.",
        "It was in 2016 that Gloam beat Otto Vale in five games at Wick.",
        "In May 2016 Gloam beat Otto Vale in five games.",
    ) == [3]


@pytest.mark.parametrize(
    "said",
    [
        ("In 2016 Gloam beat Otto Vale at the amber table.",
         "In 2016 Gloam lost to Otto Vale at the cedar table."),
        ("In 2016 Gloam visited Otto Vale.", "In May 2016 Gloam visited Otto Vale at Wick."),
        ("In 2016 Otto Vale wrote a letter to Gloam on the price of barley.",
         "In 2016 Otto Vale visited the miller of Gloam."),
    ],
)  # fmt: skip
def test_two_events_of_one_year_with_the_same_usual_names_stay_two(said: tuple[str, str]) -> None:
    assert of_2016(*said) == [0, 0]
