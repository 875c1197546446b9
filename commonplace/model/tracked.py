"""Text that remembers the source it was made from.

The first promise of the project is that nothing is lost silently. So no stage builds a new
string: it applies edits to a `Tracked` text, which remembers for every piece of itself the
span of the source it stands for. The spans always follow one another without gap or overlap
from the first character of the source to the last, so *kept + removed + replaced = source*.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple


@dataclass(frozen=True, kw_only=True)
class Change:
    """One span of the source that a rule removed or replaced.

    `start` and `end` are offsets into the source; `before` is the source there, `after` what
    replaces it (empty if it was removed).
    """

    rule: str
    start: int
    end: int
    before: str
    after: str


class Edit(NamedTuple):
    """Replace characters `start` to `end` of the text with `after`."""

    start: int
    end: int
    after: str = ""


class Piece(NamedTuple):
    """A run of the text and the source span it stands for.

    A kept piece has no rule, and its text is the source's own.
    """

    start: int
    end: int
    text: str
    rule: str | None


class Tracked:
    """An immutable text with the source spans behind it.

    >>> text = Tracked("pre -training\\nworks")
    >>> text = text.edit("hyphen", [Edit(3, 4)]).edit("line", [Edit(12, 13, " ")])
    >>> str(text)
    'pre-training works'
    >>> [(c.rule, c.start, c.before, c.after) for c in text.changes()]
    [('hyphen', 3, ' ', ''), ('line', 13, '\\n', ' ')]
    """

    __slots__ = ("_begins", "_ends", "_text", "pieces", "source")

    def __init__(self, source: str, pieces: tuple[Piece, ...] | None = None) -> None:
        self.source = source
        self.pieces = (Piece(0, len(source), source, None),) if pieces is None else pieces
        self._text = "".join(piece.text for piece in self.pieces)
        # Where each piece begins in this text, and where its span of the source ends.
        self._begins = [0, *accumulate(len(piece.text) for piece in self.pieces)]
        self._ends = [piece.end for piece in self.pieces]

    def __str__(self) -> str:
        return self._text

    def __len__(self) -> int:
        return len(self._text)

    def edit(self, rule: str, edits: Iterable[Edit]) -> Tracked:
        """Apply edits, given in offsets of this text, and record them under `rule`.

        An edit that touches an earlier replacement swallows it whole; what it leaves of that
        text goes into the new replacement, so the source span of a change never gets smaller.
        Edits that change nothing are dropped. Raises ValueError if two edits overlap.
        """
        wanted = sorted(e for e in edits if self._text[e.start : e.end] != e.after)
        for one, two in pairwise(wanted):
            if two.start < one.end or two.start == one.start == one.end == two.end:
                raise ValueError(f"{rule}: edits overlap at {two.start}")
        if not wanted:
            return self
        pieces, begins = list(self.pieces), self._begins[:-1]
        done: list[Piece] = []  # what is after the edits so far, the last piece first
        # From right to left, so that the offsets of what is still to do stay true.
        while wanted:
            edit = wanted[-1]
            first = bisect_right(begins, edit.start) - 1
            begin = begins[first]
            if within := _within(pieces[first], begin, wanted):
                last = first + 1
                group = _split(pieces[first], begin, wanted[-within:], rule)
                # The next edit touches at most the change before it and what is kept behind that.
                near = 2 + (len(group) > 2 and group[2].rule is None)
            else:
                last = bisect_left(begins, edit.end, first + 1)
                group = _replace(pieces[first:last], edit, edit.start - begin, rule)
                near = len(group)
            done.extend(reversed([*group[near:], *pieces[last:]]))
            lengths = accumulate((len(piece.text) for piece in group[: near - 1]), initial=begin)
            pieces[first:], begins[first:] = group[:near], lengths
            del wanted[-(within or 1) :]
        return Tracked(self.source, (*pieces, *reversed(done)))

    def changes(self) -> tuple[Change, ...]:
        """Every span that differs from the source, in the source's order."""
        return tuple(
            Change(
                rule=piece.rule,
                start=piece.start,
                end=piece.end,
                before=self.source[piece.start : piece.end],
                after=piece.text,
            )
            for piece in self.pieces
            if piece.rule is not None
        )

    def offset(self, at: int) -> int:
        """The offset in this text of the source offset `at`.

        Inside a changed span, it is where the replacement begins. The replacement of a span
        that ends at `at` is before the offset.
        """
        index = bisect_right(self._ends, at)
        if index == len(self.pieces):
            return len(self)
        piece = self.pieces[index]
        inside = max(0, at - piece.start) if piece.rule is None else 0
        return self._begins[index] + inside

    def source_offset(self, at: int) -> int:
        """The source offset of offset `at` of this text.

        Inside a replacement, it is where its source span begins.
        """
        index = bisect_right(self._begins, at) - 1
        if index == len(self.pieces):
            return len(self.source)
        piece = self.pieces[index]
        return piece.start + (at - self._begins[index] if piece.rule is None else 0)


def _within(piece: Piece, begin: int, edits: Sequence[Edit]) -> int:
    """How many of the last edits lie in a kept piece, after its first character.

    An insertion where the next edit begins is none of them: it goes behind what was removed.
    """
    if piece.rule is not None:
        return 0
    end, behind, count = begin + len(piece.text), -1, 0
    for edit in reversed(edits):
        if edit.start <= begin or edit.end > end or edit.start == behind:
            break
        behind = edit.start
        count += 1
    return count


def _split(piece: Piece, begin: int, edits: Sequence[Edit], rule: str) -> list[Piece]:
    """A kept piece after edits within it, all at once, so that each character is copied once."""
    shift = piece.start - begin
    result: list[Piece] = []
    at = piece.start
    for edit in edits:
        start, end = edit.start + shift, edit.end + shift
        if start > at:
            result.append(_kept(piece, at, start))
        result.append(Piece(start, end, edit.after, rule))
        at = end
    return [*result, _kept(piece, at, piece.end)] if at < piece.end else result


def _kept(piece: Piece, start: int, end: int) -> Piece:
    return Piece(start, end, piece.text[start - piece.start : end - piece.start], None)


def _replace(group: list[Piece], edit: Edit, head: int, rule: str) -> list[Piece]:
    """The pieces that replace `group` after an edit `head` characters into it."""
    text = "".join(piece.text for piece in group)
    stop = head + edit.end - edit.start
    first, last = group[0], group[-1]
    start, end = first.start, last.end
    result: list[Piece] = []
    lead, tail = text[:head], text[stop:]
    rest: Piece | None = None
    if first.rule is None and head:
        start = first.start + head
        result.append(Piece(first.start, start, lead, None))
        lead = ""
    if last.rule is None and tail:
        end = last.end - len(tail)
        rest = Piece(end, last.end, tail, None)
        tail = ""
    elif edit.start == edit.end and not head:  # an insertion before a replaced piece
        start = end = first.start
        rest, tail = first, ""
    elif edit.start == edit.end and not tail and last.rule is not None:  # right after one
        result, lead, start = [first], "", first.end
    result.append(Piece(start, end, lead + edit.after + tail, rule))
    return [*result, rest] if rest else result
