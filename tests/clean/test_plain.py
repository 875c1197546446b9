"""Plain fields: whatever goes in, words come out."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonplace.markup.plain import plain

nasty = st.text(
    st.one_of(
        st.sampled_from("<>&;#\"'/ \n\t\u202e\u200b\x00ampltgx386"),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("as it is", "as it is"),
        ("  two\n\tlines\u00a0here ", "two lines here"),
        ("Q&amp;A", "Q&A"),
        ("Q&amp;amp;amp;A", "Q&A"),
        ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
        ("a < b > c", "a ‹ b › c"),
        ("<scr<b>ipt>", "‹script›"),
        ("safe\u202eevil\u2066", "safeevil"),
        ("so\u00adft\u200b", "soft"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("&#x202e;&#0;x", "\ufffdx"),
    ],
)
def test_examples(text: str, words: str) -> None:
    assert plain(text) == words


@given(nasty)
def test_no_markup_is_left(text: str) -> None:
    words = plain(text)
    assert not set(words) & set("<>\n\r\t\x00\x02\x03\u202e\u2066\u2028")
    assert words == words.strip() and "  " not in words
    words.encode("utf-8")


@given(nasty)
def test_once_is_enough(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(nasty)
def test_escaping_first_changes_nothing(text: str) -> None:
    assert plain(html.escape(text)) == plain(text)


def test_a_text_escaped_a_thousand_times_takes_no_time() -> None:
    assert "<" not in plain("&amp;" * 5 + "amp;" * 20_000 + "lt;")
