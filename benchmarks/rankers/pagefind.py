"""Pagefind in headless Chromium, over a page of HTML for each abstract."""

from __future__ import annotations

import html
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.chromium import browser_path, launched
from benchmarks.engines import pagefind
from benchmarks.rankers import DEPTH, Abstracts, Answers, MissingTool
from benchmarks.shaped import hosted
from commonplace import analysis, query

PAGE = """<!doctype html><html lang="en"><title>{title}</title>
<article><h1>{title}</h1><p>{text}</p></article></html>"""

ASK = """(async () => {{
  while (!globalThis.pagefind) await new Promise((later) => setTimeout(later, 1));
  const {{ results }} = await (await pagefind).search({question});
  const pages = await Promise.all(results.slice(0, {depth}).map((result) => result.data()));
  return pages.map(({{ url }}) => url.split("/").filter(Boolean).pop());
}})()"""


def as_asked(documents: Abstracts, questions: Sequence[str]) -> Answers:
    """The question as it is; Pagefind wants all of its words on a page."""
    if not pagefind.installed():
        raise MissingTool(pagefind.MISSING)
    path = browser_path()
    if path is None:
        raise MissingTool("no Chromium found; set CHROMIUM to its path")
    with tempfile.TemporaryDirectory() as place:
        for document in documents:
            page = Path(place) / document["id"] / "index.html"
            page.parent.mkdir()
            page.write_text(
                PAGE.format(**{name: html.escape(document[name]) for name in ("title", "text")}),
                encoding="utf-8",
            )
        pagefind.index(Path(place), Path(place))
        pages = {"bench.html": pagefind.PAGE}
        with (
            hosted(Path(place), pages) as base,
            launched(path) as browser,
            browser.tab(shaped=False) as tab,
        ):
            tab.go(f"{base}bench.html")
            return [
                tab.run(ASK.format(question=json.dumps(question), depth=DEPTH))
                for question in questions
            ]


def without_stop_words(documents: Abstracts, questions: Sequence[str]) -> Answers:
    """The question without the words that say little, which helps where all must match."""
    kept = [
        " ".join(word for word in analysis.tokens(question) if word not in query.STOP_WORDS)
        for question in questions
    ]
    return as_asked(documents, kept)
