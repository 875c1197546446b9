"""The sample library as a site under a prefix, and a page of it that is open."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from mkdocs.commands.build import build

import tests.sample_library as sample
from commonplace import index, open_data
from commonplace.analysis.terms import terms_of
from commonplace.export import of_documents
from commonplace.model import Catalogue, Derived
from commonplace.model.identity import Identity
from commonplace.pipeline import entries
from commonplace.render import pages
from commonplace.render.examples import examples
from commonplace.render.scripts import scripts, service_worker
from commonplace.render.stemmers import stemmers
from commonplace.render.styles import styles
from commonplace.site.dress import of_theme
from tests.built_page import ROOT, site_config
from tests.thorough import some

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from commonplace.model import Library

PREFIX = "some/prefix/"
OWN_HOST = ("http://127.0.0.1", "blob:http://127.0.0.1", "data:")
GENERATED = (
    *("posts", "transcripts", "timeline", "topics", "people", "references"),
    *("data", "images"),
)


class _Quiet(SimpleHTTPRequestHandler):
    more: ClassVar[Mapping[str, str]] = {}  # headers of every answer

    def end_headers(self) -> None:
        for name, value in self.more.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass(frozen=True)
class Site:
    """The built site: where it is served, where it and its index lie, its pages' addresses."""

    base: str
    folder: Path
    index: Path
    addresses: tuple[str, ...]


@dataclass
class Visit:
    """An open page, what it asked for, and what it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> Visit:
        """A page, from now on."""
        seen = cls(page)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on(
            "console", lambda said: seen.errors.append(said.text) if said.type == "error" else None
        )
        return seen

    @property
    def strangers(self) -> list[str]:
        """Requests to anybody but the site."""
        return [url for url in self.requests if not url.startswith(OWN_HOST)]


def of_each_kind(pages: Sequence[str]) -> list[str]:
    """Pages of a site: all that lie at its top, and a fifth of those below a list.

    In `make fuzz`, all.
    """
    below = [page for page in pages if page.removesuffix("index.html").count("/") > 1]
    return [page for page in pages if page not in below] + list(some(5, below))


@contextmanager
def served(
    top: Path,
    library: Library | None = None,
    derived: Derived | None = None,
    own: Identity | None = None,
) -> Iterator[Site]:
    """A library, built with the repository's `mkdocs.yml` and served under a prefix.

    Without one, it is the sample library. Nothing is derived from it that is not given.
    """
    folder = top / "served" / PREFIX
    derived = derived or Derived()
    catalogue = Catalogue(library or sample.library(), derived, own or OWN)
    docs = _docs(top / "docs", top / "index", catalogue)
    config = site_config(docs_dir=str(docs), site_dir=str(folder), strict=True)
    config.extra["texts"] = of_theme(catalogue.identity.texts)
    build(config)
    found = sorted(
        page.parent.relative_to(folder).as_posix() + "/" for page in folder.rglob("index.html")
    )
    with serving(top / "served") as address:
        yield Site(
            base=address + PREFIX,
            folder=folder,
            index=top / "index",
            addresses=tuple(page.removeprefix("./") for page in found),
        )


@contextmanager
def serving(folder: Path, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """A folder, served over HTTP from this machine: the address of its root.

    `headers` are sent with every file.
    """
    handler = partial(type("_Host", (_Quiet,), {"more": headers or {}}), directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


#: What our own `mkdocs.yml` says of the site.
OWN = Identity(name="Commonplace", contributing="contributing/", searching="searching/")


def _docs(folder: Path, index_folder: Path, catalogue: Catalogue) -> Path:
    """The generated files, and the pages written by hand, or stand-ins for those to come."""
    library, derived, own = catalogue.library, catalogue.derived, catalogue.identity
    linked = partial(open_data.linked, catalogue, site=None)
    made = pages(catalogue, sample.PHRASES, linked)
    for path, text in made.files.items():
        _write(folder / path, text.encode())
    for path, data in made.archives.items():
        _write(folder / path, data)
    named = entries(derived)
    index.update(index_folder, library, (), named)
    searched = of_documents(library.documents, (), named)
    spoken = stemmers(terms_of(document).language for document in library.documents)
    code = {
        **scripts(examples(catalogue), own.searching, own.texts, keep_offline=own.keep_offline),
        **spoken,
        **styles(own.texts),
    }
    if own.keep_offline:
        code |= service_worker(made.files, code, searched)
    for path, data in {**code, **searched}.items():
        _write(folder / path, data)
    for name, text in open_data.files(catalogue, site=None).items():
        _write(folder / name, text.encode())
    for path, picture in sample.IMAGES.items():
        _write(folder / path, picture)
    for page in (ROOT / "docs").rglob("*.md"):
        below = page.relative_to(ROOT / "docs")
        if below.parts[0] not in GENERATED and not (folder / below).exists():
            _write(folder / below, page.read_bytes())
    for name in (
        "about",
        "open-data",
        "contributing",
        "architecture",
        "glossary",
        "decisions/index",
    ):
        if not (folder / f"{name}.md").exists():
            _write(folder / f"{name}.md", f"# {name}\n\n## Section\n\nWords.\n".encode())
    return folder


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
