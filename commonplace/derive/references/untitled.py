"""Works whose titles a person had better give, as a list to write them into."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from commonplace.derive.addresses import normal
from commonplace.derive.references.titles import is_guessed
from commonplace.model import ListedWork, Reference


def untitled(found: Sequence[Reference], listed: Sequence[ListedWork]) -> tuple[ListedWork, ...]:
    """The works that no document calls by a title, in their order, without those `listed`."""
    known = {normal(work.address) for work in listed}
    return tuple(
        ListedWork(address=work.address, title=work.title, kind=work.kind, date=work.date)
        for work in found
        if work.address
        and not (work.aside or work.document or normal(work.address) in known)
        and is_guessed(work.address, work.citations)
    )


def works_as_yaml(works: Sequence[ListedWork]) -> str:
    """Works as YAML, ready to be pasted into `references.yml`.

    >>> print(works_as_yaml([ListedWork(address="https://a.org/b", title="B")]), end="")
    - address: https://a.org/b
      title: B
    """
    listed = [
        {
            "address": work.address,
            "title": work.title,
            **({"kind": work.kind} if work.kind else {}),
            **({"year": work.date.at.year} if work.date else {}),
        }
        for work in works
    ]
    return yaml.safe_dump(listed, sort_keys=False, allow_unicode=True, width=100)
