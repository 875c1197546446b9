"""The words of a document as candidates count them: found once, where others are not needed.

They are packed, because those of all documents are in memory at once.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, repeat

from commonplace.derive.candidates.acronyms import JOINED, expansions
from commonplace.derive.sentences import sentences
from commonplace.model import Document

_WORD = re.compile(r"([^\W_][^\W_]*(?:['’.][^\W_]+)*(?:\+\+|#)?)")
#: What an editor put into a transcript: "[laughter]", "[04:05]"; and addresses.
_NOTE = re.compile(r"\[[^\[\]\n]{0,80}\]|https?://\S+|www\.\S+")
#: Names in code: "tide_table", "tide()", "pd.Series", but not "Node.js"; and what each has.
_CODE = re.compile(
    r"(?<!\w)[^\W_]+_\w+(?:\(\))?|(?<!\w)\w+\(\)"
    r"|(?<![\w.])[a-z]\w*\.(?!(?:js|net|ai|io|org|com)\b)[A-Za-z_]\w+(?!\w|\.\w)"
)
_OF_CODE = re.compile(r"_|\(\)|\.[A-Za-z_]")
#: Signs for what comes before a word that a space or a hyphen does not join to another: it
#: begins a sentence, or something else is there.
START, APART = "\0", "."
#: So many numbers fit into two bytes.
_SHORT = 1 << 16


@dataclass(frozen=True, kw_only=True)
class TextWords:
    """The words of a document, without addresses and editors' notes in brackets.

    `lower` are all different words in lower case, sorted, with a space between two, and
    `times` says how often each is there. `written` are their spellings in the same form, and
    `meant` which word each of those is. `places` names the spellings of the whole text, one
    after another, and `before` has a sign for what comes before each. `passages` says how
    many words each passage has. `explained` are acronyms, and how their words are written.
    """

    lower: str
    times: array[int]
    written: str
    meant: array[int]
    places: array[int]
    before: str
    passages: tuple[int, ...]
    explained: tuple[tuple[str, str], ...]

    def of_passages(self) -> list[int]:
        """The number of the passage of each word."""
        return list(chain.from_iterable(map(repeat, range(len(self.passages)), self.passages)))


def words_of(document: Document) -> TextWords:
    """The words of a document, packed."""
    found, before, passages = [], [], []
    for passage in document.passages:
        text = _plain(passage.text)
        pieces = _WORD.split(text)
        found += pieces[1::2]
        before += _signs(text, pieces)
        passages.append(len(pieces) // 2)
    lower = [*map(str.lower, found)]
    times = Counter(lower)
    words, written = sorted(times), sorted(set(found))
    number = {word: place for place, word in enumerate(words)}
    spelling = {word: place for place, word in enumerate(written)}
    return TextWords(
        lower=" ".join(words),
        times=_packed(map(times.__getitem__, words), max(times.values(), default=0)),
        written=" ".join(written),
        meant=_packed((number[word.lower()] for word in written), len(words)),
        places=_packed(map(spelling.__getitem__, found), len(written)),
        before="".join(before),
        passages=tuple(passages),
        explained=tuple(expansions(found, lower, before)),
    )


def split(text: str) -> tuple[list[str], list[str]]:
    """The words of a text as they are written, and what is before each.

    >>> split("We use RL (and more).")
    (['', ' ', ' ', ' (', ' '], ['We', 'use', 'RL', 'and', 'more'])
    """
    pieces = _WORD.split(_plain(text))
    return pieces[:-1:2], pieces[1::2]


def _plain(text: str) -> str:
    """A text without addresses, editors' notes and code, and of the same length."""
    text = _NOTE.sub(_dots, text.replace("’", "'"))
    return _CODE.sub(_dots, text) if _OF_CODE.search(text) else text


def _dots(match: re.Match[str]) -> str:
    return "." * len(match[0])


def _signs(text: str, pieces: list[str]) -> list[str]:
    """For each word of a text the sign for what is before it.

    `pieces` are what is between the words and the words, in turn.
    """
    signs = [
        gap if gap in JOINED else APART if gap else START for gap in pieces[: len(pieces) - 1 : 2]
    ]
    if signs:
        starts = [*accumulate(map(len, pieces))][0 : len(pieces) - 1 : 2]
        for sentence in sentences(text):
            first = bisect_left(starts, sentence.start)
            if first < len(signs):
                signs[first] = START
    return signs


def _packed(numbers: Iterator[int], most: int) -> array[int]:
    """Numbers up to a certain one in as few bytes as they need."""
    return array("H" if most < _SHORT else "I", numbers)
