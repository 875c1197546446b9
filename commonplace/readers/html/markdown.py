"""HTML into Markdown, tag by tag, as edits of the HTML.

Each tag is replaced by its Markdown, and text stays where it is. This module says what each
tag means; `lines` writes the lines, `blocks` keeps the open blocks, and `text` handles text
and code.

The Markdown is the kind that Python-Markdown reads: four spaces indent what belongs
to a list item, and code inside lists and quotes is indented, not fenced.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qs, urljoin, urlsplit

from commonplace.markup.elements import names
from commonplace.markup.entities import unescape, visible
from commonplace.markup.video import video
from commonplace.readers.edits import NamedEdit
from commonplace.readers.html.blocks import BLOCKS, Blocks
from commonplace.readers.html.images import address_of_image, is_inlined
from commonplace.readers.html.lines import Lines
from commonplace.readers.html.text import words_of, write_code, write_pre, write_text
from commonplace.readers.tokens import Token

#: Elements without visible words, which are removed with everything in them.
_DROPPED = names(
    "script style noscript template svg button select textarea object canvas audio video "
    "annotation title iframe"
)
_EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*"}
_CODE = frozenset(["code", "kbd", "samp", "tt"])
_PERMALINK = frozenset(["#", "¶", "§", "🔗", "link"])


class Whole(NamedTuple):
    """An element replaced as a whole, up to the token `end`, with `put`, by `rule`.

    What is put is a block of its own if it stands `alone`.
    """

    end: int
    rule: str
    put: str = ""
    alone: bool = False


def to_markdown(
    text: str,
    found: Sequence[Token],
    partner: Mapping[int, int],
    first: int,
    last: int,
    *,
    whole: Mapping[int, Whole],
    notes: Mapping[int, str],
    base: str = "",
    liquid: bool = False,
) -> list[NamedEdit]:
    """Edits that turn the tokens `first` to `last` into Markdown and drop the rest.

    `partner` gives the end tag for each start tag; an element without an end tag loses only
    its start tag. `whole` are the elements and runs of text replaced as a whole, `notes` the
    footnotes with their labels. `base` is the address that links are relative to. Tags of
    `liquid` stay as they are.
    """
    lines = Lines(liquid=liquid)
    blocks = Blocks(lines, found, notes)
    writer = _Writer(text, found, partner, whole, base, lines, blocks)
    writer.write(first, last)
    return lines.edits()


@dataclass(frozen=True, slots=True)
class _Writer:
    text: str
    found: Sequence[Token]
    partner: Mapping[int, int]
    whole: Mapping[int, Whole]
    base: str
    lines: Lines
    blocks: Blocks

    def write(self, first: int, last: int) -> None:
        lines = self.lines
        begin = self.found[first].start if first < last else len(self.text)
        if begin:
            lines.cut(0, begin, "html-dropped")
        number = first
        while number < last:
            number = self._token(number, last)
        end = self.found[last - 1].end if first < last else len(self.text)
        if end < len(self.text):
            lines.cut(end, len(self.text), "html-dropped")
        elif not lines.out or lines.out[-1].end < end:
            lines.cut(end, end, "html-tag")
        self.blocks.close_all()

    def _token(self, number: int, last: int) -> int:
        """Write one token, or an element as a whole; returns the number of the next one."""
        token = self.found[number]
        stop = self.partner.get(number)
        whole = stop is not None and stop < last
        if number in self.whole:
            return self._whole(token, self.whole[number])
        if token.kind == "text":
            write_text(self.lines, self.text, token.start, token.end)
        elif token.kind in ("raw", "comment"):
            self.lines.cut(token.start, token.end, "html-dropped")
        elif token.kind == "close":
            self.lines.cut(token.start, token.end, "html-tag")
            self._close(token.name)
        elif token.name == "iframe" and (address := _video_of(token)):
            end = stop if stop is not None and whole else number
            self.lines.cut(token.start, self.found[end].end, "html-tag")
            self.lines.put_alone(f'<iframe src="{html.escape(address)}"></iframe>')
            return end + 1
        elif token.name in _DROPPED:
            end = stop if stop is not None and whole else number
            self.lines.cut(token.start, self.found[end].end, "html-dropped")
            return end + 1
        elif stop is not None and whole and self._verbatim(number, stop):
            return stop + 1
        else:
            self.lines.cut(token.start, token.end, "html-tag")
            self._open(token, number, stop if whole else None)
        return number + 1

    def _whole(self, token: Token, taken: Whole) -> int:
        """Replace an element as a whole; returns the number of the next token."""
        self.lines.cut(token.start, self.found[taken.end].end, taken.rule)
        if taken.alone:
            self.lines.put_alone(taken.put)
        elif taken.put:
            self.lines.begin_word()
            self.lines.put(taken.put)
        return taken.end + 1

    def _verbatim(self, number: int, stop: int) -> bool:
        """Write code or drop a permalink; returns whether the element was either."""
        token = self.found[number]
        if token.name == "pre" and not self.lines.in_cell:
            write_pre(self.lines, self.text, self.found[number : stop + 1])
            return True
        if token.name in _CODE and self.blocks.one_line(number, stop):
            write_code(self.lines, self.text, self.found[number : stop + 1])
            return True
        if token.name == "a" and token.attributes.get("href", "").startswith("#"):
            words = words_of(self.text, self.found[number:stop]) if stop - number <= 4 else ""
            if unescape(words).strip() in _PERMALINK:
                self.lines.cut(token.start, self.found[stop].end, "html-dropped")
                return True
        return False

    def _open(self, token: Token, number: int, stop: int | None) -> None:
        name, lines = token.name, self.lines
        if name in BLOCKS:
            self.blocks.open(number, stop)
        elif name == "br":
            lines.line_break()
        elif name == "hr":
            lines.put_alone("* * *")
        elif name == "img":
            self._image(token, number)
        elif name == "cite" and "citation" in token.attributes.get("class", ""):
            return  # of an encyclopedia, with emphasis of its own
        elif name in _EMPHASIS:
            lines.open_inline(name, _EMPHASIS[name], _EMPHASIS[name])
        elif name in ("sub", "sup") and not self._leads_within(number):
            lines.open_inline(name, f"<{name}>", f"</{name}>")
        elif name == "q":
            lines.open_inline(name, "“", "”")
        elif name == "a" and (address := token.attributes.get("href", "").strip()):
            address = _led_to(address)
            address = address if address.startswith("#") else _join(self.base, address)
            lines.open_inline(name, "[", f"]({_address(address)})")
        elif name == "pre":
            lines.want_gap("blank")

    def _leads_within(self, number: int) -> bool:
        """Whether an element begins with a link within the page, as the mark of a note does."""
        inside = self.found[number + 1 : number + 2]
        return any(token.attributes.get("href", "").startswith("#") for token in inside)

    def _close(self, name: str) -> None:
        if name in BLOCKS:
            self.blocks.close(name)
        elif name == "br":
            self.lines.line_break()
        else:
            self.lines.close_inline(name)

    def _image(self, token: Token, number: int) -> None:
        address = address_of_image(self.found, number)
        # A picture inside the page itself has no address, and is still one.
        if not address and not (token.attributes.get("alt") and is_inlined(token)):
            self.lines.out[-1].rule = "html-dropped"
            return
        if address.startswith("/"):
            # Other relative pictures are files that were saved beside the page.
            address = _join(self.base, address)
        self.lines.begin_word()
        name = re.sub(r"([\\\[\]`*_<])", r"\\\1", " ".join(token.attributes.get("alt", "").split()))
        self.lines.put(f"![{name}]({_address(address)})")
        self.lines.pictured = True


def _led_to(address: str) -> str:
    """The address to which Google's documents lead by way of Google."""
    if not address.startswith("https://www.google.com/url?"):
        return address
    query = parse_qs(urlsplit(address).query)
    return next(iter(query.get("q", query.get("url", []))), address)


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # an invalid base or address
        return address


def _address(address: str) -> str:
    """An address that Markdown reads to its end."""
    return visible(address.replace("\n", "").strip()).translate(_UNSAFE)


_UNSAFE = str.maketrans({sign: f"%{ord(sign):02X}" for sign in ' \t\r\n()<>"\\`[]|{}'})


def _video_of(token: Token) -> str:
    """The address of a known host's player in an iframe."""
    for name in ("src", "data-src"):
        address = token.attributes.get(name, "").strip()
        if address and video(address):
            return address
    return ""
