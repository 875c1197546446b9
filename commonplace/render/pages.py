"""The library and what is derived from it as files below `docs/`: the entrance to this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from commonplace.markup.web import is_web
from commonplace.model import Catalogue, Diagnostic, Document, Each, Phrase, in_turn
from commonplace.model.identity import Identity
from commonplace.render import links, people, references, timeline, topics, views
from commonplace.render.addresses import (
    page_file,
    redirect_file,
    redirect_page,
    relative,
)
from commonplace.render.connections import Connections, connections
from commonplace.render.engine import Fill, one_line, page_fields, render
from commonplace.render.record import record, record_json, withheld

#: Documents and topics that the home page shows.
NEWEST, CHIPS = 6, 10
#: The kinds of documents, and the names of their lists.
LISTS = (("post", "Posts"), ("transcript", "Transcripts"))


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Files by their path below `docs/`, in order, and diagnostics from making them."""

    files: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


#: A document, what connects it with others, its description for machines, where its
#: links lead, and the files with its source and its record.
_Job = tuple[Document, Connections, Mapping[str, object], tuple[str | None, ...], str, str]


def pages(
    catalogue: Catalogue,
    phrases: Mapping[str, Phrase],
    linked: Callable[[Document], Mapping[str, object]] = lambda _: {},
    each: Each = in_turn,
) -> Pages:
    """Every generated page of the site, the same for the same catalogue.

    `phrases` says how a page's record names what each rule did; `linked` describes a document
    for machines, as JSON-LD; `each` fills in the templates.
    """

    def fill(template: str, values: Mapping[str, object]) -> str:
        return next(iter(each(_filled, [(template, values)])))

    library = catalogue.library
    known = links.places(library, each)
    files = dict(_lists(catalogue, fill))
    wanted = catalogue.identity.pages
    for name, part in (("topics", topics), ("people", people)):
        if name in wanted:
            files.update(part.pages(catalogue, fill, each))
    for name, one in (("timeline", timeline), ("references", references)):
        if name in wanted:
            files.update(one.pages(catalogue, fill))
    found: list[Diagnostic] = []
    jobs: list[_Job] = []
    found_links = each(links.hrefs, library.documents)
    posts = {document.slug for document in library.documents if document.kind == "post"}
    for document, hrefs in zip(library.documents, found_links, strict=True):
        # Where a post and a transcript share a slug, the post's files have the plain name.
        shared = document.kind == "transcript" and document.slug in posts
        name = f"{document.slug}.transcript" if shared else document.slug
        source, changes = f"data/sources/{name}.txt", f"data/changes/{name}.json"
        connected = connections(catalogue, document)
        leading = tuple(links.resolve(href, document, known) for href in hrefs)
        jobs.append((document, connected, linked(document), leading, source, changes))
    for job, (text, dead, changed) in zip(
        jobs, each(partial(_document, phrases=dict(phrases)), jobs), strict=True
    ):
        document, *_, source, changes = job
        files[page_file(document.address)] = text
        if document.shows_source:
            files[source] = document.source.text
        if document.shows_record:
            files[changes] = changed
        found += links.diagnostics(dead, document)
    for old, new in library.redirects.items():
        files.setdefault(redirect_file(old), _redirect(old, new))
    return Pages(
        files={path: _encodable(files[path]) for path in sorted(files)},
        diagnostics=tuple(found),
    )


def _filled(job: tuple[str, Mapping[str, object]]) -> str:
    return render(*job)


def _document(job: _Job, phrases: Mapping[str, Phrase]) -> tuple[str, tuple[str, ...], str]:
    """A document's page, its links that led nowhere, and its record."""
    document, connected, described, leading, source, changes = job
    fields = {**page_fields(views.title(document), document.description), "linked": described}
    linked = links.linked(document, dict(zip(links.hrefs(document), leading, strict=True)))
    finished = {anchor: one_line(passage) for anchor, passage in linked.html.items()}
    body = list(views.body(document, finished))
    here = document.address
    original = document.source.address
    text = render(
        "document.md.j2",
        {
            "document": document,
            "tongue": views.tongue(document),
            "title": views.title(document),
            "fields": fields,
            "connected": connected,
            "minutes": views.minutes(document),
            "dated": views.dated,
            "joined": views.joined,
            "link": partial(relative, here),
            "voices": views.voices(document).values(),
            "recording": views.recording(document),
            "length": views.length(document),
            "body": body,
            "chapters": [block for block in body if isinstance(block, views.Section)],
            "notes": views.notes(document, finished),
            "record": record(document, phrases),
            "unlinked": len(linked.dead),
            "withheld": withheld(document),
            "original": original if is_web(original) else None,
            "source_link": relative(here, source),
            "record_link": relative(here, changes),
        },
    )
    return text, linked.dead, record_json(document)


def _lists(catalogue: Catalogue, fill: Fill) -> Iterator[tuple[str, str]]:
    """The home page and the lists of documents."""
    library = catalogue.library
    newest = [views.listed(d) for d in views.newest_first(library.documents)[:NEWEST]]
    speakers = {speaker for document in library.documents for speaker in document.speakers}
    counts = (
        (len(library.documents), "document", "documents"),
        (sum(len(d.passages) for d in library.documents), "passage", "passages"),
        (len(speakers), "speaker", "speakers"),
    )
    site = catalogue.identity
    kinds = {document.kind for document in library.documents}
    shelves = [(name.lower(), f"{name.lower()}/") for kind, name in LISTS if kind in kinds]
    yield (
        "index.md",
        fill(
            "home.md.j2",
            {
                "fields": page_fields(site.name, site.description, "toc"),
                "site": site,
                "lists": shelves,
                "newest": newest,
                "counts": counts,
                "ways": tuple(_ways(catalogue)),
                "topics": [
                    (topic.name, topics.address(topic))
                    for topic in topics.weightiest(catalogue.derived.topics, CHIPS)
                ],
                "dated": views.dated,
            },
        ),
    )
    yield "search.md", fill("search.md.j2", {"ways": _without_scripts(site, shelves)})
    if site.book:
        yield "book.md", fill("book.md.j2", {})
    for kind, name in LISTS:
        documents = [document for document in library.documents if document.kind == kind]
        address = f"{name.lower()}/"
        yield (
            f"{address}index.md",
            fill(
                "list.md.j2",
                {
                    "fields": page_fields(name, f"All {address.rstrip('/')}, newest first."),
                    "title": name,
                    "count": len(documents),
                    "words": kind if len(documents) == 1 else f"{kind}s",
                    "groups": views.by_year(documents),
                    "dated": views.dated,
                    "joined": views.joined,
                    "link": partial(relative, address),
                    "contributing": site.contributing and relative(address, site.contributing),
                },
            ),
        )


def _without_scripts(site: Identity, shelves: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Where a reader without scripts may look instead, as links of the search page."""
    ways = [*shelves, *((name, f"{name}/") for name in site.pages)]
    return [(name, relative("search/", address)) for name, address in ways]


def _ways(catalogue: Catalogue) -> Iterator[tuple[str, str, int, str]]:
    """Other ways into the collection: name, address, and count."""
    derived = catalogue.derived
    for name, count, one in (
        ("Timeline", timeline.count(catalogue), "event"),
        ("Topics", len(derived.topics), "topic"),
        ("People", len(derived.people), "person"),
        ("References", references.count(catalogue), "work"),
    ):
        if count:
            many = "people" if one == "person" else f"{one}s"
            yield name, f"{name.lower()}/", count, one if count == 1 else many


def _redirect(old: str, new: str) -> str:
    return render("redirect.html.j2", {"target": Markup(relative(redirect_page(old), new))})


def _encodable(text: str) -> str:
    """The text with half characters, which no file can hold, replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", errors="replace").decode("utf-8")
    return text
