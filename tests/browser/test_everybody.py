"""Texts in other languages, addresses that lead nowhere, and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

import tests.sample_library as sample
from commonplace.document import make_document
from commonplace.model import Library, Seed
from tests.browser.conftest import Borrow
from tests.browser.served import Site, Visit, served

Open = Callable[..., Visit]
WIDE = {"width": 1280, "height": 900}
ARABIC = "ملاحظات الحديقة"
TEXT = f"""---
title: {ARABIC}
date: 2025-04-02
lang: ar
---

نقطع الأغصان في الشتاء ونترك الجذور.
"""


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    document, _ = make_document(Seed(name="garden.md", file="garden.md", data=TEXT.encode()))
    assert document is not None
    library = Library(documents=(*sample.library().documents, replace(document, slug="garden")))
    with served(tmp_path_factory.mktemp("garden"), library) as site:
        yield site


def test_an_arabic_text_stands_right_to_left_and_the_page_around_it_does_not(
    borrow: Borrow, garden: Site
) -> None:
    page = borrow(viewport=WIDE).new_page()
    page.goto(f"{garden.base}posts/garden/")
    direction = "e => getComputedStyle(e).direction"
    for selector in ("h1", ".cp-passage"):
        assert page.locator(selector).first.evaluate(direction) == "rtl"
        assert page.locator(selector).first.get_attribute("lang") == "ar"
    assert page.locator(".cp-provenance").evaluate(direction) == "ltr"
    page.goto(f"{garden.base}posts/")
    line = page.locator(".cp-list-title", has_text=ARABIC)
    assert [line.get_attribute(name) for name in ("lang", "dir")] == ["ar", "rtl"]
    assert page.locator(".cp-list-title[dir]").count() == 1


def test_an_address_that_leads_nowhere_offers_the_search_and_the_nearest(
    visit: Open, site: Site
) -> None:
    page = visit("404.html", viewport=WIDE).page
    assert page.locator("h1").inner_text().startswith("Page not found")
    page.evaluate("history.replaceState({}, '', 'fog-signals.html')")
    # Without the site's address, MkDocs' page for this knows no prefix.
    page.add_script_tag(url=f"{site.base}assets/commonplace/page.js")
    near = page.locator(".cp-missing-near a")
    near.first.wait_for()
    assert "Fog signals" in near.all_inner_texts()
    assert page.locator(".cp-missing input").input_value() == "fog signals"


@pytest.mark.parametrize(
    "address", ["posts/what-the-tide-gauge-measures/", "transcripts/fog-signals/"]
)
def test_a_page_leads_back_to_its_section(visit: Open, address: str) -> None:
    page = visit(address, viewport=WIDE).page
    page.locator(".cp-crumb a").click()
    page.wait_for_url(f"**/{address.split('/')[0]}/")


def test_paper_has_the_text_and_none_of_the_tools(visit: Open) -> None:
    page = visit("transcripts/an-evening-at-the-harbour-hall/", viewport=WIDE).page
    page.emulate_media(media="print")
    for tool in (
        ".cp-menu-button",
        ".cp-watch",
        ".cp-bar",
        ".cp-head .cp-topics",
        ".cp-record",
        ".cp-crumb",
    ):
        assert not page.locator(tool).first.is_visible(), tool
    assert page.locator(".cp-said").first.is_visible()
