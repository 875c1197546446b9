"""What is asked in a talk, and where it is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import groupby, pairwise

from commonplace.derive.excerpts import quote_of
from commonplace.derive.sentences import Span, sentences
from commonplace.derive.standing import leans
from commonplace.derive.stopwords import FILLER
from commonplace.model import Document, Each, Library, Passage, Question, in_turn

#: The most questions of one document; those with the longest answers stay.
MOST = 30
#: Words of a question: fewer ask nothing that a reader understands, more tell rather than ask.
_SHORTEST, _LONGEST = 5, 45
#: Words of an answer, at least; "Yes, I do, since last year." is none.
_ANSWER = 25
#: A question is one of the last sentences of a turn: what comes before it led up to it.
_LAST = 3
#: "Right?", "does that make sense?": no question that waits for an answer.
_CHECK = re.compile(
    r"(?:,\s(?:right|okay|ok|no|yes|huh|eh|you know|isn['’]t it|is it|don['’]t you|correct)"
    r"|\b(?:make sense|you know what I mean|how(?: are|['’]re) you(?: doing)?(?:,? [\w ]+)?"
    r"|how['’]s it going(?:,? [\w ]+)?|can you hear me|(?:to|anything(?: else)? to) add(?: [\w ]+)?"
    r"|say (?:a little |a bit )?more))\W*\Z",
    re.IGNORECASE,
)
#: What asks for more than yes or no.
_OPEN = re.compile(
    r"\b(?:what|how|why|where|when|which|who|whose|(?:could|can|would|do|did) you)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{4,}")
#: Words that say something, without which a question names no subject.
_TELLING = 1
#: What depends on the words before it: "or is it that?", "anything there?", "what is that?".
_POINTS = re.compile(
    r"\A\W*(?:(?:and|so|but|yeah|okay|right|now|then),?\s)*(?:or|any)\b"
    r"|\b(?:to|on|in|about|of|do|like|say|is) (?:that|this|it|there)\W*\Z"
    r"|\b(?:that|this) (?:kind|sort|regard|way|side|aspect)\b|\bthe question\W*\Z",
    re.IGNORECASE,
)


def questions(library: Library, each: Each = in_turn) -> tuple[Question, ...]:
    """The questions of all talks, in order of document and passage."""
    return tuple(one for found in each(asked, library.documents) for one in found)


def asked(document: Document) -> tuple[Question, ...]:
    """What one speaker of a document asks and another answers, at most `MOST`.

    A question is the last sentence of a turn that ends in a question mark and can be
    understood alone, or with the sentence before it. The turn behind it is the answer.
    """
    if document.kind != "transcript" or len(document.speakers) < 2:
        return ()
    found = list(_asked(document))
    longest = sorted(range(len(found)), key=lambda number: (-found[number][0], number))[:MOST]
    return tuple(found[number][1] for number in sorted(longest))


def _asked(document: Document) -> Iterator[tuple[int, Question]]:
    """Each question, with the number of words of its answer."""
    names = {word.lower() for name in document.speakers for word in name.split()}
    turns = [
        (speaker, tuple(passages))
        for speaker, passages in groupby(document.passages, key=lambda one: one.speaker)
    ]
    for (asker, said), (answerer, answer) in pairwise(turns):
        words = sum(len(passage.text.split()) for passage in answer)
        if not asker or not answerer or words < _ANSWER:
            continue
        if (span := _question(said[-1].text, names)) and not _only_asks(answer):
            yield (
                words,
                Question(
                    quote=quote_of(document, said[-1], span),
                    asked_by=asker,
                    answered_by=answerer,
                    answer=answer[0].anchor,
                ),
            )


def _question(text: str, names: Set[str]) -> Span | None:
    """The last question of a turn, with the sentence before it where it leans on that."""
    spans = sentences(text)
    for number in range(len(spans) - 1, max(-1, len(spans) - 1 - _LAST), -1):
        own = spans[number].of(text)
        if not own.rstrip(") ").endswith("?") or _CHECK.search(own):
            continue
        first = number
        if leans(own) or _POINTS.search(own) or len(own.split()) < _SHORTEST:
            first = number - 1
            if first < 0 or leans(spans[first].of(text)):
                return None
        whole = Span(spans[first].start, spans[number].end)
        fits = _SHORTEST <= len(whole.of(text).split()) <= _LONGEST
        return whole if fits and _is_open(own) and _has_subject(whole.of(text), names) else None
    return None


def _is_open(question: str) -> bool:
    return _OPEN.search(question) is not None


def _has_subject(question: str, names: Set[str]) -> bool:
    told = {word.lower() for word in _WORD.findall(question)} - FILLER - names
    return len(told) >= _TELLING


def _only_asks(answer: Sequence[Passage]) -> bool:
    """Whether the turn behind a question is itself a short question."""
    last = answer[-1].text.rstrip("\"”') ")
    return last.endswith("?") and sum(len(one.text.split()) for one in answer) < 3 * _ANSWER
