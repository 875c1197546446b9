"""What hits and facets need to know about documents and passages besides their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commonplace.export.codec import Files, add, deflated, text
from commonplace.export.texts import Shown, as_json
from commonplace.index import NamedPage
from commonplace.index.packing import varint, varints


def write_documents(found: Sequence[Shown], files: Files) -> str:
    """Write address, title, kind, date and whether there is a video; returns the file's name."""
    rows = [[one.address, one.title, one.kind, one.date, one.video] for one in found]
    return add(files, deflated(as_json(rows)))


def write_speakers(found: Sequence[Shown], files: Files) -> str:
    """Write who speaks in each passage; returns the file's name."""
    names = sorted({name for document in found for name in document.speakers} - {""})
    numbers = {name: number for number, name in enumerate(["", *names])}
    data = deflated(
        varint(len(names)) + b"".join(map(text, names)),
        varints(numbers[name] for document in found for name in document.speakers),
    )
    return add(files, data)


def write_topics(found: Sequence[Shown], files: Files) -> str:
    """Write the topics of each passage; returns the file's name."""
    passages = [
        [name for name in held.split("\n") if name]
        for document in found
        for held in document.topics
    ]
    names = sorted({name for held in passages for name in held})
    numbers = {name: number for number, name in enumerate(names)}
    data = deflated(
        varint(len(names)) + b"".join(map(text, names)),
        varints(map(len, passages)),
        varints(numbers[name] for held in passages for name in held),
    )
    return add(files, data)


def write_entries(entries: Sequence[NamedPage], files: Files) -> str:
    """Write the pages that are found by name; returns the file's name.

    Most addresses are a folder and the name, and then the folder is enough.
    """
    return add(files, deflated(as_json([[_place(one), *one[1:]] for one in entries])))


def _place(page: NamedPage) -> str:
    """The folder of a page that is named like it, without a slash, or the whole address.

    >>> _place(NamedPage("people/ada-marsh/", "Ada Marsh", "person"))
    'people'
    >>> _place(NamedPage("people/ada-marsh-2/", "Ada Marsh", "person"))
    'people/ada-marsh-2/'
    """
    folder = page.address.removesuffix("/").rpartition("/")[0]
    slug = re.sub("[^a-z0-9]+", "-", page.name.lower())
    return folder if folder and page.address == f"{folder}/{slug}/" else page.address


def write_lengths(lengths: bytes, files: Files) -> str:
    """Write how long the text of each passage is; returns the file's name."""
    return add(files, deflated(numbers=[lengths]))
