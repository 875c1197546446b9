"""Saved web pages and exported posts.

HTML as in the standard (https://html.spec.whatwg.org/), with the metadata that
pages carry: <title>, <meta>, the Open Graph protocol (https://ogp.me/), and the
note that browsers put into a page when they save it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from commonplace.markup.edits import edit_all
from commonplace.markup.fields import PUBLIC, plain_name
from commonplace.markup.html_markdown import DROPPED, to_markdown
from commonplace.markup.html_mistakes import check_page
from commonplace.markup.html_tokens import Token, partners, tokens
from commonplace.markup.references import unescape
from commonplace.markup.report import error
from commonplace.markup.states import STATES
from commonplace.markup.talk import in_source, with_turns
from commonplace.model import Claim, Diagnostic, Place, Reader, Reading, Tracked

_DOCUMENT = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_SNIPPET = re.compile(
    r"<(?:article|body|div|h[1-6]|head|main|meta|p|section|title)[\s>]", re.IGNORECASE
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<address>\S+)")
_PROLOGUE = re.compile(r"(?:\s*<(?:\?[^>]*|!--(?:[^-]|-(?!->))*--)>)*\s*")
_MARKDOWN = re.compile(r"^(?:#{1,6} |---$|\*\*)", re.MULTILINE)
_FURNITURE = frozenset(["header", "footer", "aside"])


def _claims(text: str, suffix: str) -> Claim:
    prologue = _PROLOGUE.match(text)
    begin = prologue.end() if prologue else 0
    if _DOCUMENT.match(text, begin):
        return Claim(score=0.99)
    tags = len(re.findall(r"</(?:p|div|h[1-6]|li|article|section|main|body)>", text, re.IGNORECASE))
    if suffix in (".html", ".htm", ".xhtml") and tags:
        return Claim(score=0.98)
    if _SNIPPET.match(text, begin) and text.rstrip().endswith(">") and tags >= 2:
        # Markdown files often begin with a centred picture.
        if not _MARKDOWN.search(text):
            return Claim(score=0.96)
        return Claim(score=0.4, why="it has tags, but also lines of Markdown")
    score = 0.4 if suffix in (".html", ".htm", ".xhtml") else 0.1
    return Claim(score=score, why="it has neither a doctype nor an html element")


def _read(text: Tracked, file: str) -> Reading:
    words = str(text)
    found = tokens(words)
    partner = partners(found)
    lengths = _lengths(words, found)
    first, last, dropped = _main_part(found, partner, lengths)
    fields = _fields(words, found, first, last)
    base = next(
        (t.attributes["href"] for t in found if t.name == "base" and "href" in t.attributes), ""
    )
    base = base or str(fields.get("source", ""))
    places = in_source(text, _places(words, found))
    text = edit_all(text, to_markdown(words, found, partner, first, last, dropped, base))
    reading = Reading(
        format=READER.name,
        text=text,
        fields=fields,
        places=places,
        diagnostics=tuple(_diagnostics(words, found, partner, text, file)),
    )
    return with_turns(reading)


# The part that is the post ------------------------------------------------------------


def _lengths(words: str, found: Sequence[Token]) -> list[int]:
    """How many characters of text stand before each token."""
    texts = (
        len(words[token.start : token.end].strip()) if token.kind == "text" else 0
        for token in found
    )
    return [0, *accumulate(texts)]


def _main_part(
    found: Sequence[Token], partner: Mapping[int, int], lengths: Sequence[int]
) -> tuple[int, int, frozenset[str]]:
    """The tokens of the post, and the elements that are no part of it.

    The longest <article>, or else <main>, or else the body. A page may also have
    articles that are cards or comments, so one that holds less than a third of the
    words is not it.
    """

    def length(number: int) -> int:
        return lengths[partner[number]] - lengths[number]

    whole = lengths[-1]
    for name in ("article", "main"):
        numbers = [n for n in partner if found[n].name == name and length(n) * 3 >= whole]
        if numbers:
            best = max(numbers, key=lambda number: (length(number), -number))
            furniture = frozenset() if name == "article" else _FURNITURE
            return best, partner[best] + 1, _dropped(found, partner, lengths, furniture)
    bodies = [n for n, token in enumerate(found) if token.kind == "open" and token.name == "body"]
    first = bodies[0] if bodies else _after_head(found, partner)
    last = partner.get(first, len(found) - 1) + 1 if bodies else len(found)
    return first, last, _dropped(found, partner, lengths, _FURNITURE)


def _after_head(found: Sequence[Token], partner: Mapping[int, int]) -> int:
    heads = [n for n in partner if found[n].name == "head"]
    return partner[heads[0]] + 1 if heads else 0


def _dropped(
    found: Sequence[Token],
    partner: Mapping[int, int],
    lengths: Sequence[int],
    furniture: frozenset[str],
) -> frozenset[str]:
    """The elements that go. A form or a header that holds half the page does not."""
    dropped = DROPPED | furniture
    wide = {
        found[start].name
        for start, end in partner.items()
        if found[start].name in ("form", *furniture)
        and (lengths[end] - lengths[start]) * 2 > lengths[-1]
    }
    return dropped - wide


# Fields -------------------------------------------------------------------------------

_META = {
    "og:title": "title",
    "author": "author",
    "article:author": "author",
    "description": "description",
    "og:description": "description",
    "article:published_time": "date",
    "datepublished": "date",
    "date": "date",
    "og:url": "source",
    "keywords": "tags",
    "article:expiration_time": "expiration_time",
    # Old pages say by "expires" how long a browser may keep them.
    **{name: name for name in sorted(STATES - {"expires"})},
}


def _fields(words: str, found: Sequence[Token], first: int, last: int) -> dict[str, object]:
    """What a page says of itself; the first of several statements counts."""
    fields: dict[str, object] = {}
    for name, value in _statements(words, found, first, last):
        value = " ".join(value.split())
        # The author of Open Graph is an address more often than a name.
        if not value or (name == "author" and re.match(r"https?:|/", value)):
            continue
        if name == "tags":
            fields.setdefault("tags", [tag.strip() for tag in value.split(",") if tag.strip()])
        else:
            fields.setdefault(name, value)
    tags = [
        token.attributes["content"].strip()
        for token in found
        if token.name == "meta"
        and token.attributes.get("property") == "article:tag"
        and token.attributes.get("content", "").strip()
    ]
    return {**fields, "tags": tags} if tags else fields


def _statements(
    words: str, found: Sequence[Token], first: int, last: int
) -> Iterator[tuple[str, str]]:
    """Names and values in the order of trust."""
    metas = [token for token in found if token.kind == "open" and token.name == "meta"]
    said = [(_statement(token), token.attributes) for token in metas]
    for name, field in _META.items():
        for key, attributes in said:
            if plain_name(key) == name:
                yield field, attributes.get("content", "")
    for number, token in enumerate(found):
        attributes = token.attributes
        if token.kind == "raw" and token.name == "title":
            yield "title", unescape(words[token.start : token.end])
        elif token.name == "link" and "canonical" in attributes.get("rel", "").lower().split():
            yield "source", attributes.get("href", "")
        elif token.name == "html" and token.kind == "open":
            yield "language", attributes.get("lang", "") or attributes.get("xml:lang", "")
        elif token.name == "time" and first <= number < last:
            yield "date", attributes.get("datetime", "")
    for token in found:
        saved = _SAVED_FROM.match(words, token.start) if token.kind == "comment" else None
        if saved:
            yield "source", saved["address"]


def _places(words: str, found: Sequence[Token]) -> Iterator[Place]:
    """Where comments stand, and what the page's head says of itself."""
    for token in found:
        saved = token.kind == "comment" and _SAVED_FROM.match(words, token.start)
        if token.kind == "comment" and not saved and words.startswith("<!--", token.start):
            yield Place(token.start, token.end)
        elif token.name == "meta" and "content" in token.attributes:
            name = plain_name(_statement(token))
            field = "tags" if name == "article:tag" else _META.get(name, "")
            yield Place(token.start, token.end, field if field in PUBLIC else "")


def _statement(token: Token) -> str:
    """The name of what a <meta> says."""
    names = (token.attributes.get(key, "") for key in ("property", "name", "itemprop"))
    return next((name.lower() for name in names if name), "")


# What is wrong ------------------------------------------------------------------------


def _diagnostics(
    words: str, found: Sequence[Token], partner: Mapping[int, int], text: Tracked, file: str
) -> Iterator[Diagnostic]:
    if not str(text).strip():
        remedy = "save the page once more when it has loaded, or delete it"
        why = "some pages have their words brought by a script, and those are not saved"
        yield error(file, 1, "there are no words in it", remedy, why)
    yield from check_page(words, found, partner, file)


READER = Reader(name="html", claims=_claims, read=_read)
