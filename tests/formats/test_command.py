"""`commonplace export`, called as a person calls it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commonplace.cli import main
from commonplace.formats import FORMATS
from tests.cli.test_cli import Here

POST = """---
title: Newts in the ditch
date: 2024-03-09
private_note: zanzibar
---

A newt wants a slow ditch. <!-- quagga --> See the [report](https://ponds.example.org/report).

<p onclick="alert(1)">Nothing else.</p> <script>alert(2)</script> [run](javascript:alert(3))
"""


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("commonplace.workers.pool.Workers", Here)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "newts.md").write_text(POST)
    (tmp_path / "seeds" / "draft.md").write_text("---\ntitle: Later\ndraft: true\n---\nokapi\n")
    return tmp_path / "seeds"


def export(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def test_nothing_withheld_is_in_any_format(seeds: Path, tmp_path: Path) -> None:
    names = [word for name in FORMATS for word in ("--format", name)]
    done = export("--seeds", seeds, "--to", tmp_path / "out", *names)
    assert done.exit_code == 0, done.output
    found = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert f"{tmp_path / 'out'}: {len(found) - 1} files written.\n" in done.output
    for path in found:
        data = path.read_bytes()
        assert not any(word in data for word in (b"zanzibar", b"quagga", b"okapi")), path
    opened = sqlite3.connect(tmp_path / "out" / "commonplace.sqlite")
    found_rows = opened.execute(
        "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH 'newts'"
    )
    assert found_rows.fetchone() == (1,)
    opened.close()


def test_drafts_are_exported_where_they_are_asked_for(seeds: Path, tmp_path: Path) -> None:
    assert not export("--seeds", seeds, "--to", "out", "--format", "jsonl", "--drafts").exit_code
    assert "okapi" in (tmp_path / "out" / "passages.jsonl").read_text()


def test_an_export_never_writes_among_seeds_or_over_other_files(seeds: Path) -> None:
    for place in (seeds, seeds / "out"):
        done = export("--seeds", seeds, "--to", place, "--format", "vault")
        assert done.exit_code == 1 and "--to" in done.output
    assert {path.name for path in seeds.iterdir()} == {"newts.md", "draft.md"}
    own = seeds.parent / "passages.jsonl"
    own.write_text("mine")
    done = export("--seeds", seeds, "--to", seeds.parent, "--format", "jsonl")
    assert done.exit_code == 1 and "was not written by an export" in done.output
    assert own.read_text() == "mine"


def test_without_a_project_a_place_has_to_be_named(seeds: Path) -> None:
    done = export("--seeds", seeds, "--format", "jsonl")
    assert done.exit_code == 1 and "--to" in done.output
