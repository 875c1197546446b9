"""Dated statements in running text: where a date is, what it means, and its sentence.

A date counts only if its words, or the date of the document, leave one meaning. Precision is
what the words give: "late 2023" and "summer of 2021" are years, "Q3 2024" and "the 1980s"
stretches with an end, and "before 2017" is no date, since it names a time that is not the
year.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from commonplace.derive.dates import absolute, relative
from commonplace.derive.dates.grammar import Around, Form
from commonplace.derive.dates.timepoints import When
from commonplace.derive.dates.years import BOUND, REACH
from commonplace.derive.sentences import Span, sentences
from commonplace.markup.lines import line_around
from commonplace.model import Dated

FORMS: tuple[Form, ...] = (*absolute.FORMS, *relative.FORMS)
_BY_SIGN = {
    sign: [(rank, form) for rank, form in enumerate(FORMS) if form.sign == sign]
    for sign in dict.fromkeys(form.sign for form in FORMS)
}


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A date in a text, and the sentence that it dates.

    `words` and `sentence` are exact pieces of the text, the one inside the other.
    `until` is the end where a stretch of time is named; `resolved` is True where
    the date was worked out from another one. A line that begins with its date, as
    in a table of years, has a piece in `events` for each thing that it lists.
    """

    words: Span
    sentence: Span
    date: Dated
    until: Dated | None = None
    resolved: bool = False
    events: tuple[Span, ...] = ()


# A sentence without two digits or one of these words has no date, and most have none. Each
# alternative begins with a letter of its own, so that what cannot begin one is passed quickly.
_DIGITS = re.compile(r"\d\d")
_HINT = re.compile(
    r"years?\b|month(?<=\bmonth)|week(?<=\bweek)|ago\b(?<=\bago)|yesterday|spring|summer"
    r"|fall\b(?<=\bfall)|autumn|ties\b(?<=[a-z]ties)|january|february|march(?<=\bmarch)|april"
    r"|may\b(?<=\bmay)|june(?<=\bjune)|july(?<=\bjuly)|august|september|october|november|december"
)
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|won['’]t|shall|gonna|going to|upcoming|soon|plan(?:s|ning)? to|expected to|set to"
    r"|supposed to|hope to|scheduled)\b|['’]ll\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|wasn['’]t|weren['’]t|had|did|didn['’]t|went|came|got|took|made|gave|said|saw|began"
    r"|wrote|won|beat|left|met|held|sent|ran|built|became|felt|knew|told|thought|spent|taught|sold"
    r"|bought|grew|led|heard|found|showed|(?<!\bis )(?<!\bare )(?<!\bbe )\w{2,}ed)\b",
    re.IGNORECASE,
)
# What happens again and again has no year, and what was before that has another one.
_APART = re.compile(
    r"\A\W*(?:prior to|before) (?:that|this|then)\b"
    r"|\b(?:each|every|any) (?:year|spring|summer|autumn|fall|winter|season)\b"
    r"|\balways\b(?!\s(?:been|dreamt|dreamed|had|hoped|intended|known|loved|meant|planned|thought"
    r"|wanted)\b)"
    r"|\b(?:usually|typically|traditionally|normally|annually|yearly|generally)\b",
    re.IGNORECASE,
)
# How something is today.
_PRESENT = re.compile(
    r"\b(?:is|isn['’]t|are|aren['’]t|am|has|have|do|does|don['’]t|can|today)\b"
    r"|\b(?:it|that|there|what)['’]s\b|['’](?:re|m)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:I|[Ww]e|[Uu]s|[Mm]e|[Mm]y|[Oo]ur)\b")
# "Since 1998", "than in 1998", "the 1998 report", "Built in 1998, the mill …".
_COMPARED = re.compile(
    r"\b(?:since|until|till|by|than|unlike|compared (?:with|to)|before|prior to)"
    r"\s(?:in\s|the\s)?\Z",
    re.IGNORECASE,
)
_NAMING = re.compile(r"\b(?:the|an?|this|that|its|their|our|his|her)\s\Z", re.IGNORECASE)
_NAMED = re.compile(r"\s[a-z]")
_ONCE_MADE = re.compile(r"\W*(?:Born|Built|[A-Z][a-z]+ed)\s(?:\w+\s){0,3}(?:in|on)\s\Z")
# A line of a table of years: its date comes first, then a colon or a dash.
_BULLET = re.compile(r"[-*•·–(\[\s]*(?:in\s+)?(?:the\s+)?\Z", re.IGNORECASE)
_COLON = re.compile(r"[)\]]?(?::|\s[-–—]|\s?—)\s+(?=\S)")
# What such a line lists is set apart by semicolons, or by commas where all is short.
_SEPARATOR = re.compile(r"[;,]\s+(?:and\s+)?")
# A piece that begins like this is not an event of its own: "AlphaGo, a program of DeepMind, wins".
_CONTINUES = re.compile(
    r"(?:a|an|the|which|who|whose|where|when|while|with|without|of|in|on|at|by|for|from|to|but|or"
    r"|then|so|as|also|including|together|after|before|and|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|[a-z]+ing|\d[\d,.%]*)\b"
)
# Nor is one that says more of the item before: "MuZero; the preprint was a year older".
_LEANS = re.compile(
    r"(?:(?:he|she|they|it|this|that|which|who|these|those)\b"
    r"|(?:the|its|his|her|their)\s(?:\S+\s){1,4}?(?:is|are|was|were|has|had|came|followed)\b)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)")
#: A longer piece, in words, is a clause of a sentence rather than one of a list.
_SHORT = 8
#: A line longer than this is prose that happens to begin with a date.
_LINE = 400
#: A year that was named is that of a story so many sentences on.
_STORY = 3
#: How far before a date a bracket may open that it stands in.
_BRACKET = 200


def mentions(text: str, said: Dated | None = None) -> tuple[Mention, ...]:
    """Every date in a text that can be understood, in order; `said` is its own date.

    >>> from commonplace.markup.dates import dated
    >>> text = "AlphaGo won in March of 2016. It retired a year ago."
    >>> [(m.words.of(text), str(m.date), m.resolved) for m in mentions(text, dated("2018-02-03"))]
    [('March of 2016', '2016-03', False), ('a year ago', '2017', True)]
    >>> line = "2017: PPO, AlphaZero (no human data)"
    >>> [span.of(line) for span in mentions(line)[0].events]
    ['PPO', 'AlphaZero (no human data)']
    """
    hints = _hints(text)
    if not hints:
        return ()
    spans = sentences(text)
    starts = [span.start for span in spans]
    hints = [hint for hint in hints if starts and hint >= starts[0]]  # a time or a source has none
    found: list[Mention] = []
    last, known, passed = 0, None, -2
    for number in sorted({bisect_right(starts, hint) - 1 for hint in hints}):
        sentence = spans[number]
        likely = _candidates(text, sentence)
        future, past = _tense(sentence.of(text)) if likely else (False, False)
        apart = bool(likely and _APART.search(sentence.of(text)))
        place = sentence.start
        for match, form in likely:
            if match.start() < place:
                continue
            if BOUND.search(text[max(0, match.start() - REACH) : match.start()]):
                place = match.end()  # nor is a part of it a date
                continue
            around = Around(
                said=said,
                known=known,
                distance=number - last,
                story=0 < number - last <= _STORY and _is_story(text, spans[last : number + 1]),
                future=future,
                past=past,
                apart=apart or (known is None and number - passed <= 1),
            )
            when = _read(form, match, around)
            if when:
                found.append(_mention(text, match, sentence, when))
                place = match.end()
                if _in_passing(text, sentence, match):
                    passed = number
                else:
                    last, known = number, when
    return tuple(_settled(text, found))


def _hints(text: str) -> list[int]:
    """Where a text has something that a date may have, in no order."""
    found = [match.start() for match in _DIGITS.finditer(text)]
    return [*found, *(match.start() for match in _HINT.finditer(small(text)))]


def small(text: str) -> str:
    """A text in the small letters as which a pattern for any case sees it, of the same length.

    >>> small("MİD ſpring, a weeK")
    'mid spring, a week'
    """
    return text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()


def _settled(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, with what a line of a table of years names inside it taken in.

    A date within that of the line makes an item of it more precise; any other is not the
    line's own, and then the line is one item, since the other date hangs on a part of it.
    """
    number = 0
    while number < len(found):
        line = found[number]
        number += 1
        if not line.events:
            yield line
            continue
        inner: list[Mention] = []
        while number < len(found) and found[number].words.start < line.sentence.end:
            inner.append(found[number])
            number += 1
        if all(_within(one, line) for one in inner):
            yield from _refined(line, inner)
        else:
            yield replace(line, events=(_rest(text, line.sentence, line.words),))


def _within(inner: Mention, line: Mention) -> bool:
    """Whether a date names a part of the time that a line begins with, or the same."""
    year = line.date.precision == "year" and line.until is None
    same = inner.until is None and inner.date.at.year == line.date.at.year
    return inner.date == line.date or (year and same)


def _refined(line: Mention, inner: Sequence[Mention]) -> Iterator[Mention]:
    """A line's items, each with the only date inside it, if that says more."""
    plain = []
    closer = []
    for item in line.events:
        dates = [
            one
            for one in inner
            if item.start <= one.words.start < item.end and one.date != line.date
        ]
        if len(dates) == 1:
            closer.append(
                replace(dates[0], sentence=line.sentence, events=(item,), resolved=line.resolved)
            )
        else:
            plain.append(item)
    if plain:
        yield replace(line, events=tuple(plain))
    yield from closer


def _rest(text: str, line: Span, words: Span) -> Span:
    """All of a line of a table of years behind its date."""
    colon = _COLON.match(text, words.end, line.end)
    return _bare(text, Span(colon.end() if colon else words.end, line.end))


def _tense(sentence: str) -> tuple[bool, bool]:
    """Whether the verbs of a sentence are about the future, and about the past."""
    return bool(_FUTURE.search(sentence)), bool(_PAST.search(sentence))


def _is_story(text: str, spans: Sequence[Span]) -> bool:
    """Whether a few sentences tell one story: none between them says how something is today.

    If only the last of them is about the speakers, they speak of another time.
    """
    said = [span.of(text) for span in spans]
    if _OURS.search(said[-1]) and not _OURS.search(said[0]):
        return False
    return not any(map(_PRESENT.search, said[1:-1]))


def _candidates(text: str, sentence: Span) -> list[tuple[re.Match[str], Form]]:
    """What may be a date, from left to right, and the longest first."""
    lower = small(sentence.of(text))
    hits = [
        (match.start(), -match.end(), rank, match)
        for sign, forms in _BY_SIGN.items()
        if sign.search(lower)
        for rank, form in forms
        for match in form.pattern.finditer(text, sentence.start, sentence.end)
    ]
    return [(match, FORMS[rank]) for _, _, rank, match in sorted(hits, key=lambda hit: hit[:3])]


def _in_passing(text: str, sentence: Span, match: re.Match[str]) -> bool:
    """Whether a date is no time of what is told, so that what follows does not hang on it.

    It stands in brackets, says what something is called or came from, or is compared with.
    """
    before = text[max(sentence.start, match.start() - _BRACKET) : match.start()]
    behind = text[match.end() : min(sentence.end, match.end() + _BRACKET)]
    if before.rfind("(") > before.rfind(")") and ")" in behind:
        return True
    if _NAMING.search(before) and _NAMED.match(behind):
        return True
    return bool(_COMPARED.search(before) or _ONCE_MADE.match(before))


def _read(form: Form, match: re.Match[str], around: Around) -> When | None:
    try:
        return form.read(match, around)
    except ValueError:  # the 31st of February
        return None


def _mention(text: str, match: re.Match[str], sentence: Span, when: When) -> Mention:
    article = _ARTICLE.match(text, match.start(), match.end())
    words = Span(article.end() if article else match.start(), match.end())
    line = _line(text, words)
    return Mention(
        words=words,
        sentence=line or sentence,
        date=when.date,
        until=when.until,
        resolved=when.resolved,
        events=_listed(text, line, words) if line else (),
    )


def _line(text: str, words: Span) -> Span | None:
    """The line that a date begins, if it is one of a table of years."""
    start, end = line_around(text, *words, _LINE)
    before, colon = text[start : words.start], _COLON.match(text, words.end, end)
    if end - start > _LINE or not colon or not _BULLET.match(before):
        return None
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _listed(text: str, line: Span, words: Span) -> tuple[Span, ...]:
    """The separate events of a line of a table of years; several sentences are one event."""
    whole = _rest(text, line, words)
    if len(sentences(whole.of(text))) > 1:
        found = [whole]
    else:
        found = _split(text, whole, ";") or _split(text, whole, ",") or [whole]
    return tuple(span for span in found if span.start < span.end)


def _split(text: str, whole: Span, sign: str) -> list[Span]:
    """The pieces between separators outside brackets; none if they are not a list."""
    pieces, start, depth, place = [], whole.start, 0, whole.start
    while place < whole.end:
        character = text[place]
        depth += (character in "([") - (character in ")]")
        separator = _SEPARATOR.match(text, place, whole.end) if character == sign else None
        if separator and depth <= 0:
            pieces.append(_bare(text, Span(start, place)))
            start = separator.end()
        place = separator.end() if separator else place + 1
    pieces.append(_bare(text, Span(start, whole.end)))
    short = sign != "," or all(_is_short(span.of(text)) for span in pieces)
    leaning = any(_LEANS.match(span.of(text)) for span in pieces[1:])
    return pieces if len(pieces) > 1 and short and not leaning else []


def _is_short(piece: str) -> bool:
    words = _BRACKETS.sub("", piece).split()
    return 0 < len(words) <= _SHORT and not _CONTINUES.match(piece)


def _bare(text: str, span: Span) -> Span:
    """The words without a full stop at the end."""
    piece = span.of(text)
    return Span(span.start, span.start + len(piece.rstrip(" .;,")))
