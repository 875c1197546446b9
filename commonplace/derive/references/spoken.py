"""Works that a text only speaks of: "the book called …", "a paper by X and Y on …".

They have no address. What introduces them is looked for first, since it is rare: "called", a
quotation mark, emphasis, "by". Then the words before it have to end in a kind of work. In
running words without quotation marks only capitals tell where a title ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from commonplace.derive.sentences import Span
from commonplace.model import Passage
from commonplace.model.derived import WorkKind

_KINDS: tuple[tuple[WorkKind, str], ...] = (
    (
        "paper",
        r"(?:white ?)?papers?|preprints?|thes[ie]s|dissertations?|reports?|surveys?|stud(?:y|ies)",
    ),
    ("book", r"(?:text)?books?|novels?|memoirs?|(?:auto)?biograph(?:y|ies)|monographs?"),
    ("post", r"essays?|articles?|(?:blog ?)?posts?|op-?eds?|columns?"),
    ("video", r"documentar(?:y|ies)|films?|movies?"),
)
_KIND = "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS)
#: A full stop behind more than an initial ends the sentence.
_NAME = r"[^\W\d_a-z](?:[\w'’-]|\.(?=\w)|(?<=(?<!\w)\w)\.(?!\w))*+"
_NAMES = rf"{_NAME}(?:\s{_NAME}){{1,3}}(?:(?:,|,?\s(?:and|&))\s{_NAME}(?:\s{_NAME}){{1,3}}){{0,3}}"
#: What may stand between a kind of work and what it is called.
_BETWEEN = (
    r"(?:,?\s(?:of|his|hers|theirs|mine|ours|yours|out|recently|last|this|year|week|month|summer|from"
    r"|in|\d{4}|he|she|they|I|we|you|wrote|read|published|it|that|which|is|was|also|actually|just"
    rf"|really|(?:it|that|which)['’]s|by\s{_NAME}(?:\s{_NAME}){{0,2}})){{0,5}},?"
)
_CALLED = re.compile(
    rf"(?<![\w-])(?i:{_KIND}){_BETWEEN}\s(?:called|titled|entitled|named)[:,]?\s\Z"
)
_STRAIGHT = re.compile(
    rf"(?<![\w-])(?:the|an?|his|her|their|my|our|your|this|that|whose|['’]s?)\s(?:[\w’'-]+\s){{0,3}}?"
    rf"(?:{_KIND}),?\s\Z",
    re.IGNORECASE,
)
_BY = re.compile(rf"(?<![\w-])(?:{_KIND})\sby\s\Z", re.IGNORECASE)
_BY_ON = re.compile(
    rf"(?P<names>(?:{_NAMES})|{_NAME}\s(?:and|&)\s{_NAME}|{_NAME}\set\sal\.?)"
    r"\s(?:on|about)\s(?P<about>(?!(?:it|this|that|just|how|why|what|the\s(?:show|topic|podcast)|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[\w'’-]+(?:\s(?!(?:that|which|who|where|when|is|are|was|were|has|had|from|last|this|but|so)\b)"
    r"[\w'’-]+){0,7})(?=[.,;:!?)]|\s[—–-]|\s(?:that|which|who|where|when|from|is|was)\b|\s*\Z)"
)
_AUTHORS = re.compile(rf",?\s(?:written\s)?by\s(?P<names>{_NAMES})")
_MARKERS = ("called", "titled", "named", '"', "“", " by ")
_PAIRS = {'"': '"', "“": "”"}
_EMPHASISED = re.compile(r"<(?:em|i|cite)>([^<>]{3,150})</(?:em|i|cite)>")
_TOKEN = re.compile(r"[^\W_][\w'’&/-]*(?:\.\d+)?")
#: "A part of the report is called …", "trend reports, called …": no work has that name.
_PIECE = re.compile(
    r"\b(?:portion|part|section|chapter|page|table|figure)s?\s(?:of|in|from)\s\w+\s(?:\w+\s)?\Z"
)
_SEVERAL = re.compile(r"(?:[^s\W]s|ies),", re.IGNORECASE)
_SMALL = frozenset("a an and as at by for from in into of on or the to vs with".split())
#: No titles of one word.
_NO_TITLE = frozenset(
    "i it the this that these those a an we you he she they there here what how why my our your his"
    " her their so and but well yes no okay january february march april may june july august"
    " september october november december monday tuesday wednesday thursday friday saturday"
    " sunday".split()
)
#: How far before a marker the kind of work may stand, and straight before "by"; how long titles
#: are at most.
_REACH, _SHORT, _LONGEST, _WORDS = 90, 24, 150, 14


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A work that a passage speaks of: `place` are the characters of its title there.

    Of a work whose title nobody says, the title are the words that name it.
    """

    kind: WorkKind
    title: str
    place: Span
    by: tuple[str, ...] = ()


def spoken(passage: Passage) -> tuple[Spoken, ...]:
    """The works that a passage speaks of, in order, each place once.

    >>> text = "I read a book called Tar for Beginners by Abel Moth. The report called for more."
    >>> found = spoken(Passage(anchor="p", text=text, body=text, html=text))
    >>> [(one.kind, one.title, one.by) for one in found]
    [('book', 'Tar for Beginners', ('Abel Moth',))]
    """
    found: dict[int, Spoken] = {}
    starts: list[int] = []
    for one in (*_marked(passage.text), *_emphasised(passage)):
        # What is found so far stands apart, so only its neighbours can overlap with it.
        at = bisect_left(starts, one.place.start)
        if not any(
            one.place.start < found[start].place.end and start < one.place.end
            for start in starts[max(0, at - 1) : at + 1]
        ):
            starts.insert(at, one.place.start)
            found[one.place.start] = one
    return tuple(found[start] for start in starts)


def _marked(text: str) -> Iterator[Spoken]:
    for marker in _MARKERS:
        at = text.find(marker)
        while at >= 0:
            end = at + len(marker)
            if marker == " by ":
                found = _by(text, end)
            elif marker in _PAIRS:
                found = _quoted(text, at)
            else:
                found = _called(text, end)
            if found:
                yield found
            at = text.find(marker, end)


def _called(text: str, end: int) -> Spoken | None:
    """A work whose title stands behind "called"."""
    begin = end + len(text[end : end + 2]) - len(text[end : end + 2].lstrip(": ,"))
    window = text[max(0, begin - _REACH) : begin]
    before = _CALLED.search(window)
    if not before or _PIECE.search(window, 0, before.start()) or _SEVERAL.search(before[0]):
        return None
    place = _in_quotes(text, begin) if text[begin : begin + 1] in _PAIRS else _run(text, begin)
    return _work(text, before, place) if place else None


def _quoted(text: str, at: int) -> Spoken | None:
    """A work whose title stands in quotation marks right behind its kind."""
    before = _STRAIGHT.search(text[max(0, at - _REACH) : at])
    place = _in_quotes(text, at) if before else None
    if not before or not place or not _is_title(place.of(text)):
        return None
    return _work(text, before, place)


def _emphasised(passage: Passage) -> Iterator[Spoken]:
    """Works whose titles are emphasised right behind their kind, or behind "called"."""
    if "<em>" not in passage.html and "<i>" not in passage.html and "<cite>" not in passage.html:
        return
    at = 0
    for match in _EMPHASISED.finditer(passage.html):
        words = " ".join(unescape(match[1]).split())
        start = passage.text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        window = passage.text[max(0, start - _REACH) : start]
        before = _CALLED.search(window) or (_is_title(words) and _STRAIGHT.search(window))
        if before:
            yield _work(passage.text, before, Span(start, at))


def _by(text: str, end: int) -> Spoken | None:
    """A work whose authors and subject are said, and no title."""
    before = _BY.search(text[max(0, end - _SHORT) : end])
    said = _BY_ON.match(text, end, end + 2 * _LONGEST) if before else None
    if not before or not said:
        return None
    start = end - len(before[0])
    place = Span(start, said.end())
    words = place.of(text)
    return Spoken(
        kind=_kind(before),
        title=words[:1].upper() + words[1:],
        place=place,
        by=_people(said["names"]),
    )


def _work(text: str, before: re.Match[str], place: Span) -> Spoken:
    behind = (
        place.end
        + len(text[place.end : place.end + 3])
        - len(text[place.end : place.end + 3].lstrip('.,"”'))
    )
    authors = _AUTHORS.match(text, behind)
    return Spoken(
        kind=_kind(before),
        title=place.of(text),
        place=place,
        by=_people(authors["names"]) if authors else (),
    )


def _kind(before: re.Match[str]) -> WorkKind:
    return next(kind for kind, _ in _KINDS if before[kind])


def _people(names: str) -> tuple[str, ...]:
    return tuple(name.strip(" .") for name in re.split(r",? and |,? & |, ", names) if name)


def _in_quotes(text: str, at: int) -> Span | None:
    """The words in quotation marks from a place on, without the stop at their end."""
    close = text.find(_PAIRS[text[at]], at + 1, at + _LONGEST)
    words = text[at + 1 : close]
    cut = words.endswith(("...", "…"))
    if close < 0 or cut or "\n" in words or not any(map(str.isalnum, words)):
        return None
    left, right = len(words) - len(words.lstrip()), len(words.rstrip(" .,;:"))
    return Span(at + 1 + left, at + 1 + right) if len(words.split()) <= _WORDS else None


def _is_title(words: str) -> bool:
    """Whether words in quotation marks are written as a title: several, most with capitals."""
    every = _TOKEN.findall(words)
    long = [word for word in every if word.lower() not in _SMALL]
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in long)
    return words[:1].isupper() and len(every) > 1 and 2 * capitals > len(long)


def _run(text: str, begin: int) -> Span | None:
    """The capitalised words from a place on, with the small ones between them."""
    at, last, count = begin, begin, 0
    while token := _TOKEN.match(text, at):
        big = token[0][0].isupper() or token[0][0].isdigit()
        if (token[0] == "by" or not big) and token[0] not in _SMALL - {"by"}:
            break
        if not count and not big:
            return None
        count += 1
        if big:
            last = token.end()
        behind = text[token.end() : token.end() + 2]
        if behind[:1] == "," and big and text[token.end() + 2 : token.end() + 3].isupper():
            return None  # a title with a comma, or the end of one
        if not (behind[:1] == " " or behind == ": ") or count > _WORDS:
            break
        at = token.end() + (2 if behind == ": " else 1)
    words = text[begin:last]
    if len(words) < 2 or count > _WORDS or words.lower() in _NO_TITLE:
        return None
    return Span(begin, last)
