"""What a work is called: by a list of works, by the words of links, or by its address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commonplace.analysis import tokens
from commonplace.derive.addresses import readable, slug_title
from commonplace.markup.lines import line_around
from commonplace.model import Citation

#: Link texts that say nothing of the work: these words, in any number and order.
_POINTING = frozenset(
    "a an the this that these those here there it its in on at of to for from by via with and or"
    " my his her our their your link links paper papers post posts blog article articles tweet"
    " tweets thread video videos episode website site web page pages source sources read more see"
    " watch listen click go out find full original new recent first second last one two other"
    " another launch system card repo repository code doc docs documentation report study talk"
    " podcast interview essay piece book chapter slides pdf x youtube twitter github arxiv saw"
    " said wrote says blogpost online free course where ever you get previous earlier later same"
    " discussed discussion ep part note notes on".split()
)
#: What continues a sentence.
_INSIDE = re.compile(r"(?:of|to|in|on|at|for|from|by|with|where|and|or|as|that|which|than) ")
#: A longer link text is a sentence; and one of authors and a year.
_SENTENCE = 16
#: So many words may be a name within a sentence: "the Harbour of Holm".
_NAME = 4
_AUTHORS = re.compile(r"[^\W\d_a-z][\w'’-]*(?:(?:,| and| &)? [\w'’.-]+){0,6}?,? \(?\d{4}[a-z]?\)?")
#: An item of a list of works, and its title.
_ITEM = re.compile(r"\s*(?:\[\d{1,3}\]|\d{1,3}\.\s|[^\W\d_a-z][^\"“]{0,80}\bet al)")
_LINE = 400
_QUOTED = re.compile(r"[\"“]([^\"“”\n]{8,200})[\"”]")
_PLAYER = re.compile(r"Watch the video on \w+\Z")
_BARE = re.compile(r"(?:https?://|www\.)\S+\Z|[\w-]+(?:\.[\w-]+)+(?:/\S*)?\Z", re.IGNORECASE)


def title_of(address: str, citations: Sequence[Citation]) -> str:
    """What a work is called; its address where nothing says it.

    A list of works says it best, then the longest link text that says what the work is, then
    what its address spells.
    """
    return _said(address, citations) or slug_title(address) or readable(address)


def is_guessed(address: str, citations: Sequence[Citation]) -> bool:
    """Whether nobody says what a work is called, so that its title is made of its address."""
    return not _said(address, citations)


def _said(address: str, citations: Sequence[Citation]) -> str:
    """What the documents call a work; empty if they do not."""
    listed = [citation.title for citation in citations if citation.title]
    said = [citation.text for citation in citations if citation.quote]
    named = [citation.text for citation in citations if not citation.quote]
    spells = slug_title(address)
    for texts in (listed, said, named):
        telling = [text for text in map(_trimmed, texts) if _tells(text)]
        if spells:
            telling = [text for text in telling if not _goes_on(text)]
        if telling:
            return max(telling, key=lambda text: (len(text), text))
    return ""


def listed_title(text: str, at: int) -> str:
    """The title in quotation marks of the item of a list of works in which a link stands."""
    start, end = line_around(text, at, at, _LINE)
    line = text[start:end]
    if at - start >= _LINE or not _ITEM.match(line):
        return ""
    titles = _QUOTED.findall(line)
    return titles[0].rstrip(" .,;") if len(titles) == 1 else ""


_CAPITAL = re.compile(r"[A-Z“\"]")


def _goes_on(text: str) -> bool:
    """Whether a link's words are a piece of a sentence, or name authors and a year only."""
    words = text.split()
    small = text[:1].islower()
    plain = small and not _CAPITAL.search(text, 1)
    few = small and 3 * sum(word[0].isupper() for word in words) <= len(words)
    return (
        (plain and len(words) > 2)
        or (few and len(words) > _NAME)
        or len(words) > _SENTENCE
        or bool(_AUTHORS.fullmatch(text))
    )


def _trimmed(text: str) -> str:
    """A link's words without quotation marks or brackets around them all."""
    pairs = {'"': '"', "“": "”", "‘": "’", "'": "'", "(": ")", "[": "]"}
    while len(text) > 2 and pairs.get(text[0]) == text[-1] and text[0] not in text[1:-1]:
        text = text[1:-1].strip()
    return text.strip(" .,;:") or text


def _tells(text: str) -> bool:
    """Whether a link's words say what the work is, not only where to look.

    >>> [_tells(text) for text in ("AlphaZero", "here", "this paper", "https://a.org/b", "13:05")]
    [True, False, False, False, False]
    """
    if _BARE.match(text) or _PLAYER.match(text) or _INSIDE.match(text):
        return False
    said = [token for token in tokens(text) if token not in _POINTING and not token.isdigit()]
    # A single word in lower case is one of the sentence, and no name.
    return len(said) > 1 or (bool(said) and re.search(r"[^\Wa-z_]", text) is not None)
