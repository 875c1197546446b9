"""What a configuration asks for that cannot be had together, told before anything is built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from commonplace import DISTRIBUTION, __version__
from commonplace.collect import shown
from commonplace.disk.places import within
from commonplace.disk.write import LIST, written_by_builds
from commonplace.model import Diagnostic
from commonplace.model.diagnostics import error, line_of, note, warning

#: The line of a file of requirements that names us.
_PINNED = re.compile(rf"^{DISTRIBUTION}(?:\[[\w,-]*\])?==([\w.]+)", re.M)


def clashes(
    found: Mapping[str, Any], values: Mapping[str, object], text: str, file: str, root: Path
) -> Iterator[Diagnostic]:
    """What is wrong with a `mkdocs.yml`, of which `found` is the content and `text` the source.

    `values` are the options of the project in the folder `root`.
    """

    def at(words: str) -> int:
        return line_of(text, max(0, text.find(words)))

    docs = root / str(found.get("docs_dir") or "docs")
    under, plugins = str(values["under"]), options_of_plugins(found)
    if within(root / str(values["seeds"]), docs):
        yield error(
            file,
            at("seeds:"),
            f"the seeds are inside {docs.name}/, whose files MkDocs publishes as they are",
            "move the folder out of it, and name it in `seeds`",
            "drafts and private fields would be published",
        )
    for name in ("blog", "material/blog"):
        folder = str(plugins.get(name, {}).get("blog_dir", "blog")).strip("./")
        if name in plugins and folder == under:
            yield error(
                file,
                at("blog"),
                "the plugin `blog` takes our pages in posts/ for its own",
                "give it another `blog_dir`, or set `under: archive` for ours",
                "it cannot read them, and MkDocs would stop",
            )
    if plugins.get("i18n", {}).get("docs_structure") == "folder":
        yield error(
            file,
            at("docs_structure"),
            "the plugin `i18n` has a folder for each language, and our pages are in none",
            "set `docs_structure: suffix`",
            "it would stop, or leave the pages out",
        )
    searches = {"search", "material/search"} & plugins.keys()
    if values["search"] in ("theirs", "both") and "plugins" in found and not searches:
        yield error(
            file,
            at("search:"),
            f"`search: {values['search']}` needs a search of the theme, and there is none",
            "add the plugin `search`, or write `search: ours`",
            "the header would have a box that finds nothing",
        )
    if under and written_by_builds(docs):
        yield error(
            file,
            at("under:"),
            f"an earlier build left its pages at the top of {docs.name}/",
            f"delete the files that {docs.name}/{LIST} lists, and that part of it",
            "the site would have all of them twice",
        )
    yield from _another_version(root)
    if any(one.startswith("navigation.instant") for one in features(found)):
        yield note(
            file,
            at("navigation.instant"),
            "`navigation.instant` is switched off",
            "delete it from `features`",
            "the scripts of a page run only when it is loaded as a whole",
        )


def _another_version(root: Path) -> Iterator[Diagnostic]:
    """A warning where `requirements.txt` asks for another version than this."""
    file = root / "requirements.txt"
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    asked = _PINNED.search(text)
    if asked and asked[1] != __version__:
        yield warning(
            shown(file),
            line_of(text, asked.start()),
            f"the site is made for version {asked[1]}, but this is {__version__}",
            f"run `pip install -r {file.name}`, or change the line",
            "options and pages may differ",
        )


def features(found: Mapping[str, Any]) -> tuple[str, ...]:
    """The features of the theme that a configuration names."""
    theme = found.get("theme")
    listed = theme.get("features") if isinstance(theme, Mapping) else None
    return tuple(map(str, listed)) if isinstance(listed, list) else ()


def options_of_plugins(found: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The plugins that a configuration names, each with its options."""
    plugins = found.get("plugins")
    listed = [plugins] if isinstance(plugins, Mapping) else plugins
    options: dict[str, Mapping[str, Any]] = {}
    for one in listed if isinstance(listed, list) else ():
        pairs = one.items() if isinstance(one, Mapping) else [(one, None)]
        options |= {str(k): v if isinstance(v, Mapping) else {} for k, v in pairs}
    return options
