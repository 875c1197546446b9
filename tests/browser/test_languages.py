"""A site of several languages in a browser: stemmers come with the first query, from disk too."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from commonplace.addresses.assemble import assemble
from commonplace.analysis.terms import terms_of
from commonplace.document import make_document
from commonplace.export import of_documents
from commonplace.model import Seed
from commonplace.render.scripts import BROWSER, script, scripts
from commonplace.render.stemmers import stemmers
from commonplace.site.offline import as_script
from tests.browser.conftest import Borrow
from tests.browser.served import serving

TEXTS = {
    "a.md": "The mill stands by the river.",
    "b.md": "---\nlang: de\n---\n\nDie Mühlen stehen am Fluss.",
    "c.md": "---\nlang: ja\n---\n\n水車は川の水で回ります。",
}
ASK = "(query) => globalThis.ask(query)"


def _site(folder: Path, texts: dict[str, str]) -> Path:
    """The scripts and the search's files of some texts, and a page that asks."""
    seeds = [Seed(name=name, file=name, data=text.encode()) for name, text in texts.items()]
    documents = assemble([make_document(seed) for seed in seeds], seeds).documents
    search = of_documents(documents)
    files = {
        **scripts(),
        **stemmers(terms_of(one).language for one in documents),
        **search,
        **{
            f"{name}.js": as_script(name.removeprefix("search/"), data)
            for name, data in search.items()
        },
    }
    entry = BROWSER / "ask.js"
    asking = (
        'import { connect } from "./search/client.js";\n'
        'const client = connect(new URL(".", document.baseURI).href);\n'
        "globalThis.ask = async (query) => (await client.search(query, { marks: true })).hits;\n"
    )
    files["ask.js"] = script(entry, {entry: asking}).encode()
    files["index.html"] = b'<!doctype html><meta charset="utf-8"><script src="ask.js"></script>'
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def page(borrow: Borrow) -> Page:
    return borrow().new_page()


def _found(page: Page, query: str) -> list[str]:
    """What is highlighted in the hits for a query."""
    return [
        hit["snippet"][start:end]
        for hit in page.evaluate(ASK, query)
        for start, end in hit["marks"]["snippet"]
    ]


def _check(page: Page) -> None:
    assert _found(page, "mühle") == ["Mühlen"]
    assert _found(page, "mills") == ["mill"]
    assert _found(page, "水車") == ["水車"]


def test_each_language_has_its_stemmer(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    with serving(_site(tmp_path, TEXTS)) as base:
        page.goto(base)
        _check(page)
    assert [name for name in asked if name.startswith("stem-")] == ["stem-de.js"]


def test_a_page_from_disk_has_it_too(page: Page, tmp_path: Path) -> None:
    page.goto((_site(tmp_path, TEXTS) / "index.html").as_uri())
    _check(page)


def test_a_site_in_english_loads_none(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with serving(_site(tmp_path, {"a.md": TEXTS["a.md"]})) as base:
        page.goto(base)
        assert _found(page, "mills") == ["mill"]
    assert not [url for url in asked if "stem-" in url]
