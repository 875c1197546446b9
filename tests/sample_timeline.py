"""A small invented library with a timeline and references, made by hand."""

from __future__ import annotations

from dataclasses import replace

import tests.sample_library as sample
from commonplace.model import (
    Catalogue,
    Citation,
    Credit,
    Dated,
    Derived,
    Document,
    Event,
    Library,
    Named,
    Person,
    Reference,
    Topic,
    Turn,
)
from tests.sample_catalogue import quote

LAMP = "https://lamps.example.org/2018/02/14/oil/"
PAPER = "https://arxiv.org/abs/2104.03113"
TALK_AT_HOME = "https://hall.example.org/talks/lamps/"
BARE = "https://bare.example.org/x"

HISTORY = Document(
    slug="history",
    kind="post",
    title="The lighthouse in dates",
    source=sample.source("history.md", "words\n", "markdown"),
    date=sample.on(2020, precision="year"),
    people=(Credit(name="Maren Holloway", role="author"),),
    passages=(
        sample.passage(
            "p-1",
            f'<p>1871: The tower is <a href="{LAMP}">built &amp; lit</a>, oil &lt; gas. In May '
            "1871 the keeper moves in.</p>",
        ),
        sample.passage("p-2", f'<p>A year later a <a href="{PAPER}">paper</a> said why.</p>'),
        sample.passage("p-3", "<p>It was 1899, I think, or somewhat before that.</p>"),
    ),
)
TALK = Document(
    slug="lamps",
    kind="transcript",
    title="An evening about lamps",
    source=sample.source("lamps.md", "words\n", "speaker Markdown", TALK_AT_HOME),
    date=sample.on(2021, 6, 3),
    people=(Credit(name="Ivo Lindqvist", role="host"),),
    passages=(
        sample.passage(
            "t-00-01-10",
            "<p>Last year the lamp went out for good.</p>",
            speaker="Ivo Lindqvist",
            start=70.0,
        ),
        sample.passage(
            "t-00-02-00",
            f'<p>The <a href="{PAPER}">paper on oil</a> is worth it.</p>',
            speaker="Maren Holloway",
            start=120.0,
        ),
    ),
)
UNDATED = Document(
    slug="loose-leaf",
    kind="post",
    title="A loose leaf",
    source=sample.source("leaf.txt", "words\n", "markdown"),
    passages=(
        sample.passage(
            "p-9",
            f'<p>One. See <a href="{TALK_AT_HOME}">that evening</a>. Two: '
            f'<a href="{PAPER}">again</a>. Three. Four. Five.</p>',
        ),
    ),
)
LIBRARY = Library(documents=(HISTORY, UNDATED, TALK))


def said(document: Document, words: str, date: Dated, **more: object) -> Event:
    """A dated statement."""
    found = quote(document, words)
    event = Event(
        lane="mentioned", date=date, text=words, document=document.address, quote=found, strength=3
    )
    return replace(event, **more)  # type: ignore[arg-type]


def published(document: Document) -> Event:
    return Event(
        lane="published", date=document.date, text=document.title, document=document.address
    )


PAPERS = Reference(
    address=PAPER,
    kind="paper",
    title="Oil, and why",
    citations=(
        Citation(document=HISTORY.address, text="paper", quote=quote(HISTORY, "A year later")),
        Citation(
            document=TALK.address,
            text="paper on oil",
            quote=quote(TALK, "The paper on oil is worth it."),
        ),
        Citation(document=UNDATED.address, text="again", quote=quote(UNDATED, "Two: again.")),
        Citation(document=UNDATED.address, text="Three", quote=quote(UNDATED, "Three.")),
        Citation(document=UNDATED.address, text="Four", quote=quote(UNDATED, "Four.")),
    ),
    date=sample.on(2021, 4, precision="month"),
)
LAMPS = Reference(
    address=LAMP,
    kind="post",
    title="lamps.example.org/2018/02/14/oil",
    citations=(
        Citation(
            document=HISTORY.address,
            text="built & lit",
            quote=quote(HISTORY, "1871: The tower is built & lit, oil < gas."),
        ),
    ),
    date=sample.on(2018, 2, 14),
    by=("Maren Holloway",),
)
EVENING = Reference(
    address=TALK_AT_HOME,
    kind="video",
    title="An evening about lamps",
    citations=(
        Citation(
            document=UNDATED.address, text="that evening", quote=quote(UNDATED, "See that evening.")
        ),
    ),
    document=TALK.address,
)
ODD = Reference(
    address=BARE,
    kind="other",
    title="<b>Bold</b> & *loud*",
    citations=(Citation(document=UNDATED.address, text="Bold"),),
)

EVENTS = (
    said(
        HISTORY,
        "The tower is built & lit, oil < gas.",
        sample.on(1871, precision="year"),
        links=(LAMP, BARE),
    ),
    said(HISTORY, "In May 1871 the keeper moves in.", sample.on(1871, 5, precision="month")),
    said(
        HISTORY,
        "It was 1899, I think, or somewhat before that.",
        sample.on(1899, precision="year"),
        strength=0.5,
        shown=False,
    ),
    Event(
        lane="cited",
        date=LAMPS.date,
        text=LAMPS.title,
        document=HISTORY.address,
        quote=LAMPS.citations[0].quote,
        links=(LAMP,),
    ),
    published(HISTORY),
    said(
        TALK,
        "Last year the lamp went out for good.",
        sample.on(2020, precision="year"),
        until=sample.on(2021, precision="year"),
        resolved=True,
        base=TALK.date,
        dated_by=quote(TALK, "Last year"),
    ),
    Event(
        lane="cited",
        date=PAPERS.date,
        text=PAPERS.title,
        document=HISTORY.address,
        quote=PAPERS.citations[0].quote,
        links=(PAPER,),
    ),
    published(TALK),
    published(UNDATED),
)


def _named(document: Document, words: str) -> Named:
    found = quote(document, words)
    return Named(sentence=found, places=((found.start, found.end),))


LAMP_TOPIC = Topic(
    slug="lamps",
    name="Lamps",
    definition="What a lighthouse is for. They burnt oil.",
    named=(_named(HISTORY, "The tower is built & lit"), _named(TALK, "the lamp went out")),
    weight={HISTORY.address: 2.0, TALK.address: 3.0},
)
OIL_TOPIC = Topic(
    slug="oil",
    name="Oil & gas",
    named=(_named(HISTORY, "oil"), _named(TALK, "paper on oil")),
    weight={TALK.address: 1.5},
)
IVO = Person(
    slug="ivo-lindqvist",
    name="Ivo Lindqvist",
    credits=((TALK.address, "host"),),
    turns=(Turn(document=TALK.address, anchor="t-00-01-10", words=8),),
)
MAREN = Person(
    slug="maren-holloway",
    name="Maren Holloway",
    credits=((HISTORY.address, "author"),),
    turns=(Turn(document=TALK.address, anchor="t-00-02-00", words=7),),
)

DERIVED = Derived(
    events=EVENTS,
    topics=(LAMP_TOPIC, OIL_TOPIC),
    people=(IVO, MAREN),
    references=(PAPERS, EVENING, LAMPS, ODD),
)
CATALOGUE = Catalogue(LIBRARY, DERIVED)


def many(count: int, several: int = 0) -> Catalogue:
    """The library, which cites so many works, some of them from two documents."""
    twice = PAPERS.citations[:2]
    works = [
        replace(
            ODD,
            address=f"https://works.example.org/{number}",
            title=f"Work {number}",
            kind="post" if number % 2 else "other",
            citations=twice if number < several else twice[number % 2 : number % 2 + 1],
        )
        for number in range(count)
    ]
    return Catalogue(LIBRARY, replace(DERIVED, references=tuple(works)))
