"""Speaker labels: who speaks from here on, in every style found in the wild.

A label looks just like a bold lead-in ("**Rome:**"). So a whole text is searched for each
style, and a style counts only if it behaves like a conversation: its names recur.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from commonplace.markup.blocks import touched
from commonplace.markup.clock import code_spans
from commonplace.markup.scan import begun
from commonplace.readers.text.conversation import HEADING, is_conversation
from commonplace.readers.text.label_styles import (
    PSEUDO,
    STYLES,
    TIMED,
    WEAK,
    WHOLE,
    Label,
    candidates,
    is_name,
    tidy,
)
from commonplace.readers.text.run_on import run_on


@lru_cache(maxsize=4)  # a reader that claims a text is asked to read it next
def find_labels(text: str, *, begin: int = 0, known: tuple[str, ...] = ()) -> tuple[Label, ...]:
    """All speaker labels of a text from offset `begin` on, in order; none if it is not a dialogue.

    `known` are the names of credited persons. Labels in code do not count.

    >>> talk = "**Ada:** Hello.\\n\\n**Bo:** Hi.\\n\\n**Ada:** Shall we?\\n\\n**Bo:** Yes."
    >>> [label.speaker for label in find_labels(talk)]
    ['Ada', 'Bo', 'Ada', 'Bo']
    >>> find_labels("**Rome:** Warm.\\n\\n**Vienna:** Cold.\\n\\n**Bern:** Far.")
    ()
    """
    code = code_spans(text)
    found: dict[int, Label] = {}
    styles: set[str] = set()
    for style in STYLES:
        if found and style in WEAK and not (style == "plain" and styles <= TIMED):
            continue
        labels = _outside(candidates(text, begin, style), code)
        together = [*found.values(), *labels] if style in WEAK else labels
        if is_conversation(sorted(together, key=_start), style, text, begin, known):
            styles.add(style)
            for label in labels if style in WHOLE else _returning(labels, text):
                if not any(_overlap(label, other) for other in _near(found, label)):
                    found[label.start] = label
    labels = _with_dashes([found[start] for start in sorted(found)], text)
    labels += _outside(_signs(text, begin, labels), code) if labels else ()
    labels = labels or _outside(_unnamed(text, begin), code)
    labels = labels or _outside(iter(run_on(text, begin)), code)
    names = {label.said for label in labels} - {""}
    strays = _outside(_strays(text, begin, names), code) if labels else []
    strays += _outside(_evident(text, labels[0].end, known), code) if labels else ()
    taken = {one.start for one in labels}
    merged = sorted([*labels, *(one for one in strays if one.start not in taken)], key=_start)
    return tuple(
        label
        for number, label in enumerate(merged)
        if number == 0 or label.start >= merged[number - 1].end
    )


def _start(label: Label) -> int:
    return label.start


def _outside(labels: Iterator[Label], code: list[tuple[int, int]]) -> list[Label]:
    """The labels outside code."""
    return [one for one in labels if not any(touched(one.start, one.end, code))]


def _returning(labels: list[Label], text: str) -> Iterator[Label]:
    """The labels without those that appear once, have no time, and are not part of the talk.

    Those are lower-case words, fields above the talk, what stands above a list that nobody says,
    and labels below a heading where nobody speaks.
    """
    counts = Counter(label.said for label in labels)
    headings = [match.start() for match in HEADING.finditer(text)]
    talk = {bisect_right(headings, one.end) for one in labels if counts[one.said] > 1}
    begun = False
    for one in labels:
        begun = begun or counts[one.said] > 1
        value = text[one.end : one.end + 200].partition("\n")[0].rstrip()
        field = not begun and value and (value[-1].isalnum() or value[-1] in ")]>/")
        items = _ABOVE_LIST.match(text, one.end)
        small = one.said[0].islower() or bool(items and not _ADDRESS.search(items["first"]))
        once = counts[one.said] == 1 and one.time is None and talk
        if not once or not (small or field or bisect_right(headings, one.end) not in talk):
            yield one


#: Between a label and a list right below it, and its first item.
_ABOVE_LIST = re.compile(r"[ \t]*\n(?:[ \t]*\n){0,3}[ \t]{0,3}[-*+][ \t](?P<first>[^\n]{0,300})")
_LEAD = re.compile(r"[ \t]{0,8}[-–—]{1,3}[ \t]{1,8}(?=\S)")


def _with_dashes(labels: list[Label], text: str) -> list[Label]:
    """The labels with the dash behind each of them; a dash behind some is part of what is said."""
    dashes = [_LEAD.match(text, label.end) for label in labels]
    if 5 * sum(map(bool, dashes)) < 4 * len(labels):
        return labels
    pairs = zip(labels, dashes, strict=True)
    return [replace(label, end=dash.end()) if dash else label for label, dash in pairs]


def _near(found: dict[int, Label], label: Label) -> Iterator[Label]:
    for start in range(max(0, label.start - 120), label.end):
        if start in found:
            yield found[start]


def _overlap(one: Label, two: Label) -> bool:
    return one.start < two.end and two.start < one.end


_CHANGE = re.compile(
    r"(?:^|(?<=[ \t\n]))(?:>>+|(?:&gt;){2,4})[ \t]{0,8}"
    r"(?:(?P<name>[^\W\d_][^\n*:<>\[\](){}|#\"?!;]{0,48}?):[ \t]{1,8})?(?=\S)",
    re.M,
)
_VOICE = re.compile("[>&-]")
_DASH = re.compile(r"^-[ \t]{1,3}(?=\S)", re.M)


def _signs(text: str, begin: int, labels: list[Label]) -> Iterator[Label]:
    """Changes of voice without a name, between labels: `>>`, and dashes if labels have them."""
    taken = [(label.start, label.end) for label in labels]
    for match in begun(_CHANGE, _VOICE, text, begin):
        if not any(touched(*match.span(), taken)):
            yield _change(match)
    if sum(label.dash for label in labels) < 2:
        return
    headings = [match.start() for match in HEADING.finditer(text)]
    talk = {bisect_right(headings, label.start) for label in labels if label.dash}
    for match in begun(_DASH, _VOICE, text, begin):
        below = bisect_right(headings, match.start()) in talk
        if below and not any(touched(*match.span(), taken)):
            yield _change(match)


def changes(text: str, begin: int) -> Iterator[Label]:
    """Every `>>` of a text, even a single one, with the name after it if there is one."""
    return map(_change, begun(_CHANGE, _VOICE, text, begin))


def _change(match: re.Match[str]) -> Label:
    """The label for a sign, with the name after it if there is one."""
    name = match.groupdict().get("name")
    said = tidy(name or "")
    if said and not is_name(said, strict=True):
        said = ""
    return Label(
        start=match.start(),
        end=match.start("name") if name and not said else match.end(),
        speaker=None if said.lower() in PSEUDO else said or None,
        said=said,
    )


#: Where a paragraph begins, below the first.
_PARAGRAPH = re.compile(r"\n[ \t]*\n(?=\S)")
#: What people say to each other.
_ADDRESS = re.compile(r"\b(?:I|me|we|us|our|you|your)\b", re.IGNORECASE)


_MARKED_UP = re.compile(r"^#{1,6} |\]\(|^(?:```|~~~)|^[-*+] |^\|", re.M)
_CALLOUT = re.compile(r"^>[> \t]{0,8}\[!\w", re.M)
_BETWEEN = 100  #: words, on average, to each sign of a new voice


def _unnamed(text: str, begin: int) -> Iterator[Label]:
    """Labels without a name to compare: `>>`, a dash before every line, one lone voice."""
    body = text[begin:]
    opening = next(candidates(text, begin, "bold"), None)
    if opening and opening.start == begin + len(body) - len(body.lstrip()):
        lone = is_name(opening.said, strict=True) and " " in opening.said
        if lone and not re.search(r"^#|^\s*[-*] ", body, re.M):
            yield from _each_once(text, begin) or (opening,)
            return
    lines = [line.rstrip() for line in body.split("\n") if line.strip()]
    asked = any(line.endswith("?") for line in lines)  # a list of things to do asks nothing
    spoken = all(_DASH.match(line) and line[-1] in '.?!…"”' for line in lines)
    pattern = _DASH if len(lines) > 3 and asked and spoken else _CHANGE
    found = list(pattern.finditer(text, begin))
    if len(found) > 1 and (pattern is _DASH or _are_voices(text, begin, found)):
        yield from map(_change, found)


def _are_voices(text: str, begin: int, found: list[re.Match[str]]) -> bool:
    """Whether signs of a change of voice are most of what a text is made of.

    They begin many of its lines, or they are close together and nothing else is marked up.
    """
    body = text[begin:]
    if _CALLOUT.search(body):  # quotations in quotations
        return False
    begins = (text.rfind("\n", 0, one.start()) + 1 for one in found)
    heads = sum(not text[at : one.start()].strip() for at, one in zip(begins, found, strict=True))
    if 3 * heads >= sum(1 for line in body.split("\n") if line.strip()):
        return True
    return len(body.split()) <= _BETWEEN * len(found) and not _MARKED_UP.search(body)


def _each_once(text: str, begin: int) -> list[Label]:
    """The labels of a talk in which each paragraph begins with the full name of who says it.

    None if a paragraph has no such label, or if nobody speaks of "you" or "we", as in a list
    of places or terms.
    """
    labels = [
        label
        for label in candidates(text, begin, "bold")
        if is_name(label.said, strict=True) and " " in label.said
    ]
    paragraphs = {match.end() for match in _PARAGRAPH.finditer(text, begin)}
    spoken = _ADDRESS.search(text, begin)
    return labels if spoken and paragraphs <= {label.start for label in labels} else []


#: Names that are of a voice, in whatever style.
_OF_A_VOICE = re.compile(
    r"(?:(?:unknown|unidentified|another|male|female|first|second|third) )?"
    r"(?:speaker|voice|man|woman|audience(?: member)?|moderator|interviewer|interviewee|narrator"
    r"|caller|announcer|participant|questioner)(?:[ _][\dA-Z]{1,3})?",
    re.I,
)


def _evident(text: str, begin: int, known: tuple[str, ...]) -> Iterator[Label]:
    """Bold labels between those of another style that no post has: of a voice, or of a break."""
    for label in candidates(text, begin, "bold"):
        of_a_voice = _OF_A_VOICE.fullmatch(label.said) or label.said in known
        pause = label.speaker is None and label.said.lower() not in ("note", "notes")
        if not label.dash and (of_a_voice or pause):
            yield label


def _strays(text: str, begin: int, known: set[str]) -> Iterator[Label]:
    """Known names in a damaged label: bold that runs on, or bold without a colon."""
    for match in re.finditer(
        r"^\*\*(?P<name>[^\n*:]{1,60})(?P<colon>:?)(?P<rest>[^\n*]{0,80})\*\*(?P<colon2>:?)[ \t]*",
        text[begin:],
        re.M,
    ):
        said = tidy(match["name"])
        alone = not match["rest"] and text[begin + match.end() : begin + match.end() + 1] in (
            "",
            "\n",
        )
        if said not in known or not (match["colon"] or match["colon2"] or alone):
            continue
        end = match.end()
        if match["rest"]:
            end = match.end("colon")
        yield Label(
            start=begin + match.start(),
            end=begin + end,
            speaker=None if said.lower() in PSEUDO else said,
            said=said,
            closing=begin + match.end("rest") if match["rest"] else None,
        )
