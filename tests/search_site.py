"""An index and its export, to be asked the same questions, and where the questions come from."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commonplace import analysis, index, pipeline
from commonplace.addresses.assemble import assemble
from commonplace.collect import collect
from commonplace.derive import labelled
from commonplace.derive.topics import topics
from commonplace.export import BUNDLED, of_documents
from commonplace.model import Derived, Library
from commonplace.project import vocabulary

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent / "search"
ALIASES = (
    ("RLHF", "reinforcement learning from human feedback"),
    ("RL", "reinforcement learning"),
    ("LLM", "large language model", "GPT-4"),
    ("MCTS", "Monte Carlo tree search"),
    ("CoT", "chain of thought"),
)
VOCABULARY, _ = vocabulary.read(ROOT)
#: Pages that are found by name.
ENTRIES = [
    *(
        index.NamedPage(f"topics/{n}/", one.name, "topic", tuple(a.text for a in one.aliases))
        for n, one in enumerate(VOCABULARY.topics or ())
    ),
    *(
        index.NamedPage(f"people/{n}/", one.name, "person")
        for n, one in enumerate(VOCABULARY.people)
    ),
]
FIXED = (HERE / "fixed.txt").read_text(encoding="utf-8").splitlines()
Answer = dict[str, Any]
Files = dict[str, bytes]


def library(folders: Iterable[Path]) -> Library:
    """The documents of some folders, their passages labelled with this project's topics."""
    seeds, _ = collect(tuple(folders))
    found = assemble([pipeline.make_document(seed) for seed in seeds], seeds)
    return labelled(found, Derived(topics=topics(found, VOCABULARY.topics or ())))


def node(script: str, folder: Path, lines: Iterable[str] = ()) -> str:
    """What a script of tests/search writes about a folder of exported files."""
    program = shutil.which("node")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("node is not installed, and the engine is tested with it")
        pytest.skip("node is not installed; the browser's engine is tested with it")
    run = subprocess.run(
        [program, str(HERE / script), str(folder)],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def export(library: Library, *, bundled: bool) -> Files:
    """The files that a browser searches, without an index of Whoosh's."""
    documents = sorted(library.documents, key=lambda document: document.address)
    return of_documents(documents, ALIASES, ENTRIES, bundled=BUNDLED if bundled else 0)


class Site:
    """An index, and the same exported, to be asked the same."""

    def __init__(self, folder: Path, *libraries: Library, bundled: bool = True) -> None:
        self.index, self.docs = folder / "index", folder / "docs"
        #: What Whoosh said, by what it was asked. Two exports of one index may share it.
        self.said: dict[tuple[str, int, bool], str] = {}
        for one in libraries:
            index.update(self.index, one, ALIASES, ENTRIES)
        self.files = export(libraries[-1], bundled=bundled)
        for path, data in self.files.items():
            (self.docs / path).parent.mkdir(parents=True, exist_ok=True)
            (self.docs / path).write_bytes(data)

    def whoosh(self, query: str, limit: int = 10, typing: bool = False) -> Answer:
        asked = (query, limit, typing)
        if asked not in self.said:
            found = index.search(self.index, query, limit=limit, typing=typing)
            self.said[asked] = found.as_json()
        answer: Answer = json.loads(self.said[asked])
        return answer

    def engine(
        self, queries: Sequence[str], limit: int = 10, cold: bool = False, **options: Any
    ) -> list[tuple[Answer, list[tuple[str, int]]]]:
        """Answers of the engine, with the files that each of them needed."""
        asked = {"limit": limit, "cold": cold, **options}
        lines = [json.dumps({"query": query, **asked}) for query in queries]
        answers = list(
            map(json.loads, node("engine.mjs", self.docs / "search", lines).split("\n")[:-1])
        )
        assert len(answers) == len(queries)
        return [(one["answer"], [tuple(load) for load in one["loads"]]) for one in answers]

    def compare(self, queries: Sequence[str], limit: int, **typing: bool) -> None:
        """Both give the same answers, with scores equal to 1e-4 of themselves."""
        answers = self.engine(queries, limit, pages=3, **typing)
        for query, (found, _) in zip(queries, answers, strict=True):
            expected = self.whoosh(query, limit, **typing)
            for one, other in zip(found["hits"], expected["hits"], strict=False):
                assert one["score"] == pytest.approx(other["score"], rel=1e-4), query
                one["score"] = other["score"]
            for page in found["pages"]:
                del page["marks"]
            assert found == expected, query


def edited(whole: Library) -> Library:
    """A library with one passage of one document changed."""
    first, *rest = whole.documents
    passage, *others = first.passages
    changed = replace(passage, text=f"{passage.text} A heron, unheard of.")
    return replace(whole, documents=(replace(first, passages=(changed, *others)), *rest))


def texts(whole: Library) -> list[str]:
    """The texts of all passages."""
    return [passage.text for document in whole.documents for passage in document.passages]


def generated(seed: int, texts: Sequence[str], count: int) -> Iterator[str]:
    """Queries of every construct, nested, made of words that the texts have."""
    pick = random.Random(seed)

    def words(most: int) -> list[str]:
        while True:
            found = analysis.tokens(pick.choice(texts))
            if found:
                start = pick.randrange(len(found))
                return found[start : start + most]

    def misspelt(word: str) -> str:
        n = pick.randrange(len(word))
        return pick.choice(
            [
                word[:n] + word[n + 1 :],
                word[:n] + pick.choice("aeinrst") + word[n:],
                word[: max(0, n - 1)] + word[n : n + 1] + word[max(0, n - 1) : n] + word[n + 1 :],
            ]
        )

    def phrase() -> str:
        if pick.random() < 0.5:
            return f'"{" ".join(words(pick.randint(2, 4)))}"'
        spread = words(8)
        kept = sorted(pick.sample(range(len(spread)), min(len(spread), pick.randint(2, 3))))
        return f'"{" ".join(spread[n] for n in kept)}"~{pick.randint(1, 8)}'

    def alias() -> str:
        return pick.choice([pick.choice(pick.choice(ALIASES)), pick.choice(ALIASES)[0].lower()])

    def simple() -> str:
        word = words(1)[0]
        return pick.choice(
            [
                alias(),
                word,
                word,
                word,
                word.upper(),
                misspelt(word) or word,
                phrase(),
                phrase(),
                f"{word[: pick.randint(1, 5)]}*",
                f"{word[:2]}?{word[3:]}",
                f"{word[:1]}*{word[-2:]}",
                f"{misspelt(word) or word}~{pick.choice(['', '1', '2'])}",
                f"{word}-{words(1)[0]}",
            ]
        )

    def field() -> str:
        name = pick.choice(["text", "title", "heading", "speaker", "topic"])
        sign = pick.choice(["", "", "", "-", "NOT "])
        return f"{name}:{sign}{pick.choice([simple(), simple(), f'({simple()} OR {simple()})'])}"

    def filtered() -> str:
        date = f"20{pick.randint(15, 26)}{pick.choice(['', '-06', '-02-14'])}"
        names = [f"after:{date}", f"before:{date}", f"year:{date[:4]}"]
        return pick.choice([*names, f"kind:{pick.choice(['post', 'transcript', 'posts'])}"])

    def tree(depth: int) -> str:
        what = pick.random()
        if depth == 0 or what < 0.45:
            return simple()
        if what < 0.55:
            return field()
        if what < 0.65:
            return filtered()
        if what < 0.75:
            return f"{pick.choice(['-', 'NOT '])}{tree(0)}"
        joint = pick.choice([" ", " ", " OR ", " AND ", " NOT "])
        inner = joint.join(tree(depth - 1) for _ in range(pick.randint(2, 3)))
        return f"({inner})" if pick.random() < 0.7 else inner

    for _ in range(count):
        what = pick.random()
        if what < 0.25:
            yield " ".join(words(pick.randint(1, 5)))
        elif what < 0.3:
            yield " ".join(misspelt(word) or word for word in words(pick.randint(1, 3)))
        else:
            yield " ".join(tree(2) for _ in range(pick.randint(1, 3)))
