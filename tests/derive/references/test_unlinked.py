"""Documents that are named by their titles: where it is a title, and not where it is words."""

from __future__ import annotations

import pytest

from commonplace.addresses.assemble import assemble
from commonplace.derive import derive
from commonplace.document import make_document
from commonplace.model import Catalogue, Library, Seed, Vocabulary
from commonplace.render.connections import connections

NO_LIST = Vocabulary(topics=())


def _library(**bodies: str) -> Library:
    """Posts by their titles, in which an underscore is a space."""
    seeds = [
        Seed(
            name=f"s{number}.md",
            file=f"s{number}.md",
            data=f'---\ntitle: "{title.replace("_", " ")}"\n---\n\n{body}\n'.encode(),
        )
        for number, (title, body) in enumerate(bodies.items())
    ]
    return assemble([make_document(seed) for seed in seeds], seeds)


def _named(title: str, text: str) -> list[str]:
    library = _library(**{title: "It is old.", "Letters_from_the_Quay": text})
    found = derive(library, NO_LIST).unlinked
    return [quote.text for quotes in found.values() for quote in quotes]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("The_Tar_and_the_Rope", "I said so in The Tar and the Rope."),
        ("How_a_seam_is_caulked_with_hemp", "In How a seam is caulked with hemp it is told."),
        ("Working_with_tar", "See “Working with tar”, please."),
    ],
)
def test_a_title_is_found_with_its_sentence(title: str, text: str) -> None:
    assert _named(title, f"It rained. {text} We left.") == [text]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Tar", "Tar is black. “Tar” is a word."),
        ("Hot_Tar", "Hot Tar is black."),
        ("Working_with_tar", "Working with tar is hard."),
        ("Working_with_tar", "“Hard working with tar” is what it is."),
        ("The_Tar_and_the_Rope", "It is the tar and the rope."),
        ("The_Tar_and_the_Rope", "It is The Tar and the Ropewalk."),
        ("The_Tar_and_the_Rope", "It is [The Tar and the Rope](/posts/the-tar-and-the-rope/)."),
        ("The_Tar_and_the_Rope", "An essay called The Tar and the Rope is good."),  # a citation
    ],
)
def test_the_words_of_a_title_alone_do_not_name_it(title: str, text: str) -> None:
    assert _named(title, text) == []


def test_the_page_lists_who_names_it_apart_from_who_links_to_it() -> None:
    library = _library(
        The_Tar_and_the_Rope="It is old. The Tar and the Rope is its name.",
        One="So [here](/posts/the-tar-and-the-rope/). It is The Tar and the Rope.",
        Two="I like The Tar and the Rope.",
    )
    catalogue = Catalogue(library, derive(library, NO_LIST))
    document = catalogue.documents["posts/the-tar-and-the-rope/"]
    found = connections(catalogue, document)
    assert [one.title for one in found.cited_by] == ["One"]
    assert [one.title for one in found.named_by] == ["Two"]
    assert [str(words) for one in found.named_by for words, _ in one.sentences] == [
        "I like The Tar and the Rope."
    ]
