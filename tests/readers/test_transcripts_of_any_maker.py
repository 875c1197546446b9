"""Layouts that were met in the transcripts of others, and texts that only look like them.

The words are invented. What must stay as it is stands beside each layout.
"""

from __future__ import annotations

import json

import pytest

from commonplace.document import make_document
from commonplace.model import Document, Seed

ADA = "Is it cold at the weir today, or is it only me?"
BO = "It is cold, and we have said so since Monday."
ADA_2 = "Then why did you open the sluice at night?"
BO_2 = "I did not. We were all at home by then."
SAID = (ADA, BO, ADA_2, BO_2)
LINES = (
    "so this is the weir that we have",
    "spoken of and you can see that the",
    "sluice is open which it was not on",
    "Monday when we were here with the",
)


def document(text: str, name: str = "talk.md", sidecar: str = "") -> Document:
    beside = sidecar.encode() if sidecar else None
    seed = Seed(name=name, file=name, data=text.encode(), sidecar=beside, sidecar_file="talk.yml")
    found, told = make_document(seed)
    assert found is not None, told
    return found


def turns(text: str, name: str = "talk.md") -> list[tuple[str | None, str]]:
    return [(one.speaker, one.text) for one in document(text, name).passages]


def labelled(layout: str) -> str:
    """The talk with each label in a layout, in which `NAME` stands for the name."""
    pairs = zip(("Ada Marsh", "Bo Reed") * 2, SAID, strict=True)
    return "\n\n".join(layout.replace("NAME", name).replace("SAID", said) for name, said in pairs)


@pytest.mark.parametrize(
    "layout", ["*NAME*\n\nSAID", "_NAME:_\n\nSAID", "__NAME__\nSAID", "  NAME:  SAID"]
)
def test_a_name_set_off_begins_a_turn(layout: str) -> None:
    expected = list(zip(("Ada Marsh", "Bo Reed") * 2, SAID, strict=True))
    assert turns(labelled(layout), "talk.txt") == expected


@pytest.mark.parametrize("heads", [("Morning", "Evening"), ("Early Morning", "Late Evening")])
@pytest.mark.parametrize("mark", ["*", "_"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_heading_in_italics_is_no_voice(heads: tuple[str, str], mark: str, gap: str) -> None:
    prose = "I walked down to the weir and saw that we had left the lamp there. "
    text = "\n\n".join(f"{mark}{head}{mark}{gap}{prose * 2}" for head in heads * 2)
    for name in ("talk.md", "talk.txt"):
        assert not document(f"# A weir\n\n{text}", name).speakers


def test_what_is_heard_is_no_name() -> None:
    text = f"*Applause*\n\n{ADA}\n\n*Music*\n\n{BO}\n\n*Applause*\n\n{ADA_2}\n\n*Music*\n\n{BO_2}"
    assert not document(text).speakers


def test_a_time_code_is_a_time() -> None:
    text = "\n".join(
        f"[00:00:0{2 * number}:250 - 00:00:0{2 * number + 1}:900] **Speaker {number % 2}:** {said}"
        for number, said in enumerate(SAID)
    )
    assert [one.start for one in document(text).passages] == [0.25, 2.25, 4.25, 6.25]
    assert turns(text)[0] == ("Speaker 0", ADA)


def test_a_hearing_has_its_questions_and_answers() -> None:
    text = (
        f"IN THE MATTER OF THE WEIR\n      MR. MARSH:  {ADA}\n      MS. REED:  {BO}\n      MR. MARSH:  {ADA_2}\n"
        f"      MS. REED:  {BO_2}\n      Q. Who was there?  \n      A. Nobody.  \n"
        "      Q. Nobody at all?  \n      A. I have said so.\n"
    )
    voices = [who for who, _ in turns(text, "hearing.txt")]
    assert voices == [None, "MR. MARSH", "MS. REED", "MR. MARSH", "MS. REED", "Q", "A", "Q", "A"]


def test_labels_inside_a_line_end_the_voice_before() -> None:
    long = "I have told you that we went down to the weir with a lamp and saw nobody there. " * 3
    text = f"Ada Marsh: {ADA} Dr. Bo Reed: {long}Ada Marsh: {ADA_2}Dr. Bo Reed: {long}"
    found = [who for who, _ in turns(text, "talk.txt")]
    assert found == ["Ada Marsh", "Dr. Bo Reed"] * 2


@pytest.mark.parametrize(
    "name",
    "Bo O’Brien|D’Arcy|Ann D’Arcy|J.R. Reed|J. R. Reed|Bo J. Reed|Dr. J. Reed|Dr. Bo Reed"
    "|Prof.  Reed|St. John".split("|"),
)
@pytest.mark.parametrize("end", [" ", "", "’ ", "” "])
def test_a_name_inside_a_line_is_whole(name: str, end: str) -> None:
    long = "I have told you that we went down to the weir with a lamp and saw nobody there. " * 3
    text = (
        f"Ada Marsh: {ADA}{end}{name}: {long}Ada Marsh: {ADA_2}{end}"
        f"{name}: {long}It was he and I. Ada Marsh: {ADA} {name}: {long}"
    )
    found = [who for who, _ in turns(text, "talk.txt")]
    assert found == ["Ada Marsh", name.replace("  ", " ")] * 3


@pytest.mark.parametrize(
    "text",
    [
        "There are two kinds. Ground: it is cold. Sky: it is grey. " * 12,
        "He said this. Note: nobody heard. Then he went. Note: it rained and he was wet. " * 12,
    ],
)
def test_words_before_a_colon_are_no_voices(text: str) -> None:
    assert not document(text).speakers


def test_the_heading_above_all_others_is_the_title() -> None:
    talk = labelled("*NAME*\n\nSAID")
    found = document(f"### A night at the weir\n#### 29 May 2025\n\n{talk}")
    assert found.title == "A night at the weir"
    assert document(f"### One\n\n{ADA}\n\n### Two\n\n{BO}", "weir-notes.md").title == "Weir notes"
    assert document(f"## Summary\n\n### Cold\n\n{ADA}", "weir-notes.md").title == "Weir notes"


def captions(gap: str = "\n") -> str:
    return gap.join(f"[00:0{3 * number}] {line}" for number, line in enumerate(LINES[:4]))


@pytest.mark.parametrize(
    "head",
    [
        "**YouTube URL:** https://youtu.be/abcdefghijk\n",
        "**Week:** 5\n**Video:** https://www.youtube.com/watch?v=abcdefghijk\n",
        "| | |\n|---|---|\n| **URL** | https://youtu.be/abcdefghijk |\n",
        "Watch [it](https://youtu.be/abcdefghijk?t=3) first.\n",
    ],
)
def test_the_video_named_above_captions_is_theirs(head: str) -> None:
    found = document(f"# A weir\n\n{head}\n## Transcript\n\n{captions()}")
    assert found.video == "https://www.youtube.com/watch?v=abcdefghijk"


def test_one_of_two_videos_is_nobodys() -> None:
    head = "See https://youtu.be/abcdefghijk and then https://youtu.be/zyxwvutsrqp as well."
    assert document(f"# A weir\n\n{head}\n\n## Transcript\n\n{captions()}").video is None


def test_the_search_box_above_captions_goes() -> None:
    lines = captions().replace("] ", "]\n")
    text = f"# A weir\n\nTranscript\n\n\nSearch in video\n{lines}\n"
    assert turns(text) == [(None, " ".join(LINES))]


def test_one_slip_among_many_times_does_not_hide_the_others() -> None:
    times = (0, 8, 16, 24, 20, 40, 48)
    text = "\n\n".join(f"[0:{time:02}] {ADA}\n{BO}" for time in times)
    assert document(text).passages[0].start == 0


FRONT = "---\ntitle: A weir\nvideoId: abcdefghijk\npublishedAt: 2026-03-17\n---\n"


def test_headings_stand_among_captions() -> None:
    parts = "\n".join(f"## Part {n}\n>> {LINES[n]}\n{LINES[3]}\n{LINES[1]}" for n in range(3))
    found = document(f"{FRONT}{parts}")
    assert (found.kind, str(found.date)) == ("transcript", "2026-03-17")
    assert [one.text.split(" Monday")[0] for one in found.passages] == list(LINES[:3])
    prose = "\n\n".join(f"## Part {n}\n\n{ADA} {BO}\n{ADA_2} {BO_2}" for n in range(3))
    assert document(f"{FRONT}{prose}").kind == "post"


# JSON ---------------------------------------------------------------------------------


def in_json(value: object, name: str = "talk.json") -> Document:
    return document(json.dumps(value), name)


def test_identifiers_of_programs_are_no_names() -> None:
    ids = ("3f2504e0-4f89-41d3-9a0c-0305e82c3301", "lLwmPELBQwaKU7hp4Yl")
    rows = [{"speaker": ids[n % 2], "text": said} for n, said in enumerate(SAID)]
    voices = [one.speaker for one in in_json(rows).passages]
    assert voices == ["Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2"]
    named = [{"speaker": ("guest_12", "Ada")[n % 2], "text": said} for n, said in enumerate(SAID)]
    assert in_json(named).passages[0].speaker == "guest_12"


def test_a_time_as_in_the_name_of_a_file_is_a_time() -> None:
    rows = [{"start": f"00_0{n}_00", "content": f"{said} " * 30} for n, said in enumerate(SAID)]
    assert {one.start for one in in_json(rows).passages} >= {0.0, 60.0, 120.0, 180.0}


def test_lines_of_captions_may_be_a_list_of_strings() -> None:
    assert in_json(LINES, "transcript.json").kind == "transcript"
    assert in_json([*LINES] * 6).kind == "transcript"


@pytest.mark.parametrize(
    "value",
    [
        ["late frost", "orchard", "weir"] * 10,
        ["The weir is cold.", "The sluice is open.", "Nobody is there at night."] * 10,
        [{"timestamp": "2026-01-01T00:00:01Z", "level": "info", "message": "It began."}] * 9,
        {"title": "A weir", "content": f"{ADA} {BO} " * 9},
    ],
)
def test_other_json_is_refused(value: object) -> None:
    data = json.dumps(value).encode()
    assert make_document(Seed(name="a.json", file="a.json", data=data))[0] is None


def test_messages_of_a_conversation_are_what_is_said() -> None:
    roles = ("agent", "customer")
    one = [{"role": roles[n % 2], "message": said} for n, said in enumerate(SAID)]
    two = [{"title": "First", "conversation": one[:3]}, {"title": "Next", "conversation": one[1:]}]
    assert [passage.text for passage in in_json({"conversation": one}).passages] == list(SAID)
    assert sum(said in passage.text for passage in in_json(two).passages for said in SAID) == 6


def test_a_saved_transcript_keeps_its_title_and_day() -> None:
    long = "I have told you that we went down to the weir with a lamp and saw nobody there. " * 3
    words = f"Ada Marsh: {ADA} Bo Reed: {long}Ada Marsh: {ADA_2}Bo Reed: {long}"
    found = in_json({"title": "Transcript: A weir", "date": "May 2, 2023", "content": words})
    assert (found.title, str(found.date)) == ("Transcript: A weir", "2023-05-02")
    assert found.speakers == ("Ada Marsh", "Bo Reed")


# Scripts without spaces, voices by name, boxes ------------------------------------------


@pytest.mark.parametrize("name", ["talk.txt", "talk.md"])
@pytest.mark.parametrize("sign", ["", " ", "。"])
def test_a_script_without_spaces_is_cut_into_passages(name: str, sign: str) -> None:
    text = sign.join(f"今天水很冷我们在这里看见{number:04}盏灯" for number in range(300))
    found = document(text, name).passages
    assert len(found) > 5
    assert "".join(one.text for one in found).replace(" ", "") == text.replace(" ", "")


def test_front_matter_says_which_voice_is_whose() -> None:
    head = "---\nspeakers:\n  host1: Ada Marsh\n  guest: Bo Reed\n---\n\n"
    pairs = zip(("host1", "guest") * 2, SAID, strict=True)
    text = head + "\n\n".join(f"**{name}:** {said}" for name, said in pairs)
    assert turns(text) == list(zip(("Ada Marsh", "Bo Reed") * 2, SAID, strict=True))


def test_a_sidecar_says_which_voice_is_whose() -> None:
    cues = f"WEBVTT\n\n00:01.000 --> 00:03.000\n<v SPEAKER_00>{ADA}\n"
    found = document(cues, "talk.vtt", "speakers: [{id: SPEAKER_00, name: Ada Marsh}]")
    assert found.passages[0].speaker == "Ada Marsh"


@pytest.mark.parametrize(
    ("voices", "said"),
    [
        (("Ada", "Bo"), ("Physicist", "Lead engineer")),
        (("Ada", "Bo"), ("Physicist at Weirs", "Friend of Anna")),
        (("Ada-Lou Marsh", "Bo O’Reed"), ("Physicist", "Lead Engineer")),
        (("Ada McMarsh", "Bo J. Reed"), ("Keeper of Weirs", "Judge")),
    ],
)
def test_what_a_person_is_is_no_name(voices: tuple[str, str], said: tuple[str, str]) -> None:
    pairs = zip(voices, said, strict=True)
    head = "---\nspeakers:\n" + "".join(f"  {one}: {what}\n" for one, what in pairs) + "---\n\n"
    talk = "\n\n".join(f"**{one}:** {what}" for one, what in zip(voices * 2, SAID, strict=True))
    assert [who for who, _ in turns(head + talk)] == list(voices * 2)


@pytest.mark.parametrize(
    "voices",
    [
        ("Host", "Guest"),
        ("Speaker 1", "Speaker 2"),
        ("Speaker A", "Speaker B"),
        ("A", "B"),
        ("Interviewer", "Narrator"),
        ("AM", "BR"),
        ("Ada", "Bo"),
        ("SPEAKER_00", "SPEAKER_01"),
    ],
)
def test_a_voice_that_is_called_by_its_part_gets_its_name(voices: tuple[str, str]) -> None:
    head = f"---\nspeakers:\n  {voices[0]}: Ada Marsh\n  {voices[1]}: Bo Reed\n---\n\n"
    talk = "\n\n".join(f"**{one}:** {what}" for one, what in zip(voices * 2, SAID, strict=True))
    assert [who for who, _ in turns(head + talk)] == ["Ada Marsh", "Bo Reed"] * 2


def test_what_somebody_does_is_no_name() -> None:
    cues = f"WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada Marsh>{ADA}\n"
    for role in ("host", "Host"):
        found = document(cues, "talk.vtt", f"speakers:\n  Ada Marsh: {role}\n")
        assert found.passages[0].speaker == "Ada Marsh"


@pytest.mark.parametrize("below", ["I was there.", "## Notes\n\nI was there."])
def test_a_talk_in_a_box_ends_with_it(below: str) -> None:
    inside = "\n>\n".join(
        f"> **{name}:** {said}" for name, said in zip(("Ada", "Bo") * 2, SAID, strict=True)
    )
    found = turns(f"# A weir\n\n> [!quote]- Transcript\n{inside}\n\n{below}")
    assert found == [*zip(("Ada", "Bo") * 2, SAID, strict=True), (None, "I was there.")]


def test_other_boxes_stay() -> None:
    text = f"# A weir\n\n> [!note] Weather\n> **Ada:** {ADA}\n> **Bo:** {BO}\n\nI was there."
    assert not document(text).speakers
