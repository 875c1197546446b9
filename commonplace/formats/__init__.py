"""The collection in the forms that other tools open, for `commonplace export`.

Each form is a module with a function from a catalogue to files. A new one is a module and a
line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonplace.model import Catalogue

#: Files by their path below the folder of the export.
MadeFiles = Mapping[str, str | bytes]


@dataclass(frozen=True, kw_only=True)
class Format:
    """A form of export: for whom it is, and what makes its files.

    `maker` is a module of this package and its function, which gets the catalogue and the
    address of the site, None where that is unknown. It is imported when it is wanted, so that
    the command line is quick to say which forms there are.
    """

    about: str
    maker: str


#: By the names that `--format` knows.
FORMATS: Mapping[str, Format] = {
    "bibtex": Format(about="the works that are cited, for LaTeX", maker="works.bibtex"),
    "csl": Format(about="the same as CSL-JSON, for Zotero and Pandoc", maker="works.csl"),
    "jsonl": Format(about="passages as JSON Lines, for retrieval", maker="passages.jsonl"),
    "llms": Format(about="all texts as llms-full.txt", maker="llms_full.llms_full"),
    "markdown": Format(about="each page’s text as Markdown", maker="pages.markdown"),
    "opensearch": Format(
        about="a mapping and bulk files, for OpenSearch or Elasticsearch",
        maker="opensearch.bulk",
    ),
    "opml": Format(about="the site’s feeds, for a feed reader", maker="opml.opml"),
    "sqlite": Format(about="a database with full-text search", maker="database.sqlite"),
    "srt": Format(about="subtitles of transcripts with times", maker="subtitles.srt"),
    "vault": Format(about="linked notes, for Obsidian", maker="vault.vault"),
}


def files(catalogue: Catalogue, name: str, site: str | None) -> dict[str, bytes]:
    """The files of a format by their path, sorted: the same for the same catalogue.

    `site` is the site's address with a slash at the end, or None.
    """
    module, function = FORMATS[name].maker.split(".")
    make = getattr(import_module(f"{__name__}.{module}"), function)
    made: MadeFiles = make(catalogue, site)
    # A lone surrogate, which JSON can bring in, cannot be written.
    return {
        path: text if isinstance(text, bytes) else text.encode("utf-8", errors="replace")
        for path, text in sorted(made.items())
    }
