"""Two builds at once: the second waits, or says who builds; a killed one is in nobody's way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonplace.cli import main
from commonplace.disk import lock

_HOLDS = """
import os, sys, time
from pathlib import Path
from commonplace.disk import lock
with lock.held(Path(sys.argv[1])):
    worker = os.fork() if len(sys.argv) > 2 else None
    if worker != 0:
        print(worker or "held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(path: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a lock until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(path), *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def test_who_holds_the_lock_is_said(tmp_path: Path) -> None:
    path = tmp_path / "index.lock"
    told: list[str] = []
    with holder(path) as process:
        assert said(process) == "held"
        with (
            pytest.raises(lock.LockedError, match=f"process {process.pid}, since 20"),
            lock.held(path, wait=0.2, say=told.append),
        ):
            pass
    assert len(told) == 1
    assert told[0].startswith(f"another build (process {process.pid}, since ")
    assert told[0].endswith("is running; waiting up to 0.2 s")
    with lock.held(path, wait=0, say=told.append):
        assert path.read_text().startswith(f"process {os.getpid()}, since ")
    assert len(told) == 1 and path.exists()


def test_a_waiting_build_goes_on_when_the_other_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "index.lock"
    told: list[str] = []
    with holder(path) as process:
        assert said(process) == "held"

        def end(message: str) -> None:
            told.append(message)
            assert process.stdin
            process.stdin.close()

        with lock.held(path, wait=60, say=end):
            pass
    assert told


def test_the_lock_of_a_killed_build_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "index.lock"
    with holder(path) as process:
        assert said(process) == "held"
        process.kill()
        process.wait()
        with lock.held(path, wait=0):
            pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_worker_that_outlives_a_killed_build_does_not_keep_its_lock(tmp_path: Path) -> None:
    path = tmp_path / "index.lock"
    with holder(path, "and a worker") as process:
        worker = int(said(process))
        try:
            process.kill()
            process.wait()
            with lock.held(path, wait=10):
                pass
            os.kill(worker, 0)  # it is still there
        finally:
            os.kill(worker, signal.SIGKILL)


def test_a_build_inside_of_a_build_does_not_wait_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "index.lock"
    with lock.held(path), lock.held(path, wait=0):
        pass
    with holder(path) as process:  # both have let go
        assert said(process) == "held"


def test_a_second_build_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "pond.md").write_text("# Pond\n\nNewts.\n")
    index, docs = tmp_path / "index", tmp_path / "docs"
    words = ["build", "--seeds", tmp_path / "seeds", "--docs", docs, "--index", index]
    words += ["--jobs", "1", "--wait", "0.2"]
    with holder(tmp_path / "index.lock") as process:
        assert said(process) == "held"
        done = CliRunner().invoke(main, list(map(str, words)))
        assert done.exit_code == 1
        assert f"process {process.pid}" in done.output and not docs.exists()
    assert CliRunner().invoke(main, list(map(str, words))).exit_code == 0
    assert index.is_symlink() and (docs / "index.md").exists()
