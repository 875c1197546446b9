"""A small project that is built, edited and built again, and what has to hold of it."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from commonplace import index
from commonplace.disk.places import MARK
from commonplace.disk.write import LIST, finish, written_by_builds
from commonplace.export import MANIFEST
from commonplace.render import scripts
from commonplace.workers import pool

ROOT = Path(__file__).parent.parent.parent
THEME = ROOT / "commonplace" / "theme" / "overrides"
HOOK = ROOT / "commonplace" / "mkdocs_hook.py"
_CONFIG = f"""
site_name: Pond
docs_dir: docs
theme: {{name: null, custom_dir: theme}}
plugins: []
hooks: [{HOOK}]
"""
_PAGE = "<html><title>{{ page.title }}</title>{{ page.content }}</html>"
_MAP = "{% for file in pages %}{{ file.page.update_date }} {{ file.url or '.' }}\n{% endfor %}"
QUERY = "newts OR toads OR reeds OR frogs"


class Here:
    """In the place of processes: work is done where it is asked for."""

    def __init__(self, jobs: int, limits: object) -> None:
        self.limits, self.map = limits, map

    def close(self) -> None:
        """Nothing runs."""


def without_processes(patched: pytest.MonkeyPatch) -> None:
    """Have builds be quick, so that many can be tried: no processes, and scripts made once.

    MkDocs loads the hook once for all tests of a process, as a module of its own, which may
    by now have workers: their threads would not be there in a fork.
    """
    made = scripts.scripts()
    patched.setattr("commonplace.pipeline.files.scripts", lambda *own, **more: made)
    patched.setattr(pool, "Workers", Here)
    for module in list(sys.modules.values()):
        if getattr(module, "__file__", None) == str(HOOK):
            patched.setattr(module, "Workers", Here)
            patched.setattr(module, "_WORKERS", [])


def make(top: Path) -> None:
    """A project with three seeds and pages written by hand, not yet built."""
    for name in ("seeds", "docs/own", "theme"):
        (top / name).mkdir(parents=True)
    (top / "mkdocs.yml").write_text(_CONFIG)
    for name in {"main.html", *(path.name for path in THEME.glob("*.html"))}:
        (top / "theme" / name).write_text(_PAGE)
    (top / "theme" / "sitemap.xml").write_text(_MAP)
    (top / "theme" / "mkdocs_theme.yml").write_text("static_templates: [sitemap.xml]\n")
    (top / "docs" / "about.md").write_text("# About\n")
    (top / "docs" / "own" / "page.md").write_text("# By hand\n")
    (top / "seeds" / "pond.md").write_text(
        "---\ntitle: The pond\ndate: 2024-01-02\npermalink: /old/pond/\n---\nNewts live here.\n"
    )
    (top / "seeds" / "talk.md").write_text(
        "**Ada Marsh** [00:00:01]: Where do newts live?\n\n**Wim Ode** [00:00:05]: In reeds.\n"
    )
    (top / "seeds" / "gone.md").write_text("# Gone\n\nFrogs, for now.\n")


def edit(top: Path) -> None:
    """Change a seed, delete one, and add one."""
    pond = top / "seeds" / "pond.md"
    pond.write_text(pond.read_text().replace("Newts", "Toads and newts"))
    (top / "seeds" / "gone.md").unlink()
    (top / "seeds" / "new.md").write_text("---\ndate: 2025-03-04\n---\n# New\n\nFrogs stay.\n")


def build(top: Path) -> None:
    """What `mkdocs build` does."""
    mkdocs_build(load_config(str(top / "mkdocs.yml")))


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def found(top: Path) -> str:
    """What a search finds, as JSON."""
    return index.search(top / "build" / "index", QUERY, limit=50).as_json()


@dataclass(frozen=True, kw_only=True)
class State:
    """All that a build makes, as it should be before or behind it."""

    docs: dict[str, bytes]
    site: dict[str, bytes]
    found: str

    @staticmethod
    def of(top: Path) -> State:
        """The state of a project now."""
        return State(docs=files(top / "docs"), site=files(top / "site"), found=found(top))


def clean(top: Path) -> State:
    """The state that a first build makes of a project, in a place of its own."""
    fresh = top.with_name("clean")
    shutil.rmtree(fresh, ignore_errors=True)
    make(fresh)
    shutil.rmtree(fresh / "seeds")
    shutil.copytree(top / "seeds", fresh / "seeds")
    build(fresh)
    return State.of(fresh)


def check_readers(top: Path, states: tuple[State, ...]) -> None:
    """What somebody who reads finds: search, site, manifest and what it names, and pages."""
    site = files(top / "site")
    assert site in [state.site for state in states], differences(site, states[-1].site)
    assert found(top) in [state.found for state in states]
    docs = top / "docs"
    manifest = (docs / MANIFEST).read_bytes()
    searched = next(state.docs for state in states if state.docs[MANIFEST] == manifest)
    for name, data in searched.items():
        if name.startswith("search/"):
            assert (docs / name).read_bytes() == data, name
    for name in written_by_builds(docs):
        if (docs / name).exists():
            assert (docs / name).read_bytes() in [state.docs.get(name) for state in states], name


def check_after(top: Path, states: tuple[State, ...], *, again: bool) -> None:
    """What holds for a build that was stopped, and, if one is made `again`, for the next one."""
    check_readers(top, states)
    assert (top / "docs" / "about.md").read_text() == "# About\n"
    copy = top.with_name("finished")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(top / "docs", copy)
    finish(copy)  # what any build does first, and `mkdocs serve` even if it can do no more
    pages = files(copy)
    assert pages in [state.docs for state in states], differences(pages, states[-1].docs)
    if not again:
        return
    build(top)
    now = State.of(top)
    assert now.docs == states[-1].docs, differences(now.docs, states[-1].docs)
    assert now == states[-1]
    assert len(list((top / "build" / "index.generations").iterdir())) <= 2
    left = [path for path in top.rglob(".*") if path.name not in (LIST, MARK)]
    assert not left


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> str:
    """The names of files that two folders do not share."""
    return json.dumps(sorted(name for name in {*one, *other} if one.get(name) != other.get(name)))
