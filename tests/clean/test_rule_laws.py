"""Laws that hold for every cleaning rule, whatever text it meets.

No rule raises, no edits of one rule overlap, every character of the source stays
accounted for, and code means itself before and after.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.clean import RULES
from commonplace.clean.rule import CAPTIONS, MARKDOWN, Context, Rule, apply, run
from commonplace.markup.blocks import verbatim
from commonplace.model import Edit, Mark, Misheard, Reading, Tracked

RULE = {rule.id: rule for rule in RULES}
FORMATS = sorted(MARKDOWN | CAPTIONS)
GLOSSARY = (
    Misheard(heard="word gap", said="Wordgap"),
    Misheard(heard="word", said="Ward", near=("four", "done")),
    Misheard(heard="o1", said="01", before=("preview",)),
)
IMAGES = {"images/here.png": "../images/here.png"}

#: What rules look for, so that made-up texts get further than plain words do.
FRAGMENTS = (
    "\n", "\n\n", " ", "  \n", "\t", "    ", "word", "gap.", "done. ", "four", "No -one", "3 .5",
    "20 %", "{:", "{: .wide }", "{:toc}", "{::comment}", "{:/}", "{#id}", "{.c}", "{", "}",
    '{target="_blank"}', ":::", "::: note\n", "::: {.footnote}\n",
    "::: {#youtube2-abcdefghijk .youtube-wrap}\n", ":::\n",
    '::: {.button-wrapper attrs="{\\"text\\":\\"Share\\"}"}\n', "![", "](", ")", "[", "]",
    "![a](/b.png)", "[![a](b)](c)", "![a][r]", "[r]: /x.png\n", "<img", "<img src=x>",
    '<img src=\'/images/here.png\' alt="y">', "<figure>", "</figure>", "<figcaption>",
    "</figcaption>", "<center>", "</center>", "<p>", "</p>", "<div>", "</div>", "<a href=z>",
    "</a>", "<br>", "*all*", "(all)", "<iframe",
    "<iframe src='https://www.youtube.com/embed/abcdefghijk'>", "</iframe>", "<video",
    "<audio src=a>", "<object>", "</object>", "<script>", "</script>", "<!--", "-->", "<style>",
    "<table>\n", "</table>\n", "<", ">", "[^1]", "[^1]: ", "[1](#footnote-1)",
    "[1](#footnote-anchor-1)", "\\'", '\\"', "\\[", "\\]", "\\", "\\\n", "\\$", "$$", "$", "\\\\(",
    "\\\\)", "---", "--", "-", "===", "# ", "## ", "#", "- ", "* ", "1. ", "2) ", "  - ", "> ",
    "```", "```python\n", "~~~", "`", "``", "| ", "|---|---|", "{%", "%}", "{% raw %}",
    "{% endraw %}", "{% highlight js %}", "{% endhighlight %}", "{% comment %}",
    '{% include x.html a="b c" %}', "{{", "}}", "{{ site.url }}", '{{ "/x" | relative_url }}',
    "{{< youtube abcdefghijk >}}", "{{% note %}}", "{{< highlight go >}}", "{{< /highlight >}}",
    "{{</* x */>}}", "**Name:** ", "**Name**", "Subscribe", "Share\n", "Ã¼", "â€™", "â€",
    "\xc2\xa0", "é", "漢", "“", "\xa0", "�", "https://example.org/a--b", "www.x.org", "TOC",
    "[TOC]", "{=html}", 'attrs="{\\"a\\":1}"', '"', "'", "&nbsp;", "&amp;", "!", "_", "__", "**",
    "~", "^", ":",
)  # fmt: skip

texts = st.text(st.characters(codec="utf-8"), max_size=200)
fragments = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
formats = st.sampled_from(FORMATS)


def context(name: str) -> Context:
    return Context(format=name, title="word gap", images=IMAGES, glossary=GLOSSARY, folder="posts")


def accounted(text: Tracked) -> None:
    """Every character of the source is kept where it was, removed, or replaced."""
    end = 0
    for piece in text.pieces:
        assert piece.start == end
        end = piece.end
        if piece.rule is None:
            assert piece.text == text.source[piece.start : piece.end]
    assert end == len(text.source)
    str(text).encode()


def apart(edits: list[Edit]) -> None:
    """No edit reaches into the one before it, and no two stand in the same place."""
    last = Edit(-1, -1)
    for edit in sorted(edits):
        assert edit.start >= last.end, (last, edit)
        assert (edit.start, edit.end) != (last.start, last.end), (last, edit)
        last = edit


def code_is_kept(text: Tracked, source: str) -> None:
    """Code is there as it was, or is gone with all that it stood in."""
    changes = [(change.start, change.end) for change in text.changes()]
    for start, end in verbatim(source):
        for begin, stop in changes:
            beside = stop <= start or begin >= end
            around = begin <= start and stop >= end
            assert beside or around, (source[start:end], source[begin:stop])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@given(name=formats, text=texts | fragments)
@settings(max_examples=120)
def test_every_rule_alone(rule: Rule, name: str, text: str) -> None:
    here = context(name)
    apart(list(rule.find(text, here)))
    cleaned = apply(rule, Tracked(text), here, (Mark(at=0, speaker="Ada"),) if text else ())
    accounted(cleaned)
    if not rule.code and name in MARKDOWN:
        code_is_kept(cleaned, text)


@given(name=formats, text=texts | fragments, at=st.integers(0, 60))
@settings(max_examples=600)
def test_all_rules_in_their_order(name: str, text: str, at: int) -> None:
    marks = (Mark(at=at, speaker="Ada", start=1.0),) if at < len(text) else ()
    accounted(run(RULES, Reading(format=name, text=Tracked(text), marks=marks), context(name)))


@given(text=fragments)
@settings(max_examples=200)
def test_spans_of_code_are_in_order_and_apart(text: str) -> None:
    last = 0
    for start, end in verbatim(text):
        assert last <= start < end <= len(text)
        last = end


@given(name=st.sampled_from(["here.png", "Here.PNG", "pics/here.png", "images/here.png"]))
def test_an_image_that_a_note_names_is_found_wherever_it_is(name: str) -> None:
    text = apply(
        RULE["vault"], Tracked(f"See ![[{name}]] and ![[gone.png]]."), context("jekyll"), ()
    )
    assert "/images/here.png" in str(text) and "/gone.png" not in str(text)
