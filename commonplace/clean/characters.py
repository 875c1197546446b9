"""Rules for single characters: broken encodings, escapes, dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import ftfy

from commonplace.clean.rule import CAPTIONS, MARKDOWN, Context, Rule
from commonplace.markup.blocks import touched
from commonplace.markup.lines import line_around
from commonplace.markup.scan import begun
from commonplace.model import Edit, Phrase

# A run of what is foreign; a space that does not break is the second half of à, and of Â.
_FOREIGN = re.compile(r"(?:[^\s\x00-\x7f]|(?<=[ÂÃâ])\xa0)+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
#: A closing quotation mark of which the encoding has swallowed the last byte.
_HALF_QUOTE = re.compile(r"â€(?:\ufffd|(?![\w\ufffd™œ˜¢¦¡“”’‘]))")


_LONGEST_SLIP = 400  #: characters


def _mojibake(text: str, context: Context) -> Iterator[Edit]:
    """UTF-8 that was read as another encoding, one run of foreign characters at a time.

    >>> [edit.after for edit in _mojibake("TÃ¼lu, CafÃ© and “naïve”", Context(format="jekyll"))]
    ['ü', 'é']
    """
    for match in begun(_FOREIGN, _NOT_ASCII, text):
        halved = _HALF_QUOTE.sub("”", match[0])
        # Long runs are in a script of their own; only a few letters can be a mistake.
        fixed = ftfy.fix_encoding(halved) if len(halved) <= _LONGEST_SLIP else halved
        if fixed != match[0] and "\ufffd" not in fixed:
            yield Edit(*match.span(), fixed)


# Backslashes that exporters put before punctuation which means nothing in Markdown.
_NEEDLESS = re.compile(
    r"(?<!\\)(?:\\\\)*(?P<slash>\\)(?=(?P<sign>['\"$@%^&,;:?/=~|]|(?<!\d\\)\.|(?<=\w\\)[-+!]))"
)
_BRACKETS = re.compile(r"\\\[(?P<words>[^\[\]\\\n]{1,80})\\\](?![(:\[])")
_ANGLE = re.compile(r"(?<!\\)(?:\\\\)*(?P<slash>\\<)")
# Pandoc's ways to write a line that ends here, and a space that must not break.
_LINE_END = re.compile(r"(?<![\\\n])(?P<slash>\\)(?=\n[ \t]*\S)|^[ \t]{0,80}(?P<alone>\\)$", re.M)
_SPACE = re.compile(r"(?<!\\)\\ ")
_SLASH, _BROKEN = re.compile(r"\\"), re.compile(r"\\(?:\n|\Z)")


def _escapes(text: str, context: Context) -> Iterator[Edit]:
    r"""Escapes of characters that have no special meaning there.

    >>> [text for text in [r"I\'m", r"\[laughs\]", r"because\... They"]
    ...     if not list(_escapes(text, Context(format="substack")))]
    []
    """
    if "\\" not in text:
        return
    for match in begun(_NEEDLESS, _SLASH, text):
        yield from _unescaped(text, match.start("slash"), match["sign"])
    for match in _BRACKETS.finditer(text):
        words = match["words"]
        if re.match(r"[xX ]?\Z", words) or words.startswith("^") or words.count("`") % 2:
            continue  # would become a check box or a footnote, or is half in code
        if text[match.start() - 1 : match.start()] in ("\\", "!"):
            continue
        yield Edit(match.start(), match.start() + 1)
        yield Edit(match.end("words"), match.end("words") + 1)
    for match in begun(_ANGLE, _SLASH, text):
        yield Edit(*match.span("slash"), "&lt;")
    for match in _LINE_END.finditer(text) if _BROKEN.search(text) else ():
        if match["alone"]:
            yield Edit(*match.span("alone"))
        else:
            yield Edit(*match.span("slash"), "  ")
    for match in begun(_SPACE, _SLASH, text):
        yield Edit(*match.span(), "\xa0")


#: How far a line is looked at, so that an endless one takes no longer for each of its signs.
_REACH = 2_000  # mutants: one more or less cannot be seen
#: What separates the cells of a table.
_BAR = re.compile(r"(?<!\\)\|")


def _unescaped(text: str, at: int, sign: str) -> Iterator[Edit]:
    """Remove the backslash before a sign unless the sign would then mean something.

    Some signs mean something together: two dollars are a formula, three tildes at the start
    of a line are a fence, and a table cell may contain a bar.
    """
    line, end = line_around(text, at, at, _REACH)
    first = not text[line:at].strip()
    before, behind = text[max(0, at - 1) : at], text[at + 2 : at + 36]
    if sign == "$" and ("$" in (before, *behind[:1]) or behind.startswith("\\$")):
        yield Edit(at, at + 2, "&#36;")
    elif sign == "&" and re.match(r"#?\w{1,31};", behind):
        yield Edit(at, at + 2, "&amp;")
    elif not (
        (sign in "~=:" and first)
        or (sign == "^" and before == "[")
        or (sign == "|" and (first or _BAR.search(text, line, end)))
    ):
        yield Edit(at, at + 1)


_LONG_DASH = re.compile(r"(?<![-|:!<\\])---(?![-|:>])")
_SHORT_DASH = re.compile(r"(?<=[^\W_])--(?=[^\W_])|(?<=[\w.,;)\"”’?!*] )--(?= )")
_BARE_LINE = re.compile(r"^[ \t|:+>=-]*$", re.M)


def _dashes(text: str, context: Context) -> Iterator[Edit]:
    """Dashes as typed for kramdown and pandoc.

    >>> [edit.after for edit in _dashes("so---well, pages 3--5", Context(format="jekyll"))]
    ['—', '–']
    """
    if "---" in text:
        # Lines of nothing but dashes are rules and rows of tables.
        bare = [match.span() for match in _BARE_LINE.finditer(text) if match[0]]
        for match in _LONG_DASH.finditer(text):
            if not any(touched(*match.span(), bare)):
                yield Edit(*match.span(), "—")
    if context.format in ("jekyll", "substack"):
        for match in _SHORT_DASH.finditer(text):
            yield Edit(*match.span(), "–")


MOJIBAKE = Rule(
    id="mojibake",
    phrase=Phrase("broken character repaired", "broken characters repaired"),
    why="The text was once read in the wrong encoding, so that ü became Ã¼.",
    formats=MARKDOWN | CAPTIONS,
    find=_mojibake,
    code=True,
)
ESCAPES = Rule(
    id="escape",
    phrase=Phrase("needless backslash removed", "needless backslashes removed"),
    why="An exporter put a backslash before punctuation that needs none.",
    formats=MARKDOWN,
    find=_escapes,
)
DASHES = Rule(
    id="dash",
    phrase=Phrase("typed dash replaced", "typed dashes replaced"),
    why="Three hyphens stand for a long dash, two for a short one.",
    formats=MARKDOWN,
    find=_dashes,
    words=True,
)
