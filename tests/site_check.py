"""What is wrong with a built site, found by reading every page with a real HTML parser."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: Attributes by which a page asks for something without a click.
_LOADING = {"img": "src", "script": "src", "iframe": "src", "source": "src", "video": "src"}


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.twice: list[str] = []
        self.h1 = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.h1 += tag == "h1"
        name = found.get("id", "")
        if name and name in self.ids:
            self.twice.append(name)
        self.ids.add(name)
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in _LOADING and found.get(_LOADING[tag]):
            self.loads.append(found[_LOADING[tag]])
        if tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload", "modulepreload"):
            self.loads.append(found["href"])


def faults(site: Path, *, served: bool = True) -> Iterator[str]:
    """Links and images that lead nowhere, third-party requests, ids and titles that repeat.

    A site that is not `served` lies on a disk, where a link to a folder leads nowhere.
    """
    pages = {
        path.relative_to(site).as_posix(): _Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }
    for name, page in pages.items():
        if name == "404.html":
            continue  # served under any address, so its links are absolute
        if page.h1 > 1:
            yield f"{name}: {page.h1} titles"
        for twice in page.twice:
            yield f"{name}: the id {twice!r} stands there twice"
        for address in page.loads:
            parts = urlsplit(address)
            if parts.scheme != "data" and (parts.scheme or parts.netloc):
                yield f"{name}: asks {address}"
            elif not parts.scheme and not _target(site, name, parts.path, served).is_file():
                yield f"{name}: {address} is not there"
        for address in page.links:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = _target(site, name, parts.path, served) if parts.path else site / name
            if not target.is_file():
                yield f"{name}: {address} leads nowhere"
                continue
            other = pages.get(target.relative_to(site).as_posix())
            if parts.fragment and other and unquote(parts.fragment) not in other.ids:
                yield f"{name}: {address} has no such place"


def _target(site: Path, page: str, path: str, served: bool) -> Path:
    place = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    target = site / place
    return target / "index.html" if served and target.is_dir() else target
