"""HTML cut into tags and text, with the place of each.

Saved pages are broken in every way, and Python's own parser reports lines instead of offsets
and treats broken tags differently from version to version. This follows the tokenizer of the
HTML standard (https://html.spec.whatwg.org/#tokenization) for valid pages, and keeps text
that the standard would drop. Every character is looked at a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from commonplace.markup.elements import names
from commonplace.markup.entities import unescape


@dataclass(frozen=True, kw_only=True)
class Token:
    """A tag, a run of text, or a comment at `start` to `end`.

    "raw" is text in which tags and references have no meaning. The values of `attributes` are
    resolved; names are in lower case.
    """

    kind: Literal["open", "close", "text", "raw", "comment"]
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


#: Elements that have no end.
VOID = names("area base br col embed hr img input link meta param source track wbr")
#: Elements in which no tag means anything.
RAW = frozenset(["script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes"])
#: Without their end these hide the rest of the page; the others are only a mistake.
GREEDY = frozenset(["script", "style"])
_NAME = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s/>][^\s/>=]*)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"'][^\s>]*)?))?"
)
_TAG_END = re.compile(r"[\s/]*>")


def tokens(text: str, *, raw: frozenset[str] = RAW) -> list[Token]:
    """The tokens of a text, which follow one another without a gap.

    `raw` are the elements in which tags have no meaning; XML has none.

    >>> [(token.kind, token.name or text) for text in ["a<b"] for token in tokens(text)]
    [('text', 'a<b')]
    >>> [token.kind for token in tokens("<p class=x>a &lt; b</p>")]
    ['open', 'text', 'close']
    """
    return list(_Tokenizer(text, raw).tokens())


class _Tokenizer:
    """Scans a text once. What is known to be missing is not sought again."""

    def __init__(self, text: str, raw: frozenset[str]) -> None:
        self.text = text
        self.raw = raw
        self.last_tag_end = text.rfind(">")
        self.last_comment_end = text.rfind("-->")
        self.last_cdata_end = -1 if raw else text.rfind("]]>")
        self.unclosed: set[str] = set()

    def tokens(self) -> Iterator[Token]:
        begin = at = 0
        while (at := self.text.find("<", at)) >= 0 and at < self.last_tag_end:
            token = self._markup(at)
            if token is None:
                at += 1
                continue
            if begin < at:
                yield Token(kind="text", start=begin, end=at)
            yield token
            begin = at = token.end
            if token.kind == "open" and token.name in self.raw:
                for inner in self._raw(token):
                    yield inner
                    begin = at = inner.end
        if begin < len(self.text):
            yield Token(kind="text", start=begin, end=len(self.text))

    def _markup(self, at: int) -> Token | None:
        if self.text.startswith("<!--", at) and at + 2 <= self.last_comment_end:
            # `<!-->` is a comment too.
            end = self.text.find("-->", at + 2) + 3
            return Token(kind="comment", start=at, end=end)
        if at < self.last_cdata_end and self.text.startswith("<![CDATA[", at):
            end = self.text.find("]]>", at) + 3
            return Token(kind="comment", start=at, end=end)
        if self.text.startswith(("<!", "<?", "</"), at):
            match = _NAME.match(self.text, at)
            if not match:
                return Token(kind="comment", start=at, end=self.text.find(">", at) + 1)
        else:
            match = _NAME.match(self.text, at)
        return self._tag(match) if match else None

    def _tag(self, match: re.Match[str]) -> Token | None:
        """The tag that begins here; None, for good, where no tag after it ends either."""
        attributes: dict[str, str] = {}
        at = match.end()
        while not (end := _TAG_END.match(self.text, at)):
            attribute = _ATTRIBUTE.match(self.text, at)
            if not attribute or attribute.end() > self.last_tag_end:
                self.last_tag_end = -1
                return None
            at = attribute.end()
            value = attribute["double"] or attribute["single"] or attribute["bare"] or ""
            attributes.setdefault(attribute["name"].lower(), unescape(value))
        return Token(
            kind="close" if match["slash"] else "open",
            start=match.start(),
            end=end.end(),
            name=match["name"].lower(),
            attributes=attributes,
        )

    def _raw(self, tag: Token) -> Iterator[Token]:
        """The content of a raw-text element, without its end tag."""
        if tag.name in self.unclosed:
            return
        close = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(self.text, tag.end)
        if not close:
            self.unclosed.add(tag.name)
            if tag.name not in GREEDY:
                return
        end = close.start() if close else len(self.text)
        if tag.end < end:
            yield Token(kind="raw", start=tag.end, end=end, name=tag.name)
        if close and (token := self._markup(end)):
            yield token


def partners(found: list[Token]) -> dict[int, int]:
    """The number of the matching end tag for each start tag.

    Looks at each name by itself, so crossing elements keep their partners. A start
    tag without an end has none.
    """
    waiting: dict[str, list[int]] = {}
    result: dict[int, int] = {}
    for number, token in enumerate(found):
        if token.kind == "open" and token.name not in VOID:
            waiting.setdefault(token.name, []).append(number)
        elif token.kind == "close" and waiting.get(token.name):
            result[waiting[token.name].pop()] = number
    return result
