"""A mailbox (mbox): messages one after another, each below a line `From `."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy

from commonplace.diagnostics.limits import Limits
from commonplace.model import Seed
from commonplace.unpack.part import Names, Part

_LETTER = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n")
_QUOTED = re.compile(rb"^>(?=>*From )", re.M)


def claims(suffix: str, data: bytes) -> bool:
    """Whether this is a mailbox."""
    return suffix == ".mbox" and data.startswith(b"From ")


def split(seed: Seed, limits: Limits) -> Iterator[Part]:
    """The letters, each as a file of its own."""
    names = Names(".eml")
    for letter in _LETTER.split(seed.data)[1:]:
        if letter.strip():
            headers = message_from_bytes(letter, policy=policy.compat32)
            key = str(headers.get("Message-ID") or headers.get("Date") or letter[:200])
            name = names.of(str(headers.get("Subject") or "letter"), key)
            yield Part(name=name, data=_QUOTED.sub(b"", letter), raw=True)
