"""A build that is stopped, at any moment and in any way, costs nobody anything.

`make test-killed` stops builds before every single operation, which takes long.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from tests.killing import child, project
from tests.killing.child import Operation
from tests.killing.disk import Chance, Disk, all_names, nothing_else, some_names

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="wants Linux's /proc")

FULL = bool(os.environ.get("COMMONPLACE_KILL_ALL"))
#: Random moments, chosen operations, and operations for the slower checks.
MOMENTS, OPERATIONS, FEWER = (500, 9_999, 9_999) if FULL else (15, 24, 5)
#: After one of so many the next build is made, too, which takes the most time; with all
#: operations after each.
AGAIN = 4
#: Long tests come in so many parts, which several processes may share.
PARTS = range(5)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A project that is built and then edited, the states around the next build, its steps."""

    top: Path
    states: tuple[project.State, project.State]
    steps: Sequence[Operation]

    def copy(self, to: Path) -> Path:
        """The project, as it is before the next build, in another place."""
        place = to / "project"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.top, place, symlinks=True)
        return place


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("ground")
    top = folder / "project"
    with pytest.MonkeyPatch.context() as patched:
        project.without_processes(patched)
        project.make(top)
        project.build(top)
        before = project.State.of(top)
        project.edit(top)
        after = project.clean(top)
        assert before.docs != after.docs
        shutil.copytree(top, folder / "kept", symlinks=True)
        steps = child.recorded(partial(project.build, top), top)
        assert project.State.of(top) == after
        shutil.rmtree(top)
        (folder / "kept").rename(top)
        yield Ground(top=top, states=(before, after), steps=steps)


def chosen(steps: Sequence[Operation], count: int) -> list[int]:
    """Operations to stop before: those that each stand for a step of their own, pages that are
    swapped in, and evenly from all others."""
    swaps = [n for n, (name, paths, _) in enumerate(steps) if _swaps(name, paths)]
    pages = [n for n in swaps if steps[n][1][0].endswith("/.new")]  # one like the other
    swapped = _evenly(sorted({*swaps} - {*pages}), 2 * count // 3)
    swapped += _evenly(pages, 2 * count // 3 - len(swapped))
    others = sorted({*range(len(steps))} - {*swapped})
    return sorted(swapped + _evenly(others, count - len(swapped)))


def _swaps(name: str, paths: tuple[str, ...]) -> bool:
    return name in ("rename", "exchange") or "plan.json" in paths[-1]


def _evenly(numbers: Sequence[int], count: int) -> list[int]:
    """So many of the numbers, the last of them among these; all if they are fewer."""
    if count >= len(numbers):
        return list(numbers)
    return [numbers[(n + 1) * len(numbers) // count - 1] for n in range(count)]


def test_every_operation_of_a_build_is_seen(ground: Ground) -> None:
    names = {name for name, _, _ in ground.steps}
    assert {"open", "rename", "exchange", "link", "mkdir", "remove", "fsync"} <= names


def test_builds_are_stopped_at_each_step_and_all_along(ground: Ground) -> None:
    """However few operations are chosen, a site and an index are never swapped in unwatched."""
    numbers = chosen(ground.steps, OPERATIONS)
    stopped = {(ground.steps[n][0], Path(ground.steps[n][1][-1]).name) for n in numbers}
    ends = ("site", "exported", "index", "index.addresses.yml", "plan.json", "manifest.bin")
    assert set(ends) <= {end for _, end in stopped}
    assert ("exchange", "site") in stopped and ("remove", "plan.json") in stopped
    gaps = (after - before for before, after in pairwise([0, *numbers, len(ground.steps)]))
    assert max(gaps) < len(ground.steps) / 5
    few = chosen(ground.steps, FEWER)
    assert len(few) <= FEWER and "exchange" in {ground.steps[n][0] for n in few}


@pytest.mark.parametrize("part", PARTS)
def test_killed_before_an_operation(ground: Ground, tmp_path: Path, part: int) -> None:
    for turn, number in enumerate(chosen(ground.steps, OPERATIONS)[part :: len(PARTS)]):
        top = ground.copy(tmp_path)
        status = child.run(partial(project.build, top), top, child.kill_before(number))
        assert os.WIFSIGNALED(status), number
        project.check_after(top, ground.states, again=FULL or turn % AGAIN == 0)


@pytest.mark.parametrize("part", PARTS)
def test_killed_at_random_moments_with_readers(ground: Ground, tmp_path: Path, part: int) -> None:
    chance = random.Random(part)
    top = ground.copy(tmp_path)
    begun = time.monotonic()
    child.ended(child.start(partial(project.build, top), top, lambda now: None))
    length = time.monotonic() - begun
    for turn in range(MOMENTS // len(PARTS)):
        top = ground.copy(tmp_path)
        end = time.monotonic() + chance.uniform(0, length)
        process = child.start(partial(project.build, top), top, lambda now: None)
        while time.monotonic() < end:
            assert project.found(top) in [state.found for state in ground.states]
        os.kill(process, signal.SIGKILL)
        child.ended(process)
        project.check_after(top, ground.states, again=FULL or turn % AGAIN == 0)


@pytest.mark.parametrize("part", PARTS)
def test_the_power_is_cut_and_nothing_else_was_kept(
    ground: Ground, tmp_path: Path, part: int
) -> None:
    numbers = chosen(ground.steps, OPERATIONS)[part :: len(PARTS)]
    check_power_cuts(ground, tmp_path, numbers, nothing_else)


@pytest.mark.parametrize("chance", [all_names, some_names(1), some_names(2)])
def test_the_power_is_cut_and_some_names_were_kept(
    ground: Ground, tmp_path: Path, chance: Chance
) -> None:
    check_power_cuts(ground, tmp_path, chosen(ground.steps, FEWER), chance)


def check_power_cuts(
    ground: Ground, tmp_path: Path, numbers: Sequence[int], chance: Chance
) -> None:
    for turn, number in enumerate(numbers):
        disk = Disk(ground.top)
        disk.do(ground.steps[:number])
        top = tmp_path / "project"
        shutil.rmtree(top, ignore_errors=True)
        disk.write(top, chance)
        project.check_after(top, ground.states, again=FULL or turn % AGAIN == 0)


def test_the_check_sees_what_was_never_synced(ground: Ground, tmp_path: Path) -> None:
    """A build that forgets to sync does not pass."""
    steps = [step for step in ground.steps if step[0] != "fsync"]
    disk = Disk(ground.top)
    disk.do(steps)
    disk.write(tmp_path / "project", all_names)
    with pytest.raises(AssertionError):
        project.check_readers(tmp_path / "project", ground.states)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_is_full_or_cannot_be_written(
    ground: Ground, tmp_path: Path, error: int
) -> None:
    numbers = [0, *chosen(ground.steps, FEWER)]
    for turn, number in enumerate(numbers if error == errno.ENOSPC else numbers[:1]):
        top = ground.copy(tmp_path)
        status = child.run(partial(project.build, top), top, child.fail_from(number, error))
        # The last operations only tidy up, and nothing is lost where they fail.
        done = os.waitstatus_to_exitcode(status)
        assert done == 1 or (done == 0 and project.State.of(top) == ground.states[-1]), number
        project.check_after(top, ground.states, again=FULL or turn % AGAIN == 0)


@pytest.mark.skipif(
    not FULL or os.geteuid() != 0 or not shutil.which("mount"), reason="mounts a small disk"
)
def test_a_disk_that_is_really_full(ground: Ground, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(small)]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        top = ground.copy(small)
        found = os.statvfs(top)
        free, failed = found.f_bavail * found.f_frsize, 0
        for left in range(0, free, 30_000):
            (small / "rest").write_bytes(bytes(free - left))
            status = child.run(partial(project.build, top), top, lambda now: None)
            project.check_readers(top, ground.states)
            if status == 0:
                break
            failed += 1
        assert failed > 3
        (small / "rest").unlink()
        project.build(top)
        assert project.State.of(top) == ground.states[-1]
    finally:
        subprocess.run(["umount", str(small)], check=True)
