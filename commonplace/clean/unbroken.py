"""Where Markdown can be cut without changing its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.clean.paragraphs import WORD
from commonplace.markup import tex
from commonplace.markup.blocks import addresses, blocks, verbatim

# The marks of emphasis and the brackets of a link. A backslash takes a mark's meaning.
_MARK = re.compile(r"\\.|(?P<emphasis>\*{1,3}|_{1,3}|~~)|(?P<open>\[)|(?P<close>\]\(?)", re.S)
# How the line of a paragraph begins: neither a list, quotation or heading, nor a definition.
_BEGINS = re.compile(r"[\"'“‘(]*(?!\d{1,9}[.)](?:\s|\Z))[^\W_]|\\?\[(?![^\]\n]{1,200}\]:)")


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
    for word in WORD.finditer(text):
        if word[0][0].isascii() and not _BEGINS.match(text, word.start()):
            yield word.start() - 1, word.start() + 1


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """Spans from a mark of emphasis to the one that closes it, and from bracket to bracket."""
    opened: dict[str, int] = {}
    brackets: list[int] = []
    for match in _MARK.finditer(text):
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
