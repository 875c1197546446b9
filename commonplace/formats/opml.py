"""The addresses of the site's feeds as OPML 2.0 (https://opml.org/spec2.opml)."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from commonplace.model import Catalogue
from commonplace.open_data.common import link
from commonplace.open_data.feeds import clean, pages_of


def opml(catalogue: Catalogue, site: str | None) -> dict[str, str]:
    """`feeds.opml`; addresses are relative to the site's root where its own is unknown."""
    own = catalogue.identity.name
    root = Element("opml", {"version": "2.0"})
    SubElement(SubElement(root, "head"), "title").text = clean(own)
    body = SubElement(root, "body")
    for path, (name, page) in pages_of(catalogue).items():
        name = clean(name)
        SubElement(
            body,
            "outline",
            {
                "type": "rss",  # for every kind of feed, Atom as well
                "text": name,
                "title": name,
                "xmlUrl": f"{site or ''}{path}",
                "htmlUrl": link(page, here="", site=site),
            },
        )
    indent(root, space=" ")
    text = tostring(root, encoding="unicode")
    return {"feeds.opml": f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'}
