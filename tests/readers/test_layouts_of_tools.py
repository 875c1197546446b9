"""What meeting programs, caption services and recognisers write as text is read as it was said.

One invented talk is laid out as they do. Of every layout the same words come, in the same
mouths and at the same times.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from commonplace.document import make_document
from commonplace.model import Document, Seed


class Turn(NamedTuple):
    """Who says what, and when."""

    name: str
    start: float
    end: float
    text: str

    @property
    def clock(self) -> str:
        """The start as hours, minutes and seconds."""
        return f"00:{self.short}"

    @property
    def short(self) -> str:
        """The start as minutes and seconds."""
        return f"{int(self.start // 60):02}:{int(self.start % 60):02}"


TALK = [
    Turn("Ada Marsh", 0.5, 6.0, "Welcome to the weir. It is cold, so we will be quick about it."),
    Turn("Bo Reed", 6.5, 11.0, "We have never been quick about anything, have we?"),
    Turn("Ada Marsh", 12.0, 15.5, "No. But today the sluice is open, and nobody opened it."),
    Turn("Bo Reed", 16.0, 24.0, "Somebody did. I saw a lamp on the path at four. It went down."),
    Turn("Ada Marsh", 24.5, 30.0, "A lamp? You did not tell me of any lamp yesterday."),
    Turn("Bo Reed", 31.0, 62.5, "You did not ask. It was small and it swung from side to side."),
    Turn("Ada Marsh", 63.0, 70.0, "Then we know who it was, and we will have to go and see him."),
]

#: A turn in the manner of a tool, where turns are parted by blank lines.
NAMED: dict[str, Callable[[Turn], str]] = {
    "time, name and words, a line each": lambda t: f"{t.clock}\n{t.name}\n{t.text}",
    "time, name and words apart": lambda t: f"{t.short}\n{t.name}\n\n{t.text}",
    "name and time behind spaces": lambda t: f"{t.name}   {t.short}\n{t.text}",
    "name and time in brackets": lambda t: f"[{t.clock}] {t.name}: {t.text}",
    "name and time in parentheses": lambda t: f"{t.name} ({t.short}):\n{t.text}",
    "time in parentheses behind the colon": lambda t: f"{t.name}: ({t.short})\n{t.text}",
    "time, dash, name": lambda t: f"[{t.clock}.000] - {t.name}\n{t.text}",
    "name, dash, time": lambda t: f"{t.name} - {t.short}\n{t.text}",
    "time and name with a colon": lambda t: f"{t.short}\n{t.name}:\n{t.text}",
    "time before the name": lambda t: f"{t.short} {t.name}: {t.text}",
    "time in code": lambda t: f"**{t.name}** `{t.short}`\n{t.text}",
    "a quotation a turn": lambda t: f"> **{t.name}** [{t.short}]\n> {t.text}",
    "time in brackets before the words": lambda t: f"{t.name} [{t.short}] {t.text}",
    "a line of a chat": lambda t: f"{t.clock} From {t.name} to Everyone: {t.text}",
    "columns with tabs": lambda t: f"{t.name}\t{t.short}\t{t.text}",
    "name, colon, time": lambda t: f"{t.name}:\n{t.short}\n{t.text}",
    "seconds in parentheses": lambda t: f"{t.name} ({t.start:.2f}s - {t.end:.2f}s): {t.text}",
}
#: A caption in the manner of a recogniser, a line each.
NAMELESS: dict[str, Callable[[Turn], str]] = {
    "seconds with their sign": lambda t: f"[{t.start:.2f}s -> {t.end:.2f}s]  {t.text}",
    "seconds with a long arrow": lambda t: f"[{t.start:.2f}s --> {t.end:.2f}s] {t.text}",
    "seconds without an end": lambda t: f"[{t.start:.1f}s] {t.text}",
    "columns": lambda t: f"{t.start:.6f}\t{t.end:.6f}\t{t.text}",
    "seconds in front": lambda t: f"{t.start:.2f}: {t.text}",
    "clock times": lambda t: f"[{t.clock}.000 --> {t.clock}.900]   {t.text}",
}

#: A caption of a note in Markdown; the notes are below front matter and a heading.
NOTES: dict[str, Callable[[Turn], str]] = {
    "bold with a colon inside": lambda t: f"**{t.short}:** {t.text}",
    "bold with an end": lambda t: f"**{t.short} - {t.short}**\n{t.text}",
    "seconds in bold": lambda t: f"**{t.start:.1f}s**: {t.text}",
    "code": lambda t: f"`[{t.clock}]` {t.text}",
    "code in bold": lambda t: f"**`{t.clock}`** {t.text}",
    "a link in HTML": lambda t: f'<a href="https://example.org/v?t=1">{t.short}</a> {t.text}',
    "a tag": lambda t: f"<small>[{t.short}]</small> {t.text}",
    "a link in parentheses": lambda t: f"([{t.short}](https://example.org/v?t=1)) {t.text}",
    "a clock's face": lambda t: f"\u23f1 {t.short} {t.text}",
}


def _made(text: str, name: str = "talk.txt") -> Document:
    document, told = make_document(Seed(name=name, file=name, data=text.encode()))
    assert document is not None and not told, told
    return document


def _said(document: Document) -> list[tuple[str | None, str]]:
    return [(one.speaker, word) for one in document.passages for word in one.text.split()]


def _expected() -> list[tuple[str | None, str]]:
    return [(turn.name, word) for turn in TALK for word in turn.text.split()]


@pytest.mark.parametrize("layout", NAMED)
def test_words_are_in_the_right_mouths(layout: str) -> None:
    document = _made("\n\n".join(map(NAMED[layout], TALK)))
    assert _said(document) == _expected()
    starts = [int(one.start) for one in document.passages if one.start is not None]
    assert starts == [int(turn.start) for turn in TALK]


@pytest.mark.parametrize("layout", NAMELESS)
def test_times_are_no_words(layout: str) -> None:
    document = _made("\n".join(map(NAMELESS[layout], TALK)))
    assert [word for _, word in _said(document)] == [word for _, word in _expected()]
    assert all(one.start is not None for one in document.passages)


@pytest.mark.parametrize("layout", NOTES)
def test_times_in_notes_are_no_words(layout: str) -> None:
    note = "---\ntitle: The weir\n---\n\n# The weir\n\n"
    document = _made(note + "\n\n".join(map(NOTES[layout], TALK)), "talk.md")
    assert [word for _, word in _said(document)] == [word for _, word in _expected()]
    assert all(one.start is not None for one in document.passages)


def test_a_caption_file_in_a_note_has_its_times() -> None:
    head = "---\ntitle: The weir\n---\n\nWEBVTT\nKind: captions\nLanguage: en\n\n"
    cues = [f"{turn.clock}.000 --> {turn.clock}.900\n{turn.text}" for turn in TALK]
    document = _made(head + "\n\n".join(cues), "talk.md")
    assert [word for _, word in _said(document)] == [word for _, word in _expected()]
    assert all(one.start is not None for one in document.passages)


#: Heads of tables as editors export them, each with a row.
TABLES: dict[str, tuple[str, Callable[[Turn], str]]] = {
    "talk.md": (
        "| Time | Speaker | Text |\n|---|---|---|\n",
        lambda t: f"| {t.short} | **{t.name}** | {t.text} |",
    ),
    "linked.md": (
        "| Speaker | Timestamp | Transcript |\n|:--|:--|:--|\n",
        lambda t: f"| {t.name} | [{t.short}](https://example.org/v?t=1) | {t.text} |",
    ),
    "talk.csv": (
        "Speaker,Start,End,Text\n",
        lambda t: f'{t.name},{t.clock},{t.clock},"{t.text}"',
    ),
    "frames.csv": (
        '"Speaker Name","Start Time","End Time","Text"\n',
        lambda t: f'"{t.name}","{t.clock}:12","{t.clock}:20","{t.text}"',
    ),
    "talk.tsv": (
        "Timecode\tSpeaker\tTranscript\n",
        lambda t: f"{t.clock}\t{t.name}\t{t.text}",
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_rows_of_tables_are_turns(name: str) -> None:
    head, row = TABLES[name]
    document = _made(head + "\n".join(map(row, TALK)) + "\n", name)
    assert _said(document) == _expected()
    assert [int(one.start or 0) for one in document.passages] == [int(t.start) for t in TALK]


#: What looks like one of these layouts and is none.
NO_TALK: dict[str, str] = {
    "a table of chapters": "| Time | Topic |\n|---|---|\n| 0:00 | Weirs |\n| 2:15 | Lamps |\n"
    "| 9:40 | Questions |\n",
    "a programme": "| Time | What |\n|---|---|\n| 9:00 | Coffee in the hall of the weir |\n"
    "| 9:30 | Opening by the keeper |\n| 10:00 | A walk along the water |\n",
    "terms with several meanings": "Weir\n: A wall.\n\nLamp\n: A light.\n\nWeir\n: A dam.\n\n"
    "Lamp\n: A fish.\n",
    "editions": "1.1: Fewer weirs\n1.2: More weirs\n2.1: Some weirs and lamps\n",
    "a quotation between remarks": "> **Ada:** Yes.\n> **Bo:** No.\n> **Ada:** Yes.\n> **Bo:** No."
    "\n\nThat was all they said, and I do not believe it.\n",
    "what somebody wrote": "Ada wrote in 2014\nthat weirs are cold.\n\nBo replied in 2015\nthat "
    "they are not.\n",
    "terms in questions and answers": "<dl>\n<dt>Weir</dt><dd>What is it? It is a wall.</dd>\n"
    "<dt>Lamp</dt><dd>What is it? A light.</dd>\n<dt>Weir</dt><dd>A family of the village.</dd>\n"
    "<dt>Lamp</dt><dd>A family of the valley.</dd>\n</dl>\n",
    "hours of a day with names": "- 9:30 **Ada** opened the weir.\n- 9:45 **Bo** closed it.\n"
    "- 10:10 **Ada** opened it.\n- 10:30 **Bo** closed it.\n",
    "links to times": "- [Ada](https://example.org/?start=10) wrote this.\n"
    "- [Bo](https://example.org/?start=20) wrote that.\n"
    "- [Ada](https://example.org/?start=30) wrote more.\n",
    "notes in a quotation": "> **Note:** Take care.\n>\n> **Warning:** It is cold.\n>\n"
    "> **Note:** It is wet.\n>\n> **Warning:** It is deep, I tell you.\n",
    "a poll": "\u2705 **Yes:** I like it. Do you?\n\n\u274c **No:** I do not.\n\n"
    "\u2705 **Yes:** Again, it is fine.\n\n\u274c **No:** It is not.\n",
    "numbered terms": "1. **Weir**: A wall.\n2. **Lamp**: A light.\n3. **Weir**: A dam.\n"
    "4. **Lamp**: A fish.\n",
    "chapters with words": "Intro [0:05] Good day.\n\nWeirs [4:10] Of weirs.\n\nEnd [9:20] So.\n",
}


@pytest.mark.parametrize("text", NO_TALK.values(), ids=NO_TALK)
def test_what_looks_like_a_talk_stays_a_post(text: str) -> None:
    document, _ = make_document(Seed(name="note.md", file="note.md", data=text.encode()))
    assert document is not None
    assert document.kind == "post" and not document.speakers


@pytest.mark.parametrize("box", ["> [!quote]- Transcript\n", "> [!note]\n", ""])
def test_a_talk_in_a_box_is_a_talk(box: str) -> None:
    turns = "\n>\n".join(f"> **{turn.name}:** {turn.text}" for turn in TALK)
    document = _made(f"# The weir\n\nWe met there.\n\n{box}{turns}\n", "note.md")
    assert [pair for pair in _said(document) if pair[0]] == _expected()


def test_messages_of_a_thread_are_their_writers() -> None:
    text = "# The sluice\n\n**ada_m** commented on 3 May 2024\n\nWho opened it?\n\n---\n\n"
    text += "**bo** commented on 4 May 2024\n\n> Who opened it?\n\nNot me.\n"
    document = _made(text, "thread.md")
    assert [one.speaker for one in document.passages if "it?" in one.text][0] == "ada_m"
    assert document.passages[-1].speaker == "bo" and "Not me." in document.passages[-1].text


def test_terms_are_names_where_they_ask() -> None:
    turns = "".join(f"<dt>{t.name}</dt>\n<dd>{t.text}</dd>\n" for t in TALK)
    assert _said(_made(f"# A talk\n\n<dl>\n{turns}</dl>\n", "talk.md")) == _expected()


def test_hours_of_a_day_in_code_stay() -> None:
    post = "# A day\n\n`9:30` We met at the weir.\n\n`12:15` We ate.\n\n`18:40` We went home.\n"
    document = _made(post, "day.md")
    assert "9:30" in document.passages[0].text
    assert all(one.start is None for one in document.passages)


def test_what_a_program_writes_below_is_nobodys() -> None:
    turns = "\n\n".join(f"{turn.name}  {turn.short}\n{turn.text}" for turn in TALK)
    document = _made(f"{turns}\n\nTranscribed by https://example.org")
    assert [pair for pair in _said(document) if pair[0]] == _expected()
    assert document.passages[-1].speaker is None
    assert _said(_made(f"{turns}\n\nTranscribed by https://otter.ai")) == _expected()


def test_a_voice_without_a_number_stands_beside_those_with_one() -> None:
    cues = [
        "( clock ticking )\nMAN:\nWhen we think\nof a weir",
        "we think of water.",
        "MAN 2:\nNo.",
    ]
    times = [f"00:00:0{3 * n},000 --> 00:00:0{3 * n + 2},000" for n in range(3)]
    text = "\n\n".join(f"{n + 1}\n{times[n]}\n{cue}" for n, cue in enumerate(cues))
    document = _made(text, "talk.srt")
    assert [one.speaker for one in document.passages] == [None, "MAN", "MAN 2"]


def test_a_table_of_numbers_is_no_captions() -> None:
    table = "\n".join(f"{n}\t{2 * n}\tThe height of the weir in year {n}." for n in range(1, 9))
    document, _ = make_document(Seed(name="table.txt", file="table.txt", data=table.encode()))
    assert document is None or all(one.start is None for one in document.passages)
