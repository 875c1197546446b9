"""One seed becomes one document: the stages that need no other file.

Worker processes import this module and what it needs, which decides how fast they start.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from commonplace.addresses.slugs import image_address
from commonplace.analysis.terms import packed
from commonplace.clean import PHRASES as RULES
from commonplace.clean import clean, own_chapters
from commonplace.clean.chapters import Chapter
from commonplace.clean.named import with_names
from commonplace.convert import converted
from commonplace.derive.chapters import with_chapters
from commonplace.diagnostics import faults
from commonplace.diagnostics.limits import LIMITS, Limits, exceeded
from commonplace.markup.fields import PUBLIC, plain_name
from commonplace.markup.file_names import NOTES, language
from commonplace.markup.frontmatter import fields_of
from commonplace.markup.html import escape_markdown
from commonplace.markup.states import STATES
from commonplace.model import Diagnostic, Document, Phrase, Reading, Seed
from commonplace.model.diagnostics import warning
from commonplace.project.glossary import NO_GLOSSARY, Glossary
from commonplace.readers import beside, read
from commonplace.readers.decode import decode
from commonplace.readers.scaffolding import PHRASES as SCAFFOLDING

#: Everything that the record of a page can name.
PHRASES: Mapping[str, Phrase] = {**SCAFFOLDING, **RULES}
#: Fields that say in which language a document is.
_LANGUAGE = ("language", "lang")

#: Fields of show notes that are those of the recording, too; its addresses are its own.
_EPISODE = (PUBLIC | STATES) - frozenset(
    "aliases canonical canonical_link canonical_url kind link notice original original_url "
    "permalink redirect_from slug source source_url url webpage_url".split()
)
_HEADING = re.compile(r"^# +(\S.*?) *#*$", re.M)

Made = tuple[Document | None, tuple[Diagnostic, ...]]


def make_document(
    seed: Seed,
    glossary: Glossary = NO_GLOSSARY,
    limits: Limits = LIMITS,
    private: tuple[str, ...] = (),
) -> Made:
    """Read and clean one seed: the stages that need no other file.

    Nothing from `private` fields gets into the document.

    A bug in the program becomes an error of this file alone. Raises MemoryError; the caller
    knows how much memory there was.

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
        if beyond:
            return None, (*told, *more, *beyond)
        terms = packed([passage.text for passage in document.passages], document.language)
        return replace(document, terms=terms), (*told, *more)
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
    defaults: dict[str, object] = {}
    for file, data in seed.defaults:
        block, unread = decode(Seed(name=seed.name, file=file, data=data))
        more, mistakes = fields_of(str(block or ""), file)
        defaults |= more
        told = (*told, *unread, *mistakes)
    reading, listed, unread = _with_beside(reading, seed)
    told = (*told, *unread)
    if "speakers" not in private:
        reading, sidecar, defaults = with_names(reading, sidecar, defaults)
    document, more_told = clean(
        reading,
        seed,
        sidecar=sidecar,
        defaults=defaults,
        glossary=glossary.misheard if _speaks(glossary, reading, seed, sidecar) else (),
        images={name: image_address(name) for name in seed.images},
        private=private,
        listed=listed,
    )
    if own_chapters.are_wanted(sidecar, reading.fields, defaults):
        document = with_chapters(document)
    return document, (*told, *more_told)


def _of_episode(notes: Seed) -> Mapping[str, object]:
    """The fields of show notes that are those of the whole episode, its title among them."""
    reading, _ = read(notes, LIMITS)
    if reading is None:
        return {}
    found = {name: value for name, value in reading.fields.items() if plain_name(name) in _EPISODE}
    heading = _HEADING.search(str(reading.text))
    if heading and not any(plain_name(name) == "title" for name in found):
        found["title"] = heading[1]
    return found


def _with_beside(
    reading: Reading, seed: Seed
) -> tuple[Reading, tuple[Chapter, ...], tuple[Diagnostic, ...]]:
    """A reading with what the files beside its seed say; its own fields win."""
    fields = dict(reading.fields)
    chapters: list[Chapter] = []
    told: list[Diagnostic] = []
    for file, data in seed.beside:
        if file.lower().endswith(NOTES):
            fields = {**_of_episode(Seed(name=file, file=file, data=data)), **fields}
            continue
        words, unread = decode(Seed(name=seed.name, file=file, data=data))
        found = beside.read(str(words or ""))
        fields = {**found.fields, **fields}
        chapters = chapters or [
            Chapter(start, escape_markdown(title)) for start, title in found.chapters
        ]
        told += unread
        if found.problem:
            remedy = "export it again, or delete it"
            why = "a file with this name describes the transcript beside it"
            told.append(warning(file, 1, f"this file is not used: {found.problem}", remedy, why))
    return replace(reading, fields=fields), tuple(chapters), tuple(told)


def _speaks(
    glossary: Glossary, reading: Reading, seed: Seed, sidecar: Mapping[str, object]
) -> bool:
    """Whether a document is, as far as known, in the language of the glossary."""
    stated = (fields.get(name) for fields in (sidecar, reading.fields) for name in _LANGUAGE)
    known = next((one for one in stated if isinstance(one, str) and one.strip()), "")
    code = re.split(r"[-_]", (known or language(seed.name)).strip().lower())[0]
    return not code or code in (glossary.language, "und", "mul")
