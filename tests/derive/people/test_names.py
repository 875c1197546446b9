"""Names of persons, put together from their parts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.derive.people.names import is_name, key, parts

FIRST = st.sampled_from(["Ada", "Odile", "José", "Wim"])
FAMILY = st.sampled_from(["Marsh", "Núñez", "O’Dell", "Ode-Hill"])
MIDDLE = st.lists(st.sampled_from(["Ida", "Q.", "X"]), max_size=2)
PARTICLES = st.lists(st.sampled_from(["de", "la", "van", "Von"]), max_size=2)
TITLES = st.lists(st.sampled_from(["Dr.", "Prof", "Sir"]), max_size=2)
BEHIND = st.sampled_from(["", " Jr.", ", PhD", " (host)", " [guest]", " III"])


@settings(max_examples=150)
@given(FIRST, MIDDLE, PARTICLES, FAMILY, TITLES, BEHIND)
def test_a_name_is_known_by_its_parts(
    first: str, middle: list[str], particles: list[str], family: str, titles: list[str], behind: str
) -> None:
    plain = " ".join([first, *middle, *particles, family])
    name = " ".join([*titles, plain]) + behind
    assert is_name(name)
    assert key(name) == key(plain) == key(plain.upper())
    whole = [" ".join([*particles, family])] if particles else []
    assert parts(name) == (first, family, *whole)
    short = [word for word in middle if len(word.strip(".")) > 1]
    assert key(name) == key(" ".join([first, *short, *particles, family]))


@given(FIRST)
def test_one_word_has_no_parts(name: str) -> None:
    assert parts(name) == parts(f"Dr. {name}") == () and is_name(name)


@given(FIRST, FAMILY)
def test_two_persons_have_two_keys(first: str, family: str) -> None:
    assert key(f"{first} {family}") != key(f"Q{first} {family}") != key(f"{first} Q{family}")


@given(FIRST, FAMILY, st.sampled_from("1 : / @ & | ! ?".split()))
def test_a_name_has_no_digit_and_no_sign(first: str, family: str, sign: str) -> None:
    assert not is_name(f"{first} {sign} {family}") and not is_name(f"{first} {family}{sign}")


@given(FIRST, st.sampled_from("podcast Show network SPEAKER labs inc".split()))
def test_shows_and_firms_are_no_persons(first: str, word: str) -> None:
    assert not is_name(f"{first} {word}") and not is_name(f"The {first} {word}")


@given(st.lists(FIRST, min_size=5, max_size=8))
def test_a_name_has_no_more_than_six_words(words: list[str]) -> None:
    assert is_name(" ".join(words)) == (len(words) <= 6)


def test_small_letters_are_names_alone_and_as_particles() -> None:
    assert is_name("gwern") and not is_name("a") and not is_name("")
    assert is_name("Ana de la Cruz") and not is_name("Ana and then Cruz")
    assert not is_name("ana Cruz") and not is_name("Ana cruz")
