"""The text of a page as Markdown: running text, code in a line, and blocks of code.

Text stays where it is. In running text, characters with a meaning in Markdown are escaped; in
code only references are resolved.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace

from commonplace.markup.entities import REFERENCE, resolve, unescape
from commonplace.readers.html.lines import Lines
from commonplace.readers.tokens import Token

# Pieces of running text: a formula, white space, a reference, a character that may mean
# something in Markdown, and everything else. Each alternative begins with other
# characters, and what repeats cannot be cut up in two ways.
_FORMULA = r"\\\([^\n]{1,500}?\\\)|\\\[[^\n]{1,500}?\\\]|\$\$[^$\n]{1,500}\$\$"
_WHITE = " \t\n\r\f\u00a0"
_PLAIN = rf"[^{_WHITE}&\\`*_\[\]<{{|#$]"
_PIECE = re.compile(
    rf"(?P<formula>{_FORMULA})|(?P<white>[{_WHITE}]+)|(?P<reference>{REFERENCE.pattern})"
    rf"|(?P<plain>{_PLAIN}+(?: {_PLAIN}+)*)|(?P<special>.)",
    re.DOTALL,
)
# Pieces of code, in a line and in a block of its own.
_CODE_WORD = re.compile(
    rf"(?P<white>[{_WHITE}]+)|(?P<reference>{REFERENCE.pattern})|[^&{_WHITE}]+|&"
)
_CODE_PIECE = re.compile(rf"\n|(?P<reference>{REFERENCE.pattern})|[^&\n]+|&")
#: What a blog engine acts on: it stays as it is, with all that it holds.
LIQUID = re.compile(r"\{%[^%\n]{0,400}%\}|\{\{[^{}\n]{0,400}\}\}")
_OPENING = re.compile(r"(?P<sign>[>#]|[-+=](?=\s|\Z)|[-=](?=[-=])|~(?=~~))|\d{1,9}(?P<dot>[.)])")


def words_of(text: str, inside: Sequence[Token]) -> str:
    """The words of an element as in the HTML, without tags."""
    return "".join(text[t.start : t.end] for t in inside if t.kind == "text")


# Running text -------------------------------------------------------------------------


def write_text(lines: Lines, text: str, start: int, end: int) -> None:
    """Write running text with white space collapsed and every character escaped as needed."""
    at = start
    while at < end:
        match = _PIECE.match(text, at, end)
        if match is None:  # never, since the last alternative takes anything
            break
        if match.lastgroup == "white" or _is_white(match[0]):
            lines.cut(*match.span(), "html-space")
            lines.want_space()
            at = match.end()
            continue
        lines.begin_word()
        at = _piece(lines, text, match, end)


def _piece(lines: Lines, text: str, match: re.Match[str], end: int) -> int:
    """Write a piece of text without white space; returns where the next begins."""
    at, words = match.start(), match[0]
    if match["formula"]:
        # MathJax's delimiters, in the way Markdown spells them.
        if words[0] == "\\":
            lines.swap(at, at + 1, "markdown-escape", "\\\\")
            lines.swap(match.end() - 2, match.end() - 1, "markdown-escape", "\\\\")
    elif match["reference"]:
        # `&amp;lt;` must not become a reference once more.
        follows = text[match.end() : min(match.end() + 1, end)]
        kept = "&" if follows.isalpha() or follows == "#" else ""
        if resolve(words) not in ("<", kept):
            said = resolve(words)
            after = "".join(_escaped(lines, c, "") for c in said)
            rule = "entity" if after == said else "markdown-escape"
            lines.swap(at, match.end(), rule, after)
    elif lines.line_start and (opening := _OPENING.match(words)):
        # The line would be a heading, a quote, a list: escape the sign, then go on.
        group = "sign" if opening["sign"] else "dot"
        place = at + opening.start(group)
        follows = text[place + 1 : place + 2]
        if group == "sign" or not follows or follows in _WHITE or place + 1 >= end:
            sign = text[place]
            after = f"&#{ord(sign)};" if sign in "=~" else "\\" + sign
            lines.swap(place, place + 1, "markdown-escape", after)
            lines.line_start, lines.before = False, sign
            return place + 1
    elif lines.liquid and (tag := LIQUID.match(text, at, end)):
        lines.line_start, lines.before = False, "}"
        return tag.end()
    elif match["special"]:
        after = _escaped(lines, words, text[at + 1 : min(at + 2, end)])
        if after != words:
            lines.swap(at, match.end(), "markdown-escape", after)
    lines.line_start, lines.before = False, words[-1]
    return match.end()


def _escaped(lines: Lines, sign: str, follows: str) -> str:
    """A character, escaped for Markdown if necessary."""
    if sign in "`*[]":
        return "\\" + sign
    if sign == "_":
        return sign if lines.before.isalnum() and follows.isalnum() else "\\_"
    if sign == "\\":
        # Not doubled: `\\\\` before a bracket would open a formula.
        return sign if follows.isalnum() else "&#92;"
    if sign == "<":
        return "&lt;" if not follows or follows.isalpha() or follows in "/!?" else sign
    if sign == "&":
        return "&amp;" if follows.isalpha() or follows == "#" else sign
    if sign == "{" and lines.liquid and follows and follows in "%{":
        return sign  # a tag that holds elements
    if sign == "{":
        return "&#123;" if follows and follows in "%{:#." else sign
    if sign == "#":
        return "\\#" if lines.line_start or lines.in_heading else sign
    if sign == "|":
        return "\\|" if lines.in_cell else sign
    if sign in ">+-" and lines.line_start:
        return "\\" + sign
    return " " if sign in "\n\t" else sign


def _is_white(piece: str) -> bool:
    return piece in ("&nbsp;", "&nbsp", "&#160;", "&#xa0;", "&#xA0;", "&#32;", "&#10;", "&#13;")


# Code ---------------------------------------------------------------------------------


def write_code(lines: Lines, text: str, element: Sequence[Token]) -> None:
    """Write inline code with white space collapsed and nothing escaped."""
    first, *inside, last = element
    words = unescape(words_of(text, inside))
    lines.cut(first.start, first.end, "html-tag")
    if words.strip():
        fence = _fence(words, 1)
        pad = " " if "`" in (words.strip()[0], words.strip()[-1]) else ""
        lines.begin_word()
        lines.put(fence + pad)
        lines.line_start = True  # no space at the head of the code
        for token in inside:
            _code_token(lines, text, token)
        lines.cut(last.start, last.end, "html-tag")
        lines.move_space()
        lines.put(pad + fence)
    else:
        lines.cut(first.end, last.end, "html-tag")


def _code_token(lines: Lines, text: str, token: Token) -> None:
    if token.kind != "text":
        lines.cut(token.start, token.end, "html-tag")
        return
    for match in _CODE_WORD.finditer(text, token.start, token.end):
        if match["white"]:
            lines.cut(*match.span(), "html-space")
            lines.want_space()
            continue
        if lines.space is not None and not lines.line_start:
            lines.out[lines.space].after += " "
        lines.space, lines.line_start = None, False
        if match["reference"]:
            lines.swap(*match.span(), "entity", resolve(match[0]))


def write_pre(lines: Lines, text: str, element: Sequence[Token]) -> None:
    """Write a block of code: fenced, or indented if it is inside a list or quotation."""
    first, *inside, last = element
    lines.cut(first.start, first.end, "html-tag")
    lines.want_gap("blank")
    inside = _without_buttons(inside)
    words = unescape(words_of(text, inside))
    if not words.strip():
        for token in inside:
            lines.cut(token.start, token.end, "html-tag")
        lines.cut(last.start, last.end, "html-tag")
        return
    lines.begin_word(with_inlines=False)
    fence = "" if lines.boxes else _fence(words, 3)
    margin = lines.margin() + "    " if lines.boxes else ""
    lines.put(f"{fence}{_language(element[:-1])}\n" if fence else "    ")
    for place, token in enumerate(inside):
        _pre_token(lines, text, token, margin, head=place == 0)
    lines.cut(last.start, last.end, "html-tag")
    if fence:
        lines.put(("" if lines.before == "\n" else "\n") + fence)
    lines.want_gap("blank")


def _without_buttons(inside: Sequence[Token]) -> list[Token]:
    """The tokens of code, with each button that pages put there to copy it as one token."""
    result: list[Token] = []
    ends = [n for n, token in enumerate(inside) if _is_button(token, "close")]
    number = 0
    while number < len(inside):
        token = inside[number]
        if _is_button(token, "open") and ends and ends[-1] > number:
            number = ends[bisect(ends, number)]
            token = replace(token, kind="raw", end=inside[number].end)
        result.append(token)
        number += 1
    return result if any(token.kind == "text" for token in result) else list(inside)


def _is_button(token: Token, kind: str) -> bool:
    return token.name == "button" and token.kind == kind


def _pre_token(lines: Lines, text: str, token: Token, margin: str, *, head: bool) -> None:
    if token.kind != "text":
        button = token.kind == "raw" and token.name == "button"
        lines.cut(token.start, token.end, "page-furniture" if button else "html-tag")
        if token.name == "br" and token.kind == "open":
            lines.put("\n" + margin)
            lines.before = "\n"
        return
    start = token.start
    if head and text.startswith("\n", start):
        # The newline after <pre> is not part of the code.
        lines.cut(start, start + 1, "html-space")
        start += 1
    for match in _CODE_PIECE.finditer(text, start, token.end):
        if match["reference"]:
            said = resolve(match[0])
            lines.swap(*match.span(), "entity", said.replace("\n", "\n" + margin))
            lines.before = said[-1:] or lines.before
            continue
        if match[0] == "\n" and margin:
            blank = text.startswith("\n", match.end())
            after = "\n" + (margin.rstrip() if blank else margin)
            lines.swap(*match.span(), "html-space", after)
        lines.before = match[0][-1]


def _language(element: Sequence[Token]) -> str:
    """The language that <pre>, or the <code> in it, names."""
    classes = ""
    for token in element[:2]:
        classes += " " + token.attributes.get("class", "") if token.kind == "open" else ""
    match = re.search(r"(?:^|\s)(?:lang|language|highlight-source)-([\w+#-]{1,20})", classes)
    return match[1].lower() if match else ""


def _fence(words: str, least: int) -> str:
    """A fence of backticks, longer than any run of them in the words."""
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    return "`" * max(least, longest + 1)
