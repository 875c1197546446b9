"""Speaker labels: who speaks from here on, in every style found in the wild.

A label cannot be told from a bold lead-in ("**Rome:**") by its looks alone. So a
whole text is searched for each style, and a style counts only where it behaves
as a conversation does: its names come back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from commonplace.markup.clock import CLOCK, seconds

#: What stands in a label's place without being a person.
PSEUDO = frozenset(
    (
        "break jingle music sponsor sponsors ad ads advertisement intro outro introduction "
        "transcript transition note notes announcement recording clip"
    ).split()
)
#: Lead-ins of posts that come back like names but are none.
_LEAD_INS = frozenset(
    (
        "pros cons pro con update edit summary example question answer warning tip tips result "
        "results date time location title links link sources source conclusion background"
    ).split()
)
_ARTICLES = frozenset({"the", "a", "an", "this", "chapter", "part"})
_PARTICLES = frozenset(
    ("de del della da di du dos la le van von der den ter bin al el y of").split()
)

_S = "[ \\t\u00a0\u202f]"  # a space inside a line, breaking or not
#: A gap: at most a few spaces, so that no pattern takes long over a line of nothing else.
_G = _S + "{0,8}"
#: A time in brackets, in italics, or as the words of a link.
_TIME = (
    rf"(?:\[?\\?[\[(]|[*_]){_G}(?P<time>{CLOCK}){_G}(?:\\?[\])]\]?|[*_])"
    r"(?:\([^()\s]{1,300}\))?"
)
_BARE = rf"(?P<time>{CLOCK})"
_NAME = r"(?P<name>[^\W\d_](?:[^\n*:\[\](){}<>|#\"“”?!;\\]|\\(?=['’.])){0,48}?)"
_ID = r"(?P<name>SPEAKER[_ ]\d+|[Ss]peaker[ _]?(?:\d{1,2}|[A-Z]))"
_ROLE = rf"(?:{_G}\((?P<role>[A-Za-z -]{{3,20}})\))?"
_BEGIN = rf"^(?:{_G}-{_S}{{1,8}}|{_G}>>+{_G}|#{{2,6}}{_S}{{1,4}})?"


def _style(pattern: str) -> re.Pattern[str]:
    return re.compile(_BEGIN + pattern, re.M)


def _named(pattern: str) -> re.Pattern[str]:
    return _style(pattern.replace("NAME", f"(?:{_ID}|{_NAME.replace('name', 'word')})"))


#: Name of a style → how it looks. `NAME` is a name or an identifier such as SPEAKER_00.
#: The weaker styles, from "bracketed" on, are only tried where no other one is found,
#: since they would find names inside the talk.
_STYLES: dict[str, re.Pattern[str]] = {
    "bold, time behind": _named(rf"\*\*{_G}NAME{_ROLE}{_G}:?\*\*:?{_G}{_TIME}{_G}:?{_G}"),
    "bold, time inside": _named(rf"\*\*{_G}NAME{_G}{_TIME}{_G}:?{_G}\*\*{_G}:?{_G}"),
    "bold, time first": _named(
        rf"(?:\*\*{_G}{_TIME}{_G}|{_TIME.replace('time', 'time2')}{_G}\*\*{_G})"
        rf"NAME{_ROLE}{_G}(?::{_G}\*\*|\*\*{_G}:){_G}"
    ),
    "bold, dash": _named(rf"\*\*{_G}NAME{_ROLE}{_G}\*\*{_G}(?:[—–]|-{{1,3}}){_S}{{1,4}}"),
    "italic": _named(rf"[*_](?![*_])NAME{_ROLE}(?::[*_]|[*_]:)(?![*_]){_G}"),
    "bold": _named(rf"\*\*{_G}NAME{_ROLE}{_G}(?::{_G}\*\*|\*\*{_G}:){_G}"),
    "time behind": _named(rf"NAME{_ROLE}{_G}{_TIME}{_G}:{_G}"),
    "time first": _named(
        rf"(?:{_TIME}|{_BARE.replace('time', 'time2')}){_G}[-–—]?{_G}\n?NAME{_ROLE}{_G}:{_S}{{1,8}}"
    ),
    "bracketed": _named(rf"\\?\[{_G}NAME{_G}\\?\]{_G}:?{_G}"),
    "own line, time": _named(
        rf"(?:\*\*{_G})?NAME{_ROLE}{_G}(?:\*\*)?(?:{_S}{{1,8}}|{_G}[|·•,-]{_G}|\n)"
        rf"(?:{_TIME}|{_BARE.replace('time', 'time2')}){_G}\n+"
    ),
    "own line, bold": _named(rf"\*\*{_G}NAME{_ROLE}{_G}:?{_G}\*\*{_G}:?{_G}\n+"),
    "own line": _named(rf"NAME{_G}\n(?=\S)"),
    "plain": _named(rf"NAME{_ROLE}{_G}:{_S}{{1,8}}"),
}
_WEAK = ("bracketed", "own line, time", "own line, bold", "own line", "plain")


@dataclass(frozen=True, kw_only=True)
class Label:
    """A label at `start` to `end` of the text; a pseudo-speaker has no `speaker`.

    `closing` is where the asterisks stand that close a label's bold too late.
    """

    start: int
    end: int
    speaker: str | None
    time: float | None = None
    said: str = ""
    role: str = ""
    closing: int | None = None


def find_labels(text: str, *, begin: int = 0) -> tuple[Label, ...]:
    """All speaker labels of a text from offset `begin` on, in order; none if it is no dialogue.

    >>> talk = "**Ada:** Hello.\\n\\n**Bo:** Hi.\\n\\n**Ada:** Shall we?\\n\\n**Bo:** Yes."
    >>> [label.speaker for label in find_labels(talk)]
    ['Ada', 'Bo', 'Ada', 'Bo']
    >>> find_labels("**Rome:** Warm.\\n\\n**Vienna:** Cold.\\n\\n**Bern:** Far.")
    ()
    """
    found: dict[int, Label] = {}
    for style, pattern in _STYLES.items():
        if found and style in _WEAK:
            break
        labels = list(_candidates(pattern, text, begin, style))
        if _is_dialogue(labels, style):
            for label in labels:
                if not any(_overlap(label, other) for other in _near(found, label)):
                    found[label.start] = label
    labels = [found[start] for start in sorted(found)] or list(_unnamed(text, begin))
    known = {label.said for label in labels}
    strays = [label for label in _strays(text, begin, known) if label.start not in found]
    merged = sorted([*labels, *strays], key=lambda label: label.start) if labels else []
    return tuple(
        label
        for number, label in enumerate(merged)
        if number == 0 or label.start >= merged[number - 1].end
    )


def _near(found: dict[int, Label], label: Label) -> Iterator[Label]:
    for start in range(max(0, label.start - 120), label.end):
        if start in found:
            yield found[start]


def _overlap(one: Label, two: Label) -> bool:
    return one.start < two.end and two.start < one.end


def _candidates(pattern: re.Pattern[str], text: str, begin: int, style: str) -> Iterator[Label]:
    for match in pattern.finditer(text, begin):
        groups = match.groupdict()
        said = _tidy(groups.get("name") or groups.get("word") or "")
        strict = not style.startswith("bold")
        if not _is_name(said, strict=strict):
            continue
        clock = groups.get("time") or groups.get("time2")
        yield Label(
            start=match.start(),
            end=match.end(),
            speaker=None if said.lower() in PSEUDO else said,
            time=seconds(clock) if clock else None,
            said=said,
            role=(groups.get("role") or "").strip().lower(),
        )


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name.replace("\\", "").replace("\u00a0", " ")).strip(" *:,-–—")


def _is_name(name: str, *, strict: bool) -> bool:
    """Whether words could name a speaker; strictly: each begins with a capital letter."""
    words = name.split()
    if not words or len(words) > 6 or not name[0].isupper():
        return bool(re.fullmatch(r"speaker[ _]?\w{1,2}", name, re.I))
    article = len(words) > 1 and words[0].lower() in _ARTICLES
    if name.lower() in _LEAD_INS or article:
        return False
    if any(len(word) > 30 for word in words):
        return False
    if strict:
        return len(words) <= 5 and all(
            word[0].isupper() or word[0].isdigit() or word.lower() in _PARTICLES for word in words
        )
    return True


def _is_dialogue(labels: list[Label], style: str) -> bool:
    """Whether labels of one style come back as the voices of a conversation do."""
    counts = Counter(label.said for label in labels)
    again = sum(1 for count in counts.values() if count > 1)
    if not labels or not any(label.speaker for label in labels):
        return False
    if "time" in style:
        return len(labels) >= 2 and (again >= 1 or len(labels) >= 3 or len(counts) == 2)
    if style.startswith("bold"):
        return again >= 2 or (again == 1 and len(labels) >= 3 * len(counts) - 2)
    # Plain words with a colon or on a line of their own: the names must fill the text.
    return again >= 2 and len(labels) >= 2 * len(counts)


_CHANGE = re.compile(rf"(?:^|(?<=[ \t\n]))>>+[ \t]{{0,8}}(?:{_NAME}:{_S}{{1,8}})?(?=\S)")
_DASH = re.compile(r"^-[ \t]{1,3}(?=\S)", re.M)
_OPENING = re.compile(_BEGIN + rf"\*\*{_NAME}(?::\*\*|\*\*:){_G}", re.M)


def _unnamed(text: str, begin: int) -> Iterator[Label]:
    """Labels without a name to compare: `>>`, a dash before every line, one lone voice."""
    body = text[begin:]
    opening = _OPENING.match(text, begin + len(body) - len(body.lstrip()))
    if opening and not re.search(r"^#|^\s*[-*] ", body, re.M):
        said = _tidy(opening["name"])
        if _is_name(said, strict=True) and len(said.split()) > 1:
            yield Label(start=opening.start(), end=opening.end(), speaker=said, said=said)
            return
    lines = [line for line in body.split("\n") if line.strip()]
    pattern = _CHANGE
    if len(lines) > 3 and all(
        _DASH.match(line) and line.rstrip()[-1] in '.?!…"”' for line in lines
    ):
        pattern = _DASH
    changes = list(pattern.finditer(text, begin))
    if len(changes) > 1:
        for match in changes:
            said = _tidy(match.groupdict().get("name") or "")
            if said and not _is_name(said, strict=True):
                said = ""
            end = match.end() if said or not match.groupdict().get("name") else match.start("name")
            speaker = None if said.lower() in PSEUDO else said or None
            yield Label(start=match.start(), end=end, speaker=speaker, said=said)


def _strays(text: str, begin: int, known: set[str]) -> Iterator[Label]:
    """Known names in a damaged label: bold that runs on, or bold without a colon."""
    for match in re.finditer(
        r"^\*\*(?P<name>[^\n*:]{1,60})(?P<colon>:?)(?P<rest>[^\n*]{0,80})\*\*(?P<colon2>:?)[ \t]*",
        text[begin:],
        re.M,
    ):
        said = _tidy(match["name"])
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
