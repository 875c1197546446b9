"""The command line: `commonplace build`, `site`, `offline`, `policy`, `clean`, and more."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from inspect import cleandoc
from pathlib import Path

import click

from commonplace import __version__, index, offline, pipeline, policy, project
from commonplace.collect import collect, collect_file
from commonplace.model import Diagnostic, Document, Seed
from commonplace.render.markdown import as_markdown
from commonplace.site import SiteError, build_site


def _with_examples(*lines: str) -> Callable[[click.Command], click.Command]:
    """Put examples below a command's help; they teach faster than options do."""

    def add(command: click.Command) -> click.Command:
        examples = "\n".join(f"  {line}" for line in lines)
        command.help = f"{cleandoc(command.help or '')}\n\n\b\nExamples:\n{examples}"
        return command

    return add


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """Turn a folder of posts and transcripts into a site to read, search and cite.

    \b
    Start here:
      commonplace build                         pages and index from seeds/
      commonplace search '"reward model"'       who said it, when, and where
      commonplace check seeds/talk.vtt          what is wrong with a file
      mkdocs serve                              the site, with every change at once
    """


_SEEDS = click.option(
    "--seeds",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder of seeds; may be given again. [default: seeds]",
)
_JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    metavar="N",
    help="How many processes read and clean. [default: one a core]",
)
_WORDS = click.option(
    "--vocabulary",
    "words",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Where glossary.yml, topics.yml and people.yml are. [default: the project]",
)
_STRICT = click.option(
    "--strict", is_flag=True, help="End with status 1 if there is an error or a warning."
)
_REPORT = click.option(
    "--report", type=click.Path(path_type=Path), metavar="FILE", help="Write the report as JSON."
)


@_with_examples(
    "commonplace build",
    "commonplace build --seeds ~/talks --seeds ~/posts",
    "commonplace build --strict --report build/report.json",
)
@main.command()
@_SEEDS
@click.option(
    "--docs",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the pages go. [default: docs]",
)
@click.option(
    "--index",
    "index_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the index goes. [default: build/index]",
)
@_WORDS
@_STRICT
@_REPORT
@_JOBS
def build(
    folders: tuple[Path, ...],
    docs: Path | None,
    index_folder: Path | None,
    words: Path | None,
    strict: bool,
    report: Path | None,
    jobs: int,
) -> None:
    """Make the pages and the index from the seeds.

    A file that cannot be read is reported and left out; all others are built.
    """
    root = project.root()
    known, told = project.read(words or root)
    with _mapper(jobs) as mapper, _errors():
        done = pipeline.build(
            folders or (root / "seeds",),
            docs=docs or root / "docs",
            index_folder=index_folder or root / "build" / "index",
            project=known,
            site=project.site_url(root),
            propose=report is not None,
            mapper=mapper,
        )
    _finish(done, told, strict, report)
    click.echo(
        f"{done.documents} documents, {done.passages} passages; "
        f"{done.written} files changed, {done.indexed} documents indexed."
    )


@_with_examples(
    "commonplace site --seeds ~/talks --to /tmp/site",
    "python -m http.server --directory /tmp/site",
)
@main.command()
@_SEEDS
@click.option(
    "--to",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the site goes.",
)
@_WORDS
@_STRICT
@_REPORT
@_JOBS
def site(
    folders: tuple[Path, ...],
    to: Path,
    words: Path | None,
    strict: bool,
    report: Path | None,
    jobs: int,
) -> None:
    """Make the whole static site of any folder of seeds.

    The checkout is left as it is. What the folder held before is replaced only
    once the new site is whole.
    """
    root = project.root()
    known, told = project.read(words or root)
    with _mapper(jobs) as mapper, _errors():
        done = build_site(
            folders or (root / "seeds",), to, known=known, propose=report is not None, mapper=mapper
        )
    _finish(done, told, strict, report)
    click.echo(f"{done.documents} documents, {done.passages} passages; the site is in {to}.")


_SITE = click.argument(
    "site_folder", required=False, type=click.Path(path_type=Path), metavar="[SITE]"
)


@_with_examples(
    "make build && commonplace offline",
    "commonplace offline /tmp/site --to /tmp/site.zip",
)
@main.command("offline")
@_SITE
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the zip goes. [default: build/commonplace-offline.zip]",
)
def offline_command(site_folder: Path | None, to: Path | None) -> None:
    """Make a zip of a built site that opens from disk, without a server or a network.

    Unpack it and open index.html. SITE is the folder of the built site. [default: site]
    """
    root = project.root()
    to = to or root / "build" / "commonplace-offline.zip"
    with _errors():
        count = offline.bundle(site_folder or root / "site", to)
    click.echo(f"{to}: {count} files; unpack it and open index.html.")


@_with_examples("commonplace policy", "commonplace policy /tmp/site")
@main.command("policy")
@_SITE
def policy_command(site_folder: Path | None) -> None:
    """Print the Content-Security-Policy for a built site, as the value of the header.

    Print it anew after each build: it has the hashes of the short scripts that the
    theme puts into pages. SITE is the folder of the built site. [default: site]
    """
    with _errors():
        click.echo(policy.policy(site_folder or project.root() / "site"))


@_with_examples(
    "commonplace clean talk.txt > talk.md",
    "commonplace clean talk.txt --json | jq '.passages[0]'",
)
@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The full record instead of Markdown.")
def clean(file: Path, as_json: bool) -> None:
    """Print one cleaned document as Markdown, or as its full record."""
    document, told = _one(file)
    _tell(told)
    if document is None:
        sys.exit(1)
    click.echo(_record(document) if as_json else as_markdown(document), nl=False)


@_with_examples("commonplace check", "commonplace check seeds/talk.vtt seeds/post.md")
@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@_STRICT
def check(files: tuple[Path, ...], strict: bool) -> None:
    """Say what is wrong with files, or with all of seeds/; end with status 1 on an error."""
    told: list[Diagnostic] = []
    if files:
        for file in files:
            told.extend(_one(file)[1])
    else:
        root = project.root()
        known, found = project.read(root)
        with _errors():
            seeds, more = collect([root / "seeds"])
        told.extend((*found, *more))
        for seed in seeds:
            told.extend(pipeline.make_document(seed, known.glossary)[1])
    _tell(told)
    _exit(told, strict)


@_with_examples(
    "commonplace search reward model",
    "commonplace search '\"reward model\" speaker:okafor' --limit 3",
    "commonplace search --json 'test-time compute' | jq -r '.hits[].address'",
)
@main.command()
@click.argument("words", nargs=-1, required=True, metavar="QUERY")
@click.option(
    "--limit",
    type=click.IntRange(min=1, max=1000),
    default=10,
    show_default=True,
    metavar="N",
    help="How many passages.",
)
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
@click.option(
    "--index",
    "index_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the index is. [default: build/index]",
)
def search(words: tuple[str, ...], limit: int, as_json: bool, index_folder: Path | None) -> None:
    """Search the passages, best first.

    Passages with all of the words come first; where they are few, those with some of
    the words follow. Also: "exact phrases", "near phrases"~3, AND, OR, NOT, -word,
    brackets, prefix*, wild?card, fuzzy~1; speaker:, title:, heading:, topic:, kind:,
    year:2024, after:2024-06, before:2024.
    """
    with _errors():
        answer = index.search(
            index_folder or project.root() / "build" / "index", " ".join(words), limit
        )
    if as_json:
        click.echo(answer.as_json())
        return
    if answer.relaxed:
        count = answer.complete or "No"
        click.echo(f"{count} passages have all of these words; the others have some of them.")
    if answer.corrected:
        click.echo(f"No passage answers this; these answer: {answer.suggestion}")
    elif answer.suggestion:
        click.echo(f"Did you mean: {answer.suggestion}")
    for hit in answer.hits:
        who = ", ".join(part for part in (hit.speaker, hit.time, hit.date) if part)
        click.echo(f"\n{click.style(hit.title, bold=True)}" + (f" ({who})" if who else ""))
        click.echo(f"  {hit.snippet}\n  {click.style(hit.address, fg='cyan')}  {hit.score:.2f}")
    if not answer.hits:
        click.echo("Nothing found.")


@_with_examples("commonplace topics", "commonplace topics --seeds ~/talks >> topics.yml")
@main.command("topics")
@_SEEDS
@_WORDS
@_JOBS
def topics_command(folders: tuple[Path, ...], words: Path | None, jobs: int) -> None:
    """Propose topics that topics.yml does not have, as YAML to paste into it.

    They are what is frequent in the seeds and rare in general English, the best first.
    """
    root = project.root()
    known, told = project.read(words or root)
    with _mapper(jobs) as mapper, _errors():
        found = pipeline.proposals(folders or (root / "seeds",), project=known, mapper=mapper)
    _tell(told)
    click.echo(found, nl=False)


def _one(file: Path) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read and clean one file with the project's glossary."""
    known, told = project.read(project.root())
    with _errors():
        seed, more = collect_file(file)
    if seed is None:
        return None, (*told, *more)
    document, rest = pipeline.make_document(seed, known.glossary)
    return document, (*told, *more, *rest)


def _record(document: Document) -> str:
    """The full record of a document as JSON, without what only pages need."""
    record = asdict(document)
    record["date"] = document.date.at.isoformat() if document.date else None
    record["date_precision"] = document.date.precision if document.date else None
    record["address"] = document.address
    del record["source"]["text"]
    for passage in record["passages"]:
        del passage["html"]
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


@contextmanager
def _errors() -> Iterator[None]:
    """Faults of the call, as one line for a person instead of a traceback."""
    try:
        yield
    except (FileNotFoundError, FileExistsError, PermissionError, SiteError) as problem:
        raise click.ClickException(str(problem)) from problem


@contextmanager
def _mapper(jobs: int) -> Iterator[pipeline.Mapper]:
    """A way to run the per-document stages: here, or in some processes, with progress."""

    def show(results: Iterable[pipeline.Made], length: int) -> Iterator[pipeline.Made]:
        hidden = not sys.stderr.isatty()
        with click.progressbar(
            results, length=length, label="Reading", file=sys.stderr, hidden=hidden
        ) as shown:
            yield from shown

    if jobs == 1:
        yield lambda make, seeds: show(map(make, seeds), len(seeds))
        return
    with ProcessPoolExecutor(jobs) as pool:

        def spread(
            make: Callable[[Seed], pipeline.Made], seeds: list[Seed]
        ) -> Iterable[pipeline.Made]:
            if len(seeds) < 2 * jobs:
                return show(map(make, seeds), len(seeds))
            return show(pool.map(make, seeds, chunksize=4), len(seeds))

        yield spread


def _finish(
    done: pipeline.Report, told: tuple[Diagnostic, ...], strict: bool, report: Path | None
) -> None:
    if report:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(done.as_json(), encoding="utf-8")
    diagnostics = (*told, *done.diagnostics)
    _tell(diagnostics)
    if strict:
        _exit(diagnostics, strict)


def _tell(diagnostics: Iterable[Diagnostic]) -> None:
    colours = {"error": "red", "warning": "yellow", "note": "blue"}
    for diagnostic in diagnostics:
        click.secho(str(diagnostic), err=True, fg=colours[diagnostic.severity])


def _exit(diagnostics: Iterable[Diagnostic], strict: bool) -> None:
    bad = ("error", "warning") if strict else ("error",)
    if any(diagnostic.severity in bad for diagnostic in diagnostics):
        sys.exit(1)
