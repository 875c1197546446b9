"""Links of vaults and blogs, headers without dashes, folder defaults, and code that stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonplace.addresses.assemble import assemble
from commonplace.addresses.linking import targets
from commonplace.collect import collect
from commonplace.document import make_document
from commonplace.model import Document, Library, Seed
from commonplace.render import links

CODE = "const a = 1;\n\n<script>b()</script>\n---\n{{ site.c }} [[d]] ==e== %%f%%"


def read(text: str, name: str = "a.md") -> Document:
    document, _ = make_document(Seed(name=name, file=name, data=text.encode()))
    assert document
    return document


def library(**texts: str) -> Library:
    seeds = [
        Seed(name=name.replace("__", "/"), file=name, data=text.encode())
        for name, text in sorted(texts.items())
    ]
    return assemble([make_document(seed) for seed in seeds], seeds)


def put(indent: int, first: str = "", fence: str = "```") -> str:
    lines = [f"{fence}js", *CODE.split("\n"), fence]
    pad = " " * indent
    return "\n".join(
        (first if first and not number else pad) + line if line else line
        for number, line in enumerate(lines)
    )


@pytest.mark.parametrize("fence", ["```", "~~~~"])
@pytest.mark.parametrize(
    "around",
    [
        pytest.param(lambda f: f"One.\n\n{put(1, fence=f)}\n\nTwo.", id="one space"),
        pytest.param(lambda f: f"One:\n{put(2, fence=f)}\nTwo.", id="two spaces"),
        pytest.param(lambda f: f"One.\n\n{put(3, fence=f)}\n", id="three spaces"),
        pytest.param(lambda f: f"1. One\n\n{put(3, fence=f)}\n\n2. Two", id="item"),
        pytest.param(lambda f: f"1. {put(3, fence=f).lstrip()}\n2. Two", id="head of item"),
        pytest.param(
            lambda f: f"One\n: Two\n\n{put(2, fence=f)}\n\nThree\n: Four", id="definition"
        ),
        pytest.param(lambda f: f"A[^1]\n\n[^1]: One\n\n{put(4, fence=f)}\n", id="note"),
        pytest.param(
            lambda f: "\n".join(f"> {line}" for line in put(0, fence=f).split("\n")), id="quotation"
        ),
    ],
)
def test_fenced_code_comes_through_whole_wherever_it_stands(around, fence: str) -> None:  # type: ignore[no-untyped-def]
    document = read(f"---\ntitle: T\n---\n{around(fence)}\n")
    said = "\n".join(passage.text for passage in document.passages)
    for line in CODE.split("\n"):
        assert line in said
    assert all("<script" not in passage.html for passage in document.passages)
    assert {change.rule for change in document.changes} <= {"front-matter", "list-indent"}


@pytest.mark.parametrize("info", ["js:a.js", "c++ foo", "js {1-2}", "{r, echo=FALSE}", "js a b"])
def test_any_words_behind_a_fence_are_no_text(info: str) -> None:
    (passage,) = read(f"---\ntitle: T\n---\n```{info}\nx = 1\n```\n").passages
    assert passage.text == "x = 1"
    assert "<pre>" in passage.html


@pytest.mark.parametrize(
    "link",
    [
        "[[The old wheel]]",
        "[[2020-01-05-the-old-wheel|it]]",
        "[a]({% post_url 2020-01-05-the-old-wheel %})",
        "[a]({% link _posts/2020-01-05-the-old-wheel.md %})",
        "[a](/2020/01/05/the-old-wheel.html)",
        '[a]({{< relref "2020-01-05-the-old-wheel" >}})',
        "[a](2020-01-05-the-old-wheel.md)",
        "[a](/2020/01/05/the-old-wheel/index.htm)",
    ],
)
def test_a_link_to_a_post_leads_there_whatever_its_title(link: str) -> None:
    found = library(
        **{
            "2020-01-05-the-old-wheel.md": "---\ntitle: Turning, reconsidered\n---\nIt is old.",
            "b.md": f"# B\n\nSee {link}.",
        }
    )
    (document,) = [one for one in found.documents if one.source.name == "b.md"]
    known = links.places(found)
    (href,) = links.hrefs(document)
    assert links.resolve(href, document, known) == "../turning-reconsidered/"


def test_a_name_that_two_files_have_names_neither() -> None:
    found = library(**{"x__a.md": "# One\n\nA.", "y__a.md": "# Two\n\nB."})
    assert "a" not in targets(found).names


def test_links_to_own_anchors_lead_to_their_place(shared: Path) -> None:
    document = read((shared / "cases/reports/L01-own-anchors.md").read_text("utf-8"))
    known = links.places(Library(documents=(document,), diagnostics=(), redirects={}))
    to = [links.resolve(href, document, known) for href in links.hrefs(document)]
    anchors = {f"#{one.anchor}" for one in (*document.headings, *document.passages)}
    assert len(to) == 7
    assert set(to) <= anchors


def test_a_note_that_is_not_there_is_its_words_and_no_message() -> None:
    document = read("---\ntitle: A\nsource: https://example.org/x/\n---\nSee [[Nothing|words]].")
    known = links.places(Library(documents=(document,), diagnostics=(), redirects={}))
    (href,) = links.hrefs(document)
    assert links.resolve(href, document, known) is None
    assert not list(links.diagnostics((href,), document))


def test_fields_for_a_folder_give_way_to_those_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "_defaults.yml").write_text("author: Ida\nlicence: CC BY\nbase: https://e.org/n/\n")
    (tmp_path / "in" / "_defaults.yml").write_text("licence: CC0\n")
    (tmp_path / "in" / "a.md").write_text("---\nauthors: [Otto]\n---\n# A\n\nSee [b](b.html).")
    seeds, told = collect([tmp_path])
    assert not told
    document, _ = make_document(seeds[0])
    assert document
    assert [one.name for one in document.people] == ["Otto"]
    assert (document.licence, document.source.base) == ("CC0", "https://e.org/n/")
    known = links.places(Library(documents=(document,), diagnostics=(), redirects={}))
    assert links.resolve("b.html", document, known) == "https://e.org/n/b.html"


@pytest.mark.parametrize(
    "text",
    [
        "Title: A mill\nDate: 2010-12-03 10:20\nTags: water, wheel\n\nWords.",
        "title:: A mill\ndate:: 2010-12-03\ntags:: water, wheel\n\n- Words.",
        "# A mill\n\nCreated: December 3, 2010 10:00 AM\nTags: water, wheel\n\nWords.",
        "# A mill\n\n- **Date:** 2010-12-03\n- **Tags:** water, wheel\n\n## Transcript\n\nWords.",
    ],
)
def test_fields_without_dashes_are_fields(text: str) -> None:
    document = read(text)
    assert (document.title, str(document.date)) == ("A mill", "2010-12-03")
    assert document.topics == ("water", "wheel")
    assert [passage.text for passage in document.passages] == ["Words."]


@pytest.mark.parametrize(
    "text",
    [
        "Host: Welcome.\nGuest: Thank you.\n",
        "**Ida:** Hello.\n\n**Otto:** Hello.\n",
        "Note: this is a talk.\nDate: soon.\n\nWords.",
        "Title: only one.\n\nWords.",
    ],
)
def test_what_only_looks_like_fields_is_text(text: str) -> None:
    document = read(text)
    assert not any(change.rule == "front-matter" for change in document.changes)


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ("permalink: pretty", ()),
        ("aliases: [Late frost]", ()),
        ("aliases: [/2019/frost/]", ("2019/frost",)),
    ],
)
def test_what_is_no_old_address_is_none(fields: str, wanted: tuple[str, ...]) -> None:
    assert read(f"---\ntitle: A\n{fields}\n---\nWords.").old_addresses == wanted


def test_money_and_escaped_brackets_are_no_formulas() -> None:
    (passage,) = read("# T\n\nIt costs $5 and $6_000. \\[laughs\\] and $a or b$ too.").passages
    assert "<math" not in passage.html
    assert passage.text == "It costs $5 and $6_000. [laughs] and $a or b$ too."


def test_a_bare_address_is_a_link_and_ends_where_the_sentence_does() -> None:
    (passage,) = read("# T\n\nAt https://a.org/b_(c), `https://a.org/d`.").passages
    assert '<a href="https://a.org/b_(c)"' in passage.html
    assert passage.text == "At https://a.org/b_(c), https://a.org/d."
    assert passage.html.count("<a ") == 1
