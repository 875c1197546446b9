"""A browser, the sample site, and a way to open its pages."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

import tests.sample_library as sample
from tests import sample_derived
from tests.browser import axe, firefox
from tests.browser.served import Site, Visit, served
from tests.browser.windows import Windows

Borrow = Callable[..., BrowserContext]

#: What the browser does without. The last such list is the only one it heeds, so that this one
#: has what Playwright switches off, too, and then what makes each new window costly here: the
#: drop-downs of its address bar are pages, and take longer than one of ours.
WITHOUT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("PreloadTopChromeWebUI", "SpareRendererForSitePerProcess"),
)
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    f"--disable-features={','.join(WITHOUT)}",
)
IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
MISSING = "no Chromium found; set CHROMIUM to its path"
#: Milliseconds to wait for what has to come. A busy machine takes its time, and no test waits
#: for a thing that never comes.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@cache
def browser_path() -> str | None:
    """Chromium: the one named by CHROMIUM, the system's, or Playwright's own."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


#: What a test can ask for as a fixture, how it is found, and what to say where it is not.
WANTED: dict[str, tuple[Callable[[], str | None], str]] = {
    "chromium": (browser_path, MISSING),
    "firefox": (firefox.path, firefox.MISSING),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try what needs a browser twice; skip it where there is none, though not in CI."""
    for name, (path, missing) in WANTED.items():
        wanted = [item for item in items if name in getattr(item, "fixturenames", ())]
        skipped = bool(wanted) and not IN_CI and not path()
        for item in wanted:
            # Once more, and reported as such: a browser on a busy machine may drop a step.
            item.add_marker(pytest.mark.flaky(reruns=1))
            if skipped:
                item.add_marker(pytest.mark.skip(reason=missing))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for all the tests that were skipped for one reason."""
    if IN_CI:
        return
    for path, missing in WANTED.values():
        if not path():
            terminalreporter.write_line(f"browser tests skipped: {missing}")
    if browser_path() and not axe.SCRIPT.exists():
        terminalreporter.write_line(f"tests with axe skipped: {axe.MISSING}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    found = browser_path()
    if not found:
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(chromium: Browser) -> Windows:
    return Windows(chromium, PATIENCE)


@pytest.fixture
def borrow(windows: Windows) -> Iterator[Borrow]:
    """Borrow a context with some options until the end of the test."""
    yield windows.borrow
    windows.tidy()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def derived_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample library with all that is derived from it."""
    folder = tmp_path_factory.mktemp("derived")
    with served(folder, sample.library(), sample_derived.derived()) as site:
        yield site


@pytest.fixture
def visit(borrow: Borrow, site: Site) -> Callable[..., Visit]:
    """Open a page of the site; requests to other hosts are noted, and answered here."""
    away = re.compile(f"^(?!{re.escape(site.base)})")
    answer = {"content_type": "text/html", "body": "<p>away</p>"}

    def open_page(address: str = "", **options: object) -> Visit:
        context = borrow(**options)
        context.route(away, lambda route: route.fulfill(**answer))
        seen = Visit.of(context.new_page())
        seen.page.goto(site.base + address)
        return seen

    return open_page
