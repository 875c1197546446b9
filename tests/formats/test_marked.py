"""Texts as Markdown: what it renders to is safe, and says what the page says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tests.sample_library as sample
from commonplace.derive import derive
from commonplace.formats.marked import texts
from commonplace.formats.pages import markdown
from commonplace.formats.vault import vault
from commonplace.model import Catalogue, Derived, Document, Library, Vocabulary


def marked(html: str, document: Document = sample.LOG) -> str:
    passage = replace(document.passages[0], html=html, text="x", speaker=None, start=None)
    one = replace(document, headings=(), passages=(passage,))
    catalogue = Catalogue(Library(documents=(one, sample.POST)), Derived())
    found = {
        made.slug: text
        for made, text in texts(catalogue, lambda words, there: f"[{words}](<{there}>)")
    }
    return found[document.slug]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>A <em>slow</em> <b>ditch</b>.</p><p>Two.</p>", "A *slow* **ditch**.\n\nTwo."),
        ("<h2>Reeds</h2><p>So.</p>", "## Reeds\n\nSo."),
        ("<ul><li>one</li><li>two<ul><li>in</li></ul></li></ul>", "- one\n\n- two\n\n  - in"),
        ("<ol><li>one</li></ol>", "1. one"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre><code>a\n\n  <b>&lt;i&gt;\n</code></pre>", "```\na\n\n  <i>\n```"),
        ("<p>Say <code>a`b</code></p>", "Say `` a`b ``"),
        ('<p><a href="https://x.example/a(b)">x</a></p>', "[x](<https://x.example/a(b)>)"),
        ("<p>1. So [x] *y* &lt;script&gt;</p>", "1\\. So \\[x\\] \\*y\\* \\<script\\>"),
        ("<p># no</p>", "\\# no"),
        ("<p>a<br>b</p>", "a\\\nb"),
    ],
)
def test_html_is_written_as_markdown(html: str, expected: str) -> None:
    assert marked(html) == expected


@settings(max_examples=100)
@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_words_stay_words(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = marked(f"<p>{escaped}</p>")
    assert not re.search(r"(?<!\\)[<>\[\]*_`]", re.sub(r"\\\\", "", text))


def test_nothing_of_the_source_runs() -> None:
    text = marked('<p onclick="x"><a href="javascript:alert(1)">run</a> <b>so</b></p>')
    assert "onclick" not in text and "javascript" not in text and "run" in text


def test_links_between_documents_are_links_between_notes() -> None:
    there = sample.POST.address
    passage = replace(sample.LOG.passages[0], html=f'<p><a href="../../{there}">see</a></p>')
    one = replace(sample.LOG, passages=(passage,))
    library = Library(documents=(one, sample.POST))
    found = vault(Catalogue(library, derive(library, Vocabulary())), None)
    assert f"[[{there.rstrip('/')}|see]]" in found[f"vault/{one.address.rstrip('/')}.md"]


def test_pictures_are_those_of_the_site() -> None:
    picture = '<p><img src="images/a b.png" alt="A [drum]"></p>'
    passage = replace(sample.LOG.passages[0], html=picture)
    library = Library(documents=(replace(sample.LOG, passages=(passage,)),))
    catalogue = Catalogue(library, Derived())
    (text,) = markdown(catalogue, None).values()
    assert "![A \\[drum\\]](<../../images/a%20b.png>)" in text
    (text,) = vault(catalogue, "https://example.org/").values()
    assert "![A \\[drum\\]](<https://example.org/images/a%20b.png>)" in text
