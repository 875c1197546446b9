"""Names that are no topics: parts of longer names, places, and whom citations name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.derive.candidates.phrases import Key, Uses
from commonplace.model import Library

#: Of a name that is none alone, "the Harlow kilns", nearly all uses are before another noun;
#: half of those of "Docker" are, before verbs as well.
_DESCRIBING = 0.85
#: A name that ends like this is a place's; one of a body, alone, is a part of a longer name.
_WATERS = frozenset(
    "river ocean sea lake mountain island county province street valley bay peninsula".split()
)
_BODIES = frozenset(
    "institute assembly league ministry society association university college academy festival"
    " theatre theater committee council department republic centre center formation".split()
)
#: Whom a citation names: "Moth et al.", "(Moth & Vale, 2015a)".
_CITED = re.compile(
    r"\b[A-Z][\w’'-]+ et al\b|(?<=[(;])\s?(?:see )?(?:[A-Z][\w’'-]+, ){0,4}[A-Z][\w’'-]+,?"
    r" (?:&|and) [A-Z][\w’'-]+,?(?= \d{4}[a-z]?[);,])"
)
_SURNAME = re.compile(r"[A-Z][^\W\d]+")
_ROMAN = re.compile(r"[ivxl]{2,5}")


def cited_names(library: Library) -> Iterator[str]:
    """The family names in the citations of a library, in small letters."""
    for document in library.documents:
        for passage in document.passages:
            text = passage.text
            may_cite = "(" in text or ";" in text or " et al" in text
            for cited in _CITED.findall(text) if may_cite else ():
                yield from map(str.lower, _SURNAME.findall(cited))


def is_part_of_names(key: Key, uses: Uses) -> bool:
    """Whether a name is one of a place, or stands for nothing without the words beside it."""
    if key[-1] in _WATERS:
        return True
    if len(key) > 1:
        return False
    if key[0] in _BODIES or _ROMAN.fullmatch(key[0]):
        return True
    usual = max(uses.written, key=lambda one: (uses.written[one], one))
    plain = usual[1:].islower()
    return plain and (len(usual) < len("Ada") or uses.before_noun > _DESCRIBING * uses.count)
