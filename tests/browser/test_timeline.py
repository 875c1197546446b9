"""The timeline and the references in a browser: filters, addresses, both widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

import tests.sample_timeline as sample
from tests.browser.axe import LOOKS, violations
from tests.browser.served import Site, Visit, served
from tests.browser.test_pages import PHONE, WIDE

Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The library with a timeline, in the place of the one that other tests open."""
    with served(tmp_path_factory.mktemp("timeline"), sample.LIBRARY, sample.DERIVED) as site:
        yield site


def timeline(visit: Open, query: str = "", **options: object) -> Page:
    options = {"viewport": WIDE, **options}
    page = visit(f"timeline/{query}", **options).page
    page.locator(".cp-narrow").wait_for()
    return page


def seen(page: Page) -> Locator:
    return page.locator(".cp-event:visible")


def years(page: Page) -> list[str]:
    found = page.locator(".cp-year > h2:visible").all_inner_texts()
    return [words.removesuffix("¶").strip() for words in found]


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_filter_leaves_what_fits_and_is_in_the_address(visit: Open) -> None:
    page = timeline(visit)
    status = page.get_by_role("status").filter(has_text="event")
    expect(status).to_have_text("7 events")
    page.get_by_label("Kind").select_option("cited")
    expect(seen(page)).to_have_count(2)
    expect(status).to_have_text("2 of 7 events")
    assert years(page) == ["2018", "2021"]
    assert asked(page) == {"kind": ["cited"]}
    page.get_by_label("Topic").select_option("lamps")
    expect(seen(page)).to_have_count(1)
    assert asked(page) == {"kind": ["cited"], "topic": ["lamps"]}
    page.get_by_role("button", name="Show everything").click()
    expect(seen(page)).to_have_count(7)
    assert asked(page) == {}
    assert page.evaluate("document.activeElement.name") == "kind"


def test_back_takes_a_filter_back_and_forward_brings_it_again(visit: Open) -> None:
    page = timeline(visit)
    page.get_by_label("Topic").select_option("oil")
    expect(seen(page)).to_have_count(3)
    page.get_by_label("Kind").select_option("published")
    expect(seen(page)).to_have_count(1)
    page.go_back()
    expect(seen(page)).to_have_count(3)
    expect(page.get_by_label("Kind")).to_have_value("")
    page.go_back()
    expect(seen(page)).to_have_count(7)
    page.go_forward()
    expect(page.get_by_label("Topic")).to_have_value("oil")
    expect(seen(page)).to_have_count(3)


def test_an_address_is_shown_as_it_says(visit: Open) -> None:
    page = timeline(visit, "?kind=mentioned&topic=lamps")
    expect(page.get_by_label("Topic")).to_have_value("lamps")
    expect(seen(page)).to_have_count(2)
    page = timeline(visit, "?topic=no-such-topic")
    expect(seen(page)).to_have_count(0)
    expect(page.get_by_label("Topic").locator("option:checked")).to_have_text("no such topic")
    expect(page.get_by_role("button", name="Show everything")).to_be_visible()


def test_the_strip_shows_the_years_that_are_left_and_leads_to_them(visit: Open) -> None:
    page = timeline(visit)
    bars = page.get_by_role("navigation", name="Years").get_by_role("link")
    expect(bars).to_have_count(4)
    page.get_by_label("Kind").select_option("cited")
    expect(bars).to_have_count(2)
    expect(bars.first).to_have_accessible_name("2018: 1 event")
    bars.last.click()
    assert page.url.endswith("?kind=cited#year-2021")
    expect(seen(page)).to_have_count(2)


def test_weaker_statements_are_one_click_away_and_count_what_fits(visit: Open) -> None:
    page = timeline(visit)
    rest = page.locator("details.cp-rest")
    expect(rest.locator(".cp-event")).to_be_hidden()
    rest.locator("summary").click()
    expect(rest.locator(".cp-event")).to_be_visible()
    page.get_by_label("Kind").select_option("published")
    expect(rest).to_be_hidden()
    assert years(page) == ["2020", "2021"]


def test_without_scripts_everything_is_there_in_order(visit: Open) -> None:
    page = visit("timeline/", viewport=WIDE, java_script_enabled=False).page
    expect(page.locator("ol.cp-events > .cp-event:visible")).to_have_count(7)
    expect(page.locator("form.cp-narrow")).to_be_hidden()
    expect(page.locator(".cp-strip a")).to_have_count(4)
    dates = page.locator(".cp-event:visible time").evaluate_all("all => all.map(t => t.dateTime)")
    assert dates == sorted(dates)
    page.locator("details.cp-rest summary").click()
    expect(page.locator("details.cp-rest .cp-event")).to_be_visible()


def test_lanes_are_columns_on_a_wide_screen_and_one_on_a_phone(visit: Open) -> None:
    def left(page: Page) -> dict[str, float]:
        boxes = page.locator(".cp-event:visible").evaluate_all(
            "all => all.map(e => [e.dataset.kind, e.getBoundingClientRect().left])"
        )
        return dict(boxes)

    wide = left(timeline(visit))
    assert wide["mentioned"] < wide["cited"] < wide["published"]
    assert len(set(left(timeline(visit, viewport=PHONE)).values())) == 1


def test_nothing_scrolls_sideways_on_the_smallest_phone(visit: Open) -> None:
    for address in ("timeline/", "references/"):
        page = visit(address, viewport=PHONE).page
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("address", ["timeline/", "timeline/?topic=lamps", "references/"])
def test_axe_finds_nothing(visit: Open, address: str, look: dict) -> None:
    page = visit(address, **look).page
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
    assert violations(page) == []


def test_a_work_leads_from_the_timeline_to_all_that_cite_it(visit: Open) -> None:
    page = timeline(visit)
    page.get_by_role("link", name="2 more", exact=True).click()
    work = page.locator(".cp-work:target")
    expect(work).to_contain_text("cited by 3 documents")
    work.locator("summary").click()
    expect(work.locator(".cp-citations > li:visible")).to_have_count(5)
    work.get_by_role("link", name="An evening about lamps").click()
    expect(page.locator(".cp-turn:target")).to_contain_text("The paper on oil")
