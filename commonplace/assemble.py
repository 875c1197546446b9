"""Documents put together into a library: addresses that are distinct, redirects that are safe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from commonplace.model import Diagnostic, Document, Library, Seed
from commonplace.slugs import short_hash

#: First parts of addresses that belong to the site itself, with all that is below them.
RESERVED = frozenset(
    {
        "topics",
        "people",
        "timeline",
        "references",
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
        "sitemap.xml",
        "sitemap.xml.gz",
    }
)
#: The sections of documents, below which old addresses may lie.
_SECTIONS = frozenset({"posts", "transcripts"})
#: Slugs that are pages of a section.
_SECTION_PAGES = frozenset({"index", "readme"})
#: The files of those pages, in the folder that MkDocs reads and in the site.
_SECTION_FILES = frozenset(
    f"{section}/{name}"
    for section in _SECTIONS
    for name in ("index.md", "index.html", "readme.md", "readme.html")
)


def assemble(
    made: Iterable[tuple[Document | None, tuple[Diagnostic, ...]]],
    seeds: Sequence[Seed],
    *,
    taken: frozenset[str] = frozenset(),
) -> Library:
    """The documents in the order of their addresses, each address once.

    `taken` are the top-level names of pages written by hand. Where two documents
    want one address, the one that was published first keeps it and the other gets
    a few letters of its own behind it, on every build the same.
    """
    told: list[Diagnostic] = []
    pairs: list[tuple[Document, Seed]] = []
    for (document, diagnostics), seed in zip(made, seeds, strict=True):
        told.extend(diagnostics)
        if document:
            pairs.append((document, seed))
    placed: dict[str, tuple[Document, Seed]] = {}
    for document, seed in sorted(pairs, key=_precedence):
        own = document
        if own.slug in _SECTION_PAGES or own.address in placed:
            own = replace(own, slug=f"{own.slug}-{short_hash(seed.name)[:6]}")
            while own.address in placed:
                own = replace(own, slug=f"{own.slug}-2")
            message = f"the address {document.address} is taken; the page is {own.address}"
            remedy = "give it a title or a `slug:` of its own"
            why = "two pages cannot have one address"
            told.append(_warning(seed, message, remedy, why))
        placed[own.address] = (own, seed)
    redirects = _redirects(placed, taken, told)
    return Library(
        documents=tuple(placed[address][0] for address in sorted(placed)),
        diagnostics=tuple(told),
        redirects=redirects,
    )


def _precedence(pair: tuple[Document, Seed]) -> tuple[str, str, str]:
    document, seed = pair
    return (str(document.date or "9999"), seed.name, seed.file)


def _redirects(
    placed: dict[str, tuple[Document, Seed]], taken: frozenset[str], told: list[Diagnostic]
) -> dict[str, str]:
    """Old address → new one, without those that are another page's place."""
    result: dict[str, str] = {}
    folded: dict[str, str] = {}
    folders: set[str] = set()
    names = RESERVED | taken
    # A page is also a file of its own name in the folder that MkDocs reads.
    pages = {
        f"{address.strip('/').lower()}{suffix}" for address in placed for suffix in ("", ".md")
    }
    for address in sorted(placed):
        document, seed = placed[address]
        for old in document.old_addresses:
            lower = old.lower()
            if lower == address.strip("/"):
                continue
            above = _above(lower)
            first = lower.partition("/")[0]
            owned = (
                lower in folded
                or lower in _SECTIONS
                or not names.isdisjoint((first, PurePosixPath(first).stem))
                or not pages.isdisjoint((lower, *above))
                or not _SECTION_FILES.isdisjoint((lower, *above))
                # One address cannot be a file and a folder.
                or (_is_file(lower) and lower in folders)
                or any(_is_file(folder) and folder in folded for folder in above)
            )
            if owned:
                owner = folded.get(lower, "it")
                message = f"the old address /{old}/ cannot lead here: {owner} is another page's"
                why = "old links have to lead to one page, and no seed may take another's place"
                told.append(_warning(seed, message, "change or delete the permalink", why))
                continue
            folded[lower] = old
            folders.update(above)
            result[old] = address
    return result


def _above(path: str) -> list[str]:
    """The folders in which a path lies."""
    parts = path.split("/")
    return ["/".join(parts[:number]) for number in range(1, len(parts))]


def _is_file(path: str) -> bool:
    return path.endswith((".html", ".htm"))


def _warning(seed: Seed, message: str, remedy: str, why: str) -> Diagnostic:
    return Diagnostic(
        severity="warning", file=seed.file, line=1, message=message, remedy=remedy, why=why
    )
