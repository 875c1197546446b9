"""The text of a PDF: words in drawing order, without structure."""

from __future__ import annotations

import io
import logging
import re
from importlib import metadata

from commonplace.convert.converter import ConversionError, Converted, front_matter
from commonplace.convert.plainly import escaped
from commonplace.diagnostics.limits import Limits
from commonplace.model.diagnostics import warning

_BLANK = re.compile(r"\n[ \t]*\n\s*")
#: What programs write where somebody should have written a title.
_NO_TITLE = re.compile(r"(?i)untitled|microsoft|\.(?:docx?|tex|dvi|indd|pdf|odt)\b|\A\W*\Z")


def convert(data: bytes, limits: Limits) -> Converted:
    """The text of the pages as paragraphs, with a warning that there is no structure."""
    import pypdf  # an extra, and slow to load

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters we say ourselves
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ConversionError("it is protected by a password", "save it without one")
        pages = [page.extract_text() for page in reader.pages]
        title = reader.metadata.title if reader.metadata else ""
    except (MemoryError, ConversionError):
        raise
    except Exception as problem:  # the library raises whatever a broken file makes happen
        remedy = "open it and save it again, or put its text into a .md file"
        raise ConversionError("it is damaged; its pages cannot be read", remedy) from problem
    text = "\n\n".join(
        "\n".join(escaped(line.strip()) for line in paragraph.split("\n"))
        for page in pages
        for paragraph in _BLANK.split(page.strip())
        if paragraph.strip()
    )
    if not text:
        message = "it has no text, only pictures of text"
        raise ConversionError(
            message, "run text recognition on it (OCRmyPDF, for example), or type it out"
        )
    named = title if isinstance(title, str) and not _NO_TITLE.search(title) else ""
    return Converted(
        text=f"{front_matter({'title': ' '.join(named.split())})}{text}\n",
        by=f"pypdf {metadata.version('pypdf')}",
        told=(
            warning(
                "",
                1,
                "only the plain text of a PDF is read",
                "compare the page with the PDF, or add the document it was made from instead",
                "a PDF records where letters are, not which are headings, notes or columns",
            ),
        ),
    )
