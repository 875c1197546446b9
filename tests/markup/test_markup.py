"""What the renderer adds of its own: marks that no text can hold, ids of which no two are one."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.addresses.slugs import note_names
from commonplace.markup import html as html_of
from commonplace.markup.html import render
from commonplace.markup.marks import Marks
from commonplace.markup.web import as_read, is_local
from commonplace.model import Document, Seed
from commonplace.pipeline import make_document
from tests.built_page import ROOT, elements
from tests.hostile.bodies import STRANGE

#: Characters that programs take for marks of their own.
ODD = "\ue000\ue001\uf8ff\U000f0000\U0010fffd\ufdd0\ufffd"
odd = st.text(st.sampled_from(f"{ODD}019 ax"), min_size=1, max_size=30)
NOTE = "\n\n[^1]: A note.\n"


def document(text: str) -> Document:
    made, told = make_document(Seed(name="a.md", file="a.md", data=text.encode()))
    assert made, told
    return made


def words(text: str) -> str:
    return " ".join(text.split())


@given(odd)
@settings(max_examples=60)
def test_odd_characters_come_out_as_they_went_in(text: str) -> None:
    for written in (text, "".join(f"&#x{ord(one):x};" for one in text)):
        body = f"Words {written} $$x$$ here[^1] and `c{text}c`."
        made = document(body + NOTE).passages[0]
        assert words(made.text) == words(f"Words {text} x here and c{text}c.")
        assert made.html.count("<math") == 1
        assert made.html.count("cp-noteref") == 1


@pytest.mark.parametrize(
    "written", ["\ue0000\ue001", "&#xe000;0&#xe001;", "&#57344;7&#57345;", "&#xE000;99&#XE001;"]
)
def test_a_mark_of_the_renderer_cannot_be_written(written: str) -> None:
    made = document(f"Calm {written} words[^1] `{written}`.{NOTE}").passages[0]
    assert made.text == f"Calm {html.unescape(written)} words {written}."
    assert made.html.count("<sup") == 1


PLAIN = st.lists(
    st.sampled_from(
        [
            *(
                "a",
                "Newts sing.",
                " ",
                "\n",
                "\n\n",
                "!",
                "[x]",
                "[0:04]",
                "[",
                "]",
                ":",
                "- ",
                "1. ",
            ),
            *("(b)", "=", "{c}", "#", "\t", "\u00a0", "é", '"', "'", "www.a.org", "://", "  ", "@"),
            *("--", "…", "&", "+", "^", "%", "/", "\x0b", "\u2028", "a.org", "mailto:a@b.org", ";"),
        ]
    ),
    max_size=12,
).map("".join)


@given(PLAIN)
@settings(max_examples=1500)
def test_plain_text_is_rendered_as_markdown_has_it(text: str) -> None:
    text = text.strip(" ")
    if html_of._NOT_PLAIN.search(text) or not text:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html_of, "_MARKUP", re.compile(""))
        shortly = render(text)
        patch.setattr(html_of, "_NOT_PLAIN", re.compile(""))
        assert shortly == render(text)


def test_a_mark_is_of_one_text_only() -> None:
    one, two = Marks("one"), Marks("two")
    mark = one.put("<b>x</b>", "x", "x")
    assert two.put("<i>y</i>", "y", "y") != mark
    assert two.page(mark) == two.words(mark) == mark


@pytest.mark.parametrize("place", ['[a](https://example.org "{}")', '<span title="{}">a</span>'])
@pytest.mark.parametrize("inside", ["$$x$$", "so[^1]", '$$x$$ <script>owned()</script>" onx="'])
def test_no_html_of_ours_stands_in_an_attribute(place: str, inside: str) -> None:
    made = document(f"Calm {place.format(inside)} words[^1].{NOTE}").passages[0]
    found = elements(made.html)
    assert {tag for tag, _ in found.tags} <= {"p", "a", "span", "sup"}
    assert made.html.count("<sup") == 1
    assert not any(name.startswith("on") for _, attrs in found.tags for name, _ in attrs)


@pytest.mark.parametrize("code", ["`[^1]`", "`$$x$$`", "```\n[^1] $$x$$\n```", "    [^1] $$x$$"])
def test_code_shows_what_it_holds(code: str) -> None:
    made = document(f"Calm words[^1].\n\n{code}{NOTE}")
    assert words(made.passages[1].text) == words(re.sub("`+", "", code))


def test_a_formula_behind_code_with_its_sign_is_one() -> None:
    page, text = render("The sign `$$` parts $$x$$ from words.")
    assert text == "The sign $$ parts x from words."
    assert page.count("<math") == 1


@pytest.mark.parametrize("reference", ["&#2;", "&#x202e;", "&#x2066;", "&#8;", "&#127;", "&#x9f;"])
def test_a_reference_brings_back_nothing_that_the_decoder_takes(reference: str) -> None:
    assert document(f"Calm{reference} *words*.").passages[0].text.replace("Ÿ", "") == "Calm words."


def test_the_sanitiser_is_one_that_escapes_attributes() -> None:
    lower = re.search(r'"nh3>=(\d+)\.(\d+)\.(\d+)"', (ROOT / "pyproject.toml").read_text())
    assert lower and tuple(map(int, lower.groups())) >= (0, 3, 6)
    assert render('<a title="<b>">x</a>')[0].count("<") == 4


# Addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", STRANGE.values(), ids=STRANGE.keys())
def test_no_page_asks_another_host(address: str) -> None:
    forms = (f'<img src="{address}">', f'<image src="{address}">', f"![a](<{address}>)")
    for body in (*forms, *(f"Words {form}" for form in forms)):
        for page in (document(f"{body}\n\nMore words.").passages[0].html, render(body)[0]):
            assert not re.search(r"src=.(?:[/\\]{2}|[a-z]+:)", page, re.I), page


@given(st.text(st.sampled_from("/\\\t\n\x01 :htpsHTPevil.@#?"), max_size=24))
@settings(max_examples=300)
def test_what_is_local_is_so_for_a_browser(address: str) -> None:
    bare = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(33)))))
    if is_local(address):
        assert not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2}", bare)
        assert is_local(as_read(address))


# Ids ------------------------------------------------------------------------------------------

LABELS = ["一", "二", "один", "два", "α", "β", "*", "†", "é", "è", "Date 2", "date-2", "A", "a"]


def test_every_label_of_a_footnote_has_an_id_of_its_own() -> None:
    labels = [label.replace(" ", "_") for label in LABELS]
    text = "Words" + "".join(f" {n}[^{label}]" for n, label in enumerate(labels)) + ".\n\n"
    text += "\n\n".join(f"[^{label}]: Note {n}." for n, label in enumerate(labels))
    made = document(text)
    ids = re.findall(r'id="(fnref-[a-z0-9-]+)"', made.passages[0].html)
    assert len(ids) == len(set(ids)) == len(labels)
    assert re.findall(r'href="#fn-([a-z0-9-]+)"', made.passages[0].html) == [
        one.removeprefix("fnref-") for one in ids
    ]


@given(st.lists(st.text(min_size=1, max_size=6), max_size=12))
def test_names_of_notes_are_different_and_fit_an_id(labels: list[str]) -> None:
    names = note_names(labels)
    assert len(set(names)) == len(labels)
    assert all(re.fullmatch("[a-z0-9-]+", name) for name in names)


def test_a_name_of_latin_letters_is_as_it_was() -> None:
    assert note_names(["1", "Date 2", "a_b", "näm", "1"]) == ["1", "date-2", "a-b", "n-m", "1b"]


@pytest.mark.parametrize("title", ["Fn 1", "fnref 1"])
def test_a_heading_does_not_take_the_id_of_a_note(title: str) -> None:
    made = document(f"## {title}\n\nWords[^1].{NOTE}")
    assert made.headings[0].anchor not in ("fn-1", "fnref-1")


def test_formulas_that_are_a_number_or_two_letters() -> None:
    page, _ = render("Below $0.05$, at $10$ with $Vg$: it cost $5, then $6, in US$7$ or $5-$10$.")
    assert page.count("<math") == 3
    assert "it cost $5, then $6, in US$7$ or $5-$10$." in page


def test_the_name_of_a_formula_is_not_in_it() -> None:
    page, _ = render("\\begin{equation}\n\\label{eq:mud} a^2 = b \\nonumber\n\\end{equation}")
    assert "<math" in page and "mud" not in page and "label" not in page


def test_headings_of_the_first_level_in_a_quotation() -> None:
    page, _ = render("> # Mud\n> Deep.")
    assert page == "<blockquote>\n<h2>Mud</h2>\n<p>Deep.</p>\n</blockquote>"


@pytest.mark.parametrize("mark", ["> ", ">", "   > ", "> > "])
@pytest.mark.parametrize("lazy", [False, True])
def test_a_formula_in_a_quotation_has_none_of_its_marks(mark: str, lazy: bool) -> None:
    inside = "" if lazy else mark
    text = f"{mark}Words:\n{mark}$$\n{inside}e = m \n{inside}n > 1\n{mark}$$\n{mark}more"
    page, plain = render(text)
    assert page.count("&gt;") == 1 and "$$" not in page
    assert '<math display="block">' in page and "more" in plain


@pytest.mark.parametrize(
    "words",
    ["z = x + iy", "ab = cd", "F(x) = 2xy", "a", "SU(N)", "Top(x + Sub(x))", r"1, z, \\dots"],
)
def test_a_product_is_a_formula(words: str) -> None:
    assert "<math" in render(f"So ${words}$ is.")[0]


@pytest.mark.parametrize(
    "words",
    ["$HOME=$PWD", "$a = $b", '"$x=$y"', "$5 = 4 and $6", "US$ a = b$", "$it=5 in$1", "$if so$"],
)
def test_money_and_variables_are_no_formulas(words: str) -> None:
    assert "<math" not in render(f"So {words} is.")[0]


@pytest.mark.parametrize(
    "words", ["1. A pond", "1999. A year", "- Newts", "* Newts", "#newts", "1.2 Ponds", "3) Newts"]
)
def test_a_heading_keeps_the_sign_that_it_begins_with(words: str) -> None:
    made = document(f"---\ntitle: T\n---\n\n## {words}\n\nWords.\n")
    assert [one.text for one in made.headings] == [words]
    assert document(f"# {words}\n\nWords.\n").title == words


def test_the_address_of_a_heading_has_no_number() -> None:
    made = document("---\ntitle: T\n---\n\n## 1. A pond\n\nWords.\n")
    assert [one.anchor for one in made.headings] == ["a-pond"]


def test_a_tab_may_stand_before_the_value_of_a_field() -> None:
    made = document(
        "---\nlayout: \tpost\ntitle:\t'Ponds: [a] list'\ndate: \t2020-01-02\n---\n\nWords.\n"
    )
    assert (made.title, str(made.date)) == ("Ponds: [a] list", "2020-01-02")


@pytest.mark.parametrize("words", ["x_1", "N = 6", r"\\sqrt{x}"])
def test_a_formula_may_stand_between_signs_without_spaces(words: str) -> None:
    assert "<math" in render(f"\u7528${words}$\u6765\u7b97\u3002")[0]
    assert "<math" not in render(f"a${words}$b")[0]
