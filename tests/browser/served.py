"""The sample library as a site under a prefix, and a page of it that is open."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build

import tests.sample_library as sample
from commonplace.render import pages
from tests.built_page import ROOT, site_config

if TYPE_CHECKING:
    from playwright.sync_api import Page

PREFIX = "some/prefix/"
GENERATED = ("posts", "transcripts", "topics", "people", "data", "images")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass(frozen=True)
class Site:
    """The built site: where it is served, where it lies, and its pages' addresses."""

    base: str
    folder: Path
    addresses: tuple[str, ...]


@dataclass
class Visit:
    """An open page, what it asked for, and what it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def strangers(self) -> list[str]:
        """Requests to anybody but the site."""
        return [url for url in self.requests if not url.startswith(("http://127.0.0.1", "data:"))]


@contextmanager
def served(top: Path) -> Iterator[Site]:
    """The sample library, built with the repository's `mkdocs.yml` and served under a prefix."""
    folder = top / "served" / PREFIX
    build(site_config(docs_dir=str(_docs(top / "docs")), site_dir=str(folder), strict=True))
    handler = partial(_Quiet, directory=str(top / "served"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = sorted(
        page.parent.relative_to(folder).as_posix() + "/" for page in folder.rglob("index.html")
    )
    try:
        yield Site(
            base=f"http://127.0.0.1:{server.server_port}/{PREFIX}",
            folder=folder,
            addresses=tuple(address.removeprefix("./") for address in found),
        )
    finally:
        server.shutdown()
        server.server_close()


def _docs(folder: Path) -> Path:
    """The generated pages, and the pages written by hand, or stand-ins for those to come."""
    for path, text in pages(sample.library(), sample.PHRASES).files.items():
        _write(folder / path, text.encode())
    for path, picture in sample.IMAGES.items():
        _write(folder / path, picture)
    for page in (ROOT / "docs").rglob("*.md"):
        path = page.relative_to(ROOT / "docs")
        if path.parts[0] not in GENERATED and not (folder / path).exists():
            _write(folder / path, page.read_bytes())
    for name in ("about", "contributing", "architecture", "glossary", "decisions/index"):
        if not (folder / f"{name}.md").exists():
            _write(folder / f"{name}.md", f"# {name}\n\n## Section\n\nWords.\n".encode())
    return folder


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
