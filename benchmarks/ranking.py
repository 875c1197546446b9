"""How well the ranking answers questions in plain language, on a judged collection.

    python benchmarks/ranking.py ../shared/cranfield

reads `docs.jsonl`, `queries.jsonl` and `qrels.tsv` (see the folder's own notes) and
prints nDCG@10, MAP and MRR of our default search beside plain BM25 and Whoosh as it
comes. Gains are divided by log2(rank + 1); MAP and MRR count any gain above 0; a
question without an answer scores 0.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from whoosh import fields, qparser
from whoosh.filedb.filestore import RamStorage

from commonplace import analysis, index
from commonplace.model import Document, Library, Passage, Source

DEPTH = 100  #: answers that are looked at
Judged = Mapping[str, Mapping[str, int]]
#: From a question to the ids of documents, best first.
Engine = Callable[[str], list[str]]


def main() -> None:
    """Print a table of engines and figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="where the collection lies")
    folder = arguments.parse_args().folder
    documents = [json.loads(line) for line in (folder / "docs.jsonl").open()]
    questions = [json.loads(line) for line in (folder / "queries.jsonl").open()]
    judged = _judgements(folder / "qrels.tsv")
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    print(f"{len(documents)} documents, {len(questions)} questions, commit {commit}")
    print(f"Python {platform.python_version()}, Whoosh 2.7.5\n")
    print("| engine | nDCG@10 | MAP | MRR | unanswered |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        engines: dict[str, Engine] = {
            "Commonplace (Whoosh, as `commonplace search` asks it)": ours(documents, Path(place)),
            "BM25 (k1 1.5, b 0.75), any word": bm25(documents),
            "Whoosh as it comes, any word": whoosh_as_it_comes(documents),
        }
        for name, engine in engines.items():
            answers = {question["id"]: engine(question["text"]) for question in questions}
            ndcg, mean, first = figures(answers, judged)
            silent = sum(1 for answer in answers.values() if not answer)
            print(f"| {name} | {ndcg:.3f} | {mean:.3f} | {first:.3f} | {silent} |")


def _judgements(path: Path) -> Judged:
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for line in path.read_text().splitlines():
        parts = line.split("\t")
        if len(parts) == 3 and parts[2].lstrip("-").isdigit():
            judged[parts[0]][parts[1]] = int(parts[2])
    return judged


def figures(answers: Mapping[str, list[str]], judged: Judged) -> tuple[float, float, float]:
    """nDCG@10, mean average precision and mean reciprocal rank over all questions."""
    ndcg = mean = first = 0.0
    for question, answer in answers.items():
        gains = judged.get(question, {})
        ideal = sorted(gains.values(), reverse=True)[:10]
        best = sum(gain / math.log2(rank + 1) for rank, gain in enumerate(ideal, 1))
        got = sum(
            gains.get(name, 0) / math.log2(rank + 1) for rank, name in enumerate(answer[:10], 1)
        )
        ndcg += got / best if best else 0
        ranks = [rank for rank, name in enumerate(answer, 1) if gains.get(name, 0) > 0]
        relevant = sum(1 for gain in gains.values() if gain > 0)
        mean += sum(hit / rank for hit, rank in enumerate(ranks, 1)) / relevant if relevant else 0
        first += 1 / ranks[0] if ranks else 0
    return ndcg / len(answers), mean / len(answers), first / len(answers)


def ours(documents: list[dict[str, str]], place: Path) -> Engine:
    """Our index and our search, each abstract one passage."""
    library = Library(documents=tuple(_document(document) for document in documents))
    index.update(place, library)

    def ask(question: str) -> list[str]:
        hits = index.search(place, question, limit=DEPTH).hits
        return [hit.address.split("/")[1] for hit in hits]

    return ask


def _document(document: dict[str, str]) -> Document:
    text = document["text"]
    return Document(
        slug=str(document["id"]),
        kind="post",
        title=document["title"],
        source=Source(name="", file="", reader="jekyll", sha256="", text=""),
        passages=(Passage(anchor="p", text=text, body=text, html=""),),
    )


def bm25(documents: list[dict[str, str]]) -> Engine:
    """BM25 over stems of title and text together, without stop words or fields."""
    counts = {}
    for document in documents:
        words = f"{document['title']} {document['text']}"
        counts[str(document["id"])] = Counter(map(analysis.stem, analysis.tokens(words)))
    lengths = {name: sum(count.values()) for name, count in counts.items()}
    average = sum(lengths.values()) / len(lengths)
    frequency = Counter(term for count in counts.values() for term in count)

    def ask(question: str) -> list[str]:
        scores: Counter[str] = Counter()
        for term in map(analysis.stem, analysis.tokens(question)):
            with_term = frequency[term]
            idf = math.log(1 + (len(counts) - with_term + 0.5) / (with_term + 0.5))
            for name, count in counts.items():
                if count[term]:
                    norm = 1.5 * (0.25 + 0.75 * lengths[name] / average)
                    scores[name] += idf * count[term] * 2.5 / (count[term] + norm)
        return [name for name, _ in sorted(scores.items(), key=lambda one: (-one[1], one[0]))][
            :DEPTH
        ]

    return ask


def whoosh_as_it_comes(documents: list[dict[str, str]]) -> Engine:
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
    searcher = made.searcher()
    parser = qparser.MultifieldParser(["title", "text"], schema, group=qparser.OrGroup)

    def ask(question: str) -> list[str]:
        found = searcher.search(parser.parse(question), limit=DEPTH)
        return [hit["name"] for hit in found]

    return ask


if __name__ == "__main__":
    main()
