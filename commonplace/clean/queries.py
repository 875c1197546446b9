"""What a note-taking program would have filled in: part of the rule `vault`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from commonplace.markup.blocks import HEADING, Block, blocks, fenced, touched
from commonplace.markup.fences import Fence, code_of
from commonplace.model import Edit

_QUERY = re.compile(
    r"(?:dataview(?:js)?|tasks|query|templater|tracker|base|button|meta-bind\S*|toc"
    r"|table-of-contents|folder-overview|calendar-nav|activity-history)(?!\S)",
    re.I,
)
_CARD = re.compile(r"(?:card-?link|auto-card-link|embed|bookmark)(?![\w-])", re.I)
_CARD_FIELD = re.compile(r"[ \t]{0,8}(?P<key>[a-z]{1,20}):[ \t]{1,8}(?P<value>[^\n]+)\Z")
_BARE_ITEM = re.compile(r"(?P<indent>[ \t]{0,40})(?:[-*+]|\d{1,9}[.)])[ \t]{0,8}")
_INDENT = re.compile(r"[ \t]*")
_QUOTE_MARKS = re.compile(r"[ \t]*(?:>[ \t]?)+(?:\[![^\]\n]{1,80}\][^\n]*)?")


def queries(text: str) -> list[Edit]:
    """Queries go, with the headings and boxes that hold nothing else; cards become links.

    >>> text = "# One\\n\\nWords.\\n\\n## Two\\n\\n```tasks\\nnot done\\n```"
    >>> [text[edit.start : edit.end] for edit in queries(text)]
    ['## Two\\n', '```tasks\\nnot done\\n```']
    """
    found = list(_found(text)) if "```" in text or "~~~" in text else []
    gone = [edit[:2] for edit in found if not edit.after]
    if not gone:
        return found
    empty = sorted(emptied(text, gone))
    inside = [edit[:2] for edit in empty]
    return sorted([*empty, *(one for one in found if not any(touched(*one[:2], inside)))])


#: A query in a quotation of which only the first and the last line have the mark, if that is there.
_UNMARKED = re.compile(
    r"^[ \t]{0,3}>[ \t]?```[ \t]{0,4}(?P<info>[^\n`]{1,60})\n"
    r"(?:(?![ \t]{0,3}>|[ \t]*\n)[^\n]+(?:\n|\Z)){1,40}"
    r"(?:[ \t]{0,3}>[ \t]?```[ \t]*$\n?|(?=[ \t]*(?:\n|\Z)))",
    re.M,
)


def _found(text: str) -> Iterator[Edit]:
    quoted = _UNMARKED.finditer(text) if "> ```" in text or ">```" in text else ()
    unmarked = [one.span() for one in quoted if _QUERY.match(one["info"].strip())]
    yield from (Edit(*span) for span in unmarked)
    for block, inside in fenced(text):
        for one in inside:
            if block.start > one.start or any(touched(one.start, one.end, unmarked)):
                continue
            # A blank line in a quotation would end it.
            end = min(one.end + 1, len(text)) if ">" in one.lead else one.end
            if _QUERY.match(one.info):
                yield Edit(_begin(text, one.start, end), end)
            elif _CARD.match(one.info) and (link := _card(text, one)):
                yield Edit(one.start, one.end, one.lead + link)


def _begin(text: str, start: int, end: int) -> int:
    """Where what goes begins: at the mark of an item that holds nothing but the query."""
    line = text.rfind("\n", 0, max(0, start - 1)) + 1
    item = _BARE_ITEM.fullmatch(text, line, max(line, start - 1))
    more = _INDENT.match(text, min(end + (text[end : end + 1] == "\n"), len(text)))
    return line if item and more and len(more[0]) <= len(item["indent"]) else start


def _card(text: str, one: Fence) -> str:
    """The link that a card shows; empty if it has no address."""
    fields: dict[str, str] = {}
    for line in code_of(text, one)[1].split("\n"):
        if field := _CARD_FIELD.match(line):
            fields.setdefault(field["key"], field["value"].strip().strip("\"'"))
    address = fields.get("url", "")
    if not re.match(r"https?://[^\s<>]+\Z", address):
        return ""
    return f"[{re.sub(r'[][]', '', fields.get('title', '')) or address}](<{address}>)"


def emptied(text: str, gone: list[tuple[int, int]]) -> Iterator[Edit]:
    """Boxes of which nothing is left, and headings above nothing else."""
    below = [False] * 7  # whether words are below the last heading of a level, going up
    cleared = [False] * 7  # whether a query was
    found = blocks(text)
    first = next((block.start for block in found if block.kind == "heading"), 0)
    for block in reversed(found):
        spans = list(touched(block.start, block.end, gone))
        if block.kind == "heading":
            match = HEADING.match(text[block.start : block.end])
            level = len(match["marks"]) if match else 1
            if cleared[level] and not below[level] and block.start > first:
                yield Edit(block.start, min(block.end + 1, len(text)))
            else:
                below[:level] = [True] * level
            below[level:] = [False] * (7 - level)
            cleared[level:] = [False] * (7 - level)
        elif spans and not _left(text, block, spans):
            cleared = [True] * 7
            if block.kind == "quote":
                yield Edit(block.start, min(block.end + 1, len(text)))
        elif block.kind != "rule":
            below = [True] * 7


def _left(text: str, block: Block, gone: Sequence[tuple[int, int]]) -> bool:
    """Whether a block has words besides what goes and the marks of a quotation with its title."""
    at, parts = block.start, []
    for start, end in gone:
        parts.append(text[at:start])
        at = end
    lines = "".join([*parts, text[at : block.end]]).split("\n")
    return any(_QUOTE_MARKS.sub("", line, count=1).strip() for line in lines)
