"""How many files and bytes a site takes by folder, and what a query of it loads.

    python -m benchmarks.site_size [--texts N] [--kept FOLDER] CORPUS

builds the site of a folder of transcripts, or of a .tar.gz of one, with `commonplace site`. With
`--texts`, it is made of so many texts: the first of the corpus, or, if it has fewer, ones that
are recombined from its turns. `--kept` keeps the seeds and the site in a folder, and builds
neither if they are there.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import search_bytes
from benchmarks.corpora import ROOT, corpus

MADE = "recombined-"  #: what the names of such texts begin with
RUN = 6  #: turns in a row that a recombined text takes from one of the corpus, at most


def main() -> None:
    """Build the site and print what it takes."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("corpus", type=Path, help="a folder, or a .tar.gz of one")
    arguments.add_argument("--texts", type=int, help="so many texts; those of the corpus")
    arguments.add_argument("--kept", type=Path, help="where seeds and site are kept")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="commonplace-bench-") as temporary:
        place = asked.kept or Path(temporary)
        seeds = place / "seeds"
        if not seeds.exists():
            _write_seeds(corpus(asked.corpus, place).seeds, asked.texts, seeds)
        if not (place / "site").exists():
            _build(place)
        number, made = (len(list(seeds.rglob(name))) for name in ("*.md", f"{MADE}*.md"))
        print(f"# What a site of {number} texts takes\n")
        if made:
            print(f"{made} of them are recombined from turns of the others.\n")
        print("\n".join(_table(place / "site", number)), end="\n\n")
        search_bytes.report(place / "site" / "search")


def _write_seeds(folder: Path, number: int | None, to: Path) -> None:
    """The first texts of a corpus, or all of them, and as many recombined ones as are lacking."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.md"))}
    turns = [found for text in texts.values() if (found := _turns(text))]
    lacking = (number or 0) - len(texts)
    if lacking > 0 and not turns:
        sys.exit(f"{folder}: no text has turns that begin with **, so none can be recombined")
    to.mkdir(parents=True)
    for path in list(texts)[:number]:
        place = to / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    for n, text in enumerate(recombined(turns, lacking)):
        (to / f"{MADE}{n:05}.md").write_text(text, encoding="utf-8")


def _turns(text: str) -> list[str]:
    return [one for one in text.split("\n\n") if one.startswith("**")]


def recombined(turns: Sequence[Sequence[str]], number: int) -> Iterator[str]:
    """So many texts of the turns of others, each as long as one of them: the same in every run."""
    chance = random.Random(1500)
    for n in range(number):
        length, made = len(chance.choice(turns)), [f"# Talk {n}"]
        while len(made) <= length:
            held = chance.choice(turns)
            start = chance.randrange(len(held))
            made += held[start : start + chance.randint(1, RUN)]
        yield "\n\n".join(made)


def _build(place: Path) -> None:
    command = [sys.executable, "-m", "commonplace", "site", "--seeds", "seeds", "--to", "site"]
    run = subprocess.run(
        [*command, "--vocabulary", str(ROOT)],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        sys.exit(f"commonplace site: {run.stderr[-2000:]}")


def _table(site: Path, documents: int) -> Iterator[str]:
    """Files and bytes of each folder, and for each document; those with the most files first."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for path in site.rglob("*"):
        if path.is_file():
            folder = path.relative_to(site).parts[:-1]
            found["/".join(folder[: 2 if folder[:1] == ("data",) else 1])].append(
                path.stat().st_size
            )
    yield "| folder | files | for each text | bytes | for each text |"
    yield "|---|" + "---:|" * 4
    every = [size for sizes in found.values() for size in sizes]
    rows = sorted(found.items(), key=lambda row: (-len(row[1]), row[0]))
    for name, sizes in [*rows, ("all", every)]:
        count, size = len(sizes), sum(sizes)
        yield (
            f"| {name or 'at the top'} | {count:,} | {count / documents:.2f}"
            f" | {size:,} | {size / documents:,.0f} |"
        )


if __name__ == "__main__":
    main()
