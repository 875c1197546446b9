"""Text to terms: tokens, stems, and the snippet that a hit shows.

The browser's engine has twins of this, `search/analysis.js` and `search/stem.js`;
tests/export/test_twins.py holds them together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cache, lru_cache
from importlib import import_module
from itertools import groupby, pairwise
from threading import Lock
from typing import Any, NamedTuple

from commonplace.analysis.languages import ALGORITHMS

#: Letters of scripts that put no space between words, as pieces of a character class: Thai, Lao,
#: Burmese, Khmer, Han, kana, bopomofo, Hangul.
SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U000323af"
)
#: Where signs are that belong to the letter before them, vowels and accents, the same way.
MARKED = "\u0300-\u1aff\ua800-\uabff"
_MARKS = "".join(
    chr(number)
    for first, last in re.findall("(.)-(.)", MARKED)
    for number in range(ord(first), ord(last) + 1)
    if unicodedata.category(chr(number))[0] == "M"
)
#: Letters of a script without spaces, one after another.
_RUN = rf"(?:(?=[{SPACELESS}])[^\W_][{_MARKS}]*)+"
#: One of them with its signs.
_UNIT = re.compile(rf"[^\W_][{_MARKS}]*")
_LETTERS = rf"[^\W_{SPACELESS}]+(?:[{_MARKS}]+[^\W_{SPACELESS}]*)*"
#: A token: letters and digits, and what may stand between two of them: an apostrophe (isn't),
#: a full stop between digits or single letters (5.2, U.S), a comma before three digits (10,000),
#: and signs that nobody sees, such as a soft hyphen. `++` behind it belongs to it, and `#`
#: behind a single letter (C++, C#). What is written without spaces is a piece of its own.
TOKEN = re.compile(
    rf"{_LETTERS}(?:(?:['’]|[\u00ad\u200c\u200d\u2060]+|(?<=[0-9])\.(?=[0-9])"
    rf"|(?<![^\W_]{{2}})\.(?=[^\W_](?![^\W_]))|(?<=[0-9]),(?=[0-9]{{3}}(?![0-9]))){_LETTERS})*"
    rf"(?:\+\+|(?<![^\W_]{{2}})#(?![^\W_]))?|{_RUN}"
)
_SPACELESS = re.compile(f"[{SPACELESS}]")
_DIGIT, _JOINING = re.compile("[0-9]"), re.compile(r"'(?=[^\W_]{2})")
_UNSEEN = dict.fromkeys(map(ord, ",\u00ad\u200c\u200d\u2060"))
_TIME = r"\d{1,3}:\d\d(?::\d\d)?(?:\.\d{1,3})?"
#: What an editor put into a transcript that nobody said: times, and what was not understood.
_ASIDE = re.compile(
    rf"\[(?:(?:unintelligible|inaudible|indistinct|crosstalk)(?:[ ,:-]{{1,2}}{_TIME})?|{_TIME})"
    rf"(?: ?[–-] ?{_TIME})?\]|\(\d{{1,2}}:\d\d:\d\d\)",
    re.I,
)
#: What French and Italian put in front of a word that begins with a vowel.
_ELIDED = re.compile(r"(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu|(?:da|de|ne|su)?ll)'(?=[^\W_]{2})")

#: Characters of a token; of a longer one its beginning counts, in texts and in queries.
LONGEST = 128

#: Letters that are more than an accent away from those of English.
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)

SNIPPET_WORDS = 32  #: words of a snippet
#: What a sentence ends with, and the signs that may follow.
_ENDS, _BEHIND = frozenset(".!?…。！？"), "\"'”’)]*_」』）"
_WORD = re.compile(r"\S+")
#: Of a text without spaces, about as much as a word; a sentence's end is in none but at its end.
_FEW = re.compile(r"[^。！？]{1,4}[。！？]*[」』）]*|[。！？]+[」』）]*")
SNIPPET_LETTERS = 1000  #: characters of a word that a snippet shows


def normal(text: str) -> str:
    """A text with its accents composed, as the index has them (Unicode's form NFC).

    >>> len("nai\u0308ve"), len(normal("nai\u0308ve"))
    (6, 5)
    """
    return unicodedata.normalize("NFC", text)


def said(text: str) -> str:
    """A text without times and `[unintelligible]`, which nobody said and no search finds.

    >>> said("It was [inaudible 00:03:10] in [May] [00:04].").split()
    ['It', 'was', 'in', '[May]', '.']
    """
    return _ASIDE.sub(" ", text) if "[" in text or "(" in text else text


def tokens(text: str) -> list[str]:
    """The tokens of a text, in lower case, each no longer than `LONGEST`.

    Letters and digits of special shape (CO₂, ﬁ) are the plain ones, by Unicode's form NFKC.
    Where a script has no spaces, every two neighbouring characters are a token, and one that
    stands alone.

    >>> tokens("GPT-5.2 isn’t **bold**; C does.")
    ['gpt', '5.2', "isn't", 'bold', 'c', 'does']
    >>> tokens("l’été: 10,000 lines of C++, and CO₂")
    ['l', 'été', '10000', 'lines', 'of', 'c++', 'and', 'co2']
    >>> tokens("AIの水車")
    ['ai', 'の水', '水車']
    """
    found: list[str] = []
    for piece in TOKEN.findall(normal(text)):
        if piece.isalnum() and piece.isascii():
            found.append(piece.lower()[:LONGEST])
        elif len(piece) <= LONGEST:
            found += _known_terms(piece)
        else:
            found += _terms(piece)
    return found


@lru_cache(maxsize=1 << 12)
def _known_terms(piece: str) -> tuple[str, ...]:
    """The same as `_terms`, kept; most such pieces are the few contractions of a language."""
    return tuple(_terms(piece))


def _terms(piece: str) -> Iterator[str]:
    """The tokens of a piece of a text that is more than plain letters and digits."""
    plain = unicodedata.normalize("NFKC", piece)
    for match in TOKEN.finditer(plain):
        if is_spaceless(match[0]):
            found = characters(match[0].lower())
            yield from map("".join, pairwise(found) if len(found) > 1 else [found])
            continue
        word = match[0].translate(_UNSEEN).lower().replace("’", "'")
        elided = _ELIDED.match(word)
        if elided:
            yield word[: elided.end() - 1]
            word = word[elided.end() :]
        yield word[:LONGEST]


def is_spaceless(text: str) -> bool:
    """Whether a text has letters of a script without spaces.

    >>> is_spaceless("水車"), is_spaceless("mill")
    (True, False)
    """
    return not text.isascii() and _SPACELESS.search(text) is not None


def characters(token: str) -> list[str]:
    """The characters of a token of a script without spaces, each with its signs; else none.

    >>> characters("水車"), characters("mill")
    (['水', '車'], [])
    """
    if not is_spaceless(token):
        return []
    return [character[:LONGEST] for character in _UNIT.findall(token)]


def apart(terms: Sequence[str]) -> list[str]:
    """Terms one after another, pairs of characters as the characters that they stand for.

    >>> apart(["ai", "の水", "水車"])
    ['ai', 'の', '水', '車']
    """
    found: list[str] = []
    pairs = list(map(characters, terms))
    for term, pair, following in zip(terms, pairs, [*pairs[1:], []], strict=True):
        goes_on = len(pair) == 2 and following[:1] == pair[1:]
        found += (pair[:1] if goes_on else pair) or [term]
    return found


class Located(NamedTuple):
    """A token of a text and where it stands; of a script without spaces, one character."""

    start: int
    end: int
    token: str


def located(text: str) -> Iterator[Located]:
    """The tokens of a text where they stand, single characters where there are no spaces.

    >>> [(one.start, one.token) for one in located("l’été の水車")]
    [(0, 'l'), (2, 'été'), (6, 'の'), (7, '水'), (8, '車')]
    """
    for match in TOKEN.finditer(text):
        terms = apart(tokens(match[0]))
        spans = [(match.start(), match.end())] * len(terms)
        if is_spaceless(match[0]):
            places = [(one.start(), one.end()) for one in _UNIT.finditer(match[0])]
        else:  # an elision
            cut = len(terms[0]) + 1
            places = [(0, cut), (cut, len(match[0]))]
        if 1 < len(places) == len(terms):
            spans = [(match.start() + start, match.start() + end) for start, end in places]
        for (start, end), term in zip(spans, terms, strict=True):
            yield Located(start, end, term)


@cache
def fold(token: str) -> str:
    """A Latin token as plain letters: without accents, and without most signs inside.

    Full stops go if there is no digit, and apostrophes before two letters.

    >>> fold("größer"), fold("łukasz"), fold("水車")
    ('grosser', 'lukasz', '水車')
    >>> fold("u.s"), fold("o'neill"), fold("5.2"), fold("isn't")
    ('us', 'oneill', '5.2', "isn't")
    """
    if token.isalnum() and token.isascii():
        return token
    plain = _JOINING.sub("", token if _DIGIT.search(token) else token.replace(".", ""))
    plain = unicodedata.normalize("NFKD", plain.translate(_FOLDED))
    plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "M")
    return plain if plain.isascii() else token


#: The stemmer keeps its word while it works.
_STEMMING = Lock()


@cache
def _stemmer(language: str) -> Any:
    """The stemmer in Python, even if PyStemmer is there: that may be of another version."""
    algorithm = ALGORITHMS.get(language, "english")
    module = import_module(f"snowballstemmer.{algorithm}_stemmer")
    return getattr(module, f"{algorithm.capitalize()}Stemmer")()


@cache
def stem(token: str) -> str:
    """The stem of a token, by Snowball's stemmer of its language (English: Porter2).

    A word of another language has that behind it, see `languages.spoken`, and so has its stem.

    >>> stem("reasoning"), stem("organizations"), stem("5.2")
    ('reason', 'organiz', '5.2')
    >>> stem("parlerions@fr")
    'parl@fr'
    """
    word, sign, language = token.partition("@")
    if sign and max(word, default="") > "\uffff":
        return token  # the browser's stemmers know no such characters
    with _STEMMING:
        return f"{_stemmer(language).stemWord(word)}{sign}{language}"


#: Names the part of a query that each of some tokens answers; None for none.
Marking = Callable[[Sequence[str]], Sequence[str | None]]


class _Piece(NamedTuple):
    """What a snippet has or has not: a word, or of a text without spaces a few letters.

    `word` is the number of the word that it is of.
    """

    start: int
    end: int
    word: int


def snippet(text: str, mark: Marking) -> tuple[str, int]:
    """The piece of a text that answers the most parts of a query, on one line.

    The piece is an exact run of the text's words, with `…` where it was cut (even inside a very
    long word). The number is that of its first word that answers anything, counted from 0; 0 if
    none does.
    """
    pieces = list(_pieces(text))
    hits = _hits(text, pieces, mark)
    begins = [
        n == 0 or _ends(text[pieces[n - 1].start : pieces[n - 1].end]) for n in range(len(pieces))
    ]
    first = 0
    if len(pieces) > SNIPPET_WORDS:
        first = _first_word(hits, [number for number, begin in enumerate(begins) if begin])
    last = min(first + SNIPPET_WORDS, len(pieces))
    answering = next((number for number in range(first, last) if hits[number]), None)
    shown = " ".join(
        "".join(_readable(text[one.start : one.end]) for one in several)
        for _, several in groupby(pieces[first:last], key=lambda one: one.word)
    )
    word = 0 if answering is None else pieces[answering].word
    return f"{'… ' if first else ''}{shown}{' …' if last < len(pieces) else ''}", word


def _pieces(text: str) -> Iterator[_Piece]:
    for number, word in enumerate(_WORD.finditer(text)):
        if not is_spaceless(word[0]):
            yield _Piece(word.start(), word.end(), number)
            continue
        for few in _FEW.finditer(word[0]):
            yield _Piece(word.start() + few.start(), word.start() + few.end(), number)


def _hits(text: str, pieces: Sequence[_Piece], mark: Marking) -> list[set[str]]:
    """The parts of the query that each piece of a text answers."""
    hits: list[set[str]] = [set() for _ in pieces]
    places = list(located(text))
    at = 0
    for place, part in zip(places, mark([place.token for place in places]), strict=True):
        while at < len(pieces) and pieces[at].end <= place.start:
            at += 1
        # A letter that becomes several may put the second half of an elision behind the end.
        if part is not None and at < len(pieces):
            hits[at].add(part)
    return hits


def word_times(text: str, start: float | None, times: Sequence[tuple[int, float]]) -> str:
    """The times inside a text by the numbers of its words, in a short form.

    `times` are offsets of the text and seconds. They become whole seconds and then gaps: how
    many words and how many seconds later, beginning at `start`.

    >>> word_times("One two. Three four.", 61.9, [(9, 65.2), (15, 65.8)])
    '2 4'
    """
    gaps: list[str] = []
    words, at, last = 0, 0, int(start or 0)
    known = start is not None
    for offset, time in times:
        if int(time) != last or not known:
            before = words + len(text[at:offset].split())
            gaps += [str(before - words), str(int(time) - last)]
            words, at, last, known = before, offset, int(time), True
    return " ".join(gaps)


def time_at(word: int, start: float | None, times: str) -> float | None:
    """The second of a word by its number, from what `word_times` has made.

    >>> time_at(1, 61.9, "2 4"), time_at(2, 61.9, "2 4"), time_at(0, None, "2 4")
    (61.9, 65, None)
    """
    time, place, second = start, 0, int(start or 0)
    gaps = list(map(int, times.split()))
    for words, seconds in zip(gaps[::2], gaps[1::2], strict=True):
        place, second = place + words, second + seconds
        if place > word:
            break
        time = second
    return time


def _readable(word: str) -> str:
    """A word cut to a length that a person could read."""
    return word if len(word) <= SNIPPET_LETTERS else f"{word[:SNIPPET_LETTERS]}…"


def _ends(word: str) -> bool:
    """Whether a sentence ends with a word."""
    return word.rstrip(_BEHIND)[-1:] in _ENDS


def _first_word(hits: Sequence[Set[str]], sentences: Sequence[int]) -> int:
    """Where a snippet begins, by the parts of the query that each word answers.

    It begins with the sentence that answers the most parts, and with what follows it the
    most, of equal ones the first, unless some other piece of the text answers more parts.
    `sentences` are the numbers of the words that begin one.
    """
    best, best_score = 0, (-1, -1, -1)
    for first, end in zip(sentences, [*sentences[1:], len(hits)], strict=True):
        window = hits[first : first + SNIPPET_WORDS]
        score = (
            len(_parts(hits, first)),
            len(set().union(*hits[first : min(end, first + SNIPPET_WORDS)])),
            sum(1 for hit in window if hit),
        )
        if score > best_score:
            best, best_score = first, score
    richest = _richest(hits)
    return richest if len(_parts(hits, richest)) > best_score[0] else best


def _parts(hits: Sequence[Set[str]], first: int) -> set[str]:
    """The parts of the query that a piece answers."""
    return set().union(*hits[first : first + SNIPPET_WORDS])


def _richest(hits: Sequence[Set[str]]) -> int:
    """Where the piece begins that answers the most parts, wherever sentences begin.

    Of equal ones it is that with the most words that are hits. Its hits stand a quarter
    behind its beginning, or in its middle where that leaves too little behind them.
    """
    best, best_score = 0, (-1, -1)
    for first in range(len(hits) - SNIPPET_WORDS + 1):
        window = hits[first : first + SNIPPET_WORDS]
        score = (len(_parts(hits, first)), sum(1 for hit in window if hit))
        if score > best_score:
            best, best_score = first, score
    places = [n for n in range(best, best + SNIPPET_WORDS) if hits[n]]
    if not places:
        return 0
    free = SNIPPET_WORDS - 1 - (places[-1] - places[0])
    before = min(SNIPPET_WORDS // 4, free // 2)
    return min(max(0, places[0] - before), len(hits) - SNIPPET_WORDS)
