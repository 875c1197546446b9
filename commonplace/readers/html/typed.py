"""The head of a document that was typed in Google Docs and saved as a page.

Its title and what stands below it are paragraphs of a style, and nothing else says them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from commonplace.markup.dates import dated
from commonplace.markup.entities import unescape
from commonplace.readers.html.text import words_of
from commonplace.readers.tokens import Token

_BYLINE = re.compile(
    r"(?:(?:written )?by[\s:]+)(?P<name>[^\W\d_][^,|·•–—\n]{1,60}?)"
    r"(?:\s*[,|·•–—]\s*(?P<date>[^\n]{4,40}))?\Z",
    re.I,
)
_NEAR = 60  #: tokens of the body in which its head stands


class TypedHead(NamedTuple):
    """The fields that the head says, and its paragraphs: the first token, the last, the rule."""

    fields: dict[str, object]
    parts: dict[int, tuple[int, str]]


def typed_head(words: str, found: Sequence[Token], partner: Mapping[int, int]) -> TypedHead:
    """What the paragraphs in the styles "title" and "subtitle" of a document say.

    >>> from commonplace.readers.tokens import partners, tokens
    >>> page = '<body class="doc-content"><p class="c1 title">A mill</p>'
    >>> page += '<p class="subtitle">By Ada Marsh, 3 March 2024</p></body>'
    >>> typed_head(page, tokens(page), partners(tokens(page))).fields
    {'title': 'A mill', 'author': 'Ada Marsh', 'date': '3 March 2024'}
    """
    head = TypedHead({}, {})
    body = next((n for n, t in enumerate(found) if t.name == "body" and t.kind == "open"), None)
    if body is None or "doc-content" not in found[body].attributes.get("class", "").split():
        return head
    for number in range(body, min(body + _NEAR, len(found))):
        token, end = found[number], partner.get(number)
        if token.kind != "open" or token.name != "p" or end is None:
            continue
        style = token.attributes.get("class", "").split()
        said = " ".join(unescape(words_of(words, found[number:end])).split())
        byline = _BYLINE.match(said) if "subtitle" in style else None
        if "title" in style and said and "title" not in head.fields:
            head.fields["title"] = said
            head.parts[number] = (end, "title")
        elif byline and (not byline["date"] or dated(byline["date"])):
            head.fields["author"] = byline["name"].strip()
            if byline["date"]:
                head.fields["date"] = byline["date"].strip()
            head.parts[number] = (end, "page-furniture")
    return head
