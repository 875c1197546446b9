"""Addresses as browsers read them.

The URL standard (https://url.spec.whatwg.org/#url-parsing) allows many spellings: what looks
like a path may be a host to a browser.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import SplitResult, urlsplit

# Controls and spaces go at the ends, tabs and line ends everywhere.
_ENDS = "".join(map(chr, range(0x21)))
_NOWHERE = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
#: Schemes in which a backslash is a slash, and a host comes after any number of them.
_SPECIAL = frozenset(["http:", "https:", "ftp:", "ws:", "wss:", "file:"])


def as_read(address: str) -> str:
    r"""An address as a browser reads it, spelled so that every program agrees.

    >>> as_read("/\\a.org/x"), as_read("\x01 ht\ntps:\\\\a.org"), as_read("HTTP:a.org/b")
    ('//a.org/x', 'https://a.org', 'http://a.org/b')
    >>> as_read("a\\b?c\\d") == "a/b?c\\d"
    True
    """
    address = address.strip(_ENDS).translate(_NOWHERE)
    match = _SCHEME.match(address)
    scheme = match[0].lower() if match else ""
    if scheme and scheme not in _SPECIAL:
        return scheme + address[len(scheme) :]
    rest = address[len(scheme) :]
    end = min((at for sign in "?#" if (at := rest.find(sign)) >= 0), default=len(rest))
    path = rest[:end].replace("\\", "/")
    bare = path.lstrip("/")
    if scheme or len(path) - len(bare) > 1:
        path = f"//{bare}" if scheme != "file:" else path
    return f"{scheme}{path}{rest[end:]}"


def parts_of(address: str) -> SplitResult | None:
    """The parts of an address as a browser reads it; None if it is not one."""
    try:
        parts = urlsplit(as_read(address))
        return parts if parts.port is None or parts.port >= 0 else None
    except ValueError:
        return None


#: Quotation marks that no address holds, signs that close, each with what opens it, and signs
#: that end a sentence, not an address.
_QUOTES = frozenset('"“”„‟«»‹›')
_CLOSING = dict(zip(")]}）］｝」』】》〉〕", "([{（［｛「『【《〈〔", strict=True))
_BEHIND = frozenset(".,;:!?'‘’*_~`\\…。，、；：！？")


def bare_address(text: str) -> str:
    """An address at the start of a text, without what belongs to the sentence around it.

    A bracket is the address's own if it opened there. One of a script without spaces, which
    words may follow at once, ends the address wherever it is.

    >>> bare_address("https://a.org/b_(c)."), bare_address("https://a.org/b).")
    ('https://a.org/b_(c)', 'https://a.org/b')
    >>> bare_address("https://a.org/b”…"), bare_address("https://a.org/b」と")
    ('https://a.org/b', 'https://a.org/b')
    """
    spare: Counter[str] = Counter()
    end = len(text)
    for place, sign in enumerate(text):
        spare[sign] += 1
        opened = _CLOSING.get(sign, "")
        unopened = not sign.isascii() and opened and spare[sign] > spare[opened]
        if sign in _QUOTES or unopened:
            end = place
            spare[sign] -= 1
            break
    while end:
        last = text[end - 1]
        opened = _CLOSING.get(last, "")
        if last not in _BEHIND and not (opened and spare[last] > spare[opened]):
            break
        end -= 1
        spare[last] -= 1
    return text[:end]


def is_local(address: str) -> bool:
    r"""Whether an address stays on the site, wherever it is shown.

    >>> [is_local(one) for one in ("images/a.png", "#b", "/\\a.org", "///a.org", "data:x")]
    [True, True, False, False, False]
    """
    read = as_read(address)
    return not _SCHEME.match(read) and not read.startswith("//")


def is_web(address: str | None) -> bool:
    """Whether an address is one that a reader's browser can go to.

    >>> is_web("https://a.org/b"), is_web("/b"), is_web("https://"), is_web("javascript:x")
    (True, False, False, False)
    """
    parts = parts_of(address or "")
    return parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)
