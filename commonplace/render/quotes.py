"""Passages that name a topic or a person, as pages quote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from commonplace.derive.standing import standing
from commonplace.markup.plain import title_of
from commonplace.model import Catalogue, Dated, Document, DocumentKind, Named
from commonplace.model.order import natural
from commonplace.render import views
from commonplace.render.addresses import relative
from commonplace.render.engine import escaped

#: Quotations of one document that a page shows, and those that it has folded below them.
BEST, FOLDED = 3, 9
#: Documents that a page quotes, and quotations that it folds altogether.
DOCUMENTS, ALL_FOLDED = 60, 120


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who says or wrote something; `link` leads to the person's page, if there is one."""

    name: str
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """An exact piece of a passage, with what it names marked, and the way to the passage."""

    words: Markup
    link: str
    speakers: tuple[Speaker, ...]
    time: str
    title: str
    date: Dated | None
    tongue: Markup


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """A document and what a page quotes of it: the best, those folded, and how many more."""

    title: str
    link: str
    date: Dated | None
    kind: DocumentKind
    people: tuple[str, ...]
    tongue: Markup
    count: int
    best: tuple[Quotation, ...]
    folded: tuple[Quotation, ...]
    left_out: int


@dataclass(frozen=True, kw_only=True)
class QuotedDocument:
    """A document as shown by a page that quotes it."""

    title: str
    date: Dated | None
    kind: DocumentKind
    people: tuple[str, ...]
    tongue: Markup


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Everything needed to quote some passages, and nothing else.

    Documents by address; passages by address, with who speaks there, as names and slugs of
    persons, and when the quoted words are said; both may be empty.
    """

    documents: Mapping[str, QuotedDocument]
    passages: Mapping[str, tuple[tuple[tuple[str, str], ...], str]]

    def speakers(self, passage: str, here: str) -> tuple[Speaker, ...]:
        """Who speaks or wrote a passage, with links as seen from the page at address `here`."""
        return tuple(
            Speaker(name=name, link=relative(here, f"people/{slug}/") if slug else "")
            for name, slug in self.passages[passage][0]
        )

    def in_order(self) -> list[str]:
        """The addresses of the documents, as `in_order` has them."""
        return sorted(self.documents, key=lambda a: _order(a, self.documents[a].date))


class Shelf:
    """Looks up what is needed to show quotations."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._works: dict[str, QuotedDocument] = {}
        self._voices: dict[str, tuple[tuple[str, str], ...]] = {}

    def sources(self, named: Iterable[Named]) -> Sources:
        """Those of passages that are in the library."""
        passages = {one.address: one.sentence.start for one in named}
        documents = dict.fromkeys(passage.partition("#")[0] for passage in passages)
        return Sources(
            documents={address: self._work(address) for address in documents},
            passages={address: self._passage(address, at) for address, at in passages.items()},
        )

    def _work(self, address: str) -> QuotedDocument:
        work = self._works.get(address)
        if work is None:
            document = self._catalogue.documents[address]
            work = self._works[address] = QuotedDocument(
                title=title_of(document),
                date=document.date,
                kind=document.kind,
                people=views.people(document),
                tongue=views.tongue(document),
            )
        return work

    def _passage(self, address: str, at: int) -> tuple[tuple[tuple[str, str], ...], str]:
        """Who speaks in a passage, and when its characters from `at` on are said."""
        found = self._voices.get(address)
        if found is None:
            found = self._voices[address] = tuple(self._speakers(address))
        return found, views.time(self._catalogue.passages[address], at)

    def _speakers(self, address: str) -> Iterator[tuple[str, str]]:
        document = self._catalogue.document_of(address)
        if persons := self._catalogue.speaking(address):
            yield from ((person.name, person.slug) for person in persons)
        elif speaker := self._catalogue.passages[address].speaker:
            yield speaker, ""
        elif document.kind == "post":  # of a recording without labels nobody knows who speaks
            wrote = (credit.name for credit in document.people if credit.role == "author")
            yield from ((name, "") for name in dict.fromkeys(wrote))


def known(catalogue: Catalogue, named: Iterable[Named]) -> tuple[Named, ...]:
    """Those whose passage is in the library."""
    return tuple(one for one in named if one.address in catalogue.passages)


def in_order(documents: Iterable[Document]) -> list[Document]:
    """Documents with the oldest first, and those without a date at the end."""
    return sorted(documents, key=lambda document: _order(document.address, document.date))


def _order(address: str, date: Dated | None) -> tuple[bool, float, object]:
    return date is None, date.at.timestamp() if date else 0.0, natural(address)


def by_document(
    sources: Sources, named: Sequence[Named], here: str, weight: Mapping[str, float]
) -> tuple[tuple[Quoted, ...], int]:
    """What to quote of each document in the order of date, and how many documents are left out.

    Those with the greatest `weight` stay, and get folded quotations first.
    """
    groups: dict[str, list[Named]] = {}
    for one in named:
        groups.setdefault(one.sentence.document, []).append(one)
    strongest = sorted(groups, key=lambda a: (-weight.get(a, 0), -len(groups[a]), a))[:DOCUMENTS]
    room = ALL_FOLDED
    folded: dict[str, int] = {}
    for address in strongest:
        folded[address] = min(FOLDED, room, max(0, len(groups[address]) - BEST))
        room -= folded[address]
    quotes = tuple(
        _quoted(sources, address, groups[address], here, folded[address])
        for address in sources.in_order()
        if address in folded
    )
    return quotes, len(groups) - len(strongest)


def best(named: Iterable[Named], count: int) -> list[Named]:
    """The most telling of these, in their own order, without repeated sentences."""
    different = {one.sentence.text: one for one in reversed(list(named))}
    listed = list(reversed(different.values()))
    ranked = sorted(range(len(listed)), key=lambda place: (-_standing(listed[place]), place))
    return [listed[place] for place in sorted(ranked[:count])]


def quotation(sources: Sources, named: Named, here: str) -> Quotation:
    """A sentence for the page at address `here`."""
    work = sources.documents[named.sentence.document]
    return Quotation(
        words=Markup("".join(_marked(named))),
        link=relative(here, named.address),
        speakers=sources.speakers(named.address, here),
        time=sources.passages[named.address][1],
        title=work.title,
        date=work.date,
        tongue=work.tongue,
    )


def opening(text: str, most: int) -> tuple[str, bool]:
    """The first words of a text, in at most `most` characters, and whether there are more.

    >>> opening("One two three", 8), opening("One", 8), opening("Onetwothree", 8)
    (('One two', True), ('One', False), ('Onetwoth', True))
    """
    text = text.strip()
    if len(text) <= most:
        return text, False
    # Of characters without a space between them, whatever has room.
    return (text[: most + 1].rsplit(maxsplit=1)[0][:most], True)


def _quoted(
    sources: Sources, address: str, named: Sequence[Named], here: str, folded: int
) -> Quoted:
    """What to quote of the document at an address, `folded` of it below the best."""
    work = sources.documents[address]
    first = best(named, BEST)
    others = [one for one in named if one not in first]
    rest = best(others, folded)
    return Quoted(
        title=work.title,
        link=relative(here, address),
        date=work.date,
        kind=work.kind,
        people=work.people,
        tongue=work.tongue,
        count=len(named),
        best=tuple(quotation(sources, one, here) for one in first),
        folded=tuple(quotation(sources, one, here) for one in rest),
        left_out=len(others) - len(rest),
    )


def _standing(named: Named) -> float:
    at = named.sentence.start
    return standing(named.sentence.text, [(start - at, end - at) for start, end in named.places])


def _marked(named: Named) -> Iterator[str]:
    """The sentence in pieces of HTML, those that name something in a `b`."""
    sentence = named.sentence
    at = 0
    for start, end in sorted(named.places):
        start, end = start - sentence.start, end - sentence.start
        if at <= start < end <= len(sentence.text):
            yield escaped(sentence.text[at:start])
            yield f"<b>{escaped(sentence.text[start:end])}</b>"
            at = end
    yield escaped(sentence.text[at:])
