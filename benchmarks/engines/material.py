"""Material's search (lunr), asked by typing into the box of a page of a plain Material site."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from material.plugins.search.plugin import SearchPlugin  # type: ignore[import-untyped]
from mkdocs.commands.build import build
from mkdocs.config import load_config

import commonplace
from benchmarks.engines import Engine

#: The templates that pages of ours name in their front matter, and what stands in for them.
OURS = Path(commonplace.__file__).parent / "theme" / "overrides"
PLAIN = '{% extends "main.html" %}'
#: What a project has that does nothing about it but switch the search on.
CONFIG = """
site_name: Bench
theme: {name: material, font: false, custom_dir: plain}
nav: [index.md]
not_in_nav: "*"
plugins: [search]
markdown_extensions: [admonition, attr_list, md_in_html, tables, {toc: {permalink: true}}]
"""

#: Between two queries the box is emptied, so that its line about the number of hits says
#: when the next answer is there. It shows ten pages at once, whatever is asked for.
SCRIPT = """
globalThis.bench = async (query) => {
  const later = () => new Promise((then) => setTimeout(then, 1));
  while (document.readyState === "loading") await later();
  const box = document.querySelector("[data-md-component=search-query]");
  const line = document.querySelector(".md-search-result__meta");
  const list = document.querySelector(".md-search-result__list");
  const type = (words) => {
    box.value = words;
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  };
  const waiting = () => /^(Initializing|Type to start)/.test(line.textContent.trim());
  box.focus();
  type(query);
  while (waiting()) await later();
  const hits = parseInt(line.textContent) || 0;
  while (hits && !list.children.length) await later();
  globalThis.clear = async () => {
    type("");
    while (!waiting()) await later();
  };
  return hits;
};
"""


def index(docs: Path, folder: Path) -> float:
    """Build a Material site from the Markdown of ours; gives the seconds in its search plugin."""
    config_file = folder.parent / "material.yml"
    config_file.write_text(CONFIG)
    (folder.parent / "plain").mkdir()
    for template in OURS.glob("*.html"):
        if template.name != "main.html":
            (folder.parent / "plain" / template.name).write_text(PLAIN)
    spent = [0.0]

    def timed(method: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            begin = time.perf_counter()
            try:
                return method(*arguments, **named)
            finally:
                spent[0] += time.perf_counter() - begin

        return run

    for name in ("on_page_context", "on_post_build"):
        setattr(SearchPlugin, name, timed(getattr(SearchPlugin, name)))
    build(load_config(str(config_file), docs_dir=str(docs), site_dir=str(folder)))
    return spent[0]


def engine(site: Path, seconds: float) -> Engine:
    """The engine of a Material site."""
    workers = site.glob("assets/javascripts/workers/search.*.js")
    return Engine(
        name=f"Material {version('mkdocs-material')}",
        site=site,
        start="index.html",
        script=SCRIPT,
        searching=(site / "search" / "search_index.json", *workers),
        seconds=seconds,
        theirs=("search/", "assets/javascripts/workers/"),
        shown=(10,),
        cold=6,  # what is loaded, and most of the time, is the same for all of them
    )
