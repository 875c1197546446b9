"""Headings with nothing below them: each is a passage of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commonplace.model import Heading, Passage


def bare(passages: Sequence[Passage], headings: Sequence[Heading]) -> Iterator[Passage]:
    """A passage for each heading that heads no other; it goes after the others.

    It has the heading's words and anchor, and no HTML: the page has the heading itself. Only
    passages are cited, found and counted, so the words would be lost without it.
    """
    texts = [number for number, passage in enumerate(passages) if passage.note is None]
    ends = [*(heading.before for heading in headings), len(passages)][1:]
    text = 0
    for heading, end in zip(headings, ends, strict=True):
        while text < len(texts) and texts[text] < heading.before:
            text += 1
        if text == len(texts) or texts[text] >= end:
            words = heading.text
            yield Passage(anchor=heading.anchor, text=words, body="", html="", heading=words)
