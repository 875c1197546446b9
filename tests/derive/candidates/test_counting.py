"""Terms are counted document by document as if the whole library were read at once."""

from __future__ import annotations

import pickle
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.derive.candidates.candidates import candidates
from commonplace.derive.candidates.phrases import (
    FEWEST,
    LONGEST,
    Singulars,
    Uses,
    added,
    counted,
    sign,
    worth_counting,
)
from commonplace.derive.candidates.stock import STOCK, stock_places
from commonplace.derive.candidates.words import APART, START, TextWords, words_of
from commonplace.derive.sentences import sentences
from commonplace.model import Library
from tests.derive.candidates.test_candidates import BEES, TEXTS, library

T = TypeVar("T")
R = TypeVar("R")

#: TextWords and signs of which texts are made that have every kind of gap and of word.
PIECES = (
    *("tide", "tides", "Gauge", "gauges", "GAUGE", "GPT", "3", "3.5", "isn't", "isn’t", "C++", "a"),
    *("says", "Otto", "ferries", "ferry", " ", " ", " ", "-", "_", ". ", "? ", "\n", " (", "] ["),
    *("Dr. ", "…", "http://a.example/b", "[laughs]", "İ", "ß", "++", "#", "the", "very", "to"),
)
#: Few words, so that phrases come again.
LETTERS = st.lists(st.sampled_from("tide gauge the ferry moons".split()), max_size=14)


def said(texts: Iterable[str]) -> TextWords:
    """The words of a document of these paragraphs."""
    return words_of(library(list(texts)).documents[0])


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), max_size=4))
@settings(max_examples=200)
def test_the_words_are_those_of_the_sentences(texts: list[str]) -> None:
    word = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*(?:\+\+|#)?")
    aside = re.compile(
        r"\[[^\[\]\n]{0,80}\]|https?://\S+|www\.\S+|(?<!\w)[^\W_]+_\w+(?:\(\))?|(?<!\w)\w+\(\)"
        r"|(?<![\w.])[a-z]\w*\.(?!(?:js|net|ai|io|org|com)\b)[A-Za-z_]\w+(?!\.)"
    )
    expected = []
    for number, text in enumerate(texts):
        plain = aside.sub(lambda note: "." * len(note[0]), text.replace("’", "'"))
        for sentence in sentences(plain):
            end = sentence.start
            for match in word.finditer(plain, sentence.start, sentence.end):
                gap = plain[end : match.start()] if end > sentence.start else ""
                end = match.end()
                before = gap if gap in (" ", "-") else APART if gap else START
                expected.append((match[0], match[0].lower(), before, number))
    found = said(texts)
    written, lower = found.written.split(), found.lower.split()
    assert expected == [
        (written[place], lower[found.meant[place]], before, number)
        for place, before, number in zip(
            found.places, found.before, found.of_passages(), strict=True
        )
    ]
    assert dict(zip(lower, found.times, strict=True)) == Counter(one for _, one, _, _ in expected)


@given(st.lists(LETTERS, max_size=9), st.sets(st.sampled_from(("tide", "gauge", "the"))))
@settings(max_examples=300)
def test_a_phrase_of_several_documents_around_a_marked_word_is_stock(
    documents: list[list[str]], marked: set[str]
) -> None:
    def phrases(words: Sequence[str]) -> dict[int, tuple[str, ...]]:
        starts = range(len(words) - STOCK + 1)
        every = {start: tuple(words[start : start + STOCK]) for start in starts}
        return {at: one for at, one in every.items() if not marked.isdisjoint(one[::2])}

    times = Counter(phrase for words in documents for phrase in {*phrases(words).values()})
    expected = []
    for words in documents:
        inside = bytearray(len(words))
        for start, phrase in phrases(words).items():
            if times[phrase] >= 3:
                inside[start : start + STOCK] = b"\1" * STOCK
        expected.append(bytes(inside))
    assert stock_places([said([" ".join(words)]) for words in documents], marked) == expected


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), max_size=4))
@settings(max_examples=200)
def test_every_use_of_a_term_is_counted(texts: list[str]) -> None:
    documents = [said([text]) for text in texts]
    frequency: Counter[str] = Counter()
    for one in documents:
        frequency.update(dict(zip(one.lower.split(), one.times, strict=True)))
    singular = Singulars(frequency)
    marked = {word for word in frequency if worth_counting(word) and word != "otto"}
    expected: defaultdict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for number, one in enumerate(documents):
        written = [one.written.split()[place] for place in one.places]
        lower = [word.lower() for word in written]
        for start, size in product(range(len(lower)), range(1, LONGEST + 1)):
            term, gaps = lower[start : start + size], one.before[start + 1 : start + size]
            if (
                len(term) == size
                and worth_counting(term[0])
                and all(worth_counting(word) or word[0].isdigit() for word in term)
                and all(gap in " -" for gap in gaps)
                and not marked.isdisjoint(term)
            ):
                spelling = written[start]
                for gap, word in zip(gaps, written[start + 1 : start + size], strict=True):
                    spelling += gap + word
                expected[*term[:-1], singular(term[-1])].append((number, spelling))
    found = _added(documents, marked, singular)
    assert {key: of.count for key, of in found.items()} == {
        key: len(uses) for key, uses in expected.items() if len(uses) >= FEWEST
    }
    for key, of in found.items():
        assert of.documents == Counter(number for number, _ in expected[key])
        assert of.written == Counter(spelling for _, spelling in expected[key])
        assert [*of.passages] == sorted({number for number, _ in expected[key]})


def _added(
    documents: Sequence[TextWords], marked: set[str], singular: Singulars
) -> dict[tuple[str, ...], Uses]:
    """The terms of some documents without any stock phrases."""
    jobs = [
        (
            one,
            bytes(sign(word, word in marked, singular(word)) for word in one.lower.split()),
            bytes(len(one.places)),
        )
        for one in documents
    ]
    return added([*map(counted, jobs)], [len(one.passages) for one in documents])


def test_a_term_of_two_spellings_has_the_passages_of_both() -> None:
    one, other = Uses(count=2, inside=2), Uses(count=1, capital=1)
    one.passages.extend((1, 4))
    other.passages.extend((2, 4))
    one.documents[0] = 2
    other.documents.update({0: 1, 3: 1})
    one.add(other)
    assert (one.count, one.inside, one.capital, [*one.passages]) == (3, 2, 1, [1, 2, 4])
    assert one.documents == {0: 3, 3: 1}


@given(TEXTS)
@settings(max_examples=20)
def test_processes_propose_the_same(texts: list[list[str]]) -> None:
    def each(function: Callable[[T], R], things: Sequence[T], /) -> Iterable[R]:
        asked: tuple[Callable[[T], R], Sequence[T]] = pickle.loads(pickle.dumps((function, things)))
        return [pickle.loads(pickle.dumps(asked[0](thing))) for thing in asked[1]]

    whole: Library = library(BEES, *texts)
    assert candidates(whole, each=each) == candidates(whole)
