"""A vault of notes for Obsidian: Markdown with front matter and links between the notes.

The notes of documents have a block id behind each passage, its anchor on the site, so that a
link leads to the very passage: `[[posts/a-title#^p-0a1b2c3d]]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import yaml

from commonplace.formats.marked import texts
from commonplace.markup.plain import plain, title_of
from commonplace.markup.web import is_web
from commonplace.model import Catalogue, Citation, Document, Person, Quote, Reference, Topic
from commonplace.model.order import newest_first
from commonplace.open_data.common import credits, iso
from commonplace.open_data.records import events

FOLDER = "vault"
#: What would end a link or its words, or begin a heading or a block in it.
_SYNTAX = str.maketrans(dict.fromkeys("[]|#^", " "))


def vault(catalogue: Catalogue, site: str | None) -> dict[str, str]:
    """The notes below `vault/`: documents, topics, people, the timeline and references."""
    made: dict[str, str] = {}
    for document, text in texts(
        catalogue, partial(_marked_link, site), lambda anchor: f"^{anchor}"
    ):
        head = _head(catalogue, document, site)
        made[f"{document.address.rstrip('/')}.md"] = f"{head}\n\n{text}\n"
    for topic in catalogue.derived.topics:
        made[f"topics/{topic.slug}.md"] = _topic(catalogue, topic)
    for person in catalogue.derived.people:
        made[f"people/{person.slug}.md"] = _person(catalogue, person)
    for name, lines in (("timeline", _timeline(catalogue)), ("references", _works(catalogue))):
        if lines:
            made[f"{name}.md"] = f"# {name.title()}\n\n{lines}"
    return {f"{FOLDER}/{path}": text for path, text in made.items()}


def _head(catalogue: Catalogue, document: Document, site: str | None) -> str:
    people = dict.fromkeys(
        _link(f"people/{one.slug}", one.name) if one.slug else one.name
        for one in credits(catalogue, document)
    )
    topics = catalogue.topics_in(document.address)
    fields = {
        "title": title_of(document),
        "aliases": [title_of(document)],
        "date": iso(document.date) if document.date else None,
        "kind": document.kind,
        "description": plain(document.description),
        "people": list(people),
        "topics": [_link(f"topics/{topic.slug}", topic.name) for topic in topics],
        "source": document.source.address,
        "video": document.video,
        "page": f"{site}{document.address}" if site else None,
        "licence": plain(document.licence),
    }
    return f"{_front(fields)}\n# {_words(title_of(document))}"


def _marked_link(site: str | None, words: str, there: str) -> str:
    """A link in a text: to a note where it leads to one, and else to the web or the site."""
    note, _, anchor = there.partition("#")
    if not note.startswith(("posts/", "transcripts/", "topics/", "people/")):
        on_web = is_web(there) or there.startswith("mailto:")
        return f"[{words}](<{there if on_web else (site or '') + there}>)"
    block = f"#^{anchor}" if anchor.startswith(("p-", "t-")) else ""
    return f"[[{note.rstrip('/')}{block}|{_words(words)}]]"


def _topic(catalogue: Catalogue, topic: Topic) -> str:
    fields = {"title": topic.name, "aliases": [topic.name, *topic.aliases]}
    known = {one.slug: one.name for one in catalogue.derived.topics}
    near = ", ".join(_link(f"topics/{slug}", known[slug]) for slug in topic.near if slug in known)
    return _note(
        fields,
        topic.definition,
        f"Near: {near}" if near else "",
        _listed("Passages", (_quoted(catalogue, named.sentence) for named in topic.named)),
    )


def _person(catalogue: Catalogue, person: Person) -> str:
    fields = {"title": person.name, "aliases": [person.name]}
    roles = dict(person.credits)
    made = [catalogue.documents[one] for one in roles if one in catalogue.documents]
    return _note(
        fields,
        person.definition,
        _listed("Documents", (f"{_to(one)}, {roles[one.address]}" for one in newest_first(made))),
        _listed("Mentioned in", (_quoted(catalogue, named.sentence) for named in person.named)),
    )


def _timeline(catalogue: Catalogue) -> str:
    lines = []
    for event in events(catalogue):
        if event.date and event.shown:
            anchor = event.quote.anchor if event.quote else ""
            there = _to(catalogue.documents[event.document], anchor)
            lines.append(f"- {iso(event.date)[:10]} {_line(event.text)} ({there})\n")
    return "".join(lines)


def _works(catalogue: Catalogue) -> str:
    works = (work for work in catalogue.derived.references if not work.aside)
    return "".join(_work(catalogue, work) for work in works)


def _work(catalogue: Catalogue, work: Reference) -> str:
    def cited(one: Citation) -> str:
        anchor = one.quote.anchor if one.quote else ""
        return _to(catalogue.documents[one.document], anchor)

    places = ", ".join(dict.fromkeys(map(cited, work.citations)))
    name = _words(work.title) or work.address
    date = f" ({iso(work.date)})" if work.date else ""
    linked = f"[{name}](<{_line(work.address)}>)" if work.address else name
    return f"- {linked}{date}, cited in {places}\n"


def _note(fields: Mapping[str, object], *parts: str) -> str:
    head = f"{_front(fields)}\n# {_words(str(fields['title']))}"
    return "\n\n".join(filter(None, (head, *parts))) + "\n"


def _listed(heading: str, lines: Iterable[str]) -> str:
    found = "\n".join(f"- {line}" for line in lines)
    return f"## {heading}\n\n{found}" if found else ""


def _quoted(catalogue: Catalogue, quote: Quote) -> str:
    """Where a sentence is, when it was said, by whom, and its words."""
    document = catalogue.documents[quote.document]
    speaker = plain(catalogue.passages[quote.address].speaker or "")
    date = iso(document.date)[:10] if document.date else ""
    about = ", ".join(filter(None, (speaker, date)))
    return f"{_to(document, quote.anchor)}{f' ({about})' if about else ''}: {_line(quote.text)}"


def _to(document: Document, anchor: str = "") -> str:
    there = document.address.rstrip("/") + (f"#^{anchor}" if anchor else "")
    return _link(there, title_of(document))


def _link(note: str, words: str) -> str:
    return f"[[{note}|{_words(words)}]]"


def _words(text: str) -> str:
    return _line(text.translate(_SYNTAX))


def _line(text: str) -> str:
    return " ".join(text.split())


def _front(fields: Mapping[str, object]) -> str:
    known = {name: value for name, value in fields.items() if value}
    return f"---\n{yaml.safe_dump(known, allow_unicode=True, sort_keys=False)}---\n"
