"""Slugs, anchors and ids: short, plain, and each its own."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.addresses import slugs

WORDS = st.lists(st.text("abcäßœ'’ -", min_size=1, max_size=30), max_size=9).map(" ".join)


@given(st.text(max_size=40) | WORDS)
def test_a_slug_is_words_and_hyphens(text: str) -> None:
    slug = slugs.slug(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= 80
    assert slugs.slug(text) == slug == slugs.slug(slug)


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=20))
def test_a_long_slug_ends_at_a_word(words: list[str]) -> None:
    slug, whole = slugs.slug(" ".join(words)), "-".join(words)
    assert (slug == whole) == (len(whole) <= 80)
    assert whole.startswith(slug)
    if slug != whole:  # the next word had no room; there is one for the word that is cut
        rest = whole[len(slug) + 1 :]
        assert whole[len(slug)] == "-" and len(slug) + 1 + len(rest.split("-")[0]) >= 80


@pytest.mark.parametrize("letter", "äÄéñçøØłŁßæœðþıđ")
def test_latin_letters_become_plain_ones(letter: str) -> None:
    assert re.fullmatch("a[a-z]{1,2}b", slugs.slug(f"a{letter}b"))


@given(st.text("一二三あ", min_size=1))
def test_other_scripts_have_a_hash_of_their_own(text: str) -> None:
    assert slugs.slug(text) == f"x-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


@pytest.mark.parametrize("sign", "+#*")
def test_a_sign_behind_a_word_tells_names_apart(sign: str) -> None:
    assert len({slugs.name_slug(f"b{sign * n}") for n in range(4)}) == 4
    assert slugs.name_slug(f"a {sign} b") == "a-b"
    assert slugs.name_slug(".b") != slugs.name_slug("b") == slugs.name_slug(". b")


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59), st.floats(0, 0.99))
def test_a_time_is_read_off_its_anchor(hour: int, minute: int, second: int, part: float) -> None:
    start = hour * 3600 + minute * 60 + second + part
    assert slugs.passage_anchor("x", start) == f"t-{hour:02}-{minute:02}-{second:02}"


@given(st.lists(st.text("abCé1", min_size=1), max_size=4), st.sampled_from([" ", ", ", "_", "…\n"]))
def test_a_comma_moves_no_anchor_and_a_word_does(words: list[str], between: str) -> None:
    anchor = slugs.passage_anchor(" ".join(words), None)
    assert re.fullmatch("p-[0-9a-f]{8}", anchor)
    assert slugs.passage_anchor(between.join(words).upper() + "!", None) == anchor
    assert slugs.passage_anchor(" ".join([*words, "new"]), None) != anchor


@given(st.text("ab/ .é", min_size=1).filter(lambda name: name.strip("/ .")))
def test_images_of_two_names_have_two_addresses(name: str) -> None:
    address = slugs.image_address(f"{name}b.JPG")
    assert re.fullmatch(r"images/[a-z0-9-]+-[0-9a-f]{8}\.jpg", address)
    assert address != slugs.image_address(f"{name}bx.JPG") != slugs.image_address(f"{name}b.PNG")
    assert address.endswith(f"-{slugs.short_hash(f'{name}b.JPG')}.jpg")


NAMES = st.lists(st.sampled_from(["a", "ab", "ac", "b", "a-27", "abb"]), max_size=40)


@settings(max_examples=60)
@given(NAMES | st.lists(st.just("a"), min_size=25, max_size=60))
def test_distinct_names_are_distinct(names: list[str]) -> None:
    found = slugs.distinct(names)
    assert len(found) == len(set(found)) == len(names)
    for number, (name, fresh) in enumerate(zip(names, found, strict=True)):
        assert fresh.startswith(name)
        if name not in names[:number] and name not in found[:number]:
            assert fresh == name
        assert found[: number + 1] == slugs.distinct(names[: number + 1])  # none moves another
    letters = [fresh[1:] for fresh in slugs.distinct(["a"] * 30)]
    assert letters == ["", *"bcdefghijklmnopqrstuvwxyz", "-27", "-28", "-29", "-30"]


LABELS = st.lists(st.sampled_from(["1", "Date 2", "date-2", "Date-2", "一", "二", "-", "x"]))


@given(LABELS)
def test_each_footnote_has_a_name_of_its_own(labels: list[str]) -> None:
    found = slugs.note_names(labels)
    assert len(set(found)) == len(found) == len(labels)
    assert all(re.fullmatch("[a-z0-9-]+", name) and re.search("[a-z0-9]", name) for name in found)
    for label, count in Counter(labels).items():
        named = [name for one, name in zip(labels, found, strict=True) if one == label]
        assert len(named) == count and all(name.startswith(named[0]) for name in named)
        if label in ("1", "x"):
            assert named[0] == label
        if label in ("一", "-"):
            assert named[0] == f"x-{slugs.short_hash(label)}"
    first = next((one for one in labels if one.lower().replace(" ", "-") == "date-2"), None)
    for label, name in zip(labels, found, strict=True):
        if label.lower().replace(" ", "-") == "date-2":
            assert (f"-{slugs.short_hash(label)}" in name) == (label != first)
