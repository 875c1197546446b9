"""Each page's text as Markdown beside it, where language models look for it."""

from __future__ import annotations

from commonplace.model import Catalogue
from commonplace.open_data.common import in_order
from commonplace.render.markdown import as_markdown


def markdown(catalogue: Catalogue, site: str | None) -> dict[str, str]:
    """`posts/SLUG/index.html.md` and so on, the name that https://llmstxt.org proposes."""
    return {f"{one.address}index.html.md": as_markdown(one) for one in in_order(catalogue)}
