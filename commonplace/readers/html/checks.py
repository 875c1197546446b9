"""Messages about saved HTML."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from commonplace.model import Diagnostic
from commonplace.model.diagnostics import line_of, others, warning
from commonplace.readers.tokens import GREEDY, RAW, Token

#: No title holds these; it ended before, without saying so.
_PAGE = re.compile(r"</head[\s>]|<body[\s>]", re.IGNORECASE)
_CUT = re.compile(r"<[A-Za-z/!][^>]*\Z")


def check_page(
    words: str, found: Sequence[Token], partner: Mapping[int, int], file: str
) -> Iterator[Diagnostic]:
    """Report unclosed elements, and a page that ends inside a tag."""
    yield from _without_end(words, found, partner, file)
    last = found[-1] if found else None
    if last and last.kind == "text":
        cut = _CUT.search(words[last.start :])
        if cut:
            line = line_of(words, last.start + cut.start())
            message = "the page ends inside a tag, which was kept as text"
            why = "the end of the page may be missing"
            yield warning(file, line, message, "save the page again, or delete the rest", why)


def _without_end(
    words: str, found: Sequence[Token], partner: Mapping[int, int], file: str
) -> Iterator[Diagnostic]:
    """Comments and raw-text elements that are never closed.

    Each kind is reported once, at its first line. Self-closing ones (`<iframe/>`) are valid
    XHTML and read as such.
    """
    opened: dict[str, list[Token]] = defaultdict(list)
    for number, token in enumerate(found):
        if token.kind == "open" and token.name in RAW:
            closes_itself = words.startswith("/>", token.end - 2) and token.name not in GREEDY
            if number not in partner and not closes_itself:
                opened[token.name].append(token)
            elif token.name == "title" and _swallows(words, found, number):
                opened["title"].append(token)
        elif token.kind == "comment" and _is_open(words, token):
            opened["!--"].append(token)
    for name, tokens in opened.items():
        message, why, end = f"<{name}> is not closed", _WHY, f"</{name}>"
        if name in GREEDY:
            message, why = f"{message} and hides the rest of the page", _HIDES
        elif name == "!--":
            message, why, end = "a comment is not closed", _COMMENT, "-->"
        line = line_of(words, tokens[0].start)
        yield warning(file, line, message + others(len(tokens) - 1), f"add {end}", why)


_HIDES = "everything after it is read as part of it"
_WHY = "a browser reads everything after it as part of it; its end was guessed here"
_COMMENT = "it was taken to end at the next tag, and its text is on no page"


def _swallows(words: str, found: Sequence[Token], number: int) -> bool:
    """Whether an unclosed title swallows part of the page, up to the end of another title."""
    raw = found[number + 1] if number + 1 < len(found) else None
    return bool(raw and raw.kind == "raw" and _PAGE.search(words, raw.start, raw.end))


def _is_open(words: str, token: Token) -> bool:
    """Whether a comment is not closed; `--!>` counts as closing it."""
    end = words[max(token.start, token.end - 4) : token.end]
    return words.startswith("<!--", token.start) and not end.endswith(("-->", "--!>"))
