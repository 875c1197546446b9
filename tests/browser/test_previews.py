"""Cards with the first lines of what a link leads to, and footnotes that open in place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.browser.served import Site, Visit

Open = Callable[..., Visit]
LIST, POST = "topics/wells/", "posts/what-the-tide-gauge-measures/"
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
CARD = ".cp-preview"
#: A link to a passage of another page.
LINK = ".md-content a[href*='/#']:visible"


@pytest.fixture
def site(derived_site: Site) -> Site:
    return derived_site


def test_a_mouse_that_rests_on_a_link_sees_what_it_leads_to(visit: Open) -> None:
    page = visit(LIST, viewport=WIDE).page
    link = page.locator(LINK).first
    link.hover()
    page.locator(CARD).wait_for()
    assert link.get_attribute("aria-describedby") == "cp-preview"
    card = page.locator(CARD).inner_text()
    link.click()
    page.wait_for_url("**#*")
    passage = page.locator(":target").inner_text()
    words = card.splitlines()[-1].split()[:4]
    assert " ".join(words) in " ".join(passage.split())


def test_a_card_goes_with_the_mouse_and_with_escape(visit: Open) -> None:
    page = visit(LIST, viewport=WIDE).page
    link = page.locator(LINK).first
    for leave in (lambda: page.mouse.move(2, 2), lambda: page.keyboard.press("Escape")):
        link.hover()
        page.locator(CARD).wait_for()
        leave()
        page.locator(CARD).wait_for(state="detached")
        page.mouse.move(2, 2)


def test_the_keyboards_focus_shows_a_card_that_moves_nothing(visit: Open) -> None:
    page = visit(LIST, viewport=WIDE).page
    before = _tops(page)
    link = page.locator(LINK).first
    page.locator("h1").click()
    link.evaluate("link => link.focus({ focusVisible: true, preventScroll: true })")
    page.locator(CARD).wait_for()
    assert _tops(page) == before
    assert axe.violations(page) == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_card_stays_within_the_window(visit: Open, viewport: dict[str, int]) -> None:
    page = visit(LIST, viewport=viewport).page
    page.locator(LINK).last.hover()
    page.locator(CARD).wait_for()
    box = page.locator(CARD).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= viewport["width"]
    assert 0 <= box["y"] <= viewport["height"] - box["height"]


def test_a_footnote_opens_in_place_and_closes_again(visit: Open) -> None:
    page = visit(POST, viewport=PHONE, has_touch=True).page
    mark = page.locator(".cp-noteref a").first
    mark.tap()
    page.locator(CARD).wait_for()
    note = page.locator(mark.get_attribute("href") or "").inner_text()
    assert page.locator(CARD).inner_text().split()[:3] == note.split()[:3]
    assert "#fn" not in page.url
    mark.tap()
    page.locator(CARD).wait_for(state="detached")


def test_a_finger_follows_a_link_and_sees_no_card(visit: Open) -> None:
    page = visit(LIST, viewport=PHONE, has_touch=True).page
    page.locator(LINK).first.tap()
    page.wait_for_url("**#*")
    assert page.locator(CARD).count() == 0


def _tops(page: Page) -> list[int]:
    found: list[int] = page.evaluate(
        "[...document.querySelectorAll('.md-content p:not(.cp-preview p)')]"
        ".map(one => Math.round(one.getBoundingClientRect().top))"
    )
    return found
