"""The whole hostile corpus: its cases, and their files on a disk."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from tests.hostile import bodies, captions, fields, foreign, letters, places, sizes
from tests.hostile.case import Case, Content, Link

CASES: tuple[Case, ...] = tuple(
    chain.from_iterable(
        module.cases() for module in (bodies, fields, captions, places, letters, sizes, foreign)
    )
)

#: What is tried in each class.
TRIED = {
    "html-scripts": "scripts in every place of a text",
    "html-handlers": "event handlers, quoted in every way",
    "html-addresses": "`javascript:`, `vbscript:` and `data:`, disguised",
    "html-elements": "forms, `meta`, `base`, styles, SVG, plug-ins",
    "html-frames": "frames and players, among them some that look like a video's",
    "html-styles": "style attributes and elements, borrowed classes",
    "html-clobbering": "ids and names that scripts of the theme ask for",
    "html-mutation": "markup that a parser repairs into something else",
    "html-requests": "images and links that would ask another host",
    "markdown-links": "links of Markdown that run, or lead out of the site",
    "markdown-attributes": "attribute lists of three dialects",
    "markdown-references": "definitions that would change another page",
    "without-end": "comments and code that take the rest of the text with them",
    "same-notes": "two footnotes of one label",
    "elements-without-end": "elements and comments of saved pages that are never closed",
    "missing-images": "images whose files are not there",
    "lost-notes": "marks without their footnotes",
    "other-syntax": "Jinja, Liquid, snippets, admonitions, `[TOC]`, emoji, Mermaid …",
    "double-encoding": "tags behind one, two or more encodings",
    "formulas": "TeX with links, HTML, classes and includes",
    "saved-pages": "saved HTML pages",
    "field-tags": "a script in each field",
    "field-quotes": "quotation marks and handlers in each field",
    "field-syntax": "template and Markdown syntax, escapes and sizes of fields",
    "field-addresses": "sources and videos that are no addresses",
    "field-types": "lists, mappings, sets and bytes where words belong",
    "field-words": "words that YAML takes for numbers, truths and times",
    "field-dates": "dates that do not exist",
    "far-dates": "dates that lie far in the future",
    "old-dates": "dates before those that a clock has",
    "yaml-bombs": "aliases, merge keys, depth and length",
    "yaml-oddities": "objects, tags, duplicate keys, broken YAML",
    "two-rules": "prose between two lines of dashes, which is no front matter",
    "yaml-harmless": "YAML that is odd, and right",
    "toml-oddities": "broken, deep and long TOML",
    "sidecars": "the same in sidecars",
    "vocabularies": "the same in `topics.yml`, `people.yml` and `glossary.yml`",
    "speaker-labels": "markup and paths as the name of a speaker",
    "vtt-payloads": "voice tags, styles, notes and settings of WebVTT",
    "vtt-times": "times that overlap, go backward, or are no times",
    "srt-payloads": "the same in SubRip",
    "json-fields": "every field of the JSON shapes",
    "cut-times": "captions that break off in a time",
    "cut-cues": "captions that were cut off behind the last time",
    "turns-backward": "turns whose times run backward",
    "wrong-suffix": "files that are something else than they say",
    "json-odd": "segments, words, times and speakers that are something else",
    "json-broken": "JSON that is cut, deep or something else",
    "cut-off": "every format, broken off",
    "slugs": "`..`, absolute paths, NUL, reserved and long names",
    "stolen-addresses": "dates, titles and slugs that would take another page's address",
    "permalinks": "addresses of other pages and of the site's own files",
    "odd-permalinks": "hidden files, other sites, one address as file and folder",
    "file-names": "markup, control characters, reserved names, 240 letters",
    "collisions": "names that differ in case, Unicode form, suffix or folder",
    "no-files": "links out, loops, devices, pipes, sockets, folders",
    "encodings": "UTF-8, UTF-16, UTF-32, every kind of newline",
    "wrong-encodings": "Windows-1252, cut and overlong sequences",
    "misread": "Cyrillic and Greek that was read as Windows-1252",
    "no-text": "NUL, pictures, programs, unmarked UTF-16",
    "invisible": "controls, direction marks, zero width",
    "odd-characters": "mojibake, private use, tags, combining marks",
    "long": "one line, many lines, notes, links, dates, speakers",
    "nested": "quotations, lists, brackets, elements, fences",
    "patterns": "what makes careless patterns look again and again",
    "long-fields": "titles, names, tags and headings of 100,000 letters",
    "long-captions": "thousands of cues, voices and tags",
    "archives": "archives that unpack to gigabytes, lead out, link, nest or lie",
    "archives-with-traps": "names in archives that are markup, long or the same",
    "xml-bombs": "entities, files and depth in XML",
    "no-documents": "files that are not what their suffixes say, or are broken",
    "documents": "scripts and includes in books, letters, notebooks and markup",
    "exports": "scripts, addresses and paths in exports and lists",
}

#: What is built beside every attempt. It has to stay whole.
GOOD = """---
title: The tide at the quay
date: 2024-03-05
author: Ada Marsh
tags: [tide]
---

The tide comes in twice a day, and nobody at the quay has ever complained.

On 5 March 2024 it came in [an hour late](https://example.org/late), which was in the paper.

## What the keeper said

It is the moon, said the keeper.
"""
GOOD_PAGE = "posts/the-tide-at-the-quay"
GOOD_WORDS = ("twice a day, and nobody", "which was in the paper", "It is the moon, said")


def write(cases: Iterable[Case], seeds: Path) -> None:
    """Write the files of some cases below a folder, and the good file beside them."""
    seeds.mkdir(parents=True, exist_ok=True)
    (seeds / "good.md").write_text(GOOD, encoding="utf-8")
    for case in cases:
        for name, content in case.files.items():
            path = seeds / case.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(path, content)


def _put(path: Path, content: Content) -> None:
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, Link):
        path.symlink_to(content.target)
    elif content.kind == "fifo":
        os.mkfifo(path)
    elif content.kind == "folder":
        path.mkdir()
    elif content.kind == "unreadable":
        path.write_bytes(b"Words.\n")
        path.chmod(0)
    else:
        _socket(path)


def _socket(path: Path) -> None:
    """A socket; its whole path would be too long for the system."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def classes() -> dict[str, list[Case]]:
    """The cases of each class, in order."""
    found: dict[str, list[Case]] = {}
    for case in CASES:
        found.setdefault(case.kind, []).append(case)
    return found


def table() -> str:
    """How much there is of each class, as a table in Markdown."""
    lines = ["| class | attempts | files | what is tried |", "|---|---:|---:|---|"]
    total = 0
    for kind, cases in classes().items():
        files = sum(len(case.files) + len(case.beside or ()) for case in cases)
        total += files
        lines.append(f"| {kind} | {len(cases)} | {files} | {TRIED[kind]} |")
    lines.append(f"| **{len(classes())} classes** | **{len(CASES)}** | **{total}** | |")
    return "\n".join(lines)
