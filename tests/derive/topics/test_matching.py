"""Names found in a text: cases from the table, and laws that hold for any text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from commonplace.derive.matching import Match, Matcher, key
from commonplace.model import Alias, Entry

TABLE = yaml.safe_load(
    (Path(__file__).parents[2] / "derive" / "matching.yml").read_text(encoding="utf-8")
)


def _alias(given: Any) -> Alias:
    if isinstance(given, str):
        return Alias(text=given)
    return Alias(text=given["as"], near=tuple(given["near"]))


ENTRIES = [
    Entry(name=one["name"], aliases=tuple(map(_alias, one.get("aliases", ()))))
    for one in TABLE["entries"]
]


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["why"])
def test_each_case_of_the_table(case: dict[str, Any]) -> None:
    text = case["text"]
    found = Matcher(ENTRIES).find(text, case.get("document", ""))
    told = [f"{text[m.start : m.end]}: {ENTRIES[m.entry].name}" for m in found]
    assert told == case["found"]


def test_one_matcher_serves_several_documents() -> None:
    matcher = Matcher([Entry(name="Go", aliases=(Alias(text="Go", near=("chess",)),))])
    found = [len(matcher.find("Go", document)) for document in ("chess", "cheese", "", "chess")]
    assert found == [1, 0, 0, 1]


@given(st.lists(st.sampled_from("Ebb ebb Ebb's tide TIDES ferries x".split()), max_size=8))
def test_it_remembers_words_and_nothing_else(words: list[str]) -> None:
    entries = [Entry(name=name) for name in ("Ebb", "tide", "ebb tide")]
    matcher = Matcher(entries)
    for text in (*words, " ".join(words), *words):
        assert matcher.find(text) == Matcher(entries).find(text)


NAMES = ["Ebb", "tide", "tide table", "table ferry line", "q-sail", "ferry", "line"]
PIECES = st.sampled_from(
    "Ebb ebb tide Tide tides table tables q sail sails ferry ferries line lines "
    "'s ’s 'll - , . _ x".split()
) | st.sampled_from([" ", "  ", "\n", ", "])
TEXTS = st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=30)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether what is around a piece leaves it a word, or words, of its own."""
    if re.search(r"\w['’]?\Z", text[:start]):
        return False
    return not re.match(r"\w|['’](?!s(?!\w|['’]\w))\w", text[end:], re.IGNORECASE)


def _reference(text: str, names: list[str]) -> list[Match]:
    """The same by trying every piece of the text against every form of every name."""
    shapes = {}
    for number, name in enumerate(names):
        plural = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
        for form in (name, plural):
            shapes[re.sub("-", " ", form)] = number
    found: list[Match] = []
    start = 0
    while start < len(text):
        for end in range(len(text), start, -1):
            piece = re.sub(r"\s*-\s*|\s+", " ", text[start:end])
            entry = shapes.get(piece)
            if entry is None or not names[entry][0].isupper():
                entry = shapes.get(piece.lower())
            outside = text[start].isspace() or text[end - 1].isspace()
            if entry is not None and not outside and _stands_alone(text, start, end):
                found.append(Match(entry, start, end))
                start = end - 1
                break
        start += 1
    return found


@given(TEXTS, st.lists(st.sampled_from(NAMES), unique=True))
def test_it_finds_what_a_naive_search_finds(text: str, names: list[str]) -> None:
    found = Matcher([Entry(name=name) for name in names]).find(text)
    assert list(found) == _reference(text, names)


@given(TEXTS, st.lists(st.sampled_from(NAMES), unique=True))
def test_matches_are_whole_words_in_order_without_overlap(text: str, names: list[str]) -> None:
    found = Matcher([Entry(name=name) for name in names]).find(text)
    reached = 0
    for match in found:
        assert reached <= match.start < match.end <= len(text)
        assert _stands_alone(text, match.start, match.end)
        reached = match.end


@given(st.text(max_size=40), st.text(min_size=1, max_size=6))
def test_any_name_can_be_looked_for(text: str, name: str) -> None:
    entries = [Entry(name=name, aliases=(Alias(text=name, near=(name,)),))]
    for match in Matcher(entries).find(text):
        assert text[match.start : match.end]


@given(st.text(max_size=12))
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)
