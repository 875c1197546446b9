"""How well the ranking answers questions in plain language, on any judged collection.

    python -m benchmarks.ranking ../shared/cranfield

reads `docs.jsonl` (`id`, `title`, `text`), `queries.jsonl` (`id`, `text`) and `qrels.tsv`
(question, document, gain) from any folder that has them in this form, and
prints nDCG@10, MAP and MRR of our default search, in both engines, beside its peers'.
Gains are divided by log2(rank + 1); MAP and MRR count any gain above 0. A question that
an engine does not answer scores 0; one for which nothing is judged to be of use says
nothing about an engine, and is not asked.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import machine
from benchmarks.rankers import Answers, MissingTool, Ranker, lunr, ours, pagefind, plain

#: For each question that has one, the documents with a gain above 0, by their ids.
Judged = Mapping[str, Mapping[str, int]]

WHOOSH, BROWSER = "Commonplace, Whoosh", "Commonplace, the browser's engine"
RANKERS: dict[str, Ranker] = {
    WHOOSH: ours.with_whoosh,
    BROWSER: ours.in_the_browser,
    "Commonplace by words alone": ours.by_words,
    "Commonplace with a model (all-MiniLM-L6-v2)": ours.with_a_model,
    "lunr 2.3.9 as a library, any word": lunr.lunr,
    "BM25 (k1 1.5, b 0.75), any word": plain.bm25,
    "Whoosh as it comes, any word": plain.whoosh_as_it_comes,
    "Pagefind, the question as it stands": pagefind.as_asked,
    "Pagefind, stop words removed": pagefind.without_stop_words,
}


def main() -> None:
    """Print a table of engines and figures."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folder", type=Path, help="where the collection lies")
    folder = arguments.parse_args().folder
    documents = records(folder / "docs.jsonl")
    judged = judgements(folder / "qrels.tsv")
    known = records(folder / "queries.jsonl")
    questions = [one for one in known if one["id"] in judged]
    if not questions:
        sys.exit(f"{folder}: no question has a judgement above 0 in qrels.tsv")
    print(
        "# How well rankings answer\n\n`make bench-ranking` printed this; README.md explains it.\n"
    )
    print(machine.described())
    print(
        f"- {len(documents)} documents, {len(questions)} questions"
        f" ({len(known) - len(questions)} without judgements left out)\n"
    )
    print("| engine | nDCG@10 | MAP | MRR | unanswered |\n|---|---:|---:|---:|---:|")
    made: dict[str, Answers] = {}
    skipped = []
    for name, ranker in RANKERS.items():
        try:
            answers = made[name] = ranker(documents, [one["text"] for one in questions])
        except MissingTool as problem:
            skipped.append(f"Left out: {name}; {problem}.")
            continue
        named = {one["id"]: answer for one, answer in zip(questions, answers, strict=True)}
        ndcg, mean, first = figures(named, judged)
        silent = sum(1 for answer in answers if not answer)
        print(f"| {name} | {ndcg:.3f} | {mean:.3f} | {first:.3f} | {silent} |", flush=True)
    print("\n" + "\n".join([*skipped, *_equal(made)]))


def _equal(made: Mapping[str, Answers]) -> Sequence[str]:
    """Whether both of our engines said the same, where both could be asked."""
    if not {WHOOSH, BROWSER} <= made.keys():
        return []
    pairs = list(zip(made[WHOOSH], made[BROWSER], strict=True))
    same = sum(1 for one, other in pairs if one == other)
    return [f"Our two engines give the same answers in the same order to {same} of {len(pairs)}."]


def records(path: Path) -> list[dict[str, str]]:
    """The records of a file of JSON lines; what is in them is text, numbers too."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    return [{name: str(value) for name, value in one.items()} for one in records]


def judgements(path: Path) -> Judged:
    """Lines of question, document and gain, with tabs between them; a head is passed over."""
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) == 3 and parts[2].isdigit() and int(parts[2]) > 0:
            judged[parts[0]][parts[1]] = int(parts[2])
    return judged


def figures(answers: Mapping[str, list[str]], judged: Judged) -> tuple[float, float, float]:
    """nDCG@10, mean average precision and mean reciprocal rank over questions with judgements."""
    ndcg = mean = first = 0.0
    for question, answer in answers.items():
        gains = judged[question]
        ideal = sorted(gains.values(), reverse=True)[:10]
        best = sum(gain / math.log2(rank + 1) for rank, gain in enumerate(ideal, 1))
        got = sum(
            gains.get(name, 0) / math.log2(rank + 1) for rank, name in enumerate(answer[:10], 1)
        )
        ndcg += got / best
        ranks = [rank for rank, name in enumerate(answer, 1) if name in gains]
        mean += sum(hit / rank for hit, rank in enumerate(ranks, 1)) / len(gains)
        first += 1 / ranks[0] if ranks else 0
    return ndcg / len(answers), mean / len(answers), first / len(answers)


if __name__ == "__main__":
    main()
