"""One seed becomes one document: the stages that need to know no other file.

Worker processes import this module and what it needs, and nothing else: it decides how
soon they are ready.
"""

from __future__ import annotations

from commonplace import faults
from commonplace.clean import clean
from commonplace.convert import converted
from commonplace.glossary import NO_GLOSSARY, Glossary
from commonplace.limits import LIMITS, Limits, exceeded
from commonplace.markup.decode import decode
from commonplace.markup.frontmatter import fields_of
from commonplace.model import Diagnostic, Document, Reading, Seed
from commonplace.readers import read
from commonplace.slugs import image_address

Made = tuple[Document | None, tuple[Diagnostic, ...]]


def make_document(
    seed: Seed,
    glossary: Glossary = NO_GLOSSARY,
    limits: Limits = LIMITS,
    private: tuple[str, ...] = (),
) -> Made:
    """Read and clean one seed: the stages that need to know no other file.

    Of the fields `private` nothing gets into the document.

    A fault of the program in doing so is an error of this file alone, and says so.
    Raises MemoryError; whoever runs this knows how much memory there was.

    >>> document, _ = make_document(Seed(name="a.md", file="a.md", data=b"# Hi\\n\\nThere."))
    >>> document.title, document.passages[0].text
    ('Hi', 'There.')
    """
    reading = None
    try:
        text, told = converted(seed, limits)
        if text is None:
            return None, told
        reading, more = read(text, limits)
        told = (*told, *more)
        if reading is None:
            return None, told
        document, more = _cleaned(reading, text, glossary, private)
        beyond = _beyond(document, limits)
        return None if beyond else document, (*told, *more, *beyond)
    except MemoryError:
        raise
    except Exception as fault:  # whatever it is, it must not cost the other files
        return None, (faults.diagnostic(seed, fault, reading.format if reading else ""),)


def _beyond(document: Document, limits: Limits) -> tuple[Diagnostic, ...]:
    """The error of a document with more parts than a page can show."""
    file = document.source.file
    passages, speakers = len(document.passages), len(document.speakers)
    if passages > limits.passages:
        return (exceeded("passages", file, 1, f"{passages:,} passages", limits),)
    if speakers > limits.speakers:
        return (exceeded("speakers", file, 1, f"{speakers:,} speakers", limits),)
    return ()


def _cleaned(
    reading: Reading, seed: Seed, glossary: Glossary, private: tuple[str, ...]
) -> tuple[Document, tuple[Diagnostic, ...]]:
    told: tuple[Diagnostic, ...] = ()
    sidecar: dict[str, object] = {}
    if seed.sidecar is not None:
        block, unread = decode(Seed(name=seed.name, file=seed.sidecar_file, data=seed.sidecar))
        sidecar, mistakes = fields_of(str(block or ""), seed.sidecar_file)
        told = (*unread, *mistakes)
    document, more_told = clean(
        reading,
        seed,
        sidecar=sidecar,
        glossary=glossary.misheard,
        images={name: image_address(name) for name in seed.images},
        private=private,
    )
    return document, (*told, *more_told)
