"""Documents put together into a library: addresses that are distinct, redirects that are safe."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from commonplace.addresses.ledger import NO_LEDGER, Ledger, key
from commonplace.addresses.slugs import short_hash, slug
from commonplace.model import Diagnostic, Document, Library, Seed
from commonplace.model.diagnostics import warning

#: First parts of addresses that belong to the site itself, with everything below them.
RESERVED = frozenset(
    {
        "topics",
        "people",
        "timeline",
        "references",
        "abbreviations",
        "book",
        "search",
        "data",
        "images",
        "assets",
        "index",
        "index.html",
        "404",
        "report",
        "404.html",
        "llms.txt",
        "opensearch.xml",
        "robots.txt",
        "sitemap.xml",
        "sitemap.xml.gz",
    }
)
#: The sections of documents, below which old addresses may be.
_SECTIONS = frozenset({"posts", "transcripts"})
#: Slugs that are pages of a section.
_SECTION_PAGES = frozenset({"index", "readme"})
#: The files of those pages, in the folder that MkDocs reads and in the site.
_SECTION_FILES = frozenset(
    f"{section}/{name}"
    for section in _SECTIONS
    for name in ("index.md", "index.html", "readme.md", "readme.html", "list")
)

#: The day at the head of a file's name.
_DAY = re.compile(r"\A\d{4}-\d\d-\d\d-")
#: What an address has after it beside another's of its name.
_APART = re.compile(r"-[0-9a-f]{6}(?:-2){0,99}/\Z")


def assemble(
    made: Iterable[tuple[Document | None, tuple[Diagnostic, ...]]],
    seeds: Sequence[Seed],
    *,
    taken: frozenset[str] = frozenset(),
    ledger: Ledger = NO_LEDGER,
) -> Library:
    """The documents in the order of their addresses, each address once.

    `taken` are the top-level names of pages written by hand. An address in the `ledger`
    belongs to its owner alone, and redirects to the owner's page if that has moved. If two
    other documents want the same address, the one whose file is named like it gets it, or
    else the first by name. The other gets a few extra letters.
    """
    told: list[Diagnostic] = []
    pairs: list[tuple[Document, Seed]] = []
    for (document, diagnostics), seed in zip(made, seeds, strict=True):
        told.extend(diagnostics)
        if document:
            pairs.append((document, seed))
    owners, pages = ledger.by_key(), ledger.pages_of()
    placed: dict[str, tuple[Document, Seed]] = {}
    for document, seed in sorted(pairs, key=lambda one: _rank(one[0].slug, one[1])):
        own = _placed(document, seed, placed, owners, pages)
        there = placed.get(document.address)
        holder = there[1].name if there else owners.get(key(document.address), seed.name)
        taken_by_other = there or holder != seed.name or document.slug in _SECTION_PAGES
        if own is not document and taken_by_other:
            whose = "" if holder == seed.name else f" by {holder}"
            message = f"the address {document.address} is taken{whose}; the page gets {own.address}"
            remedy = "give it a title or a `slug:` of its own"
            why = "pages cannot share an address, which stays with the file that had it first"
            told.append(warning(seed.file, 1, message, remedy, why))
        placed[own.address] = (own, seed)
    redirects = _redirects(placed, taken, owners, pages, told)
    return Library(
        documents=tuple(placed[address][0] for address in sorted(placed)),
        diagnostics=tuple(told),
        redirects=redirects,
    )


def _rank(address: str, seed: Seed) -> tuple[bool, str, str]:
    """Who comes first if two documents want an address that nobody has yet.

    A date or a title is easily made up; a file name is already taken.
    """
    path = PurePosixPath(seed.name)
    stem = path.parent.name if path.stem.lower().strip("_") in _SECTION_PAGES else path.stem
    last = slug(PurePosixPath(address.rstrip("/")).stem)
    return (slug(_DAY.sub("", stem)) != last, seed.name, seed.file)


def _placed(
    document: Document,
    seed: Seed,
    placed: Collection[str],
    owners: Mapping[str, str],
    pages: Mapping[str, Sequence[str]],
) -> Document:
    """The document at an address of its own: what it asks for, unless that is another's."""

    def free(address: str) -> bool:
        return address not in placed and owners.get(key(address), seed.name) == seed.name

    # An address it got with extra letters stays with it, too.
    section = document.address.partition("/")[0]
    before = [
        address
        for address in pages.get(seed.name, ())
        if _APART.sub("", address) == f"{section}/{document.slug}" and free(address)
    ]
    asked = document.slug not in _SECTION_PAGES and free(document.address)
    if asked and (key(document.address) in owners or not before):
        return document
    if before:
        return replace(document, slug=before[0].split("/")[1])
    apart = replace(document, slug=f"{document.slug}-{short_hash(seed.name)[:6]}")
    while not free(apart.address):
        apart = replace(apart, slug=f"{apart.slug}-2")
    return apart


def _redirects(
    placed: Mapping[str, tuple[Document, Seed]],
    taken: frozenset[str],
    owners: Mapping[str, str],
    given: Mapping[str, Sequence[str]],
    told: list[Diagnostic],
) -> dict[str, str]:
    """Old address → new one, without those that belong to another page."""
    result: dict[str, str] = {}
    folded: dict[str, str] = {}
    folders: set[str] = set()
    names = RESERVED | taken
    # In the folder that MkDocs reads, a file of that name would be the same page.
    pages = {
        f"{address.strip('/').lower()}{suffix}" for address in placed for suffix in ("", ".md")
    }
    for old, address in _asked(placed, owners, given):
        document, seed = placed[address]
        lower = old.lower()
        above = _above(lower)
        first = lower.partition("/")[0]
        holder = owners.get(lower, seed.name)
        owned = (
            holder != seed.name
            or lower in folded
            or lower in _SECTIONS
            or not names.isdisjoint((first, PurePosixPath(first).stem))
            or not pages.isdisjoint((lower, *above))
            or not _SECTION_FILES.isdisjoint((lower, *above))
            # One address cannot be a file and a folder.
            or (_is_file(lower) and lower in folders)
            or any(_is_file(folder) and folder in folded for folder in above)
        )
        if owned:
            if old in document.old_addresses:
                other = f"{folded.get(lower, 'it')} is another page's address"
                whose = other if holder == seed.name else f"it belongs to {holder}"
                message = f"the old address /{old}/ cannot redirect here: {whose}"
                why = (
                    "an old link must lead to one page, and no seed may take over another's address"
                )
                told.append(warning(seed.file, 1, message, "change or delete the permalink", why))
            continue
        folded[lower] = old
        folders.update(above)
        result[old] = address
    return dict(sorted(result.items(), key=lambda one: (one[1], one[0])))


def _asked(
    placed: Mapping[str, tuple[Document, Seed]],
    owners: Mapping[str, str],
    pages: Mapping[str, Sequence[str]],
) -> list[tuple[str, str]]:
    """Old addresses and where they are to lead: first those that have led there before."""
    found = {
        (old, address): (owners.get(old.lower()) != seed.name, *_rank(old, seed))
        for address, (document, seed) in placed.items()
        for old in (*document.old_addresses, *(p.strip("/") for p in pages.get(seed.name, ())))
        if old.lower() != address.strip("/")
    }
    return sorted(found, key=lambda one: (found[one], one))


def _above(path: str) -> list[str]:
    """The folders in which a path lies."""
    parts = path.split("/")
    return ["/".join(parts[:number]) for number in range(1, len(parts))]


def _is_file(path: str) -> bool:
    return path.endswith((".html", ".htm"))
