"""What the search needs besides the documents: vectors, the Whoosh index, names of pages."""

from __future__ import annotations

from collections.abc import Sequence

from commonplace import index, meaning
from commonplace.export import site_files
from commonplace.incremental.cache import Cache
from commonplace.incremental.sharing import FEW, shared
from commonplace.model import Derived, Each, Library
from commonplace.pipeline.request import Request
from commonplace.project.project import Project

#: Of fewer documents the vectors are made sooner than a process has loaded what that needs.
WORTH_SENDING = 50


def vectors_and_index(
    asked: Request,
    cache: Cache,
    library: Library,
    aliases: Sequence[Sequence[str]],
    pages_named: Sequence[index.NamedPage],
    held: Sequence[index.Indexed],
    explained: Sequence[Sequence[str]],
) -> tuple[meaning.Meant, index.Update]:
    """The vectors of a library, where its search is to find by meaning, and its Whoosh index."""
    few = 1 if len(library.documents) >= WORTH_SENDING else FEW
    meant = vectors(asked.project, library, shared(cache, asked.mapper, few), shared(cache, map))
    if not asked.indexing:
        return meant, index.untouched(asked.index_folder)
    return meant, index.prepare(
        asked.index_folder,
        library,
        aliases,
        pages_named,
        held=held,
        meant=meant,
        explained=explained,
        without=site_files.NOTE,
        each=shared(Cache(), asked.mapper),  # what it makes is large, and made quickly
    )


def vectors(project: Project, library: Library, each: Each, here: Each) -> meaning.Meant:
    """The vectors of a library, where its search is to find by meaning.

    A sentence model takes much memory and all processors, so it is loaded `here` alone.
    """
    if not project.meaning:
        return meaning.NOTHING
    return meaning.made(library.documents, each, project.meaning_model, here)


def entries(derived: Derived) -> list[index.NamedPage]:
    """The pages about topics and persons, for search by name."""
    return [
        *(index.NamedPage(f"topics/{t.slug}/", t.name, "topic", t.aliases) for t in derived.topics),
        *(index.NamedPage(f"people/{p.slug}/", p.name, "person") for p in derived.people),
    ]
