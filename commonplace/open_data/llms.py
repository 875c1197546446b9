"""`llms.txt`: what there is on the site, as Markdown for language models (https://llmstxt.org)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from commonplace.markup.plain import plain, title_of
from commonplace.model import Catalogue, Document, Person, Topic
from commonplace.model.order import newest_first
from commonplace.open_data.common import in_order, iso, link

# What would end the words of a link, or be emphasis or code in them.
_SYNTAX = re.compile(r"([\\`*_\[\]])")
#: The most lines of a section; more are on the site's own list.
MOST = 100
T = TypeVar("T", Topic, Person)
#: The files that are worth a program's while, and what is in them.
_DATA = (
    ("data/documents.json", "Documents", "every document with its passages"),
    ("data/timeline.json", "Timeline", "dated statements, each with its passage"),
    ("data/topics.json", "Topics", "what the passages are about"),
    ("data/people.json", "People", "who writes, speaks or is mentioned"),
    ("data/references.json", "References", "the works that documents link to"),
    ("data/feeds/all.xml", "Feed", "the latest documents as Atom"),
)


def llms(catalogue: Catalogue, *, site: str | None) -> str:
    """The file, with absolute addresses where the site's is known, and else relative ones."""
    sections = {
        "Posts": _documents(catalogue, "post"),
        "Transcripts": _documents(catalogue, "transcript"),
        "Topics": [
            (f"topics/{topic.slug}/", topic.name, topic.definition)
            for topic in _foremost(catalogue.derived.topics)
        ],
        "People": [
            (f"people/{person.slug}/", person.name, person.definition)
            for person in _foremost(catalogue.derived.people)
        ],
        "Data": list(_DATA),
    }
    about = plain(catalogue.identity.description)
    parts = [f"# {plain(catalogue.identity.name)}\n" + (f"\n> {about}\n" if about else "")]
    for name, entries in sections.items():
        shown = entries[:MOST]
        if len(entries) > MOST:
            shown.append((f"{name.lower()}/", f"All {len(entries)}", "the whole list"))
        if lines := "".join(_lines(shown, site)):
            parts.append(f"## {name}\n\n{lines}")
    return "\n".join(parts)


def _foremost(found: Iterable[T]) -> list[T]:
    """Topics or persons by slug; of many, first those that the most passages name."""
    found = sorted(found, key=lambda one: one.slug)
    if len(found) > MOST:
        found.sort(key=lambda one: -len(one.named))
    return found


def _documents(catalogue: Catalogue, kind: str) -> list[tuple[str, str, str]]:
    """The documents of a kind, the latest first and those without a date last."""
    found = [document for document in in_order(catalogue) if document.kind == kind]
    ordered = newest_first(found)
    return [(document.address, title_of(document), _about(document)) for document in ordered]


def _about(document: Document) -> str:
    date = iso(document.date)[:10] if document.date else ""
    return ". ".join(filter(None, (date, plain(document.description))))


def _lines(entries: Iterable[tuple[str, str, str]], site: str | None) -> Iterator[str]:
    for address, name, about in entries:
        words = f": {_words(about)}" if about else ""
        yield f"- [{_words(name)}]({link(address, here='', site=site)}){words}\n"


def _words(text: str) -> str:
    return _SYNTAX.sub(r"\\\1", plain(text))
