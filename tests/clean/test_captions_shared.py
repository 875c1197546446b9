"""Repeated captions are found by their words, however the text is wrapped or timed.

One text is a source document of the project, which is not in the repository; the
other one is made here, the way that a page prints captions.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest

from commonplace.clean import RULES, clean
from commonplace.clean.rule import Context, apply
from commonplace.markup.clock import clock
from commonplace.markup.repeats import LONGEST, SHORTEST, find_repeats
from commonplace.model import Reading, Seed, Tracked
from commonplace.readers import READERS

REPEATS = next(rule for rule in RULES if rule.id == "repeat")
CAPTION = next(reader for reader in READERS if reader.name == "caption")
HEAD = "Talking of Mills\nBy The Mill Show\nSummary\nOn mills.\nFull Transcript\n"

#: How many words are in a caption of the made text, and in how many its sentences end.
CAPTION_WORDS = 12
SENTENCES = 240


def made() -> tuple[str, list[str]]:
    """A caption text as a page prints it, and its words without what is printed twice.

    Captions of twelve words; where a sentence ends on the first or second word of
    one, the caption closes a line and opens the next one again.
    """
    lengths = [7 + number * 5 % 9 for number in range(SENTENCES)]
    words = [
        f"word{number}-{place}" + ("." if place == length - 1 else "")
        for number, length in enumerate(lengths)
        for place in range(length)
    ]
    ends = set(accumulate(lengths))
    lines: list[str] = []
    line: list[str] = []
    for begin in range(0, len(words), CAPTION_WORDS):
        caption = words[begin : begin + CAPTION_WORDS]
        line += caption
        if {begin + 1, begin + 2} & ends and len(caption) == CAPTION_WORDS:
            lines.append(" ".join(line))
            line = list(caption)
        elif len(line) > 40:
            lines.append(" ".join(line))
            line = []
    lines.append(" ".join(line))
    return HEAD + "\n".join(lines) + "\n", words


def read(text: str) -> tuple[Reading, Tracked]:
    reading = CAPTION.read(Tracked(text), "seeds/talk.txt")
    return reading, apply(REPEATS, reading.text, Context(format="caption"), reading.marks)


def words_of(text: str) -> list[str]:
    return str(read(text)[1]).split()


def repeats(text: str) -> list[str]:
    return [change.before for change in read(text)[1].changes() if change.rule == "repeat"]


def split(text: str) -> tuple[str, str]:
    """The header of a caption text, and its captions, without what the page says below."""
    head, mark, body = text.partition("Transcript\n")
    return head + mark, body.rpartition("\nLoading")[0] or body


def wrapped(width: int) -> Callable[[str], str]:
    def change(body: str) -> str:
        return textwrap.fill(body, width, break_long_words=False, break_on_hyphens=False)

    return change


def on_one_line(body: str) -> str:
    return " ".join(body.split())


def stamp(number: int) -> str:
    """A time as video pages write it: 0:15, 12:07, 1:02:03."""
    return clock(number * 4.0).removeprefix("00:").removeprefix("0")


def timed_lines(body: str) -> str:
    """A time on a line of its own before each line."""
    lines = body.strip().split("\n")
    return "\n".join(f"{stamp(number)}\n{line}" for number, line in enumerate(lines))


def timed_heads(body: str) -> str:
    """A time in brackets at the head of each line."""
    lines = body.strip().split("\n")
    return "\n".join(f"[{clock(number * 4.0)}] {line}" for number, line in enumerate(lines))


def timed_narrow(body: str) -> str:
    """Times between lines that are not where the page broke them."""
    return timed_lines(wrapped(40)(body))


def timed_wide(body: str) -> str:
    return timed_heads(wrapped(120)(body))


CHANGES = [
    wrapped(40),
    wrapped(80),
    wrapped(120),
    on_one_line,
    timed_lines,
    timed_heads,
    timed_narrow,
    timed_wide,
]
NAMES = ["40", "80", "120", "one-line", "time-lines", "time-heads", "40-timed", "120-timed"]


@pytest.fixture(scope="module")
def source(shared: Path) -> str:
    return (shared / "seeds" / "001_954c39d5c1532380.txt").read_text(encoding="utf-8")


def test_the_source_document_has_eighty_repeats(source: str) -> None:
    lengths = [len(found.split()) for found in repeats(source)]
    assert len(lengths) == 80
    assert all(SHORTEST <= length <= LONGEST for length in lengths)


def test_eighty_repeats_stand_in_its_record(source: str) -> None:
    reading, _ = read(source)
    seed = Seed(name="talk.txt", file="talk.txt", data=source.encode())
    document, _ = clean(reading, seed)
    assert sum(1 for change in document.changes if change.rule == "repeat") == 80


@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
def test_the_source_document_comes_out_the_same(source: str, change: Callable[[str], str]) -> None:
    head, body = split(source)
    changed = head + change(body) + "\n"
    assert words_of(changed) == words_of(source)
    assert len(repeats(changed)) == 80


def test_the_made_text_comes_out_as_it_was_said() -> None:
    text, words = made()
    assert len(repeats(text)) > 20
    assert words_of(text) == words


@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
def test_the_made_text_comes_out_the_same(change: Callable[[str], str]) -> None:
    text, words = made()
    head, body = split(text)
    changed = head + change(body) + "\n"
    assert words_of(changed) == words
    assert len(repeats(changed)) == len(repeats(text))


def test_three_printings_leave_one() -> None:
    once = "done. And then they all went down to the river to look"
    text = f"When it was {once}\n{once}\n{once} at it."
    assert [text[start:end] for start, end in find_repeats(text)] == [f"\n{once}"] * 2
