"""The Whoosh index of passages: the only module that knows Whoosh."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

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
#: The fields whose terms are exported, in the order of their names.
EXPORTED = ("heading", "heard", "speaker", "text", "title", "topic", "words")


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
    scored = [(round(score, 6), number) for number, score in _Scores(searcher).of(tree).items()]
    same = Counter(score for score, _ in scored)  # a place is dear, and few scores are shared
    places = {number: _place(searcher, number) for score, number in scored if same[score] > 1}
    return sorted(scored, key=lambda pair: (-pair[0], places.get(pair[1], ())))


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


class _Scores:
    """The scores of what a tree of a query finds, by Whoosh's number of the passage.

    Whoosh matches and scores terms and phrases; what is made of them is done here,
    because Whoosh's own matchers differ with the size of the index (above 5,000
    passages another one answers OR), score filters 1.0 where 0.0 was asked for, and
    can let the first passage through that NOT excludes. Scores are added in the
    order of the tree, as the browser's engine adds them.
    """

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher

    def of(self, node: query.Node) -> dict[int, float]:
        """The scores for a node."""
        if isinstance(node, query.All):
            return self._all(node.parts)
        if isinstance(node, query.Any):
            return _sum(self.of(part) for part in node.parts)
        if isinstance(node, query.Not):
            return self._all((node,))
        if isinstance(node, query.Kind):
            return self._filtered("kind", lambda kind: kind == node.kind)
        if isinstance(node, query.Between):
            first, last = node.first or "0", node.last or "\uffff"
            return self._filtered("date", lambda date: first <= date < last)
        if isinstance(node, query.Words):
            return self._words(node)
        return self._expanded(node)

    def _all(self, parts: tuple[query.Node, ...]) -> dict[int, float]:
        wanted = [self.of(part) for part in parts if not isinstance(part, query.Not)]
        every = dict.fromkeys(self.searcher.reader().all_doc_ids(), 0.0)
        found = wanted[0] if wanted else every
        for more in wanted[1:]:
            found = {
                number: score + more[number] for number, score in found.items() if number in more
            }
        for part in parts:
            if isinstance(part, query.Not):
                unwanted = self.of(part.part)
                found = {number: found[number] for number in found if number not in unwanted}
        return found

    def _filtered(self, field: str, holds: Callable[[str], bool]) -> dict[int, float]:
        reader = self.searcher.reader()
        values = [term for term in reader.lexicon(field) if holds(term.decode())]
        return {number: 0.0 for term in values for number in reader.postings(field, term).all_ids()}

    def _words(self, node: query.Words) -> dict[int, float]:
        parts = []
        for field, weight in ({node.field: 1.0} if node.field else SEARCHED).items():
            stemmed = field in STEMMED
            terms = [analysis.stem(term) if stemmed else term for term in node.terms]
            boost = weight * node.times
            if len(terms) == 1:
                parts.append(self._leaf(whoosh_query.Term(field, terms[0], boost=boost)))
            else:
                phrase = whoosh_query.Phrase(field, terms, slop=node.slop, boost=boost)
                parts.append(self._leaf(phrase))
        return _sum(parts)

    def _expanded(self, node: query.Prefix | query.Wildcard | query.Fuzzy) -> dict[int, float]:
        field = "words" if node.field in (None, "text") else str(node.field)
        reader = self.searcher.reader()
        start = node.text if isinstance(node, query.Prefix) else _literal(node)
        terms = [term.decode() for term in reader.expand_prefix(field, start)]
        matching = [term for term in terms if query.matches(node, term)]
        ranked = sorted(matching, key=lambda term: (-reader.doc_frequency(field, term), term))
        return _sum(self._leaf(whoosh_query.Term(field, term)) for term in ranked[:MOST])

    def _leaf(self, wanted: whoosh_query.Query) -> dict[int, float]:
        found = {}
        for searcher, offset in self.searcher.leaf_searchers():
            matcher = wanted.matcher(searcher, self.searcher.context())
            while matcher.is_active():
                found[offset + matcher.id()] = matcher.score()
                matcher.next()
        return found


def _sum(parts: Iterable[dict[int, float]]) -> dict[int, float]:
    total: dict[int, float] = {}
    for part in parts:
        for number, score in part.items():
            total[number] = total.get(number, 0.0) + score
    return total


def _literal(node: query.Wildcard | query.Fuzzy) -> str:
    """What every word that a node stands for begins with."""
    return node.text[:1] if isinstance(node, query.Fuzzy) else query.literal(node.pattern)


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


class Posting(NamedTuple):
    """A term in a passage; `length` is the field's, as precise as Whoosh keeps it."""

    passage: int
    frequency: int
    length: int
    positions: Sequence[int]


class Term(NamedTuple):
    """A term of a field; `frequency` also counts passages that are deleted but not gone."""

    field: str
    text: str
    frequency: int
    postings: Sequence[Posting]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What an index holds, for those who write it down in another form.

    Passages are numbered in the order in which ties are broken. `counted` is the
    number of passages and `averages` the lengths of fields that scores start from.
    """

    counted: int
    averages: dict[str, float]
    passages: tuple[dict[str, Any], ...]
    terms: Iterator[Term]


@contextmanager
def contents(folder: Path) -> Iterator[Contents]:
    """All that an index holds; raises FileNotFoundError where there is none.

    The terms are sorted by field and text, and can be read once.
    """
    if not whoosh_index.exists_in(folder):
        raise FileNotFoundError(f"{folder}: there is no index; run `commonplace build` first")
    with whoosh_index.open_dir(folder).searcher() as searcher:
        reader = searcher.reader()
        found = sorted(reader.all_doc_ids(), key=lambda number: _place(searcher, number))
        numbers = {there: here for here, there in enumerate(found)}
        yield Contents(
            counted=searcher.doc_count_all(),
            averages={field: searcher.avg_field_length(field) or 1 for field in EXPORTED},
            passages=tuple(searcher.stored_fields(number) for number in found),
            terms=(
                Term(field, text.decode(), reader.doc_frequency(field, text), tuple(postings))
                for field in EXPORTED
                for text in reader.lexicon(field)
                for postings in [_postings(searcher, field, text, numbers)]
            ),
        )


def _postings(
    searcher: Searcher, field: str, text: bytes, numbers: dict[int, int]
) -> list[Posting]:
    with_positions = searcher.schema[field].format.supports("positions")
    found = []
    matcher = searcher.reader().postings(field, text)
    while matcher.is_active():
        number = matcher.id()
        found.append(
            Posting(
                numbers[number],
                int(matcher.weight()),
                searcher.reader().doc_field_length(number, field, 1),
                matcher.value_as("positions") if with_positions else (),
            )
        )
        matcher.next()
    return sorted(found)
