"""Nothing moves under a reader's eyes: while a page loads, or while it is scrolled."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.conftest import PATIENCE
from tests.browser.served import Site
from tests.browser.test_pages import PHONE, WIDE
from tests.thorough import some

#: Layout shift (https://wicg.github.io/layout-instability/) that is no fault.
MOST = 0.05
KINDS = ("", "posts/", "transcripts/", "timeline/", "topics/", "people/", "references/", "search/")
#: Keeps what moves, and by how much; what a reader's own click moves does not count.
WATCH = """
window.moved = [];
new PerformanceObserver(list => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) moved.push({
    by: one.value,
    what: one.sources.map(source => source.node?.parentElement?.outerHTML.slice(0, 120)),
  });
}).observe({type: "layout-shift", buffered: true});
"""
#: Scrolls to the end a screen at a time, and lets the page be drawn twice after each.
SCROLL = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const end = () => document.documentElement.scrollHeight - innerHeight;
  for (let at = 0; at <= Math.min(end(), 20 * innerHeight); at += innerHeight) {
    scrollTo({top: at, behavior: "instant"});
    await frame();
    await frame();
  }
}"""
#: Where each year of a timeline and its first event stand.
FIRST_YEARS = """() => [...document.querySelectorAll('.cp-year')].map(year =>
  [year, year.querySelector('.cp-event')].map(one => {
    const { x, y, width } = one.getBoundingClientRect();
    return [x, y, width].map(Math.round);
  }))"""


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_pages_lie_still(chromium: Browser, derived_site: Site, viewport: dict[str, int]) -> None:
    found = {address.split("/")[0]: address for address in derived_site.addresses}
    deeper = [found[kind] for kind in ("posts", "transcripts", "topics", "people", "book")]
    context = chromium.new_context(viewport=viewport)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    for address in some(1 if viewport is PHONE else 3, (*KINDS, *deeper)):
        page = context.new_page()
        # A slow machine draws a page in more steps, each of which may move something.
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(derived_site.base + address)
        page.evaluate(SCROLL)
        moved = page.evaluate("window.moved")
        assert sum(one["by"] for one in moved) <= MOST, (address, moved)
        page.close()
    context.close()


def test_what_moves_is_seen(chromium: Browser, site: Site) -> None:
    page = chromium.new_page(viewport=WIDE)
    page.add_init_script(WATCH)
    page.goto(site.base)
    page.evaluate("document.body.style.paddingTop = '300px'")
    page.wait_for_function("moved.length > 0")
    page.close()


def test_later_years_do_not_move_earlier_ones(chromium: Browser, derived_site: Site) -> None:
    page = chromium.new_page(viewport=WIDE)
    page.goto(f"{derived_site.base}timeline/")
    whole = page.evaluate(FIRST_YEARS)
    page.route("**/timeline/", _cut_after_two_years)
    page.reload()
    assert page.locator(".cp-year").count() == 2 < len(whole)
    assert page.evaluate(FIRST_YEARS) == whole[:2]
    page.close()


@pytest.mark.parametrize("kind", ["posts", "transcripts"])
def test_scripts_do_not_move_the_text(chromium: Browser, derived_site: Site, kind: str) -> None:
    found = [
        one for one in derived_site.addresses if one.startswith(f"{kind}/") and one != f"{kind}/"
    ]
    scripted, plain = chromium.new_page(), chromium.new_page()
    plain.route("**/*.js", lambda route: route.abort())
    for page in (scripted, plain):
        page.goto(derived_site.base + found[0])
    for width in range(300, 480, 15):
        heights = []
        for page in (scripted, plain):
            page.set_viewport_size({"width": width, "height": 800})
            heights.append(page.evaluate("document.querySelector('.cp-head').offsetHeight"))
        assert heights[0] == heights[1], width
    for page in (scripted, plain):
        page.close()


def _cut_after_two_years(route: Route) -> None:
    """A page as a slow line gives it: as far as the end of its second year."""
    got = route.fetch()
    route.fulfill(response=got, body="</section>".join(got.text().split("</section>")[:2]))
