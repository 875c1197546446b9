"""The texts of documents as Markdown, made from the safe HTML that their pages show.

The Markdown of a source may hold HTML that runs something, and links that only its own site
understands. The HTML of a page has neither, so that what is made from it has neither, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from posixpath import join, normpath
from textwrap import indent

from commonplace.markup.clock import clock
from commonplace.markup.plain import plain
from commonplace.markup.web import is_web
from commonplace.model import Catalogue, Document
from commonplace.render.links import Places, hrefs, linked, places, resolve

#: What writes a link, from its words and its address: on the web, or below the site's root.
LinkWriter = Callable[[str, str], str]
#: Between blocks; no text has this character.
_BREAK = "\x00"
#: What has a meaning in Markdown or in Obsidian, and what begins a list or a heading.
_SYNTAX = re.compile(r"([\\`*_\[\]<>~$|^])")
_BEGINNING = re.compile(r"\A([-+#=]|\d{1,9}(?=[.)]))")
_AROUND = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_BLOCKS = frozenset(
    "address article aside blockquote dd details div dl dt figcaption figure footer h1 h2 h3 h4 "
    "h5 h6 header hr li ol p pre section summary table tr ul".split()
)
#: Elements whose words are no words of the text.
_UNSAID = frozenset({"script", "style", "annotation", "button"})


def texts(
    catalogue: Catalogue, write: LinkWriter, behind: Callable[[str], str] | None = None
) -> Iterator[tuple[Document, str]]:
    """Each document with its headings and passages as Markdown, in the library's order.

    `behind` makes what follows a passage, on a line of its own, from the passage's anchor.
    """
    known = places(catalogue.library)
    for document in catalogue.library.documents:
        yield document, "\n\n".join(_parts(document, known, write, behind))


def _parts(
    document: Document, known: Places, write: LinkWriter, behind: Callable[[str], str] | None
) -> Iterator[str]:
    leading = {href: resolve(href, document, known) for href in hrefs(document)}
    bodies: Mapping[str, str] = linked(document, leading).html
    headings: dict[int, list[str]] = {}
    for heading in document.headings:
        words = _words(plain(heading.text))
        headings.setdefault(heading.before, []).append(f"{'#' * heading.level} {words}")
    for number, passage in enumerate(document.passages):
        yield from headings.get(number, ())
        text = _Writer(document.address, write).of(bodies[passage.anchor])
        if not text:
            continue
        time = f"[{clock(passage.start)}] " if passage.start is not None else ""
        voice = f"**{_words(plain(passage.speaker))}:** " if passage.speaker else ""
        note = f"[^{passage.note}]: " if passage.note else ""
        yield f"{note}{voice}{time}{text}"
        if behind:
            yield behind(passage.anchor)


class _Writer(HTMLParser):
    """Writes safe HTML as Markdown. Open elements are a stack of what is written in them."""

    def __init__(self, address: str, write: LinkWriter) -> None:
        super().__init__(convert_charrefs=True)
        self._address = address
        self._write = write
        self._open: list[tuple[str, str, list[str]]] = [("", "", [])]

    def of(self, page: str) -> str:
        self.feed(page)
        self.close()
        while len(self._open) > 1:
            self._end()
        return _joined(self._open[0][2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._add("\\\n")
        elif tag == "hr":
            self._add(f"{_BREAK}---{_BREAK}")
        elif tag == "img":
            there = self._there(found.get("src", ""))
            self._add(f"!{self._write(_words(found.get('alt', '')), there)}" if there else "")
        elif tag not in ("input", "source", "track", "wbr", "col"):
            self._open.append((tag, found.get("href", ""), []))

    def handle_endtag(self, tag: str) -> None:
        if tag in (name for name, _, _ in self._open[1:]):
            while self._open[-1][0] != tag:
                self._end()
            self._end()

    def handle_data(self, data: str) -> None:
        if _UNSAID & {name for name, _, _ in self._open}:
            return
        if self._is_code():
            self._add(data.replace(_BREAK, ""))
        else:
            # White space is one space, at the ends as well.
            self._add(_words(" ".join(f".{data}.".split())[1:-1]))

    def _is_code(self) -> bool:
        return any(name in ("pre", "code") for name, _, _ in self._open)

    def _add(self, text: str) -> None:
        self._open[-1][2].append(text)

    def _end(self) -> None:
        """Close the innermost element and give what it is to the one around it."""
        tag, href, parts = self._open.pop()
        whole = "".join(parts)
        if tag in _BLOCKS:
            whole = f"{_BREAK}{self._block(tag, parts)}{_BREAK}"
        elif tag == "code" and "pre" not in (name for name, _, _ in self._open):
            whole = _code(whole)
        elif tag == "a":
            there = self._there(href)
            whole = self._write(whole, there) if there and whole.strip() else whole
        elif tag in _AROUND and whole.strip() and not self._is_code() and _BREAK not in whole:
            whole = f"{_AROUND[tag]}{whole.strip()}{_AROUND[tag]}"
        elif tag in ("td", "th"):
            whole = f"{_joined(parts)} | ".replace("\n", " ")
        self._add(whole)

    def _block(self, tag: str, parts: list[str]) -> str:
        if tag == "pre":
            return _fenced("".join(parts))
        text = _joined(parts)
        if tag == "p":
            return _begun(text)
        if tag[0] == "h" and tag[1:].isdigit():
            return f"{'#' * int(tag[1:])} {text}"
        if tag == "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        if tag == "li":
            mark = "1." if [name for name, _, _ in self._open][-1] == "ol" else "-"
            inside = indent(text, " " * (len(mark) + 1))
            return f"{mark} {inside.lstrip()}"
        return text

    def _there(self, href: str) -> str:
        """An address on the web, or one below the site's root; empty for others."""
        if is_web(href) or href.startswith("mailto:"):
            return href.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
        if not href or ":" in href.partition("/")[0]:
            return ""
        path, mark, anchor = href.partition("#")
        below = normpath(join(self._address, path)) if path else self._address.rstrip("/")
        if below.startswith(".."):
            return ""
        return f"{below}{'/' if not path or path.endswith('/') else ''}{mark}{anchor}"


def _words(text: str) -> str:
    return _SYNTAX.sub(r"\\\1", text.replace(_BREAK, ""))


def _begun(text: str) -> str:
    """A paragraph that does not begin as a list or a heading.

    >>> _begun("1. So"), _begun("# one"), _begun("So")
    ('1\\\\. So', '\\\\# one', 'So')
    """
    found = _BEGINNING.match(text)
    if not found:
        return text
    at = found.end() if found[0].isdigit() else 0
    return f"{text[:at]}\\{text[at:]}"


def _joined(parts: list[str]) -> str:
    """Blocks with one empty line between them."""
    blocks = "".join(parts).split(_BREAK)
    return "\n\n".join(block.strip() for block in blocks if block.strip())


def _code(text: str) -> str:
    fence = "`" * (_longest(text) + 1)
    space = " " if "`" in text else ""
    line = " ".join(text.split("\n"))
    return f"{fence}{space}{line}{space}{fence}" if text else ""


def _fenced(text: str) -> str:
    fence = "`" * max(3, _longest(text) + 1)
    inside = text.strip("\n").replace(_BREAK, "\n")
    return f"{fence}\n{inside}\n{fence}"


def _longest(text: str) -> int:
    """The most backticks in a row."""
    return max(map(len, "".join(c if c == "`" else " " for c in text).split()), default=0)
