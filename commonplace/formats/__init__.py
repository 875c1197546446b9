"""The collection in the forms that other tools open, for `commonplace export`.

Each form is a module with a function from a catalogue to files. A new one is a module and a
line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from commonplace.formats import (
    database,
    llms_full,
    opensearch,
    opml,
    pages,
    passages,
    subtitles,
    vault,
    works,
)
from commonplace.model import Catalogue

#: Files by their path below the folder of the export.
MadeFiles = Mapping[str, str | bytes]


@dataclass(frozen=True, kw_only=True)
class Format:
    """A form of export: for whom it is, and what makes its files.

    `files` gets the catalogue and the address of the site, None where that is unknown.
    """

    about: str
    files: Callable[[Catalogue, str | None], MadeFiles]


#: By the names that `--format` knows.
FORMATS: Mapping[str, Format] = {
    "bibtex": Format(about="the works that are cited, for LaTeX", files=works.bibtex),
    "csl": Format(about="the same as CSL-JSON, for Zotero and Pandoc", files=works.csl),
    "jsonl": Format(about="passages as JSON Lines, for retrieval", files=passages.jsonl),
    "llms": Format(about="all texts as llms-full.txt", files=llms_full.llms_full),
    "markdown": Format(about="each page’s text as Markdown", files=pages.markdown),
    "opensearch": Format(
        about="a mapping and bulk files, for OpenSearch or Elasticsearch",
        files=opensearch.bulk,
    ),
    "opml": Format(about="the site’s feeds, for a feed reader", files=opml.opml),
    "sqlite": Format(about="a database with full-text search", files=database.sqlite),
    "srt": Format(about="subtitles of transcripts with times", files=subtitles.srt),
    "vault": Format(about="linked notes, for Obsidian", files=vault.vault),
}


def files(catalogue: Catalogue, name: str, site: str | None) -> dict[str, bytes]:
    """The files of a format by their path, sorted: the same for the same catalogue.

    `site` is the site's address with a slash at the end, or None.
    """
    # A lone surrogate, which JSON can bring in, cannot be written.
    return {
        path: text if isinstance(text, bytes) else text.encode("utf-8", errors="replace")
        for path, text in sorted(FORMATS[name].files(catalogue, site).items())
    }
