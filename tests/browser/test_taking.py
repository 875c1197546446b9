"""The files of a document that a reader can take along, as readers take them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown import markdown
from playwright.sync_api import Page

import tests.sample_library as sample
from commonplace.model import Document, Failed, Library, Passage, Seed
from commonplace.pipeline import make_document
from tests.browser import axe
from tests.browser.conftest import Borrow
from tests.browser.served import Site, Visit, served
from tests.browser.windows import Windows

Open = Callable[..., Visit]
TALK = "transcripts/an-evening-at-the-harbour-hall/"
POST = "posts/what-the-tide-gauge-measures/"
WEIR = """---
title: Sluice keepers
---

**Ina Brook:** [00:02] The sluice was shut, and the meadow lay dry.

**Ole Marsh:** [00:30] I heard it from the miller this morning.

[01:15] He had it from the eel man, who sees everything at that hour.

**Ina Brook:** [02:10] Then we shall ask the eel man.
"""
MEADOW = """---
title: Two cuts of a meadow
sources:
  - title: The almanac
    url: https://almanac.example/meadows
---

Hay is cut twice here, and the third growth is left to the geese.

## First cut

### In June

The grass stands high, 1. and the clover is out & about.

## Second cut

It is short work, as *nobody* denies: <2 days.

- rake
- turn

## What is left
"""
LOOKS = pytest.mark.parametrize("look", axe.LOOKS)
DOCUMENTS = sorted(sample.library().documents, key=lambda one: one.address)
#: What can be taken along; captions are only offered where there are times.
FORMS = ("Markdown", "Plain text", "JSON", "Captions (WebVTT)")
EACH = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.slug)


Taken = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def taken(windows: Windows, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """What each document gives to take along, by its address and the form.

    Each page is opened once for all of the forms, since that takes longest.
    """
    found, folder, page = Taken(), tmp_path_factory.mktemp("taken"), windows.borrow().new_page()
    for document in DOCUMENTS:
        page.goto(site.base + document.address)
        page.get_by_role("button", name="Download").click()
        page.get_by_role("menuitem", name="Plain text").wait_for()
        forms = page.get_by_role("menuitem").all_inner_texts()
        page.keyboard.press("Escape")
        found[document.address] = {
            form: _taken(page, form, folder) for form in FORMS if form in forms
        }
    windows.tidy()
    return found


@EACH
def test_markdown_shows_every_word(taken: Taken, document: Document) -> None:
    text = taken[document.address]["Markdown"]
    shown = markdown(text, extensions=["tables", "fenced_code", "footnotes", "meta"])
    words = _line(_text(re.sub(r"<sup id.*?</sup>", "", shown)))
    for passage in document.passages:
        assert _said(passage) in words


def test_markdown_keeps_the_shape_of_a_text(visit: Open, tmp_path: Path) -> None:
    text = _taken(visit(f"{POST}?h=tide").page, "Markdown", tmp_path)
    for piece in (
        "\n## The well\n",
        "\n- the lid is kept locked, *mostly* against gulls.\n",
        "\n| Clerk | Days | Errors |\n| --- | --- | --- |\n| First | 311 | 4 |\n",
        "\n````\n06:12   4.1 m\n\n12:25\t0.9 m\n```\n18:40   4.3 m\n````\n",
        "`h(t)`",
        "in the office could say how.[^1]\n",
        "\n[^1]: The office says *1871*",
        "### A float & its drum: {two} \\*readings\\*\n",
    ):
        assert piece in text
    assert "<mark" not in text  # what was searched for is no part of the text


def test_a_talk_in_markdown_is_read_back_as_itself(taken: Taken) -> None:
    (talk,) = (one for one in DOCUMENTS if one.address == TALK)
    read = _read("taken.md", taken[TALK]["Markdown"])
    turns = [(one.speaker, one.start) for one in talk.passages if one.start is not None]
    assert [(one.speaker, one.start) for one in read.passages if one.start is not None] == turns
    assert _words(read.passages) == _words(talk.passages)


@EACH
def test_plain_text_has_every_word(taken: Taken, document: Document) -> None:
    text = " ".join(taken[document.address]["Plain text"].split())
    for passage in document.passages:
        assert _said(passage) in text


@EACH
def test_json_says_what_the_open_data_says(taken: Taken, document: Document) -> None:
    told = json.loads(taken[document.address]["JSON"])
    assert told["kind"] == document.kind
    notes = [one for one in document.passages if one.note is not None]
    body = [one for one in document.passages if one.note is None]
    wanted = [(one.anchor, one.speaker, _said(one)) for one in (*body, *notes)]
    found = [(one["anchor"], one.get("speaker"), _line(one["text"])) for one in told["passages"]]
    assert found == wanted
    starts = [one.get("start") for one in told["passages"]]
    assert starts == [one.start and int(one.start) for one in (*body, *notes)]


@EACH
def test_captions_are_read_back_and_only_where_there_are_times(
    taken: Taken, document: Document
) -> None:
    text = taken[document.address].get("Captions (WebVTT)")
    if not any(one.anchor.startswith("t-") for one in document.passages):
        assert text is None
        return
    assert text is not None
    read = _read("taken.vtt", text)
    spoken = [one for one in document.passages if one.speaker or one.start is not None]
    assert _words(read.passages) == _words(spoken)
    voices = {one.speaker for one in spoken}
    assert {one.speaker for one in read.passages} == voices


@pytest.fixture(scope="module")
def weir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A talk with a time inside a turn, and a post with headings of all kinds."""
    talk, post = _read("weir.md", WEIR), _read("meadow.md", MEADOW)
    library = Library(documents=(replace(talk, slug="weir"), replace(post, slug="meadow")))
    with served(tmp_path_factory.mktemp("weir"), library) as site:
        yield site


@LOOKS
def test_a_time_inside_a_turn_is_seen_and_taken_along(
    borrow: Borrow, weir: Site, look: dict[str, object], tmp_path: Path
) -> None:
    page = borrow(**look).new_page()
    page.goto(f"{weir.base}transcripts/weir/")
    link = page.locator("#t-00-01-15")
    assert link.is_visible() and link.inner_text() == ""
    link.click()
    assert page.url.endswith("#t-00-01-15")
    (turn,) = (one for one in _read("weir.md", WEIR).passages if one.times)
    for form, name in (("Markdown", "taken.md"), ("Captions (WebVTT)", "taken.vtt")):
        read = _read(name, _taken(page, form, tmp_path))
        assert "<a" not in str(read.passages)
        times = {one.start for one in read.passages}
        times |= {time for one in read.passages for _, time in one.times}
        assert {turn.start, *(time for _, time in turn.times)} <= times


def test_no_heading_and_no_source_is_lost(borrow: Borrow, weir: Site, tmp_path: Path) -> None:
    page = borrow().new_page()
    page.goto(f"{weir.base}posts/meadow/")
    text = _taken(page, "Markdown", tmp_path)
    assert "## First cut\n\n### In June\n\nThe grass" in text
    again = _read("meadow.md", text)
    meadow = _read("meadow.md", MEADOW)
    assert [one.text for one in again.headings] == [one.text for one in meadow.headings]
    assert again.sources == meadow.sources
    assert _words(again.passages) == _words(meadow.passages)


@LOOKS
def test_feeds_are_links_on_every_kind_of_page(
    borrow: Borrow, derived_site: Site, look: dict[str, object]
) -> None:
    page = borrow(**look).new_page()
    kinds = ("", "posts/", "transcripts/", "topics/pencils/", "people/maren-holloway/", POST)
    for address in kinds:
        page.goto(derived_site.base + address)
        links = page.locator('main a[type="application/atom+xml"]')
        assert links.count() == (0 if address == POST else 1), address
        for link in [*links.all(), page.locator('footer a[type="application/atom+xml"]')]:
            assert link.is_visible()
            answer = page.request.get(str(link.evaluate("e => e.href")))
            assert answer.ok and ElementTree.fromstring(answer.text()).tag.endswith("feed")


@LOOKS
def test_axe_finds_nothing_in_the_open_menu(visit: Open, look: dict[str, object]) -> None:
    page = visit(TALK, **look).page
    page.get_by_role("button", name="Download").click()
    page.get_by_role("menu").wait_for()
    assert axe.violations(page) == []


@LOOKS
def test_the_menu_is_reached_with_the_keyboard_and_closes(
    visit: Open, look: dict[str, object]
) -> None:
    seen = visit(TALK, **look)
    button = seen.page.get_by_role("button", name="Download")
    button.focus()
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.textContent") == "Markdown"
    box = seen.page.get_by_role("menu").bounding_box()
    assert box and box["x"] >= 0
    assert box["x"] + box["width"] <= seen.page.evaluate("innerWidth")
    seen.page.keyboard.press("Escape")
    assert button.evaluate("e => e === document.activeElement")
    asked = len(seen.requests)
    with seen.page.expect_download() as waiting:
        seen.page.keyboard.press("Enter")
        seen.page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "an-evening-at-the-harbour-hall.md"
    (script,) = [url for url in seen.requests[asked:] if not url.startswith("blob:")]
    assert script.endswith("/assets/commonplace/taking.js")
    assert seen.errors == []


def _taken(page: Page, form: str, folder: Path) -> str:
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as waiting:
        page.get_by_role("menuitem", name=form).click()
    waiting.value.save_as(folder / "taken")
    return (folder / "taken").read_text(encoding="utf-8")


def _read(name: str, text: str) -> Document:
    """What the program reads from a file that was taken along."""
    made = make_document(Seed(name=name, file=name, data=text.encode()))
    assert not isinstance(made, Failed)
    return made[0]


def _words(passages: Iterable[Passage]) -> str:
    return _line(" ".join(map(_said, passages)))


def _said(passage: Passage) -> str:
    """The words of a passage, without the numbers of notes."""
    markup = re.sub(r'<sup class="cp-noteref">.*?</sup>', "", passage.html)
    return _line(_text(markup))


def _text(markup: str) -> str:
    markup = re.sub(r"</(?:p|li|td|th|tr|pre|blockquote|figcaption)>|<br>", " ", markup)
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def _line(text: str) -> str:
    return " ".join(text.split())
