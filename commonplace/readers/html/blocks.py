"""The blocks of a page as Markdown: paragraphs, headings, lists, quotes and tables.

Blocks nest, and many end without a tag that says so: an item by the next item, a paragraph by
any block. A table is written as a table only if it holds data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from commonplace.markup.elements import names
from commonplace.readers.html.lines import Box, Gap, Lines
from commonplace.readers.tokens import Token

#: Elements that begin a line of their own.
BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend "
    "li main menu ol p section summary table tbody td tfoot th thead tr ul"
)
# A table with any of these in it is there for the looks of the page.
_NO_TABLE = names("h1 h2 h3 h4 h5 h6 ul ol pre blockquote table iframe figure hr dl")
_LISTS = frozenset(["ul", "ol", "menu"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
#: What an element ends by beginning, unless one of the others is between the two.
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


@dataclass(slots=True)
class _Element:
    """A block that is open, and what ends together with it."""

    name: str
    inlines: int
    box: Box | None = None
    number: int = 1
    data: bool = False


@dataclass(slots=True)
class _Table:
    """A table of data: its columns, how many rows are finished, and the cells of the open one."""

    columns: int
    rows: int = 0
    cells: int = 0


@dataclass(slots=True)
class Blocks:
    """The blocks that are open, and what they mean for the lines."""

    lines: Lines
    found: Sequence[Token]
    notes: Mapping[int, str] = field(default_factory=dict)  # labels of footnotes
    table: _Table | None = None
    stack: list[_Element] = field(default_factory=list)
    open_now: Counter[str] = field(default_factory=Counter)
    # How many tags of a kind come before each token.
    breaks: list[int] = field(default_factory=list)
    heavy: list[int] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    described: bool = False  # whether terms have descriptions

    def __post_init__(self) -> None:
        opened = [token.name if token.kind == "open" else "" for token in self.found]
        self.breaks = [0, *accumulate(name in BLOCKS or name in ("br", "pre") for name in opened)]
        self.heavy = [0, *accumulate(name in _NO_TABLE for name in opened)]
        self.cells = [0, *accumulate(name in ("td", "th") for name in opened)]
        self.described = "dd" in opened
        self.rows = [0, *accumulate(name == "tr" for name in opened)]

    def one_line(self, number: int, stop: int) -> bool:
        """Whether everything from the token `number` up to `stop` is on one line."""
        return self.breaks[number] == self.breaks[stop]

    def open(self, number: int, stop: int | None) -> None:
        """Open the block of the token `number`, closing what it implicitly ends."""
        token = self.found[number]
        name = token.name
        self._end_siblings(name)
        element = _Element(name, len(self.lines.inlines))
        if name == "table":
            element.data = self.table is None and self.is_data(number, stop)
        elif name == "ol" and (start := token.attributes.get("start", "")).isdecimal():
            element.number = int(start[:9])
        elif number in self.notes:
            element.box = Box(f"[^{self.notes[number]}]: ", "    ")
        elif name == "blockquote":
            element.box = Box("> ", "> ")
        elif name == "li" or (name == "dt" and not self.described):
            element.box = Box(self._bullet(), "    ")
        self.lines.want_gap("blank" if number in self.notes else self._gap_of(name))
        if name == "figcaption" and self.lines.pictured:
            self.lines.gap = "line"
        if element.box and len(self.lines.boxes) < _DEPTH and not self.lines.in_cell:
            self.lines.boxes.append(element.box)
        else:
            element.box = None
        self.stack.append(element)
        self.open_now[name] += 1
        if element.data:
            self.table = _Table(self._columns(number, stop or number))
        if name in _HEADINGS and not self.lines.in_cell:
            self.lines.lead, self.lines.in_heading = "#" * int(name[1]) + " ", True
        elif name == "dt" and self.described:
            self.lines.open_inline("strong", "**", "**")
        elif name in ("td", "th"):
            self._cell()

    def close(self, name: str) -> None:
        """Close the innermost block of a name and everything in it; a stray end tag is ignored."""
        if self.open_now[name]:
            while self._pop() != name:
                pass
        elif name == "p":
            self.lines.want_gap("blank")

    def close_all(self) -> None:
        """End every block that is open, and all bold and links."""
        while self.stack:
            self._pop()
        self.lines.end_inlines(0)

    def _gap_of(self, name: str) -> Gap:
        if self.table and name in ("tr", "td", "th", "thead", "tbody", "tfoot"):
            return ""
        nested = name in _LISTS and self.open_now["li"] > 0
        item = name in ("li", "figcaption") or (name == "dt" and not self.described)
        return "line" if nested or item else "blank"

    def _bullet(self) -> str:
        for element in reversed(self.stack[-_NEAR:]):
            if element.name == "ol":
                element.number += 1
                return f"{element.number - 1}. "
            if element.name in _LISTS:
                break
        return "- "

    def _end_siblings(self, name: str) -> None:
        """Close what a new element implicitly ends: a paragraph, the previous item or cell."""
        if self.stack and self.stack[-1].name == "p":
            # Bold that has no end stops with its paragraph, but a link may hold a heading.
            self._pop(with_inlines=name == "p")
        kinds, fence = _SIBLINGS.get(name, (frozenset(), frozenset()))
        if not any(self.open_now[kind] for kind in kinds):
            return
        for depth, element in enumerate(reversed(self.stack[-_NEAR:]), start=1):
            if element.name in fence:
                return
            if element.name in kinds:
                for _ in range(depth):
                    self._pop()
                return

    def _pop(self, *, with_inlines: bool = True) -> str:
        """Close the innermost block, and what is open inside it; returns its name."""
        element = self.stack.pop()
        name = element.name
        self.open_now[name] -= 1
        if with_inlines:
            self.lines.end_inlines(element.inlines)
        if name in ("td", "th"):
            self.lines.in_cell = False
        elif name == "tr" or element.data:
            self._end_row()
        if element.data:
            self.table = None
        if name in _HEADINGS:
            self.lines.lead, self.lines.in_heading = "", False
        self.lines.want_gap("line" if name == "li" else self._gap_of(name))
        if element.box:
            self.lines.boxes.pop()
        return name

    # Tables ---------------------------------------------------------------------------

    def is_data(self, number: int, stop: int | None) -> bool:
        """Whether a table holds data rather than layout."""
        if stop is None or self.heavy[stop] > self.heavy[number + 1]:
            return False
        rows = self.rows[stop] - self.rows[number]
        return 0 < rows < self.cells[stop] - self.cells[number]

    def _columns(self, number: int, stop: int) -> int:
        """The cells of the longest row of a table."""
        starts = [n for n in range(number, stop) if self.rows[n + 1] > self.rows[n]]
        ends = [self.cells[n] for n in [*starts, stop]]
        return max((end - start for start, end in pairwise(ends)), default=0)

    def _cell(self) -> None:
        table = self.table
        if table is None:
            return
        lines = self.lines
        lines.space = None
        if table.cells == 0:
            lines.gap = "" if not lines.started else "line" if table.rows else "blank"
        lines.begin_word()
        lines.put("| " if table.cells == 0 else " | ")
        table.cells += 1
        lines.in_cell = lines.line_start = True

    def _end_row(self) -> None:
        table = self.table
        if table is None or not table.cells:
            return
        self.lines.space = None
        self.lines.put(" |")
        if table.rows == 0:
            # What has no column in the first row is not shown in any other.
            missing = max(0, table.columns - table.cells)
            rule = "|" + " --- |" * (table.cells + missing)
            self.lines.put("  |" * missing + "\n" + self.lines.margin() + rule)
        table.rows, table.cells = table.rows + 1, 0
        self.lines.want_gap("line")
