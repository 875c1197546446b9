"""Passages that name a topic or a person, as pages quote them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from commonplace.markup.clock import clock
from commonplace.model import Catalogue, Dated, Document, Kind, Named, Passage, Person, Turn
from commonplace.render import views
from commonplace.render.addresses import relative
from commonplace.render.engine import escaped

#: Quotations of one document that a page shows, and those that it has folded below them.
BEST, FOLDED = 3, 9
#: Documents that a page quotes, and quotations that it folds altogether.
DOCUMENTS, ALL_FOLDED = 60, 120
#: The words of a sentence that can stand alone.
_READABLE = range(8, 46)


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


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """A document and what a page quotes of it: the best, those folded, and how many more."""

    title: str
    link: str
    date: Dated | None
    kind: Kind
    people: tuple[str, ...]
    count: int
    best: tuple[Quotation, ...]
    folded: tuple[Quotation, ...]
    left_out: int


class Speakers:
    """Looks up who speaks in a passage, or wrote it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._everybody: dict[str, tuple[str, ...]] = {}

    def persons(self, passage: str) -> tuple[Person, ...]:
        """The persons with a page whose words a passage is, by name."""
        return self._catalogue.speaking(passage)

    def everybody(self, document: Document) -> tuple[str, ...]:
        """Everybody named by a document, each once."""
        found = self._everybody.get(document.address)
        if found is None:
            found = self._everybody[document.address] = views.people(document)
        return found

    def of(self, passage: str, here: str) -> tuple[Speaker, ...]:
        """Whose words a passage is, with links as seen from the page at address `here`."""
        if persons := self.persons(passage):
            return tuple(
                Speaker(name=person.name, link=relative(here, f"people/{person.slug}/"))
                for person in persons
            )
        document = self._catalogue.document_of(passage)
        if speaker := self._catalogue.passages[passage].speaker:
            return (Speaker(name=speaker),)
        # Of a recording without labels nobody knows who speaks.
        wrote = [c.name for c in document.people if c.role == "author" and document.kind == "post"]
        return tuple(Speaker(name=name) for name in dict.fromkeys(wrote))


def excerpt(
    catalogue: Catalogue, named: Iterable[Named]
) -> tuple[tuple[Document, ...], tuple[Person, ...]]:
    """The documents of these, and who speaks in their passages: all that quoting them takes.

    Of the persons there are only these turns. A `Catalogue` of both answers as the whole one.
    """
    people: dict[str, Person] = {}
    turns: dict[str, list[Turn]] = defaultdict(list)
    documents = set()
    for passage in dict.fromkeys(one.address for one in named):
        document, _, anchor = passage.partition("#")
        documents.add(document)
        for person in catalogue.speaking(passage):
            people[person.slug] = person
            turns[person.slug].append(Turn(document=document, anchor=anchor, words=0))
    return (
        tuple(catalogue.documents[address] for address in sorted(documents)),
        tuple(
            Person(slug=slug, name=people[slug].name, turns=tuple(turns[slug]))
            for slug in sorted(people, key=catalogue.places.__getitem__)
        ),
    )


def known(catalogue: Catalogue, named: Iterable[Named]) -> tuple[Named, ...]:
    """Those whose passage is in the library."""
    return tuple(one for one in named if one.address in catalogue.passages)


def in_order(documents: Iterable[Document]) -> list[Document]:
    """Documents with the oldest in front, and those without a date at the end."""
    return sorted(
        documents,
        key=lambda d: (
            d.date is None,
            d.date.at.timestamp() if d.date else 0,
            views.natural(d.address),
        ),
    )


def by_document(
    catalogue: Catalogue,
    speakers: Speakers,
    named: Sequence[Named],
    here: str,
    weight: Mapping[str, float],
) -> tuple[tuple[Quoted, ...], int]:
    """What to quote of each document in the order of date, and how many documents are left out.

    Those with the greatest `weight` stay, and they are the first to have folded quotations.
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
        _quoted(catalogue, speakers, document, groups[document.address], here, folded)
        for document in in_order(catalogue.documents[address] for address in strongest)
    )
    return quotes, len(groups) - len(strongest)


def best(named: Iterable[Named], count: int) -> list[Named]:
    """The most telling of these, in their own order, and no sentence twice."""
    different = {one.sentence.text: one for one in reversed(list(named))}
    listed = list(reversed(different.values()))
    ranked = sorted(range(len(listed)), key=lambda place: (-_telling(listed[place]), place))
    return [listed[place] for place in sorted(ranked[:count])]


def quotation(catalogue: Catalogue, speakers: Speakers, named: Named, here: str) -> Quotation:
    """A sentence for the page at address `here`."""
    document = catalogue.document_of(named.address)
    passage = catalogue.passages[named.address]
    return Quotation(
        words=Markup("".join(_marked(named))),
        link=relative(here, named.address),
        speakers=speakers.of(named.address, here),
        time=time(passage),
        title=views.title(document),
        date=document.date,
    )


def time(passage: Passage) -> str:
    """When a passage begins in its recording, empty where that is not known."""
    return "" if passage.start is None else clock(passage.start)


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
    catalogue: Catalogue,
    speakers: Speakers,
    document: Document,
    named: Sequence[Named],
    here: str,
    folded: Mapping[str, int],
) -> Quoted:
    first = best(named, BEST)
    others = [one for one in named if one not in first]
    rest = best(others, folded[document.address])
    said = [[quotation(catalogue, speakers, one, here) for one in group] for group in (first, rest)]
    return Quoted(
        title=views.title(document),
        link=relative(here, document.address),
        date=document.date,
        kind=document.kind,
        people=speakers.everybody(document),
        count=len(named),
        best=tuple(said[0]),
        folded=tuple(said[1]),
        left_out=len(others) - len(rest),
    )


def _telling(named: Named) -> float:
    """How well a sentence stands alone on a page about what it names."""
    text = named.sentence.text
    words = len(text.split())
    inside = sum(
        named.sentence.start <= start and end <= named.sentence.end for start, end in named.places
    )
    return (
        min(inside, 2)
        + 2 * (words in _READABLE)
        + (text[:1].isupper() + text.rstrip("\"'”’)").endswith((".", "!"))) / 2
        + min(words, 30) / 60
    )


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
