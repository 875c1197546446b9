"""Lines that are nothing but a name, which tells a reader something only now and then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from commonplace.derive.timeline.keys import keys
from commonplace.derive.timeline.together import APART
from commonplace.model import Event, Library

#: A name of which so many documents speak, and this share of all, is no news by itself.
_KNOWN, _SHARE = 3, 0.5
#: A bare name has at most so many words.
_WORDS = 3


def empty(found: Sequence[Event], library: Library) -> Iterator[int]:
    """Of the events of tables those that only name what every reader of the collection knows.

    A bare name is worth a line where another place tells of it, or where fewer than half of
    the documents speak of what it names.
    """
    texts = [[passage.text for passage in document.passages] for document in library.documents]
    for number, event in enumerate(found):
        lone = event.lane == "mentioned" and not event.others
        if lone and _is_bare(event.text) and _is_everywhere(event.text, texts):
            yield number


def _is_bare(text: str) -> bool:
    return len(text.split()) <= _WORDS and not keys(text).words


def _is_everywhere(name: str, texts: Sequence[Iterable[str]]) -> bool:
    speak = sum(any(name in text for text in document) for document in texts)
    return speak >= max(_KNOWN, _SHARE * len(texts))


def repeats(found: Sequence[Event], shown: Collection[int]) -> set[int]:
    """Of the shown works those whose title is a name of which a shown line tells already."""
    told = [found[number] for number in sorted(shown) if found[number].lane == "mentioned"]
    leads = [(event.date, keys(event.text).lead) for event in told]
    gone = set()
    for number in shown:
        event = found[number]
        about = keys(event.text)
        if event.lane != "cited" or about.words or not about.names or event.date is None:
            continue
        year = event.date.at.year
        if any(
            about.names <= lead and date and abs(date.at.year - year) <= APART
            for date, lead in leads
        ):
            gone.add(number)
    return gone
