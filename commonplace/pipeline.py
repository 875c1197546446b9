"""The stages on one screen: collect, read, clean, assemble, derive, index, render, write."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from commonplace import index, open_data, render, search_files
from commonplace.assemble import assemble
from commonplace.clean import RECORDED, clean
from commonplace.collect import collect
from commonplace.derive import as_yaml, derive, labelled, proposed, related
from commonplace.glossary import NO_GLOSSARY, Glossary
from commonplace.markup.frontmatter import fields_of
from commonplace.markup.scaffolding import SCAFFOLDING
from commonplace.model import Catalogue, Derived, Diagnostic, Document, Seed
from commonplace.project import NO_PROJECT, Project
from commonplace.readers import read
from commonplace.render import Phrase
from commonplace.scripts import scripts
from commonplace.slugs import image_address
from commonplace.write import hand_written, write

Made = tuple[Document | None, tuple[Diagnostic, ...]]
#: Runs a function over the seeds, somewhere, and returns its results in their order.
Mapper = Callable[[Callable[[Seed], Made], list[Seed]], Iterable[Made]]


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a build did, and what is to be said about it.

    `proposed` are topics that the vocabulary might want, as YAML to paste into it.
    """

    documents: int
    passages: int
    written: int
    indexed: int
    diagnostics: tuple[Diagnostic, ...]
    proposed: str = ""

    def count(self, severity: str) -> int:
        """How many diagnostics of a severity there are."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity == severity)

    def as_json(self) -> str:
        """The report as JSON, for `--report`."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def build(
    folders: Iterable[Path],
    *,
    docs: Path,
    index_folder: Path,
    project: Project = NO_PROJECT,
    site: str | None = None,
    propose: bool = False,
    mapper: Mapper = map,
) -> Report:
    """Turn folders of seeds into pages below `docs`, a Whoosh index, and its export.

    `site` is the address at which the pages will stand, if that is known; `propose`
    puts topics that the vocabulary does not have into the report.
    A file that cannot be read costs nothing but itself: it is reported and left
    out. Raises FileNotFoundError for a folder of seeds that is not there.
    """
    folders = tuple(folders)
    seeds, found = collect(folders)
    made = list(mapper(partial(make_document, glossary=project.glossary), list(seeds)))
    library = assemble(made, seeds, taken=hand_written(docs))
    derived = derive(library, project.vocabulary, propose=propose)
    indexed = index.update(
        index_folder, labelled(library, derived), project.glossary.aliases, entries(derived)
    )
    derived = replace(derived, related=related(library, index.weights(index_folder)))
    catalogue = Catalogue(library, derived)
    linked = partial(open_data.linked, catalogue, site=site)
    pages = render.pages(library, derived, phrases(), linked)
    data = open_data.files(catalogue, site=site)
    search = search_files.fresh(index_folder, docs)
    files: dict[str, str | bytes] = {**pages.files, **data, **scripts(), **(search or {})}
    written = write(docs, files, folders, kept=None if search else search_files.FOLDER)
    search_files.note(index_folder, docs)
    told = (*found, *library.diagnostics, *pages.diagnostics, *written.diagnostics)
    return Report(
        documents=len(library.documents),
        passages=sum(len(document.passages) for document in library.documents),
        written=written.changed,
        indexed=indexed,
        diagnostics=tuple(sorted(told, key=lambda one: (one.file, one.line, one.message))),
        proposed=as_yaml(derived.proposed),
    )


def proposals(
    folders: Iterable[Path], *, project: Project = NO_PROJECT, mapper: Mapper = map
) -> str:
    """Topics that folders of seeds would add to the vocabulary, as YAML to paste into it."""
    seeds, _ = collect(tuple(folders))
    made = mapper(partial(make_document, glossary=project.glossary), list(seeds))
    return as_yaml(proposed(assemble(made, seeds), project.vocabulary))


def make_document(seed: Seed, glossary: Glossary = NO_GLOSSARY) -> Made:
    """Read and clean one seed: the stages that need to know no other file.

    A fault of the program in doing so is an error of this file alone, and says so.

    >>> document, _ = make_document(Seed(name="a.md", file="a.md", data=b"# Hi\\n\\nThere."))
    >>> document.title, document.passages[0].text
    ('Hi', 'There.')
    """
    try:
        return _make_document(seed, glossary)
    except Exception as fault:  # whatever it is, it must not cost the other files
        return None, (
            Diagnostic(
                severity="error",
                file=seed.file,
                line=1,
                message=f"the program failed on this file ({type(fault).__name__}: {fault})",
                remedy="leave it out for now, and report it together with the file",
            ),
        )


def _make_document(seed: Seed, glossary: Glossary) -> Made:
    reading, told = read(seed)
    if reading is None:
        return None, told
    sidecar: dict[str, object] = {}
    if seed.sidecar is not None:
        block = seed.sidecar.decode("utf-8-sig", "replace")
        sidecar, more = fields_of(block, seed.sidecar_file)
        told = (*told, *more)
    document, more_told = clean(
        reading,
        seed,
        sidecar=sidecar,
        glossary=glossary.misheard,
        images={name: image_address(name) for name in seed.images},
    )
    return document, (*told, *more_told)


def entries(derived: Derived) -> list[index.Entry]:
    """The pages about topics and persons, to be found by their names."""
    return [
        *(index.Entry(f"topics/{t.slug}/", t.name, "topic", t.aliases) for t in derived.topics),
        *(index.Entry(f"people/{p.slug}/", p.name, "person") for p in derived.people),
    ]


def phrases() -> dict[str, Phrase]:
    """How pages name every rule and every piece of scaffolding."""
    return {
        **{name: Phrase(one, many, True) for name, (one, many) in SCAFFOLDING.items()},
        **{rule.id: Phrase(rule.one, rule.many, rule.moved, rule.counted) for rule in RECORDED},
    }
