"""Where a document names persons: first by full name, then by part of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from commonplace.derive.matching import Match
from commonplace.derive.people.names import WORDS, folded, parts

#: For so many passages a name means the one who was last called by it.
WITHIN = 4
#: Stands for an unknown person with the same first or family name.
STRANGER = -1

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = ("'s", "’s")
_SPACE = re.compile(r"[ \t]+")
_CLOSED = frozenset(".!?…:;\n•")
# What may come before a name with a capital and is not part of it, at the start of a
# sentence or as an address.
_NOT_BEFORE = frozenset(
    """
    a about actually after also although an and are as ask at awesome because before both but by
    bye can could did do does doctor dr even first for from good got great had has have hello hey
    hi how however i i'd i'll i'm i've if in is isn't it's just let like maybe meet mr mrs ms my
    no not now of oh ok okay on once only or our poor prof professor really right see since sir so
    sorry sure tell thank thanks that that's the then there there's these they this those though
    through to today too was we welcome well were what what's when where whereas whether which
    while who who's why will with would wow yeah yep yes yet you your here's here over under
    """.split()
)
_NOT_BEHIND = frozenset(
    "i i'd i'll i'm i've and or but is was the a so yeah yes no oh okay well".split()
)
_TITLES = frozenset("dr mr mrs ms prof professor doctor sir".split())
# After these, a name that is also a word is the word: "the Grant", "to Mark".
_NO_PERSON = frozenset("a an the this that each every no any some our your my in".split())
# Before any name these speak of some other bearer of it: "a Jerry".
_ANOTHER = frozenset("a an another every no some".split())


class NamePlace(NamedTuple):
    """Characters `start` to `end` name a person, in full or not."""

    person: int
    start: int
    end: int
    full: bool


class _Word(NamedTuple):
    """A word of a text, as written and without a possessive ending."""

    text: str
    start: int
    end: int
    base: str
    base_end: int


class Naming:
    """Reads the passages of one document in order, and knows whom it has introduced so far.

    `names` are all the names of each person; `present` are those whom the document credits
    or its title names, `speaking` those of them who take part.
    """

    def __init__(
        self,
        names: Mapping[int, Sequence[str]],
        present: Sequence[int],
        speaking: frozenset[int] = frozenset(),
    ) -> None:
        self._names = names
        self._speaking = speaking
        self._known: dict[str, dict[int, int]] = defaultdict(dict)
        self._passage = 0
        for person in present:
            self._introduce(person, -WITHIN - 1)

    def read(
        self, text: str, matches: Sequence[Match], speaker: int | None = None
    ) -> tuple[NamePlace, ...]:
        """Where the next passage names persons; `matches` are the full names and aliases in it.

        `speaker` is the person whose words they are, if that is known.
        """
        if not matches and not any(part in text for part in self._known):
            self._passage += 1
            return ()
        words = _Words(text)
        by_start = {match.start: match for match in matches}
        places: list[NamePlace] = []
        reached = 0
        for number, found in enumerate(words.found):
            match = by_start.get(found.start())
            if match:
                reached = match.end
                place = self._whole(text, words, number, match)
            elif found.start() < reached or _base(found[0]) not in self._known:
                continue
            else:
                place = self._part(text, words, number, speaker)
            if place:
                places.append(place)
        self._passage += 1
        return tuple(places)

    def _whole(self, text: str, words: _Words, number: int, match: Match) -> NamePlace | None:
        """A full name introduces a person; a one-word alias must not be part of another name."""
        full = " " in text[match.start : match.end].strip()
        if not full and (_inside(text, words, number) or _as_word(text, words, number)):
            return None
        if full:
            self._introduce(match.entry, self._passage)
        return NamePlace(match.entry, match.start, match.end, full)

    def _part(self, text: str, words: _Words, number: int, speaker: int | None) -> NamePlace | None:
        """A first or family name alone, of a person who was introduced."""
        word = words[number]
        known = self._known.get(word.base)
        if not known or text[word.end : word.end + 1].isdigit():
            return None
        if _inside(text, words, number) or _another(words, number):
            known[STRANGER] = self._passage
            return None
        others = [person for person in known if person in self._speaking and person != speaker]
        called = bool(others) and _called(text, word)
        if not called and _as_word(text, words, number):
            return None
        if called and len(others) == 1:
            # It is no talk about that person, so whom the name means otherwise stays.
            return NamePlace(others[0], word.start, word.base_end, False)
        person = self._meant(known)
        if person == STRANGER:
            return None
        known[person] = self._passage
        return NamePlace(person, word.start, word.base_end, False)

    def _meant(self, known: Mapping[int, int]) -> int:
        """Who is meant by a shared name: the only one, the latest, or one who takes part."""
        if len(known) == 1:
            return next(iter(known))
        recent = {p: at for p, at in known.items() if self._passage - at <= WITHIN}
        if recent:
            latest = max(recent.values())
            last = [person for person, at in recent.items() if at == latest]
            return last[0] if len(last) == 1 else STRANGER
        speaking = [person for person in known if person in self._speaking]
        return speaking[0] if len(speaking) == 1 else STRANGER

    def _introduce(self, person: int, at: int) -> None:
        for name in self._names[person]:
            for part in parts(name):
                self._known[part][person] = at


class _Words:
    """The words of a text; each is looked at more closely when it is asked for."""

    def __init__(self, text: str) -> None:
        self.found = list(_TOKEN.finditer(text))

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, number: int) -> _Word:
        found = self.found[number]
        base = _base(found[0])
        return _Word(found[0], found.start(), found.end(), base, found.start() + len(base))


def _base(word: str) -> str:
    return word[:-2] if word.endswith(_POSSESSIVE) else word


def _inside(text: str, words: _Words, number: int) -> bool:
    """Whether a name is part of somebody else's, or of a thing's: "John Doe", "Sutton Hall"."""
    word = words[number]
    if number + 1 < len(words) and word.base == word.text:
        following = words[number + 1]
        gap = text[word.end : following.start]
        if (
            _SPACE.fullmatch(gap)
            and following.text[0].isupper()
            and folded(following.text) not in _NOT_BEHIND
        ):
            return True
    if number:
        before = words[number - 1]
        gap = text[before.end : word.start]
        if gap in (".", ". ") and len(before.text) == 1 and before.text.isupper():
            return True  # an initial
        return bool(
            _SPACE.fullmatch(gap)
            and before.text[0].isupper()
            and before.text == before.base
            and folded(before.text) not in _NOT_BEFORE
            and not _adverb(text, before)
        )
    return False


def _adverb(text: str, word: _Word) -> bool:
    """Whether a word is capitalised only because it starts a sentence."""
    return _starts(text, word.start) and folded(word.text).endswith(("ly", "ing"))


def _another(words: _Words, number: int) -> bool:
    """Whether some other person of that name is meant: "a Jerry"."""
    return bool(number) and words[number - 1].text.lower() in _ANOTHER


def _called(text: str, word: _Word) -> bool:
    """Whether a name is used to address somebody: "Will, thanks", "And you, Will?"."""
    behind = text[word.end : word.end + 1]
    if _starts(text, word.start):
        return behind in (",", "?")
    return behind in (",", ".", "?", "!") and text[max(0, word.start - 2) : word.start] == ", "


def _as_word(text: str, words: _Words, number: int) -> bool:
    """Whether a name that is also a word is used as the word."""
    word = words[number]
    if folded(word.base) not in WORDS:
        return False
    before = words[number - 1] if number else None
    if before and folded(before.text) in _TITLES:
        return False
    if _starts(text, word.start):
        return word.base == word.text
    return bool(before and folded(before.text) in _NO_PERSON)


def _starts(text: str, start: int) -> bool:
    """Whether a sentence or a line starts here."""
    before = text[max(0, start - 8) : start].rstrip(" \t\"'“”‘’([*_")
    return (not before and start <= 8) or before[-1:] in _CLOSED or "\n" in text[start - 1 : start]
