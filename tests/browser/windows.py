"""Browser contexts that tests borrow, since a page in a new one costs three times as much."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Frame, Page


@dataclass(eq=False)
class _Window:
    """A context, and a blank page of it that stays open and keeps the browser's process warm."""

    context: BrowserContext
    blank: Page
    session: CDPSession
    origins: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        """Write down whose pages are opened, since each may store something."""
        page.on("framenavigated", self._visited)

    def _visited(self, frame: Frame) -> None:
        parts = urlsplit(frame.url)
        if parts.scheme in ("http", "https"):
            self.origins.add(f"{parts.scheme}://{parts.netloc}")

    def tidy(self) -> None:
        """Leave nothing behind: no page, route or permission, and nothing stored."""
        for page in self.context.pages:
            if page != self.blank:
                page.close()
        self.context.unroute_all()
        self.context.clear_permissions()
        self.context.clear_cookies()
        for origin in self.origins:
            stored = {"origin": origin, "storageTypes": "all"}
            self.session.send("Storage.clearDataForOrigin", stored)
        self.origins.clear()


class Windows:
    """The contexts of a browser, one for each set of options, kept from test to test.

    A test that changes a context beyond pages, routes, permissions and what is stored (its
    clock, its scripts, its bindings, whether it is offline) makes one of its own instead.
    """

    def __init__(self, browser: Browser, patience: int) -> None:
        self._browser, self._patience = browser, patience
        self._made: dict[str, _Window] = {}
        self._lent: set[_Window] = set()

    def borrow(self, **options: object) -> BrowserContext:
        """A context with such options, until the end of the test, which does not close it."""
        key = repr(sorted(options.items()))
        if key not in self._made:
            self._made[key] = self._new(**options)
        self._lent.add(self._made[key])
        return self._made[key].context

    def tidy(self) -> None:
        """Take back what was lent."""
        for window in self._lent:
            window.tidy()
        self._lent.clear()

    def _new(self, **options: object) -> _Window:
        context = self._browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(self._patience)
        blank = context.new_page()
        window = _Window(context, blank, context.new_cdp_session(blank))
        context.on("page", window.watch)
        return window
