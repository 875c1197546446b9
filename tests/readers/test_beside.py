"""What lies beside a transcript tells of it: the facts of a video, chapters, a language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonplace.collect import collect, collect_file, owner
from commonplace.document import make_document
from commonplace.project.glossary import Glossary
from commonplace.model import Diagnostic, Document, Misheard, Seed

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nThe open heron woke.\n\n" \
      "00:01:10.000 --> 00:01:12.000\nIt flew.\n"  # fmt: skip
INFO = {
    "id": "aBcDeFgHiJk",
    "title": "The pond",
    "channel": "Pond Hour",
    "upload_date": "20230401",
    "webpage_url": "https://www.youtube.com/watch?v=aBcDeFgHiJk",
    "description": "About herons.\n\nBuy boots at the pier.",
    "comments": [{"text": "first!", "timestamp": 1}],
}
CHAPTERS = {
    "version": "1.2.0",
    "chapters": [
        {"startTime": 0, "title": "The *nest*"},
        {"startTime": 70, "title": "The flight"},
        {"startTime": 71, "title": "A picture", "toc": False},
    ],
}


def made(folder: Path, files: dict[str, object]) -> tuple[list[Document], list[Diagnostic]]:
    """The documents of some files in a folder, and all that is said of them."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        words = content if isinstance(content, str) else json.dumps(content)
        path.write_text(words, encoding="utf-8")
    seeds, told = collect([folder])
    pairs = [make_document(seed) for seed in seeds]
    documents = [document for document, _ in pairs if document]
    return documents, [*told, *(one for _, more in pairs for one in more)]


def test_the_facts_of_a_video_are_those_of_its_captions(tmp_path: Path) -> None:
    name = "Pond-herons [aBcDeFgHiJk]"
    files = {f"{name}.en.vtt": VTT, f"{name}.de-orig.vtt": VTT, f"{name}.info.json": INFO}
    documents, told = made(tmp_path, files)
    assert told == []
    assert [document.slug for document in documents] == ["the-pond-de-orig", "the-pond"]
    for document in documents:
        assert document.title == "The pond"
        assert str(document.date) == "2023-04-01"
        assert document.video == INFO["webpage_url"]
        assert document.description == "About herons."
        assert [(one.name, one.role) for one in document.people] == [("Pond Hour", "author")]


@pytest.mark.parametrize("end", [".chapters.json", "-chapters.json"])
def test_chapters_become_headings(end: str, tmp_path: Path) -> None:
    (document,), told = made(tmp_path, {"a/pond.vtt": VTT, f"a/pond{end}": CHAPTERS})
    assert told == []
    assert [heading.text for heading in document.headings] == ["The *nest*", "The flight"]
    assert [passage.heading for passage in document.passages] == ["The *nest*", "The flight"]


def test_chapters_of_the_facts_count_too(tmp_path: Path) -> None:
    chapters = [{"start_time": 0.0, "end_time": 70, "title": "One"}]
    (document,), _ = made(tmp_path, {"a.vtt": VTT, "a.info.json": {**INFO, "chapters": chapters}})
    assert [heading.text for heading in document.headings] == ["One"]


@pytest.mark.parametrize("name", ["pond.info.json", "pond.chapters.json", "pond-chapters.json"])
def test_alone_such_a_file_is_an_error_with_a_remedy(name: str, tmp_path: Path) -> None:
    documents, told = made(tmp_path, {name: INFO if "info" in name else CHAPTERS})
    assert documents == []
    assert [one.severity for one in told] == ["error"]
    assert "beside its transcript" in told[0].remedy


def test_one_that_says_nothing_is_told_of(tmp_path: Path) -> None:
    documents, told = made(tmp_path, {"a.vtt": VTT, "a.info.json": "{", "a.chapters.json": {}})
    assert len(documents) == 1
    assert [Path(one.file).name for one in told] == ["a.info.json", "a.chapters.json"]
    assert all(one.message.startswith("this file is not used: it") for one in told)


def test_a_private_video_is_held_back(tmp_path: Path) -> None:
    (document,), _ = made(
        tmp_path, {"a.vtt": VTT, "a.info.json": {**INFO, "availability": "private"}}
    )
    assert document.holds


def test_what_the_file_itself_says_wins(tmp_path: Path) -> None:
    files = {"a.vtt": VTT.replace("WEBVTT", "WEBVTT - My own title"), "a.info.json": INFO}
    (document,), _ = made(tmp_path, files)
    assert document.title == "My own title"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("The boat [aBcDeFgHiJk].en.vtt", "The boat"),
        ("The boat [translation].vtt", "The boat [translation]"),
        ("talks/lamp/captions.vtt", "Lamp"),
        ("talks/lamp/english/captions.en.srt", "Lamp"),
        ("talks/lamp/Transcript.en.vtt", "Lamp"),
        ("talks/lamp/index.md", "Lamp"),
        ("captions.vtt", "Captions"),
        ("lamp.de-orig.vtt", "Lamp"),
        ("lamp.en-US.srt", "Lamp"),
        ("node.js.vtt", "Node.js"),
    ],
)
def test_titles_come_from_names(name: str, title: str, tmp_path: Path) -> None:
    (document,), _ = made(tmp_path, {name: VTT if not name.endswith(".md") else "Words.\n"})
    assert document.title == title


def test_a_single_file_has_its_title_from_the_folders(tmp_path: Path) -> None:
    made(tmp_path, {"lamp/english/captions.en.vtt": VTT})
    (seed,), _ = collect_file(tmp_path / "lamp" / "english" / "captions.en.vtt")
    document, _ = make_document(seed)
    assert document and document.title == "Lamp"


def test_the_video_of_a_file_name_is_the_document_s(tmp_path: Path) -> None:
    (document,), _ = made(tmp_path, {"The boat [aBcDeFgHiJk].en.vtt": VTT})
    assert document.video == "https://www.youtube.com/watch?v=aBcDeFgHiJk"


def test_checking_what_lies_beside_checks_the_seed(tmp_path: Path) -> None:
    made(tmp_path, {"a.en.vtt": VTT, "a.info.json": INFO})
    assert owner(tmp_path / "a.info.json") == tmp_path / "a.en.vtt"


GLOSSARY = Glossary(misheard=(Misheard(heard="open heron", said="OpenHeron"),))


@pytest.mark.parametrize(
    ("name", "words", "corrected"),
    [
        ("a.vtt", VTT, True),
        ("a.en-US.vtt", VTT, True),
        ("a.de.vtt", VTT, False),
        ("lamp/german/captions.vtt", VTT, False),
        ("a.vtt", VTT.replace("WEBVTT", "WEBVTT\nKind: captions\nLanguage: de"), False),
    ],
)
def test_a_glossary_leaves_other_languages_alone(name: str, words: str, corrected: bool) -> None:
    document, _ = make_document(Seed(name=name, file=name, data=words.encode()), GLOSSARY)
    assert document
    assert any(passage.corrections for passage in document.passages) is corrected


def test_what_was_heard_is_words_without_tags() -> None:
    words = VTT.replace("open heron", "open<00:00:01.600><c> heron</c>")
    document, _ = make_document(Seed(name="a.vtt", file="a.vtt", data=words.encode()), GLOSSARY)
    assert document
    assert [one.heard for one in document.passages[0].corrections] == ["open heron"]
    assert 'title="heard: open heron"' in document.passages[0].html
