"""Plain prose is a post, too, whatever it is about and in whatever script it is written."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.model import Seed
from commonplace.readers import read

WORDS = "newts swim déjà vu тритон спит 池の中 in the pond of reeds and mud".split()


@settings(max_examples=40)
@given(st.permutations(WORDS), st.integers(1, 14), st.sampled_from([".txt", "", ".md"]))
def test_plain_prose_is_read(words: list[str], length: int, suffix: str) -> None:
    paragraphs = [" ".join(words[at : at + length]) for at in range(0, len(words), length)]
    text = "".join(f"{paragraph}.\n\n" for paragraph in paragraphs)
    reading, told = read(Seed(name=f"pond{suffix}", file="pond", data=text.encode()))
    assert reading and not told and str(reading.text) == text and not reading.marks


@settings(max_examples=40)
@given(st.integers(0, 12), st.integers(0, 12))
def test_more_than_half_of_prose_is_words(words: int, numbers: int) -> None:
    text = " ".join(["newt"] * words + ["3.14"] * numbers)
    reading, told = read(Seed(name="pond.txt", file="pond.txt", data=text.encode()))
    assert (reading is not None) == (words > numbers)
    assert [one.severity for one in told] == ([] if reading else ["error"])
