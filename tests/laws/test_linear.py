"""No text makes a reader or a rule look at the same characters over and over again.

Each piece below is repeated until it fills 12 kB, and in `make fuzz` 30 kB. What takes
time proportional to the length is done in well under a second; what takes the square of
it would take many, and the limit, of processor time, is only there to notice.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.thorough import part

#: Characters, and seconds for one rule or reader over one text.
SIZE, LIMIT = part((30_000, 4), (12_000, 2))
ROOT = Path(__file__).parents[2]

#: What is repeated, and what stands before and behind the repetition.
TEXTS: dict[str, tuple[str, str, str]] = {
    "brackets": ("", "[", ""),
    "images": ("", "![", ""),
    "image tags": ("", "<img ", ""),
    "image tags, quoted": ("", '<img "', ""),
    "image tags in values": ("", '<img a="<img " ', ""),
    "image tags in values without an end": ("", '<img a="<', ""),
    "whole images": ("", "![a](b)", ""),
    "images between words": ("", "![a](b)c\n\n", ""),
    "images in tags": ("", "<p><img src=x>", ""),
    "images in links": ("", "[![", ""),
    "words in angle brackets": ("", "<not> ", ""),
    "tags without an end": ("", "<b ", ""),
    "attributes without an end": ("", '<b ="', ""),
    "cells without a table": ("", "<td>x", ""),
    "addresses in angle brackets": ("", "<a@", ""),
    "attributes": ("", "{:", ""),
    "attributes behind a link": ("", "](x){", ""),
    "attributes in a row": ("", "{:.a}", "x"),
    "attributes in a row behind code": ("`a`", "{:.a} ", "{"),
    "attributes in a row behind a heading": ("# a ", "{:.a} ", "x"),
    "queries in code": ("", "`= x ", "`"),
    "stars behind a query": ("`=this.x` ", "*", "x"),
    "queries in the title of a box": ("> [!note] `a` ", "`=this.x` ", "x"),
    "spaces behind a tag": ("#a", " ", "x\n\n# A word\n\nA word."),
    "quotations in quotations": ("", ">", "- a"),
    "lists in quotations": ("", "> - a\n>   - b\n", ""),
    "colons": ("", ":::", ""),
    "divs": ("", "::: a\n", ""),
    "divs, closed": ("", "::: a\n", ":::\n" * 1000),
    "boxes between colons": ("", ":::note\n", ""),
    "boxes between colons, closed": ("", ":::note\n", ":::\n" * 1000),
    "boxes between colons in a row": ("", ":::note[a]\nb\n:::\n", ""),
    "signs in the title of a box": ('::: note title="', '\\\\"', "\n:::\n"),
    "tags in a note": ("[[a]] ", "#a ", "#"),
    "tags in code in a note": ("[[a]] ", "`#a` ", ""),
    "numbers in brackets above tags": ("#a ", "[[1, ", ""),
    "lines of tags": ("", "tags: #a\n", "x"),
    "tags on a line": ("tags: ", "#a, ", "!"),
    "lines of an item in Logseq": ("- a\n  id:: b\n", "  c\n", ""),
    "items in Logseq": ("- a\n  collapsed:: true\n", "- a\n  b\n", ""),
    "tables under words": ("", "a\n| b |\n|---|---|\n", ""),
    "tables in quotations": ("", "> a\n> | b |\n> |---|\n", ""),
    "signs of code above a rule": ("", "|``a`", "\n|-|\n"),
    "bars above a rule": ("", "| ", "\n|-|\n"),
    "formulas of letters": ("", "$ab = ", ""),
    "formulas of functions": ("", "$f(", ""),
    "formulas with a number": ("", "$1 \\ab ", ""),
    "formulas in quotations": ("", "> $$\n> a\n> $$\n", ""),
    "an open formula in a quotation": ("> $$\n", "> a\n", ""),
    "files above code": ("", "```a title=b\nc\n```\n", ""),
    "code of roles": ("", "``:doc:`a` ", ""),
    "headings of contents": ("", "## Contents\n\n", ""),
    "blank lines below contents": ("## Contents\n", "\n", "x"),
    "headings above tags": ("", "## a\n\n{% b %}\n\n", ""),
    "signs that raise": ("", "a^1^b~2~", ""),
    "signs that raise nothing": ("", "a^", ""),
    "boxes": ("", "!!! a\n    b\n", ""),
    "boxes in boxes": ("!!! a\n", "    !!! a\n        b\n", ""),
    "queries": ("# a\n", "## a\n\n```tasks\n```\n\n", ""),
    "queries in boxes": ("", "> [!a]\n> ```toc\n> ```\n\n", ""),
    "notes in a sentence": ("a", "^[b c", ""),
    "fields in comments": ("<!--\n", ".. a: b\n", ""),
    "signs of a new voice": ("", "a >> b\n", ""),
    "times in backticks": ("", "`0:01` a\n\n![[a]]\n", ""),
    "times at the ends of lines": ("", "a b c [0:01]\n\n", ""),
    "shortcodes with a link": ("", '{{< a href="b" >}}c{{< /a >}}', ""),
    "side notes": ("", "a {{< sidenote >}}b{{< /sidenote >}}", ""),
    "side notes of blank lines": ("{{< sidenote >}}a", "\n ", "{{< /sidenote >}}"),
    "spaces": ("", " ", "x"),
    "spaces at the end": ("x", " ", ""),
    "spaces behind a mark": ("# ", " ", "x"),
    "spaces in a table": ("a|b\n-|-", " ", "x"),
    "spaces behind a fence": ("::: ", " ", "x"),
    "spaces in a tag": ("{{ ", " ", "x"),
    "spaces in a shortcode": ("{{< ", " ", "x"),
    "blank lines": ("x", "\n", "x"),
    "lines of spaces": ("x", " \n", "x"),
    "backticks": ("", "`", "x"),
    "backticks apart": ("", "` ", ""),
    "runs of backticks": ("", "`` ` ", ""),
    "fences": ("", "```\n", ""),
    "backslashes": ("", "\\", ""),
    "escaped brackets": ("", "\\[", ""),
    "escaped lines": ("", "a\\\n", ""),
    "formulas": ("", "\\\\(", ""),
    "dollars": ("", "$$", ""),
    "quotes": ("", '"', ""),
    "quotations": ("", ">", " x"),
    "quoted lines": ("", "> x\n", ""),
    "quoted lists": ("", "> - x\n", ""),
    "clocks": ("", "1:", ""),
    "clock times": ("", "00:01 ", ""),
    "clock lines": ("", "0:15\nword\n", ""),
    "bold": ("", "**a**", ""),
    "bold labels": ("", "**a:** b\n\n", ""),
    "bold lines": ("", "**a**\n", ""),
    "names": ("", "Ada: ", ""),
    "stars": ("", "*", ""),
    "underscores": ("", "_", ""),
    "hyphens": ("", "-", "x"),
    "dash lines": ("", "a\n---\n", ""),
    "items": ("", "- a\n", ""),
    "nested items": ("- a\n" + "  - b\n" * 5, "  - b\n", ""),
    "hashes": ("", "#", ""),
    "headings": ("", "# a\n", ""),
    "headings of hashes": ("# ", "# ", "x"),
    "divs in HTML": ("", "<div>\n\n", ""),
    "paragraphs in HTML": ("", "<p>\n\nx\n\n", ""),
    "paragraphs by an author": ("<html><h1>a</h1>", "<p class=author>By Ada Marsh", ""),
    "parts by an author in one another": ("<html>", "<div class=author>a", "</div>" * 900),
    "authors in passing": ("<html>", "<p>The Book, <b class=author>by Bo</b>, is out.", ""),
    "headings of comments": ("<html>", "<h2>2 comments", ""),
    "letters in brackets": ("<html>", "<p>(c) 2019 a", ""),
    "comments in comments": ("<html>", "<div class=comments>a", "</div>" * 900),
    "figures in figures": ("<html>", "<figure><img src=a><figcaption>b", "</figure>" * 400),
    "headings in bars": ("<html>", "<nav><h1>a b c d", "</h1></nav>" * 700),
    "boxes of code": ("<html>", "<div><pre>a", "</pre></div>" * 800),
    "buttons in code": ("<html><pre>a", "<button>b", "</button></pre>"),
    "buttons in code, closed": ("<html><pre>a", "<button>b</button>", "</pre>"),
    "days of looking": ("<html><p>", "Retrieved from a on 2020-01-02 ", ""),
    "links to the next page": ("<html>", '<p><a rel="next" href="a">b</a>', ""),
    "asking to share": ("<html>", "<p>Share this article on", ""),
    "comments": ("", "<!--", ""),
    "comment lines": ("", "<!--\n\n", ""),
    "scripts": ("", "<script>", ""),
    "frames": ("", "<iframe ", ""),
    "frames, open": ("", "<iframe src=x>", ""),
    "videos": ("", "<video>", ""),
    "objects": ("", "<object>", ""),
    "tags": ("", "<a ", ""),
    "Liquid": ("", "{%", ""),
    "Liquid tags": ("", "{% a %}", ""),
    "raw": ("", "{% raw %}", ""),
    "highlight": ("", "{% highlight x %}", ""),
    "highlighted": ("", "{% highlight x %}y{% endhighlight %}", ""),
    "variables": ("", "{{", ""),
    "shortcodes": ("", "{{< a >}}", ""),
    "comments of kramdown": ("", "{::comment}", ""),
    "footnotes": ("", "[^1]: a\n", ""),
    "footnote anchors": ("", "[1](#footnote-1)", ""),
    "footnotes of a newsletter": ("", "[1](#footnote-anchor-1) a\n\n", ""),
    "footnote marks": ("", "[^1] ", ""),
    "footnote marks, open": ("", "[^", ""),
    "footnote marks in links": ("", "[^1] [a", "](b)"),
    "notes without marks": ("", "[^a]: b\n\n", ""),
    "images by their labels": ("[a]: b.png\n\n", "![a] ", ""),
    "definitions": ("", "[a]: b\n", ""),
    "foreign letters": ("", "Ã", ""),
    "misread letters": ("", "Òðèòîíû", ""),
    "misread words": ("", "Òðèòîíû ", "x"),
    "misread and plain words": ("", "Òðè a ", ""),
    "times that run backward": ("", "**Ada** [0:09]: a\n\n**Bo** [0:01]: b\n\n", ""),
    "broken letters": ("", "Ã¼", ""),
    "broken quotes": ("", "â€", ""),
    "words": ("", "word ", ""),
    "sentences": ("", "It is so. ", ""),
    "one long word": ("", "a", ""),
    "detached": ("", "a -b ", ""),
    "voices": ("", ">> ", ""),
    "curly": ("", "{", ""),
    "braces behind brackets": ("", "]{.", ""),
    "images in a span": ("{[", "![a]", ""),
    "images in many spans": ("{", "[![a]", ""),
    "percent": ("", "%", ""),
    "bars": ("", "|", ""),
    "bar lines": ("", "| a\n", ""),
    "front matter": ("---\n", "a: b\n", ""),
    "front matter of a word": ("---\n", "a", "!\n---\nx"),
    "front matter of spaces": ("---\na", " ", "!\n---\nx"),
    "front matter of remarks": ("---\n", "#\n", "!\n---\nx"),
    "carets": ("", "^", ""),
    "tildes": ("", "~", ""),
    "comments of HTML": ("", "<!--", ""),
    "comments of Obsidian": ("", "%%", ""),
    "comments of Obsidian, apart": ("", "%% a\n\n", ""),
    "comments of Liquid": ("", "{% comment %}", ""),
    "comments of Hugo": ("", "{{/* ", ""),
    "comments in code": ("", "{% raw %}<!-- ", ""),
    "comments as definitions": ("", "[//]: # (\n", ""),
    "front matter without an end": ("---\na: 1\n", 'draft: "', ""),
    "front matter of remarks behind values": ("---\na: 1\n", "b: c: # d\n", "---\nx"),
    "front matter of quotes": ("+++\na = 1\n", 'b = """\n', "+++\nx"),
    "front matter of JSON": ('{"title": ', "[", ""),
    "addresses": ("", "http://", ""),
    "open addresses": ("", "](", ""),
    "turns of a page of Teams": ("", "A\n0 minutes 3 seconds0:03\nA 0 minutes 3 seconds\nx\n", ""),
    "names and times in words": ("", "Ada 0 minutes 3 seconds\n", ""),
    "times in words": ("Ada\n", "0 minutes ", "x"),
    "pictures of Teams": ("", "[]\nAda 0:01\nx\n", ""),
    "fields in bold apart": ("# a\n\n", "**Date:** b\n\n", ""),
    "fields in bold in a row": ("# a\n\n**Date** b", " | **Date** b", "\n"),
    "fields in a quotation": ("# a\n\n", "> **Date:** b\n", ">\n> x"),
    "a line in italics below a title": ("# a\n\n*", "a", ""),
    "labels above lists": ("", "**A:**\n\n- b\n\n", ""),
    "bold lines above lists": ("", "**a**\n\n- b\n", ""),
    "attendees of a meeting": ("A - 2024-05-06 10:00 - Transcript\n", "\nAttendees\n\n", ""),
    "attendees in a list": ("A - 2024-05-06 10:00 - Transcript\nAttendees\n", "- a\n", "x"),
    "heads of Teams": ("", "A\n\nMay 6, 2024, 1:01PM\n\n5s\n", ""),
    "bold lines in a row": ("", "**A**\n", "- b"),
    "colons of full width": ("", "李明：", ""),
    "colons of full width in bold": ("", "**李明：", ""),
    "turns in Chinese": ("", "李明：水。\n", ""),
    "words without spaces": ("", "水", ""),
}

#: Read the text from standard input, run one thing over it, and say how long it took.
PROGRAM = """
import json, signal, sys
from commonplace.clean import RULES
from commonplace.clean.missing_images import check_images
from commonplace.clean.note_mistakes import check_notes
from commonplace.clean.rule import CAPTIONS, MARKDOWN, Context, apply
from commonplace.readers.mojibake import misread
from commonplace.readers.time_order import check_order
from commonplace.model import Mark, Misheard, Tracked
from commonplace.readers import READERS

glossary = (Misheard(heard="a b", said="c"), Misheard(heard="word", said="c", near=("x",)))
for line in sys.stdin:
    name, text = json.loads(line)
    print("TEXT", name, flush=True)
    tracked = Tracked(text)
    for rule in RULES:
        for form in sorted(rule.formats & {"jekyll", "substack", "caption"})[:2]:
            print("RULE", rule.id, form, flush=True)
            signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
            apply(rule, tracked, Context(format=form, glossary=glossary), (Mark(at=0),))
    for reader in READERS:
        if reader.name in TEXT_READERS:
            print("READER", reader.name, flush=True)
            signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
            reader.claims(text, ".txt")
            reading = reader.read(tracked, "seeds/any.txt")
            list(check_order(reading, "seeds/any.txt"))
    print("MISTAKES", flush=True)
    list(check_images(tracked, Context(format="jekyll"), "seeds/any.txt"))
    list(check_notes(tracked, (), "seeds/any.txt"))
    misread(text)
print("DONE", flush=True)
"""
#: The other readers have tests of their own, in test_reader_laws.py.
TEXT_READERS = ("substack", "speaker", "caption", "jekyll")
CHUNKS = 3


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_time_grows_with_the_length_only(chunk: int) -> None:
    lines = [
        json.dumps([name, head + piece * (SIZE // len(piece)) + tail])
        for name, (head, piece, tail) in list(TEXTS.items())[chunk::CHUNKS]
    ]
    _run(f"LIMIT, TEXT_READERS = {LIMIT}, {TEXT_READERS!r}\n{PROGRAM}", lines)


def _run(program: str, lines: list[str]) -> None:
    """Run a program over texts. It says what it does, and the system ends it at the limit."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    said = done.stdout.splitlines()[-2:]
    if done.returncode == -signal.SIGVTALRM:
        pytest.fail(f"still at it after {LIMIT} seconds: {said}")
    assert done.returncode == 0, (said, done.stderr[-3000:])
    assert said[-1] == "DONE"


def test_what_takes_the_square_is_noticed() -> None:
    """The tests here can fail."""
    slow = """
import re, signal
print("TEXT", "spaces", flush=True)
signal.setitimer(signal.ITIMER_VIRTUAL, 1)
re.findall(r" +x", " " * 1_000_000)
print("DONE")
"""
    with pytest.raises(pytest.fail.Exception, match="spaces"):
        _run(slow, [])


#: What the rules for dates, names, topics and links look for, at greater length than anybody
#: would say it; pages are made of it, too.
SAID: dict[str, tuple[str, str, str]] = {
    "years": ("", "2024 ", ""),
    "years without a space": ("", "2016", ""),
    "short years": ("", "'97 ", ""),
    "years of lists": ("", "2016: a, ", ""),
    "years of lines": ("", "2016: a\n", ""),
    "years of brackets": ("", "2016: (a\n", ""),
    "pairs of years": ("", "in 2019 and ", ""),
    "thousands": ("", "1,", ""),
    "years in code": ("", "a_b", ""),
    "calls": ("", "a()", ""),
    "later": ("", "later, ", "in May"),
    "sources": ("", "[a p. 1", ""),
    "citations": ("", "(Ab Cd, ", ""),
    "cited names": ("(", "Ab, ", "2019)"),
    "for the month": ("", "for the month ", "of May 2019"),
    "in this": ("", "in this ", "in 2019"),
    "however": ("", "However, ", "in 2019"),
    "parts of days": ("", "12/", ""),
    "parts of addresses": ("", "/2018", ""),
    "that year": ("", "that same year ", ""),
    "a year ago": ("", "a year ago ", ""),
    "early": ("", "early ", ""),
    "dots": ("", "...", ""),
    "names in names": ("", "aB", ""),
    "opinions": ("", "I think ", ""),
    "joined": ("", "and ", ""),
    "events": ("", "In 2019 DeepMind published it, and then ", ""),
    "year and hyphen": ("", "2024-", ""),
    "years and colons": ("", "2024: ", ""),
    "days": ("", "3 May 2024, ", ""),
    "months": ("", "May ", ""),
    "mid": ("", "mid-", ""),
    "last": ("", "last ", ""),
    "ago": ("", "2 years ago ", ""),
    "between": ("", "between 2019 and ", ""),
    "from": ("", "from 2019 to ", ""),
    "decades": ("", "1990's ", ""),
    "quarters": ("", "Q1 ", ""),
    "in the": ("", "in the ", ""),
    "by the": ("", "by the ", ""),
    "brackets": ("", "(", ""),
    "closing brackets": ("", ")", ""),
    "capitals": ("", "A", ""),
    "capital words": ("", "Aa ", ""),
    "initials": ("", "A. ", ""),
    "dotted": ("", "a.", ""),
    "hyphened": ("", "a-", ""),
    "apostrophes": ("", "a'", ""),
    "possessives": ("", "a's ", ""),
    "quotation marks": ("", "\u2019", ""),
    "commas": ("", ",", ""),
    "stops": ("", "?!", ""),
    "dashes": ("", "\u2014", ""),
    "digits": ("", "1", ""),
    "acronyms": ("", "Reward Model (RM) ", ""),
    "works": ("", "the Transformer paper ", ""),
    "works in quotation marks": ("", 'the book "Ab Cd". ', ""),
    "works with a name": ("", "the book called Ab Cd, ", ""),
    "works called by many words": ("a book", " he read, that he", " called Ab Cd."),
    "works of many names": ("a book by Ada Bo", " and Ada Bo", " called Ab Cd."),
    "works that are called so": ("", "a book called ", ""),
    "works by somebody on something": ("", "a paper by Ada Bo and Cy Do on tides. ", ""),
    "works by somebody": ("", "a paper by Ada Bo ", ""),
    "works by one name after another": ("a paper by ", "Ada Bo and ", "on"),
    "works on many words": ("a paper by Ada Bo on ", "tides ", ""),
    "works in emphasis of Markdown": ("", "the book *Ab Cd* ", ""),
    "rules of hyphens with a date": ("", "- ", "in 2024"),
    "lines of hyphens with a date": ("", "-", " in 2024"),
    "sentences with a date": ("On 3 May 1990 it rose. " * 1500, "On 3 May 1990 it rose. ", ""),
    "months in a story": ("In 1998 it rose. ", "In March he was. ", ""),
    "months of one sentence": ("In 1998 ", "he was in March, ", ""),
    "years in brackets": ("", "(2019 ", "in March"),
    "years in passing": ("", "the 1998 report, ", "in March"),
    "sources in brackets": ("", "[A, p. 1 ", "in 2019"),
    "sources behind one another": ("", "[A, 1998, p. 1] ", "It rose in 2019."),
    "citations in brackets": ("", "(Moth, ", "& Vale, 2019)"),
    "names in code": ("", "a_b.c() ", ""),
    "half a name in code": ("", "a.", "b"),
    "words for what was shown": ("", "he showed that ", "in 2019"),
    "numbers of books": ("In 2019 ", "ISBN 1-", ""),
    "articles before a name": ("", "the Mill was ", ""),
    "a topic": ("", "tide word ", ""),
    "addresses": ("", "https://a.b/", ""),
    "bare addresses": ("", "www.a", ""),
    "slashes": ("", "/", ""),
    "lines": ("", "a\n", ""),
    "blank lines": ("", " \n", "x"),
    "tabs": ("", "\t", "x"),
    "spaces": ("a", " ", "in 2024"),
    "links in Markdown": ("", "<https://a.b> ", ""),
    "links in sentences of Markdown": ("", "[A word](https://a.b/c). ", ""),
    "dated links in Markdown": ("", "On 3 May 1990 [it](https://a.b/c) rose. ", ""),
}
DERIVING = f"""
import json, signal, sys
from dataclasses import replace
from functools import partial
from commonplace import open_data, render
from commonplace.derive import derive
from commonplace.derive.references.cited import address_date, kind_of
from commonplace.model import Catalogue, Entry, Library, Seed, Vocabulary
from commonplace.document import PHRASES, make_document

known = Vocabulary(topics=(Entry(name="word", line=1),), people=(Entry(name="Ada", line=1),))
calm, _ = make_document(Seed(name="a.md", file="a.md", data=b"---\\ndate: 2024-01-02\\n---\\nHi."))
for line in sys.stdin:
    name, text = json.loads(line)
    print("TEXT", name, flush=True)
    signal.setitimer(signal.ITIMER_VIRTUAL, {LIMIT})
    passages = (replace(calm.passages[0], text=text, body=text),)
    if "Markdown" in name:  # it becomes HTML, where its links are
        passages = make_document(Seed(name="b.md", file="b.md", data=text.encode()))[0].passages
    library = Library(documents=(replace(calm, passages=passages),), diagnostics=())
    catalogue = Catalogue(library, derive(library, known, propose=True))
    render.pages(catalogue, PHRASES, partial(open_data.linked, catalogue, site=None))
    open_data.files(catalogue, site=None)
    kind_of("https://example.org/" + text), address_date("https://example.org/" + text)
print("DONE", flush=True)
"""


def test_what_is_derived_and_shown_takes_time_that_grows_with_the_length_only() -> None:
    lines = [
        json.dumps([name, head + piece * (SIZE // len(piece)) + tail])
        for name, (head, piece, tail) in SAID.items()
    ]
    _run(DERIVING, lines)
