"""The Whoosh index of passages: the only module that knows Whoosh."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from whoosh import fields, scoring
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh.analysis import Token, Tokenizer
from whoosh.searching import Searcher

from commonplace import analysis, query
from commonplace.markup.clock import clock
from commonplace.model import Document, Library

VERSION = "2"  #: of the schema and the analysis; another one means a new index

#: What a plain word is looked for in, and how much a hit there counts.
SEARCHED = {"text": 1.0, "heard": 1.0, "heading": 0.8, "title": 0.8, "speaker": 0.4}
#: The fields that hold stems.
STEMMED = frozenset({"text", "heard", "heading", "title"})
K1, B = 1.2, 0.75  #: of BM25; with the weights above the best of those that were tried
PAGE = 10  #: hits; where fewer have all of the words, those with some of them follow
MOST = 64  #: words that a prefix, a wildcard or a fuzzy word stands for at most


class Tokens(Tokenizer):  # type: ignore[misc]
    """Our own analysis as Whoosh wants it, so that another engine can have a twin of it."""

    def __init__(self, stemmed: bool) -> None:
        self.stemmed = stemmed

    def __call__(
        self, value: str, positions: bool = False, mode: str = "", **options: Any
    ) -> Iterator[Token]:
        """Tokens in their order; Whoosh reuses one object for all of them."""
        token = Token(positions, mode=mode)
        for number, text in enumerate(analysis.tokens(value)):
            token.text = analysis.stem(text) if self.stemmed else text
            token.boost, token.stopped = 1.0, False
            if positions:
                token.pos = options.get("start_pos", 0) + number
            yield token


_WORDS, _STEMS = Tokens(stemmed=False), Tokens(stemmed=True)


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
        words=fields.TEXT(analyzer=_WORDS, phrase=False),
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

    The first `complete` hits have all of the words. Where those do not fill a page,
    `relaxed` is set, and hits with some of the words follow. `suggestion` is the
    query in words that the corpus knows, `error` what was wrong with its syntax.
    """

    query: str
    total: int
    complete: int
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
    """The best passages for a query: those with all of the words, then those with some.

    Raises FileNotFoundError where the folder holds no index.
    """
    if not whoosh_index.exists_in(folder):
        raise FileNotFoundError(f"{folder}: there is no index; run `commonplace build` first")
    parsed = query.parse(words)
    with whoosh_index.open_dir(folder).searcher(weighting=Ranking()) as searcher:
        tree = query.without_stop_words(parsed.tree) if parsed.tree else None
        whole = _found(searcher, tree)
        looser = query.relaxed(tree) if tree and len(whole) < PAGE else None
        numbers = {number for _, number in whole}
        partial = [one for one in _found(searcher, looser) if one[1] not in numbers]
        found = whole + partial
        wanted = [analysis.stem(token) for token in analysis.tokens(words)]
        return Answer(
            query=words,
            total=len(found),
            complete=len(whole),
            relaxed=bool(partial),
            suggestion=_suggestion(searcher, words) if not whole else None,
            error=parsed.error,
            hits=tuple(
                _hit(searcher.stored_fields(number), score, wanted)
                for score, number in found[:limit]
            ),
        )


def _found(searcher: Searcher, tree: query.Node | None) -> list[tuple[float, int]]:
    """Scores and numbers of all passages that match, best first; ties by address."""
    if tree is None:
        return []
    results = searcher.search(_Query(searcher).of(tree), limit=None)
    scored = [(round(score, 6), number) for number, score in results.items()]
    places = {number: _place(searcher, number) for _, number in scored}
    return sorted(scored, key=lambda pair: (-pair[0], places[pair[1]]))


def _place(searcher: Searcher, number: int) -> tuple[str, int]:
    stored = searcher.stored_fields(number)
    return stored["address"].partition("#")[0], stored["number"]


class Ranking(scoring.BM25F):  # type: ignore[misc]
    """BM25 in each field, with Lucene's idf, which is never negative.

    Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
    Beyond, 2009; idf as in Lucene's BM25Similarity.
    """

    def __init__(self) -> None:
        super().__init__(B=B, K1=K1)

    def idf(self, searcher: Searcher, fieldname: str, text: bytes) -> float:
        """ln(1 + (N - n + 0.5) / (n + 0.5)) for a term in n of N passages."""
        passages, with_term = searcher.doc_count_all(), searcher.doc_frequency(fieldname, text)
        return math.log(1 + (passages - with_term + 0.5) / (with_term + 0.5))


class _Query:
    """Our tree of a query as Whoosh's, with prefixes and their like made words."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher

    def of(self, node: query.Node) -> whoosh_query.Query:
        """Whoosh's query for a node."""
        if isinstance(node, query.All):
            return self._all(node.parts)
        if isinstance(node, query.Any):
            return whoosh_query.Or([self.of(part) for part in node.parts])
        if isinstance(node, query.Not):
            return self._all((node,))
        if isinstance(node, query.Kind):
            return _unscored(whoosh_query.Term("kind", node.kind))
        if isinstance(node, query.Between):
            last = node.last or "\uffff"
            dates = whoosh_query.TermRange("date", node.first or "0", last, endexcl=True)
            return _unscored(dates)
        if isinstance(node, query.Words):
            return self._words(node)
        return self._expanded(node)

    def _all(self, parts: tuple[query.Node, ...]) -> whoosh_query.Query:
        wanted = [self.of(part) for part in parts if not isinstance(part, query.Not)]
        unwanted = [self.of(part.part) for part in parts if isinstance(part, query.Not)]
        positive = whoosh_query.And(wanted) if wanted else _unscored(whoosh_query.Every())
        if not unwanted:
            return positive
        return whoosh_query.AndNot(positive, whoosh_query.Or(unwanted))

    def _words(self, node: query.Words) -> whoosh_query.Query:
        weights = {node.field: 1.0} if node.field else SEARCHED
        parts = []
        for field, weight in weights.items():
            stemmed = field in STEMMED
            terms = [analysis.stem(term) if stemmed else term for term in node.terms]
            boost = weight * node.times
            if len(terms) == 1:
                parts.append(whoosh_query.Term(field, terms[0], boost=boost))
            else:
                parts.append(whoosh_query.Phrase(field, terms, slop=node.slop, boost=boost))
        return whoosh_query.Or(parts)

    def _expanded(self, node: query.Prefix | query.Wildcard | query.Fuzzy) -> whoosh_query.Query:
        field = "words" if node.field in (None, "text") else str(node.field)
        reader = self.searcher.reader()
        start = node.text if isinstance(node, query.Prefix) else _literal(node)
        terms = [term.decode() for term in reader.expand_prefix(field, start)]
        matching = [term for term in terms if query.matches(node, term)]
        ranked = sorted(matching, key=lambda term: (-reader.doc_frequency(field, term), term))
        return whoosh_query.Or([whoosh_query.Term(field, term) for term in ranked[:MOST]])


def _literal(node: query.Wildcard | query.Fuzzy) -> str:
    """What every word that a node stands for begins with."""
    return node.text[:1] if isinstance(node, query.Fuzzy) else query.literal(node.pattern)


def _unscored(wanted: whoosh_query.Query) -> whoosh_query.Query:
    return whoosh_query.ConstantScoreQuery(wanted, 0.0)


def _hit(stored: dict[str, Any], score: float, wanted: Sequence[str]) -> Hit:
    start = stored.get("start")
    return Hit(
        address=stored["address"],
        title=stored["title"],
        heading=stored["heading"],
        speaker=stored["speaker"] or None,
        start=start,
        time=clock(start) if start is not None else None,
        date=stored["date"] or None,
        kind=stored["kind"],
        score=score,
        snippet=analysis.snippet(stored["text"], wanted, analysis.stem),
    )


def _suggestion(searcher: Searcher, words: str) -> str | None:
    """The words with those that the corpus does not have replaced by ones it has.

    Of the words at most two edits away that begin alike, the nearest one counts,
    and among those the most frequent.
    """
    reader = searcher.reader()
    result, changed = words, False
    for match in analysis.TOKEN.finditer(words):
        term = analysis.tokens(match[0])[0]
        if len(term) < 4 or ("words", term) in reader:
            continue
        near = [
            (query.distance(term, known), -reader.doc_frequency("words", known), known)
            for known in (one.decode() for one in reader.expand_prefix("words", term[0]))
            if abs(len(known) - len(term)) <= 2
        ]
        best = min(near, default=(3, 0, ""))
        if best[0] <= 2:
            result, changed = result.replace(match[0], best[2], 1), True
    return result if changed else None
