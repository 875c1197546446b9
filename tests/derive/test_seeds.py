"""All that is derived from the project's own seeds, as files to read a change in.

The heuristics have weights and limits that no law can tell. Whoever changes one sees here what
that does to a real collection; `--update-goldens` writes the files anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from commonplace.derive import derive, persons_named, proposed, rarities, related
from commonplace.model import Derived, Entry, Event, Library, Named, Vocabulary
from commonplace.project import vocabulary
from tests.conftest import ROOT
from tests.derive.own_seeds import own_seeds

GOLDENS = ROOT / "tests" / "goldens" / "derived"
#: As many proposals as somebody would read.
PROPOSED = 80

Made = tuple[Library, Derived]


@pytest.fixture(scope="module")
def made() -> Made:
    """The seeds, and what the project's vocabulary finds in them."""
    return own_seeds(), derive(own_seeds(), vocabulary.read(ROOT)[0])


def short(address: str) -> str:
    """An address on few characters."""
    return address.replace("transcripts/", "t/").replace("posts/", "p/")


def places(named: Iterable[Named]) -> Iterator[str]:
    """Each passage, the sentence that is quoted of it, and how often it names what it names."""
    for one in named:
        sentence = one.sentence
        yield f"  {short(one.address)} {sentence.start}-{sentence.end} ×{len(one.places)}"


def of_event(event: Event) -> str:
    """An event on a line: lane, dates, whether and how strongly it is shown, words, sources."""
    dates = "–".join(str(date) for date in (event.date, event.until) if date) or "undated"
    signs = ("*" if event.shown else "-", event.lane, dates, f"{event.strength:g}")
    disputed = f" disputed {', '.join(map(str, event.disputed))}" if event.disputed else ""
    others = f" +{len(event.others)}" if event.others else ""
    return " ".join([*signs, "worked out" * event.resolved, event.text[:90]]) + others + disputed


def test_the_events(made: Made, golden: Callable[[Path, str], None]) -> None:
    lines = map(of_event, made[1].events)
    golden(GOLDENS / "events.txt", "".join(f"{line}\n" for line in lines))


def test_the_topics(made: Made, golden: Callable[[Path, str], None]) -> None:
    lines: list[str] = []
    for topic in made[1].topics:
        lines += [topic.name, f"  near {', '.join(topic.near)}"]
        lines += [f"  {weight:g} {short(at)}" for at, weight in sorted(topic.weight.items())]
        lines += places(topic.named)
    golden(GOLDENS / "topics.txt", "\n".join(lines) + "\n")


def test_the_people(made: Made, golden: Callable[[Path, str], None]) -> None:
    lines: list[str] = []
    for person in made[1].people:
        lines.append(person.name)
        lines += [f"  {role} of {short(at)}" for at, role in person.credits]
        lines += [f"  turn {short(t.document)}#{t.anchor} {t.words}" for t in person.turns]
        lines += places(person.named)
    golden(GOLDENS / "people.txt", "\n".join(lines) + "\n")


def test_the_references(made: Made, golden: Callable[[Path, str], None]) -> None:
    lines: list[str] = []
    for work in made[1].references:
        aside = "aside " * work.aside
        lines.append(f"{work.address} {aside}{work.kind} {work.date or 'undated'}: {work.title}")
        lines += [f"  own {short(work.document or '')}"] * bool(work.document)
        lines += [f"  by {', '.join(work.by)}"] * bool(work.by)
        lines += [f"  {short(one.document)} “{one.text}” {one.title}" for one in work.citations]
    golden(GOLDENS / "references.txt", "\n".join(lines) + "\n")


def test_what_is_related(made: Made, golden: Callable[[Path, str], None]) -> None:
    found = related(made[0], rarities(made[0]))[0]
    lines: list[str] = []
    for of in (found.documents, found.passages):
        for at, near in sorted(of.items()):
            lines += [short(at), *(f"  {short(one)}" for one in near)]
    golden(GOLDENS / "related.txt", "\n".join(lines) + "\n")


def test_what_is_proposed(made: Made, golden: Callable[[Path, str], None]) -> None:
    nothing = Vocabulary()

    def lines(name: str, entries: Iterable[Entry]) -> Iterator[str]:
        yield f"# {name}"
        for entry in [*entries][:PROPOSED]:
            yield ", ".join([entry.name, *(alias.text for alias in entry.aliases)])

    found = [*lines("topics", proposed(made[0], nothing))]
    found += lines("persons", persons_named(made[0], nothing))
    golden(GOLDENS / "proposed.txt", "\n".join(found) + "\n")


def test_no_seed_is_older_than_what_it_speaks_of(made: Made) -> None:
    dates = {one.address: str(one.date) for one in made[0].documents}
    told = [one for event in made[1].events for one in (event, *event.others)]
    for one in told:
        if one.lane != "published" and one.date and not one.resolved:
            length = min(len(str(one.date)), len(dates[one.document]))
            assert str(one.date)[:length] <= dates[one.document][:length], one
