"""The files of the theme that no page of a site loads, which are a good 2 MB of Material's.

Without Material's own search nothing starts its worker, and nothing loads what that knows of
languages. Source maps are for those who work on the theme; no reader's browser asks for one.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

_SEARCHES = ("search", "material/search")
_MAPS = ("assets/javascripts/*.map", "assets/stylesheets/*.map")
_OF_SEARCH = ("assets/javascripts/lunr/*", "assets/javascripts/workers/search.*")


def leave_out(files: Files, config: MkDocsConfig) -> None:
    """Take the files of the theme that nothing uses out of a site."""
    if config.theme.name != "material":
        return
    searching = any(name in config.plugins for name in _SEARCHES)
    unused = _MAPS if searching else (*_MAPS, *_OF_SEARCH)
    docs = config.docs_dir
    for file in list(files):
        of_theme = file.src_dir is not None and file.src_dir != docs
        if of_theme and any(fnmatchcase(file.src_uri, shape) for shape in unused):
            files.remove(file)
