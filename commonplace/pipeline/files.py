"""The files of a site that are not pages, and all files beside the old ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from commonplace.analysis.terms import terms_of
from commonplace.disk.write import Staged, maker_pages, stage
from commonplace.export import site_files
from commonplace.model import Catalogue, Each, Library
from commonplace.pipeline.request import Request
from commonplace.render.examples import examples
from commonplace.render.scripts import scripts, service_worker
from commonplace.render.stemmers import stemmers
from commonplace.render.styles import styles


def code_of(
    files: Mapping[str, str | bytes],
    catalogue: Catalogue,
    indexed: Library,
    search: Iterable[str],
    each: Each,
) -> dict[str, bytes]:
    """Scripts and styles; `files` are those of the site, and `search` those of its search."""
    own = catalogue.identity
    code = {
        **scripts(
            examples(catalogue, each),
            own.searching,
            own.texts,
            keep_offline=own.keep_offline,
            each=each,
        ),
        **styles(own.texts),
        **stemmers(terms_of(document).language for document in indexed.documents),
    }
    return {**code, **(service_worker({**files, **code}, code, search) if own.keep_offline else {})}


def staged_files(
    asked: Request,
    files: dict[str, str | bytes],
    search: Mapping[str, bytes] | None,
    untouched: bool,
) -> Staged:
    """The files of a build beside the old ones; `search` is None where its files are there."""
    files |= search or {}
    for own in maker_pages(asked.docs):
        files.pop(own, None)
    return stage(
        asked.docs,
        files,
        asked.folders,
        kept=None if search else site_files.FOLDER,
        same=site_files.by_content(search or ()) if untouched else (),
        first=site_files.FOLDER,
        last=site_files.MANIFEST,
    )
