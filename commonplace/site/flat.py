"""A site with `use_directory_urls: false`: its links name files, and not folders.

Every page of ours is the `index.html` of a folder either way. What differs is how pages link
to each other, and where the maker's own pages lie (`about.html`, not `about/index.html`).
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from commonplace.site import offline

_OFFLINE = ("offline", "material/offline")
#: What Material's plugin `offline` has every page load from another host. It is for
#: Material's search; ours opens from disk without it.
_SHIM = "unpkg.com/iframe-worker"


def quiet(config: MkDocsConfig) -> None:
    """Have no page of a site without a network ask another host for something."""
    asked = config.extra.get("polyfills")
    if _from_disk(config) and isinstance(asked, list):
        config.extra["polyfills"] = [one for one in asked if _SHIM not in str(one)]


def name_files(config: MkDocsConfig) -> None:
    """Make the links of the finished site name files.

    With Material's plugin `offline`, the search works from disk, too: the files of its index
    are there a second time, as scripts.
    """
    site = Path(config.site_dir)
    if config.use_directory_urls:
        return
    for path in sorted(site.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        named = offline.to_files(site, path.relative_to(site).as_posix(), page)
        if named != page:
            path.write_text(named, encoding="utf-8")
    if _from_disk(config):
        for path in sorted((site / config.extra["under"] / "search").glob("*.bin")):
            script = path.with_name(f"{path.name}.js")
            script.write_bytes(offline.as_script(path.name, path.read_bytes()))


def _from_disk(config: MkDocsConfig) -> bool:
    """Whether the site is to open from disk, without a server."""
    return not config.use_directory_urls and any(name in config.plugins for name in _OFFLINE)
