"""Where each work stands: the groups of the list of references, and the pages it is cut into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from commonplace.addresses.slugs import short_hash
from commonplace.model import Catalogue, Reference, WorkKind
from commonplace.model.texts import noted
from commonplace.render import paged

ADDRESS = "references/"
#: The kinds of works in the page's order: the name of the group, and of one of it.
KINDS: tuple[tuple[WorkKind, str, str], ...] = (
    ("paper", noted("Papers"), noted("paper")),
    ("post", noted("Posts"), noted("post")),
    ("x", noted("Posts on X"), noted("post on X")),
    ("video", noted("Videos"), noted("video")),
    ("book", noted("Books and encyclopaedias"), noted("book or encyclopaedia")),
    ("code", noted("Code"), noted("code")),
    ("other", noted("Other"), noted("other")),
)
#: The first group and the last.
_SEVERAL = noted("Cited by several documents")
_ASIDE = noted("Players, shops, profiles and front pages")


@dataclass(frozen=True, kw_only=True)
class Group:
    """Works of one kind, or those that several documents cite; what is no work lies folded."""

    name: str
    anchor: str
    works: tuple[Reference, ...]
    folded: bool = False


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The list of references: the groups on its own page, and the others, each on pages of its own.

    `places` are the pages' addresses by the anchors of the works that stand there.
    """

    here: tuple[Group, ...]
    apart: tuple[tuple[Group, paged.ListPage[Reference]], ...]
    places: Mapping[str, str]


def anchor(work: str) -> str:
    """The anchor of a work on its page, by its `key`."""
    return f"w-{short_hash(work)}"


def work_place(catalogue: Catalogue, work: str) -> str:
    """The address of the work with this `key` among the references, below the site's root."""
    where = lists(catalogue).places.get(anchor(work), ADDRESS)
    return f"{where}#{anchor(work)}"


def documents(work: Reference) -> int:
    """How many documents cite a work."""
    return len({citation.document for citation in work.citations})


def groups(works: Sequence[Reference]) -> tuple[Group, ...]:
    """Works that several documents cite, then the others by kind; each keeps its order.

    At the end stands what is no work: players, shops, profiles and front pages.
    """
    asides = [work for work in works if work.aside]
    works = [work for work in works if not work.aside]
    found = [(_SEVERAL, "several", [work for work in works if documents(work) > 1])]
    for kind, name, _ in KINDS:
        alone = [work for work in works if work.kind == kind and documents(work) <= 1]
        found.append((name, kind, alone))
    found.append((_ASIDE, "aside", asides))
    return tuple(
        Group(name=name, anchor=f"kind-{key}", works=tuple(group), folded=key == "aside")
        for name, key, group in found
        if group
    )


@lru_cache(maxsize=1)
def lists(catalogue: Catalogue) -> Lists:
    """The groups, and if they are long, the pages that they are cut into.

    The first works of the first group then stay on the first page.
    """
    found = groups(catalogue.derived.references)
    here, rest = found, tuple[Group, ...]()
    if sum(len(group.works) for group in found) > paged.LONG:
        first = found[0]
        here = (_with(first, first.works[: paged.LONG]),)
        rest = (_with(first, first.works[paged.LONG :]), *found[1:])
    apart = tuple(
        (group, page)
        for group in rest
        for page in paged.cut(
            ADDRESS, [(group.name, group.works)], catalogue.identity.texts, over=0
        )
    )
    return Lists(
        here=here,
        apart=apart,
        places={anchor(work.key): page.address for _, page in apart for work in page.entries},
    )


def _with(group: Group, works: tuple[Reference, ...]) -> Group:
    return Group(name=group.name, anchor=group.anchor, works=works, folded=group.folded)
