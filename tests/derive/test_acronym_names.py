"""Acronyms that texts explain, as other names in a search."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonplace.addresses.assemble import assemble
from commonplace.derive.candidates.other_names import MOST, other_names, told
from commonplace.document import make_document
from commonplace.model import Document, Library, Seed
from tests.search_site import Site


def library(*texts: str) -> Library:
    seeds = [
        Seed(name=f"{n}.md", file=f"{n}.md", data=f"# Part {n}\n\n{text}".encode())
        for n, text in enumerate(texts)
    ]
    return assemble([make_document(seed) for seed in seeds], seeds)


def document(text: str) -> Document:
    return library(text).documents[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We tend the wheel gate valve (WGV) daily.", ("WGV", "wheel gate valve")),
        ("The WGV (wheel gate valve) is new.", ("WGV", "wheel gate valve")),
        ("Wheel gate valves, or WGVs, are new.", ("WGV", "Wheel gate valves")),
        ("The WGV stands for wheel gate valve.", ("WGV", "wheel gate valve")),
        ("All wheel gates WG open.", None),
        ("The ride (TR) is the ride.", None),
        ("Warm hay, often (WHO) dry.", None),
        ("We met in May (WMIM).", None),
        ("Nothing (WGV) here.", None),
    ],
)
def test_an_acronym_is_told_by_brackets_or_a_word(text: str, found: tuple[str, str] | None) -> None:
    assert told(document(text)) == ((found,) if found else ())


def test_what_has_several_meanings_or_is_known_already_is_left_out() -> None:
    first = "The wheel gate (WG) opened. A water garden (WG) closed."
    documents = library(
        first,
        "Mill race bottoms (MRB).",
        "Mill race bottom (MRB) here, mill race bottoms (MRB) there.",
    ).documents
    assert other_names(documents) == (("MRB", "Mill race bottoms"),)
    assert other_names(documents, [["mill race bottom", "race"]]) == ()
    many = " ".join(
        f"The {a}orn {b}ale {c}ind ({a}{b}{c}).".replace(f"({a}{b}{c})", f"({a}{b}{c})".upper())
        for a in "bcdfgh"
        for b in "klmnp"
        for c in "rstvw"
    )
    assert len(other_names([document(many)])) == MOST


@pytest.fixture(scope="module")
def mills(tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = library(
        "The wheel gate valve (WGV) was cut in spring.",
        "Old Bo painted the WGV.",
        "Every wheel gate valve leaks, said Bo.",
        "A wheel and a gate and a valve.",
    )
    explained = other_names(found.documents)
    folder: Path = tmp_path_factory.mktemp("mills")
    return Site(folder, found, explained=explained)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("WGV", ["0", "1", "2"]),
        ("wheel gate valve", ["0", "1", "2", "3"]),
        ('"wheel gate valve"', ["0", "1", "2"]),
        ("text:WGV", ["0", "1"]),
        ("WGV bo", ["1", "2"]),
        ("wgv OR spring", ["0", "1", "2"]),
    ],
)
def test_either_name_finds_the_other(mills: Site, query: str, wanted: list[str]) -> None:
    ((browser, _),) = mills.engine([query])
    for answer in (browser, mills.whoosh(query)):
        hits = answer["hits"][: answer["complete"]]
        assert sorted(hit["title"][-1] for hit in hits) == wanted


def test_what_was_typed_counts_more(mills: Site) -> None:
    for query, first, last in (("WGV", "1", "2"), ('"wheel gate valve"', "2", "1")):
        ((answer, _),) = mills.engine([query])
        titles = [hit["title"][-1] for hit in answer["hits"]]
        assert titles.index(first) < titles.index(last), query
    mills.compare(["WGV", '"wheel gate valve"', "wheel gate valve", "WGV bo", "valve wgv"], 10)
