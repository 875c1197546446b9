"""Whether a four-digit number is a year, judged by the words around it."""

from __future__ import annotations

import re

from commonplace.model import Dated

#: Nothing before this counts as a year: "1500 people" would be one otherwise.
FIRST = 1600
#: How far ahead a prediction may look, from the date of its document.
AHEAD = 40
#: Assumed where a document has no date.
LAST = 2100
#: How many characters before and after the number are looked at.
REACH = 40

#: Years that people talk about without saying "in": other numbers need such a word.
_COMMON = range(1990, 2040)
#: Powers of two and sizes of screens, which are common in technical texts.
_SIZES = frozenset((1680, 1920, 2000, 2048))


def _before(words: str) -> re.Pattern[str]:
    """These words, in any of these forms, directly before a number."""
    return re.compile(rf"(?<!\w)(?:{words})[\s,(“\"‘]*\Z", re.IGNORECASE)


def _behind(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)


# After these, a number can hardly be anything but a year.
_STRONG = _before(
    r"in|since|by|until|till|during|throughout|year|years|early|mid|late|circa|as of|through"
    r"|back (?:to|around)|(?:end|start|beginning|middle|rest|most|all) of|spring|summer|fall|autumn"
    r"|winter|new year|class of|january|february|march|april|may|june|july|august|september"
    r"|october|november|december"
)
# After these, it may be: they come before all kinds of numbers.
_WEAK = _before(
    r"from|of|around|about|was|is|were|to|into|for|on|like|maybe|probably|say|between|and|or"
    r"|again|great|spent|a|an|the|this|that|its|their|his|her|our|my|your|\w+['’]s"
)
# It is an amount: "more than 2020", "another 1990".
_AMOUNT = _before(
    r"over|more than|less than|fewer than|nearly|almost|roughly|approximately|up to|at least"
    r"|at most|only|just|exactly|another|some|these|those|first|last|next|top|out of|total of"
    r"|times|plus|minus|equals|number|numbers|no\.|nr\.|costs?|paid|pay|worth|charged?"
)
# It is part of a name that is no date: standards, products, films, places, benchmarks.
_NAMED = _before(
    r"iso|iec|ieee|din|rfc|cve|area|route|highway|room|suite|flight|building|box|port|channel"
    r"|boeing|windows|office|server|studio|rtx|gtx|gpt|version|v|page|pages|chapter|line|step"
    r"|section|figure|global|fortune|forbes|russell|blade runner|cyberpunk|gen|llama"
    r"|hindsight(?: is)?|seed|batch size|size|length|limit|arxiv|id"
    # A benchmark or data set of a year is used for many years; a conference is held in it.
    r"|aime|amc|wmt|coco|voc|conll|semeval|imagenet|ilsvrc|squad|trec"
)
# What follows makes the number a measure, whatever comes before it.
_MEASURE = _behind(
    r"\s*(?:%|[×*/^]\s?\d|[×+*=]|[kmx]\b)"
    r"|[\s-](?:words?|tokens?|dollars?|bucks|euros?|pounds?|yen|cents|usd|eur|gbp|gpus?|cpus?|tpus?"
    r"|cores?|nodes?|hours?|minutes?|seconds?|days?|weeks?|months?|years?|miles?|kilometers?"
    r"|kilometres?|km|meters?|metres?|feet|foot|square|pages?|pixels?|px|bytes?|bits?|[kmgt]b|[kmg]?hz"
    r"|volts?|watts?|calories|percent|degrees|times|lines?|characters?|steps?|iterations|epochs"
    r"|requests|queries|calls|tickets|copies|points|elo|times|vision|ti|super)"
    r"|[ ,]+(?:[A-Z]\w*\s+){1,2}(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|parkway|lane"
    r"|square|way)"
)
# What follows is counted, unless a strong word says otherwise: "in 2020 people left".
_COUNTED = _behind(
    r"\s+(?:of\s+(?:those|these|them|the)|(?:[a-z]+\s+){0,2}(?:people|persons|users|customers|clients"
    r"|employees|students|researchers|engineers|developers|members|attendees|applications|applicants"
    r"|companies|models|papers|articles|countries|cities|universities|organizations|schools|teachers"
    r"|images|examples|samples|records|rows|documents|files|parameters|features|episodes|games|moves"
    r"|men|women|children|patients|cases|questions|problems|tasks|books|jobs|cars|items|products"
    r"|neurons|layers|dimensions|nodes|things|stars|votes|downloads|messages|others|alumni))"
)
#: "before 2017" and "pre-2011" name a time that is not the year itself.
BOUND = re.compile(
    r"\b(?:before|after|prior to|pre|post|beyond|than)"
    r"(?:\s+(?:the\s+)?(?:years?|(?:end|start|beginning|middle) of))?[\s-]+\Z",
    re.IGNORECASE,
)
#: Characters that make what follows, or comes before, part of something else.
GLUED_BEFORE = r"(?<![\w$€£¥#@/=+~^])(?<!\d[.,:–-])(?<!\w-)(?<!\w\.)"
GLUED_BEHIND = r"(?![\w%$€£])(?![.,:/]\d)(?!-(?!ish\b|present\b|\s|-)\S)"


def is_year(text: str, start: int, end: int, said: Dated | None = None) -> bool:
    """Whether the four digits at `start` to `end` of a text are a year.

    >>> texts = "It began in 2020.", "the 2020 interns", "2020 words", "about 2000 of it"
    >>> [is_year(text, text.index("20"), text.index("20") + 4) for text in texts]
    [True, True, False, False]
    """
    number = int(text[start:end])
    if not FIRST <= number <= (said.at.year + AHEAD if said else LAST):
        return False
    before = text[max(0, start - REACH) : start]
    behind = text[end : end + REACH]
    if _MEASURE.match(behind) or _NAMED.search(before):
        return False
    strong = bool(_STRONG.search(before))
    round_number = number % 100 == 0 or number in _SIZES
    if _COUNTED.match(behind):
        return strong and not round_number
    if _AMOUNT.search(before) and not strong:
        return number in _COMMON and not round_number and not behind[:2].strip().isalpha()
    if number in _COMMON and not round_number:
        return True
    return strong or (not round_number and number < _COMMON.stop and bool(_WEAK.search(before)))
