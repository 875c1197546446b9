"""The Whoosh index of passages: the only module that knows Whoosh."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from whoosh import fields, qparser, query
from whoosh import index as whoosh_index
from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemFilter
from whoosh.lang.porter2 import stem
from whoosh.searching import Searcher

from commonplace import analysis
from commonplace.markup.clock import clock
from commonplace.model import Document, Library

VERSION = "1"  #: of the schema and the analysis; another one means a new index

_WORDS = RegexTokenizer(analysis.TOKEN) | LowercaseFilter()
_STEMS = (
    RegexTokenizer(analysis.TOKEN) | LowercaseFilter() | StemFilter(stemfn=stem, cachesize=None)
)
#: What a plain word is looked for in, and how much a hit there counts.
_SEARCHED = {"text": 1.0, "heard": 1.0, "heading": 0.6, "title": 0.4, "speaker": 0.4}


def _schema() -> fields.Schema:
    """The fields of a passage.

    `text` is stemmed; `words` is its unstemmed twin, since suggestions and fuzzy
    terms on a stemmed field work on stems. `heard` are the words that a correction
    replaced. `document` names the document and the state of it that is indexed.
    """
    return fields.Schema(
        address=fields.ID(unique=True, stored=True),
        document=fields.ID(stored=True),
        slug=fields.ID(stored=True),
        anchor=fields.ID(stored=True),
        number=fields.STORED(),
        kind=fields.ID(stored=True),
        title=fields.TEXT(analyzer=_STEMS, stored=True),
        heading=fields.TEXT(analyzer=_STEMS, stored=True),
        speaker=fields.TEXT(analyzer=_WORDS, stored=True),
        topic=fields.TEXT(analyzer=_WORDS, stored=True),
        date=fields.ID(stored=True),
        start=fields.STORED(),
        text=fields.TEXT(analyzer=_STEMS, stored=True),
        words=fields.TEXT(analyzer=_WORDS, spelling=True),
        heard=fields.TEXT(analyzer=_STEMS),
    )


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A passage that answers a query; `start` is in seconds."""

    address: str
    title: str
    heading: str
    speaker: str | None
    start: float | None
    time: str | None
    date: str | None
    kind: str
    score: float
    snippet: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The best hits for a query, best first.

    `relaxed` says that no passage has all of the words, so that the hits have some
    of them. `suggestion` is the query in words that the corpus knows.
    """

    query: str
    total: int
    relaxed: bool
    suggestion: str | None
    error: str | None
    hits: tuple[Hit, ...]

    def as_json(self) -> str:
        """The answer as JSON, for `commonplace search --json`."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)


def update(folder: Path, library: Library) -> int:
    """Bring the index in a folder up to date; returns how many documents it touched.

    A document's passages are indexed again only where they or its fields changed;
    a document that is gone leaves the index.
    """
    wanted = {_state(document): document for document in library.documents}
    found = _open(folder)
    with found.reader() as reader:
        present = {term.decode() for term in reader.lexicon("document")}
    gone = present - wanted.keys()
    fresh = [state for state in wanted if state not in present]
    if not gone and not fresh:
        return 0
    writer = found.writer()
    for state in gone:
        writer.delete_by_term("document", state)
    for state in fresh:
        for passage in _records(wanted[state], state):
            writer.add_document(**passage)
    writer.commit()
    return len(gone | set(fresh))


def _open(folder: Path) -> whoosh_index.Index:
    """The index in a folder; a new one where there is none of this version."""
    mark = folder / "version"
    if mark.exists() and mark.read_text() == VERSION and whoosh_index.exists_in(folder):
        return whoosh_index.open_dir(folder)
    folder.mkdir(parents=True, exist_ok=True)
    created = whoosh_index.create_in(folder, _schema())
    mark.write_text(VERSION)
    return created


def _state(document: Document) -> str:
    """A document's slug, and a hash of all that the index holds of it."""
    records = json.dumps(list(_records(document, "")), sort_keys=True, ensure_ascii=False)
    return f"{document.address} {hashlib.sha256(records.encode()).hexdigest()[:16]}"


def _records(document: Document, state: str) -> Iterator[dict[str, Any]]:
    for number, passage in enumerate(document.passages):
        yield {
            "address": f"{document.address}#{passage.anchor}",
            "document": state,
            "slug": document.slug,
            "anchor": passage.anchor,
            "number": number,
            "kind": document.kind,
            "title": document.title,
            "heading": passage.heading,
            "speaker": passage.speaker or "",
            "topic": ", ".join(document.topics),
            "date": str(document.date or ""),
            "start": passage.start,
            "text": passage.text,
            "words": passage.text,
            "heard": " ".join(correction.heard for correction in passage.corrections),
        }


def search(folder: Path, words: str, limit: int = 10) -> Answer:
    """Whoosh's answer to a query: passages that have all of the words, else some.

    Raises FileNotFoundError where the folder holds no index.
    """
    if not whoosh_index.exists_in(folder):
        raise FileNotFoundError(f"{folder}: there is no index; run `commonplace build` first")
    with whoosh_index.open_dir(folder).searcher() as searcher:
        strict = _parser(searcher, qparser.AndGroup).parse(words)
        # More than asked for, so that ties at the end are broken by the address.
        found = searcher.search(strict, limit=limit + 50)
        relaxed = False
        if found.is_empty() and len(analysis.tokens(words)) > 1:
            some = _parser(searcher, qparser.OrGroup).parse(words)
            found = searcher.search(some, limit=limit + 50)
            relaxed = not found.is_empty()
        best = sorted(found, key=lambda hit: (-hit.score, hit["address"], hit["number"]))
        wanted = [stem(token) for token in analysis.tokens(words)]
        return Answer(
            query=words,
            total=len(found),
            relaxed=relaxed,
            suggestion=_suggestion(searcher, words) if found.is_empty() or relaxed else None,
            error=None,
            hits=tuple(_hit(hit, wanted) for hit in best[:limit]),
        )


def _parser(searcher: Searcher, group: type[qparser.syntax.GroupNode]) -> qparser.QueryParser:
    return qparser.MultifieldParser(
        list(_SEARCHED), searcher.schema, fieldboosts=_SEARCHED, group=group
    )


def _hit(hit: Any, wanted: Sequence[str]) -> Hit:
    return Hit(
        address=hit["address"],
        title=hit["title"],
        heading=hit["heading"],
        speaker=hit["speaker"] or None,
        start=hit.get("start"),
        time=clock(hit["start"]) if hit.get("start") is not None else None,
        date=hit["date"] or None,
        kind=hit["kind"],
        score=round(hit.score, 6),
        snippet=analysis.snippet(hit["text"], wanted, stem),
    )


def _suggestion(searcher: Searcher, words: str) -> str | None:
    """The query with words that the corpus does not have replaced by ones it has."""
    parser = qparser.QueryParser("words", searcher.schema)
    parsed: query.Query = parser.parse(words)
    corrected = searcher.correct_query(parsed, words)
    return str(corrected.string) if corrected.query != parsed else None
