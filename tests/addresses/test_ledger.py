"""An address once given stays with its file: pages, old addresses, topics and people."""

from __future__ import annotations

import shutil
from itertools import permutations
from pathlib import Path

import pytest

from commonplace import pipeline
from commonplace.addresses import ledger
from commonplace.addresses.ledger import Ledger
from commonplace.collect import collect
from commonplace.diagnostics.report import Report
from commonplace.pipeline import Request, build, memory_of
from commonplace.project import project
from commonplace.project.project import NO_PROJECT, Project
from commonplace.site.build_site import build_site

GOOD = "---\ntitle: Good\ndate: 2020-05-05\npermalink: /old/good/\n---\nThe keeper's own words.\n"
#: What a stranger may write to stand where the good file stands.
STRANGERS = {
    "earlier-date": "---\ntitle: Good\ndate: 1901-01-01\n---\nStrange words.\n",
    "slug": "---\ntitle: Other\nslug: good\ndate: 1901-01-01\n---\nStrange words.\n",
    "other-letters": "---\ntitle: GÓOD!\n---\nStrange words.\n",
    "permalink": "---\ntitle: Aaa\npermalink: /old/good/\ndate: 1901-01-01\n---\nStrange words.\n",
    "capitals": "---\ntitle: Aaa\npermalink: /OLD/Good\n---\nStrange words.\n",
    "alias-of-a-page": "---\ntitle: Aaa\naliases: [/posts/good/]\n---\nStrange words.\n",
    "above": "---\ntitle: Aaa\npermalink: /old/\n---\nStrange words.\n",
    "below": "---\ntitle: Aaa\npermalink: /old/good/index.html\n---\nStrange words.\n",
}


class Place:
    """A folder of seeds, and what builds made of it."""

    def __init__(self, top: Path) -> None:
        self.seeds, self.docs, self.index = top / "seeds", top / "docs", top / "build" / "index"
        self.seeds.mkdir(parents=True)

    def put(self, name: str, text: str) -> None:
        path = self.seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def build(self, known: Project = NO_PROJECT) -> Report:
        return build(
            Request(folders=(self.seeds,), docs=self.docs, index_folder=self.index, project=known)
        )

    def page(self, address: str) -> str:
        """What stands at an address, a redirect too; nothing where there is none."""
        for path in (self.docs / address / "index.md", self.docs / address / "index.html"):
            if path.is_file():
                return path.read_text()
        return ""

    def forget(self) -> None:
        memory_of(self.index).unlink()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.mark.parametrize("text", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize("name", ["a.md", "z.md", "good.txt", "good.htm", "sub/good.md"])
def test_a_stranger_takes_no_address_that_was_given(place: Place, name: str, text: str) -> None:
    place.put("good.md", GOOD)
    place.build()
    before = {one: place.page(one) for one in ("posts/good", "old/good")}
    place.put(name, text)
    told = place.build().diagnostics
    assert "own words" in place.page("posts/good") and "Strange" not in place.page("posts/good")
    assert place.page("old/good") == before["old/good"]
    if "Good" in text or "slug: good" in text or "permalink: /old/good/" in text:
        assert [one for one in told if name in one.file and "good.md" in one.message]
    assert not [one for one in told if one.file.endswith("seeds/good.md")]


def test_two_builds_in_a_row_are_the_same(place: Place) -> None:
    place.put("good.md", GOOD)
    place.build()
    place.put("a.md", STRANGERS["earlier-date"])
    first = place.build()
    memory = memory_of(place.index).read_bytes()
    second = place.build()
    assert second.written == 0 and second.diagnostics == first.diagnostics
    assert memory_of(place.index).read_bytes() == memory


def test_without_a_memory_the_file_of_that_name_has_the_address(place: Place) -> None:
    place.put("2020-05-05-good.md", GOOD)
    place.put("a.md", STRANGERS["earlier-date"])
    place.put("b.md", STRANGERS["permalink"])
    place.build()
    assert "own words" in place.page("posts/good")
    assert "posts/good/" in place.page("old/good")


def test_a_new_title_leaves_a_redirect_behind(place: Place) -> None:
    place.put("good.md", GOOD)
    place.build()
    place.put("good.md", GOOD.replace("title: Good", "title: Better"))
    place.put("a.md", STRANGERS["earlier-date"])
    place.build()
    assert "own words" in place.page("posts/better")
    assert "../better/" in place.page("posts/good")
    assert "Strange" not in place.page("posts/good")
    place.put("good.md", GOOD)
    place.build()
    assert "own words" in place.page("posts/good") and "../good/" in place.page("posts/better")


def test_a_file_that_fails_for_a_while_keeps_its_address(place: Place) -> None:
    place.put("good.md", GOOD)
    place.build()
    place.put("a.md", STRANGERS["earlier-date"])
    (place.seeds / "good.md").write_bytes(b"\x00\x01\x02")
    place.build()
    assert place.page("posts/good") == ""
    place.put("good.md", GOOD)
    place.build()
    assert "own words" in place.page("posts/good")


def test_a_renamed_file_keeps_its_addresses(place: Place) -> None:
    place.put("good.md", GOOD)
    place.put("zz.md", STRANGERS["earlier-date"])
    place.build()
    strange = next(place.docs.glob("posts/good-*/")).name
    (place.seeds / "good.md").rename(place.seeds / "zzz.md")
    (place.seeds / "zz.md").rename(place.seeds / "aaa.md")
    place.put("a.md", STRANGERS["slug"])
    place.build()
    assert "own words" in place.page("posts/good")
    assert "Strange" in place.page(f"posts/{strange}")


def test_a_deleted_file_frees_its_address_for_newcomers_alone(place: Place) -> None:
    place.put("good.md", GOOD)
    place.build()
    place.put("a.md", STRANGERS["earlier-date"])
    place.build()
    beside = next(place.docs.glob("posts/good-*/")).name
    (place.seeds / "good.md").unlink()
    assert place.build().diagnostics == ()
    assert place.page(f"posts/{beside}") and not place.page("posts/good")
    place.put("b.md", STRANGERS["other-letters"])
    place.build()
    assert place.page("posts/good")


def test_a_copy_in_the_project_serves_fresh_clones(place: Place, tmp_path: Path) -> None:
    place.put("m.md", GOOD)
    place.build()
    words = tmp_path / "words"
    words.mkdir()
    shutil.copyfile(memory_of(place.index), words / ledger.FILE)
    known, told = project.read(words)
    assert told == ()
    place.forget()
    place.put("good.md", STRANGERS["earlier-date"])
    place.build(known)
    assert "own words" in place.page("posts/good")
    checked = pipeline.check(*_collected(place), project=known)
    assert any("taken by m.md" in one.message for one in checked.diagnostics)


def _collected(place: Place):  # type: ignore[no-untyped-def]
    return collect([place.seeds])


def test_the_site_of_a_folder_remembers_too(place: Place, tmp_path: Path) -> None:
    place.put("m.md", GOOD)
    build_site([place.seeds], tmp_path / "site")
    place.put("good.md", STRANGERS["earlier-date"])
    build_site([place.seeds], tmp_path / "site")
    page = (tmp_path / "site" / "posts" / "good" / "index.html").read_text()
    assert "own words" in page and "Strange words" not in page


@pytest.mark.parametrize(
    "text",
    ["[1]", "addresses: 3", "x", "addresses: {a: [b]}", "addresses: {1: 2}", "{", "a: *b", "\x00"],
)
def test_a_damaged_ledger_is_told_and_stops_nothing(place: Place, text: str) -> None:
    place.put("good.md", GOOD)
    place.build()
    memory_of(place.index).write_text(text)
    report = place.build()
    assert [one for one in report.diagnostics if "addresses" in one.file]
    assert "own words" in place.page("posts/good")
    assert place.build().diagnostics == ()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    odd = {"posts/a/": 'b: "#\u2028.md', "topics/c/": "C#", "old/a.html": "é\U0001f600.md"}
    given = Ledger(owners=odd, seeds={"yes": "0123", "null": "1e10"})
    (tmp_path / "a.yml").write_bytes(given.as_yaml())
    assert ledger.read(tmp_path / "a.yml") == (given, ())
    (tmp_path / "b.yml").write_bytes(Ledger().as_yaml())
    assert ledger.read(tmp_path / "b.yml") == (Ledger(), ())


NAMES = ("C", "C#", "C++", "c", "Sea!", "Sea", "index", ".NET", "NET")


def test_no_name_moves_another_ones_address() -> None:
    for some in permutations(NAMES, 3):
        given = Ledger()
        for count in range(1, 4):
            slugs = ledger.slugs_of("topics", some[:count], given)
            assert len(set(slugs)) == count and "index" not in slugs
            now = dict(zip(some[:count], slugs, strict=True))
            assert all(now[owner] == a.split("/")[1] for a, owner in given.owners.items())
            given = Ledger(owners={f"topics/{slug}/": name for name, slug in now.items()})
        assert ledger.slugs_of("topics", some[1:], given) == slugs[1:]


TOPICS = ["C", "C++", "C#"]


@pytest.mark.parametrize("with_memory", [True, False])
def test_a_topic_keeps_its_address_when_the_list_changes(
    place: Place, tmp_path: Path, with_memory: bool
) -> None:
    for number in range(2):
        place.put(
            f"l{number}.md",
            f"---\ntitle: Languages {number}\ntags: [C, C++, C#]\n---\n"
            "The old part is in C, the new one in C++, the window in C#.\n\n"
            "C is old. C++ is newer. C# is newest.\n",
        )
    seen: dict[str, str] = {}
    for names in (TOPICS[1:], TOPICS, TOPICS[2:], TOPICS):
        (tmp_path / "topics.yml").write_text("".join(f"- name: {name}\n" for name in names))
        known, _ = project.read(tmp_path)
        place.build(known)
        for path in place.docs.glob("topics/*/index.md"):
            title = path.read_text().split("title: ")[1].split("\n")[0]
            assert seen.setdefault(path.parent.name, title) == title
        if not with_memory:
            place.forget()
    assert len(seen) == 3
