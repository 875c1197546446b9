"""`llms-full.txt`: the overview for language models, and then every text."""

from __future__ import annotations

from collections.abc import Iterator

from commonplace.markup.clock import clock
from commonplace.markup.plain import plain, title_of
from commonplace.model import Catalogue, Document
from commonplace.open_data.common import credits, in_order, iso, link
from commonplace.open_data.llms import llms


def llms_full(catalogue: Catalogue, site: str | None) -> dict[str, str]:
    """The one file; a document begins with a heading of the first level."""
    texts = (_document(catalogue, one, site) for one in in_order(catalogue))
    return {"llms-full.txt": "\n".join([llms(catalogue, site=site), *texts])}


def _document(catalogue: Catalogue, document: Document, site: str | None) -> str:
    people = dict.fromkeys(one.name for one in credits(catalogue, document))
    known = {
        "Address": link(document.address, here="", site=site),
        "Date": iso(document.date) if document.date else "",
        "By": ", ".join(people),
        "Licence": plain(document.licence),
    }
    lines = "".join(f"- {name}: {value}\n" for name, value in known.items() if value)
    return f"# {title_of(document)}\n\n{lines}\n" + "\n".join(_passages(document))


def _passages(document: Document) -> Iterator[str]:
    headings: dict[int, list[str]] = {}
    for heading in document.headings:
        words = f"{'#' * min(heading.level + 1, 6)} {plain(heading.text)}\n"
        headings.setdefault(heading.before, []).append(words)
    for number, passage in enumerate(document.passages):
        yield from headings.get(number, ())
        time = f" [{clock(passage.start)}]" if passage.start is not None else ""
        voice = plain(passage.speaker or "")
        said = f"{voice}{time}: " if voice else f"{time.strip()} ".lstrip()
        if passage.text.strip():
            yield f"{said}{passage.text.strip()}\n"
