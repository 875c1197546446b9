"""Questions: what one speaker asks and another answers, in the very words."""

from __future__ import annotations

import pytest

from commonplace.derive.questions import MOST, asked, questions
from commonplace.document import make_document
from commonplace.model import Document, Seed
from tests.derive.own_seeds import own_seeds

LONG = " ".join(["the lamp was wound at dawn by hand"] * 5)


def talk(*turns: tuple[str, str]) -> Document:
    lines = "\n\n".join(f"**{name}:** {words}" for name, words in turns)
    text = f"---\ntitle: A talk\n---\n\n{lines}\n"
    document, _ = make_document(Seed(name="talk.md", file="talk.md", data=text.encode()))
    assert document is not None
    return document


def told(question: str, answer: str = f"Well, {LONG}.") -> list[tuple[str, str, str]]:
    more = (("Ada Perch", "I see, thank you."), ("Otto Vale", f"Then {LONG}."))
    document = talk(("Ada Perch", question), ("Otto Vale", answer), *more)
    return [(one.asked_by, one.quote.text, one.answered_by) for one in asked(document)]


@pytest.mark.parametrize(
    ("turn", "question"),
    [
        ("How did you come to wind the lamps?", "How did you come to wind the lamps?"),
        ("I like that. So what is a tide gauge good for?", "So what is a tide gauge good for?"),
        (
            "What does the harbour cost in a year? I have always wondered.",
            "What does the harbour cost in a year?",
        ),
        (
            "You moved the Brama weir in one night. Why was that?",
            "You moved the Brama weir in one night. Why was that?",
        ),
    ],
)
def test_a_question_is_what_a_reader_understands_alone(turn: str, question: str) -> None:
    assert told(turn) == [("Ada Perch", question, "Otto Vale")]


@pytest.mark.parametrize(
    "turn",
    [
        "We wind the lamps at dawn.",
        "They wind the lamps at dawn, right?",
        "It is good to have you here today. How are you doing today?",
        "Why?",
        "Was the lamp wound at dawn by hand?",
        "What did they do with them?",
        "What is it called, Otto?",
        "How's it going today, Otto?",
        "Or what would you say to that?",
    ],
)
def test_what_asks_nothing_or_cannot_be_understood_is_left_out(turn: str) -> None:
    assert told(turn) == []


@pytest.mark.parametrize("answer", ["Yes, I do.", "Do you mean the lamps that we wound at dawn?"])
def test_a_question_without_an_answer_is_left_out(answer: str) -> None:
    assert told("How did you come to wind the lamps?", answer) == []


def test_one_voice_asks_nobody() -> None:
    assert asked(talk(("Otto Vale", "What is a tide gauge good for?"), ("Otto Vale", LONG))) == ()


def test_the_laws_hold_for_the_project_s_own_seeds() -> None:
    library = own_seeds()
    passages = {
        f"{document.address}#{passage.anchor}": passage
        for document in library.documents
        for passage in document.passages
    }
    found = questions(library)
    assert found
    for one in found:
        passage = passages[one.quote.address]
        assert passage.text[one.quote.start : one.quote.end] == one.quote.text
        assert passage.speaker == one.asked_by
        assert passages[f"{one.quote.document}#{one.answer}"].speaker == one.answered_by
        assert one.asked_by != one.answered_by
    documents = [one.quote.document for one in found]
    assert max(map(documents.count, documents)) <= MOST
