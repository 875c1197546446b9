"""The scores of what a tree of a query finds.

The browser's engine has twins of this module, `browser/search/evaluate.js` and
`browser/search/ranking.js`, which add scores in the same order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from whoosh import query as whoosh_query
from whoosh.searching import Searcher

from commonplace import query
from commonplace.analysis import stem
from commonplace.index.schema import STEMMED
from commonplace.index.statistics import Statistics

#: What a plain word is looked for in, and how much a hit there counts.
SEARCHED = {"text": 1.0, "heard": 1.0, "heading": 3.0, "title": 3.0, "speaker": 0.4}
K1, B = 2.0, 0.75  #: of BM25; with the weights above the best of those that were tried
MOST = 64  #: words that a prefix, a wildcard or a fuzzy word stands for at most

#: Of the passages that hold a term: how often, and how long the field is, in terms.
Postings = dict[int, tuple[float, int]]
Expanded = query.Prefix | query.Wildcard | query.Fuzzy | query.Typed


class Scores:
    """The scores of what a tree of a query finds, by Whoosh's number of the passage.

    Whoosh holds the postings and their statistics, and finds phrases. Scores are computed
    here, because its BM25F saturates each field on its own before it adds them, and its
    matchers differ with the size of the index (above 5,000 passages another one answers OR),
    score filters 1.0 where 0.0 was asked for, and can let through the first passage that NOT
    excludes.
    """

    def __init__(self, searcher: Searcher, counts: Statistics) -> None:
        self.searcher = searcher
        self.counts = counts
        self.reader = searcher.reader()

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
        if isinstance(node, query.Typed):
            itself = query.Words((node.text,), node.field)
            return _sum([self._words(itself), self._expanded(node)])
        return self._expanded(node)

    def _all(self, parts: tuple[query.Node, ...]) -> dict[int, float]:
        wanted = [self.of(part) for part in parts if not isinstance(part, query.Not)]
        every = dict.fromkeys(self.reader.all_doc_ids(), 0.0)
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
        values = [term for term in self.reader.lexicon(field) if holds(term.decode())]
        return {
            number: 0.0 for term in values for number in self.reader.postings(field, term).all_ids()
        }

    def _words(self, node: query.Words) -> dict[int, float]:
        fields = {node.field: 1.0} if node.field else SEARCHED
        held = [[self.postings(field, _in(field, term)) for field in fields] for term in node.terms]
        frequencies = [len(set().union(*postings)) for postings in held]
        if len(node.terms) > 1:
            stands = [self._phrase(node, field) for field in fields]
            held = [
                [
                    {number: posting for number, posting in every.items() if number in here}
                    for every, here in zip(postings, stands, strict=True)
                ]
                for postings in held
            ]
        return _sum(
            self._bm25f(dict(zip(fields.items(), postings, strict=True)), frequency, node.times)
            for postings, frequency in zip(held, frequencies, strict=True)
        )

    def _phrase(self, node: query.Words, field: str) -> set[int]:
        """The passages where the terms follow one another in a field."""
        phrase = whoosh_query.Phrase(
            field, [_in(field, term) for term in node.terms], slop=node.slop
        )
        return {
            offset + number
            for searcher, offset in self.searcher.leaf_searchers()
            for number in phrase.matcher(searcher, searcher.boolean_context()).all_ids()
        }

    def _expanded(self, node: Expanded) -> dict[int, float]:
        """The scores of all words that a node stands for, counted as one word."""
        field = "words" if node.field in (None, "text") else str(node.field)
        terms = [term.decode() for term in self.reader.expand_prefix(field, _beginning(node))]
        matching = [term for term in terms if query.matches(node, term)]
        if isinstance(node, query.Typed):
            matching = [term for term in matching if not _is(term, node.text, field)]
        frequencies = {term: self.counts.frequency(field, term) for term in matching}
        ranked = sorted(matching, key=lambda term: (-frequencies[term], term))[:MOST]
        counted: Postings = {}
        for term in ranked:
            for number, (often, length) in self.postings(field, term).items():
                counted[number] = (counted.get(number, (0.0, 0))[0] + often, length)
        return self._bm25f({(field, 1.0): counted}, len(counted), 1)

    def _bm25f(
        self, held: dict[tuple[str, float], Postings], frequency: int, times: int
    ) -> dict[int, float]:
        """BM25F for a word, by the fields and weights that hold it.

        Frequencies of the fields are added before saturation, so that a word in both title
        and text does not count as two words. `frequency` is the number of passages with the
        word in any field that was asked, `times` how often it was asked for. The idf is
        Lucene's, which is never negative.

        Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
        Beyond, 2009; idf as in Lucene's BM25Similarity.
        """
        passages = self.counts.passages
        idf = math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
        counts: dict[int, float] = {}
        for (field, weight), postings in held.items():
            average = self.counts.averages[field]
            for number, (often, length) in postings.items():
                count = weight * often / (1 - B + B * length / average)
                counts[number] = counts.get(number, 0.0) + count
        boost = math.sqrt(times) * idf
        return {
            number: boost * (count * (K1 + 1) / (count + K1)) for number, count in counts.items()
        }

    def postings(self, field: str, term: str) -> Postings:
        """The passages that hold a term in a field."""
        if (field, term) not in self.reader:
            return {}
        found = {}
        matcher = self.reader.postings(field, term)
        while matcher.is_active():
            number = matcher.id()
            found[number] = matcher.weight(), self.reader.doc_field_length(number, field, 1)
            matcher.next()
        return found


def _in(field: str, term: str) -> str:
    """A term as a field holds it."""
    return stem(term) if field in STEMMED else term


def _is(term: str, typed: str, field: str) -> bool:
    """Whether a search for a typed word already finds a term of a field."""
    return stem(term) == stem(typed) if field == "words" else term == _in(field, typed)


def _beginning(node: Expanded) -> str:
    """What every word that a node stands for begins with."""
    if isinstance(node, query.Wildcard):
        return query.literal(node.pattern)
    return node.text[:1] if isinstance(node, query.Fuzzy) else node.text


def _sum(parts: Iterable[dict[int, float]]) -> dict[int, float]:
    total: dict[int, float] = {}
    for part in parts:
        for number, score in part.items():
            total[number] = total.get(number, 0.0) + score
    return total
