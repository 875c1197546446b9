"""What a relative link means: which document, and which place on its page.

Seeds were written for another site. Their links name a page there, a file beside them, a
post of Jekyll by its date and name, or a note by its title.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from commonplace.model import Document, Library

#: Begins the address of a link to a note by its name alone.
WIKI = "wiki:"
_ENDING = re.compile(r"(?:(?:\A|/)_?index)?\.(?:html?|md|markdown|mdx|qmd)\Z|/index\Z")
_DATED = re.compile(r"(?:\A|/)(\d{4})/(\d\d)/(\d\d)/([^/]+)\Z")
_DAY = re.compile(r"\A\d{4}-\d\d-\d\d[-_ ]")
_HASH = re.compile(r"[ -][0-9a-f]{32}\Z")


@dataclass(frozen=True, kw_only=True)
class Targets:
    """The addresses of documents, by everything a link may call them.

    `pages` are addresses, new and old; `files` are names of seeds; `names` are unique names
    of notes.
    """

    pages: Mapping[str, str]
    files: Mapping[str, str]
    names: Mapping[str, str]


def key(path: str) -> str:
    """The normal form of a path on a site.

    >>> {key(path) for path in ("/a/b/", "a/b", "/a/b/index.htm", "/a/./b.html", "/a/%62.md")}
    {'a/b'}
    """
    return _ENDING.sub("", posixpath.normpath("/" + unquote(path)).strip("/"))


def squashed(name: str) -> str:
    """The normal form of a name: its letters and digits.

    >>> squashed("The  Late-Pears"), squashed("a--b") == squashed("A & B")
    ('thelatepears', True)
    """
    return re.sub(r"[\W_]+", "", name.casefold())


def targets(library: Library) -> Targets:
    """What links may call the documents of a library."""
    pages = {key(old): new for old, new in library.redirects.items()}
    pages |= {key(document.address): document.address for document in library.documents}
    names: dict[str, str] = {}
    for level in (_stems, _undated, _titles):
        found: dict[str, set[str]] = {}
        for document in library.documents:
            for name in level(document):
                found.setdefault(name, set()).add(document.address)
        for name, there in found.items():
            if name and len(there) == 1:
                names.setdefault(name, *there)
    files = {document.source.name: document.address for document in library.documents}
    return Targets(pages=pages, files=files, names=names)


def page(path: str, document: Document, known: Targets) -> str | None:
    """The address of the document that a path in a link means; None if there is none."""
    if path.startswith(WIKI):
        return known.names.get(_name(unquote(path.removeprefix(WIKI))))
    for home in _homes(document):
        if found := known.pages.get(key(urljoin(home, path))):
            return found
    folder = posixpath.dirname(document.source.name)
    plain = unquote(path)
    if found := known.files.get(posixpath.normpath(posixpath.join(folder, plain))):
        return found
    bare = key(plain)
    if dated := _DATED.search(bare):
        day = "-".join(dated.groups()[:3])
        return known.names.get(_name(f"{day}-{dated[4]}")) or known.pages.get(key(dated[4]))
    if "/" not in bare or re.search(r"\.(?:md|markdown|mdx|qmd)\Z", plain):
        return known.names.get(_name(bare))
    return None


def fragment(wanted: str, document: Document, ids: Iterable[str]) -> str | None:
    """The id on a document's page that a link's fragment means; None for none.

    It may be an id of the page, an id from the seed, or a heading as the original site spells
    it.
    """
    wanted = unquote(wanted)
    if wanted in ids:
        return wanted
    if found := dict(document.anchors).get(wanted):
        return found
    numbered: dict[str, int] = {}
    named: dict[str, str] = {}
    for heading in document.headings:
        name = squashed(heading.text)
        count = numbered[name] = numbered.get(name, -1) + 1
        named.setdefault(f"{name}{count}" if count else name, heading.anchor)
    last = wanted.rpartition("#")[2]
    return named.get(squashed(last)) if squashed(last) else None


def _homes(document: Document) -> Iterable[str]:
    """The places that the document had, to which its links may be relative."""
    yield f"/{document.address}"
    for old in document.old_addresses:
        yield f"/{old.strip('/')}" + ("" if old.endswith((".html", ".htm")) else "/")
    if document.source.address:
        yield urlsplit(document.source.address).path or "/"


def _stem(document: Document) -> str:
    folder, name = posixpath.split(document.source.name)
    stem = _HASH.sub("", posixpath.splitext(name)[0])
    return posixpath.basename(folder) if stem.strip("_").lower() == "index" and folder else stem


def _stems(document: Document) -> tuple[str, ...]:
    return (squashed(_stem(document)),)


def _undated(document: Document) -> tuple[str, ...]:
    return (squashed(_DAY.sub("", _stem(document))),)


def _titles(document: Document) -> tuple[str, ...]:
    return (squashed(document.title),)


def _name(path: str) -> str:
    """The normal form of a note's name, without folder and suffix."""
    last = _ENDING.sub("", path).rpartition("/")[2]
    return squashed(_HASH.sub("", last))
