"""This project's engine, asked through `window.commonplace.search` on a page of its site."""

from __future__ import annotations

from pathlib import Path

from benchmarks.engines import Engine

#: A page with the script that every page of the site has, and nothing else.
PAGE = """<!doctype html><html lang="en"><title>Bench</title><link rel="icon" href="data:,">
<script src="assets/commonplace/page.js" defer></script></html>"""

# Five hits are those of the box, one a page; ten are passages, as the function and the
# command line give them.
SCRIPT = """
globalThis.bench = async (query, shown) => {
  while (!globalThis.commonplace?.search) await new Promise((later) => setTimeout(later, 1));
  const answer = await commonplace.search(query, { grouped: shown <= 5, limit: shown });
  return answer.hits.length && answer.total;
};
"""


def engine(site: Path, seconds: float) -> Engine:
    """The engine of a site that `commonplace site` has made."""
    scripts = [site / "assets" / "commonplace" / name for name in ("page.js", "engine.js")]
    index = [path for path in (site / "search").rglob("*") if path.suffix in (".bin", ".json")]
    return Engine(
        name="Commonplace",
        site=site,
        start="bench.html",
        pages={"bench.html": PAGE},
        script=SCRIPT,
        searching=(*scripts, *index),
        seconds=seconds,
    )
