"""The outgoing links of a passage, with their exact places in its plain words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from itertools import accumulate

from commonplace.derive.spellings import on_web
from commonplace.markup.web import as_read, bare_address
from commonplace.model import Passage

#: Addresses that are in the text without being links: with their scheme, or those of
#: works, which are said and written without it, and the numbers of works.
_BARE = re.compile(
    r"(?<![\w@./-])(?:https?://[^\s<>\"“”|]{4,2000}"
    r"|(?:www\.)?(?:arxiv\.org/(?:abs|pdf|html)/\w[^\s<>\"“”|]{5,40}|doi\.org/10\.[^\s<>\"“”|]{4,200}"
    r"|openreview\.net/(?:forum|pdf)\?id=[\w-]{4,40}|youtu\.be/[\w-]{11}"
    r"|youtube\.com/watch\?v=[\w-]{11}|github\.com/[\w-]{1,40}/[\w.-]{1,100}"
    r"|(?:x|twitter)\.com/\w{1,15}/status/\d{5,20})"
    r"|arXiv(?::\s?|\s)(?:(?:number|preprint|paper)\s)?\d{4}\.\d{4,5}(?:v\d)?(?!\d)"
    r"|doi(?::\s?|\s)10\.\d{4,9}/[^\s<>\"“”|]{1,200}"
    r"|git@git(?:hub|lab)\.com:[\w-]{1,40}/[\w.-]{1,100})",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class TextLink:
    """A link: its words are characters `start` to `end` of the passage's `text`.

    They are equal where the link has no words, such as one around a picture. The
    address is as the document has it, and may be relative to where that once stood.
    """

    start: int
    end: int
    address: str


@lru_cache(maxsize=4)  # one date or event after the other asks for those of its passage
def links(passage: Passage) -> tuple[TextLink, ...]:
    """The links that lead out of a passage's page, in the order of the text.

    Links within the page, such as times and footnotes, are not included. Bare addresses in
    the text count as links, but not in code.

    >>> page = '<p>A <a href="https://a.org/b">good <em>one</em></a>, <a href="#x">here</a>.</p>'
    >>> links(Passage(anchor="p", text="A good one, here.", body="", html=page))
    (TextLink(start=2, end=10, address='https://a.org/b'),)
    """
    if not passage.html:
        return ()
    written = list(_bare(passage.text))
    if not written and "<a " not in passage.html:
        return ()
    page = _Page()
    page.feed(passage.html)
    page.close()
    places = _places(page.parts, passage.text)
    found = [
        TextLink(start=start, end=end, address=address)
        for first, last, address in page.links
        if _leads_out(address)
        for start, end in [_span(places, first, last, len(passage.text))]
    ]
    taken = [_span(places, first, last, len(passage.text)) for first, last, _ in page.links]
    taken += [_span(places, first, last, len(passage.text)) for first, last in page.code]
    taken.sort()
    reached = list(accumulate((end for _, end in taken), max))  # by those up to each
    for bare in written:
        before = bisect_left(taken, (bare.end,))
        if not before or reached[before - 1] <= bare.start:
            found.append(bare)
    return tuple(sorted(found, key=lambda link: (link.start, link.end)))


def within(found: Sequence[TextLink], start: int, end: int) -> Iterator[TextLink]:
    """The links between two places of the text, in order."""
    for number in range(bisect_left(found, start, key=lambda link: link.start), len(found)):
        if found[number].start > end:
            return
        if found[number].end <= end:
            yield found[number]


def _leads_out(address: str) -> bool:
    """Whether an address leads to the web or a path, not to a place on its own page."""
    address = on_web(as_read(address))
    scheme = _SCHEME.match(address)
    if scheme:
        return scheme[0] in ("http:", "https:")
    return bool(address.partition("#")[0])


def _bare(text: str) -> Iterator[TextLink]:
    """Addresses as they are in a text, without the punctuation after them."""
    for match in _BARE.finditer(text):
        address = bare_address(match[0])
        full = on_web(address)
        full = full if "://" in full else f"https://{full}"
        yield TextLink(start=match.start(), end=match.start() + len(address), address=full)


class _Page(HTMLParser):
    """The visible signs of a passage's HTML, and where links and code are among them.

    A sign is a character that is no white space; places are counted in signs. `parts` are the
    signs, cut at formulas, for which the text has the TeX. Marks of footnotes are not in the
    text.
    """

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[list[str]] = [[]]
        self.links: list[tuple[int, int, str]] = []
        self.code: list[tuple[int, int]] = []
        self._count = 0
        self._open: tuple[int, str] | None = None
        self._code: int | None = None
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a link or code begins, and skip what the text does not have."""
        if self._hidden:
            return
        if tag == "math" or ("class", "cp-noteref") in attrs:
            self._hidden = tag
            if tag == "math":
                self.parts.append([])
        elif tag == "a":
            address = dict(attrs).get("href")
            self._open = (self._count, address.strip()) if address else None
        elif tag == "code" and self._code is None:
            self._code = self._count

    def handle_endtag(self, tag: str) -> None:
        """Note where it ends."""
        if self._hidden:
            self._hidden = "" if tag == self._hidden else self._hidden
        elif tag == "a" and self._open:
            start, address = self._open
            self.links.append((start, self._count, address))
            self._open = None
        elif tag == "code" and self._code is not None:
            self.code.append((self._code, self._count))
            self._code = None

    def handle_data(self, data: str) -> None:
        """Collect the signs."""
        if not self._hidden:
            signs = "".join(data.split())
            self.parts[-1].append(signs)
            self._count += len(signs)


def _places(parts: list[list[str]], text: str) -> list[int]:
    """For each sign of the HTML its place in the text, in rising order.

    White space differs between the two, signs do not. Between formulas, each run of signs is
    looked for after the one before; the last one is at the end.
    """
    where = [place for place, sign in enumerate(text) if not sign.isspace()]
    signs = "".join(text.split())
    places: list[int] = []
    at = 0
    for number, part in enumerate("".join(part) for part in parts):
        last = number == len(parts) - 1
        begin = len(signs) - len(part) if last else signs.find(part, at)
        if begin < at or signs[begin : begin + len(part)] != part:
            begin = at  # never, as long as the text is made of the HTML
        at = begin + len(part)
        places += where[begin:at]
    return places


def _span(places: list[int], first: int, last: int, length: int) -> tuple[int, int]:
    """The characters of the text that hold these signs of the HTML."""
    if first < last <= len(places):
        return places[first], places[last - 1] + 1
    at = places[first] if first < len(places) else length
    return at, at
