"""Text to terms: tokens, stems, and the snippet that a hit shows.

The browser's engine has twins of this, `search/analysis.js` and `search/stem.js`;
tests/export/test_twins.py holds them together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cache, lru_cache

import snowballstemmer

#: A token: letters and digits, and what may stand between two of them: an apostrophe (isn't),
#: a full stop between digits or single letters (5.2, U.S), a comma before three digits (10,000),
#: and signs that nobody sees, such as a soft hyphen. `++` behind it belongs to it, and `#`
#: behind a single letter (C++, C#).
TOKEN = re.compile(
    r"[^\W_]+(?:(?:['’]|[\u00ad\u200c\u200d\u2060]+|(?<=[0-9])\.(?=[0-9])"
    r"|(?<![^\W_]{2})\.(?=[^\W_](?![^\W_]))|(?<=[0-9]),(?=[0-9]{3}(?![0-9])))[^\W_]+)*"
    r"(?:\+\+|(?<![^\W_]{2})#(?![^\W_]))?"
)
_UNSEEN = dict.fromkeys(map(ord, ",\u00ad\u200c\u200d\u2060"))
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
_ENDS, _BEHIND = frozenset(".!?…"), "\"'”’)]*_"
SNIPPET_LETTERS = 1000  #: characters of a word that a snippet shows


def normal(text: str) -> str:
    """A text with its accents composed, as the index has them (Unicode's form NFC).

    >>> len("nai\u0308ve"), len(normal("nai\u0308ve"))
    (6, 5)
    """
    return unicodedata.normalize("NFC", text)


def tokens(text: str) -> list[str]:
    """The tokens of a text, in lower case, each no longer than `LONGEST`.

    Letters and digits of special shape (CO₂, ﬁ) are the plain ones, by Unicode's form NFKC.

    >>> tokens("GPT-5.2 isn’t **bold**; C does.")
    ['gpt', '5.2', "isn't", 'bold', 'c', 'does']
    >>> tokens("l’été: 10,000 lines of C++, and CO₂")
    ['l', 'été', '10000', 'lines', 'of', 'c++', 'and', 'co2']
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
        word = match[0].translate(_UNSEEN).lower().replace("’", "'")
        elided = _ELIDED.match(word)
        if elided:
            yield word[: elided.end() - 1]
            word = word[elided.end() :]
        yield word[:LONGEST]


@cache
def fold(token: str) -> str:
    """A Latin token without accents, its letters those of English; any other as it is.

    >>> fold("größer"), fold("łukasz"), fold("水車")
    ('grosser', 'lukasz', '水車')
    """
    if token.isascii():
        return token
    plain = unicodedata.normalize("NFKD", token.translate(_FOLDED))
    plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "M")
    return plain if plain.isascii() else token


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@cache
def stem(token: str) -> str:
    """The stem of a token, by Snowball's English stemmer (Porter2).

    >>> stem("reasoning"), stem("organizations"), stem("5.2")
    ('reason', 'organiz', '5.2')
    """
    return str(_stemmer().stemWord(token))


def snippet(text: str, mark: Callable[[str], str | None]) -> tuple[str, int]:
    """The piece of a text that answers the most parts of a query, on one line.

    `mark` names the part that a token answers. The piece is an exact run of the text's words,
    with `…` where it was cut (even inside a very long word). The number is that of its first
    word that answers anything, counted from 0; 0 if none does.
    """
    words = text.split()
    hits = [set(filter(None, map(mark, tokens(word)))) for word in words]
    first = 0
    if len(words) > SNIPPET_WORDS:
        first = _first_word(hits, [n for n in range(len(words)) if _begins(words, n)])
    last = min(first + SNIPPET_WORDS, len(words))
    answering = next((number for number in range(first, last) if hits[number]), 0)
    piece = " ".join(map(_readable, words[first:last]))
    return f"{'… ' if first else ''}{piece}{' …' if last < len(words) else ''}", answering


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


def _begins(words: Sequence[str], number: int) -> bool:
    """Whether a sentence begins with a word."""
    return number == 0 or words[number - 1].rstrip(_BEHIND)[-1:] in _ENDS


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
