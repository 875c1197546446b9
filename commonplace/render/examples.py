"""What the help of the search suggests: questions that this very collection answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from commonplace.model import Catalogue, Document, Each, in_turn
from commonplace.query.language import STOP_WORDS

#: A query, and what it finds.
SearchExample = tuple[str, str]
_WORD = re.compile(r"[a-zA-Z]+")
_LONG = re.compile(r"[a-z]{6,}")  # a word that is worth an example
_STEM = 4  # letters of what it begins with


def examples(catalogue: Catalogue, each: Each = in_turn) -> tuple[SearchExample, ...]:
    """The ways to ask, each with words of the collection; a way for which there are none is out."""
    return tuple(_examples(catalogue, each))


def _examples(catalogue: Catalogue, each: Each) -> Iterator[SearchExample]:
    say = catalogue.identity.texts.say
    first, second = _phrase(catalogue)
    words = _words(catalogue, (first, second), each)
    if first:
        yield f"{first} {second}", say("both words, in any form")
        yield f'"{first} {second}"', say("the words in a row")
        yield f'"{first} {second}"~3', say("in this order, at most three words apart")
    if len(words) > 1:
        yield f"{words[0]} OR {words[1]}", say("either")
        yield f"{words[0]} -{words[1]}", say("one without the other")
    if len(words) > 2:
        yield f"({words[0]} OR {words[1]}) {words[2]}", say("brackets group")
    if words:
        word = words[0]
        yield f"{word[:_STEM]}*", say("words that begin this way")
        yield f"{word[:3]}?{word[4:]}", say("any one character in that place")
        yield f"{word}~1", say("at most one typing mistake away")
    if speaker := _speaker(catalogue):
        yield f'speaker:"{speaker}"', say("said by somebody")
    if title := next((word for word in words if word in _titles(catalogue)), ""):
        yield (
            f"title:{title}",
            say("in the title; also {heading} and {topic}", heading="heading:", topic="topic:"),
        )
    yield "kind:transcript", say("only transcripts, or {posts}", posts="kind:post")
    if year := _year(catalogue):
        yield (
            f"year:{year}",
            say(
                "by date; also {after} and {before}",
                after=f"after:{year}-06",
                before=f"before:{int(year) + 1}",
            ),
        )


def _phrase(catalogue: Catalogue) -> tuple[str, str]:
    """Two words that stand in a row: the name of a topic, or else the beginning of a title."""
    named = sorted(catalogue.derived.topics, key=lambda one: (-sum(one.weight.values()), one.slug))
    titles = [document.title for document in catalogue.library.documents]
    for text in (*(topic.name for topic in named), *sorted(titles)):
        words = text.lower().split()
        for pair in pairwise(words):
            if all(_WORD.fullmatch(word) and len(word) >= _STEM for word in pair):
                return pair
    return "", ""


def _words(catalogue: Catalogue, without: Sequence[str], each: Each) -> list[str]:
    """Three words that most passages have and no other example uses; those of titles first."""
    titles = _titles(catalogue)
    counts: Counter[str] = Counter()
    for having in each(_long, catalogue.library.documents):
        counts.update(having)
    found = counts.keys() - {*without} - STOP_WORDS
    return sorted(found, key=lambda word: (word not in titles, -counts[word], -len(word), word))[:3]


def _long(document: Document) -> dict[str, int]:
    """The long words of a document, and how many of its passages have each."""
    texts = (passage.text.lower() for passage in document.passages)
    return dict(Counter(word for text in texts for word in set(_LONG.findall(text))))


def _titles(catalogue: Catalogue) -> frozenset[str]:
    """The words of all titles."""
    titles = " ".join(document.title for document in catalogue.library.documents)
    return frozenset(_WORD.findall(titles.lower()))


def _speaker(catalogue: Catalogue) -> str:
    """Whoever speaks in most passages."""
    counts = Counter(
        passage.speaker
        for document in catalogue.library.documents
        for passage in document.passages
        if passage.speaker and '"' not in passage.speaker
    )
    return min(counts, key=lambda name: (-counts[name], name), default="")


def _year(catalogue: Catalogue) -> str:
    """The year of the latest document."""
    dates = [document.date.at.year for document in catalogue.library.documents if document.date]
    return str(max(dates)) if dates else ""
