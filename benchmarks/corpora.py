"""Sites and indexes of a corpus, kept in build/bench/ until the corpus or the program changes."""

from __future__ import annotations

import glob
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engines import Engine, material, ours, pagefind
from commonplace import export, index, pipeline, render
from commonplace.addresses.assemble import assemble
from commonplace.collect import collect
from commonplace.document import PHRASES
from commonplace.model import Catalogue, Derived, Library
from commonplace.project import project

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "bench"
DIGITS = 12  #: of a hash, in the name of a folder
#: What a built site depends on besides the corpus.
PROGRAM = (
    *(
        "commonplace",
        "docs",
        "mkdocs.yml",
        "glossary.yml",
        "topics.yml",
        "people.yml",
        "requirements.lock",
    ),
    *("benchmarks/engines", "benchmarks/corpora.py"),
)


@dataclass(frozen=True)
class Corpus:
    """A folder of seeds under a name."""

    name: str
    seeds: Path


def corpus(path: Path, kept: Path = KEPT) -> Corpus:
    """A folder of seeds, or an archive of one, which is unpacked below `kept`."""
    if path.is_dir():
        return Corpus(path.resolve().name, path.resolve())
    name = path.name.removesuffix(".gz").removesuffix(".tar")
    folder = kept / "unpacked" / _digest([path])
    if not folder.exists():
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
    return Corpus(name, folder)


def engines(corpus: Corpus, kept: Path = KEPT) -> list[Engine]:
    """All engines with their indexes of a corpus below `kept`; only Pagefind may be missing."""
    place = kept.resolve() / f"{corpus.name}-{_digest([corpus.seeds, *_program()])}"
    note = place / "seconds.json"
    if not note.exists():
        for stale in kept.glob(f"{glob.escape(corpus.name)}-{'[0-9a-f]' * DIGITS}"):
            shutil.rmtree(stale)
        place.mkdir(parents=True)
        note.write_text(json.dumps(_build(corpus, place)))
    seconds = json.loads(note.read_text())
    made = [ours.engine(place / "ours", seconds["ours"])]
    if "pagefind" in seconds:
        made.append(pagefind.engine(place / "pagefind", seconds["pagefind"]))
    return [*made, material.engine(place / "material", seconds["material"])]


def _build(corpus: Corpus, place: Path) -> dict[str, float]:
    """Build every site below `place`; gives the seconds that each index took."""
    run = subprocess.run(
        (
            *(sys.executable, "-m", "commonplace", "site"),
            *("--seeds", str(corpus.seeds), "--to", str(place / "ours")),
            *("--vocabulary", str(ROOT)),
        ),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        sys.exit(f"commonplace site: {run.stderr[-2000:]}")
    held = library(corpus.seeds)
    begin = time.perf_counter()
    index.update(place / "index", held)
    export.of_documents(held.documents)
    seconds = {"ours": time.perf_counter() - begin}
    if pagefind.installed():
        seconds["pagefind"] = pagefind.index(place / "ours", place / "pagefind")
    docs = place / "docs"
    made = render.pages(Catalogue(held, Derived()), PHRASES)
    for name, text in made.files.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    seconds["material"] = material.index(docs, place / "material")
    return seconds


def library(folder: Path) -> Library:
    """The documents as a build has them when it comes to the index."""
    seeds, _ = collect((folder,))
    known, _ = project.read(ROOT)
    made = [pipeline.make_document(seed, known.glossary) for seed in seeds]
    return assemble(made, seeds, taken=frozenset())


def _program() -> list[Path]:
    """Every file of the program that git would take, so nothing that a build made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard", "--", *PROGRAM],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in sorted(set(listed.split("\0"))) if (ROOT / name).is_file()]


def _digest(paths: Iterable[Path]) -> str:
    """A short hash of some files and folders, names and bytes."""
    digest = hashlib.sha256()
    for top in paths:
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(top)}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:DIGITS]
