"""Works that are linked to and those that are only spoken of, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from commonplace.addresses.linking import squashed
from commonplace.analysis import tokens
from commonplace.derive.references.cited import kind_of
from commonplace.derive.references.spoken import Spoken
from commonplace.model import Citation, Document, ListedWork, Reference

#: Words of a title that tell the work without what stands behind its colon.
_TELLING = 2


def as_listed(found: Reference, given: ListedWork) -> Reference:
    """A work with what a person says of it; a date in the same year may be more precise."""
    same = found.date and given.date and found.date.at.year == given.date.at.year
    return replace(
        found,
        title=given.title or found.title,
        kind=given.kind or found.kind,
        by=given.authors or found.by,
        date=found.date if same else given.date or found.date,
    )


def joined(
    linked: Sequence[Reference],
    said: Sequence[tuple[Spoken, Citation]],
    titled: Mapping[tuple[str, ...], Sequence[Document]],
    listed: Sequence[ListedWork] = (),
) -> Iterator[Reference]:
    """All works, each once: those of one title are one.

    `titled` are the documents by the words of their titles: a work with such a
    title is in the corpus. A work of which documents only speak has an address if one of the
    `listed` has its title.
    """
    groups: defaultdict[str, list[tuple[Spoken, Citation]]] = defaultdict(list)
    for one, citation in said:
        groups[_key(one.title)].append((one, citation))
    for work in linked:
        more = groups.pop(_key(work.title), ())
        yield replace(work, citations=(*work.citations, *_of_others(more, work.document)))
    known = {_key(one.title): one for one in listed if one.title}
    for key, group in groups.items():
        work = _spoken(group, known.get(key), titled)
        if work.citations:
            yield work


def _spoken(
    group: Sequence[tuple[Spoken, Citation]],
    given: ListedWork | None,
    titled: Mapping[tuple[str, ...], Sequence[Document]],
) -> Reference:
    """A work of which documents only speak, by its longest title."""
    title = max((one.title for one, _ in group), key=lambda text: (len(text), text))
    there = titled.get(tuple(tokens(title)), ())
    own = there[0] if len(there) == 1 else None
    document = own.address if own else None
    first = group[0][0]
    address = given.address if given else ""
    found = Reference(
        address=document or address,
        kind=kind_of(address) if address else first.kind,
        title=own.title if own else title,
        citations=tuple(_of_others(group, document)),
        document=document,
        by=next((one.by for one, _ in group if one.by), ()),
    )
    return as_listed(found, given) if given else found


def _of_others(
    group: Sequence[tuple[Spoken, Citation]], document: str | None
) -> Iterator[Citation]:
    """The citations that are not a document's own, which may say its title."""
    return (citation for _, citation in group if citation.document != document)


def _key(title: str) -> str:
    """What the spellings of a title have in common; a long one is known without its subtitle."""
    main = title.partition(": ")[0]
    return squashed(main if len(main.split()) >= _TELLING else title)
