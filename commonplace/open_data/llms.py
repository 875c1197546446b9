"""`llms.txt`: what there is on the site, as Markdown for language models (https://llmstxt.org)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from commonplace.markup.plain import plain, title_of
from commonplace.model import Catalogue, Document
from commonplace.open_data.common import in_order, iso, link

# What would end the words of a link, or be emphasis or code in them.
_SYNTAX = re.compile(r"([\\`*_\[\]])")
#: The files that are worth a program's while, and what is in them.
_DATA = (
    ("data/documents.json", "Documents", "every document with its passages"),
    ("data/timeline.json", "Timeline", "dated statements, each with its passage"),
    ("data/topics.json", "Topics", "what the passages are about"),
    ("data/people.json", "People", "who wrote, speaks and is mentioned"),
    ("data/references.json", "References", "the works that are linked to"),
    ("data/feeds/all.xml", "Feed", "the latest documents as Atom"),
)


def llms(catalogue: Catalogue, *, site: str | None) -> str:
    """The file, with absolute addresses where the site's is known, and else relative ones."""
    sections = {
        "Posts": _documents(catalogue, "post"),
        "Transcripts": _documents(catalogue, "transcript"),
        "Topics": (
            (f"topics/{topic.slug}/", topic.name, topic.definition)
            for topic in sorted(catalogue.derived.topics, key=lambda topic: topic.slug)
        ),
        "People": (
            (f"people/{person.slug}/", person.name, person.definition)
            for person in sorted(catalogue.derived.people, key=lambda person: person.slug)
        ),
        "Data": iter(_DATA),
    }
    about = plain(catalogue.identity.description)
    parts = [f"# {plain(catalogue.identity.name)}\n" + (f"\n> {about}\n" if about else "")]
    for name, entries in sections.items():
        if lines := "".join(_lines(entries, site)):
            parts.append(f"## {name}\n\n{lines}")
    return "\n".join(parts)


def _documents(catalogue: Catalogue, kind: str) -> Iterator[tuple[str, str, str]]:
    """The documents of a kind, the latest first and those without a date last."""
    found = [document for document in in_order(catalogue) if document.kind == kind]
    for document in found:
        yield document.address, title_of(document), _about(document)


def _about(document: Document) -> str:
    date = iso(document.date)[:10] if document.date else ""
    return ". ".join(filter(None, (date, plain(document.description))))


def _lines(entries: Iterable[tuple[str, str, str]], site: str | None) -> Iterator[str]:
    for address, name, about in entries:
        words = f": {_words(about)}" if about else ""
        yield f"- [{_words(name)}]({link(address, here='', site=site)}){words}\n"


def _words(text: str) -> str:
    return _SYNTAX.sub(r"\\\1", plain(text))
