"""Every bench runs to its end and has a row for each peer, on texts made up here.

What it measures is nobody's business here: no figure of time is looked at.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import chapters, ranking, site_size
from benchmarks.chromium import browser_path
from benchmarks.rankers import MissingTool
from benchmarks.reading import rolled
from commonplace.export import of_documents
from tests.search_site import library
from tests.thorough import part

ROOT = Path(__file__).parents[2]
IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
#: What a bench can do without, and what is said of it where it is left out.
PEERS = {
    "pagefind": find_spec("pagefind") is not None,
    "node": shutil.which("node") is not None,
    "chromium": browser_path() is not None,
}
TALK = """---
title: Pond {number}
date: 2021-03-0{number}
---

**Ada Marsh:** Pond {number} has to do with reinforcement learning and {word} newts in reeds.

**Wim Ode:** Federated learning keeps the privacy of newts, and {word} of mud.
"""


def bench(name: str, *words: object, apart: bool = False) -> str:
    """What a bench prints, called in this process or, if it measures its own, run `apart`."""
    if not apart:
        return _here(importlib.import_module(f"benchmarks.{name}"), *map(str, words))
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def _here(module: ModuleType, *words: str) -> str:
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patched, contextlib.redirect_stdout(said):
        patched.setattr(sys, "argv", [module.__name__, *words])
        module.main(*([words] if module is chapters else []))
    return said.getvalue()


def rows(printed: str) -> dict[str, list[str]]:
    """The rows of the tables by their first cell, the first of a name, without rules."""
    found: dict[str, list[str]] = {}
    for line in printed.splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            first, *others = (cell.strip() for cell in line.strip("|").split("|"))
            found.setdefault(first, others)
    return found


def has(*needed: str) -> bool:
    """Whether all of this is installed; in CI it has to be."""
    missing = [name for name in needed if not PEERS[name]]
    if missing and IN_CI:
        pytest.fail(f"{', '.join(missing)} not installed, and benches run with it")
    return not missing


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("talks")
    for number, word in enumerate(("quick", "slow"), start=1):
        text = TALK.format(number=number, word=word)
        (folder / f"talk-{number}.md").write_text(text, encoding="utf-8")
    return folder


def test_every_bench_is_run_here() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    benches = {
        path.stem
        for path in (ROOT / "benchmarks").glob("*.py")
        if '__name__ == "__main__"' in path.read_text(encoding="utf-8")
    }
    assert benches == set(re.findall(r"\bbench\(\s*\"(\w+)\"", here))
    described = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    for name in benches:
        target = f"bench-{name}"
        made = f"{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
        assert (f"`make {target}`" if made else f"`python -m benchmarks.{name}") in described


# The ranking

DOCUMENTS = (
    {"id": 1, "title": "newts of the pond", "text": "of newts in a pond: they swim,\u2028and eat."},
    {"id": 2, "title": "reeds", "text": "the reeds stand in mud, and there are newts in them."},
    {"id": 3, "title": "mud", "text": "mud is under the pond."},
    {"id": 4, "title": "trees", "text": "what stands on a bank is a tree."},
)
QUESTIONS = (
    {"id": 1, "text": "what are the newts of a pond?"},
    {"id": 2, "text": "where do reeds stand?"},
    {"id": 3, "text": "which trees have nothing to do with it?"},
    {"id": 4, "text": "newts"},
)
#: The third question is not judged, and of the fourth nothing is of use.
JUDGEMENTS = "question\tdocument\tgain\n1\t1\t4\n1\t2\t1\n2\t2\t3\n4\t4\t0\n"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    for name, records in (("docs", DOCUMENTS), ("queries", QUESTIONS)):
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (tmp_path / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(JUDGEMENTS, encoding="utf-8")
    return tmp_path


def test_ranking(collection: Path) -> None:
    printed = bench("ranking", collection)
    table = rows(printed)
    needs = {"browser": ["node"], "lunr": ["node"], "Pagefind": ["pagefind", "chromium"]}
    for name in ranking.RANKERS:
        needed = next((tools for word, tools in needs.items() if word in name), [])
        # No lock has a model, which is some gigabytes with what it needs.
        absent = "model" in name and find_spec("sentence_transformers") is None
        if not absent and has(*needed):
            assert len(table[name]) == 4 and all(table[name]), name
        else:
            assert name not in table and f"Left out: {name}; " in printed
    assert table[ranking.WHOOSH][2:] == ["1.000", "0"]
    assert "4 documents, 2 questions (2 without judgements left out)" in printed
    if has("node"):
        assert "give the same answers in the same order to 2 of 2." in printed


def test_mixing(collection: Path) -> None:
    table = rows(bench("mixing", collection))
    assert list(table) == ["collection", "whole", "titles", "mostly titles"]
    for name in list(table)[1:]:
        assert re.fullmatch(r"0\.\d{3}|1\.000", table[name][0]) and table[name][1], name


def test_questions_without_judgements_do_not_count() -> None:
    judged = {"a": {"1": 4, "2": 1}, "b": {"9": 2}}
    assert ranking.figures({"a": ["1", "2"]}, judged) == (1, 1, 1)
    assert ranking.figures({"a": ["1", "2"], "b": []}, judged) == (0.5, 0.5, 0.5)
    assert ranking.figures({"a": ["3", "1"]}, {"a": {"1": 1}})[1:] == (0.5, 0.5)


def test_bm25_has_our_stop_words() -> None:
    documents = [{name: str(value) for name, value in one.items()} for one in DOCUMENTS]
    answers = ranking.plain.bm25(documents, ["what is a tree", "what is the", "which newts are"])
    assert answers == [["4"], [], ["1", "2"]]


def test_a_ranker_without_its_tool_is_one_line(
    collection: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def gone(*_: object) -> None:
        raise MissingTool("it is not there")

    monkeypatch.setattr(ranking, "RANKERS", {"One": gone, "Other": ranking.plain.bm25})
    monkeypatch.setattr(sys, "argv", ["ranking", str(collection)])
    ranking.main()
    printed = capsys.readouterr().out
    assert "\nLeft out: One; it is not there.\n" in printed
    assert list(rows(printed)) == ["engine", "Other"]


# Searching and building


def test_search(talks: Path, tmp_path: Path) -> None:
    if not has("chromium"):
        pytest.skip("no Chromium found; set CHROMIUM to its path")
    printed = bench("search", "--queries", 2, "--kept", tmp_path / "kept", talks, apart=True)
    table = rows(printed)
    heads = " ".join(table[""])
    assert "Commonplace, 5 shown" in heads and "Material" in heads
    if has("pagefind"):
        assert "Pagefind" in heads
    else:
        assert "Left out: Pagefind; " in printed
    assert {"first query: bytes", "heap after all queries, bytes", "time to index"} <= table.keys()
    assert all(all(cells) for cells in table.values())
    assert "- Commonplace: none\n" in printed


def test_build(talks: Path) -> None:
    sizes = part("2", "")
    printed = bench("build", "--sizes", sizes, "--grown", "1", "--jobs", "1", talks, apart=True)
    parts = printed.split("\n## ")[1:]
    stages = [one for one in parts if one.startswith("Stages of the cold build of ")]
    assert len(stages) == (2 if sizes else 1)
    for one in stages:
        assert {"stage", "read and clean", "topics", "write", "all"} <= rows(one).keys()
    table = rows("".join(one for one in parts if one not in stages))
    assert list(table) == ["corpus", *(["2 transcripts"] if sizes else []), "1 made up"]
    if has("pagefind"):
        assert all(all(cells) for cells in table.values())
    else:
        assert table["1 made up"][-1] == "" and "Left out: Pagefind; " in printed


def test_search_bytes(talks: Path, tmp_path: Path) -> None:
    if not has("node"):
        pytest.skip("node is not installed; the bytes of a search are counted with it")
    for name, data in of_documents(library([talks]).documents).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    printed = bench("search_bytes", tmp_path)
    for shown in (10, 5):
        for kind in ("cold", "warm"):
            assert f"\n{shown} hits, {kind}: median " in printed


def test_site_size(talks: Path, tmp_path: Path) -> None:
    if not has("node"):
        pytest.skip("node is not installed; the bytes of a search are counted with it")
    printed = bench("site_size", "--texts", 3, "--kept", tmp_path / "kept", talks)
    table = rows(printed)
    assert float(table["all"][1]) > 8  # a site so small is mostly what every site has
    assert float(table["transcripts"][1]) >= 1
    assert "1 of them are recombined" in printed and "\n10 hits, cold: median " in printed


def test_seeds_of_a_site_to_measure(tmp_path: Path) -> None:
    """Texts of one name in two folders are two, and those without turns lend none."""
    for name, text in (("a/talk", "**Wim:** Reeds."), ("b/talk", "**Ada:** Newts."), ("c", "Hm.")):
        path = tmp_path / "corpus" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n\n{text}\n", encoding="utf-8")
    site_size._write_seeds(tmp_path / "corpus", 6, tmp_path / "seeds")
    assert len(list((tmp_path / "seeds").rglob("*.md"))) == 6
    site_size._write_seeds(tmp_path / "corpus", 2, tmp_path / "fewer")
    assert len(list((tmp_path / "fewer").rglob("*.md"))) == 2
    with pytest.raises(SystemExit, match="no text has turns"):
        shutil.rmtree(tmp_path / "corpus" / "a")
        shutil.rmtree(tmp_path / "corpus" / "b")
        site_size._write_seeds(tmp_path / "corpus", 2, tmp_path / "none")


def test_workers(talks: Path) -> None:
    table = rows(bench("workers", "--runs", 1, "--calls", 2, talks, apart=True))
    assert {"start Python", "2 seeds here", "2 seeds in 2 processes"} <= table.keys()


@pytest.mark.parametrize(
    "name",
    ["ranking", "search", "build", "search_bytes", "site_size", "workers", "paraphrases"],
)
def test_a_bench_says_how_it_is_called(name: str) -> None:
    module = importlib.import_module(f"benchmarks.{name}")
    usage = module.__doc__.partition("    python -m benchmarks.")[2]
    assert usage.startswith(name)


def test_chapters(talks: Path) -> None:
    found = rows(bench("chapters", talks))
    assert found["joined (60)"][0] == "ours"


def test_paraphrases(talks: Path) -> None:
    printed = bench("paraphrases", talks)
    found = rows(printed)
    assert found["by words alone"] == ["0 0 0"] * 3 and "with meaning" in found


def test_captions_that_roll(talks: Path) -> None:
    found = rows(rolled.table(sorted(talks.glob("*.md"))))
    assert set(rolled.LAYOUTS) < set(found)
    assert all(len(cells) == len(rolled.READERS) for cells in found.values())
    assert [found[name][0] for name in found if "VTT" in name] == ["1.0000"] * 4
    assert float(found["VTT of YouTube"][-1]) < 1
