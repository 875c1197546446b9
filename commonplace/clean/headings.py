"""Headings below which nothing stands: each is a passage of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commonplace.model import Heading, Passage


def with_headings(
    passages: Sequence[Passage], headings: Sequence[Heading]
) -> tuple[tuple[Passage, ...], tuple[Heading, ...]]:
    """The passages with one for each heading that is the heading of none.

    Such a passage has the heading's words and anchor, and no HTML: the page has the heading
    itself. What is cited, found and counted are passages, so its words would else be lost.
    """
    texts = [number for number, passage in enumerate(passages) if passage.note is None]
    ends = [*(heading.before for heading in headings), len(passages)][1:]
    made: list[Passage] = []
    moved: list[Heading] = []
    at = text = 0
    for heading, end in zip(headings, ends, strict=True):
        made += passages[at : heading.before]
        at = heading.before
        moved.append(replace(heading, before=len(made)))
        while text < len(texts) and texts[text] < heading.before:
            text += 1
        if text == len(texts) or texts[text] >= end:
            words = heading.text
            made.append(Passage(anchor=heading.anchor, text=words, body="", html="", heading=words))
    return (*made, *passages[at:]), tuple(moved)
