"""The feed of all documents in two other formats: RSS 2.0 and JSON Feed 1.1.

Both ask for absolute addresses, so there are none where the site's is unknown; Atom, which
allows relative ones, is there in any case. What they say is what the Atom feed says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from commonplace.markup.plain import plain, title_of
from commonplace.markup.web import is_web
from commonplace.model import Catalogue, Document
from commonplace.open_data.captions import has_cues
from commonplace.open_data.common import credits, instant, link
from commonplace.open_data.feeds import FOLDER, MOST, NEVER, clean, content, recent, type_of_sound

RSS, JSON = f"{FOLDER}/all.rss", f"{FOLDER}/all.json"
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "podcast": "https://podcastindex.org/namespace/1.0",
}


def other_feeds(catalogue: Catalogue, *, site: str | None) -> dict[str, str]:
    """The feeds by their path below `docs/`."""
    if not site:
        return {}
    documents = recent(catalogue)[:MOST]
    return {RSS: _rss(catalogue, documents, site), JSON: _json(catalogue, documents, site)}


def _rss(catalogue: Catalogue, documents: Iterable[Document], site: str) -> str:
    """RSS 2.0 (https://www.rssboard.org/rss-specification)."""
    documents, own = list(documents), catalogue.identity
    root = Element("rss", {"version": "2.0"})
    for name, address in _NAMESPACES.items():
        root.set(f"xmlns:{name}", address)
    channel = SubElement(root, "channel")
    _text(channel, "title", own.name)
    _text(channel, "link", site)
    _text(channel, "description", own.description or own.name)
    here = {"rel": "self", "type": "application/rss+xml", "href": f"{site}{RSS}"}
    SubElement(channel, "atom:link", here)
    if own.rights:
        _text(channel, "copyright", plain(own.rights))
    _text(channel, "lastBuildDate", max(map(_instant, documents), default=NEVER), date=True)
    for document in documents:
        _item(SubElement(channel, "item"), catalogue, document, site)
    indent(root, space=" ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _item(item: Element, catalogue: Catalogue, document: Document, site: str) -> None:
    page = f"{site}{document.address}"
    _text(item, "title", title_of(document))
    _text(item, "link", page)
    SubElement(item, "guid", {"isPermaLink": "true"}).text = page
    _text(item, "pubDate", _instant(document), date=True)
    for name in _authors(catalogue, document):
        _text(item, "dc:creator", name)
    for topic in catalogue.topics_in(document.address):
        _text(item, "category", topic.name)
    if about := plain(document.description):
        _text(item, "description", about)
    if sound := _sound(document, site):
        # Nobody knows how many bytes somebody else's file has; feeds say 0 then.
        kind = {"url": sound, "type": type_of_sound(sound), "length": "0"}
        SubElement(item, "enclosure", kind)
    if catalogue.identity.captions and has_cues(document):
        captions = f"{site}data/transcripts/{document.slug}.vtt"
        SubElement(item, "podcast:transcript", {"url": captions, "type": "text/vtt"})
    _text(item, "content:encoded", content(document, page, catalogue.identity.texts))


def _json(catalogue: Catalogue, documents: Iterable[Document], site: str) -> str:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    own = catalogue.identity
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": own.name,
        "home_page_url": site,
        "feed_url": f"{site}{JSON}",
        "description": own.description,
        "authors": [{"name": own.name}],
        "items": [_entry(catalogue, document, site) for document in documents],
    }
    return json.dumps(_known(feed), ensure_ascii=False, indent=1) + "\n"


def _entry(catalogue: Catalogue, document: Document, site: str) -> dict[str, object]:
    page, sound = f"{site}{document.address}", _sound(document, site)
    return _known(
        {
            "id": page,
            "url": page,
            "external_url": document.source.address if is_web(document.source.address) else "",
            "title": clean(title_of(document)),
            "summary": clean(plain(document.description)),
            "content_html": content(document, page, catalogue.identity.texts),
            "date_published": _instant(document),
            "authors": [{"name": name} for name in _authors(catalogue, document)],
            "tags": [topic.name for topic in catalogue.topics_in(document.address)],
            "language": document.language,
            "attachments": [{"url": sound, "mime_type": type_of_sound(sound)}] if sound else [],
        }
    )


def _known(values: Mapping[str, object]) -> dict[str, object]:
    """The values without empty ones; a feed without entries still has its list."""
    return {name: value for name, value in values.items() if value or name == "items"}


def _authors(catalogue: Catalogue, document: Document) -> list[str]:
    return list(dict.fromkeys(clean(one.name) for one in credits(catalogue, document)))


def _sound(document: Document, site: str) -> str:
    audio = document.audio or ""
    return audio if is_web(audio) or not audio else link(audio, here=RSS, site=site)


def _instant(document: Document) -> str:
    return instant(document.date) if document.date else NEVER


def _text(parent: Element, tag: str, text: str, *, date: bool = False) -> None:
    """An element with a text; a `date` is written as RFC 822 has it."""
    if date:
        text = format_datetime(datetime.fromisoformat(text), usegmt=True)
    SubElement(parent, tag).text = clean(text)
