"""The first promise: what a rule did not record is on the page, word for word."""

from __future__ import annotations

import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonplace.collect import SUFFIXES
from commonplace.markup.html import render
from commonplace.model import Document, Seed
from commonplace.pipeline import make_document
from tests.conftest import ROOT, SHARED

WORD = re.compile(r"[^\W_]+")
MARKDOWN = ("jekyll", "substack", "speaker", "html", "caption-markdown", "chat")


def _sources() -> Iterator[Path]:
    """Every case of every reader, every shipped seed, and the four documents."""
    yield from sorted((ROOT / "tests" / "readers").glob("*/*/source.*"))
    yield from sorted(p for p in (ROOT / "seeds").glob("*.*") if p.suffix in SUFFIXES)
    yield from sorted((SHARED / "seeds").glob("*.txt"))


def _document(name: str, data: bytes) -> Document | None:
    return make_document(Seed(name=name, file=name, data=data))[0]


def cleaned(document: Document) -> str:
    """The source with every recorded change carried out; checks each change on the way."""
    source, text, at = document.source.text, "", 0
    for change in document.changes:
        assert at <= change.start <= change.end <= len(source)
        assert source[change.start : change.end] == change.before
        text += source[at : change.start] + change.after
        at = change.end
    return text + source[at:]


def lost(document: Document) -> Counter[str]:
    """The words of the cleaned text that neither a passage nor a heading has."""
    text = cleaned(document)
    if document.source.reader in MARKDOWN:
        # Labels of footnotes become numbers, and link definitions become links.
        text = re.sub(r"\[\^[^\]\s]+\]:?", " ", text)
        text = render(text)[1]
    words = Counter(WORD.findall(text))
    for passage in document.passages:
        words -= Counter(WORD.findall(passage.text))
    for heading in document.headings:
        words -= Counter(WORD.findall(heading.text))
    return words


@pytest.mark.parametrize("path", list(_sources()), ids=lambda path: "/".join(path.parts[-3:]))
def test_every_word_is_on_the_page_or_in_the_record(path: Path) -> None:
    document = _document(path.name, path.read_bytes())
    if document:
        assert not lost(document)


def test_every_word_of_the_corpus_is_on_the_page_or_in_the_record(shared: Path) -> None:
    with tarfile.open(shared / "corpus" / "practicalai.tar.gz") as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        assert len(members) == 299
        for member in sorted(members, key=lambda member: member.name)[::8]:
            file = archive.extractfile(member)
            assert file
            document = _document(member.name, file.read())
            assert document and not lost(document), member.name
