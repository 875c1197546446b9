"""Transcripts among pages: those that say so in their elements, and those that only look it.

Podcasting 2.0 has <cite> for who speaks and <time> for when
(https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonplace.markup.clock import seconds
from commonplace.markup.entities import unescape
from commonplace.model import Mark, Reading
from commonplace.readers.tokens import Token

_LONGEST_NAME = 60
_SAYS_SO = re.compile(
    r"\btranscri|\bepisode\b|\bpodcast|\binterview|\bin conversation", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Turns:
    """Where turns begin, and the elements that say so: start and end token, and the rule."""

    marks: tuple[Mark, ...] = ()
    scaffolding: Mapping[int, tuple[int, str]]


def find_turns(words: str, found: Sequence[Token], partner: Mapping[int, int]) -> Turns | None:
    """The turns of a page that is a transcript in <cite>, <time> and <p>; None for others.

    >>> from commonplace.readers.tokens import partners, tokens
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


def is_talk(reading: Reading) -> bool:
    """Whether the turns of a page are turns, and no bold words that begin paragraphs.

    Articles have labels that come back too ("**Cost:**"). So a page without times has to
    call itself a transcript, or be nothing but turns, under names that are no words of it.
    """
    turns = [mark for mark in reading.marks if mark.spoken]
    if not turns or any(mark.start is not None for mark in turns):
        return True
    title = f"{reading.fields.get('title', '')} {reading.fields.get('description', '')}"
    voices = {mark.speaker for mark in turns if mark.speaker}
    if _SAYS_SO.search(title) and len(voices) > 1:
        return True
    text = str(reading.text)
    begin = reading.text.offset(turns[0].at)
    blocks = len(re.findall(r"\n\n(?=\S)", text[begin:])) + 1
    words = set(re.findall(r"\w+", text))
    return (
        2 <= len(voices) <= len(turns) - 1
        and begin * 5 <= len(text)
        and len(turns) * 4 >= blocks
        and not any(voice.lower() in words for voice in voices)
    )


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
