"""What a page says about itself: title, author, date, and so on.

From JSON-LD (https://schema.org/Article), the Open Graph protocol (https://ogp.me/), <meta>,
<time>, <link> and <title>, and the note that browsers and SingleFile put into a page when
they save it. For what is still missing, trafilatura is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from commonplace.markup.dates import dated
from commonplace.markup.entities import unescape
from commonplace.markup.fields import PUBLIC, plain_name
from commonplace.markup.states import STATES
from commonplace.markup.web import is_web
from commonplace.model import Place
from commonplace.readers.html.article import found_out
from commonplace.readers.html.bylines import SMALL, Bylines
from commonplace.readers.html.linked_data import Described, describe
from commonplace.readers.html.structure import called, kind_of
from commonplace.readers.html.text import words_of
from commonplace.readers.tokens import Token

#: The names of <meta> by field, in the order of trust.
_META = {
    "title": "og:title dc.title dcterms.title citation_title parsely-title twitter:title",
    "author": "author article:author dc.creator dcterms.creator citation_author parsely-author "
    "sailthru.author byl twitter:creator",
    "date": "article:published_time datepublished og:published_time dc.date dcterms.created "
    "dc.date.issued dcterms.issued citation_publication_date citation_date citation_online_date "
    "parsely-pub-date sailthru.date pubdate publish-date publishdate publication_date date",
    "description": "description og:description dc.description twitter:description",
    "image": "og:image og:image:url twitter:image twitter:image:src",
    "site": "og:site_name application-name citation_journal_title",
    "source": "og:url",
    "tags": "keywords news_keywords",
}
#: What says that a page is not for everybody. Old pages say by "expires" how long a browser
#: may keep them.
_HOLDS = {"article:expiration_time": "expiration_time"} | {
    name: name for name in sorted(STATES - {"expires"})
}
_CARDS = frozenset({"h-card", "p-author"})
_WHOLE = frozenset({"html", "body", "main", "article"})
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(?P<address>\S+)"
)
_ADDRESS = re.compile(r"https?:|//?|@|www\.", re.IGNORECASE)
_BY = re.compile(r"\A(?:(?:written|words|posted|story|article)\s+){0,2}by[\s:]+", re.IGNORECASE)
#: What parts the title of an article from the name of its site.
_PARTED = re.compile(r"\s+[|·•»«›‹⋆–—-]\s+|\s+(?:::|--)\s+")
_SURE = re.compile(r"\s+(?:[|·•»›]|::)\s+")
_BEHIND = re.compile(r"\s*[|·•»«›‹⋆–—:-]|\s+by\s")
_AUTHORS = 20
#: The name of a site as an address has it.
_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.[a-z]{2,6}", re.IGNORECASE)
#: What stands before the day on which somebody looked at a source.
_LOOKED = re.compile(
    r"(?:retrieved|accessed|archived|visited|abgerufen|consult[ée]e? le|consultado)"
    r"[^\w]{0,5}(?:on |am |el |from [^<>\n]{1,60}? on )?[^<>.\n]{0,12}\Z",
    re.IGNORECASE,
)
#: Words of a guess that is no name: of accounts, of days, of those whom a page speaks to, of what
#: others than the author did.
_NOBODY = re.compile(
    r"\d|['’]re\b|\b(?:you|your|account|submitted|posted|published|updated|comments?|log ?in)\b"
    r"|\b(?:staff|photo(?:graph)?s?|photography|illustrat(?:ed|ions?)|pictures|translated|edited"
    r"|reviewed)\b"
    r"|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$",
    re.I,
)
_AMONG = re.compile(r",\s{1,4}(?:and\s{1,4})?|\s{1,4}(?:and|&)\s{1,4}")
_NEAR = 12  #: tokens between two authors of one text


def read_fields(
    words: str,
    found: Sequence[Token],
    partner: Mapping[int, int],
    article: range,
    headings: Sequence[str],
    left: Sequence[str] = (),
    names: Sequence[str] = (),
) -> dict[str, object]:
    """The fields of a page; `article` are the tokens of the article, `headings` its <h1>.

    `left` are those of its <h1> that were left out with its head, `names` all others: a page's
    title may end with one, and then it is the name of the site.
    """
    page = _Said(words, found, partner, article)
    site = page.first("site") or ""
    bylines = Bylines(words, found, partner, article)
    authors = [
        bylines.spelled(p) for said in page.authors(site, bylines.near) for p in _persons(said)
    ]
    title = page.first("title") or page.marked_title(bylines.apart) or page.title()
    # One of several is the title if the page's title begins with it.
    sure = [h for h in headings if len(headings) == 1 or _begins(title, h)]
    heading = next(iter([*sure, *(h for h in left if _begins(title, h))]), "")
    title = title or heading
    fields: dict[str, object] = {
        "title": _without_site(title, site, heading, names),
        "author": authors[0] if len(authors) == 1 else authors,
        "date": page.date(),
        "description": page.first("description"),
        "image": page.first("image"),
        "site": site,
        "source": page.source(),
        "language": page.language(),
        "tags": page.tags(),
    }
    for name, field in _HOLDS.items():
        fields[field] = fields.get(field) or page.meta(name)
    if not (fields["author"] and fields["date"]):
        guessed = found_out(words, found)
        if not authors:
            guesses = guessed.get("author", "").split(";")
            are_names = not any(map(_is_prose, guesses))
            said = bylines.named() or [n for n in guesses if are_names and bylines.is_said(n)]
            stated = (_name(name, site) for name in said)
            known = [p for name in stated if not _NOBODY.search(name) for p in _persons(name)]
            fields["author"] = known[0] if len(known) == 1 else known
        expires = str(fields["expiration_time"])
        guess = guessed.get("date", "")
        if not fields["date"] and _is_stated(guess, words) and not expires.startswith(guess):
            fields["date"] = guessed["date"]
    return {name: value for name, value in fields.items() if value}


def places_of(words: str, found: Sequence[Token]) -> Iterator[Place]:
    """Where comments are, and the metadata in the head of a page."""
    fields = {name: field for field, names in _META.items() for name in names.split()}
    for token in found:
        saved = token.kind == "comment" and _SAVED_FROM.match(words, token.start)
        if token.kind == "comment" and not saved and words.startswith("<!--", token.start):
            yield Place(token.start, token.end)
        elif token.name == "meta" and "content" in token.attributes:
            said = (token.attributes.get(key, "") for key in ("property", "name", "itemprop"))
            name = next((one.lower() for one in said if one), "")
            field = "tags" if name == "article:tag" else fields.get(name, "")
            yield Place(token.start, token.end, field if field in PUBLIC else "")


def _is_stated(date: str, words: str) -> bool:
    """Whether the day and the year of a guessed date are together on the page.

    >>> _is_stated("2024-03-09", "Posted on March 9th, 2024"), _is_stated("2024-12-31", "In 2024")
    (True, False)
    """
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", date)
    if not match:
        return False
    year, month, day = match[1], match[2].lstrip("0"), match[3].lstrip("0")
    before = rf"(?<!\d)0?{day}(?!\d)\D{{1,20}}(?:0?{month}\D{{1,3}})?{year}"
    behind = rf"{year}\D{{1,3}}(?:0?{month}|[^\W\d]{{3,12}})\D{{1,3}}0?{day}(?!\d)"
    stated = re.finditer(rf"{before}|{behind}|{year}{match[2]}{match[3]}", words)
    return any(not _LOOKED.search(words, max(0, m.start() - 40), m.start()) for m in stated)


class _Said:
    """What the various places of a page say."""

    def __init__(
        self, words: str, found: Sequence[Token], partner: Mapping[int, int], article: range
    ) -> None:
        self.words, self.found, self.partner, self.article = words, found, partner, article
        self.metas = [
            (name.lower(), " ".join(token.attributes.get("content", "").split()))
            for token in found
            if token.kind == "open" and token.name == "meta"
            for key in ("property", "name", "itemprop")
            if (name := token.attributes.get(key))
        ]
        self.ld: Described = describe(words, found)

    def meta(self, name: str) -> str:
        """The first <meta> with a name, in any spelling."""
        return next((value for key, value in self.metas if plain_name(key) == name), "")

    def first(self, field: str) -> str:
        """The first of the statements about a field."""
        return next(self.all(field), "")

    def all(self, field: str) -> Iterator[str]:
        """All statements about a field, in the order of trust."""
        own = self.ld.get(field, [])
        if field != "title":  # the heading of JSON-LD may be cut, or made for search
            yield from own
        for name in _META[field].split():
            yield from (value for key, value in self.metas if key == name and value)
        if field == "title":
            yield from own

    def marked_title(self, apart: Collection[int]) -> str:
        """The words of the one part that microformats or microdata mark as the title.

        What stands apart from the article is the title of another page.
        """
        marked = [
            n
            for n, token in enumerate(self.found)
            if token.kind == "open"
            and n in self.partner
            and ("entry-title" in called(token) or token.attributes.get("itemprop") == "headline")
        ]
        return self._words(marked[0]) if len(marked) == 1 and marked[0] not in apart else ""

    def title(self) -> str:
        """The words of <title>."""
        for token in self.found:
            if token.kind == "raw" and token.name == "title":
                return " ".join(unescape(self.words[token.start : token.end]).split())
        return ""

    def authors(self, site: str, near: Sequence[int]) -> list[str]:
        """The names of the authors; Open Graph often has addresses in their place.

        `near` are the tokens of the article and of its head.
        """
        names = [_name(value, site) for value in self.ld.get("author", [])]
        for name in _META["author"].split():
            if any(names):
                break
            said = (value for key, value in self.metas if key == name)
            turned = name.startswith(("citation", "dc"))
            names = [_name(_turned(one) if turned else one, site) for one in said]
        if all(_is_house(name, site) for name in names):
            names = [_name(said, site) for said in self._in_article("author", near)] or names
        return list(dict.fromkeys(filter(None, names)))[:_AUTHORS]

    def date(self) -> str:
        """The date of publication: the first statement that is a date."""
        said = [*self.all("date"), *self._in_article("datepublished", self.article), *self._times()]
        return next((value for value in said if dated(value)), "")

    def _in_article(self, name: str, near: Sequence[int]) -> Iterator[str]:
        """What microdata, microformats and links say inside the article."""
        classes = {"author": {"p-author", "author-name", "byline-name"}, "datepublished": set()}
        last = None
        for number in near:
            token = self.found[number]
            if token.kind != "open" or token.name == "meta":
                continue
            a = token.attributes
            said = name in a.get("itemprop", "").lower().split()
            said = said or name in a.get("rel", "").lower().split()
            if said or not classes[name].isdisjoint(called(token)):
                if last is not None and number > last + _NEAR:
                    return  # an author further down is somebody else's
                last = self.partner.get(number, number)
                named = (n for n in range(number + 1, last) if self._is_name(n))
                where = next(named, number) if name == "author" else number
                yield a.get("content") or a.get("datetime") or self._words(where)

    def _is_name(self, number: int) -> bool:
        token = self.found[number]
        return token.kind == "open" and token.attributes.get("itemprop", "").lower() == "name"

    def _times(self) -> Iterator[str]:
        """The <time> elements of the article, those for publication first."""
        times = []
        until = -1
        for number in self.article:
            token = self.found[number]
            if number > until and kind_of(token, in_article=True) == "comments":
                until = self.partner.get(number, until)
            if number > until and token.kind == "open" and token.name == "time":
                said = f"{token.attributes.get('class', '')} {token.attributes.get('itemprop', '')}"
                sure = "pubdate" in token.attributes or re.search("publi|entry-date", said)
                late = re.search("updat|modif", said)
                value = token.attributes.get("datetime", "") or self._words(number)
                times.append((0 if sure else 2 if late else 1, value))
        yield from (value for _, value in sorted(times, key=lambda time: time[0]))

    def source(self) -> str:
        """The address of the page."""
        for token in self.found:
            is_own = "canonical" in token.attributes.get("rel", "").split()
            if token.name == "link" and is_own and token.attributes.get("href", "").strip():
                return token.attributes["href"].strip()
        if address := self.first("source") or self._own_link():
            return address
        for token in self.found:
            saved = _SAVED_FROM.match(self.words, token.start) if token.kind == "comment" else None
            if saved:
                return saved["address"]
        return ""

    def _own_link(self) -> str:
        """Where an entry's link to itself leads, as microformats mark it."""
        links: dict[str, str] = {}
        until = -1
        for number, token in enumerate(self.found[:-1]):
            names = token.attributes.get("class", "").split()
            if not _CARDS.isdisjoint(names) and token.name not in _WHOLE:
                until = max(until, self.partner.get(number, number))
            if number <= until:
                continue  # where a person is at home
            following = self.found[number + 1].attributes.get("class", "")
            names += set(following.split()) & {"dt-published"}
            if token.name == "a" and is_web(address := token.attributes.get("href", "").strip()):
                for name in names:
                    links.setdefault(name, address)
        own = (links.get(name, "") for name in ("p-canonical", "dt-published", "u-url"))
        return next(filter(None, own), "")

    def language(self) -> str:
        """The language of the page."""
        for token in self.found:
            if token.kind == "open" and token.name == "html":
                return token.attributes.get("lang", "") or token.attributes.get("xml:lang", "")
        return ""

    def tags(self) -> list[str]:
        """The tags of the page."""
        tags = [value for key, value in self.metas if key == "article:tag"]
        if not tags:
            tags = [tag for said in [self.first("tags")] for tag in said.split(",")]
        return list(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))

    def _words(self, number: int) -> str:
        end = min(self.partner.get(number, number), number + 30)
        return " ".join(unescape(words_of(self.words, self.found[number:end])).split())


def _name(said: str, site: str) -> str:
    """A person's name without what comes before it; empty if it is not a name."""
    name = _BY.sub("", " ".join(said.split()), count=1).strip(" ,;:")
    if not name or len(name) > 100 or _ADDRESS.match(name) or name.lower() == "admin":
        return ""
    if _HOST.fullmatch(name):
        return ""
    return "" if name.casefold() == site.casefold() else name


def _is_prose(name: str) -> bool:
    """Whether a guess at names is words of a sentence.

    >>> _is_prose("Ada Marsh writes"), _is_prose("Bo de Groot and Ada Marsh"), _is_prose("adam")
    (True, False, False)
    """
    small = {word for word in name.split()[1:] if word.islower()}
    return name.strip()[:1].isupper() and not small <= SMALL | {"and", "et", "of", "the", "und"}


def _is_house(name: str, site: str) -> bool:
    """Whether an author is none, or the house that publishes the site.

    >>> _is_house("Ediciones El Pato", "EL PATO"), _is_house("Ada Marsh", "Marsh Weekly")
    (True, False)
    """
    return not name or (bool(site) and site.casefold() in name.casefold())


def _persons(name: str) -> list[str]:
    """The persons in a line of several, without whom they write for; a lone name as it is.

    >>> _persons("Ada Marsh, Bo Reed and Cy Lund, MILL"), _persons("Lind, Mara"), _persons("")
    (['Ada Marsh', 'Bo Reed', 'Cy Lund'], ['Lind, Mara'], [])
    """
    parts = [part.strip() for part in _AMONG.split(name)]
    persons = [part for part in parts if not part.isupper()]
    several = len(parts) > 1 and persons and all(" " in part for part in persons)
    return persons if several else [name] if name else []


def _turned(name: str) -> str:
    """A name in spoken order.

    >>> _turned("Lind, Mara")
    'Mara Lind'
    """
    parts = [part.strip() for part in name.split(",")]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) else name


def _begins(title: str, heading: str) -> bool:
    """Whether a title begins with the heading, or the heading with the title."""
    title, heading = title.casefold(), heading.casefold()
    if heading.startswith(title.rstrip("….")):
        return bool(title)
    return title.startswith(heading) and bool(_BEHIND.match(title, len(heading)))


def _without_site(title: str, site: str, heading: str, names: Sequence[str] = ()) -> str:
    """A title without the name of the site before or after it, or one of `names` after it.

    >>> _without_site("The kettle | Shed Weekly", "", "")
    'The kettle'
    >>> _without_site("Tea - and more - Shed", "Shed", ""), _without_site("Tea - hot", "", "")
    ('Tea - and more', 'Tea - hot')
    """
    if heading and _begins(title, heading):
        return heading
    parts = _PARTED.split(title)
    if len(parts) < 2:
        return title
    if heading and heading.casefold() == parts[-1].casefold():
        return heading
    if parts[-1].casefold() in {name.casefold() for name in (site, *names)}:
        return title[: -len(parts[-1])].rstrip(" |·•»«›‹⋆–—:-")
    if site and parts[0].casefold() == site.casefold():
        return title[len(parts[0]) :].lstrip(" |·•»«›‹⋆–—:-")
    sure = _SURE.split(title)
    return title[: -len(sure[-1])].rstrip(" |·•»›:") if len(sure) > 1 else title
