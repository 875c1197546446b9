"""Finds where a text names the entries of a vocabulary."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from commonplace.model import Alias, Entry

# A web address is one word, and so are 5.2, isn't and snake_case: their parts do not count.
_WORD = re.compile(r"https?://\S+|www\.\S+|\w(?:\w|['’](?=\w)|(?<=\d)\.(?=\d))*")
#: What a space or a hyphen inside an alias may be in the text.
_GAP = re.compile(r"\s*[-‐‑–]\s*|\s+")
_POSSESSIVE = re.compile(r"['’]s\Z", re.I)


_NUMBER_BEFORE = re.compile(r"\d[:.,/-]\Z")
_NUMBER_BEHIND = re.compile(r"[:/-]\d|[.,]\w")


class Match(NamedTuple):
    """Characters `start` to `end` of a text name an entry."""

    entry: int
    start: int
    end: int


class _Key(NamedTuple):
    """What identifies a word: `base` is the word without a possessive ending, `size` its length."""

    whole: str
    base: str
    size: int


#: A word of a text: where it begins and ends, and its key.
_Word = tuple[int, int, _Key]


@dataclass(frozen=True, kw_only=True)
class _Pattern:
    """An alias taken apart: the keys of its words, and what is between and around them.

    `last` are the forms that its last word may have. In `between` and `around`, which
    are exact, a gap is an empty text. `written` is empty where case does not matter.
    `number` counts aliases that need a word nearby.
    """

    entry: int
    words: tuple[str, ...]
    last: frozenset[str]
    between: tuple[str, ...]
    around: tuple[str, str]
    written: frozenset[str]
    number: int | None


def names(entry: Entry) -> tuple[Alias, ...]:
    """Everything that names an entry: its aliases and its name.

    An alias with the words of the name, in any case, says how the name is found.

    >>> names(Entry(name="Go", aliases=(Alias(text="Go", near=("chess",)),)))
    (Alias(text='Go', near=('chess',)),)
    """
    given = {key(alias.text) for alias in entry.aliases}
    return entry.aliases if key(entry.name) in given else (Alias(text=entry.name), *entry.aliases)


def key(text: str) -> str:
    """What a name has in common with all its spellings: case, hyphens and spaces are gone.

    >>> key("Q-Learning") == key("Q learning"), key("C++") == key("C")
    (True, False)
    """
    return " ".join(_GAP.sub(" ", _folded(text)).split())


def forms(text: str) -> tuple[str, ...]:
    """The keys of a name and of its plural, which is found too.

    >>> forms("reward model"), forms("Policy"), forms("C++")
    (('reward model', 'reward models'), ('policy', 'policies'), ('c++',))
    """
    words = _words(text.strip())
    plural = () if not words or words[-1][1] < len(text.strip()) else _plural(text.strip())
    return tuple(map(key, (text, *plural)))


def _plural(name: str) -> tuple[str, ...]:
    """The regular plural of a name, if it ends with a letter or digit."""
    lower = name.lower()
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return (f"{name}es",)
    if lower.endswith("y") and lower[-2:-1] not in ("a", "e", "i", "o", "u"):
        return (f"{name[:-1]}ies",)
    return (f"{name}s",)


class Matcher:
    """Finds what names the entries of a vocabulary, in one pass over a text.

    A hyphen counts as a space; the last word may be a plural or a possessive. An alias in
    lower case is found in any case, one with a capital only as it is written.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._near: list[tuple[str, ...]] = []
        patterns = defaultdict(list)
        for number, entry in enumerate(entries):
            for alias in names(entry):
                pattern = self._pattern(number, alias)
                if pattern:
                    firsts = pattern.last if len(pattern.words) == 1 else pattern.words[:1]
                    for first in firsts:
                        patterns[first].append(pattern)
        # The longest first; of equals, the one that asks for more.
        self._patterns = {
            first: sorted(
                found,
                key=lambda p: (
                    -len(p.words),
                    -len("".join(p.around)),
                    p.number is None,
                    not p.written,
                    p.entry,
                ),
            )
            for first, found in patterns.items()
        }
        self._context: Matcher | None = None
        self._phrases: dict[str, int] = {}
        if self._near:
            phrases = dict.fromkeys(phrase for near in self._near for phrase in near)
            self._phrases = {phrase: number for number, phrase in enumerate(phrases)}
            self._context = Matcher([Entry(name=phrase.lower()) for phrase in phrases])
        self._held: tuple[str, frozenset[int]] = ("", frozenset())

    def find(self, text: str, document: str = "") -> tuple[Match, ...]:
        """What the text names, in order and without overlaps: the first, and there the longest.

        `document` is the whole text around this one, where the words that an ambiguous
        alias needs are looked for; without it they are looked for in the text itself.
        """
        held = self._holding(document or text)
        found, reached = [], 0
        for match, number in self._matches(text, _words(text)):
            if match.start >= reached and (number is None or number in held):
                found.append(match)
                reached = match.end
        return tuple(found)

    def _pattern(self, entry: int, alias: Alias) -> _Pattern | None:
        """An alias taken apart, or None if it has no word."""
        text = unicodedata.normalize("NFC", alias.text.strip())
        words = _words(text)
        if not words:
            return None
        ends = [*(start for start, _, _ in words[1:]), len(text)]
        pieces = [text[end:until] for (_, end, _), until in zip(words, ends, strict=True)]
        between = tuple("" if _GAP.fullmatch(piece) else piece for piece in pieces[:-1])
        written = any(map(str.isupper, text))
        first, (final, end, _) = words[0][0], words[-1]
        last = text[final:end]
        spellings = (last, *(() if pieces[-1] else _plural(last)))
        number = None
        if alias.near:
            number = len(self._near)
            self._near.append(alias.near)
        return _Pattern(
            entry=entry,
            words=tuple(word.whole for _, _, word in words),
            last=frozenset(map(_folded, spellings)),
            between=between,
            around=(text[:first], pieces[-1]),
            written=frozenset(
                _spelled(text[first:final] + spelling)
                for spelling in (spellings if written else ())
            ),
            number=number,
        )

    def _holding(self, document: str) -> frozenset[int]:
        """Which of the aliases that need a word nearby find one in this document."""
        if not self._context:
            return frozenset()
        if self._held[0] != document or not self._held[0]:
            found = {m.entry for m, _ in self._context._matches(document, _words(document))}
            held = frozenset(
                number
                for number, near in enumerate(self._near)
                if any(self._phrases[phrase] in found for phrase in near)
            )
            self._held = (document, held)
        return self._held[1]

    def _matches(self, text: str, words: Sequence[_Word]) -> Iterator[tuple[Match, int | None]]:
        """All that match, in order of their beginning and there the longest first."""
        for first, (_, _, word) in enumerate(words):
            patterns = self._patterns.get(word.whole, ())
            if word.base != word.whole:
                patterns = [*patterns, *self._patterns.get(word.base, ())]
            for pattern in patterns:
                match = _match(pattern, text, words, first)
                if match:
                    yield match, pattern.number


def _match(pattern: _Pattern, text: str, words: Sequence[_Word], first: int) -> Match | None:
    """Where a pattern matches from a certain word on, if it does."""
    size = len(pattern.words)
    if first + size > len(words):
        return None
    for offset in range(size - 1):
        _, end, word = words[first + offset]
        gap = text[end : words[first + offset + 1][0]]
        wanted = pattern.between[offset]
        if word.whole != pattern.words[offset] or not (
            gap == wanted if wanted else _GAP.fullmatch(gap)
        ):
            return None
    begin, end, word = words[first + size - 1]
    if word.whole not in pattern.last:
        if word.base not in pattern.last:
            return None
        end = begin + word.size
    start = words[first][0]
    if pattern.written and _spelled(text[start:end]) not in pattern.written:
        return None
    if _inside_number(text, start, end):
        return None
    before, behind = pattern.around
    if before or behind:
        if not (text.endswith(before, 0, start) and text.startswith(behind, end)):
            return None
        outer = text[max(0, start - len(before) - 1) : start - len(before)]
        if _WORD.match(outer) or _WORD.match(text, end + len(behind)):
            return None
    return Match(pattern.entry, start - len(before), end + len(behind))


def _inside_number(text: str, start: int, end: int) -> bool:
    """Whether digits at an end of a match go on as a time, a date or a file's name: `01:24`."""
    first = text[start].isdigit() and _NUMBER_BEFORE.search(text, max(0, start - 2), start)
    last = text[end - 1].isdigit() and _NUMBER_BEHIND.match(text, end)
    return bool(first or last)


def _words(text: str) -> list[_Word]:
    """The words of a text, in order."""
    return [(match.start(), match.end(), _key(match[0])) for match in _WORD.finditer(text)]


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> _Key:
    base = _POSSESSIVE.sub("", word)
    return _Key(_folded(word), _folded(base), len(base))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("’", "'")


def _spelled(text: str) -> str:
    """A name as written, except for hyphens and the kind of apostrophe."""
    return _GAP.sub(" ", unicodedata.normalize("NFC", text)).replace("’", "'")
