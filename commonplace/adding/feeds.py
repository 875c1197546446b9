"""The items of a feed: RSS and Atom as feedparser reads them, and Podcasting 2.0's own elements.

The elements are at https://github.com/Podcastindex-org/podcast-namespace; feedparser keeps only
the last of several, so that they are read by lxml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

#: The kinds of transcripts that are wanted, the best first, and the ending of their files.
TRANSCRIPTS: Mapping[str, str] = {
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/srt": ".srt",
    "text/srt": ".srt",
    "application/json": ".json",
    "text/html": ".html",
    "text/plain": ".txt",
}
_PODCAST = ("https://podcastindex.org/namespace/1.0", "https://github.com/Podcastindex-org/")
_SOUND = "audio/"


class FeedError(ValueError):
    """Bytes that are no feed, or one without items."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """A post or an episode as its feed lists it.

    `key` is what the feed tells it by, `html` its text or its notes. `transcript` is the
    address of the best transcript, with the ending of its file; `chapters` that of a list of
    chapters in JSON. All but the key may be empty.
    """

    key: str
    title: str = ""
    date: str = ""
    author: str = ""
    link: str = ""
    html: str = ""
    audio: str = ""
    duration: str = ""
    show: str = ""
    tags: tuple[str, ...] = ()
    transcript: tuple[str, str] = ("", "")
    chapters: str = ""

    @property
    def is_episode(self) -> bool:
        """Whether it has a recording, so that its text is show notes."""
        return bool(self.audio or self.transcript[0])


def is_feed(data: bytes) -> bool:
    """Whether bytes begin as a feed does.

    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0">'), is_feed(b"<!doctype html><html>")
    (True, False)
    """
    head = data[:2_000].lower()
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf"))


def items(data: bytes) -> tuple[Item, ...]:
    """The items of a feed, the newest first as feeds list them.

    Raises FeedError for what is no feed, and ModuleNotFoundError where feedparser is missing.
    """
    import feedparser

    # What a page shows is sanitised there; here it would lose words.
    found = feedparser.parse(data, sanitize_html=False)
    if not found.entries:
        raise FeedError("there is no feed with items at this address")
    show = str(found.feed.get("title", "")) if _is_podcast(found) else ""
    own = list(_podcast_elements(data))
    same = len(own) == len(found.entries)
    return tuple(
        _item(entry, own[number] if same else {}, show)
        for number, entry in enumerate(found.entries)
    )


def _is_podcast(found: Any) -> bool:
    return any(_sound(entry) for entry in found.entries)


def _item(entry: Any, own: Mapping[str, Any], show: str) -> Item:
    texts = [one.get("value", "") for one in entry.get("content", ())]
    html = max([*texts, entry.get("summary", "")], key=len)
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    link = entry.get("link", "")
    return Item(
        key=entry.get("id") or link or _sound(entry) or entry.get("title", ""),
        title=" ".join(entry.get("title", "").split()),
        date=f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else "",
        author=" ".join(entry.get("author", "").split()),
        link=link if link.startswith(("http://", "https://")) else "",
        html=html,
        audio=_sound(entry),
        duration=str(entry.get("itunes_duration", "")),
        show=show,
        tags=tuple(dict.fromkeys(one["term"] for one in entry.get("tags", ()) if one.get("term"))),
        transcript=own.get("transcript", ("", "")),
        chapters=own.get("chapters", ""),
    )


def _sound(entry: Any) -> str:
    for one in entry.get("enclosures", ()):
        if str(one.get("type", "")).startswith(_SOUND) and one.get("href"):
            return str(one["href"])
    return ""


def _podcast_elements(data: bytes) -> Iterator[dict[str, Any]]:
    """What each item has of its own: the best transcript with its ending, and its chapters."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    tree = etree.fromstring(data, parser)
    for item in tree.iter("item") if tree is not None else ():
        offered: dict[str, str] = {}
        found: dict[str, Any] = {}
        for element in item.iter():
            name = element.tag if isinstance(element.tag, str) else ""
            space, _, local = name.removeprefix("{").partition("}")
            if not space.startswith(_PODCAST) or not element.get("url"):
                continue
            if local == "transcript":
                offered.setdefault((element.get("type") or "").lower(), element.get("url"))
            elif local == "chapters":
                found["chapters"] = element.get("url")
        best = next((kind for kind in TRANSCRIPTS if kind in offered), None)
        if best:
            found["transcript"] = (offered[best], TRANSCRIPTS[best])
        yield found
