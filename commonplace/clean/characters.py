"""Rules for single characters: broken encodings, escapes, dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import ftfy

from commonplace.clean.rule import CAPTIONS, MARKDOWN, Context, Rule
from commonplace.model import Edit

_FOREIGN = re.compile(r"[^\s\x00-\x7f]+")


def _mojibake(text: str, context: Context) -> Iterator[Edit]:
    """UTF-8 that was read as another encoding, run by run of foreign characters.

    >>> [edit.after for edit in _mojibake("TÃ¼lu, CafÃ© and “naïve”", Context(format="jekyll"))]
    ['ü', 'é']
    """
    for match in _FOREIGN.finditer(text):
        fixed = ftfy.fix_encoding(match[0])
        if fixed != match[0] and "\ufffd" not in fixed:
            yield Edit(*match.span(), fixed)


# Backslashes that exporters put before punctuation which means nothing in Markdown.
_NEEDLESS = re.compile(r"\\(?=['\"$@%^&,;:?/=~])|(?<!\d)\\(?=\.)|(?<=\w)\\(?=[-+!])(?!\\!\[)")
_BRACKETS = re.compile(r"\\\[(?P<words>[^\[\]\\\n]{1,80})\\\](?![(:\[])")
_ANGLE = re.compile(r"\\<")


def _escapes(text: str, context: Context) -> Iterator[Edit]:
    r"""Escapes of characters that mean nothing where they stand.

    >>> [text for text in [r"I\'m", r"\[laughs\]", r"because\... They"]
    ...     if not list(_escapes(text, Context(format="substack")))]
    []
    """
    for match in _NEEDLESS.finditer(text):
        if match.start() and text[match.start() - 1] == "\\":
            continue  # the backslash itself is escaped
        yield Edit(*match.span())
    for match in _BRACKETS.finditer(text):
        if re.match(r"[xX ]?\Z", match["words"]) or match["words"].startswith("^"):
            continue  # would become a check box or a footnote
        yield Edit(match.start(), match.start() + 1)
        yield Edit(match.end("words"), match.end("words") + 1)
    for match in _ANGLE.finditer(text):
        yield Edit(*match.span(), "&lt;")


_LONG_DASH = re.compile(r"(?<![-\n|:])---(?![-|:])")
_SHORT_DASH = re.compile(r"(?<=\w)--(?=\w)|(?<=[\w.,;)\"”’] )--(?= )")


def _dashes(text: str, context: Context) -> Iterator[Edit]:
    """Dashes as typed for kramdown and pandoc.

    >>> [edit.after for edit in _dashes("so---well, pages 3--5", Context(format="jekyll"))]
    ['—', '–']
    """
    for match in _LONG_DASH.finditer(text):
        begin = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        line = text[begin : end if end >= 0 else len(text)]
        if line.strip(" \t-|:+"):
            yield Edit(*match.span(), "—")
    if context.format in ("jekyll", "substack"):
        for match in _SHORT_DASH.finditer(text):
            yield Edit(*match.span(), "–")


MOJIBAKE = Rule(
    id="mojibake",
    one="broken character repaired",
    many="broken characters repaired",
    why="The text was once read in the wrong encoding, so that ü became Ã¼.",
    formats=MARKDOWN | CAPTIONS,
    find=_mojibake,
    code=True,
)
ESCAPES = Rule(
    id="escape",
    one="needless backslash removed",
    many="needless backslashes removed",
    why="An exporter put a backslash before punctuation that needs none.",
    formats=MARKDOWN,
    find=_escapes,
)
DASHES = Rule(
    id="dash",
    one="typed dash set",
    many="typed dashes set",
    why="Three hyphens stand for a long dash, two for a short one.",
    formats=MARKDOWN,
    find=_dashes,
)
