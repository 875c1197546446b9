"""lunr as a library, with any of the words, under Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import mkdocs

from benchmarks.rankers import DEPTH, Abstracts, Answers, MissingTool

#: The copy that MkDocs ships for its own search.
LUNR = Path(mkdocs.__file__).parent / "contrib" / "search" / "templates" / "search" / "lunr.js"


def lunr(documents: Abstracts, questions: Sequence[str]) -> Answers:
    """Two fields of equal weight, lunr's own pipeline (stop words, Porter's stemmer)."""
    if not shutil.which("node"):
        raise MissingTool("node is not installed")
    run = subprocess.run(
        ["node", str(Path(__file__).with_name("lunr.cjs")), str(LUNR), str(DEPTH)],
        input=json.dumps({"documents": list(documents), "questions": list(questions)}),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: Answers = json.loads(run.stdout)
    return answers
