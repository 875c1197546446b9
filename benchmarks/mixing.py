"""What search by meaning adds to words, on a judged collection and on others made from it.

    python -m benchmarks.mixing ../shared/cranfield

reads the same files as `benchmarks.ranking`, and makes from them a collection of titles alone,
one in which three documents of five are their titles alone, and parts of 82, 350 and 700
documents. It prints nDCG@10 by words alone, and what meaning adds, without a model and with one.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ranking
from benchmarks.rankers import Abstracts, MissingTool, Ranker, ours

PARTS = (82, 350, 700)
TITLED = 0.6  #: of the documents are their titles alone, where some are


@dataclass(frozen=True, kw_only=True)
class Collection:
    """Documents and questions, and for each of these what is of use."""

    documents: Abstracts
    questions: Abstracts
    judged: ranking.Judged

    def ndcg(self, ranker: Ranker) -> float:
        """nDCG@10 over all questions for which something is of use."""
        asked = [one for one in self.questions if one["id"] in self.judged]
        answers = ranker(self.documents, [one["text"] for one in asked])
        named = {one["id"]: answer for one, answer in zip(asked, answers, strict=True)}
        return ranking.figures(named, self.judged)[0] if named else 0.0


def main() -> None:
    """Print a row for each collection."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folder", type=Path, help="where the judged collection lies")
    folder = arguments.parse_args().folder
    whole = Collection(
        documents=ranking.records(folder / "docs.jsonl"),
        questions=ranking.records(folder / "queries.jsonl"),
        judged=ranking.judgements(folder / "qrels.tsv"),
    )
    print("| collection | words alone | without a model | with a model |\n|---|---:|---:|---:|")
    for name, made in _made(whole).items():
        words = made.ndcg(ours.by_words)
        added = [_added(made, ranker, words) for ranker in (ours.with_whoosh, ours.with_a_model)]
        print(f"| {name} | {words:.3f} | {' | '.join(added)} |", flush=True)


def _added(collection: Collection, ranker: Ranker, words: float) -> str:
    try:
        return f"{collection.ndcg(ranker) - words:+.3f}"
    except MissingTool:
        return ""


def _made(whole: Collection) -> Mapping[str, Collection]:
    """The collection and those made from it, by what they are."""
    draw = random.Random(7)
    documents = whole.documents
    titles = [_titled(one) for one in documents]
    some = [_titled(one) if draw.random() < TITLED else one for one in documents]
    found = {"whole": whole, "titles": _of(whole, titles), "mostly titles": _of(whole, some)}
    for size in PARTS:
        if size < len(documents):
            found[f"{size} documents"] = _of(whole, draw.sample(documents, size))
    return found


def _titled(document: Mapping[str, str]) -> Mapping[str, str]:
    return {**document, "text": ""}


def _of(whole: Collection, documents: Iterable[Mapping[str, str]]) -> Collection:
    """A collection of these documents, and of the questions for which one of them is of use."""
    kept = list(documents)
    ids = {one["id"] for one in kept}
    judged = {
        question: useful
        for question, gains in whole.judged.items()
        if (useful := {name: gain for name, gain in gains.items() if name in ids})
    }
    return Collection(documents=kept, questions=whole.questions, judged=judged)


if __name__ == "__main__":
    main()
