"""Laws that hold for whatever somebody drops into `seeds/`.

Nothing makes a reader raise, every character is accounted for, and what was
written as captions comes back with its words, speakers and times.
"""

from __future__ import annotations

import html
import json
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.markup.html import render
from commonplace.model import Reader, Reading, Tracked
from commonplace.readers import READERS
from tests.in_groups import in_groups
from tests.thorough import part

NAMES = ("vtt", "srt", "sbv", "ass", "lrc", "tsv", "timedtext", "sami", "json", "html")
READER = {reader.name: reader for reader in READERS if reader.name in NAMES}
CASES = Path(__file__).parents[1] / "readers"
SOURCES = [path for name in NAMES for path in sorted(CASES.glob(f"{name}/*/source.*"))]

#: What the formats are made of, so that random text gets further than the first line.
FRAGMENTS = (
    "WEBVTT", "NOTE", "STYLE", "\n", "\n\n", " ", "00:00:01.000", "00:02,5", " --> ", "1", "7\n",
    "<v Ada>", "</v>", "<c>", "<00:00:01.000>", "{\\an8}", ">> ", "- ", "ADA: ", "Bo:", "&gt;", "&",
    "no", "word ", "{", "}", "[", "]", '"text"', '"segments"', '"start"', ":", ",", '"', "\\u",
    '{"segments":[{"start":1,"text":"', '"}]}', "NaN", "<p>", "</p>", "<b>", "</b>", "<a href=x>",
    "</a>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<ul>", "<li>", "</ul>", "<pre>",
    "</pre>", "<code>", "</code>", "<br>", "<blockquote>", "</blockquote>", "<script>", "</script>",
    "<!--", "-->", "<title>", "<article>", "</article>", "<h2>", "</h2>", "<img src=y>", "<iframe>",
    "0:01.000,0:02.000\n", "[00:01.00]", "[ti:a]\n", "<00:01.00>", "start\tend\ttext\n",
    "1\t2\tno\n", "[Events]\n", "Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,", "{\\p1}",
    "\\N", "[br]", "\t", "<tt>", "<p begin='1s'>", '<p t="1" d="2">', "<s>", "</s>",
    "<text start='1'>", "<SAMI>", "<SYNC Start=1>", "<P Class=ENCC>", "<P ID=Source>",
    "<span begin='2'>", "</text>", "<![CDATA[", "]]>", "<metadata>", "</metadata>", "<br/>", "- ",
    "— ", "(speaker 1) ",
    "`", "*", "_", "#", "\\", "\\(", "\\)", "$$", "&nbsp;", "&amp;", "\r\n", "é", "<", ">",
)  # fmt: skip

#: What makes a careless pattern look at the same characters over and over again.
TEDIOUS = (
    "<", "<a ", '<a b="', "<a b='c>", "<!--", "<!", "</", "&", "&#", "<title>", "<script>", " ",
    "\n", " \n", "\\(", "$$", "`", "_", "*", "[[", "{\\", "{\\u", '["', '{"a":', "[", '"\\u00', "1",
    "00:00:01.000 --> 00:00:02.000\n", "00:01 --> 00:02\nno\n\n", "00:", "--> ", "A: ", "Ab ",
    ">> ", "- ", "<v ", "<v A>", "<c>", "<1", "NOTE\n\n", "<div>", "<blockquote>", "<b>", "<li>",
    "<td>", "<table><tr>", "<p>x", "</b>", "<b><p>", "<code>", "<pre>", "<a href=#>", "<article>",
    "&lt;", "a&amp;", "-", "x \t", "A" * 50 + " ", "<form>", "<br>",
    "<textarea>", "<title><body>", "<iframe/>", "<!--x>", "{\\p1", "{\\p1}", "\\N", "<![CDATA[",
    "\t", "[00:01.00]", "<00:01.00> ", "[br]", "<p t='1'>", "<span begin='1'>", "(", "[A] ",
    "- A. ", "1\n\n",
    "0:01.000,0:02.000\n", "STYLE\n{\n\n",
)  # fmt: skip


#: What stands before the words of a file.
HEADS = {
    "vtt": "WEBVTT\n\n00:01 --> 00:02\n",
    "srt": "1\n00:01 --> 00:02\n",
    "sbv": "0:01.000,0:02.000\n",
    "ass": "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,",
    "lrc": "[00:01.00]",
    "tsv": "start\tend\ttext\n0\t1\t",
    "timedtext": "<tt><p begin='1s'>",
    "sami": "<SAMI><SYNC Start=1><P>",
}

#: Characters, and seconds of processor time, of which an honest reader needs a tenth.
LONG, FOR_EVER = part((50_000, 5.0), (15_000, 1.5))


def law(reader: Reader, text: str) -> Reading:
    """Read a text, and check what must be true of any reading."""
    claim = reader.claims(text, ".txt")
    assert 0 <= claim.score <= 1
    assert claim.why or claim.score >= 0.5
    reading = reader.read(Tracked(text), "seeds/any.txt")
    assert reading.text.source == text
    end = 0
    for piece in reading.text.pieces:
        assert piece.start == end
        end = piece.end
        if piece.rule is None:
            assert piece.text == text[piece.start : piece.end]
    assert end == len(text)
    assert all(one.at < two.at for one, two in pairwise(reading.marks))
    assert all(0 <= mark.at < len(text) for mark in reading.marks)
    assert all(mark.start is None or mark.start >= 0 for mark in reading.marks)
    lines = text.count("\n") + 1
    assert all(1 <= diagnostic.line <= lines for diagnostic in reading.diagnostics)
    str(reading.text).encode()
    return reading


readers = st.sampled_from(sorted(READER)).map(READER.__getitem__)
texts = st.text(st.characters(codec="utf-8"), max_size=300)
fragments = st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join)


@given(readers, texts | fragments)
def test_any_text_is_read_without_an_exception(reader: Reader, text: str) -> None:
    law(reader, text)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A case with pieces cut out, said twice, or stuffed with something else."""
    text = draw(st.sampled_from(SOURCES)).read_bytes().decode(errors="replace")
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 60)))
        middle = draw(st.sampled_from(["", text[start:end] * 2, draw(st.sampled_from(FRAGMENTS))]))
        text = text[:start] + middle + text[end:]
    return text


@given(readers, damaged())
def test_damaged_files_are_read_without_an_exception(reader: Reader, text: str) -> None:
    law(reader, text)


@pytest.mark.parametrize("name", NAMES)
@in_groups("path", SOURCES, lambda path: path.parents[1].name)
def test_every_reader_reads_the_cases_of_the_others(name: str, path: Path) -> None:
    law(READER[name], path.read_bytes().decode(errors="replace"))


@pytest.mark.parametrize("name", NAMES)
@in_groups("piece", TEDIOUS, lambda piece: "all")
def test_no_long_text_takes_for_ever(name: str, piece: str) -> None:
    text = piece * (LONG // len(piece))
    head = HEADS.get(name, "")
    with at_most(FOR_EVER):
        law(READER[name], head + text)
    if name == "json":
        with at_most(FOR_EVER):
            law(READER[name], '{"segments": [{"start": 1, "text": ' + json.dumps(text) + "}]}")


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail as soon as Python code runs again, if so much processor time has passed."""

    def late(*_: object) -> None:
        raise AssertionError(f"still at it after {seconds} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_for_ever_is_noticed() -> None:
    with pytest.raises(AssertionError, match="still at it"), at_most(0.2):
        re.findall(r" +x", " " * 20_000)
        sum(range(10_000_000))


def test_nested_tags_are_no_trouble() -> None:
    for tag in ("div", "b", "ul", "blockquote", "table", "span", "code", "a href=x"):
        depth = part(10_000, 3_000)  # a call of itself would end at 1,000
        name = tag.split()[0]
        reading = law(READER["html"], f"<{tag}>" * depth + "inside" + f"</{name}>" * depth)
        assert "inside" in str(reading.text)


def test_deep_json_is_no_trouble() -> None:
    law(READER["json"], "[" * 100_000)
    law(READER["json"], "[" * 50_000 + "]" * 50_000)
    law(READER["json"], '{"a":' * 50_000 + "1" + "}" * 50_000)


# Captions that are written and read back ----------------------------------------------


class Said(NamedTuple):
    """A cue as it should come back."""

    speaker: str | None
    start: float
    words: list[str]


words = st.text(st.sampled_from("abcxyzéß漢字&<"), min_size=1, max_size=6)
sentences = st.lists(words, min_size=1, max_size=6)
speakers = st.sampled_from(["Ada Byron", "Bo", "SPEAKER_00"])


@st.composite
def conversations(draw: st.DrawFn) -> list[Said]:
    """Cues that follow one another; all of them name their speaker, or none does.

    Each speaker is named twice, since a label that stands alone is taken for words.
    """
    named = draw(st.booleans())
    starts = sorted(draw(st.sets(st.integers(0, 5_000), min_size=1, max_size=8)))
    voices: list[str | None] = [draw(speakers) if named else None for _ in starts]
    starts += [start + 6_000 for start in starts]
    return [
        Said(voice, start * 2, draw(sentences))
        for voice, start in zip(voices * 2, starts, strict=True)
    ]


def said(reading: Reading) -> list[Said]:
    text = str(reading.text)
    places = [*(reading.text.offset(mark.at) for mark in reading.marks), len(text)]
    assert not text[: places[0]].strip()
    return [
        Said(mark.speaker, -1 if mark.start is None else mark.start, text[start:end].split())
        for mark, start, end in zip(reading.marks, places, places[1:], strict=False)
    ]


def clock(time: float, sign: str) -> str:
    milliseconds = round(time * 1000)
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{sign}{rest:03}"


def write_vtt(cues: list[Said]) -> str:
    blocks = [
        f"{clock(cue.start, '.')} --> {clock(cue.start + 1, '.')}\n"
        + (f"<v {cue.speaker}>" if cue.speaker else "")
        + html.escape(" ".join(cue.words))
        for cue in cues
    ]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def write_srt(cues: list[Said]) -> str:
    blocks = [
        f"{number}\n{clock(cue.start, ',')} --> {clock(cue.start + 1, ',')}\n"
        + (f"{cue.speaker}: " if cue.speaker else "")
        + " ".join(cue.words)
        for number, cue in enumerate(cues, start=1)
    ]
    return "\n\n".join(blocks) + "\n"


def write_whisper(cues: list[Said]) -> str:
    segments = [
        {"start": cue.start, "end": cue.start + 1, "text": " " + " ".join(cue.words)}
        | ({"speaker": cue.speaker} if cue.speaker else {})
        for cue in cues
    ]
    return json.dumps({"text": "All of it.", "segments": segments, "language": "en"})


def write_podcast(cues: list[Said]) -> str:
    segments = [
        {
            "speaker": cue.speaker or "",
            "startTime": cue.start,
            "endTime": cue.start + 1,
            "body": " ".join(cue.words),
        }
        for cue in cues
    ]
    return json.dumps({"version": "1.0.0", "segments": segments}, ensure_ascii=False, indent=2)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("vtt", write_vtt),
        ("srt", write_srt),
        ("json", write_whisper),
        ("json", write_podcast),
    ],
)
@given(cues=conversations())
def test_captions_come_back_as_they_were_written(
    name: str, write: Callable[[list[Said]], str], cues: list[Said]
) -> None:
    reading = law(READER[name], write(cues))
    assert said(reading) == cues
    assert reading.rolling is (cues[0].speaker is None)
    assert reading.diagnostics == ()


@given(conversations())
def test_json3_comes_back_as_it_was_written(cues: list[Said]) -> None:
    events: list[dict[str, object]] = [{"tStartMs": 0, "id": 1}]
    for cue in cues:
        first, *others = cue.words
        segments = [{"utf8": first}, *({"utf8": f" {word}", "tOffsetMs": 9} for word in others)]
        events.append({"tStartMs": round(cue.start * 1000), "dDurationMs": 9000, "segs": segments})
        events.append({"tStartMs": 9, "aAppend": 1, "segs": [{"utf8": "\n"}]})
    reading = law(READER["json"], json.dumps({"wireMagic": "pb3", "events": events}))
    assert said(reading) == [cue._replace(speaker=None) for cue in cues]


@given(
    lines=st.lists(
        st.lists(st.sampled_from(["no", "yes", "why"]), min_size=1, max_size=4), min_size=3
    ),
    tagged=st.booleans(),
    bridges=st.booleans(),
    spaces=st.booleans(),
)
@settings(max_examples=200)
def test_words_that_roll_come_back_once(
    lines: list[list[str]], tagged: bool, bridges: bool, spaces: bool
) -> None:
    """However often a speaker repeats a word, the roll of the screen adds none."""
    blank = " " if spaces else ""
    blocks = []
    for number, line in enumerate(lines):
        start = number * 2.0
        above = " ".join(lines[number - 1]) if number else blank
        new = " ".join(line)
        if tagged:
            new = line[0] + "".join(f"<{clock(start, '.')}><c> {word}</c>" for word in line[1:])
        blocks.append(f"{clock(start, '.')} --> {clock(start + 1.99, '.')}\n{above}\n{new}")
        if bridges:
            times = f"{clock(start + 1.99, '.')} --> {clock(start + 2, '.')}"
            blocks.append(f"{times}\n{' '.join(line)}\n{blank}")
    reading = law(READER["vtt"], "WEBVTT\n\n" + "\n\n".join(blocks) + "\n")
    assert said(reading) == [Said(None, n * 2.0, line) for n, line in enumerate(lines)]
    assert reading.rolling
    assert reading.diagnostics == ()


@given(st.lists(st.sampled_from(["no", "no", "yes"]), min_size=2, max_size=12))
def test_what_a_person_says_again_stays(answers: list[str]) -> None:
    cues = [Said(None, number, [answer]) for number, answer in enumerate(answers)]
    assert said(law(READER["vtt"], write_vtt(cues))) == cues
    assert said(law(READER["srt"], write_srt(cues))) == cues


# HTML that is rendered again ----------------------------------------------------------

AROUND = (
    "<p>{}</p>",
    "<h2>{}</h2>",
    "<p><b>{}</b></p>",
    "<ul><li>{}</li></ul>",
    "<blockquote><p>{}</p></blockquote>",
    "<p><code>{}</code></p>",
    "<pre>{}</pre>",
    "<table><tr><td>{}</td><td></td></tr></table>",
    "<p><br>{}</p>",
)


@given(
    st.text(st.sampled_from("ab1 *_`[]<>#+-=~|\\.!(){}&;:x/\"'^@0)\n"), max_size=14),
    st.sampled_from(AROUND),
)
@settings(max_examples=300)
def test_characters_of_a_page_show_as_themselves(words: str, around: str) -> None:
    source = around.format(html.escape(words, quote=False))
    reading = law(READER["html"], source)
    _, shown = render(str(reading.text))
    # A reference that is cut off is completed by the renderer, and a formula is drawn.
    if "&#" not in words and not re.search(r"\\\(.*\\\)|\\\[.*\\\]|\$\$", words, re.DOTALL):
        assert "".join(shown.split()) == "".join(words.split())
