"""A maker's own file of texts: what it changes, and what is said of mistakes in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from commonplace.model.texts import ENGLISH
from commonplace.project import project, texts
from commonplace.project.project import NO_PROJECT
from commonplace.site.dress import dress

GERMAN, _ = texts.read("de")


def own(folder: Path, text: str) -> Path:
    (folder / "own.yml").write_text(text, encoding="utf-8")
    return folder / "own.yml"


def test_english_needs_no_file() -> None:
    assert texts.read("") == texts.read("en") == (ENGLISH, ())


@pytest.mark.parametrize("language", ["de", "de-AT", "DE", "de_CH"])
def test_a_variety_of_a_language_is_that_language(language: str) -> None:
    found, told = texts.read(language)
    assert told == () and found.say("Read next") == "Weiterlesen"


def test_a_maker_replaces_single_texts(tmp_path: Path) -> None:
    file = own(tmp_path, '"Read next": More like this\n"{n} passages": {one: a bit, other: bits}\n')
    found, told = texts.read("en", file)
    assert told == ()
    assert found.say("Read next") == "More like this" and found.say("Notes") == "Notes"
    assert [found.many(n, "{n} passage", "{n} passages") for n in (1, 2)] == ["a bit", "bits"]
    assert texts.read("de", file)[0].say("Notes") == "Anmerkungen"


def test_what_a_new_language_lacks_is_english_and_told_once(tmp_path: Path) -> None:
    found, told = texts.read("sv", own(tmp_path, '"Read next": Läs vidare\n'))
    assert found.say("Read next") == "Läs vidare" and found.say("Notes") == "Notes"
    assert [one.severity for one in told] == ["note"]
    assert f"and {len(texts.english()) - 2} more like it" in told[0].message


def test_a_language_without_texts_is_told_once() -> None:
    found, told = texts.read("sv", config="mkdocs.yml")
    assert found.language == "sv" and found.say("Notes") == "Notes"
    assert [(one.file, one.severity) for one in told] == [("mkdocs.yml", "note")]
    assert "`sv`" in told[0].message and "`texts:`" in told[0].remedy


@pytest.mark.parametrize(
    ("line", "message", "remedy"),
    [
        ('"Reed next": More', "there is no text `Reed next`", "write `Read next`"),
        ('"zzz": More', "there is no text `zzz`", "delete the entry"),
        ('"Read next": [More]', "`Read next` must be a text", "quotation marks"),
        ('"Read next": ""', "`Read next` must be a text", "quotation marks"),
        ('"{n} turns": turns', "`{n} turns` must have its plural forms", "`other:`"),
        ('"{n} turns": {one: turn}', "`{n} turns` must have its plural forms", "`other:`"),
        ('"{n} turns": {othr: x, other: y}', "`{n} turns` has no form `othr`", "one, two"),
        ('"from {file}": out of {fil}', "`from {file}` has no value for {fil}", "use {file}"),
        ('"Read next": "\\ud800"', "`Read next` has a character that no file can hold", "itself"),
        ('"Read next": More {n}', "`Read next` has no value for {n}", "use no braces"),
    ],
)
def test_a_mistake_costs_only_its_entry(
    tmp_path: Path, line: str, message: str, remedy: str
) -> None:
    found, told = texts.read("en", own(tmp_path, f'"Notes": Remarks\n{line}\n'))
    assert found.say("Notes") == "Remarks" and found.say("Read next") == "Read next"
    (one,) = told
    assert (one.line, one.severity, one.message) == (2, "warning", message)
    assert remedy in one.remedy


@pytest.mark.parametrize("text", ["- a\n- list\n", '"Notes": "\n', "Notes: a\nNotes: b\n"])
def test_a_file_that_cannot_be_read_leaves_everything_as_it_is(tmp_path: Path, text: str) -> None:
    found, told = texts.read("en", own(tmp_path, text))
    assert found == ENGLISH and [one.severity for one in told] == ["warning"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    found, told = texts.read("en", tmp_path / "none.yml")
    assert found == ENGLISH and "does not exist" in told[0].message


def test_the_theme_says_which_language_it_is(tmp_path: Path) -> None:
    own(tmp_path, '"Notes": Bemerkungen\n')
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Hafen\ntheme: {name: material, language: de}\n"
        "plugins: [commonplace: {texts: own.yml}]\n"
    )
    known, told = project.published(tmp_path, NO_PROJECT)
    assert told == () and known.identity.texts.language == "de"
    assert known.identity.texts.say("Notes") == "Bemerkungen"
    assert known.identity.texts.say("Read next") == "Weiterlesen"


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [("pl", 1, "one"), ("pl", 3, "few"), ("pl", 5, "many"), ("ja", 1, "other"), ("ar", 0, "zero")],
)
def test_a_number_has_the_form_that_its_language_has(
    tmp_path: Path, language: str, number: int, form: str
) -> None:
    forms = ", ".join(f"{one}: {one}" for one in ("zero", "one", "two", "few", "many", "other"))
    found, _ = texts.read(language, own(tmp_path, f'"{{n}} turns": {{{forms}}}\n'))
    assert found.many(number, "{n} turn", "{n} turns") == form


def test_numbers_and_languages_nobody_knows(tmp_path: Path) -> None:
    assert GERMAN.number(12345) == "12.345"
    strange, _ = texts.read("q-q", own(tmp_path, '"{n} turns": {other: "{n} Züge"}\n'))
    assert strange.many(12345, "{n} turn", "{n} turns") == "12,345 Züge"


def test_a_text_cannot_reach_into_a_value(tmp_path: Path) -> None:
    file = own(tmp_path, '"from {file}": "{file.__class__} {0} %s {file}"\n')
    assert texts.read("en", file)[0].say("from {file}", file="a") == "{file.__class__} {0} %s a"


def test_a_language_with_a_name_that_no_file_can_have_is_one_without_texts() -> None:
    found, told = texts.read("x" * 300)
    assert found.say("Notes") == "Notes" and [one.severity for one in told] == ["note"]
    assert texts.read("de/../de")[0].say("Notes") == "Notes"


def test_a_file_with_a_name_that_is_too_long_does_not_exist(tmp_path: Path) -> None:
    found, told = texts.read("en", tmp_path / ("x" * 300))
    assert found.say("Notes") == "Notes"
    assert [one.message for one in told] == ["`texts` names this file, which does not exist"]


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    own(tmp_path, '"Notes": Remarks\n')
    (tmp_path / "link.yml").symlink_to(tmp_path / "own.yml")
    found, told = texts.read("en", tmp_path / "link.yml")
    assert found.say("Notes") == "Notes"
    assert [one.message for one in told] == ["symbolic links are not followed"]


@pytest.mark.parametrize("key", ["contributing", "searching", "meaning_model", "texts"])
def test_a_project_may_name_a_file_whose_name_is_too_long(tmp_path: Path, key: str) -> None:
    said = f"site_name: Weir\nextra:\n  commonplace:\n    {key}: {'x' * 300}\n"
    (tmp_path / "mkdocs.yml").write_text(said, encoding="utf-8")
    found, _ = project.published(tmp_path, NO_PROJECT)
    assert (found.identity.contributing, found.identity.searching) == ("", "")


@pytest.mark.parametrize("given", ["word", ["word"], 3, None])
def test_texts_of_a_theme_that_are_no_mapping_are_left_out(given: object) -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Weir", "extra": {"texts": given}, "theme": "mkdocs"})
    config.validate()
    dress(config, NO_PROJECT, {})
    assert config.extra["texts"] == {}
