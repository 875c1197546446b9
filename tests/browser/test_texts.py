"""A site in a language whose texts are all marked: what readers see without a mark, by steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import material
import pytest
from playwright.sync_api import Browser, Page

import tests.sample_library as sample
from tests import sample_derived
from tests.browser.served import OWN, Site, served
from tests.built_page import ROOT
from tests.languages.pseudo import PSEUDO, unmarked, words_of

TALK, POST = "transcripts/an-evening-at-the-harbour-hall/", "posts/what-the-tide-gauge-measures/"
LIBRARY = replace(
    sample.library(),
    documents=tuple(one for one in sample.library().documents if one.slug != "odd"),
)
DERIVED = sample_derived.derived(LIBRARY)
#: The theme's own texts, which its own file of the language has, and the maker's.
THEIRS = Path(material.__file__).parent / "templates/partials/languages/en.html"
#: Names, which no language has others for, and what our own pages by hand say.
NAMES = "j k JSON CSV APA Markdown BibTeX RIS CSL-JSON Ctrl K\nMaterial for MkDocs\nuh⏎"


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    own = replace(OWN, texts=PSEUDO, keep_offline=True)
    with served(tmp_path_factory.mktemp("marked"), LIBRARY, DERIVED, own) as site:
        yield site


def _bare(page: Page) -> list[str]:
    theirs = [THEIRS.read_text(encoding="utf-8"), (ROOT / "mkdocs.yml").read_text(encoding="utf-8")]
    content = words_of(LIBRARY, DERIVED, sample.PHRASES, OWN.name, NAMES, theirs)
    return unmarked(page.evaluate("document.body.outerHTML"), content)


def _search(page: Page) -> None:
    page.locator(".cp-box-input").fill("tide")
    page.locator(".cp-choice-all").wait_for()
    page.wait_for_function("document.querySelector('.cp-box [role=status]').textContent")


def _misspell(page: Page) -> None:
    page.locator(".cp-box-input").fill("pencill zzzz")
    page.locator(".cp-choice-all").wait_for()


def _help(page: Page) -> None:
    page.keyboard.press("?")
    page.locator(".cp-help").wait_for()


def _results(page: Page) -> None:
    page.locator(".cp-hit").first.wait_for()
    for button in page.locator(".cp-hit-more").all():
        button.click()


def _nothing(page: Page) -> None:
    page.locator(".cp-nothing").wait_for()


def _failure(page: Page) -> None:
    page.context.route("**/search/*.bin*", lambda route: route.abort())
    page.locator(".cp-search-input").fill("tide")
    page.locator(".cp-failed").wait_for()


def _menu(page: Page) -> None:
    page.locator("#t-00-01-13 .cp-menu-button").click()
    page.locator(".cp-menu").wait_for()


def _choose(place: int) -> Callable[[Page], None]:
    def step(page: Page) -> None:
        _menu(page)
        page.locator(".cp-menu [role=menuitem]").nth(place).click()
        page.locator("dialog[open]").wait_for()

    return step


def _keep(page: Page) -> None:
    _choose(3)(page)
    page.locator(".cp-dialog-main").click()
    page.goto(page.url.split("transcripts/")[0] + "book/")
    page.locator(".cp-mybook-passage").wait_for()


def _bar(page: Page) -> None:
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    page.locator(".cp-bar-go").click()
    page.locator(".cp-menu").wait_for()


def _play(page: Page) -> None:
    page.locator(".cp-watch").first.click()
    page.locator(".cp-player").wait_for()


def _filter(page: Page) -> None:
    page.locator(".cp-narrow").wait_for()
    page.locator(".cp-narrow select").first.select_option(index=1)
    page.wait_for_function("document.querySelector('.cp-narrow-status').textContent")


def _look(page: Page) -> None:
    page.locator("h1").first.wait_for()


STEPS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "home": ("", _look),
    "posts": ("posts/", _look),
    "post": (POST, _look),
    "topic": ("topics/pencils/", _look),
    "people": ("people/", _look),
    "person": ("people/ivo-lindqvist/", _look),
    "offline": ("offline/", _look),
    "missing": ("404.html", _look),
    "box": ("", _search),
    "misspelt": ("", _misspell),
    "help": ("", _help),
    "results": ("search/?q=tide", _results),
    "some": ("search/?q=tide+pencils+lantern", _results),
    "typo": ("search/?q=pencilss", _look),
    "mistake": ('search/?q="tide+topic:zzz', _look),
    "nothing": ("search/?q=zzzz&kind=post", _nothing),
    "failure": ("search/", _failure),
    "menu": (TALK, _menu),
    "cite": (TALK, _choose(2)),
    "save": (TALK, _choose(3)),
    "book": (TALK, _keep),
    "empty book": ("book/", _look),
    "bar": (TALK, _bar),
    "player": (TALK, _play),
    "timeline": ("timeline/", _filter),
    "references": ("references/", _filter),
}


@pytest.mark.parametrize("name", STEPS)
def test_whatever_a_reader_sees_is_in_the_language(
    chromium: Browser, marked: Site, name: str
) -> None:
    address, step = STEPS[name]
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.route(lambda url: not url.startswith(marked.base), lambda route: route.abort())
    try:
        page.goto(marked.base + address)
        step(page)
        assert _bare(page) == []
    finally:
        context.close()
