"""Introductions: who is host or guest, and what they do, in the words that say so.

"I'm joined by Ada Perch, who runs the lamp room", "my co-host, Otto Vale, a keeper at Holmby
Light", "I'm Otto Vale, I'm a keeper with the coast guard".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from commonplace.derive.matching import Matcher
from commonplace.derive.people.names import is_name, key
from commonplace.derive.sentences import Span
from commonplace.model import Document, Entry, Library, Role

_PART = r"[^\W\d_a-z](?:[^\W\d_]|['’-](?=[^\W\d_]))+"
_TITLE = r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir)\.? )?"
_NAME = re.compile(
    rf"{_TITLE}(?P<name>{_PART}(?: [^\W\d_a-z]\.)?"
    rf"(?: (?:van|von|de|der|den|di|da|del|la|bin|al)){{0,2}}(?: {_PART}){{1,2}})(?![\w-])"
)
#: What stands before the name of a host, of a guest, and of whoever speaks.
_HOST = r"(?:your|my|our|the) (?:co-?)?hosts?(?: is)?,? |co-?host,? "
_GUEST = (
    r"(?:joined (?:\w+ ){0,3}by|(?:my|our) (?:special )?guests?(?: today)?(?: is|,)?"
    r"|with (?:us|me)(?: today)?(?: is|,)?|interview(?:ing)? with"
    r"|welcome to the (?:show|podcast),?) "
)
_SELF = r"(?:I['’]m|I am|my name is|this is) "
_CUE = re.compile(rf"(?i:\b(?:(?P<host>{_HOST})|(?P<guest>{_GUEST})|(?P<self>{_SELF})))")
#: How what somebody does begins, behind the name, and where it ends.
_ABOUT = re.compile(
    r"(?:,? (?:who(?:['’]s)? |(?:and )?I(?:['’]m| am| work| run| lead) )"
    r"|, (?:(?:a|an|the|our|chief|head|co-?founder|founder|director|professor|CEO|CTO|from|of|at) )"
    r"| (?:from|of|at|with) (?=(?:the )?[^\W\d_a-z]))",
)
_END = re.compile(
    r"[.!?;:\n(\[]|, but\b|\s[-–—]\s|,? and (?:I['’]m|I am|my|we|with|today|he|she|they)\b"
    r"|,? and (?:then )?(?:also )?[^\W\d_a-z]\w+ [^\W\d_a-z]\w+,"
    r"|, (?:and )?(?:as always|welcome|thank)|,? (?:I['’]m|and I['’]m) joined"
)
#: What somebody does names where, or what they are.
_PLACE_OF_WORK = re.compile(
    r"\b(?:at|with|of|for|from|in|runs?|leads?|found(?:s|ed)) (?:the |an? )?[^\W\d_a-z]"
)
_WORK = re.compile(
    r"\b(?:runs?|leads?|founde[dr]|co-?founder|works?|professor|scientist|engineer|strategist|researcher"
    r"|director|head|CEO|CTO|writer|author|editor|student|teacher|specialist|advocate|keeper"
    r"|chief|lead|manager|consultant|journalist|historian|doctor|lawyer)\b"
)
_YOUR_HOST = re.compile(r",? your (?:co-?)?host\b")
#: Words of what somebody does, at most.
_LONGEST = 32
#: Passages at the head of a document in which people are introduced.
_OPENING = 24
#: How far before a name a cue may stand that introduces it.
_NEAR = 40
#: How far behind a cue the words are looked at.
_REACH = 320


class Introduction(NamedTuple):
    """Somebody who is introduced: the name, the role, and the words that say what they do.

    `about` are those words with the name, a piece of the passage; both may be missing.
    """

    name: str
    role: Role | None
    about: Span | None


def introductions(document: Document) -> tuple[tuple[str, Introduction], ...]:
    """Everybody whom the opening of a document introduces in full, with the passage's anchor."""
    return tuple(
        (passage.anchor, one)
        for passage in document.passages[:_OPENING]
        for one in introduced(passage.text)
    )


def introduced(text: str) -> Iterator[Introduction]:
    """Everybody whom a text introduces by full name.

    >>> text = "My guest is Ada Perch, who runs the lamp room, and I'm Otto Vale, your host."
    >>> [(one.name, one.role, one.about and one.about.of(text)) for one in introduced(text)]
    [('Ada Perch', 'guest', 'Ada Perch, who runs the lamp room'), ('Otto Vale', 'host', None)]
    """
    for cue in _CUE.finditer(text):
        found = _NAME.match(text, cue.end(), cue.end() + _REACH)
        if not found or not is_name(found["name"]):
            continue
        role: Role | None = "host" if cue["host"] else "guest" if cue["guest"] else None
        if cue["self"] and _YOUR_HOST.match(text, found.end()):
            role = "host"
        yield Introduction(found["name"], role, _about(text, Span(*found.span("name"))))


def _about(text: str, name: Span) -> Span | None:
    """The name with what is said behind it of what somebody does."""
    begin = _ABOUT.match(text, name.end, name.end + _REACH)
    if not begin:
        return None
    end = _END.search(text, begin.end(), name.end + _REACH)
    if not end and len(text) > name.end + _REACH:
        return None
    span = Span(name.start, end.start() if end else len(text.rstrip()))
    words = text[name.end : span.end]
    telling = _PLACE_OF_WORK.search(words) or _WORK.search(words)
    return span if telling and len(words.split()) <= _LONGEST else None


def described(library: Library, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries of persons; those without a definition quote what a text says that they do.

    That is the first place with the name and what stands behind it: "Ada Perch, who runs the
    lamp room". Of several, one that introduces somebody comes first.
    """
    matcher = Matcher(entries)
    told: dict[int, str] = {}
    said: dict[int, str] = {}
    for text in (passage.text for document in library.documents for passage in document.passages):
        for match in matcher.find(text):
            if about := _about(text, Span(match.start, match.end)):
                before = text[max(0, match.start - _NEAR) : match.start]
                found = told if _CUE.search(before) else said
                found.setdefault(match.entry, f"“{' '.join(about.of(text).split())}”")
    every = said | told
    return tuple(
        replace(entry, definition=entry.definition or every.get(number, ""))
        for number, entry in enumerate(entries)
    )


def roles_told(
    library: Library, found: Sequence[Sequence[tuple[str, Introduction]]]
) -> dict[tuple[str, str], Role]:
    """Who is host and who is guest, by the address of the document and the key of the name.

    `found` has the introductions of each document. Whoever introduces a guest or another
    host is a host, and so is who is "joined by" more often as a host than as a guest.
    """
    known: dict[tuple[str, str], Role] = {}
    for document, several in zip(library.documents, found, strict=True):
        speakers = {passage.anchor: passage.speaker for passage in document.passages}
        for anchor, one in several:
            if one.role is None:
                continue
            known.setdefault((document.address, key(one.name)), one.role)
            speaker = speakers[anchor]
            if speaker and key(speaker) != key(one.name):
                known[document.address, key(speaker)] = "host"
    times = Counter((name, role) for (_, name), role in known.items())
    return {
        (address, name): "host" if times[name, "host"] > times[name, "guest"] else role
        for (address, name), role in known.items()
    }
