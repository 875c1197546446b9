"""How deeply the parts of a text are nested, counted before any parser sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Elements that pages nest, and close. Others in a text may be no elements at all.
_ELEMENT = re.compile(
    r"<(?P<end>/?)(?:article|aside|blockquote|details|div|dl|fieldset|figure|footer|form|header"
    r"|main|nav|ol|section|span|table|ul)(?![\w-])",
    re.IGNORECASE,
)
#: What opens quotations and lists at the start of a line of Markdown.
_OPENERS = re.compile(
    r"^(?P<indent>[ \t]*)(?P<marks>(?:>[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+)+)", re.M
)
_MARK = re.compile(r">|[-*+][ \t]|[.)]")
#: A string, closed or not, or a bracket of JSON.
_JSON = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|(?P<open>[\[{])|(?P<close>[\]}])', re.S)


def nesting(text: str) -> tuple[int, int]:
    """The greatest depth in a text, and the offset at which it is reached.

    For JSON, brackets count; otherwise HTML elements, and the quotations and lists that one
    line of Markdown opens. Takes linear time.

    >>> nesting("A\\n> > - deep")
    (3, 2)
    >>> nesting('[{"a": "[[["}]')
    (2, 1)
    """
    found = _brackets if text.lstrip().startswith(("{", "[")) else _markup
    return max(found(text), key=lambda pair: pair[0], default=(0, 0))


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    depth = 0
    for match in _JSON.finditer(text):
        if match["open"]:
            depth += 1
            yield depth, match.start()
        elif match["close"]:
            depth = max(0, depth - 1)


def _markup(text: str) -> Iterator[tuple[int, int]]:
    depth = 0
    for match in _ELEMENT.finditer(text):
        depth = max(0, depth - 1) if match["end"] else depth + 1
        yield depth, match.start()
    for match in _OPENERS.finditer(text):
        indent = len(match["indent"].expandtabs(4)) // 4
        yield indent + len(_MARK.findall(match["marks"])), match.start()
