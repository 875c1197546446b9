"""Quotations: exact, around their place, and of a length that a page has room for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commonplace.derive.excerpts import MOST, excerpt

WORDS = st.lists(
    st.sampled_from(["tide", "gauge,", "and", "so", "– then", "(harbour)", "rose.", "Why?", "a;"]),
    min_size=1,
    max_size=150,
)


@given(WORDS, st.data())
def test_an_excerpt_holds_its_place_and_no_word_by_half(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 30)))
    most = data.draw(st.sampled_from([40, 80, MOST]))
    span = excerpt(text, (start, end), most)
    assert span.of(text) == span.of(text).strip() or not text[start:end].strip()
    held = text[start:end].strip()
    assert held in span.of(text)
    assert span.end - span.start <= most
    for edge in (span.start, span.end):
        inside = 0 < edge < len(text) and start < end and edge not in (start, end)
        assert not inside or text[edge - 1].isspace() or text[edge].isspace()


def test_a_short_sentence_is_quoted_whole() -> None:
    text = "It rained. The harbour opened in 1901, at last. We left."
    place = (text.index("1901"), text.index("1901") + 4)
    assert excerpt(text, place).of(text) == "The harbour opened in 1901, at last."


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    text = "we went on and on, " * 30 + "the harbour opened in 1901, " + "and so on, " * 40
    place = (text.index("1901"), text.index("1901") + 4)
    cut = excerpt(text, place, 100).of(text)
    assert "the harbour opened in 1901," in cut
    assert cut.startswith("we went on") and cut.endswith(",")
