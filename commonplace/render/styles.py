"""Joins the styles into one file, so that a page asks for one beside Material's two."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import minify

STYLES = Path(__file__).resolve().parents[1] / "theme" / "styles"
#: The one file, below `docs/`.
SHEET = "assets/commonplace/site.css"
#: The parts, in the order in which they hold; `print` overrules all others.
PARTS = (
    "tokens",
    "frame",
    "reading",
    "search",
    "timeline",
    "topics",
    "keeping",
    "listening",
    "print",
)


@cache  # a server builds again and again
def styles() -> dict[str, bytes]:
    """The styles of a site without comments and white space, by their place below `docs/`."""
    text = "".join((STYLES / f"{name}.css").read_text(encoding="utf-8") for name in PARTS)
    return {SHEET: str(minify.string("text/css", text)).encode()}
