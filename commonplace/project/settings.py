"""The options of a site: what each may say, and what is wrong with what one says.

They stand in `mkdocs.yml`, as options of the plugin or below `extra: commonplace:`. The
table is the one place that knows them; the page of reference is made from it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from commonplace import __version__
from commonplace.model import Diagnostic
from commonplace.model.diagnostics import error, line_of, warning
from commonplace.model.identity import PAGES

SettingKind = Literal["flag", "text", "folder", "page", "names", "pages", "search"]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """An option: its name, what it may be, what holds without it, and what it is for.

    `careful` is what a wrong value is taken for, where that may not stop a build.
    """

    name: str
    kind: SettingKind
    usual: object
    about: str
    example: str
    careful: object = None


#: Every option, in the order of the page of reference.
SETTINGS = (
    Setting(
        name="seeds",
        kind="text",
        usual="seeds",
        about="The folder with the texts, beside `mkdocs.yml`.",
        example="seeds: texts",
    ),
    Setting(
        name="under",
        kind="folder",
        usual="",
        about="The folder of the site that our pages are in, for a site that has other pages, "
        "too. Without it they are at the top.",
        example="under: archive",
    ),
    Setting(
        name="search",
        kind="search",
        usual="",
        about="Which search box the header has: `ours`, which searches the texts, `theirs`, that "
        "of the theme, or `both`. Without it, `both` if there is `under` and the theme has a "
        "search, and otherwise `ours`.",
        example="search: both",
    ),
    Setting(
        name="pages",
        kind="pages",
        usual=PAGES,
        about="Which overview pages are made: any of "
        + ", ".join(f"`{page}`" for page in PAGES)
        + ".",
        example="pages: [timeline, people]",
    ),
    Setting(
        name="texts",
        kind="text",
        usual="",
        about="A file beside `mkdocs.yml` with what pages say in place of their own texts, or in "
        "a language that the program does not have; see [Languages](languages.md).",
        example="texts: texts.yml",
    ),
    Setting(
        name="welcome",
        kind="text",
        usual="",
        about="What the home page says below its title, instead of `site_description`.",
        example="welcome: Notes from ten summers at the same pond.",
    ),
    Setting(
        name="contributing",
        kind="page",
        usual="",
        about="Your page about how to add a text. Pages link to it only if it is set here.",
        example="contributing: contributing.md",
    ),
    Setting(
        name="searching",
        kind="page",
        usual="",
        about="Your page about searching. The search tips link to it.",
        example="searching: searching.md",
    ),
    Setting(
        name="book",
        kind="flag",
        usual=True,
        about="Whether readers can save passages on their own device, with a page that lists them.",
        example="book: false",
    ),
    Setting(
        name="keep_offline",
        kind="flag",
        usual=False,
        about="Whether browsers keep the pages that a reader has visited, and the search once it "
        "was used, for when there is no network.",
        example="keep_offline: true",
    ),
    Setting(
        name="offline_zip",
        kind="flag",
        usual=False,
        about="Whether the foot of every page offers the whole site as a zip that opens from "
        "disk. It adds about a quarter to the size of the site.",
        example="offline_zip: true",
    ),
    Setting(
        name="dress",
        kind="flag",
        usual=True,
        about="Whether to use our colours, fonts and icons rather than Material’s where `theme` "
        "sets none.",
        example="dress: false",
    ),
    Setting(
        name="sources",
        kind="flag",
        usual=True,
        careful=False,
        about="Whether each text’s source is published as a file.",
        example="sources: false",
    ),
    Setting(
        name="records",
        kind="flag",
        usual=True,
        careful=False,
        about="Whether the full record of changes to each text is published.",
        example="records: false",
    ),
    Setting(
        name="captions",
        kind="flag",
        usual=False,
        about="Whether each transcript with times has two files for players and podcast apps: "
        "WebVTT, and the JSON of Podcasting 2.0. They double the size of a site of transcripts.",
        example="captions: true",
    ),
    Setting(
        name="chats",
        kind="flag",
        usual=False,
        careful=False,
        about="Whether exported chats are read. They are other people’s words.",
        example="chats: true",
    ),
    Setting(
        name="meaning",
        kind="flag",
        usual=True,
        about="Whether the search also finds passages that are similar in meaning to a question.",
        example="meaning: false",
    ),
    Setting(
        name="meaning_model",
        kind="text",
        usual="",
        about="A sentence model by which the search finds what is similar in meaning: a folder, "
        "or a name that sentence-transformers fetches. It is loaded where the site is built, and "
        "never by a reader. It needs `pip install 'commonplace-site[meaning]'`.",
        example="meaning_model: models/all-MiniLM-L6-v2",
    ),
    Setting(
        name="private",
        kind="names",
        usual=(),
        about="Fields of front matter that are kept out of every file of the site.",
        example="private: [guests, video]",
    ),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}
_USUAL = {setting.name: setting.usual for setting in SETTINGS}
#: Folders whose names are the same in an address.
_FOLDER = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
#: Whose search box the header has.
SEARCHES = ("ours", "theirs", "both")
_WHY = "a slip here must not publish what should stay private"
#: What a value has to be, for a message.
MUST = {
    "flag": "true or false",
    "text": "text",
    "folder": "a folder of the site, such as archive",
    "search": "`ours`, `theirs` or `both`",
    "page": "the name of a page, such as contributing.md",
    "names": "a list of field names",
    "pages": f"a list with any of {', '.join(PAGES)}",
}


class SettingsError(OSError):
    """A site that cannot be built as it is configured; the message says what to change."""


def refuse(told: Iterable[Diagnostic]) -> None:
    """Raise SettingsError if one of the messages about a configuration is an error."""
    wrong = [str(one) for one in told if one.severity == "error"]
    if wrong:
        raise SettingsError("\n".join(wrong))


def read(said: object, text: str, file: str) -> tuple[dict[str, object], tuple[Diagnostic, ...]]:
    """The value of every option, and what is wrong with those that are `said`.

    `text` is the whole file, so that messages name lines. An option that nobody knows is an
    error: it may have been meant to keep something private.
    """
    values = dict(_USUAL)
    if said is None:
        return values, ()

    def at(key: str) -> int:
        return line_of(text, max(0, text.find(f"{key}:")))

    if not isinstance(said, Mapping):
        message, remedy = (
            "the options of commonplace must be a mapping",
            "write, for example, `sources: false` below it",
        )
        return values, (error(file, at("commonplace"), message, remedy, _WHY),)
    told = [_unknown(str(key), file, at(str(key))) for key in said if key not in _BY_NAME]
    for setting in SETTINGS:
        if setting.name not in said:
            continue
        value, fits = _value(said[setting.name], setting)
        values[setting.name] = value
        if not fits:
            told.append(_misfit(setting, file, at(setting.name)))
    return values, tuple(told)


def _unknown(key: str, file: str, line: int) -> Diagnostic:
    near = difflib.get_close_matches(key[:40], _BY_NAME, 1)
    known = f"use one of {', '.join(_BY_NAME)}; this is version {__version__}"
    remedy = f"use `{near[0]}`" if near else known
    return error(file, line, f"unknown option `{key[:40]}`", remedy, _WHY)


def _misfit(setting: Setting, file: str, line: int) -> Diagnostic:
    # Taken carefully, a slip about what is published costs nothing; any other stops the build.
    mild = setting.careful is not None or setting.kind == "names"
    say: Callable[..., Diagnostic] = warning if mild else error
    message = f"`{setting.name}` must be {MUST[setting.kind]}"
    return say(file, line, message, f"write, for example, `{setting.example}`", _WHY)


def _value(value: object, setting: Setting) -> tuple[object, bool]:
    """A value as it is used, and whether it is what the option takes."""
    if setting.kind == "flag":
        fits = isinstance(value, bool)
        return (value if fits else setting.careful), fits
    if setting.kind in ("text", "page"):
        fits = isinstance(value, str) and bool(value.strip())
        return (str(value).strip() if fits else setting.usual), fits
    if setting.kind == "folder":
        folder = str(value).strip("/")
        fits = isinstance(value, str) and bool(_FOLDER.fullmatch(folder))
        return (folder if fits else setting.usual), fits
    if setting.kind == "search":
        fits = value in SEARCHES
        return (value if fits else setting.usual), fits
    if value is None and setting.kind == "names":
        return (), True
    listed = value if isinstance(value, list) else [value]
    names = tuple(one for one in listed if isinstance(one, str))
    fits = listed is value and len(names) == len(listed)
    if setting.kind == "pages":
        return tuple(p for p in PAGES if p in names), fits and set(names) <= set(PAGES)
    return names, fits
