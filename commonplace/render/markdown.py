"""A cleaned document as one Markdown text, for `commonplace clean`."""

from __future__ import annotations

import re
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined

from commonplace.markup.blocks import blocks
from commonplace.markup.clock import clock
from commonplace.model import Document

# Nothing is escaped: what comes out is Markdown for a person, and no page.
_TEMPLATES = Environment(
    loader=PackageLoader("commonplace.render"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,
)


_LABEL = re.compile(r"\[([^\[\]]{1,200})\]")


def as_markdown(document: Document) -> str:
    """Front matter, headings and passages; turns carry their speaker and time.

    A passage that continues a turn repeats the speaker's name only if it has its own time.

    The program reads its own output: cleaning it again finds the same turns.
    """
    headings: dict[int, list[str]] = {}
    for heading in document.headings:
        headings.setdefault(heading.before, []).append(f"{'#' * heading.level} {heading.text}")
    return _TEMPLATES.get_template("cleaned.md.j2").render(
        front_matter=yaml.safe_dump(_fields(document), allow_unicode=True, sort_keys=False),
        passages=document.passages,
        headings=headings,
        clock=clock,
    ) + "".join(f"\n{definition}" for definition in _definitions(document))


def _definitions(document: Document) -> list[str]:
    """The definitions of links that passages refer to, as in the source."""
    used = {
        label.lower() for passage in document.passages for label in _LABEL.findall(passage.body)
    }
    text = document.source.text
    found = [
        f"{text[block.start : block.end].strip()}\n"
        for block in blocks(text)
        if block.kind == "reference"
    ]
    return [one for one in found if one[1:].partition("]:")[0].lower() in used]


def _fields(document: Document) -> dict[str, Any]:
    """The non-empty fields, in the usual order."""
    by_role: dict[str, list[str]] = {}
    for credit in document.people:
        by_role.setdefault(credit.role, []).append(credit.name)
    fields: dict[str, Any] = {
        "title": document.title,
        "date": document.date.at.isoformat() if document.date else None,
        "description": document.description,
        "authors": by_role.get("author"),
        "hosts": by_role.get("host"),
        "guests": by_role.get("guest"),
        "tags": list(document.topics),
        "covered": list(document.covered),
        "sources": [{"title": s.title, "url": s.address} for s in document.sources],
        "video": document.video,
        "source": document.source.address,
        "licence": document.licence,
        "note": document.notice,
    }
    return {name: value for name, value in fields.items() if value}
