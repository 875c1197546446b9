"""What is kept from Markdown comes out as Markdown would have left it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.pages import Page, _RawHTMLPreprocessor
from mkdocs.utils.meta import get_data

from commonplace import render
from commonplace.document import PHRASES
from commonplace.site.finished import Finished
from tests.built_page import site_config
from tests.sample_catalogue import catalogue

NAME = "posts/a/index.md"
LINES = st.sampled_from(
    [
        *('<section id="a&amp;b">', "</section>", '<div class="x">', "</div>", "<p>", "</p>"),
        *("<p>Reeds &lt; newts.</p>", "words *here*", "## Heading {#own .x}", "", "", ""),
        *(
            '<div markdown="1">',
            "\t<p>a</p>",
            "<p>a\tb</p>",
            "<br>",
            "<details><summary>a</summary>",
        ),
        *("</details>", '<section id="c"><p id="d">a</p></section>', "<pre>", "</pre>", "```"),
        *(
            '<div data-finished="0"></div>',
            "<!-- a -->",
            "<section/>",
            "<sections>",
            "* a",
            "    b",
        ),
        *(
            "<script>",
            "</script>",
            "a<section>b",
            '<p><a name="n">a</a></p>',
            "<ul><li>a</li></ul>",
        ),
    ]
)


def converted(text: str, finished: Finished) -> tuple[str, set[str]]:
    """The HTML of a page's Markdown and the anchors that MkDocs finds in its own HTML."""
    config = site_config()
    made = markdown.Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )
    anchors = _RawHTMLPreprocessor()
    anchors._register(made)
    page: Any = SimpleNamespace(file=SimpleNamespace(src_uri=NAME), markdown="")
    page.markdown = finished.take(text, cast(Page, page))
    content = made.convert(page.markdown)
    page.present_anchor_ids = set(anchors.present_anchor_ids)
    content = finished.give(content, cast(Page, page))
    assert page.markdown == text
    return content, page.present_anchor_ids


def sparing() -> Finished:
    finished = Finished()
    finished.pages = frozenset({NAME})
    return finished


PAGES = render.pages(catalogue(), PHRASES).files


@pytest.mark.parametrize("name", sorted(name for name in PAGES if name.endswith(".md")))
def test_a_generated_page_is_as_markdown_makes_it(name: str) -> None:
    text, _ = get_data(str(PAGES[name]))
    assert converted(text, sparing()) == converted(text, Finished())


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_a_kept_block_is_one_element_whatever_stands_around_it(text: str) -> None:
    finished = sparing()
    file = SimpleNamespace(src_uri=NAME)
    page: Any = SimpleNamespace(file=file, markdown=text, present_anchor_ids=None)
    short = finished.take(text, cast(Page, page))
    assert finished.give(short, cast(Page, page)) == text


BLOCKS = st.sampled_from(
    [
        '<section class="a" id="a">\n<p>Newts *sing* &amp; _dance_.</p>\n</section>',
        '<section id="b">\n<section id="c">\n<p>a</p>\n</section>\n</section>',
        "<p>a</p>\n<p>b</p>",
        "<section>\n<p>a</p>\n</section>\n<section>\n</section>",
        *("## Deep {#deep}", "Words *here*.", "<div>a\tb</div>", "<ul>\n<li><p>a</ul>"),
        *('<div markdown="1">\n*a*\n</div>', "<p>a <br> b</p> c", "<p>a", "| a |\n|---|\n| b |"),
        *('<div data-finished="0"></div>', "a\n<p>b</p>", '<p><a id="n">x</a></p>\n'),
        *("<details open>\n<summary>a</summary>\n<p>b</p>\n</details>", "<em>a</em>"),
    ]
)


@given(st.lists(BLOCKS, max_size=8).map("\n\n".join))
def test_blocks_come_out_as_markdown_leaves_them(text: str) -> None:
    assert converted(text, sparing()) == converted(text, Finished())


def test_pages_that_somebody_wrote_are_left_to_markdown() -> None:
    page: Any = SimpleNamespace(file=SimpleNamespace(src_uri="about.md"))
    assert sparing().take("<p>a</p>", cast(Page, page)) == "<p>a</p>"
