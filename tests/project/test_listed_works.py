"""references.yml: what is read, what is said of mistakes, and what the references make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonplace.addresses.assemble import assemble
from commonplace.derive import works_as_yaml, works_untitled
from commonplace.derive.dates import timepoints
from commonplace.derive.references.references import references
from commonplace.document import make_document
from commonplace.model import Library, Seed, Vocabulary
from commonplace.project.vocabulary import read

TEXT = (
    "See [here](https://arxiv.org/pdf/2104.03113v2.pdf), [this](https://a.example/x?id=1) and "
    "[On Tar](https://b.example/tar), from [there](https://shop.example/)."
)


def _written(folder: Path, text: str) -> Path:
    path = folder / "references.yml"
    path.write_text(text, encoding="utf-8")
    return path


def _library(text: str = TEXT) -> Library:
    seed = Seed(name="a.md", file="a.md", data=f"---\ntitle: A\n---\n\n{text}\n".encode())
    return assemble([make_document(seed)], [seed])


def test_what_a_person_lists_goes_before_what_texts_say(tmp_path: Path) -> None:
    _written(
        tmp_path,
        "- address: arxiv.org/abs/2104.03113\n  title: Hulls\n  year: 2021\n"
        "- address: http://b.example/tar/\n  kind: book\n  authors: [Ida Vale]\n  year: 1999\n"
        "- address: https://shop.example\n  title: The shop\n",
    )
    vocabulary, told = read(tmp_path)
    assert not told
    found = {one.title: one for one in references(_library(), listed=vocabulary.works)}
    assert str(found["Hulls"].date) == "2021-04"  # the address knows the month
    assert found["Hulls"].address == "https://arxiv.org/pdf/2104.03113v2.pdf"
    assert (found["On Tar"].kind, found["On Tar"].by) == ("book", ("Ida Vale",))
    assert str(found["On Tar"].date) == "1999"
    assert not found["The shop"].aside


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("tar", "tar has no address"),
        ("{title: Tar}", "`address` must be an address on the web"),
        ("{address: 3}", "`address` must be an address on the web"),
        ("{address: 'mailto:a@b.example'}", "`address` must be an address on the web"),
        ("{address: b.example/x, name: Tar}", "unknown field 'name'"),
        ("{address: b.example/x, kind: song}", "`kind` cannot be 'song'"),
        ("{address: b.example/x, kind: [paper]}", "`kind` cannot be"),
        ("{address: b.example/x, title: 3}", "`3` must be text"),
        ("{address: b.example/x, authors: Ida}", "`authors` must be a list"),
        ("{address: b.example/x, authors: [3]}", "`3` must be text"),
        ("{address: b.example/x, year: next}", "`year` must be a year"),
        ("{address: b.example/x, year: true}", "`year` must be a year"),
        ("{address: b.example/x, year: 0}", "`year` must be a year"),
        ("{address: 'http://www.a.example/'}", "is also in line 1"),
    ],
)
def test_a_bad_entry_costs_itself_and_is_named(tmp_path: Path, entry: str, message: str) -> None:
    path = _written(tmp_path, f"- address: a.example\n- {entry}\n- address: c.example/last\n")
    vocabulary, (told,) = read(tmp_path)
    assert [one.address for one in vocabulary.works] == [
        "https://a.example",
        "https://c.example/last",
    ]
    assert (told.file, told.line) == (str(path), 2)
    assert message in told.message
    assert told.remedy


@pytest.mark.parametrize("text", ["a: b", "- [", "\0"])
def test_a_file_that_is_no_list_is_named(tmp_path: Path, text: str) -> None:
    _written(tmp_path, text)
    vocabulary, (told,) = read(tmp_path)
    assert vocabulary.works == ()
    assert told.severity == "error"


def test_what_is_proposed_are_works_without_a_title_and_can_be_read_back(tmp_path: Path) -> None:
    proposed = works_untitled(_library(), Vocabulary())
    assert [(one.address, one.title) for one in proposed] == [
        ("https://a.example/x?id=1", "a.example/x?id=1"),
        ("https://arxiv.org/pdf/2104.03113v2.pdf", "arxiv.org/abs/2104.03113"),
    ]
    _written(tmp_path, works_as_yaml(proposed))
    vocabulary, told = read(tmp_path)
    assert not told
    assert [(one.address, one.kind) for one in vocabulary.works] == [
        ("https://a.example/x?id=1", "other"),
        ("https://arxiv.org/pdf/2104.03113v2.pdf", "paper"),
    ]
    assert vocabulary.works[1].date == timepoints.year(2021)
    assert works_untitled(_library(), vocabulary) == ()
