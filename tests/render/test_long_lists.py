"""Lists of many documents, persons and topics: nothing is left out, and no page is long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urljoin

import tests.sample_library as sample
from commonplace.model import Catalogue, Dated, Derived, Person, Topic
from commonplace.open_data.llms import MOST, llms
from commonplace.render import paged, pages
from tests.built_page import Elements, built, elements

COUNT = 230


@cache
def catalogue() -> Catalogue:
    """Many posts, of which most have a date, and as many topics and persons."""
    posts = tuple(
        replace(
            sample.LOG,
            slug=f"log-{n:03}",
            date=Dated(at=datetime(2000 + n % 2, 5, 1, tzinfo=UTC), precision="day")
            if n < 210
            else None,
        )
        for n in range(COUNT)
    )
    names = [f"{chr(97 + n % 20)}-{n}" for n in range(COUNT)]
    topics = tuple(Topic(slug=n, name=n.upper()) for n in names)
    people = tuple(Person(slug=n, name=n.title()) for n in names)
    return Catalogue(sample.library(posts), Derived(topics=topics, people=people))


@cache
def found() -> Mapping[str, Elements]:
    """Every list by its address."""
    files = pages(catalogue(), {}).files
    return {
        path.removesuffix("index.md"): elements(built(text)[0])
        for path, text in files.items()
        if path.endswith("/index.md") and (path.count("/") == 1 or "/list/" in path)
    }


def test_every_entry_is_on_one_page_of_its_list_and_no_page_is_long() -> None:
    for section in ("posts/", "topics/", "people/"):
        lists = [address for address in found() if address.startswith(f"{section}list/")]
        assert len(lists) > 2
        shown = []
        for address in lists:
            links = [urljoin(f"/{address}", link).lstrip("/") for link in found()[address].links]
            below = [one for one in links if one.startswith(section) and "#" not in one]
            entries = [one for one in below if one != section]
            assert 0 < len(entries) <= paged.LONG
            assert section in links
            shown += entries
        assert len(shown) == len(set(shown)) == COUNT
        first = [urljoin(f"/{section}", link).lstrip("/") for link in found()[section].links]
        assert set(lists) <= set(first) and len(first) < paged.LONG


def test_years_and_letters_name_the_pages() -> None:
    assert {f"posts/list/{name}/" for name in ("2000", "2000-2", "2001", "undated")} <= set(found())
    assert {"people/list/a/", "topics/list/t/"} <= set(found())


def test_an_overview_for_programs_is_no_list_of_all() -> None:
    text = llms(catalogue(), site=None)
    sections = text.split("\n## ")[1:]
    assert all(section.count("\n- ") <= MOST + 1 for section in sections)
    assert f"- [All {COUNT}](posts/): the whole list\n" in text
