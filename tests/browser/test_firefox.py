"""The project's own site in Firefox: it opens, searches and plays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.firefox import MISSING, Firefox, path, started
from tests.browser.served import serving
from tests.conftest import OwnSite

DIALOGUE = "transcripts/reward-models-and-verifiers-a-conversation/"
PAGES = (
    *("", "posts/", "transcripts/", "timeline/", "topics/", "people/", "references/", "search/"),
    *("topics/alphago/", "people/jason-wei/", "posts/alphago-and-its-successors/", DIALOGUE),
    *("book/", "about/"),
)
AUDIO = "document.querySelector('.cp-player audio')"
SIZES = pytest.mark.parametrize("size", [(1280, 900), (390, 844)], ids=["wide", "phone"])


@pytest.fixture(scope="module")
def address(own_site: OwnSite) -> Iterator[str]:
    with serving(own_site.folder) as address:
        yield address


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    found = path()
    if not found:
        pytest.fail(MISSING)
    with started(found, tmp_path_factory.mktemp("firefox")) as firefox:
        yield firefox


@SIZES
def test_every_kind_of_page_opens(firefox: Firefox, address: str, size: tuple[int, int]) -> None:
    firefox.look(*size)
    for page in PAGES:
        firefox.goto(address + page)
        assert firefox.ask("document.querySelectorAll('main h1').length") == 1, page
        wider = "document.documentElement.scrollWidth - innerWidth"
        assert firefox.ask(wider) <= 0, f"{page} is wider than the screen"
    assert not firefox.errors


@SIZES
def test_a_search_leads_to_its_passage(
    firefox: Firefox, address: str, size: tuple[int, int]
) -> None:
    firefox.look(*size)
    firefox.goto(address)
    firefox.press("/", *"goodhart")
    firefox.until("!!document.querySelector('.cp-popup [role=option]')")
    firefox.press("ArrowDown", "Enter")
    firefox.until("location.hash && document.readyState === 'complete'")
    assert "Goodhart" in firefox.ask("document.querySelector(location.hash).textContent")
    assert not firefox.errors


def test_the_page_of_results_answers_its_address(firefox: Firefox, address: str) -> None:
    firefox.goto(f"{address}search/?q=speaker%3Averbeek+critic")
    found = firefox.until("document.querySelector('.cp-hit, .cp-hits li')?.textContent")
    assert "Hanne Verbeek" in found
    assert not firefox.errors


@SIZES
def test_a_turn_is_played(firefox: Firefox, address: str, size: tuple[int, int]) -> None:
    firefox.look(*size)
    firefox.goto(address + DIALOGUE)
    firefox.click("#t-00-01-57 .cp-watch")
    firefox.until(f"{AUDIO}?.readyState > 0")
    assert firefox.ask(f"{AUDIO}.duration") == pytest.approx(432, abs=2)
    # How fast the sound goes on is the machine's: one without a device may stand still.
    firefox.until(f"{AUDIO}.currentTime >= 117")
    assert firefox.until("document.querySelector('.cp-spoken')?.id") == "t-00-01-57"
    assert firefox.ask(f"{AUDIO}.paused") is False
    firefox.ask(f"{AUDIO}.pause()")
    assert not firefox.errors
