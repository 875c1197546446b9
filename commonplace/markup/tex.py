"""Formulas in TeX become MathML, which browsers draw without a script."""

from __future__ import annotations

import html
import re
from functools import lru_cache

import nh3

from commonplace.markup.scan import begun

# `$$…$$` is kramdown's for both kinds, `\\(…\\)` and `\\[…\\]` are MathJax's, with one
# backslash too. A single dollar is money in talk, and one backslash shows a bracket as it is:
# there, a sign of TeX has to be inside.
_SIGN = r"(?:\\[a-zA-Z]{2}|[\w})]\^|[\w})]_[\w{])"
#: Letters that stand alone, numbers and signs: what is in single dollars and has no other sign.
#: Beside an equals sign, two letters are a product.
_LETTERS = (
    r"(?=[a-zA-Z(])(?:(?:log|ln|min|max|sin|cos|tan|mod|exp)(?![a-zA-Z])|[a-zA-Z](?![a-zA-Z])"
    r"|[\d=<>+*/|,.()!:'\[\] -]){1,80}+(?=\$)"
    r"|(?=[a-zA-Z(][^$\n]{0,80}=)(?:[a-zA-Z]{1,2}(?![a-zA-Z])|[\d=<>+*/|,.()!:' -]){3,80}+(?=\$)"
)
#: No letter or digit beside a dollar; Chinese, Japanese and Korean have no spaces there.
_LETTER = r"[^\W\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]"
_BEFORE = rf"(?<![\\$])(?<!{_LETTER})"
_BEHIND = rf"(?!\$)(?!{_LETTER})"
#: A function of something, and nothing else.
_FUNCTION = r"[a-zA-Z]{1,20}\([^$\n]{1,60}\)\$"
_FORMULA = re.compile(
    r"\$\$(?P<dollars>(?:[^$\n]|\n(?!\s*\n)){1,2000})\$\$|\\\\\((?P<inline>.{1,2000}?)\\\\\)"
    r"|\\\\\[(?P<block>.{1,2000}?)\\\\\]"
    rf"|{_BEFORE}\$(?=[^\s$\d][^$\n]{{0,300}}\${_BEHIND})(?:(?=[^$\n]{{0,300}}?{_SIGN})|(?={_LETTERS})"
    rf"|(?=[a-zA-Z][a-z]\$)|(?={_FUNCTION}))"
    r"(?P<dollar>[^$\n]{1,300}(?<![\s\\]))\$"
    rf"|{_BEFORE}(?<!-)\$(?=\d[^$\n]{{0,300}}?(?:\\[a-zA-Z]{{2}}|[\^_]\{{))"
    rf"(?P<digit>[^$\n]{{1,300}}(?<![\s\\]))\${_BEHIND}"
    rf"|{_BEFORE}\$(?P<glued>\\[a-zA-Z]{{2,20}}(?:[_^](?:\{{[^{{}}$\n]{{1,40}}\}}|\w))?)\$(?=[^\W\d_])"
    rf"|{_BEFORE}(?<!-)\$(?P<number>\d(?:[\d.,]{{0,20}}\d)?(?:\\%)?)\${_BEHIND}"
    rf"|(?<!\\)\\\((?=(?:(?!\\\)).){{0,300}}?{_SIGN})(?P<paren>.{{1,500}}?)(?<!\\)\\\)"
    rf"|(?<!\\)\\\[(?=(?:(?!\\\]).){{0,300}}?{_SIGN})(?P<bracket>.{{1,2000}}?)(?<!\\)\\\]"
    r"|\\begin\{(?P<name>(?:equation|align|gather|multline)\*?)\}(?P<whole>.{1,2000}?)\\end\{(?P=name)\}",
    re.S,
)
_LABEL = re.compile(r"\\label\{[^{}\n]{0,200}\}|\\(?:nonumber|notag)(?![a-zA-Z])")
_BEGINS = re.compile(r"[$\\]")
_QUOTED = re.compile(r"(?:[ \t]{0,16}>){1,8}")


# The converter passes text and some attributes through as they are.
_CLEANER = nh3.Cleaner(
    tags=set(
        (
            "math mrow mi mo mn ms mtext mspace msup msub msubsup mfrac msqrt mroot mover munder "
            "munderover mtable mtr mtd mstyle mpadded mphantom mmultiscripts mprescripts menclose"
        ).split()
    ),
    clean_content_tags={"script", "style", "annotation-xml"},
    attributes={
        "math": {"display"},
        "mi": {"mathvariant"},
        "mo": {"stretchy", "fence", "form", "accent", "separator", "largeop", "movablelimits"},
        "mfrac": {"linethickness"},
        "mtable": {"columnalign", "rowspacing"},
        "mspace": {"width"},
        "mstyle": {"displaystyle", "scriptlevel"},
    },
    url_schemes=set(),
)


def spans(text: str) -> list[tuple[int, int]]:
    """Where the formulas of a text stand, with their delimiters."""
    return list(_spans(text))


@lru_cache(4)  # one rule after the other asks for those of the same text
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    if "$" not in text and "\\" not in text:
        return ()
    return tuple(match.span() for match in begun(_FORMULA, _BEGINS, text))


def found(text: str, at: int = 0) -> re.Match[str] | None:
    """The next formula of a text, with its delimiters."""
    return _FORMULA.search(text, at) if "$" in text or "\\" in text else None


def formula(match: re.Match[str]) -> tuple[str, str]:
    """MathML for a formula that was found, and its TeX."""
    kinds = (
        "dollars",
        "inline",
        "block",
        "dollar",
        "digit",
        "glued",
        "number",
        "paren",
        "bracket",
        "whole",
    )
    tex = next(match[kind] for kind in kinds if match[kind])
    before, behind = match.string[: match.start()], match.string[match.end() :]
    lead = before.rpartition("\n")[2]
    if marks := _QUOTED.match(lead):
        tex = _without_marks(tex, marks[0].count(">"))
    alone = not lead.strip(" \t>") and not behind.partition("\n")[0].strip()
    block = bool(match["block"] or match["bracket"] or match["whole"])
    block = block or alone or tex.startswith("\n")
    return mathml(tex.strip(), block=block), tex.strip()


def _without_marks(tex: str, depth: int) -> str:
    """TeX without the marks of the quotations that it stands in; some lines may have none."""
    return re.sub(rf"\n(?:[ \t]{{0,16}}>){{1,{depth}}}", "\n", tex)


def mathml(formula: str, *, block: bool) -> str:
    """MathML for a formula; the formula as code where it cannot be read.

    >>> mathml("x", block=False)
    '<math display="inline"><mrow><mi>x</mi></mrow></math>'
    """
    from latex2mathml.converter import convert  # takes long to import, and few texts need it

    formula = _LABEL.sub("", formula)  # names a formula for others to refer to
    try:
        page = convert(formula, display="block" if block else "inline")
    except Exception:  # the converter has no common base class for its errors
        return f"<code>{html.escape(formula)}</code>"
    return _CLEANER.clean(page)
