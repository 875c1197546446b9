"""What is of no use on paper is not printed, and nothing vanishes in forced colours."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Borrow
from tests.browser.served import Site, of_each_kind
from tests.browser.windows import Windows

FORCED = {"forced_colors": "active", "color_scheme": "light"}
WIDTHS = (390, 1280)
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
#: The heights of names, how many lines a bar of time has, and how wide the page is.
LINES = """() => ({
    names: [...document.querySelectorAll(".cp-known dt")]
        .map(one => [one.getBoundingClientRect().height, one.textContent]),
    bars: new Set([...document.querySelectorAll(".cp-strip li:not([hidden])")]
        .map(one => Math.round(one.getBoundingClientRect().bottom))).size,
    width: document.documentElement.scrollWidth,
})"""
DRAWN = """() => [...document.querySelectorAll("header svg, main svg")].flatMap(drawing => {
    if (!drawing.checkVisibility() || drawing.closest("figure, .cp-strip")) return [];
    const {fill} = getComputedStyle(drawing);
    const known = ["rgb(0, 0, 0)", getComputedStyle(drawing.parentElement).color];
    return known.includes(fill) ? [] : [drawing.parentElement.className];
})"""


@dataclass(frozen=True)
class Looks:
    """What is wrong on the pages of the site, on paper, in forced colours and by width."""

    printed: list[tuple[str, str]] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    broken: list[tuple[str, int, object]] = field(default_factory=list)


@pytest.fixture(scope="module")
def looks(windows: Windows, derived_site: Site) -> Looks:
    """Each page is opened once and looked at in all these ways, since opening it takes longest."""
    found, page = Looks(), windows.borrow(**FORCED).new_page()
    for address in of_each_kind(addresses(derived_site)):
        page.goto(derived_site.base + address)
        found.gone.extend((address, sign) for sign in page.evaluate(CUT_OUT) + page.evaluate(DRAWN))
        found.printed.extend((address, one) for one in printed(page))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            lines = page.evaluate(LINES)
            low = all(height < 30 for height, _ in lines["names"])
            if not low or lines["bars"] > 1 or lines["width"] > width:
                found.broken.append((address, width, lines))
    windows.tidy()
    return found


def addresses(site: Site) -> list[str]:
    """The pages that do not lead on to others at once."""
    pages = ((one, site.folder / one / "index.html") for one in site.addresses)
    found = [one for one, file in pages if 'http-equiv="refresh"' not in file.read_text("utf-8")]
    assert len(found) > 40
    return found


def printed(page: Page) -> list[str]:
    """The controls that are seen on paper."""
    page.emulate_media(media="print", forced_colors="none")
    controls = page.locator(CONTROLS)
    seen = controls.evaluate_all(
        f"all => all.filter({SEEN}).map(e => `${{e.tagName}} ${{e.className}}`)"
    )
    page.emulate_media(media="screen", forced_colors="active")
    return list(seen)


def test_no_control_is_printed(looks: Looks) -> None:
    assert looks.printed == []


def test_signs_are_seen_in_forced_colours(looks: Looks) -> None:
    assert looks.gone == []


def test_labels_and_bars_keep_to_their_lines(looks: Looks) -> None:
    assert looks.broken == []


def test_the_parts_of_a_bar_are_told_apart_in_forced_colours(
    borrow: Borrow, derived_site: Site
) -> None:
    page = borrow(**FORCED).new_page()
    page.goto(f"{derived_site.base}timeline/")
    fills = "all => new Set(all.map(one => getComputedStyle(one).fill)).size"
    kinds = "all => new Set(all.map(one => one.getAttribute('class'))).size"
    bars = page.locator(".cp-strip rect")
    assert bars.evaluate_all(fills) == bars.evaluate_all(kinds)
