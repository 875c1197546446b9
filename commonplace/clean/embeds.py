"""The rule for embedded players.

An embedded player contacts another host before the reader has clicked anything. So it becomes
a video that loads on a click, or a link.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.clean.tags import attributes_of, file_name, split_address
from commonplace.markup.lines import line_end
from commonplace.markup.video import figure, video
from commonplace.markup.web import as_read, is_web
from commonplace.model import Edit, Phrase

_PLAYER = re.compile(
    r"<(?P<tag>iframe|video|audio|object|embed)\b"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*|[^<>]*)>",
    re.I,
)
_PARAMETER = re.compile(r"<param\b[^<>]{0,2000}\bname=[\"']?(?:movie|src)\b[^<>]{0,2000}>", re.I)
#: An image of a video's or a post's page, which Obsidian shows in its place.
_PAGE = re.compile(r"!\[(?P<words>[^\[\]\n]{0,300})\]\((?P<address>https?://[^()\s]{1,1000})\)")
_POST = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w{1,30}/status/\d")
_GENERIC = ("youtube video", "vimeo video", "embedded", "vimeo-player", "spotify embed")


def _embeds(text: str, context: Context) -> Iterator[Edit]:
    """Players become click-to-load videos; other frames become links."""
    yield from _pages(text)
    at = 0
    lower = text.lower() if len(text.lower()) == len(text) else text
    missing: set[str] = set()
    while match := _PLAYER.search(text, at):
        name = match["tag"].lower()
        end = match.end()
        if name != "embed" and name not in missing and not match["attributes"].endswith("/"):
            closing = lower.find(f"</{name}", end)
            if closing < 0:
                missing.add(name)
            elif closing - end < 5000:
                end = text.find(">", closing) + 1 or end
        inner = text[match.end() : end]
        at = end
        edit = _player(text, match, name, inner, end)
        if edit.after or name == "iframe" or end > match.end():
            yield edit


def _pages(text: str) -> Iterator[Edit]:
    """Images whose address is a page: of a video, or of a post on X."""
    for match in _PAGE.finditer(text):
        words, address = match["words"].partition("|")[0].strip(), match["address"]
        if found := video(address):
            yield _alone(text, *match.span(), figure(found, words))
        elif _POST.match(address):
            yield Edit(*match.span(), f"[{words}]({address})" if words else f"<{address}>")


def _player(text: str, match: re.Match[str], name: str, inner: str, end: int) -> Edit:
    attributes = attributes_of(match["attributes"])
    src = attributes.get("src") or attributes.get("data-src") or attributes.get("data", "")
    parameter = _PARAMETER.search(inner)
    if parameter:
        src = attributes_of(parameter[0]).get("value", src)
    src = (src or attributes_of(inner).get("src", "")).strip()
    src = as_read(src)
    src = f"https:{src}" if src.startswith("//") else src
    title = attributes.get("title", "")
    title = "" if title.lower().startswith(_GENERIC) else title
    found = video(src)
    if found:
        return _alone(text, match.start(), end, figure(found, title))
    if is_web(src):
        words = html.escape(title or f"Embedded from {split_address(src)[0]}")
        return Edit(match.start(), end, f'<a href="{html.escape(src)}">{words}</a>')
    if name in ("audio", "video") and file_name(src):
        words = html.escape(title or f"{name.capitalize()}: {file_name(src)}")
        return Edit(match.start(), end, f"<em>{words}</em>")
    return Edit(match.start(), end)


def _alone(text: str, start: int, end: int, after: str) -> Edit:
    """An edit that replaces something with a block, separated from the words around it."""
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start].strip()
    if before and not before.endswith(">"):
        after = f"\n\n{after}"
    elif not before and line and not text[max(0, line - 2) : line].startswith(("\n", ">")):
        after = f"\n{after}"
    behind = text[end : line_end(text, end)].strip()
    if behind and not behind.startswith("<"):
        return Edit(start, end, f"{after}\n\n")
    following = text[line_end(text, end) + 1 : line_end(text, line_end(text, end) + 1)].strip()
    if not behind and following and not following.startswith(("<", "{:", ":::")):
        return Edit(start, end, f"{after}\n")
    return Edit(start, end, after)


EMBEDS = Rule(
    id="embed",
    phrase=Phrase(
        "embedded player turned into a link that plays on a click",
        "embedded players turned into links that play on a click",
    ),
    why="An embedded player contacts a third party before the reader has clicked anything.",
    formats=MARKDOWN,
    find=_embeds,
)
