"""Joins ES modules into classic scripts, which also run on pages opened from disk.

Browsers refuse modules, and module workers, on pages opened from disk. A classic script works
everywhere and is one request. Only the module syntax that `browser/` uses is understood.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from types import MappingProxyType

import minify

from commonplace import analysis
from commonplace.analysis import languages
from commonplace.model import Each, in_turn
from commonplace.model.texts import ENGLISH, Texts
from commonplace.query import language as query_language
from commonplace.render.script_texts import TextError, in_language

BROWSER = Path(__file__).resolve().parents[1] / "browser"
#: The scripts of a site, by their place below `docs/`, and the module each begins with.
SCRIPTS = {
    "assets/commonplace/page.js": BROWSER / "page.js",
    "assets/commonplace/results.js": BROWSER / "results.js",
    "assets/commonplace/reading.js": BROWSER / "reading" / "page.js",
    "assets/commonplace/taking.js": BROWSER / "taking" / "page.js",
    "assets/commonplace/book.js": BROWSER / "book" / "page.js",
    "assets/commonplace/offline.js": BROWSER / "offline" / "page.js",
    "assets/commonplace/timeline.js": BROWSER / "timeline" / "page.js",
    "assets/commonplace/references.js": BROWSER / "references" / "page.js",
    "assets/commonplace/engine.js": BROWSER / "search" / "worker.js",
    "assets/commonplace/meaning.js": BROWSER / "search" / "meaning.js",
}
#: The module that says what both engines must know.
LANGUAGE = BROWSER / "search" / "language.js"

#: The module with what is each site's own; a build puts the collection's words there.
OWN = BROWSER / "searchbox" / "own.js"

#: The module that says whether there is a service worker.
KEEPS = BROWSER / "offline" / "own.js"
#: The service worker, and the module with what it knows of the build.
WORKER, BUILT = BROWSER / "offline" / "worker.js", BROWSER / "offline" / "built.js"
#: Where it lies: at the root, since it answers for the pages below its own folder only.
SERVICE_WORKER = "sw.js"
#: Pages that it keeps though nobody has visited them.
_KEPT = ("./", "search/", "offline/")

#: What of the analysis both languages have to know.
_ANALYSIS = ("LONGEST", "MARKED", "SNIPPET_LETTERS", "SNIPPET_WORDS", "SPACELESS")
_HEAD = """\
// What both engines must know, as commonplace/query/language.py says it. Written from there by
// commonplace/render/scripts.py: `pytest tests/render/test_scripts.py --update-goldens` renews it.

"""
_IMPORT = re.compile(r'^import (\{[^{}]*\}|\* as \w+) from "(\.{1,2}/[\w./-]+\.js)";$', re.M)
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function\*? ?|class |const )([\w$]+))", re.M)
#: Other forms of imports and exports: at the start of a line, and inside of one.
_OTHER = re.compile(r"^(?:import|export)\b.*", re.M)
_INSIDE = re.compile(r"\bimport\b\s*[(.].*")


class ScriptError(ValueError):
    """A module has syntax that cannot become part of a classic script."""


def scripts(
    ways: Sequence[tuple[str, str]] = (),
    help_page: str = "",
    texts: Texts = ENGLISH,
    *,
    keep_offline: bool = False,
    each: Each = in_turn,
) -> dict[str, bytes]:
    """The scripts of a site, by their place below `docs/`.

    `ways` are the examples of the search's help, `help_page` the address of the page to which
    it leads; without them there are none. `texts` are what the scripts say, and `keep_offline`
    says whether there is a service worker.
    """
    made = {
        LANGUAGE: language(texts),
        OWN: _constants(WAYS=ways, HELP_PAGE=help_page),
        KEEPS: _constants(KEEP_OFFLINE=keep_offline),
    }
    joined = each(_script, [(name, made, texts) for name in SCRIPTS])
    return dict(zip(SCRIPTS, joined, strict=True))


def _script(job: tuple[str, Mapping[Path, str], Texts]) -> bytes:
    name, made, texts = job
    return script(SCRIPTS[name], made, texts).encode()


def service_worker(
    files: Mapping[str, str | bytes], code: Iterable[str], index: Iterable[str]
) -> dict[str, bytes]:
    """The service worker of a site whose pages and data are `files`.

    `code` are the scripts and styles that every page may need, and `index` the files of the
    search, by their places below `docs/`. Its version is a hash of all these.
    """
    core, searched = [*_KEPT, *sorted(code)], sorted(index)
    known = hashlib.sha256("\0".join([*core, *searched]).encode())
    for name in sorted(files):
        data = files[name]
        known.update(f"\0{name}\0".encode())
        known.update(data.encode() if isinstance(data, str) else data)
    values = _constants(VERSION=known.hexdigest()[:16], CORE=core, INDEX=searched)
    return {SERVICE_WORKER: script(WORKER, {BUILT: values}).encode()}


def _constants(**values: object) -> str:
    """A module that exports these."""
    return "".join(
        f"export const {name} = {json.dumps(value)};\n" for name, value in values.items()
    )


def script(
    entry: Path, made: Mapping[Path, str] = MappingProxyType({}), texts: Texts = ENGLISH
) -> str:
    """A module, and the modules that it imports, as one classic script without comments.

    Each module becomes a function of its own that is called once and returns what the module
    exports, so that two modules may use one name for different things. Raises ScriptError for
    a missing module, circular imports, and any import or export in another form than these:
    `import { a, b as c } from "./other.js";`, `import * as other from "./other.js";`, and
    `export` before a `const`, `function` or `class`, all at the start of a line. Texts in
    `made` take the place of the modules of these names; `texts` are what readers see.
    """
    found: dict[Path, str] = {}
    _gather(entry.resolve(), (), found, made, texts)
    body = "".join(found.values())
    return _minified(f'(() => {{\n"use strict";\n{body}}})();\n', entry) + "\n"


def language(texts: Texts = ENGLISH) -> str:
    """The content of `LANGUAGE`: each constant of Python, under the same name."""
    known = {name: value for name, value in vars(query_language).items() if name.isupper()}
    known |= {name: getattr(analysis, name) for name in _ANALYSIS}
    known["NOT_LATIN"] = languages.NOT_LATIN
    lines = [f"export const {name} = {_literal(value)};" for name, value in known.items()]
    wrapper = textwrap.TextWrapper(
        98, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False
    )
    messages = {message.name: texts.say(message) for message in query_language.Message}
    lines = [
        *map(wrapper.fill, lines),
        f"export const MESSAGES = {json.dumps(messages, indent=2)};",
    ]
    return _HEAD + "".join(f"{line}\n" for line in lines)


def _literal(value: object) -> str:
    """A value in JavaScript. Words of a set are sorted, so that it is always the same."""
    if isinstance(value, frozenset):
        return f"new Set({json.dumps(sorted(value))})"
    if isinstance(value, dict):
        return f"new Map({json.dumps(list(value.items()))})"
    return json.dumps(value)


@cache  # a server builds again and again
def _minified(source: str, path: Path) -> str:
    """The same without comments and white space, and with short local names."""
    try:
        return str(minify.string("application/javascript", source))
    except minify.MinifyError as problem:
        raise ScriptError(f"{path}: {problem}") from problem


@dataclass(frozen=True, kw_only=True)
class _Module:
    """What stands between the imports of a module, what they name and where from, its exports."""

    texts: tuple[str, ...]
    imports: tuple[tuple[str, Path], ...]
    exports: tuple[str, ...]

    def text(self, places: Mapping[Path, str]) -> str:
        """The module with constants for its imports, which are taken from these places."""
        made = [f"const {names} = {places[other]};" for names, other in self.imports]
        return "".join(chain(*zip_longest(self.texts, made, fillvalue="")))


@cache  # as above
def _module(path: Path, source: str) -> _Module:
    """A module of that name. Raises ScriptError as `script` does."""
    found = _IMPORT.split(_EXPORT.sub("", source))
    texts, names, places = found[::3], found[1::3], found[2::3]
    whole = "".join(texts)
    left = _OTHER.search(whole) or _INSIDE.search(_minified(whole, path))
    if left:
        raise ScriptError(f"{path}: imports or exports in another form: {left[0][:70]}")
    return _Module(
        texts=tuple(texts),
        imports=tuple(
            (one.removeprefix("* as ").replace(" as ", ": "), (path.parent / place).resolve())
            for one, place in zip(names, places, strict=True)
        ),
        exports=tuple(_EXPORT.findall(source)),
    )


def _gather(
    path: Path,
    above: tuple[Path, ...],
    found: dict[Path, str],
    made: Mapping[Path, str],
    texts: Texts,
) -> None:
    """Add a module after those that it imports, unless it is already there."""
    if path in found:
        return
    if path in above:
        raise ScriptError(f"{path}: imports itself, through {above[-1].name}")
    try:
        source = made.get(path) or path.read_text(encoding="utf-8")
    except FileNotFoundError as problem:
        place = above[-1] if above else path
        raise ScriptError(f"{place}: there is no module {path}") from problem
    try:
        module = _module(path, in_language(source, texts))
    except TextError as problem:
        raise ScriptError(f"{path}: {problem}") from problem
    for _, other in module.imports:
        _gather(other, (*above, path), found, made, texts)
    places = {other: f"$module{number}" for number, other in enumerate(found)}
    name, given = f"$module{len(found)}", ", ".join(module.exports)
    text = module.text(places)
    found[path] = f"const {name} = (() => {{\n{text}\nreturn {{ {given} }};\n}})();\n"
