"""Whether a dated sentence is about the speakers themselves, and what that weighs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from commonplace.derive.standing import DOUBT_WORDS, FILLER_WORDS
from commonplace.derive.timeline.signs import (
    ASIDE,
    CAREER,
    ME,
    MY_LIFE,
    NAMELESS,
    OUR_LIFE,
    US,
    Sign,
)

# What the speakers' own house made known is news, and no talk about themselves.
_OURS = re.compile(
    r"\b(?:we|I) (?:\w+ly )?(?:announced|founded|co-?founded|launched|released|published"
    r"|open-?sourced|unveiled|introduced|invented|patented"
    r"|(?:wrote|had) (?:an?|the|our) (?:\w+ )?paper|(?:were|got) (?:acquired|bought)"
    # and so is how it began.
    r"|(?:started|began|built|created|wrote|made|shipped|formed|opened|set up|put out)"
    r" (?:the|our|an?|my|this)? ?(?:very )?(?:first|original|company|start-?up|business|firm|lab"
    r"|non-?profit|foundation)"
    r"|(?:started|began) (?:working on|building|writing|developing) (?:the )?(?-i:[A-Z]))",
    re.IGNORECASE,
)
_ME = re.compile(r"\b(?:I|my|me|myself|I['’]\w+|(?:[Tt]he|[Oo]ur) journey)\b")
_TO_ME = re.compile(r"\b(?:in|to) my (?:opinion|view|mind|knowledge)\b", re.IGNORECASE)
# "When I was at school", "I moved there": of one's own life, whoever else is named.
_MY_LIFE = re.compile(
    r"\b(?:I(?:['’](?:ve|d|m))?|me and \w+|and me)\s+(?:(?!not\b)\w+\s+){0,2}?"
    r"(?:left|moved|started|began|got|went|came|took|graduated|worked|working|met|studied|moving"
    r"|(?:was|were)(?! hired))\b"
)
_OUR_LIFE = re.compile(
    r"\bwe(?:['’](?:ve|d|re))?\s+(?:(?!not\b)\w+\s+){0,2}?(?:started|starting|went"
    r"|were(?! (?:acquired|bought))|moved|ran out|got (?:in|on|up|out|to)|met|came|joined|grew)\b",
    re.IGNORECASE,
)
# "As we record this", in passing, and where it is the date that is that of the recording.
_IN_PASSING = re.compile(
    r"\b(?:[Aa]s|[Ww]hen|[Ww]hile) (?:we|I)(?:['’]re| are|['’]m| am)? (?:record|speak|talk|tap)\w*"
    r"(?: this)?\b(?!\s*[io]n\b)"
)
# "When I joined Halden in 2017, …": the date sets a scene of one's own.
_WHEN_I = re.compile(r"\bwhen (?:I|we|you)\b", re.IGNORECASE)
_US = re.compile(r"\b(?:we|our|us|we['’]\w+|you|your|you['’]\w+)\b", re.IGNORECASE)


def without_asides(words: str) -> str:
    """Words without what they say in passing of their recording."""
    return _IN_PASSING.sub("", words)


def personal(
    rest: str, clause: str, names: Collection[str], *, beside: bool, told: bool
) -> Iterator[Sign]:
    """What speaks against a sentence of the speakers' own, whose `clause` has the date.

    It is `told` if a verb of what happened is `beside` the date, or the date is equated.
    """

    def plain(words: str) -> str:
        said = _TO_ME.sub("", without_asides(words))
        return FILLER_WORDS.sub("", DOUBT_WORDS.sub("", said))

    near, far = plain(clause), plain(rest)
    ours = beside and names and _OURS.search(rest)
    if _ME.search(near):
        if (_MY_LIFE.search(near) or _WHEN_I.search(near)) and not ours:
            yield MY_LIFE
        else:
            yield CAREER if ours or (told and len(names) > 1) else ME
    elif _ME.search(far):
        yield ASIDE if told and not _MY_LIFE.search(far) else ME
    if not names and (_ME.search(near) or _US.search(near)):
        yield NAMELESS
    if ours:
        return
    if _US.search(near):
        yield OUR_LIFE if _OUR_LIFE.search(near) else US
    elif _US.search(far):
        yield ASIDE if told and not _OUR_LIFE.search(far) else US
