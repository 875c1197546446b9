"""The engine in a real browser, from the scripts that every site has, answers as Whoosh does.

tests/export/test_engine.py compares the same in Node, over more kinds of index and more queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from commonplace.model import Library
from commonplace.render.scripts import scripts
from tests.browser.served import serving
from tests.search_site import FIXED, Answer, Site, generated, texts
from tests.thorough import part, some

PAGE = b'<!doctype html><title>Search</title><script src="assets/commonplace/page.js"></script>'
ASK = "asked => Promise.all(asked.map((query) => commonplace.search(...query)))"
TOGETHER = 50  # queries; in one message to the browser
EACH = part(100, 8)  # generated queries; of one seed
SEEDS = st.integers(0, 2**32 - 1)


class SiteInChromium(Site):
    """An index and the same exported, which is asked on a page of a site, over HTTP."""

    def __init__(self, site: Site, page: Page) -> None:
        self.index, self.docs, self.files, self.said = site.index, site.docs, site.files, site.said
        self.page = page

    def engine(
        self, queries: Sequence[str], limit: int = 10, cold: bool = False, **options: Any
    ) -> list[tuple[Answer, list[tuple[str, int]]]]:
        """What the page answers; what it had to load is not told."""
        asked = [[query, {"limit": limit, **options}] for query in queries]
        parts = (asked[at : at + TOGETHER] for at in range(0, len(asked), TOGETHER))
        return [(answer, []) for part in parts for answer in self.page.evaluate(ASK, part)]


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[[Site], SiteInChromium]]:
    """Open a page of a site that has an export."""
    with ExitStack() as stack:

        def open_site(site: Site) -> SiteInChromium:
            for name, data in {"index.html": PAGE, **scripts()}.items():
                (site.docs / name).parent.mkdir(parents=True, exist_ok=True)
                (site.docs / name).write_bytes(data)
            base = stack.enter_context(serving(site.docs))
            context = stack.enter_context(chromium.new_context())
            page = context.new_page()
            page.goto(base)
            return SiteInChromium(site, page)

        yield open_site


def compare(site: SiteInChromium, library: Library, fixed: Sequence[str] = FIXED) -> None:
    """Ask the fixed list, and what is generated from the library's words by some seeds."""

    # No shrinking: a smaller seed gives other queries, not shorter ones.
    @settings(max_examples=2, deadline=None, phases=[Phase.reuse, Phase.generate])
    @given(SEEDS)
    def compare_generated(seed: int) -> None:
        site.compare(list(generated(seed, texts(library), EACH)), limit=20)

    site.compare(fixed, limit=20)
    compare_generated()


@pytest.mark.parametrize("name", ["seeds_bundled", "seeds_site"])
def test_the_seeds(
    opened: Callable[[Site], SiteInChromium],
    request: pytest.FixtureRequest,
    seeds: Library,
    name: str,
) -> None:
    compare(opened(request.getfixturevalue(name)), seeds, some(9, FIXED))


def test_the_corpus(
    opened: Callable[[Site], SiteInChromium], sample: Library, sample_site: Site
) -> None:
    compare(opened(sample_site), sample, some(6, FIXED[::3]))
