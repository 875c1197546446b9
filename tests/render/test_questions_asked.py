"""Questions on the pages of talks and topics, and how much each speaker says."""

from __future__ import annotations

from dataclasses import replace

from lxml import html

import tests.sample_derived as derive
import tests.sample_library as sample
from commonplace.model import Catalogue, Derived, Question, Quote
from commonplace.render import pages
from commonplace.render.topics import ASKED
from tests.built_page import built

LIBRARY = sample.library()
DERIVED = derive.derived(LIBRARY)
TALK = sample.TALK


def shown(path: str, derived: Derived, css_class: str, tag: str) -> list[html.HtmlElement]:
    """The elements of a page that are within one of a class."""
    files = pages(Catalogue(LIBRARY, derived), sample.PHRASES).files
    page = html.fromstring(built(files[path])[0])
    return page.xpath(f"//*[contains(concat(' ', @class, ' '), ' {css_class} ')]//{tag}")


def question(place: int) -> Question:
    """The whole of a passage of the talk as a question."""
    passage = TALK.passages[place]
    return Question(
        quote=Quote(
            document=TALK.address,
            anchor=passage.anchor,
            start=0,
            end=len(passage.text),
            text=passage.text,
        ),
        asked_by="Ivo Lindqvist",
        answered_by="Maren Holloway",
        answer=TALK.passages[place + 1].anchor,
    )


def test_a_talk_lists_three_questions_or_more_with_links_to_them() -> None:
    path = f"{TALK.address}index.md"
    three = tuple(question(place) for place in range(3))
    asked = shown(path, replace(DERIVED, questions=three), "cp-asked", "a")
    assert [one.get("href") for one in asked] == [f"#{one.quote.anchor}" for one in three]
    assert [one.text_content().split() for one in asked] == [
        one.quote.text.split() for one in three
    ]
    assert not shown(path, replace(DERIVED, questions=three[:2]), "cp-asked", "a")


def test_a_topic_lists_the_questions_that_name_it() -> None:
    topic = next(one for one in DERIVED.topics if one.slug == "pencils")
    places = {one.address for one in topic.named}
    every = tuple(question(place) for place in range(len(TALK.passages) - 1))
    naming = [one for one in every if one.quote.address in places]
    assert 0 < len(naming) < len(every)
    listed = shown(
        "topics/pencils/index.md", replace(DERIVED, questions=every), "cp-questions", "a"
    )
    links = [one.get("href") for one in listed]
    assert links == [f"../../{one.quote.address}" for one in naming][:ASKED]


def test_the_shares_of_all_speakers_make_a_whole() -> None:
    path = f"{TALK.address}index.md"
    said = [one.text_content() for one in shown(path, DERIVED, "cp-voices", "span[@title]")]
    assert len(said) == len(TALK.speakers)
    assert abs(sum(int(one.split()[0]) for one in said) - 100) <= len(said) / 2
