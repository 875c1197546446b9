"""Tags in the text of a note are its topics; elsewhere, a sign is a sign."""

from __future__ import annotations

import pytest

from commonplace.model import Document, Seed
from commonplace.pipeline import make_document


def made(text: str) -> Document:
    document, told = make_document(Seed(name="a.md", file="a.md", data=text.encode()))
    assert document, told
    return document


@pytest.mark.parametrize(
    "sure", ["See [[Newts]].", "> [!note] Newts\n> Wet.", "- depth:: 3 m", "tags: #frogs"]
)
def test_the_tags_of_a_note_are_its_topics(sure: str) -> None:
    found = made(f"---\ntags: [Ponds]\n---\n\n{sure}\n\nIt is #mud, (#old/weirs) and #ponds.\n")
    assert {"Ponds", "mud", "old/weirs"} <= set(found.topics)
    assert "ponds" not in found.topics
    assert "#mud" in " ".join(one.text for one in found.passages)


@pytest.mark.parametrize(
    "words",
    [
        "issue #12 and #3rd",
        "a colour #ff8800, #fff, #deadbeef or #cafe",
        "#elif, #undef and #import <newts.h>",
        "#include <newts.h>",
        "code `#mud` in C# and F#",
        "https://example.org/#mud and [there](#mud)",
        "[[#Mud and reeds]] and [[Ponds#mud]]",
        "a formula $#mud$",
        "- #TODO dig",
        "\n```dataview\nLIST FROM #mud\n```\n",
        "\n> ```dataview\nLIST\nFROM #mud\n\n",
        "&#8217; and a\\#mud or x#mud",
    ],
)
def test_other_signs_are_none(words: str) -> None:
    assert not made(f"See [[Newts]].\n\nThe {words}\n").topics


def test_letters_that_are_no_colour_are_a_tag() -> None:
    assert made("See [[Newts]] #added #faced\n").topics == ("added", "faced")


@pytest.mark.parametrize(
    "words",
    [
        "Then home.",
        "```bash\nif [[ -f newts ]]; then\n```",
        "The code `[[newts]]` runs.",
        "The rows are [[1, 2], [3]] and [[1, 2]].",
        "> [!NOTE]\n> Wet.",
        "```\ndepth:: 3 m\n```",
    ],
)
def test_a_text_of_no_such_program_has_none(words: str) -> None:
    assert not made(f"We march for #mud and #reeds.\n\n{words}\n").topics


def test_what_is_withheld_is_no_topic() -> None:
    assert not made("See [[Newts]].<!-- #mud -->\n\n%%#reeds%%\n").topics


def test_no_line_of_tags_goes_without_its_tags() -> None:
    many = " ".join(f"#mud{number}x" for number in range(40))
    document = made(f"See [[Newts]].\n\n{many}\n\ntags: #reeds #weirs\n")
    assert document.topics[:2] == ("reeds", "weirs")
    turns = "".join(f"**{name}:** It was wet.\n\n" for name in ("Ona Reed", "Gil Moss") * 4)
    talk = made(f"# A talk\n\n{turns}Tags: #mud #reeds\n")
    assert talk.people
    assert talk.topics == ("mud", "reeds")
    for line in ("Topics: #1, #2", "Keywords: #fff #mud"):
        assert line in made(f"# A note\n\nWet.\n\n{line}\n").passages[-1].text
