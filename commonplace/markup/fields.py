"""The names of fields that formats without front matter may carry."""

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
