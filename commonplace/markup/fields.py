"""The names of fields: those that pages show, and those that formats without front matter carry."""

from __future__ import annotations

#: As in front matter; the glossary page says what they mean.
FIELDS = frozenset(
    [
        "title",
        "description",
        "date",
        "author",
        "authors",
        "source",
        "language",
        "tags",
        "video",
    ]
)
#: Every field of front matter that a page or a file of the site may show. What has another
#: name is its author's own affair, and is not published.
PUBLIC = FIELDS | frozenset(
    "aliases canonical canonical_url categories covered created excerpt guest guests host hosts "
    "keywords licence license link note notice original permalink post_date publishdate "
    "published published_at redirect_from slug sources speakers subtitle summary topics url "
    "video_url year youtube youtube_id".split()
)
#: What of a mapping in a field is read; of other fields nothing is.
_NAME = frozenset({"name"})
WITHIN = {
    **dict.fromkeys("author authors host hosts guest guests speakers".split(), _NAME),
    "sources": frozenset({"title", "name", "url", "address", "link"}),
}


def plain_name(name: object) -> str:
    """The name of a field in the one spelling that counts.

    >>> plain_name(" Canonical-URL ")
    'canonical_url'
    """
    return str(name).strip().lower().replace("-", "_")
