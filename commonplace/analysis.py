"""Text to terms: tokens, stems, and the snippet that a hit shows.

The browser's engine has twins of this, `search/analysis.js` and `search/stem.js`;
tests/test_twins.py holds them together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

import snowballstemmer

#: A token: letters and digits, with an apostrophe or a full stop inside only where
#: a letter or digit follows (isn't, 5.2), never at an end.
TOKEN = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")

SNIPPET_WORDS = 32  #: words of a snippet


def tokens(text: str) -> list[str]:
    """The tokens of a text, in lower case.

    >>> tokens("GPT-5.2 isn’t **bold**; C does.")
    ['gpt', '5.2', "isn't", 'bold', 'c', 'does']
    """
    normal = unicodedata.normalize("NFC", text)
    return [match[0].lower().replace("’", "'") for match in TOKEN.finditer(normal)]


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


def snippet(text: str, wanted: Iterable[str], stem: Callable[[str], str]) -> str:
    """The piece of a text that holds the most of the wanted stems, on one line.

    The piece is an exact run of the text's words, with `…` where it was cut.
    """
    stems = set(wanted)
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    if len(words) <= SNIPPET_WORDS:
        return " ".join(text.split())
    hits = [{stem(token) for token in tokens(text[start:end])} & stems for start, end in words]
    best, best_score = 0, (-1, -1)
    for first in range(0, len(words) - SNIPPET_WORDS + 1):
        window = hits[first : first + SNIPPET_WORDS]
        score = (len(set().union(*window)), sum(1 for hit in window if hit))
        if score > best_score:
            best, best_score = first, score
    # A quarter of the snippet before the first hit, so that the hit does not open it.
    hit = next((n for n in range(best, best + SNIPPET_WORDS) if hits[n]), 0)
    first = max(0, min(best, hit - SNIPPET_WORDS // 4))
    last = min(first + SNIPPET_WORDS, len(words)) - 1
    piece = " ".join(text[words[first][0] : words[last][1]].split())
    return f"{'… ' if first else ''}{piece}{' …' if last + 1 < len(words) else ''}"
