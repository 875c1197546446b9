"""Atom feeds (RFC 4287): of all documents, of each kind, of each topic and of each person.

An entry is a document with a date; undated ones are not included, since an entry has to say
when it was updated. Its id is its address if the site's is known, or else a UUID made from
it, so it stays the same in every build.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from commonplace.markup.clock import clock
from commonplace.markup.plain import plain, title_of
from commonplace.markup.web import is_web
from commonplace.model import Catalogue, Document, DocumentKind, Topic
from commonplace.model.order import newest_first
from commonplace.model.texts import Texts, noted
from commonplace.open_data.captions import has_cues
from commonplace.open_data.common import (
    credits,
    instant,
    link,
)
from commonplace.open_data.podcast import CHAPTERS, chapters

FOLDER = "data/feeds"
ALL = f"{FOLDER}/all.xml"  #: the one feed whose entries have their text
MOST = 50  #: entries of a feed
LONGEST = 20_000  #: characters of a text, after which the next passage is left to the page
#: The namespace of Podcasting 2.0.
PODCAST = "https://podcastindex.org/namespace/1.0"
_SOUNDS = {
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".webm": "audio/webm",
}
#: The names of the feeds of each kind.
_KINDS: Mapping[DocumentKind, str] = {
    "post": noted("Posts"),
    "transcript": noted("Transcripts"),
}
#: When a feed without entries was updated.
NEVER = "1970-01-01T00:00:00Z"
# Characters that XML 1.0 cannot hold, not even escaped (section 2.2).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class _Item:
    """A document in a feed: its description and its address."""

    document: Document
    summary: str
    address: str


@dataclass(frozen=True, kw_only=True)
class _Feed:
    """A feed: its own address, its name, the page that it belongs to, and what is in it."""

    path: str
    name: str
    about: str
    page: str
    items: tuple[_Item, ...]


def feeds(catalogue: Catalogue, *, site: str | None) -> dict[str, str]:
    """The feeds by their path below `docs/`."""
    return {one.path: _feed(catalogue, one, site) for one in _planned(catalogue)}


def pages_of(catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """The name of each feed and the page that it belongs to, by the feed's path."""
    return {one.path: (one.name, one.page) for one in _planned(catalogue)}


def _planned(catalogue: Catalogue) -> Iterator[_Feed]:
    """One of everything, of each kind, of each topic and of everybody with a dated document."""
    own, everything = catalogue.identity, newest_first(catalogue.library.documents)

    def plan(path: str, more: str, about: str, page: str, items: Iterable[_Item]) -> _Feed:
        name = f"{own.name}: {more}" if more else own.name
        return _Feed(path=path, name=name, about=about, page=page, items=tuple(items))

    yield plan(ALL, "", own.description, "", map(_whole, everything))
    for kind in sorted({document.kind for document in everything}):
        path, page = f"{FOLDER}/{kind}s.xml", f"{kind}s/"
        of_kind = (_whole(one) for one in everything if one.kind == kind)
        yield plan(path, own.texts.say(_KINDS[kind]), "", page, of_kind)
    for topic in catalogue.derived.topics:
        if topic.proposed:  # it may be gone after the next build, and nobody asked for it
            continue
        path, page = f"{FOLDER}/topics/{topic.slug}.xml", f"topics/{topic.slug}/"
        yield plan(path, topic.name, topic.definition, page, _items(catalogue, topic))
    for person in catalogue.derived.people:
        if not catalogue.has_feed(person):
            continue
        path, page = f"{FOLDER}/people/{person.slug}.xml", f"people/{person.slug}/"
        theirs = {address for address, _ in person.credits}
        works = (_whole(one) for one in everything if one.address in theirs)
        yield plan(path, person.name, person.definition, page, works)


def _whole(document: Document) -> _Item:
    """A document as itself."""
    summary = plain(document.description)
    return _Item(document=document, summary=summary, address=document.address)


def recent(catalogue: Catalogue) -> list[Document]:
    """The documents that have a date, the newest first."""
    return [one for one in newest_first(catalogue.library.documents) if one.date]


def _items(catalogue: Catalogue, topic: Topic) -> list[_Item]:
    """The documents that name a topic, each with the first sentence that does."""
    first = {named.sentence.document: named.sentence for named in reversed(topic.named)}
    return [
        _Item(document=document, summary=sentence.text, address=sentence.address)
        for document in newest_first(catalogue.documents[address] for address in first)
        for sentence in [first[document.address]]
    ]


def _feed(catalogue: Catalogue, planned: _Feed, site: str | None) -> str:
    """A feed as Atom, with the latest of its documents that have a date."""
    path, name, subtitle = planned.path, planned.name, planned.about
    items = [one for one in planned.items if one.document.date][:MOST]
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    _text(feed, "id", _id(path, site))
    _text(feed, "title", name)
    if subtitle:
        _text(feed, "subtitle", subtitle)
    _text(feed, "updated", max((_updated(item.document) for item in items), default=NEVER))
    here = link(path, here="", site=site) if site else path.rpartition("/")[2]
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": here})
    home = link(planned.page, here=path, site=site)
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": home})
    _person(feed, "author", catalogue.identity.name)
    if catalogue.identity.rights:
        SubElement(feed, "rights", {"type": "html"}).text = clean(catalogue.identity.rights)
    for item in items:
        _entry(SubElement(feed, "entry"), catalogue, item, path, site)
    indent(feed, space=" ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def _entry(entry: Element, catalogue: Catalogue, item: _Item, path: str, site: str | None) -> None:
    document = item.document
    _text(entry, "id", _id(document.address, site))
    _text(entry, "title", title_of(document))
    _text(entry, "updated", _updated(document))
    _text(entry, "published", _updated(document))
    href = link(item.address, here=path, site=site)
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": href})
    made_by = credits(catalogue, document)
    authors = {one.name for one in made_by if one.role == "author"}
    authors = authors or {one.name for one in made_by if one.role == "host"}
    for name in dict.fromkeys(one.name for one in made_by):
        _person(entry, "author" if name in authors else "contributor", name)
    for topic in catalogue.topics_in(document.address):
        SubElement(entry, "category", {"term": topic.slug, "label": clean(topic.name)})
    if item.summary:
        _text(entry, "summary", item.summary)
    audio = document.audio or ""
    if audio:
        to = audio if is_web(audio) else link(audio, here=path, site=site)
        kind = {"rel": "enclosure", "type": type_of_sound(audio), "href": to}
        SubElement(entry, "link", kind)
        if catalogue.identity.captions:
            _podcast(entry, document, path, site)
    if path == ALL:
        SubElement(entry, "content", {"type": "html"}).text = content(
            document, href, catalogue.identity.texts
        )


def type_of_sound(address: str) -> str:
    """The media type of a sound file, as far as its address tells."""
    suffix = PurePosixPath(address.partition("?")[0]).suffix.lower()
    return _SOUNDS.get(suffix, "audio/mpeg")


def _podcast(entry: Element, document: Document, path: str, site: str | None) -> None:
    """The captions and chapters of a recording, for programs that play it."""
    here = f"data/transcripts/{document.slug}"
    if has_cues(document):
        to = {"url": link(f"{here}.vtt", here=path, site=site), "type": "text/vtt"}
        SubElement(entry, "podcast:transcript", {"xmlns:podcast": PODCAST, **to})
    if chapters(document):
        to = {"url": link(f"{here}.chapters.json", here=path, site=site), "type": CHAPTERS}
        SubElement(entry, "podcast:chapters", {"xmlns:podcast": PODCAST, **to})


def content(document: Document, page: str, texts: Texts) -> str:
    """The text as plain HTML, and where it goes on if it is long.

    What a feed reader shows is another site's page: so there is no markup of a source in it.
    """
    found: list[str] = []
    headings = {heading.before: plain(heading.text) for heading in document.headings}
    for number, passage in enumerate(document.passages):
        if sum(map(len, found)) > LONGEST:
            more = _escaped(texts.say("Continue reading."))
            found.append(f'<p><a href="{escape(page)}">{more}</a></p>')
            break
        if number in headings:
            found.append(f"<h2>{_escaped(headings[number])}</h2>")
        time = f"[{clock(passage.start)}] " if passage.start is not None else ""
        voice = f"<b>{_escaped(plain(passage.speaker))}:</b> " if passage.speaker else ""
        if passage.text.strip():
            found.append(f"<p>{time}{voice}{_escaped(passage.text.strip())}</p>")
    return "\n".join(found)


def _escaped(text: str) -> str:
    return escape(clean(text), quote=False)


def _updated(document: Document) -> str:
    return instant(document.date) if document.date else NEVER


def _id(address: str, site: str | None) -> str:
    """A permanent id (RFC 4287, section 4.2.6)."""
    return f"{site}{address}" if site else uuid.uuid5(uuid.NAMESPACE_URL, address).urn


def _person(parent: Element, tag: str, name: str) -> None:
    _text(SubElement(parent, tag), "name", name)


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = clean(text)


def clean(text: str) -> str:
    """The text without what XML 1.0 cannot hold."""
    return _NO_XML.sub("", text)
