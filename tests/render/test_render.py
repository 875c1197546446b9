"""Pages: what they look like as files, and what can never happen to them."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tests.sample_library as sample
from commonplace.markup.plain import plain
from commonplace.model import Catalogue, Credit, Dated, Derived, Document, Heading, Library
from commonplace.render import links, pages
from commonplace.render.engine import heading, one_line
from commonplace.render.pages import Pages
from commonplace.render.record import ARCHIVES, record_file
from commonplace.render.styles import STYLES
from tests.built_page import ROOT, Elements, built, elements

GOLDENS = Path(__file__).parents[1] / "render_goldens"
BROWSER = ROOT / "commonplace/browser"
SHORT = replace(sample.TALK, passages=sample.TALK.passages[:12])


def render(*documents: Document) -> Pages:
    return pages(Catalogue(sample.library(documents), Derived()), sample.PHRASES)


# Goldens


@pytest.mark.parametrize(
    "path",
    [
        "index.md",
        "posts/index.md",
        "posts/odd/index.md",
        "posts/what-the-tide-gauge-measures/index.md",
        "transcripts/index.md",
        "transcripts/an-evening-at-the-harbour-hall/index.md",
        "transcripts/fog-signals/index.md",
        "transcripts/lantern-room/index.md",
        "notes/2024/11/tide-gauge/index.html",
    ],
)
def test_golden(path: str, golden: Callable[[Path, str], None]) -> None:
    made = render(sample.POST, SHORT, sample.CAPTIONS, sample.CUES, sample.ODD, sample.LOG)
    golden(GOLDENS / path, made.files[path])


def test_empty_library(golden: Callable[[Path, str], None]) -> None:
    made = pages(Catalogue(Library(documents=()), Derived()), {})
    assert list(made.files) == [
        *("abbreviations/index.md", "book/index.md", "index.md", "people/index.md"),
        *("posts/index.md", "references/index.md", "search/index.md"),
        *("timeline/index.md", "topics/index.md", "transcripts/index.md"),
    ]
    golden(GOLDENS / "empty/posts/index.md", made.files["posts/index.md"])
    golden(GOLDENS / "empty/index.md", made.files["index.md"])


def test_the_same_library_gives_the_same_files() -> None:
    one, two = (pages(Catalogue(sample.library(), Derived()), sample.PHRASES) for _ in range(2))
    assert one == two
    assert list(one.files) == sorted(one.files)


def kept(made: Pages, document: Document) -> dict[str, str]:
    """The files in the archive with a document's source and record."""
    data = made.archives[record_file(document.address)]
    own = document.address
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith(own)]
        return {name.removeprefix(own): archive.read(name).decode() for name in names}


def test_what_is_not_published_is_not_in_the_archive() -> None:
    quiet = replace(sample.POST, shows_source=False)
    assert list(kept(render(quiet), quiet)) == ["changes.json"]
    quiet = replace(sample.POST, shows_record=False)
    assert list(kept(render(quiet), quiet)) == ["source.txt"]
    assert not render(replace(quiet, shows_source=False)).archives


def test_the_archives_stay_few_and_no_document_moves_another() -> None:
    logs = [replace(sample.LOG, slug=f"log-{number}") for number in range(3 * ARCHIVES)]
    made = render(*logs)
    assert len(made.archives) <= ARCHIVES
    assert all(kept(made, log)["source.txt"] == log.source.text for log in logs)
    fewer = render(*logs[1:]).archives
    changed = {name for name, data in made.archives.items() if fewer.get(name) != data}
    assert changed == {record_file(logs[0].address)}


def test_the_source_is_published_as_it_is() -> None:
    assert kept(render(sample.POST), sample.POST)["source.txt"] == sample.POST_SOURCE


def test_a_post_and_a_transcript_may_share_a_slug() -> None:
    talk = replace(sample.TALK, slug=sample.LOG.slug)
    made = render(sample.LOG, talk)
    assert kept(made, sample.LOG)["source.txt"] == sample.LOG.source.text
    assert kept(made, talk)["source.txt"] == sample.TALK_SOURCE
    text = made.files["transcripts/keeping-a-log/index.md"]
    assert record_file(talk.address) in text


# Links


def html_of(made: Pages) -> dict[str, Elements]:
    """Every page by its address, as a browser would find it."""
    found = {}
    for path, text in made.files.items():
        if path.endswith(".md"):
            page, _ = built(text)
            address = path.removesuffix("index.md").strip("/")
            found[f"{address}/" if address else ""] = elements(page)
        elif path.endswith(".html"):
            found[path.removesuffix("index.html")] = elements(text)
    return found


def test_every_link_leads_to_a_page_and_an_id() -> None:
    made = render(sample.POST, sample.TALK, sample.CAPTIONS, sample.CUES, sample.ODD, sample.LOG)
    found = html_of(made)
    made_elsewhere = {
        *("contributing/", "search/"),
        *("data/references.json", "data/timeline.json", "data/timeline.csv"),
        *(f"data/feeds/{name}.xml" for name in ("all", "posts", "transcripts")),
    }
    for address, page in found.items():
        assert len(page.ids) == len(set(page.ids)), address
        for link in page.links:
            target = urlsplit(urljoin(f"https://site/prefix/{address}", link))
            if target.netloc != "site":
                continue
            assert target.path.startswith("/prefix/"), (address, link)
            path = unquote(target.path.removeprefix("/prefix/"))
            if path in {*made.files, *made.archives, *sample.IMAGES, *made_elsewhere}:
                continue
            assert path in found, (address, link)
            assert not target.fragment or target.fragment in found[path].ids, (address, link)


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("mailto:clerk@example.org", "mailto:clerk@example.org"),
        ("//example.org/a", "https://example.org/a"),
        ("#the-well", "#the-well"),
        ("#fn-log", "#fn-log"),
        ("#gone", None),
        ("#", None),
        ("", None),
        ("/posts/keeping-a-log/", "../keeping-a-log/"),
        ("../keeping-a-log", "../keeping-a-log/"),
        ("../keeping-a-log/#p-log-2", "../keeping-a-log/#p-log-2"),
        ("../keeping-a-log/#gone", "../keeping-a-log/"),
        ("keeping-a-log.md", "../keeping-a-log/"),
        ("/talks/harbour", "../../transcripts/an-evening-at-the-harbour-hall/"),
        ("/2025/harbour.html", "../../transcripts/an-evening-at-the-harbour-hall/"),
        ("/notes/2024/11/tide-gauge/", "./"),
        ("/about/", None),
        ("/", None),
        ("www.example.org", None),
        ("../../../../../etc/passwd", None),
        ("http://[broken", None),
    ],
)
def test_where_a_link_leads(href: str, leads_to: str | None) -> None:
    library = sample.library()
    assert links.resolve(href, sample.POST, links.places(library)) == leads_to


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("../older/", "https://hall.example.org/talks/older/"),
        ("/about", "https://hall.example.org/about"),
        ("?page=2", "https://hall.example.org/talks/harbour/?page=2"),
        ("/posts/keeping-a-log/", "../../posts/keeping-a-log/"),
        ("#", None),
    ],
)
def test_a_document_with_a_source_knows_where_its_links_led(
    href: str, leads_to: str | None
) -> None:
    known = links.places(sample.library())
    assert links.resolve(href, sample.TALK, known) == leads_to


@pytest.mark.parametrize("old", ["notes/2024/tide", "/notes/2024/tide/", "notes/2024/tide.html"])
def test_a_link_is_also_understood_as_on_the_old_page(old: str) -> None:
    post = replace(sample.POST, old_addresses=(old,))
    talk = replace(sample.TALK, old_addresses=("notes/2024/harbour",))
    known = links.places(sample.library((post, talk)))
    href = "harbour/" if old.endswith(".html") else "../harbour/"
    target = "../../transcripts/an-evening-at-the-harbour-hall/"
    assert links.resolve(href, post, known) == target


def test_a_dead_link_keeps_its_words_and_is_reported() -> None:
    made = render(sample.POST, sample.TALK, sample.LOG)
    (note,) = made.diagnostics
    assert str(note) == (
        "seeds/tide-gauge.md:9: note: link to /about/ leads nowhere; "
        "add `source:` with the address of the original, or `base:` for a whole folder in its "
        "_defaults.yml"
    )
    assert "an older page that is gone" in made.files["posts/what-the-tide-gauge-measures/index.md"]


def test_a_second_reference_to_a_note_has_no_second_id() -> None:
    mark = '<sup class="cp-noteref"><a href="#fn-1" id="fnref-1">1</a></sup>'
    twice = replace(
        sample.LOG,
        passages=(
            sample.passage("p-1", f"<p>One{mark} and one{mark}.</p>"),
            sample.passage("p-2", "<p>A note.</p>", note="1"),
        ),
    )
    text = render(twice).files["posts/keeping-a-log/index.md"]
    assert text.count('id="fnref-1"') == 1
    assert text.count('href="#fn-1"') == 2


def test_rewriting_leaves_everything_else_alone() -> None:
    markup = (
        '<p title="a &gt; b">&amp; &#8212; <em>x</em><br> 1 &lt; 2</p><pre><code>&lt;p&gt;\n</code>'
        '</pre><ol start="3"><li value="4">y</li></ol>'
    )
    document = replace(sample.LOG, passages=(sample.passage("p-1", markup),))
    assert links.linked(document, {}).html["p-1"] == markup


# The record


def test_the_record_counts_what_was_lost_and_tells_apart_what_moved() -> None:
    text = render(SHORT).files["transcripts/an-evening-at-the-harbour-hall/index.md"]
    assert "<summary>How this page was made (3 small repairs)</summary>" in text
    assert "<p>2 repeated captions removed, 1 misheard name corrected.</p>" in text
    assert "structure: 10 speaker labels read, 10 times read." in text


def test_the_whole_record_has_every_change_with_its_line(
    golden: Callable[[Path, str], None],
) -> None:
    whole = kept(render(sample.POST), sample.POST)["changes.json"]
    golden(GOLDENS / "data/what-the-tide-gauge-measures.json", whole)
    record = json.loads(whole)
    assert record["counts"] == {"front-matter": 1, "mojibake": 3}
    assert sum(record["counts"].values()) == len(record["changes"]) == len(sample.POST.changes)
    source = sample.POST_SOURCE
    for change in record["changes"]:
        assert source[change["start"] : change["end"]] == change["before"]
        assert change["line"] == source.count("\n", 0, change["start"]) + 1


def test_an_unknown_rule_has_a_name_all_the_same() -> None:
    made = pages(Catalogue(sample.library((sample.POST,)), Derived()), {})
    assert (
        "3 changes by the rule “mojibake”"
        in made.files["posts/what-the-tide-gauge-measures/index.md"]
    )


# Lists


def test_lists_are_newest_first_with_the_undated_last() -> None:
    made = render(sample.TALK, sample.CAPTIONS, sample.CUES)
    page, _ = built(made.files["transcripts/index.md"])
    assert [words for _, words in elements(page).headings] == [
        "Transcripts",
        "2025",
        "2023",
        "Undated",
    ]


def test_the_home_page_shows_six_at_most() -> None:
    many = [
        replace(
            sample.LOG,
            slug=f"log-{day}",
            date=Dated(at=sample.on(2024, 1, day).at, precision="day"),
        )
        for day in range(1, 10)
    ]
    home = render(*many).files["index.md"]
    assert re.findall(r'href="posts/(log-\d)/"', home) == [f"log-{day}" for day in range(9, 3, -1)]


# Whatever a seed says, it cannot change the page's structure.

hostile = st.one_of(
    st.sampled_from(
        [
            sample.ODD_TITLE,
            "</h1><script>alert(1)</script>",
            "[a](javascript:b) ![c](d) <https://e>",
            "{: .x onclick=y } {#id} {a=b}",
            "&lt;img src=x onerror=y&gt;",
            "# * - + 1. > ``` ~~~ ||| --- === ***",
            '" onload="x',
            "a\n\n# b\n\n<div>\n",
            "[TOC]",
            "!!! note\n    x",
            "\\*a\\* \\\\",
            "--8<-- 'file'",
            "{{ 7 * 7 }} {% raw %}",
            "\x02wzxhzdk:0\x03 klzzwxh:0",
            "\u202eabc\ud800\x00",
            "---\n...\n",
            "&#38;lt;b&#38;gt; &amp;amp;lt;",
            ":smile: $x$ ==a== ^^b^^ ~~c~~ ++d++ `e` __f__",
        ]
    ),
    st.text(st.sampled_from("<>[](){}#*_`!&;:\\\"'=+-.|~^$%\n\t xX1l"), max_size=30),
    st.text(max_size=30),
)


def _document(*words: str) -> Document:
    """A document all of whose fields are these words, with a letter before, lest one be empty."""
    title, description, name, topic, text, licence, notice, flag = (f"x{word}" for word in words)
    return replace(
        sample.LOG,
        kind="transcript",
        title=title,
        description=description,
        people=(Credit(name=name, role="host"),),
        topics=(topic,),
        covered=(text,),
        licence=licence,
        notice=notice,
        headings=(Heading(level=1, text=text, anchor="h", before=0),),
        passages=(
            sample.passage("t-00-00-01", "<p>One.</p>", speaker=name, start=1.0, flags=(flag,)),
            sample.passage("p-1", "<p>Two.</p>", flags=(flag,)),
        ),
        changes=sample.changes("A log is kept daily.\n", ("mojibake", "log", title)),
    )


FIELDS = 8
LOG_PAGE = "transcripts/keeping-a-log/index.md"


def shape(page: Elements) -> list[tuple[str, list[str]]]:
    """The elements and the names of their attributes."""
    return [(tag, [name for name, _ in attributes]) for tag, attributes in page.tags]


@cache
def harmless_shape() -> list[tuple[str, list[str]]]:
    """The shape of the page where every field is a word."""
    files = render(_document(*["word"] * FIELDS)).files
    return shape(elements(built(files[LOG_PAGE])[0]))


@settings(max_examples=150, deadline=None)
@given(st.tuples(*[hostile] * FIELDS))
def test_no_field_becomes_an_element(words: tuple[str, ...]) -> None:
    document = _document(*words)
    files = render(document).files
    page, fields = built(files[LOG_PAGE])
    found = elements(page)
    assert shape(found) == harmless_shape()
    assert found.headings == [(1, plain(document.title)), (2, plain(document.headings[0].text))]
    # Material prints these two as they are.
    for name in ("title", "description"):
        assert not set(str(fields[name])) & set("<>\"'")
        assert html.unescape(str(fields[name])) == plain(getattr(document, name))
    for path, made in files.items():
        made.encode("utf-8")
        if path.endswith("index.md"):
            listed = elements(built(made)[0])
            assert "script" not in {tag for tag, _ in listed.tags}
            assert not [
                name
                for _, attributes in listed.tags
                for name, _ in attributes
                if name.startswith("on")
            ]


@settings(max_examples=150, deadline=None)
@given(hostile)
def test_a_heading_is_its_words(words: str) -> None:
    page, _ = built(f"{heading(f'x{words}', 'anchor', 3)}\n")
    found = elements(page)
    assert found.headings == [(3, plain(f"x{words}"))]
    assert [tag for tag, _ in found.tags] == ["h3", "a"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(hostile, st.just("```\n"), st.just("\n\n"), st.just("\t"))))
def test_a_passage_is_passed_through_as_it_is(parts: list[str]) -> None:
    words = html.escape(plain_controls("\n".join(parts)))
    markup = f"<p>{words}</p><pre><code>{words}</code></pre><ul><li>{words}</li></ul>"
    document = replace(sample.LOG, passages=(sample.passage("p-1", markup),))
    page, _ = built(render(document).files["posts/keeping-a-log/index.md"])
    assert one_line(markup).encode("utf-8", "replace").decode() in page


def plain_controls(text: str) -> str:
    """What the decoder leaves of a source: no controls but tabs and newlines."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", "", text)


def test_code_keeps_its_lines() -> None:
    page, _ = built(
        render(sample.POST, sample.LOG).files["posts/what-the-tide-gauge-measures/index.md"]
    )
    assert "06:12   4.1 m\n\n12:25\t0.9 m\n```\n18:40   4.3 m" in elements(page).text


# The theme


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_colours_have_contrast(scheme: str) -> None:
    css = (STYLES / "tokens.css").read_text()
    block = css.split(f'[data-md-color-scheme="{scheme}"] {{')[1].split("}")[0]
    colours = dict(re.findall(r"--cp-([\w-]+): (#[0-9a-f]{6});", block))
    words = ["ink", "muted", "accent", *(name for name in colours if name.startswith("hue"))]
    assert len(words) == 9
    for name in words:
        for ground in ("paper", "panel", "lit"):
            light, dark = sorted(
                (_luminance(colours[name]), _luminance(colours[ground])), reverse=True
            )
            ratio = (light + 0.05) / (dark + 0.05)
            assert ratio >= 4.5, f"{name} on {ground}: {ratio:.2f}"


def test_scripts_write_no_html() -> None:
    modules = list(BROWSER.rglob("*.js"))
    assert modules
    for module in modules:
        text = module.read_text()
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)


def test_styles_ask_nobody_for_anything() -> None:
    for style in STYLES.glob("*.css"):
        for address in re.findall(r"url\(\"?([^)\"]+)", style.read_text()):
            assert address.startswith("data:")
