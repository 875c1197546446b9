"""The Content-Security-Policy under which everything on a built site works.

Every script and style of ours is a file. The theme has a few short scripts inside its
pages; the policy names them by their hashes, so that no other script in a page runs.
"""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser
from pathlib import Path

#: Types of `script` elements that a browser runs; others are data.
_RUN = frozenset({"", "text/javascript", "application/javascript", "module"})
#: The players of videos, which a reader has to ask for.
_PLAYERS = "https://www.youtube-nocookie.com https://player.vimeo.com"


def policy(site: Path) -> str:
    """The value of the header for a built site: the strictest one that breaks nothing.

    Raises FileNotFoundError where there is no built site.
    """
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"{site}: there is no built site; run `make build` first")
    inline = _Inline()
    for page in sorted(site.rglob("*.html")):
        inline.read(page.read_text(encoding="utf-8"))
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *sorted(inline.found["script"])]),
            "worker-src 'self'",
            "connect-src 'self'",
            " ".join(["style-src 'self'", *sorted(inline.found["style"])]),
            "style-src-attr 'unsafe-inline'",  # drawings and formulas; runs nothing
            "img-src 'self' data:",
            "font-src 'self'",
            f"frame-src {_PLAYERS}",
            "base-uri 'none'",
            "form-action 'self'",
            "object-src 'none'",
        ]
    )


class _Inline(HTMLParser):
    """Hashes of the scripts and styles that stand in pages."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, set[str]] = {"script": set(), "style": set()}
        self._inside = ""
        self._text = ""

    def read(self, page: str) -> None:
        """Take in one page more."""
        self.feed(page)
        self.close()
        self.reset()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to listen where a script or style has its text in the page."""
        found = {name: value or "" for name, value in attrs}
        runs = tag == "style" or (tag == "script" and "src" not in found)
        if runs and (tag == "style" or found.get("type", "").lower() in _RUN):
            self._inside, self._text = tag, ""

    def handle_data(self, data: str) -> None:
        """Collect what the script or style says."""
        if self._inside:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        """Hash the whole of it, as the policy's standard (CSP 3, section 2.3.1) asks."""
        if tag == self._inside:
            digest = base64.b64encode(hashlib.sha256(self._text.encode()).digest()).decode()
            self.found[tag].add(f"'sha256-{digest}'")
            self._inside = ""
