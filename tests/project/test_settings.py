"""The options of a site: one table, which checks them and makes the page of reference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from commonplace import __version__
from commonplace.model import Derived, Topic
from commonplace.model.identity import PAGES, Identity
from commonplace.project import project, settings
from commonplace.project.project import CHECKOUT, NO_PROJECT

WRONG = {
    "flag": 3,
    "text": ["a"],
    "folder": "../a",
    "search": "mine",
    "page": 1,
    "names": "guests",
    "pages": "timeline",
}


HEAD = "| option | what it is | must be | default | example |\n|---|---|---|---|---|\n"


def table() -> str:
    """The table of all options, as `docs/options.md` has it."""
    rows = (
        f"| `{one.name}` | {one.about} | {settings.MUST[one.kind]} | {default(one.usual)} "
        f"| `{one.example}` |\n"
        for one in settings.SETTINGS
    )
    return HEAD + "".join(rows)


def default(usual: object) -> str:
    if isinstance(usual, bool):
        return f"`{str(usual).lower()}`"
    if isinstance(usual, tuple):
        return ", ".join(f"`{one}`" for one in usual) or "none"
    return f"`{usual}`" if usual else "none"


def test_the_table_of_options_is_that_of_the_code(golden: Callable[[Path, str], None]) -> None:
    page = CHECKOUT / "docs" / "options.md"
    golden(page, page.read_text(encoding="utf-8").partition(HEAD)[0] + table())


@pytest.mark.parametrize("setting", settings.SETTINGS, ids=lambda one: str(one.name))
def test_every_option_takes_its_example_and_refuses_what_is_wrong(
    setting: settings.Setting, tmp_path: Path
) -> None:
    said = yaml.safe_load(setting.example)
    values, told = settings.read(said, setting.example, "mkdocs.yml")
    assert not told and values[setting.name] != setting.usual
    wrong = {setting.name: WRONG[setting.kind]}
    _, told = settings.read(wrong, f"a: 1\n{setting.name}: 3\n", "mkdocs.yml")
    assert [(one.line, setting.name in one.message) for one in told] == [(2, True)]


@pytest.mark.parametrize("name", [setting.name for setting in settings.SETTINGS])
def test_a_misspelt_option_is_an_error_with_the_nearest_name(name: str) -> None:
    for slip in (name[:-1], f"{name}x", name[1:]):
        _, told = settings.read({slip: True}, f"{slip}: true\n", "mkdocs.yml")
        assert [one.severity for one in told] == ["error"] and f"`{name}`" in told[0].remedy
        with pytest.raises(settings.SettingsError, match=slip):
            settings.refuse(told)


@pytest.mark.parametrize(
    "config",
    [
        "plugins:\n  - commonplace: {welcome: Words.}\n",
        "plugins:\n  commonplace: {welcome: Words.}\n",
        "extra: {commonplace: {welcome: Words.}}\n",
        "extra: {commonplace: {seeds: a}}\nplugins:\n  - commonplace: {welcome: Words.}\n",
    ],
)
def test_options_are_read_wherever_they_stand(config: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Pond\n{config}")
    known, told = project.published(tmp_path, NO_PROJECT)
    assert not told
    assert (known.identity.name, known.identity.welcome) == ("Pond", "Words.")


@pytest.mark.parametrize(
    ("config", "whole"),
    [
        ("plugins: [commonplace]\n", True),
        ("plugins: [commonplace]\nhooks: [mine.py]\n", False),
        ("plugins: [commonplace]\nextra: {a: !!python/name:os.path}\n", False),
        ("extra: {commonplace: {}}\n", False),
    ],
)
def test_only_a_configuration_without_code_is_given_to_mkdocs(
    config: str, whole: bool, tmp_path: Path
) -> None:
    (tmp_path / "mkdocs.yml").write_text(config)
    assert project.has_plugin(tmp_path) is whole


def test_pages_that_are_not_wanted_have_nothing_that_leads_to_them() -> None:
    topic = Topic(slug="pond", name="Pond", aliases=(), definition="", named=(), weight={})
    derived = Derived(topics=(topic,))
    assert Identity().shown(derived) == derived
    without = tuple(page for page in PAGES if page != "topics")
    assert Identity(pages=without).shown(derived) == Derived()


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (f"commonplace-site=={__version__}", 0),
        ("commonplace-site==0.0.9", 1),
        ("commonplace-site[add,mcp]==9.0", 1),
        ("commonplace-site", 0),
        ("mkdocs==1.6.1\n# commonplace-site==9", 0),
    ],
)
def test_a_site_for_another_version_is_told_of(line: str, count: int, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Pond\nplugins: [commonplace]\n")
    (tmp_path / "requirements.txt").write_text(f"{line}\n")
    _, told = project.published(tmp_path, NO_PROJECT)
    assert [one.severity for one in told] == ["warning"] * count
    assert all("pip install -r requirements.txt" in one.remedy for one in told)


def test_an_option_that_nobody_knows_is_told_with_the_version() -> None:
    _, told = settings.read({"zzz": True}, "zzz: true\n", "mkdocs.yml")
    assert __version__ in told[0].remedy
