"""What the home page asks and quotes."""

from __future__ import annotations

from dataclasses import replace

import tests.sample_library as sample
from commonplace.derive.questions import asked
from commonplace.model import Catalogue, Derived, Document, Passage
from commonplace.render import front

ANSWER = (
    "It rises twice a day and falls twice a day, and the keepers of the harbour wrote down both "
    "for two hundred years, in the same thin book, with the weather beside it."
)
#: Who asks what; each question is answered at length.
ASKED = (
    "How do you read a tide gauge in the dark?",
    "And why is that?",
    "What was strict was the book: did anybody ever check the heights?",
    "Which harbour has the oldest gauge of the whole coast?",
    "Who repairs the floats after a storm in winter?",
)


def talk(slug: str, *questions: str) -> Document:
    said = [
        Passage(anchor=f"p-{number}", text=text, body=text, html=f"<p>{text}</p>", speaker=speaker)
        for number, (speaker, text) in enumerate(
            turn for one in questions for turn in (("Ada Kell", one), ("Otto Vale", ANSWER))
        )
    ]
    return replace(sample.TALK, slug=slug, passages=tuple(said), headings=())


def shown(*documents: Document) -> tuple[str, ...]:
    found = tuple(question for one in documents for question in asked(one))
    return front.questions(Catalogue(sample.library(documents), Derived(questions=found)))


def test_the_home_page_asks_three_questions_that_are_understood_alone() -> None:
    found = shown(talk("gauges", *ASKED))
    assert set(found) == {ASKED[0], ASKED[3], ASKED[4]}


def test_each_talk_asks_before_one_asks_twice() -> None:
    found = shown(talk("gauges", *ASKED[3:]), talk("nights", ASKED[0]))
    assert set(found) == {ASKED[0], ASKED[3], ASKED[4]} and found[2] in ASKED[3:]


def test_a_collection_in_which_nobody_asks_has_no_questions() -> None:
    assert shown(sample.POST) == ()
