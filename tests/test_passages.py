"""Passages: anchors that stay, turns that join, paragraphs that end with sentences."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.clean.bounds import LONGEST, SECONDS, piece_ends
from commonplace.clean.paragraphs import REACH, paragraph_ends
from commonplace.model import Document, Seed
from commonplace.pipeline import make_document
from commonplace.render.markdown import as_markdown

WORDS = "pond newt reed mud duck is was very deep not the a and so then well under".split()


def document(text: str, name: str = "talk.md") -> Document:
    made, _ = make_document(Seed(name=name, file=name, data=text.encode()))
    assert made
    return made


def talk(seed: int, sentences: int) -> str:
    """A made-up running text, the same for the same numbers."""
    pick = random.Random(seed)
    lines = []
    for _ in range(sentences):
        words = [pick.choice(WORDS) for _ in range(pick.randint(3, 22))]
        lines.append(" ".join(words).capitalize() + pick.choice("....?"))
    return " ".join(lines)


@given(st.integers(0, 1000))
@settings(max_examples=40)
def test_paragraphs_lose_nothing_and_end_with_sentences(seed: int) -> None:
    text = talk(seed, 60)
    ends = paragraph_ends(text)
    assert ends == sorted(set(ends)) and ends[-1] == len(text)
    assert all(text[end - 1] in ".?" for end in ends)


def test_an_edit_at_the_top_moves_no_paragraph_below() -> None:
    text = talk(7, 120)
    edited = "Something quite new opens the talk today. " + text
    before = {text[end - 40 : end] for end in paragraph_ends(text)}
    after = {edited[end - 40 : end] for end in paragraph_ends(edited)}
    cut = len(" ".join(text.split()[: 2 * REACH]))
    below = {piece for piece in before if text.index(piece) > cut}
    assert len(below) > 5
    assert below <= after


def test_a_text_without_sentences_is_still_cut() -> None:
    ends = piece_ends("word " * 1500)
    sizes = [(b - a) / 5 for a, b in pairwise([0, *ends])]
    assert max(sizes) <= LONGEST


def test_timed_anchors_are_times_and_share_a_second_with_a_letter() -> None:
    made = document(
        "**Ada Marsh** [00:00:01]: One.\n\n**Wim Ode** [00:00:01]: Two.\n\n"
        "**Ada Marsh** [01:00:01]: Three.\n"
    )
    assert [p.anchor for p in made.passages] == ["t-00-00-01", "t-00-00-01b", "t-01-00-01"]


def test_untimed_anchors_depend_on_the_words_alone() -> None:
    one = document("First thing.\n\nSecond thing.\n")
    two = document("# Title\n\nSomething before.\n\n*First* thing!\n\nSecond thing.\n")
    assert {p.anchor for p in one.passages} <= {p.anchor for p in two.passages}


def test_turns_of_one_speaker_join() -> None:
    made = document(
        "**Ada Marsh:** One.\n\n**Ada Marsh:** Two.\n\n**Wim Ode:** Three.\n\n**Break:**\n\n"
        "**Wim Ode:** Four.\n\n**Ada Marsh:** Five.\n"
    )
    assert [(p.speaker, p.text) for p in made.passages] == [
        ("Ada Marsh", "One.\nTwo."),
        ("Wim Ode", "Three.\nFour."),
        ("Ada Marsh", "Five."),
    ]


def test_a_word_on_the_wrong_side_of_a_turn_goes_back() -> None:
    made = document(
        "**Ada Marsh:** It is as deep as the\n\n**Wim Ode:** sea. I know it well.\n\n"
        "**Ada Marsh:** He only wants to do\n\n**Wim Ode:** research.\n\n**Ada Marsh:** I see.\n"
    )
    assert [p.text for p in made.passages] == [
        "It is as deep as the sea.",
        "I know it well.",
        "He only wants to do",
        "research.",
        "I see.",
    ]
    assert [bool(p.flags) for p in made.passages] == [False, False, False, True, False]


def test_an_interruption_is_left_where_it_is() -> None:
    made = document(
        "**Ada Marsh:** What is it called, the\n\n**Wim Ode:** with three whole words. Yes.\n\n"
        "**Ada Marsh:** Right.\n\n**Wim Ode:** Right.\n"
    )
    assert made.passages[1].text == "with three whole words. Yes."
    assert made.passages[1].flags


def test_pseudo_speakers_are_nobody() -> None:
    made = document(
        "**Ada Marsh:** One.\n\n**Break:** Music plays.\n\n**Wim Ode:** Two.\n\n"
        "**Ada Marsh:** Three.\n\n**Wim Ode:** Four.\n"
    )
    assert made.speakers == ("Ada Marsh", "Wim Ode")
    assert made.passages[1].speaker is None and made.passages[1].text == "Music plays."


def test_chapters_link_to_turns_and_head_them() -> None:
    made = document(
        "---\ntitle: Mud\n---\n## Chapters\n\n- [00:00:00] Hello\n- [00:01:00] Mud\n"
        "- [00:02:30] Reeds\n\n## Transcript\n\n**Ada Marsh** [00:00:00]: One.\n\n"
        "**Wim Ode** [00:01:00]: Two.\n\n**Ada Marsh** [00:02:00]: Three.\n\n## Sources\n\nNone.\n"
    )
    listed = made.passages[0]
    assert 'href="#t-00-01-00"' in listed.html and 'href="#t-00-02-00"' in listed.html
    assert [(h.text, h.level) for h in made.headings[-4:]] == [
        ("Hello", 3),
        ("Mud", 3),
        ("Reeds", 3),
        ("Sources", 2),
    ]
    assert made.passages[2].heading == "Mud"


def test_times_of_a_post_with_a_video_play_it() -> None:
    made = document(
        "---\nvideo: https://youtu.be/abcdefghijk\n---\nAt [00:12:07] it becomes good.\n"
    )
    assert "https://www.youtube.com/watch?v=abcdefghijk&amp;t=727s" in made.passages[0].html


def test_a_quotation_and_who_is_quoted_are_one_passage() -> None:
    made = document("Before.\n\n> Deep it is.\n\n(Ada Marsh, of mud)\n\nAfter.\n")
    assert [p.text for p in made.passages] == [
        "Before.",
        "Deep it is.\n(Ada Marsh, of mud)",
        "After.",
    ]


def test_what_the_program_writes_it_can_read() -> None:
    made = document(
        "**Ada Marsh** [00:00:01]: One *and* only.\n\n**Wim Ode** [00:00:05]: Two.\n\n"
        "**Ada Marsh** [00:01:01]: Three.\n"
    )
    again = document(as_markdown(made))
    assert [(p.anchor, p.speaker, p.start, p.text) for p in again.passages] == [
        (p.anchor, p.speaker, p.start, p.text) for p in made.passages
    ]
