"""The engine in a real browser, from the scripts that every site has, answers as Whoosh does.

tests/test_engine.py compares the same in Node, over more kinds of index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from commonplace.model import Library
from commonplace.scripts import scripts
from tests.browser.served import serving
from tests.test_engine import FIXED, Answer, Site, generated, sample, seeds

__all__ = ["sample", "seeds"]  # fixtures

PAGE = b'<!doctype html><title>Search</title><script src="assets/commonplace/page.js"></script>'
ASK = "asked => Promise.all(asked.map((query) => commonplace.search(...query)))"
TOGETHER = 50  # queries; in one message to the browser
EACH = 500  # generated queries; of one seed
SEEDS = st.integers(0, 2**32 - 1)


class SiteInChromium(Site):
    """An index and the same exported, which is asked on a page of a site, over HTTP."""

    page: Page

    def engine(
        self, queries: Sequence[str], limit: int = 10, cold: bool = False
    ) -> list[tuple[Answer, list[tuple[str, int]]]]:
        """What the page answers; what it had to load is not told."""
        asked = [[query, {"limit": limit}] for query in queries]
        parts = (asked[at : at + TOGETHER] for at in range(0, len(asked), TOGETHER))
        return [(answer, []) for part in parts for answer in self.page.evaluate(ASK, part)]


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., SiteInChromium]]:
    """Index and export a library, and open a page of a site that has the export."""
    with ExitStack() as stack:

        def open_site(library: Library, bundled: bool) -> SiteInChromium:
            site = SiteInChromium(tmp_path, library, bundled=bundled)
            for name, data in {"index.html": PAGE, **scripts()}.items():
                (site.docs / name).parent.mkdir(parents=True, exist_ok=True)
                (site.docs / name).write_bytes(data)
            base = stack.enter_context(serving(site.docs))
            context = stack.enter_context(chromium.new_context())
            site.page = context.new_page()
            site.page.goto(base)
            return site

        yield open_site


def compare(site: SiteInChromium, library: Library, seeds: int, limit: int) -> None:
    """Ask the fixed list, and what is generated from the library's words by some seeds."""
    texts = [passage.text for document in library.documents for passage in document.passages]

    # No shrinking: a smaller seed gives other queries, not shorter ones.
    @settings(max_examples=seeds, deadline=None, phases=[Phase.reuse, Phase.generate])
    @given(SEEDS)
    def compare_generated(seed: int) -> None:
        site.compare(list(generated(seed, texts, EACH)), limit)

    site.compare(FIXED, limit)
    compare_generated()


@pytest.mark.parametrize("bundled", [True, False])
def test_the_seeds(opened: Callable[..., SiteInChromium], seeds: Library, bundled: bool) -> None:
    compare(opened(seeds, bundled), seeds, seeds=2, limit=20)


def test_the_corpus(opened: Callable[..., SiteInChromium], sample: Library) -> None:
    compare(opened(sample, bundled=False), sample, seeds=1, limit=20)
