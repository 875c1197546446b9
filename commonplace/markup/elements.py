"""Tags of HTML in a Markdown text, and what only looks like one.

A name in angle brackets is a tag if the HTML standard has an element of that name, among
them those that it calls obsolete (https://html.spec.whatwg.org/#elements-3). All other
words in angle brackets are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from commonplace.markup import tex
from commonplace.markup.blocks import verbatim


def names(words: str) -> frozenset[str]:
    """A set of element names, written as words.

    >>> sorted(names("ol ul"))
    ['ol', 'ul']
    """
    return frozenset(words.split())


#: Elements that have no end, the obsolete ones too.
VOID = names(
    "area base br col embed hr img input link meta param source track wbr "
    "basefont bgsound command frame image keygen nextid spacer"
)
#: Elements whose end tag may be omitted; a page shows most of them.
OPTIONAL = names("p li dt dd td th tr tbody thead tfoot colgroup")
#: Elements that a parser drops outside a table.
_IN_TABLE = names("caption col colgroup tbody td tfoot th thead tr")
_ELEMENTS = (
    VOID
    | OPTIONAL
    | names(
        "a abbr acronym address applet article aside audio b bdi bdo big blink blockquote body "
        "button canvas caption center cite code data datalist del details dfn dialog dir div dl "
        "em fieldset figcaption figure font footer form frameset h1 h2 h3 h4 h5 h6 head header "
        "hgroup html i iframe ins isindex kbd label legend listing main map mark marquee math "
        "menu menuitem meter multicol nav nobr noembed noframes noscript object ol optgroup "
        "option output picture plaintext portal pre progress q rb rp rt rtc ruby s samp script "
        "search section select slot small span strike strong style sub summary sup svg table "
        "template textarea time title tt u ul var video xmp"
    )
)
#: Void elements that mean something without an attribute.
_BARE = names("br hr wbr")

# An attribute's value in quotes may hold angle brackets; a blank line ends every tag.
_ATTRIBUTES = r"(?P<rest>(?>=[ \t\n]{0,8}\"[^\"]*\"|=[ \t\n]{0,8}'[^']*'|[^<>\n]|\n(?![ \t]*\n))*+)"
_TAG = re.compile(rf"<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?=[\s/>]){_ATTRIBUTES}>")
# Addresses, which Markdown has in angle brackets too; and comments, which others look after.
_OTHER = re.compile(
    r"\]\([ \t]{0,8}<[^<>\n]*>|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]{0,8}<[^<>\s]*>"
    r"|<(?:https?|ftp)://[^<>\s]*>|<[^<>\s!/]+@[^<>\s@]+>|<!--",
    re.I | re.M,
)
_DOCTYPE = re.compile(r"<!doctype\b[^<>]{0,1000}>", re.I)
_BRACKET = re.compile(rf"{_OTHER.pattern}|<(?=[A-Za-z/!?])", re.I | re.M)


class Tag(NamedTuple):
    """A tag at `start` to `end`, or an angle bracket that is not one.

    `name` is in lower case, `attributes` are as they are written. `partner` is the number of
    the other tag of the element, -1 without one. `loose` marks part of a table without a
    table.
    """

    kind: Literal["open", "close", "doctype", "bracket"]
    start: int
    end: int
    name: str = ""
    attributes: str = ""
    partner: int = -1
    loose: bool = False


def tags(text: str) -> list[Tag]:
    """The tags of a Markdown text in order, and angle brackets that do not begin one.

    Code and formulas are skipped. An element without an end tag counts if it has an
    attribute; without one, the text is writing about it.

    >>> [(t.kind, text[t.start : t.end]) for text in ["A <b>b</b>, a <not>, <i> and `<u>`"]
    ...     for t in tags(text)]
    [('open', '<b>'), ('close', '</b>'), ('bracket', '<'), ('bracket', '<')]
    """
    if "<" not in text:
        return []
    found = _paired(list(_found(text)))
    return [
        Tag("bracket", tag.start, tag.start + 1) if _is_mentioned(tag) else tag for tag in found
    ]


def _found(text: str) -> Iterator[Tag]:
    shut = sorted([*verbatim(text), *tex.spans(text)], reverse=True)
    comment_end = text.rfind("-->")
    at = 0
    while match := _BRACKET.search(text, at):
        while shut and shut[-1][1] <= match.start():
            shut.pop()
        if shut and shut[-1][0] <= match.start():
            at = shut[-1][1]
        elif match[0] == "<!--":
            at = text.find("-->", match.end()) if match.end() <= comment_end else match.end()
        elif match[0] != "<":
            at = match.end()
        else:
            tag = _tag(text, match.start())
            at = tag.end
            yield tag


def _tag(text: str, at: int) -> Tag:
    if doctype := _DOCTYPE.match(text, at):
        return Tag("doctype", at, doctype.end())
    match = _TAG.match(text, at)
    if not match or match["name"].lower() not in _ELEMENTS:
        return Tag("bracket", at, at + 1)
    kind: Literal["open", "close"] = "close" if match["slash"] else "open"
    return Tag(kind, at, match.end(), match["name"].lower(), match["rest"])


def _paired(found: list[Tag]) -> list[Tag]:
    """The tags with their partners; each name is looked at by itself."""
    waiting: dict[str, list[int]] = {}
    for number, tag in enumerate(found):
        if tag.kind == "open" and tag.name not in VOID:
            waiting.setdefault(tag.name, []).append(number)
        elif tag.kind == "close" and waiting.get(tag.name):
            partner = waiting[tag.name].pop()
            found[partner] = found[partner]._replace(partner=number)
            found[number] = tag._replace(partner=partner)
    tables = 0
    for number, tag in enumerate(found):
        if tag.name == "table" and tag.partner >= 0:
            tables += 1 if tag.kind == "open" else -1
        elif tag.name in _IN_TABLE and not tables:
            found[number] = tag._replace(loose=True)
    return found


def _is_mentioned(tag: Tag) -> bool:
    """Whether the text writes about an element instead of using it."""
    if tag.kind != "open" or tag.partner >= 0 or "=" in tag.attributes:
        return False
    return tag.loose or tag.name not in (_BARE if tag.name in VOID else OPTIONAL)


def brackets_as_text(text: str) -> str:
    """Markdown in which text that is not a tag is no tag for any program.

    >>> brackets_as_text("a <not> b<br>")
    'a &lt;not> b<br>'
    """
    for tag in reversed(tags(text)):
        if tag.kind == "bracket":
            text = f"{text[: tag.start]}&lt;{text[tag.end :]}"
    return text
