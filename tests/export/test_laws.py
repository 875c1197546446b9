"""A passage is a hit by its own words: laws over every word that there is, in both engines."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from commonplace import analysis, query
from commonplace.analysis import fold, stem, tokens
from commonplace.index.schema import searched
from commonplace.index.scores import Scores
from commonplace.index.statistics import Statistics
from commonplace.model import Document, Library, Passage
from tests.export.read_index import contents
from tests.search_site import Site, node
from tests.thorough import some

Places = list[tuple[Document, Passage]]


def passages(library: Library) -> Places:
    """All passages in the order of their numbers."""
    documents = sorted(library.documents, key=lambda document: document.address)
    return [(document, passage) for document in documents for passage in document.passages]


def names(document: Document, passage: Passage) -> list[str]:
    """Who speaks or wrote a passage."""
    if passage.speaker:
        return [passage.speaker]
    authors = [credit.name for credit in document.people if credit.role == "author"]
    return authors if document.kind == "post" else []


def own_words(document: Document, passage: Passage) -> tuple[set[str], set[str]]:
    """The stems of what is said in a passage and stands over it, and the words of names."""
    heard = [correction.heard for correction in passage.corrections]
    said = {
        stem(token)
        for text in (analysis.said(passage.text), passage.heading, *heard)
        for token in tokens(text)
    }
    return said, {token for name in names(document, passage) for token in tokens(name)}


def joined(text: str) -> Iterator[str]:
    """What words of a text are with a sign between them left out: e-mail, GPT-4."""
    for compound in re.findall(r"(?<![^\W_])[^\W_]+(?:[-_&‐‑][^\W_]+)+", text):
        parts = re.split("[-_&‐‑]", compound)
        found = tokens("".join(parts))
        if len(parts) == 2 and len(found) == 1 and re.search(r"[^\W\d_]", compound):
            yield from found


def everywhere(library: Library) -> Mapping[str, set[int]]:
    """For each word of texts, headings, titles, names and topics the passages that have it."""
    found: dict[str, set[int]] = {}
    stems: dict[str, set[int]] = {}
    of_names: dict[str, set[int]] = {}
    words: set[str] = set()
    unaccented: dict[str, set[int]] = {}
    said_plainly: dict[str, set[int]] = {}
    for number, (document, passage) in enumerate(passages(library)):
        said, named = own_words(document, passage)
        for one in said:
            stems.setdefault(one, set()).add(number)
        for one in {*named, *map(fold, named)}:
            of_names.setdefault(one, set()).add(number)
        for token in tokens(f"{passage.heading} {analysis.said(passage.text)}"):
            said_plainly.setdefault(stem(token), set()).add(number)
            if fold(token) != token and token not in query.STOP_WORDS:
                unaccented.setdefault(stem(fold(token)), set()).add(number)
        for token in joined(f"{passage.heading} {analysis.said(passage.text)}"):
            unaccented.setdefault(stem(token), set()).add(number)
        for text in (passage.text, passage.heading, document.title, *passage.topics):
            words.update(tokens(text))
        words |= named
    for word in words:
        found[word] = stems.get(stem(word), set()) | of_names.get(word, set())
        found[word] |= unaccented.get(stem(fold(word)), set())
        if fold(word) != word:
            found[word] |= said_plainly.get(stem(fold(word)), set())
    return found


def in_the_browser(site: Site, words: list[str]) -> Iterator[dict[str, Any]]:
    lines = node("laws.mjs", site.docs / "search", words).split("\n")[:-1]
    assert len(lines) == len(words)
    return map(json.loads, lines)


def in_whoosh(site: Site, words: list[str]) -> Iterator[set[int]]:
    with searched(site.index) as (now, searcher):
        scores = Scores(searcher, Statistics(now, searcher))
        with contents(site.index) as held:
            numbers = {one["address"]: number for number, one in enumerate(held.passages)}
        places = {
            there: numbers[searcher.stored_fields(there)["address"]]
            for there in searcher.reader().all_doc_ids()
        }
        for word in words:
            tree = query.parse(word).tree
            assert tree
            yield {places[there] for there in scores.hits(tree)}


@pytest.mark.parametrize(
    "held, asked", [("seeds", "seeds_bundled"), ("seeds", "seeds_site"), ("sample", "sample_site")]
)
def test_the_hits_of_a_word_are_the_passages_that_have_it(
    request: pytest.FixtureRequest, held: str, asked: str
) -> None:
    """Every word of texts, headings, titles, names and topics, its count and its facets."""
    library: Library = request.getfixturevalue(held)
    site: Site = request.getfixturevalue(asked)
    places = passages(library)
    having = everywhere(library)
    aliases = {token for group in index_aliases(site) for name in group for token in name}
    words = list(some(9, sorted(having)[:: 1 if held == "seeds" else 7]))
    rows = zip(words, in_whoosh(site, words), in_the_browser(site, words), strict=True)
    for word, whoosh, browser in rows:
        assert whoosh == having[word], word
        assert set(browser["hits"]) == having[word], word
        if word in aliases or not having[word]:
            continue
        assert browser["total"] == len(having[word]), word
        for facet, counts in browser["facets"].items():
            assert dict(counts) == counted(places, having[word], facet), (word, facet)


def index_aliases(site: Site) -> Any:
    with contents(site.index) as held:
        return held.aliases


def counted(places: Places, numbers: set[int], facet: str) -> dict[str, int]:
    """How many of some passages have each value of a facet."""
    found: Counter[str] = Counter()
    for document, passage in (places[number] for number in numbers):
        values = {
            "kind": [document.kind],
            "year": [str(document.date)[:4]] if document.date else [],
            "speaker": [passage.speaker] if passage.speaker else [],
            "topic": passage.topics,
        }
        found.update(values[facet])
    return dict(found)
