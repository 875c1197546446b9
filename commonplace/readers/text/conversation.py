"""Whether labels are voices of a conversation, or the fields and lead-ins of something else.

No list of words can tell: "Grade" may be a field, and Grade may be somebody's name. So the
whole text is judged: whether names recur, whether those who are credited are among them,
whether sentences follow, and whether the same labels are below each heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from commonplace.markup.clock import stamps
from commonplace.readers.text.label_styles import CERTAIN, Label

#: A heading of Markdown, with its words.
HEADING = re.compile(r"^#{1,6}[ \t]+(?P<title>\S[^\n]*)$", re.M)
_SENTENCE = re.compile(r"[.?!…。？！](?=[\s\"”’')\]*_<]|$)")
_ITEM = re.compile(r"^[ \t]{0,8}(?:[-*+]|\d{1,4}[.)])[ \t]", re.M)
_STAR = re.compile(r"[ \t]{0,8}(?:[*+]|\d{1,4}[.)])[ \t]")
#: Characters after a label that are looked at.
_LOOK = 1_500
#: Words; what is longer is talk, not the value of a field.
_LONG = 12
#: Words on average in a paragraph with a label, below which it may be a remark.
_SHORT = 8
#: What nobody talks long without: a question, or a word for oneself; and what tells English.
_ASKS = re.compile(r"[?？؟]|\b(?:I|we|We|me|my|My|our|Our|us|ours|mine)\b")
_ENGLISH = re.compile(r"\b(?:the|and|of)\b")
_SELF = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|[Yy]ou|[Yy]our)\b")
#: A voice that a program has numbered, which one alone may be all there is, if it says so many
#: characters; a programme of the day says less of its first speaker.
_NUMBERED = re.compile(r"speaker[ _]\d{1,2}\Z", re.I)
_ALONE = 200
#: The fewest who always speak in turn only if they are fields.
_ROUND = 3
#: Words on average, from which the one answer below each heading is part of an interview.
_ANSWER = 40


def is_conversation(
    labels: Sequence[Label], style: str, text: str, begin: int, known: Collection[str]
) -> bool:
    """Whether labels of one style recur as the voices of a conversation do.

    `known` are the names of those who are credited.
    """
    if style in ("bold", "italic"):
        labels = [label for label in labels if label.speaker]
    if style in CERTAIN:
        return len(labels) > 1
    counts = Counter(label.said for label in labels)
    again = sum(1 for count in counts.values() if count > 1)
    if not any(label.speaker for label in labels):
        return False
    credited = 2 * sum(is_known(said, known) for said in counts) >= len(counts)
    lone = "time" in style and len(labels) == 1 and _is_lone_voice(labels[0], text)
    if not lone and not _come_back(labels, style, len(counts), again, credited):
        return False
    if style == "own line, time first" and 5 * len(labels) < 4 * len(stamps(text, begin)):
        return False
    if credited:
        return True
    said = list(_said(labels, text, dashes=style == "bracketed"))
    if style == "definition" and not _of_two(said):
        return False  # terms, of which some have several meanings
    if style == "own line, italic" and not _is_answered(labels, said):
        return False  # headings inside a text
    timed = any(label.time is not None for label in labels)
    if not timed and not (_talk(said) and _long_enough(said) and _of_somebody(said)):
        return False
    small = sum(1 for name in counts if name[0].islower())
    if 2 * small > len(counts) and (again < 2 - timed or not _alternate(labels)):
        return False
    if _is_form(labels, said, text, begin) or (not timed and _is_round(labels)):
        return False
    listed = sum(label.dash for label in labels)
    if style == "bracketed" and listed and "?" not in text[begin:]:
        return False  # a list of changes, each with its kind
    strict = style.startswith(("bold", "italic")) or _STAR.match(text, labels[0].start)
    return not listed or not strict or _fills(labels, text, begin)


def is_known(said: str, known: Collection[str]) -> bool:
    """Whether a label names a credited person, even by only part of the name.

    >>> is_known("Ada", ["Ada Marsh"]), is_known("AM", ["Ada Marsh"]), is_known("Bo", [])
    (True, True, False)
    """
    short = said.casefold()
    for name in known:
        words = name.casefold().split()
        initials = "".join(word[0] for word in words)
        if short == initials or (short and set(short.split()) <= set(words)):
            return True
    return False


def _is_lone_voice(label: Label, text: str) -> bool:
    """Whether one label, of a voice with a number, stands above all that somebody says."""
    words = text[label.end : label.end + _LOOK]
    return (
        bool(_NUMBERED.match(label.said))
        and len(words) >= _ALONE
        and bool(_ASKS.search(words) or not _ENGLISH.search(words))
    )


def _come_back(labels: Sequence[Label], style: str, names: int, again: int, credited: bool) -> bool:
    """Whether the names recur often enough for the style of their labels."""
    if "time" in style or (style == "bracketed" and all(one.time is not None for one in labels)):
        return len(labels) >= 2 and (again >= 1 or len(labels) >= 3 or names == 2)
    if credited and names > 1 and style.startswith(("bold", "italic")):
        return True
    if style.startswith("bold"):
        alone = names == 1 and not credited and " " not in labels[0].said
        return again >= 2 or (again == 1 and len(labels) >= 3 * names - 2 and not alone)
    if credited and names > 1 and again and style != "own line":
        return True
    if style in ("definition", "stamp, bold name"):
        return again >= 2 and 2 * len(labels) >= 3 * names
    if style == "bracketed" and all(label.dash for label in labels):
        return again >= 1 and len(labels) > names
    # Plain words with a colon or on a line of their own: the names must fill the text.
    return again >= 2 and len(labels) >= 2 * names


_DASH = re.compile(r"^-[ \t]{1,3}(?=\S)", re.M)


def _said(labels: Sequence[Label], text: str, *, dashes: bool = False) -> Iterator[str]:
    """What follows each label, up to the next one or a heading, or to a dash if that ends it."""
    headings = [match.start() for match in HEADING.finditer(text, labels[0].end)]
    ends = [*(label.start for label in labels[1:]), len(text)]
    for label, end in zip(labels, ends, strict=True):
        number = bisect_left(headings, label.end)
        heading = headings[number] if number < len(headings) else end
        words = text[label.end : min(heading, end, label.end + _LOOK)]
        yield _DASH.split(words, maxsplit=1)[0] if dashes and label.dash else words


def _talk(said: Sequence[str]) -> bool:
    """Whether sentences follow the labels, and not the values of fields."""
    spoken = sum(1 for words in said if _SENTENCE.search(words) or len(words.split()) > _LONG)
    return 2 * spoken >= len(said)


def _long_enough(said: Sequence[str]) -> bool:
    """Whether the paragraphs with labels are not just short remarks above longer texts."""
    labelled = sum(len(_first_paragraph(words).split()) for words in said)
    every = sum(len(words.split()) for words in said)
    return labelled >= _SHORT * len(said) or 2 * labelled >= every


def _of_somebody(said: Sequence[str]) -> bool:
    """Whether anybody asks, or speaks of himself; of little, or of no English, nobody can say."""
    long = sum(len(words.split()) for words in said) >= _LONG * len(said)
    return not long or any(map(_ASKS.search, said)) or not all(map(_ENGLISH.search, said))


def _of_two(said: Sequence[str]) -> bool:
    """Whether some speak of themselves or to each other; of no English, a question tells."""
    selves = sum(bool(_SELF.search(words)) for words in said)
    foreign = not any(map(_ENGLISH.search, said))
    return selves > 1 or (foreign and any("?" in words for words in said))


def _is_answered(labels: Sequence[Label], said: Sequence[str]) -> bool:
    """Whether all have a surname, and one asks right before another speaks."""
    asked = (words.rstrip(' \t\n"”’)*_').endswith(("?", "؟", "？")) for words in said)
    turned = (one.said != two.said for one, two in pairwise(labels))
    full = all(" " in label.said for label in labels if label.speaker)
    return full and any(ask and turn for ask, turn in zip(asked, turned, strict=False))


def _alternate(labels: Sequence[Label]) -> bool:
    """Whether most labels are of another voice than the one before."""
    pairs = list(pairwise(labels))
    return 2 * sum(one.said != two.said for one, two in pairs) >= len(pairs)


def _is_form(labels: Sequence[Label], said: Sequence[str], text: str, begin: int) -> bool:
    """Whether the same labels appear once below each heading, with few words."""
    heads = {label.start for label in labels}
    headings = [
        match.start()
        for match in HEADING.finditer(text, begin)
        if match.start() not in heads and not stamps(match[0])
    ]
    sections = Counter((bisect_right(headings, label.start), label.said) for label in labels)
    parted = len({section for section, _ in sections}) > 1
    words = sum(len(_first_paragraph(words).split()) for words in said)
    once = sum(1 for count in sections.values() if count == 1)
    return parted and 10 * once >= 9 * len(sections) and words < _ANSWER * len(labels)


def _is_round(labels: Sequence[Label]) -> bool:
    """Whether three labels or more always follow each other in the same order, as in a form."""
    order = list(dict.fromkeys(label.said for label in labels))
    if len(order) < _ROUND or len(labels) < 2 * len(order):
        return False
    return all(label.said == order[n % len(order)] for n, label in enumerate(labels))


def _first_paragraph(words: str) -> str:
    return re.split(r"\n[ \t]*\n", words.lstrip("\n"), maxsplit=1)[0]


def _fills(labels: Sequence[Label], text: str, begin: int) -> bool:
    """Whether a list with labels is a conversation: it is most of the text and has questions."""
    items = len(_ITEM.findall(text[begin:]))
    lines = sum(1 for line in text[begin:].split("\n") if line.strip())
    return 5 * len(labels) >= 4 * items and 2 * items >= lines and "?" in text[begin:]


def named_again(labels: Sequence[Label], units: Sequence[int]) -> bool:
    """Whether names are mostly repeated with nobody else named between.

    `units` are where the lines or paragraphs of a text begin. Whoever is named again after
    some without a name has not spoken all the while.
    """
    again = other = 0
    for one, two in pairwise(labels):
        if bisect_left(units, two.start) > bisect_right(units, one.end):
            again += one.said == two.said
            other += one.said != two.said
    return again >= max(1, other)
