"""What stands for which words, beside definitions that are slower and plainer."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace import query
from commonplace.analysis import stem
from commonplace.query import All, Any, Fuzzy, Not, Prefix, Typed, Wildcard, Words

SHORT = st.text("ab", max_size=7)
PATTERNS = st.text("ab*?", max_size=7)


@settings(max_examples=300)
@given(PATTERNS, SHORT)
def test_a_wildcard_is_what_a_regular_expression_says(pattern: str, word: str) -> None:
    shape = pattern.replace("?", ".").replace("*", ".*")
    assert query.matches(Wildcard(pattern), word) == bool(re.fullmatch(shape, word))
    start = query.literal(pattern)
    assert pattern.startswith(start) and not set(start) & set("*?")
    assert pattern[len(start) : len(start) + 1] in ("", "*", "?")


@cache
def _edits(one: str, two: str) -> int:
    """The distance by its definition, from the ends of two words."""
    if not one or not two:
        return len(one) + len(two)
    best = min(
        _edits(one[:-1], two) + 1,
        _edits(one, two[:-1]) + 1,
        _edits(one[:-1], two[:-1]) + (one[-1] != two[-1]),
    )
    if len(one) > 1 and len(two) > 1 and one[-2:] == two[-2:][::-1]:
        best = min(best, _edits(one[:-2], two[:-2]) + 1)
    return best


@settings(max_examples=200)
@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_distance_is_that_of_its_definition(one: str, two: str) -> None:
    assert query.distance(one, two) == _edits(one, two)
    for most in (1, 2):
        near = _edits(one, two) <= most and one[:1] == two[:1]
        assert query.matches(Fuzzy(two, most), one) == near


@given(SHORT, SHORT)
def test_a_beginning_stands_for_what_begins_so(beginning: str, word: str) -> None:
    for node in (Prefix(beginning), Typed(beginning)):
        assert query.matches(node, word) == (word[: len(beginning)] == beginning)


LEAVES = (
    (Words(("models",)), "model", stem("models")),
    (Words(("the", "newts")), "newt", stem("newts")),
    (Words(("the",)), "the", "the"),
    (Words(("mud",), field="text"), "mud", "mud"),
    (Prefix("rew"), "rewarding", "rew*"),
    (Wildcard("re?d"), "reed", "re?d"),
    (Fuzzy("tworek", 1), "tworke", "tworek~"),
    (Typed("pon"), "pond", "pon*"),
    (Typed("ponds"), "pond", stem("ponds")),
)


@pytest.mark.parametrize(("node", "word", "name"), LEAVES, ids=lambda part: str(part)[:30])
def test_a_word_is_marked_by_the_part_that_it_answers(node, word: str, name: str) -> None:
    for tree in (node, All((node, Words(("zzz",)))), All((Words(("zzz",)), Any((node,))))):
        mark = query.marker(tree)
        assert mark(word) == name and mark("zebra") is None
    assert query.marker(Not(node))(word) is None
    assert query.marker(None)(word) is None
    if not getattr(node, "field", None):
        assert query.marker(type(node)(**{**vars(node), "field": "speaker"}))(word) is None


def test_a_stop_word_beside_another_word_is_not_marked() -> None:
    mark = query.marker(Words(("the", "newts")))
    assert mark("the") is None and mark("newts")


WORD = st.sampled_from(["newt", "pond", "reed", "the", "of"])
ALIASES = query.other_names(
    [(("newt",), ("pond", "reed")), (("mud",), ("soft", "earth", "bank"), ("silt",))]
)


def words_of(tree: object) -> list[str]:
    """The plain words that a tree has, those of other names left out."""
    if isinstance(tree, Words):
        return list(tree.terms)
    if isinstance(tree, Any):
        return words_of(tree.parts[0])
    return [word for part in tree.parts for word in words_of(part)]


@given(st.lists(WORD | st.just("mud"), min_size=1, max_size=6))
def test_other_names_stand_beside_each_name_and_take_no_word_away(words: list[str]) -> None:
    parts = tuple(Words((word,)) for word in words)
    tree = All(parts) if len(parts) > 1 else parts[0]
    wide = query.with_aliases(tree, ALIASES)
    assert words_of(wide) == words
    found = wide.parts if isinstance(wide, All) else (wide,)
    named = [part for part in found if isinstance(part, Any)]
    pairs = sum(pair == ("pond", "reed") for pair in pairwise(words))
    assert len(named) == words.count("newt") + words.count("mud") + pairs
    for part in named:
        itself, *others = part.parts
        expected = {"newt": [("pond", "reed")], "pond": [("newt",)]}
        silt = [("soft", "earth", "bank"), ("silt",)]
        assert [other.terms for other in others] == expected.get(words_of(itself)[0], silt)
        assert all(other.quoted and other.times == 1 for other in others)


@given(st.integers(1, 4), st.integers(1, 4))
def test_a_name_counts_as_often_as_its_rarest_word(one: int, two: int) -> None:
    run = All((Words(("pond",), times=one), Words(("reed",), times=two)))
    _, other = query.with_aliases(run, ALIASES).parts
    assert other.terms == ("newt",) and other.times == min(one, two)


def test_plain_words_are_those_without_a_sign() -> None:
    plain = (Words(("test", "time")), Typed("comp"))
    assert query.plain_words(All(plain)) == ("test", "time", "comp")
    for other in (
        Words(("a",), quoted=True),
        Words(("a",), field="title"),
        Typed("a", "title"),
        Prefix("a"),
        Not(Words(("a",))),
    ):
        assert query.plain_words(All((*plain, other))) is None
        assert query.plain_words(other) is None
