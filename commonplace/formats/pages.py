"""Each page's text as Markdown beside it, where language models look for it."""

from __future__ import annotations

import yaml

from commonplace.formats.marked import texts
from commonplace.markup.plain import plain, title_of
from commonplace.markup.web import is_web
from commonplace.model import Catalogue, Document
from commonplace.open_data.common import credits, iso, link


def markdown(catalogue: Catalogue, site: str | None) -> dict[str, str]:
    """`posts/SLUG/index.html.md` and so on, the name that https://llmstxt.org proposes."""

    def written(words: str, there: str) -> str:
        # All documents are two folders below the root.
        known = is_web(there) or there.startswith("mailto:")
        to = there if known else link(there, here="posts/x/", site=site)
        return f"[{words}](<{to}>)"

    return {
        f"{document.address}index.html.md": f"{_front(catalogue, document)}\n{text}\n"
        for document, text in texts(catalogue, written)
    }


def _front(catalogue: Catalogue, document: Document) -> str:
    fields = {
        "title": title_of(document),
        "date": iso(document.date) if document.date else None,
        "description": plain(document.description),
        "by": list(dict.fromkeys(one.name for one in credits(catalogue, document))),
        "licence": plain(document.licence),
    }
    known = {name: value for name, value in fields.items() if value}
    return f"---\n{yaml.safe_dump(known, allow_unicode=True, sort_keys=False)}---\n"
