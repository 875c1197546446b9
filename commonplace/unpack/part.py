"""What a splitter makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from commonplace.addresses.slugs import short_hash, slug


@dataclass(frozen=True, kw_only=True)
class Part:
    """One text of a file: its name below that file, its bytes, and what is known about it.

    Without a name, it is the whole file in another form. `fields` become its sidecar, unless
    there is one; `raw` says that the bytes are the file's own.
    """

    name: str = ""
    data: bytes
    fields: Mapping[str, object] = field(default_factory=dict)
    sidecar: bytes | None = None
    sidecar_file: str = ""
    raw: bool = False


class Names:
    """File names for parts, all distinct and the same in every build.

    A name that is already taken gets a hash.

    >>> names = Names(".md")
    >>> names.of("The lamp", "1"), names.of("The lamp!", "2")
    ('the-lamp.md', 'the-lamp-d4735e3a.md')
    """

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self._times: dict[str, int] = {}

    def of(self, title: str, key: str) -> str:
        """A name for a part with a title; `key` distinguishes parts with the same title."""
        name = slug(title)[:80].strip("-") or "untitled"
        for mark in ("", f"-{short_hash(key)}"):
            times = self._times[name + mark] = self._times.get(name + mark, 0) + 1
            if times == 1:
                return f"{name}{mark}{self._suffix}"
        return f"{name}{mark}-{times}{self._suffix}"


def day_of(seconds: object) -> str:
    """The day of a time in seconds since 1970; empty if invalid.

    >>> day_of("1677924000"), day_of("soon")
    ('2023-03-04', '')
    """
    try:
        return datetime.fromtimestamp(float(str(seconds)), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def article(body: str) -> bytes:
    """A body of HTML as a page that readers recognise by its first line."""
    return f"<!DOCTYPE html>\n<article>\n{body}\n</article>\n".encode("utf-8", "replace")
