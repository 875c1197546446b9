"""What the home page opens with: questions that the collection answers, and a quotation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from commonplace.derive.sentences import sentences
from commonplace.derive.standing import leans, standing
from commonplace.derive.stopwords import FILLER
from commonplace.markup.plain import title_of
from commonplace.model import Catalogue, Document, Each, Passage, in_turn
from commonplace.model.order import newest_first
from commonplace.render import views
from commonplace.render.engine import quoted

QUESTIONS = 3
#: Documents that are looked at, the latest first: a large collection is not read for one line.
_LATEST = 30
#: Characters of a passage and of a question, and words of a quotation.
_PASSAGE, _QUESTION, _WORDS = range(60, 900), range(24, 91), range(10, 33)


@dataclass(frozen=True, kw_only=True)
class FrontQuotation:
    """A sentence, who says it, and the ways to it; `play` is empty where nothing can be played."""

    words: Markup
    speaker: str
    title: str
    tongue: Markup
    time: str
    link: str
    play: str


def questions(catalogue: Catalogue) -> tuple[str, ...]:
    """Questions of the latest talks that are understood alone: of each talk one, then a second."""
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for question in catalogue.derived.questions:
        if _is_plain(question.quote.text):
            asked[question.quote.document].append(question.quote.text)
    ranked = (
        (rank, number, words)
        for number, document in enumerate(_latest(catalogue))
        for rank, words in enumerate(sorted(asked[document.address], key=_most_telling))
    )
    return tuple(words for *_, words in sorted(ranked)[:QUESTIONS])


def quotation(catalogue: Catalogue, each: Each = in_turn) -> FrontQuotation | None:
    """The sentence of the latest transcripts that stands best alone; None where nobody speaks."""
    latest = list(_latest(catalogue))
    told = [
        (value, -number, -at, words)
        for number, best in enumerate(each(_best, latest))
        for value, at, words in best
    ]
    if not told:
        return None
    _, number, at, words = max(told, key=lambda one: one[:3])
    document = latest[-number]
    passage = document.passages[-at]
    recording = views.recording(document)
    link = f"{document.address}#{passage.anchor}"
    start = int(passage.start or 0)
    play = f"{document.address}?at={start}#{passage.anchor}"
    return FrontQuotation(
        words=quoted(words),
        speaker=passage.speaker or "",
        title=title_of(document),
        tongue=views.tongue(document),
        time=views.time(passage),
        link=link,
        play=play if recording and recording.media and passage.start is not None else "",
    )


def _best(document: Document) -> tuple[tuple[float, int, str], ...]:
    """The sentence of a document that stands best alone, how well, and the passage's number."""
    told = [
        (standing(words) + _tells(words) / 4, -at, words)
        for at, passage in enumerate(document.passages)
        for words in _sentences(passage)
        if len(words.split()) in _WORDS and not words.endswith("?") and not leans(words)
    ]
    value, at, words = max(told, key=lambda one: one[:2], default=(0.0, 0, ""))
    return ((value, -at, words),) if words else ()


def _latest(catalogue: Catalogue) -> Iterator[Document]:
    spoken = (one for one in newest_first(catalogue.library.documents) if one.speakers)
    return islice(spoken, _LATEST)


def _is_plain(question: str) -> bool:
    """Whether a question is one sentence of a few words that needs none before it."""
    alone = len(question) in _QUESTION and not leans(question) and not set(":;") & set(question)
    return alone and len(sentences(question)) == 1


def _most_telling(question: str) -> tuple[int, str]:
    return -_tells(question), question


def _tells(sentence: str) -> int:
    """How many different words of a sentence are about something."""
    words = {word.strip(".,;:!?\"“”’'()") for word in sentence.lower().split()}
    return len({word for word in words if len(word) > 3} - FILLER)


def _sentences(passage: Passage) -> Iterator[str]:
    """The sentences of a passage that somebody speaks, unless it is very short or long."""
    if passage.speaker and len(passage.text) in _PASSAGE:
        yield from (span.of(passage.text) for span in sentences(passage.text))
