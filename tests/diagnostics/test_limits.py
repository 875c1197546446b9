"""Limits: each one holds exactly where it says, can be raised, and says how."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from commonplace.clean import fields as fields_module
from commonplace.collect import collect, collect_file
from commonplace.diagnostics import limits
from commonplace.diagnostics.limits import LIMITS, WHY, Limits
from commonplace.document import make_document
from commonplace.markup.frontmatter import extent
from commonplace.model import Diagnostic, Seed
from commonplace.pipeline import Request, build
from commonplace.project import project
from commonplace.readers import read
from commonplace.readers.nesting import nesting

NAMES = [field.name for field in fields(Limits)]


def seed(text: str, name: str = "a.md") -> Seed:
    return Seed(name=name, file=f"seeds/{name}", data=text.encode())


def made(text: str, most: Limits) -> tuple[bool, tuple[Diagnostic, ...]]:
    document, told = make_document(seed(text), limits=most)
    return document is not None, told


def turns(count: int, voices: int) -> str:
    """Turns of some voices, there and back: always in one order they might be fields."""
    order = [*range(voices), *range(voices - 2, 0, -1)]
    said = ((chr(65 + order[n % len(order)]), n) for n in range(count))
    return "\n\n".join(f"**Voice {voice}:** Words {n}." for voice, n in said)


#: For each limit that a text can reach: a text that just keeps to it, and one just beyond.
AT_THE_EDGE = {
    "lines": (9, "a\n" * 8 + "a", "a\n" * 9 + "a"),
    "nesting": (4, "> " * 4 + "deep", "> " * 5 + "deep"),
    "passages": (6, turns(6, 2), turns(7, 2)),
    "speakers": (3, turns(9, 3), turns(12, 4)),
}


@pytest.mark.parametrize("name", AT_THE_EDGE)
def test_a_limit_holds_exactly_and_says_how_to_raise_it(name: str) -> None:
    number, inside, beyond = AT_THE_EDGE[name]
    most = replace(LIMITS, **{name: number})
    assert made(inside, most) == (True, ())
    whole, told = made(beyond, most)
    assert not whole and [one.severity for one in told] == ["error"]
    assert f"the limit is {number}" in told[0].message
    assert f"`{name}` in limits.yml" in told[0].remedy and told[0].why == WHY[name]
    assert made(beyond, replace(LIMITS, **{name: 100})) == (True, ())


def test_the_line_is_that_of_the_first_thing_too_many() -> None:
    assert made("a\n" * 20, Limits(lines=9))[1][0].line == 10
    assert made("a\n\n> > > b\n", Limits(nesting=2))[1][0].line == 3


def test_a_limit_that_no_system_can_count_to_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Calm words.\n")
    (tmp_path / limits.FILE).write_text(
        f"bytes: {10**30}\nseconds: {10**30}\nmemory: {10**14} GB\n"
    )
    most, told = limits.read(tmp_path / limits.FILE)
    assert told == ()
    assert len(collect([tmp_path], most)[0]) == 1


def test_bytes_are_counted_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "large.md").write_bytes(b"x" * 101)
    (tmp_path / "small.md").write_bytes(b"x" * 100)
    seeds, told = collect([tmp_path], Limits(bytes=100))
    assert [one.name for one in seeds] == ["small.md"]
    assert "101 bytes; the limit is 100" in told[0].message
    assert collect_file(tmp_path / "large.md", Limits(bytes=100))[1][0].why == WHY["bytes"]
    assert not collect([tmp_path])[1]


def test_front_matter_beyond_the_limit_costs_the_fields_alone() -> None:
    text = f"---\ntitle: {'x' * 200}\n---\nThe body stays.\n"
    document, told = make_document(seed(text), limits=Limits(front_matter=100))
    assert document and document.title == "A" and document.passages[0].text == "The body stays."
    assert [one.severity for one in told] == ["warning"]
    assert "`front_matter` in limits.yml" in told[0].remedy
    document, told = make_document(seed(text), limits=Limits(front_matter=300))
    assert document and document.title == "x" * 200 and not told


def test_front_matter_can_be_longer_than_by_default() -> None:
    text = "---\n" + "".join(f"field_{n}: words\n" for n in range(2000)) + "title: Last\n---\nA.\n"
    document, told = make_document(seed(text))
    assert document and document.title == "A" and len(told) == 1
    document, told = make_document(seed(text), limits=Limits(front_matter=100_000))
    assert document and document.title == "Last" and not told


def test_two_lines_across_a_page_are_no_front_matter() -> None:
    text = "---\n\nWords, many of them. " + "More words. " * 20 + "\n\n---\n\nThe end.\n"
    assert extent(text) == (0, 0)
    told = read(seed(text), Limits(front_matter=20))[1]
    assert not any("limits.yml" in one.remedy for one in told)


def test_a_sidecar_beyond_the_limit_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Words.")
    (tmp_path / "a.yml").write_text(f"title: {'x' * 200}")
    seeds, told = collect([tmp_path], Limits(front_matter=100))
    assert seeds[0].sidecar is None and told[0].file.endswith("a.yml")


@pytest.mark.parametrize(
    ("text", "depth", "line"),
    [
        ("", 0, 1),
        ("Words - and more.\n---\n- - -\n", 2, 3),
        ("a\n> > quoted\n", 2, 2),
        ("1. - * + deep", 4, 1),
        ("        - indented", 3, 1),
        ("<div><div>\n<section></div><span>", 3, 2),
        ("</div></div><div>", 1, 1),
        ("vector<int> a; <article-body>" * 50, 0, 1),
        ('[{"a": [1, {"b": "[[[[ \\" [[["}]}]', 4, 1),
        ("]]]]]", 0, 1),
    ],
)
def test_how_deep_a_text_is(text: str, depth: int, line: int) -> None:
    found, at = nesting(text)
    assert (found, text.count("\n", 0, at) + 1) == (depth, line)


@given(st.recursive(st.integers() | st.text(), lambda one: st.lists(one, max_size=3)))
def test_the_depth_of_json_is_that_of_its_value(value: object) -> None:
    def deep(value: object) -> int:
        return 1 + max(map(deep, value), default=0) if isinstance(value, list) else 0

    assert nesting(json.dumps([value]))[0] == deep([value])


@given(st.text(alphabet='<div>/spanol \n>-*+1.[]{}"\\'))
@example("<" * 5000)
@example("- " * 5000)
@example('["' * 5000)
@example(" " * 5000)
def test_no_text_is_too_much_for_counting(text: str) -> None:
    depth, at = nesting(text)
    assert 0 <= depth <= len(text) and 0 <= at <= len(text)


def test_a_project_sets_its_limits_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "limits.yml").write_text("bytes: 4 MB\nlines: 1_000\nmemory: 512MB\n")
    known, told = project.read(tmp_path)
    assert known.limits == Limits(bytes=4 * 1024**2, lines=1000, memory=512 * 1024**2)
    assert not told
    assert project.read(tmp_path / "none")[0].limits == LIMITS


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("colour: 3", "unknown limit 'colour'"),
        ("lines: many", "must be a number above 0"),
        ("lines: -1", "must be a number above 0"),
        ("lines: 0", "must be a number above 0"),
        ("lines: true", "must be a number above 0"),
        ("lines: 1.5", "must be a number above 0"),
        ("lines: [1]", "must be a number above 0"),
        ("front_matter: 4 MB", "` must be at most"),
    ],
)
def test_a_mistake_costs_its_line_alone(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "limits.yml"
    path.write_text(f"passages: 7\n{line}\n")
    found, told = limits.read(path)
    assert found == Limits(passages=7)
    assert words in told[0].message and told[0].line == 2 and told[0].remedy and told[0].why


@pytest.mark.parametrize(
    "text",
    ["lines: [", "- 1", "just words", "lines: 1\nlines: 2", "a: &x 1\nlines: *x", "a: " * 9999],
)
def test_a_file_that_says_nothing_leaves_all_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "limits.yml"
    path.write_text(text)
    found, told = limits.read(path)
    assert found == LIMITS and len(told) == 1 and told[0].severity == "error"


@given(st.dictionaries(st.text(max_size=9) | st.sampled_from(NAMES), st.integers() | st.text()))
def test_no_file_of_limits_raises(
    tmp_path_factory: pytest.TempPathFactory, found: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("limits") / "limits.yml"
    path.write_text(yaml.safe_dump(found), encoding="utf-8")
    most, _ = limits.read(path)
    assert all(number > 0 for number in asdict(most).values())


def test_every_limit_has_a_reason_and_is_documented() -> None:
    assert list(WHY) == NAMES
    page = (project.CHECKOUT / "docs" / "contributing.md").read_text(encoding="utf-8")
    page = page[page.index("## How large a file may be") :]
    for name, number in asdict(LIMITS).items():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
        said = row.split("|")[2].strip()
        assert limits._number(said.replace(",", "_").replace("_", "")) == number, row


def test_an_image_beyond_the_limit_is_left_out_unread(tmp_path: Path) -> None:
    """It takes no room on the disk, and would not fit into memory."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.md").write_text("---\ntitle: A\n---\nWords.\n\n![x](big.png)\n\n![y](small.png)\n")
    (seeds / "small.png").write_bytes(b"\x89PNG")
    with (seeds / "big.png").open("wb") as file:
        file.truncate(2**42)
    report = build(
        Request(folders=(seeds,), docs=tmp_path / "docs", index_folder=tmp_path / "index")
    )
    told = next(one for one in report.diagnostics if one.file.endswith("big.png"))
    assert told.severity == "warning" and "`image` in limits.yml" in told.remedy
    names = [path.name[:5] for path in (tmp_path / "docs" / "images").iterdir()]
    assert names == ["small"]


def test_an_image_is_published_as_it_is_and_again_when_it_changes(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.md").write_text("---\ntitle: A\n---\nWords.\n\n![x](x.png)\n")
    for data in (b"one", b"two", b"three"):
        (seeds / "x.png").write_bytes(data)
        build(Request(folders=(seeds,), docs=tmp_path / "docs", index_folder=tmp_path / "index"))
        (shown,) = (tmp_path / "docs" / "images").iterdir()
        assert shown.read_bytes() == data
    again = build(
        Request(folders=(seeds,), docs=tmp_path / "docs", index_folder=tmp_path / "index")
    )
    assert again.written == 0


def test_no_field_is_longer_than_its_bound() -> None:
    long, many = "w" * 20_000, [f"w{n}" for n in range(2_000)]
    for key in fields_module._TEXTS | fields_module._CREDITED | {"sources", "date"}:
        for value in (long, many, [long, long], {"name": long, "url": long}, [{"name": long}]):
            found = fields_module.read_fields({key: value}, "a.md")
            flat = json.dumps(asdict(replace(found, diagnostics=())), default=str)
            assert len(flat) < 60_000, key
            lengths = [len(word) for word in flat.split('"')]
            assert max(lengths) <= fields_module.LONGEST_TEXT, key
            assert found.diagnostics, key
            assert all(len(str(one)) < 500 and one.line for one in found.diagnostics)
