"""The same seeds make the same bytes: on another day, elsewhere, and however the work is done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commonplace.disk.write import by_hand
from tests.conftest import ROOT
from tests.killing import project
from tests.killing.project import differences, files

#: Builds a checkout, `days` from now by all clocks that Python has.
_BUILD = """
import datetime, os, sys, time
days, jobs = map(int, sys.argv[1:])
shift = datetime.timedelta(days=days)
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + shift
    @classmethod
    def utcnow(cls):
        return super().utcnow() + shift
    @classmethod
    def today(cls):
        return super().today() + shift
class Day(datetime.date):
    @classmethod
    def today(cls):
        return super().today() + shift
# The processes that work know the real classes under these names.
for one, name in (Later, "datetime"), (Day, "date"):
    one.__module__, one.__qualname__, one.__name__ = "datetime", name, name
datetime.datetime, datetime.date = Later, Day
clock = time.time
time.time = lambda: clock() + shift.total_seconds()
time.time_ns = lambda: int(time.time() * 1e9)
time.gmtime = lambda at=None, real=time.gmtime: real(time.time() if at is None else at)
time.localtime = lambda at=None, real=time.localtime: real(time.time() if at is None else at)

os.cpu_count = lambda: jobs
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.utils import get_build_date
print(get_build_date())
config = load_config("mkdocs.yml", strict=True)
config.plugins.on_startup(command="build", dirty=False)
build(config)
config.plugins.on_shutdown()
"""


def checkout(to: Path) -> Path:
    """What is needed of the repository, in another place, without what builds made."""
    to.mkdir()
    for path in ROOT.glob("*.yml"):
        shutil.copyfile(path, to / path.name)
    with (to / "mkdocs.yml").open("a") as config:
        config.write("\nsite_url: https://example.org/notes/\n")
    shutil.copytree(ROOT / "seeds", to / "seeds")
    shutil.copytree(
        ROOT / "commonplace", to / "commonplace", ignore=shutil.ignore_patterns("__pycache__")
    )
    for path in by_hand(ROOT / "docs"):
        place = to / path.relative_to(ROOT)
        if path.is_dir():
            shutil.copytree(path, place)
        elif not path.name.startswith("."):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    return to


def made(folder: Path, *, days: int, jobs: int, hashing: int) -> str:
    """Build a checkout in a process of its own; returns the day that it took for today."""
    environment = {
        **os.environ,
        "PYTHONHASHSEED": str(hashing),
        "PYTHONPATH": str(folder),
        "NO_MKDOCS_2_WARNING": "1",
    }
    environment.pop("SOURCE_DATE_EPOCH", None)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _BUILD, str(days), str(jobs)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[0]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    top = tmp_path_factory.mktemp("same")
    one = checkout(top / "one")
    other = Path(shutil.copytree(one, top / "another folder"))
    today = made(one, days=0, jobs=1, hashing=1)
    later = made(other, days=400, jobs=3, hashing=2)
    assert today != later  # the clock that MkDocs asks has been moved
    return one, other


@pytest.mark.parametrize("folder", ["docs", "site"])
def test_two_builds_are_the_same_byte_for_byte(both: tuple[Path, Path], folder: str) -> None:
    one, other = (files(top / folder) for top in both)
    assert {"docs": "posts/index.md", "site": "sitemap.xml.gz"}[folder] in one
    assert "search/manifest.bin" in one
    assert one == other, differences(one, other)


def test_the_site_map_has_the_dates_of_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.without_processes(monkeypatch)
    project.make(tmp_path / "pond")
    for name, head in {
        "dated": "date: 2024-05-06",
        "published": "linked: {datePublished: '2023-01-02'}",
        "roughly": "date: 2024",
    }.items():
        (tmp_path / "pond" / "docs" / f"{name}.md").write_text(f"---\n{head}\n---\n# Page\n")
    project.build(tmp_path / "pond")
    lines = (tmp_path / "pond" / "site" / "sitemap.xml").read_text().splitlines()
    dates = {page: day for day, page in map(str.split, lines)}
    assert dates["published/"] == "2023-01-02"
    # What has no day of its own has the newest one.
    assert dates["dated/"] == dates["roughly/"] == dates["about/"] == "2024-05-06"
