"""The page of works that the documents link to, each once, with the passages that cite it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from commonplace.markup.plain import title_of
from commonplace.markup.web import is_web
from commonplace.model import Catalogue, Citation, Reference, WorkKind
from commonplace.render import views
from commonplace.render.addresses import page_file, relative
from commonplace.render.engine import Fill, render
from commonplace.render.events import host, marked, speaker, work_anchor

ADDRESS = "references/"
#: Passages of a work that are shown at once; the others are folded below them.
OPEN = 3
#: The kinds of works in the page's order: the name of the group, and of one of it.
KINDS: tuple[tuple[WorkKind, str, str], ...] = (
    ("paper", "Papers", "paper"),
    ("post", "Posts", "post"),
    ("x", "Posts on X", "post on X"),
    ("video", "Videos", "video"),
    ("book", "Books and encyclopaedias", "book or encyclopaedia"),
    ("code", "Code", "code"),
    ("other", "Other", "other"),
)
#: The last group.
ASIDE = "Players, shops, profiles and front pages"
_NAMES = {kind: one for kind, _, one in KINDS}


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A passage that cites a work: its sentence, who says it, and where.

    `text` is what the link says, where the sentence does not show it. Where there are
    no `words`, only the front matter names the work.
    """

    words: Markup
    text: str
    speaker: str
    link: str
    place: str
    time: str


@dataclass(frozen=True, kw_only=True)
class ShownWork:
    """A work as the page shows it; `own` and `own_title` are its page in this collection."""

    anchor: str
    address: str
    title: str
    kind: str
    host: str
    when: str
    iso: str
    documents: int
    shown: tuple[Cited, ...]
    folded: tuple[Cited, ...]
    own: str
    own_title: str
    by: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class WorkGroup:
    """Works of one kind, or those that several documents cite; what is no work lies folded."""

    name: str
    anchor: str
    works: tuple[ShownWork, ...]
    folded: bool = False


def pages(catalogue: Catalogue, fill: Fill = render) -> Iterator[tuple[str, str]]:
    """The one page of references."""
    works = catalogue.derived.references
    found = groups(catalogue, works)
    description = "Every work that the documents link to, with the passages that cite it."
    fields = {"title": "References", "description": description, "hide": ["navigation"]}
    yield (
        page_file(ADDRESS),
        fill(
            "references.md.j2",
            {
                "fields": fields,
                "count": count(catalogue),
                "groups": found,
                "link": partial(relative, ADDRESS),
            },
        ),
    )


def count(catalogue: Catalogue) -> int:
    """How many works the page has, without what is none."""
    return sum(not work.aside for work in catalogue.derived.references)


def groups(catalogue: Catalogue, works: Sequence[Reference]) -> tuple[WorkGroup, ...]:
    """Works that several documents cite, then the others by kind; each keeps its order.

    At the end stands what is no work: players, shops, profiles and front pages.
    """
    asides = [work for work in works if work.aside]
    works = [work for work in works if not work.aside]
    several = [work for work in works if _documents(work) > 1]
    found = [("Cited by several documents", "several", several)]
    for kind, name, _ in KINDS:
        alone = [work for work in works if work.kind == kind and _documents(work) <= 1]
        found.append((name, kind, alone))
    found.append((ASIDE, "aside", asides))
    return tuple(
        WorkGroup(
            name=name,
            anchor=f"kind-{anchor}",
            works=tuple(_entry(catalogue, work) for work in group),
            folded=anchor == "aside",
        )
        for name, anchor, group in found
        if group
    )


def _documents(work: Reference) -> int:
    """How many documents cite a work."""
    return len({citation.document for citation in work.citations})


def _entry(catalogue: Catalogue, work: Reference) -> ShownWork:
    cited = tuple(
        _cited(catalogue, citation)
        for citation in work.citations
        if citation.document in catalogue.documents
    )
    own = catalogue.documents.get(work.document or "")
    return ShownWork(
        anchor=work_anchor(work.address),
        address=work.address if is_web(work.address) else "",
        title=work.title or work.address,
        kind=_NAMES[work.kind],
        host=host(work.address),
        when=views.dated(work.date) if work.date else "",
        iso=str(work.date or ""),
        documents=_documents(work),
        shown=cited[:OPEN],
        folded=cited[OPEN:],
        own=relative(ADDRESS, own.address) if own else "",
        own_title=title_of(own) if own else "",
        by=tuple(_authors(catalogue, work)),
    )


def _authors(catalogue: Catalogue, work: Reference) -> Iterator[tuple[str, str]]:
    """The authors of a work who have a page here, and the links to their pages."""
    pages = {person.name: f"people/{person.slug}/" for person in catalogue.derived.people}
    for name in work.by:
        yield name, relative(ADDRESS, pages[name]) if name in pages else ""


def _cited(catalogue: Catalogue, citation: Citation) -> Cited:
    document = catalogue.documents[citation.document]
    quote = citation.quote
    passage = catalogue.passages.get(quote.address) if quote else None
    inside = quote is not None and citation.text in quote.text
    return Cited(
        words=marked(quote.text, citation.text) if quote else Markup(),
        text="" if inside or not quote else citation.text,
        speaker=speaker(document, passage),
        link=relative(ADDRESS, quote.address if quote and passage else document.address),
        place=title_of(document),
        time=views.time(passage, quote.start) if passage and quote else "",
    )
