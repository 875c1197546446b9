"""The works that documents cite, each once, with everything that cites it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from commonplace.addresses.linking import WIKI, key, page, squashed, targets
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
from commonplace.derive.references.spoken import Spoken, spoken
from commonplace.derive.references.titles import listed_title, title_of
from commonplace.derive.sentences import Span
from commonplace.markup.web import as_read, parts_of
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

#: Words of a title that is unmistakable, and letters of a name that spells an address.
TITLE_WORDS = 3
NAME_LETTERS = 7
#: Passages that are the head or the foot of a document, and how many have to be alike.
_EDGE, _BOILERPLATE = 1, 4
#: Characters between the title of a work and its link, as in "Of Tar" (PDF).
_NEAR = 5
#: The address of a post by its date and name, as blogs have it.
_FOLDERS = frozenset("posts post blog articles p notes episodes".split())
_DATED_PATH = re.compile(
    r"/(?P<year>\d{4})/(?P<month>\d\d)/(?:(?P<day>\d\d)/)?(?P<name>[^/?#]+?)(?:\.html?)?/?(?:index\.html?)?\Z"
)


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
    places = _Places(library)
    works: dict[str, _Work] = {}
    found = list(each(_found, library.documents))
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


def _found(
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
    document: Document, linked: Sequence[tuple[str, Citation]], places: _Places
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
    places: _Places,
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
        kind=kind_of(work.address) if on_web or not document else _kind(document),
        title=document.title if document else title_of(work.address, work.citations),
        citations=tuple(work.citations),
        date=_date(work.address) if on_web else None,
        document=work.document,
        by=_authors(document) if document else owners.get(owner(work.address) or "", ()),
        aside=not document and not given.address and aside,
    )
    return found if document else as_listed(found, given)


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


# What is in the corpus ----------------------------------------------------------------


class _Places:
    """What the addresses of a library's documents are, on the web and on the site."""

    def __init__(self, library: Library) -> None:
        self.documents = {d.address: d for d in library.documents}
        self._targets = targets(library)
        self._web: dict[str, list[str]] = defaultdict(list)
        self._learned: dict[str, str] = {}
        self._hosts: set[str] = set()
        self._inner: set[str] = set()
        self.titled: dict[tuple[str, ...], list[Document]] = defaultdict(list)
        # A recording is identified by its transcript, not by what others write about it.
        for document in sorted(library.documents, key=lambda d: d.kind != "transcript"):
            for address in (document.source.address, document.video):
                if address and normal(address):
                    self._web[normal(address)].append(document.address)
            if address := document.source.address or document.source.base:
                self._hosts.add(normal(address).partition("/")[0])
            count = len(document.passages)
            for number, passage in enumerate(document.passages):
                if _EDGE <= number < count - _EDGE:
                    self._inner.add(f"{document.address}#{passage.anchor}")
            words = tuple(tokens(document.title))
            if len(words) >= TITLE_WORDS:
                self.titled[words].append(document)

    def full(self, address: str, document: Document) -> str:
        """Where a link of a document leads: an address on the web, or one of the site.

        Empty where it leads nowhere.
        """
        address = as_read(address)
        parts = parts_of(address)
        if parts is None:
            return ""
        if address.startswith(WIKI):
            return page(f"{WIKI}{parts.path}", document, self._targets) or ""
        if parts.scheme or parts.netloc:
            full = f"https:{address}" if not parts.scheme else address
            return self._at_home(full, document) or (full if normal(full) else "")
        if there := page(parts.path, document, self._targets):
            return there
        home = document.source.address or document.source.base
        full = urljoin(home, address) if home else ""
        return full if full and normal(full) else ""

    def _at_home(self, address: str, document: Document) -> str:
        """The document that an address on a site of the documents' own means, empty for none.

        Where no document says where it comes from, a post's whole date and name will do.
        """
        host, _, path = normal(address).partition("/")
        dated = _DATED_PATH.search(f"/{path}")
        if not path or not (host in self._hosts or (not self._hosts and dated and dated["day"])):
            return ""
        if found := self._targets.pages.get(key(path)):
            return found
        if not dated:
            folder, _, name = key(path).rpartition("/")
            return self._targets.names.get(squashed(name), "") if folder in _FOLDERS else ""
        known = self._targets.names.get(squashed(dated["name"]), "")
        date = self.documents[known].date if known else None
        month = f"{dated['year']}-{dated['month']}"
        return known if date and str(date).startswith(month) else ""

    def is_boilerplate(self, citations: Sequence[Citation]) -> bool:
        """Whether many documents have a link only in their first words or their last."""
        documents = {citation.document for citation in citations}
        quotes = [citation.quote for citation in citations if citation.quote]
        several = len(documents) >= _BOILERPLATE and len(quotes) == len(citations)
        return several and all(quote.address not in self._inner for quote in quotes)

    def learn(self, address: str, words: str) -> None:
        """Note what a link calls an address: it may be the full title of a document."""
        found = self.titled.get(tuple(tokens(words)), [])
        if len(found) == 1 and address not in self.documents and not is_front(address):
            self._learned.setdefault(normal(address), found[0].address)

    def document(self, address: str, document: Document) -> str | None:
        """The document of the corpus that is the work behind an address, if one is.

        If several have the address, it is the linking document, or else the first.
        """
        if address in self.documents:
            return address
        learned = self._learned.get(normal(address))
        found = [learned] if learned else self._web.get(normal(address), [])
        if document.address in found:
            return document.address
        return found[0] if found else None


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
