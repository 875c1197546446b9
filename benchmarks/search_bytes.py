"""How many bytes and files a search in the browser needs, without a browser.

    python -m benchmarks.search_bytes [--each] DOCS

asks the exported index among the pages that `commonplace build` left behind 30 queries of
all kinds, each from an empty cache and then one after another with what is cached kept; and the
questions of `paraphrases.tsv`, for what finding by meaning loads besides. The engine's own code
is not counted, nor are headers; a file counts as it is on disk.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.paraphrases import QUESTIONS as QUESTIONS_FILE
from commonplace.export import MANIFEST

ENGINE = Path(__file__).parent.parent / "tests" / "search" / "engine.mjs"

#: What people ask a site of talks about machine learning, in words of ours.
QUERIES = """
reinforcement learning
federated learning privacy
what is a transformer
"large language models"
speaker:daniel kubernetes
open source data labeling
gpu cost inference
how do you deploy models to production
"machine learning engineer"
computer vision agriculture
hallucination
explainability
bias fairness hiring
tensorflow OR pytorch
title:ethics regulation
quantiz*
self driving cars safety
speech recognition low resource languages
prompt engineering
"active learning" annotation
graph neural networks
climate -weather
vector database retrieval
kuberntes
medical imaging
edge devices battery
recomend~1 systems
after:2020 drones
jupyter notebooks
stable diffusion art
""".strip().split("\n")


#: Those for which words are not enough.
QUESTIONS = [line.partition("\t")[0] for line in QUESTIONS_FILE.read_text("utf-8").splitlines()]
SHOWN = (10, 5)  #: hits of an answer


def main() -> None:
    """Print what was measured, as lines."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("docs", type=Path, help="the folder of the pages")
    arguments.add_argument("--each", action="store_true", help="print every query")
    options = arguments.parse_args()
    report(options.docs / "search", each=options.each)


def report(folder: Path, *, each: bool = False) -> None:
    """Print what the index in a folder takes, and what queries load; `each` lists the queries."""
    sizes = [path.stat().st_size for path in folder.glob("*.bin")]
    print(f"{len(sizes)} files, {sum(sizes):,} bytes, the largest {max(sizes):,}")
    print(f"manifest {(folder.parent / MANIFEST).stat().st_size:,} bytes")
    for shown in SHOWN:
        for kind in ("cold", "warm"):
            figures = asked(folder, shown, cold=kind == "cold")
            middle = [statistics.median(column) for column in zip(*figures, strict=True)]
            most = [max(column) for column in zip(*figures, strict=True)]
            print(f"{shown} hits, {kind}: ", end="")
            print(f"median {middle[0]:,.0f} bytes in {middle[1]:g} files", end="")
            print(f", at most {most[0]:,} bytes, {most[1]} files")
            if each:
                for query, (size, count) in zip(QUERIES, figures, strict=True):
                    print(f"  {size:8,} {count:3}  {query}")
    more = by_meaning(folder)
    if more:
        bytes_more, files_more = zip(*more, strict=True)
        print(f"by meaning, cold: {len(more)} of {len(QUESTIONS)} questions load ", end="")
        print(f"{statistics.median(bytes_more):,.0f} bytes more in the median, ", end="")
        print(f"at most {max(bytes_more):,} bytes and {max(files_more)} files")


def by_meaning(folder: Path) -> list[tuple[int, int]]:
    """The bytes and files that a query loads only because it is also answered by meaning.

    The hits differ too, and with them the texts that are loaded for them, so that no hits are
    asked for.
    """
    whole = asked(folder, 0, cold=True, queries=QUESTIONS)
    words = asked(folder, 0, cold=True, queries=QUESTIONS, meaning=False)
    pairs = zip(whole, words, strict=True)
    return [(a - b, m - n) for (a, m), (b, n) in pairs if m > n]


def asked(
    folder: Path, shown: int, *, cold: bool, queries: Sequence[str] = QUERIES, meaning: bool = True
) -> list[tuple[int, int]]:
    """Bytes and files for each query; `cold` empties the cache before each."""
    how = {"cold": cold, "limit": shown, "meaning": meaning}
    lines = "".join(json.dumps({"query": query, **how}) + "\n" for query in queries)
    run = subprocess.run(
        ["node", str(ENGINE), str(folder)], input=lines, capture_output=True, text=True, check=True
    )
    found = [json.loads(line)["loads"] for line in run.stdout.split("\n") if line]
    return [(sum(size for _, size in loads), len(loads)) for loads in found]


if __name__ == "__main__":
    main()
