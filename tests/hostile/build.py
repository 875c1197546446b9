"""The hostile corpus, built beside a file that is good."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from commonplace import pipeline
from commonplace.model import Diagnostic
from commonplace.model.identity import Identity
from commonplace.project import project
from tests.hostile import make
from tests.hostile.case import Case

#: All attempts that can be built together.
TOGETHER = [case for case in make.CASES if not case.alone and case.beside is None]
#: Pages written by hand, which no seed may take the place of.
BY_HAND = {"about.md": b"# About\n", "decisions/index.md": b"# Decisions\n"}


@dataclass(frozen=True, kw_only=True)
class Built:
    """A folder with seeds, what was made of them, and what was said."""

    top: Path
    told: dict[str, list[Diagnostic]]
    others: list[Diagnostic]

    @property
    def docs(self) -> Path:
        return self.top / "docs"


def build(top: Path, cases: list[Case], known: project.Project = project.NO_PROJECT) -> Built:
    """Build some attempts and the good file, with a file beside that nothing may touch."""
    make.write(cases, top / "seeds")
    for name, data in BY_HAND.items():
        (top / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (top / "docs" / name).write_bytes(data)
    (top / "outside.md").write_text("nothing may touch this")
    before = outside(top)
    report = pipeline.build(
        pipeline.Request(
            folders=(top / "seeds",),
            docs=top / "docs",
            index_folder=top / "index" / "whoosh",
            project=known,
        )
    )
    assert outside(top) == before
    assert all((top / "docs" / name).read_bytes() == data for name, data in BY_HAND.items())
    by_folder = {case.folder: case for case in cases}
    told: dict[str, list[Diagnostic]] = defaultdict(list)
    others = []
    for diagnostic in report.diagnostics:
        parts = diagnostic.file.partition("seeds/")[2].split("/")
        folder = "/".join(parts[:2])
        (told[folder] if folder in by_folder else others).append(diagnostic)
    return Built(top=top, told=told, others=others)


def outside(top: Path) -> dict[str, str]:
    """All that lies in the folder and is neither generated nor an index, and what it is."""
    return {
        path.relative_to(top).as_posix(): (
            path.read_bytes().hex()
            if path.is_file() and not path.is_symlink() and os.access(path, os.R_OK)
            else ""
        )
        for path in sorted(top.rglob("*"))
        if path.relative_to(top).parts[0] not in ("docs", "index")
    }


def together(top: Path) -> Built:
    """All attempts that can be built together, as one collection."""
    identity = Identity(captions=True)
    return build(top, TOGETHER, replace(project.NO_PROJECT, identity=identity))
