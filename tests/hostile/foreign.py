"""Attempts in files that are converted or taken apart: archives, XML, documents, exports."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator

from tests.hostile.case import RUN, STRANGER, Case, table

SCRIPT = f"<script>{RUN}</script>"
IMG = f"<img src=https://{STRANGER}/x onerror={RUN}>"


def cases() -> Iterator[Case]:
    yield from table("archives", "rejected", ARCHIVES, suffix=".zip")
    yield from table("archives-with-traps", "any", TRAPS, suffix=".zip")
    yield from table("xml-bombs", "rejected", BOMBS, suffix=".xml", says=("this WordPress",))
    yield from table("no-documents", "rejected", NO_DOCUMENTS, suffix="", says=("this ",))
    yield from table("documents", "any", DOCUMENTS, suffix="")
    yield from table("exports", "any", EXPORTS, suffix="")


def _zip(*files: tuple[str, str | bytes], link: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o120777 << 16 if link else 0
            made.writestr(info, data, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _wordpress(item: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{head}<rss xmlns:wp="http://wordpress.org/export/1.2/" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{item}</channel></rss>'
    )


def _lying(data: bytes) -> bytes:
    """An archive that says of its file that it is smaller than it is."""
    return data.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


_DEEP = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
_LAUGHS = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{_DEEP}]>'

ARCHIVES = {
    "bomb": _zip(("a.md", b"x" * 100_000_000)),
    "many": _zip(*((f"{n}.md", b"") for n in range(5_001))),
    "parent": _zip(("../../outside.md", "out")),
    "absolute": _zip(("/outside.md", "out")),
    "backslash": _zip(("..\\outside.md", "out")),
    "link": _zip(("a.md", "/etc/hostname"), link=True),
    "nested": _zip(("b.zip", _zip(("a.md", "x")))),
    "cut": _zip(("a.md", "Words. " * 100))[:60],
    "lies": _lying(_zip(("a.md", b"x" * 1_000_000))),
}
TRAPS = {
    "names": _zip((f"{SCRIPT}.md", "# One"), ("{{ x }}.md", "# Two"), ("a" * 240 + ".md", "#")),
    "same": _zip(("trap.md", "# A trap"), ("TRAP.md", "# A trap")),
    "vocabulary": _zip(("topics.yml", "- name: Evil"), ("mkdocs.yml", "site_name: Evil")),
}
BOMBS = {
    "laughs": _wordpress("<item><title>&e8;</title></item>", _LAUGHS),
    "file": _wordpress(
        "<item><title>&e;</title></item>",
        '<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    ),
    "deep": _wordpress("<a>" * 50_000),
}
NO_DOCUMENTS = {
    "text.docx": "Words.",
    "empty.docx": _zip(),
    "archive.docx": _zip(("word/document.xml", "<w:document")),
    "bomb.docx": _zip(("word/document.xml", b" " * 100_000_000)),
    "text.epub": "Words.",
    "text.odt": "Words.",
    "text.rtf": "Words.",
    "text.pdf": "Words.",
    "head.pdf": "%PDF-1.7\ntrailer<</Root 1 0 R>>\n%%EOF",
    "text.ipynb": "Words.",
    "deep.ipynb": "[" * 100_000,
    "cells.ipynb": '{"cells": 3}',
    "text.eml": "Words without a head.",
}
DOCUMENTS = {
    "scripts.epub": _zip(
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/>'
            "</rootfiles></container>",
        ),
        (
            "a.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Trapped</dc:title></metadata>'
            '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
        ),
        (
            "a.xhtml",
            f'<html xmlns="http://www.w3.org/1999/xhtml"><body onload="{RUN}"><p>Words.</p>'
            f"{SCRIPT}<p onclick='{RUN}'>More.</p></body></html>",
        ),
    ),
    "raw.rst": f"Trap\n====\n\n.. raw:: html\n\n   {IMG}\n\n.. include:: /etc/passwd\n\nWords.\n",
    "raw.adoc": f"= Trap\n\nWords.\n\n++++\n{IMG}\n++++\n\ninclude::/etc/passwd[]\n",
    "raw.org": f'Words.\n\n#+begin_export html\n{IMG}\n#+end_export\n#+INCLUDE: "/etc/passwd"\n',
    "raw.ipynb": json.dumps(
        {
            "cells": [
                {"cell_type": "markdown", "source": f"# Trap\n\n{IMG}"},
                {
                    "cell_type": "code",
                    "source": f"```\n{SCRIPT}",
                    "outputs": [{"output_type": "display_data", "data": {"text/html": SCRIPT}}],
                },
            ]
        }
    ),
    "raw.eml": f"From: {IMG} <a@b.example>\nSubject: {SCRIPT}\n\n{IMG} Words.\n",
    "html.eml": f"Subject: Trap\nContent-Type: text/html\n\n<body><p>Words.</p>{IMG}{SCRIPT}",
}
EXPORTS = {
    "title.xml": _wordpress(
        f"<item><title><![CDATA[{SCRIPT}]]></title><wp:post_name>../../outside</wp:post_name>"
        f"<content:encoded><![CDATA[<p>Words.</p>{IMG}{SCRIPT}]]></content:encoded></item>"
    ),
    "blog.json": json.dumps(
        {
            "db": [
                {
                    "data": {
                        "posts": [
                            {"id": 1, "title": SCRIPT, "slug": "../../x", "html": f"<p>W{IMG}</p>"}
                        ]
                    }
                }
            ]
        }
    ),
    "clippings.txt": f"{SCRIPT} ({IMG})\n- Highlight on page 1 | x\n\n{IMG} words.\n==========\n",
    "bookmarks.html": "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>"
    f'<DT><A HREF="javascript:{RUN}">Run</A><DT><A HREF="https://{STRANGER}/>{IMG}">{IMG}</A></DL>',
    "pocket.csv": f"title,url,time_added,tags,status\n{SCRIPT},javascript:{RUN},1,,unread\n",
    "odd.csv": "Highlight,Book Title\n" + '"' * 10_001,
    "letters.mbox": f"From x\nSubject: ../../{SCRIPT}\n\n{IMG} words.\n",
}
