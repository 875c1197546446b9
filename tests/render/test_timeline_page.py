"""The timeline's page: everything once, in order, exact, and harmless."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tests.sample_timeline as sample
from commonplace.model import Catalogue, Dated, Derived, Document, Event, Library
from commonplace.render import pages as site_pages
from commonplace.render.events import host, lines
from commonplace.render.timeline import FOLDED, HIGH, Year, bars, pages
from tests.built_page import built, elements

GOLDENS = Path(__file__).parents[1] / "render_goldens"
NOBODY = Catalogue(Library(documents=()), Derived())


def timeline(catalogue: Catalogue = sample.CATALOGUE) -> str:
    """The page as HTML."""
    return built(dict(pages(catalogue))["timeline/index.md"])[0]


def with_events(*events: Event) -> Catalogue:
    return Catalogue(sample.LIBRARY, replace(sample.DERIVED, events=events))


def statements(count: int, year: int = 1871, **more: object) -> list[Event]:
    date = Dated(at=datetime(year, 1, 1, tzinfo=UTC), precision="year")
    return [sample.said(sample.HISTORY, "oil", date, **more) for _ in range(count)]


def test_golden(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDENS / "timeline/index.md", dict(pages(sample.CATALOGUE))["timeline/index.md"])


def test_without_events_the_page_says_how_to_get_some(
    golden: Callable[[Path, str], None],
) -> None:
    made = dict(pages(NOBODY))
    assert list(made) == ["timeline/index.md"]
    golden(GOLDENS / "empty/timeline/index.md", made["timeline/index.md"])


def test_every_event_stands_on_the_page_once_and_undated_documents_with_the_undated() -> None:
    page = elements(timeline())
    items = [dict(attributes) for tag, attributes in page.tags if tag == "li"]
    kinds = [item["data-kind"] for item in items if item.get("class") == "cp-event"]
    dated = [event for event in sample.EVENTS if event.date]
    assert sorted(kinds) == sorted(event.lane for event in dated)
    text = timeline()
    for event in dated:
        if event.quote and event.lane == "mentioned":
            words = re.sub(r"</?a\b[^>]*>", "", text)
            assert words.count(f"“{html.escape(event.quote.text, quote=False)}”") == 1
    undated = text[text.index('id="undated"') :]
    assert "A loose leaf" in undated and "An evening about lamps" not in undated


def test_years_are_in_order_and_the_strip_leads_to_them() -> None:
    page = elements(timeline())
    years = [words for level, words in page.headings if level == 2 and words.isdigit()]
    assert years == ["1871", "1899", "2018", "2020", "2021"]
    assert all(int(one) < int(two) for one, two in pairwise(years))
    labels = [dict(attributes).get("aria-label", "") for tag, attributes in page.tags if tag == "a"]
    assert [label for label in labels if label] == [
        "1871: 2 events",
        "2018: 1 event",
        "2020: 2 events",
        "2021: 2 events",
    ]
    assert {f"year-{year}" for year in years} <= set(page.ids)


def test_a_date_is_as_precise_as_it_is_known_and_a_resolved_one_says_so() -> None:
    text = timeline()
    for words in ("2020 to 2021", "May 1871", "14 February 2018", "3 June 2021"):
        assert f">{words}</time>" in text
    assert "worked out from “Last year” in a text from 3 June 2021" in text
    assert text.count(">worked out from") == 1


def test_links_in_a_statement_are_links_in_its_words_and_others_stand_below() -> None:
    text = timeline()
    assert f'<a href="{sample.LAMP}" rel="noopener">built &amp; lit</a>, oil &lt; gas.”' in text
    assert f'<p class="cp-event-links"><a href="{sample.BARE}" rel="noopener">' in text


def test_a_work_cited_by_several_documents_leads_to_all_of_them() -> None:
    assert re.search(
        r'cited in <a href="\.\./posts/history/#p-2">.* and <a '
        r'href="\.\./references/#w-[0-9a-f]{8}">2 more</a>',
        timeline(),
    )


@pytest.mark.parametrize("catalogue", [sample.CATALOGUE, NOBODY], ids=["some", "none"])
def test_every_link_on_the_page_leads_somewhere(catalogue: Catalogue) -> None:
    made = site_pages(catalogue, {}).files
    known = {path.removesuffix("index.md").strip("/") for path in made}
    known |= {"data/timeline.json", "data/timeline.csv", "data/references.json", "contributing"}
    ids = {
        path: set(elements(built(text)[0]).ids) for path, text in made.items() if path[-3:] == ".md"
    }
    for path in ("timeline/index.md", "references/index.md"):
        here = f"https://site/prefix/{path.removesuffix('index.md')}"
        for link in elements(built(made[path])[0]).links:
            target = urlsplit(urljoin(here, link))
            if target.netloc != "site":
                continue
            there = unquote(target.path).removeprefix("/prefix/").strip("/")
            assert there in known, link
            if target.fragment and f"{there}/index.md" in ids:
                assert target.fragment in ids[f"{there}/index.md"], link


def test_a_few_weak_events_lie_folded_and_many_on_pages_of_their_years() -> None:
    few = with_events(*statements(2), *statements(3, shown=False))
    assert list(dict(pages(few))) == ["timeline/index.md"]
    assert '<span class="cp-rest-count">3</span> more dated in 1871' in timeline(few)
    many = with_events(*statements(2), *statements(FOLDED + 1, 1899, shown=False))
    made = dict(pages(many))
    assert list(made) == ["timeline/1899/index.md", "timeline/index.md"]
    assert made["timeline/1899/index.md"].count('data-kind="mentioned"') == FOLDED + 1
    assert '<a href="1899/">301 more dated in 1899</a>' in made["timeline/index.md"]
    assert made["timeline/index.md"].count('data-kind="mentioned"') == 2


def test_filters_offer_what_some_event_has() -> None:
    text = timeline()
    values = re.findall(r'<option value="([^"]+)">', text)
    assert values == [
        "mentioned",
        "cited",
        "published",
        "lamps",
        "oil",
        "ivo-lindqvist",
        "maren-holloway",
    ]
    kept = set(re.findall(r'data-(?:kind|topics|people)="([^"]+)"', text))
    assert set(values) <= {value for values in kept for value in values.split()}


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 40)), max_size=8))
def test_a_bar_never_leaves_the_strip(counts: list[tuple[int, int]]) -> None:
    years = []
    for number, (mentioned, cited) in enumerate(counts):
        found = [*statements(mentioned), *[replace(e, lane="cited") for e in statements(cited)]]
        years.append(
            Year(name=str(1900 + number), lines=lines(sample.CATALOGUE, found, "timeline/"))
        )
    for bar in bars(years):
        foot = HIGH
        for part in bar.parts:
            assert 0 <= part.top == foot - part.height
            foot = part.top
        assert bar.count == sum(counts[int(bar.name) - 1900])


def test_hosts_are_named_as_readers_know_them() -> None:
    assert [host("http://[broken"), host("https://www.a.org:80/b")] == ["", "a.org"]


hostile = st.one_of(
    st.sampled_from(
        [
            "</li></ol><script>alert(1)</script>",
            "[a](javascript:b) *c* `d` {: .x onclick=y }",
            '" onload="x',
            "a\n\n# b\n\n<div>\n",
            "&lt;img src=x&gt; &amp;lt;",
            "\x02wzxhzdk:0\x03",
            "\u202eabc\ud800\x00",
            "{{ 7 * 7 }} {% raw %}",
            "``` ~~~ --- [TOC]",
        ]
    ),
    st.text(max_size=30),
)


def _hostile(words: str) -> Catalogue:
    """A library in which everything is called and says these words."""
    word = f"x{words}x"

    def called(document: Document) -> Document:
        passages = tuple(replace(p, text=word, speaker=word) for p in document.passages)
        return replace(document, title=word, passages=passages)

    def says(event: Event) -> Event:
        quote = event.quote and replace(event.quote, start=0, end=len(word), text=word)
        dated_by = event.dated_by and replace(event.dated_by, text=word)
        return replace(event, text=word, quote=quote, dated_by=dated_by, links=())

    derived = Derived(
        events=tuple(map(says, sample.EVENTS)),
        topics=tuple(replace(topic, name=word, named=()) for topic in sample.DERIVED.topics),
        people=tuple(replace(person, name=word) for person in sample.DERIVED.people),
    )
    return Catalogue(Library(documents=tuple(map(called, sample.LIBRARY.documents))), derived)


def _shape(words: str) -> list[tuple[str, list[str]]]:
    page = timeline(_hostile(words)).encode("utf-8", "replace").decode()
    return [(tag, [name for name, _ in attributes]) for tag, attributes in elements(page).tags]


_harmless = cache(partial(_shape, "word"))


@settings(max_examples=60)
@given(hostile)
def test_no_words_become_an_element(words: str) -> None:
    assert _shape(words) == _harmless()
