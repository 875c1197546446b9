"""The works that the collection cites, as CSL-JSON and as BibTeX."""

from __future__ import annotations

import hashlib
import json
import re
from urllib.parse import urlsplit

from commonplace.markup.packed import encoded
from commonplace.model import Catalogue, Dated, Reference, WorkKind
from commonplace.open_data.common import iso

#: The kinds of https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
_TYPES: dict[WorkKind, str] = {
    "paper": "article",
    "post": "post-weblog",
    "x": "post",
    "video": "motion_picture",
    "book": "book",
    "code": "software",
    "other": "webpage",
}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
#: What TeX gives a meaning, and how it is written as itself.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "$&#%_"},
}
_SPECIAL = re.compile(r"[\\{}~^$&#%_]")


def csl(catalogue: Catalogue, site: str | None) -> dict[str, str]:
    """`references.csl.json`: a list of works, the most cited first."""
    lines = ",\n".join(
        json.dumps(_csl(work, site), ensure_ascii=False) for work in _works(catalogue)
    )
    return {"references.csl.json": f"[\n{lines}\n]\n" if lines else "[]\n"}


def bibtex(catalogue: Catalogue, site: str | None) -> dict[str, str]:
    """`references.bib`: the same works, each as `@misc`, whose fields are all optional."""
    return {"references.bib": "\n".join(_bibtex(work, site) for work in _works(catalogue))}


def _works(catalogue: Catalogue) -> list[Reference]:
    """Works alone: no shops, players or profiles."""
    return [work for work in catalogue.derived.references if not work.aside]


def key(work: Reference) -> str:
    """A key that stays the same whatever else is cited.

    >>> key(Reference(address="https://example.org/", kind="post", title="", citations=()))
    'post-8198d1bac4'
    """
    return f"{work.kind}-{hashlib.sha256(encoded(work.key)).hexdigest()[:10]}"


def _csl(work: Reference, site: str | None) -> dict[str, object]:
    address = _address(work, site)
    found: dict[str, object] = {
        "id": key(work),
        "type": _TYPES[work.kind],
        "title": _line(work.title) or address,
    }
    if address:
        found["URL"] = address
    if work.by and not work.address:
        found["author"] = [{"literal": name} for name in work.by]
    if work.date:
        found["issued"] = {"date-parts": [_parts(work.date)]}
    if doi := _doi(work.address):
        found["DOI"] = doi
    return found


def _bibtex(work: Reference, site: str | None) -> str:
    address = _uri(_address(work, site))
    title = _SPECIAL.sub(lambda mark: _TEX[mark[0]], _line(work.title) or address)
    # The second braces keep the case of the title.
    fields = {"title": f"{{{title}}}"}
    if work.date:
        year, *rest = _parts(work.date)
        fields["year"] = f"{year:04}"
        if rest:
            fields["month"] = _MONTHS[rest[0] - 1]
    if doi := _doi(work.address):
        fields["doi"] = _uri(doi)
    if address:
        fields["url"] = address
    lines = "".join(
        f",\n  {name} = {value if name == 'month' else f'{{{value}}}'}"
        for name, value in fields.items()
    )
    return f"@misc{{{key(work)}{lines}\n}}\n"


def _address(work: Reference, site: str | None) -> str:
    """Where the work is: in the collection itself, if its own address is known."""
    return f"{site}{work.document}" if work.document and site else work.address


def _parts(date: Dated) -> list[int]:
    """Year, month and day, as far as known."""
    return [int(part) for part in iso(date)[:10].split("-")]


def _doi(address: str) -> str:
    """The DOI that an address is, or nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    found = parts.netloc.lower() in ("doi.org", "dx.doi.org") and parts.path[1:]
    return found if found and found.startswith("10.") and "/" in found else ""


def _uri(address: str) -> str:
    """An address without what could end a field of BibTeX."""
    for mark in "{}\\ ":
        address = address.replace(mark, f"%{ord(mark):02X}")
    return _line(address)


def _line(text: str) -> str:
    return " ".join(text.split())
