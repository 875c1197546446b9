"""HTML into Markdown, tag by tag, as edits of the HTML.

Each tag is replaced by what stands for it in Markdown, and text stays where it is.
What a tag means for the words behind it (a blank line, a list's bullet, the
asterisks of a bold word) waits until there is a word, and is then written into the
edit just before it. So empty elements leave nothing behind, and white space never
gets between a word and its asterisks.

The Markdown is the kind that Python-Markdown reads: four spaces indent what belongs
to a list item, and code inside lists and quotes is indented, not fenced.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal
from urllib.parse import urljoin

from commonplace.markup.edits import Named
from commonplace.markup.html_tokens import Token, names
from commonplace.markup.references import REFERENCE, resolve, unescape, visible
from commonplace.markup.video import video

#: Elements that are dropped with all that is in them.
DROPPED = names(
    "script style noscript template svg nav form button select textarea object canvas "
    "audio video annotation title iframe"
)
_BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend "
    "li main menu ol p section summary table tbody td tfoot th thead tr ul"
)
# A table with any of these in it is there for the looks of the page.
_NO_TABLE = names("h1 h2 h3 h4 h5 h6 ul ol pre blockquote table iframe figure hr dl")
_EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*"}
_CODE = frozenset(["code", "kbd", "samp", "tt"])
_LISTS = frozenset(["ul", "ol", "menu"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
#: What an element ends by beginning, unless one of the others stands between the two.
_SIBLINGS = {
    "li": (names("li"), names("ul ol menu blockquote td th")),
    "td": (names("td th"), names("tr table")),
    "th": (names("td th"), names("tr table")),
    "tr": (names("tr"), names("table")),
    "dt": (names("dt dd"), names("dl")),
    "dd": (names("dt dd"), names("dl")),
}

_DEPTH = 8  # quotes and lists inside one another; deeper ones are flattened
_NEAR = 32  # how far out an element looks for one that it ends

# Pieces of running text: a formula, white space, a reference, a character that may mean
# something in Markdown, and everything else. Each alternative begins with other
# characters, and what repeats cannot be cut up in two ways.
_FORMULA = r"\\\([^\n]{1,500}?\\\)|\\\[[^\n]{1,500}?\\\]|\$\$[^$\n]{1,500}\$\$"
_WHITE = " \t\n\r\f\u00a0"
_PLAIN = rf"[^{_WHITE}&\\`*_\[\]<{{|#$]"
_PIECE = re.compile(
    rf"(?P<formula>{_FORMULA})|(?P<white>[{_WHITE}]+)|(?P<reference>{REFERENCE.pattern})"
    rf"|(?P<plain>{_PLAIN}+(?: {_PLAIN}+)*)|(?P<special>.)",
    re.DOTALL,
)
# Pieces of code, in a line and in a block of its own.
_CODE_WORD = re.compile(
    rf"(?P<white>[{_WHITE}]+)|(?P<reference>{REFERENCE.pattern})|[^&{_WHITE}]+|&"
)
_CODE_PIECE = re.compile(rf"\n|(?P<reference>{REFERENCE.pattern})|[^&\n]+|&")
_OPENING = re.compile(r"(?P<sign>[>#]|[-+=](?=\s|\Z)|[-=](?=[-=])|~(?=~~))|\d{1,9}(?P<dot>[.)])")
_PERMALINK = frozenset(["#", "¶", "§", "🔗", "link"])


@dataclass(slots=True)
class _Box:
    """A quote or a list item; `marker` stands before its first line and is used once."""

    marker: str
    further: str
    used: bool = False


@dataclass(slots=True)
class _Inline:
    """Bold, italics or a link that is open; `shown` once its opening is written."""

    name: str
    opening: str
    closing: str
    shown: bool = False


@dataclass(slots=True)
class _Element:
    """A block that is open, and what ends together with it."""

    name: str
    inlines: int
    box: _Box | None = None
    number: int = 1
    data: bool = False


@dataclass(slots=True)
class _Table:
    """A table of data: how many rows are finished, and the cells of the open one."""

    rows: int = 0
    cells: int = 0


@dataclass(slots=True)
class _Out:
    """An edit that may still grow."""

    start: int
    end: int
    rule: str
    after: str = ""


_Gap = Literal["", "line", "hard", "blank"]


def to_markdown(
    text: str,
    found: Sequence[Token],
    partner: Mapping[int, int],
    first: int,
    last: int,
    dropped: frozenset[str] = DROPPED,
    base: str = "",
) -> list[Named]:
    """Edits that turn the tokens `first` to `last` into Markdown and drop the rest.

    `partner` gives the end tag for each start tag, `dropped` are the elements that
    go with all that is in them; an element without its end loses its tag only.
    `base` is the address that links of the page count from.
    """
    return _Writer(text, found, partner, dropped, base).write(first, last)


@dataclass(slots=True)
class _Writer:
    text: str
    found: Sequence[Token]
    partner: Mapping[int, int]
    dropped: frozenset[str]
    base: str
    out: list[_Out] = field(default_factory=list)
    # What waits for the next word.
    gap: _Gap = ""
    space: int | None = None  # the edit that a space would go into
    lead: str = ""  # the signs of a heading
    # Where the writer is.
    started: bool = False
    line_start: bool = True
    before: str = ""  # the character last written
    in_cell: bool = False
    in_heading: bool = False
    table: _Table | None = None
    stack: list[_Element] = field(default_factory=list)
    open: Counter[str] = field(default_factory=Counter)
    boxes: list[_Box] = field(default_factory=list)
    boxes_before: list[_Box] = field(default_factory=list)
    inlines: list[_Inline] = field(default_factory=list)
    again: Counter[str] = field(default_factory=Counter)  # <b> in <b>, which means nothing
    closed: tuple[_Out, str] | None = None  # where asterisks were closed last
    # How many tags of a kind stand before each token.
    blocks: list[int] = field(default_factory=list)
    heavy: list[int] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def write(self, first: int, last: int) -> list[Named]:
        self._count()
        begin = self.found[first].start if first < last else len(self.text)
        if begin:
            self._cut(0, begin, "html-dropped")
        number = first
        while number < last:
            number = self._token(number, last)
        end = self.found[last - 1].end if first < last else len(self.text)
        if end < len(self.text):
            self._cut(end, len(self.text), "html-dropped")
        elif not self.out or self.out[-1].end < end:
            self._cut(end, end, "html-tag")
        while self.stack:
            self._pop()
        self._end_inlines(0)
        return [Named(edit.start, edit.end, edit.after, edit.rule) for edit in self.out]

    def _count(self) -> None:
        opened = [token.name if token.kind == "open" else "" for token in self.found]
        self.blocks = [0, *accumulate(name in _BLOCKS or name in ("br", "pre") for name in opened)]
        self.heavy = [0, *accumulate(name in _NO_TABLE for name in opened)]
        self.cells = [0, *accumulate(name in ("td", "th") for name in opened)]
        self.rows = [0, *accumulate(name == "tr" for name in opened)]

    def _cut(self, start: int, end: int, rule: str) -> None:
        self.out.append(_Out(start, end, rule))

    # Tokens ---------------------------------------------------------------------------

    def _token(self, number: int, last: int) -> int:
        """Write one token, or an element that is taken whole; returns the number behind."""
        token = self.found[number]
        stop = self.partner.get(number)
        whole = stop is not None and stop < last
        if token.kind == "text":
            self._text(token.start, token.end)
        elif token.kind in ("raw", "comment"):
            self._cut(token.start, token.end, "html-dropped")
        elif token.kind == "close":
            self._cut(token.start, token.end, "html-tag")
            self._close(token.name)
        elif token.name == "iframe" and (address := _video_of(token)):
            end = stop if stop is not None and whole else number
            self._cut(token.start, self.found[end].end, "html-tag")
            self._alone(f'<iframe src="{html.escape(address)}"></iframe>')
            return end + 1
        elif token.name in self.dropped:
            end = stop if stop is not None and whole else number
            self._cut(token.start, self.found[end].end, "html-dropped")
            return end + 1
        elif stop is not None and whole and (behind := self._verbatim(number, stop)):
            return behind
        else:
            self._cut(token.start, token.end, "html-tag")
            self._open(token, number, stop if whole else None)
        return number + 1

    def _verbatim(self, number: int, stop: int) -> int:
        """Write code or drop a permalink; returns 0 where the element is neither."""
        token = self.found[number]
        if token.name == "pre" and not self.in_cell:
            self._pre(number, stop)
            return stop + 1
        if token.name in _CODE and self.blocks[number] == self.blocks[stop]:
            self._code(number, stop)
            return stop + 1
        if token.name == "a" and token.attributes.get("href", "").startswith("#"):
            end = self.found[stop].end
            if stop - number <= 4 and unescape(self._words(number, stop)).strip() in _PERMALINK:
                self._cut(token.start, end, "html-dropped")
                return stop + 1
        return 0

    def _words(self, number: int, stop: int) -> str:
        inside = self.found[number:stop]
        return "".join(self.text[t.start : t.end] for t in inside if t.kind == "text")

    def _open(self, token: Token, number: int, stop: int | None) -> None:
        name = token.name
        if name in _BLOCKS:
            self._open_block(token, number, stop)
        elif name == "br":
            self._line_break()
        elif name == "hr":
            self._alone("* * *")
        elif name == "img":
            self._image(token)
        elif name in _EMPHASIS:
            self._open_inline(name, _EMPHASIS[name], _EMPHASIS[name])
        elif name == "q":
            self._open_inline(name, "“", "”")
        elif name == "a" and (address := token.attributes.get("href", "").strip()):
            address = address if address.startswith("#") else _join(self.base, address)
            self._open_inline(name, "[", f"]({_address(address)})")
        elif name == "pre":
            self._break("blank")

    def _close(self, name: str) -> None:
        if name in _BLOCKS:
            if self.open[name]:
                while self._pop() != name:
                    pass
            elif name == "p":
                self._break("blank")
        elif name == "br":
            self._line_break()
        else:
            self._close_inline(name)

    # Blocks ---------------------------------------------------------------------------

    def _open_block(self, token: Token, number: int, stop: int | None) -> None:
        name = token.name
        self._end_siblings(name)
        element = _Element(name, len(self.inlines))
        if name == "table":
            element.data = self.table is None and self._is_data(number, stop)
        elif name == "ol" and (start := token.attributes.get("start", "")).isdecimal():
            element.number = int(start[:9])
        elif name == "blockquote":
            element.box = _Box("> ", "> ")
        elif name == "li":
            element.box = _Box(self._bullet(), "    ")
        self._break(self._gap_of(name))
        if element.box and len(self.boxes) < _DEPTH and not self.in_cell:
            self.boxes.append(element.box)
        else:
            element.box = None
        self.stack.append(element)
        self.open[name] += 1
        if element.data:
            self.table = _Table()
        if name in _HEADINGS and not self.in_cell:
            self.lead, self.in_heading = "#" * int(name[1]) + " ", True
        elif name == "dt":
            self._open_inline("strong", "**", "**")
        elif name in ("td", "th") and self.table:
            self._cell()

    def _gap_of(self, name: str) -> _Gap:
        if self.table and name in ("tr", "td", "th", "thead", "tbody", "tfoot"):
            return ""
        nested = name in _LISTS and self.open["li"] > 0
        return "line" if nested or name in ("li", "figcaption") else "blank"

    def _bullet(self) -> str:
        for element in reversed(self.stack[-_NEAR:]):
            if element.name == "ol":
                element.number += 1
                return f"{element.number - 1}. "
            if element.name in _LISTS:
                break
        return "- "

    def _end_siblings(self, name: str) -> None:
        """End what an element ends by beginning: a paragraph, the item or cell before."""
        if self.stack and self.stack[-1].name == "p":
            # Bold that has no end stops with its paragraph, but a link may hold a heading.
            self._pop(with_inlines=name == "p")
        kinds, fence = _SIBLINGS.get(name, (frozenset(), frozenset()))
        if not any(self.open[kind] for kind in kinds):
            return
        for depth, element in enumerate(reversed(self.stack[-_NEAR:]), start=1):
            if element.name in fence:
                return
            if element.name in kinds:
                for _ in range(depth):
                    self._pop()
                return

    def _pop(self, *, with_inlines: bool = True) -> str:
        """End the innermost block, and what is open inside it; returns its name."""
        element = self.stack.pop()
        name = element.name
        self.open[name] -= 1
        if with_inlines:
            self._end_inlines(element.inlines)
        if name in ("td", "th"):
            self.in_cell = False
        elif name == "tr" or element.data:
            self._end_row()
        if element.data:
            self.table = None
        if name in _HEADINGS:
            self.lead, self.in_heading = "", False
        self._break("line" if name == "li" else self._gap_of(name))
        if element.box:
            self.boxes.pop()
        return name

    def _break(self, gap: _Gap) -> None:
        """Let the next word begin a line of its own, or a block."""
        if not gap:
            return
        if self.in_cell:
            self._want_space()
            return
        if gap != "hard":
            # Bold that runs over two paragraphs is written twice.
            for inline in reversed(self.inlines):
                if inline.shown:
                    self._write_closing(inline)
                    inline.shown = False
        order: tuple[_Gap, ...] = ("", "line", "hard", "blank")
        self.gap = max(self.gap, gap, key=order.index)
        self.space = None
        self.closed = None

    def _line_break(self) -> None:
        if self.in_cell or self.in_heading:
            self._want_space()
        else:
            self._break("blank" if self.gap == "hard" else "hard")

    def _alone(self, words: str) -> None:
        """Write a block that is one line, in the place of the tag cut last."""
        self._break("blank")
        self._content()
        self._put(words)
        self._break("blank")

    # Tables ---------------------------------------------------------------------------

    def _is_data(self, number: int, stop: int | None) -> bool:
        if stop is None or self.heavy[stop] > self.heavy[number + 1]:
            return False
        rows = self.rows[stop] - self.rows[number]
        return 0 < rows < self.cells[stop] - self.cells[number]

    def _cell(self) -> None:
        table = self.table
        if table is None:
            return
        self.space = None
        if table.cells == 0:
            self.gap = "" if not self.started else "line" if table.rows else "blank"
        self._content()
        self._put("| " if table.cells == 0 else " | ")
        table.cells += 1
        self.in_cell = self.line_start = True

    def _end_row(self) -> None:
        table = self.table
        if table is None or not table.cells:
            return
        self.space = None
        self._put(" |")
        if table.rows == 0:
            self._put("\n" + self._margin() + "|" + " --- |" * table.cells)
        table.rows, table.cells = table.rows + 1, 0
        self._break("line")

    # Inline ---------------------------------------------------------------------------

    def _open_inline(self, name: str, opening: str, closing: str) -> None:
        if any(inline.opening == opening for inline in self.inlines):
            self.again[name] += 1
        else:
            self.inlines.append(_Inline(name, opening, closing))

    def _close_inline(self, name: str) -> None:
        if self.again[name]:
            self.again[name] -= 1
            return
        places = [n for n, inline in enumerate(self.inlines) if inline.name == name]
        if not places:
            return
        for inline in reversed(self.inlines[places[-1] :]):
            if inline.shown:
                self._write_closing(inline)
                inline.shown = False
        del self.inlines[places[-1]]

    def _end_inlines(self, keep: int) -> None:
        for inline in reversed(self.inlines[keep:]):
            if inline.shown:
                self._write_closing(inline)
        del self.inlines[keep:]
        self.again.clear()

    def _write_closing(self, inline: _Inline) -> None:
        """Close bold or a link in the edit made last, before the space that waits."""
        self.out[-1].after += inline.closing
        if self.space is not None:
            self.space = len(self.out) - 1
        self.closed = (self.out[-1], inline.closing)

    def _image(self, token: Token) -> None:
        attributes = token.attributes
        candidates = (
            attributes.get("src", ""),
            attributes.get("data-src", ""),
            attributes.get("data-lazy-src", ""),
            *attributes.get("srcset", "").split(maxsplit=1)[:1],
        )
        # Pages that load pictures late have a speck as data in the place of the address.
        address = next((a.strip() for a in candidates if a.strip()[:5] not in ("", "data:")), "")
        if not address:
            self.out[-1].rule = "html-dropped"
            return
        if address.startswith("/"):
            # Other relative pictures are files that were saved beside the page.
            address = _join(self.base, address)
        self._content()
        name = re.sub(r"([\\\[\]`*_<])", r"\\\1", " ".join(attributes.get("alt", "").split()))
        self._put(f"![{name}]({_address(address)})")

    # Text -----------------------------------------------------------------------------

    def _want_space(self) -> None:
        if self.space is None:
            self.space = len(self.out) - 1

    def _margin(self, *, fresh: bool = False) -> str:
        """What stands before a line of the open quotes and items."""
        parts = []
        for box in self.boxes:
            parts.append(box.marker if fresh and not box.used else box.further)
            box.used = box.used or fresh
        return "".join(parts)

    def _content(self) -> None:
        """Write what has been waiting for a word into the edit made last."""
        lead = ""
        if self.gap or not self.started:
            lead = self._new_line()
        elif self.space is not None and not self.line_start:
            self.out[self.space].after += " "
            self.before = " "
            self.closed = None
        self.gap, self.space, self.started = "", None, True
        for inline in self.inlines:
            if inline.shown:
                continue
            inline.shown = True
            if not lead and self.closed and self.closed[1] == inline.opening:
                # `**Ada****:**` is no Markdown: what was closed a moment ago stays open.
                self.closed[0].after = self.closed[0].after.removesuffix(inline.opening)
            else:
                lead += inline.opening
            self.closed = None
            self.line_start = False
        if lead:
            self.out[-1].after += lead
            self.before = lead[-1]
        self.closed = None

    def _new_line(self) -> str:
        lines = ""
        if self.started:
            lines = "  \n" if self.gap == "hard" else "\n"
        if self.started and self.gap == "blank":
            shared = ""
            for box, other in zip(self.boxes, self.boxes_before, strict=False):
                if box is not other:
                    break
                shared += box.further
            lines += shared.rstrip() + "\n"
        self.boxes_before = list(self.boxes)
        self.line_start = not self.lead
        lead, self.lead = self.lead, ""
        return lines + self._margin(fresh=True) + lead

    def _put(self, words: str) -> None:
        self.out[-1].after += words
        self.before = words[-1:]
        self.line_start = False
        self.closed = None

    def _text(self, start: int, end: int) -> None:
        at = start
        while at < end:
            match = _PIECE.match(self.text, at, end)
            if match is None:  # never, since the last alternative takes anything
                break
            if match.lastgroup == "white" or _is_white(match[0]):
                self._cut(*match.span(), "html-space")
                self._want_space()
                at = match.end()
                continue
            self._content()
            at = self._piece(match, end)

    def _piece(self, match: re.Match[str], end: int) -> int:
        """Write a piece of text that is no white space; returns where the next begins."""
        at, words = match.start(), match[0]
        if match["formula"]:
            # MathJax's delimiters, in the way Markdown spells them.
            if words[0] == "\\":
                self._escape(at, at + 1, "\\\\")
                self._escape(match.end() - 2, match.end() - 1, "\\\\")
        elif match["reference"]:
            # `&amp;lt;` must not become a reference once more.
            follows = self.text[match.end() : min(match.end() + 1, end)]
            kept = "&" if follows.isalpha() or follows == "#" else ""
            if resolve(words) not in ("<", kept):
                said = resolve(words)
                after = "".join(self._escaped(c, "") for c in said)
                rule = "entity" if after == said else "markdown-escape"
                self.out.append(_Out(at, match.end(), rule, after))
        elif self.line_start and (opening := _OPENING.match(words)):
            # The line would be a heading, a quote, a list: escape the sign, then go on.
            group = "sign" if opening["sign"] else "dot"
            place = at + opening.start(group)
            follows = self.text[place + 1 : place + 2]
            if group == "sign" or not follows or follows in _WHITE or place + 1 >= end:
                sign = self.text[place]
                after = f"&#{ord(sign)};" if sign in "=~" else "\\" + sign
                self._escape(place, place + 1, after)
                self.line_start, self.before = False, sign
                return place + 1
        elif match["special"]:
            after = self._escaped(words, self.text[at + 1 : min(at + 2, end)])
            if after != words:
                self._escape(at, match.end(), after)
        self.line_start, self.before = False, words[-1]
        return match.end()

    def _escape(self, start: int, end: int, after: str) -> None:
        self.out.append(_Out(start, end, "markdown-escape", after))

    def _escaped(self, sign: str, follows: str) -> str:
        """A character so that it means itself in Markdown."""
        if sign in "`*[]":
            return "\\" + sign
        if sign == "_":
            return sign if self.before.isalnum() and follows.isalnum() else "\\_"
        if sign == "\\":
            # Not doubled: `\\\\` before a bracket would open a formula.
            return sign if follows.isalnum() else "&#92;"
        if sign == "<":
            return "&lt;" if not follows or follows.isalpha() or follows in "/!?" else sign
        if sign == "&":
            return "&amp;" if follows.isalpha() or follows == "#" else sign
        if sign == "{":
            return "&#123;" if follows and follows in "%{:#." else sign
        if sign == "#":
            return "\\#" if self.line_start or self.in_heading else sign
        if sign == "|":
            return "\\|" if self.in_cell else sign
        if sign in ">+-" and self.line_start:
            return "\\" + sign
        return " " if sign in "\n\t" else sign

    # Code -----------------------------------------------------------------------------

    def _code(self, number: int, stop: int) -> None:
        """Write inline code, its white space folded and nothing in it escaped."""
        words = unescape(self._words(number, stop))
        self._cut(self.found[number].start, self.found[number].end, "html-tag")
        if words.strip():
            fence = _fence(words, 1)
            pad = " " if "`" in (words.strip()[0], words.strip()[-1]) else ""
            self._content()
            self._put(fence + pad)
            self.line_start = True  # no space at the head of the code
            for token in self.found[number + 1 : stop]:
                self._code_token(token)
            self._cut(self.found[stop].start, self.found[stop].end, "html-tag")
            if self.space is not None:
                self.space = len(self.out) - 1
            self._put(pad + fence)
        else:
            end = self.found[stop].end
            self._cut(self.found[number].end, end, "html-tag")

    def _code_token(self, token: Token) -> None:
        if token.kind != "text":
            self._cut(token.start, token.end, "html-tag")
            return
        for match in _CODE_WORD.finditer(self.text, token.start, token.end):
            if match["white"]:
                self._cut(*match.span(), "html-space")
                self._want_space()
                continue
            if self.space is not None and not self.line_start:
                self.out[self.space].after += " "
            self.space, self.line_start = None, False
            if match["reference"]:
                self.out.append(_Out(*match.span(), "entity", resolve(match[0])))

    def _pre(self, number: int, stop: int) -> None:
        """Write a block of code: fenced, or indented where a margin stands before it."""
        self._cut(self.found[number].start, self.found[number].end, "html-tag")
        self._break("blank")
        words = unescape(self._words(number, stop))
        inside = self.found[number + 1 : stop]
        if not words.strip():
            for token in inside:
                self._cut(token.start, token.end, "html-tag")
            self._cut(self.found[stop].start, self.found[stop].end, "html-tag")
            return
        shown, self.inlines = self.inlines, []
        self._content()
        self.inlines = shown
        fence = "" if self.boxes else _fence(words, 3)
        margin = self._margin() + "    " if self.boxes else ""
        self._put(f"{fence}{self._language(number, stop)}\n" if fence else "    ")
        for place, token in enumerate(inside):
            self._pre_token(token, margin, head=place == 0)
        self._cut(self.found[stop].start, self.found[stop].end, "html-tag")
        if fence:
            self._put(("" if self.before == "\n" else "\n") + fence)
        self._break("blank")

    def _pre_token(self, token: Token, margin: str, *, head: bool) -> None:
        if token.kind != "text":
            self._cut(token.start, token.end, "html-tag")
            if token.name == "br" and token.kind == "open":
                self._put("\n" + margin)
                self.before = "\n"
            return
        start = token.start
        if head and self.text.startswith("\n", start):
            # The newline behind <pre> is no part of the code.
            self._cut(start, start + 1, "html-space")
            start += 1
        for match in _CODE_PIECE.finditer(self.text, start, token.end):
            if match["reference"]:
                said = resolve(match[0])
                self.out.append(_Out(*match.span(), "entity", said.replace("\n", "\n" + margin)))
                self.before = said[-1:] or self.before
                continue
            if match[0] == "\n" and margin:
                blank = self.text.startswith("\n", match.end())
                after = "\n" + (margin.rstrip() if blank else margin)
                self.out.append(_Out(*match.span(), "html-space", after))
            self.before = match[0][-1]

    def _language(self, number: int, stop: int) -> str:
        classes = ""
        for token in self.found[number : min(number + 2, stop)]:
            classes += " " + token.attributes.get("class", "") if token.kind == "open" else ""
        match = re.search(r"(?:^|\s)(?:lang|language|highlight-source)-([\w+#-]{1,20})", classes)
        return match[1].lower() if match else ""


def _is_white(piece: str) -> bool:
    return piece in ("&nbsp;", "&nbsp", "&#160;", "&#xa0;", "&#xA0;", "&#32;", "&#10;", "&#13;")


def _fence(words: str, least: int) -> str:
    """Backticks, one more than stand in a row in the words."""
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    return "`" * max(least, longest + 1)


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # a base or an address that is none
        return address


def _address(address: str) -> str:
    """An address that ends where Markdown thinks it ends."""
    return visible(address.replace("\n", "").strip()).translate(_UNSAFE)


_UNSAFE = str.maketrans({sign: f"%{ord(sign):02X}" for sign in ' \t\r\n()<>"\\`[]|{}'})


def _video_of(token: Token) -> str:
    """The address of a known host's player in an iframe."""
    for name in ("src", "data-src"):
        address = token.attributes.get(name, "").strip()
        if address and video(address):
            return address
    return ""
