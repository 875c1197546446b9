"""How much a dated sentence is an event worth a line of the timeline.

A transcript is full of dates that date nothing ("in 2019 I was still at school", "as we
record this in May"). What sets an event apart is added up, sign by sign; each sign is a row
of the table below, so that a reader can be told why.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from commonplace.derive import stopwords
from commonplace.derive.dates.mentions import Mention
from commonplace.derive.excerpts import MOST
from commonplace.derive.sentences import Span, sentences
from commonplace.derive.standing import DOUBT_WORDS, FILLER_WORDS, leans
from commonplace.derive.timeline.personal import personal, without_asides
from commonplace.derive.timeline.signs import (
    ABOUT_TEXT,
    ANNOUNCES,
    BRACKET,
    BRIEF,
    CORRECTED,
    CROWD,
    DANGLING,
    DATES_A_THING,
    DAY,
    DOUBT,
    ELSEWHERE,
    ENDLESS,
    EQUATED,
    FILLER,
    FIRST,
    FRAGMENT,
    FUTURE,
    HAPPENED,
    IMAGINED,
    KNOWN,
    LEANING,
    LENGTH,
    LIMIT,
    LISTED,
    LONG,
    MONTH,
    NAME,
    NAMED_AFTER,
    NAMES,
    NOT_UNTIL,
    NOW,
    OF_BEFORE,
    PAST,
    QUESTION,
    QUOTED,
    RESOLVED,
    SCENE,
    SHORT,
    SHOW,
    STRETCH,
    Sign,
)

#: From here on, a mention is shown as an event; the others are one click away.
THRESHOLD = 2.0

# What happens once, and has a date: in the past, or in the present of a headline.
_HAPPENED = re.compile(
    r"\b(?:acquire[ds]|announce[ds]|invent(?:ed|s)|found(?:ed|s)|co-?founded|publish(?:ed|es)"
    r"|releas(?:ed|es)|launch(?:ed|es)|introduc(?:ed|es)|unveil(?:ed|s)|defeat(?:ed|s)|beats?"
    r"|w[oi]ns?|lost|joined|joins|left|leaves|open-?sourced|opened|opens|founding|established"
    r"|created|developed|built|proposed|discovered|coined|demonstrated|patented|signed|passed"
    r"|raised|received|awarded|appointed|hired|fired|resigned|died|born|killed|banned|approved"
    r"|adopted|enacted|merged|bought|sold|closed|shut down|ended|began|started|starts|debuted"
    r"|premiered|presented|gave an?|wrote|written|came out|comes out|came along|came up with"
    r"|made public|took place|was held|happened|happens|landed|flown|became|issued|filed|sued"
    r"|went public|trained|tweeted|formed|completed|achieved|reached|crossed"
    r"|surpassed|kicked off|moved to|declared|elected|(?<=to )join|purchased|spun (?:out|off)"
    r"|rolled out|put out|hit|took off|got started|teamed up|renamed|rebranded|emerged|shipped"
    r"|donated|re-?(?:built|opened|launched|released|designed)|restored|creates|invents|writes|proposes|discovers|establishes"
    r"|had (?:the|our|my|an?|this) (?:first |second |last )?"
    r"(?:paper|book|talk|album|film|launch|release))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|got|went|made|saw|took|set|put|led|held|showed|shown|\w{3,}ed)\b"
)
# Verbs whose past does not end in "-ed", beside those above.
_BROKE = re.compile(
    r"\b(?:ate|bent|bit|blew|bound|broken?|brought|burnt|came|caught|chose|cut|dealt|drew|drove"
    r"|dug|fell|felt|fled|flew|fought|found|froze|gave|grew|heard|hit|hung|kept|knew|laid|lit"
    r"|lent|meant|met|paid|ran|rang|read|rode|rose|said|sang|sank|sent|shook|shot|shut|slid"
    r"|spent|split|spoke|spread|sprang|sprung|stole|stood|struck|sunk|swam|swept|swung|taken"
    r"|taught|thought|threw|told|tore|woke|wore|wove)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|won['’]t|gonna|going to|predict(?:ion|ions|ed)?|expect(?:ed)? to|forecast"
    r"|upcoming|looking forward|resolutions?|goals?|targets?)\b|['’]ll\b",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?:\w+\s)?this\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:now|currently|these days|today|this year|at the moment"
    r"|(?:we|you)['’]re (?:in|at|seeing))\b",
    re.I,
)
_OTHER_DATE = re.compile(r"\b(?:19|20)\d\d\b|['’]\d\d\b")
# "The 2018 strategy": what happens to it may happen in another year.
_NAMED_AFTER = re.compile(r"\b(?:the|a|an|our|my|its|their|this|that|\w+['’]s) \Z", re.IGNORECASE)
_IMAGINED = re.compile(
    r"\b(?:if|imagine|would|should have|could|let['’]s say|suppose|assum\w+|might)\b", re.I
)
_SHOW = re.compile(
    r"\b(?:episodes?|podcast|recording|recorded?|this show|our show|the show|listeners?|listening"
    r"|happy new year|welcome|joined by|guest|tune in|check out|show notes|this week|last week"
    r"|you all|folks(?! (?:at|from|in|who|of)\b))\b",
    re.IGNORECASE,
)
_ABOUT_TEXT = re.compile(
    r"\b(?:paragraphs?|this (?:page|post|article|essay|chapter|section|transcript|interview)"
    r"|(?:from|in) the (?:table|chart|plot|graph|figure|screenshot|example)\b"
    r"|footnotes?|the (?:link|outline|copy|address of|page)|these notes"
    r"|as (?:noted|mentioned) (?:above|below)"
    r"|(?:their|the|this|an?|our) (?:\w+ )?(?:interview|episode|conversation)|interview number"
    r"|(?:carries|has|with) no date|undated)\b",
    re.IGNORECASE,
)
# "The champion of 2016", "their talk of May 2016", but not "the summer of 2016".
_OF_A_THING = re.compile(
    r"\b(?:the|an?|his|her|their|its|our|my|this|that|['’]s)\s(?:[\w-]+\s){0,2}?"
    r"(?!(?:end|start|beginning|middle|rest|half|part|quarter|spring|summer|autumn|fall|winter|month"
    r"|year|days?|weeks?|night|morning|evening|course|as|out|because|january|february|march|april"
    r"|june|july|august|september|october|november|december|\d\S*)\b)[a-z][\w-]+\sof\s(?:the\s)?\Z",
    re.IGNORECASE,
)
# "A paper by Otto Vale from April", "worries that he mentioned in 2019 were overblown".
_FROM_A_THING = re.compile(
    r"\b(?:paper|article|essay|post|book|talk|film|study|report|work|interview|tweet|thread|song|photo"
    r"|phrase|preprint|announcement|lecture|letter|poster|episode)\b[^,.;:]{0,40}\s(?:from|on)\s(?:the\s)?\Z"
)
# "Before her death in 1982", "for the whole month of May 2024".
_BEFORE_A_THING = re.compile(
    r"\b(?:prior to|before)\s(?:[\w’'-]+\s){1,4}in\s\Z"
    r"|\bfor\s(?:the|all|each)\s(?:\w+\s){0,3}(?:month|year|quarter|season|days|weeks|summer|winter)\sof\s\Z",
    re.IGNORECASE,
)
# "A rather modern report, written 7 years ago.": no statement, but a thing and its date.
_THING_ALONE = re.compile(
    r"\W{0,3}(?:an?|the|one)\s[^,.;:]{1,60},\s(?:written|published|posted|made|built|filmed|recorded"
    r"|printed)\s(?:in\s|on\s)?\Z",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|who|whom)\s[^,.;:!?]{1,80}\Z")
_GOES_ON = re.compile(
    r"\s(?:is|are|was|were|has|have|had|will|can|could|would|should|may|might|seems?|looks?|gives?"
    r"|turned|proved|remains?|shows?)\b"
)
_NOT_UNTIL = re.compile(r"(?:\bnot|n['’]t) (?:\w+ )?\w+ed (?:\w+ ){0,3}until (?:\w+ )?\Z")
_BY = re.compile(r"\b(?:by|towards?|into|as of|up (?:until|till|to)) (?:the )?\Z", re.IGNORECASE)
_IT_WAS = re.compile(
    r"\b(?:it|this|that)(?:['’]s|\s(?:is|was))\s(?:(?:like|about|around|maybe|now|still|already)\s)*\Z",
    re.IGNORECASE,
)
_THAT = re.compile(r",?\s(?:that|when)\b")
_ONLY_TIME = re.compile(
    r"\W{0,3}(?:(?:and|so|since|until|from|back|in|on|around)\s)*", re.IGNORECASE
)
_HANGS = re.compile(r",?\s(?:when|where|which|because)\s[^,;:]*\Z")
# "The Brama trip was for the fair": which trip, the text has told before.
_OF_BEFORE = re.compile(r"\W{0,3}The\s(?:[\w’'-]+\s){1,2}(?:was|were)\s(?:for|in|at|on|[A-Z])")
# What parts the clauses of a sentence; a clause with "when" belongs to its date.
_CLAUSE = re.compile(
    r"[,;:](?:\s(?!when\b|where\b|which\b|then\b)|\Z)|\s[-–—]{1,2}\s|(?<=\w)—(?=\w)"
    r"|\.\.\.|…|[()]|\band\b|\bbecause\b"
)
# "When I was at Halden in 2008, we wrote the first table": it is the next clause that tells.
_WHEN = re.compile(r"\W*(?:(?:and|so|but|back)\s)*(?:when|while)\b", re.IGNORECASE)
#: Fewer words beside a date are an introduction, to which the next clause belongs.
_INTRODUCTION = 4
#: How many characters before and after a date are looked at, at most.
_FAR = 300
#: How far before a sentence a quotation may have begun that goes on in it.
_QUOTED = 600
#: How many characters beside a date say what it is the date of.
_REACH = 30
# "2018 was OpenAI Five", "the article is from 2018": the date itself is the statement.
_IS = re.compile(r"(?:,\s)?\s*(?:was|is|['’]s)\s(?!(?:a|an|the|not|going|really|truly|gonna)\b)")
_IS_FROM = re.compile(
    r"(?<!\bit )(?<!\bthis )(?<!\bthat )\b(?:was|is|were|are|came|comes)(?:\s?,?\s?\w+,)?\s"
    r"(?:out\s)?(?:(?:in|from|on|around|of)\s(?:the\s)?)?\Z"
)
# Capitalised words that are not the first of a sentence, and names like GPT-2 and o1.
_NAME = re.compile(
    r"(?<![.!?:] )(?<=[\s(\"“])[A-Z][\w&'’.-]*\w|\b(?=\w{0,30}[a-z][A-Z])\w+"
    r"|\b[A-Z]{1,9}-?\d+\b|\bo[1-9]\b"
)
_FIRST_WORD = re.compile(r"\W{0,3}([A-Z][\w&'’-]*\w)")
_NO_NAMES = frozenset(
    "i i'm i've i'd i'll i’m i’ve i’d i’ll january february march april may june july august"
    " september october november december monday tuesday wednesday thursday friday saturday sunday"
    " okay ok yeah yes so and but the a an in it this that well now then ai ml ph.d phd usa"
    " us".split()
)


#: A sentence of fewer words tells nobody what the next one leans on.
_ANTECEDENT = 4
#: How many sentences are taken along, at most.
_BEFORE = 2
_POINTS_BACK = re.compile(
    r"\b(?:in|of|to|for|about|with|on) (?:it|them|him|this|these|those)\W{0,3}\Z"
)
_BEGINS = re.compile(r"\W{0,3}(?:[^\W_a-zß-ÿ]|o\d)")
#: Words of a sentence: fewer are no statement, more are no line on a page.
_FEW, _MANY, _TOO_MANY = 6, 45, 70
#: An item of a table of years with more words says something.
_PHRASE = 4
#: "Sim2real continues": nothing happened.
_GOES_ON_ALONE = re.compile(r"continue[sd]?|goes|remain(?:s|ed)|persists?|persisted", re.IGNORECASE)


def signs(
    text: str, mention: Mention, known: Collection[str] = (), *, whole: Span | None = None
) -> tuple[Sign, ...]:
    """What speaks for and against an event; `known` are names of persons and topics.

    `whole` is what is shown, where the sentence before is taken along.

    >>> from commonplace.derive.dates.mentions import mentions
    >>> text = "DeepMind published the AlphaZero paper in December 2017."
    >>> [sign.words for sign in signs(text, mentions(text)[0])][:3]
    ['a verb for something that happened, beside the date', 'several names', 'known to the month']
    """
    frame = _frame(mention)
    sentence = frame.of(text)
    rest = text[frame.start : mention.words.start] + " " + text[mention.words.end : frame.end]
    found: list[Sign] = []

    def add(sign: Sign, holds: object) -> None:
        if holds:
            found.append(sign)

    count = len(sentence.split())
    clause = _clause(text, mention)
    beside = _HAPPENED.search(clause)
    led_before = text[whole.start : frame.start] if whole else ""
    led = led_before if beside else ""
    names = {
        name.lower()
        for name in (*_NAME.findall(led + rest), *_first_name(text, frame))
        if name.lower().rstrip(".") not in _NO_NAMES
    }
    happened = beside or _HAPPENED.search(rest)
    add(LISTED, mention.events)
    add(HAPPENED, beside)
    add(ELSEWHERE, happened and not beside)
    equated = not beside and names and _equates(text, mention)
    add(EQUATED, equated)
    add(PAST, not happened and _PAST.search(rest))
    add(NAME, len(names) == 1)
    add(NAMES, len(names) > 1)
    add(KNOWN, any(name in rest for name in known))
    add(DAY, mention.date.precision in ("day", "second") and not mention.until)
    add(MONTH, mention.date.precision == "month" and not mention.until)
    add(FIRST, mention.words.start - mention.sentence.start <= len("In the "))
    if not mention.events:
        add(LENGTH, _FEW < count <= _MANY)
        add(BRIEF if beside and names else SHORT, count <= _FEW and not led)
        add(LONG, _MANY < count <= _TOO_MANY)
        add(ENDLESS, count > _TOO_MANY)
    add(ANNOUNCES, sentence.endswith(":"))
    add(QUESTION, sentence.rstrip("\"”') ").endswith("?"))
    found += personal(rest, clause, names, beside=bool(beside), told=bool(beside or equated))
    add(DOUBT, DOUBT_WORDS.search(rest))
    found += [FILLER] * min(2, len(FILLER_WORDS.findall(rest)))
    add(FUTURE, _FUTURE.search(rest))
    add(IMAGINED, _IMAGINED.search(rest))
    add(SHOW, _SHOW.search(without_asides(rest) if beside else rest))
    add(DANGLING, not whole and leans(sentence))
    add(LEANING, whole and leans(whole.of(text)))
    add(OF_BEFORE, _OF_BEFORE.match(sentence))
    add(RESOLVED, mention.resolved)
    add(STRETCH, mention.until)
    about_now = not beside and _THIS.match(mention.words.of(text))
    add(NOW, _NOW.search(rest) or about_now)
    corrects = DOUBT_WORDS.search(sentence) and _OTHER_DATE.search(led_before)
    add(CORRECTED, corrects)
    add(CROWD, not (beside or equated or mention.events) and _OTHER_DATE.search(rest))
    add(NAMED_AFTER, _names_a_thing(text, mention))
    add(DATES_A_THING, not equated and _dates_a_thing(text, mention))
    add(ABOUT_TEXT, _ABOUT_TEXT.search(whole.of(text) if whole else sentence))
    add(BRACKET, _in_brackets(text, mention))
    add(NOT_UNTIL, _NOT_UNTIL.search(_beside(text, mention)[0]))
    add(LIMIT, _BY.search(_beside(text, mention)[0]))
    add(SCENE, _sets_the_scene(text, mention))
    add(FRAGMENT, _is_fragment(text, mention))
    add(QUOTED, _in_quotation(text, mention.sentence.start))
    return tuple(found)


def _first_name(text: str, frame: Span) -> tuple[str, ...]:
    """The first word of a sentence, if the text has it in capitals within a sentence, too."""
    first = _FIRST_WORD.match(text, *frame)
    if not first or first[1].lower() in _NO_NAMES or first[1].lower() in stopwords.FILLER:
        return ()
    again = re.search(rf"(?<![.!?:…] )(?<=[a-z,;] ){re.escape(first[1])}\b", text)
    return (first[1],) if again else ()


def _frame(mention: Mention) -> Span:
    """The sentence, or as much of an endless one as can say something about its date."""
    return Span(
        max(mention.sentence.start, mention.words.start - _FAR),
        min(mention.sentence.end, mention.words.end + _FAR),
    )


def _equates(text: str, mention: Mention) -> bool:
    before, behind = _beside(text, mention)
    return bool(_IS.match(behind) or _IS_FROM.search(before))


def _names_a_thing(text: str, mention: Mention) -> bool:
    before, behind = _beside(text, mention)
    is_year = mention.words.end - mention.words.start == len("2018")
    return bool(is_year and _NAMED_AFTER.search(before) and re.match(r" \w", behind))


def _dates_a_thing(text: str, mention: Mention) -> bool:
    """Whether a date is that of a thing, of which the sentence says something else."""
    start, end = mention.words
    before = text[max(mention.sentence.start, start - 4 * _REACH) : start]
    behind = text[end : min(mention.sentence.end, end + _REACH)]
    inside = _RELATIVE.search(before) and _GOES_ON.match(behind)
    alone = not behind.strip(" .!") and _THING_ALONE.match(text[mention.sentence.start : start])
    things = (_OF_A_THING, _FROM_A_THING, _BEFORE_A_THING)
    return bool(inside or alone or any(thing.search(before) for thing in things))


def _sets_the_scene(text: str, mention: Mention) -> bool:
    """Whether a sentence says of its date that it was: "it was 2013, so everybody argued"."""
    before, behind = _beside(text, mention)
    return bool(_IT_WAS.search(before)) and not _THAT.match(behind)


def _is_fragment(text: str, mention: Mention) -> bool:
    """Whether a sentence is nothing but a date and a clause that hangs on it."""
    frame = _frame(mention)
    before, behind = text[frame.start : mention.words.start], text[mention.words.end : frame.end]
    return bool(_ONLY_TIME.fullmatch(before) and _HANGS.match(behind))


def _in_quotation(text: str, start: int) -> bool:
    """Whether a quotation that began in the same line, before a sentence, goes on in it."""
    first = max(0, start - _QUOTED)
    line = text[max(text.rfind("\n", first, start) + 1, first) : start]
    return line.count('"') % 2 == 1 or line.rfind("“") > line.rfind("”")


def _in_brackets(text: str, mention: Mention) -> bool:
    """Whether a date stands in brackets, and not alone with what the sentence tells."""
    start, end = mention.words
    before = text[max(mention.sentence.start, start - _FAR) : start]
    behind = text[end : min(mention.sentence.end, end + _FAR)]
    opened, closed = before.rfind("("), behind.find(")")
    inside = opened > before.rfind(")") and closed >= 0
    return inside and not (opened == 0 and not behind[closed + 1 :].strip(" ."))


def understood(text: str, own: Span) -> Span:
    """A sentence with the one before it, or two, if it leans on that and there is room for all.

    >>> text = "The kiln was cold. That changed in 2019."
    >>> understood(text, Span(19, 40)).of(text) == text
    True
    """
    if not leans(own.of(text)):
        return own
    first = max(0, own.end - MOST)
    first = max(first, text.rfind("\n", first, own.start) + 1)
    start = own.start
    for near in reversed(sentences(text[first : own.start])[-_BEFORE:]):
        before = near.of(text[first:])
        whole = near.start > 0 or text[max(0, first - 1) : first] in ("", "\n")
        if not whole or text[first + near.end : start].strip() or not _can_lead(before):
            break
        if _OTHER_DATE.search(before) and (leans(before) or start != own.start):
            break  # another event, which may need what stands before it just as much
        start = first + near.start
        if not leans(before):
            break
    return Span(start, own.end)


def _can_lead(sentence: str) -> bool:
    """Whether a sentence may be read before the one that leans on it."""
    asks = sentence.rstrip("\"”’') ").endswith("?")
    if asks or sentence.startswith("[") or _POINTS_BACK.search(sentence):
        return False
    return len(sentence.split()) >= _ANTECEDENT and bool(_BEGINS.match(sentence))


def _beside(text: str, mention: Mention) -> tuple[str, str]:
    start, end = mention.words
    first, last = mention.sentence
    return text[max(first, start - _REACH) : start], text[end : min(last, end + _REACH)]


def _clause(text: str, mention: Mention) -> str:
    """The clause around a date, without it; with a neighbour if that leaves few words."""
    start, end = _frame(mention)
    ends = [start]
    for match in _CLAUSE.finditer(text, start, end):
        if match.start() >= mention.words.end or match.end() <= mention.words.start:
            ends += match.span()
    ends.append(end)
    # Every second pair is a clause; the one with the date, and those beside it.
    clauses = list(zip(ends[::2], ends[1::2], strict=True))
    own = next(n for n, (_, stop) in enumerate(clauses) if stop >= mention.words.end)

    def words(number: int) -> str:
        first, last = clauses[number]
        if number == own:
            return text[first : mention.words.start] + " " + text[mention.words.end : last]
        return text[first:last]

    found = words(own)
    if _WHEN.match(found) and own + 1 < len(clauses):
        found += " " + words(own + 1)
    if len(found.split()) <= _INTRODUCTION:
        lone = own == 0 or not found.strip() or len(words(own - 1).split()) <= _INTRODUCTION
        following = own + 1 < len(clauses) and lone
        found += " " + words(own + 1 if following else max(0, own - 1))
    return found


def is_phrase(item: str) -> bool:
    """Whether an item of a table of years says nothing: a few words, no verb and no name.

    Scripts without capitals are not judged.

    >>> [is_phrase(item) for item in ("a hard winter", "AI's bloom", "the kiln opens", "MuZero")]
    [True, True, False, False]
    """
    words = item.split()
    if len(words) <= _PHRASE and item[:1].islower() and _GOES_ON_ALONE.fullmatch(words[-1]):
        return True
    if len(words) > _PHRASE or any(map(_is_name_or_verb, words)):
        return False
    return not (_HAPPENED.search(item) or _PAST.search(item) or _BROKE.search(item))


def _is_name_or_verb(word: str) -> bool:
    """Whether a word is a name or may be a verb; "RL" names a field, and "A" nothing."""
    plain = re.sub(r"['’]s?\Z", "", word.strip('.,;:!?()[]"“”'))
    if plain.isupper() and plain.isalpha() and len(plain) < len("PPO"):
        return False
    return plain != plain.lower() or not re.fullmatch(r"[a-zß-ÿ'’-]*", plain) or _is_verb(word)


def _is_verb(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "'s", "’s"))


def strength(
    text: str, mention: Mention, known: Collection[str] = (), *, whole: Span | None = None
) -> float:
    """How much a mention is an event: the sum of its signs, higher is more.

    `whole` is what is shown, where the sentence before is taken along.

    >>> from commonplace.derive.dates.mentions import mentions
    >>> def judged(text): return strength(text, mentions(text)[0]) >= THRESHOLD
    >>> judged("2016: AlphaGo defeats Lee Sedol"), judged("In 2019 I was still at school.")
    (True, False)
    """
    return sum(sign.weight for sign in signs(text, mention, known, whole=whole))
