"""What a page tells programs about its document: JSON-LD with the terms of schema.org."""

from __future__ import annotations

from commonplace.markup.plain import plain, title_of
from commonplace.markup.web import is_web
from commonplace.model import Catalogue, Document
from commonplace.open_data.captions import has_cues
from commonplace.open_data.common import Contributor, credits, iso, link

Thing = dict[str, object]


def linked(catalogue: Catalogue, document: Document, *, site: str | None) -> Thing:
    """A document as a BlogPosting or a PodcastEpisode, for the front matter of its page.

    Addresses are absolute where the site's is known, and else as seen from the page. The
    values are plain text: whoever prints them has to escape them.
    """

    def to(address: str) -> str:
        return link(address, here=document.address, site=site)

    people = credits(catalogue, document)
    authors = [one for one in people if one.role == "author"]
    authors = authors or [one for one in people if one.role == "host"]
    thing: Thing = {
        "@context": "https://schema.org",
        "@type": "BlogPosting" if document.kind == "post" else "PodcastEpisode",
        "url": to(document.address),
        ("headline" if document.kind == "post" else "name"): title_of(document),
        "description": plain(document.description),
        "datePublished": iso(document.date) if document.date else None,
        "author": [_person(one, to(f"people/{one.slug}/")) for one in _once(authors)],
        "about": [
            {"@type": "DefinedTerm", "name": topic.name, "url": to(f"topics/{topic.slug}/")}
            for topic in catalogue.topics_in(document.address)
        ],
        "isBasedOn": document.source.address if is_web(document.source.address) else None,
        "license": _licence(document),
    }
    if document.kind == "transcript":
        heard = [one for one in people if one.role != "author"]
        thing["actor"] = [_person(one, to(f"people/{one.slug}/")) for one in _once(heard)]
        path = f"data/transcripts/{document.slug}"
        published = catalogue.identity.captions and has_cues(document)
        captions = (to(f"{path}.vtt"), to(f"{path}.json")) if published else None
        shows = [one.name for one in people if one.role == "host" and not one.slug]
        thing["partOfSeries"] = shows and {"@type": "PodcastSeries", "name": shows[0]}
        thing["associatedMedia"] = _recording(document, to(document.address), captions)
    return _known(thing)


def _recording(document: Document, page: str, captions: tuple[str, str] | None) -> Thing:
    """The recording that a transcript is of, with its captions, or the page as its transcript."""
    video = document.video if is_web(document.video) else None
    return _known(
        {
            "@type": "VideoObject" if video else "AudioObject",
            "name": title_of(document),
            "description": plain(document.description),
            "uploadDate": iso(document.date) if document.date else None,
            "url": video,
            "caption": captions
            and {"@type": "MediaObject", "encodingFormat": "text/vtt", "contentUrl": captions[0]},
            "transcript": captions[1] if captions else page,
        }
    )


def _person(one: Contributor, page: str) -> Thing:
    # Who is credited and is no person is a group: an editorial team, a show.
    kind = "Person" if one.slug else "Organization"
    return _known({"@type": kind, "name": one.name, "url": one.slug and page})


def _once(people: list[Contributor]) -> list[Contributor]:
    """Everybody once, whatever the roles."""
    return list({one.name: one for one in reversed(people)}.values())[::-1]


def _licence(document: Document) -> object:
    words = plain(document.licence)
    return words if is_web(words) else words and {"@type": "CreativeWork", "name": words}


def _known(thing: Thing) -> Thing:
    """The values without None, empty texts and empty lists."""
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
