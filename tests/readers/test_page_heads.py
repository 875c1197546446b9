"""Saved pages: who wrote them, what they are called, and lines that pages add to articles."""

from __future__ import annotations

import pytest

from commonplace.markup.dates import dated
from commonplace.model import Document
from tests.readers.test_saved_pages import SENTENCES, article, read, text_of

TEXT = f"<p>The kiln was cold. {SENTENCES}</p><p>Nobody had lit it. {SENTENCES}</p>"


def page(above: str = "", below: str = "", head: str = "<title>The kiln</title>") -> Document:
    return read(article(f"<article><h1>The kiln</h1>{above}{TEXT}{below}</article>", head))


def authors(document: Document) -> list[str]:
    return [one.name for one in document.people if one.role == "author"]


# Authors ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        '<p class="autor"><strong>Ona Reed</strong> | Millham | 08/01/2014</p>',
        '<div class="byline">By <a href="/ona">Ona Reed</a></div>',
        '<div class="post-author">Written by Ona Reed, potter</div>',
        '<nav class="post__authors"><img src="f.png" alt="Ona Reed"><b>Ona Reed</b><br>Pots</nav>',
    ],
)
def test_the_line_below_the_title_names_the_author(line: str) -> None:
    document = page(line)
    assert authors(document) == ["Ona Reed"]
    assert "Ona Reed" not in text_of(document)


def test_a_group_is_an_author_if_its_portrait_says_so() -> None:
    mark = (
        '<div class="authors"><img src="f.png" alt="Millham potters"><b>Millham potters</b></div>'
    )
    assert authors(page(mark)) == ["Millham potters"]


@pytest.mark.parametrize(
    "part",
    [
        '<div class="comments"><p class="comment-author">Gil Moss</p><p>So was I.</p></div>',
        '<blockquote class="big">Clay forgets.<p class="author">Gil Moss</p></blockquote>',
        '<aside><p class="author">Gil Moss</p></aside>',
    ],
)
def test_those_who_comment_or_are_quoted_did_not_write_it(part: str) -> None:
    assert authors(page(below=part)) == []


@pytest.mark.parametrize(
    "part",
    [
        '<div class="sidebar"><h3>Potters</h3><div class="author">Gil Moss</div></div>',
        '<ul class="related"><li>Glaze <span class="author">Gil Moss</span></li></ul>',
        '<div class="book-box"><b>The Clay Book</b> <span class="author">Gil Moss</span></div>',
        '<p>The Clay Book, <span class="author">by Gil Moss</span>, is out.</p>',
        '<p class="byline">Photographs by Gil Moss</p>',
        '<p class="byline">By Staff Writer</p>',
    ],
)
def test_those_who_wrote_or_did_something_else_did_not_write_it(part: str) -> None:
    assert authors(read(article(f"{part}<article><h1>The kiln</h1>{TEXT}</article>"))) == []
    assert authors(page(part)) == []


@pytest.mark.parametrize("heading", ["2 replies", "Comments (2)", "3 thoughts on “The kiln”"])
def test_below_the_heading_of_the_comments_nobody_wrote_it(heading: str) -> None:
    said = f"<h1>The kiln</h1><p>It was cold, and nobody lit it.</p><h2>{heading}</h2><div><span "
    said += 'class="author">Gil Moss</span><p>So was I, and so was my dog.</p></div>'
    assert authors(read(article(said))) == []


@pytest.mark.parametrize("name", ["Toby Reed", "Ona von Reed", "Ruby de Moss", "Shelby Moss"])
def test_a_name_that_has_a_word_for_authors_in_it_is_whole(name: str) -> None:
    assert authors(page(f'<div class="author">By {name}</div>')) == [name]
    assert authors(page(f'<div class="author">{name}</div>')) == [name]
    assert authors(page(head=f'<title>A</title><meta name="author" content="{name}">')) == [name]


def test_a_sentence_may_say_who_wrote_it() -> None:
    said = '<p>Written by <b class="author">Ona Reed</b>, a potter who lives in Millham.</p>'
    assert authors(page(said)) == ["Ona Reed"]


def test_a_name_takes_the_place_of_its_account_and_of_the_house() -> None:
    account = '<title>The kiln</title><meta name="twitter:creator" content="onareed">'
    assert authors(page("<p>By <a href=/u/onareed>Ona Reed</a></p>", head=account)) == ["Ona Reed"]
    assert authors(page("<p>By <a href=/u/gil>Gil Moss</a></p>", head=account)) == ["onareed"]
    house = '<title>The kiln</title><meta property="og:site_name" content="Clay"><meta '
    house += 'name="author" content="{}">'
    line = '<p class="meta"><a rel="author" href="/ona">Ona Reed</a></p>'
    for said in ("House of Clay", "clay.example"):
        assert authors(page(line, head=house.format(said))) == ["Ona Reed"]
    assert authors(page(head=house.format("Ona Clay"))) == ["Ona Clay"]


# Titles -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        # The heading stands in a part that is left out.
        ("How to light a cold kiln - Pots", "<div class=sidebar><h1>{}</h1></div>", "{}"),
        ("冷たい窯に火を入れる方法-陶器新聞", "<div class=sidebar><h1>{}</h1></div>", "{}"),
        # The name of a book stands in its bar.
        ("Glaze - Pots and kilns", "<nav><h1>Pots and kilns</h1></nav>", "Glaze"),
        # A masthead leads home, or is short.
        ("Pots - and other vessels of clay", "<header><h1>Pots</h1></header>", ""),
        ("Pots - a story", '<header><h1><a href="/">Pots</a></h1></header>', ""),
    ],
)
def test_the_name_of_a_site_is_no_part_of_a_title(head: str, body: str, title: str) -> None:
    said = head.split(" - ")[0].split("-")[0]
    document = read(article(body.format(said) + TEXT, f"<title>{head}</title>"))
    assert document.title == (title.format(said) or head)


def test_two_hyphens_part_a_title_from_its_site() -> None:
    head = (
        '<title>Glaze -- Clay.example</title><meta property="og:site_name" content="Clay.example">'
    )
    assert read(article(TEXT, head)).title == "Glaze"
    assert read(article(TEXT, "<title>Glaze -- and fire</title>")).title == "Glaze -- and fire"


def test_a_page_that_is_called_like_its_site_takes_the_marked_title() -> None:
    marked = '<p><span class="entry-title">A kiln for Millham</span></p>'
    assert read(article(marked + TEXT, "<title>Clay News</title>")).title == "A kiln for Millham"
    cards = marked + '<p><span class="entry-title">Another</span></p>'
    assert read(article(cards + TEXT, "<title>Clay News</title>")).title == "Clay News"


@pytest.mark.parametrize("part", ["<aside>{}</aside>", '<div class="related">{}</div>'])
def test_the_title_of_another_page_is_not_this_ones(part: str) -> None:
    other = part.format('<b class="entry-title">Another</b>')
    said = f"<article><h2>The kiln</h2>{TEXT}</article>"
    for body in (said + other, other + said):
        assert read(article(body, "<title>The kiln | Clay News</title>")).title != "Another"


def test_a_heading_above_the_title_is_the_sites() -> None:
    document = read(
        article(f"<h1>Clay News</h1><h2>The kiln</h2>{TEXT}", "<title>The kiln</title>")
    )
    assert "Clay News" not in {passage.heading for passage in document.passages}


# Dates --------------------------------------------------------------------------------


def test_zones_with_names_and_offsets_of_zones_are_read() -> None:
    at = {said: dated(said) for said in ("2021-01-03T17:40:00EET", "2012-03-30 23:00 UTC-03:00")}
    assert [str(one) for one in at.values()] == ["2021-01-03", "2012-03-30"]
    assert dated("2021-01-03T17:40:00 or so") is None


def test_a_year_of_two_figures_has_a_day_of_the_week_and_a_century() -> None:
    days = (
        "Sat, 04 Mar 23",
        "Sat, 03 Jul 99",
        "Sunday 3 July 99",
        "Room 12 May 20",
        "see 3 Set 24",
    )
    assert [str(dated(day)) for day in days[:2]] == ["2023-03-04", "1999-07-03"]
    assert [str(dated(day)) for day in days[2:]] == ["1999-07-03", "None", "None"]


def test_the_day_on_which_a_source_was_looked_at_is_not_the_day_of_the_page() -> None:
    sources = "<ol><li>The Clay Book. Retrieved {}2010-01-25.</li></ol>"
    assert page(below=sources.format("")).date is None
    assert page(below=sources.format("on ")).date is None


# Lines of the page --------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "<p>© 2016 The Clay Press. All rights reserved. It may not be sold.</p>",
        "<p>&copy;2015 The Clay Press.</p>",
        "<h2>Share this article</h2>",
        "<h3>Partager cet article</h3>",
        "<h2>この記事をシェア</h2>",
        "<p>Sponsored Ads</p>",
        '<p>Next: <a href="b.html" rel="next">Glaze</a>, Previous: <a href="a.html" rel="prev">'
        "Clay</a></p>",
        '<figure><a href="https://shop.example/pot"><img src="/ad.png"></a><figcaption>Photo: Pots'
        " and more</figcaption></figure>",
        '<p><span class="icon">S</span></p>',
    ],
)
def test_what_the_page_says_to_its_readers_goes(line: str) -> None:
    assert text_of(page(below=line)) == text_of(page())


@pytest.mark.parametrize(
    "line",
    [
        "<p>Copyright is a right, and in 2016 it was theirs.</p>",
        "<h2>Share of the clay</h2><p>Half of it was ours.</p>",
        "<p>Sponsored by nobody, we went on.</p>",
        "<p>(c) 2019 saw the first kiln in Millham.</p>",
        '<p>See <a href="b.html" rel="next">the next part</a> for what the glaze did.</p>',
        '<p>See <a href="b.html" rel="next">the next</a> or <a href="a.html" rel="prev">the first'
        "</a>, which tell of the glaze.</p>",
        '<p class="portal">The portal of the kiln was low.</p>',
        '<figure><img src="/kiln.png" alt="A kiln"><figcaption>It is cold.</figcaption></figure>',
        "<figure><pre>light --slow</pre><figcaption>How it was lit.</figcaption></figure>",
        '<p>The sign <span class="icon">Fire</span> was new.</p>',
    ],
)
def test_what_the_author_says_stays(line: str) -> None:
    assert text_of(page(below=line)) != text_of(page())


@pytest.mark.parametrize(("line", "goes"), [("12/3/2020", True), ("1984", False), ("1.10", False)])
def test_a_day_in_figures_above_the_text_goes(line: str, goes: bool) -> None:
    assert (line not in text_of(page(f"<p>{line}</p>"))) == goes


@pytest.mark.parametrize("said", ["Share", "Werbung", "Advertisements", "国内シェア"])
def test_a_heading_of_the_article_stays_above_its_text(said: str) -> None:
    document = page(below=f"<h2>{said}</h2><p>Each of the four potters takes a part.</p>")
    assert said in [heading.text for heading in document.headings]


def test_a_button_in_code_is_no_code() -> None:
    code = "<pre><code>light --slow</code> <button>copy</button></pre>"
    assert "copy" not in text_of(page(below=code))
    assert "light --slow" in text_of(page(below=code))
    bare = "<pre>&lt;button&gt;copy&lt;/button&gt; <button>light</pre>"
    assert "<button>copy</button> light" in text_of(page(below=bare))


def test_a_picture_that_a_script_would_have_replaced_shows_nothing() -> None:
    assert "preload" not in text_of(page(below='<p><img src="/i/preload.gif" alt="preload"></p>'))
    assert "kiln at" in text_of(
        page(below='<p><img src="/i/loading.gif" alt="The kiln at night"></p>')
    )


def test_what_other_pages_a_part_promises_ends_with_it() -> None:
    related = '<div class="related"><h3>Related</h3><ul><li><a href="/a">Glaze</a></li></ul></div>'
    lead = "MILLHAM - The kiln, which was cold for years, burns again, and the town came to see it."
    document = read(
        article(f"<article><h1>The kiln</h1><div>{related}{lead}<p></div>{TEXT}</article>")
    )
    assert lead in text_of(document)


def test_a_box_of_code_is_not_the_whole_article() -> None:
    code = "<div class=box><pre>" + "light --slow --again\n" * 60 + "</pre></div>"
    body = f"<div><h3>2.2 Lighting</h3><p>This is how a kiln is lit:</p>{code}</div>"
    assert {p.heading for p in read(article(body)).passages} == {"2.2 Lighting"}
