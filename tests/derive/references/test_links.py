"""Links in passages: which lead out, where they stand, and what their addresses have in common."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from commonplace.collect import collect
from commonplace.derive.addresses import is_front, normal, owner, readable
from commonplace.derive.links import links
from commonplace.markup.html import Note, paragraph, render
from commonplace.model import Passage
from commonplace.pipeline import make_document
from tests.in_groups import in_groups

ADDRESSES = yaml.safe_load(
    (Path(__file__).parents[2] / "derive" / "addresses.yml").read_text(encoding="utf-8")
)


def _passage(body: str, notes: dict[str, Note] | None = None) -> Passage:
    page, text = render(body, notes=notes)
    return Passage(anchor="p", text=text, body=body, html=page)


def _found(passage: Passage) -> list[tuple[str, str]]:
    return [(passage.text[one.start : one.end], one.address) for one in links(passage)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("See [the *best* one](https://a.org/x?a=1&b=2).", [("the best one", "https://a.org/x?a=1&b=2")]),
        ("here and [here](https://a.org)", [("here", "https://a.org")]),
        ("[two\nlines](https://a.org)", [("two\nlines", "https://a.org")]),
        ("[A &amp; B](https://a.org) &lt; [C](//b.org)",
         [("A & B", "https://a.org"), ("C", "//b.org")]),
        ("[there](/2018/x.html) [and](other.md#part)",
         [("there", "/2018/x.html"), ("and", "other.md#part")]),
        ("[12:05](#t-00-12-05) and [mail](mailto:ada@example.org)", []),
        ("It rained.[^1] [Then](https://a.org) not.", [("Then", "https://a.org")]),
        ("$$x^2$$ in [this](https://a.org) and $$y$$ [that](https://b.org) too",
         [("this", "https://a.org"), ("that", "https://b.org")]),
        ("- one\n- [two](https://a.org)\n\n| a | [b](https://b.org) |\n|---|---|\n| c | d |",
         [("two", "https://a.org"), ("b", "https://b.org")]),
        ("It is at https://a.org/b_(c), or (https://d.org/e).",
         [("https://a.org/b_(c)", "https://a.org/b_(c)"), ("https://d.org/e", "https://d.org/e")]),
        ("It is at arxiv.org/abs/2104.03113v2.",
         [("arxiv.org/abs/2104.03113v2", "https://arxiv.org/abs/2104.03113v2")]),
        ("Run `curl https://a.org/b`, in notarxiv.org/abs/2104.03113", []),
        ("[https://a.org/b](https://a.org/b)", [("https://a.org/b", "https://a.org/b")]),
    ],
)  # fmt: skip
def test_links_that_lead_out_are_found_where_they_stand(
    body: str, expected: list[tuple[str, str]]
) -> None:
    assert _found(_passage(body, {"1": Note(1, "1")})) == expected


def test_a_link_around_a_picture_has_no_words_but_a_place() -> None:
    passage = _passage("Before [![a drawing](images/a.png)](https://a.org) behind")
    assert [(one.start == one.end, one.address) for one in links(passage)] == [
        (True, "https://a.org")
    ]


WORDS = st.text(alphabet="ab<&>\"'é. \u00a0*_`$[]()", min_size=1, max_size=12)
PIECES = st.lists(
    st.one_of(
        WORDS.map(lambda words: (words, None)),
        st.text(alphabet="abc é&", min_size=1, max_size=9)
        .filter(str.strip)
        .map(lambda words: (f"x{words.strip()}y", "https://a.org/b")),
    ),
    max_size=8,
)


@given(PIECES, st.booleans())
def test_the_words_of_a_link_are_an_exact_piece_of_the_text(
    pieces: list[tuple[str, str | None]], formula: bool
) -> None:
    escaped = [
        f"[{words}]({address})" if address else re.sub(r"([*_`\[\]()<>$])", r"\\\1", words)
        for words, address in pieces
    ]
    passage = _passage("w " + " w ".join(escaped) + (" w $$ab$$ w" if formula else ""))
    found = [one for one in links(passage) if one.address == "https://a.org/b"]
    said = [" ".join(words.split()) for words, address in pieces if address]
    assert [" ".join(passage.text[one.start : one.end].split()) for one in found] == said
    assert all(one.start < one.end <= len(passage.text) for one in found)
    assert [one.start for one in found] == sorted({one.start for one in found})


@given(st.text(max_size=60))
def test_any_plain_text_has_links_only_where_it_says_so(text: str) -> None:
    passage = Passage(anchor="p", text=text, body="", html=paragraph(text))
    for one in links(passage):
        assert passage.text[one.start : one.end] in (one.address, one.address[len("https://") :])


def test_every_link_of_the_documents_is_where_it_is_said_to_be(shared: Path) -> None:
    seeds, _ = collect((shared / "seeds", Path(__file__).parents[3] / "seeds"))
    count = 0
    for seed in seeds:
        document, _ = make_document(seed)
        for passage in document.passages if document else ():
            for one in links(passage):
                words = passage.text[one.start : one.end]
                assert words == words.strip()
                assert 0 <= one.start <= one.end <= len(passage.text)
                count += bool(words)
    assert count > 60


@pytest.mark.parametrize(
    ("expected", "given_address"),
    [(case[0], spelling) for case in ADDRESSES for spelling in case[1:]],
)
def test_spellings_of_one_address_are_the_same(expected: str, given_address: str) -> None:
    assert normal(given_address) == expected


ADDRESS = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["https://", "http://www.", "//", ""]),
    st.sampled_from(
        "a.org www.www.a.org m.www.a.org m.youtube.com youtu.be x.com arxiv.org A.ORG. doi.org"
        " openreview.net en.m.wikipedia.org a.org:80 vimeo.com huggingface.co".split()
    ),
    st.text(alphabet="/abWATCH.%2Fp(é:@;=~[]\\", max_size=15),
    st.one_of(st.just(""), st.text(alphabet="?&=av+%41é#utm_", max_size=12).map("?".__add__)),
    st.one_of(st.just(""), st.text(alphabet="!/a#", max_size=4).map("#".__add__)),
)


@given(st.one_of(ADDRESS, st.text(max_size=40)))
def test_a_normal_address_is_its_own(address: str) -> None:
    once = normal(address)
    assert normal(once) == once
    assert normal(f"https://{once}") == once or not once


@pytest.mark.parametrize(
    ("address", "whose", "front"),
    [
        ("https://www.alexirpan.com/2018/02/14/rl-hard.html", "alexirpan.com", False),
        ("http://joschu.net/", "joschu.net", True),
        ("https://twitter.com/OfficialLoganK", "x.com/officiallogank", True),
        ("https://x.com/karpathy/status/1821277264996352246", "x.com/karpathy", False),
        ("https://x.com/i/web/status/1821277264996352246", None, False),
        ("https://aligned.substack.com/p/x", "aligned.substack.com", False),
        ("https://substack.com/home", None, False),
        ("https://medium.com/@ada/x-1", "medium.com/@ada", False),
        ("https://ada.github.io/", "ada.github.io", True),
        ("https://github.io/", None, False),
        ("https://www.youtube.com/@interconnects", "youtube.com/@interconnects", True),
        ("https://www.youtube.com/watch?v=WJWHIZoBOj8", None, False),
        ("https://www.youtube.com/channel/abc/videos", "youtube.com/channel/abc", False),
        ("https://vimeo.com/123456789", None, False),
        ("https://vimeo.com/123456789/ab12cd34ef?share=copy", None, False),
        ("https://player.vimeo.com/video/123456789?h=ab12", None, False),
        ("https://vimeo.com/channels/ponds/123456789", None, False),
        ("https://vimeo.com/showcase/7654321/video/123456789", None, False),
        ("https://vimeo.com/ondemand/newts", None, False),
        ("https://vimeo.com/newtpond", "vimeo.com/newtpond", True),
        ("https://vimeo.com/123456newts", "vimeo.com/123456newts", True),
        ("https://www.youtube-nocookie.com/embed/WJWHIZoBOj8", None, False),
        ("https://www.youtube.com/clip/UgkxAbc", None, False),
        ("https://www.instagram.com/reel/CxAbc/", None, False),
        ("https://www.linkedin.com/posts/ada_newts-1", None, False),
        ("https://www.facebook.com/100064000000001", "facebook.com/100064000000001", True),
        ("https://en.wikipedia.org/wiki/Hex", None, False),
        ("https://arxiv.org/abs/2104.03113", None, False),
        ("nothing", None, False),
    ],
)
def test_whose_an_address_is(address: str, whose: str | None, front: bool) -> None:
    assert owner(address) == whose
    assert is_front(address) is front


#: What may stand around an address in a text.
PAIRS = "“” „“ ”“ «» »« ‹› ‘’ ‚‘ 「」 『』 《》 【】 （） () [] {}".split()


@in_groups("pair", PAIRS, lambda pair: "pairs")
@in_groups("behind", ["", "…", ".", ", and", " so", "。", "—so"], lambda behind: "ends")
@pytest.mark.parametrize(
    "address", ["https://a.org/t", "https://a.org/t_(b)?c=d#e", "https://a.org/"]
)
def test_an_address_ends_before_the_sign_that_closes_what_is_around_it(
    pair: str, behind: str, address: str
) -> None:
    opened, closed = pair
    if behind == "—so" and closed in "’‘)]}":
        return  # these may be a part of an address
    text = f"See {opened}{address}{closed}{behind}"
    page = render(text)[0]
    assert re.findall(r'href="([^"]*)"', page) == [address]
    plain = Passage(anchor="p", text=text, body="", html=paragraph(text))
    assert [one.address for one in links(plain)] == [address]


@pytest.mark.parametrize(
    "address",
    [
        "https://a.org/b_(c)",
        "https://a.org/《紅》/",
        "https://a.org/b（c）",
        "https://a.org/é~/x’s",
    ],
)
def test_signs_inside_an_address_are_its_own(address: str) -> None:
    page = render(f"See {address} there.")[0]
    assert f'href="{address}"' in page
    text = f"See {address} there."
    found = links(Passage(anchor="p", text=text, body="", html=paragraph(text)))
    assert [one.address for one in found] == [address]


@pytest.mark.parametrize("pair", ["()", "[]"])
@pytest.mark.parametrize("signs", ["", ".", "…", ",*", "?!"])
def test_an_address_keeps_the_brackets_that_it_opened(pair: str, signs: str) -> None:
    opened, closed = pair
    for inside in range(3):
        address = "https://a.org/b_" + opened * inside + "c" + closed * inside
        for further in range(3):
            text = f"See {address}{closed * further}{signs} for all."
            passage = Passage(anchor="p", text=text, body="", html=paragraph(text))
            assert [one.address for one in links(passage)] == [address], text


@pytest.mark.parametrize("length", [60, 80, 81, 300])
def test_an_address_is_shown_on_a_line(length: int) -> None:
    address = "a.org/" + "b" * (length - len("a.org/"))
    shown = readable(f"https://{address}")
    assert shown == (address if length <= 80 else f"{address[:79]}…") and len(shown) <= 80
    assert readable("https://twitter.com/Ada/status/123456") == "x.com/ada/status/123456"
