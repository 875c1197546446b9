"""The four source documents and the corpus, where they lie beside the checkout."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
import tarfile
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonplace.clean.bounds import LONGEST
from commonplace.clean.turns import runs_on
from commonplace.cli import main, processes
from commonplace.model import Document, Seed
from commonplace.pipeline import make_document
from commonplace.project.project import CHECKOUT, read
from commonplace.readers.text.label_styles import PSEUDO
from tests.site_check import faults
from tests.thorough import some


def _seed(path: Path) -> Seed:
    return Seed(name=path.name, file=path.name, data=path.read_bytes())


@pytest.fixture(scope="module")
def documents(shared: Path) -> dict[str, Document]:
    """The four documents, cleaned, by the first three digits of their names."""
    known, told = read(CHECKOUT)
    assert not told
    result = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        document, _ = make_document(_seed(path), known.glossary)
        assert document
        result[path.name[:3]] = document
    return result


def _words(document: Document) -> str:
    return "\n".join(passage.text for passage in document.passages)


def test_each_is_read_by_the_reader_of_its_format(documents: dict[str, Document]) -> None:
    readers = {number: document.source.reader for number, document in documents.items()}
    assert readers == {"000": "jekyll", "001": "caption", "002": "jekyll", "003": "substack"}


def test_titles_and_dates(documents: dict[str, Document]) -> None:
    assert documents["000"].title == "The year of 2024"
    assert str(documents["000"].date) == "2024-12-31"
    assert documents["000"].old_addresses == ("posts/2024/12/blog-post-25",)
    assert documents["002"].date is not None
    assert documents["002"].date.at.isoformat() == "2024-11-17T11:19:01-07:00"
    assert documents["003"].title.startswith('Interviewing Finbarr Timbers on the "We are')
    assert documents["001"].people[0].name == "Unsupervised Learning: Redpoint's AI Podcast"
    assert len(documents["001"].covered) == 5


def test_no_markup_of_the_sources_is_left_in_the_words(documents: dict[str, Document]) -> None:
    for document in documents.values():
        words = _words(document)
        for leftover in ("{:", ":::", "{#", "\\'", "\\[", "](", "![", "<img", "<iframe", "---"):
            assert leftover not in words, (document.title, leftover)
        assert "Ã" not in words
        assert "enable JavaScript" not in words


def test_the_images_that_are_not_there_are_figures(documents: dict[str, Document]) -> None:
    pages = "".join(p.html for number in ("000", "002") for p in documents[number].passages)
    assert "<img" not in pages
    assert pages.count('<figure class="cp-missing">') == 3 + 8
    images = [
        len(re.findall(r"<img|!\[", change.before))
        for number in ("000", "002")
        for change in documents[number].changes
        if change.rule == "image"
    ]
    assert sum(images) == 19


def test_captions_stay_with_their_images(documents: dict[str, Document]) -> None:
    figures = [p.text for p in documents["000"].passages if "<figure" in p.html]
    assert [text.split(",")[0] for text in figures] == ["Left", "Left", "Left"]
    headline = [p.text for p in documents["002"].passages if p.text.startswith("Headline")]
    assert headline and headline[0].endswith("headlines.)")


def test_lists_after_a_paragraph_are_lists(documents: dict[str, Document]) -> None:
    items = sum(p.html.count("<li>") for p in documents["000"].passages)
    assert items == 3 + 5


def test_no_heading_is_above_level_two(documents: dict[str, Document]) -> None:
    for document in documents.values():
        assert all(heading.level >= 2 for heading in document.headings)
    assert [h.level for h in documents["002"].headings] == [2, 2, 2, 2]


def test_every_turn_of_the_interview_has_speaker_and_time(documents: dict[str, Document]) -> None:
    turns = [p for p in documents["003"].passages if p.speaker and not p.continued]
    assert len(turns) == 107
    assert all(turn.start is not None for turn in turns)
    assert Counter(t.speaker for t in turns).keys() == {"Nathan Lambert", "Finbarr Timbers"}
    assert all(a.speaker != b.speaker for a, b in itertools.pairwise(turns))
    assert [t.start for t in turns] == sorted(t.start or 0 for t in turns)
    assert documents["003"].video == "https://www.youtube.com/watch?v=wv1EzkOJcAw"


def test_chapters_lead_to_turns(documents: dict[str, Document]) -> None:
    anchors = {p.anchor for p in documents["003"].passages}
    listed = [p for p in documents["003"].passages if p.html.count('href="#t-') == 13]
    assert len(listed) == 1
    assert set(re.findall(r'href="#(t-[\d-]+)"', listed[0].html)) <= anchors
    chapters = [h for h in documents["003"].headings if h.level == 3]
    assert len(chapters) == 13
    assert any(h.text.startswith("Tülu 3") for h in chapters)


def test_cut_sentences_are_rejoined_or_flagged(documents: dict[str, Document]) -> None:
    turns = [p for p in documents["003"].passages if p.speaker]
    rejoined = [c for c in documents["003"].changes if c.rule == "rejoin"]
    assert len(rejoined) == 2
    for before, after in itertools.pairwise(turns):
        assert bool(after.flags) == (not after.continued and runs_on(before.text, after.text))


def test_the_footnote_is_a_footnote(documents: dict[str, Document]) -> None:
    notes = [p for p in documents["003"].passages if p.note]
    assert [note.note for note in notes] == ["1"]
    assert 'href="#fn-1"' in documents["003"].passages[0].html


def test_captions_have_each_word_once(documents: dict[str, Document], shared: Path) -> None:
    """Without the header, the 80 repeats and the corrections, every word is there in order."""
    document = documents["001"]
    assert all(p.speaker is None for p in document.passages)
    repeats = [c for c in document.changes if c.rule == "repeat"]
    assert len(repeats) == 80
    assert {len(c.before.split()) for c in repeats} <= set(range(9, 16))
    source = next((shared / "seeds").glob("001*")).read_text()
    plain, _ = make_document(Seed(name="a.txt", file="a.txt", data=source.encode()))
    assert plain
    kept = source
    for change in reversed([c for c in plain.changes if c.rule in ("repeat", "header")]):
        kept = kept[: change.start] + kept[change.end :]
    expected = re.sub(r"(?<=\w) (?=-\w)|(?<=\d) (?=\.\d)|(?<=\d) (?=%)", "", " ".join(kept.split()))
    assert " ".join(_words(plain).split()) == expected


def test_paragraphs_of_captions_end_with_sentences(documents: dict[str, Document]) -> None:
    for passage in documents["001"].passages:
        assert passage.text.rstrip("\"'”’")[-1] in ".?!…"
        assert len(passage.text.split()) <= LONGEST


def test_misheard_names_are_put_right_and_shown(documents: dict[str, Document]) -> None:
    words = _words(documents["001"])
    assert "Twerk" not in words and "Jerry Tworek" in words
    assert "0103" not in words and "o1, o3, Codex" in words
    corrected = [c for p in documents["001"].passages for c in p.corrections]
    for passage in documents["001"].passages:
        for correction in passage.corrections:
            said = passage.text[correction.start : correction.end]
            assert said and said != correction.heard
    assert "Jerry Twerk" in {c.heard for c in corrected}
    assert any('title="heard: Jerry Twerk"' in p.html for p in documents["001"].passages)


def test_an_authors_spelling_is_not_corrected(documents: dict[str, Document]) -> None:
    for word in ("Epecially", "pinncale", "thoughout", "Equador"):
        assert word in _words(documents["000"])


@pytest.fixture(scope="module")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    with tarfile.open(shared / "corpus" / "practicalai.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    return folder / "practicalai"


def test_every_turn_of_the_corpus_is_found(corpus: Path) -> None:
    paths = sorted(corpus.glob("*.md"))
    assert len(paths) == 299
    for path in some(12, paths):
        document, told = make_document(_seed(path))
        assert document and document.kind == "transcript", path.name
        assert not [one for one in told if one.severity == "error"]
        source = document.source.text
        labels = list(re.finditer(r"^\*\*([^*\n]{1,60}?)(?::\*\*|\*\*:)", source, re.M))
        read = {change.start for change in document.changes if change.rule == "label"}
        assert {match.start() for match in labels} <= read, path.name
        # A label behind which nothing is said (a song, a break) is no turn.
        silent = re.compile(r" *(?:\\\[[^\]]*\])?\s*(?:\n\*\*|\Z)")
        names = {match[1].strip() for match in labels if not silent.match(source, match.end())}
        wanted = {name for name in names if name.lower() not in PSEUDO}
        assert wanted <= set(document.speakers), path.name


def test_the_site_of_the_four_documents(shared: Path, tmp_path: Path) -> None:
    """Built as a newcomer would; no link or image of any page leads nowhere."""
    to = tmp_path / "site"
    command = [sys.executable, "-m", "commonplace", "site", "--seeds", str(shared / "seeds")]
    done = subprocess.run(
        [*command, "--to", str(to)], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("4 documents")
    pages = [p for kind in ("posts", "transcripts") for p in (to / kind).glob("*/index.html")]
    assert len([page for page in pages if page.parent.name != "2024"]) == 4
    assert not list(faults(to))


def test_search_finds_the_passage(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.setattr(processes, "mapper_of", lambda *given: nullcontext(map))  # in this process

    def run(*words: str | Path) -> str:
        done = CliRunner().invoke(main, [*map(str, words), "--index", str(tmp_path / "index")])
        assert done.exit_code == 0, done.output
        return done.stdout

    run("build", "--seeds", shared / "seeds", "--docs", tmp_path / "docs")
    hits = json.loads(run("search", "reward model", "--json"))["hits"]
    assert any(h["address"].endswith("#t-00-12-07") for h in hits)
    assert all(h["title"] and h["snippet"] and h["score"] > 0 for h in hits)
