"""Words and phrases that may be topics, and how each is used.

The terms of a document are counted alone, where documents are worked on (`counted`). What has
to be known of the others for that is a sign for each of its words. `added` puts the counts of
all together.
"""

from __future__ import annotations

import pickle
import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from commonplace.derive.candidates.acronyms import JOINED, spelled
from commonplace.derive.candidates.words import START, TextWords
from commonplace.derive.stopwords import BEFORE_ADJECTIVES, BEFORE_VERBS, FILLER, SAYING

T = TypeVar("T")

#: The words of a term in lower case, the last one in the singular.
Key = tuple[str, ...]
#: What is counted of the uses of a term, in this order.
COUNTS = (
    *("count", "inside", "capital", "edge"),
    *("verb", "adjective", "before_noun", "saying"),
)

LONGEST = 4  #: words of a phrase
FEWEST = 3  #: uses of a term

_CONTRACTION = re.compile(r"n't\Z|'(?:s|re|ve|ll|d|m)\Z")
#: The parts of a document where it speaks of itself: its first and its last words.
_OPENING, _CLOSING = 0.06, 0.93


@dataclass(kw_only=True, slots=True)
class Uses:
    """How a term is used. The counts are of its occurrences, stock phrases left out.

    `documents` says how many each document has, and `passages` are those with one; both are
    known by their numbers in the library. `inside` are those that start no sentence,
    `capital` those of them with a capital in each word; `edge` those near the beginning or
    the end of their document. `verb`, `adjective` and `before_noun` are those whose neighbours
    make them look like it, and `saying` those after which somebody says or thinks something.
    """

    count: int = 0
    documents: Counter[int] = field(default_factory=Counter)
    passages: array[int] = field(default_factory=lambda: array("I"))
    written: Counter[str] = field(default_factory=Counter)
    inside: int = 0
    capital: int = 0
    edge: int = 0
    verb: int = 0
    adjective: int = 0
    before_noun: int = 0
    saying: int = 0

    @property
    def is_name(self) -> bool:
        """Whether it is capitalised where nothing else requires it."""
        return self.inside >= 2 and self.capital >= 0.7 * self.inside

    def add(self, other: Uses) -> None:
        """Add the uses of another spelling of the same term."""
        self.documents.update(other.documents)
        self.passages = array("I", sorted({*self.passages, *other.passages}))
        self.written.update(other.written)
        self.more(getattr(other, name) for name in COUNTS)

    def more(self, numbers: Iterable[int]) -> None:
        """Add to all that is counted."""
        for name, number in zip(COUNTS, numbers, strict=True):
            setattr(self, name, getattr(self, name) + number)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The terms of one document.

    `terms` are their keys, a line each with a space between two words, and `counts` says how
    often each is there. `uses` has the rest in the same order, packed.
    """

    terms: str
    counts: array[int]
    uses: bytes


#: The uses of a term in one document: the counts, the passages, and each spelling's number.
_Here = tuple[list[int], "array[int]", dict[str, int]]


@cache
def worth_counting(word: str) -> bool:
    """Whether a word can be part of a term.

    >>> [worth_counting(word) for word in ("yeah", "it's", "writes", "5", "model", "co2")]
    [False, False, False, False, True, True]
    """
    return (
        len(word) > 1
        and word[0].isalpha()
        and FILLER.isdisjoint((word, word.removesuffix("s")))
        and not _CONTRACTION.search(word)
    )


class Singulars:
    """The singular of a word, if the documents have it too."""

    def __init__(self, frequency: Counter[str]) -> None:
        self._frequency = frequency
        self._known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """The singular: "networks" is "network" where that stands anywhere.

        A singular that is far rarer than the plural is another word.
        """
        if word not in self._known:
            self._known[word] = next(
                (
                    one
                    for one in _singulars(word)
                    if worth_counting(one) and self._frequency[one] * 20 > self._frequency[word]
                ),
                word,
            )
        return self._known[word]


def _singulars(word: str) -> Iterator[str]:
    """What the singular of a word may be, if it is a plural."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "ics")):
        return
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    if word.endswith("es"):
        yield word[:-2]
    yield word[:-1]


def sign(word: str, marked: bool, singular: str) -> int:
    """A number below 256 that tells whether a word is marked, and its singular."""
    return marked + 2 * [word, *_singulars(word)].index(singular)


def counted(said: tuple[TextWords, bytes, bytes]) -> Counted:
    """Every term of a document of up to four words, of which one is marked.

    The document is given by its words, the `sign` of each different one, and for each place
    whether it is in a stock phrase.
    """
    words, signs, stock = said
    counting = _Counting(words, signs)
    word, lower, singular = counting.word, counting.lower, counting.singular
    marked, worth, continues = counting.marked, counting.worth, counting.continues
    for start in [place for place, one in enumerate(word) if worth[one]]:
        before, telling = "", False
        for end in range(start, min(start + LONGEST, len(word))):
            if stock[end] or (end > start and not continues(end)):
                break
            one = word[end]
            telling = telling or marked[one]
            if telling:
                counting.note(before + singular[one], start, end + 1)
            before = f"{before}{lower[one]} "
    found = counting.found
    return Counted(
        terms="\n".join(found),
        counts=array("I", (numbers[0] for numbers, _, _ in found.values())),
        uses=zlib.compress(pickle.dumps([*found.values()], 5), 1),
    )


class _Counting:
    """What is known of each different word of a document, and the uses of its terms so far.

    `word` has the number of the word at each place of the document.
    """

    def __init__(self, words: TextWords, signs: bytes) -> None:
        self.lower = words.lower.split()
        self.word = list(map(words.meant.__getitem__, words.places))
        self.singular = [
            [word, *_singulars(word)][one >> 1] for word, one in zip(self.lower, signs, strict=True)
        ]
        self.marked = [bool(one & 1) for one in signs]
        self.worth = [worth_counting(word) for word in self.lower]
        self._digit = [word[0].isdigit() for word in self.lower]
        self._saying = [word in SAYING for word in self.lower]
        self._before = words.before
        self._written = list(map(words.written.split().__getitem__, words.places))
        self._passage = words.of_passages()
        self.found: dict[str, _Here] = {}

    def continues(self, place: int) -> bool:
        """Whether a word may go on with a term; a number may, after the first: "GPT-3"."""
        word = self.word[place]
        return self._before[place] in JOINED and (self.worth[word] or self._digit[word])

    def _is_capital(self, place: int) -> bool:
        word = self.word[place]
        return self._written[place] != self.lower[word] or self._digit[word]

    def note(self, term: str, start: int, end: int) -> None:
        """Count one use of a term, from one word up to another."""
        numbers, passages, written = self.found.setdefault(
            term, ([0] * len(COUNTS), array("I"), {})
        )
        if not passages or passages[-1] != self._passage[start]:
            passages.append(self._passage[start])
        alone = end - start == 1  # as most are
        spelling = (
            self._written[start] if alone else spelled(self._written, self._before, start, end)
        )
        written[spelling] = written.get(spelling, 0) + 1
        numbers[0] += 1
        # The first word of a sentence has a capital anyway; only the others count.
        if not alone or self._before[start] != START:
            numbers[1] += 1
            numbers[2] += all(map(self._is_capital, range(start, end)))
        size = len(self.word)
        numbers[3] += not _OPENING < start / size < _CLOSING
        if start and self._before[start] in JOINED:
            last = self.lower[self.word[start - 1]]
            numbers[4] += last in BEFORE_VERBS
            numbers[5] += last in BEFORE_ADJECTIVES
        if end < size and self._before[end] in JOINED:
            numbers[6] += self.worth[self.word[end]]
            numbers[7] += self._saying[self.word[end]]


def added(found: Sequence[Counted], passages: Sequence[int]) -> dict[Key, Uses]:
    """The terms of all documents that are used often enough.

    `passages` says how many each document has.
    """
    times: Counter[str] = Counter()
    for one in found:
        for term, count in zip(one.terms.split("\n"), one.counts, strict=False):
            times[term] += count
    uses: defaultdict[str, Uses] = defaultdict(Uses)
    first = 0
    for document, (one, size) in enumerate(zip(found, passages, strict=True)):
        here: list[_Here] = pickle.loads(zlib.decompress(one.uses))
        for term, (numbers, places, written) in zip(one.terms.split("\n"), here, strict=False):
            if times[term] >= FEWEST:
                of = uses[term]
                of.documents[document] = numbers[0]
                of.passages.extend([first + place for place in places])
                for spelling, count in written.items():
                    of.written[spelling] += count
                of.more(numbers)
        first += size
    return {tuple(term.split(" ")): of for term, of in uses.items()}
