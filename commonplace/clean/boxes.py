"""The shortcodes around a box of a blog's theme: a note, a tip, a warning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from commonplace.clean.shortcodes import Arguments, arguments
from commonplace.markup.blocks import touched
from commonplace.markup.lines import line_end
from commonplace.model import Edit

_KINDS = frozenset(
    "note tip info warning caution danger important success error question example abstract bug "
    "failure hint attention warn".split()
)
#: Shortcodes of boxes that do not say in their name of which kind they are.
_BOXES = frozenset("admonition notice callout alert message hint".split()) | _KINDS
_KIND_FIELDS = ("type", "style", "kind", "context", "color", "level", "theme", "class")
_INLINE = frozenset({"ref", "relref"})
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]", re.M)
_LONGEST = 6_000  #: characters; what is longer is a part of the text rather than a box


def boxes(
    text: str, codes: Sequence[re.Match[str]], shut: list[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], list[Edit]]]:
    """Where each pair of shortcodes around a box begins, and the edits that make it a callout.

    `codes` are the shortcodes in order. A box that holds others, a heading or `shut` code
    from a shortcode keeps its words where they are.

    >>> text = "{{% notice tip %}}\\nWait.\\n{{% /notice %}}"
    >>> codes = re.finditer(r"\\{\\{%(?P<end> /)? ?(?P<name>\\w+)(?P<args>[^%]*)%\\}\\}", text)
    >>> [(pair, [edit.after for edit in edits]) for pair, edits in boxes(text, [*codes], [])]
    [((0, 25), ['> [!tip]\\n> ', ''])]
    """
    opened: re.Match[str] | None = None
    for code in codes:
        name = code["name"].lower()
        if name in _INLINE:
            continue
        if opened and code["end"] and name == opened["name"].lower():
            clear = not any(touched(opened.start(), code.end(), shut))
            if edits := _callout(text, opened, code) if clear else []:
                yield (opened.start(), code.start()), edits
            opened = None
        else:
            opened = code if name in _BOXES and not code["end"] else None


def _callout(text: str, first: re.Match[str], last: re.Match[str]) -> list[Edit]:
    """The edits for a box; none if it is no block, or more than that."""
    line = text.rfind("\n", 0, first.start()) + 1
    lead, body = text[line : first.start()], text[first.end() : last.start()]
    words = body.strip()
    behind = text[last.end() : line_end(text, last.end())].strip()
    if lead.strip() or behind or not words or len(body) > _LONGEST or _HEADING.search(body):
        return []
    begin = first.end() + len(body) - len(body.lstrip())
    end = begin + len(words)
    above = text[max(0, line - 2) : line].strip("\n")
    parted = f"\n{lead}" if line and above else ""
    return [
        Edit(first.start(), begin, f"{parted}{_head(first, lead)}> "),
        *_marked(text, begin, end, lead),
        Edit(end, last.end(), "\n" if text[last.end() + 1 : last.end() + 2].strip() else ""),
    ]


def _marked(text: str, begin: int, end: int, lead: str) -> Iterator[Edit]:
    """The mark of a quotation before each line of a stretch but its first."""
    at = begin
    while (at := text.find("\n", at, end)) >= 0:
        at += 1
        own = len(text[at:end]) - len(text[at:end].lstrip(" \t"))
        indent = min(own, len(lead))
        yield Edit(at, at + indent, f"{lead}> ")


def _head(code: re.Match[str], lead: str) -> str:
    """The first line of a callout; nothing for a box without kind and title."""
    said = arguments(code["args"])
    kind = _kind(code["name"].lower(), said)
    # A single word in small letters is an icon, or a switch.
    titles = [word for word in said.plain if " " in word or not word.islower()]
    titles = [word for word in titles if word.lower() != kind]
    title = said.first("title", "header", "heading") or (titles[0] if titles else "")
    return f"> [!{kind or 'note'}] {title}".rstrip() + f"\n{lead}" if kind or title else ""


def _kind(name: str, said: Arguments) -> str:
    values = [said.named.get(field, "").lower() for field in _KIND_FIELDS]
    values += [word.lower() for word in said.plain[:1]]
    return next((value for value in [*values, name] if value in _KINDS), "")
