"""A transcript cut into cues: short pieces of what is said, each with its time.

A cue begins where a cue of the source begins, at its exact time. What is too long for one
cue, such as a turn of which only the beginning is timed, is cut at the ends of sentences, and
its time is shared out by the number of characters. So is the time of turns without a time of
their own. A time ends where the next one begins; the last one, and one whose successor is not
later, lasts as long as its words take to say.
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
class WrittenCue:
    """A piece of a transcript: its words on one line, from when to when, and whose they are."""

    start: float
    end: float
    text: str
    speaker: str | None = None


@dataclass(kw_only=True)
class _Stretch:
    """What is said from one known time to the next: voices and their words."""

    start: float
    said: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def voice(self) -> str | None:
        """The last one."""
        return self.said[-1][1]

    def add(self, text: str, voice: str | None) -> None:
        """Add words, joined to the voice before if it is the same."""
        if self.said and self.said[-1][1] == voice:
            text = f"{self.said.pop()[0]} {text}"
        self.said.append((text, voice))


def has_cues(document: Document) -> bool:
    """Whether a document is a transcript with times."""
    timed = (one.start is not None and _is_spoken(one) for one in document.passages)
    return document.kind == "transcript" and any(timed)


def cues(document: Document) -> tuple[WrittenCue, ...]:
    """The cues of a transcript in its own order; none where it has no times.

    Passages that nobody speaks, such as a foreword, and notes are not included.
    """
    if not has_cues(document):
        return ()
    turns = [passage for passage in document.passages if _is_spoken(passage)]
    named = any(turn.speaker for turn in turns)
    stretches: list[_Stretch] = []
    for turn in turns:
        voice = plain(turn.speaker or "") or (NOBODY if named else None)
        for start, text in _timed(turn):
            last = stretches[-1] if stretches else None
            # A passage may begin inside a cue, which then continues.
            if not last or (start is not None and (start, voice) != (last.start, last.voice)):
                stretches.append(_Stretch(start=start or 0.0))
            stretches[-1].add(text, voice)
    ends = [following.start for _, following in pairwise(stretches)]
    found: list[WrittenCue] = []
    for stretch, end in zip(stretches, [*ends, None], strict=True):
        found += _cues(stretch, end)
    return tuple(found)


def _timed(turn: Passage) -> Iterator[tuple[float | None, str]]:
    """The words of a passage from each of its times on."""
    places = [(0, turn.start), *turn.times, (len(turn.text), None)]
    for (at, time), (end, _) in pairwise(places):
        if turn.text[at:end].strip():
            yield time, turn.text[at:end]


def _is_spoken(passage: Passage) -> bool:
    spoken = passage.speaker is not None or passage.start is not None
    return spoken and passage.note is None and bool(passage.text.strip())


def _cues(stretch: _Stretch, end: float | None) -> Iterator[WrittenCue]:
    """The cues of a stretch that ends at `end`, or when its words have been said."""
    pieces = [(piece, voice) for text, voice in stretch.said for piece in _pieces(text)]
    length = sum(len(piece) for piece, _ in pieces)
    if end is None or end <= stretch.start:
        end = stretch.start + max(1.0, length / PACE)
    said = 0
    for piece, voice in pieces:
        begin = _share(stretch.start, end, said, length)
        said += len(piece)
        # A cue has to last, if only for a millisecond.
        last = max(_share(stretch.start, end, said, length), round(begin + 0.001, 3))
        yield WrittenCue(start=begin, end=last, text=piece, speaker=voice)


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
