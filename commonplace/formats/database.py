"""The collection as an SQLite database, with full-text search over the passages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from importlib import resources

from commonplace.markup.plain import plain, title_of
from commonplace.model import Catalogue, Dated, Document, Person, Quote, Topic
from commonplace.model.identity import UNTITLED
from commonplace.open_data.common import credits, in_order, iso
from commonplace.open_data.records import events

Row = tuple[object, ...]
#: From an address or a slug to the number of the row.
_Numbers = dict[str, int]


def sqlite(catalogue: Catalogue, site: str | None) -> dict[str, bytes]:
    """`commonplace.sqlite`: with the same SQLite, the same bytes for the same catalogue.

    Raises OSError where Python's SQLite has no full-text search.
    """
    database = sqlite3.connect(":memory:")
    try:
        sql = resources.files("commonplace.formats") / "schema.sql"
        database.executescript(sql.read_text(encoding="utf-8"))
        _fill(database, catalogue)
        database.execute("INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')")
        database.execute("INSERT INTO passages_fts (passages_fts) VALUES ('optimize')")
        database.commit()
        database.execute("VACUUM")
        return {"commonplace.sqlite": database.serialize()}
    except sqlite3.OperationalError as problem:
        if "fts5" not in str(problem):
            raise
        raise OSError("this Python's SQLite has no FTS5; use a Python that has it") from problem
    finally:
        database.close()


def _fill(database: sqlite3.Connection, catalogue: Catalogue) -> None:
    documents = in_order(catalogue)
    derived = catalogue.derived
    of_document = _numbered(one.address for one in documents)
    of_passage = _numbered(
        f"{one.address}#{passage.anchor}" for one in documents for passage in one.passages
    )
    topics = sorted(derived.topics, key=lambda one: one.slug)
    people = sorted(derived.people, key=lambda one: one.slug)
    of_topic = _numbered(one.slug for one in topics)
    of_person = _numbered(one.slug for one in people)

    def put(table: str, rows: Iterable[Row]) -> None:
        for row in rows:
            marks = ", ".join("?" * len(row))
            database.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", _written(row))

    def passage(quote: Quote | None) -> int | None:
        return of_passage.get(quote.address) if quote else None

    put("documents", (_document(of_document[one.address], one) for one in documents))
    put("passages", _passages(documents, of_document, of_passage))
    put("topics", map(_named, topics, of_topic.values()))
    put("people", map(_named, people, of_person.values()))
    put("credits", _credits(catalogue, documents, of_person))
    for topic in topics:
        put("document_topics", _weights(topic.weight.items(), of_document, of_topic[topic.slug]))
        put(
            "passage_topics",
            (
                (of_passage[one.address], of_topic[topic.slug], one.sentence.text)
                for one in topic.named
            ),
        )
    for person in people:
        number = of_person[person.slug]
        spoken = (address for turn in person.turns for address in turn.passages)
        put("passage_people", ((of_passage[one], number, "speaks") for one in spoken))
        put("passage_people", ((of_passage[o.address], number, "named") for o in person.named))
    _events(catalogue, put, passage, of_document, of_topic, of_person)
    _works(catalogue, put, passage, of_document)


def _document(number: int, one: Document) -> Row:
    return (
        number,
        one.address,
        one.kind,
        title_of(one),
        *_date(one.date),
        plain(one.description),
        one.language,
        plain(one.licence),
        one.source.address,
        one.video,
        one.audio,
        one.length,
    )


def _named(one: Topic | Person, number: int) -> Row:
    return (number, one.slug, one.name, one.definition)


def _passages(documents: Iterable[Document], of: _Numbers, own: _Numbers) -> Iterator[Row]:
    for document in documents:
        for number, one in enumerate(document.passages):
            address = f"{document.address}#{one.anchor}"
            speaker = plain(one.speaker or "")
            where = (own[address], of[document.address], number, address)
            yield (*where, one.heading, speaker, one.start, one.text)


def _credits(
    catalogue: Catalogue, documents: Iterable[Document], of_person: _Numbers
) -> Iterator[Row]:
    for document_number, document in enumerate(documents, 1):
        for one in credits(catalogue, document):
            yield (None, document_number, of_person.get(one.slug or ""), one.name, one.role)


def _weights(weights: Iterable[tuple[str, float]], of: _Numbers, topic: int) -> Iterator[Row]:
    for address, weight in sorted(weights):
        if address in of:
            yield (of[address], topic, round(weight, 4))


def _events(
    catalogue: Catalogue,
    put: Callable[[str, Iterable[Row]], None],
    passage: Callable[[Quote | None], int | None],
    of_document: _Numbers,
    of_topic: _Numbers,
    of_person: _Numbers,
) -> None:
    for number, one in enumerate(events(catalogue), 1):
        until, _ = _date(one.until)
        where = (of_document[one.document], passage(one.quote))
        words = one.text or UNTITLED
        row = (number, one.lane, *_date(one.date), until, words, *where)
        put("events", [(*row, round(one.strength, 4), one.shown)])
        about, who = catalogue.topics_at(one), catalogue.people_at(one)
        put("event_topics", ((number, of_topic[topic.slug]) for topic in about))
        put("event_people", ((number, of_person[person.slug]) for person in who))


def _works(
    catalogue: Catalogue,
    put: Callable[[str, Iterable[Row]], None],
    passage: Callable[[Quote | None], int | None],
    of_document: _Numbers,
) -> None:
    works = sorted(catalogue.derived.references, key=lambda work: work.key)
    for number, work in enumerate(works, 1):
        here = of_document.get(work.document or "")
        name = work.title or work.address
        facts = (work.address or None, work.kind, name, *_date(work.date), here, work.aside)
        put("works", [(number, *facts)])
        put(
            "citations",
            (
                (
                    *(None, number, of_document[one.document], passage(one.quote)),
                    *(one.text, one.quote and one.quote.text),
                )
                for one in work.citations
            ),
        )


def _numbered(names: Iterable[str]) -> _Numbers:
    return {name: number for number, name in enumerate(names, 1)}


def _date(date: Dated | None) -> tuple[str | None, str | None]:
    return (iso(date), date.precision) if date else (None, None)


def _written(row: Row) -> Row:
    """A row as the database takes it: nothing for an empty text, and no lone surrogates."""
    return tuple(
        (one.encode("utf-8", errors="replace").decode() or None) if isinstance(one, str) else one
        for one in row
    )
