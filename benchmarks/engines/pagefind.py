"""Pagefind, asked through its JavaScript API on an otherwise empty page."""

from __future__ import annotations

import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.engines import Engine

#: Why it is left out where it is.
MISSING = "pagefind is not installed; `make setup` installs it"

PAGE = """<!doctype html><html lang="en"><title>Bench</title><link rel="icon" href="data:,">
<script type="module">globalThis.pagefind = import("./pagefind/pagefind.js");</script></html>"""

#: Its answer is numbers; a hit can be shown once its page's text has been fetched.
SCRIPT = """
globalThis.bench = async (query, shown) => {
  while (!globalThis.pagefind) await new Promise((later) => setTimeout(later, 1));
  const { results } = await (await pagefind).search(query);
  await Promise.all(results.slice(0, shown).map((result) => result.data()));
  return results.length;
};
"""


def installed() -> str | None:
    """The version of the Python package, if it is there."""
    try:
        return version("pagefind")
    except PackageNotFoundError:
        return None


def index(pages: Path, folder: Path) -> float:
    """Index the built HTML with Pagefind's own command; gives seconds.

    Only the article of a page counts, as a reader of its manual would have it.
    """
    begin = time.perf_counter()
    subprocess.run(
        (
            *(sys.executable, "-m", "pagefind", "--root-selector", "article", "--silent"),
            *("--site", str(pages), "--output-path", str(folder / "pagefind")),
        ),
        check=True,
    )
    return time.perf_counter() - begin


def engine(folder: Path, seconds: float) -> Engine:
    """The engine whose `pagefind` folder is in this one."""
    made = folder / "pagefind"
    names = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
    needed = [path for path in made.rglob("*") if ".pf_" in path.name or path.name in names]
    return Engine(
        name=f"Pagefind {installed()}",
        site=folder,
        start="bench.html",
        pages={"bench.html": PAGE},
        script=SCRIPT,
        searching=(*needed, made / "wasm.en.pagefind"),
        seconds=seconds,
    )
