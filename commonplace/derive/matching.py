"""Finds where a text names the entries of a vocabulary."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from commonplace.model import Alias, Entry

# A web address is one word, and so are 5.2, isn't and snake_case: their parts do not count.
_WORD = re.compile(r"https?://\S+|www\.\S+|\w+(?:(?:['’]|(?<=\d)\.(?=\d))\w+)*")
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


#: Where words of a text begin and end, by their numbers.
_Spans = Mapping[int, tuple[int, int]]
#: So many words that begin no alias are remembered.
_REMEMBERED = 1 << 16


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

    @property
    def size(self) -> int:
        """How many words it has."""
        return len(self.words)


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


@lru_cache(maxsize=1 << 14)
def forms(text: str) -> tuple[str, ...]:
    """The keys of a name and of its plural, which is found too.

    >>> forms("reward model"), forms("Policy"), forms("C++")
    (('reward model', 'reward models'), ('policy', 'policies'), ('c++',))
    """
    name = text.strip()
    ends = [match.end() for match in _WORD.finditer(name)]
    plural = _plural(name) if ends and ends[-1] == len(name) else ()
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
        self._begin: dict[str, tuple[_Pattern, ...]] = {}
        self._idle: set[str] = set()
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
        found, reached = [], 0
        for match, number in self._matches(text):
            if match.start >= reached and (
                number is None or number in self._holding(document or text)
            ):
                found.append(match)
                reached = match.end
        return tuple(found)

    def _pattern(self, entry: int, alias: Alias) -> _Pattern | None:
        """An alias taken apart, or None if it has no word."""
        text = unicodedata.normalize("NFC", alias.text.strip())
        words = _WORD.findall(text)
        if not words:
            return None
        spans = [match.span() for match in _WORD.finditer(text)]
        ends = [*(start for start, _ in spans[1:]), len(text)]
        pieces = [text[end:until] for (_, end), until in zip(spans, ends, strict=True)]
        between = tuple("" if _GAP.fullmatch(piece) else piece for piece in pieces[:-1])
        written = any(map(str.isupper, text))
        first, (final, end) = spans[0][0], spans[-1]
        last = text[final:end]
        spellings = (last, *(() if pieces[-1] else _plural(last)))
        number = None
        if alias.near:
            number = len(self._near)
            self._near.append(alias.near)
        return _Pattern(
            entry=entry,
            words=tuple(_key(word).whole for word in words),
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
            found = {m.entry for m, _ in self._context._matches(document)}
            held = frozenset(
                number
                for number, near in enumerate(self._near)
                if any(self._phrases[phrase] in found for phrase in near)
            )
            self._held = (document, held)
        return self._held[1]

    def _matches(self, text: str) -> Iterator[tuple[Match, int | None]]:
        """All that match, in order of their beginning and there the longest first."""
        words = _WORD.findall(text)
        beginning = self._beginning(set(words))
        likely = [
            (first, pattern)
            for first in (number for number, word in enumerate(words) if word in beginning)
            for pattern in self._begin[words[first]]
            if _follows(pattern, words, first)
        ]
        spans = _spans(text, {n for first, one in likely for n in range(first, first + one.size)})
        for first, pattern in likely:
            match = _match(pattern, text, words, spans, first)
            if match:
                yield match, pattern.number

    def _beginning(self, words: set[str]) -> set[str]:
        """Those of some words with which an alias may begin; each word is looked up once."""
        if len(self._idle) > _REMEMBERED:
            self._idle.clear()
        for word in (words - self._idle).difference(self._begin):
            key = _key(word)
            patterns = self._patterns.get(key.whole, [])
            if key.base != key.whole:
                patterns = [*patterns, *self._patterns.get(key.base, ())]
            if patterns:
                self._begin[word] = tuple(patterns)
            else:
                self._idle.add(word)
        return words.intersection(self._begin)


def _follows(pattern: _Pattern, words: Sequence[str], first: int) -> bool:
    """Whether the words from a certain one on are those of a pattern."""
    final = first + pattern.size - 1
    if final >= len(words):
        return False
    for number, wanted in enumerate(pattern.words[:-1], first):
        if _key(words[number]).whole != wanted:
            return False
    last = _key(words[final])
    return last.whole in pattern.last or last.base in pattern.last


def _match(
    pattern: _Pattern, text: str, words: Sequence[str], spans: _Spans, first: int
) -> Match | None:
    """What a pattern matches whose words are those from a certain one on, if it does."""
    final = first + pattern.size - 1
    for number, wanted in enumerate(pattern.between, first):
        gap = text[spans[number][1] : spans[number + 1][0]]
        if not (gap == wanted if wanted else _GAP.fullmatch(gap)):
            return None
    word = _key(words[final])
    begin, end = spans[final]
    if word.whole not in pattern.last:
        end = begin + word.size
    start = spans[first][0]
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


def _spans(text: str, numbers: Iterable[int]) -> _Spans:
    """Where some words of a text begin and end, by their numbers."""
    matches = _WORD.finditer(text)
    found, at = {}, 0
    for number in sorted(numbers):
        found[number] = next(islice(matches, number - at, None)).span()
        at = number + 1
    return found


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> _Key:
    base = _POSSESSIVE.sub("", word)
    return _Key(_folded(word), _folded(base), len(base))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("’", "'")


def _spelled(text: str) -> str:
    """A name as written, except for hyphens and the kind of apostrophe."""
    return _GAP.sub(" ", unicodedata.normalize("NFC", text)).replace("’", "'")
