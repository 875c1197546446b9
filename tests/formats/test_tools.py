"""Every export is opened by a tool that it is for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pysubs2
import pytest
from datasette.app import Datasette

import tests.sample_catalogue as derived
from commonplace.formats import files
from commonplace.model import Catalogue
from commonplace.open_data.captions import cues, has_cues
from commonplace.open_data.vtt import vtt
from tests.formats.test_formats import hostile, made

CATALOGUES: dict[str, Callable[[], Catalogue]] = {"sample": derived.catalogue, "hostile": hostile}
TITLES = [one.title for one in derived.DERIVED.references]


@pytest.fixture(params=CATALOGUES)
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    return CATALOGUES[str(request.param)]()


def pandoc(text: str, read: str, write: str) -> Any:
    """A text as Pandoc reads it, written in another of its formats."""
    reason = "the extra `documents` is not installed"
    converter = pytest.importorskip("pypandoc", reason=reason)
    return json.loads(converter.convert_text(text, write, format=read))


def test_datasette_opens_the_database_and_searches_it(tmp_path: Path) -> None:
    file = tmp_path / "commonplace.sqlite"
    file.write_bytes(files(derived.catalogue(), "sqlite", None)[file.name])

    async def ask() -> tuple[Any, Any, str]:
        shown = Datasette([], immutables=[str(file)])
        await shown.invoke_startup()
        tables = await shown.client.get("/commonplace.json")
        found = await shown.client.get("/commonplace/passages.json?_shape=array&_search=gauges")
        page = await shown.client.get("/commonplace/documents")
        return tables.json(), found.json(), page.text

    # In a thread of its own: that of a browser's test has a loop already.
    with ThreadPoolExecutor(1) as apart:
        tables, found, page = apart.submit(asyncio.run, ask()).result()
    names = {one["name"]: one["count"] for one in tables["tables"]}
    assert names["documents"] == len(derived.catalogue().library.documents)
    assert found and all("gauge" in one["text"].casefold() for one in found)
    assert derived.catalogue().library.documents[0].title in page


@pytest.mark.parametrize(
    ("name", "file"), [("bibtex", "references.bib"), ("csl", "references.csl.json")]
)
def test_pandoc_reads_every_work(catalogue: Catalogue, name: str, file: str) -> None:
    works = pandoc(made(name, catalogue)[file], {"csl": "csljson"}.get(name, name), "csljson")
    assert len(works) == len(catalogue.derived.references)
    if catalogue.derived == derived.DERIVED:
        assert sorted(one["title"] for one in works) == sorted(TITLES)


def test_a_player_reads_the_captions(catalogue: Catalogue) -> None:
    spoken = made("srt", catalogue)
    for document in catalogue.library.documents:
        if has_cues(document):
            spoken[f"{document.slug}.vtt"] = vtt(document.title, cues(document))
    assert {Path(path).suffix for path in spoken} == {".srt", ".vtt"}
    for path, text in spoken.items():
        read = pysubs2.SSAFile.from_string(text, format_=Path(path).suffix[1:])
        assert read.events and all(one.start < one.end and one.text for one in read), path
