"""The first promise, on the rendered page: its words are those of the record, one for one.

What the record keeps is rendered without our sanitiser and read with a parser of its own;
a passage and a heading are put on a page as the template does it, and rendered by the
site's Markdown.
"""

from __future__ import annotations

import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.collect import SUFFIXES
from commonplace.markup import tex
from commonplace.markup.blocks import blocks
from commonplace.markup.html import render
from commonplace.model import Document, Seed
from commonplace.pipeline import make_document
from commonplace.render.engine import heading, one_line
from commonplace.render.links import linked
from tests.built_page import built
from tests.conftest import ROOT, SHARED
from tests.in_groups import in_groups

WORD = re.compile(r"[^\W_]+")
MARKDOWN = ("jekyll", "substack", "speaker", "html", "caption-markdown", "chat", "table")
EXTENSIONS = (
    "tables def_list sane_lists md_in_html pymdownx.superfences pymdownx.highlight pymdownx.tilde"
).split()
INLINE = frozenset(
    "a abbr b cite code del em i ins kbd mark q s samp small span strong sub sup u".split()
)


def sources() -> Iterator[Path]:
    """Every case of every reader, every shipped seed, and the four documents."""
    yield from sorted((ROOT / "tests" / "readers").glob("*/*/source.*"))
    yield from sorted(p for p in (ROOT / "seeds").glob("*.*") if p.suffix in SUFFIXES)
    yield from sorted((SHARED / "seeds").glob("*.txt"))


def cleaned(document: Document) -> str:
    """The source with every recorded change carried out; checks each change on the way."""
    source, text, at = document.source.text, "", 0
    for change in document.changes:
        assert at <= change.start <= change.end <= len(source)
        assert source[change.start : change.end] == change.before
        text += source[at : change.start] + change.after
        at = change.end
    return text + source[at:]


class _Words(HTMLParser):
    """The words of a page that a reader sees; formulas and the marks of notes are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += "" if tag in INLINE else " "
        hides = tag == "math" or ("class", "cp-noteref") in attrs
        self._hidden += bool(hides or (self._hidden and tag == "sup"))

    def handle_endtag(self, tag: str) -> None:
        self.text += "" if tag in INLINE else " "
        self._hidden -= bool(self._hidden and tag in ("math", "sup"))

    def handle_data(self, data: str) -> None:
        self.text += "" if self._hidden else data


def seen(page: str) -> str:
    parser = _Words()
    parser.feed(page)
    parser.close()
    return parser.text


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))


def on_the_page(document: Document) -> Counter[str]:
    """The words of the passages and headings, as the site's Markdown has rendered them."""
    html = linked(document, _Leads()).html
    parts = [
        f'<div class="cp-passage">\n{one_line(html[passage.anchor])}\n</div>'
        for passage in document.passages
    ]
    parts += [str(heading(one.text, one.anchor, 2)) for one in document.headings]
    page = built("\n\n".join(parts))[0]
    return words(seen(re.sub(r'<a class="headerlink".*?</a>', "", page)))


class _Leads(dict[str, "str | None"]):
    def __missing__(self, key: str) -> str:
        return key


def in_the_record(document: Document) -> Counter[str]:
    """The words that the source keeps after all recorded changes."""
    text = cleaned(document)
    if document.source.reader not in MARKDOWN:
        return words(text)
    text = re.sub(r"^```math\n.*?^```$", "", text, flags=re.M | re.S)
    for start, end in reversed(tex.spans(text)):
        text = text[:start] + text[end:]
    text = re.sub(r"\[\^[^\]\s]+\]:?", " ", text)
    for block in reversed(blocks(text)):
        if block.kind == "reference":  # names an address, and is no text
            text = f"{text[: block.start]}{text[block.start : block.end]}\n\n{text[block.end :]}"
    return words(seen(markdown.markdown(text, extensions=EXTENSIONS))) + _chapters(document, text)


def _chapters(document: Document, text: str) -> Counter[str]:
    """The words of headings that are made of a list of chapters, which stays where it is."""
    marked = [text[one.start : one.end] for one in blocks(text) if one.kind == "heading"]
    written = Counter(seen(markdown.markdown(one)).strip() for one in marked)
    made = Counter(one.text for one in document.headings) - written
    if not any(passage.start is not None for passage in document.passages):
        return Counter()
    return words("\n".join(made.elements()))


def lost(document: Document) -> Counter[str]:
    """The words of the cleaned text, formulas included, that no passage or heading has."""
    text = cleaned(document)
    if document.source.reader in MARKDOWN:
        # Labels of footnotes become numbers, and link definitions become links.
        text = render(re.sub(r"\[\^[^\]\s]+\]:?", " ", text))[1]
    held = (*(one.text for one in document.passages), *(one.text for one in document.headings))
    return words(text) - words("\n".join(held))


def check(document: Document) -> None:
    page = on_the_page(document)
    record = in_the_record(document)
    assert page == record, (page - record, record - page)
    if tex.spans(cleaned(document)):
        assert not lost(document)
    for passage in document.passages:
        if passage.html and "<math" not in passage.html:
            assert words(passage.text) == words(seen(passage.html)), passage.text


#: A talk in a fence, of which each line is read as a turn.
NOT_OF_TAGS = ("02b-code-chat",)


def document(text: str, name: str = "a.md") -> Document | None:
    return make_document(Seed(name=name, file=name, data=text.encode()))[0]


@in_groups("path", sources(), lambda path: path.parts[-3])
def test_the_words_of_the_page_are_those_of_the_record(path: Path) -> None:
    made = make_document(Seed(name=path.name, file=path.name, data=path.read_bytes()))[0]
    if made:
        check(made)


def _shared_cases() -> Iterator[Path]:
    for path in sorted((SHARED / "cases").rglob("*.*")):
        if path.suffix in (".md", ".txt") and path.stem not in NOT_OF_TAGS:
            yield path


@in_groups("path", _shared_cases(), lambda path: path.parts[-2])
def test_the_words_of_a_shared_case_are_those_of_the_record(path: Path) -> None:
    made = make_document(Seed(name=path.name, file=path.name, data=path.read_bytes()))[0]
    if made:
        check(made)


def test_the_words_of_the_corpus_are_those_of_the_record(shared: Path) -> None:
    with tarfile.open(shared / "corpus" / "practicalai.tar.gz") as archive:
        members = sorted(filter(tarfile.TarInfo.isfile, archive), key=lambda member: member.name)
        for member in members[::30]:
            file = archive.extractfile(member)
            made = file and document(file.read().decode(), member.name)
            assert made
            check(made)


#: Words of every day; SVG, MathML and HTML have elements of many of these names.
EVERYDAY = (
    "not list text set and or in is the a b i p q s u use view line path image title desc switch "
    "animate filter mask marker pattern symbol stop circle font share apply times plus minus root "
    "max min mean mode median sum limit log floor power real union subset condition degree table "
    "form label button input output select option object source link data time map menu main "
    "header footer section article address summary details dialog figure picture video audio "
    "template script style head body frame meter progress search slot param base area track "
    "name your-name Enter laughs String int T key value file path/to/it 1 é ключ 値"
).split()


@in_groups("word", EVERYDAY, lambda word: word[0].lower())
def test_a_word_in_angle_brackets_takes_no_other_along(word: str) -> None:
    for form in (f"<{word}>", f"<{word}/>", f"x<{word}>y", f"<{word} of it>", f"<{word}><{word}>"):
        made = document(f"Calm words {form} and more of them.\n\nA second paragraph.")
        assert made and made.passages[0].text.endswith("and more of them."), form
        check(made)
    if word.lower() not in ("p",):
        made = document(f"Calm words <{word}> and more of them.")
        assert made and made.passages[0].text == f"Calm words <{word}> and more of them."


PIECES = (
    "Calm words", "<not>", "<b>", "</b>", "<i>so</i>", "<form>", "</form>", "<svg>", "</svg>",
    "<table>", "<tr>", "<td>", "</td>", "</table>", "<select>", "<option>", "</select>", "<p>",
    "</p>", "<div>", "</div>", "<li>", "<ul>", "</ul>", "<!doctype html>", "<?x y?>", "<![CDATA[",
    "]]>", "<center>", "</center>", "<h1>", "</h1>", "<title>", "</title>", "<plaintext>", "<xmp>",
    "</xmp>", "<image src=x>", "<math>", "<mi>", "</math>", "<a href='/x'>", "</a>",
    "<span title='a>b'>",
    "</span>", "\n\n", "\n", " ", " ", "*", "- ", "> ", "## ", "&lt;not&gt;", "&amp;lt;", "\\<",
    "<", ">", "`", "\"", "'", "=", "words", "more",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
@settings(max_examples=300)
def test_made_up_texts_lose_no_word(text: str) -> None:
    made = document(f"Calm.\n\n{text}\n\nThe end.")
    if made:
        check(made)


@pytest.mark.parametrize(
    "text",
    [
        "A plank.\n\n## One\n\n### Two\n\nNails.\n\n## Three\n\n## Four\n",
        "## Only\n",
        "Words[^1].\n\n## Last\n\n[^1]: A note.\n",
        "One\n===\n\nTwo\n---\n\nWords `x`.\n\nThree\n---\n",
        "## The `<b>` tag, &lt;not> and `&amp;`\n\nWords.\n",
    ],
)
def test_every_heading_is_in_a_passage(text: str) -> None:
    made = document(text)
    assert made
    check(made)
    held = Counter(f"{passage.heading}\n{passage.text}" for passage in made.passages)
    for one in made.headings:
        assert any(one.text in passage for passage in held)
    anchors = [passage.anchor for passage in made.passages if passage.html]
    assert not set(anchors) & {one.anchor for one in made.headings}
