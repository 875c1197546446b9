"""The rule for tables that Python-Markdown does not see.

GitHub and most note-taking programs see a table right under a paragraph or below a head without
bars at its sides, and some forgive a head of fewer or more cells than the row of dashes below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.blocks import HEADING, ITEM, TABLE_RULE, blocks
from commonplace.markup.fences import closes, opened
from commonplace.model import Edit, Phrase

_LEAD = re.compile(r"[ \t]*(?:>[ \t]{0,3})*")
_NO_BAR = re.compile(r"\\.|``(?:[^`]|`(?!`))+``|`[^`]*`")
_BLOCKS = ("paragraph", "table", "list", "quote")


def _tables(text: str, context: Context) -> Iterator[Edit]:
    """A table begins below a blank line, with as many cells in its head as in its rule.

    >>> list(_tables("They were:\\n| a |\\n|---|---|\\n| b | c |", Context(format="jekyll")))
    [Edit(start=11, end=11, after='\\n'), Edit(start=16, end=16, after='  |')]
    """
    for block in blocks(text) if "|" in text else ():
        if block.kind in _BLOCKS and "|" in (body := text[block.start : block.end]):
            yield from _in_block(body.split("\n"), block.start)


def _in_block(lines: list[str], at: int) -> Iterator[Edit]:
    """The edits for the lines of a block that begins at an offset."""
    fence, inside = "", False  # whether a line is in code, and in a table
    above = ""
    for number, line in enumerate(lines):
        lead, bare = _parted(line)
        if not fence and bare and not inside and number + 1 < len(lines):
            deeper, rule = _parted(lines[number + 1])
            if _is_head(lead, bare, deeper, rule):
                inside = True
                if _is_text(above, lead):
                    yield Edit(at, at, f"{lead.rstrip()}\n" if ">" in lead else "\n")
                if _lacks_bar(bare, rule):
                    start = at + len(lead)
                    yield Edit(start, start + 1, f"| {bare[0]}")
                yield from _evened(bare, rule, at + len(line.rstrip()), at + len(line) + 1, deeper)
        inside = inside and "|" in bare
        fence = ("" if closes(bare, fence) else fence) if fence else opened(line)
        at, above = at + len(line) + 1, line


def _parted(line: str) -> tuple[str, str]:
    """The indentation and the marks of quotations that a line has, and its words."""
    found = _LEAD.match(line)
    lead = found[0] if found else ""
    return lead, line[len(lead) :].rstrip()


def _is_head(lead: str, bare: str, deeper: str, rule: str) -> bool:
    """Whether a line is the head of a table: it has a bar, and a row of dashes below it."""
    if lead.count(">") != deeper.count(">") or "|" not in bare or ITEM.match(bare):
        return False
    # With a bar at the side of the dashes alone, only as many cells as there make a head.
    sure = not _lacks_bar(bare, rule) or _cells(bare) == _cells(rule)
    return sure and bool(TABLE_RULE.match(rule))


def _lacks_bar(head: str, rule: str) -> bool:
    """Whether only the row of dashes begins with a bar."""
    return rule.startswith("|") and not head.startswith("|")


def _is_text(above: str, lead: str) -> bool:
    """Whether a line above a table would swallow it."""
    outer, bare = _parted(above)
    return bool(bare) and outer.count(">") == lead.count(">") and not HEADING.match(bare)


def _evened(head: str, rule: str, end: int, below: int, deeper: str) -> Iterator[Edit]:
    """The cells that the head or the row of dashes lacks."""
    missing = _cells(rule) - _cells(head)
    if missing > 0:
        bar = "" if head.endswith("|") and head != "|" else " |"
        yield Edit(end, end, bar + "  |" * missing)
    elif missing < 0:
        last = below + len(deeper) + len(rule)
        yield Edit(last, last, ("---|" if rule.endswith("|") else "|---") * -missing)


def _cells(row: str) -> int:
    bare = _NO_BAR.sub("", row).strip()
    return max(1, bare.removeprefix("|").removesuffix("|").count("|") + 1)


TABLES = Rule(
    id="table-gap",
    phrase=Phrase("table set apart or evened", "tables set apart or evened", moved=True),
    why="Without a blank line above it, or with a head of too few cells, some Markdown programs "
    "do not see a table.",
    formats=MARKDOWN,
    find=_tables,
)
