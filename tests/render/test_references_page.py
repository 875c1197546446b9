"""The references' page: every work once, and every passage that cites it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import tests.sample_timeline as sample
from commonplace.model import Catalogue, Derived, Library
from commonplace.render.references import pages
from commonplace.render.works import anchor, groups, work_place
from tests.built_page import built, elements

GOLDENS = Path(__file__).parents[1] / "render_goldens"


def text(catalogue: Catalogue = sample.CATALOGUE) -> str:
    """The page as HTML."""
    return built(dict(pages(catalogue))["references/index.md"])[0]


def test_golden(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDENS / "references/index.md", dict(pages(sample.CATALOGUE))["references/index.md"])


def test_without_links_the_page_says_so() -> None:
    page = text(Catalogue(Library(documents=()), Derived()))
    assert "No document cites anything yet." in page


def test_every_work_stands_in_one_group_and_those_of_several_documents_come_first() -> None:
    found = groups(sample.DERIVED.references)
    assert [(group.anchor, [work.title for work in group.works]) for group in found] == [
        ("kind-several", ["Oil, and why"]),
        ("kind-post", ["lamps.example.org/2018/02/14/oil"]),
        ("kind-video", ["An evening about lamps"]),
        ("kind-other", ["<b>Bold</b> & *loud*"]),
    ]
    page = elements(text())
    for reference in sample.DERIVED.references:
        assert page.ids.count(anchor(reference.key)) == 1


def test_a_sentence_is_whole_and_marks_the_link_s_words() -> None:
    page = text()
    link = '<span class="cp-link-words">built &amp; lit</span>'
    assert f"“1871: The tower is {link}, oil &lt; gas.”" in page
    assert "as “paper”" in page  # the sentence shown does not have the link's words
    assert 'href="../transcripts/lamps/#t-00-02-00"' in page


def test_more_than_three_passages_lie_folded() -> None:
    page = text()
    folded = page[page.index("<details") : page.index("</details>")]
    assert "<summary>2 more passages</summary>" in folded
    assert folded.count("<li>") == 2
    assert page.count("<details") == 1


def test_a_work_that_is_here_leads_to_its_page_and_its_author_to_theirs() -> None:
    page = text()
    assert 'In this collection: <a href="../transcripts/lamps/">An evening about lamps</a>' in page
    assert 'by <a href="../people/maren-holloway/">Maren Holloway</a>' in page


def test_what_has_no_date_says_so_and_what_has_no_sentence_names_its_document() -> None:
    page = text()
    assert page.count("<span>undated</span>") == 2
    assert 'named as a source of <a href="../posts/loose-leaf/">A loose leaf</a>' in page


def test_titles_and_addresses_are_harmless() -> None:
    bad = replace(sample.ODD, address='javascript:alert("1")', title="</p><script>x</script>")
    page = text(Catalogue(sample.LIBRARY, Derived(references=(bad,))))
    assert not re.search(r"<script|href=.javascript", page)


@pytest.mark.parametrize(
    ("count", "several", "names"),
    [
        (100, 0, {"references/"}),
        (101, 0, {"references/", "references/list/other/"}),
        (150, 30, {"references/", "references/list/posts/", "references/list/other/"}),
        (
            250,
            130,
            {
                "references/",
                "references/list/cited-by-several-documents/",
                "references/list/posts/",
                "references/list/other/",
            },
        ),
    ],
)
def test_a_long_list_is_cut_by_kind_and_no_page_has_more_than_a_hundred_works(
    count: int, several: int, names: set[str]
) -> None:
    catalogue = sample.many(count, several)
    found = {
        path.removesuffix("index.md"): elements(built(page)[0]) for path, page in pages(catalogue)
    }
    assert set(found) == names
    where = [one for page in found.values() for one in page.ids if one.startswith("w-")]
    assert len(where) == len(set(where)) == count
    assert all(sum(one.startswith("w-") for one in page.ids) <= 100 for page in found.values())
    for work in catalogue.derived.references:
        page, _, place = work_place(catalogue, work.key).partition("#")
        assert place in found[page].ids


def test_a_work_says_by_which_documents_and_on_which_topics_it_is_cited() -> None:
    works = {work: attributes(text(), anchor(work)) for work in (sample.PAPER, sample.LAMP)}
    assert works[sample.PAPER]["data-kind"] == "paper"
    assert works[sample.PAPER]["data-documents"] == (
        "posts/history transcripts/lamps posts/loose-leaf"
    )
    assert works[sample.PAPER]["data-topics"] == "oil"
    assert works[sample.LAMP]["data-topics"] == "lamps oil"


def attributes(page: str, name: str) -> dict[str, str]:
    (found,) = re.findall(rf'<li class="cp-work" id="{name}"([^<>]*)>', page)
    return dict(re.findall(r'([\w-]+)="([^"]*)"', found))
