"""Files that only list texts: feeds, lists of feeds, tables."""

from __future__ import annotations

import re

from commonplace.model import Diagnostic, Seed
from commonplace.model.diagnostics import warning

_HEAD = 4_000
_OPML = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_WORDPRESS = b"wordpress.org/export/"
_WHY = "a list of texts is not a text"


def refused(suffix: str, seed: Seed) -> Diagnostic | None:
    """The warning for a feed or a list of feeds; None for anything else."""
    head = seed.data[:_HEAD]
    if suffix not in (".xml", ".opml") or _WORDPRESS in head:
        return None
    if _OPML.search(head):
        message = "this is a list of feeds, and has no texts"
        return warning(seed.file, 1, message, "leave it out, and add the posts themselves", _WHY)
    if _FEED.search(head):
        message = "this is a feed, which lists texts and at best quotes their beginnings"
        remedy = "add the transcripts it names (as .vtt, .srt or .json), or the blog's export"
        return warning(seed.file, 1, message, remedy, _WHY)
    return None


def table(seed: Seed) -> Diagnostic:
    """The warning for a table of an unknown kind."""
    return warning(
        seed.file,
        1,
        "this is a table of an unknown kind",
        "tables of captions and those from Readwise, Pocket and Instapaper are read; write "
        "others as .md",
        _WHY,
    )
