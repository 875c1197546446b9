"""Laws of cutting: no word is lost, and each passage has the voice and the time of its words."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.clean.bounds import LONGEST, SECONDS, piece_ends
from commonplace.clean.chapters import Chapter
from commonplace.clean.own_anchors import placed
from commonplace.clean.passages import Cut, cut
from commonplace.clean.turns import rejoined
from commonplace.model import Mark, Reading, Tracked

#: What each turn is: who speaks, how many words, whether a cue says when, whether it is new.
TURNS = st.lists(
    st.tuples(
        st.sampled_from([None, "Ada", "Wim"]),
        st.sampled_from([1, 2, 7, 40, 300]),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


def said(first: int, count: int) -> str:
    """Words that stand nowhere else, with the end of a sentence after each seventh."""
    return " ".join(f"w{n}{'.' if n % 7 == 6 else ''}" for n in range(first, first + count))


@given(TURNS, st.sampled_from([0, 3]), st.booleans(), st.booleans(), st.sampled_from(" \n"))
@settings(max_examples=40, deadline=None)
def test_each_word_is_in_one_passage_with_its_voice_and_time(
    turns: list[tuple[str | None, int, bool, bool]],
    before: int,
    markdown: bool,
    rolling: bool,
    between: str,
) -> None:
    between = between * 2 if markdown else between
    text, marks, count = said(0, before) + between * bool(before), [], before
    for number, (speaker, words, timed, new) in enumerate(turns):
        start = 10.0 * number if timed else None
        marks.append(Mark(at=len(text), speaker=speaker, start=start, new_voice=new))
        text += said(count, words) + between
        count += words
    reading = Reading(
        format="vtt",
        text=Tracked(text),
        marks=tuple(marks),
        times=tuple((mark.at, mark.start) for mark in marks if mark.start is not None),
        markdown=markdown,
        rolling=rolling,
    )
    found = cut(reading, reading.text, reading.marks)
    assert " ".join(one.text for one in found.passages).split() == text.split()
    assert len({one.anchor for one in found.passages}) == len(found.passages)
    assert [anchor for _, _, anchor in found.places] == [one.anchor for one in found.passages]
    begins = [mark.at for mark in marks]
    for passage, (start, end, _) in zip(found.passages, found.places, strict=True):
        assert text[start:end].split() == passage.text.split()
        number = bisect_right(begins, start) - 1
        if number < 0:  # nobody speaks before the first mark
            assert (passage.speaker, passage.start) == (None, None)
            continue
        assert passage.speaker == marks[number].speaker
        if passage.start is not None:
            assert passage.start in [mark.start for mark in marks[: number + 1]]
        if start == marks[number].at:
            assert passage.start == marks[number].start or passage.start is None or rolling
        inside = [mark for mark in marks if start < mark.at < end]
        assert all(mark.speaker == passage.speaker and not mark.new_voice for mark in inside)
        assert not inside or rolling
    for (_, end, _), (start, _, _) in pairwise(found.places):
        assert end <= start


@given(
    st.lists(st.sampled_from([0.0, 2.0, 30.0, 200.0]), min_size=1, max_size=60), st.integers(1, 12)
)
@settings(max_examples=80, deadline=None)
def test_a_piece_is_no_longer_than_may_be_and_ends_where_nobody_speaks(
    gaps: list[float], every: int
) -> None:
    text = " ".join(["word"] * every * (len(gaps) + 1))
    times, now = [], 0.0
    for number, gap in enumerate([0.0, *gaps]):
        now += gap
        times.append((number * every * len("word "), now))
    ends = piece_ends(text, times)
    assert ends == sorted(set(ends)) and ends[-1] == len(text)
    assert all(len(text[a:b].split()) <= LONGEST for a, b in pairwise([0, *ends]))
    last = [number for number, gap in enumerate(gaps) if gap > SECONDS]
    assert {times[number + 1][0] - 1 for number in last} <= set(ends)
    if all(gap <= 2.0 for gap in gaps) and len(text.split()) <= LONGEST and now <= SECONDS:
        assert ends == [len(text)]
    twice = [one for time in times for one in (time, time)]
    assert piece_ends(text, twice) == ends  # a cue that is said twice says nothing new


def test_a_piece_of_the_greatest_length_is_whole() -> None:
    whole = " ".join(["word"] * LONGEST)
    assert piece_ends(whole) == [len(whole)] and len(piece_ends(f"{whole} word")) > 1


@given(st.sets(st.integers(1, 11), max_size=4), st.sampled_from([-1.0, 0.0, 0.5, 1.0]))
@settings(max_examples=30, deadline=None)
def test_a_chapter_begins_a_passage_among_captions(at: set[int], late: float) -> None:
    """It may be up to a second late, since chapters are whole seconds."""
    text, marks = "", []
    for number in range(12):
        marks.append(Mark(at=len(text), start=10.0 * number))
        text += f"w{number} and so on "
    reading = Reading(format="srt", text=Tracked(text), marks=tuple(marks), rolling=True)
    chapters = [Chapter(10.0 * number - max(late, 0), f"part {number}") for number in sorted(at)]
    found = cut(reading, reading.text, reading.marks, chapters)
    firsts = [passage.text.split()[0] for passage in found.passages]
    assert firsts == ["w0", *(f"w{number}" for number in sorted(at))]
    assert [heading.text for heading in found.headings] == [one.title for one in chapters]
    assert [firsts[heading.before] for heading in found.headings] == firsts[1:]


@given(st.integers(0, 3), st.integers(0, 3))
def test_a_word_moves_to_its_turn_and_no_space_with_it(behind: int, before: int) -> None:
    first, second = "I went to the" + " " * behind, " " * before + "pond. Did you see newts?"
    marks = (Mark(at=0, speaker="Ada"), Mark(at=len(first), speaker="Wim"))
    moved, text = rejoined(marks, Tracked(first + second))
    assert str(text).split() == (first + second).split() or behind + before == 0
    assert str(text).startswith("I went to the pond. ".rstrip())
    assert str(text)[text.offset(moved[1].at) :].strip() == "Did you see newts?"


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(0, 60))
def test_an_id_leads_to_its_passage_or_the_next_one_or_the_last(
    lengths: list[int], at: int
) -> None:
    places, end = [], 3
    for number, length in enumerate(lengths):
        places.append((end, end + length, f"p-{number}"))
        end += length + 4
    text = Tracked("x" * 100)
    parts = Cut(passages=(), headings=(), places=tuple(places))
    following = [anchor for _, stop, anchor in places if at <= stop]
    expected = following[0] if following else places[-1][2]
    assert list(placed([(at, "id"), (at + 1, "id")], text, parts)) == [("id", expected)]
    assert not list(placed([(at, "id")], text, Cut(passages=(), headings=())))
