"""What a dated line is about, as keys by which two lines may be found to tell one event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from commonplace.analysis import stem
from commonplace.derive.stopwords import FILLER

_TOKEN = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_NUMBERS = {
    word: str(number)
    for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb"
    " mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday"
    " sunday spring summer autumn fall winter year years month months week weeks day days".split()
)
_NO_NAMES = frozenset(
    "i a an the in on at by it its this that these those and but or so then when while since after"
    " before from to with for of as he she they we you his her their our my yes no well now also"
    " both between early late last next one two three four five here there what who how why if"
    " some many most each another other others during until although though because".split()
)
_PLAIN = frozenset(
    "paper papers post posts preprint blog article work works group team people colleagues others"
    " later earlier same first page".split()
)
#: What happens to a thing once, as when it comes into the world.
_ONCE = re.compile(
    r"\b(?:releas|launch|publish|announc|introduc|unveil|found(?:ed|s)\b|establish|built|builds?\b|born\b"
    r"|died\b|invent|appear|came out|comes out|post(?:ed|s)\b|open(?:ed|s)\b|acquir"
    r"|bought|debut|describ|completed)",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"\b(?:print(?:ed|s)?|publish(?:ed|es)|appear(?:ed|s)|final form)\b", re.IGNORECASE
)
_AGAIN = re.compile(
    r"\b(?:again|w[oi]ns?|beats?|met|plays?|played|held|raced|visited|returned|lost|annual\w*|yearly|every|each|anniversary|fairs?|festivals?|conferences?|seasons?"
    r"|editions?|final|preprint|draft|printed|versions?|second|third|preview|\d+(?:st|nd|rd|th)|re-?(?:opened|released|launched|published|built))\b",
    re.IGNORECASE,
)
#: Characters in which a line's first names stand, and those behind a verb.
_BEGINNING, _NEAR = 40, 30
#: A line of at most so many keys says of its subject nothing but when it was.
BARE = 3


@dataclass(frozen=True, kw_only=True)
class Keys:
    """What a line is about.

    `names` are its names, `words` what else it says, in stems; `lead` is the name with
    which it begins, or which stands behind the verb of a release. `once` says that it
    tells of what happens once, and `printed` that it tells of a text that came out.
    """

    names: frozenset[str]
    words: frozenset[str]
    lead: frozenset[str]
    thing: frozenset[str]
    once: bool
    again: bool
    printed: bool

    @property
    def all(self) -> frozenset[str]:
        """Names and words."""
        return self.names | self.words

    @property
    def bare(self) -> bool:
        """Whether the line has hardly more than its subject."""
        return len(self.all) <= BARE

    @property
    def single(self) -> bool:
        """Whether it tells, if of anything, of what cannot have happened in two years."""
        return not self.again and (self.once or len(self.all) < BARE)

    def parts_from(self, other: Keys) -> bool:
        """Whether each line says of another thing that it came into the world."""
        apart = self.thing.isdisjoint(other.names) and other.thing.isdisjoint(self.names)
        return bool(self.thing and other.thing) and apart


@lru_cache(maxsize=1 << 14)
def keys(text: str) -> Keys:
    """The keys of a line.

    >>> found = keys("In 2018 Otto Vale launched GPT-2 and the Mill Five.")
    >>> sorted(found.names), sorted(found.words)
    (['gpt2', 'mill5', 'otto', 'vale'], ['launch'])
    """
    names: dict[str, int] = {}
    words: dict[str, None] = {}
    tokens = list(_TOKEN.finditer(text))
    number = 0
    while number < len(tokens):
        token = tokens[number]
        number += 1
        written = _POSSESSIVE.sub("", token[0])
        lower = written.lower()
        if lower.isdigit() or lower in _MONTHS or len(lower) < 2:
            continue
        if written == lower and not re.search(r"[a-z]\d", lower):
            if lower not in FILLER and lower not in _PLAIN:
                words[stem(lower)] = None
            continue
        if lower in _NO_NAMES or (written[1:].islower() and lower in FILLER):
            continue
        behind = tokens[number] if number < len(tokens) else None
        if behind and text[token.end() : behind.start()] in (" ", "-", "\u2011"):
            count = _NUMBERS.get(behind[0].lower(), behind[0])
            if (
                count.isdigit()
                and len(count) < 3
                and (behind[0].isdigit() or behind[0][0].isupper())
            ):
                lower += count
                number += 1
        names.setdefault(stem(re.sub(r"[.'’&]", "", lower)), token.start())
    verb = _ONCE.search(text)
    places = sorted((at, name) for name, at in names.items())
    behind_verb = [name for at, name in places if verb and 0 < at - verb.end() < _NEAR][:2]
    again = bool(_AGAIN.search(text))
    return Keys(
        names=frozenset(names),
        words=frozenset(words),
        lead=frozenset([name for at, name in places if at < _BEGINNING][:2] + behind_verb),
        thing=frozenset(behind_verb),
        once=verb is not None and not again,
        again=again,
        printed=bool(_PRINTED.search(text)),
    )
