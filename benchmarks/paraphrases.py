"""How often a question finds its passage where the two share few words.

    python -m benchmarks.paraphrases ../shared/corpus/practicalai.tar.gz

asks the questions of `paraphrases.tsv`, which were written before the search by meaning was. Each
names the passage that answers it, by document and anchor. One passage of many thousands is a strict
judge, since those beside it often answer as well; so they count in a column of their own, and
so does the document.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from benchmarks import corpora
from commonplace import index, meaning
from commonplace.model import Library

QUESTIONS = Path(__file__).with_suffix(".tsv")
LOOKED_AT = (1, 5, 10)  #: hits from the top


def main() -> None:
    """Print for how many questions what answers them is among the first."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("corpus", type=Path, help="a folder of seeds, or a .tar.gz of one")
    arguments.add_argument("--model", default="", help="the sentence model to search by")
    options = arguments.parse_args()
    library = corpora.library(corpora.corpus(options.corpus).seeds)
    report(library, options.model)


def report(library: Library, model: str = "") -> None:
    """Print the table for these documents; `model` is that of the option `meaning_model`."""
    asked = [line.split("\t") for line in QUESTIONS.read_text("utf-8").splitlines()]
    names = ("passage", "or beside it", "document")
    print(f"{len(asked)} questions; among the first {', '.join(map(str, LOOKED_AT))}:\n")
    print(f"| | {' | '.join(names)} |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index"
        meant = meaning.made(library.documents, model=model)
        index.prepare(place, library, meant=meant).publish()
        beside = _beside(library)
        for name, how in (("by words alone", False), ("with meaning", True)):
            ranks = [_ranks(place, beside, *question, meaning=how) for question in asked]
            cells = [
                " ".join(str(sum(1 for one in column if one and one <= n)) for n in LOOKED_AT)
                for column in zip(*ranks, strict=True)
            ]
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


def _beside(library: Library) -> dict[str, set[str]]:
    """For each passage itself and those before and behind it, by document and anchor."""
    found = {}
    for document in library.documents:
        names = [f"{document.slug}#{passage.anchor}" for passage in document.passages]
        for place, name in enumerate(names):
            found[name] = set(names[max(0, place - 1) : place + 2])
    return found


def _ranks(
    place: Path, beside: Mapping[str, Set[str]], question: str, wanted: str, *, meaning: bool
) -> tuple[int | None, int | None, int | None]:
    """The first place of the passage, of any beside it, and of its document among documents."""
    hits = {
        grouped: [
            hit.address.split("/", 1)[1].replace("/#", "#")
            for hit in index.search(
                place, question, max(LOOKED_AT), grouped=grouped, meaning=meaning
            ).hits
        ]
        for grouped in (False, True)
    }
    of = wanted.partition("#")[0]
    return (
        _first(one == wanted for one in hits[False]),
        _first(one in beside.get(wanted, ()) for one in hits[False]),
        _first(one.partition("#")[0] == of for one in hits[True]),
    )


def _first(found: Iterable[bool]) -> int | None:
    """The place of the first that is true, from 1."""
    return next((rank for rank, one in enumerate(found, 1) if one), None)


if __name__ == "__main__":
    main()
