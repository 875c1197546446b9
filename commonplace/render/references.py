"""The pages of works that the documents cite, each once, with the passages that cite it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from commonplace.markup.plain import title_of
from commonplace.markup.web import is_web
from commonplace.model import Catalogue, Citation, Reference
from commonplace.render import paged, views, works
from commonplace.render.addresses import page_file, relative
from commonplace.render.choice import Choice
from commonplace.render.engine import Fill, page_fields, render
from commonplace.render.events import host, marked, speaker
from commonplace.render.works import ADDRESS, KINDS

#: Passages of a work that are shown at once; the others are folded below them.
OPEN = 3
_FILTERS = ("kind", "document", "topic")
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
    """A work as the page shows it; `own` and `own_title` are its page in this collection.

    `facets` are what the filters ask for: its kind, its documents and its topics.
    """

    anchor: str
    facets: Mapping[str, tuple[str, ...]]
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
class ShownGroup:
    """A group of works on a page; what is no work lies folded."""

    name: str
    anchor: str
    works: tuple[ShownWork, ...]
    folded: bool


@dataclass(frozen=True, kw_only=True)
class PartOfWorks:
    """A page with a part of the list.

    `anchors` are those of its works, where old links lead, and `facets` the places of what
    its works have among the choices of the filters, from 1.
    """

    name: str
    link: str
    count: int
    anchors: str
    facets: Mapping[str, str]


def pages(catalogue: Catalogue, fill: Fill = render) -> Iterator[tuple[str, str]]:
    """The page of references, and those of the parts of a long list."""
    lists = works.lists(catalogue)
    nothing = not catalogue.derived.references
    choices = _choices(catalogue, catalogue.derived.references)
    parts = [_part(catalogue, group, page, choices) for group, page in lists.apart]

    def listed(here: str, title: str, groups: Sequence[works.Group]) -> tuple[str, str]:
        shown = [_group(catalogue, group, here) for group in groups]
        description = "Every work that the documents cite, with the passages that cite it."
        fields = {"template": "references.html", **page_fields(title, description, empty=nothing)}
        values = {
            "fields": fields,
            "title": title,
            "count": count(catalogue) if here == ADDRESS else 0,
            "groups": shown,
            "filters": choices,
            "parts": parts if here == ADDRESS else (),
            "all": "" if here == ADDRESS else relative(here, ADDRESS),
            "link": partial(relative, here),
        }
        return page_file(here), fill("references.md.j2", values)

    yield listed(ADDRESS, "References", lists.here)
    for group, page in lists.apart:
        one = works.Group(
            name=page.name, anchor=group.anchor, works=page.entries, folded=group.folded
        )
        yield listed(page.address, f"References: {page.name}", (one,))


def count(catalogue: Catalogue) -> int:
    """How many works the page has, without what is none."""
    return sum(not work.aside for work in catalogue.derived.references)


def _group(catalogue: Catalogue, group: works.Group, here: str) -> ShownGroup:
    return ShownGroup(
        name=group.name,
        anchor=group.anchor,
        works=tuple(_entry(catalogue, work, here) for work in group.works),
        folded=group.folded,
    )


def _facets(catalogue: Catalogue, work: Reference) -> Mapping[str, tuple[str, ...]]:
    """What the filters know of a work: its kind, and the documents and topics that cite it.

    The topics are those of the passages that cite it.
    """
    citing = {citation.document: None for citation in work.citations}
    topics = {
        topic.slug: None
        for citation in work.citations
        if citation.quote
        for topic in catalogue.topics_of(citation.quote.address)
    }
    known = (address.strip("/") for address in citing if address in catalogue.documents)
    return {"kind": (work.kind,), "document": tuple(known), "topic": tuple(topics)}


def _choices(catalogue: Catalogue, found: Iterable[Reference]) -> Mapping[str, list[Choice]]:
    """The values of the filters that at least one work has."""
    facets = [_facets(catalogue, work) for work in found]
    has = {name: {value for one in facets for value in one[name]} for name in _FILTERS}
    documents = sorted(catalogue.library.documents, key=lambda one: title_of(one).casefold())
    named: dict[str, list[tuple[str, str]]] = {
        "kind": [(kind, name) for kind, name, _ in KINDS],
        "document": [(one.address.strip("/"), title_of(one)) for one in documents],
        "topic": [(topic.slug, topic.name) for topic in catalogue.derived.topics],
    }
    return {
        name: [Choice(value=value, name=said) for value, said in named[name] if value in has[name]]
        for name in _FILTERS
    }


def _part(
    catalogue: Catalogue,
    group: works.Group,
    page: paged.ListPage[Reference],
    choices: Mapping[str, Sequence[Choice]],
) -> PartOfWorks:
    facets = [_facets(catalogue, work) for work in page.entries]
    has = {name: {value for one in facets for value in one[name]} for name in _FILTERS}
    return PartOfWorks(
        name=page.name,
        link=relative(ADDRESS, page.address),
        count=len(page.entries),
        anchors=" ".join(works.anchor(work.key).removeprefix("w-") for work in page.entries),
        facets={
            name: " ".join(
                str(number)
                for number, choice in enumerate(choices[name], 1)
                if choice.value in has[name]
            )
            for name in _FILTERS
        },
    )


def _entry(catalogue: Catalogue, work: Reference, here: str) -> ShownWork:
    cited = tuple(
        _cited(catalogue, citation, here)
        for citation in work.citations
        if citation.document in catalogue.documents
    )
    own = catalogue.documents.get(work.document or "")
    return ShownWork(
        anchor=works.anchor(work.key),
        facets=_facets(catalogue, work),
        address=work.address if is_web(work.address) else "",
        title=work.title or work.address,
        kind=_NAMES[work.kind],
        host=host(work.address),
        when=views.dated(work.date) if work.date else "",
        iso=str(work.date or ""),
        documents=works.documents(work),
        shown=cited[:OPEN],
        folded=cited[OPEN:],
        own=relative(here, own.address) if own else "",
        own_title=title_of(own) if own else "",
        by=tuple(_authors(catalogue, work, here)),
    )


def _authors(catalogue: Catalogue, work: Reference, here: str) -> Iterator[tuple[str, str]]:
    """The authors of a work who have a page here, and the links to their pages."""
    pages = {person.name: f"people/{person.slug}/" for person in catalogue.derived.people}
    for name in work.by:
        yield name, relative(here, pages[name]) if name in pages else ""


def _cited(catalogue: Catalogue, citation: Citation, here: str) -> Cited:
    document = catalogue.documents[citation.document]
    quote = citation.quote
    passage = catalogue.passages.get(quote.address) if quote else None
    inside = quote is not None and citation.text in quote.text
    return Cited(
        words=marked(quote.text, citation.text) if quote else Markup(),
        text="" if inside or not quote else citation.text,
        speaker=speaker(document, passage),
        link=relative(here, quote.address if quote and passage else document.address),
        place=title_of(document),
        time=views.time(passage, quote.start) if passage and quote else "",
    )
