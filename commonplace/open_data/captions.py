"""A transcript cut into cues: short pieces of what is said, each with its time.

A source says when a turn begins, seldom when it ends. A turn ends where the next one
begins; the last one, and one whose successor does not begin later, as long after its
beginning as its words take to say. A long turn is cut at the ends of sentences, and its
time is shared out by the number of characters. So is the time of a turn between turns
without one. The beginning of a turn with a time is always the source's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from commonplace.derive.sentences import sentences
from commonplace.markup.plain import plain
from commonplace.model import Document, Passage

#: Characters of a cue, unless a single word is longer: about two lines under a video.
LONGEST = 160
#: Characters that are said in a second: 150 words a minute, of six characters each.
PACE = 15.0
#: Who speaks where a transcript names its speakers, but not this one. Without a name, it
#: would go on with the voice before.
NOBODY = "Unknown speaker"


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A piece of a transcript: its words on one line, from when to when, and whose they are."""

    start: float
    end: float
    text: str
    speaker: str | None = None


@dataclass(kw_only=True)
class _Stretch:
    """Turns that share a stretch of time, of which the first alone has a beginning."""

    start: float
    turns: list[Passage] = field(default_factory=list)


def has_cues(document: Document) -> bool:
    """Whether a document is a transcript with times."""
    timed = (one.start is not None and _is_spoken(one) for one in document.passages)
    return document.kind == "transcript" and any(timed)


def cues(document: Document) -> tuple[Cue, ...]:
    """The cues of a transcript in its own order; none where it has no times.

    Passages that nobody speaks, such as a foreword, and notes are not among them.
    """
    if not has_cues(document):
        return ()
    turns = [passage for passage in document.passages if _is_spoken(passage)]
    named = any(turn.speaker for turn in turns)
    stretches: list[_Stretch] = []
    for turn in turns:
        if turn.start is not None or not stretches:
            stretches.append(_Stretch(start=turn.start or 0.0))
        stretches[-1].turns.append(turn)
    ends = [following.start for _, following in pairwise(stretches)]
    found: list[Cue] = []
    for stretch, end in zip(stretches, [*ends, None], strict=True):
        found += _cues(stretch, end, named=named)
    return tuple(found)


def _is_spoken(passage: Passage) -> bool:
    spoken = passage.speaker is not None or passage.start is not None
    return spoken and passage.note is None and bool(passage.text.strip())


def _cues(stretch: _Stretch, end: float | None, *, named: bool) -> Iterator[Cue]:
    """The cues of a stretch that ends at `end`, or when its words have been said."""
    voices = [plain(turn.speaker or "") or (NOBODY if named else None) for turn in stretch.turns]
    pieces = [
        (piece, voice)
        for turn, voice in zip(stretch.turns, voices, strict=True)
        for piece in _pieces(turn.text)
    ]
    length = sum(len(piece) for piece, _ in pieces)
    if end is None or end <= stretch.start:
        end = stretch.start + max(1.0, length / PACE)
    said = 0
    for piece, voice in pieces:
        begin = _share(stretch.start, end, said, length)
        said += len(piece)
        # A cue has to last, if only for a millisecond.
        last = max(_share(stretch.start, end, said, length), round(begin + 0.001, 3))
        yield Cue(start=begin, end=last, text=piece, speaker=voice)


def _share(start: float, end: float, said: int, length: int) -> float:
    """When `said` characters of `length` have been said, to the millisecond."""
    return round(start + (end - start) * said / length, 3)


def _pieces(text: str) -> Sequence[str]:
    """A text on one line, cut at the ends of sentences; a sentence that is too long, at spaces."""
    line = " ".join(text.split())
    found: list[str] = []
    for span in sentences(line):
        for piece in _wrapped(span.of(line)):
            if found and len(found[-1]) + 1 + len(piece) <= LONGEST:
                found[-1] += f" {piece}"
            else:
                found.append(piece)
    return found


def _wrapped(sentence: str) -> Iterator[str]:
    """A sentence on one line, cut at spaces into pieces that are short enough."""
    start = 0
    while len(sentence) - start > LONGEST:
        cut = sentence.rfind(" ", start + 1, start + LONGEST + 1)
        if cut < 0:
            cut = sentence.find(" ", start + LONGEST)
        if cut < 0:
            break
        yield sentence[start:cut]
        start = cut + 1
    yield sentence[start:]
