"""The page of abbreviations, and their words on hover."""

from __future__ import annotations

import re

import pytest

from commonplace.addresses.assemble import assemble
from commonplace.derive import derive
from commonplace.derive.candidates.abbreviations import abbreviations
from commonplace.model import Catalogue, Library, Seed, Vocabulary
from commonplace.model.identity import Identity
from commonplace.pipeline import make_document
from commonplace.render.abbreviations import ADDRESS, used, with_words
from commonplace.render.addresses import page_file
from commonplace.render.pages import pages

EXPLAINING = "We trim the long lamp tower (LLT) at dawn. The LLT is old, and `LLT` is its code."
USING = "An LLT is high; every LLT is. See [the LLT](https://example.org/LLT)."


def library(*texts: str) -> Library:
    seeds = [
        Seed(name=f"s{n}.md", file=f"s{n}.md", data=f"---\ntitle: L {n}\n---\n\n{text}\n".encode())
        for n, text in enumerate(texts)
    ]
    return assemble([make_document(seed) for seed in seeds], seeds)


def made(*texts: str, wanted: tuple[str, ...] = ("abbreviations",)) -> dict[str, str]:
    documents = library(*texts)
    identity = Identity(pages=wanted)
    derived = identity.shown(derive(documents, Vocabulary(topics=())))
    return dict(pages(Catalogue(documents, derived, identity), {}).files)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((EXPLAINING, USING), [("LLT", "long lamp tower", True)]),
        (("LLT stands for long lamp tower.",), [("LLT", "long lamp tower", True)]),
        (("At the Lamp Institute for LI we met.", "They say LI."), []),
        (
            ("A long lamp tower (LLT).", "The low lime trough (LLT)."),
            [("LLT", "long lamp tower", False), ("LLT", "low lime trough", False)],
        ),
        (("Our avocado institute (AI) is new.",), [("AI", "avocado institute", False)]),
        (("Our avocado institute (AI).",) * 2, [("AI", "avocado institute", True)]),
    ],
)
def test_what_documents_explain(texts: tuple[str, ...], found: list[tuple[str, str, bool]]) -> None:
    assert [(a.short, a.meaning, a.sole) for a in abbreviations(library(*texts))] == found


def test_each_is_told_by_an_exact_sentence() -> None:
    documents = library(EXPLAINING, "It was the long lamp tower, or LLT.")
    (one,) = abbreviations(documents)
    texts = {f"{d.address}#{p.anchor}": p.text for d in documents.documents for p in d.passages}
    assert len(one.quotes) == 2
    for quote in one.quotes:
        assert texts[quote.address][quote.start : quote.end] == quote.text
        assert "LLT" in quote.text and "long lamp tower" in quote.text


def test_the_page_leads_to_the_passage() -> None:
    page = made(EXPLAINING)[page_file(ADDRESS)]
    assert 'id="abbr-llt"' in page
    assert "“We trim the long lamp tower (LLT) at dawn.”" in page
    assert re.search(r'href="\.\./posts/l-0/#p-\w+"', page)
    assert "No document explains" in made("Nothing.")[page_file(ADDRESS)]


def test_the_first_use_in_a_passage_has_the_words_on_hover() -> None:
    found = made(EXPLAINING, USING)
    assert "<abbr" not in found["posts/l-0/index.md"]  # the passage explains it itself
    page = found["posts/l-1/index.md"]
    assert page.count('<abbr title="long lamp tower">LLT</abbr>') == 1
    assert "An <abbr" in page


def test_without_the_page_there_is_neither() -> None:
    found = made(EXPLAINING, USING, wanted=("topics",))
    assert page_file(ADDRESS) not in found
    assert not any("<abbr" in text for text in found.values())


def test_what_has_several_meanings_has_none_on_hover() -> None:
    documents = library("A long lamp tower (LLT).", "The low lime trough (LLT).", "An LLT.")
    known = abbreviations(documents)
    assert list(used(documents.documents, known)) == [(), (), ()]


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        ("<p>An LLT.</p>", '<p>An <abbr title="a &lt;b&gt; c">LLT</abbr>.</p>'),
        ("<p>Two LLTs.</p>", '<p>Two <abbr title="a &lt;b&gt; c">LLT</abbr>s.</p>'),
        ('<p title="LLT > x">HLLT LLT-2 LLTX</p>', ""),
        ("<p><code>LLT</code> <a href='#'>LLT</a> <math><mi>LLT</mi></math></p>", ""),
        ("<p>A &lt;b&gt; c, or A &amp; LLT &#8211; <!-- LLT --></p>", None),
        ("<p>A <b>c</b> &lt;LLT&gt;</p>", "<p>A <b>c</b> &lt;{}&gt;</p>"),
    ],
)
def test_only_tags_are_put_around_words(body: str, marked: str | None) -> None:
    found = with_words({"p": body}, [("LLT", "a <b> c")])["p"]
    abbr = '<abbr title="a &lt;b&gt; c">LLT</abbr>'
    assert re.sub(r"</?abbr[^>]*>", "", found.replace("a &lt;b&gt; c", "")) == body.replace(
        "a &lt;b&gt; c", ""
    )
    if marked is not None:
        assert found == (marked.replace("{}", abbr) or body)
