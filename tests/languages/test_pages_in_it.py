"""Pages in another language: every text is the file's, and every address stays."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markupsafe import escape

import tests.sample_library as sample
from commonplace.model import Catalogue
from commonplace.model.identity import Identity
from commonplace.model.texts import ENGLISH, Texts
from commonplace.open_data.feeds import feeds
from commonplace.project import texts
from commonplace.render import pages
from commonplace.render.baked import in_language
from commonplace.render.styles import styles
from commonplace.site.dress import theme_texts
from tests import sample_derived
from tests.built_page import built
from tests.languages.pseudo import PSEUDO, unmarked, words_of

LIBRARY = replace(
    sample.library(),
    documents=tuple(one for one in sample.library().documents if one.slug != "odd"),
)
DERIVED = sample_derived.derived(LIBRARY)
OWN = Identity(name="Harbour", contributing="c/", searching="s/", keep_offline=True)
#: Names that are the same in every language, and what our own `mkdocs.yml` says.
NAMES = "JSON CSV\nLink to this heading\nuh⏎"
_ADDRESS = re.compile(r'(?:\bid|href|action|data-[a-z]+|datetime)="[^"]*"|\{#[^}]*\}')


def made(texts: Texts) -> dict[str, str]:
    return dict(pages(Catalogue(LIBRARY, DERIVED, replace(OWN, texts=texts)), sample.PHRASES).files)


IN_PSEUDO = made(PSEUDO)
GERMAN, _ = texts.read("de")


@pytest.mark.parametrize("path", IN_PSEUDO)
def test_every_text_of_a_page_is_that_of_the_language(path: str) -> None:
    html, fields = built(IN_PSEUDO[path]) if path.endswith(".md") else (IN_PSEUDO[path], {})
    head = "".join(f"<p>{fields.get(name, '')}</p>" for name in ("title", "description"))
    content = words_of(LIBRARY, DERIVED, sample.PHRASES, OWN.name, NAMES)
    assert unmarked(head + html, content) == []


@pytest.mark.parametrize("language", ["pseudo", "de"])
def test_addresses_and_anchors_are_the_same_in_every_language(language: str) -> None:
    english = made(ENGLISH)
    other = IN_PSEUDO if language == "pseudo" else made(GERMAN)
    assert other.keys() == english.keys()
    for path, text in other.items():
        assert _ADDRESS.findall(text) == _ADDRESS.findall(english[path]), path


def test_a_page_in_german_is_german() -> None:
    page = made(GERMAN)["transcripts/an-evening-at-the-harbour-hall/index.md"]
    assert "Weiterlesen" in page and "Lesezeit" in page and "Redebeiträge" in page


def test_words_that_would_end_a_tag_stay_words() -> None:
    said = Texts(language="fr", mark="x", table={"Read next": "\"><b>l'un & l'autre</b>"})
    for path, text in made(replace(said, table={**PSEUDO.table, **said.table})).items():
        assert "<b>l'un" not in text, path


def test_feeds_and_styles_are_in_the_language() -> None:
    found = feeds(Catalogue(LIBRARY, DERIVED, replace(OWN, texts=GERMAN)), site=None)
    assert "<title>Harbour: Beiträge</title>" in found["data/feeds/posts.xml"]
    sheet = next(iter(styles(GERMAN).values())).decode()
    assert "Abbildung fehlt in der Quelle" in sheet and "Figure not" not in sheet


def test_words_that_cleaning_put_into_a_passage_are_in_the_language() -> None:
    said = '<a href="x">Watch the video on Vimeo</a></figcaption>'
    assert in_language(said, ENGLISH) == said
    assert escape(GERMAN.say("Watch the video on Vimeo")) in in_language(said, GERMAN)
    quoted = "<p>Watch the video on Vimeo</p>"
    assert in_language(quoted, GERMAN) == quoted


def test_the_theme_has_texts_and_no_others() -> None:
    """What stands in our templates between tags or in attributes that readers see."""
    assert len(theme_texts()) > 40
