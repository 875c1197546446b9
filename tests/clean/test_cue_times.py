"""The times of a source stay with its words: in passages, in captions, and through a rewrite."""

from __future__ import annotations

import json
import random
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import commonplace.readers
from commonplace.clean.bounds import LONGEST, SECONDS
from commonplace.model import Document, Reading, Seed
from commonplace.open_data.captions import LONGEST as LONGEST_CUE
from commonplace.open_data.captions import cues
from commonplace.pipeline import make_document
from tests.in_groups import in_groups

CASES = Path(__file__).parents[1] / "readers"
SOURCES = sorted(CASES.glob("*/*/source.*"))
WORDS = "pond newt reed mud duck is was very deep not the a and so then well under".split()
Said = list[tuple[float, str]]  # what is said from which second on, cue by cue


def document(name: str, text: str) -> Document:
    made, told = make_document(Seed(name=name, file=name, data=text.encode()))
    assert made, told
    return made


def clock(time: float, dot: str = ".") -> str:
    whole, rest = divmod(round(time * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{dot}{rest:03}"


def vtt(said: Said, voice: str = "") -> str:
    ends = [*(time for time, _ in said[1:]), said[-1][0] + 2]
    blocks = [
        f"{clock(time)} --> {clock(end)}\n{voice}{words}"
        for (time, words), end in zip(said, ends, strict=True)
    ]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def srt(said: Said) -> str:
    blocks = [
        f"{number}\n{clock(time, ',')} --> {clock(time + 1.5, ',')}\n{words}"
        for number, (time, words) in enumerate(said, 1)
    ]
    return "\n\n".join(blocks) + "\n"


def whisper(said: Said, speaker: str = "") -> str:
    who = {"speaker": speaker} if speaker else {}
    found = [{"start": time, "end": time + 1.5, "text": f" {words}", **who} for time, words in said]
    return json.dumps({"segments": found})


def podcast(said: Said) -> str:
    found = [{"startTime": time, "endTime": time + 1, "body": words} for time, words in said]
    return json.dumps({"version": "1.0.0", "segments": found})


def events(said: Said) -> str:
    found = [
        {"tStartMs": round(time * 1000), "dDurationMs": 900, "segs": [{"utf8": words}]}
        for time, words in said
    ]
    return json.dumps({"events": found})


def rolling(said: Said) -> str:
    """As the automatic captions of a video page: each line stands there three times."""
    blocks = ["WEBVTT"]
    before = " "
    for (time, words), (end, _) in pairwise([*said, (said[-1][0] + 3, "")]):
        first, *rest = words.split()
        step = (end - time) / (len(rest) + 2)
        timed = "".join(
            f"<{clock(time + number * step)}><c> {word}</c>" for number, word in enumerate(rest, 1)
        )
        blocks.append(f"{clock(time)} --> {clock(end - 0.01)}\n{before}\n{first}{timed}")
        blocks.append(f"{clock(end - 0.01)} --> {clock(end)}\n{words}\n ")
        before = words
    return "\n\n".join(blocks) + "\n"


#: How a recording can be written down, each as the name of its file and what makes it.
WRITERS = {
    "cues.vtt": vtt,
    "voice.vtt": lambda said: vtt(said, "<v Ada Marsh>"),
    "rolling.vtt": rolling,
    "cues.srt": srt,
    "whisper.json": whisper,
    "speaker.json": lambda said: whisper(said, "Ada Marsh"),
    "podcast.json": podcast,
    "events.json": events,
}


def recording(name: str, seed: int, count: int, *, stops: bool) -> Said:
    """Made-up talk of one voice, cue by cue; each word tells which it is.

    Captions that roll are short, so that no time inside one is of use.
    """
    most = 6 if name.startswith("rolling") else 14
    pick = random.Random(seed)
    said: Said = []
    time, number = round(pick.uniform(0, 5), 3), 0
    opening = True
    for _ in range(count):
        words = []
        for _ in range(pick.randint(1, most)):
            word = f"{pick.choice(WORDS)}{number}"
            words.append(word.capitalize() if opening else word)
            opening = stops and pick.random() < 0.1
            words[-1] += "." if opening else ""
            number += 1
        said.append((time, " ".join(words)))
        time = round(time + 0.3 + len(words) * pick.uniform(0.2, 0.6), 3)
    return said


def by_word(said: Said) -> dict[str, float]:
    """The second of each cue by the cue's first word."""
    return {words.split()[0]: time for time, words in said}


def check_passages(made: Document, times: dict[str, float]) -> int:
    """Check that all times of passages are those of their words; returns how many there are."""
    begun = 0
    for passage in made.passages:
        offsets = [at for at, _ in passage.times]
        assert offsets == sorted(set(offsets)) and all(0 < at < len(passage.text) for at in offsets)
        for at, time in passage.times:
            assert times[passage.text[at:].split()[0]] == time
        begun += len(offsets) + (times.get(passage.text.split()[0]) == passage.start)
    return begun


def check_captions(made: Document, said: Said) -> list[float]:
    """How far behind its own time each cue of the source begins in the captions."""
    found = [(cue, word) for cue in cues(made) for word in cue.text.split()]
    holding = {word: cue for cue, word in found}
    late = []
    for word, time in by_word(said).items():
        cue = holding[word]
        assert cue.start <= time < cue.end
        late.append(time - cue.start)
    return late


@pytest.mark.parametrize("name", WRITERS)
@given(seed=st.integers(0, 10_000), count=st.integers(6, 240), stops=st.booleans())
@settings(max_examples=20, deadline=None)
def test_times_stay_with_their_words(name: str, seed: int, count: int, stops: bool) -> None:
    said = recording(name, seed, count, stops=stops)
    made = document(name, WRITERS[name](said))
    words = [word for _, spoken in said for word in spoken.split()]
    assert " ".join(passage.text for passage in made.passages).split() == words
    begun = check_passages(made, by_word(said))
    close = sum(1 for (one, _), (two, _) in pairwise(said) if two - one < 1)
    assert len(said) - close <= begun <= len(said)
    late = sorted(check_captions(made, said))
    assert late[len(late) // 2] == 0 and late[-1] < 1
    assert sum(1 for one in late if one) <= close


@pytest.mark.parametrize("name", WRITERS)
@given(seed=st.integers(0, 10_000), count=st.integers(60, 240), stops=st.booleans())
@settings(max_examples=10, deadline=None)
def test_no_passage_of_speech_is_long(name: str, seed: int, count: int, stops: bool) -> None:
    said = recording(name, seed, count, stops=stops)
    made = document(name, WRITERS[name](said))
    times = {word: time for time, words in said for word in words.split()}
    for passage in made.passages:
        words = passage.text.split()
        assert len(words) <= LONGEST
        assert times[words[-1]] - times[words[0]] <= SECONDS
        assert passage.start == times[words[0]]


def test_two_hundred_cues_of_one_voice_are_found_where_they_were_said() -> None:
    said = [(3.0 * n, f"Word{n} and so it goes on and on.") for n in range(200)]
    made = document("talk.vtt", vtt(said, "<v Ada Marsh>"))
    late = next(p for p in made.passages if "Word197 " in p.text)
    assert late.time_at(late.text.index("Word197")) == 591
    assert late.start is not None and 591 - late.start < SECONDS
    assert [p.continued for p in made.passages] == [False] + [True] * (len(made.passages) - 1)
    assert {p.speaker for p in made.passages} == {"Ada Marsh"}


def test_a_time_for_each_word_leaves_one_a_second() -> None:
    said = [(round(n * 0.25, 3), f"word{n}") for n in range(400)]
    made = document("words.json", whisper(said))
    found = [time for p in made.passages for _, time in p.times]
    assert 80 < len(found) <= 100 + len(made.passages)
    assert check_passages(made, by_word(said))


def test_a_long_cue_with_times_inside_keeps_some_of_them() -> None:
    timed = " ".join(f"<{clock(n * 0.5)}>word{n}" for n in range(1, 100))
    made = document("talk.vtt", f"WEBVTT\n\n{clock(0)} --> {clock(60)}\nword0 {timed}\n")
    (passage,) = made.passages
    assert [time for _, time in passage.times] == [5.0 * n for n in range(1, 10)]
    assert all(passage.text[at:].startswith(f"word{time * 2:.0f}") for at, time in passage.times)


def test_a_cue_of_a_thousand_words_has_one_time_and_passages_that_are_short() -> None:
    words = " ".join(f"word{n}" for n in range(1000))
    first, *others = document("talk.vtt", vtt([(7, words), (900, "The end.")], "<v Ada>")).passages
    assert first.start == 7 and first.anchor == "t-00-00-07"
    assert all(len(p.text.split()) <= LONGEST for p in (first, *others))
    assert [p.start for p in others] == [None] * (len(others) - 1) + [900]
    assert all(p.anchor.startswith("p-") for p in others[:-1])


def test_a_silence_ends_a_passage() -> None:
    made = document("talk.vtt", vtt([(0, "Before it."), (400, "Behind it.")], "<v Ada>"))
    assert [(p.text, p.start, p.continued) for p in made.passages] == [
        ("Before it.", 0, False),
        ("Behind it.", 400, True),
    ]


def test_the_second_label_of_one_speaker_keeps_its_time() -> None:
    made = document(
        "talk.md",
        "**Ada Marsh** [00:00:01]: One *and* two.\n\n**Ada Marsh** [00:00:31]: Three **is** it.\n\n"
        "**Wim Ode** [00:01:01]: Four.\n\n**Ada Marsh** [00:01:09]: Five.\n",
    )
    first = made.passages[0]
    assert first.text == "One and two.\nThree is it."
    assert [(first.text[at:][:5], time) for at, time in first.times] == [("Three", 31.0)]


def test_times_in_brackets_are_times_of_the_turn() -> None:
    made = document(
        "talk.md",
        "**Ada Marsh:** One *and [two](https://example.org/04:05)*. "
        "\\[04:05\\] Three **is** it.\n\n"
        "\\[05:06\\]Four. See [01:00] and [99:00].\n\n"
        "**Wim Ode** [00:06:01]: Five.\n\n**Ada Marsh:** Six.\n\n**Wim Ode:** Seven.\n",
    )
    first = made.passages[0]
    found = [(first.text[at:].split()[0][:7], time) for at, time in first.times]
    # A program put them there, so they are times and no words.
    assert found[:2] == [("Three", 245.0), ("Four.", 306.0)]
    assert first.start is None and first.anchor.startswith("p-")


def test_a_word_that_goes_back_to_its_turn_takes_no_time_along() -> None:
    made = document(
        "talk.md",
        "**Ada Marsh** [00:00:01]: It is as deep as the\n\n**Wim Ode** [00:00:09]: sea. I know.\n\n"
        "**Ada Marsh** [00:00:20]: Yes.\n\n**Wim Ode** [00:00:30]: No.\n",
    )
    assert [(p.text, p.start, p.times) for p in made.passages[:2]] == [
        ("It is as deep as the sea.", 1.0, ()),
        ("I know.", 9.0, ()),
    ]


@cache
def read_and_made(source: Path) -> tuple[Reading | None, Document | None]:
    """What a source is read as, and the document that is made of it."""
    seed = Seed(name=source.name, file=source.name, data=source.read_bytes())
    return commonplace.readers.read(seed)[0], make_document(seed)[0]


@in_groups("source", SOURCES, lambda path: path.parents[1].name)
def test_the_times_of_every_case_are_in_order_and_of_its_words(source: Path) -> None:
    reading, made = read_and_made(source)
    if reading is None or made is None:
        return
    assert all(one[0] <= two[0] for one, two in pairwise(reading.times))
    given_times = {time for _, time in reading.times}
    for passage in made.passages:
        assert {time for _, time in passage.times} <= given_times
        assert all(0 < at < len(passage.text) for at, _ in passage.times)
        assert all(not passage.text[at].isspace() for at, _ in passage.times)
        spoken = passage.speaker or passage.start is not None
        assert not spoken or len(passage.text.split()) <= LONGEST


@in_groups("source", SOURCES, lambda path: path.parents[1].name)
def test_the_captions_of_every_case_begin_when_its_own_do(source: Path) -> None:
    reading, made = read_and_made(source)
    if reading is None or made is None or not cues(made):
        return
    said = str(reading.text)
    spoken = [(cue, word) for cue in cues(made) for word in cue.text.split()]
    first = reading.text.offset(reading.marks[0].at)
    if said[first:].split() != [word for _, word in spoken]:
        return  # a rule has changed words
    for at, time in reading.times:
        cue, _ = spoken[len(said[first : reading.text.offset(at)].split())]
        assert cue.start == time or (cue.start <= time < cue.end and len(cue.text) <= LONGEST_CUE)
