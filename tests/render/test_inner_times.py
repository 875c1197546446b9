"""Times inside a turn stand where its paragraphs begin, and are no words of it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from commonplace.model import Passage
from commonplace.render.inner_times import with_times

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1, max_size=9)


def turn(lines: list[str], times: tuple[tuple[int, float], ...], html: str = "") -> Passage:
    html = html or " ".join(f"<p>{escape(line)}</p>" for line in lines)
    text = "\n".join(lines)
    return Passage(anchor="t-00-00-30", text=text, body=text, html=html, start=30, times=times)


def shown(passage: Passage, *taken: str) -> str:
    return str(with_times(passage, Markup(passage.html), {passage.anchor, *taken}))


def test_a_later_paragraph_has_its_time() -> None:
    link = '<a class="cp-inner" id="t-00-01-15" href="#t-00-01-15" data-time="00:01:15"'
    assert f"<p>a</p> <p>{link}" in shown(turn(["a", "b", "c"], ((2, 75.5),)))


def test_a_time_within_a_paragraph_or_of_the_turn_itself_has_no_link() -> None:
    for passage in (turn(["ab", "c"], ((1, 31.0),)), turn(["ab", "c"], ((0, 30.0),))):
        assert shown(passage) == passage.html


def test_an_anchor_that_is_taken_is_not_given_again() -> None:
    passage = turn(["a", "b", "c"], ((2, 75.0), (4, 75.9)))
    assert shown(passage).count("cp-inner") == 1
    assert shown(passage, "t-00-01-15") == passage.html


def test_blocks_of_other_kinds_are_left_alone() -> None:
    html = "<p>a</p> <ul><li>b</li></ul>"
    assert shown(turn(["a", "b"], ((2, 75.0),), html)) == html


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_no_word_is_added_or_lost(lines: list[str], data: st.DataObject) -> None:
    length = len("\n".join(lines))
    at = data.draw(st.lists(st.integers(0, length), unique=True, max_size=6).map(sorted))
    passage = turn(lines, tuple((offset, 31.0 + number) for number, offset in enumerate(at)))
    found = shown(passage)
    assert re.sub(r'<a class="cp-inner"[^>]*></a>', "", found) == passage.html
    ids = re.findall(r' id="([^"]+)"', found)
    assert len(ids) == len(set(ids))
