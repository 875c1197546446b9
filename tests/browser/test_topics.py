"""Topics, people and what documents show of one another, in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

import tests.sample_library as sample
from tests.browser.axe import LOOKS, violations
from tests.browser.served import Site, Visit
from tests.browser.test_pages import PHONE, POST, TALK, WIDE
from tests.built_page import elements

Open = Callable[..., Visit]
PAGES = (
    *("", "topics/", "topics/pencils/", "topics/wells/#by-person"),
    *("people/", "people/maren-holloway/", "people/the-first-clerk/", POST, TALK),
)


@pytest.fixture
def site(derived_site: Site) -> Site:
    return derived_site


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(visit: Open, site: Site, look: dict) -> None:
    page = visit(**look).page
    for address in PAGES:
        page.goto(site.base + address)
        unfold(page)
        assert violations(page) == [], address


def test_nothing_is_wider_than_the_screen(visit: Open, site: Site) -> None:
    page = visit(viewport=PHONE).page
    for address in PAGES:
        page.set_viewport_size(PHONE)
        page.goto(site.base + address)
        unfold(page)
        for width in (320, 390, 1440):
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("scripts", [True, False])
def test_by_date_or_by_person_as_the_address_says(visit: Open, scripts: bool) -> None:
    page = visit("topics/wells/", java_script_enabled=scripts).page
    by_date, by_person = page.locator("#by-date"), page.locator("#by-person")
    expect(by_date).to_be_visible()
    expect(by_person).to_be_hidden()
    page.get_by_role("link", name="By person").click()
    assert page.url.endswith("topics/wells/#by-person")
    expect(by_person).to_be_visible()
    expect(by_date).to_be_hidden()
    expect(page.get_by_role("link", name="By date")).to_be_in_viewport()
    page.get_by_role("link", name="By date").click()
    expect(by_date).to_be_visible()
    expect(by_person).to_be_hidden()
    page.go_back()
    expect(by_person).to_be_visible()


def test_a_quotation_leads_to_its_passage(visit: Open) -> None:
    page = visit("topics/pencils/").page
    page.locator("a.cp-quote-words", has_text="corrected for the pencil").first.click()
    turn = page.locator(":target")
    expect(turn).to_contain_text("corrected for the pencil")
    expect(turn).to_be_in_viewport()


def test_what_stands_beside_a_passage_shows_when_one_comes_near(visit: Open) -> None:
    page = visit(TALK, viewport=WIDE).page
    turn = page.locator(f"#{sample.TURNS[2].anchor}")
    summary = turn.locator(".cp-beside > summary")
    expect(summary).to_have_css("opacity", "0")
    turn.scroll_into_view_if_needed()
    room = turn.bounding_box()
    turn.hover()
    expect(summary).to_have_css("opacity", "1")
    assert turn.bounding_box() == room
    summary.click()
    expect(turn.get_by_role("link", name="Wells")).to_be_visible()
    expect(turn.locator(".cp-similar li")).to_have_count(2)


def test_with_the_keyboard_alone(visit: Open) -> None:
    page = visit(TALK, viewport=WIDE).page
    turn = page.locator(f"#{sample.TURNS[2].anchor}")
    summary = turn.locator(".cp-beside > summary")
    summary.focus()
    expect(summary).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(turn.get_by_role("link", name="Wells")).to_be_focused()


def test_nothing_on_a_page_has_a_style_of_its_own(site: Site) -> None:
    for address in {address.partition("#")[0] for address in PAGES}:
        page = (site.folder / address / "index.html").read_text(encoding="utf-8")
        article = page[page.index("<article") : page.index("</article>")]
        assert not any("style" in dict(found) for _, found in elements(article).tags), address


def test_topics_and_people_are_found_in_the_box_by_their_names(visit: Open) -> None:
    page = visit("", viewport=WIDE).page
    box = page.locator(".cp-box-input")
    box.press_sequentially("wells")
    topics = page.get_by_role("group", name="Topics").get_by_role("option")
    topics.last.wait_for()
    assert topics.last.get_attribute("data-address") == "topics/wells/"
    box.fill("holloway")
    person = page.get_by_role("group", name="People").get_by_role("option")
    expect(person).to_have_count(1)
    person.click()
    page.wait_for_url("**/people/maren-holloway/")
