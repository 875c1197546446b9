"""What the index holds of each passage of a document, by field."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from commonplace import analysis
from commonplace.analysis.terms import terms_of
from commonplace.markup.video import video
from commonplace.model import Document, Passage
from commonplace.query import STOP_WORDS, is_stop_word

#: A passage: the value of each field.
PassageRecord = dict[str, Any]
ASKED = 10  #: words of a question that count, the last ones; those before lead up to it
_MARKS = ("?", "？", "؟")  # other scripts' question marks are meant
#: A letter or digit that may have an accent.
_ACCENTED = re.compile(r"[^\W\x00-\x7f]")
#: Words with a sign between them that many leave out: e-mail, GPT-4, snake_case, AT&T.
_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:[-‐‑_&][^\W_]++)++")
#: Words with an apostrophe or a full stop inside: O'Neill, U.S.
_SIGNED = re.compile(r"(?<![^\W_])[^\W_]++(?:['’.][^\W_]++)++")
_JOINTS = dict.fromkeys(map(ord, "-‐‑_&"))
_JOINED = re.compile(r"(?<=[^\W_])[-‐‑_&](?=[^\W_])")


def records(document: Document, state: str) -> Iterator[PassageRecord]:
    """The passages of a document, by field; `state` names the document as it is now."""
    for number, (passage, held) in enumerate(zip(document.passages, shown(document), strict=True)):
        yield {
            **held,
            "document": state,
            "words": passage.text,
            "folded": " ".join(_other_forms(f"{passage.heading} {analysis.said(passage.text)}")),
            "heard": " ".join(correction.heard for correction in passage.corrections),
            "asked": _asked(document.passages[number - 1], passage, held["language"])
            if number
            else "",
        }


def shown(document: Document) -> Iterator[PassageRecord]:
    """Of the passages of a document, the fields that hits show, or choose by."""
    watched = video(document.video or "") is not None
    language = terms_of(document).language
    authors = "\n".join(dict.fromkeys(c.name for c in document.people if c.role == "author"))
    # Where there is no word below it, a title is found as a heading is.
    bare = not any(map(analysis.tokens, (passage.text for passage in document.passages)))
    for number, passage in enumerate(document.passages):
        yield {
            "address": f"{document.address}#{passage.anchor}",
            "slug": document.slug,
            "anchor": passage.anchor,
            "number": number,
            "kind": document.kind,
            "language": language,
            "title": document.title,
            "about": "" if number else document.description,
            "heading": passage.heading or (document.title if bare and not number else ""),
            "speaker": passage.speaker or "",
            "author": "" if passage.speaker or document.kind != "post" else authors,
            "topic": "\n".join(passage.topics),
            "date": str(document.date or ""),
            "start": passage.start,
            "times": analysis.word_times(passage.text, passage.start, passage.times),
            "video": watched,
            "text": passage.text,
        }


def state(document: Document, held: Sequence[PassageRecord]) -> str:
    """A document's address, and a hash of everything the index holds about it."""
    text = json.dumps(held, sort_keys=True, ensure_ascii=False)
    return f"{document.address} {hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _asked(before: Passage, passage: Passage, language: str) -> str:
    """What was asked just before a passage, by somebody else."""
    text = before.text.rstrip()
    speak = before.speaker and passage.speaker and before.speaker != passage.speaker
    if not (speak and text.endswith(_MARKS)):
        return ""
    words = [word for word in analysis.tokens(text) if not is_stop_word(word, language)]
    return " ".join(words[-ASKED:])


@lru_cache(maxsize=1 << 12)  # most are the few contractions of a language
def _plain(signed: str) -> tuple[str, ...]:
    """What a word with a sign inside is looked for as without it."""
    found = [token for token in analysis.tokens(signed) if token.isascii()]
    plain = ((token, analysis.fold(token)) for token in found if token not in STOP_WORDS)
    return tuple(other for token, other in plain if other != token)


def _other_forms(text: str) -> Iterator[str]:
    """What else words of a text are looked for as.

    A word with accents is there without them, `O'Neill` as `oneill`, `e-mail` as `email`, and each
    character of what is written without spaces by itself.
    """
    for compound in _COMPOUND.findall(text) if _JOINED.search(text) else ():
        # Hardly anybody writes `daytoday`.
        if sum(map(compound.count, "-‐‑_&")) == 1 and any(map(str.isalpha, compound)):
            found = analysis.tokens(compound.translate(_JOINTS))
            yield from found if len(found) == 1 else ()
    for signed in _SIGNED.findall(text):
        yield from _plain(signed)
    if text.isascii() or not _ACCENTED.search(analysis.normal(text)):
        return
    for token in analysis.tokens(text):
        if not token.isascii() and (plain := analysis.fold(token)) != token:
            yield plain
        yield from (one for one in analysis.characters(token) if one != token)
