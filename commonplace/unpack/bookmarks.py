"""`bookmarks.html`, as every browser writes it: a list of links in folders."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from commonplace.convert.converter import front_matter, text_of
from commonplace.convert.plainly import escaped
from commonplace.diagnostics.limits import Limits
from commonplace.model import Seed
from commonplace.unpack.links import link
from commonplace.unpack.part import Part

_MARK = re.compile(rb"(?:\xef\xbb\xbf)?\s*<!DOCTYPE NETSCAPE-Bookmark-file", re.IGNORECASE)
_TAG = re.compile(
    r"<(?P<name>/?(?:dl|h[1-6]|dt|dd|a|title))(?:\s(?P<rest>[^<>]*))?>", re.IGNORECASE
)
_HREF = re.compile(r"href\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)')", re.IGNORECASE)
_DEEPEST = 6


def claims(suffix: str, data: bytes) -> bool:
    """Whether a browser has written this."""
    return suffix in (".html", ".htm") and bool(_MARK.match(data))


def split(seed: Seed, limits: Limits) -> Iterator[Part]:
    """One document with a heading for each folder, which keeps the name of the file."""
    text = text_of(seed.data)
    title, depth = "Bookmarks", 0
    blocks: list[str] = []
    links: list[str] = []
    found = list(_TAG.finditer(text))
    for tag, following in zip(found, [*found[1:], None], strict=True):
        name = tag["name"].lower()
        words = text[tag.end() : following.start() if following else len(text)]
        words = " ".join(html.unescape(words).split())
        if name == "dl":
            depth += 1
        elif name == "/dl":
            depth -= 1
        elif name == "h1" and words:
            title = words
        elif name.startswith("h") and words:
            blocks += ["\n".join(links)] if links else []
            links = []
            blocks.append("#" * min(max(depth, 1) + 1, _DEEPEST) + f" {escaped(words)}")
        elif name == "a" and (address := _HREF.search(tag["rest"] or "")):
            links.append(link(words, html.unescape(address["a"] or address["b"] or "")))
        elif name == "dd" and words and links:
            links.append(f"  {escaped(words)}")
    blocks += ["\n".join(links)] if links else []
    if any(blocks):
        yield Part(
            data=f"{front_matter({'title': title})}{chr(10).join(_spaced(blocks))}\n".encode()
        )


def _spaced(blocks: list[str]) -> Iterator[str]:
    """Blocks with an empty line between each two."""
    for number, block in enumerate(blocks):
        if number:
            yield ""
        yield block
