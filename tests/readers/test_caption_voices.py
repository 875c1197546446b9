"""Who speaks in captions: every change of voice is one, and words stay words.

A label is weighed with the other labels of its file; each text here is a list of
captions, with the voices and the words that have to come of it.
"""

from __future__ import annotations

import pytest

from commonplace.model import Seed
from commonplace.readers import read

Turns = list[tuple[str | None, str]]


def turns(captions: list[str], suffix: str = "srt") -> Turns:
    """The turns of captions written as SubRip or WebVTT, with their words."""
    blocks = [
        f"{number + 1}\n00:{number // 60:02}:{number % 60:02}.000 --> "
        f"00:{number // 60:02}:{number % 60:02}.900\n{caption}"
        for number, caption in enumerate(captions)
    ]
    head = "WEBVTT\n\n" if suffix == "vtt" else ""
    source = (head + "\n\n".join(blocks) + "\n").encode()
    reading, _ = read(Seed(name=f"a.{suffix}", file=f"a.{suffix}", data=source))
    assert reading
    words = str(reading.text)
    places = [*(reading.text.offset(mark.at) for mark in reading.marks), len(words)]
    return [
        (mark.speaker, " ".join(words[start:end].split()))
        for mark, start, end in zip(reading.marks, places, places[1:], strict=False)
    ]


ORLA, BRAM = ("Orla Finch", "Good morning."), ("Bram Kestrel", "Good morning.")
TALK = ["Orla Finch: Good morning.", "Bram Kestrel: Good morning."]

VOICES: dict[str, tuple[list[str], Turns]] = {
    "two dashes in one caption": (
        ["- Hey. - Hello."],
        [(None, "Hey."), (None, "Hello.")],
    ),
    "a dash behind words without one": (
        ["- Hello.", "- Hey. - Hello.", "It was good. - We will see."],
        [(None, "Hello."), (None, "Hey."), (None, "Hello."), (None, "It was good."),
         (None, "We will see.")],
    ),
    "long dashes": (["— Hey.\n— Hello."], [(None, "Hey."), (None, "Hello.")]),
    "one chevron": (
        ["We begin.", ">> Thank you."],
        [(None, "We begin."), (None, "Thank you.")],
    ),
    "somebody who speaks once": (
        [*TALK, "Orla Finch: Questions?", "Mira Sand: Which wheel?", "Bram Kestrel: The left."],
        [ORLA, BRAM, ("Orla Finch", "Questions?"), ("Mira Sand", "Which wheel?"),
         ("Bram Kestrel", "The left.")],
    ),
    "capitals name whoever speaks, even once": (
        ["Good evening, all.", "ANNOUNCER (OVER RADIO): The mill is closing.", "ADA: I hear it."],
        [(None, "Good evening, all."), ("ANNOUNCER", "The mill is closing."), ("ADA", "I hear it.")],
    ),
    "all in capitals": (
        ["ONE THING: THE WHEEL TURNS.", "ANOTHER: SO DOES THE STONE.", "AND THAT IS ALL."],
        [(None, "ONE THING: THE WHEEL TURNS."), (None, "ANOTHER: SO DOES THE STONE."),
         (None, "AND THAT IS ALL.")],
    ),
    "everybody speaks once": ([*TALK, "Mira: Hello."], [ORLA, BRAM, ("Mira", "Hello.")]),
    "a voice among captions without labels": (
        ["Orla Finch: We begin", "with the wheel.", "Bram Kestrel: It is old", "and it is slow.",
         "Mira Sand: Which one", "do you mean?", "Orla Finch: The left", "one."],
        [("Orla Finch", "We begin with the wheel."), ("Bram Kestrel", "It is old and it is slow."),
         ("Mira Sand", "Which one do you mean?"), ("Orla Finch", "The left one.")],
    ),
    "brackets and a colon": (
        ["[SPEAKER_00]: Is it on?", "[SPEAKER_01]: It is.", "[SPEAKER_00]: Good."],
        [("SPEAKER_00", "Is it on?"), ("SPEAKER_01", "It is."), ("SPEAKER_00", "Good.")],
    ),
    "brackets alone": (
        ["(speaker 0) Is it on?", "(speaker 1) It is."],
        [("speaker 0", "Is it on?"), ("speaker 1", "It is.")],
    ),
    "names in brackets": (
        ["[Orla] Is it on?", "[Bram] It is.", "[Orla] Good.", "[Bram] Right."],
        [("Orla", "Is it on?"), ("Bram", "It is."), ("Orla", "Good."), ("Bram", "Right.")],
    ),
    "nicknames": (
        ["wren_7: is it on?", "mole: it is", "wren_7: good", "mole: right"],
        [("wren_7", "is it on?"), ("mole", "it is"), ("wren_7", "good"), ("mole", "right")],
    ),
    "display names": (
        ["Wren Halloway (she/her): One.", "Dr. Idris Pell, Mill Trust: Two.",
         "Wren Halloway (she/her): Three.", "Dr. Idris Pell, Mill Trust: Four.",
         "Pier room, upper floor: Five."],
        [("Wren Halloway (she/her)", "One."), ("Dr. Idris Pell, Mill Trust", "Two."),
         ("Wren Halloway (she/her)", "Three."), ("Dr. Idris Pell, Mill Trust", "Four."),
         ("Pier room, upper floor", "Five.")],
    ),
}  # fmt: skip

#: Captions in which nobody is named and nobody changes.
WORDS = {
    "notes": ["Note: bring water.", "So: what now?", "Note: and bread."],
    "times": ["At 10:30 we left.", "10:30 it was.", "10: we were there."],
    "verses": ["Verse 3: the lamp.", "Chapter 1: the boat.", "Verse 4: the pier."],
    "addresses": ["https://example.org/: there.", "See https://example.org/x."],
    "songs": ["♪ Oh, the lamp: it burns ♪", "♪ It burns ♪"],
    "sounds": ["[Music] We begin.", "[Music] We go on.", "(laughs) And on.", "(laughs)"],
    "a pause": ["It was late. - I mean, early.", "We left - and came - back."],
    "a list": ["We need these:\n- Eggs\n- Flour", "- eggs\n- milk"],
    "a lead-in": ["There is one rule.", "Breakfast: eggs and ham.", "That is all."],
    "a header": ["Kind: captions", "Language: en", "Kind: captions", "Language: en"],
}


@pytest.mark.parametrize("suffix", ["srt", "vtt"])
@pytest.mark.parametrize("name", VOICES)
def test_a_change_of_voice_is_one(name: str, suffix: str) -> None:
    captions, expected = VOICES[name]
    assert _joined(turns(captions, suffix)) == expected


def _joined(found: Turns) -> Turns:
    """Turns without the seams inside what one named voice, or nobody, says."""
    result: Turns = []
    for speaker, words in found:
        if result and speaker and result[-1][0] == speaker:
            result[-1] = (speaker, f"{result[-1][1]} {words}")
        else:
            result.append((speaker, words))
    return result


@pytest.mark.parametrize("suffix", ["srt", "vtt"])
@pytest.mark.parametrize("name", WORDS)
def test_words_are_no_voices(name: str, suffix: str) -> None:
    found = turns(WORDS[name], suffix)
    assert [speaker for speaker, _ in found if speaker] == []
    said = " ".join(words for _, words in found)
    assert said.split() == " ".join(WORDS[name]).split()


@pytest.mark.parametrize("word", ["Breakfast: eggs and ham.", "Note: it is new.", "So: what now?"])
def test_words_with_a_colon_stay_somebody_s_words(word: str) -> None:
    captions = ["Orla Finch: We begin", "with the first", "of our meals.", word, "We ate it."]
    captions += ["Bram Kestrel: And then", "we went", "to the pier", "and came back."]
    found = turns([*captions, "Orla Finch: So it was.", "Bram Kestrel: It was."])
    assert {speaker for speaker, _ in found} == {"Orla Finch", "Bram Kestrel"}
    assert word in " ".join(words for _, words in found)


def test_what_stands_in_no_voice_tag_is_nobody_s() -> None:
    captions = [
        "<v Orla>I will not say.</v>",
        "[a door slams]",
        "It was me.",
        "<v Bram>Who?</v> Oh.",
    ]
    assert turns(captions, "vtt") == [
        ("Orla", "I will not say."),
        (None, "[a door slams]"),
        (None, "It was me."),
        ("Bram", "Who?"),
        (None, "Oh."),
    ]
