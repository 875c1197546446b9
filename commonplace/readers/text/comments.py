"""Comments in Markdown: text not meant for readers.

Markdown has no comments of its own, so each program has added some: HTML's, Liquid's,
kramdown's, Hugo's, MDX's, Jinja's, Obsidian's, and definitions of links that lead nowhere.
What a chat says to one person alone is not meant for readers either.
Comments in code are examples and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from commonplace.markup import tex
from commonplace.markup.blocks import addresses, touched, verbatim

#: How each kind begins and ends. The first one that fits counts.
_KINDS: tuple[tuple[str, str], ...] = (
    (r"<!--", r"--!?>"),
    (r"\{%-?[ \t]{0,8}comment[ \t]{0,8}-?%\}", r"\{%-?[ \t]{0,8}endcomment[ \t]{0,8}-?%\}"),
    (r"\{%-?[ \t]{0,8}#", r"%\}"),
    (r"\{::comment\}", r"\{:/(?:comment)?\}"),
    (
        r"\{\{[<%][ \t]{0,8}comment[ \t]{0,8}[>%]\}\}",
        r"\{\{[<%][ \t]{0,8}/comment[ \t]{0,8}[>%]\}\}",
    ),
    (r"\{\{-?[ \t]{0,8}/\*", r"\*/[ \t]{0,8}-?\}\}"),
    (r"\{\{!--", r"--\}\}"),
    (r"\{\{!", r"\}\}"),
    (r"\{/\*", r"\*/[ \t]{0,8}\}"),
    (r"\{\#(?=\s)", r"\#\}"),
    (r"%%", r"%%"),
)
_BEGIN = re.compile("|".join(f"({begin})" for begin, _ in _KINDS))
_HTML, _OBSIDIAN = 0, len(_KINDS) - 1
#: A definition of a link that leads nowhere, with a title that no page shows.
_NOWHERE = re.compile(
    r"^ {0,3}\[(?:(?://|comment)\]:[^\n]*"
    r"|[^\]^\n][^\]\n]{0,80}\]:[ \t]{1,8}(?:#|<#?>)[ \t]{1,8}[\"'(][^\n]*[\"')][ \t]*)$",
    re.M,
)
#: What somebody wrote to one person alone in a chat of Zoom's, with the lines that belong to it.
_PRIVATE = re.compile(
    r"^[ \t]{0,8}\d{1,2}:\d\d:\d\d[ \t]{1,9}From[ \t]{1,9}[^:\n]{1,100}?"
    r"(?:\((?:Direct Message|Privately)\)[^:\n]{0,20}"
    r"|[ \t]to[ \t]{1,9}(?!everyone\b|all\b|alle\b)[^:\n]{1,100}):[^\n]*"
    r"(?:\n(?![ \t]*\n|[ \t]{0,8}\d{1,2}:\d\d:\d\d)[^\n]*)*\n?",
    re.M | re.I,
)
#: Tags between which everything is code.
_CODE = re.compile(
    r"\{%-?[ \t]{0,8}(?P<tag>raw|highlight|codeblock)\b[^%\n]{0,200}-?%\}"
    r"|\{\{[<%][ \t]{0,8}(?P<shortcode>highlight|code)\b[^{}\n]{0,400}[>%]\}\}"
)
_BLANK = re.compile(r"\n[ \t]*\n")
#: "100 %%" is a number, and what a mistake has made of its sign.
_NUMBER = re.compile(r"\d ?\Z")
_PASSES = 3


class Comment(NamedTuple):
    """A comment at `start` to `end` of a text; `closed` is False if nothing ends it."""

    start: int
    end: int
    closed: bool = True


def comments(text: str) -> list[Comment]:
    """The comments of a Markdown text, in order and disjoint.

    An unclosed HTML comment at the start of a line goes on to the end of the text; an
    unclosed comment of any other kind is not one.

    >>> text = "A <!-- b --> %%c%% `<!-- d -->` 100 %% sure {/* e */}"
    >>> [text[one.start : one.end] for one in comments(text)]
    ['<!-- b -->', '%%c%%', '{/* e */}']
    """
    found = list(_private(text)) if "From" in text else []
    text = _blanked(text, found) if found else text
    # A backtick in a comment does not begin code.
    for _ in range(_PASSES):
        more = list(_comments(text))
        if not more:
            break
        found += more
        text = _blanked(text, more)
    return sorted(found)


def _private(text: str) -> Iterator[Comment]:
    found = [match.span() for match in _PRIVATE.finditer(text)]
    code = _code(text) if found else []
    yield from (Comment(*span) for span in found if not any(touched(*span, code)))


def _comments(text: str) -> Iterator[Comment]:
    begun = any(sign in text for sign in ("<!--", "{", "%%")) and _BEGIN.search(text)
    if not begun and not ("]:" in text and _NOWHERE.search(text)):
        return
    code = _code(text)
    ends = [_Next(end, text) for _, end in _KINDS]
    aside: list[tuple[int, int]] | None = None  # where a per cent sign is not Obsidian's
    begins, nowhere = _BEGIN.finditer(text), _NOWHERE.finditer(text)
    begin, definition = next(begins, None), next(nowhere, None)
    at = 0
    while begin or definition:
        if definition and (not begin or definition.start() < begin.start()):
            if definition.start() >= at and not any(touched(*definition.span(), code)):
                yield Comment(*definition.span())
                at = definition.end()
            definition = next(nowhere, None)
            continue
        assert begin
        here, begin = begin, next(begins, None)
        start = here.start()
        if start < at or any(touched(start, here.end(), code)) or _escaped(text, start):
            continue
        kind = (here.lastindex or 1) - 1
        end = ends[kind].behind(here.end())
        if kind == _OBSIDIAN:
            aside = _aside(text) if aside is None else aside
            end = end if _is_obsidian(text, start, end, aside) else 0
        if end:
            yield Comment(start, end)
            at = end
        elif kind == _HTML and _heads_a_line(text, start, most=3):
            yield Comment(start, len(text), closed=False)
            return


def _is_obsidian(text: str, start: int, end: int, aside: list[tuple[int, int]]) -> bool:
    """Whether two signs of two per cent each are a pair around a comment."""
    if not end or any(touched(start, start + 2, aside)) or any(touched(end - 2, end, aside)):
        return False
    apart = text[start + 2 : start + 3].isspace()
    if apart and all(_NUMBER.search(text, max(0, at - 2), at) for at in (start, end - 2)):
        return False
    # Only a comment that begins a line goes on after a blank one.
    return _heads_a_line(text, start, most=80) or not _BLANK.search(text, start, end)


def _aside(text: str) -> list[tuple[int, int]]:
    """Addresses, tags and formulas, in order and disjoint."""
    found: list[tuple[int, int]] = []
    for span in sorted([*addresses(text), *tex.spans(text)]):
        if not text.startswith("<!--", span[0]) and (not found or span[0] >= found[-1][1]):
            found.append(span)
    return found


def _code(text: str) -> list[tuple[int, int]]:
    """The spans of code, in order and disjoint, including those between tags of blog engines."""
    found = verbatim(text)
    ends: dict[str, _Next] = {}
    for tag in _CODE.finditer(text):
        name = tag["tag"] or tag["shortcode"]
        if name not in ends:
            mark = rf"%-?[ \t]{{0,8}}end{name}" if tag["tag"] else rf"[<%][ \t]{{0,8}}/{name}"
            ends[name] = _Next(rf"\{{?\{{{mark}\b", text)
        if end := ends[name].behind(tag.end()):
            found.append((tag.start(), end))
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _escaped(text: str, at: int) -> bool:
    """Whether a backslash escapes a sign."""
    before = text[max(0, at - 20) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _heads_a_line(text: str, at: int, most: int) -> bool:
    """Whether there is nothing before an offset on its line except a few spaces."""
    lead = text[max(0, at - most - 1) : at].rpartition("\n")
    return not lead[2].strip() and (bool(lead[1]) or at <= most)


def _blanked(text: str, found: list[Comment]) -> str:
    """The text with comments replaced by spaces, of the same length."""
    parts, at = [], 0
    for one in found:
        parts += [text[at : one.start], re.sub(r"[^\n]", " ", text[one.start : one.end])]
        at = one.end
    return "".join([*parts, text[at:]])


class _Next:
    """Where a pattern is found next. If asked in rising order, it scans a text only once."""

    def __init__(self, pattern: str, text: str) -> None:
        self._pattern = re.compile(pattern)
        self._text = text
        self._span = (-1, -1)

    def behind(self, at: int) -> int:
        """The offset after the next place, 0 without one."""
        if self._span[0] < at <= len(self._text):
            found = self._pattern.search(self._text, at)
            self._span = found.span() if found else (len(self._text) + 1, 0)
        return self._span[1]
