"""The offline zip, unpacked and opened from disk with the network cut."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from commonplace import index
from commonplace.site import offline
from tests.browser.conftest import Borrow
from tests.browser.served import Site, Visit, of_each_kind

TALK = "transcripts/an-evening-at-the-harbour-hall/index.html"


@pytest.fixture(scope="session")
def unpacked(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site's zip, unpacked below a folder with a name that has to be escaped."""
    folder = tmp_path_factory.mktemp("a disk #1 %")
    offline.bundle(site.folder, folder / "site.zip")
    with zipfile.ZipFile(folder / "site.zip") as archive:
        archive.extractall(folder)
    return folder / "site"


@pytest.fixture
def from_disk(borrow: Borrow, unpacked: Path) -> Callable[[str], Visit]:
    """Open a page of the copy; whoever asks for anything that is not on the disk gets nothing."""

    def open_page(name: str) -> Visit:
        context = borrow(offline=True)
        context.route(re.compile("^http"), lambda route: route.abort())
        seen = Visit.of(context.new_page())
        seen.page.goto((unpacked / name).as_uri())
        return seen

    return open_page


def test_it_is_searched_as_the_index_is(from_disk: Callable[[str], Visit], site: Site) -> None:
    seen = from_disk(TALK)
    for query in ("tide", '"tide gauge"', "harbuor", "fog NOT tide"):
        answer = seen.page.evaluate("query => commonplace.search(query)", query)
        wanted = index.search(site.index, query)
        assert answer["total"] == wanted.total, query
        assert [hit["address"] for hit in answer["hits"]] == [hit.address for hit in wanted.hits]
        assert [hit["score"] for hit in answer["hits"]] == pytest.approx(
            [hit.score for hit in wanted.hits], rel=1e-4
        )
    assert {urlsplit(url).scheme for url in seen.requests} <= {"file", "data"}
    assert seen.errors == []


def test_the_box_and_the_page_of_results_work_from_disk(
    from_disk: Callable[[str], Visit], unpacked: Path
) -> None:
    seen = from_disk("index.html")
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("tide gauge")
    hit = seen.page.locator(".cp-choice-passage").first
    hit.wait_for()
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/search/index.html?q=tide*")
    link = seen.page.locator(".cp-hit a").first
    link.click()
    seen.page.wait_for_url("**/index.html?h=*#*")
    path = Path(unquote(urlsplit(seen.page.url).path))
    assert path.is_relative_to(unpacked) and path.exists()
    seen.page.wait_for_function("document.querySelector('main mark') || CSS.highlights?.size")
    assert seen.errors == []


def test_a_file_that_is_missing_is_named(from_disk: Callable[[str], Visit], unpacked: Path) -> None:
    seen = from_disk("index.html")
    manifest = unpacked / "search" / "manifest.bin.js"
    beside = manifest.rename(manifest.with_suffix(".away"))
    ask = "commonplace.search('tide').then(() => '', problem => problem.message)"
    try:
        assert "manifest.bin.js could not be loaded" in seen.page.evaluate(ask)
    finally:
        beside.rename(manifest)
    assert seen.page.evaluate("commonplace.search('tide').then(answer => answer.total)") > 0


def test_links_lead_from_page_to_page(from_disk: Callable[[str], Visit]) -> None:
    seen = from_disk("index.html")
    for name in ("Posts", "Transcripts"):
        seen.page.locator(".md-tabs").get_by_role("link", name=name).click()
        seen.page.wait_for_url(f"**/{name.lower()}/index.html")
        assert seen.page.locator("h1").inner_text().startswith(name)
    assert seen.errors == []


def test_every_page_loads_without_errors(from_disk: Callable[[str], Visit], unpacked: Path) -> None:
    seen = from_disk("index.html")
    pages = sorted(page.relative_to(unpacked).as_posix() for page in unpacked.rglob("index.html"))
    assert len(pages) > 12
    for page in of_each_kind(pages):
        address = (unpacked / page).as_uri()
        seen.page.goto(address)
        if 'http-equiv="refresh"' in (unpacked / page).read_text(encoding="utf-8"):
            seen.page.wait_for_function("old => location.href !== old", arg=address)
    assert {urlsplit(url).scheme for url in seen.requests} <= {"file", "data"}
    assert seen.errors == []
