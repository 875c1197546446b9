"""Transcripts in HTML as Podcasting 2.0 has them: <cite> speaks, <time> says when.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md#html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonplace.markup.clock import seconds
from commonplace.markup.html_tokens import Token
from commonplace.markup.references import unescape
from commonplace.model import Mark

_LONGEST_NAME = 60


@dataclass(frozen=True, kw_only=True)
class Turns:
    """Where turns begin, and the elements that say so: start and end token, and the rule."""

    marks: tuple[Mark, ...] = ()
    scaffolding: Mapping[int, tuple[int, str]]


def find_turns(words: str, found: Sequence[Token], partner: Mapping[int, int]) -> Turns | None:
    """The turns of a page that is a transcript in <cite>, <time> and <p>; None for others.

    >>> from commonplace.markup.html_tokens import partners, tokens
    >>> page = "<cite>Ada:</cite><time>0:01</time><p>Yes.</p><time>1:02</time><p>No.</p>"
    >>> turns = find_turns(page, tokens(page), partners(tokens(page)))
    >>> [(mark.speaker, mark.start) for mark in turns.marks]
    [('Ada', 1.0), ('Ada', 62.0)]
    """
    turns = list(_turns(words, found, partner))
    if len(turns) < 2 or not any(name for name, *_ in turns):
        return None
    marks = []
    scaffolding: dict[int, tuple[int, str]] = {}
    speaker = None
    for name, start, cite, time in turns:
        speaker = name or speaker
        first = min(n for n in (cite, time) if n is not None)
        marks.append(Mark(at=found[first].start, speaker=speaker, start=start))
        for number, rule in ((cite, "label"), (time, "time")):
            if number is not None:
                scaffolding[number] = (partner[number], rule)
    return Turns(marks=tuple(marks), scaffolding=scaffolding)


def _turns(
    words: str, found: Sequence[Token], partner: Mapping[int, int]
) -> Iterator[tuple[str, float | None, int | None, int | None]]:
    """Name, time, and the tokens of <cite> and <time> of each turn; a <p> ends them."""
    cite = time = None
    name, start = "", None
    skip = -1
    for number, token in enumerate(found):
        if number <= skip or token.kind in ("close", "comment"):
            continue
        said = words[token.start : token.end].strip() if token.kind == "text" else ""
        if token.name == "cite" and number in partner and cite is None:
            name = _said(words, found[number : partner[number]]).rstrip(":").strip()
            cite, skip = number, partner[number]
        elif token.name == "time" and number in partner and time is None:
            start = seconds(_said(words, found[number : partner[number]]))
            time, skip = number, partner[number]
        elif token.name == "p" and start is not None and len(name) <= _LONGEST_NAME:
            yield name, start, cite, time
            cite = time = start = None
            name = ""
        elif said or token.kind == "open":
            cite = time = start = None
            name = ""


def _said(words: str, inside: Sequence[Token]) -> str:
    text = "".join(words[t.start : t.end] for t in inside if t.kind == "text")
    return " ".join(unescape(text).split())
