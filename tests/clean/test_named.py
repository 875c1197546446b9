"""Voices have the full names of those who are credited, where it is plain whose they are."""

from __future__ import annotations

import pytest

from commonplace.derive.people.people import people
from commonplace.document import make_document
from commonplace.model import Document, Library, Seed

SAID = (
    "I have seen a few of them at the weir, and they were small.",
    "Were they? We must go and see them again.",
    "We must, and soon. What do we need?",
    "I have boots, and you have a net.",
)


def read(head: str, *names: str) -> Document:
    said = "".join(f"**{names[at % len(names)]}:** {text}\n\n" for at, text in enumerate(SAID))
    text = f"---\ntitle: A weir\n{head}---\n\n{said}"
    document, told = make_document(Seed(name="a.md", file="a.md", data=text.encode()))
    assert document is not None and not told, told
    return document


@pytest.mark.parametrize("names", [("Orla", "Bram"), ("ORLA", "Bram Kestrel")])
def test_a_first_name_that_fits_one_is_that_one(names: tuple[str, ...]) -> None:
    one = read("speakers: [Orla Finch, Bram Kestrel]\n", *names)
    assert [passage.speaker for passage in one.passages] == ["Orla Finch", "Bram Kestrel"] * 2
    assert [credit.name for credit in one.people] == ["Orla Finch", "Bram Kestrel"]


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("speakers: [Orla Finch, Orla Quist]\n", ("Orla", "Bram")),
        ("speakers: [Orla, Orla Finch]\n", ("Orla", "Bram")),
        ("speakers: [Host One]\n", ("Host", "Bram")),
        ("speakers: [Finch Orla]\n", ("Orla", "Bram")),
        ("", ("Orla", "Bram")),
    ],
)
def test_other_labels_are_kept(head: str, names: tuple[str, str]) -> None:
    assert [passage.speaker for passage in read(head, *names).passages] == [*names] * 2


def test_a_first_name_that_fits_another_voice_too_is_kept() -> None:
    one = read("speakers: [Orla Finch]\n", "Orla", "Orla Quist")
    assert [passage.speaker for passage in one.passages] == ["Orla", "Orla Quist"] * 2


def test_questions_and_answers_are_nobodys_pages() -> None:
    one = read("", "Q", "A")
    assert [passage.speaker for passage in one.passages] == ["Q", "A"] * 2
    assert people(Library(documents=(one,)), ()) == ()
