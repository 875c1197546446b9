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
        if parts.scheme in ("http", "https", "file"):
            self.origins.add(f"{parts.scheme}://{parts.netloc}")

    def tidy(self) -> None:
        """Leave nothing behind: no page, no route, and nothing stored."""
        for page in self.context.pages:
            if page != self.blank:
                page.close()
        self.context.unroute_all()
        self.context.clear_cookies()
        for origin in self.origins:
            stored = {"origin": origin, "storageTypes": "all"}
            self.session.send("Storage.clearDataForOrigin", stored)
        self.origins.clear()


class Windows:
    """The contexts of a browser, one for each set of options, kept from test to test.

    A test that changes a context beyond pages, routes and what is stored (its clock, its
    scripts, its permissions, whether it is offline) asks for one that is `alone`.
    """

    def __init__(self, browser: Browser, patience: int) -> None:
        self._browser, self._patience = browser, patience
        self._made: dict[str, _Window] = {}
        self._lent: set[_Window] = set()

    def borrow(self, *, alone: bool = False, **options: object) -> BrowserContext:
        """A context with such options, until the end of the test, which does not close it.

        One that is to be `alone` is a new one that no other test gets.
        """
        key = repr(sorted(options.items()))
        window = (None if alone else self._made.get(key)) or self._new(**options)
        if not alone:
            self._made[key] = window
        self._lent.add(window)
        return window.context

    def tidy(self) -> None:
        """Take back what was lent."""
        for window in self._lent:
            if window in self._made.values():
                window.tidy()
            else:
                window.context.close()
        self._lent.clear()

    def _new(self, **options: object) -> _Window:
        context = self._browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(self._patience)
        blank = context.new_page()
        window = _Window(context, blank, context.new_cdp_session(blank))
        context.on("page", window.watch)
        return window
