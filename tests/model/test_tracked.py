"""The law of accounting: kept + removed + replaced = source, whatever is edited."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonplace.model import Edit, Tracked

WORDS = st.text("ab \n", max_size=30)
RESULTS = st.text("XY", max_size=3)


@st.composite
def edited(draw: st.DrawFn) -> tuple[Tracked, str]:
    """A text after a few rounds of edits, and the string that it ought to be."""
    text = Tracked(draw(WORDS))
    expected = str(text)
    for number in range(draw(st.integers(0, 5))):
        points = sorted(draw(st.sets(st.integers(0, len(expected)), max_size=8)))
        edits = [Edit(a, b, draw(RESULTS)) for a, b in list(pairwise(points))[::2]]
        if draw(st.booleans()):
            at = draw(st.integers(0, len(expected)))
            if not any(e.start <= at <= e.end for e in edits):
                edits.append(Edit(at, at, draw(RESULTS)))
        text = text.edit(f"rule {number}", edits)
        for edit in sorted(edits, reverse=True):
            expected = expected[: edit.start] + edit.after + expected[edit.end :]
    return text, expected


@given(edited())
def test_an_edited_text_is_what_it_would_be_as_a_string(pair: tuple[Tracked, str]) -> None:
    text, expected = pair
    assert str(text) == expected


@given(edited())
def test_the_spans_follow_one_another_from_end_to_end(pair: tuple[Tracked, str]) -> None:
    text, _ = pair
    at = 0
    for piece in text.pieces:
        assert piece.start == at
        at = piece.end
        if piece.rule is None:
            assert text.source[piece.start : piece.end] == piece.text
    assert at == len(text.source)


@given(edited())
def test_the_changes_lead_from_the_source_to_the_text(pair: tuple[Tracked, str]) -> None:
    text, expected = pair
    result, at = "", 0
    for change in text.changes():
        assert change.before == text.source[change.start : change.end]
        result += text.source[at : change.start] + change.after
        at = change.end
    assert result + text.source[at:] == expected


@given(edited())
def test_offsets_never_run_backwards(pair: tuple[Tracked, str]) -> None:
    text, _ = pair
    there = [text.offset(at) for at in range(len(text.source) + 1)]
    back = [text.source_offset(at) for at in range(len(text) + 1)]
    assert there == sorted(there) and back == sorted(back)
    assert all(0 <= at <= len(text) for at in there)


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Tracked("abcdef").edit("rule", [Edit(0, 3, "x"), Edit(2, 4, "y")])


def test_an_edit_inside_a_replacement_swallows_it() -> None:
    text = Tracked("one two").edit("first", [Edit(0, 3, "four")]).edit("second", [Edit(1, 2, "")])
    assert str(text) == "fur two"
    assert [(c.rule, c.before, c.after) for c in text.changes()] == [("second", "one", "fur")]
