"""Dates that tell nothing: those of citations, and of what stands around a text.

"(Moth et al., 2018)" dates the work that it names, "Updated on 3 May" the page, and the
name of a picture the day it was drawn. None of them is news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from commonplace.derive.dates.mentions import Mention
from commonplace.derive.sentences import Span
from commonplace.markup.lines import line_around

#: How far before a date and behind it is looked for what makes it one of a citation.
_REACH = 160
#: The number of a book begins so few characters behind its year.
_NUMBER = 30
_NAME = r"[^\W\d_a-z][\w'’.-]*"
_JOINED = (
    r"(?:(?:,\s?|\s(?:(?:&|and|et|in)\s)?)"
    rf"(?:&\s|and\s|al\b\.?|others\b|colleagues\b|eds?\.|v[ao]n\b|de[rl]?\b|{_NAME}))*"
)
#: Names and what joins them, up to the date: "(Moth & Vale, ", "; Moth et al. ".
_NAMES_ONLY = re.compile(rf"[(;\[]\s?(?:see |e\.g\.,? |cf\. )?{_NAME}{_JOINED}[\s,.(]*\Z")
_AND_OTHERS = re.compile(r"\bet al\b(?![^.]*[.]\s+[A-Z][a-z]+ [a-z])[^!?\n]{0,80}\Z")
#: "Moth and Vale (2018)": two names, and the year in brackets.
_AUTHORS_BRACKET = re.compile(rf"{_NAME}\s+(?:and|&)\s+(?:{_NAME}|others|colleagues)\s*[(\[]\Z")
_BEHIND_CITED = re.compile(r"[a-z]?\s*[),;\]]")
# What a line begins with that tells of a text and is none of it.
_LABELLED = re.compile(
    r"\W*(?:\[\d{1,3}\]\s|(?:image|photo|picture|figure|table|data|video)\s"
    r"(?:source|credits?|courtesy)\b"
    r"|(?:source|credits?|via|citation|cited as|see also|bibtex|cc|reply-to)\s?:"
    r"|(?:figure|fig\.|table)\s?\d|footnote\b|screenshot\b|(?:date|sent|received|from|to|subject)\s?:|©|\(c\)\s"
    r"|copyright\s(?:©|\d)|--\s?(?:forwarded|original)\smessage)",
    re.IGNORECASE,
)
#: The same within a line.
_CREDIT = re.compile(
    r"\W*(?:image|photo|picture|figure)\s(?:source|credits?|courtesy)\b", re.IGNORECASE
)
#: What says of a page when it was written or changed, straight before the date,
_PAGE_DATED = re.compile(
    r"\W*(?:(?:last|first|originally|page|article|post)\s)?(?:updated?|edit(?:ed)?|modified|posted"
    r"|published|revised|retrieved|accessed|archived|created|uploaded|written|corrected|correction"
    r"|cross-?posted)\b(?:\s(?:on|at|in))?(?:\s(?:mon|tue|wed|thu|fri|sat|sun)\w*,?)?[\s:(\[]*\Z",
    re.IGNORECASE,
)
#: and what may stand behind it.
_PAGE_DATED_END = re.compile(r"\s*(?:\Z|[\]):|·—–-]|\.\s*\Z|at\s\d|by\s)")
_MAIL = re.compile(
    r"\b(?:From|To|Date|Sent|Subject|Cc): .{0,200}\b(?:From|To|Date|Sent|Subject|Cc):|\bwrote:\s*\Z"
    r"|-{2,}\s?(?:Forwarded|Original) message"
)
# "— Ada Moth (@moth) July 13, 2020": whose a quoted post is.
_BY_LINE = re.compile(r"\s*(?:[—–]|--)\s*[^\W\d_a-z][^!?.;:]{0,80}[\s,(]*\Z")
_NUMBERED = re.compile(r"\b(?:ISBN|ISSN)(?:-1[03])?:?\s?\d[\dX\s–-]{3}")
_HANDLE = re.compile(r"\(@\w{1,30}\)")
_FILE = re.compile(
    r"[\w)-]\.(?:png|jpe?g|gif|webp|svg|avif|heic|pdf|mp[34]|mov|wav|m4a|csv|json|zip|txt|md|html?|py)\b",
    re.IGNORECASE,
)
#: The words of a picture, of one that is not there, and of one that is a link.
_ALT = re.compile(
    r"<img\b[^<>]{0,2000}?\balt=\"([^\"<>]{4,500})\""
    r"|<figure class=\"cp-missing\">\s*<figcaption>([^<>]{4,500})</figcaption>"
    r"|<a href=\"[^\"<>]{1,1000}\.(?:png|jpe?g|gif|webp|svg|avif)\"[^<>]{0,100}>([^<>]{4,500})</a>",
    re.IGNORECASE,
)
#: A heading below which works are listed.
_LIST_OF_WORKS = re.compile(
    r"\W*(?:\d+\W+)?(?:references?|sources?|bibliography|works cited|citations?|citing"
    r"|further reading|literature|footnotes?|endnotes?|see also|links?|credits"
    r"|acknowledge?ments?|change ?log|updates?|revision history|cite(?:d)?(?: as| this)?)\W*\Z",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|had|have|will|can|could|did|does|do|gave|wrote|made|took|won|beat|got|"
    r"\w{3,}ed|becomes?|shows?|says?|opens?|wins?)\b"
)
#: "The film of the mill, directed by Otto Vale": no statement.
_MADE_BY = re.compile(
    r",\s(?:directed|written|edited|translated|hosted|produced|presented|narrated|published|drawn)"
    r"\s(?:and\s\w+\s)?by\b"
)
_ITEM = re.compile(r"\W*(?:\"|“|[^\W\d_a-z][\w'’.-]*)(?:[^.!?\n]|\.\S){3,240}\W*\Z")


def pictured(html: str) -> tuple[str, ...]:
    """The words that stand for pictures in a page's HTML."""
    found = _ALT.finditer(html) if "<img" in html or "<fig" in html or "<a " in html else ()
    return tuple(
        " ".join(unescape("".join(filter(None, match.groups()))).split()) for match in found
    )


def lists_works(heading: str) -> bool:
    """Whether works are listed below a heading, and nothing is told.

    >>> [lists_works(heading) for heading in ("References", "5. Sources:", "Sources of light")]
    [True, True, False]
    """
    return bool(_LIST_OF_WORKS.match(heading))


def is_apparatus(text: str, mention: Mention, alts: Sequence[str] = ()) -> bool:
    """Whether a date is one of a citation, or of what stands around a text.

    `alts` are the words that stand for pictures.

    >>> from commonplace.derive.dates.mentions import mentions
    >>> texts = ("Tar (Moth & Vale, 2018) is black.", "Updated on 3 May 2019.", "In 2018 Tar won.")
    >>> [is_apparatus(text, mentions(text)[0]) for text in texts]
    [True, True, False]
    """
    line = _line(text, mention.words)
    behind = min(line.end, mention.words.end + _REACH)
    near = min(line.end, mention.words.end + _NUMBER)
    return (
        _cites(text, mention)
        or (
            text[max(0, line.start - 1) : line.start] in ("", "\n")
            and bool(_LABELLED.match(line.of(text)))
        )
        or bool(_CREDIT.match(text, mention.sentence.start))
        or _dates_the_page(text, mention, line)
        or bool(_MAIL.search(line.of(text)))
        or _signs(text, mention, line)
        or bool(_FILE.search(text, mention.words.start, behind))
        or bool(_NUMBERED.search(text, max(line.start, mention.sentence.start), near))
        or any(mention.words.of(text) in alt and alt in line.of(text) for alt in alts)
    )


def is_listed_work(text: str, mention: Mention) -> bool:
    """Whether a line names a work as a list of works does: names, a title and a date, no verb."""
    line = _line(text, mention.words)
    words = line.of(text)
    rest = text[line.start : mention.words.start] + text[mention.words.end : line.end]
    verb = _VERB.search(_MADE_BY.sub(" ", rest))
    return not mention.events and bool(_ITEM.match(words)) and not verb


def _line(text: str, words: Span) -> Span:
    """The line of some words; of a very long one what is around them."""
    return Span(*line_around(text, *words, 4 * _REACH))


def _cites(text: str, mention: Mention) -> bool:
    """Whether a date stands behind names as citations have it."""
    start, end = mention.words
    before = text[max(mention.sentence.start, start - _REACH) : start]
    if _AND_OTHERS.search(before) or _AUTHORS_BRACKET.search(before):
        return True
    opened = max(before.rfind("("), before.rfind("["), before.rfind(";"))
    if opened < 0 or not _BEHIND_CITED.match(text, end):
        return False
    inside = before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]")
    return inside and bool(_NAMES_ONLY.search(before[opened:]))


def _dates_the_page(text: str, mention: Mention, line: Span) -> bool:
    """Whether a line says when its page was written or changed."""
    before, behind = text[line.start : mention.words.start], text[mention.words.end : line.end]
    return bool(_PAGE_DATED.match(before) and _PAGE_DATED_END.match(behind))


def _signs(text: str, mention: Mention, line: Span) -> bool:
    """Whether a line says who said what stands above, and when."""
    start, end = mention.words
    before, behind = text[line.start : start], text[end : line.end]
    if len(behind.strip(" .)*_")) > 0:
        return False
    named = _BY_LINE.match(before) or _HANDLE.search(before)
    return bool(named) and not _VERB.search(_HANDLE.sub("", before))
