"""The texts of a site: those of its language, which come with the program, and the maker's own.

A file of texts is YAML: each English text with what the pages say instead. A text that counts
has one for each plural category of the language, of which `other` is always there.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from commonplace.collect import holds, shown
from commonplace.markup.plain import encodable
from commonplace.markup.safe_yaml import UnreadableError, read_yaml
from commonplace.model import Diagnostic
from commonplace.model.diagnostics import note, others, warning
from commonplace.model.texts import ENGLISH, PLACE, Texts, Wording

#: The folder with a file for each language that comes with the program.
LANGUAGES = Path(__file__).resolve().parents[1] / "languages"
_FORMS = ("zero", "one", "two", "few", "many", "other")
_WHY = "the English text stands there instead"


def read(
    language: str, own: Path | None = None, config: str = "mkdocs.yml"
) -> tuple[Texts, tuple[Diagnostic, ...]]:
    """The texts of a language, with those of a maker's `own` file in place of ours.

    Also returns what is wrong with the file; a mistake in an entry costs only that. `config` is
    the file that says which language it is.
    """
    language = language.strip().replace("_", "-") or ENGLISH.language
    ours = _ours(language)
    theirs, told = _theirs(own) if own else ({}, ())
    table = {**ours, **theirs}
    if language.partition("-")[0] != "en":
        told = (*told, *_missing(language, table, shown(own) if own else config))
    if not table and language == ENGLISH.language:
        return ENGLISH, told
    mark = hashlib.sha256(json.dumps([language, table]).encode()).hexdigest()
    return Texts(language=language, mark=mark, table=table), told


@cache
def english() -> Mapping[str, Wording]:
    """Every text in English: the keys of all files."""
    return _loaded(LANGUAGES / "en.yml")


def _ours(language: str) -> Mapping[str, Wording]:
    """What comes with the program for a language, or for what it is a variety of."""
    names = (language.lower(), language.partition("-")[0].lower())
    shipped = {file.stem: file for file in LANGUAGES.glob("*.yml")}
    found = next((shipped[name] for name in names if name in shipped), None)
    return _loaded(found) if found and names[-1] != "en" else {}


@cache
def _loaded(file: Path) -> Mapping[str, Wording]:
    found: Mapping[str, Wording] = read_yaml(file)[0]
    return found


def _theirs(own: Path) -> tuple[dict[str, Wording], tuple[Diagnostic, ...]]:
    """The texts of a maker's file that can be used, and what is wrong with the others."""
    file = shown(own)
    if holds(own.is_symlink):
        message, remedy = "symbolic links are not followed", "put the file itself there"
        return {}, (warning(file, 1, message, remedy, _WHY),)
    if not holds(own.is_file):  # a pipe would never end, and a name may be too long
        message = "`texts` names this file, which does not exist"
        return {}, (warning(file, 1, message, "write the file, or delete the option", _WHY),)
    try:
        found, root = read_yaml(own)
    except UnreadableError as problem:
        return {}, (warning(file, problem.line, str(problem), "mend that line", _WHY),)
    if not isinstance(root, yaml.MappingNode):
        remedy = 'write each text as "English": "what to say instead"'
        return {}, (warning(file, 1, "texts must be a mapping", remedy, _WHY),)
    good: dict[str, Wording] = {}
    told = []
    for (key, said), (node, _) in zip(found.items(), root.value, strict=True):
        if wrong := _wrong(str(key), said):
            told.append(warning(file, node.start_mark.line + 1, *wrong, _WHY))
        else:
            good[str(key)] = said
    return good, tuple(told)


def _wrong(key: str, said: object) -> tuple[str, str] | None:
    """What is wrong with an entry, and how to mend it; None if nothing is."""
    known = english()
    name = f"`{key[:60]}`"
    if key not in known:
        near = difflib.get_close_matches(key[:200], known, 1, 0.5)
        return f"there is no text {name}", f"write `{near[0]}`" if near else "delete the entry"
    if isinstance(known[key], str):
        if not isinstance(said, str) or not said.strip():
            return f"{name} must be a text", "write it in quotation marks"
        forms = {"": said}
    else:
        if not isinstance(said, Mapping) or "other" not in said:
            remedy = "write one line for each plural form below it, of which one is `other:`"
            return f"{name} must have its plural forms", remedy
        forms = {str(form): words for form, words in said.items()}
        for form, words in forms.items():
            if form not in _FORMS or not isinstance(words, str) or not words.strip():
                return f"{name} has no form `{form[:20]}`", f"use any of {', '.join(_FORMS)}"
    if any(words != encodable(words) for words in forms.values()):
        return f"{name} has a character that no file can hold", "write the character itself"
    strange = {place for words in forms.values() for place in PLACE.findall(words)}
    strange -= _places(known[key])
    if strange:
        places = ", ".join(f"{{{place}}}" for place in sorted(_places(known[key]))) or "no braces"
        return f"{name} has no value for {{{min(strange)}}}", f"use {places}"
    return None


def _places(said: Wording) -> set[str]:
    """The names of the values that a text takes."""
    forms = [said] if isinstance(said, str) else list(said.values())
    return {place for words in forms for place in PLACE.findall(words)}


def _missing(language: str, table: Mapping[str, Wording], file: str) -> Iterator[Diagnostic]:
    """One message for all texts that a language lacks."""
    left = [key for key in english() if key not in table]
    if not left:
        return
    if not table:
        message = f"the pages say nothing in the language `{language[:20]}` yet"
        remedy = "translate languages/en.yml of the program, and name your file as `texts:`"
    else:
        message = f"`{left[0][:60]}` is not translated{others(len(left) - 1)}"
        remedy = "add it, with the English text as the key"
    yield note(file, 1, message, remedy, _WHY)
