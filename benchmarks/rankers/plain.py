"""Plain BM25, and Whoosh as it comes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from whoosh import fields, qparser
from whoosh.analysis import StemmingAnalyzer
from whoosh.filedb.filestore import RamStorage

from benchmarks.rankers import DEPTH, Abstracts, Answers
from commonplace import analysis, query

K1, B = 1.5, 0.75


def bm25(documents: Abstracts, questions: Sequence[str]) -> Answers:
    """BM25 over stems of title and text together, without fields, and with our stop words."""
    counts = {}
    for document in documents:
        counts[document["id"]] = Counter(_terms(f"{document['title']} {document['text']}"))
    lengths = {name: sum(count.values()) for name, count in counts.items()}
    average = sum(lengths.values()) / len(lengths)
    frequency = Counter(term for count in counts.values() for term in count)

    def ask(question: str) -> list[str]:
        scores: dict[str, float] = {}
        for term in _terms(question):
            with_term = frequency[term]
            idf = math.log(1 + (len(counts) - with_term + 0.5) / (with_term + 0.5))
            for name, count in counts.items():
                if count[term]:
                    norm = K1 * (1 - B + B * lengths[name] / average)
                    score = idf * count[term] * (K1 + 1) / (count[term] + norm)
                    scores[name] = scores.get(name, 0.0) + score
        return sorted(scores, key=lambda name: (-scores[name], name))[:DEPTH]

    return [ask(question) for question in questions]


def _terms(text: str) -> list[str]:
    """The stems of a text's words, without those that say little."""
    return [analysis.stem(word) for word in analysis.tokens(text) if word not in query.STOP_WORDS]


def whoosh_as_it_comes(documents: Abstracts, questions: Sequence[str]) -> Answers:
    """Whoosh's own stems and stop words in two fields, its parser and its BM25F."""
    schema = fields.Schema(
        name=fields.STORED,
        title=fields.TEXT(analyzer=StemmingAnalyzer()),
        text=fields.TEXT(analyzer=StemmingAnalyzer()),
    )
    made = RamStorage().create_index(schema)
    writer = made.writer()
    for document in documents:
        writer.add_document(name=document["id"], title=document["title"], text=document["text"])
    writer.commit()
    parser = qparser.MultifieldParser(["title", "text"], schema, group=qparser.OrGroup)
    with made.searcher() as searcher:
        return [
            [hit["name"] for hit in searcher.search(parser.parse(question), limit=DEPTH)]
            for question in questions
        ]
