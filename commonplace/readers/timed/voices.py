"""Who speaks in timed captions: labels, signs and tags, turned into marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commonplace.markup.entities import unescape
from commonplace.model import Edit, Mark, Tracked
from commonplace.readers.edits import NamedEdit, edit_all
from commonplace.readers.text.label_styles import PSEUDO
from commonplace.readers.timed.cues import Cue

# `>>` comes before a new voice, at the start of a line or inside it; a dash at its head, or
# after the end of what somebody else says.
_PLACE = re.compile(
    r"^|(?<=[ \t])(?=>>)|(?<=[.?!…\"”’)\]♪][ \t])(?=[-–—][ \t]?[^\W_])", re.MULTILINE
)
_HEAD = re.compile(
    r"[ \t]*(?P<sign>>>+[ \t]*|[-–—][ \t]?(?=[^\W\d]|[\"'“‘¿¡\[(♪…]))?"
    r"(?:(?:(?P<name>[^\W_][^\n:：<>\[\]]{0,59})|[\[(](?P<inner>[^\W_][^\n:：<>\[\]()]{0,39})[\])])"
    r"(?P<colon>：[ \t]*|:(?:[ \t]+|$))"
    r"|[\[(](?P<bare>[^\W_][^\n:：<>\[\]()]{0,39})[\])][ \t]*)?",
    re.MULTILINE,
)
#: What programs call a voice without a known name.
_NUMBERED = re.compile(r"(?:speaker|spk|voice|person|guest|host)[ _-]?(?:\d{1,3}|[A-Z])\Z", re.I)
#: What captions say of how somebody speaks: `ANNOUNCER (OVER RADIO):`.
_REMARK = re.compile(r"(?<=[A-Z]) \([A-Z][A-Z .'’-]{1,30}\)\Z")
_PARTICLES = frozenset(
    ["and", "de", "del", "den", "der", "di", "du", "la", "le", "of", "the", "van", "von", "y"]
)
#: Lead-in words, which are nobody's name.
_LEAD_INS = PSEUDO | frozenset(
    "also and answer because but caution chapter conclusion danger example fact first finally "
    "he her here how however i important it kind language later lesson let me meaning never no "
    "now okay one or part point problem question quote reason remember remark result rule "
    "second she so still subject summary that then there therefore they thing think third this "
    "tip title today true update verse warning we well what when where which who why yes you "
    "address email link website".split()
)
_SOUNDS = re.compile(
    r"music|applause|laugh|cheer|chuckl|sigh|cough|silence|inaudible|crosstalk|foreign|noise|sound"
    r"|song|singing|clap|door|phone|ring|beep|bell",
    re.I,
)
#: What looks like a name by itself; other words before a colon may be anything.
_SURE = frozenset({"numbered", "capitals", "words", "word", "counted"})
#: What ends a sentence, or a remark in brackets.
_ENDS = frozenset('.?!…"”»’)]♪。？！')
_TWICE = 2
_NEAR = 200  #: characters around a label that are looked at
#: From this share of the cues on, labels at the head are the habit of a file; from the
#: second one on, what heads a cue is a label whatever it looks like.
_COMMON, _ALWAYS = 0.5, 0.8


class Point(NamedTuple):
    """A source offset where another voice begins; `speaker` is None if it is not named."""

    at: int
    speaker: str | None


class _Head(NamedTuple):
    """A label at `start` to `end` of the text; its sign alone ends at `signed`.

    `form` is what the name looks like: labels of one file have few forms. `first` says
    whether it begins its cue, `inside` whether it is within a line, `opens` whether the
    sentence before it has ended, and `leads` whether words follow in the cue.
    """

    start: int
    signed: int
    end: int
    sign: str
    name: str
    form: str
    cue: int
    first: bool
    inside: bool
    opens: bool
    leads: bool


def find_speakers(text: Tracked, cues: Sequence[Cue]) -> tuple[Tracked, tuple[Point, ...]]:
    """Find who speaks from labels such as `ADA:`, `[SPEAKER_00]:`, `>> Ada:`, `>>` and `- `.

    A name counts if the file has it twice, if it follows a sign that counts, or if the other
    labels of the file suggest it. `>>` counts at the start of a line, a dash if the file has
    two, as in `- Hey. - Hello.` A change of voice without a name leaves a blank line.
    """
    words = str(text)
    heads = list(_heads(text, cues))
    signs = _signs(words, heads)
    names = _Names(heads, sum(cue.first < cue.last for cue in cues), shouts=_shouts(words))
    edits: list[NamedEdit] = []
    points: list[tuple[int, str | None]] = []
    for head in heads:
        signed = head.sign in signs
        if head.name and (names.has(head) or (head.sign == ">" and signed)):
            glued = head.start > 0 and words[head.start - 1] != "\n"
            edits.append(NamedEdit(head.start, head.end, "\n" if glued else "", "label"))
            points.append((head.start, head.name))
        elif head.sign and signed:
            edits.append(NamedEdit(head.start, head.signed, "\n", "speaker-change"))
            points.append((head.start, None))
    ats = [text.source_offset(at) for at, _ in points]
    found = tuple(Point(at, name) for at, (_, name) in zip(ats, points, strict=True))
    return edit_all(text, edits), found


def _heads(text: Tracked, cues: Sequence[Cue]) -> Iterator[_Head]:
    words = str(text)
    places = [text.offset(at) for cue in cues for at in (cue.first, cue.last)]
    opens = True
    for number, (start, end) in enumerate(zip(places[::2], places[1::2], strict=True)):
        done = start
        for place in _PLACE.finditer(words, start, end):
            match = _HEAD.match(words, place.start(), end)
            if not match or place.start() < done:
                continue
            done = match.end()
            sign = (match["sign"] or "")[:1].replace("–", "-").replace("—", "-")
            inside = place.start() > start and words[place.start() - 1] != "\n"
            # A dash after a sentence may be a pause; another voice begins a sentence.
            if (
                sign == "-"
                and inside
                and words[match.end("sign") : match.end("sign") + 1].islower()
            ):
                continue
            name = " ".join((match["name"] or match["inner"] or match["bare"] or "").split())
            name = _REMARK.sub("", name)
            form = _form(name, bracketed=match["bare"] is not None) if name else ""
            name = name if form else ""
            if not (name or sign):
                continue
            before = words[max(start, place.start() - _NEAR) : place.start()].rstrip()[-1:]
            yield _Head(
                start=match.start(),
                signed=match.end("sign") if sign else match.start(),
                end=match.end(),
                sign=sign,
                name=name,
                form=form,
                cue=number,
                first=not before and place.start() - start <= _NEAR,
                inside=inside,
                opens=before in _ENDS if before else opens,
                leads=bool(words[match.end() : min(end, match.end() + _NEAR)].strip()),
            )
        last = words[max(start, end - _NEAR) : end].rstrip()[-1:]
        opens = last in _ENDS if last else opens


def _signs(words: str, heads: Sequence[_Head]) -> frozenset[str]:
    """The signs that mean a change of voice in this file."""
    chevrons = [head for head in heads if head.sign == ">"]
    dashes = [head for head in heads if head.sign == "-" and not head.inside]
    dashed = {head.cue for head in dashes if head.first}
    pairs = sum(head.sign == "-" and head.inside and head.cue in dashed for head in heads)
    found = set()
    if len(chevrons) >= _TWICE or any(not head.inside for head in chevrons):
        found.add(">")
    spoken = sum(_is_spoken(words, head) for head in dashes)
    # Where sentences have ends, a voice follows one; any other dash is in what somebody says.
    opens = sum(head.opens for head in dashes) if _has_ends(words) else len(dashes)
    if len(dashes) + pairs >= _TWICE and 2 * min(spoken, opens) >= len(dashes):
        found.add("-")
    return frozenset(found)


def _has_ends(words: str) -> bool:
    """Whether a fair part of the lines ends with a sentence."""
    ends = [line.rstrip()[-1] in _ENDS for line in words.split("\n") if line.strip()]
    return 4 * sum(ends) >= len(ends)


def _is_spoken(words: str, head: _Head) -> bool:
    """Whether what follows a dash is speech, not a list item."""
    above = words.rfind("\n", 0, max(0, head.start - 1)) + 1
    if words[above : head.start].rstrip().endswith(":"):
        return False
    stop = words.find("\n", head.signed)
    line = words[head.signed : stop if stop >= 0 else len(words)].strip()
    return not line[:1].islower() or line[-1:] in _ENDS


class _Names:
    """Which labels of a file name a voice; each is judged together with the others."""

    def __init__(self, heads: Sequence[_Head], cues: int, *, shouts: bool) -> None:
        named = [head for head in heads if head.name]
        self.counts = Counter(head.name for head in named)
        often = [head for head in named if self.counts[head.name] >= _TWICE]
        self.forms = {head.form for head in often}
        sure = [head for head in named if head.form in _SURE and not _leads_in(head.name)]
        first = [head for head in (*often, *sure) if head.first]
        self.distinct = len({head.name for head in first})
        self.share = len({head.cue for head in first}) / max(1, cues)
        # "MAN" and "MAN 2" are voices where both are there.
        counted = {head.name for head in sure if head.form == "counted"}
        pairs = [(name.rpartition(" ")[0], name) for name in counted]
        self.pairs = {one for pair in pairs if pair[0] in self.counts for one in pair}
        # In the captions of broadcasts capitals name a voice, unless all is in capitals.
        capitals = {head.name for head in sure if head.form == "capitals"}
        self.capitals = len(capitals) >= _TWICE and not shouts

    def has(self, head: _Head) -> bool:
        """Whether a label's name is that of a voice."""
        if _leads_in(head.name):
            return False
        if head.form == "numbered" or head.name in self.pairs:
            return True
        often = self.counts[head.name] >= _TWICE
        if head.form not in _SURE:
            # What may be any words is a name where most cues have such a thing at the head.
            habit = self.share >= (_COMMON if often else _ALWAYS)
            return habit and self.distinct >= _TWICE and head.leads and (often or head.first)
        if often:
            return True
        if not head.leads or head.inside or self.distinct < _TWICE:
            return False
        if self.share >= (_COMMON if self.forms else _ALWAYS):
            return True
        known = head.form in self.forms or (head.form == "capitals" and self.capitals)
        return known and head.opens


def _shouts(words: str) -> bool:
    """Whether most letters of a text are capitals."""
    letters = [letter for letter in words if letter.isalpha()]
    return 2 * sum(map(str.isupper, letters)) > len(letters)


def _leads_in(name: str) -> bool:
    """Whether words before a colon are not a name, as in `Note: bring water` and `Verse 3: …`."""
    first, *others = name.lower().split()
    return first in _LEAD_INS and (not others or others[-1].isdecimal())


def _form(name: str, *, bracketed: bool) -> str:
    """What a label looks like; empty if it cannot be one."""
    if _NUMBERED.match(name):
        return "numbered"
    words = name.split()
    if len(words) > 8 or any(mark in name for mark in '?!;"“”…♪'):
        return ""
    if not any(map(str.isalpha, name)):
        return ""
    if bracketed:
        return "bracketed" if _is_name(name) and not _SOUNDS.search(name) else ""
    if _is_name(name):
        if any(word.isdecimal() for word in words):
            return "counted"
        return "capitals" if name.isupper() else "words" if len(words) > 1 else "word"
    return "any"


def _is_name(name: str) -> bool:
    """Whether a label looks like a name: a few capitalised words."""
    words = name.split()
    if not 1 <= len(words) <= 4 or len(name) > 40 or name.lower() in PSEUDO:
        return False
    if any(mark in name for mark in ',;!?"“”…()') or name[0].isdecimal():
        return False
    if any("." in word[:-1] or (word[-1] == "." and len(word) > 4) for word in words):
        return False
    return all(not word[0].islower() or word in _PARTICLES for word in words)


_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+(?P<name>[^<>\n]*)>")
_VOICES = re.compile(rf"{_VOICE.pattern}|(?P<end></v>)")
_ANY_TAG = re.compile(r"<[^<>\n]*>")


def find_voices(text: Tracked, cues: Sequence[Cue] = ()) -> tuple[Tracked, tuple[Point, ...]]:
    """Find who speaks from the voice tags of WebVTT; for a text with its tags still in.

    If some cues have a voice, words without one are nobody's: a voice ends with its cue.

    >>> find_voices(Tracked("<v.loud Ada &amp; Bo>Hi!"))[1]
    (Point(at=0, speaker='Ada & Bo'),)
    """
    words = str(text)
    edits = []
    points: list[Point] = []
    for match in _VOICE.finditer(words):
        if name := " ".join(unescape(match["name"]).split()):
            glued = match.start() > 0 and not words[match.start() - 1].isspace()
            edits.append(Edit(*match.span(), "\n" if glued else ""))
            points.append(Point(text.source_offset(match.start()), name))
    if points:
        points = sorted([*points, *_voiceless(text, cues)])
    return text.edit("cue-tag", edits), tuple(points)


def _voiceless(text: Tracked, cues: Sequence[Cue]) -> Iterator[Point]:
    """Where words outside voice tags begin: at the start of a cue, or after the end of a tag."""
    words = str(text)
    for cue in cues:
        start, end = text.offset(cue.first), text.offset(cue.last)
        begin, voiced = start, False
        for match in (*_VOICES.finditer(words, start, end), None):
            stop = match.start() if match else end
            if not voiced and _ANY_TAG.sub("", words[begin:stop]).strip():
                yield Point(cue.first if begin == start else text.source_offset(begin), None)
            if match:
                begin, voiced = match.end(), match["end"] is None


def are_named(points: Sequence[Point]) -> bool:
    """Whether anybody is named who speaks.

    >>> are_named([Point(at=0, speaker=None)]), are_named([Point(at=0, speaker="Ada")])
    (False, True)
    """
    return any(point.speaker for point in points)


def marks_of(text: Tracked, cues: Sequence[Cue], points: Sequence[Point]) -> tuple[Mark, ...]:
    """Marks for a text that has been read: of every cue, or of every named voice.

    If speakers are named, a cue without one continues the voice before it and gets no mark,
    nor do cues with no words left.
    """
    words = str(text)
    named = are_named(points)
    marks: list[Mark] = []
    starts = [text.offset(cue.first) for cue in cues]
    places = [text.offset(point.at) for point in points]
    number = 0
    for cue, start in zip(cues, starts, strict=True):
        inside = []
        while number < len(points) and points[number].at < cue.last:
            if points[number].at >= cue.first:
                inside.append((points[number], places[number]))
            number += 1
        at_head = bool(inside) and not words[start : inside[0][1]].strip()
        if not at_head and (not named or not marks):
            marks.append(Mark(at=cue.at, start=cue.start))
        for place, (point, _) in enumerate(inside):
            at = cue.at if at_head and place == 0 else point.at
            unnamed = point.speaker is None
            marks.append(Mark(at=at, speaker=point.speaker, start=cue.start, new_voice=unnamed))
    return _with_words(text, marks)


def times_of(
    text: Tracked, cues: Sequence[Cue], inside: Sequence[tuple[int, float]] = ()
) -> tuple[tuple[int, float], ...]:
    """The times of all cues that have words left, and those inside cues.

    `inside` are times between the words of cues, as `inline_times` finds them.

    >>> cue = Cue(at=0, first=2, last=5, line=1, start=1.5, end=None)
    >>> times_of(Tracked("1 Hi."), [cue])
    ((2, 1.5),)
    """
    words = str(text)
    places = [text.offset(at) for cue in cues for at in (cue.first, cue.last)]
    found = [
        (cue.first, cue.start)
        for cue, start, end in zip(cues, places[::2], places[1::2], strict=True)
        if cue.start is not None and words[start:end].strip()
    ]
    return tuple(sorted([*found, *inside], key=lambda time: time[0]))


def _with_words(text: Tracked, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    words = str(text)
    places = [*(text.offset(mark.at) for mark in marks), len(words)]
    return tuple(
        mark
        for mark, start, end in zip(marks, places, places[1:], strict=False)
        if words[start:end].strip()
    )
