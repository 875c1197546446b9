"""All that is derived from a made-up collection, small and larger, listed and not.

`--update-goldens` writes the files anew; read what a change does to the documents.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commonplace.derive import derive, persons_named, proposed, rarities, related
from commonplace.derive.chapters import Utterance, boundaries, with_chapters
from commonplace.model import Derived, Library, Vocabulary
from tests.derive.invented import LISTED, invented
from tests.derive.test_chapters import SUBJECTS, document, talk
from tests.derive.test_seeds import GOLDENS, of_event, places, short

Golden = Callable[[Path, str], None]
#: Few documents, enough that what all of them say tells nothing, and more.
SIZES = (4, 10, 22)


def of_people(derived: Derived) -> Iterator[str]:
    for person in derived.people:
        credits = ", ".join(f"{role} of {short(at)}" for at, role in person.credits)
        yield f"{person.name} ({person.slug}) {person.definition} {credits}".rstrip()
        for turn in person.turns:
            yield f"  turn {short(turn.document)}#{turn.anchor} {turn.words} {len(turn.further)}"
        yield from places(person.named)


def of_topics(derived: Derived) -> Iterator[str]:
    for topic in derived.topics:
        yield f"{topic.name} ({', '.join(topic.aliases)}) near {', '.join(topic.near)}"
        weights = (f"{short(at)} {weight:g}" for at, weight in sorted(topic.weight.items()))
        yield f"  {', '.join(weights)}"
        yield from places(topic.named)


def of_references(derived: Derived) -> Iterator[str]:
    for work in derived.references:
        signs = [work.kind, str(work.date or "undated"), *["aside"] * work.aside]
        yield f"{work.address} {' '.join(signs)} {work.title} by {', '.join(work.by)}"
        yield from (f"  {short(c.document)} “{c.text}” {c.title}" for c in work.citations)


def of_events(derived: Derived) -> Iterator[str]:
    for event in derived.events:
        yield of_event(event)
        yield from (f"    {other.date} {other.text[:60]}" for other in event.others)


def of_neighbours(library: Library) -> Iterator[str]:
    found = related(library, rarities(library))[0]
    for of in (found.documents, found.passages):
        yield from (f"{short(at)} {' '.join(map(short, near))}" for at, near in sorted(of.items()))


def of_proposals(library: Library, vocabulary: Vocabulary) -> Iterator[str]:
    for entry in (*proposed(library, vocabulary), *persons_named(library, vocabulary)):
        yield ", ".join([entry.name, *(alias.text for alias in entry.aliases)])


def _shown(parts: dict[str, Iterator[str]]) -> str:
    return "\n".join(line for name, found in parts.items() for line in (f"# {name}", *found, ""))


def test_what_is_derived_with_a_vocabulary(golden: Golden) -> None:
    library = invented(12)
    derived = derive(library, LISTED)
    parts = {
        "people": of_people(derived),
        "topics": of_topics(derived),
        "references": of_references(derived),
        "events": of_events(derived),
        "related": of_neighbours(library),
        "proposals": of_proposals(library, LISTED),
    }
    golden(GOLDENS / "invented" / "listed.txt", _shown(parts))


@pytest.mark.parametrize("size", SIZES)
def test_what_is_proposed_without_a_vocabulary(size: int, golden: Golden) -> None:
    library = invented(size)
    derived = derive(library, Vocabulary())
    parts = {"topics": of_topics(derived), "proposals": of_proposals(library, Vocabulary())}
    golden(GOLDENS / "invented" / f"unlisted-{size}.txt", _shown(parts))


def _ended(words: re.Match[str]) -> str:
    return f"{words[1].rstrip()}. {words[2].upper()}"


def test_chapters_of_made_up_talks(golden: Golden) -> None:
    lines: list[str] = []
    for number in range(12):
        chance = random.Random(number)
        texts = talk(chance, turns=5 + number, subjects=chance.sample(SUBJECTS, 2 + number % 3))
        if number % 2:
            texts[::7] = [f"What about the {t.split()[0].lower()}, Ada? {t}" for t in texts[::7]]
        else:  # short sentences, of which one is the name of a part
            texts = [re.sub(r"((?:\w+ ){6})(\w)", _ended, text) for text in texts]
        lines.append(f"{number}: {boundaries([Utterance(text) for text in texts])}")
        found = with_chapters(document(texts)).chapters
        lines += [f"  {one.before} {one.level} {one.text} #{one.anchor}" for one in found]
    golden(GOLDENS / "invented" / "chapters.txt", "\n".join(lines) + "\n")
