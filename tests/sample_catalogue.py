"""A catalogue of the sample library with a few derived records, made by hand."""

from __future__ import annotations

import tests.sample_library as sample
from commonplace.model import (
    Catalogue,
    Citation,
    Dated,
    Derived,
    Document,
    Event,
    Library,
    Named,
    Person,
    Precision,
    Quote,
    Reference,
    Topic,
    Turn,
)
from commonplace.model.identity import Identity


def quote(document: Document, words: str) -> Quote:
    """The first place where a document has these words."""
    for passage in document.passages:
        start = passage.text.find(words)
        if start >= 0:
            return Quote(
                document=document.address,
                anchor=passage.anchor,
                start=start,
                end=start + len(words),
                text=words,
            )
    raise ValueError(words)


def named(document: Document, sentence: str, words: str) -> Named:
    shown = quote(document, sentence)
    at = shown.start + sentence.index(words)
    return Named(sentence=shown, places=((at, at + len(words)),))


def on(year: int, month: int = 1, day: int = 1, precision: Precision = "day") -> Dated:
    return sample.on(year, month, day, precision=precision)


IN_A_WELL = "The answer is that we measure in a well."
WENT = "I went to find out."
SLOW = "It is the oldest low-pass filter in the county, and it has never needed a battery."

WELL = Topic(
    slug="well",
    name="Well",
    definition="A shaft beside the quay. It keeps the waves out.",
    aliases=("wells",),
    named=(
        named(sample.POST, "So the harbour has a well", "well"),
        named(sample.TALK, IN_A_WELL, "well"),
    ),
    weight={sample.POST.address: 2.5, sample.TALK.address: 1.25},
    near=("filters",),
)
FILTERS = Topic(
    slug="filters",
    name="Filters & <such>",
    named=(named(sample.TALK, SLOW, "low-pass filter"), named(sample.CAPTIONS, SLOW, "filter")),
    weight={sample.TALK.address: 0.5, sample.CAPTIONS.address: 3},
    proposed=True,
)
MAREN = Person(
    slug="maren-holloway",
    name="Maren Holloway",
    definition="She reads drums.",
    credits=((sample.POST.address, "author"), (sample.TALK.address, "guest")),
    turns=(Turn(document=sample.TALK.address, anchor=sample.TURNS[1].anchor, words=42),),
    named=(named(sample.LOG, "It began with the well", "It"),),
)
IVO = Person(slug="ivo-lindqvist", name="Ivo Lindqvist", credits=((sample.TALK.address, "host"),))
TABLES = Reference(
    address="https://tides.example.org/tables",
    kind="other",
    title="the tables",
    citations=(
        Citation(document=sample.POST.address, text="the tables", quote=quote(sample.POST, WENT)),
        Citation(document=sample.LOG.address, text=""),
    ),
    date=on(2018, 2, 14),
)
TALK_CITED = Reference(
    address="https://hall.example.org/talks/harbour/",
    kind="post",
    title="=A talk",
    citations=(Citation(document=sample.POST.address, text="a talk"),),
    document=sample.TALK.address,
)
EVENTS = (
    Event(
        lane="mentioned",
        date=on(1871, precision="year"),
        until=on(1873, precision="year"),
        text="The office says 1871; the spine says 1873.",
        document=sample.POST.address,
        quote=quote(sample.POST, "The office says 1871; the spine says 1873."),
        dated_by=quote(sample.POST, "1871"),
        strength=1.23456,
    ),
    Event(
        lane="cited",
        date=on(2018, 2, 14),
        text="=the tables",
        document=sample.POST.address,
        links=(TABLES.address,),
    ),
    Event(
        lane="published",
        date=sample.POST.date,
        text=sample.POST.title,
        document=sample.POST.address,
    ),
    Event(
        lane="mentioned",
        date=on(2024, 10, precision="month"),
        text="- then I was handed",
        document=sample.TALK.address,
        quote=quote(sample.TALK, IN_A_WELL),
        resolved=True,
        shown=False,
    ),
    Event(
        lane="published", date=None, text=sample.CAPTIONS.title, document=sample.CAPTIONS.address
    ),
)

DERIVED = Derived(
    events=EVENTS,
    topics=(FILTERS, WELL),
    people=(IVO, MAREN),
    references=(TABLES, TALK_CITED),
)


def catalogue(library: Library | None = None, found: Derived | None = None) -> Catalogue:
    return Catalogue(library or sample.library(), found or DERIVED, Identity(captions=True))
