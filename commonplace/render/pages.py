"""The library and what is derived from it as files below `docs/`: the entrance to this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from commonplace.markup.packed import zipped
from commonplace.markup.plain import encodable, title_of
from commonplace.markup.web import is_web
from commonplace.model import Catalogue, Diagnostic, Document, Each, Phrase, in_turn
from commonplace.model.identity import Identity
from commonplace.model.order import newest_first
from commonplace.render import (
    abbreviations,
    front,
    links,
    paged,
    people,
    references,
    timeline,
    topics,
    views,
)
from commonplace.render.addresses import (
    page_file,
    redirect_file,
    redirect_page,
    relative,
)
from commonplace.render.connections import Connections, connections
from commonplace.render.engine import Fill, one_line, page_fields, render
from commonplace.render.record import published, record, record_file, withheld

#: Documents and topics that the home page shows.
NEWEST, CHIPS = 6, 10
#: Documents on the first page of a long list.
LISTED = 24
#: The kinds of documents, and the names of their lists.
LISTS = (("post", "Posts"), ("transcript", "Transcripts"))


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Files by their path below `docs/`, in order, and diagnostics from making them.

    `archives` have the sources and records of the documents.
    """

    files: Mapping[str, str]
    archives: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


#: A document, what connects it with others, its description for machines, where its links
#: lead, and its abbreviations with their words.
_Job = tuple[
    Document,
    Connections,
    Mapping[str, object],
    tuple[str | None, ...],
    tuple[tuple[str, str], ...],
]


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
    files = dict(_lists(catalogue, fill, each))
    wanted = catalogue.identity.pages
    for name, part in (("topics", topics), ("people", people)):
        if name in wanted:
            files.update(part.pages(catalogue, fill, each))
    for name, one in (
        ("timeline", timeline),
        ("references", references),
        ("abbreviations", abbreviations),
    ):
        if name in wanted:
            files.update(one.pages(catalogue, fill))
    found: list[Diagnostic] = []
    jobs: list[_Job] = []
    found_links = each(links.hrefs, library.documents)
    used = abbreviations.used(library.documents, catalogue.derived.abbreviations, each)
    for document, hrefs, short in zip(library.documents, found_links, used, strict=True):
        connected = connections(catalogue, document)
        leading = tuple(links.resolve(href, document, known) for href in hrefs)
        jobs.append((document, connected, linked(document), leading, short))
    kept: dict[str, dict[str, str]] = {}
    for document, (text, dead, texts) in zip(
        library.documents, each(partial(_document, phrases=dict(phrases)), jobs), strict=True
    ):
        files[page_file(document.address)] = text
        if texts:
            kept.setdefault(record_file(document.address), {}).update(texts)
        found += links.diagnostics(dead, document)
    for old, new in library.redirects.items():
        files.setdefault(redirect_file(old), _redirect(old, new))
    return Pages(
        files={path: encodable(files[path]) for path in sorted(files)},
        archives=dict(zip(kept, each(zipped, list(kept.values())), strict=True)),
        diagnostics=tuple(found),
    )


def _filled(job: tuple[str, Mapping[str, object]]) -> str:
    return render(*job)


def _document(
    job: _Job, phrases: Mapping[str, Phrase]
) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """A document's page, its links that led nowhere, and its source and record by name."""
    document, connected, described, leading, short = job
    fields = {**page_fields(title_of(document), document.description), "linked": described}
    linked = links.linked(document, dict(zip(links.hrefs(document), leading, strict=True)))
    explained = abbreviations.with_words(linked.html, short)
    finished = {anchor: one_line(passage) for anchor, passage in explained.items()}
    body = list(views.body(document, finished))
    here = document.address
    original = document.source.address
    text = render(
        "document.md.j2",
        {
            "document": document,
            "tongue": views.tongue(document),
            "title": title_of(document),
            "fields": fields,
            "connected": connected,
            "minutes": views.minutes(document),
            "dated": views.dated,
            "joined": views.joined,
            "link": partial(relative, here),
            "voices": views.voices(document).values(),
            "shares": views.shares(document),
            "recording": views.recording(document),
            "length": views.length(document),
            "body": body,
            "chapters": [block for block in body if isinstance(block, views.Section)],
            "notes": views.notes(document, finished),
            "record": record(document, phrases),
            "unlinked": len(linked.dead),
            "withheld": withheld(document),
            "original": original if is_web(original) else None,
            "folder": here.rstrip("/"),
            "record_link": relative(here, record_file(here)),
        },
    )
    return text, linked.dead, published(document)


def _lists(catalogue: Catalogue, fill: Fill, each: Each) -> Iterator[tuple[str, str]]:
    """The home page and the lists of documents."""
    library = catalogue.library
    listed = views.all_listed(catalogue)
    newest = [listed[d.address] for d in newest_first(library.documents)[:NEWEST]]
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
        page_file(""),
        fill(
            "home.md.j2",
            {
                "fields": page_fields(site.name, site.description, "toc"),
                "site": site,
                "lists": shelves,
                "newest": newest,
                "counts": counts,
                "questions": front.questions(catalogue),
                "quotation": front.quotation(catalogue, each),
                "bars": timeline.strip(catalogue) if "timeline" in site.pages else (),
                "high": timeline.HIGH,
                "ways": tuple(_ways(catalogue)),
                "topics": [
                    (topic.name, topics.address(topic))
                    for topic in topics.weightiest(catalogue.derived.topics, CHIPS)
                ],
                "dated": views.dated,
            },
        ),
    )
    yield page_file("search/"), fill("search.md.j2", {"ways": _without_scripts(site, shelves)})
    if site.book:
        yield page_file("book/"), fill("book.md.j2", {})
    if site.keep_offline:
        yield page_file("offline/"), fill("offline.md.j2", {})
    for kind, name in LISTS:
        documents = [document for document in library.documents if document.kind == kind]
        groups = views.by_year(documents, listed)
        yield from _documents(kind, name, groups, site.contributing, fill)


def _documents(
    kind: str, name: str, groups: Sequence[views.YearGroup], contributing: str, fill: Fill
) -> Iterator[tuple[str, str]]:
    """The list of the documents of a kind; if it is long, the newest and a page for each year."""
    top = f"{name.lower()}/"
    feed = f"data/feeds/{kind}s.xml"
    every = sum(len(group.documents) for group in groups)
    pages = paged.cut(top, [(group.name, group.documents) for group in groups])

    def listed(
        address: str, title: str, groups: Sequence[views.YearGroup], count: int
    ) -> tuple[str, str]:
        values = {
            "fields": {
                **page_fields(title, f"All {top.rstrip('/')}, newest first."),
                **({"feed": feed} if every else {}),
            },
            "feed": relative(address, feed),
            "title": title,
            "count": count,
            "words": kind if count == 1 else f"{kind}s",
            "groups": groups,
            "dated": views.dated,
            "joined": views.joined,
            "link": partial(relative, address),
            "contributing": contributing and relative(address, contributing),
            "pages": paged.ways(top, pages) if address == top else (),
            "all": "" if address == top else relative(address, top),
        }
        return page_file(address), fill("list.md.j2", values)

    newest = groups
    if pages:
        first = tuple(one for group in groups for one in group.documents)[:LISTED]
        newest = (views.YearGroup(name="The newest", anchor="newest", documents=first),)
    yield listed(top, name, newest, every)
    for page in pages:
        group = views.YearGroup(name=page.name, anchor="documents", documents=page.entries)
        yield listed(page.address, f"{name}: {page.name}", (group,), len(page.entries))


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
