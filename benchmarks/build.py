"""What a build costs, cold and after an edit, beside plain MkDocs and Pagefind.

    python -m benchmarks.build [--sizes 10,100,299] [--grown 750,1500,3000] [CORPUS]

CORPUS is a folder of transcripts or a .tar.gz of one. Sizes beyond it, and all of `--grown`,
are texts that are made up here. Every figure is one run of a process of its own, one after
the other; README.md says what each column means.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import machine
from benchmarks.corpora import ROOT, corpus
from benchmarks.engines import pagefind
from commonplace.diagnostics import laps
from commonplace.disk.write import by_hand
from commonplace.index import current as current_index

SHARED = ROOT.parent / "shared" / "corpus" / "practicalai.tar.gz"
#: What is built, by a new process: its figures are those of the command line.
BUILD = ("-m", "commonplace", "build")
#: Words of a made-up transcript, and how many different ones there are for each.
WORDS, NEW = 600, 12


@dataclass(frozen=True)
class Run:
    """How long a process took, on the clock, and the most memory that it had."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Stage:
    """Processor seconds of a stage: of the build itself, and of the processes it started.

    `megabytes` are the most that the build itself had up to its end.
    """

    name: str
    own: float
    others: float
    megabytes: float


@dataclass(frozen=True)
class Row:
    """The figures of one corpus."""

    name: str
    documents: int
    stages: Sequence[Stage]
    cold: Run
    same: Run
    edited: Run
    index: float
    export: float
    mkdocs: Run | None
    pagefind: float | None


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("corpus", nargs="?", type=Path, default=SHARED)
    arguments.add_argument("--sizes", type=_numbers, default=[10, 100, 299])
    arguments.add_argument("--grown", type=_numbers, default=[300, 1000, 3000])
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments.add_argument("--alone", action="store_true", help="without MkDocs and Pagefind")
    asked = arguments.parse_args()
    print("# What a build costs\n\n`make bench-build` printed this; README.md explains it.\n")
    print(machine.described())
    print(f"- Sizes: `--sizes {_text(asked.sizes)} --grown {_text(asked.grown)}`")
    print(f"- Processes that read and clean: {asked.jobs}")
    if not (asked.alone or pagefind.installed()):
        print(f"- Left out: Pagefind; {pagefind.MISSING}.")
    if not asked.corpus.exists():
        print(f"- Left out: transcripts; {asked.corpus.name} is not there.")
    seeds = sorted(corpus(asked.corpus).seeds.rglob("*.md")) if asked.corpus.exists() else []
    real = [(f"{n} transcripts", seeds[:n]) for n in asked.sizes if n <= len(seeds)]
    with tempfile.TemporaryDirectory(prefix="commonplace-bench-") as temporary:
        rows = [_row(name, files, Path(temporary), asked.jobs, asked.alone) for name, files in real]
        _print("Transcripts", rows)
        _print_stages(rows)
        rows = []
        for number in asked.grown:
            files = list(_made_up(Path(temporary) / "made-up", number))
            rows.append(_row(f"{number} made up", files, Path(temporary), asked.jobs, asked.alone))
        _print("Growth, with made-up texts", rows)
        _print_stages(rows)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part]


def _text(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))


def _made_up(folder: Path, number: int) -> Iterator[Path]:
    """So many transcripts of words that are as frequent as words are, and links between them."""
    folder.mkdir(exist_ok=True)
    chance = random.Random(299)
    known = [f"{a}{b}" for a in _SYLLABLES for b in _SYLLABLES]
    for one in range(number):
        path = folder / f"talk-{one:04}.md"
        words = known[: min(len(known), 400 + NEW * one)]
        lines = [f"---\ntitle: Talk {one} on {words[one % len(words)]}\ndate: {_date(one)}\n---\n"]
        said = 0
        while said < WORDS:
            length = chance.randint(20, 120)
            said += length
            picked = [words[int(len(words) * chance.random() ** 3)] for _ in range(length)]
            voice = ("Ada Okafor", "Ben Lund", f"Guest Number {one % 97}")[chance.randrange(3)]
            lines.append(f"**{voice}:** In {1990 + one % 30} {' '.join(picked)}.\n")
        if not path.exists():
            path.write_text("\n".join(lines), encoding="utf-8")
        yield path


def _date(one: int) -> str:
    return f"{2000 + one // 300}-{one // 28 % 12 + 1:02}-{one % 28 + 1:02}"


_SYLLABLES = [f"{c}{v}{e}" for c in "bdfgklmnprst" for v in "aeiou" for e in ("", "n", "r", "s")]


def _row(name: str, files: Sequence[Path], temporary: Path, jobs: int, alone: bool) -> Row:
    """Build a corpus cold, again, and after an edit of one word; then what others do."""
    print(name, file=sys.stderr, flush=True)
    place = temporary / name.replace(" ", "-")
    (place / "seeds").mkdir(parents=True)
    for path in files:
        shutil.copyfile(path, place / "seeds" / path.name)
    for file in ("mkdocs.yml", "glossary.yml", "topics.yml", "people.yml"):
        shutil.copyfile(ROOT / file, place / file)
    for path in by_hand(ROOT / "docs"):
        to = place / path.relative_to(ROOT)
        to.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, to)
        else:
            shutil.copyfile(path, to)
    (place / "commonplace").symlink_to(ROOT / "commonplace")  # for the hook and the theme
    command = [sys.executable, *BUILD, "--jobs", str(jobs)]
    cold = _run(command, place, laps.FILE)
    same = _run(command, place)
    _edit(place / "seeds" / files[len(files) // 2].name)
    edited = _run(command, place)
    row = Row(
        name=name,
        documents=len(files),
        stages=list(_stages(place / laps.FILE)),
        cold=cold,
        same=same,
        edited=edited,
        index=_size(current_index(place / "build" / "index")),
        export=_size(place / "docs" / "search"),
        mkdocs=None if alone else _run([sys.executable, "-m", "mkdocs", "build", "-q"], place),
        pagefind=None
        if alone or not pagefind.installed()
        else pagefind.index(place / "site", place / "pagefind"),
    )
    shutil.rmtree(place)
    return row


def _edit(path: Path) -> None:
    """Put another word in the place of one in the middle of a text."""
    words = path.read_text(encoding="utf-8").split(" ")
    place = next(n for n in range(len(words) // 2, len(words)) if words[n].isalpha())
    words[place] = "dragonflies"
    path.write_text(" ".join(words), encoding="utf-8")


def _stages(file: Path) -> Iterator[Stage]:
    """The stages that a build noted, in order."""
    for line in file.read_text(encoding="utf-8").splitlines():
        own, others, megabytes, name = line.split(" ", 3)
        yield Stage(name, float(own), float(others), float(megabytes))


def _run(command: Sequence[str], folder: Path, noted: str = "") -> Run:
    """Run a command when the disk has nothing left to write, and stop where it fails.

    `noted` is the file below the folder in which the build is to note its stages.
    """
    os.sync()
    begin = time.perf_counter()
    environment = {**os.environ, "COMMONPLACE_BUILT": "1", "PYTHONPATH": str(ROOT)}
    # Python keeps compiled modules, unless it is told not to, as on some machines for tests.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if noted:
        environment[laps.FILE] = str(folder / noted)
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=told, env=environment
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            sys.exit(f"{' '.join(command)}: {told.read()[-2000:].decode()}")
    return Run(seconds, used.ru_maxrss / 1024)


def _size(folder: Path) -> float:
    """Megabytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _print(title: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    print(f"\n## {title}\n")
    print(
        "| corpus | cold | no change | of cold | one word edited | of cold | memory"
        " | Whoosh | export | `mkdocs build` | its memory | Pagefind |"
    )
    print("|---|" + "---:|" * 11)
    for row in rows:
        cells = [
            row.name,
            f"{row.cold.seconds:.1f} s",
            f"{row.same.seconds:.2f} s",
            f"{row.same.seconds / row.cold.seconds:.1%}",
            f"{row.edited.seconds:.2f} s",
            f"{row.edited.seconds / row.cold.seconds:.1%}",
            f"{max(row.cold.megabytes, row.edited.megabytes):.0f} MB",
            f"{row.index:.1f} MB",
            f"{row.export:.1f} MB",
            f"{row.mkdocs.seconds:.1f} s" if row.mkdocs else "",
            f"{row.mkdocs.megabytes:.0f} MB" if row.mkdocs else "",
            f"{row.pagefind:.1f} s" if row.pagefind else "",
        ]
        print(f"| {' | '.join(cells)} |", flush=True)
    first, last = rows[0], rows[-1]
    if first.documents < last.documents:
        steps = math.log(last.documents / first.documents)
        print(
            f"\nFrom {first.documents} to {last.documents} documents, time grows with the number"
            f" to the power of {math.log(last.cold.seconds / first.cold.seconds) / steps:.2f}"
            f" (cold), {math.log(last.edited.seconds / first.edited.seconds) / steps:.2f} (one"
            " word edited)."
        )


def _print_stages(rows: Sequence[Row]) -> None:
    """Where the processor time of the cold build of the largest corpus went."""
    if not rows:
        return
    print(f"\n## Stages of the cold build of {rows[-1].name}\n")
    print("| stage | processor | of the build itself | of its processes | of all | memory |")
    print("|---|" + "---:|" * 5)
    stages = rows[-1].stages
    total = sum(one.own + one.others for one in stages) or 1
    own, others = sum(one.own for one in stages), sum(one.others for one in stages)
    most = max((one.megabytes for one in stages), default=0)
    for one in (*stages, Stage("all", own, others, most)):
        both = one.own + one.others
        print(
            f"| {one.name} | {both:.1f} s | {one.own:.1f} s | {one.others:.1f} s"
            f" | {both / total:.0%} | {one.megabytes:.0f} MB |"
        )


if __name__ == "__main__":
    main()
