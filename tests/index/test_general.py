"""Words of general English that are near the words of a corpus."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commonplace.index.general import _is_near
from commonplace.query import distance

WORDS = st.text(alphabet="abc", max_size=7)


@given(WORDS, WORDS)
def test_near_is_one_edit_at_most(one: str, other: str) -> None:
    assert _is_near(one, other) == (distance(one, other) <= 1)


@given(WORDS, st.integers(0, 7), st.sampled_from(["", "a", "d"]), st.booleans())
def test_one_edit_is_near(word: str, place: int, put: str, replaced: bool) -> None:
    assert _is_near(word, word[:place] + put + word[place + replaced :])
