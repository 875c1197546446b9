"""What a built collection knows, read from its open data; nothing is ever written.

Every answer names its address, and who said it and when, as far as that is known.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from commonplace import index
from commonplace.markup.clock import clock

Answered = dict[str, Any]
#: Records of a list in one answer; the rest is asked for with `offset`.
MOST = 100


class _Read(NamedTuple):
    """A table as it was read, and the size and time of its file then."""

    state: tuple[int, int]
    records: list[Answered]


class Collection:
    """The index in one folder, and the open data (`data/` of the pages) in another.

    A build that ends while this is used is noticed. Without a built collection there,
    questions raise FileNotFoundError; what nothing is called raises LookupError. Language
    models get the questions as tools, with their parameters and docstrings.
    """

    def __init__(self, index_folder: Path, data: Path, site: str | None = None) -> None:
        self._index = index_folder
        self._data = data
        self._site = site
        self._tables: dict[str, _Read] = {}

    def check(self) -> None:
        """Raise FileNotFoundError unless there is a built collection."""
        self._table("documents")
        index.search(self._index, "a", 1)

    def search(self, query: str, limit: int = 10) -> Answered:
        """Search the passages, best first, with the query language of the instructions."""
        answer = index.search(self._index, query, _between(limit, 1, MOST))
        known = {
            "total": answer.total,
            "complete": answer.complete,
            "error": answer.error,
            "suggestion": answer.suggestion,
            "corrected": answer.corrected,
        }
        hits = [self._hit(hit) for hit in answer.hits]
        pages = [self._at(page.address, title=page.title, kind=page.kind) for page in answer.pages]
        return {**_known(known), "hits": hits, "pages": pages}

    def _hit(self, hit: index.Hit) -> Answered:
        document = self._document(hit.address.partition("#")[0])
        known = self._at(
            hit.address,
            title=hit.title,
            speaker=hit.speaker,
            date=hit.date,
            time=hit.time,
            heading=hit.heading,
            kind=hit.kind,
            snippet=hit.snippet,
        )
        return known if hit.speaker else {**known, "by": _names(document)}

    def passage(self, address: str, before: int = 1, after: int = 1) -> Answered:
        """Read a passage by its address (posts/x/#p-0a1b2c3d) with its neighbours."""
        page, _, anchor = self._below(address).partition("#")
        document = self._document(page)
        found = document["passages"]
        numbers = [number for number, one in enumerate(found) if one["anchor"] == anchor]
        if anchor and not numbers:
            raise LookupError(f"{page} has no passage #{anchor}")
        number = numbers[0] if numbers else 0
        first = max(0, number - _between(before, 0, MOST))
        last = number + 1 + _between(after, 0, MOST)
        return {
            **self._about(document),
            "number": number,
            "of": len(found),
            "passages": [
                self._passage(document, one, asked=place == number)
                for place, one in enumerate(found[first:last], first)
            ],
        }

    def documents(
        self,
        *,
        kind: str = "",
        year: str = "",
        person: str = "",
        topic: str = "",
        offset: int = 0,
        limit: int = 20,
    ) -> Answered:
        """List documents, the latest first: of a kind (post, transcript), year, person, topic."""
        who, about = self._slug("people", person), self._slug("topics", topic)
        found = [
            one
            for one in self._table("documents")
            if (not kind or one["kind"] == kind)
            and one.get("date", "").startswith(year)
            and (not who or any(by.get("slug") == who for by in one["people"]))
            and (not about or about in one["topics"])
        ]
        found.sort(key=lambda one: one.get("date", ""), reverse=True)
        return _cut("documents", found, self._about, offset, limit)

    def topic(self, name: str = "", *, offset: int = 0, limit: int = 20) -> Answered:
        """A topic and the sentences that name it; with an empty name, all topics."""
        if not name:
            return self._all("topics", offset, limit)
        one = self._named("topics", name)
        near = {"aliases": one["aliases"], "near": one["near"]}
        return {**self._name(one), **near, **self._sentences(one["passages"], offset, limit)}

    def person(self, name: str = "", *, offset: int = 0, limit: int = 20) -> Answered:
        """A person: credits, turns, and who names them; with an empty name, everybody."""
        if not name:
            return self._all("people", offset, limit)
        one = self._named("people", name)
        titles = {doc["address"]: doc for doc in self._table("documents")}
        credits = [
            {**self._about(titles[credit["document"]]), "role": credit["role"]}
            for credit in one["credits"]
            if credit["document"] in titles
        ]
        said = _cut("turns", one["turns"], self._turn, offset, limit)
        named = self._sentences(one["mentions"], offset, limit)
        return {**self._name(one), "credits": credits, "turns": said, "mentions": named}

    def timeline(
        self,
        *,
        after: str = "",
        before: str = "",
        person: str = "",
        topic: str = "",
        offset: int = 0,
        limit: int = 20,
    ) -> Answered:
        """Dated events in order of time, from `after` on and before `before` (2024-06)."""
        who, about = self._slug("people", person), self._slug("topics", topic)
        found = (
            one
            for one in self._table("timeline")
            if one.get("date", "") >= after
            and ("date" in one or not (after or before))
            and (not before or one["date"] < before)
            and (not who or who in one["people"])
            and (not about or about in one["topics"])
        )
        return _cut("events", found, self._event, offset, limit)

    def references(
        self, *, words: str = "", kind: str = "", offset: int = 0, limit: int = 20
    ) -> Answered:
        """Works that the documents link to, the most cited first, and where they are cited.

        Kinds are paper, post, x, video, book, code and other.
        """
        wanted = words.casefold().split()
        found = (
            one
            for one in self._table("references")
            if (not kind or one["kind"] == kind)
            and all(word in f"{one['title']} {one['address']}".casefold() for word in wanted)
        )
        return _cut("references", found, self._work, offset, limit)

    def _work(self, one: Answered) -> Answered:
        cited = [
            self._spoken(by["sentence"]) if "sentence" in by else self._at(by["document"])
            for by in one["citations"]
        ]
        known = {name: one.get(name) for name in ("address", "kind", "title", "date", "document")}
        return {**_known(known), "cited_in": cited}

    def _event(self, one: Answered) -> Answered:
        place = self._spoken(one["quote"]) if "quote" in one else self._at(one["document"])
        known = {name: one.get(name) for name in ("lane", "date", "until", "resolved")}
        return {**_known(known), "event": one["text"], "links": one["links"], "place": place}

    def _sentences(self, named: Iterable[Answered], offset: int, limit: int) -> Answered:
        return _cut("passages", named, lambda one: self._spoken(one["sentence"]), offset, limit)

    def _turn(self, turn: Answered) -> Answered:
        """The passage in which somebody speaks or writes, and how many words the turn has."""
        return {**self._whole(turn["passage"]), "words": turn["words"]}

    def _whole(self, address: str) -> Answered:
        """A passage by its address."""
        page, _, anchor = address.partition("#")
        document = self._document(page)
        passage = next(one for one in document["passages"] if one["anchor"] == anchor)
        return self._passage(document, passage)

    def _spoken(self, quote: Answered) -> Answered:
        """A quotation with its place, its speaker and its date."""
        return {**self._whole(quote["passage"]), "text": quote["text"]}

    def _passage(self, document: Answered, one: Answered, asked: bool = False) -> Answered:
        start = one.get("start")
        known = self._at(
            f"{document['address']}#{one['anchor']}",
            title=document["title"],
            speaker=one.get("speaker"),
            date=document.get("date"),
            time=clock(start) if start is not None else None,
            heading=one.get("heading"),
            asked=asked or None,
        )
        if "speaker" not in known:
            known["by"] = _names(document)
        return {**known, "text": one["text"]}

    def _about(self, document: Answered) -> Answered:
        names = ("title", "kind", "date", "description", "licence", "source", "video")
        known = self._at(document["address"], **{name: document.get(name) for name in names})
        return {**known, "by": _names(document)}

    def _all(self, table: str, offset: int, limit: int) -> Answered:
        return _cut(table, self._table(table), self._name, offset, limit)

    def _name(self, one: Answered) -> Answered:
        return self._at(one["address"], name=one["name"], definition=one.get("definition"))

    def _named(self, table: str, name: str) -> Answered:
        """The topic or person that is called so; raises LookupError."""
        wanted = self._below(name).rstrip("/").rpartition("/")[2].casefold()
        for one in self._table(table):
            names = (one["slug"], one["name"], *one.get("aliases", ()))
            if wanted in (spelling.casefold() for spelling in names):
                return one
        kind = "person" if table == "people" else "topic"
        raise LookupError(f"no {kind} is called {name!r}; ask for all with an empty name")

    def _slug(self, table: str, name: str) -> str:
        """The slug of a topic or person, if one was named."""
        return str(self._named(table, name)["slug"]) if name else ""

    def _document(self, address: str) -> Answered:
        for one in self._table("documents"):
            if one["address"].rstrip("/") == address.rstrip("/"):
                return one
        raise LookupError(f"there is no document {address}")

    def _below(self, address: str) -> str:
        """An address below the site's root."""
        return address.removeprefix(self._site) if self._site else address

    def _at(self, address: str, **known: object) -> Answered:
        url = f"{self._site}{address}" if self._site else None
        return {"address": address, **_known({"url": url, **known})}

    def _table(self, name: str) -> list[Answered]:
        """The records of a table, read again if a build has written it since."""
        file = self._data / f"{name}.json"
        try:
            now = file.stat()
            state = (now.st_size, now.st_mtime_ns)
            if name not in self._tables or self._tables[name].state != state:
                self._tables[name] = _Read(state, list(_records(file, name)))
        except FileNotFoundError as problem:
            raise FileNotFoundError(
                f"{file}: not found; run `commonplace build` first"
            ) from problem
        return self._tables[name].records


def _records(file: Path, name: str) -> Iterator[Answered]:
    """The records of a table, which may be cut in compressed parts."""
    whole = json.loads(file.read_bytes())
    for part in whole.get("parts", ()):
        yield from json.loads(gzip.decompress((file.parent / part["file"]).read_bytes()))[name]
    yield from whole.get(name, ())


def _cut(
    name: str,
    found: Iterable[Answered],
    shown: Callable[[Answered], Answered],
    offset: int,
    limit: int,
) -> Answered:
    """A part of a list, as it is shown, and how long the whole is."""
    whole = list(found)
    start = max(0, offset)
    part = whole[start : start + _between(limit, 1, MOST)]
    return {"total": len(whole), "offset": start, name: list(map(shown, part))}


def _names(document: Answered) -> list[str]:
    return list(dict.fromkeys(one["name"] for one in document["people"]))


def _between(number: int, least: int, most: int) -> int:
    return max(least, min(number, most))


def _known(record: Mapping[str, object]) -> Answered:
    return {name: value for name, value in record.items() if value not in (None, "")}
