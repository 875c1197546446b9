"""A built collection answers over the Model Context Protocol, as the SDK's own client asks it."""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from commonplace import pipeline
from commonplace.answering.collection import Collection
from commonplace.cli import main
from commonplace.project import project

anyio = pytest.importorskip("anyio", reason="the extra `mcp` is not installed")
pytest.importorskip("mcp", reason="the extra `mcp` is not installed")

from mcp.client import Client  # noqa: E402
from mcp.client.stdio import StdioServerParameters, stdio_client  # noqa: E402

POST = """---
title: Newts in the ditch
date: 2024-03-09
author: Wim Ode
---

A newt wants a slow ditch. I counted nine in March 2023.

The [ditch report](https://ponds.example.org/report) says the same of every newt.

Nothing else was in the net.
"""
TALK = "**Ada Marsh** [00:00:01]: Why newts?\n\n**Wim Ode** [00:00:09]: They sing, a newt does.\n"
SITE = "https://example.org/notes/"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project, built."""
    root = tmp_path_factory.mktemp("mcp")
    (root / "seeds").mkdir()
    (root / "seeds" / "newts.md").write_text(POST)
    (root / "seeds" / "talk.txt").write_text(TALK)
    (root / "mkdocs.yml").write_text(f"site_name: Ponds\nsite_url: {SITE}\n")
    (root / "topics.yml").write_text(
        "- name: Newt\n  aliases: [newt, triton]\n  definition: It swims. It walks as well.\n"
    )
    known, _ = project.read(root)
    pipeline.build(
        pipeline.Request(
            folders=(root / "seeds",),
            docs=root / "docs",
            index_folder=root / "build" / "index",
            project=known,
        )
    )
    return root


@pytest.fixture
def collection(place: Path) -> Collection:
    return Collection(place / "build" / "index", place / "docs" / "data", SITE)


def places(answer: object) -> list[Mapping[str, Any]]:
    """Everything in an answer that is a place with words."""
    if isinstance(answer, Mapping):
        own = [answer] if {"text", "snippet"} & answer.keys() else []
        return [*own, *(one for value in answer.values() for one in places(value))]
    if isinstance(answer, list):
        return [one for value in answer for one in places(value)]
    return []


def test_the_sdk_s_client_asks_over_stdio_and_every_answer_can_be_cited(place: Path) -> None:
    questions = [
        ("search", {"query": "newt speaker:ode"}),
        ("read_passage", {"address": "transcripts/talk/#t-00-00-09"}),
        ("list_documents", {"person": "Wim Ode"}),
        ("topic", {"name": "triton"}),
        ("person", {"name": "wim-ode"}),
        ("timeline", {"after": "2023", "before": "2024"}),
        ("references", {"words": "ponds report"}),
        ("topic", {"name": "toads"}),
    ]

    async def ask() -> tuple[list[str], list[Any]]:
        command = ["-m", "commonplace", "mcp", "--project", str(place)]
        served = StdioServerParameters(command=sys.executable, args=command, cwd=place)
        async with Client(stdio_client(served)) as client:
            listed = await client.list_tools()
            assert all(tool.annotations.read_only_hint for tool in listed.tools)
            answers = [await client.call_tool(name, given) for name, given in questions]
            return [tool.name for tool in listed.tools], answers

    names, answers = anyio.run(ask)
    assert names == [*dict.fromkeys(name for name, _ in questions)]
    *good, bad = answers
    assert bad.is_error and "no topic is called 'toads'" in bad.content[0].text
    for answer in good:
        assert not answer.is_error, answer
        for one in places(answer.structured_content):
            assert one["url"] == SITE + one["address"]
            assert one.get("speaker") or one.get("by")
    search, read, listed, topic, person, timeline, references = (
        answer.structured_content for answer in good
    )
    assert search["hits"][0]["speaker"] == "Wim Ode" and search["hits"][0]["time"] == "00:00:09"
    assert [one["text"] for one in read["passages"]] == ["Why newts?", "They sing, a newt does."]
    assert {one["title"] for one in listed["documents"]} >= {"Newts in the ditch"}
    assert topic["total"] >= 3 and topic["name"] == "Newt"
    assert person["credits"][0]["address"].startswith(("posts/", "transcripts/"))
    assert timeline["events"][0]["date"] == "2023-03"
    assert references["references"][0]["address"] == "https://ponds.example.org/report"


def test_a_passage_comes_with_as_many_neighbours_as_were_asked_for(collection: Collection) -> None:
    whole = collection.passage("posts/newts-in-the-ditch/", before=0, after=100)["passages"]
    middle = whole[1]["address"]
    for asked in (middle, SITE + middle):
        found = collection.passage(asked, before=0, after=1)["passages"]
        assert [one["address"] for one in found] == [middle, whole[2]["address"]]
        assert found[0]["asked"] and "asked" not in found[1]
    with pytest.raises(LookupError, match="has no passage"):
        collection.passage("posts/newts-in-the-ditch/#p-none")
    with pytest.raises(LookupError, match="no document"):
        collection.passage("posts/none/")


def test_long_lists_are_read_in_parts(collection: Collection) -> None:
    first = collection.documents(limit=1)
    second = collection.documents(limit=1, offset=1)
    assert first["total"] == second["total"] == 2
    assert first["documents"] != second["documents"]
    assert collection.documents(limit=-3, offset=-3)["documents"] == first["documents"]


def test_a_table_may_be_cut_in_compressed_parts(place: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(place / "docs" / "data", data)
    whole = json.loads((data / "documents.json").read_bytes())
    (data / "documents").mkdir()
    parts = []
    for number, one in enumerate(whole["documents"]):
        part = json.dumps({"documents": [one]}).encode()
        (data / "documents" / f"{number}.json.gz").write_bytes(gzip.compress(part))
        parts.append({"file": f"documents/{number}.json.gz", "count": 1})
    collection = Collection(place / "build" / "index", data)
    before = collection.documents()
    (data / "documents.json").write_text(json.dumps({"parts": parts}))
    assert collection.documents() == before  # and the change was noticed


def test_without_a_built_collection_the_remedy_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="commonplace build"):
        Collection(tmp_path, tmp_path).check()


def test_without_the_extra_its_command_is_said(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.delitem(sys.modules, "commonplace.answering.server", raising=False)
    done = CliRunner().invoke(main, ["mcp", "--project", str(place)])
    assert done.exit_code == 1 and "pip install 'commonplace-site[mcp]'" in done.output
