"""Items of feeds, and pages, as seed files with what is known of them.

An episode becomes notes, captions and chapters of one name; a post becomes a page with a
sidecar. Nothing that is there is written over.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from commonplace.adding.feeds import Item
from commonplace.adding.web import Fetched, WebError
from commonplace.addresses.slugs import slug

#: A post whose feed has fewer letters of it is fetched as a page.
WHOLE = 1_500
#: Letters of a file's name.
_NAME = 80

#: Contents by what stands behind the name of the files.
Contents = dict[str, bytes]
Fetch = Callable[[str], Fetched]


def stem(item: Item) -> str:
    """What an item's files are called, without endings: its day and its title.

    >>> stem(Item(key="1", title="The heron wakes!", date="2024-03-02"))
    '2024-03-02-the-heron-wakes'
    """
    words = slug(item.title)[:_NAME].strip("-") or "item"
    return f"{item.date}-{words}" if item.date else words


def episode(item: Item, fetch: Fetch) -> tuple[Contents, tuple[str, ...]]:
    """The files of an episode by their endings, and what there is no more.

    Captions take their title and date from the notes of the same name; a transcript of another
    kind has a sidecar with the same. Raises WebError where it is worth asking again.
    """
    files: Contents = {".md": _notes(item)}
    missed: list[str] = []
    address, ending = item.transcript
    if address and (data := _had(fetch, address, missed)) is not None:
        if ending in (".html", ".txt"):
            files[f".transcript{ending}"] = data
            files[f".transcript{ending}.yml"] = _yaml(_fields(item) | {"audio": item.audio})
        else:
            files[ending] = data
    if item.chapters and (data := _had(fetch, item.chapters, missed)) is not None:
        files[".chapters.json"] = data
    return files, tuple(missed)


def post(item: Item, fetch: Fetch) -> tuple[Contents, tuple[str, ...]]:
    """The files of a post: what the feed has of it, or its page where that is only a beginning.

    Raises WebError where it is worth asking again.
    """
    missed: list[str] = []
    data = None
    if len(item.html) < WHOLE and item.link:
        data = _had(fetch, item.link, missed)
    if data is None:
        if not item.html:
            return {}, tuple(missed)
        data = _page(item)
    return {".html": data, ".html.yml": _yaml(_fields(item))}, tuple(missed)


def page(answer: Fetched) -> tuple[str, Contents]:
    """The name and the files of a saved page; its title and date are in it."""
    path = urlsplit(answer.address).path.rstrip("/")
    last = path.rpartition("/")[2] or urlsplit(answer.address).netloc
    name = stem(Item(key="", title=last.removesuffix(".html").removesuffix(".htm")))
    return name, {".html": answer.data, ".html.yml": _yaml({"source": answer.address})}


def write(folder: Path, name: str, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files of one name into a folder, and say which are new.

    Where files of that name are there, another number is put behind it; where they are these
    very files, as after a stop, nothing is written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = {path.name.partition(".")[0] for path in folder.iterdir()}
    number, own = 1, name
    while own in there:
        if all(_is(folder / f"{own}{ending}", data) for ending, data in files.items()):
            return ()
        number += 1
        own = f"{name}-{number}"
    paths = tuple(folder / f"{own}{ending}" for ending in files)
    for path, data in zip(paths, files.values(), strict=True):
        with path.open("xb") as opened:
            opened.write(data)
    return paths


def _is(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _had(fetch: Fetch, address: str, missed: list[str]) -> bytes | None:
    try:
        return fetch(address).data
    except WebError as problem:
        if not problem.gone:
            raise
        missed.append(str(problem))
        return None


def _fields(item: Item) -> dict[str, object]:
    return {
        "title": item.title,
        "date": item.date,
        "author": item.author,
        "show": item.show,
        "source": item.link,
        "tags": list(item.tags),
    }


def _notes(item: Item) -> bytes:
    fields = _fields(item) | {"audio": item.audio, "duration": item.duration}
    return b"---\n" + _yaml(fields) + b"---\n\n" + item.html.strip().encode() + b"\n"


def _page(item: Item) -> bytes:
    title = html.escape(item.title)
    return (
        f"<!doctype html>\n<html><head><meta charset='utf-8'><title>{title}</title></head>\n"
        f"<body><article><h1>{title}</h1>\n{item.html}\n</article></body></html>\n"
    ).encode()


def _yaml(fields: Mapping[str, object]) -> bytes:
    kept = {name: value for name, value in fields.items() if value}
    return str(yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=100)).encode()
