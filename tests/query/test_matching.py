"""What stands for which words, beside definitions that are slower and plainer."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace import query
from commonplace.analysis import located, stem
from commonplace.query import All, Any, Fuzzy, Not, Prefix, Typed, Wildcard, Words
from commonplace.query.matching import in_a_row

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
    (Words(("newts",), quoted=True), "newt", stem("newts")),
    (Words(("e", "mail")), "email", "email"),
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
        assert mark([word, "zebra"]) == [name, None]
    assert query.marker(Not(node))([word]) == [None]
    assert query.marker(None)([word]) == [None]
    if not getattr(node, "field", None):
        other = type(node)(**{**vars(node), "field": "speaker"})
        assert query.marker(other)([word]) == [None]


def marked(node: Words, text: str, *languages: str) -> str:
    """What of a text is marked."""
    found = list(located(text))
    parts = query.marker(node, languages or ("",))([one.token for one in found])
    pairs = zip(found, parts, strict=True)
    return " ".join(text[one.start : one.end] for one, part in pairs if part)


ROWS = (
    (Words(("reward", "model"), quoted=True), "A model: reward models, model.", "reward models"),
    (Words(("old", "mill"), slop=3, quoted=True), "Mill, old as a mill.", "old mill"),
    (Words(("a", "a"), quoted=True), "a b a a", "a a"),
    (Words(("gpt", "4")), "4 of GPT-4 and GPT4, GPT", "GPT 4 GPT4"),
    (Words(("email",)), "an e-mail, a mail", "e mail"),
    (Words(("été",)), "C’est l’été.", "été"),
    (Words(("水",)), "水車は川の水で", "水 水"),
    (Words(("水車", "車は")), "水車は川の水で", "水 車 は"),
)


@pytest.mark.parametrize(("node", "text", "wanted"), ROWS, ids=lambda part: str(part)[:30])
def test_the_words_of_a_row_are_marked_where_they_stand_in_one(
    node: Words, text: str, wanted: str
) -> None:
    assert marked(node, text) == wanted


def test_words_are_marked_by_the_stems_of_the_language() -> None:
    assert marked(Words(("news",)), "new news", "", "fr") == "new news"
    assert marked(Words(("news",)), "new news") == "news"
    assert marked(Words(("parler",)), "Vous parlez.", "fr") == "parlez"


WORDS = st.lists(st.sampled_from("abc"), max_size=12)


@settings(deadline=None)
@given(WORDS, st.lists(st.sampled_from("abc"), min_size=2, max_size=4), st.integers(1, 3))
def test_a_place_is_in_a_row_if_any_way_through_it_is(
    keys: list[str], row: list[str], slop: int
) -> None:
    ways = [
        way
        for way in combinations(range(len(keys)), len(row))
        if [keys[n] for n in way] == row and all(b - a <= slop for a, b in pairwise(way))
    ]
    assert in_a_row(keys, row, slop) == {place for way in ways for place in way}


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
