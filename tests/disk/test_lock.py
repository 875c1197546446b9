"""Two builds at once: the second waits, or says who builds; a killed one is in nobody's way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def taken(path: Path) -> str:
    """What a build that cannot wait is told of the one that has the lock; "" if it is free."""

    def attempt() -> str:
        try:
            with lock.held(path, wait=0):
                return ""
        except lock.LockedError as problem:
            return str(problem)

    with ThreadPoolExecutor(1) as other:  # a thread of its own is another build
        return other.submit(attempt).result()


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=2, max_size=4))
def test_a_lock_that_was_let_go_is_taken_anew(builds: list[tuple[int, bool]]) -> None:
    """One build after the other in a process, each with builds inside, some of which fail."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made" / "here" / "index.lock"
        for inside, fails in builds:
            with suppress(ZeroDivisionError), ExitStack() as stack:
                for _ in range(1 + inside):
                    stack.enter_context(lock.held(path, wait=0))
                assert f"process {os.getpid()}, since 20" in taken(path)
                if fails:
                    raise ZeroDivisionError
            assert not taken(path) and path.exists()


def test_two_locks_are_two(tmp_path: Path) -> None:
    with lock.held(tmp_path / "one.lock", wait=0):
        assert not taken(tmp_path / "other.lock")
        (tmp_path / "there").mkdir()
        assert taken(tmp_path / "there" / ".." / "one.lock")


def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "index.lock"
    for text in ("my notes\n", "processed\n", "x"):
        path.write_text(text)
        for _ in range(2):
            with (
                pytest.raises(FileExistsError, match="move the file away"),
                lock.held(path, wait=0),
            ):
                pass
        assert path.read_text() == text
    for text in ("", "process 7, since 2024-01-01 00:00:00, and much more than is written today\n"):
        path.write_text(text)
        with lock.held(path, wait=0):
            line = path.read_text()
        assert line.startswith(f"process {os.getpid()}, since ") and line.count("\n") == 1
        assert len(line) < 60


def test_who_is_waited_for_is_said_on_stderr(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "index.lock"
    with lock.held(path), ThreadPoolExecutor(1) as other, pytest.raises(lock.LockedError):
        other.submit(lock.held(path, wait=0.01).__enter__).result()
    assert f"another build (process {os.getpid()}, since " in capfd.readouterr().err


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_worker_closes_nothing_but_locks_that_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_handles", set())
    with lock.held(tmp_path / "index.lock"):
        pass
    with (tmp_path / "other").open("w") as file:  # has the number that the lock had
        worker = os.fork()
        if not worker:
            with suppress(OSError):
                os.write(file.fileno(), b"written")
            os._exit(0)
        os.waitpid(worker, 0)
    assert (tmp_path / "other").read_text() == "written"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_worker_that_goes_on_does_not_hold_what_its_build_let_go(tmp_path: Path) -> None:
    path = tmp_path / "index.lock"
    with lock.held(path):
        read, write = os.pipe()
        begun, begins = os.pipe()
        worker = os.fork()
        if not worker:
            os.close(write)
            os.write(begins, b".")
            os.read(read, 1)
            os._exit(0)
        os.read(begun, 1)
    held = taken(path)
    for one in (read, write, begun, begins):
        os.close(one)
    os.waitpid(worker, 0)
    assert not held


@pytest.mark.skipif(os.name == "nt", reason="this system has no modes")
def test_only_who_builds_writes_the_file_and_everybody_reads_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with lock.held(tmp_path / "index.lock"):
            assert (tmp_path / "index.lock").stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(before)


def test_a_build_waits_as_long_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, clock, told = tmp_path / "index.lock", [100.0], []
    monkeypatch.setattr(lock.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(lock.time, "sleep", lambda pause: clock.append(clock.pop() + pause))

    def late() -> None:
        with lock.held(path, wait=1.0, say=told.append):
            pass

    with lock.held(path, wait=0), ThreadPoolExecutor(1) as other:
        path.write_text("")
        with pytest.raises(lock.LockedError, match=r"process unknown.* within 1 s; wait"):
            other.submit(late).result()
    assert told == ["another build (process unknown) is running; waiting up to 1 s"]
    assert 101 <= clock[0] < 101.5


def test_a_second_build_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "pond.md").write_text("# Pond\n\nNewts.\n")
    index, docs = tmp_path / "index", tmp_path / "docs"
    words = ["build", "--seeds", tmp_path / "seeds", "--docs", docs, "--index", index]
    words += ["--jobs", "1", "--wait", "0.2"]
    command = [sys.executable, "-m", "commonplace", *map(str, words)]
    with holder(tmp_path / "index.lock") as process:
        assert said(process) == "held"
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert f"process {process.pid}" in done.stderr and not docs.exists()
    subprocess.run(command, capture_output=True, check=True)
    assert index.is_file() and (docs / "index.md").exists()
