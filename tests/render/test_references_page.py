"""The references' page: every work once, and every passage that cites it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import tests.sample_timeline as sample
from commonplace.model import Catalogue, Derived, Library
from commonplace.render.events import work_anchor
from commonplace.render.references import groups, pages
from tests.built_page import built, elements

GOLDENS = Path(__file__).parents[1] / "render_goldens"


def text(catalogue: Catalogue = sample.CATALOGUE) -> str:
    """The page as HTML."""
    return built(dict(pages(catalogue))["references/index.md"])[0]


def test_golden(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDENS / "references/index.md", dict(pages(sample.CATALOGUE))["references/index.md"])


def test_without_links_the_page_says_so() -> None:
    page = text(Catalogue(Library(documents=()), Derived()))
    assert "No document links to anything yet." in page


def test_every_work_stands_in_one_group_and_those_of_several_documents_come_first() -> None:
    found = groups(sample.CATALOGUE, sample.DERIVED.references)
    assert [(group.anchor, [work.title for work in group.works]) for group in found] == [
        ("kind-several", ["Oil, and why"]),
        ("kind-post", ["lamps.example.org/2018/02/14/oil"]),
        ("kind-video", ["An evening about lamps"]),
        ("kind-other", ["<b>Bold</b> & *loud*"]),
    ]
    page = elements(text())
    for reference in sample.DERIVED.references:
        assert page.ids.count(work_anchor(reference.address)) == 1


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
