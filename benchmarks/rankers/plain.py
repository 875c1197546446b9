"""Plain BM25, and Whoosh as it comes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from whoosh import fields, qparser
from whoosh.filedb.filestore import RamStorage

from benchmarks.rankers import DEPTH, Abstracts, Answers
from commonplace import analysis, index

K1, B = 1.5, 0.75


def bm25(documents: Abstracts, questions: Sequence[str]) -> Answers:
    """BM25 over stems of title and text together, without stop words or fields."""
    counts = {}
    for document in documents:
        words = f"{document['title']} {document['text']}"
        counts[str(document["id"])] = Counter(map(analysis.stem, analysis.tokens(words)))
    lengths = {name: sum(count.values()) for name, count in counts.items()}
    average = sum(lengths.values()) / len(lengths)
    frequency = Counter(term for count in counts.values() for term in count)

    def ask(question: str) -> list[str]:
        scores: dict[str, float] = {}
        for term in map(analysis.stem, analysis.tokens(question)):
            with_term = frequency[term]
            idf = math.log(1 + (len(counts) - with_term + 0.5) / (with_term + 0.5))
            for name, count in counts.items():
                if count[term]:
                    norm = K1 * (1 - B + B * lengths[name] / average)
                    score = idf * count[term] * (K1 + 1) / (count[term] + norm)
                    scores[name] = scores.get(name, 0.0) + score
        return sorted(scores, key=lambda name: (-scores[name], name))[:DEPTH]

    return [ask(question) for question in questions]


def whoosh_as_it_comes(documents: Abstracts, questions: Sequence[str]) -> Answers:
    """Whoosh's stemmed text in two fields, its parser and its BM25F."""
    schema = fields.Schema(
        name=fields.STORED,
        title=fields.TEXT(analyzer=index.Tokens(stemmed=True)),
        text=fields.TEXT(analyzer=index.Tokens(stemmed=True)),
    )
    made = RamStorage().create_index(schema)
    writer = made.writer()
    for document in documents:
        writer.add_document(
            name=str(document["id"]), title=document["title"], text=document["text"]
        )
    writer.commit()
    parser = qparser.MultifieldParser(["title", "text"], schema, group=qparser.OrGroup)
    with made.searcher() as searcher:
        return [
            [hit["name"] for hit in searcher.search(parser.parse(question), limit=DEPTH)]
            for question in questions
        ]
