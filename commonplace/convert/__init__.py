"""Documents that are not plain text become Markdown before a reader sees them.

A converter is a pure function of the bytes of a file. Converters that need a library come
with the extra `documents`; a file whose library is missing is an error that names the
command. A new format is a line in `CONVERTERS`.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib.util import find_spec
from pathlib import PurePosixPath

from commonplace import DISTRIBUTION
from commonplace.convert import letter, notebook, pandoc, pdf
from commonplace.convert.converter import ConversionError, Converter
from commonplace.diagnostics.limits import LIMITS, Limits
from commonplace.model import Diagnostic, Seed
from commonplace.model.diagnostics import error

#: What comes with the libraries that the standard library does not replace.
EXTRA = "documents"

CONVERTERS: tuple[Converter, ...] = (
    Converter("DOCX", (".docx",), pandoc.docx, needs="pypandoc"),
    Converter("ODT", (".odt",), pandoc.odt, needs="pypandoc"),
    Converter("EPUB", (".epub",), pandoc.epub, needs="pypandoc"),
    Converter("RTF", (".rtf",), pandoc.rtf, needs="pypandoc"),
    Converter("reStructuredText", (".rst",), pandoc.rst, needs="pypandoc"),
    Converter("AsciiDoc", (".adoc", ".asciidoc"), pandoc.asciidoc, needs="pypandoc"),
    Converter("Org", (".org",), pandoc.org, needs="pypandoc"),
    Converter("PDF", (".pdf",), pdf.convert, needs="pypdf"),
    Converter("notebook", (".ipynb",), notebook.convert),
    Converter("mail", (".eml",), letter.convert),
)
SUFFIXES = frozenset(suffix for one in CONVERTERS for suffix in one.suffixes)


def converted(seed: Seed, limits: Limits = LIMITS) -> tuple[Seed | None, tuple[Diagnostic, ...]]:
    """The seed with its text instead of its bytes; unchanged if readers can read it.

    Returns None with an error if the text cannot be extracted.
    """
    suffix = PurePosixPath(seed.name).suffix.lower()
    converter = next((one for one in CONVERTERS if suffix in one.suffixes), None)
    if converter is None or seed.converted:
        return seed, ()
    if converter.needs and find_spec(converter.needs) is None:
        return None, (_missing(seed, converter),)
    try:
        made = converter.convert(seed.data, limits)
    except ConversionError as problem:
        message = f"this {converter.name} file cannot be converted: {problem}"
        why = "the page is made from its text"
        return None, (error(seed.file, 1, message, problem.remedy, why),)
    text = replace(
        seed,
        data=made.text.encode("utf-8", "replace"),
        converted=f"{converter.name} by {made.by}",
        sha256=hashlib.sha256(seed.data).hexdigest(),
    )
    return text, tuple(replace(one, file=seed.file) for one in made.told)


def _missing(seed: Seed, converter: Converter) -> Diagnostic:
    """The error for a format whose library is not installed."""
    return error(
        seed.file,
        1,
        f"reading {converter.name} needs a package that is not installed",
        f"run `pip install '{DISTRIBUTION}[{EXTRA}]'`, or save the file as Markdown",
        "the package is large, and most collections do not need it",
    )
