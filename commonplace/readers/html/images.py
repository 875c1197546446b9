"""Which file an image of a page is; pages that load images lazily hide it.

The address to show is in `src`, in one of the attributes that scripts read, in `srcset`, in
the <source> of a <picture>, or in the <noscript> after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from commonplace.readers.tokens import Token

_LATE = (
    "data-src data-lazy-src data-original data-lazy data-full-src data-orig-file data-hi-res-src "
    "data-image data-url nitro-lazy-src"
).split()
_LATE_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
#: Placeholders of images until a script runs.
_STAND_IN = re.compile(
    r"(?:^|[/_.-])(?:placeholder|blank|spacer|transparent|pixel|(?:pre)?load(?:ing|er)?|lazy|grey|1x1|clear)"
    r"(?:[/_.-]|$)",
    re.IGNORECASE,
)
_PARTED = re.compile(r",\s+|(?<=\d[wx]),")
_LARGE = 1000  #: characters of data
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)[wx]\Z")


def address_of_image(found: Sequence[Token], number: int) -> str:
    """The address of the image of an <img>; empty if it has none or shows nothing.

    >>> from commonplace.readers.tokens import tokens
    >>> address_of_image(tokens('<img src="/blank.gif" data-src="a.jpg">'), 0)
    'a.jpg'
    """
    attributes = found[number].attributes
    if {attributes.get("width"), attributes.get("height")} & {"0", "1"}:
        return ""
    return next(_addresses(found, number), "")


def is_inlined(token: Token) -> bool:
    """Whether an image is inlined in the page and large enough not to be a placeholder."""
    source = token.attributes.get("src", "").lstrip()
    return source[:5].lower() == "data:" and len(source) > _LARGE


def _addresses(found: Sequence[Token], number: int) -> Iterator[str]:
    attributes = found[number].attributes
    shown = attributes.get("src", "").strip()
    is_there = shown and shown[:5].lower() != "data:" and not _STAND_IN.search(shown)
    # What a browser saved beside the page is there; what the page would have loaded is not.
    if is_there and not re.match(r"[a-z]+:|/", shown, re.IGNORECASE):
        yield shown
    yield from _late(attributes)
    if is_there:
        if shown in attributes.get("srcset", ""):  # one of several sizes
            yield from _largest(attributes)
        yield shown
    yield from _largest(attributes)
    yield from _beside(found, number)
    # One that a script would have replaced shows nothing, unless words say what.
    if shown and shown[:5].lower() != "data:" and (is_there or _says(attributes)):
        yield shown


def _says(attributes: Mapping[str, str]) -> bool:
    """Whether the words of an image are not those for what stands in for it."""
    said = attributes.get("alt", "").strip()
    return bool(said) and not _STAND_IN.fullmatch(said)


def _late(attributes: Mapping[str, str]) -> Iterator[str]:
    for name in _LATE:
        address = attributes.get(name, "").strip()
        if address and address[:5].lower() != "data:":
            yield address


def _largest(attributes: Mapping[str, str]) -> Iterator[str]:
    """The largest of the files of a set.

    >>> list(_largest({"srcset": "a.jpg 300w, b,c.jpg 900w, d.jpg"}))
    ['b,c.jpg']
    """
    for name in _LATE_SETS:
        files = [part.split() for part in _PARTED.split(attributes.get(name, ""))]
        sized = [
            (float(size[1]) if (size := _SIZE.match(file[-1])) else 1.0, file[0])
            for file in files
            if file and file[0][:5].lower() != "data:"
        ]
        if sized:
            yield max(sized, key=lambda one: one[0])[1]


def _beside(found: Sequence[Token], number: int) -> Iterator[str]:
    """What the <source> elements before an image, or the <noscript> after it, would show."""
    for n in range(number - 1, max(-1, number - 16), -1):
        if found[n].name == "picture":
            break
        if found[n].name == "source" and found[n].kind == "open":
            yield from _largest(found[n].attributes)
    inside = False
    for n in range(number + 1, min(len(found), number + 8)):
        token = found[n]
        inside = inside or token.name == "noscript"
        if token.name == "img":
            if inside:
                yield token.attributes.get("src", "").strip()
            return
