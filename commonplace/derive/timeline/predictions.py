"""What a text says will be: a statement about a day that is still to come when it is made.

Plans of the speakers, notices of events and questions are none. The date has to be the one for
which something is foreseen: "by 2030", "in 2024 models will …", and no other of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from commonplace.derive.dates.mentions import Mention
from commonplace.derive.sentences import Span
from commonplace.derive.standing import FILLER_WORDS, leans
from commonplace.derive.timeline.strength import understood
from commonplace.derive.timeline.together import moments
from commonplace.model import Dated

#: What a prediction is worth, and what adds to it: a name of the vocabulary, odds, a limit.
FORESEEN, KNOWN, ODDS, LIMIT, FILLER = 2.5, 0.5, 1.0, 0.25, 0.25
#: Characters before a verb whose subject is the first word.
_LED = 15
#: Characters between a verb of the future and its date; words of a prediction.
_NEAR, _BEHIND, _FEWEST, _MOST = 160, 80, 7, 60
_WILL = (
    r"(?:(?<![Tt]he\s)(?<!free\s)will|won['’]t|shall)\b(?!\s(?:of|to|power)\b)|['’]ll\b"
    r"|(?:is|are|['’]s|['’]re)\s(?:(?:probably|likely|not|also|really|just|definitely|actually)\s)?"
    r"(?:going\sto|gonna)\b"
)
_SAID = (
    r"(?:predict(?:s|ed|ing)?|prediction\s(?:is|was|that)|forecast(?:s|ed|ing)?|project(?:s|ed)"
    r"|(?:is|are|['’]s|['’]re)\s(?:still\s)?(?:expected|projected|supposed|slated|set|predicted|likely"
    r"|on\strack|due)\sto"
    r"|bet(?:s|ting)?\sthat|(?:chance|probability|odds|likelihood)\s(?:of|that|is|at))\b"
)
_FORESEES = re.compile(rf"(?:(?<=\w)(?=['’])|(?<![\w'’]))(?:{_WILL}|{_SAID})")
#: Before a date, what makes it the one for which something is foreseen.
_FOR = re.compile(
    r"(?:\A|[\s(“\"])(?P<limit>by|before|until|till|no later than)?"
    r"(?P<on>in|during|around|within|for|come|through(?:out)?)?\s?(?:(?:the|about|roughly|year|end|of|early|late|mid|sometime|say)\s)*\Z",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;:\"“”]|\s[–—-]{1,2}\s|\.\.\.|…|\b(?:but|because|when|where|since|after|although|while|whereas"
    r"|even though|so that|as|than|like)\b"
    r"|,\s(?:which|who|that|so|and\s(?:I|we|you|they|it|he|she))\b"
)
#: The speakers' own doing is no prediction, unless it is what they will see; nor is that of what
#: only a word that points back names, unless the sentence before is taken along.
_OWN = re.compile(
    r"\b(?:I|we|you|us|let['’]?s|one|who|what|which|there|things?)"
    r"(?:\s(?:all|both|also|just|think|really|probably))*\s?\Z",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:it|that|this|they|he|she|these|those)(?:\s(?:also|just|really|probably))*\s?\Z",
    re.IGNORECASE,
)
#: "We have not begun it. This will be done by 2030": plans of the speakers, too.
_OURS = re.compile(r"\b(?:I|[Ww]e)(?:['’]\w+)?\s")
_SEEING = re.compile(
    r"\s(?:(?:all|also|probably|really|just|likely|start|begin|continue)\s)*(?:to\s)?"
    r"(?:see|seeing|witness)\s(?!(?:that|this|it|them|those|these)\b)"
)
#: "It's been reported that …" points at nothing.
_IT_IS_SAID = re.compile(
    r"(?:It(?:['’]s|\sis|\shas|\swas)\s(?:been\s)?\w+\sthat|There(?:['’]s|\s(?:is|are)))\s"
)
_NOTICE = re.compile(
    r"\b(?:conferences?|meetups?|workshops?|webinars?|register|sign(?:ing)?\sup|tickets?|episodes?"
    r"|podcasts?|record(?:ing|ed)|listen(?:ers|ing)?|this show|the show|course|classes|my talk"
    r"|a talk|looking forward|resolutions?|interesting to"
    r"|(?:it|that)(?:['’]ll| will) be (?:good|great|fun|nice|interesting|exciting)|join us"
    r"|tune in|stay tuned|my goals?|goals? for|imagine|suppose|let['’]s say|deadline|semester"
    r"|newsletter|this (?:post|blog|site|page)|the following|i decided"
    r"|predict(?:ing|ions?|ed)? for|(?:hard|difficult|impossible|easy) to predict"
    r"|talk(?:ing)? (?:more |a lot )?about"
    r"|(?:this|that) (?:sort|kind) of(?! thing)|(?:more|less|out|part) of (?:that|this|it))\b",
    re.IGNORECASE,
)
_ODDS = re.compile(
    r"\b\d{1,3}(?:\.\d+)?\s?(?:%|percent|per cent)"
    r"\s(?:chance|likel(?:y|ihood)|probab\w+|odds|confiden\w+|sure|certain)"
    r"|\b(?:chances?|probability|likelihood|odds|confidence|credence)"
    r"\s(?:(?:of|is|at|around|about|are)\s)*"
    r"\d{1,3}(?:\.\d+)?\s?(?:%|percent|per cent|(?:to|in|:)\s?\d{1,3}\b)"
    r"|\b\d{1,3}(?:\.\d+)?\s?(?:%|percent|per cent)(?=\s(?:by|before)\b)"
    r"|\b\d{1,2}[ -](?:to|in)[ -]\d{1,3}\s(?:odds|chance)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """A prediction: the words to show, how much it is worth, and its odds if they are given."""

    place: Span
    strength: float
    odds: Span | None = None


def prediction(
    text: str, mention: Mention, made: Dated | None = None, known: Collection[str] = ()
) -> Prediction | None:
    """What a sentence foresees for the date of a mention; None if that is nothing.

    `made` is the date of the text: what lies before it is not foreseen. `known` are names of
    the vocabulary.

    >>> from commonplace.derive.dates.mentions import mentions
    >>> def foresees(text): return prediction(text, mentions(text)[0]) is not None
    >>> foresees("I think the last kiln will be cold by 2030."), foresees("We will meet in 2030.")
    (True, False)
    """
    whole = mention.sentence
    if mention.events or (made and moments(mention.date, mention.until)[1] <= made.at):
        return None
    sentence = whole.of(text)
    words = len(sentence.split())
    if not _FEWEST <= words <= _MOST or _NOTICE.search(sentence):
        return None
    place = whole if _IT_IS_SAID.match(sentence) else understood(text, whole)
    asks = sentence.rstrip("\"”') ").endswith("?")
    led = place != whole and not _OURS.search(text, place.start, whole.start)
    if asks or not _is_foreseen(text, mention, made, led):
        return None
    said = _IT_IS_SAID.sub("", sentence, count=1)
    if _NOTICE.search(place.of(text)) or (place == whole and leans(said)):
        return None
    odds = _ODDS.search(sentence)
    limit = _for(text, mention)
    value = FORESEEN - FILLER * min(4, len(FILLER_WORDS.findall(sentence)))
    value += KNOWN * any(name in sentence for name in known) + ODDS * (odds is not None)
    value += LIMIT * bool(limit and limit["limit"])
    found = Span(whole.start + odds.start(), whole.start + odds.end()) if odds else None
    return Prediction(place=place, strength=round(value, 2), odds=found)


def _for(text: str, mention: Mention) -> re.Match[str] | None:
    """What stands before a date and makes it that of a prediction."""
    before = text[max(mention.sentence.start, mention.words.start - 40) : mention.words.start]
    found = _FOR.search(before)
    return found if found and (found["limit"] or found["on"]) else None


def _is_foreseen(text: str, mention: Mention, made: Dated | None, led: bool) -> bool:
    """Whether a verb of the future in the clause of a date tells what will be then.

    If the sentence is `led` by the one before, its first word may point back.
    """
    later = made is not None and mention.date.at > made.at
    if not _for(text, mention) and not (later and mention.resolved):
        return False
    start, end = mention.words
    first = max(mention.sentence.start, start - _NEAR)
    last = min(mention.sentence.end, end + _NEAR)
    for verb in _FORESEES.finditer(text, first, last):
        begin, stop = (verb.end(), start) if verb.end() <= start else (end, verb.start())
        behind = begin == end
        if begin > stop or stop - begin > (_BEHIND if behind else _NEAR):
            continue
        if _BREAK.search(text, begin, stop) or (behind and text.count(",", begin + 1, stop) > 2):
            continue
        before = text[max(mention.sentence.start, verb.start() - 40) : verb.start()]
        points = _POINTS.search(before)
        if points and not (led and len(before) < _LED):
            continue
        if not _OWN.search(before) or _SEEING.match(text, verb.end()):
            return True
    return False
