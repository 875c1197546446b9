"""Lines of Markdown as edits of HTML, and what waits for the next word.

What a tag means for the words after it (a blank line, a bullet, the asterisks of a bold word)
waits here for the next word, and is then written into the edit just before it. So empty
elements leave no trace, and white space never gets between a word and its asterisks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from commonplace.readers.edits import NamedEdit

Gap = Literal["", "line", "hard", "blank"]


@dataclass(slots=True)
class Box:
    """A quotation or a list item; `marker` goes before its first line and is used once."""

    marker: str
    further: str
    used: bool = False


@dataclass(slots=True)
class _Inline:
    """Open bold, italics or link; `shown` once its opening is written."""

    name: str
    opening: str
    closing: str
    shown: bool = False


@dataclass(slots=True)
class _Out:
    """An edit that may still grow."""

    start: int
    end: int
    rule: str
    after: str = ""


@dataclass(slots=True)
class Lines:
    """The edits so far, in the order of the text, and what waits for the next word."""

    out: list[_Out] = field(default_factory=list)
    liquid: bool = False  # whether a blog engine would still have acted on tags in the words
    # What waits for the next word.
    gap: Gap = ""
    space: int | None = None  # the edit that a space would go into
    lead: str = ""  # the signs of a heading
    # Where the writer is.
    started: bool = False
    line_start: bool = True
    before: str = ""  # the character last written
    pictured: bool = False  # whether that was a picture
    in_cell: bool = False
    in_heading: bool = False
    boxes: list[Box] = field(default_factory=list)
    boxes_before: list[Box] = field(default_factory=list)
    inlines: list[_Inline] = field(default_factory=list)
    again: Counter[str] = field(default_factory=Counter)  # <b> in <b>, which means nothing
    closed: tuple[_Out, str] | None = None  # where asterisks were closed last

    def edits(self) -> list[NamedEdit]:
        """All edits, as they are now."""
        return [NamedEdit(edit.start, edit.end, edit.after, edit.rule) for edit in self.out]

    # Edits ----------------------------------------------------------------------------

    def cut(self, start: int, end: int, rule: str) -> None:
        """Remove characters; what is written next takes their place."""
        self.out.append(_Out(start, end, rule))

    def swap(self, start: int, end: int, rule: str, after: str) -> None:
        """Replace characters that are words themselves with `after`."""
        self.out.append(_Out(start, end, rule, after))

    def put(self, words: str) -> None:
        """Write words into the last edit."""
        self.out[-1].after += words
        self.before = words[-1:]
        self.line_start = False
        self.closed = None

    # What waits -----------------------------------------------------------------------

    def want_space(self) -> None:
        """Ask for a space before the next word, at the place where it was first wanted."""
        if self.space is None:
            self.space = len(self.out) - 1

    def move_space(self) -> None:
        """Move the waiting space, if any, after the last edit."""
        if self.space is not None:
            self.space = len(self.out) - 1

    def want_gap(self, gap: Gap) -> None:
        """Ask for the next word to begin a line, or a block."""
        if not gap:
            return
        if self.in_cell:
            self.want_space()
            return
        if gap != "hard":
            # Bold that runs over two paragraphs is written twice.
            for inline in reversed(self.inlines):
                if inline.shown:
                    self._write_closing(inline)
                    inline.shown = False
        order: tuple[Gap, ...] = ("", "line", "hard", "blank")
        self.gap = max(self.gap, gap, key=order.index)
        self.space = None
        self.closed = None

    def line_break(self) -> None:
        """Ask for the next word to begin a line; two breaks in a row begin a paragraph."""
        if self.in_cell or self.in_heading:
            self.want_space()
        else:
            self.want_gap("blank" if self.gap == "hard" else "hard")

    # Words ----------------------------------------------------------------------------

    def begin_word(self, *, with_inlines: bool = True) -> None:
        """Write what has been waiting for a word into the last edit."""
        lead = ""
        if self.gap or not self.started:
            lead = self._new_line()
        elif self.space is not None and not self.line_start:
            self.out[self.space].after += " "
            self.before = " "
            self.closed = None
        self.gap, self.space, self.started, self.pictured = "", None, True, False
        for inline in self.inlines if with_inlines else ():
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

    def put_alone(self, words: str) -> None:
        """Write a one-line block in place of the last tag."""
        self.want_gap("blank")
        self.begin_word()
        self.put(words)
        self.want_gap("blank")

    def margin(self, *, fresh: bool = False) -> str:
        """What goes before a line inside the open quotations and items."""
        parts = []
        for box in self.boxes:
            parts.append(box.marker if fresh and not box.used else box.further)
            box.used = box.used or fresh
        return "".join(parts)

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
        return lines + self.margin(fresh=True) + lead

    # Bold, italics and links ----------------------------------------------------------

    def open_inline(self, name: str, opening: str, closing: str) -> None:
        """Ask for the next word to open bold, italics or a link, unless it is already open."""
        if any(inline.opening == opening for inline in self.inlines):
            self.again[name] += 1
        else:
            self.inlines.append(_Inline(name, opening, closing))

    def close_inline(self, name: str) -> None:
        """Close the innermost of a name; what was opened inside it continues after it."""
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

    def end_inlines(self, keep: int) -> None:
        """Close all but the outermost `keep`, for good."""
        for inline in reversed(self.inlines[keep:]):
            if inline.shown:
                self._write_closing(inline)
        del self.inlines[keep:]
        self.again.clear()

    def _write_closing(self, inline: _Inline) -> None:
        """Close bold or a link in the last edit, before the waiting space."""
        self.out[-1].after += inline.closing
        self.move_space()
        self.closed = (self.out[-1], inline.closing)
