"""Links in passages: each leads somewhere or is removed.

A seed was written for another site. Its relative links meant pages there, some of which are
in the corpus, and its images were in folders that we do not have.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urljoin

from commonplace.addresses.linking import WIKI, Targets, fragment, page, targets
from commonplace.addresses.slugs import note_names
from commonplace.markup.web import as_read, is_web, parts_of
from commonplace.model import Diagnostic, Document, Each, Library, in_turn
from commonplace.model.diagnostics import note
from commonplace.render.addresses import relative
from commonplace.render.record import LineNumbers

_ID = re.compile(r'\sid="([^"]*)"')

Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True, kw_only=True)
class Places:
    """What links may call the documents, the documents by address, and the ids on their pages."""

    targets: Targets
    documents: Mapping[str, Document]
    ids: Mapping[str, frozenset[str]]


class Linked(NamedTuple):
    """The HTML of a document's passages by anchor, and the links in it that led nowhere."""

    html: Mapping[str, str]
    dead: tuple[str, ...]


def places(library: Library, each: Each = in_turn) -> Places:
    """Every address of the library, new and old, by its `key`."""
    return Places(
        targets=targets(library),
        documents={document.address: document for document in library.documents},
        ids={
            document.address: frozenset(ids)
            for document, ids in zip(
                library.documents, each(ids_of, library.documents), strict=True
            )
        },
    )


def hrefs(document: Document) -> tuple[str, ...]:
    """The addresses of the document's links, each once."""
    found: dict[str, None] = {}

    def note(href: str) -> str:
        found[href] = None
        return ""

    rewriter = _Rewriter(document.address, note)
    for passage in document.passages:
        if "<a" in passage.html:
            rewriter.rewrite(passage.html)
    return tuple(found)


def linked(document: Document, leading: Mapping[str, str | None]) -> Linked:
    """The document's passages with links that work from its page.

    `leading` says where each of its `hrefs` leads, as `resolve` does. A link that leads
    nowhere is unwrapped: its words stay, and it is reported.
    """
    rewriter = _Rewriter(document.address, leading.__getitem__)
    passages = {passage.anchor: rewriter.rewrite(passage.html) for passage in document.passages}
    return Linked(passages, tuple(rewriter.dead))


def resolve(href: str, document: Document, known: Places) -> str | None:
    """Where a link of the document leads, seen from its page; None if nowhere.

    Addresses with a scheme are left alone. A fragment has to exist on this page, a path has
    to be a page of the corpus. Otherwise the link is relative to the document's own source,
    if that is on the web.
    """
    href = as_read(href)
    parts = parts_of(href)
    if parts is None:
        return None
    wiki = parts.scheme == WIKI.removesuffix(":")
    if parts.scheme and not wiki:
        return href
    if parts.netloc:
        return f"https:{href}"
    if not parts.path:
        place = fragment(parts.fragment, document, known.ids[document.address])
        if not parts.query and place:
            return f"#{place}"
    elif there := page(f"{WIKI}{parts.path}" if wiki else parts.path, document, known.targets):
        place = fragment(parts.fragment, known.documents[there], known.ids[there])
        return relative(document.address, there) + (f"#{place}" if place else "")
    base = document.source.address or document.source.base
    if href.strip("#") and is_web(base) and not wiki:
        return urljoin(base or "", href)
    return None


def diagnostics(dead: tuple[str, ...], document: Document) -> Iterator[Diagnostic]:
    """The message about links that led nowhere: one note per file.

    In a collection of notes, a link to a missing note is not a mistake.
    """
    told = [href for href in dict.fromkeys(dead) if not href.startswith(WIKI)]
    if not told:
        return
    first = document.source.text.find(told[0])
    links = f"link to {told[0] or 'nothing'} leads nowhere"
    if len(told) > 1:
        links = f"{len(told)} links lead nowhere, the first one to {told[0] or 'nothing'}"
    yield note(
        file=document.source.file,
        line=LineNumbers(document.source.text).of(max(0, first)),
        message=links,
        why="readers cannot follow them, so only their text is shown",
        remedy="add `source:` with the address of the original, or `base:` for a whole folder "
        "in its _defaults.yml",
    )


def ids_of(document: Document) -> tuple[str, ...]:
    """Every id on the page of a document."""
    return tuple(dict.fromkeys(_all_ids(document)))


def _all_ids(document: Document) -> Iterator[str]:
    for passage in document.passages:
        yield passage.anchor
        yield from map(html.unescape, _ID.findall(passage.html))
    labels = [passage.note for passage in document.passages if passage.note is not None]
    yield from (f"fn-{name}" for name in note_names(labels))
    yield from (heading.anchor for heading in document.headings)


class _Rewriter(HTMLParser):
    """Writes sanitised HTML unchanged, except for tags that depend on the page."""

    def __init__(self, address: str, resolve: Callable[[str], str | None]) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.dead: list[str] = []
        self._address = address
        self._resolve = resolve
        self._open_links: list[bool] = []
        self._ids: set[str] = set()

    def rewrite(self, passage: str) -> str:
        """The next passage of the page."""
        self.reset()
        self.out = []
        self._open_links = []
        self.feed(passage)
        self.close()
        return "".join(self.out)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "a":
            self._link(attrs)
        elif tag == "img":
            self.out.append(_tag(tag, [self._image(*attribute) for attribute in attrs]))
        elif ("class", "cp-corrected") in attrs:
            # What is under the pointer has to be under the keyboard, too.
            self.out.append(_tag(tag, [*attrs, ("tabindex", "0")]))
        else:
            self.out.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag != "a" or (self._open_links and self._open_links.pop()):
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def _link(self, attrs: Attributes) -> None:
        href = next((value or "" for name, value in attrs if name == "href"), None)
        # An `a` without an address is a harmless anchor.
        target = self._resolve(href) if href is not None else ""
        self._open_links.append(target is not None)
        if target is None:
            self.dead.append(href or "")
        else:
            moved = [(name, target if name == "href" else value) for name, value in attrs]
            self.out.append(_tag("a", [pair for pair in moved if not self._known(*pair)]))

    def _known(self, name: str, value: str | None) -> bool:
        """Whether the page already has this id, as with a second reference to a note."""
        if name != "id" or value is None:
            return False
        known = value in self._ids
        self._ids.add(value)
        return known

    def _image(self, name: str, value: str | None) -> tuple[str, str | None]:
        if name == "src" and value and value.startswith("images/"):
            return name, relative(self._address, unquote(value))
        return name, value


def _tag(tag: str, attrs: Attributes) -> str:
    written = "".join(f' {name}="{html.escape(value or "")}"' for name, value in attrs)
    return f"<{tag}{written}>"
