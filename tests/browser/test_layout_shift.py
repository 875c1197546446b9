"""Nothing moves under a reader's eyes: while a page loads, or while it is scrolled."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PATIENCE
from tests.browser.served import Site
from tests.browser.test_pages import PHONE, WIDE
from tests.thorough import part, some

#: Layout shift (https://wicg.github.io/layout-instability/) that is no fault.
MOST = 0.05
#: How many times slower than this one a machine is.
SLOW = part(4, 2)
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


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_pages_lie_still(chromium: Browser, derived_site: Site, viewport: dict[str, int]) -> None:
    found = {address.split("/")[0]: address for address in derived_site.addresses}
    deeper = [found[kind] for kind in ("posts", "transcripts", "topics", "people", "book")]
    context = chromium.new_context(viewport=viewport)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    page = context.new_page()
    # A slow machine draws a page in more steps, each of which may move something.
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    for address in some(1 if viewport is PHONE else 3, (*KINDS, *deeper)):
        page.goto(derived_site.base + address)
        page.evaluate(SCROLL)
        moved = page.evaluate("window.moved")
        assert sum(one["by"] for one in moved) <= MOST, (address, moved)
    context.close()


def test_what_moves_is_seen(chromium: Browser, site: Site) -> None:
    page = chromium.new_page(viewport=WIDE)
    page.add_init_script(WATCH)
    page.goto(site.base)
    page.evaluate("document.body.style.paddingTop = '300px'")
    page.wait_for_function("moved.length > 0")
    page.close()
