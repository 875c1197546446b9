"""A small library of invented documents, with one of everything that a page can show."""

from __future__ import annotations

import hashlib
import html
import math
import re
import struct
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime

from commonplace.markup.clock import clock
from commonplace.model import (
    Change,
    Correction,
    Credit,
    Dated,
    Document,
    Heading,
    Library,
    Passage,
    Phrase,
    Precision,
    Source,
)
from commonplace.readers.scaffolding import PHRASES as SCAFFOLDING

PHRASES = {
    **{
        rule: phrase._replace(moved=rule != "rolling-caption")
        for rule, phrase in SCAFFOLDING.items()
    },
    "repeat": Phrase("repeated caption removed", "repeated captions removed"),
    "mojibake": Phrase("character repaired", "characters repaired"),
    "name": Phrase("misheard name corrected", "misheard names corrected"),
}


def picture(width: int = 720, height: int = 260) -> bytes:
    """A PNG of a tide curve on squared paper."""

    def grey(x: int, y: int) -> int:
        curve = height / 2 - height / 3 * math.sin(4 * math.pi * x / width)
        return 40 if abs(y - curve) < 2.5 else 238 if x % 30 and y % 26 else 214

    rows = b"".join(b"\0" + bytes(grey(x, y) for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


IMAGES = {"images/tide-gauge.png": picture()}

BLUE = "The tide tables of the harbour were blue once, and bound in cloth."


def on(year: int, month: int = 1, day: int = 1, precision: Precision = "day") -> Dated:
    return Dated(at=datetime(year, month, day, tzinfo=UTC), precision=precision)


def passage(anchor: str, markup: str, **fields: object) -> Passage:
    words = html.unescape(re.sub(r"<[^>]+>", "", markup))
    return Passage(anchor=anchor, text=words, body=words, html=markup, **fields)  # type: ignore[arg-type]


def source(name: str, text: str, reader: str, address: str | None = None) -> Source:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(
        name=name, file=f"seeds/{name}", reader=reader, sha256=digest, text=text, address=address
    )


def changes(text: str, *rules: tuple[str, str, str]) -> tuple[Change, ...]:
    """Changes wherever `before` stands in the text."""
    return tuple(
        sorted(
            (
                Change(rule=rule, start=at.start(), end=at.end(), before=before, after=after)
                for rule, before, after in rules
                for at in re.finditer(re.escape(before), text)
            ),
            key=lambda change: change.start,
        )
    )


POST_SOURCE = f"""---
title: 'What the tide gauge measures'
date: 2024-11-17
permalink: /notes/2024/11/tide-gauge/
---

{BLUE}

See [the talk](/talks/harbour/), [the other note](keeping-a-log.md) and [about](/about/).

It isnâ€™t the sea that is measured, it is the well. Â  Â
"""

POST = Document(
    slug="what-the-tide-gauge-measures",
    kind="post",
    title="What the tide gauge measures, and why the clerk wrote it down twice",
    source=source("tide-gauge.md", POST_SOURCE, "jekyll"),
    date=on(2024, 11, 17),
    description="A float in a well, a pencil on a drum, and two clerks who did not agree.",
    people=(Credit(name="Maren Holloway", role="author"),),
    topics=("measurement", "harbours", "record keeping"),
    licence="CC BY 4.0",
    notice="Written for this site; the places are made up.",
    old_addresses=("/notes/2024/11/tide-gauge/",),
    headings=(
        Heading(level=1, text="The well", anchor="the-well", before=2),
        Heading(level=3, text="A float & its drum: {two} *readings*", anchor="a-float", before=4),
        Heading(level=1, text="What the clerks did", anchor="the-clerks", before=7),
    ),
    passages=(
        passage(
            "p-1a2b3c",
            f"<p>{BLUE} Nobody remembers who chose the colour. What people remember is that the "
            "numbers in them were right, year upon year, to the width of a thumb, and that no one "
            'in the office could say how.<sup class="cp-noteref"><a href="#fn-1" id="fnref-1">1</a>'
            "</sup></p>",
        ),
        passage(
            "p-2b3c4d",
            "<p>I went to find out. The answer is a well, a float and a drum, and it is told here "
            'in that order. There is <a href="/talks/harbour/#t-00-01-13">a talk about it</a>, '
            '<a href="keeping-a-log.md">another note</a>, an <a href="/about/">older page</a> '
            'that is gone, and <a href="https://tides.example.org/tables">the tables</a>.</p>',
        ),
        passage(
            "p-3c4d5e",
            "<p>The sea is never still enough to be read. A ship passes, the wind gets up, and the "
            "staff at the quay shows a foot of slop where the mean has moved an inch. So the "
            "harbour has a well: a shaft beside the quay, joined to the sea by a pipe no wider "
            "than a wrist. Waves do not get through the pipe in time. The tide does.</p>"
            "<ul><li>the pipe is cleaned in March and in September;</li>"
            "<li>the float is copper, and older than the pipe;</li>"
            "<li>the lid is kept locked, <em>mostly</em> against gulls.</li></ul>",
        ),
        passage(
            "p-4d5e6f",
            '<figure class="cp-missing"><figcaption>Section through the well, with the pipe on the '
            "left</figcaption></figure>",
        ),
        passage(
            "p-5e6f7a",
            "<p>On the float stands a wire, on the wire a wheel, on the wheel a pencil. The pencil "
            "leans on a drum that turns once a day. What comes off the drum in the evening is a "
            "curve, <code>h(t)</code>, with two hills and two valleys in it:</p>"
            "<pre><code>06:12   4.1 m\n\n12:25\t0.9 m\n```\n18:40   4.3 m</code></pre>",
        ),
        passage(
            "p-6f7a8b",
            '<figure><img src="images/tide-gauge.png" alt="A drum with a pencil line on it">'
            "<figcaption>One day in October, before the pen was changed</figcaption></figure>",
        ),
        passage(
            "p-7a8b9c",
            '<figure class="cp-video" data-video="youtube:tide-gauge1"><figcaption>'
            '<a href="https://www.youtube.com/watch?v=tide-gauge1">The gauge at work</a>'
            "</figcaption></figure>",
        ),
        passage(
            "p-8b9c0d",
            "<blockquote><p>Two hands are better than one, so long as neither has seen what the "
            "other wrote.</p></blockquote><p>The first clerk read the curve at nine and the second "
            "at ten. Each wrote into a book of his own, and on Fridays the books were laid side by "
            "side.</p><table><thead><tr><th>Clerk</th><th>Days</th><th>Errors</th></tr></thead>"
            "<tbody><tr><td>First</td><td>311</td><td>4</td></tr><tr><td>Second</td><td>309</td>"
            "<td>6</td></tr></tbody></table>",
            flags=("The table was typed from a photograph.",),
        ),
        passage(
            "p-9c0d1e",
            "<p>Where they differed, a third went to look at the drum. Over nine years he went ten "
            'times.<sup class="cp-noteref"><a href="#fn-log" id="fnref-log">2</a></sup> That is '
            "all there is to it; there was no secret, only a habit that nobody broke.</p>",
        ),
        passage("p-0d1e2f", "<p>The office says <em>1871</em>; the spine says 1873.</p>", note="1"),
        passage(
            "p-1e2f3a",
            '<p>Counted from <a href="../keeping-a-log/">the log</a>, not from the books.</p>',
            note="log",
        ),
    ),
    changes=changes(
        POST_SOURCE,
        ("front-matter", POST_SOURCE[: POST_SOURCE.index("\n\n") + 1], ""),
        ("mojibake", "â€™", "’"),
        ("mojibake", "Â", ""),
    ),
)

SPOKEN = (
    "Good evening, and welcome to the harbour hall. We have two guests tonight, and a kettle that "
    "is slower than either of them. Shall we begin with the question everyone asks?",
    "They ask why the tables are right. I used to say that the sea is patient and so are we, but "
    "that is a phrase, not an answer. The answer is that we measure in a well.",
    "A well in the sea.",
    "Beside it. There is a pipe, and the pipe is narrow, and a wave is gone before it has come "
    "through. What comes through is the tide. It is the oldest low-pass filter in the county, and "
    "it has never needed a battery.",
    "I should say that I came to this as a sceptic. I had a spreadsheet, and the spreadsheet said "
    "that a pencil cannot do that. Then I was handed eleven years of drums, rolled up in a bath, "
    "and I spent a winter reading them. The pencil can do that. What it can't do is tell you when "
    "it was sharpened, and that turns out to matter: after each sharpening the line is thinner "
    "and sits a hair lower, and if you take the means of a month you see it as a step.",
    "So you corrected for the pencil.",
    "We corrected for the pencil. It is a strange line to have in a paper.",
    "What would you do if you began today? You'd have sensors, and the network.",
    "I would dig a well, and I would put a float in it, and then I would hang all the sensors you "
    "like beside the float. When they disagree I want something in the room that I understand.",
    "That is the whole of the philosophy, I think. A record is only worth what you can say about "
    "how it was made. The clerks knew that. They wrote down the weather, who had the key, and "
    "whether the gulls had been in.",
)
VOICES = ("Ivo Lindqvist", "Maren Holloway", "Tamsin Achterberg")
ORDER = (0, 1, 0, 1, 2, 0, 2, 0, 1, 2)


def _turns(rounds: int) -> tuple[Passage, ...]:
    turns, at = [], 4.0
    for number in range(rounds):
        for place, words in zip(ORDER, SPOKEN, strict=True):
            markup = f"<p>{html.escape(words, quote=False)}</p>"
            corrections: tuple[Correction, ...] = ()
            if number == 0 and "county" in words:
                heard = '<span class="cp-corrected" title="heard: slow pass">low-pass</span>'
                start = words.index("low-pass")
                markup = markup.replace("low-pass", heard)
                corrections = (Correction(start=start, end=start + 8, heard="slow pass"),)
            turns.append(
                passage(
                    f"t-{clock(at).replace(':', '-')}",
                    markup,
                    speaker=VOICES[place],
                    start=at,
                    corrections=corrections,
                    flags=("Two people speak at once here.",) if place == 0 and number == 1 else (),
                )
            )
            at += 6 + len(words) // 12
    return tuple(turns)


TALK_SOURCE = "\n".join(
    ["---", "title: An evening at the harbour hall", "---", ""]
    + [
        f"**{VOICES[place]}:** [00:00:00] {words}"
        for place, words in zip(ORDER, SPOKEN, strict=True)
    ]
    + ["um, uh", "um, uh", "slow pass"]
)
PRELUDE = passage(
    "p-7b8c9d",
    "<p>Recorded in front of an audience; the kettle can be heard. The hall’s own notes are "
    '<a href="../what-the-tide-gauge-measures/">here</a>.</p>',
)
TURNS = _turns(5)

TALK = Document(
    slug="an-evening-at-the-harbour-hall",
    kind="transcript",
    title="An evening at the harbour hall",
    source=source(
        "harbour/talk.md",
        TALK_SOURCE,
        "speaker Markdown",
        "https://hall.example.org/talks/harbour/",
    ),
    date=on(2025, 3, precision="month"),
    description="Three people on wells, pencils and the means of a month.",
    people=(
        Credit(name=VOICES[0], role="host"),
        Credit(name=VOICES[1], role="guest"),
        Credit(name=VOICES[2], role="guest"),
    ),
    topics=("measurement", "harbours"),
    covered=("Why the tables are right", "A pencil as an instrument", "Beginning again today"),
    video="https://www.youtube.com/watch?v=harbourhall",
    licence="CC BY-SA 4.0",
    old_addresses=("/talks/harbour/", "/2025/harbour.html"),
    headings=(
        Heading(level=2, text="Why the tables are right", anchor="why-the-tables", before=1),
        Heading(level=2, text="A pencil as an instrument", anchor="a-pencil", before=5),
        Heading(level=2, text="Beginning again today", anchor="beginning-again", before=8),
        Heading(level=2, text="Questions", anchor="questions", before=11),
    ),
    passages=(PRELUDE, *TURNS),
    changes=changes(
        TALK_SOURCE,
        ("label", "**Ivo Lindqvist:**", ""),
        ("label", "**Maren Holloway:**", ""),
        ("label", "**Tamsin Achterberg:**", ""),
        ("time", " [00:00:00]", ""),
        ("repeat", "um, uh\n", ""),
        ("name", "slow pass", "low-pass"),
    ),
)

CAPTIONS_SOURCE = "Lantern room\n" + "\n".join(SPOKEN)

CAPTIONS = Document(
    slug="lantern-room",
    kind="transcript",
    title="The lantern room, as captions heard it",
    source=source("lantern.txt", CAPTIONS_SOURCE, "caption text"),
    people=(Credit(name="The Lantern Room", role="author"),),
    covered=("Oil", "Glass", "The keeper’s cat"),
    passages=tuple(
        passage(f"p-c{place}", f"<p>{html.escape(' '.join(SPOKEN[place : place + 3]))}</p>")
        for place in range(len(SPOKEN) - 2)
    ),
)

CUES_SOURCE = "WEBVTT\n\n00:01.000 --> 00:04.000\nhello\n"

CUES = Document(
    slug="fog-signals",
    kind="transcript",
    title="Fog signals",
    source=source("fog.vtt", CUES_SOURCE, "vtt"),
    date=on(2023, precision="year"),
    video="https://vimeo.com/12345678",
    passages=tuple(
        passage(f"t-00-{place:02}-30", f"<p>{html.escape(words)}</p>", start=30.0 + 60 * place)
        for place, words in enumerate(SPOKEN)
    ),
    changes=changes(CUES_SOURCE, ("cue-time", "00:01.000 --> 00:04.000\n", "")),
)

ODD_TITLE = 'A <script>alert("x")</script> & "quotes" {curly} *star* `tick` :smile: !!! [x](y)'

ODD = Document(
    slug="odd",
    kind="post",
    title=ODD_TITLE,
    source=source("odd.md", "words\n", "markdown", "https://odd.example.org/posts/odd"),
    date=on(2024, 2, 29),
    description='0; url=//evil.example" http-equiv="refresh',
    people=(Credit(name="<b>Bo</b> \u202e& *Co*", role="author"),),
    topics=("<i>tag</i>", "{{ template }}"),
    licence="</aside><script>",
    notice="[link](x) <img src=x onerror=alert(1)>",
    headings=(Heading(level=4, text="# {#id} [TOC] <h1>", anchor="odd-heading", before=1),),
    passages=(
        passage("p-odd-1", "<p>Text with <strong>strength</strong> &amp; an &lt;h1&gt;.</p>"),
        passage(
            "p-odd-2",
            "<p>First line\n\n```\n# no heading\n\n[no link](x) and "
            '<a href="older?page=2">an older page</a>, <a href="#nowhere">a dead end</a>.</p>',
        ),
    ),
)


LOG = Document(
    slug="keeping-a-log",
    kind="post",
    title="Keeping a log",
    source=source("keeping-a-log.md", "A log is kept daily.\n", "markdown"),
    date=on(2024, 5, 2),
    description="On writing every day what hardly ever changes.",
    people=(Credit(name="Tamsin Achterberg", role="author"),),
    passages=(
        passage("p-log-1", "<p>A log is kept daily or it is not a log.</p>"),
        passage("p-log-2", '<p>It began with <a href="tide-gauge.md#the-well">the well</a>.</p>'),
    ),
)


def library(documents: Sequence[Document] = (POST, TALK, CAPTIONS, CUES, ODD, LOG)) -> Library:
    documents = tuple(sorted(documents, key=lambda document: document.address))
    return Library(
        documents=documents,
        redirects={
            old: document.address for document in documents for old in document.old_addresses
        },
    )
