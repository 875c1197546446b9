"""Passages: anchors that stay, turns that join, paragraphs that end with sentences."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.addresses.slugs import passage_anchor
from commonplace.clean import bounds
from commonplace.clean.bounds import LONGEST, piece_ends
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


def anchors(text: str, name: str) -> dict[str, str]:
    """The anchors of a text's passages by the first words of these."""
    return {passage.text[:40]: passage.anchor for passage in document(text, name).passages}


def in_turns(said: str) -> str:
    answer = "That is what I would have said of the pond myself, had anybody asked."
    rest = f"**Wim Ode:** {answer}\n\n**Ada Marsh:** Well. {answer}\n\n**Wim Ode:** {answer}"
    return f"**Ada Marsh:** {said}\n\n{rest}\n"


@given(st.integers(0, 1000), st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_an_edit_in_a_long_turn_moves_only_the_anchors_around_it(seed: int, place: int) -> None:
    sentences = talk(seed, 200).split(". ")
    text = ". ".join(sentences)
    at = len(sentences) * place // 100
    edited = ". ".join([*sentences[:at], "Something quite new is said here", *sentences[at:]])
    before, after = (anchors(in_turns(said), "talk.md") for said in (text, edited))
    changed = {words for words in before if after.get(words) != before[words]}
    lines = list(before)
    numbers = [number for number, words in enumerate(lines) if words in changed]
    # The first passage has the anchor of the whole turn, as it would have uncut.
    around = [number for number in numbers if number > 0]
    assert len(around) <= 4
    assert not around or around[-1] - around[0] <= 4


def test_a_long_turn_keeps_the_anchor_it_had_as_one() -> None:
    said = talk(3, 200)
    first, *others = document(in_turns(said)).passages
    assert first.anchor == passage_anchor(said, None)
    assert first.speaker == "Ada Marsh" and not first.continued
    going_on = [passage for passage in others if passage.continued]
    assert len(going_on) > 5
    assert all(p.speaker == "Ada Marsh" and p.start is None for p in going_on)
    assert all(p.anchor == passage_anchor(p.text, None) for p in going_on)


def test_a_part_of_a_turn_takes_no_anchor_from_a_turn() -> None:
    said = talk(4, 40)
    made = document(
        f"**Ada Marsh** [00:00:01]: {said} [00:02:01] {said}\n\n**Wim Ode** [00:02:01]: Yes.\n\n"
        "**Ada Marsh** [00:03:01]: Well.\n\n**Wim Ode** [00:03:04]: No.\n"
    )
    assert [p.anchor for p in made.passages if p.text == "Yes."] == ["t-00-02-01"]
    assert [p.anchor for p in made.passages if p.text.startswith("[00:02:01]")] == ["t-00-02-01b"]


def test_paragraphs_of_a_long_turn_are_where_it_is_cut() -> None:
    said = "\n\n".join(talk(seed, 9) for seed in range(8))
    passages = document(in_turns(said)).passages
    begins = {talk(seed, 9)[:30] for seed in range(8)}
    assert all(p.text[:30] in begins for p in passages if p.continued)
    assert all(len(p.text.split()) <= LONGEST for p in passages)


MARKUP = (
    "A *word that is said. And another* one.",
    "See [the pond. And the reed](https://example.org/a.html) there.",
    "He wrote `x. Y` in it.",
    "It is 2 * 3 and f*** it.",
    "One **bold. And bold** word_with_lines.",
    "This ends.\n\n- And a list. It goes on\n- with this\n\nAnd on. ",
    "We say so. 2. Then it is. - And so.",
    "It has a note[^1]. More of it.",
    "They quote:\n\n> A line. Of it.\n\nAnd stop.",
)


@given(st.lists(st.sampled_from((*MARKUP, *(talk(seed, 2) for seed in range(9)))), min_size=60))
@settings(max_examples=40, deadline=None)
def test_a_long_turn_of_markdown_says_in_pieces_what_it_says_whole(pieces: list[str]) -> None:
    said = " ".join(pieces) + "\n\n[^1]: A note.\n"
    made = [p for p in document(in_turns(said)).passages if not p.note]
    parts = [p for p in made if p.speaker == "Ada Marsh"][:-1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounds, "LONGEST", 10**6)
        whole = document(in_turns(said)).passages[0]
    assert " ".join(p.text for p in parts).split() == whole.text.split()
    assert parts[0].anchor == whole.anchor
    assert all(len(p.text.split()) <= LONGEST for p in parts)


def test_a_transcript_without_paragraphs_is_cut_and_a_long_paragraph_of_a_post_is_not() -> None:
    for name in ("talk.txt", "talk.md"):
        made = document(talk(5, 300), name)
        assert all(len(p.text.split()) <= LONGEST for p in made.passages)
        assert " ".join(p.text for p in made.passages) == talk(5, 300)
    post = " ".join(talk(6, 40).split()[:290])
    assert [p.text for p in document(f"# Ponds\n\n{post}\n").passages] == [post]


@pytest.mark.parametrize("items", [("Ada", "Wim"), ("Ada Marsh",), ("(Ada)", "— Wim")])
@pytest.mark.parametrize("sign", ["-", "*", "+", "1."])
def test_a_list_behind_a_quotation_is_no_attribution(items: tuple[str, ...], sign: str) -> None:
    listed = "\n".join(f"{sign} {item}" for item in items)
    made = document(f"Newts.\n\n> Newts sleep.\n\n{listed}\n")
    assert [p.text.split("\n")[0] for p in made.passages] == ["Newts.", "Newts sleep.", items[0]]


@pytest.mark.parametrize(
    "words", ["— Ada Marsh", "-- Ada Marsh", "(Ada Marsh)", "([Ada](x), 2020)"]
)
def test_who_is_quoted_stands_with_the_quotation(words: str) -> None:
    made = document(f"Newts.\n\n> Newts sleep.\n\n{words}\n\nMore.\n")
    assert len(made.passages) == 3 and "Ada" in made.passages[1].text
    apart = document(f"Newts.\n\nNewts sleep.\n\n{words}\n\nMore.\n")
    assert len(apart.passages) == 4  # nobody is quoted


@pytest.mark.parametrize("block", ["- a\n- b", "> a", "    a", "| a |\n|---|\n| b |", "Plain."])
def test_what_is_announced_stands_with_its_announcement(block: str) -> None:
    announced = document(f"These are newts:\n\n{block}\n\nMore.\n")
    apart = document(f"These are newts.\n\n{block}\n\nMore.\n")
    assert len(announced.passages) == (3 if block == "Plain." else 2)
    assert len(apart.passages) == 3
