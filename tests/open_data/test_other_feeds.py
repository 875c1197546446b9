"""RSS and JSON Feed say what the Atom feed says, as their specifications have it."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest

import tests.sample_catalogue as derived
from commonplace.model import Catalogue
from commonplace.model.identity import Identity
from commonplace.open_data.feeds import ALL, feeds
from commonplace.open_data.other_feeds import JSON, RSS, other_feeds

SITE = "https://example.org/notes/"
#: JSON Feed 1.1, section "Top-level" and "Items", as far as we write it.
SCHEMA = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "authors": {"$ref": "#/$defs/authors"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "format": "uri"},
                    "date_published": {"type": "string", "format": "date-time"},
                    "authors": {"$ref": "#/$defs/authors"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "attachments": {
                        "type": "array",
                        "items": {"type": "object", "required": ["url", "mime_type"]},
                    },
                },
            },
        },
    },
    "$defs": {"authors": {"type": "array", "items": {"type": "object", "required": ["name"]}}},
}


def catalogue(audio: str | None = None, name: str = "Ponds") -> Catalogue:
    known = derived.catalogue()
    documents = tuple(replace(one, audio=audio) for one in known.library.documents)
    library = replace(known.library, documents=documents)
    return Catalogue(library, known.derived, Identity(name=name, captions=True))


def test_there_are_none_where_the_site_s_address_is_unknown() -> None:
    assert other_feeds(catalogue(), site=None) == {}


@pytest.mark.parametrize("audio", [None, "https://example.org/a.m4a", "sounds/a.mp3"])
def test_three_formats_say_the_same(audio: str | None) -> None:
    made = catalogue(audio, "Ponds & <ditches>\x00")
    found = other_feeds(made, site=SITE)
    atom = feedparser.parse(feeds(made, site=SITE)[ALL])
    rss, own = feedparser.parse(found[RSS]), json.loads(found[JSON])
    assert not rss.bozo and rss.version == "rss20"
    jsonschema.validate(own, SCHEMA, format_checker=jsonschema.FormatChecker())
    for number, entry in enumerate(atom.entries):
        other, item = rss.entries[number], own["items"][number]
        assert entry.link == other.link == item["url"] == other.id == item["id"]
        assert entry.title == other.title == item["title"]
        assert entry.published_parsed == other.published_parsed
        assert entry.content[0].value == other.content[0].value
        sounds = [one.href for one in entry.enclosures]
        assert sounds == [one.href for one in other.enclosures]
        assert sounds == [one["url"] for one in item.get("attachments", [])]
    assert len(atom.entries) == len(rss.entries) == len(own["items"]) > 2


def test_rss_has_what_it_must_and_its_captions() -> None:
    root = ElementTree.fromstring(other_feeds(catalogue(), site=SITE)[RSS])
    (channel,) = root
    for name in ("title", "link", "description"):
        assert channel.findtext(name)
    link = channel.find("{http://www.w3.org/2005/Atom}link")
    assert link is not None and link.attrib["href"] == f"{SITE}{RSS}"
    captions = root.findall(".//{https://podcastindex.org/namespace/1.0}transcript")
    assert captions and all(one.attrib["type"] == "text/vtt" for one in captions)
