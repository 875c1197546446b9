"""Every file of the open data: the one entrance to this room."""

from __future__ import annotations

from importlib import resources

from commonplace.markup.plain import encodable, title_of
from commonplace.model import Catalogue, Document, Each, in_turn
from commonplace.open_data.captions import cues
from commonplace.open_data.common import in_order
from commonplace.open_data.feeds import feeds
from commonplace.open_data.finding import opensearch, robots
from commonplace.open_data.llms import llms
from commonplace.open_data.other_feeds import other_feeds
from commonplace.open_data.parts import cut
from commonplace.open_data.podcast import chapters, podcast
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


def files(
    catalogue: Catalogue, *, site: str | None, each: Each = in_turn
) -> dict[str, str | bytes]:
    """The files by their path below `docs/`, in order: the same for the same catalogue.

    `site` is the absolute address of the site's root, with a slash at the end. If it is None,
    all addresses are relative and the ids of feeds are UUIDs.
    """
    made: dict[str, str | bytes] = {
        f"{DATA}/{path}": data
        for name, table in TABLES.items()
        for path, data in cut(name, table(catalogue, each), each).items()
    }
    made |= {f"{DATA}/schema/{name}.json": schema(name) for name in TABLES}
    made[f"{DATA}/timeline.csv"] = timeline_csv(catalogue)
    if catalogue.identity.captions:
        made |= _transcripts(catalogue, each)
    made |= feeds(catalogue, site=site)
    made |= other_feeds(catalogue, site=site)
    made["llms.txt"] = llms(catalogue, site=site)
    if not catalogue.identity.under:  # it counts at the top of a site alone
        made["robots.txt"] = robots(site)
    if site:
        made["opensearch.xml"] = opensearch(catalogue, site)
    return {path: _encodable(made[path]) for path in sorted(made)}


def schema(name: str) -> str:
    """The JSON Schema of a table, as it is published."""
    file = resources.files("commonplace.open_data") / "schema" / f"{name}.json"
    return file.read_text(encoding="utf-8")


def _transcripts(catalogue: Catalogue, each: Each) -> dict[str, str]:
    """Captions and chapters of every transcript that has times."""
    made: dict[str, str] = {}
    documents = in_order(catalogue)
    for document, written in zip(documents, each(_written, documents), strict=True):
        path = f"{DATA}/transcripts/{document.slug}"
        made |= {f"{path}.{ending}": text for ending, text in written.items()}
    return made


def _written(document: Document) -> dict[str, str]:
    """A transcript as WebVTT and as JSON, and its chapters, by the endings of their files."""
    if not (found := cues(document)):
        return {}
    made = {"vtt": vtt(title_of(document), found), "json": podcast(found)}
    told = chapters(document)
    return {**made, "chapters.json": told} if told else made


def _encodable(data: str | bytes) -> str | bytes:
    return encodable(data) if isinstance(data, str) else data
