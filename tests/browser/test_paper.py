"""What is of no use on paper is not printed, and nothing vanishes in forced colours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.served import Site

WAIT = 30_000  # milliseconds
SEEN = "e => e.checkVisibility({opacityProperty: true, visibilityProperty: true})"
CONTROLS = "main :is(button, input, select, .cp-beside, .cp-watch, .cp-bar, .cp-crumb, .cp-ways)"
#: Signs that are cut out of a background, which forced colours take away.
CUT_OUT = """() => [...document.querySelectorAll("body *")].flatMap(element =>
    ["::before", "::after"].flatMap(part => {
        const style = getComputedStyle(element, part);
        const cut = style.maskImage !== "none" && style.content !== "none";
        const shown = style.display !== "none" && element.checkVisibility();
        const kept = style.forcedColorAdjust === "none";
        return cut && shown && !kept ? [`${element.tagName}.${element.className}${part}`] : [];
    }))"""
DRAWN = """() => [...document.querySelectorAll("header svg, main svg")].flatMap(drawing => {
    if (!drawing.checkVisibility() || drawing.closest("figure, .cp-strip")) return [];
    const {fill} = getComputedStyle(drawing);
    const known = ["rgb(0, 0, 0)", getComputedStyle(drawing.parentElement).color];
    return known.includes(fill) ? [] : [drawing.parentElement.className];
})"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(forced_colors="active", color_scheme="light")
    context.set_default_timeout(WAIT)
    yield context.new_page()
    context.close()


def addresses(site: Site) -> list[str]:
    """The pages that do not lead on to others at once."""
    pages = ((one, site.folder / one / "index.html") for one in site.addresses)
    return [one for one, file in pages if 'http-equiv="refresh"' not in file.read_text("utf-8")]


def test_no_control_is_printed(page: Page, derived_site: Site) -> None:
    seen = []
    for address in addresses(derived_site):
        page.goto(derived_site.base + address)
        page.emulate_media(media="print", forced_colors="none")
        for one in page.locator(CONTROLS).all():
            if one.evaluate(SEEN):
                seen.append((address, one.evaluate("e => `${e.tagName} ${e.className}`")))
        page.emulate_media(media="screen")
    assert seen == []


def test_signs_are_seen_in_forced_colours(page: Page, derived_site: Site) -> None:
    gone = []
    for address in addresses(derived_site):
        page.goto(derived_site.base + address)
        gone += [(address, sign) for sign in page.evaluate(CUT_OUT) + page.evaluate(DRAWN)]
    assert gone == []


def test_the_parts_of_a_bar_are_told_apart_in_forced_colours(
    page: Page, derived_site: Site
) -> None:
    page.goto(f"{derived_site.base}timeline/")
    fills = "all => new Set(all.map(one => getComputedStyle(one).fill)).size"
    kinds = "all => new Set(all.map(one => one.getAttribute('class'))).size"
    bars = page.locator(".cp-strip rect")
    assert bars.evaluate_all(fills) == bars.evaluate_all(kinds)


@pytest.mark.parametrize("width", [390, 1280])
def test_labels_and_bars_keep_to_their_lines(page: Page, derived_site: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for address in addresses(derived_site):
        page.goto(derived_site.base + address)
        lines = "all => all.map(one => [one.getBoundingClientRect().height, one.textContent])"
        heights = page.locator(".cp-known dt").evaluate_all(lines)
        assert all(height < 30 for height, _ in heights), (address, heights)
        tops = "all => new Set(all.map(one => Math.round(one.getBoundingClientRect().bottom))).size"
        assert page.locator(".cp-strip li:not([hidden])").evaluate_all(tops) <= 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width
