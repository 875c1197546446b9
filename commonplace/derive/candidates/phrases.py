"""Words and phrases of a library that may be topics, and how each is used."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from commonplace.derive.sentences import sentences
from commonplace.derive.stopwords import BEFORE_ADJECTIVES, BEFORE_VERBS, FILLER, SAYING
from commonplace.model import Document

#: The words of a term in lower case, the last one in the singular.
Key = tuple[str, ...]

LONGEST = 4  #: words of a phrase
FEWEST = 3  #: uses of a term
STOCK = 5  #: words that make a stock phrase where several documents have them

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*(?:\+\+|#)?")
#: What an editor put into a transcript: "[laughter]", "[04:05]".
_NOTE = re.compile(r"\[[^\[\]\n]{0,80}\]|https?://\S+|www\.\S+")
_CONTRACTION = re.compile(r"n't\Z|'(?:s|re|ve|ll|d|m)\Z")
#: The parts of a document where it speaks of itself: its first and its last words.
_OPENING, _CLOSING = 0.06, 0.93


class Word(NamedTuple):
    """A word of a document: in lower case, as written, and what comes before it.

    `gap` is empty where a sentence starts; `joined` is True where only a space or a hyphen
    is between it and the word before. `passage` is the number of its passage.
    """

    lower: str
    written: str
    gap: str
    joined: bool
    passage: int


@dataclass(kw_only=True, slots=True)
class Uses:
    """How a term is used. The counts are of its occurrences, stock phrases left out.

    `inside` are those that start no sentence, `capital` those of them with a capital in each
    word; `edge` those near the beginning or the end of their document. `verb`, `adjective`
    and `before_noun` are those whose neighbours make them look like it, and `saying` those
    after which somebody says or thinks something.
    """

    count: int = 0
    documents: Counter[int] = field(default_factory=Counter)
    passages: set[tuple[int, int]] = field(default_factory=set)
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
        self.count += other.count
        self.documents.update(other.documents)
        self.passages |= other.passages
        self.written.update(other.written)
        self.inside += other.inside
        self.capital += other.capital
        self.edge += other.edge
        self.verb += other.verb
        self.adjective += other.adjective
        self.before_noun += other.before_noun
        self.saying += other.saying


def words_of(document: Document) -> list[Word]:
    """The words of a document, without addresses and editors' notes in brackets."""
    found = []
    for number, passage in enumerate(document.passages):
        text = _NOTE.sub(lambda note: "." * len(note[0]), passage.text.replace("’", "'"))
        for sentence in sentences(text):
            end = sentence.start
            for match in _WORD.finditer(text, sentence.start, sentence.end):
                gap = text[end : match.start()] if end > sentence.start else ""
                end = match.end()
                found.append(Word(match[0].lower(), match[0], gap, gap in (" ", "-"), number))
    return found


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


def stock_places(documents: Sequence[Sequence[Word]], marked: set[str]) -> list[set[int]]:
    """The places of each document's words that are in phrases which many documents share.

    These are greetings, what a show says about itself, and advertisements. Only phrases
    around a word of `marked` are looked at.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for words in documents:
        seen.update({phrase for _, phrase in _windows(words, marked)})
    needed = max(3, len(documents) // 50)
    stock = {phrase for phrase, times in seen.items() if times >= needed}
    return [
        {
            place
            for start, phrase in _windows(words, marked)
            if phrase in stock
            for place in range(start, start + STOCK)
        }
        for words in documents
    ]


def _windows(words: Sequence[Word], marked: set[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The phrases that start with, end with, or are around a marked word, and their places."""
    lower = [word.lower for word in words]
    last = len(lower) - STOCK
    for place in [number for number, word in enumerate(lower) if word in marked]:
        for start in (place, place - STOCK // 2, place - STOCK + 1):
            if 0 <= start <= last:
                yield start, tuple(lower[start : start + STOCK])


def count(
    documents: Sequence[Sequence[Word]], marked: set[str], singular: Singulars
) -> dict[Key, Uses]:
    """Every term of up to four words with a marked word in it that is used often enough."""
    places = [
        [
            (key, start, end)
            for key, start, end in _terms(words, marked, singular)
            if stock.isdisjoint(range(start, end))
        ]
        for words, stock in zip(documents, stock_places(documents, marked), strict=True)
    ]
    times = Counter(key for found in places for key, _, _ in found)
    uses: defaultdict[Key, Uses] = defaultdict(Uses)
    for number, (words, found) in enumerate(zip(documents, places, strict=True)):
        for key, start, end in found:
            if times[key] >= FEWEST:
                _note(uses[key], words, start, end, number)
    return dict(uses)


def _terms(
    words: Sequence[Word], marked: set[str], singular: Singulars
) -> Iterator[tuple[Key, int, int]]:
    """The terms of a document, where they start and end: in runs of words worth counting.

    A number may come after the first word: "GPT-3".
    """
    worth = [worth_counting(word.lower) for word in words]
    for start in range(len(words)):
        if not worth[start]:
            continue
        before: Key = ()
        telling = False
        for end in range(start, min(start + LONGEST, len(words))):
            word = words[end]
            if end > start and not (word.joined and (worth[end] or word.lower[0].isdigit())):
                break
            telling = telling or word.lower in marked
            if telling:
                yield (*before, singular(word.lower)), start, end + 1
            before = (*before, word.lower)


def _note(uses: Uses, words: Sequence[Word], start: int, end: int, document: int) -> None:
    """Count one use of a term."""
    first, term = words[start], words[start:end]
    uses.count += 1
    uses.documents[document] += 1
    uses.passages.add((document, first.passage))
    uses.written[first.written + "".join(word.gap + word.written for word in term[1:])] += 1
    # The first word of a sentence has a capital anyway; only the others count.
    telling = term if first.gap else term[1:]
    if telling:
        uses.inside += 1
        uses.capital += all(word.written != word.lower or word.lower[0].isdigit() for word in term)
    if not _OPENING < start / len(words) < _CLOSING:
        uses.edge += 1
    before = words[start - 1].lower if start and first.joined else ""
    uses.verb += before in BEFORE_VERBS
    uses.adjective += before in BEFORE_ADJECTIVES
    if end < len(words) and words[end].joined:
        uses.before_noun += worth_counting(words[end].lower)
        uses.saying += words[end].lower in SAYING
