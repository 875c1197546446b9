"""How often a question finds its passage where the two share few words.

    python -m benchmarks.paraphrases ../shared/corpus/practicalai.tar.gz

asks the questions of `paraphrases.tsv`, which were written before the search by meaning was. Each
names the passage that answers it, by document and anchor.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks import corpora
from commonplace import index

QUESTIONS = Path(__file__).with_suffix(".tsv")
LOOKED_AT = (1, 5, 10)  #: hits from the top


def main() -> None:
    """Print for how many questions the passage is among the first."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("corpus", type=Path, help="a folder of seeds, or a .tar.gz of one")
    library = corpora.library(corpora.corpus(arguments.parse_args().corpus).seeds)
    asked = [line.split("\t") for line in QUESTIONS.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index"
        index.update(place, library)
        print(f"{len(asked)} questions; passage among the first {', '.join(map(str, LOOKED_AT))}:")
        for name, meaning in (("by words alone", False), ("with meaning", True)):
            ranks = []
            for question, wanted in asked:
                answer = index.search(place, question, max(LOOKED_AT), meaning=meaning)
                found = [hit.address.split("/", 1)[1].replace("/#", "#") for hit in answer.hits]
                ranks.append(found.index(wanted) + 1 if wanted in found else None)
            print(name, *(sum(1 for one in ranks if one and one <= n) for n in LOOKED_AT))


if __name__ == "__main__":
    main()
