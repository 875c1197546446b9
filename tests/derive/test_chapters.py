"""Chapters for long talks that have none."""

from __future__ import annotations

import random

import pytest

from commonplace.derive.chapters import LEAST, LONG, Utterance, _telling, boundaries, with_chapters
from commonplace.document import make_document
from commonplace.markup.plain import plain
from commonplace.model import Document, Passage, Seed

SUBJECTS = [
    "heron reed pond water ripple shallow fish grey wing stand",
    "kettle boil steam copper whistle handle spout kitchen cup pour",
    "engine piston valve oil gasket crank wrench bolt carriage rail",
    "loaf flour oven crust dough knead yeast baker slice butter",
]


def talk(chance: random.Random, turns: int = 12, subjects: list[str] = SUBJECTS) -> list[str]:
    """Turns about one subject after another."""
    return [
        " ".join(
            chance.choice(subject.split()).capitalize()
            if n % 9 == 0
            else chance.choice([*subject.split(), "about", "there"])
            for n in range(60)
        )
        + "."
        for subject in subjects
        for _ in range(turns)
    ]


def cut(texts: list[str]) -> list[int]:
    """Where a talk by one voice is cut."""
    return boundaries([Utterance(text) for text in texts])


def document(texts: list[str], head: str = "") -> Document:
    """A transcript with these turns, by two speakers in turn."""
    turns = [
        f"**{'Ada Winter' if n % 2 else 'Bo Larsen'}:** \\[{n:02}:00\\] {text}"
        for n, text in enumerate(texts)
    ]
    made, _ = make_document(
        Seed(name="t.md", file="t.md", data=(head + "\n\n".join(turns)).encode())
    )
    assert made is not None
    return made


@pytest.mark.parametrize("seed", range(8))
def test_a_talk_is_cut_where_its_subject_changes(seed: int) -> None:
    found = cut(talk(random.Random(seed)))
    assert len(found) == len(SUBJECTS) - 1
    assert all(abs(one - right) <= 1 for one, right in zip(found, (12, 24, 36), strict=True))


def test_a_talk_about_one_thing_is_not_cut() -> None:
    assert cut(talk(random.Random(1), turns=20, subjects=SUBJECTS[:1])) == []
    assert cut([]) == cut(["Word."]) == []


@pytest.mark.parametrize("seed", range(8))
def test_a_part_begins_where_somebody_opens_it(seed: int) -> None:
    """Of the turns about where the subject changes, with the question and not with its answer."""
    said = [Utterance(text, "AB"[n % 2]) for n, text in enumerate(talk(random.Random(seed)))]
    said[12:12] = [
        Utterance("So tell me about that, and what it is like there, will you, my friend?", "A"),
        Utterance("Yes, gladly, and at some length, since you ask me that so.", "B"),
    ]
    assert 12 in boundaries(said)


@pytest.mark.parametrize("seed", range(4))
def test_no_part_begins_with_a_word_of_assent_or_in_the_middle_of_a_turn(seed: int) -> None:
    chance = random.Random(seed)
    said = [Utterance(text, "AB"[n // 3 % 2]) for n, text in enumerate(talk(chance))]
    for at in range(len(said), 0, -2):
        said.insert(at, Utterance("Yes, I see.", "C"))
    for at in boundaries(said):
        assert said[at].text != "Yes, I see."


def test_chapters_stand_before_passages_and_are_named_by_the_text() -> None:
    found = document(talk(random.Random(3)))
    assert len(found.chapters) == len(SUBJECTS)
    assert found.chapters[0].before == 0
    assert len({one.anchor for one in found.chapters}) == len(SUBJECTS)
    text = " ".join(passage.text.lower() for passage in found.passages)
    for one in found.chapters:
        assert plain(one.text).lower().rstrip(".…") in text or "Further on" in one.text
        assert one.anchor == f"chapter-{found.passages[one.before].anchor}"


def test_no_text_is_changed_and_none_is_short() -> None:
    found = document(talk(random.Random(4)))
    plainly = document(talk(random.Random(4)), "---\nchapters: false\n---\n\n")
    assert plainly.chapters == ()
    assert [p.text for p in plainly.passages] == [p.text for p in found.passages]
    assert with_chapters(plainly).chapters == found.chapters
    starts = [one.before for one in found.chapters]
    for start, end in zip(starts, [*starts[1:], len(found.passages)], strict=True):
        words = sum(len(p.text.split()) for p in found.passages[start:end])
        assert words >= LEAST - 150  # a boundary moves to the question beside it


@pytest.mark.parametrize("head", ["", "# A pond\n\n"])
def test_who_has_headings_or_is_short_gets_none(head: str) -> None:
    texts = talk(random.Random(5))
    short = document(texts[: LONG // 60 - 1])
    assert short.chapters == ()
    headed = document([*texts[:20], f"{texts[20]}\n\n## The kettle", *texts[21:]], head)
    assert headed.chapters == ()


def test_front_matter_can_name_the_chapters() -> None:
    head = "---\nchapters:\n- 0:00 Herons\n- {start: '12:00', title: Kettles}\n---\n\n"
    found = document(talk(random.Random(6)), head)
    assert [one.text for one in found.headings] == ["Herons", "Kettles"]
    assert found.chapters == ()


def test_equal_sentences_are_told_apart_by_their_place_alone() -> None:
    """A sum whose order is another in each process would choose another name in each."""
    for number in range(40):
        words = [
            f"{letter}{chr(97 + number % 26)}{chr(97 + number // 26)}rn" for letter in "bcdfgh"
        ]
        weights = dict(zip(words, (0.1, 0.2, 0.3, 0.1, 0.2, 0.3), strict=True))
        first, second = (f"The {' with the '.join(three)}." for three in (words[:3], words[3:]))
        told = _telling([_spoken(f"{first} {second}")], weights)
        assert told == first.rstrip(".")


def _spoken(text: str) -> Passage:
    return document([text] * 2).passages[0]


def test_only_the_head_of_a_sentence_loses_its_fillers() -> None:
    part = document(["Well, so the left, right, and upper sluices are shut."]).passages
    name = _telling(part, {"sluice": 2.0})
    assert name == "The left, right, and upper sluices are shut"
