"""Documents that are no plain text: what becomes of each format, and of what is none."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import tomllib
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from commonplace.convert import CONVERTERS, EXTRA, SUFFIXES, converted
from commonplace.diagnostics.limits import Limits
from commonplace.document import make_document
from commonplace.incremental import cache
from commonplace.model import Diagnostic, Document, Seed

ROOT = Path(__file__).parents[2]
BINARY = ("docx", "odt", "epub", "rtf")
#: What the documents that pandoc writes for these tests are made of.
POST = """---
title: The kiln
author: Ona Reed
---

# Firing

The kiln was *cold*.[^1]

| day | heat |
|-----|------|
| one | 900  |

[^1]: In March.
"""


def pandoc() -> str:
    pytest.importorskip("pypandoc", reason="the extra `documents` is not installed")
    from commonplace.convert.pandoc import _program

    return _program()


def written(suffix: str, text: str = POST) -> bytes:
    """A document of a format, written by the library that reads it."""
    command = [pandoc(), "-f", "markdown", "-t", suffix, "--standalone", "-o", "-"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout


def made(name: str, data: bytes) -> tuple[Document, tuple[Diagnostic, ...]]:
    document, told = make_document(Seed(name=name, file=f"seeds/{name}", data=data))
    assert document is not None, told
    return document, told


def refused(name: str, data: bytes) -> str:
    document, told = make_document(Seed(name=name, file=f"seeds/{name}", data=data))
    assert document is None
    assert [one.severity for one in told] == ["error"]
    return str(told[0])


def words(document: Document) -> str:
    return "\n".join(passage.text for passage in document.passages)


@pytest.mark.parametrize("suffix", BINARY)
def test_a_document_of_an_office_becomes_a_page(suffix: str) -> None:
    data = written(suffix)
    document, _ = made(f"kiln.{suffix}", data)
    assert "The kiln was cold." in words(document)
    assert "900" in words(document)
    assert "Firing" in {passage.heading for passage in document.passages}
    if suffix != "epub":  # which has fields that are withheld, and so no hash of the file
        assert document.source.sha256 == hashlib.sha256(data).hexdigest()
    assert document.source.converted.startswith(f"{suffix.upper()} by pandoc 3.")
    assert "The kiln was *cold*" in document.source.text


@pytest.mark.parametrize("suffix", ("docx", "epub"))
def test_its_title_its_author_and_its_notes_come_along(suffix: str) -> None:
    document, _ = made(f"a.{suffix}", written(suffix))
    assert document.title == "The kiln"
    assert [one.name for one in document.people] == ["Ona Reed"]
    assert any(passage.note for passage in document.passages)


def test_the_same_bytes_make_the_same_text() -> None:
    data = written("docx")
    assert made("a.docx", data)[0] == made("a.docx", data)[0]


MARKED = {
    "rst": """The kiln
########
:date: 2023-03-04
:status: draft

.. a secret

It was *cold*. [#n]_

.. [#n] In March.

.. code:: python

   heat = 900
""",
    "adoc": """= The kiln
Ona Reed <ona@kiln.example>
:date: 2023-03-04
:page-draft: true

// a secret
It was _cold_.footnote:[In March.]

[source,python]
----
heat = 900
----

include::/etc/hostname[]
""",
    "org": """#+TITLE: The kiln
#+DATE: <2023-03-04 Sat>
#+HUGO_DRAFT: t
# a secret
It was /cold/.[fn:1]

#+begin_src python
heat = 900
#+end_src

[fn:1] In March.
""",
}


@pytest.mark.parametrize("suffix", sorted(MARKED))
def test_markup_of_others_keeps_its_fields_notes_and_code(suffix: str) -> None:
    pandoc()
    document, _ = made(f"x.{suffix}", MARKED[suffix].encode())
    assert (document.title, str(document.date)) == ("The kiln", "2023-03-04")
    assert "It was cold." in words(document)
    assert "In March." in words(document)
    assert "heat = 900" in words(document)
    assert any("draft" in hold.why for hold in document.holds)
    everything = f"{document.source.text} {words(document)}"
    assert "secret" not in everything
    assert "@kiln" not in everything


def test_a_post_of_nikola_has_its_fields_in_comments() -> None:
    pandoc()
    head = ".. title: The kiln\n.. slug: kiln\n.. date: 2023-03-04 09:00:00 UTC-03:00\n"
    head += ".. tags: clay, draft\n.. author: Ona Reed\n.. type: text\n\n:Author: Gil Moss\n\n"
    text = "- :doc:`Read more <more>`\n\nIt was cold. ::\n\n    :doc:`Read <less>`\n"
    document, told = made("x.rst", f"{head}{text}".encode())
    assert not told
    assert (document.title, str(document.date)) == ("The kiln", "2023-03-04")
    assert [one.name for one in document.people] == ["Ona Reed"]
    assert any("draft" in hold.why for hold in document.holds)
    assert words(document).startswith("Read more")
    assert ":doc:`Read <less>`" in words(document)


def test_a_role_in_code_is_code() -> None:
    pandoc()
    document, _ = made("x.rst", b"Write ``see :ref:`b <c>` `` for :doc:`d <e>`.\n")
    assert words(document) == "Write see :ref:`b <c>` for d."


def test_a_link_without_a_name_needs_no_address_of_its_own() -> None:
    pandoc()
    text = "It was cold (note__).\n\n__\n.. _A note: https://clay.example/\n\nSee `A note`_.\n"
    document, told = made("x.rst", text.encode())
    assert not told
    assert document.source.text.count("https://clay.example/") == 2


def test_asciidoc_has_a_day_attributes_and_comments_of_its_own() -> None:
    pandoc()
    head = "= The kiln\nOna Reed <ona@clay.example>\n2023-03-04\n:clay: https://clay.example\n\n"
    text = "It was {clay}[cold] and {dark}.\n// A secret.\nIt stayed so.\n\n----\n// {clay}\n----\n"
    document, _ = made("x.adoc", f"{head}{text}".encode())
    assert (document.title, str(document.date)) == ("The kiln", "2023-03-04")
    assert "[cold](https://clay.example) and {dark}. It stayed so." in document.source.text
    assert "// {clay}" in words(document)
    assert "secret" not in document.source.text


def test_nothing_is_included_and_that_is_said(tmp_path: Path) -> None:
    pandoc()
    aside = tmp_path / "aside.txt"
    aside.write_text("a secret")
    for name, text in (
        ("a.rst", f"Hi\n\n.. include:: {aside}\n"),
        ("a.adoc", f"Hi\n\ninclude::{aside}[]\n"),
        ("a.org", f'Hi\n\n#+INCLUDE: "{aside}"\n'),
    ):
        document, told = made(name, text.encode())
        assert "secret" not in document.source.text
        assert ["aside.txt" in one.message for one in told] == [True]


def notebook(*cells: dict[str, object]) -> bytes:
    metadata = {"kernelspec": {"language": "Python"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4}).encode()


def test_a_notebook_has_words_code_and_what_it_printed() -> None:
    printed = [
        {"output_type": "stream", "name": "stdout", "text": ["900\n"]},
        {"output_type": "stream", "name": "stderr", "text": "x.py: warning"},
        {"output_type": "display_data", "data": {"image/png": "iVBO", "text/plain": "<Figure>"}},
    ]
    hidden = {"metadata": {"tags": ["remove-cell"]}, "cell_type": "code", "source": "password"}
    document, told = made(
        "heat.ipynb",
        notebook(
            {"cell_type": "markdown", "source": ["# The kiln\n", "\n", "It was cold."]},
            {"cell_type": "code", "source": "print(heat)\n'```'", "outputs": printed},
            hidden,
        ),
    )
    assert document.title == "The kiln"
    assert document.source.text == (
        "# The kiln\n\nIt was cold.\n\n```python\nprint(heat)\n'```'\n```\n\n```text\n900\n```\n"
    )
    assert [one.message for one in told] == ["1 picture was left out of the outputs"]
    assert document.source.converted == "notebook by Commonplace"


def test_a_heading_below_a_note_is_the_title_of_a_notebook() -> None:
    note = {"cell_type": "markdown", "source": "*From a book about clay.*"}
    head = {"cell_type": "markdown", "source": ["# The kiln\n", "\n", "It was cold."]}
    document, _ = made("heat.ipynb", notebook(note, head))
    assert document.title == "The kiln"
    assert words(document).split("\n")[0] == "From a book about clay."
    other = {"cell_type": "markdown", "source": "# The glaze"}
    document, _ = made("heat.ipynb", notebook(note, head, other))
    assert document.title == "Heat"


def test_a_letter_has_an_author_and_a_day_and_no_address() -> None:
    letter = EmailMessage()
    letter["From"] = "Ona Reed <ona@kiln.example>"
    letter["To"] = "list@kiln.example"
    letter["Subject"] = "The kiln"
    letter["Date"] = "Sat, 04 Mar 2023 10:15:00 +0000"
    letter.set_content("It was cold.\n")
    letter.add_attachment(b"x", maintype="image", subtype="png", filename="kiln.png")
    document, told = made("a.eml", letter.as_bytes())
    assert (document.title, str(document.date)) == ("The kiln", "2023-03-04")
    assert [one.name for one in document.people] == ["Ona Reed"]
    assert "@" not in document.source.text
    assert [one.message for one in told] == ["attachments are not read: kiln.png"]


def test_a_letter_in_html_is_read_as_a_page() -> None:
    letter = EmailMessage()
    letter["Subject"] = "The kiln"
    letter.set_content("<html><body><h2>Day</h2><p>It was <b>cold</b>.</p>", subtype="html")
    document, _ = made("a.eml", letter.as_bytes())
    assert (document.title, document.source.reader) == ("The kiln", "html")
    assert "It was cold." in words(document)


def pdf(text: bytes) -> bytes:
    """A PDF of one page, as small as one can be."""
    drawn = b"BT /F 12 Tf 72 700 Td 14 TL (" + text.replace(b"\n", b") ' (") + b") ' ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    tail = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + head + table + tail


def test_a_pdf_is_plain_text_with_a_warning() -> None:
    pytest.importorskip("pypdf", reason="the extra `documents` is not installed")
    document, told = made("kiln.pdf", pdf(b"The kiln was *cold*.\n# 900"))
    assert words(document) == "The kiln was *cold*. # 900"
    assert [(one.severity, one.message) for one in told] == [
        ("warning", "only the plain text of a PDF is read")
    ]
    assert document.source.converted.startswith("PDF by pypdf ")
    assert "it has no text" in refused("a.pdf", pdf(b""))


@pytest.mark.parametrize("suffix", sorted(SUFFIXES - {".rst", ".adoc", ".asciidoc", ".org"}))
@pytest.mark.parametrize("data", (b"\x00\x01", b"PK\x03\x04", b"{}", b"%PDF-", b"Words."))
def test_what_is_none_of_its_format_is_an_error(suffix: str, data: bytes) -> None:
    told = refused(f"a{suffix}", data)
    assert "cannot be converted" in told
    assert "program failed" not in told


def test_an_archive_that_unpacks_to_too_much_is_not_given_to_anybody() -> None:
    pandoc()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)
    assert "unpacks to 20,000,000 bytes" in refused("a.docx", out.getvalue())


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from commonplace.convert import pandoc as ours

    endless = tmp_path / "endless"
    endless.write_text("#!/bin/sh\nwhile :; do :; done\n")
    endless.chmod(0o755)
    monkeypatch.setattr(ours, "_program", lambda: str(endless))
    with pytest.raises(ours.ConversionError, match="more time or memory"):
        ours.rst(b"Hi", Limits(seconds=1))


def test_without_the_library_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commonplace.convert.find_spec", lambda name: None)
    for converter in CONVERTERS:
        if converter.needs:
            told = refused(f"a{converter.suffixes[0]}", b"x")
            assert "pip install 'commonplace-site[documents]'" in told


def test_what_is_built_depends_on_the_versions_of_the_extra() -> None:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = said["project"]["optional-dependencies"][EXTRA]
    names = sorted(one.partition(">=")[0].replace("_", "-") for one in listed)
    assert names == sorted(cache.CONVERTERS)


def test_plain_seeds_are_passed_on() -> None:
    seed = Seed(name="a.md", file="a.md", data=b"# Hi")
    assert converted(seed) == (seed, ())


@pytest.mark.parametrize("suffix", ("docx", "epub", "odt"))
def test_a_word_document_is_read_without_its_list_of_parts(suffix: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written("docx"))) as whole, zipfile.ZipFile(out, "w") as bare:
        for name in ("[Content_Types].xml", "word/document.xml"):
            bare.writestr(name, whole.read(name))
    document, _ = made(f"a.{suffix}", out.getvalue())
    assert "The kiln was" in document.source.text
