"""What the filters of a page offer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A value that a filter can have, and what readers call it."""

    value: str
    name: str
