"""This project's two engines over one index, each abstract one passage."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.rankers import DEPTH, Abstracts, Answers, MissingTool
from commonplace import export, index
from commonplace.analysis.terms import terms_of
from commonplace.model import Document, Library, Passage, Source
from commonplace.render.stemmers import stemmers

#: Answers queries from exported files, under Node.
ENGINE = Path(__file__).parents[2] / "tests" / "search" / "engine.mjs"


def with_whoosh(documents: Abstracts, questions: Sequence[str], *, meaning: bool = True) -> Answers:
    """As `commonplace search` asks; without `meaning` by words alone."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index"
        index.update(place, _library(documents))
        return [
            _ids(hit.address for hit in index.search(place, question, DEPTH, meaning=meaning).hits)
            for question in questions
        ]


def by_words(documents: Abstracts, questions: Sequence[str]) -> Answers:
    """The same by words alone."""
    return with_whoosh(documents, questions, meaning=False)


def in_the_browser(documents: Abstracts, questions: Sequence[str]) -> Answers:
    """The modules that a reader's browser runs, under Node, on the exported index."""
    if not shutil.which("node"):
        raise MissingTool("node is not installed")
    lines = (json.dumps({"query": question, "limit": DEPTH}) + "\n" for question in questions)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        held = sorted(_library(documents).documents, key=lambda document: document.address)
        scripts = stemmers(terms_of(document).language for document in held)
        for name, data in {**export.of_documents(held), **scripts}.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        run = subprocess.run(
            ["node", str(ENGINE), str(place / "search")],
            input="".join(lines),
            capture_output=True,
            text=True,
            check=True,
        )
    answers = [json.loads(line)["answer"] for line in run.stdout.split("\n") if line]
    return [_ids(hit["address"] for hit in answer["hits"]) for answer in answers]


def _ids(addresses: Iterable[str]) -> list[str]:
    return [address.split("/")[1] for address in addresses]


def _library(documents: Abstracts) -> Library:
    return Library(documents=tuple(_document(document) for document in documents))


def _document(document: Mapping[str, str]) -> Document:
    text = document["text"]
    return Document(
        slug=document["id"],
        kind="post",
        title=document["title"],
        source=Source(name="", file="", reader="jekyll", sha256="", text=""),
        passages=(Passage(anchor="p", text=text, body=text, html=""),),
    )
