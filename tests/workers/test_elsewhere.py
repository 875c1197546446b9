"""The same documents wherever they are made: in processes, on executors, on a cluster."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from commonplace import pipeline
from commonplace.cli import main
from commonplace.collect import collect
from commonplace.diagnostics.limits import LIMITS, Limits
from commonplace.document import make_document
from commonplace.model import Failed
from commonplace.project import project
from commonplace.workers import executors
from commonplace.workers.executors import Cluster, OnExecutor
from commonplace.workers.pool import Workers
from commonplace.workers.process import WorkersError
from tests import misbehaving

CHECKOUT = Path(__file__).parents[2]
SEEDS, _ = collect([CHECKOUT / "seeds"])
KNOWN, _ = project.read(CHECKOUT)
MAKE = partial(make_document, glossary=KNOWN.glossary, limits=KNOWN.limits)


@pytest.fixture(scope="module")
def here() -> list[object]:
    """What is made of the shipped seeds one after the other, without any process."""
    return [MAKE(seed) for seed in SEEDS]


@pytest.fixture
def often() -> Iterator[None]:
    """Threads take turns so often that what they share comes to light."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.parametrize("jobs", [1, 2])
def test_any_number_of_jobs_makes_the_same(jobs: int, here: list[object]) -> None:
    with Workers(jobs) as workers:
        assert list(workers.map(MAKE, SEEDS)) == here


@pytest.mark.parametrize(
    "executor",
    [
        partial(ThreadPoolExecutor, 2),
        partial(ProcessPoolExecutor, 2, get_context("spawn")),
    ],
)
def test_any_executor_makes_the_same(
    executor: Callable[[], Executor], here: list[object], often: None
) -> None:
    with executor() as pool:
        made = list(OnExecutor(pool).map(MAKE, SEEDS))
    assert [one == other for one, other in zip(made, here, strict=True)] == [True] * len(SEEDS)


def test_an_executor_loses_what_fails_and_nothing_else() -> None:
    with ThreadPoolExecutor(2) as pool:
        first, bad, last = OnExecutor(pool).map(misbehaving.behave, ["a", "recurse", "b"])
    assert (first, last) == ("a", "b")
    assert isinstance(bad, Failed)


def test_an_executor_that_breaks_is_said() -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool, pytest.raises(WorkersError):
        list(OnExecutor(pool).map(misbehaving.behave, ["a", "leave", "b"]))


def test_an_executor_may_give_up_one_thing() -> None:
    class GaveUp(Exception):
        pass

    class GivesUp(Executor):
        def submit(self, function: Any, /, *things: Any, **_: Any) -> Future[Any]:
            future: Future[Any] = Future()
            if "bad" in things:
                future.set_exception(GaveUp())
            else:
                future.set_result(function(*things))
            return future

    good, bad = OnExecutor(GivesUp(), GaveUp).map(str.upper, ["good", "bad"])
    assert good == "GOOD"
    assert isinstance(bad, Failed)


class Local:
    """A scheduler and two workers of Dask, each a process as on a cluster of machines."""

    def __init__(self, folder: Path) -> None:
        self.said = folder / "said.txt"
        self._log = self.said.open("wb")
        file = folder / "scheduler.json"
        common = ["--scheduler-file", str(file), "--no-dashboard"]
        self.scheduler = self._start("scheduler", "--port", "0", "--host", "127.0.0.1", *common)
        self.workers = [
            self._start(
                "worker",
                *common,
                *("--nthreads", "1", "--no-nanny", "--memory-limit", "0"),
                *("--local-directory", str(folder / str(number))),
            )
            for number in range(2)
        ]
        import distributed

        with distributed.Client(
            scheduler_file=str(file), timeout=60, set_as_default=False
        ) as client:
            client.wait_for_workers(2, timeout=60)
            self.address = client.scheduler.address

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        code = "from distributed.cli import dask_{0}; dask_{0}.main()".format(words[0])
        return subprocess.Popen(
            [sys.executable, "-c", code, *words[1:]],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [CHECKOUT, *sys.path]))},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
        self._log.close()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Local]:
    local = Local(tmp_path)
    yield local
    local.close()


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_cluster_that_loses_a_worker_builds_the_same_bytes(
    cluster: Local, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also, what hangs on a cluster is ended there."""
    made = 0

    def build(name: str, mapper: Any) -> dict[str, bytes]:
        docs = tmp_path / name / "docs"
        pipeline.build(
            pipeline.Request(
                folders=(CHECKOUT / "seeds",),
                docs=docs,
                index_folder=tmp_path / name / "index",
                project=KNOWN,
                mapper=mapper,
            )
        )
        return files(docs)

    with Cluster(cluster.address, Limits(seconds=2)) as there:

        def with_a_loss(function: Any, things: Sequence[Any]) -> Iterable[Any]:
            nonlocal made
            if made < 2:  # only the worker that is lost has to be at work when it is
                function = partial(misbehaving.slowly, function)
            for result in there.map(function, things):
                made += 1
                if made == 2:
                    cluster.workers[0].send_signal(signal.SIGKILL)
                    cluster.workers[0].wait()
                yield result

        after = build("cluster", with_a_loss)
        results = list(there.map(misbehaving.behave, ["a", "hang in C", "leave", "b"]))
    assert made > len(SEEDS) > 10
    assert cluster.workers[0].poll() == -signal.SIGKILL
    assert cluster.workers[1].poll() is None
    assert after == build("here", map)
    assert [isinstance(one, Failed) for one in results] == [False, True, True, False]
    assert "processor time" in results[1].message

    # and as somebody would call it
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "note.md").write_text("# Note\n\nThere.\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\nextra: {commonplace: {}}\n")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["build", "--scheduler", cluster.address])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "docs" / "posts" / "note" / "index.md").exists()


def test_no_scheduler_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "PATIENCE", 1)
    done = CliRunner().invoke(main, ["build", "--scheduler", "tcp://127.0.0.1:9"])
    assert done.exit_code == 1
    assert "tcp://127.0.0.1:9: no scheduler answers" in done.stderr


def test_without_dask_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = CliRunner().invoke(main, ["build", "--scheduler", "tcp://127.0.0.1:9"])
    assert done.exit_code == 1
    assert "pip install 'commonplace-site[cluster]'" in done.stderr


def test_a_cluster_with_another_version_is_refused() -> None:
    with pytest.raises(WorkersError, match="different version"):
        executors._limited(b"another", str.upper, LIMITS, "a")


def test_threads_of_one_machine_share_its_processes() -> None:
    limits = Limits(seconds=5)
    with ThreadPoolExecutor(4) as pool:
        work = partial(executors._limited, executors.program(), misbehaving.process, limits)
        pids = set(OnExecutor(pool).map(work, range(20)))
    assert threading.get_native_id() not in pids
    assert len(pids) <= 4
    executors._KEPT.pop(limits).close()
