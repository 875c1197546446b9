"""Which parts of a page are the article, and why the others are left out.

Trafilatura decides which runs of text are the article (`article`). It looks only at text and
prefers too little: code, tables, short items, images and headings between paragraphs may be
missing. So if most of what it chose is in one element, the structure of the page decides
about the rest of that element. If it chose next to nothing, the page is read as it is,
without its furniture.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, zip_longest
from urllib.parse import unquote

from commonplace.markup.elements import names
from commonplace.markup.entities import unescape
from commonplace.readers.html.article import chosen
from commonplace.readers.html.bylines import inside, is_credit
from commonplace.readers.html.notes import Notes
from commonplace.readers.html.phrases import (
    ASKING,
    CHANGED,
    OTHERS,
    is_about_page,
    is_byline,
    is_sharing,
)
from commonplace.readers.html.structure import (
    FURNITURE as FURNITURE_NAMES,
)
from commonplace.readers.html.structure import (
    PageBlock,
    blocks,
    called,
    is_icon,
    kind_of,
)
from commonplace.readers.tokens import Token

#: The rules by which parts of a page are left out; `scaffolding` has their phrases.
FURNITURE, COMMENTS, BESIDE = "page-furniture", "page-comment", "page-beside"

#: Characters; a shorter page is too short for statistics.
_SHORT = 600
_LINE = 200  #: characters of a line
#: Characters beside the link in an item that is no mere link.
_PLAIN = 3
_GLYPH = 2  #: characters that a font of icons shows as one
_CONTAINERS = names("html body main article section div td center form")
_WHOLE = names("pre cell caption dt dd figcaption blockquote")
_BARE = names("article body center div header main section td")
_HEADINGS = names("h1 h2 h3 h4 h5 h6")
#: Ends of sentences, also before quotes and brackets.
_SENTENCE = re.compile(r"[.!?:;…。！？][\"'”’»)\]]{0,3}\Z")
#: How the address of a picture, or of the page that shows it alone, is known.
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp)\b|attachment", re.I)
_MOST = 14  #: words of such a line
#: What a link to another page says that it is (https://html.spec.whatwg.org/#linkTypes).
_WAYS = names("next prev previous up start first last contents index")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The part of a page that is the article.

    Tokens `first` to `last` are to be written, except the elements and runs of text in
    `left`, each by the rule under its number. `article` are the tokens of the element
    that holds the article.
    """

    first: int
    last: int
    left: Mapping[int, str]
    article: range


def keep(
    words: str,
    found: Sequence[Token],
    partner: Mapping[int, int],
    notes: Notes,
    cards: Mapping[int, int],
) -> Kept:
    """Decide which parts of a page are kept; footnotes go with their marks.

    `cards` are the first and the last tokens of cards, which belong to an article that they
    stand in.
    """
    return _Page(words, found, partner).kept(notes, cards)


class _Page:
    """A page while its parts are being judged."""

    def __init__(self, words: str, found: Sequence[Token], partner: Mapping[int, int]) -> None:
        self.words, self.found, self.partner = words, found, partner
        self.sizes = [
            len(words[token.start : token.end].strip()) if token.kind == "text" else 0
            for token in found
        ]
        self.first, self.last = self._body()
        self.blocks = blocks(words, found, partner, self.first, self.last)
        sized = [block for block in self.blocks if block.size]
        self._sized, self._kinds = [b.start for b in sized], [b.kind for b in sized]

    def kept(self, notes: Notes, cards: Mapping[int, int]) -> Kept:
        article = self._own_article()
        choice = chosen(self.words, self.found)
        rules = self._rules(choice, article)
        here = [n in choice and not rules[n] for n in range(len(self.found))]
        picked = sum(size for size, good in zip(self.sizes, here, strict=True) if good)
        plain = self._plain(article, rules)
        within = article
        blocks = [block for block in self.blocks if block.start in within]
        good = [b for b in blocks if self._stays(b, rules) and not self._is_button(b)]
        few = plain < _SHORT or picked * 4 < plain
        menus = sum(b.linked for b in good) * 2 > sum(b.size for b in good)
        if few and menus and not picked:
            good = [block for block in good if block.linked * 2 <= block.size]
        elif not few or menus:
            within = self._container(here, article)
            good = list(self._good(here, rules, within))
        good = list(self._with_promised(good, within))
        apart = {n for _, note in notes.bound() for n in note}
        good = [block for block in good if block.start not in apart]
        good = list(self._without_bylines(list(self._without_lone_captions(good))))
        good = self._with_headings(good)
        stays = {
            n
            for block in good
            for n in range(block.start, block.end)
            if rules[n] not in (FURNITURE, COMMENTS)
        }
        stays |= {n for mark, note in notes.bound() if mark in stays for n in note}
        ends = sorted(stays)[:1] + sorted(stays)[-1:]
        for start, end in cards.items():
            beside = start not in within or rules[start - 1] in (FURNITURE, COMMENTS)
            if ends and ends[0] < start < ends[1] and not beside:
                stays |= set(range(start, end + 1))
        return Kept(
            first=self.first,
            last=self.last,
            left=dict(self._left(stays, rules)),
            article=within,
        )

    # Where to look ---------------------------------------------------------------------

    def _body(self) -> tuple[int, int]:
        for number, token in enumerate(self.found):
            if token.kind == "open" and token.name == "body":
                return number, self.partner.get(number, len(self.found) - 1) + 1
        heads = [n for n in self.partner if self.found[n].name == "head"]
        return (self.partner[min(heads)] + 1 if heads else 0), len(self.found)

    def _own_article(self) -> range:
        """The tokens of the longest <article>, or else <main>, or else the body.

        A page may also have articles that are cards or comments, so one with less than a
        third of the words does not count.
        """
        before = [0, *accumulate(self.sizes)]
        for name in ("article", "main"):
            sizes = {
                start: before[end] - before[start]
                for start, end in self.partner.items()
                if self.found[start].name == name
                or (name == "main" and self.found[start].attributes.get("role") == "main")
            }
            best = max(sizes, key=lambda start: (sizes[start], -start), default=None)
            if best is not None and sizes[best] * 3 >= before[-1]:
                return range(best, self.partner[best] + 1)
        return range(self.first, self.last)

    def _rules(self, choice: frozenset[int], article: range) -> list[str]:
        """For each token, the rule that removes its part, "likely", or nothing.

        A part with half of what was chosen, or half of all words, is never furniture.
        """
        taken = [size if n in choice else 0 for n, size in enumerate(self.sizes)]
        before, all_before = [0, *accumulate(taken)], [0, *accumulate(self.sizes)]
        whole = len(article) == self.last - self.first
        harmless = self._harmless(before)
        rules = [""] * len(self.found)
        until = -1
        for number, token in enumerate(self.found):
            end = self.partner.get(number)
            if end is None or number < until:
                continue
            inside = not whole and number in article
            kind = kind_of(token, in_article=inside, harmless=harmless)
            if all_before[end] - all_before[number] <= _GLYPH and is_icon(token):
                kind = "furniture"
            most = 0.9 if token.name in ("footer", "nav") else 0.5
            wide = before[end] - before[number] > before[-1] / 2 > 0
            wide = wide or all_before[end] - all_before[number] > all_before[-1] * most
            if token.name == "blockquote" and not wide:
                until = end  # its footer says whom it quotes
            if not kind or wide:
                continue
            rule = {"comments": COMMENTS, "furniture": FURNITURE}.get(kind, kind)
            rules[number : end + 1] = [rule] * (end + 1 - number)
            if kind != "likely":
                until = end
        return [rule if rule != "likely" or n not in choice else "" for n, rule in enumerate(rules)]

    def _harmless(self, chosen: Sequence[int]) -> frozenset[str]:
        """Names of furniture that many parts with much of what was chosen have.

        `chosen` counts the characters that were chosen before each token.
        """
        parts: Counter[str] = Counter()
        sizes: Counter[str] = Counter()
        until: dict[str, int] = {}
        for number, end in sorted(self.partner.items()):
            size = chosen[end] - chosen[number]
            for name in set(called(self.found[number])) & FURNITURE_NAMES if size else ():
                if until.get(name, -1) < number:
                    until[name] = end
                    parts[name] += 1
                    sizes[name] += size
        return frozenset(
            name for name, size in sizes.items() if parts[name] > 2 and 3 * size > chosen[-1]
        )

    def _container(self, here: Sequence[bool], article: range) -> range:
        """The <article> with half of what was chosen, or the innermost element with most of it."""
        before = [0, *accumulate(s * good for s, good in zip(self.sizes, here, strict=True))]

        def part(tokens: range) -> float:
            return (before[tokens.stop] - before[tokens.start]) / max(1, before[-1])

        if self.found[article.start].name == "article" and part(article) >= 0.5:
            return article
        around = [range(start, end + 1) for start, end in self.partner.items()]
        most = [
            tokens
            for tokens in around
            if self.found[tokens.start].name in _CONTAINERS
            and part(tokens) >= 0.8
            and not self._is_box(tokens)
        ]
        return max(most, key=lambda tokens: tokens.start, default=range(self.first, self.last))

    def _is_box(self, tokens: range) -> bool:
        """Whether an element holds nothing but one block of code."""
        starts = self._sized
        first, behind = bisect_left(starts, tokens.start), bisect_left(starts, tokens.stop)
        return behind - first == 1 and self._kinds[first] == "pre"

    # Blocks ----------------------------------------------------------------------------

    def _plain(self, within: range, rules: Sequence[str]) -> int:
        """How many characters are neither furniture nor links."""
        return sum(
            block.size - block.linked
            for block in self.blocks
            if block.start in within and not rules[block.start]
        )

    def _good(
        self, here: Sequence[bool], rules: Sequence[str], within: range
    ) -> Iterator[PageBlock]:
        narrow = self.found[within.start].name == "article"
        head = self._head(within)
        others = 0  # the level of the heading above that promises other pages
        for block in self.blocks:
            picked = sum(self.sizes[n] for n in range(block.start, block.end) if here[n])
            inside = block.start in within
            # What a part of furniture promises ends with the part.
            if block.kind in _HEADINGS and not block.pictures and self._stays(block, rules):
                level = int(block.kind[1])
                if not others or level <= others:
                    others = level if OTHERS.match(self._said(block)) else 0
            if self._is_button(block):
                continue
            if picked and picked * 2 >= block.size:
                if inside or not narrow or block.start in head:
                    yield block
            elif (
                not others
                and self._stays(block, rules)
                and (
                    (inside and self._is_content(block))
                    or (block.start in head and self._is_lead(block))
                )
            ):
                yield block

    def _with_promised(self, good: Sequence[PageBlock], within: range) -> Iterator[PageBlock]:
        """The blocks with the bare links to other sites that one of them ends by promising."""
        starts = {block.start for block in good}
        promised = False
        for block in self.blocks:
            if block.start in starts:
                yield block
                promised = self._said(block).endswith((":", "："))
                continue
            bare = block.start in within and block.kind in _BARE and not block.pictures
            link = bare and block.linked == block.size > 0 and self._leads_away(block)
            promised = promised and link
            if promised:
                yield block

    def _leads_away(self, block: PageBlock) -> bool:
        """Whether each link of a block has a full address."""
        links = {self.links.get(n, "") for n in range(block.start, block.end) if self.sizes[n]}
        return all(link.startswith(("https://", "http://")) for link in links)

    def _head(self, within: range) -> range:
        """What is between the title of the article and its text, if they are apart."""
        titles = [n for n in range(self.first, within.start) if self.found[n].name == "h1"]
        return range(titles[-1], within.start) if titles else range(0)

    def _stays(self, block: PageBlock, rules: Sequence[str]) -> bool:
        """Whether a block shows no sign of being furniture."""
        numbers = range(block.start, block.end)
        seen = [n for n in numbers if self.sizes[n] or n in block.pictures]
        return any(not rules[n] for n in seen)

    def _is_button(self, block: PageBlock) -> bool:
        """Whether a block is a single link outside sentences and lists, or names of networks."""
        if block.size < _LINE and is_sharing(self._said(block)):
            return True
        if block.linked and block.size < _LINE and self._is_way(block):
            return True
        return block.linked == block.size > 0 and block.kind in _BARE and not block.pictures

    def _is_way(self, block: PageBlock) -> bool:
        """Whether each link of a block leads to the page before, after or above, as it says."""
        if _SENTENCE.search(self._said(block)):
            return False
        linked = {self.links[n] for n in range(block.start, block.end) if n in self.links}
        return linked <= self.ways and len(linked) > 1

    def _without_bylines(self, good: Sequence[PageBlock]) -> Iterator[PageBlock]:
        """The blocks without what is said above the text, or below it, about the page itself."""
        begun = False
        for block, following in zip_longest(good, good[1:]):
            said = self._said(block)
            prose = block.kind in _HEADINGS or bool(_SENTENCE.search(said))
            begun = begun or (len(said.split()) > _MOST and block.kind not in _HEADINGS)
            short = not prose and len(said.split()) <= _MOST and not block.pictures
            short = short and (" " in said or said[:1].isdigit())
            short = short and (block.kind in _BARE or block.kind in ("p", "address"))
            by = is_byline(said) or block.start in self.credited
            if short and (CHANGED.match(said) or (not begun and by)):
                continue
            line = block.kind in _BARE or block.kind == "p"
            line = line or (block.kind in _HEADINGS and not self._is_prose(following))
            if line and is_about_page(said):
                continue
            yield block

    def _is_prose(self, block: PageBlock | None) -> bool:
        """Whether a block is a sentence of the text, which a heading may stand above."""
        if not block or block.kind in _HEADINGS or block.linked * 2 > block.size:
            return False
        said = self._said(block)
        return bool(_SENTENCE.search(said)) and not ASKING.search(said) and not is_about_page(said)

    def _without_lone_captions(self, good: Sequence[PageBlock]) -> Iterator[PageBlock]:
        """The blocks without captions of pictures that were left out."""
        pictures = {picture for block in self.blocks for picture in block.pictures}
        shown = {picture for block in good for picture in block.pictures}
        all_before = [0, *accumulate(n in pictures for n in range(len(self.found)))]
        before = [0, *accumulate(n in shown for n in range(len(self.found)))]
        lone = inside(
            (start, end)
            for start, end in self.partner.items()
            if self.found[start].name == "figure"
            and all_before[end] > all_before[start]
            and before[end] == before[start]
        )
        for block in good:
            if block.kind != "figcaption" or block.start not in lone:
                yield block

    def _is_lead(self, block: PageBlock) -> bool:
        """Whether a block above the text is an image or a standfirst."""
        if block.kind in _HEADINGS or block.size < 40:
            return bool(block.pictures) or block.kind == "figcaption"
        return block.linked * 2 < block.size and not ASKING.search(self._said(block))

    def _is_content(self, block: PageBlock) -> bool:
        """Whether a block that was not chosen looks like part of an article."""
        if block.kind in _HEADINGS or block.kind in _WHOLE:
            return True
        if block.kind == "li" and block.size - block.linked >= _PLAIN:
            return True  # a source or a tip, with its link
        if self._is_teaser(block):
            return False
        if block.linked * 2 > block.size:
            return bool(block.pictures) and block.kind == "figure"
        if block.pictures and block.size <= 200:
            return True
        said = self._said(block)
        if ASKING.search(said):
            return False
        least = 2 if block.kind == "p" else 40
        return len(said) >= least and bool(_SENTENCE.search(said))

    def _is_teaser(self, block: PageBlock) -> bool:
        """Whether each of a block's pictures is a link to another page, not to itself enlarged."""
        links = [self.links.get(number) for number in block.pictures]
        return bool(links) and all(link and not _PICTURE.search(unquote(link)) for link in links)

    @cached_property
    def links(self) -> dict[int, str]:
        """The address that each token inside a link leads to."""
        return {
            number: token.attributes.get("href", "")
            for start, end in self.partner.items()
            if (token := self.found[start]).name == "a"
            for number in range(start, end)
        }

    @cached_property
    def credited(self) -> frozenset[int]:
        """The tokens of short parts that name an author."""
        before = [0, *accumulate(self.sizes)]
        return inside(
            (start, end)
            for start, end in self.partner.items()
            if before[end] - before[start] < _LINE and is_credit(self.found[start])
        )

    @cached_property
    def ways(self) -> frozenset[str]:
        """Where the links lead that say how their page is placed beside this one."""
        return frozenset(
            token.attributes.get("href", "")
            for token in self.found
            if token.name == "a" and not _WAYS.isdisjoint(token.attributes.get("rel", "").split())
        )

    def _said(self, block: PageBlock) -> str:
        parts = (
            self.words[self.found[n].start : self.found[n].end]
            for n in range(block.start, block.end)
            if self.sizes[n]
        )
        return unescape("".join(parts)).strip()

    def _with_headings(self, good: Sequence[PageBlock]) -> list[PageBlock]:
        """The blocks without headings that have nothing left below them."""
        starts = {block.start for block in good}
        result: list[PageBlock] = []
        below = 0  # the level of the heading that comes next, 9 if it is no heading
        gone = False  # whether something between it and here has been left out
        for block in reversed(self.blocks):
            level = int(block.kind[1]) if block.kind in _HEADINGS and not block.pictures else 9
            hollow = below <= level < 9 and gone
            if block.start not in starts or hollow:
                gone = True
                continue
            below, gone = level, False
            result.append(block)
        return result[::-1]

    # What is removed -------------------------------------------------------------------------

    def _left(
        self, stays: frozenset[int] | set[int], rules: Sequence[str]
    ) -> Iterator[tuple[int, str]]:
        """The largest elements with nothing that stays, and single runs of text."""
        counted = [
            bool(self.sizes[n]) or (token.kind == "open" and token.name in ("img", "iframe"))
            for n, token in enumerate(self.found)
        ]
        staying = [0, *accumulate(c and n in stays for n, c in enumerate(counted))]
        seen = [0, *accumulate(counted)]
        number = self.first
        while number < self.last:
            end = self.partner.get(number, number)
            empty = staying[end + 1] == staying[number]
            if empty and end < self.last and seen[end + 1] > seen[number]:
                yield number, self._rule(number, end, rules)
                number = end + 1
            else:
                number += 1

    def _rule(self, start: int, end: int, rules: Sequence[str]) -> str:
        """The rule that removes an element: that of most of its words."""
        weights: dict[str, int] = {}
        for n in range(start, end + 1):
            rule = rules[n] if rules[n] in (FURNITURE, COMMENTS) else BESIDE
            weights[rule] = weights.get(rule, 0) + self.sizes[n] + (n == start)
        return max(weights, key=lambda rule: (weights[rule], rule))
