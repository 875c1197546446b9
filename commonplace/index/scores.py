"""The scores of what a tree of a query finds.

The browser's engine has twins of this module, `browser/search/evaluate.js` and
`browser/search/ranking.js`, which add scores in the same order.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from whoosh import query as whoosh_query
from whoosh.searching import Searcher

from commonplace import query
from commonplace.analysis import fold, is_spaceless, stem
from commonplace.analysis.languages import bare, spoken
from commonplace.analysis.stop_words import of_query
from commonplace.index.postings import LENGTHS, length_byte
from commonplace.index.schema import STEMMED
from commonplace.index.statistics import Statistics

#: What a plain word is looked for in, and how much it counts there.
SEARCHED = {
    **{"text": 1.0, "heard": 1.0, "heading": 3.0, "title": 3.0, "speaker": 0.4},
    **{"author": 0.4, "asked": 1.0},
}
#: Of these, what is not the passage's own: it counts, and makes no hit.
BESIDE = frozenset({"asked", "title"})
#: How much less a word counts in another form than it was asked for, such as without accents.
FOLDED = 0.5
#: How much a word counts in a field of the query's; all others 1.
_WEIGHED = {"page": {"title": SEARCHED["title"], "about": 1.0}}
K1, B = 2.0, 0.75  #: of BM25; with the weights above the best of those that were tried
AROUND = 0.75  #: how much the score of the whole document counts beside the passage's own
MOST = 64  #: words that a prefix, a wildcard or a fuzzy word stands for at most

#: Of the passages that hold a term: how often, and how long the field is, in terms.
Postings = dict[int, tuple[float, int]]
Expanded = query.Prefix | query.Wildcard | query.Fuzzy | query.Typed


class Scored(NamedTuple):
    """Scores by Whoosh's number of the passage, and which of these passages are hits.

    The others have words in the document's title or the question before them alone. `around` are
    the scores of whole documents, by number, which count for each of their passages.
    """

    scores: Mapping[int, float]
    hits: Set[int]
    around: Mapping[int, float] = {}  # a tuple's default is never changed


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
        spoken_here = sorted(code.decode() for code in self.reader.lexicon("language"))
        #: The codes of all languages that may have a word, English first.
        self.languages = ("", *filter(None, spoken_here))

    @cached_property
    def main_language(self) -> str:
        """The language that most passages are in, as the code of its stemmer."""
        counted = {
            code: sum(1 for _ in self.reader.postings("language", code).all_ids())
            for code in sorted(one.decode() for one in self.reader.lexicon("language"))
        }
        return max(counted, key=counted.__getitem__, default="")

    def stop_words(self, parsed: query.Parsed) -> Set[str]:
        """The words that a query leaves out beside others, by the language that it is in."""
        words = [word.term for word in parsed.spelled if not word.field]
        others = self.languages[1:]
        if not others:
            return query.STOP_WORDS
        return of_query(words, query.STOP_WORDS, others, self.main_language)

    def asked(self, field: str, word: str) -> list[str]:
        """A word as a field holds it, in each of the languages."""
        if field in query.NAME_FIELDS:
            return [word]
        words = dict.fromkeys(spoken(word, language) for language in self.languages)
        return list(dict.fromkeys(_in(field, one) for one in words))

    def having(self, field: str, word: str) -> Postings:
        """The passages that have a word in a field, in any language."""
        return self._together(field, self.asked(field, word))

    def hits(self, tree: query.Node) -> dict[int, float]:
        """The passages that answer a tree by words of their own, with their scores."""
        scores, hits, around = self.of(tree)
        if not around:
            return {number: score for number, score in scores.items() if number in hits}
        of = self.counts.document_of
        return {
            number: score + around.get(of[number], 0.0)
            for number, score in scores.items()
            if number in hits
        }

    def of(self, node: query.Node) -> Scored:
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

    def _all(self, parts: tuple[query.Node, ...]) -> Scored:
        wanted = [self.of(part) for part in parts if not isinstance(part, query.Not)]
        every = dict.fromkeys(self.reader.all_doc_ids(), 0.0)
        found, hits, around = wanted[0] if wanted else Scored(every, every.keys())
        for more, own, other in wanted[1:]:
            found = {
                number: score + more[number] for number, score in found.items() if number in more
            }
            hits = hits & own
            around = _added(around, other)
        for part in parts:
            if isinstance(part, query.Not):
                unwanted = self.of(part.part).hits
                found = {number: found[number] for number in found if number not in unwanted}
        return Scored(found, hits & found.keys(), around)

    def _filtered(self, field: str, holds: Callable[[str], bool]) -> Scored:
        values = [term for term in self.reader.lexicon(field) if holds(term.decode())]
        found = {
            number: 0.0 for term in values for number in self.reader.postings(field, term).all_ids()
        }
        return Scored(found, found.keys())

    def _words(self, node: query.Words) -> Scored:
        fields = _fields(node.field)
        node = self._as_a_name(node, list(fields))
        held = [[self.having(field, term) for field in fields] for term in node.terms]
        own = [node.field is not None or field not in BESIDE for field in fields]
        frequencies = [len(set().union(*postings)) for postings in held]
        if node.field is None and len(node.terms) == 1:
            return self._forms(node, dict(zip(fields.items(), held[0], strict=True)))
        if len(node.terms) > 1:
            stands = [self._phrase(node, field) for field in fields]
            held = [
                [
                    {number: posting for number, posting in every.items() if number in here}
                    for every, here in zip(postings, stands, strict=True)
                ]
                for postings in held
            ]
        hits = [_union(postings, own) for postings in held]
        scores = [
            self._bm25f(dict(zip(fields.items(), postings, strict=True)), frequency, node.times)
            for postings, frequency in zip(held, frequencies, strict=True)
        ]
        several = len(held) > 1 and not is_spaceless(node.terms[0])
        joined = several and not node.field and not node.quoted
        return _sum([*map(Scored, scores, hits), *([self._joined(node)] if joined else [])])

    def _joined(self, node: query.Words) -> Scored:
        """The scores of the one word that `e-mail` may be written as."""
        word = "".join(node.terms)
        held = {
            (field, SEARCHED[field] * FOLDED): self.having(field, word)
            for field in ("text", "heading")
        }
        found = set().union(*held.values())
        return Scored(self._bm25f(held, len(found), node.times), found)

    def _forms(self, node: query.Words, held: dict[tuple[str, float], Postings]) -> Scored:
        """The scores of a plain word, and less of the same in another form."""
        plain = fold(node.terms[0])
        held["folded", FOLDED] = self.having("folded", plain)
        if plain != node.terms[0]:
            for field in ("text", "heading"):
                held[field, SEARCHED[field] * FOLDED] = self.having(field, plain)
        hits = _union(held.values(), [field not in BESIDE for field, _ in held])
        around = self._around(
            held["text", SEARCHED["text"]], held["title", SEARCHED["title"]], node
        )
        scores = self._bm25f(held, len(set().union(*held.values())), node.times)
        return Scored(scores, hits, around)

    def _around(self, text: Postings, title: Postings, node: query.Words) -> dict[int, float]:
        """The scores of documents for a plain word, each as if it were one passage."""
        of, title_of = self.counts.document_of, self.counts.averages["title"]
        often: dict[int, float] = defaultdict(float)
        for number, (count, _) in text.items():
            often[of[number]] += count
        lengths = self.counts.documents
        average = sum(lengths) / (len(lengths) or 1) or 1
        whole = {one: (count, LENGTHS[length_byte(lengths[one])]) for one, count in often.items()}
        titles = {of[number]: posting for number, posting in title.items()}
        having = len(whole.keys() | titles.keys())
        fields = ((SEARCHED["text"], average, whole), (SEARCHED["title"], title_of, titles))
        found = _bm25f(fields, len(lengths), having, node.times)
        return {document: AROUND * score for document, score in found.items()}

    def _as_a_name(self, node: query.Words, fields: Sequence[str]) -> query.Words:
        """The node with a name as one term, where it asks for one that is there."""
        named = node.field == "topic" or (node.quoted and node.slop == 1)
        name = query.whole_name(node.terms)
        if not named or not any(
            field in query.NAME_FIELDS and self.counts.frequency(field, name) for field in fields
        ):
            return node
        return replace(node, terms=(name,))

    def _phrase(self, node: query.Words, field: str) -> set[int]:
        """The passages where the terms follow one another in a field, in one language."""
        languages = self.languages if field not in query.NAME_FIELDS else ("",)
        rows = dict.fromkeys(
            tuple(_in(field, spoken(term, language)) for term in node.terms)
            for language in languages
        )
        phrases = [whoosh_query.Phrase(field, list(row), slop=node.slop) for row in rows]
        return {
            offset + number
            for searcher, offset in self.searcher.leaf_searchers()
            for phrase in phrases
            for number in phrase.matcher(searcher, searcher.boolean_context()).all_ids()
        }

    def _expanded(self, node: Expanded) -> Scored:
        """The scores of the words that a node stands for, counted as if they were one word.

        They are looked for in the text as it is written and in names. A word that is being
        typed is looked for in headings too, where its forms count alike, and in other forms.
        """
        held: dict[tuple[str, float], Postings] = {}
        spelled = _spelled(node.field)
        if isinstance(node, query.Typed) and not node.field:
            spelled = {**spelled, "folded": FOLDED}
        for field, weight in spelled.items():
            terms = self._standing_for(node, field)
            held[field, weight] = self._together(field, terms)
            if field == "words" and not node.field and isinstance(node, query.Typed):
                stems = sorted(set(map(stem, terms)))
                for other in ("heard", "heading"):
                    held[other, SEARCHED[other]] = self._together(other, stems)
        found = set().union(*held.values())
        return Scored(self._bm25f(held, len(found), 1), found)

    def _standing_for(self, node: Expanded, field: str) -> list[str]:
        """The words of a field that a node stands for, the most frequent."""
        terms = [term.decode() for term in self.reader.expand_prefix(field, _beginning(node))]
        matching = [term for term in terms if query.matches(node, bare(term))]
        if isinstance(node, query.Typed):
            matching = [term for term in matching if not _is(term, node.text, field)]
        frequencies = {term: self.counts.frequency(field, term) for term in matching}
        return sorted(matching, key=lambda term: (-frequencies[term], term))[:MOST]

    def _together(self, field: str, terms: Iterable[str]) -> Postings:
        """The passages that hold any of some terms, as if they were one term."""
        counted: Postings = {}
        for term in terms:
            for number, (often, length) in self.postings(field, term).items():
                counted[number] = (counted.get(number, (0.0, 0))[0] + often, length)
        return counted

    def _bm25f(
        self, held: Mapping[tuple[str, float], Postings], frequency: int, times: float
    ) -> dict[int, float]:
        """BM25F for a word, by the fields and weights that hold it."""
        fields = [
            (weight, self.counts.averages[field], postings)
            for (field, weight), postings in held.items()
        ]
        return _bm25f(fields, self.counts.passages, frequency, times)

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


def _bm25f(
    fields: Iterable[tuple[float, float, Postings]], counted: int, frequency: int, times: float
) -> dict[int, float]:
    """BM25F for a word, by the fields that hold it, with their weights and average lengths.

    Frequencies of the fields are added before saturation, so that a word in both title
    and text does not count as two words. `frequency` is how many of all that are `counted` have
    the word in any field that was asked, `times` how much it counts, 1 for what was typed. The
    idf is Lucene's, which is never negative.

    Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
    Beyond, 2009; idf as in Lucene's BM25Similarity.
    """
    idf = math.log(1 + (counted - frequency + 0.5) / (frequency + 0.5))
    counts: dict[int, float] = {}
    for weight, average, postings in fields:
        for number, (often, length) in postings.items():
            count = weight * often / (1 - B + B * length / average)
            counts[number] = counts.get(number, 0.0) + count
    boost = math.sqrt(times) * idf
    return {number: boost * (count * (K1 + 1) / (count + K1)) for number, count in counts.items()}


def _in(field: str, term: str) -> str:
    """A term as a field holds it."""
    return stem(term) if field in STEMMED or field == "folded" else term


def _is(term: str, typed: str, field: str) -> bool:
    """Whether a search for a typed word already finds a term of a field."""
    same = spoken(typed, term.partition("@")[2])
    return stem(term) == stem(same) if field == "words" else term == _in(field, same)


def _beginning(node: Expanded) -> str:
    """What every word that a node stands for begins with."""
    if isinstance(node, query.Wildcard):
        return query.literal(node.pattern)
    return node.text[:1] if isinstance(node, query.Fuzzy) else node.text


def _fields(field: str | None) -> Mapping[str, float]:
    """The fields that a word is looked for in, by the field of the query, and their weights."""
    if field is None:
        return SEARCHED
    return _WEIGHED.get(field) or dict.fromkeys(query.TOGETHER.get(field, (field,)), 1.0)


def _spelled(field: str | None) -> Mapping[str, float]:
    """The same for what stands for other words: of the text, the words as they are written."""
    if field is None:
        names = {one: SEARCHED[one] for one in query.WRITTEN[""] if one != "words"}
        return {"words": 1.0, **names}
    return {"words": 1.0} if field == "text" else _fields(field)


def _union(postings: Iterable[Postings], own: Iterable[bool]) -> set[int]:
    """The passages that hold a word in a field that makes hits."""
    return set().union(*(held for held, mine in zip(postings, own, strict=True) if mine))


def _sum(parts: Iterable[Scored]) -> Scored:
    total: dict[int, float] = {}
    hits: set[int] = set()
    around: Mapping[int, float] = {}
    for scores, own, other in parts:
        for number, score in scores.items():
            total[number] = total.get(number, 0.0) + score
        hits |= own
        around = _added(around, other)
    return Scored(total, hits, around)


def _added(one: Mapping[int, float], other: Mapping[int, float]) -> Mapping[int, float]:
    """The sums of two scores, of which either may be missing."""
    if not one or not other:
        return one or other
    return {key: one.get(key, 0.0) + other.get(key, 0.0) for key in one.keys() | other.keys()}
