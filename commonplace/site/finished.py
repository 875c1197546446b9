"""Spares the finished HTML of generated pages the way through Markdown.

The passages of a page are HTML already (docs/decisions/0003-pages-are-finished-html.md), and
Python-Markdown takes them apart twice to leave them as they are, which is most of MkDocs' work.
While a page is converted a short element stands in place of each; nothing else sees it.
"""

from __future__ import annotations

import html
import re
from itertools import accumulate

from mkdocs.structure.pages import Page

#: Elements that Markdown leaves alone where a block begins with one and ends with its end tag.
_BLOCKS = frozenset(
    "article aside details div dl figure footer header nav ol p section table ul".split()
)
_FIRST = re.compile(r"<([a-z]+)[ >]")
#: What Markdown changes, or reads as more than HTML.
_SPECIAL = re.compile(r"markdown|[\t\r\x02\x03]")
_ID = re.compile(r"<[a-z][^<>]*\sid=\"([^\"<>]*)\"")
_IN_PLACE = '<div data-finished="{}"></div>'
_HELD = re.compile(_IN_PLACE.format("([0-9]{1,9})"))


class Finished:
    """The finished blocks of one page while Markdown converts the rest.

    `pages` are the files below `docs` that were generated: only these keep the rules.
    """

    def __init__(self) -> None:
        self.pages: frozenset[str] = frozenset()
        self._source = ""
        self._blocks: list[str] = []

    def take(self, source: str, page: Page) -> str:
        """A page's Markdown with short elements for its finished blocks, which are kept."""
        self._source, self._blocks = source, []
        if page.file.src_uri not in self.pages or _HELD.search(source):
            return source
        return "\n\n".join(map(self._shortened, source.split("\n\n")))

    def give(self, content: str, page: Page) -> str:
        """The HTML of the page with its blocks; the page gets their anchors and its source."""
        if not self._blocks:
            return content
        page.markdown = self._source
        if page.present_anchor_ids is not None:
            found = (one for block in self._blocks for one in _ID.findall(block))
            page.present_anchor_ids.update(map(html.unescape, found))
        blocks, self._blocks = self._blocks, []
        return _HELD.sub(lambda held: blocks[int(held[1])], content)

    def _shortened(self, block: str) -> str:
        first = _FIRST.match(block)
        if not first or not _is_whole(block, first[1]) or _SPECIAL.search(block):
            return block
        self._blocks.append(block)
        return _IN_PLACE.format(len(self._blocks) - 1)


def _is_whole(block: str, tag: str) -> bool:
    """Whether a block that begins with a tag is that element and nothing else.

    >>> _is_whole("<p>a</p>", "p"), _is_whole("<p>a</p><p>b</p>", "p"), _is_whole("<p>a", "p")
    (True, False, False)
    """
    *parts, rest = block.split(f"</{tag}>")
    if tag not in _BLOCKS or rest or not parts:
        return False
    starts = (part.count(f"<{tag}>") + part.count(f"<{tag} ") for part in parts)
    *inside, depth = accumulate(one - 1 for one in starts)
    return depth == 0 and all(one > 0 for one in inside)
