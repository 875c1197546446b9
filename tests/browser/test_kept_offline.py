"""What the service worker keeps, read with no network: the server is gone."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from commonplace.render.scripts import scripts
from commonplace.site import offline
from commonplace.site.policy import policy
from tests.browser import axe
from tests.browser.served import OWN, PREFIX, served, serving

TALK, POST = "transcripts/an-evening-at-the-harbour-hall/", "posts/what-the-tide-gauge-measures/"
ABSENT = "posts/keeping-a-log/"
WAIT = 30_000  # milliseconds
HAS = "async url => Boolean(await caches.match(new URL(url, location.href)))"
CACHES = "async () => (await caches.keys()).filter(name => name.startsWith('commonplace-offline'))"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a service worker, below a prefix."""
    top = tmp_path_factory.mktemp("kept")
    with served(top, own=replace(OWN, keep_offline=True)) as site:
        return site.folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    shutil.copytree(built, tmp_path / "served" / PREFIX)
    return tmp_path / "served" / PREFIX


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    context.set_default_timeout(WAIT)
    page = context.new_page()
    yield page
    context.close()


@contextmanager
def on(folder: Path) -> Iterator[str]:
    """The site served as docs/hosting.md advises, until the end of the block."""
    headers = {"Content-Security-Policy": policy(folder), "Cache-Control": "no-cache"}
    with serving(folder.parents[PREFIX.count("/") - 1], headers) as address:
        yield address + PREFIX


def begun(page: Page, base: str, *visited: str) -> None:
    """Open pages for the first time, until they are kept."""
    page.goto(base)
    until(page, "() => navigator.serviceWorker.controller !== null")
    for address in ("", *visited):
        page.goto(base + address)
        until(page, HAS, base + address)


def used(page: Page, folder: Path) -> None:
    """Search once, until the whole index is kept."""
    assert page.evaluate("commonplace.search('tide').then(answer => answer.total)") > 0
    for path in sorted((folder / "search").glob("*.bin")):
        until(page, HAS, f"/{PREFIX}search/{path.name}")


def test_visited_pages_and_the_search_are_there_without_a_network(page: Page, folder: Path) -> None:
    barred: list[str] = []
    page.on("console", lambda said: barred.append(said.text) if "Security" in said.text else None)
    with on(folder) as base:
        begun(page, base, TALK, POST)
        used(page, folder)
    page.goto(base + TALK)
    assert page.locator("h1").inner_text().startswith("An evening")
    sheets = "[...document.styleSheets].map(one => one.cssRules.length > 0)"
    assert page.evaluate(sheets) and all(page.evaluate(sheets))
    assert page.get_by_role("button", name="Download").is_visible()  # its scripts run
    page.goto(f"{base}search/?q=tide")
    page.locator(".cp-hit a").first.wait_for()
    page.goto(base + ABSENT)
    page.wait_for_url("**/offline/")
    assert axe.violations(page) == []
    page.get_by_role("link", name="What the tide gauge measures").click()
    page.wait_for_url(f"**/{POST}")
    assert barred == []


def test_with_a_network_every_page_is_the_latest_and_nothing_kept_is_lost(
    page: Page, folder: Path
) -> None:
    with on(folder) as base:
        begun(page, base, TALK, POST)
        (before,) = page.evaluate(CACHES)
        changed(folder / POST / "index.html", "The sea is never still", "The sea is seldom still")
        changed(folder / "sw.js", before.rpartition(":")[2], "0123456789abcdef")
        page.goto(base + POST)
        assert "seldom still" in page.locator("article").inner_text()
        renewed = "found => found.length === 1 && found[0].endsWith('89abcdef')"
        until(page, f"() => ({CACHES})().then({renewed})")
        for address in ("", TALK, POST):
            assert page.evaluate(HAS, base + address)
    page.goto(base + POST)
    assert "seldom still" in page.locator("article").inner_text()


def test_switched_off_it_leaves_nothing_behind(page: Page, folder: Path) -> None:
    with on(folder) as base:
        begun(page, base, TALK)
        for name, data in scripts().items():
            (folder / name).write_bytes(data)
        (folder / "sw.js").unlink()
        # If the network takes long, a page has once more the scripts that were kept.
        for _ in range(10):
            page.goto(base + TALK)
            if becomes(page, f"() => ({CACHES})().then(found => !found.length)", wait=6_000):
                break
        until(page, f"() => ({CACHES})().then(found => !found.length)")
        until(page, "() => navigator.serviceWorker.getRegistrations().then(all => !all.length)")


def test_from_disk_there_is_none(page: Page, built: Path, tmp_path: Path) -> None:
    offline.bundle(built, tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        archive.extractall(tmp_path)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto((tmp_path / "copy" / POST / "index.html").as_uri())
    assert page.evaluate("commonplace.search('tide').then(answer => answer.total)") > 0
    assert not (tmp_path / "copy" / "sw.js").exists()
    assert errors == []


def until(page: Page, true: str, argument: str = "") -> None:
    """Wait until a function is true."""
    assert becomes(page, true, argument), true


def becomes(page: Page, true: str, argument: str = "", wait: int = WAIT) -> bool:
    """Whether a function becomes true; the policy bars Playwright's own way to ask that."""
    again = "await new Promise(done => setTimeout(done, 50))"
    ask = f"if (await ({true})(argument)) return true; {again};"
    loop = f"for (const end = Date.now() + {wait}; Date.now() < end;) {{ {ask} }}"
    return bool(page.evaluate(f"async argument => {{ {loop} return false; }}", argument))


def changed(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.search(re.escape(before), text)
    file.write_text(text.replace(before, after), encoding="utf-8")
