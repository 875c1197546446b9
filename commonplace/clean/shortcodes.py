"""What the tags and shortcodes of blog engines say: their arguments, and what they stand around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from commonplace.model import Edit

_PAIR = re.compile(
    r"(?:(?P<key>[\w-]{1,40})[ \t]*[=:](?!//)[ \t]*)?"
    r"(?:\"(?P<a>(?:[^\"\\\n]|\\.){0,1000})\"|'(?P<b>[^'\n]{0,1000})'|`(?P<d>[^`\n]{0,1000})`"
    r"|(?P<c>[^\s\"'=,]{1,400}))"
)


class Arguments(NamedTuple):
    """The arguments of a tag: named ones, and the others in order."""

    named: dict[str, str]
    plain: list[str]

    def first(self, *names: str) -> str:
        """The first of the named values that exists, or an empty text."""
        return next((self.named[name] for name in names if self.named.get(name)), "")


def arguments(text: str) -> Arguments:
    """The arguments between a tag's name and its end."""
    named: dict[str, str] = {}
    plain: list[str] = []
    for match in _PAIR.finditer(text):
        quoted = (match["a"] or "").replace('\\"', '"')
        value = (quoted or match["b"] or match["c"] or match["d"] or "").strip()
        if match["key"]:
            named.setdefault(match["key"].lower(), value)
        elif value:
            plain.append(value)
    return Arguments(named, plain)


#: How Pelican's addresses of its own files begin, and Jekyll's in HTML.
OWN_FILES = re.compile(
    r"(?:(?<=\]\()|(?<=[\"'])|(?<=\]: ))(?:\{(?:filename|static|attach)\}"
    r"|\|(?:filename|static|attach)\||%7B%7B(?:%20)?site\.(?:base)?url(?:%20)?%7D%7D)(?=[\w./-])"
)
_BLANK = re.compile(r"\n[ \t]{0,40}\n")
_VARIABLE = re.compile(r"[a-z_\d][\w.\[\]-]*")  #: a name rather than words
_ASIDE = re.compile(r"(?:side|margin|foot)[_-]?note\Z", re.I)
_QUOTING = re.compile(r"(?:block)?quote|epigraph", re.I)


def around(text: str, codes: list[re.Match[str]]) -> Iterator[tuple[int, Edit]]:
    """What replaces the shortcodes around a link or a side note, and behind a quotation.

    Each edit comes with where its shortcode begins.
    """
    for one, two in pairwise(codes):
        if one["end"] or not two["end"] or one["name"] != two["name"]:
            continue
        said = arguments(one["args"])
        link = said.first("href", "url", "link")
        inside = text[one.end() : two.start()]
        if link and inside.strip() and "\n" not in inside.strip() and "[" not in inside:
            yield one.start(), Edit(*one.span(), "[")
            yield two.start(), Edit(*two.span(), f"](<{link}>)")
        elif _QUOTING.search(one["name"]) and (who := said.first("author", "by", "cite", "source")):
            yield one.start(), Edit(*one.span())
            yield two.start(), Edit(*two.span(), f"\n\n— {who}\n")
    yield from _side_notes(text, codes)


def _side_notes(text: str, codes: list[re.Match[str]]) -> Iterator[tuple[int, Edit]]:
    """Parentheses around side notes of one paragraph, behind what they are about."""
    opened: re.Match[str] | None = None
    for code in codes:
        if not _ASIDE.match(code["name"]):
            continue
        inside = text[opened.end() : code.start()] if opened and code["end"] else ""
        if opened and inside.strip() and not _BLANK.search(inside):
            plain = arguments(opened["args"]).plain
            words = [*plain[2:3], *(word for word in plain if " " in word), ""][0]
            before = text[max(0, opened.start() - 1) : opened.start()].strip()
            begin = opened.end() + len(inside) - len(inside.lstrip())
            lead = f"{words} (" if words else " (" if before else "("
            yield opened.start(), Edit(opened.start(), begin, lead)
            yield code.start(), Edit(opened.end() + len(inside.rstrip()), code.end(), ")")
        opened = None if code["end"] else code


#: Shortcodes around code, those of which name its language, and those around what runs.
DRAWN = frozenset({"mermaid", "plantuml", "chart", "echarts", "plotly", "d2", "graphviz"})
_OF_CODE = frozenset("highlight code codeblock terminal console shell cmd command".split()) | DRAWN
OF_SCRIPTS = frozenset({"script", "js", "css"})


def paired(codes: list[re.Match[str]]) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Pairs of shortcodes of which the content is for a program."""
    opened: re.Match[str] | None = None
    for code in codes:
        if code["name"] in _OF_CODE | OF_SCRIPTS and not code["end"]:
            opened = opened or code
        elif opened and code["end"] and code["name"] == opened["name"]:
            yield opened, code
            opened = None


def included(said: Arguments) -> str:
    """The words that an included file of a theme is given: its title and its text.

    >>> included(arguments('box.html title="Mind it" content="Careful!"'))
    'Mind it: Careful!'
    """
    title = said.first("title", "caption")
    words = said.first("content", "text", "body", "message", "quote")
    if _VARIABLE.fullmatch(words):
        words = ""
    return ": ".join(filter(None, (title if words or " " in title else "", words)))


def in_parentheses(name: str, words: str) -> str:
    """The words of a tag; those of a note inside a sentence in parentheses.

    >>> in_parentheses("sidenote", "On Sundays."), in_parentheses("card", "On Sundays.")
    (' (On Sundays.)', 'On Sundays.')
    """
    return f" ({words})" if words and _ASIDE.match(name) else words
