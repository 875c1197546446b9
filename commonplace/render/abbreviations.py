"""Abbreviations: the page of those that the collection explains, and their words on hover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

from commonplace.markup.plain import title_of
from commonplace.model import Abbreviation, Catalogue, Document, Each, Quote, in_turn
from commonplace.render import views
from commonplace.render.addresses import page_file, relative
from commonplace.render.engine import Fill, page_fields, quoted, render

ADDRESS = "abbreviations/"
#: Sentences of an abbreviation that are shown at once; the others are folded below them.
OPEN = 2
_SHORT = re.compile(r"(?<![\w.-])[A-Z]{2,6}(?=s?(?![\w-]))")
#: Elements whose words stay as they are.
_CLOSED = frozenset("a abbr button code kbd math pre samp script style svg".split())


@dataclass(frozen=True, kw_only=True)
class Explained:
    """A sentence that explains an abbreviation, and where it stands."""

    words: Markup
    speaker: str
    link: str
    place: str
    time: str


@dataclass(frozen=True, kw_only=True)
class ShownAbbreviation:
    """An abbreviation as the page shows it; the first with an acronym has its `anchor`."""

    short: str
    meaning: str
    anchor: str
    documents: int
    shown: tuple[Explained, ...]
    folded: tuple[Explained, ...]


def pages(catalogue: Catalogue, fill: Fill = render) -> Iterator[tuple[str, str]]:
    """The one page of abbreviations."""
    say = catalogue.identity.texts.say
    description = say("The abbreviations that the documents explain, with the sentences that do.")
    listed = list(_listed(catalogue))
    fields = page_fields(say("Abbreviations"), description, empty=not listed)
    values = {"fields": fields, "abbreviations": listed}
    yield page_file(ADDRESS), fill("abbreviations.md.j2", values)


def _listed(catalogue: Catalogue) -> Iterator[ShownAbbreviation]:
    before = ""
    for one in catalogue.derived.abbreviations:
        said = tuple(_explained(catalogue, quote) for quote in one.quotes)
        yield ShownAbbreviation(
            short=one.short,
            meaning=one.meaning,
            anchor=f"abbr-{one.short.lower()}" if one.short != before else "",
            documents=len(said),
            shown=said[:OPEN],
            folded=said[OPEN:],
        )
        before = one.short


def _explained(catalogue: Catalogue, quote: Quote) -> Explained:
    passage = catalogue.passages[quote.address]
    return Explained(
        words=quoted(quote.text),
        speaker=passage.speaker or "",
        link=relative(ADDRESS, quote.address),
        place=title_of(catalogue.documents[quote.document]),
        time=views.time(passage),
    )


def used(
    documents: Sequence[Document], known: Sequence[Abbreviation], each: Each = in_turn
) -> Iterator[tuple[tuple[str, str], ...]]:
    """Of each document the abbreviations with one meaning that it uses, and their words."""
    for there in each(capitals, documents):
        yield tuple((one.short, one.meaning) for one in known if one.sole and one.short in there)


def capitals(document: Document) -> dict[str, None]:
    """What looks like an abbreviation in a document."""
    found = (short for passage in document.passages for short in _SHORT.findall(passage.text))
    return dict.fromkeys(found)


def with_words(html: Mapping[str, str], known: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Passages in which the first use of each abbreviation has its words on hover.

    The text stays as it is; only tags are put around pieces of it. Links, code, formulas and
    what explains the abbreviation itself are left alone.
    """
    meanings = dict(known)
    if not meanings:
        return html
    return {anchor: _marked(body, meanings) for anchor, body in html.items()}


def _marked(body: str, meanings: Mapping[str, str]) -> str:
    plain = body.lower()
    left = {
        short: words
        for short, words in meanings.items()
        if short in body and escape(words.lower()) not in plain
    }
    return _Marker(left).mark(body) if left else body


class _Marker(HTMLParser):
    """Writes sanitised HTML unchanged, with the first use of each abbreviation marked."""

    def __init__(self, meanings: dict[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self._meanings = meanings
        self._out: list[str] = []
        self._closed = 0

    def mark(self, body: str) -> str:
        """The passage with its marks."""
        self.feed(body)
        self.close()
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._closed += tag in _CLOSED
        self._out.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._closed -= tag in _CLOSED
        self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._out.append(data if self._closed else _SHORT.sub(self._named, data))

    def handle_charref(self, name: str) -> None:
        self._out.append(f"&#{name};")

    def handle_entityref(self, name: str) -> None:
        self._out.append(f"&{name};")

    def _named(self, match: re.Match[str]) -> str:
        words = self._meanings.pop(match[0], None)
        return f'<abbr title="{escape(words)}">{match[0]}</abbr>' if words else match[0]
