"""The law of accounting: kept + removed + replaced = source, whatever is edited."""

from __future__ import annotations

from itertools import pairwise, product

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


@given(edited())
def test_a_kept_character_is_where_its_offset_says(pair: tuple[Tracked, str]) -> None:
    text, expected = pair
    at = 0
    for piece in text.pieces:
        if piece.rule is None:
            for inside, character in enumerate(piece.text):
                assert text.offset(piece.start + inside) == at + inside
                assert text.source_offset(at + inside) == piece.start + inside
                assert expected[at + inside] == character
        else:
            assert {text.offset(n) for n in range(piece.start, piece.end)} <= {at}
            behind = range(at, at + len(piece.text))
            assert {text.source_offset(n) for n in behind} <= {piece.start}
        at += len(piece.text)
    assert text.offset(len(text.source)) == len(text)
    assert text.source_offset(len(text)) == len(text.source)


SHORT = "abcd"
SPANS = [(start, end) for start in range(5) for end in range(start, 5)]


def test_all_pairs_of_edits_of_a_short_text() -> None:
    """What chance may leave out: every edit beside, before, behind and around every other."""
    for first, after in product(SPANS, ("", "X", "XY")):
        once = Tracked(SHORT).edit("first", [Edit(*first, after)])
        for start, end in ((a, b) for a in range(len(once) + 1) for b in range(a, len(once) + 1)):
            twice = once.edit("second", [Edit(start, end, "Z")])
            assert str(twice) == f"{str(once)[:start]}Z{str(once)[end:]}"
            ends = [0, *(piece.end for piece in twice.pieces)]
            assert [piece.start for piece in twice.pieces] == ends[:-1] and ends[-1] == len(SHORT)
            second = [piece for piece in twice.pieces if piece.rule == "second"]
            assert len(second) == 1
            # What the new edit did not touch is there as it was; a replacement goes whole.
            at = 0
            for piece in once.pieces:
                stop = at + len(piece.text)
                beside = stop <= start or at >= end
                if beside and piece.text and not (at == start == end == stop):
                    assert piece.rule is None or piece in twice.pieces
                at = stop


def kept(text: Tracked) -> set[int]:
    """The characters of the source that are there as they were."""
    return {n for piece in text.pieces if piece.rule is None for n in range(*piece[:2])}


@given(edited(), st.data())
def test_an_edit_changes_nothing_beside_it(pair: tuple[Tracked, str], data: st.DataObject) -> None:
    text, expected = pair
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    after = text.edit("new", [Edit(start, end, "Z")])
    gone = {n for n in kept(text) if start <= text.offset(n) < end}
    assert kept(after) == kept(text) - gone
    begins = [sum(len(one.text) for one in text.pieces[:n]) for n in range(len(text.pieces))]
    behind = [p for p, at in zip(text.pieces, begins, strict=True) if at >= end and at > start]
    assert list(after.pieces[len(after.pieces) - len(behind) :]) == behind
    wider = [(change.start, change.end) for change in after.changes()]
    for change in text.changes():  # a change covers what it covered, or more
        assert any(a <= change.start and change.end <= b for a, b in wider)
    assert text.edit("same", [Edit(start, end, expected[start:end])]) is text


@given(edited(), st.data())
def test_what_is_inserted_between_pieces_leaves_them_alone(
    pair: tuple[Tracked, str], data: st.DataObject
) -> None:
    text, _ = pair
    number = data.draw(st.integers(0, len(text.pieces)))
    at = sum(len(piece.text) for piece in text.pieces[:number])
    after = text.edit("new", [Edit(at, at, "Z")])
    assert [piece for piece in after.pieces if piece.rule != "new"] == list(text.pieces)
    assert [piece.text for piece in after.pieces if piece.rule == "new"] == ["Z"]
    again = after.edit("again", [Edit(at, at, "Y")])  # in the same place, in front of the first
    assert [piece for piece in again.pieces if piece.rule != "again"] == list(after.pieces)


@given(edited(), st.data())
def test_edits_at_once_are_as_one_by_one_from_the_right(
    pair: tuple[Tracked, str], data: st.DataObject
) -> None:
    text, _ = pair
    points = data.draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
    spans = {span for span in list(pairwise(points))[::2] if span[0] < span[1]}
    edits = [Edit(*span, data.draw(RESULTS)) for span in sorted(spans)]
    edits += [Edit(e.start, e.start, "I") for e in edits if data.draw(st.booleans())]
    one_by_one = text
    for edit in sorted(edits, reverse=True):
        one_by_one = one_by_one.edit("new", [edit])
    assert text.edit("new", edits).pieces == one_by_one.pieces


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=2))
def test_only_edits_that_overlap_are_refused(spans: list[tuple[int, int]]) -> None:
    (a, b), (c, d) = sorted(tuple(sorted(span)) for span in spans)
    edits = [Edit(a, b, "X"), Edit(c, d, "Y")]
    if c < b or a == b == c == d:
        with pytest.raises(ValueError, match=f"rule: edits overlap at {c}"):
            Tracked("abcdef").edit("rule", edits)
    else:
        expected = "abcdef"[:a] + "X" + "abcdef"[b:c] + "Y" + "abcdef"[d:]
        assert str(Tracked("abcdef").edit("rule", reversed(edits))) == expected


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Tracked("abcdef").edit("rule", [Edit(0, 3, "x"), Edit(2, 4, "y")])


def test_an_edit_inside_a_replacement_swallows_it() -> None:
    text = Tracked("one two").edit("first", [Edit(0, 3, "four")]).edit("second", [Edit(1, 2, "")])
    assert str(text) == "fur two"
    assert [(c.rule, c.before, c.after) for c in text.changes()] == [("second", "one", "fur")]
