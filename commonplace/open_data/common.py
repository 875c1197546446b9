"""What all files of the open data write in the same way: dates, order, addresses, names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from commonplace.markup.plain import plain
from commonplace.model import ROLES, Catalogue, Dated, Document, Role


@dataclass(frozen=True, kw_only=True)
class Contributor:
    """Somebody credited by a document, with a role; `slug` is that of their page, if any."""

    name: str
    role: Role
    slug: str | None = None


def iso(date: Dated) -> str:
    """A date as ISO 8601 writes it, no more precise than it is known.

    >>> from datetime import datetime
    >>> at = datetime(2024, 5, 3, 12, 30, tzinfo=UTC)
    >>> [iso(Dated(at=at, precision=p)) for p in ("year", "month", "day", "second")]
    ['2024', '2024-05', '2024-05-03', '2024-05-03T12:30:00Z']
    """
    if date.precision == "second":
        return instant(date)
    length = {"year": 4, "month": 7, "day": 10}[date.precision]
    return date.at.date().isoformat()[:length]


def instant(date: Dated) -> str:
    """A date as the point in time that RFC 3339 asks for: of a stretch, its beginning.

    >>> from datetime import datetime
    >>> instant(Dated(at=datetime(2024, 7, 9, 12, tzinfo=UTC), precision="month"))
    '2024-07-01T00:00:00Z'
    """
    if date.precision == "second":
        return date.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    beginning = {"year": "-01-01", "month": "-01", "day": ""}[date.precision]
    return f"{iso(date)}{beginning}T00:00:00Z"


def in_order(catalogue: Catalogue) -> list[Document]:
    """The documents in the order of their addresses."""
    return sorted(catalogue.library.documents, key=lambda document: document.address)


def link(there: str, *, here: str, site: str | None) -> str:
    """An address below the site's root, absolute, or as seen from the file or page `here`.

    >>> link("posts/x/", here="data/feeds/all.xml", site=None)
    '../../posts/x/'
    >>> link("posts/x/", here="posts/x/", site="https://example.org/notes/")
    'https://example.org/notes/posts/x/'
    """
    return f"{site}{there}" if site else "../" * here.count("/") + there or "./"


def credits(catalogue: Catalogue, document: Document) -> list[Contributor]:
    """Who made a document or speaks in it, in the order of the roles, then of the names.

    If the document names more in a role than there are known persons, its own names fill in,
    such as that of a show.
    """
    own = document.address
    found = [
        Contributor(name=person.name, role=role, slug=person.slug)
        for person in catalogue.credited(own)
        for address, role in person.credits
        if address == own
    ]
    for role in ROLES:
        names = [plain(credit.name) for credit in document.people if credit.role == role]
        given = dict.fromkeys(filter(None, names))
        known = {one.name for one in found if one.role == role}
        if len(known) < len(given):
            found += [Contributor(name=name, role=role) for name in given if name not in known]
    return sorted(dict.fromkeys(found), key=lambda one: (ROLES.index(one.role), one.name))
