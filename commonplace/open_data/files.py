"""Every file of the open data: the one entrance to this room."""

from __future__ import annotations

from importlib import resources

from commonplace.model import Catalogue, Document, Each, in_turn
from commonplace.open_data.captions import cues
from commonplace.open_data.common import in_order, title
from commonplace.open_data.feeds import feeds
from commonplace.open_data.finding import opensearch, robots
from commonplace.open_data.llms import llms
from commonplace.open_data.podcast import podcast
from commonplace.open_data.records import DATA, documents, people, references, timeline, topics
from commonplace.open_data.timeline_csv import timeline_csv
from commonplace.open_data.vtt import vtt

#: The records that have a file and a JSON Schema each.
TABLES = {
    "documents": documents,
    "people": people,
    "references": references,
    "timeline": timeline,
    "topics": topics,
}


def files(catalogue: Catalogue, *, site: str | None, each: Each = in_turn) -> dict[str, str]:
    """The files by their path below `docs/`, in order: the same for the same catalogue.

    `site` is the absolute address of the site's root, with a slash at the end. If it is None,
    all addresses are relative and the ids of feeds are UUIDs.
    """
    made = {f"{DATA}/{name}.json": table(catalogue, each) for name, table in TABLES.items()}
    made |= {f"{DATA}/schema/{name}.json": schema(name) for name in TABLES}
    made[f"{DATA}/timeline.csv"] = timeline_csv(catalogue)
    made |= _transcripts(catalogue, each)
    made |= feeds(catalogue, site=site)
    made["llms.txt"] = llms(catalogue, site=site)
    made["robots.txt"] = robots(site)
    if site:
        made["opensearch.xml"] = opensearch(catalogue, site)
    return {path: _encodable(made[path]) for path in sorted(made)}


def schema(name: str) -> str:
    """The JSON Schema of a table, as it is published."""
    file = resources.files("commonplace.open_data") / "schema" / f"{name}.json"
    return file.read_text(encoding="utf-8")


def _transcripts(catalogue: Catalogue, each: Each) -> dict[str, str]:
    """Captions of every transcript that has times."""
    made = {}
    documents = in_order(catalogue)
    for document, captions in zip(documents, each(_captions, documents), strict=True):
        if captions:
            path = f"{DATA}/transcripts/{document.slug}"
            made[f"{path}.vtt"], made[f"{path}.json"] = captions
    return made


def _captions(document: Document) -> tuple[str, str] | None:
    """A transcript as WebVTT and as JSON; None where it has no times."""
    found = cues(document)
    return (vtt(title(document), found), podcast(found)) if found else None


def _encodable(text: str) -> str:
    """The text with lone surrogates, which no file can hold, replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", errors="replace").decode("utf-8")
    return text
