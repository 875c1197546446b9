"""The Content-Security-Policy under which everything on a built site works.

Every script and style of ours is a file. The theme has a few short scripts inside its pages;
the policy names them by their hashes, so that no other script in a page runs. Only scripts
that the 404 page has too count as the theme's, since no seed contributes to that page: a
script that escaped from a seed is not allowed by it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from commonplace.markup.web import is_web

#: Types of `script` elements that a browser runs; others are data.
_RUN = frozenset({"", "text/javascript", "application/javascript", "module"})
#: The players of videos, which a reader has to ask for.
_PLAYERS = "https://www.youtube-nocookie.com https://player.vimeo.com"


#: What may be named in a policy; anything else could end it and begin another.
_HOST = re.compile(r"[\w.-]+(?::\d+)?\Z", re.ASCII)
#: Where a page's script says how far up the site begins, which differs from page to page.
_SCOPE = re.compile(r'new URL\("[./]*",location\)')
_META = '<meta http-equiv="Content-Security-Policy" content="'
_HEAD = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)


def into_pages(site: Path, allowed: Sequence[str] = ()) -> int:
    """Write the policy into every page of a built site, for hosts without custom headers.

    It goes before anything that it could block; an existing one is replaced. Returns the
    number of pages. Raises what `policy` raises.
    """
    value = policy(site, allowed)
    pages = [path for path in sorted(site.rglob("*.html")) if path.is_file()]
    for path in pages:
        fresh = path.with_name(f".{path.name}.new")
        page = into_page(path.read_text(encoding="utf-8"), value)
        fresh.write_text(page, encoding="utf-8", newline="")
        fresh.replace(path)
    return len(pages)


def into_page(page: str, value: str) -> str:
    """A page with the policy in its head, replacing an earlier one.

    >>> into_page("<head><script src=a></script></head>", "default-src 'none'")[:63]
    '<head><meta http-equiv="Content-Security-Policy" content="defau'
    """
    page = re.sub(f'{re.escape(_META)}[^"]*">', "", page)
    head = _HEAD.search(page)
    at = head.end() if head else 0
    return f'{page[:at]}{_META}{html.escape(value)}">{page[at:]}'


def policy(site: Path, allowed: Sequence[str] = ()) -> str:
    """The value of the header for a built site: the strictest one that breaks nothing.

    Scripts may also come from the hosts that are `allowed`, such as one that counts visits,
    and ask them for something. Raises FileNotFoundError where there is no built site, and
    ValueError for what is no host.
    """
    hosts = [_origin(one) for one in allowed]
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"{site}: no built site found; run `make build` first")
    missing = site / "404.html"
    theme = _Inline()
    theme.read((missing if missing.is_file() else site / "index.html").read_text(encoding="utf-8"))
    inline = _Inline(known=theme.texts)
    for page in sorted(site.rglob("*.html")):
        inline.read(page.read_text(encoding="utf-8"))
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *hosts, *sorted(inline.found["script"])]),
            "worker-src 'self'",
            " ".join(["connect-src 'self'", *hosts]),
            " ".join(["style-src 'self'", *sorted(inline.found["style"])]),
            "style-src-attr 'unsafe-inline'",  # drawings and formulas; runs nothing
            " ".join(["img-src 'self' data:", *hosts]),
            " ".join(["media-src 'self' blob:", *sorted(inline.sounds)]),
            "font-src 'self'",
            f"frame-src {_PLAYERS}",
            "base-uri 'none'",
            "form-action 'self'",
            "object-src 'none'",
        ]
    )


def _origin(address: str) -> str:
    """The scheme and the host of an address.

    >>> _origin("https://count.example.org/script.js")
    'https://count.example.org'
    """
    parts = urlsplit(address)
    if not is_web(address) or not _HOST.match(parts.netloc):
        raise ValueError(f"{address}: this is no host; write, for example, https://example.org")
    return f"{parts.scheme}://{parts.netloc}"


class _Inline(HTMLParser):
    """Hashes of the inline scripts and styles in pages: of all, or of those in `known`."""

    def __init__(self, known: set[str] | None = None) -> None:
        super().__init__()
        self.known = known
        self.texts: set[str] = set()
        self.found: dict[str, set[str]] = {"script": set(), "style": set()}
        #: The hosts of sound files, which a reader has to ask for.
        self.sounds: set[str] = set()
        self._inside = ""
        self._text = ""

    def read(self, page: str) -> None:
        """Read one more page."""
        self.feed(page)
        self.close()
        self.reset()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to listen where a script or style has its text in the page."""
        found = {name: value or "" for name, value in attrs}
        runs = tag == "style" or (tag == "script" and "src" not in found)
        if runs and (tag == "style" or found.get("type", "").lower() in _RUN):
            self._inside, self._text = tag, ""
        if found.get("data-media") == "audio" and is_web(found.get("href")):
            host = urlsplit(found["href"])
            if _HOST.match(host.netloc):
                self.sounds.add(f"{host.scheme}://{host.netloc}")

    def handle_data(self, data: str) -> None:
        """Collect what the script or style says."""
        if self._inside:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        """Hash the whole of it, as the policy's standard (CSP 3, section 2.3.1) asks."""
        if tag == self._inside:
            text = _SCOPE.sub("", self._text)
            self.texts.add(text)
            if self.known is None or text in self.known:
                digest = base64.b64encode(hashlib.sha256(self._text.encode()).digest()).decode()
                self.found[tag].add(f"'sha256-{digest}'")
            self._inside = ""
