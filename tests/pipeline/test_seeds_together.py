"""What the seeds that ship say together: goldens of it, and of a page of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commonplace import render
from commonplace.addresses.assemble import assemble
from commonplace.collect import collect
from commonplace.derive import derive, rarities, related
from commonplace.document import PHRASES, make_document
from commonplace.model import Catalogue, Derived, Library
from commonplace.project.project import CHECKOUT, read

GOLDENS = Path(__file__).parents[1] / "goldens" / "together"
PAGES = (
    *("topics/index.md", "people/index.md"),
    *("topics/reward-models/index.md", "people/tobias-okafor/index.md"),
)


@pytest.fixture(scope="module")
def seeds_together() -> tuple[Library, Derived]:
    known, told = read(CHECKOUT)
    assert not told
    seeds, _ = collect([CHECKOUT / "seeds"])
    library = assemble([make_document(seed, known.glossary) for seed in seeds], seeds)
    derived = derive(library, known.vocabulary, propose=True)
    return library, replace(derived, related=related(library, rarities(library))[0])


def records(derived: Derived) -> Iterator[str]:
    """A line for everything that was derived."""
    for event in derived.events:
        where = event.quote.address if event.quote else event.document
        until = f" to {event.until}" if event.until else ""
        resolved = " (resolved)" if event.resolved else ""
        weak = "" if event.shown else " (weak)"
        yield f"{event.date}{until}{resolved} {event.lane}{weak}: {event.text} <{where}>"
    for topic in derived.topics:
        yield f"topic {topic.slug}: near {', '.join(topic.near)}"
        yield from (f"  {named.address} {len(named.places)}" for named in topic.named)
    for person in derived.people:
        roles = ", ".join(f"{role} of {address}" for address, role in person.credits)
        yield f"person {person.slug}: {len(person.turns)} turns; {roles}"
        yield from (f"  {named.address} {len(named.places)}" for named in person.named)
    for work in derived.references:
        where = work.document or work.address
        yield f"{work.kind} {work.date or 'undated'}: {work.title} <{where}>"
        yield from (f"  {c.quote.address if c.quote else c.document}" for c in work.citations)
    for address, near in sorted(derived.related.documents.items()):
        yield f"after {address}: {', '.join(near)}"
    for address, near in sorted(derived.related.passages.items()):
        yield f"like {address}: {', '.join(near)}"
    yield f"proposed: {', '.join(entry.name for entry in derived.proposed)}"


def test_what_is_derived_is_as_expected(
    seeds_together: tuple[Library, Derived], golden: Callable[[Path, str], None]
) -> None:
    golden(GOLDENS / "records.txt", "\n".join(records(seeds_together[1])) + "\n")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_as_expected(
    page: str, seeds_together: tuple[Library, Derived], golden: Callable[[Path, str], None]
) -> None:
    golden(GOLDENS / page, render.pages(Catalogue(*seeds_together), PHRASES).files[page])


def test_every_quotation_is_an_exact_piece_of_its_passage(
    seeds_together: tuple[Library, Derived],
) -> None:
    library, derived = seeds_together
    texts = {f"{d.address}#{p.anchor}": p.text for d in library.documents for p in d.passages}
    quotes = [
        *(quote for event in derived.events for quote in (event.quote, event.dated_by) if quote),
        *(named.sentence for topic in derived.topics for named in topic.named),
        *(named.sentence for person in derived.people for named in person.named),
        *(c.quote for work in derived.references for c in work.citations if c.quote),
    ]
    assert len(quotes) > 1000
    for quote in quotes:
        assert texts[quote.address][quote.start : quote.end] == quote.text
