"""Tables of what was said are read whatever their columns are called; other tables are none."""

from __future__ import annotations

import pytest

from commonplace.document import make_document
from commonplace.markup.columns import is_talk
from commonplace.model import Document, Seed

SAID = [
    ("Ada Marsh", 0.5, "It is cold at the weir, and it has been since Monday."),
    ("Bo Reed", 4.25, "Then why did you go there again last night?"),
    ("Ada Marsh", 7.75, "I saw a lamp on the path, and nobody held it."),
    ("Bo Reed", 12.0, "You did not tell me of any lamp, did you?"),
    ("Ada Marsh", 15.5, "You did not ask, so I went home."),
]
TIMES = [0.5, 4.25, 7.75, 12.0, 15.5]


def read(text: str, name: str = "talk.csv") -> Document:
    document, told = make_document(Seed(name=name, file=name, data=text.encode()))
    assert document is not None and not told, told
    return document


def as_said(one: Document) -> list[tuple[str | None, float | None, str]]:
    return [(passage.speaker, passage.start, passage.text) for passage in one.passages]


def table(head: str, row: str) -> str:
    """A table with a row for each thing said."""
    lines = [
        row.format(
            who=who,
            time=time,
            ms=int(time * 1000),
            clock=f"0:{int(time):02}",
            day=f"2024-03-02T10:00:{time:09.6f}",
            text=text,
        )
        for who, time, text in SAID
    ]
    return "\n".join([head, *lines] if head else lines) + "\n"


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Speaker,Start,Text", '{who},{time},"{text}"'),
        ("timestamp,name,raw_script,took", '{time},{who},"{text}",1.25'),
        ("Begin;Who;Spoken", "{time};{who};{text}"),
        ("Start (ms)\tSpeaker\tRaw transcription", "{ms}\t{who}\t{text}"),
        ("time,speaker,content", '{ms},{who},"{text}"'),
    ],
)
def test_voices_times_and_words_are_found_by_name_or_content(head: str, row: str) -> None:
    said = as_said(read(table(head, row)))
    assert said == [(who, time, text) for who, time, text in SAID]


def test_whole_seconds_are_no_thousandths() -> None:
    rows = [
        (time, f"The heron woke at dawn and went on to the {time}th of its mills.")
        for time in range(0, 40, 8)
    ]
    text = "start,text\n" + "".join(f"{time},{words}\n" for time, words in rows)
    one = read(text)
    assert one.passages[0].start == 0
    assert max(passage.start or 0 for passage in one.passages) <= 40


def test_days_and_times_are_of_the_talk() -> None:
    one = read(table("timestamp,name,raw_script", '{day},{who},"{text}"'))
    assert str(one.date) == "2024-03-02"
    assert [passage.start for passage in one.passages] == [time - 0.5 for time in TIMES]


def test_turns_need_no_times() -> None:
    one = read(table("text,speaker", '"{text}",{who}'))
    assert as_said(one) == [(who, None, text) for who, _, text in SAID]
    assert one.kind == "transcript"


def test_words_alone_are_a_talk() -> None:
    one = read(table("Text,", '"{text}",'))
    assert one.kind == "transcript"
    assert (
        " ".join(passage.text for passage in one.passages).split()
        == " ".join(text for _, _, text in SAID).split()
    )


@pytest.mark.parametrize("note", ["// the second meeting\n\n", "# by hand\n"])
def test_notes_on_a_table_are_none_of_its_rows(note: str) -> None:
    said = as_said(read(note + table("", '"{clock}","{who}","{text}"')))
    assert [(who, words) for who, _, words in said] == [(who, text) for who, _, text in SAID]


@pytest.mark.parametrize(
    "text",
    [
        "Title,URL,Time\nThe weir,https://example.org/a,0:01\nThe mill,https://example.org/b,0:02\n",
        "Name,Price,Text\nA lamp for the path,4.50,It swings and it is small.\n",
        "Time,Session,Room\n09:00,How weirs are built and kept,Hall A\n"
        "09:30,A walk along the sluice with tea,Hall B\n11:00,What herons eat at dawn,Hall A\n",
        "Time,Speaker,Title\n09:00,Ada Marsh,How weirs are built and kept\n"
        "09:30,Bo Reed,A walk along the sluice with tea\n11:00,Ada Marsh,What herons eat at dawn\n",
        "timestamp,level,message\n2024-01-01T10:00:00,INFO,The mill has closed its gate for now\n"
        "2024-01-01T10:00:09,WARN,The sluice took long to answer this\n",
        "start,end,name,notes\n09:00,10:30,Ada Marsh,Mended the gate and the lamp\n"
        "10:30,12:00,Bo Reed,Wrote to the miller about it\n12:00,12:45,Ada Marsh,Ate by the weir\n",
        "id,name,text\n1,Weir,A wall across a river.\n2,Sluice,A gate for water.\n3,Mill,A.\n",
        "text,label\nThe weir is cold.,bad\nThe heron is fine.,good\nThe lamp swings.,good\n"
        "The gate is open.,bad\n",
        "1,2,3\n4,5,6\n7,8,9\n",
        "0.5,0.25,1\n0.75,0.5,0\n1.25,0.75,1\n",
        "Words, words, words\n\nShe said it often, and at night.\nThen she said it again.\n"
        "They went on about it until the lamp went out.\n",
        "Name,Time\nAda,0:41\nBo,0:43\nCy,0:47\nDi,0:49\nEd,0:52\n",
        "Ada Marsh\t0:41\nBo Reed\t0:43\nCy Lund\t0:47\n",
        "10:00,Opening\n11:00,Lunch\n12:00,Tour of the mill\n",
        "1.82,80.5,male\n1.62,60.5,female\n1.72,70.1,male\n",
        "timestamp,text\n2019-01-02 10:00,A newt in the weir.\n2020-03-04 11:00,None today.\n"
        "2021-07-09 18:00,Another newt at last.\n",
        "time,words\n0,3\n1,4\n2,9\n",
        "date,open,close\n2024-01-01,1.5,2.5\n2024-01-02,2.5,3.5\n",
        "",
        "\n\n",
    ],
)
def test_other_tables_are_no_talk(text: str) -> None:
    assert not is_talk(text)


@pytest.mark.parametrize(
    "text",
    ["Name,Time\nAda,0:41\nBo,0:43\nCy,0:47\nDi,0:49\n", "Ada,0:41\nBo,0:43\nCy,0:47\n"],
)
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_no_row_of_a_table_is_a_turn(text: str, suffix: str) -> None:
    file = f"race{suffix}"
    data = text.replace(",", "\t" if suffix == ".tsv" else ",").encode()
    document, told = make_document(Seed(name=file, file=file, data=data))
    assert document is None
    assert told[0].message.startswith("no reader knows this format; the closest is tsv: no columns")


def test_a_table_of_results_in_a_post_is_no_talk() -> None:
    rows = (("Ada Marsh", "North", 41), ("Bo Reed", "South", 43), ("Cy Lund", "North", 47))
    table = "".join(f"| {who} | {club} | 0:{time} |\n" for who, club, time in rows)
    one = read(f"# Results\n\n| Runner | Club | Time |\n|---|---|---|\n{table}", "race.md")
    assert (one.kind, one.speakers) == ("post", ())


def test_times_that_are_no_dates_are_not_counted_from_one() -> None:
    text = "start,end,text\n5.0,6.0,Good day.\n2024-03-02T10:00:05,7.5,Shall we begin?\n"
    document, _ = make_document(Seed(name="a.csv", file="a.csv", data=text.encode()))
    assert document is not None
    assert all((passage.start or 0) >= 0 for passage in document.passages)


def test_a_day_that_is_none_is_not_the_date() -> None:
    text = "start,text\n2024-99-02T10:00:00,Good day.\n2024-99-02T10:00:05,Shall we begin?\n"
    document, told = make_document(Seed(name="a.csv", file="a.csv", data=text.encode()))
    assert document is not None and document.date is None
    assert not any(one.message.startswith("date") for one in told)
