"""Fixtures that many tests share."""

from __future__ import annotations

import signal
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings
from xdist.scheduler import WorkStealingScheduling

from commonplace import mkdocs_hook
from commonplace.model import Library
from tests.search_site import Site, library
from tests.thorough import THOROUGH

# A busy machine is slow, which is no fault of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
#: The ordinary run tries one example in so many of those that a law asks for, but a few at least.
ONE_IN, FEWEST = 4, 5

# A shell that runs the tests in the background has them and their children ignore Ctrl-C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent
#: The four source documents and the corpus, which lie beside the checkout.
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="Write what came out as what is expected. Read the diff before committing it.",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have laws try fewer examples, but for those that are written down and for `make fuzz`."""
    tests = {getattr(item, "function", None) for item in items}
    for test in () if THOROUGH else filter(is_hypothesis_test, tests):
        # There is no public way to read the settings of a test, or to change them.
        asked = getattr(test, "_hypothesis_internal_use_settings", None) or settings()
        fewer = settings(asked, max_examples=max(FEWEST, asked.max_examples // ONE_IN))
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
def seeds() -> Library:
    """The seeds of this repository."""
    return library([ROOT / "seeds"])


@pytest.fixture(scope="session")
def sample(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The four source documents, and every 15th transcript of the corpus."""
    folder = tmp_path_factory.mktemp("corpus")
    with tarfile.open(shared / "corpus" / "practicalai.tar.gz") as archive:
        names = sorted(name for name in archive.getnames() if name.endswith(".md"))
        for name in names[::15]:
            member = archive.extractfile(name)
            assert member
            (folder / Path(name).name).write_bytes(member.read())
    return library([shared / "seeds", folder])


# Indexes and exports that no test changes.


@pytest.fixture(scope="session")
def seeds_site(seeds: Library, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("seeds-site"), seeds, bundled=False)


@pytest.fixture(scope="session")
def seeds_bundled(seeds: Library, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("seeds-bundled"), seeds)


@pytest.fixture(scope="session")
def sample_site(sample: Library, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("sample-site"), sample, bundled=False)
