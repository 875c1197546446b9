"""Transcripts go out as captions and come back, by our own readers, with the same words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import tests.sample_library as sample
from commonplace.addresses.slugs import passage_anchor
from commonplace.collect import collect
from commonplace.model import Document, Heading, Passage, Reader, Tracked
from commonplace.open_data.captions import LONGEST, NOBODY, cues
from commonplace.open_data.podcast import chapters, podcast
from commonplace.open_data.vtt import vtt
from commonplace.pipeline import make_document
from commonplace.readers import READERS, beside

READER: dict[str, Reader] = {reader.name: reader for reader in READERS}
Turn = tuple[str | None, float | None, str]


def transcript(*turns: Turn) -> Document:
    passages = [
        Passage(
            anchor=passage_anchor(f"{number} {text}", start),
            text=text,
            body=text,
            html="",
            speaker=speaker,
            start=start,
        )
        for number, (speaker, start, text) in enumerate(turns)
    ]
    return replace(sample.CUES, passages=tuple(passages))


def written(document: Document) -> dict[str, str]:
    found = cues(document)
    return {"vtt": vtt(document.title, found), "json": podcast(found)}


def joined(turns: list[Turn]) -> list[tuple[str | None, str]]:
    """Who says what, where a speaker's turns that follow one another are one."""
    return [
        (speaker, " ".join(" ".join(text.split()) for _, _, text in group).strip())
        for speaker, group in groupby(turns, key=lambda turn: turn[0])
    ]


def read_back(name: str, text: str) -> list[Turn]:
    """What our own reader makes of a file."""
    assert READER[name].claims(text, f".{name}").score == pytest.approx(1, abs=0.05)
    reading = READER[name].read(Tracked(text), f"talk.{name}")
    assert not reading.diagnostics
    said = str(reading.text)
    places = [*(reading.text.offset(mark.at) for mark in reading.marks), len(said)]
    assert not said[: places[0]].strip()
    return [
        (mark.speaker, mark.start, said[start:end])
        for mark, start, end in zip(reading.marks, places, places[1:], strict=False)
    ]


def words_of(turns: list[Turn], *, names: bool) -> list[Turn]:
    return [(speaker or (NOBODY if names else None), start, text) for speaker, start, text in turns]


#: Words that look like what the formats are made of. In the readers, braces with a letter
#: or a backslash are a tag of SubRip, which no talk has.
WORDS = (
    st.lists(
        st.sampled_from(
            [
                *(
                    "well",
                    "So",
                    "I see.",
                    "What? ",
                    "&amp;",
                    "&",
                    "<b>",
                    "</v>",
                    "<v Ada>",
                    "-->",
                    "\n",
                ),
                *(
                    "00:00:01.000 --> 00:00:02.000",
                    "NOTE",
                    "WEBVTT",
                    "1",
                    "R&D",
                    "é",
                    "“Yes.”",
                    '"',
                    "\\",
                ),
                *(
                    "Ada: ",
                    ">> ",
                    "- ",
                    "<00:00:01.000>",
                    "x" * 200,
                    "No. 5",
                    "o1",
                    "&lt;",
                    "日本語。",
                ),
            ]
        )
        | st.text(
            st.characters(categories=["L", "N", "P", "S"], exclude_characters="{}"), min_size=1
        ),
        min_size=1,
        max_size=40,
    )
    .map(" ".join)
    .filter(str.strip)
)
NAMES = st.sampled_from(["Ada", "Bo Li", "R&D team", "María-José", "A: b", "J. Doe", "AT&T; Co"])


@st.composite
def talks(draw: st.DrawFn) -> list[Turn]:
    starts = sorted(draw(st.lists(st.integers(0, 20_000), min_size=1, max_size=8, unique=True)))
    named = [draw(NAMES) for _ in starts]
    return [(name, start / 2, draw(WORDS)) for name, start in zip(named, starts, strict=True)]


@given(talks())
def test_what_goes_out_comes_back(turns: list[Turn]) -> None:
    for name, text in written(transcript(*turns)).items():
        back = read_back(name, text)
        assert joined(back) == joined(turns)


@given(talks())
def test_a_turn_begins_when_its_source_says(turns: list[Turn]) -> None:
    assume(all(one[0] != two[0] for one, two in pairwise(turns)))
    for name, text in written(transcript(*turns)).items():
        back = read_back(name, text)
        first = [next(group) for _, group in groupby(back, key=lambda turn: turn[0])]
        assert [start for _, start, _ in first] == [start for _, start, _ in turns]


@given(talks())
def test_cues_follow_one_another_and_last(turns: list[Turn]) -> None:
    found = cues(transcript(*turns))
    assert all(cue.start < cue.end for cue in found)
    assert all(one.start <= two.start for one, two in pairwise(found))
    assert all(len(cue.text) <= LONGEST or " " not in cue.text for cue in found)
    said = " ".join(cue.text for cue in found)
    assert said.split() == " ".join(text for _, _, text in turns).split()


def test_a_cue_ends_where_the_next_begins_and_the_last_after_its_words() -> None:
    found = cues(transcript(("Ada", 4, "Shall we?"), ("Bo", 6.5, "Yes."), ("Ada", 9, "x" * 150)))
    assert [(cue.start, cue.end) for cue in found] == [(4, 6.5), (6.5, 9), (9, 19)]


def test_a_long_turn_is_cut_at_the_ends_of_sentences_and_its_time_shared_out() -> None:
    one, two = "A well is dug. " * 9 + "It is deep.", "It stays, and so it does, I say."
    found = cues(transcript(("Ada", 10, f"{one} {two}"), ("Bo", 30, "Good.")))
    assert [cue.text for cue in found[:2]] == [f"{one}", two]
    assert found[0].end == found[1].start
    assert 10 < found[1].start < 30 and found[1].end == 30


def test_a_sentence_without_an_end_is_cut_between_words() -> None:
    found = cues(transcript(("Ada", 0, "and so " * 100)))
    assert len(found) > 3 and all(cue.text.startswith("and so") for cue in found)


def test_turns_without_a_time_share_that_of_the_one_before() -> None:
    found = cues(
        transcript(
            ("Bo", None, "Before."), ("Ada", 10, "x" * 60), ("Bo", None, "y" * 40), ("Ada", 20, "z")
        )
    )
    assert [(cue.start, cue.end) for cue in found[:3]] == [(0, 10), (10, 16), (16, 20)]


def test_times_that_go_back_stay_as_they_are() -> None:
    found = cues(transcript(("Ada", 100, "x" * 30), ("Bo", 3, "y" * 30), ("Ada", 8, "z" * 30)))
    assert [(cue.start, cue.end) for cue in found] == [(100, 102), (3, 8), (8, 10)]


def test_what_nobody_says_is_no_cue() -> None:
    document = transcript((None, None, "A foreword."), ("Ada", 1, "Hello."), ("Bo", 2, " "))
    note = replace(document.passages[0], note="1", start=5.0)
    document = replace(document, passages=(*document.passages, note))
    assert [cue.text for cue in cues(document)] == ["Hello."]


def test_without_times_there_are_no_cues() -> None:
    assert cues(transcript(("Ada", None, "Hello."), ("Bo", None, "Hi."))) == ()


def test_who_is_not_named_gets_nobody_else_s_words() -> None:
    turns: list[Turn] = [("Ada", 0, "Ask."), (None, 5, "From the back."), ("Ada", 9, "Thanks.")]
    for name, text in written(transcript(*turns)).items():
        assert joined(read_back(name, text)) == [
            ("Ada", "Ask."),
            (NOBODY, "From the back."),
            ("Ada", "Thanks."),
        ]


def test_where_nobody_is_named_nobody_is() -> None:
    turns: list[Turn] = [(None, 0, "One of the words."), (None, 5, "Two of the words.")]
    for name, text in written(transcript(*turns)).items():
        assert "speaker" not in text and "<v" not in text
        assert [(speaker, start) for speaker, start, _ in read_back(name, text)] == [
            (None, 0),
            (None, 5),
        ]


def test_the_json_is_that_of_podcasting_2() -> None:
    whole = json.loads(written(transcript(("Ada", 1, "Hi."), ("Bo", 3, "You.")))["json"])
    assert whole == {
        "version": "1.0.0",
        "segments": [
            {"speaker": "Ada", "startTime": 1, "endTime": 3, "body": "Hi."},
            {"speaker": "Bo", "startTime": 3, "endTime": 4, "body": "You."},
        ],
    }


def test_the_vtt_is_what_the_standard_says() -> None:
    text = written(sample.TALK)["vtt"]
    head, *blocks = text.rstrip("\n").split("\n\n")
    assert head == "WEBVTT - An evening at the harbour hall"
    time = r"\d\d:\d\d:\d\d\.\d{3}"
    for block in blocks:
        assert re.fullmatch(rf"{time} --> {time}\n<v [^<>\n]+>[^<>\n]+", block)


def _transcripts(folder: Path) -> list[Document]:
    made = [make_document(seed)[0] for seed in collect([folder])[0]]
    return [document for document in made if document and cues(document)]


def test_the_transcripts_of_the_source_documents_come_back(shared: Path) -> None:
    found = _transcripts(shared / "seeds")
    assert found
    for document in found:
        turns = [
            (p.speaker, p.start, p.text)
            for p in document.passages
            if p.speaker or p.start is not None
        ]
        for name, text in written(document).items():
            back = joined(read_back(name, text))
            named = words_of(turns, names=any(speaker for speaker, _, _ in turns))
            assert back == joined(named)


TITLES = st.sampled_from(["The well", 'A "lamp"', "R&D in short", "日本語", "Why? \\ Because."])


@given(talks(), st.data())
def test_chapters_go_out_and_come_back(turns: list[Turn], data: st.DataObject) -> None:
    """A heading before each of some turns, and one before a foreword, which has no time."""
    talk = transcript((None, None, "A foreword."), *turns)
    some = data.draw(st.lists(st.integers(1, len(turns)), unique=True).map(sorted))
    titles = [data.draw(TITLES) for _ in some]
    headings = tuple(
        Heading(level=2, text=escape(title), anchor=f"h-{at}", before=at)
        for at, title in zip([0, *some], ["Foreword", *titles], strict=True)
    )
    right = [(talk.passages[at].start, title) for at, title in zip(some, titles, strict=True)]
    for made in (replace(talk, headings=headings), replace(talk, chapters=headings)):
        told = chapters(made)
        assert (told is None) == (len(some) < 2)
        if told:
            assert list(beside.read(told).chapters) == right
            assert json.loads(told)["version"] == "1.2.0"


def test_a_post_and_a_talk_without_times_have_no_chapters() -> None:
    heads = tuple(Heading(level=2, text=f"H{n}", anchor=f"h{n}", before=n) for n in range(3))
    spoken = transcript(*(("Ada", None, f"Words {n}.") for n in range(3)))
    timed = transcript(*(("Ada", float(n), f"Words {n}.") for n in range(3)))
    assert chapters(replace(spoken, headings=heads)) is None
    assert chapters(replace(timed, headings=heads, kind="post")) is None
    assert chapters(replace(timed, headings=heads)) is not None
