"""Terms that mean nearly the same, so that one topic has them all.

"Fine-tune", "fine-tuned" and "fine-tuning", "modelling" and "modeling", "data set" and
"dataset" are counted as one term before any is weighed (`joined`). Entries of which one only
says more or less of the same ("gen AI", "generative AI") meet when they are listed (`twin`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from functools import cache

from commonplace.derive.candidates.phrases import Key, Uses
from commonplace.derive.general_english import commonness
from commonplace.derive.matching import forms, names
from commonplace.model import Entry

#: So many first letters of a word make two phrases one: "scien-ce", "scien-tist".
_STEM = 5
#: So many letters may stand for a whole word: "gen AI", "neural net".
_CLIPPED = 3
#: A word is a verb as well if so much of it stands where verbs do.
_VERB = 0.2
#: How rare a word is, on the Zipf scale, that needs no other to name something.
_RARE = 3.3
#: What ends a British spelling, and the American one.
_SPELLINGS = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("iser", "izer"),
    ("ised", "ized"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("lling", "ling"),
    ("lled", "led"),
    ("our", "or"),
    ("tre", "ter"),
    ("ogue", "og"),
)
#: What stands behind a name and says only of what kind it is: "NoSQL database".
_KINDS = frozenset(
    "model database framework library language algorithm method technique network tool platform"
    " notebook system software service engine package".split()
)


def joined(found: dict[Key, Uses]) -> None:
    """Count the spellings and endings of one term as one, under the key that names it best.

    Two single words that differ in their ending are one where the plain one is a verb as well:
    "to scrape" and "scraping", but not "market" and "marketing".
    """
    alike: defaultdict[str, list[Key]] = defaultdict(list)
    for key in found:
        alike[_plain(key)].append(key)
    for keys in alike.values():
        if len(keys) > 1:
            best = max(keys, key=lambda key: (*_naming(key, found[key]), found[key].count, key))
            for key in keys:
                if key != best and _is_form(key, best, found):
                    found[best].add(found.pop(key))


def twin(own: Set[str], entries: Sequence[Entry]) -> int | None:
    """The number of the entry that means nearly the same as these names, if there is one.

    That is one of which the words are the end of the other's, or differ only in how one of
    them goes on ("data science", "data scientist"; "gen AI", "generative AI"), or of which the
    other adds what kind of thing it is ("NoSQL database"), or who made it ("Perch P2", "P2").
    """
    mine = [form.split() for form in own]
    for number, entry in enumerate(entries):
        for other in (form.split() for alias in names(entry) for form in forms(alias.text)):
            if any(_nearly(one, other) for one in mine):
                return number
    return None


@cache
def _american(word: str) -> str:
    """A word as Americans spell it; what comes out need not be a word."""
    for british, american in _SPELLINGS:
        if word.endswith(british) and len(word) > len(british) + 2:
            return word[: -len(british)] + american
    return word


@cache
def _stem(word: str) -> str:
    """What the forms of a verb have in common.

    >>> [_stem(word) for word in ("tune", "tuning", "tuned", "model", "modelling", "process")]
    ['tun', 'tun', 'tun', 'model', 'model', 'proces']
    """
    word = _american(word)
    for ending in ("ing", "ed", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= _CLIPPED:
            word = word.removesuffix(ending)
            break
    return word[:-1] if word[-1:] == word[-2:-1] and len(word) > _CLIPPED else word


def _plain(key: Key) -> str:
    return "".join(map(_american, key[:-1])) + _stem(key[-1])


def _naming(key: Key, uses: Uses) -> tuple[bool, bool]:
    """How well a form names a topic: "tuned" does not, and "tuning" better than "to tune"."""
    return not key[-1].endswith("ed"), uses.verb <= _VERB * uses.count


def _is_form(key: Key, best: Key, found: dict[Key, Uses]) -> bool:
    if len(key) > 1 or len(best) > 1 or _american(key[0]) == _american(best[0]):
        return True
    return any(not _naming(one, found[one])[1] for one in (key, best))


def _nearly(one: Sequence[str], other: Sequence[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < len(longer):
        if len(shorter) > 1 and longer[-len(shorter) :] == shorter:
            return True
        made = len(longer) == len(shorter) + 1
        rare = len(shorter) > 1 or commonness(shorter[0]) < _RARE
        of_kind = longer[:-1] == shorter and longer[-1].removesuffix("s") in _KINDS
        numbered = any(letter.isdigit() for letter in shorter[-1]) and not shorter[-1].isdigit()
        return made and ((of_kind and rare) or (longer[1:] == shorter and numbered))
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(one) > 1 and len(differing) == 1 and _goes_on(*differing[0])


def _goes_on(one: str, other: str) -> bool:
    """Whether two words begin alike, or one is the beginning of the other."""
    short, long = sorted((one, other), key=len)
    clipped = len(short) >= _CLIPPED and long.startswith(short)
    return clipped or (one[:_STEM] == other[:_STEM] and len(short) > _STEM)
