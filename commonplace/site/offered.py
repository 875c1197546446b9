"""What our pages offer to other plugins and to the theme: fields, and where a text is edited.

The front matter of a page has little, since every builder reads it. What the page's JSON-LD
says is put under the names that plugins look for, where MkDocs builds.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from commonplace.addresses import ledger

_IMAGE = re.compile(r'<img [^<>]*?\bsrc="((?:\.\./)*images/[a-z0-9-]+\.[a-z0-9]+)"')


def edited_at(
    files: Files, config: MkDocsConfig, made: Iterable[str], seeds: Path, memory: Path
) -> None:
    """Have the link "edit this page" of each page that was `made` lead to its seed, if any.

    The file `memory` is where builds note which seed has which address.
    """
    given, _ = ledger.read(memory)
    under = str(config.extra["under"])
    of_page = {one: name for name, many in given.pages_of().items() for one in many}
    for page in made:
        file = files.get_file_from_path(page)
        name = of_page.get(page.removeprefix(under).removesuffix("index.md"), "")
        if file is not None:
            there = bool(name) and (seeds / name).is_file()
            file.edit_uri = _from(Path(config.docs_dir), seeds / name) if there else None


def _from(folder: Path, file: Path) -> str:
    return quote(PurePath(os.path.relpath(file.resolve(), folder.resolve())).as_posix())


def fields(linked: Mapping[str, Any], content: str, here: str) -> Iterator[tuple[str, object]]:
    """What a page says of its document: date, tags, authors, and its first image.

    `linked` is its JSON-LD, `content` its text and `here` its address, if that is known. The
    words are escaped, because themes print them as they are.
    """
    with suppress(ValueError):  # only a year or a month may be known
        yield "date", date.fromisoformat(str(linked.get("datePublished"))[:10])
    for name, key in (("tags", "about"), ("authors", "author")):
        named = [str(one["name"]) for one in linked.get(key, ()) if "name" in one]
        if named:
            yield name, [html.escape(one) for one in named]
    if image := _IMAGE.search(content):
        yield "image", urljoin(here, image[1])
