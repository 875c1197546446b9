"""Slugs and anchors: the published parts of an address, which do not move."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

LONGEST = 80  #: characters of a slug

# Letters that decompose into nothing usable.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def slug(text: str) -> str:
    """A title as lower-case ASCII words with hyphens; a hash if none are left.

    >>> slug("Tülu 3 & “What’s next?”"), slug("日本語")
    ('tulu-3-whats-next', 'x-77710aed')
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    words = re.sub(r"['’‘`]", "", folded).encode("ascii", "ignore").decode()
    name = "-".join(re.findall(r"[a-z0-9]+", words))
    if len(name) > LONGEST:
        name = name[:LONGEST].rsplit("-", 1)[0]
    return name or f"x-{short_hash(text)}"


#: The words for signs after or before a word that a slug would drop.
_SIGNS = {"+": " plus ", "#": " sharp ", "*": " star ", ".": " dot "}
_SIGN = re.compile(r"(?<=[\w+#*])[+#*]|\A\.(?=\w)")


def name_slug(name: str) -> str:
    """The slug of a name, including signs that distinguish names.

    >>> name_slug("C++"), name_slug("C#"), name_slug("C"), name_slug(".NET")
    ('c-plus-plus', 'c-sharp', 'c', 'dot-net')
    """
    return slug(_SIGN.sub(lambda sign: _SIGNS[sign[0]], name))


def short_hash(text: str) -> str:
    """Eight hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def passage_anchor(text: str, start: float | None) -> str:
    """A timed passage's anchor is its second, an untimed one's a hash of its words.

    The hash ignores case and punctuation, so a comma does not change it.

    >>> passage_anchor("", 727.4), passage_anchor("Hello, you.", None)
    ('t-00-12-07', 'p-b283788f')
    """
    if start is not None:
        second = int(start)
        return f"t-{second // 3600:02}-{second // 60 % 60:02}-{second % 60:02}"
    words = re.findall(r"[^\W_]+", text.casefold())
    return f"p-{short_hash(' '.join(words))}"


def image_address(name: str) -> str:
    """Where an image of the seeds is published, below the site's root.

    >>> image_address("pics/My Cat.PNG")
    'images/my-cat-931c0059.png'
    """
    path = PurePosixPath(name)
    return f"images/{slug(path.stem)}-{short_hash(name)}{path.suffix.lower()}"


def note_names(labels: Iterable[str]) -> list[str]:
    """The parts of ids for the labels of a page's footnotes, all distinct.

    A label without Latin letters or digits, or whose name is taken, gets a hash; a repeated
    label gets a letter.

    >>> note_names(["Date 2", "date-2", "一", "1", "1"])
    ['date-2', 'date-2-0ce508ae', 'x-51a75f46', '1', '1b']
    """
    owners: dict[str, str] = {}
    names = []
    for label in labels:
        name = re.sub(r"[^a-z0-9-]", "-", label.lower())
        if not re.search(r"[a-z0-9]", name):
            name = f"x-{short_hash(label)}"
        elif owners.setdefault(name, label) != label:
            name = f"{name}-{short_hash(label)}"
        names.append(name)
    return distinct(names)


def distinct(names: Iterable[str]) -> list[str]:
    """The same names, with a letter after repeated ones.

    >>> distinct(["a", "b", "a", "a"])
    ['a', 'b', 'ab', 'ac']
    """
    seen: dict[str, int] = {}
    result: list[str] = []
    taken: set[str] = set()
    for name in names:
        number = seen.get(name, 0)
        fresh = name + _letters(number)
        while fresh in taken:
            number += 1
            fresh = name + _letters(number)
        seen[name] = number + 1
        taken.add(fresh)
        result.append(fresh)
    return result


def _letters(number: int) -> str:
    """Nothing for 0, then the letters from b to z, then numbers."""
    if number < 26:
        return chr(ord("a") + number) if number else ""
    return f"-{number + 1}"
