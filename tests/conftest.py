"""Fixtures that many tests share."""

from __future__ import annotations

import os
import pickle
import signal
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pytest
from hypothesis import is_hypothesis_test, settings
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.theme import Theme
from xdist.scheduler import WorkStealingScheduling

from commonplace import mkdocs_hook
from commonplace.diagnostics.report import Report
from commonplace.disk import lock
from commonplace.model import Library
from commonplace.site.build_site import build_site
from tests.search_site import Site, library
from tests.thorough import THOROUGH

# A busy machine is slow, which is no fault of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
#: The ordinary run tries one example in so many of those that a law asks for, but a few at least.
ONE_IN, FEWEST = 12, 5
#: Folders with tests that wait for other processes: at the end, nothing would run beside them.
WAITING = ("workers", "repository")

# A shell that runs the tests in the background has them and their children ignore Ctrl-C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent
#: The four source documents and the corpus, which lie beside the checkout.
SHARED = ROOT.parent / "shared"

T = TypeVar("T")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="Write what came out as what is expected. Read the diff before committing it.",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what waits long, and have laws try fewer examples, but for `make fuzz`.

    Examples that are written down are always tried.
    """
    items.sort(key=lambda item: item.path.parent.name not in WAITING)
    tests = {getattr(item, "function", None) for item in items}
    for test in () if THOROUGH else filter(is_hypothesis_test, tests):
        # There is no public way to read the settings of a test, or to change them.
        asked = getattr(test, "_hypothesis_internal_use_settings", None) or settings()
        least = min(FEWEST, asked.max_examples)
        fewer = settings(asked, max_examples=max(least, asked.max_examples // ONE_IN))
        test._hypothesis_internal_use_settings = fewer


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> WorkStealingScheduling:
    """Each worker has a stretch of the tests, and whoever is done first helps the others.

    What the tests of a file or folder share (a site, a browser, an index) is then made once
    and not by every worker.
    """
    return WorkStealingScheduling(config, log)


def pytest_sessionfinish() -> None:
    """End the processes that the hook keeps from build to build."""
    mkdocs_hook.on_shutdown()


@dataclass(frozen=True, kw_only=True)
class OwnSite:
    """A site, what was said as it was built, and whether that changed any of its sources."""

    folder: Path
    report: Report
    touched: bool


class Once(Protocol):
    """Makes a thing in a folder of its own for all workers, of which the first is at work."""

    def __call__(self, name: str, make: Callable[[Path], T]) -> T:
        """What `make` made, by whatever worker; nobody may change it or its folder."""


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "together"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def once(together: Path) -> Once:
    def made_once(name: str, make: Callable[[Path], T]) -> T:
        folder, kept = together / name, together / f"{name}.pickle"
        with lock.held(together / f"{name}.lock", wait=600, say=lambda _: None):
            if not kept.exists():
                folder.mkdir()
                kept.write_bytes(pickle.dumps(make(folder)))
        found: T = pickle.loads(kept.read_bytes())
        return found

    return made_once


@pytest.fixture(scope="session", autouse=True)
def _templates(together: Path) -> Iterator[None]:
    """The theme's templates are compiled once: that is half of what MkDocs does for few pages."""
    made = Theme.get_env

    def with_cache(theme: Theme) -> Environment:
        environment = made(theme)
        environment.bytecode_cache = FileSystemBytecodeCache(str(together))
        return environment

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Theme, "get_env", with_cache)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_power_cut() -> Iterator[None]:
    """Nothing that the tests write has to outlast this machine, and waiting for a disk is long."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda handle: None)
        patched.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=_Careless))
        yield


class _Careless(sqlite3.Connection):
    """A database that leaves it to the system when a disk gets what was written."""

    def execute(self, query: str, *values: Any) -> sqlite3.Cursor:
        return super().execute(query.replace("synchronous = NORMAL", "synchronous = OFF"), *values)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a file that holds what is expected."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path} is missing; make it with --update-goldens and read it"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of source documents; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"the source documents are not here ({SHARED} is absent)")
    return SHARED


@pytest.fixture(scope="session")
def seeds(once: Once) -> Library:
    """The seeds of this repository."""
    return once("seeds", lambda _: library([ROOT / "seeds"]))


@pytest.fixture(scope="session")
def own_site(once: Once) -> OwnSite:
    """The site of the seeds of this repository, which nobody may change."""

    def make(folder: Path) -> OwnSite:
        before = _sources()
        report = build_site([ROOT / "seeds"], folder / "site")
        return OwnSite(folder=folder / "site", report=report, touched=_sources() != before)

    return once("own-site", make)


def _sources() -> dict[Path, bytes]:
    """What lies in the folders of the checkout from which its site is made."""
    found = (path for name in ("seeds", "docs") for path in (ROOT / name).rglob("*"))
    return {path: path.read_bytes() for path in found if path.is_file()}


@pytest.fixture(scope="session")
def sample(shared: Path, once: Once) -> Library:
    """The four source documents, and every 15th transcript of the corpus."""

    def make(folder: Path) -> Library:
        with tarfile.open(shared / "corpus" / "practicalai.tar.gz") as archive:
            names = sorted(name for name in archive.getnames() if name.endswith(".md"))
            for name in names[::15]:
                member = archive.extractfile(name)
                assert member
                (folder / Path(name).name).write_bytes(member.read())
        return library([shared / "seeds", folder])

    return once("sample", make)


# Indexes and exports that no test changes.


@pytest.fixture(scope="session")
def seeds_site(seeds: Library, once: Once) -> Site:
    return once("seeds-site", lambda folder: Site(folder, seeds, bundled=False))


@pytest.fixture(scope="session")
def seeds_bundled(seeds: Library, seeds_site: Site, once: Once) -> Site:
    made = once("seeds-bundled", lambda folder: Site(folder, seeds))
    made.said = seeds_site.said
    return made


@pytest.fixture(scope="session")
def sample_site(sample: Library, once: Once) -> Site:
    return once("sample-site", lambda folder: Site(folder, sample, bundled=False))
