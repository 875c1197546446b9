"""Messages as a transcript: a heading for each day, a turn for each message.

The reader `chat` recognises the result by its last field, the tag `chat`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from commonplace.convert.converter import front_matter
from commonplace.convert.plainly import escaped


class ChatMessage(NamedTuple):
    """What somebody wrote on a day (as 2023-03-04, or empty if unknown)."""

    day: str
    who: str
    words: str


def as_markdown(title: str, messages: Iterable[ChatMessage]) -> str:
    """The transcript. Consecutive messages by one person are one turn.

    >>> said = [ChatMessage("2023-03-04", "Wren", words) for words in ("Hi", "*")]
    >>> print(as_markdown("Pier", said))
    ---
    title: Pier
    date: '2023-03-04'
    tags:
    - chat
    ---
    <BLANKLINE>
    ## 2023-03-04
    <BLANKLINE>
    **Wren:** Hi
    <BLANKLINE>
    \\*
    <BLANKLINE>
    """
    messages = [one for one in messages if one.words.strip()]
    parts: list[str] = []
    day = who = ""
    for one in messages:
        if one.day != day:
            parts.append(f"## {one.day}")
            day, who = one.day, ""
        lines = [escaped(line.strip()) for line in one.words.split("\n") if line.strip()]
        label = "" if one.who == who else f"**{_name(one.who)}:** "
        parts.append(label + "\n\n".join(lines))
        who = one.who
    first = next((one.day for one in messages if one.day), "")
    return (
        front_matter({"title": title, "date": first, "tags": ["chat"]}) + "\n\n".join(parts) + "\n"
    )


def _name(name: str) -> str:
    """A name that can be used in a label."""
    words = " ".join(name.replace("*", "").replace(":", "").split())[:100]
    return words.lstrip("~ ") or "Somebody"
