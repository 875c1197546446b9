"""A long list of references in a browser: filters, the pages it is cut into, old links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

import tests.sample_timeline as sample
from commonplace.render.works import work_place
from tests.browser.axe import violations
from tests.browser.served import Site, Visit, served
from tests.browser.test_pages import PHONE, WIDE

Open = Callable[..., Visit]
LONG = sample.many(150, 30)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The library with 150 works, of which 30 are cited by two documents."""
    with served(tmp_path_factory.mktemp("references"), sample.LIBRARY, LONG.derived) as site:
        yield site


def references(visit: Open, query: str = "", **options: object) -> Page:
    page = visit(f"references/{query}", **{"viewport": WIDE, **options}).page
    page.locator(".cp-narrow").wait_for()
    return page


def seen(page: Page) -> Locator:
    return page.locator(".cp-work:visible")


def parts(page: Page) -> Locator:
    return page.locator(".cp-works-part:visible")


def test_a_filter_leaves_works_and_pages_that_fit_and_goes_along(visit: Open) -> None:
    page = references(visit)
    expect(page.get_by_role("status").filter(has_text="work")).to_have_text(
        "30 works here; 2 pages have more"
    )
    page.locator("select[name=kind]").select_option("post")
    expect(seen(page)).to_have_count(15)
    expect(parts(page)).to_have_count(1)
    page.get_by_label("Cited in").select_option("transcripts/lamps")
    assert urlsplit(page.url).query == "kind=post&document=transcripts%2Flamps"
    parts(page).get_by_role("link").click()
    page.wait_for_url("**/references/list/posts/?kind=post&document=transcripts%2Flamps")
    expect(seen(page)).to_have_count(60)
    expect(page.get_by_label("Cited in")).to_have_value("transcripts/lamps")
    page.get_by_role("link", name="All references").click()
    page.wait_for_url("**/references/?kind=post&document=transcripts%2Flamps")
    expect(seen(page)).to_have_count(15)


def test_a_group_without_works_that_fit_is_gone_with_its_heading(visit: Open) -> None:
    page = references(visit, "?kind=code")
    expect(seen(page)).to_have_count(0)
    expect(page.get_by_role("heading", name="Cited by several documents")).to_be_hidden()
    page.get_by_role("button", name="Show everything").click()
    expect(page.get_by_role("heading", name="Cited by several documents")).to_be_visible()


def test_an_old_link_to_a_work_leads_to_the_page_on_which_it_is_now(visit: Open) -> None:
    there = work_place(LONG, "https://works.example.org/149")
    assert there.startswith("references/list/")
    place = there.partition("#")[2]
    page = visit(f"references/#{place}", viewport=WIDE).page
    page.wait_for_url(f"**/{there}")
    expect(page.locator(f"#{place}")).to_be_visible()


def test_without_scripts_every_work_is_a_link_away(visit: Open) -> None:
    page = visit("references/", viewport=WIDE, java_script_enabled=False).page
    expect(seen(page)).to_have_count(30)
    expect(page.locator("form.cp-narrow")).to_be_hidden()
    parts(page).get_by_role("link").first.click()
    expect(seen(page)).to_have_count(60)


@pytest.mark.parametrize("address", ["references/", "references/list/posts/?kind=post"])
def test_the_pages_can_be_used_by_everybody(visit: Open, address: str) -> None:
    page = visit(address, viewport=PHONE).page
    page.locator(".cp-narrow").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
