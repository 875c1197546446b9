"""Which sentence stands alone: one measure for topics, persons and the pages that quote them."""

from __future__ import annotations

import pytest

from commonplace.derive.sentences import Span, sentences
from commonplace.derive.standing import leans, standing

#: Whole sentences, with what they name in brackets.
WHOLE = (
    "The [tide] is the rise and fall of the sea along a shore.",
    "In 1901 the harbour got a [tide] gauge that counted every wave.",
    "“A [tide] table lists the hours of high water for every day.”",
    "7 gauges measured the [tide] in the old harbour of the town!",
)
OPENINGS = "And But Or So Well Yeah No Now Then Because Like Oh OK Um Right Also".split()
FILLERS = ("you know", "I mean", "kind of", "sort of", "um", "I guess", "maybe", "I don't know")


def read(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A sentence without its brackets, and the place that they mark."""
    before, _, rest = marked.partition("[")
    name, _, behind = rest.partition("]")
    return before + name + behind, [(len(before), len(before + name))]


@pytest.mark.parametrize("marked", WHOLE)
def test_whatever_makes_a_sentence_lean_or_breaks_it_makes_it_stand_less(marked: str) -> None:
    text, places = read(marked)
    whole = standing(text, places)

    def moved(by: int) -> list[tuple[int, int]]:
        return [(start + by, end + by) for start, end in places]

    assert whole >= 2
    first = text[0].lower() + text[1:]
    for opening in OPENINGS:
        assert standing(f"{opening}, {first}", moved(len(opening) + 2)) < whole, opening
    for filler in FILLERS:
        end = places[0][1]
        assert standing(f"{text[:end]}, {filler},{text[end:]}", places) < whole, filler
    assert standing(text.rstrip(".!”") + "?", places) < whole
    assert standing(text.rstrip(".!”"), places) < whole
    assert standing(text[:-1] + " and so on" * 20 + text[-1], places) < whole
    words = text.split()
    assert standing(" ".join(words[2:]), []) < whole
    assert standing(" ".join(words[:5]) + ".", places) < whole
    assert standing(text, []) < whole


def test_a_sentence_that_says_what_it_names_is_before_one_that_names_it() -> None:
    said, named = "The tide is the rise of the sea.", "The rise of the sea gives the tide."
    assert standing(said, [(4, 8)]) > standing(named, [(30, 34)])


def test_it_counts_three_names_and_no_more() -> None:
    text = "Tide tide tide tide tide makes nine words and a stop."
    found = [standing(text, [(at * 5, at * 5 + 4) for at in range(count)]) for count in range(6)]
    assert found[0] < found[1] < found[2] < found[3] == found[4] == found[5]
    # What is outside of the sentence says nothing of it.
    assert standing(text, [(-9, -4), (60, 64), (50, 60)]) == found[0]


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("And that changed in 2019.", True),
        ("It’s the second of its kind.", True),
        ("Otto Vale did that in May.", True),
        ("In October 2015 it beat the champion.", True),
        ("They bought the company in January.", True),
        ("Otto Vale bought the company for a song.", False),
        ("Otto Vale bought the company last January.", True),
        ("Otto Vale bought the company of his brother.", False),
        ("The kiln was lit in 2019.", False),
        ("Itching powder was sold in 1901.", False),
    ],
)
def test_a_sentence_that_points_back_leans(text: str, does: bool) -> None:
    assert leans(text) == does


def test_places_of_a_text_are_places_of_its_sentence() -> None:
    text = "It rained. The tide turned."
    span = sentences(text)[1]
    assert span == Span(11, 27) and span.within([(15, 19), (0, 2)]) == [(4, 8), (-11, -9)]
    assert span.of(text)[slice(*span.within([(15, 19)])[0])] == "tide"


@pytest.mark.parametrize(
    "sentence",
    [
        "In addition to the kiln, Otto Vale built a mill in 1990.",
        "In response to the fire, the council of Halden built a mill in 1990.",
        "As a result of the flood, Halden lost its mill in 1990.",
        "Instead of wood, the kilns of Halden burnt peat from 1990 on.",
        "For those who fire with gas, Otto Vale wrote a manual in 1990.",
        "Ada Moth proposed that kilns be fired with gas in 1990.",
        "Ada Moth showed that kilns crack in 1990.",
    ],
)
def test_what_names_its_cause_or_says_what_was_shown_stands_alone(sentence: str) -> None:
    assert not leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "In addition, Otto Vale built a mill in 1990.",
        "In response, the council of Halden built a mill.",
        "As a result, Halden lost its mill in 1990.",
        "For those kilns Otto Vale wrote a manual in 1990.",
        "Ada Moth showed that in 1990.",
        "Ada Moth proposed that, too.",
        "Ada Moth used that kiln in 1990.",
        "Ada Moth supported that plan in 1990.",
    ],
)
def test_what_points_at_the_sentence_before_leans(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize(
    "said",
    [
        ["We walked up to the col.", "We saw Halden."],
        ["She had an op.", "Then it healed."],
        ["He moved to Halden, CA.", "The kiln stayed."],
        ["They live in Wick, MT.", "The kiln is cold."],
        ["It is next gen.", "We like it."],
        ["See Vale, ibid.", "The kiln was cold."],
        ["Gen. Vale came.", "Lt. Col. A. Moth left Mt. Vale."],
        ["He was a Col.", "He left.", "Rep. Moth came."],
        ["It is from ca. 1850 and Op. 12.", "We like it."],
    ],
)
def test_only_a_title_or_a_rank_goes_on_behind_its_stop(said: list[str]) -> None:
    text = " ".join(said)
    assert [span.of(text) for span in sentences(text)] == said
