"""How well a sentence stands alone: whether a reader who sees nothing else understands it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

#: Words of a speaker who is not sure, and words that say nothing.
DOUBT_WORDS = re.compile(
    r"\b(?:I (?:\w+ )?(?:think|guess|believe|suspect|suppose|forget|want to say)"
    r"|I don['’]t (?:\w+ )?know"
    r"|I['’]m not sure|maybe|perhaps|probably|something like that|or something|whatever|or so"
    r"|if I (?:recall|remember)|was it|what was it|might(?:['’]ve)?)\b",
    re.IGNORECASE,
)
FILLER_WORDS = re.compile(
    r"\b(?:kind of|sort of|you know|I mean|like|basically|actually|right|let['’]s see|yeah|oh"
    r"|uh|um)\b",
    re.IGNORECASE,
)
# How speech goes on.
_OPENING = (
    r"(?:and|but|or|so|well|yeah|yes|no|now|then|because|cause|like|oh|okay|ok|u+m+|u+h+|mhm|sure"
    r"|exactly|right|also)"
)
_GOES_ON = re.compile(rf"\W*{_OPENING}\b", re.IGNORECASE)
_DANGLING = re.compile(
    rf"\W*(?:{_OPENING}\W+)*"
    r"(?:(?:that|it|this|they|he|she|which|those|these|there|such)(?:['’]\w+)?\b"
    r"|I (?:think|guess|mean|believe|suppose),? (?:(?:it|this|they|he|she|these|those)\b"
    r"|that(?:['’]s| (?:really|is|was|would|could|had|came|happened))\b))",
    re.IGNORECASE,
)
# "I think it was around 2016 that the kiln changed" says what it was.
_CLEFT = re.compile(
    rf"\W*(?:{_OPENING}\W+)*(?:I (?:think|guess|believe|mean),? )?(?:it|that) was\b[^.!?;]{{0,40}}?"
    r"\b(?:1[6-9]|20)\d\d,?\s(?:that|when)\b",
    re.IGNORECASE,
)
# "Which kiln changed?" asks; it does not go on.
_WHICH = re.compile(rf"\W*(?:{_OPENING}\W+)*which\b", re.IGNORECASE)
# Behind "that" which is no conjunction: "Otto Vale showed that in May."
_ENDED = (
    r"\s(?:in|on|at|by|for|with|from|to|when|where|and|but|as|again|too|first|year|month|day)\b"
    r"|[^\w\s]|\Z"
)
# "Otto Vale did that in May": what it was stands before.
_DID_THAT = re.compile(
    r"(?:[^\W\d_]\S*\s+){1,12}?(?:did|studied|measured|saw|described|called|showed|made|took|used|solved|tested"
    r"|repeated|confirmed|proposed|introduced|suggested)"
    r"\s(?:that|this|it|so|the same|such)\b(?!\s(?:the|a|an)\b)"
    # "Otto Vale showed that kilns crack" says what he showed.
    r"(?:(?<!\bshowed that)(?<!\bsaw that)(?<!firmed that)(?<!posed that)(?<!gested that)"
    rf"|(?={_ENDED}))",
)
# "In October 2015 it beat Fan Hui", "In January they bought the company".
_IT_BEHIND = re.compile(
    r"(?:in|on|by|from|at|since)\s[\w ]{3,30}?,?\s(?:it|he|she|they|this|these|that)\s",
    re.IGNORECASE,
)
# "On December 20, 2011, it sold", "However, for want of oil, it was shut".
_IT_AFTER = re.compile(
    r"(?:(?:In|On|By|From|At|Since|As of)\s"
    r"(?:(?:(?!when|after|as|because|before)[a-z]+|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[a-z]*|\d[\dsthnrd]*),?\s){1,6}?"
    r"|(?:However|Nevertheless|Moreover|Furthermore|Instead|Therefore|Thus|Later|Soon|Eventually),?"
    r"\s(?:[^,.;:]{1,60},\s)?)"
    r"(?:it|he|she|they|this|these|those)\s"
)
# "In this struggle Otto Vale won", "In response, the council met", but not "In response to a
# fire, the council met".
_IN_THIS = re.compile(
    r"(?:(?:in|at|for|during|with|after|by|on|from|under|of)\s(?:this|that|these|those|such)\s(?!who\b)"
    r"|(?:in (?:response|turn|return|addition)|as a result|instead|prior to (?:that|this)),?\s"
    r"(?!to\b|of\b|for\b))",
    re.IGNORECASE,
)
# "The film was completed in May": which film?
_THE_WORK = re.compile(
    r"\W*(?:the|his|her|their|its)\s(?:films?|movies?|books?|novels?|plays?|albums?|songs?|papers?|reports?"
    r"|study|article|essay|society|group|team|band|couple|family|mission|treaty|agreement|ship|trophy"
    r"|festival|spacecraft|rocket|committee|campaign|version|latter|former)\s"
    r"(?:was|were|is|had|has|would|won|took|went|came|began|became|saw|moved|\w+ed)\b",
    re.IGNORECASE,
)
# "She wrote of this in May", "They discussed this idea": what it was stands before.
_OF_THIS = re.compile(
    r".{0,160}?\b(?:(?:of|on|to|for|by|with)\s(?:this|these|those)(?=\s(?:in|when|was|is|occurred|came)\b|[.,:;])"
    r"|(?:(?:discuss|repeat|support|reject|express)\w*\sth(?:is|at|ese|ose)"
    r"|(?:confirm|propos)\w*\sth(?:is|ese|ose))\s[a-z])"
)
# A year that the sentence before names.
_THAT_YEAR = re.compile(
    r"(?:(?!\d{4}).){0,200}?\b(?:that|the same|the following) year\b", re.IGNORECASE
)
_THE_ONE = re.compile(
    r"(?:\S+\s){1,12}?the\s(?:company|firm|work|programs?|same|result|match|method|system|project)"
    r"(?!\s(?:of|that|which|for|called|named|on|in)\b)\b",
)
# One of several steps.
_STEP = re.compile(r"\W*(?:second|third|fourth|fifth|next|lastly|finally),\s", re.IGNORECASE)
# What is said of a name that stands before it.
_SAYS = re.compile(
    r"\W{1,3}(?:\w+ ){0,2}(?:is|are|was|means|(?<!\bI )mean|works?|needs?|can|has|have)\b"
)
_BROKEN_OFF = re.compile(r"\W{0,3}(?:\.\.\.|…)\s?[a-z]")
_LEANING = (
    *(_DID_THAT, _IT_BEHIND, _IT_AFTER, _IN_THIS, _OF_THIS, _THE_ONE, _THE_WORK, _STEP, _THAT_YEAR),
    _BROKEN_OFF,
)
#: Words of a sentence: fewer say little, more are hard to read.
_FEW, _MANY = 10, 40


def leans(sentence: str) -> bool:
    """Whether a sentence cannot be understood without the one before.

    >>> leans("And that changed in 2019."), leans("The kiln changed in 2019.")
    (True, False)
    >>> leans("Which changed the kiln."), leans("Which kiln changed?")
    (True, False)
    """
    if _DANGLING.match(sentence):
        return not _CLEFT.match(sentence) and not (
            _WHICH.match(sentence) and sentence.rstrip("\"”’') ").endswith("?")
        )
    return any(pattern.match(sentence) for pattern in _LEANING)


def standing(sentence: str, places: Sequence[tuple[int, int]] = ()) -> float:
    """How well a sentence stands alone, as a quotation for what it names at the places.

    For it: being whole, of 10 to 40 words, and saying something of what it names. Against
    it: asking, leaning on what was said before, doubt and filler words.

    >>> whole, half = "The tide lifts every boat twice a day.", "and then the tide, you know"
    >>> standing(whole, [(4, 8)]) > 1.5 > 0.5 > standing(half, [(13, 17)])
    True
    """
    score = _alone(sentence)
    inside = [place for place in places if place[0] >= 0 and place[1] <= len(sentence)]
    score += 0.1 * min(len(inside), 3)
    return score + 0.3 * any(_SAYS.match(sentence, end) for _, end in inside)


@lru_cache(1 << 14)  # one page after the other asks for the same sentences
def _alone(sentence: str) -> float:
    """How well a sentence stands alone, whatever it names."""
    words = len(sentence.split())
    score = min(words, _FEW) / _FEW - max(0, words - _MANY) / 20
    opened, closed = sentence.lstrip("\"“'‘("), sentence.rstrip("\"”'’)")
    score += 0.5 * (opened[:1].isupper() or opened[:1].isdigit())
    score += 0.5 * closed.endswith((".", "!"))
    score -= 0.5 * closed.endswith("?")
    score -= 0.4 * bool(_GOES_ON.match(sentence) or leans(sentence))
    return score - 0.15 * len([*FILLER_WORDS.finditer(sentence), *DOUBT_WORDS.finditer(sentence)])
