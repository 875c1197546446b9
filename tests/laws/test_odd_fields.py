"""No field of one document can stop the others: a law of the whole site, MkDocs included."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from commonplace import pipeline
from commonplace.clean.fields import ahead
from commonplace.diagnostics.report import Report
from commonplace.document import make_document
from commonplace.model import Seed
from commonplace.project import project
from commonplace.project.project import Project
from commonplace.project.publishing import Publishing
from commonplace.site import offline
from commonplace.site.build_site import build_site
from tests.hostile import odd
from tests.hostile.check import faults_of_docs
from tests.thorough import part

#: One pair of a field and a value in this many; `make fuzz` takes all of them.
PART = part(1, 127)
CRASHED = "the program failed"


def site(top: Path, files: Mapping[str, str], words: Path | None = None) -> Report:
    """The site of some files and the good one."""
    seeds = top / "seeds"
    seeds.mkdir(parents=True)
    for name, text in {**files, "good.md": odd.GOOD}.items():
        (seeds / name).write_text(text, encoding="utf-8")
    known = project.read(words)[0] if words else project.NO_PROJECT
    known = replace(known, publishing=Publishing(drafts=True))
    return build_site([seeds], top / "site", known=known)


def is_whole(top: Path, report: Report) -> None:
    """Raise AssertionError where something is not as it should be."""
    page = (top / "site" / "posts" / "the-calm-pond" / "index.html").read_text()
    assert "Nothing here is odd." in page
    assert not [one for one in report.diagnostics if CRASHED in one.message]
    assert max(len(str(one)) for one in (*report.diagnostics, "")) < 2_000
    assert not (top / "site" / "sitemap.xml").exists()  # its address is not known
    assert list(faults_of_docs(top / "site" / "data" / "feeds")) == []
    for path in (top / "site" / "data").rglob("*.json"):
        json.loads(path.read_text(), parse_constant=pytest.fail)  # NaN is no JSON
    offline.bundle(top / "site", top / "site.zip")
    assert zipfile.ZipFile(top / "site.zip").testzip() is None


def smallest(files: dict[str, str], fails: Callable[[dict[str, str]], bool]) -> dict[str, str]:
    """Few of some files with which the site fails as well, found by halving."""
    while len(files) > 1:
        names = sorted(files)
        halves = [dict.fromkeys(names[: len(names) // 2]), dict.fromkeys(names[len(names) // 2 :])]
        failing = next(
            (half for half in halves if fails({name: files[name] for name in half})), None
        )
        if failing is None:
            break
        files = {name: files[name] for name in failing}
    return files


def test_halving_finds_the_file() -> None:
    files = {str(number): "" for number in range(20)}
    assert smallest(files, lambda some: "13" in some) == {"13": ""}


def test_no_field_of_one_document_stops_the_others(tmp_path: Path) -> None:
    files = {f"{name}.md": text for name, text in odd.alone(PART)}
    for name, fields, body in odd.together():
        files[f"{name}.md"] = f"---\n{fields}---\n\n{body}"
        files[f"beside-{name}.md"], files[f"beside-{name}.yml"] = body, fields
    words = tmp_path / "words"
    words.mkdir()
    for name, text in odd.vocabularies():
        (words / name).write_text(text, encoding="utf-8")
    tried = 0

    def fails(some: dict[str, str]) -> bool:
        nonlocal tried
        tried += 1
        top = tmp_path / str(tried)
        try:
            is_whole(top, site(top, some, words))
        except Exception:
            return True
        return False

    try:
        report = site(tmp_path / "all", files, words)
        is_whole(tmp_path / "all", report)
    except Exception as problem:
        pytest.fail(f"{problem!r} because of {sorted(smallest(files, fails))}")
    lost = [one for one in report.diagnostics if one.severity == "error"]
    assert lost == []
    assert report.documents == 1 + sum(1 for name in files if name.endswith(".md"))


DATES = ["2203-05-04", "2106-02-07", "9999-12-31", "1936-05-04", "1815-12-10", "0001-01-01"]


@pytest.mark.parametrize("day", DATES)
def test_a_date_far_away_is_true_wherever_it_is_shown(tmp_path: Path, day: str) -> None:
    """Alone: a collection whose dates all lie before 1970 has no other date to go by."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.md").write_text(f"---\ntitle: A kettle\ndate: {day}\n---\nIt hums.\n")
    everything = Project(publishing=Publishing(drafts=True))
    build_site([seeds], tmp_path / "site", known=everything)
    page = (tmp_path / "site" / "posts" / "a-kettle" / "index.html").read_text()
    assert f'"datePublished": "{day}"' in page
    feed = (tmp_path / "site" / "data" / "feeds" / "all.xml").read_text()
    assert f"<published>{day}T00:00:00Z</published>" in feed
    told = json.loads((tmp_path / "site" / "data" / "timeline.json").read_text())
    assert day in json.dumps(told)


def seed(text: str, sidecar: str | None = None) -> Seed:
    beside = sidecar.encode() if sidecar is not None else None
    return Seed(name="a.md", file="a.md", data=text.encode(), sidecar=beside, sidecar_file="a.yml")


@pytest.mark.parametrize(
    ("text", "sidecar", "place"),
    [
        ("---\ntitle: A\ndate: 2203-05-04\n---\nWords.\n", None, "a.md:3"),
        ("Words.\n", "title: A\ndate: 2203-05-04\n", "a.yml:2"),
        ("---\ndate: 2023-01-01\ntitle: x\n---\nW.\n", "title: A\ndate: 2203-05-04\n", "a.yml:2"),
        ("---\nyear: 2999\n---\nWords.\n", None, "a.md:2"),
    ],
)
def test_a_date_in_the_future_is_a_warning(text: str, sidecar: str | None, place: str) -> None:
    one = seed(text, sidecar)
    document, _ = make_document(one)
    assert document and document.date
    told = ahead(document, one, date(2024, 1, 1))
    assert told and str(told).startswith(f"{place}: warning:") and "future" in told.message
    assert ahead(document, one, document.date.at.date()) is None
    checked = pipeline.check([one], project=Project(publishing=Publishing(drafts=True)))
    assert told in checked.diagnostics and checked.documents == 1


def test_today_is_no_future_and_no_date_neither() -> None:
    one = seed(f"---\ndate: {datetime.now(UTC).date()}\n---\nWords.\n")
    assert pipeline.check([one]).diagnostics == ()
    assert pipeline.check([seed("Words.\n")]).diagnostics == ()
