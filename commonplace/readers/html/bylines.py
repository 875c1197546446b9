"""Whom the line below the title of a page names, where nothing made for machines does.

A part that is called "author" or "byline" begins with the name. Those who commented on a page,
wrote other pages, or wrote the book that is told of are called authors too: their parts are never
asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from commonplace.markup.elements import names
from commonplace.markup.entities import unescape
from commonplace.readers.html.structure import called, kind_of
from commonplace.readers.tokens import Token

_CALLED = names("author authors byline autor autores auteur auteurs autore author-name")
#: Parts that tell of other pages, of the site, or of those who are quoted.
_ELSEWHERE = names("aside footer blockquote figure")
_OTHERS = names(
    "sidebar sidenav related relatedposts jp-relatedposts recommended recommendations trending "
    "more-stories also-like read-next readnext up-next outbrain taboola carousel playlist"
)
#: Beside them boxes that tell of a work; with more tokens, they are the page's own.
_SMALL_OTHERS, _BOX = _OTHERS | names("book books product film movie album"), 60
_COMMENTED = re.compile(
    r"(?:\d{1,5}\s+)?(?:comments?|replies|responses|kommentare?|commentaires?|comentarios?|reacties"
    r"|commenti)(?:\s*\(\d{1,5}\))?\s*:?\Z"
    r"|\d{1,5}\s+(?:comments?|replies|responses|thoughts?)\s+(?:on|to)\b",
    re.IGNORECASE,
)
_HEADINGS = names("h2 h3 h4 h5")
_INLINE = names("a b cite em i span strong")
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]{0,3}\Z")
#: How a line begins that says who wrote a page, also as a sentence.
_CREDIT = re.compile(
    r"(?:written|posted|published|words|story|text|by|von|par|por|di|av|authors?|autor)\b", re.I
)
#: What may stand before the name, and ends it.
_BEFORE = re.compile(
    r"(?:(?:written |posted |words )?by|von|par|por|di|av|authors?|autor(?:es)?)(?:\s*:|\b)\s*",
    re.IGNORECASE,
)
#: Words in small letters that names have.
SMALL = names(
    "af al av ben bin da das de del den der di do dos du e el ibn la le ten ter van von y zu zur"
)
_END = re.compile(r"[|•·,(\n]|\s[–—-]\s")
_NEAR = 200  #: tokens above the article that may say who wrote it
_FAR = 600  #: tokens above the article among which its title may be
_LONGEST = 40  #: characters of a name
_PROSE = 200  #: characters; with a longer run of text, the text has begun
_RUNS = 4  #: runs of text that are looked at in one part


class Bylines:
    """The lines of a page that name its author."""

    def __init__(
        self, words: str, found: Sequence[Token], partner: Mapping[int, int], article: range
    ) -> None:
        self.words, self.found, self.partner, self.article = words, found, partner, article
        above = max(0, article.start - _NEAR)
        far = range(max(0, article.start - _FAR), article.start)
        titles = [n for n in far if found[n].name == "h1"]
        others = inside(self._others())
        #: The article with what stands between its title and its text, without other pages' parts.
        self.near = [n for n in range(max(titles, default=above), article.stop) if n not in others]
        self.apart = others | inside((start, partner[start]) for start in self._elsewhere())

    def named(self) -> list[str]:
        """The name in the first part above the text of the article that is an author's."""
        for number in self.near:
            if number in self.article and len(self._text(self.found[number])) > _PROSE:
                break
            token = self.found[number]
            ours = number in self.partner and number not in self.apart
            if ours and is_credit(token) and (name := next(self._names(number), "")):
                return [name]
        return []

    def spelled(self, handle: str) -> str:
        """A name as the page spells it, where what is known is the name of an account.

        "Ada Marsh" for "adamarsh".
        """
        if " " in handle:
            return handle
        for token in self.found:
            said = " ".join(self._text(token).split())
            if is_name(said) and said.replace(" ", "").casefold() == handle.casefold():
                return said
        return handle

    def is_said(self, name: str) -> bool:
        """Whether a name stands anywhere on the page but among its comments."""
        among = [n for n, token in enumerate(self.found) if name in self._text(token)]
        return not among or any(n not in self.apart for n in among)

    def _elsewhere(self) -> Iterator[int]:
        return (n for n in self.partner if self.found[n].name in _ELSEWHERE)

    def _others(self) -> Iterator[tuple[int, int]]:
        """The parts that comment on the page, or tell of other pages and works."""
        start, stop = self.article.start, self.article.stop
        for number, end in self.partner.items():
            token = self.found[number]
            if kind_of(token, in_article=True) == "comments" or self._is_prose(number, end):
                yield number, end
            elif number < stop and end > start and 2 * (end - number) > stop - start:
                continue  # a class of the whole page
            elif not (_SMALL_OTHERS if end - number < _BOX else _OTHERS).isdisjoint(called(token)):
                yield number, end
        if (first := self._commented()) is not None:
            yield first, len(self.found)

    def _is_prose(self, start: int, end: int) -> bool:
        """Whether a paragraph is a sentence of the text that names an author in passing."""
        if self.found[start].name != "p" or end - start > _BOX or is_credit(self.found[start]):
            return False
        part = range(start, end)
        credit = (n for n in part if self.found[n].name in _INLINE and is_credit(self.found[n]))
        if (first := next(credit, None)) is None:
            return False
        before = "".join(self._text(self.found[n]) for n in range(start, first))
        said = "".join(self._text(self.found[n]) for n in part).strip()
        line = len(before.split()) < 2 or _CREDIT.match(said)
        return not line and bool(_SENTENCE.search(said))

    def _commented(self) -> int | None:
        """The heading of the comments, if the page has one."""
        for number in range(self.article.start, len(self.found)):
            token = self.found[number]
            if token.kind == "open" and token.name in _HEADINGS and number in self.partner:
                part = range(number, min(self.partner[number], number + _BOX))
                said = " ".join("".join(self._text(self.found[n]) for n in part).split())
                if _COMMENTED.match(said):
                    return number
        return None

    def _text(self, token: Token) -> str:
        return unescape(self.words[token.start : token.end]) if token.kind == "text" else ""

    def _names(self, start: int) -> Iterator[str]:
        """What looks like a name in the first runs of text of a part, or is under a portrait."""
        part = range(start, min(self.partner[start], start + 10 * _RUNS))
        runs = [said for n in part if (said := " ".join(self._text(self.found[n]).split()))]
        portraits = {
            " ".join(self.found[n].attributes.get("alt", "").split())
            for n in part
            if self.found[n].name == "img"
        }
        for said in runs[:_RUNS]:
            led = _BEFORE.match(said)
            name = _END.split(said[led.end() if led else 0 :], maxsplit=1)[0].strip()
            if is_name(name) or (name in portraits and 1 < len(name) <= _LONGEST):
                yield name


def inside(parts: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The numbers from each start up to each end; parts may be in one another.

    >>> sorted(inside([(1, 5), (2, 4), (8, 9)]))
    [1, 2, 3, 4, 8]
    """
    numbers: list[int] = []
    until = 0
    for start, end in sorted(parts):
        numbers += range(max(start, until), end)
        until = max(until, end)
    return frozenset(numbers)


def is_credit(token: Token) -> bool:
    """Whether a tag opens a part that is called after those who wrote."""
    return token.kind == "open" and not _CALLED.isdisjoint(called(token))


def is_name(said: str) -> bool:
    """Whether words look like the name of a person: two to four, and each begins with a capital.

    >>> [is_name(said) for said in ("Ada Marsh", "Bo de Groot", "Read More Here!", "Staff")]
    [True, True, False, False]
    """
    parts = said.split()
    if not 2 <= len(parts) <= 4 or len(said) > _LONGEST:
        return False
    letters = all(re.fullmatch(r"[^\W\d_][\w'’.-]*", part) for part in parts)
    return letters and all(part[0].isupper() or part in SMALL for part in parts)
