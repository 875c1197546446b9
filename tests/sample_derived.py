"""What the documents of the sample library say together, with one of everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import tests.sample_library as sample
from commonplace.model import (
    Citation,
    Derived,
    Event,
    Library,
    Named,
    Person,
    Quote,
    Reference,
    Related,
    Topic,
    Turn,
)

TALK, POST, LOG = sample.TALK.address, sample.POST.address, sample.LOG.address


def quote(library: Library, document: str, anchor: str, words: str) -> Quote:
    """Words of a passage, which have to stand there."""
    (text,) = (
        p.text
        for d in library.documents
        for p in d.passages
        if (d.address, p.anchor) == (document, anchor)
    )
    start = text.index(words)
    return Quote(document=document, anchor=anchor, start=start, end=start + len(words), text=words)


def named(library: Library, pattern: str) -> tuple[Named, ...]:
    """Every passage that a pattern finds something in, with the sentence around the first."""

    def found() -> Iterator[Named]:
        for document in library.documents:
            for passage in document.passages:
                places = tuple(m.span() for m in re.finditer(pattern, passage.text))
                if places:
                    start = passage.text.rfind(". ", 0, places[0][0]) + 2
                    start = 0 if start == 1 else start
                    stop = passage.text.find(". ", places[0][1])
                    end = len(passage.text) if stop < 0 else stop + 1
                    sentence = Quote(
                        document=document.address,
                        anchor=passage.anchor,
                        start=start,
                        end=end,
                        text=passage.text[start:end],
                    )
                    yield Named(sentence=sentence, places=places)

    return tuple(found())


def topic(library: Library, slug: str, name: str, pattern: str, **fields: object) -> Topic:
    """A topic named by a pattern; a document weighs as much as it has passages that name it."""
    found = named(library, pattern)
    weight: dict[str, float] = {}
    for one in found:
        weight[one.sentence.document] = weight.get(one.sentence.document, 0) + 1
    return Topic(slug=slug, name=name, named=found, weight=weight, **fields)  # type: ignore[arg-type]


def turns(library: Library, document: str, speaker: str | None = None) -> tuple[Turn, ...]:
    """The passages of a document, or those of one of its speakers."""
    return tuple(
        Turn(document=document, anchor=p.anchor, words=len(p.text.split()))
        for d in library.documents
        if d.address == document
        for p in d.passages
        if p.note is None and speaker in (None, p.speaker)
    )


def derived(library: Library | None = None) -> Derived:
    """Topics, people, an event of each kind, two citations and what is related."""
    library = library or sample.library()
    kept = quote(library, LOG, "p-log-1", "A log is kept daily or it is not a log.")
    begun = quote(library, LOG, "p-log-2", "It began with the well.")
    told = quote(library, POST, "p-2b3c4d", "There is a talk about it")
    reading = [f"{TALK}#{passage.anchor}" for passage in sample.TURNS]
    return Derived(
        events=(
            Event(lane="mentioned", date=sample.on(1871, precision="year"), text=kept.text,
                  document=LOG, quote=kept),
            Event(lane="published", date=sample.POST.date, text=sample.POST.title, document=POST),
            Event(lane="published", date=sample.TALK.date, text=sample.TALK.title, document=TALK),
            Event(lane="cited", date=sample.on(2020), text="The tables", document=POST,
                  links=("https://tides.example.org/tables",), shown=False),
        ),
        topics=(
            topic(library, "pencils", "Pencils", r"\bpencils?\b",
                  definition="A pencil draws what the float does. It has to be sharpened.",
                  near=("wells",), aliases=("pencil",)),
            topic(library, "record-keeping", "Logs & books", r"\blog\b|\bbooks?\b",
                  aliases=("record keeping",), near=("pencils",)),
            topic(library, "wells", "Wells", r"\bwell\b", near=("pencils", "record-keeping"),
                  definition="A well beside the quay keeps the waves out.", proposed=True),
        ),
        people=(
            Person(slug="ivo-lindqvist", name="Ivo Lindqvist", credits=((TALK, "host"),),
                   turns=turns(library, TALK, "Ivo Lindqvist")),
            Person(slug="maren-holloway", name="Maren Holloway",
                   definition="She reads tide gauges.",
                   credits=((POST, "author"), (TALK, "guest")),
                   turns=(*turns(library, POST), *turns(library, TALK, "Maren Holloway"))),
            Person(slug="tamsin-achterberg", name="Tamsin Achterberg",
                   credits=((LOG, "author"), (TALK, "guest")),
                   turns=(*turns(library, LOG), *turns(library, TALK, "Tamsin Achterberg"))),
            Person(slug="the-first-clerk", name="The first clerk",
                   named=named(library, "clerks?")),
        ),
        references=(
            Reference(address="https://tides.example.org/tables", kind="other", title="The tables",
                      citations=(Citation(document=POST, text="the tables"),),
                      date=sample.on(2020), by=("The first clerk",)),
            Reference(address="https://log.example.org/", kind="post", title="The tide gauge",
                      citations=(Citation(document=LOG, text="the well", quote=begun),),
                      document=POST),
            Reference(address="https://hall.example.org/talks/harbour/", kind="post",
                      title="A talk", document=TALK,
                      citations=(Citation(document=POST, text="a talk", quote=told),)),
        ),
        related=Related(
            documents={POST: (TALK, LOG), TALK: (POST,)},
            passages={
                reading[2]: (f"{POST}#p-3c4d5e", f"{LOG}#p-log-2"),
                reading[3]: (f"{POST}#p-3c4d5e",),
            },
        ),
    )  # fmt: skip


def hostile(words: str) -> Derived:
    """The same, with these words in every name, definition, title and alias."""
    plain = derived()
    return replace(
        plain,
        topics=tuple(
            replace(one, name=f"x{words}", definition=f"x{words}", aliases=(f"x{words}",))
            for one in plain.topics
        ),
        people=tuple(
            replace(one, name=f"x{words}", definition=f"x{words}") for one in plain.people
        ),
        references=tuple(replace(one, title=f"x{words}") for one in plain.references),
    )
