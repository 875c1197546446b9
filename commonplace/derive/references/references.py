"""The works that documents cite, each once, with everything that cites it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from commonplace.analysis import tokens
from commonplace.derive.addresses import (
    is_aside,
    is_front,
    normal,
    owner,
    spelled,
)
from commonplace.derive.excerpts import excerpt, quote_of
from commonplace.derive.links import TextLink, links
from commonplace.derive.references.cited import address_date, kind_of
from commonplace.derive.references.joined import as_listed, joined
from commonplace.derive.references.places import OwnAddresses
from commonplace.derive.references.spoken import Spoken, spoken
from commonplace.derive.references.titles import listed_title, title_of
from commonplace.derive.sentences import Span
from commonplace.model import (
    Citation,
    Dated,
    Document,
    Each,
    Library,
    ListedWork,
    Passage,
    Reference,
    in_turn,
)
from commonplace.model.derived import WorkKind

#: Letters of a name that spells an address.
NAME_LETTERS = 7
#: Characters between the title of a work and its link, as in "Of Tar" (PDF).
_NEAR = 5


@dataclass(kw_only=True)
class _Work:
    """A work while its citations are collected; `address` is as it was first cited."""

    address: str
    citations: list[Citation] = field(default_factory=list)
    document: str | None = None


def references(
    library: Library,
    names: Sequence[str] = (),
    each: Each = in_turn,
    listed: Sequence[ListedWork] = (),
) -> tuple[Reference, ...]:
    """Every work that documents cite: those of several documents first, then the most cited.

    `names` are full names of persons, besides those credited in the documents: they tell
    whose site or account a work is on. `listed` says what some works are. Links from a document
    to itself, or to its own recording, are left out.
    """
    places = OwnAddresses(library)
    works: dict[str, _Work] = {}
    found = list(each(found_in, library.documents))
    cited = [
        (document, *one)
        for document, (linked, _) in zip(library.documents, found, strict=True)
        for one in _citations(document, linked, places)
    ]
    for _, address, citation in cited:
        places.learn(address, citation.text)
    for document, address, citation in cited:
        leads_to = places.document(address, document)
        if leads_to == document.address:
            continue
        work_key = leads_to or normal(address)
        work = works.setdefault(work_key, _Work(address=address, document=leads_to))
        work.citations.append(citation)
        if work.address in places.documents:
            work.address = address
    owners = _owners(library, list(works.values()), names)
    known = {normal(one.address): one for one in listed}
    linked_works = [_reference(work, places, owners, known) for work in works.values()]
    said = [one for _, several in found for one in several]
    return tuple(sorted(joined(linked_works, said, places.titled, listed), key=_order))


def _order(reference: Reference) -> tuple[bool, int, str, str]:
    several = len({citation.document for citation in reference.citations}) > 1
    title = reference.title.lower()
    return (not several, -len(reference.citations), title, reference.key)


def found_in(
    document: Document,
) -> tuple[tuple[tuple[str, Citation], ...], tuple[tuple[Spoken, Citation], ...]]:
    """Each link in the text of a document with its address as written, and what it speaks of."""
    linked: list[tuple[str, Citation]] = []
    said: list[tuple[Spoken, Citation]] = []
    for passage in document.passages:
        there = links(passage)
        titles: dict[TextLink, str] = {}
        for one in spoken(passage):
            begin, end = one.place
            near = [link for link in there if begin - _NEAR < link.start <= end + _NEAR]
            if near:
                titles |= dict.fromkeys(near[:1], one.title if end <= near[0].start else "")
            else:
                said.append((one, _citation(document, passage, one.place)))
        for link in there:
            title = titles.get(link) or listed_title(passage.text, link.start)
            citation = _citation(document, passage, Span(link.start, link.end), title)
            linked.append((link.address, citation))
    return tuple(linked), tuple(said)


def _citation(document: Document, passage: Passage, place: Span, title: str = "") -> Citation:
    """A place that cites a work, with the sentence around it."""
    own = quote_of(document, passage, place)
    return Citation(
        document=document.address,
        text=" ".join(own.text.split()),
        quote=quote_of(document, passage, excerpt(passage.text, place)),
        words=own,
        title=title,
    )


def _citations(
    document: Document, linked: Sequence[tuple[str, Citation]], places: OwnAddresses
) -> Iterator[tuple[str, Citation]]:
    """Each link of a document with its full address, in the order of the text."""
    for written, citation in linked:
        if address := places.full(written, document):
            yield address, citation
    for source in document.sources:
        if normal(source.address):
            yield source.address, Citation(document=document.address, text=source.title)


def _reference(
    work: _Work,
    places: OwnAddresses,
    owners: Mapping[str, tuple[str, ...]],
    known: Mapping[str, ListedWork],
) -> Reference:
    """A work as its address, its citations, and whoever listed it tell of it."""
    document = places.documents.get(work.document or "")
    on_web = bool(normal(work.address)) and work.address not in places.documents
    given = known.get(normal(work.address), ListedWork(address=""))
    aside = is_aside(work.address) or places.is_boilerplate(work.citations)
    found = Reference(
        address=work.address,
        kind=_web_kind(work.address) if on_web or not document else _kind(document),
        title=document.title if document else title_of(work.address, work.citations),
        citations=tuple(work.citations),
        date=_date(work.address) if on_web else None,
        document=work.document,
        by=_authors(document) if document else owners.get(owner(work.address) or "", ()),
        aside=not document and not given.address and aside,
    )
    return found if document else as_listed(found, given)


def _web_kind(address: str) -> WorkKind:
    """The kind of a work by its address, or else by its usual one."""
    known = kind_of(address)
    return known if known != "other" else kind_of(f"https://{normal(address)}")


def _kind(document: Document) -> WorkKind:
    """The kind of a document of the corpus that has no web address."""
    if document.kind == "post":
        return "post"
    return "video" if document.video else "other"


def _authors(document: Document) -> tuple[str, ...]:
    return tuple(credit.name for credit in document.people if credit.role == "author")


def _date(address: str) -> Dated | None:
    """The date that the address gives away, in whichever spelling."""
    return address_date(address) or address_date(f"https://{normal(address)}")


# Whose it is --------------------------------------------------------------------------


def _owners(
    library: Library, works: Sequence[_Work], names: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Sites and accounts, and whose they are, from the surest sign to the least.

    A full name that links to the front page of a site; a site or an account that is
    spelled as a full name; the site on which a document's own source lies.
    """
    credited = {c.name for d in library.documents for c in d.people}
    full = sorted(name for name in {*credited, *names} if len(tokens(name)) > 1)
    known = {tuple(tokens(name)): name for name in full}
    found: dict[str, tuple[str, ...]] = {}
    for work in works:
        whose = owner(work.address)
        if whose and is_front(work.address):
            for citation in work.citations:
                name = known.get(tuple(tokens(citation.text)))
                if name:
                    found.setdefault(whose, (name,))
    letters = {"".join(re.findall(r"[a-z]", name.lower())): name for name in full}
    for whose in sorted({owner(work.address) or "" for work in works} - {""}):
        name = letters.get(spelled(whose))
        if name and len(spelled(whose)) >= NAME_LETTERS:
            found.setdefault(whose, (name,))
    own: dict[str, dict[str, None]] = defaultdict(dict)
    sites: dict[str, set[str]] = defaultdict(set)
    for document in library.documents:
        whose = owner(document.source.address or "")
        for author in _authors(document) if whose else ():
            own[whose or ""][author] = None
            sites[author].add(whose or "")
    for whose, authors in own.items():
        # Who takes texts from several sites need not be at home on any.
        if all(len(sites[author]) == 1 for author in authors):
            found.setdefault(whose, tuple(authors))
    return found
