"""Where Markdown can be cut without changing its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.markup import tex
from commonplace.markup.blocks import addresses, blocks, verbatim
from commonplace.markup.scan import begun

# The marks of emphasis and the brackets of a link. A backslash takes a mark's meaning.
_MARK = re.compile(r"\\.|(?P<emphasis>\*{1,3}|_{1,3}|~~)|(?P<open>\[)|(?P<close>\]\(?)", re.S)
_SIGN = re.compile(r"[\\*_~\[\]]")
# How the line of a paragraph begins: neither a list, quotation or heading, nor a definition.
_BEGINS = re.compile(r"[\"'“‘(]*(?!\d{1,9}[.)](?:\s|\Z))[^\W_]|\\?\[(?![^\]\n]{1,200}\]:)")

#: A word that begins with no letter, of those signs that mean something in Markdown.
_NO_LETTER = re.compile(r"[\x00-\x08\x0e-\x1b!-@\[-`{-\x7f](?<!\S.)")


def paragraphs(text: str) -> list[int]:
    """Offsets at which blocks begin that do not belong to the one before."""
    found = []
    before = ""
    for block in blocks(text):
        if block.kind == "paragraph" or not before.endswith(":"):
            found.append(block.start)
        before = text[block.start : block.end].rstrip()
    return found


def whole(text: str) -> Iterator[tuple[int, int]]:
    """Spans that must not be cut, in no order."""
    yield from ((block.start, block.end) for block in blocks(text) if block.kind != "paragraph")
    yield from verbatim(text)
    yield from tex.spans(text)
    yield from addresses(text)
    yield from _marked(text)
    for sign in _NO_LETTER.finditer(text):
        if not _BEGINS.match(text, sign.start()):
            yield sign.start() - 1, sign.start() + 1


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """Spans from a mark of emphasis to the one that closes it, and from bracket to bracket."""
    opened: dict[str, int] = {}
    brackets: list[int] = []
    for match in begun(_MARK, _SIGN, text):
        start, end = match.span()
        if match["emphasis"]:
            mark = match["emphasis"]
            if mark in opened and not text[start - 1].isspace():
                yield opened.pop(mark), end
            elif not text[end : end + 1].isspace():
                opened[mark] = start
        elif match["open"]:
            brackets.append(start)
        elif match["close"] and brackets:
            yield brackets.pop(), end
