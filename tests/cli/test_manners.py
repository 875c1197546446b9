"""How the commands behave: quick to answer, one line for a mistake, a telling exit status."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonplace.cli import main, processes

#: What takes long to import, and is wanted only for work.
SLOW = ("mkdocs", "whoosh", "jinja2", "ftfy", "nh3", "lxml")
_LOADED = f"""
import sys
from commonplace.cli import main
try:
    main(sys.argv[1:], prog_name="commonplace")
finally:
    print(sorted(set(sys.modules) & set({SLOW!r})))
"""
_STOPPED = """
import signal, sys
from commonplace import pipeline
from commonplace.cli import main
def stopped(asked):
    signal.raise_signal(signal.SIGINT)
pipeline.build = stopped
main(sys.argv[1:], prog_name="commonplace")
"""


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    command = [sys.executable, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "words", [("--version",), ("--help",), ("build", "--help"), ("new", "--help"), ("bild",)]
)
def test_what_needs_no_work_is_answered_at_once(words: tuple[str, ...]) -> None:
    done = run("-c", _LOADED, *words)
    assert done.stdout.splitlines()[-1] == "[]", done.stdout + done.stderr


def test_ctrl_c_ends_a_build_with_one_line_and_the_status_of_shells(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "pond.md").write_text("# Pond\n\nNewts.\n")
    places = ("--docs", tmp_path / "docs", "--index", tmp_path / "index")
    done = run("-c", _STOPPED, "build", "--seeds", tmp_path / "seeds", *places)
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr.split("\n") == [
        "",
        "Stopped. What the last build made is still in place.",
        "",
    ]
    assert not done.stdout and not (tmp_path / "docs").exists()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("build", "--seeds", "nowhere"), 1, "nowhere: the folder of seeds does not exist; check"),
        (("build", "--seeds", "file.md"), 1, "file.md: this is a file; name the folder"),
        (("build", "--seeds", "empty"), 0, "empty: warning: no text to read; put posts"),
        (("build", "--seeds", "odd"), 0, "odd: warning: no text to read; put posts"),
        (("check", "empty"), 0, "empty: warning: no text to read; put posts"),
        (("check", "nowhere.md"), 1, "nowhere.md: the file does not exist; check"),
        (("clean", "empty"), 1, "empty: this is a folder; name one file"),
        (("build",), 1, "no project found, and no --seeds given; run this in a project, or"),
        (("search", "newt", "--index", "nowhere"), 1, "no index found; run `commonplace build`"),
        (
            ("build", "--sedes", "empty"),
            2,
            "Did you mean one of: '--docs', '--scheduler'",
        ),
        (("bild",), 2, "Did you mean 'build'?"),
    ],
)
def test_a_mistake_gets_one_line_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], status: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("empty", "odd"):
        (tmp_path / name).mkdir()
    (tmp_path / "odd" / "picture.xyz").write_bytes(b"\x00\x01")
    (tmp_path / "file.md").write_text("# Pond\n\nNewts.\n")
    places = ("--docs", "docs", "--index", "index") if "--seeds" in words else ()
    done = CliRunner().invoke(main, [*words, *places])
    assert done.exit_code == status
    assert sum(said in line for line in done.stderr.splitlines()) == 1, done.stderr
    assert "Traceback" not in done.output


def test_quiet_and_verbose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "mapper_of", lambda *given: nullcontext(map))
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "pond.md").write_text("# Pond\n\nNewts.\n")
    places = ("--docs", tmp_path / "docs", "--index", tmp_path / "index", "--no-cache")
    words = ["build", "--seeds", *map(str, (tmp_path / "seeds", *places))]
    usual, quiet, verbose = (
        CliRunner().invoke(main, [*words, *more]) for more in ((), ("--quiet",), ("-v",))
    )
    assert "1 documents" in usual.stdout and not usual.stderr
    assert not quiet.output
    assert "1 documents" in verbose.stdout
    stages = [line.split(" s  ")[1] for line in verbose.stderr.splitlines()]
    assert stages[:2] == ["Looking for files", "Reading 1 files"] and len(stages) > 5
    assert not logging.getLogger("commonplace").handlers


@pytest.mark.parametrize(("value", "coloured"), [("", True), ("1", False)])
def test_no_color_is_respected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, coloured: bool
) -> None:
    """See https://no-color.org; an empty variable says nothing."""
    monkeypatch.setenv("NO_COLOR", value)
    (tmp_path / "empty").mkdir()
    done = CliRunner().invoke(main, ["check", str(tmp_path / "empty")], color=True)
    assert ("\x1b[" in done.stderr) == coloured
