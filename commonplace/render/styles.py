"""Joins the styles into one file, so that a page asks for one beside Material's two."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

import minify

from commonplace.model.texts import ENGLISH, Texts

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
#: Words that a style writes into the page.
WORDS = re.compile(r'(\bcontent: )"([A-Z][\w ]+)"')


@lru_cache(4)  # a server builds again and again
def styles(texts: Texts = ENGLISH) -> dict[str, bytes]:
    """The styles of a site without comments and white space, by their place below `docs/`.

    What readers see of their words is in the language of the `texts`.
    """

    def said(found: re.Match[str]) -> str:
        return found[1] + json.dumps(texts.say(found[2]), ensure_ascii=False)

    text = WORDS.sub(said, source())
    return {SHEET: str(minify.string("text/css", text)).encode()}


def source() -> str:
    """All styles as they are written."""
    return "".join((STYLES / f"{name}.css").read_text(encoding="utf-8") for name in PARTS)
