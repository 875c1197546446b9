"""Waiting for a server that is building."""

from __future__ import annotations

import time
import urllib.request


def eventually(address: str, words: str) -> str:
    """The page, once it has the words."""
    text = ""
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                text = answer.read().decode()
        except OSError:
            pass
        if words in text:
            return text
        time.sleep(0.2)
    raise AssertionError(f"{address} never had {words!r}: {text[-500:]}")
