"""Saved pages: what is the article, what a page says of itself, and that no day changes it."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from trafilatura import bare_extraction

from commonplace.readers.html import article as choosing
from commonplace.readers.html import fields
from commonplace.readers.html.article import chosen
from commonplace.readers.html.images import address_of_image
from commonplace.readers.tokens import partners, tokens
from commonplace.model import Document, Seed
from commonplace.pipeline import make_document
from tests.conftest import ROOT

CASES = ROOT / "tests" / "readers" / "html"
#: Cases that are whole pages, of families that there are many of.
FAMILIES = (
    "blogger discourse docs-page ghost medium minima news pandoc papermod preprint singlefile "
    "squarespace substack-page tables-for-looks wiki wordpress"
).split()
SENTENCES = "The last one is still in the loft, and nobody knows why. " * 5


def read(page: str) -> Document:
    document, _ = make_document(Seed(name="page.html", file="page.html", data=page.encode()))
    assert document
    return document


def text_of(document: Document) -> str:
    return "\n".join(passage.text for passage in document.passages)


def article(body: str, head: str = "<title>Loft</title>") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize("family", FAMILIES)
def test_what_stands_around_an_article_goes(family: str) -> None:
    document = read((CASES / family / "source.html").read_text())
    text = text_of(document)
    for words in (
        "Leave a Reply|Share this|Sign up|Subscribe|Recent Posts|Related|Older Post|Most read|"
        "Powered by|min read|Log in|cookie|Table of Contents|Navigation|Eels are good|We glue ours"
    ).split("|"):
        assert words not in text
    assert document.kind == "post"
    assert document.title


@pytest.mark.parametrize("family", FAMILIES)
def test_the_marks_of_our_tokens_do_not_change_what_trafilatura_finds(family: str) -> None:
    page = (CASES / family / "source.html").read_text()
    found = tokens(page)
    plain = "".join(choosing._copied(page, found, lambda _: ""))
    body = bare_extraction(plain, include_comments=False)
    assert body is not None
    words = set(" ".join(body.body.itertext()).split())
    ours = {
        w
        for n in chosen(page, found)
        for w in unescape(page[found[n].start : found[n].end]).split()
    }
    assert len(words & ours) >= 0.9 * len(words)


def test_the_record_says_what_was_left_out_and_why() -> None:
    document = read((CASES / "wordpress" / "source.html").read_text())
    left = {change.rule: change.before for change in document.changes}
    assert "My grandfather was a miller" in left["page-comment"]
    assert {"page-furniture", "page-comment"} <= set(left)


def test_without_trafilatura_a_page_is_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(page: str) -> str:
        raise ValueError(page)

    monkeypatch.setattr(choosing, "_body", fails)
    document = read((CASES / "wordpress" / "source.html").read_text())
    text = text_of(document)
    assert "Nobody had expected that" in text and "My grandfather" not in text


def test_a_page_that_is_too_large_is_read_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "_MOST_TAGS", 3)
    assert "still in the loft" in text_of(read(article(f"<div><p>{SENTENCES}</p></div>" * 5)))


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>The kettle | Shed Weekly</title>", "", "The kettle"),
        ("<title>The kettle - Shed</title>", "The kettle", "The kettle"),
        ("<title>The kettle - hot</title>", "", "The kettle - hot"),
        ('<meta property="og:title" content="The kettle that sang all ni">', "", None),
        ("<title>Shed: The kettle</title>", "The kettle", "Shed: The kettle"),
    ],
)
def test_a_title_is_without_the_name_of_its_site(
    head: str, heading: str, title: str | None
) -> None:
    above = f"<h1>{heading}</h1>" if heading else ""
    document = read(article(f"{above}<p>{SENTENCES}</p>", head))
    assert document.title == (title or "The kettle that sang all ni")


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("<p>In 2024 it was still there.</p>", None),
        ("<p>Three days ago it was still there.</p>", None),
        ('<time datetime="2019-05-04">4 May</time>', "2019-05-04"),
        ('<p class="date">Posted on March 9, 2021</p>', "2021-03-09"),
    ],
)
def test_only_a_date_that_the_page_states_is_its_date(body: str, date: str | None) -> None:
    document = read(article(f"<article>{body}<p>{SENTENCES}</p></article>"))
    assert (str(document.date) if document.date else None) == date


def test_json_ld_that_is_broken_or_deep_does_no_harm() -> None:
    for script in ("[" * 5000, '{"@type": "Article", "author": {"@id": "#a"}}', "{", "null", "7"):
        head = f'<title>Loft</title><script type="application/ld+json">{script}</script>'
        assert read(article(f"<p>{SENTENCES}</p>", head)).title == "Loft"


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ('<img src="/blank.gif" data-src="a.jpg">', "a.jpg"),
        ('<img src="data:x" data-lazy-src="a.jpg">', "a.jpg"),
        ('<img srcset="a.jpg 300w, b.jpg 900w">', "b.jpg"),
        (
            '<img src="http://x/a.jpg" srcset="http://x/a.jpg 1x, http://x/b.jpg 2x">',
            "http://x/b.jpg",
        ),
        ('<img src="page_files/a.jpg" data-src="http://x/b.jpg">', "page_files/a.jpg"),
        ('<img src="data:x"><noscript><img src="a.jpg"></noscript>', "a.jpg"),
        ('<img width="1" height="1" src="count.gif">', ""),
    ],
)
def test_a_picture_is_the_one_that_a_reader_would_have_seen(tag: str, address: str) -> None:
    assert address_of_image(tokens(tag), 0) == address


NOTES = {
    "kramdown": (
        '<sup id="fnref:a" role="doc-noteref"><a href="#fn:a" class="footnote">1</a></sup>',
        '<div class="footnotes"><ol><li id="fn:a"><p>It is dry. <a href="#fnref:a">↩</a></p></li>'
        "</ol></div>",
    ),
    "sphinx": (
        '<a class="footnote-reference" href="#id2" id="id1"><span>[</span>1<span>]</span></a>',
        '<aside class="footnote" id="id2"><span class="label"><span>[</span><a href="#id1">1</a>'
        "<span>]</span></span><p>It is dry.</p></aside>",
    ),
    "by hand": (
        '<a name="r1"></a><sup><a id="m1" href="#n1">[1]</a></sup>',
        '<p><a name="n1"></a>[1] It is dry. <a href="#m1">back</a></p>',
    ),
    "no way back": (
        '<a class="footnote-ref" href="#fn1">1</a>',
        '<section class="footnotes"><ol><li id="fn1">It is dry.</li></ol></section>',
    ),
}


@pytest.mark.parametrize("maker", NOTES)
def test_the_footnotes_of_every_maker_become_footnotes(maker: str) -> None:
    mark, note = NOTES[maker]
    document = read(article(f"<p>{SENTENCES}{mark}</p><p>{SENTENCES}</p>{note}"))
    notes = [passage for passage in document.passages if passage.note is not None]
    assert [note.text for note in notes] in (["It is dry."], ["[1] It is dry."])
    assert "[^1]" in document.passages[0].body


@pytest.mark.parametrize(
    "name",
    [
        "reading/19-page.html",
        "reading/34-lazy-image.html",
        "formats/medium-export/2023-03-04_The-lamp-abc123.html",
    ],
)
def test_the_shared_pages_are_posts_without_furniture(shared: Path, name: str) -> None:
    document = read((shared / "cases" / name).read_text())
    text = text_of(document)
    assert document.kind == "post"
    assert not any(word in text for word in ("Share", "comments", "newsletter", "Exported"))


def test_a_transcript_of_podcasting_2_has_its_turns(shared: Path) -> None:
    document = read((shared / "cases/reading/35-podcasting2-transcript.html").read_text())
    turns = [(passage.speaker, passage.start) for passage in document.passages]
    assert turns == [("Ida", 0.0), ("Otto", 5.0), ("Ida", 9.0), ("Otto", 62.0)]


def test_bold_words_that_come_back_are_no_persons() -> None:
    parts = [
        f"<h2>The {name} one</h2><p><strong>Cost:</strong> {SENTENCES}</p>"
        "<p><b>Heat:</b> It has low heat.</p>"
        for name in ("black", "green", "red")
    ]
    document = read(article(f"<article><p>{SENTENCES}</p>{''.join(parts)}</article>"))
    assert document.kind == "post" and not document.speakers


def test_a_name_that_most_paragraphs_have_says_nothing() -> None:
    said = "".join(f'<p class="paywall">Bell {n} hung here. {SENTENCES}</p>' for n in range(5))
    document = read(article(f'<div class="body"><p>It begins. {SENTENCES}</p>{said}</div>'))
    assert all(f"Bell {n} hung here" in text_of(document) for n in range(5))


def test_one_part_with_the_name_of_furniture_still_goes() -> None:
    said = "".join(f"<p>Bell {n} hung here. {SENTENCES}</p>" for n in range(5))
    document = read(article(f'<article>{said}<div class="paywall"><p>Pay us.</p></div></article>'))
    assert "Pay us" not in text_of(document)


def test_pictures_that_lead_to_other_pages_are_no_part_of_an_article() -> None:
    said = f"<p>The bell hung here. {SENTENCES}</p><p>It rang. {SENTENCES}</p>"
    cards = "".join(
        f'<li><a href="/news/{n}"><img src="/i/{n}.jpg" alt="Rope {n}"></a></li>' for n in range(3)
    )
    own = '<p><a href="/i/bell.jpg"><img src="/i/bell-s.jpg" alt="Our bell"></a></p>'
    document = read(article(f"<article><h1>Loft</h1>{said}{own}{said}<ul>{cards}</ul></article>"))
    assert "Our bell" in text_of(document)
    assert "Rope" not in text_of(document)


@pytest.mark.parametrize(
    "line",
    [
        "Ada Marsh | Mill Town | 08/01/2014",
        "November 28, 2013 -- Updated 0203 GMT (1003 HKT)",
        "3 Mill Lane · Jan. 4, 2020",
    ],
)
def test_a_line_of_a_day_and_other_marks_above_the_text_goes(line: str) -> None:
    said = f"<p>The bell hung here. {SENTENCES}</p><p>It rang. {SENTENCES}</p>"
    page = f"<article><h1>Loft</h1><p>{line}</p>{said}</article>"
    assert line not in text_of(read(article(page)))
    below = f"<article><h1>Loft</h1>{said}<p>We met | on 08/01/2014</p>{said}</article>"
    assert "08/01/2014" in text_of(read(article(below)))


def test_a_page_of_menus_with_hardly_a_text_loses_the_menus() -> None:
    items = "".join(f'<li><a href="/{n}">Part number {n} of the mill</a></li>' for n in range(30))
    page = f"<div><ul>{items}</ul></div><div><p>The bell is in the loft.</p></div>"
    document = read(article(page))
    assert text_of(document) == "The bell is in the loft."


def test_what_stands_below_a_heading_of_other_pages_goes() -> None:
    said = f"<p>The bell hung here. {SENTENCES}</p><p>It rang. {SENTENCES}</p>"
    card = '<h3>Ropes</h3><p><img src="/i/rope.jpg" alt="A rope"></p><p>How they are made.</p>'
    page = f"<article><h1>Loft</h1>{said}<h2>More from the mill</h2><div>{card}</div></article>"
    assert "rope" not in text_of(read(article(page)))
    own = f"<article><h1>Loft</h1>{said}<h2>More ropes</h2><div>{card}</div></article>"
    assert "A rope" in text_of(read(article(own)))


def test_signs_of_the_page_itself_are_no_pictures() -> None:
    said = f"<p>The bell hung here. {SENTENCES}</p><p>It rang. {SENTENCES}</p>"
    signs = '<p><img src="/i/dot.gif"></p>' * 3 + '<p><img src="/i/arrow_left.png"></p>'
    own = '<p><img src="/i/bell.jpg" alt="Our bell"></p>'
    document = read(article(f"<article><h1>Loft</h1>{said}{signs}{own}{said}</article>"))
    assert "dot" not in text_of(document)
    assert "arrow" not in text_of(document)
    assert "Our bell" in text_of(document)


def test_names_of_places_to_share_a_page_go() -> None:
    said = f"<p>The bell hung here. {SENTENCES}</p><p>It rang. {SENTENCES}</p>"
    line = "<ul><li>Facebook Twitter Pinterest send</li></ul>"
    told = "<ul><li>We wrote of it on Facebook, and many came to see it hang there.</li></ul>"
    document = read(article(f"<article><h1>Loft</h1>{said}{line}{told}</article>"))
    assert "Pinterest" not in text_of(document)
    assert "many came" in text_of(document)


@pytest.mark.parametrize(
    ("guess", "author"),
    [
        ("Ada Marsh; Bo Reed", ["Ada Marsh", "Bo Reed"]),
        ("Account You're logged", None),
        ("Ada Marsh; Apr", "Ada Marsh"),
        ("Submitted", None),
        ("Ada Marsh writes; Has", None),
        ("Ana dos Reed e Moss", "Ana dos Reed e Moss"),
        ("Ada Marsh von Reed; adam", ["Ada Marsh von Reed", "adam"]),
    ],
)
def test_a_guess_at_authors_is_names(
    guess: str, author: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = article(f"<p>{SENTENCES}</p>")
    monkeypatch.setattr(fields, "found_out", lambda *_: {"author": guess})
    found = tokens(page)
    said = fields.read_fields(page, found, partners(found), range(len(found)), ())
    assert said.get("author") == author
