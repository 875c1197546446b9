"""Works that are only spoken of: found by how a text introduces them, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonplace.addresses.assemble import assemble
from commonplace.derive.references.references import references
from commonplace.derive.references.spoken import spoken
from commonplace.document import make_document
from commonplace.model import Library, ListedWork, Passage, Reference, Seed

TITLES = ("Tar for Beginners", "The Kiln", "Rope: A History of Knots", "Of Eels and Men")


def _found(text: str, html: str = "") -> list[tuple[str, str, tuple[str, ...]]]:
    passage = Passage(anchor="p", text=text, body="", html=html)
    return [(one.kind, one.title, one.by) for one in spoken(passage)]


def _library(*texts: str) -> Library:
    seeds = [
        Seed(
            name=f"s{n}.md",
            file=f"s{n}.md",
            data=f"---\ntitle: Number {n}\n---\n\n{text}\n".encode(),
        )
        for n, text in enumerate(texts)
    ]
    return assemble([make_document(seed) for seed in seeds], seeds)


def _works(*texts: str, listed: tuple[ListedWork, ...] = ()) -> tuple[Reference, ...]:
    return references(_library(*texts), listed=listed)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    "text",
    [
        "I read a book called {} last week.",
        "The book is called {}.",
        "She has a book called “{}”, which I like.",
        'It was in his book, "{}".',
        "There is that book by Vale called {}.",
        "He wrote a book last year called {} for it.",
        "The book, it's called {}. Buy it.",
        "Her book, titled {}, is out.",
    ],
)
def test_the_words_that_introduce_a_work_give_its_exact_title(text: str, title: str) -> None:
    assert [(kind, name) for kind, name, _ in _found(text.format(title))] == [("book", title)]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        *(("paper", "paper"), ("white paper", "paper"), ("report", "paper"), ("thesis", "paper")),
        *(("novel", "book"), ("textbook", "book"), ("essay", "post"), ("blog post", "post")),
        *(("op-ed", "post"), ("film", "video"), ("documentary", "video")),
    ],
)
def test_the_word_for_it_tells_the_kind(word: str, kind: str) -> None:
    assert _found(f"There is a {word} called Tar and Rope.") == [(kind, "Tar and Rope", ())]


def test_a_title_in_quotation_marks_may_have_any_case_where_it_is_called_so() -> None:
    text = 'He has an article called "tar is eating the boats," and so on.'
    assert _found(text) == [("post", "tar is eating the boats", ())]


def test_a_title_may_be_emphasised() -> None:
    html = "<p>In her book <em>Tar &amp; Rope</em> it is.</p>"
    assert _found("In her book Tar & Rope it is.", html) == [("book", "Tar & Rope", ())]


@pytest.mark.parametrize(
    ("text", "title", "by"),
    [
        ("A paper by Abel Moth and Ida Vale on caulking seams.", None, ("Abel Moth", "Ida Vale")),
        ("the paper by Moth and Vale about tar, which", None, ("Moth", "Vale")),
        ("a book called Tar by Abel Moth.", "Tar", ("Abel Moth",)),
        (
            "an essay called “On Tar” by Abel Moth, Ida Vale and Bo Elm.",
            "On Tar",
            ("Abel Moth", "Ida Vale", "Bo Elm"),
        ),
    ],
)
def test_authors_are_named_where_the_text_says_them(
    text: str, title: str | None, by: tuple[str, ...]
) -> None:
    ((_, name, authors),) = _found(text)
    assert authors == by
    assert name == title or (title is None and name.lower() in text.lower())


@pytest.mark.parametrize(
    "text",
    [
        "The paper called for more tar.",
        "The report is called off.",
        "a book called -- I think it was Tar",
        "A part of the report is called “The Kiln”.",
        "trend reports, called Tar as a Service",
        "The paper company called Dunlin closed.",
        "a book club called The Readers",
        "a so-called paper “tiger”",
        "The word paper “in quotation marks” is odd.",
        "In the paper “we show that tar is black”.",
        "The article said: “The Kiln Is Cold Now”.",
        "He has a series of posts called “The illustrated...” something.",
        "a paper by a group of people about tar",
        "a book by Friday on tar",
        "an essay by Abel Moth about just that",
        "a book called Tar, Rope and Eels",
        "the book called I",
        "a report called Monday",
        "the book The Kiln stood on",
        "an episode called Tar and Rope",
        "a company called Tar and Rope",
    ],
)
def test_what_only_looks_like_it_is_no_work(text: str) -> None:
    assert _found(text) == []


def test_one_work_is_one_however_it_is_said_and_whoever_links_to_it() -> None:
    link = "It is [Tar for Beginners](https://a.example/tar)."
    (one,) = _works(
        "I read a book called Tar For Beginners.", link, 'My book, "Tar for Beginners".'
    )
    assert (one.address, one.kind, len(one.citations)) == ("https://a.example/tar", "other", 3)
    (one,) = _works("A book called Of Rope: A History of Knots.", "His book called Of Rope.")
    assert (one.address, one.title) == ("", "Of Rope: A History of Knots")
    assert [citation.quote and citation.quote.text for citation in one.citations] == [
        "A book called Of Rope: A History of Knots.",
        "His book called Of Rope.",
    ]


def test_a_title_beside_its_link_is_that_of_the_link() -> None:
    (one,) = _works("See the paper “Tar and Its Uses” ([PDF](https://a.example/t.pdf)).")
    assert (one.title, one.address) == ("Tar and Its Uses", "https://a.example/t.pdf")
    (one,) = _works("See the paper called [“Tar and Its Uses”](https://a.example/t.pdf).")
    assert len(one.citations) == 1


def test_a_document_of_the_collection_is_known_by_its_title() -> None:
    texts = ("Words.", "Her essay called On Seams and Tar is good.")
    seeds = [
        Seed(name=f"{n}.md", file=f"{n}.md", data=f"---\ntitle: {title}\n---\n\n{text}\n".encode())
        for n, (title, text) in enumerate(zip(("On seams and tar", "Two"), texts, strict=True))
    ]
    (one,) = references(assemble([make_document(seed) for seed in seeds], seeds))
    assert (one.document, one.title) == ("posts/on-seams-and-tar/", "On seams and tar")


def test_what_a_person_lists_gives_an_address_to_a_work_of_its_title() -> None:
    listed = (ListedWork(address="https://a.example/t", title="Tar for beginners"),)
    (one,) = _works("I read a book called Tar for Beginners.", listed=listed)
    assert (one.address, one.title) == ("https://a.example/t", "Tar for beginners")


@given(st.text("aA tT\"“” .,:'’-book called paper by on\n", max_size=200))
def test_a_title_is_an_exact_piece_of_its_passage(text: str) -> None:
    for one in spoken(Passage(anchor="p", text=text, body="", html=f"<em>{text}</em>")):
        assert one.title.lower() == one.place.of(text).lower()
        assert one.title.strip() == one.title != ""
