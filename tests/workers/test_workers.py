"""Processes with limits: whatever one thing does, the others come back, and in order."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from click.testing import CliRunner

from commonplace import mkdocs_hook
from commonplace.cli import main
from commonplace.diagnostics.limits import Limits
from commonplace.model import Failed
from commonplace.pipeline import reading
from commonplace.workers import pool
from commonplace.workers.pool import Workers
from commonplace.workers.process import WorkersError
from tests import misbehaving
from tests.workers import large

FEW = Limits(seconds=1, memory=100 * 1024**2)
TIME = "1 seconds of processor time"
MEMORY = "more memory than one file may use"

#: What a thing does, and what is said about it.
TOLD = {
    "hang in Python": TIME,
    "hang in C": TIME,
    "eat": MEMORY,
    "crash": "SIGSEGV",
    "leave": "status 0",
    "abort": "SIGABRT",
    "be killed": "SIGKILL",
    "recurse": "nested too deeply",
    "fail": "the program failed on it (ValueError)",
    "stop answering": "died (SIGKILL)",
}


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(2, FEW) as workers:
        yield workers


def gone(pid: int) -> bool:
    """Whether there is no such process, not even one whose end nobody has noticed."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def within(seconds: float, is_so: Any) -> bool:
    """Whether something becomes so; for what another process does in its own time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.05)
    return False


def test_all_troubles_are_tried() -> None:
    assert {*TOLD, "hang idle"} == set(misbehaving.TROUBLES)


def test_what_waits_without_working_is_ended_by_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "PATIENCE", 1)
    with Workers(1, Limits(seconds=3)) as workers:
        hung, well = workers.map(misbehaving.behave, ["hang idle", "well"])
    assert isinstance(hung, Failed)
    assert hung.message == "it was not finished after 3 seconds"
    assert well == "well"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_thing_that_makes_trouble_costs_only_itself(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = ["eat", "hang in C", "leave"] if jobs == 1 else list(TOLD)
    monkeypatch.setattr(pool, "PATIENCE", 600)  # a busy machine shall not decide
    monkeypatch.setattr(pool, "GRACE", 0.5)
    things = [name for trouble in troubles for name in (f"before {trouble}", trouble)] + ["last"]
    with Workers(jobs, FEW) as workers:
        results = list(workers.map(misbehaving.behave, things))
    for thing, result in zip(things, results, strict=True):
        if thing in TOLD:
            assert isinstance(result, Failed), thing
            assert TOLD[thing] in result.message, thing
            assert result.why, thing
            assert result.remedy, thing
        else:
            assert result == thing


def test_a_result_that_cannot_be_sent_costs_only_itself(workers: Workers) -> None:
    first, deep, last = workers.map(misbehaving.nested, [1, 1_000_000, 1])
    assert first == last == [[]]
    assert isinstance(deep, Failed)


def test_processes_are_few_and_kept(workers: Workers) -> None:
    pids = {
        cast(int, pid)
        for _ in range(2)
        for pid in workers.map(misbehaving.process, list(range(20)))
    }
    assert len(pids) <= 2
    assert os.getpid() not in pids
    workers.close()
    assert all(gone(pid) for pid in pids)


def test_a_process_that_was_warmed_is_the_one_that_works(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    start = subprocess.Popen

    def noting(*given: Any, **more: Any) -> Any:
        process = start(*given, **more)
        started.append(process.pid)
        return process

    monkeypatch.setattr(subprocess, "Popen", noting)
    workers.warm(misbehaving.behave)
    assert workers.run(misbehaving.process, 0) in started
    assert len(started) == 1


def test_a_process_that_was_warmed_for_nothing_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    with Workers(1) as workers:
        workers.warm(misbehaving.behave)
    with pytest.raises(WorkersError, match="closed"):
        workers.run(misbehaving.process, 0)
    monkeypatch.setattr(pool, "_START", "raise SystemExit(7)")
    with Workers(1) as workers:
        workers.warm(misbehaving.behave)  # which fails, and nobody has asked for anything
    with Workers(1) as workers, pytest.raises(WorkersError, match="status 7"):
        workers.warm(misbehaving.behave)
        workers.run(misbehaving.behave, "a")


def test_nothing_is_started_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(*_: object, **__: object) -> None:
        raise AssertionError("a process is started")

    monkeypatch.setattr(subprocess, "Popen", start)
    with Workers(2) as workers:
        assert list(workers.map(misbehaving.behave, [])) == []


def test_one_that_somebody_else_kills_is_tried_again(workers: Workers, tmp_path: Path) -> None:
    assert workers.run(misbehaving.die_once, tmp_path / "mark") == "done"


def test_one_that_is_killed_at_rest_is_replaced(workers: Workers) -> None:
    pid = workers.run(misbehaving.process, 0)
    assert isinstance(pid, int)
    os.kill(pid, signal.SIGKILL)
    assert workers.run(misbehaving.process, 0) != pid


def test_what_is_printed_does_not_get_between(workers: Workers) -> None:
    assert list(workers.map(misbehaving.shout, ["a", "b"])) == ["A", "B"]


def test_work_that_cannot_be_loaded_is_said_once(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(thing: object) -> object:
        return thing

    unknown.__module__ = unknown.__qualname__ = unknown.__name__ = "nowhere"
    monkeypatch.setitem(sys.modules, "nowhere", SimpleNamespace(nowhere=unknown))
    with pytest.raises(WorkersError, match="nowhere"):
        list(workers.map(unknown, [1, 2, 3]))


def test_processes_that_cannot_be_started_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_START", "raise SystemExit(7)")
    with Workers(2) as workers, pytest.raises(WorkersError, match="status 7"):
        list(workers.map(misbehaving.behave, ["a"]))


CALLER = """
import sys
from pathlib import Path
from commonplace.diagnostics.limits import Limits
from commonplace.workers.pool import Workers
from tests import misbehaving
with Workers(2, Limits(seconds=int(sys.argv[2]))) as workers:
    list(workers.map(misbehaving.note_and_hang, [Path(sys.argv[1])] * 4))
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_all_end_with_the_one_that_started_them(how: signal.Signals, tmp_path: Path) -> None:
    """At Ctrl-C at once; where the caller is killed, at the limit of the thing at hand."""
    seconds = "600" if how == signal.SIGINT else "2"
    with subprocess.Popen(
        [sys.executable, "-c", CALLER, str(tmp_path), seconds],
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as caller:
        assert within(60, lambda: len(list(tmp_path.iterdir())) == 2)
        pids = [int(path.name) for path in tmp_path.iterdir()]
        caller.send_signal(how)
        said = caller.communicate(timeout=60)[1].decode()
    if how == signal.SIGINT:
        assert all(gone(pid) for pid in pids)
        assert said.count("Traceback") == said.count("KeyboardInterrupt") == 1, said
    else:
        assert within(60, lambda: all(gone(pid) for pid in pids))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with one seed over which the program hangs."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\nextra: {commonplace: {}}\n")
    (tmp_path / "glossary.yml").write_text("")
    (tmp_path / "limits.yml").write_text("seconds: 1\n")
    (tmp_path / "seeds" / "good.md").write_text("# Good\n\nAll is well.\n")
    (tmp_path / "seeds" / "bad.md").write_text("# Bad\n\nHANG\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reading, "MAKE", misbehaving.document)
    return tmp_path


def test_a_build_says_which_file_hangs(project: Path) -> None:
    done = CliRunner().invoke(main, ["build", "--jobs", "1", "--strict"])
    assert done.exit_code == 1
    line = next(line for line in done.stderr.splitlines() if "bad.md" in line)
    assert f"bad.md:1: error: it was not finished after {TIME}; " in line
    assert "`seconds` in limits.yml" in line
    assert (project / "docs" / "posts" / "good" / "index.md").exists()
    assert not (project / "docs" / "posts" / "bad").exists()


def test_the_hook_does_not_hang(project: Path) -> None:
    config = SimpleNamespace(
        config_file_path=str(project / "mkdocs.yml"),
        docs_dir=str(project / "docs"),
        site_url=None,
        extra={"under": ""},
    )
    with contextlib.ExitStack() as stack:
        stack.callback(mkdocs_hook.on_shutdown)
        known, told = mkdocs_hook._project(cast(Any, config))
        told = mkdocs_hook._build(cast(Any, config), known, told)
    assert (project / "docs" / "posts" / "good" / "index.md").exists()
    assert any("bad.md:1: error: it was not finished after" in str(one) for one in told)


def test_limits_may_be_absurd() -> None:
    with Workers(1, Limits(seconds=10**30, memory=10**30)) as workers:
        assert workers.run(misbehaving.behave, "a") == "a"
    with Workers(1, Limits(memory=1)) as workers:
        told = None
        try:
            result = workers.run(misbehaving.behave, "a" * 10_000_000)
            told = result.message if isinstance(result, Failed) else None
        except WorkersError as problem:
            told = str(problem)
    assert told
    assert "memory" in told


def test_the_limit_is_for_things_and_not_for_what_a_later_function_imports() -> None:
    with Workers(1, FEW) as workers:
        assert workers.run(misbehaving.behave, "a") == "a"
        assert workers.run(large.size, None) == 150 * 1024**2
        lost = workers.run(misbehaving.behave, "eat")
        assert isinstance(lost, Failed)
        assert MEMORY in lost.message


def test_things_come_back_in_order_whoever_is_slow(workers: Workers) -> None:
    things: Sequence[int] = range(200)
    assert list(workers.map(abs, things)) == list(things)
