"""Every file of the hostile corpus, built beside a good one.

The build ends, the good file's page is whole, something is said where something is
wrong, nothing is written outside of the output, and no page does anything that a seed
asks for. What a real browser makes of the pages is in `tests/browser/test_hostile.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from mkdocs.commands.build import build as mkdocs_build

from commonplace import index
from commonplace.project import project
from commonplace.render.record import record_file
from tests.built_page import ROOT, built, site_config
from tests.conftest import Once
from tests.hostile import make
from tests.hostile.build import BY_HAND, TOGETHER, Built, build, together
from tests.hostile.case import Case
from tests.hostile.check import active_parts, faults_of_docs, faults_of_html
from tests.hostile.make import CASES, GOOD_PAGE, GOOD_WORDS
from tests.in_groups import in_groups
from tests.thorough import part

ALONE = [case for case in CASES if case.alone]
BESIDE = [case for case in CASES if case.beside is not None]
CRASHED = "the program failed"


@pytest.fixture(scope="module")
def whole(once: Once) -> Built:
    """All attempts that can be built together, as one collection."""
    return once("hostile", together)


def good_page(docs: Path) -> str:
    return built((docs / f"{GOOD_PAGE}/index.md").read_text(encoding="utf-8"))[0]


def test_the_corpus_is_as_large_as_it_says() -> None:
    assert len(CASES) > 150
    assert len(make.classes()) > 20
    assert len({case.folder for case in CASES}) == len(CASES)
    told = (ROOT / "tests" / "hostile" / "README.md").read_text(encoding="utf-8")
    assert make.table() in told, "put what `python -m tests.hostile` prints into its README.md"


def test_the_good_file_is_whole(whole: Built) -> None:
    page = good_page(whole.docs)
    assert all(words in page for words in GOOD_WORDS)
    assert 'href="https://example.org/late"' in page
    with ZipFile(whole.docs / record_file(f"{GOOD_PAGE}/")) as archive:
        assert archive.read(f"{GOOD_PAGE}/source.txt").decode() == make.GOOD
    assert not [one for one in whole.others if "good.md" in one.file]
    hits = index.search(whole.top / "index" / "whoosh", "keeper moon").hits
    assert hits[0].address.startswith(f"{GOOD_PAGE}/#")


@in_groups("case", TOGETHER, lambda case: case.kind, lambda case: case.name)
def test_what_is_wrong_is_said(case: Case, whole: Built) -> None:
    if os.geteuid() == 0 and case.name == "unreadable":
        pytest.skip("nothing is unreadable to the superuser")
    told = whole.told[case.folder]
    said = "\n".join(map(str, told))
    severities = {one.severity for one in told}
    assert CRASHED not in said
    assert all(piece in said for piece in case.says), said
    if case.outcome in ("text", "recorded"):
        assert not severities & {"error", "warning"}, said
    elif case.outcome == "warned":
        assert "warning" in severities, said
        assert "error" not in severities, said
    elif case.outcome == "rejected":
        assert "error" in severities, said
    elif case.outcome == "ignored":
        assert "warning" in severities, said
    assert all(one.message and one.remedy for one in told)


def pages_of(docs: Path) -> dict[str, str]:
    """Each generated page and its source, by its name."""
    return {
        path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(docs.rglob("*.md"))
        if path.relative_to(docs).as_posix() not in BY_HAND
    }


@pytest.fixture(scope="module")
def rendered(whole: Built) -> dict[str, str]:
    """Every page after Markdown, as the site's own extensions render it."""
    return {name: built(text)[0] for name, text in pages_of(whole.docs).items()}


def test_no_page_does_anything(rendered: dict[str, str]) -> None:
    faults = {name: found for name, page in rendered.items() if (found := faults_of_html(page))}
    assert faults == {}


def test_there_are_pages_of_every_kind(rendered: dict[str, str]) -> None:
    sections = {name.partition("/")[0] for name in rendered}
    assert {"posts", "transcripts", "topics", "people", "timeline", "references"} <= sections
    assert len(rendered) > 500


def test_what_is_harmless_stays(whole: Built) -> None:
    sources = "\n".join(pages_of(whole.docs).values())
    for case in TOGETHER:
        for words in case.shows:
            assert words in sources
    for words in ("{{ 7*7 }}", "--8&lt;--", "[TOC]"):
        assert words in sources or words.replace("{", "&#123;") in sources, words


def test_data_and_feeds_and_captions_are_clean(whole: Built) -> None:
    assert list(faults_of_docs(whole.docs)) == []
    assert len(list((whole.docs / "data").rglob("*.vtt"))) > 10


def test_nothing_of_a_link_or_a_foreign_file_is_shown(whole: Built) -> None:
    for path in whole.docs.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"root:x:0:0" not in data, path
            assert b"nothing may touch this" not in data, path
            assert not path.is_symlink()
    allowed = {
        ".md",
        ".json",
        ".txt",
        ".xml",
        ".vtt",
        ".csv",
        ".html",
        ".htm",
        ".bin",
        ".js",
        ".css",
        ".png",
        ".zip",
    }
    assert {path.suffix for path in whole.docs.rglob("*") if path.is_file()} - allowed <= {""}


def test_no_name_needs_more_than_letters_that_every_system_has(whole: Built) -> None:
    for section in ("posts", "transcripts", "topics", "people", "data"):
        for path in (whole.docs / section).rglob("*"):
            assert path.name.isascii()
            assert len(path.name) < 120
            assert path.name == path.name.lower()


def test_a_second_build_resolves_everything_in_the_same_way(whole: Built, tmp_path: Path) -> None:
    chosen = [case for case in TOGETHER if case.kind in ("collisions", "slugs", "odd-permalinks")]
    first = build(tmp_path / "one", chosen)
    second = build(tmp_path / "two", list(reversed(chosen)))
    assert contents(first.docs) == contents(second.docs)


def contents(docs: Path) -> dict[str, bytes]:
    return {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in sorted(docs.rglob("*"))
        if path.is_file() and "search" not in path.parts
    }


@pytest.mark.parametrize("case", BESIDE, ids=lambda case: case.name)
def test_vocabularies_harm_nothing(case: Case, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.mkdir()
    for name, data in (case.beside or {}).items():
        (words / name).write_bytes(data)
    known, told = project.read(words)
    said = "\n".join(map(str, told))
    assert all(piece in said for piece in case.says), said
    done = build(tmp_path / "build", [case], known)
    assert all(words in good_page(done.docs) for words in GOOD_WORDS)
    for name, text in pages_of(done.docs).items():
        assert faults_of_html(built(text)[0]) == [], name
    assert list(faults_of_docs(done.docs)) == []


# Whole pages, with the theme around them --------------------------------------------------


def test_whole_pages_have_no_active_parts_but_the_themes(whole: Built, tmp_path: Path) -> None:
    """A sample: some pages of each section, and what every class has under its first name."""
    docs = tmp_path / "docs"
    wanted = {
        f"{case.kind}-{case.name}"[:60] for cases in make.classes().values() for case in cases[:2]
    }
    for path in sorted(whole.docs.rglob("*")):
        name = path.relative_to(whole.docs)
        if not path.is_file() or name.parts[0] in ("search", "assets"):
            continue
        in_sample = len(name.parts) < 3 or name.parts[-2] in wanted
        if path.suffix == ".md" and not in_sample and name.parts[0] != "topics":
            continue
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, docs / name)
    mkdocs_build(site_config(docs_dir=str(docs), site_dir=str(tmp_path / "site"), nav=None))
    pages = sorted((tmp_path / "site").rglob("index.html"))
    by_hand = [tmp_path / "site" / name / "index.html" for name in ("about", "decisions")]
    allowed = set().union(*(active_parts(path.read_text("utf-8")) for path in by_hand))
    allowed.add("<script [('defer', ''), ('src', 'assets/commonplace/reading.js')]>")
    redirects = 0
    for path in pages:
        page = path.read_text(encoding="utf-8")
        if 'name="robots" content="noindex"' in page:
            redirects += 1
            continue  # a page of ours without the theme: looked at with the data
        if path.relative_to(tmp_path / "site").parts[0] in (
            "timeline",
            "references",
            "search",
            "book",
            "index.html",
        ):
            continue  # has a form and a script of its own; its content is looked at above
        assert active_parts(page) - allowed == set(), path
    assert len(pages) - redirects > 60


# The check itself -------------------------------------------------------------------------

BAD = (
    "<script>1</script>",
    "<p onclick=x>a</p>",
    '<a href="javascript:x">a</a>',
    '<a href="java&#10;script:x">a</a>',
    '<a href=" data:text/html,x">a</a>',
    '<img src="//evil.example/x.png">',
    '<img src="/\\evil.example/x.png">',
    '<img src="https://evil.example/x.png">',
    '<iframe src="x"></iframe>',
    "<form></form>",
    '<p style="position:fixed">a</p>',
    '<p id="__config">a</p>',
    '<p id="a">a</p><p id="a">a</p>',
    '<p class="md-overlay">a</p>',
    "<svg onload=x></svg>",
    "<svg><use href='x'></use></svg>",
    '<form class="cp-narrow" action="//evil.example"></form>',
    "<!-- a -->",
    '<figure data-video="https://evil.example">a</figure>',
    "<b <script>",
)


@pytest.mark.parametrize("page", BAD)
def test_the_check_can_fail(page: str) -> None:
    assert faults_of_html(page)
    assert faults_of_html(f"<p>{page}</p>")


def test_the_check_of_whole_pages_can_fail() -> None:
    page = "<html><head></head><body><main>{}</main></body></html>"
    allowed = active_parts(page.format("<p>calm</p>"))
    for bad in ("<script>1</script>", "<p onclick=x>", "<iframe src=x>", "<a href='javascript:x'>"):
        assert active_parts(page.format(bad)) - allowed


def test_without_the_sanitiser_the_check_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The canary: the same corpus, with one defence out of order."""

    class Open:
        def clean(self, page: str) -> str:
            return page

    monkeypatch.setattr("commonplace.markup.html._CLEANER", Open())
    done = build(tmp_path, [case for case in TOGETHER if case.kind == "html-handlers"])
    found = [f for text in pages_of(done.docs).values() for f in faults_of_html(built(text)[0])]
    assert any("onerror" in fault for fault in found)


# What may take long -----------------------------------------------------------------------


def batches() -> Iterator[list[Case]]:
    for kind in dict.fromkeys(case.kind for case in ALONE):
        yield [case for case in ALONE if case.kind == kind]


# At full length each kind has a build of its own.
@pytest.mark.parametrize("cases", part(list(batches()), [ALONE]), ids=lambda cases: cases[0].kind)
def test_what_may_take_long_ends(cases: list[Case], tmp_path: Path) -> None:
    make.write(cases, tmp_path / "seeds")
    (tmp_path / "limits.yml").write_text("seconds: 4\n")  # what takes longer is given up
    done = subprocess.run(
        [
            *(sys.executable, "-m", "commonplace", "build", "--jobs", "2"),
            *("--seeds", str(tmp_path / "seeds"), "--docs", str(tmp_path / "docs")),
            *("--index", str(tmp_path / "index"), "--vocabulary", str(tmp_path)),
        ],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert CRASHED not in done.stderr
    assert all(words in good_page(tmp_path / "docs") for words in GOOD_WORDS)
    for case in cases:
        assert all(piece in done.stderr for piece in case.says)
    for name, text in pages_of(tmp_path / "docs").items():
        if len(text) < 2_000_000 and name.startswith(("posts/", "transcripts/")):
            assert faults_of_html(text.partition("\n---\n")[2]) == [], name
