"""Long speech, cut into passages that can be cited, found and played.

A cut falls at the strongest place within reach: where a paragraph of the source ends,
where a sentence ends, best of all as a new cue begins, at the beginning of a cue, or at
last between two words. Of equal ones a hash of the words nearby decides. So an edit moves
only the cuts around it: a place is a cut if the stretch between the nearest places that
outrank it is too long, and neither end of that stretch depends on what lies beyond it.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from commonplace.clean.paragraphs import REACH, WORD, sentence_ends, words_in

LONGEST = 250  #: words of a passage of speech
SECONDS = 120  #: of one, where the source says when its words were said
#: How many words' worth of time one word takes at most; what takes longer is a silence.
_SLOWEST = 10
#: How strong a place is, besides what is known of the end of a sentence; below 0 for none.
_NONE, _SPACE, _CUE, _SENTENCE, _SENTENCE_AND_CUE, _PARAGRAPH = -1, 1, 4, 8, 16, 24
_AROUND = 60  # characters on either side of a place that its hash is made of

Times = Sequence[tuple[int, float]]


def piece_ends(
    text: str,
    times: Times = (),
    paragraphs: Iterable[int] = (),
    whole: Iterable[tuple[int, int]] = (),
) -> list[int]:
    """Offsets after the last word of each piece of what one voice says, in order.

    `times` are offsets at which cues begin, with their seconds, `paragraphs` those at which
    paragraphs of the source begin; `whole` are spans into which no cut falls.

    >>> piece_ends("So it was.")
    [10]
    >>> len(piece_ends("word " * 600)) > 2
    True
    """
    if not times and (len(text) <= LONGEST or words_in(text) <= LONGEST):
        end = len(text.rstrip())
        return [end] if end else []
    words = [match.span() for match in WORD.finditer(text)]
    if not words:
        return []
    begins = [start for start, _ in words]
    cues = [(max(0, bisect_right(begins, at) - 1), time) for at, time in times]
    length = _lengths(len(words), cues)
    silences = {here for (_, time), (here, now) in pairwise(cues) if now - time > SECONDS}
    if length[-1] <= LONGEST and not silences:
        return [words[-1][1]]
    strength = _strengths(text, begins, cues, paragraphs, whole)
    known = sorted({0, len(words), *(place for place in silences if strength[place] > _NONE)})
    cuts = set(known[1:])
    for first, last in pairwise(known):
        cuts.update(_cuts(first, last, length, strength, text, begins))
    return [words[cut - 1][1] for cut in sorted(cuts)]


def _lengths(count: int, cues: Times) -> list[float]:
    """How long the text is before each word, and all of it, in words.

    Where words take longer than the longest passage has time for, they count as more.
    """
    each = [1.0] * count
    for (first, start), (last, end) in pairwise(cues):
        if first < last and start < end:
            slow = (end - start) / (last - first) * LONGEST / SECONDS
            each[first:last] = [min(max(1.0, slow), _SLOWEST)] * (last - first)
    return [*accumulate(each, initial=0.0)]


def _strengths(
    text: str,
    begins: Sequence[int],
    cues: Times,
    paragraphs: Iterable[int],
    whole: Iterable[tuple[int, int]],
) -> list[int]:
    """How good a place for a cut there is before each word."""
    # Between words of a script without spaces there is none.
    strength = [_SPACE if text[at - 1 : at].isspace() else 0 for at in begins]
    for place, _ in cues:
        strength[place] = _CUE
    for stop in sentence_ends(text):
        if stop.word < len(begins):
            cue = strength[stop.word] == _CUE
            kind = _SENTENCE_AND_CUE if cue else _SENTENCE
            strength[stop.word] = kind + stop.rank[0]
    for at in paragraphs:
        place = bisect_left(begins, at)
        if place < len(begins):
            strength[place] = _PARAGRAPH
    for start, end in whole:
        first, last = bisect_right(begins, start), bisect_left(begins, end)
        strength[first:last] = [_NONE] * (last - first)
    return strength


def _cuts(
    first: int,
    last: int,
    length: Sequence[float],
    strength: Sequence[int],
    text: str,
    begins: Sequence[int],
) -> Iterator[int]:
    """The words before which a stretch is cut so that no piece is too long, in no order."""
    digests: dict[int, bytes] = {}
    waiting = [(first, last)]
    while waiting:
        first, last = waiting.pop()
        if length[last] - length[first] <= LONGEST:
            continue
        # Nearer to an end only where no other place will do.
        near = bisect_left(length, length[first] + REACH, first + 1, last)
        far = bisect_right(length, length[last] - REACH, near, last)
        for places in (range(near, far), range(first + 1, last)):
            best = max((strength[place] for place in places), default=_NONE)
            if best > _NONE:
                equal = [place for place in places if strength[place] == best]
                for place in equal:
                    if place not in digests:
                        digests[place] = _digest(text, begins[place])
                cut = max(equal, key=lambda place: (digests[place], place))
                yield cut
                waiting += [(first, cut), (cut, last)]
                break


def _digest(text: str, at: int) -> bytes:
    """A hash of the words around a place."""
    before, behind = text[max(0, at - _AROUND) : at], text[at : at + _AROUND]
    return hashlib.sha256(f"{before.strip()}\0{behind.strip()}".encode()).digest()
