"""Laws of labels: code has no voices, and captions are the same in whatever form times are."""

from __future__ import annotations

import pytest

from commonplace.document import make_document
from commonplace.model import Document, Seed

WORDS = [
    "welcome back to the show where we look",
    "under the mud and ask who lives there",
    "today it is a newt and the newt",
    "is not amused by any of it.",
]
#: How a line with a time may look: `T` is the time, `U` the next one, `W` the words.
FORMS = (
    "[T] W", "(T) W", "T W", "T - W", "T — W", "**T** · W", "**[T]** W", "- T W",
    "* [T] W",
    "- [T](https://example.org/v?t=1) W", "[[T](https://example.org/v?t=1)] W", "[T - U] W",
    "[T --> U] W", "T --> U\nW", "T,U\nW", "T\nW", "### T\n\nW", "> [T] W", "T: W", "\\[T\\] W",
)  # fmt: skip
CLOCKS = ("0:{0:02}", "00:{0:02}", "0:00:{0:02}", "00:00:{0:02}", "00:00:{0:02}.500")


def document(text: str, name: str = "pond.md") -> Document:
    made, _ = make_document(Seed(name=name, file=name, data=text.encode()))
    assert made
    return made


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("form", FORMS)
def test_captions_in_markdown_are_the_same_in_every_form(form: str, clock: str) -> None:
    times = [clock.format(second) for second in (1, 4, 8, 11, 15)]
    lines = [
        form.replace("W", words).replace("T", time).replace("U", until)
        for words, time, until in zip(WORDS, times, times[1:], strict=False)
    ]
    for apart in ("\n", "\n\n"):
        found = document("---\ntitle: Mud\n---\n\n## Transcript\n\n" + apart.join(lines) + "\n")
        assert [one.text for one in found.passages] == [" ".join(WORDS)]
        assert int(found.passages[0].start or 0) == 1
        assert found.kind == "transcript"
        assert found.title == "Mud"


LABELS = (
    "**N:** W", "**N** [T]: W", "**N [T]:** W", "[T] **N:** W", "**[T] N:** W", "N: W", "N [T]: W",
    "N (T): W", "N – T: W", "[T] N: W", "T N: W", "[N] T\nW", "[N]: W", "[N] [T] W", "N\nT\nW",
    "N: T\n\nW", "N:\n\nW", "N  T\nW", "T N\nW", "T - N\nW", "**N**\n\nW", "*N:* W",
    "### N (T)\n\nW",
    "[T] **N**\n\nW", "**N** — W", "N | T\nW",
)  # fmt: skip
TURNS = [
    ("Ada Marsh", "Is it deep, what do you think?"),
    ("Wim Ode", "It is, and cold, too."),
    ("Ada Marsh", "How deep is it in winter?"),
    ("Wim Ode", "Very deep, and nobody knows why."),
]


def talk(form: str) -> str:
    return "\n\n".join(
        form.replace("W", words).replace("N", name).replace("T", f"00:00:{number:02}")
        for number, (name, words) in enumerate(TURNS, 5)
    )


@pytest.mark.parametrize("form", LABELS)
def test_labels_of_every_kind_are_read(form: str) -> None:
    found = document("---\ntitle: Mud\n---\n\n" + talk(form) + "\n")
    assert [(one.speaker, one.text) for one in found.passages] == TURNS
    if "T" in form:
        assert [one.start for one in found.passages] == [5, 6, 7, 8]


@pytest.mark.parametrize("form", LABELS)
def test_labels_in_code_are_never_labels(form: str) -> None:
    said = talk(form)
    for code in (f"```text\n{said}\n```", "    " + said.replace("\n", "\n    ")):
        found = document(f"---\ntitle: Mud\n---\n\nA log:\n\n{code}\n\nSo it was.\n")
        assert found.kind == "post"
        assert not found.speakers


ONE, OTHER = "**Ada Marsh:** Welcome to the pond.", "**Wim Ode:** Thank you, the newts are well."


def test_who_speaks_once_keeps_their_words() -> None:
    found = document(f"---\ntitle: Mud\n---\n\n{ONE}\n\n{OTHER}\n")
    assert [(one.speaker, one.text) for one in found.passages] == [
        ("Ada Marsh", "Welcome to the pond."),
        ("Wim Ode", "Thank you, the newts are well."),
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"{ONE}\n\nIt is deep.\n\n**Deep Water:** You may drown there.",
        "**North Pond:** Deep and cold.\n\n**South Pond:** Shallow and warm.",
    ],
)
def test_a_lead_in_in_a_monologue_is_no_voice(body: str) -> None:
    found = document(f"---\ntitle: Mud\n---\n\n{body}\n")
    assert len(found.speakers) == 1
