"""What stands above a transcript, in whatever language, tells of the talk and is none of it."""

from __future__ import annotations

import json

import pytest

from commonplace.document import make_document
from commonplace.markup.dates import dated
from commonplace.model import Document, Seed

TURNS = (
    ("Ada Marsh", "It is cold at the weir, and it has been since Monday."),
    ("Bo Reed", "Then why did you go there again last night?"),
    ("Ada Marsh", "I saw a lamp on the path, and nobody held it."),
    ("Bo Reed", "You did not tell me of any lamp, did you?"),
)
TALK = "".join(f"**{who}:** {text}\n\n" for who, text in TURNS)
PROSE = (
    "It was cold at the weir, and it had been since Monday. I went there on my own, and nobody "
    "asked me why. There was a lamp on the path.\n\n"
    "I did not see who held it, because it went down to the mill. We heard the sluice, and then "
    "we heard nothing at all. In the morning the gate was open.\n"
)


def read(text: str, name: str = "talk.md") -> Document:
    document, _ = make_document(Seed(name=name, file=name, data=text.encode()))
    assert document is not None
    return document


def turns(one: Document) -> list[tuple[str | None, str]]:
    return [(passage.speaker, passage.text) for passage in one.passages]


@pytest.mark.parametrize(
    "head",
    [
        "**Fecha:** 4 de marzo de 2022\n**Canal:** La presa\n**Duración:** 00:31:00\n",
        "**Datum:** 4. März 2022\n**Kanal:** Das Wehr\n**Dauer:** 31:00\n",
        "**Publié:** 4 mars 2022\n**Chaîne:** Le barrage\n**Durée:** 31:00\n",
        "**Data:** 4 marca 2022\n".replace("Data", "Date") + "**Channel:** Jaz\n",
        "**日期:** 2022年3月4日\n**频道:** 水库\n",
        "**Date** 4 March 2022 | **Channel** The weir | **Duration** 31:00\n",
        "**Date:** 4 March 2022\n\n**Channel:** The weir\n\n**Duration:** 31:00\n",
        "> **Date:** 4 March 2022\n> **Channel:** The weir\n>\n> A quotation of the talk.\n",
    ],
)
def test_fields_are_known_in_many_languages_and_layouts(head: str) -> None:
    one = read(f"# A night at the weir\n\n{head}\n{TALK}")
    assert (one.title, str(one.date)) == ("A night at the weir", "2022-03-04")
    assert turns(one)[-4:] == list(TURNS)


def test_a_title_needs_no_mark_above_fields() -> None:
    one = read(f"A night at the weir\nDate: 2022-03-04\nSpeakers: Ada Marsh\n\n{PROSE}", "a.txt")
    assert (one.title, str(one.date)) == ("A night at the weir", "2022-03-04")
    assert "2022" not in " ".join(passage.text for passage in one.passages)


@pytest.mark.parametrize(
    "head",
    [
        "It was cold at the weir.\nNote: nobody went there.\n\n",  # a sentence and no date
        "The weir\nAda: Is it cold?\nBo: It is.\n\n",
    ],
)
def test_a_first_line_above_other_lines_with_colons_is_no_title(head: str) -> None:
    one = read(head + PROSE, "a.txt")
    first = head.partition("\n")[0]
    assert first in " ".join(passage.text for passage in one.passages)


def test_a_source_in_words_stays_in_the_text() -> None:
    one = read(f"# The weir\n\n**Source:** A letter of the miller\n\n{PROSE}")
    assert "A letter of the miller" in " ".join(passage.text for passage in one.passages)


def test_a_label_above_a_list_is_no_voice() -> None:
    one = read(f"# The weir\n\n{TALK}**Links:**\n\n- the mill\n- the gate\n")
    assert set(one.speakers) == {"Ada Marsh", "Bo Reed"}


def test_a_line_across_ends_the_head() -> None:
    captions = "".join(
        f"[00:00:0{at}] it is cold at the weir and it has been {at}\n" for at in range(9)
    )
    one = read(f"# A night at the weir\n\n---\n\n{captions}")
    assert one.passages[0].text.startswith("it is cold")
    assert one.passages[0].start == 0


def test_written_paragraphs_with_times_stay_apart() -> None:
    paragraphs = [part.replace("\n", " ") for part in PROSE.strip().split("\n\n")] * 3
    text = "\n\n".join(f"[{at}:00] {part}" for at, part in enumerate(paragraphs))
    one = read(f"# A night at the weir\n\n{text}\n")
    assert [passage.text for passage in one.passages] == paragraphs
    assert [passage.start for passage in one.passages] == [60 * at for at in range(6)]


def test_a_numbered_voice_may_be_alone() -> None:
    one = read(f"# A night at the weir\n\n### Speaker 1 • 00:01 – 57:59\n\n{PROSE}")
    assert one.speakers == ("Speaker 1",)
    assert one.passages[0].start == 1


def test_a_page_of_teams_says_times_and_names_once() -> None:
    words = (("0 minutes 3 seconds", "0:03"), ("1 minute 4 seconds", "1:04")) * 2
    page = "Ada Marsh started transcription\n\n" + "\n".join(
        f"{who}\n{said}{clock}\n{who} {said}\n{text}\n"
        for (who, text), (said, clock) in zip(TURNS, words, strict=True)
    )
    one = read(page, "page.txt")
    assert turns(one) == list(TURNS)
    assert [passage.start for passage in one.passages][:2] == [3, 64]


def test_a_text_of_teams_has_no_pictures() -> None:
    text = "The weir\n\nOctober 16, 2025, 3:01PM\n\n5m 2s\n\n" + "\n".join(
        f"[]\n{who} {at}:10\n{text}\n" for at, (who, text) in enumerate(TURNS)
    )
    one = read(text + "\n[]\nAda Marsh stopped transcription\n", "weir.txt")
    assert (one.title, str(one.date)) == ("The weir", "2025-10-16")
    assert turns(one) == list(TURNS)
    assert [passage.start for passage in one.passages] == [10, 70, 130, 190]


@pytest.mark.parametrize("rest", ["", "32m 5s\n\nAda Marsh started transcription\n\n"])
def test_a_head_of_teams_is_above_a_talk(rest: str) -> None:
    said = "\n".join(f"{who} {at}:10\n{text}\n" for at, (who, text) in enumerate(TURNS))
    one = read(f"The weir\n\nOctober 16, 2025, 3:01PM\n\n{rest}{said}", "weir.txt")
    assert (one.title, str(one.date)) == ("The weir", "2025-10-16")
    assert turns(one) == list(TURNS)


@pytest.mark.parametrize("first", ["I woke up early and left.", "- A net", "> It was wet."])
def test_a_diary_has_no_head_of_teams(first: str) -> None:
    one = read(f"{first}\n\nMarch 5, 2024, 10:15 AM\n\nThe heron was there.\n", "diary.md")
    words = " ".join(passage.text for passage in one.passages)
    assert first.strip("-> ") in words and "March 5" in words


@pytest.mark.parametrize(
    "layout",
    [
        "{who}：{text}\n",
        "**{who}：**{text}\n\n",
        "**{who}**：{text}\n\n",
        "00:00:0{at}，{who}：\n\n{text}\n\n",
    ],
)
def test_colons_of_full_width_are_behind_names(layout: str) -> None:
    said = (
        ("李明", "今天水库冷吗？还是只有我觉得冷？"),
        ("王芳", "很冷，我们从星期一就这么说了。"),
        ("李明", "那你为什么晚上打开水闸？"),
        ("王芳", "我没有。那时我们都在家。"),
    )
    one = read(
        "".join(layout.format(who=w, text=t, at=at) for at, (w, t) in enumerate(said)), "a.txt"
    )
    assert turns(one) == list(said)


@pytest.mark.parametrize(
    "text",
    [
        "水库很冷。\n\n注意：水闸已经打开。\n\n地点：磨坊\n时间：星期一\n\n我们从星期一就这么说了。\n",
        "**要点：** 水库很冷，我们都知道。\n\n**感想：** 你去过吗？\n\n" * 2,
        "要点：水库很冷，我们都知道。\n感想：你去过吗？\n\n" * 2,
        "材料：水、木头\n方法：把木头放在水里。\n结果：木头浮在水上。\n",
    ],
)
def test_notes_with_colons_of_full_width_are_no_voices(text: str) -> None:
    assert not read(f"# 水库\n\n{text}").speakers


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("who", ["Ada Marsh, Bo Reed", "- Ada Marsh\n- Bo Reed\n- Cy Lund"])
def test_who_was_at_a_meeting_is_no_paragraph_of_it(gap: str, who: str) -> None:
    said = "\n".join(f"{name}: {text}" for name, text in TURNS)
    head = ("The weir (2024-05-06 10:00 GMT+2) - Transcript", "Attendees", who)
    one = read(gap.join([*head, "Transcript", said, "Meeting ended after 00:05:00 👋"]), "meet.txt")
    assert (one.title, str(one.date)) == ("The weir", "2024-05-06")
    assert turns(one) == list(TURNS)


@pytest.mark.parametrize("times", [(0, 125, 733), (0.5, 125.25, 733.75)])
def test_chapters_alone_are_no_talk(times: tuple[float, ...]) -> None:
    titles = ("Welcome to the weir", "Why did nobody open the sluice?", "A lamp on the path")
    chapters = [{"startTime": t, "title": title} for t, title in zip(times, titles, strict=True)]
    data = json.dumps({"version": "1.2.0", "chapters": chapters}).encode()
    document, told = make_document(Seed(name="a.json", file="a.json", data=data))
    assert document is None
    assert [one.message for one in told] == ["this file has chapters, but no transcript"]


def test_what_a_host_says_is_no_field() -> None:
    one = read(
        "# A show\n\n**Date:** 2024-01-02\n\n**Host:** welcome to the show with Ada and her weir\n\n"
        "**Ada:** thanks it is good to be here\n\n**Host:** did you fall into it\n\n**Ada:** I did\n"
    )
    assert all(credit.role != "host" for credit in one.people)
    assert "welcome to the show" in " ".join(passage.text for passage in one.passages)


@pytest.mark.parametrize("line", ["By Christmas Eve.", "*By New Year we were home.*"])
def test_a_sentence_below_a_title_names_no_author(line: str) -> None:
    one = read(f"# **A winter**\n\n{line}\n\nThe heron was home.\n", "a.md")
    assert not one.people and line.strip("*") in one.passages[0].text


def test_a_source_in_words_above_a_text_is_told() -> None:
    data = b"Title: Newts\nSource: my own red notebook\n\nThey sleep.\n"
    _, told = make_document(Seed(name="a.md", file="a.md", data=data))
    assert ["my own red notebook" in one.message for one in told] == [True]


def test_what_captions_report_is_no_voice() -> None:
    lines = ("他说：我们走吧", "然后我们就走了", "他说：快一点", "我说：好的", "于是我们就到了")
    text = "".join(f"0:{5 * at:02} {line}\n" for at, line in enumerate(lines))
    assert not read(text, "a.txt").speakers


@pytest.mark.parametrize(
    "text",
    [
        "Speaker 1 – 10:00\n\nOpening of the day in the hall.\n\nLunch\n\nThen all go home.\n",
        "# A day\n\nSpeaker 1 (10:00): Ada Marsh on herons.\n\nThen there is lunch, and a walk.\n",
    ],
)
def test_the_first_of_a_programme_is_no_lone_voice(text: str) -> None:
    assert not read(text, "day.md").speakers


def test_who_says_a_list_says_it() -> None:
    items = "- I will go with you.\n- So will my dog.\n"
    one = read(f"{TALK}**Cy Lund:**\n\n{items}\n{TALK}")
    assert [passage.speaker for passage in one.passages if "my dog" in passage.text] == ["Cy Lund"]


def test_what_runs_on_into_a_list_is_of_the_voice() -> None:
    one = read(f"{TALK}**Ada Marsh:** I think of\n\n**three things**\n- boots\n- a net\n\n{TALK}")
    assert [passage.speaker for passage in one.passages if "boots" in passage.text] == ["Ada Marsh"]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Sat, 04 Mar 99", "1999-03-04"),
        ("Sat, 04 Mar 99 10:20:30", "1999-03-04"),
        ("Sat, 04 Mar 23", "2023-03-04"),
        ("Montag, den 4. März 2022", "2022-03-04"),
        ("4 d’abril de 2020", "2020-04-04"),
        ("12 мая 2021 г.", "2021-05-12"),
        ("12 marca 2021 r.", "2021-03-12"),
        ("Decade 2020", "None"),
        ("may", "None"),
        ("Mai", "None"),
    ],
)
def test_days_in_words_are_read_and_words_are_no_days(said: str, day: str) -> None:
    assert str(dated(said)) == day
