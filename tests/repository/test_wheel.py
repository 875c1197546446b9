"""The wheel holds all that a site needs and nothing of ours, and builds outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from importlib import util
from pathlib import Path

import pytest

from commonplace.project.project import CHECKOUT
from tests.site_check import faults


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check", "-q"]
    command = [sys.executable, "-m", "pip", "wheel", *options, "-w", str(to), str(CHECKOUT)]
    subprocess.run(command, check=True, capture_output=True)
    (found,) = to.glob("*.whl")
    return found


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "commonplace"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert held == set(listed)


def test_an_installed_wheel_makes_a_site(wheel: Path, tmp_path: Path) -> None:
    """In a folder of its own, with nothing of the checkout on the path."""
    place, site = tmp_path / "installed", tmp_path / "pond-notes"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}

    def run(*words: str, folder: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "commonplace", *words],
            cwd=folder,
            env={**known, "PYTHONPATH": str(place)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("new", str(site), "--yes", folder=tmp_path)
    assert "3 documents" in run("build", "--strict", folder=site)
    assert list(faults(site / "site")) == []
    assert "rain" in run("search", "rain", "gauge", folder=site)
    run("site", "--seeds", str(site / "seeds"), "--to", str(tmp_path / "out"), folder=tmp_path)
    assert list(faults(tmp_path / "out")) == []
    assert "Pond notes" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_what_is_published_is_in_order(tmp_path: Path) -> None:
    """The sdist has the program and not our site; PyPI can show what both say of themselves."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    wheel, sdist = sorted(tmp_path.iterdir(), key=lambda path: path.suffix == ".gz")
    with tarfile.open(sdist) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    asked = {"commonplace", "CHANGELOG.md", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml"}
    assert tops - {".gitignore"} == asked
    if util.find_spec("twine") is None:
        pytest.skip("twine is not installed; the workflow that releases has it")
    command = [sys.executable, "-m", "twine", "check", "--strict", str(wheel), str(sdist)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
