"""The rule for lists and items that need a blank line above them.

CommonMark sees them without one, Python-Markdown does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.clean.layout import QUOTED_IN_ITEM, quote_marks
from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.blocks import HEADING, ITEM, LIST, RULE, Block, blocks
from commonplace.markup.fences import closes, opened
from commonplace.model import Edit, Phrase

_OPENS_QUOTED = re.compile(r"[ \t]{0,16}(?:[-*+]|\d{1,9}[.)])[ \t]{1,8}>")


def _list_gaps(text: str, context: Context) -> Iterator[Edit]:
    """A list right under a paragraph is a list for CommonMark, not for Python-Markdown.

    >>> list(_list_gaps("They were:\\n- one\\n- two", Context(format="jekyll")))
    [Edit(start=11, end=11, after='\\n')]
    """
    for block in blocks(text):
        if block.kind == "list":
            yield from _gaps_around_quotations(text, block)
            yield from _gaps_below_indented(text, block)
        if block.kind not in ("paragraph", "quote"):
            continue
        at = block.start
        listed = True  # a list right at the start has no paragraph above it
        item = False  # whether indented lines belong to an item
        apart = behind = False  # whether a blank line, and a paragraph behind it, are in an item
        above = ""
        for line in text[block.start : block.end].split("\n"):
            quoted = quote_marks(line) if block.kind == "quote" else 0
            match = LIST.match(line[quoted:])
            opens = (
                match
                and (behind or match["marker"].rstrip(".)") in ("-", "*", "+", "1"))
                and line[quoted:][match.end() :]
            )
            if opens and (not listed or behind):
                yield Edit(at, at, f"{line[:quoted].rstrip()}\n")
                if not quoted:
                    yield from _gaps_below_indented(text, Block("list", at, block.end))
                    break
            elif quoted and "|" in above and HEADING.match(line[quoted:]):
                yield Edit(at, at, f"{line[:quoted].rstrip()}\n")
            above = line
            blank = not line[quoted:].strip()
            apart = item and (blank or (apart and not opens))
            behind = apart and not blank
            item = bool(opens or (match and listed)) or (
                item and (blank or line[quoted:].startswith((" ", "\t")))
            )
            listed = item or (listed and bool(match)) or blank
            at += len(line) + 1


def _gaps_below_indented(text: str, block: Block) -> Iterator[Edit]:
    """An item that stands out from what begins below a blank line would be a part of it.

    So would an item right under a further paragraph of the one before, and one with another
    kind of mark than the one before.

    >>> text = "- one\\n\\n  - two\\n- three"
    >>> list(_gaps_below_indented(text, blocks(text)[0]))
    [Edit(start=15, end=15, after='\\n')]
    """
    at, fence, blank, item = block.start, "", True, False
    first = 0  # how far the first line since the last blank one is indented
    words = False  # whether that line is no item
    kinds: dict[int, bool] = {}  # by how far items are indented, whether they are numbered
    for line in text[block.start : block.end].split("\n"):
        bare = line.lstrip(" \t")
        width = len(line[: len(line) - len(bare)].expandtabs(4))
        found = None if fence or RULE.match(line) else ITEM.match(bare)
        opens, changes = found is not None, False
        if found:
            numbered = found["marker"][0].isdigit()
            changes = kinds.get(width, numbered) != numbered
            kinds = {one: kind for one, kind in kinds.items() if one < width} | {width: numbered}
        if opens and not blank and (words or width < first or changes):
            yield Edit(at, at, "\n")
            blank = True
        if bare and blank and not fence:
            first, words = width, item and not opens
        held, fence = fence, ("" if closes(line, fence) else fence) if fence else opened(line)
        # What is behind code begins anew, as below a blank line.
        blank, item = not bare or (bool(held) and not fence), item or opens
        at += len(line) + 1


def _gaps_around_quotations(text: str, block: Block) -> Iterator[Edit]:
    """A quotation in an item is one only between blank lines, and a list in it below one."""
    at, above, listed, opened_here = block.start, "", False, False
    for line in text[block.start : block.end].split("\n"):
        mark = QUOTED_IN_ITEM.match(line)
        inside = QUOTED_IN_ITEM.match(above) or _OPENS_QUOTED.match(above)
        opened_here = bool(_OPENS_QUOTED.match(above)) or (opened_here and bool(mark))
        if mark and opened_here and line[mark.end() :].strip():
            yield Edit(at + mark.end() - len(mark[0].lstrip()), at + mark.end())
        elif mark and above.strip() and not inside:
            yield Edit(at, at, "\n")
        elif mark and above[mark.end() :].strip() and not listed and LIST.match(line[mark.end() :]):
            yield Edit(at, at, f"{line[: mark.end()].rstrip()}\n")
        elif inside and ITEM.match(line.lstrip(" \t")):
            yield Edit(at, at, "\n")
        if mark:
            item = LIST.match(line[mark.end() :])
            listed = bool(item) or (listed and bool(line[mark.end() :].strip()))
        else:
            listed = False
        at, above = at + len(line) + 1, line


LIST_GAPS = Rule(
    id="list-gap",
    phrase=Phrase("blank line added before a list", "blank lines added before lists", moved=True),
    why="Without it, some Markdown programs do not see the list.",
    formats=MARKDOWN,
    find=_list_gaps,
)
