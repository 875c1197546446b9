"""Saved pages: what is the article, its title, author and date; beside two libraries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from statistics import mean

from lxml import html as lxml_html
from readability import Document as Readable
from trafilatura import bare_extraction

from benchmarks.corpora import ROOT
from benchmarks.reading.sites import Page, pages
from commonplace.model import Document, Seed
from commonplace.pipeline import make_document

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Answer:
    """What a reader makes of a page."""

    text: str
    title: str = ""
    author: str = ""
    date: str = ""


def _document(name: str, text: str) -> Document:
    document, _ = make_document(Seed(name=name, file=name, data=text.encode()))
    if document is None:
        raise SystemExit(f"{name} was not read")
    return document


def _words(document: Document) -> str:
    parts = [*(h.text for h in document.headings), *(p.text for p in document.passages)]
    return "\n".join(parts)


def _ours(page: str) -> Answer:
    document = _document("page.html", page)
    authors = [person.name for person in document.people if person.role == "author"]
    return Answer(_words(document), document.title, "; ".join(authors), str(document.date or ""))


def _trafilatura(page: str) -> Answer:
    found = bare_extraction(page, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict):
        return Answer("")
    return Answer(found.text or "", found.title or "", found.author or "", found.date or "")


def _readability(page: str) -> Answer:
    found = Readable(page)
    tree = lxml_html.fromstring(found.summary())
    return Answer(" ".join(tree.itertext()), found.short_title())


READERS: dict[str, Callable[[str], Answer]] = {
    "Commonplace": _ours,
    f"trafilatura {version('trafilatura')}": _trafilatura,
    f"readability-lxml {version('readability-lxml')}": _readability,
}


def f1(said: str, gold: str) -> float:
    """The harmonic mean of precision and recall of words, each as often as it is there.

    >>> f1("a b b", "A b c c")
    0.5714285714285714
    """
    found, wanted = (Counter(_WORD.findall(text.casefold())) for text in (said, gold))
    shared = (found & wanted).total()
    return 2 * shared / max(1, found.total() + wanted.total())


def table() -> str:
    """A line for each theme and reader, and one for all themes."""
    lines = [
        "| theme | reader | F1 | title | author | date |",
        "|---|---|---:|---:|---:|---:|",
    ]
    every: list[Page] = []
    for theme, made in pages(ROOT / "build" / "bench" / "reading"):
        lines += _rows(theme, made)
        every += made
    return "\n".join([*lines, *_rows("all", every)])


def _rows(theme: str, made: Sequence[Page]) -> list[str]:
    rows = []
    for name, read in READERS.items():
        answers = [read(page.html) for page in made]
        both = list(zip(made, answers, strict=True))
        score = mean(f1(a.text, _words(_document("gold.md", p.post.body))) for p, a in both)
        right = [
            _share([a.title == p.post.title for p, a in both]),
            _share([a.author == p.post.author for p, a in both if p.signed]),
            _share([a.date[:10] == p.post.date[:10] for p, a in both if p.dated]),
        ]
        rows.append(f"| {theme} | {name} | {score:.3f} | {' | '.join(right)} |")
    return rows


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right)} of {len(right)}" if right else "–"
