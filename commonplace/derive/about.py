"""How often a document has to mention something to be about it."""

from __future__ import annotations

import math


def mentions_needed(words: int) -> float:
    """How many mentions a document of so many words needs to be about something.

    >>> mentions_needed(500), round(mentions_needed(13_000), 1)
    (3.0, 9.5)
    """
    return 3 * math.pow(max(1.0, words / 1000), 0.45)
