"""Words of another script whose bytes were read as Western European ones.

A letter of Cyrillic (Windows-1251, KOI8-R) or Greek (Windows-1253) is one byte, which in
Windows-1252 is a Latin letter with an accent. Nothing about such a text is invalid. But no
language in Latin letters has several words in a row with hardly a plain letter.
"""

from __future__ import annotations

import re

# The signs × and ÷ are letters there, too.
_ODD = "\u00c0-\u00ff"
_ODD_WORD = re.compile(rf"[{_ODD}]{{3}}")
_WORD = re.compile(rf"(?:[^\W\d_]|[{_ODD}])+")
#: A run has as many words of three letters or more, and as many odd letters.
_WORDS, _LETTERS = 3, 20
#: Of so many letters of a word one may be plain.
_PLAIN = 6


def misread(text: str) -> tuple[tuple[int, int], ...]:
    """The runs of words that are letters of another script, misread.

    >>> misread("Òðèòîíû âåðíóëèñü â ïðóä â ìàðòå."), misread("Où êtes-vous passés, été ?")
    (((0, 32),), ())
    """
    if not _ODD_WORD.search(text):
        return ()
    runs: list[tuple[int, int]] = []
    start = end = words = letters = 0
    for match in _WORD.finditer(text):
        length = match.end() - match.start()
        odd = sum(1 for letter in match[0] if "\u00c0" <= letter <= "\u00ff")
        if length - odd <= length // _PLAIN:
            start = start if letters else match.start()
            end = match.end()
            letters += odd
            words += length > 2
            continue
        if words >= _WORDS and letters >= _LETTERS:
            runs.append((start, end))
        words = letters = 0
    if words >= _WORDS and letters >= _LETTERS:
        runs.append((start, end))
    return tuple(runs)
