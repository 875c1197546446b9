"""The command line: `commonplace build`, `site`, `offline`, `policy`, `clean`, and more.

What a command works with is imported when it runs, so that `--help` and `--version` answer
at once.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from commonplace import __version__
from commonplace.cli import output
from commonplace.cli.errors import Commands
from commonplace.cli.errors import errors as _errors
from commonplace.cli.export import export, mcp
from commonplace.cli.new import new, serve
from commonplace.cli.options import (
    ALLOW_EMPTY,
    DRAFTS,
    JOBS,
    PROJECT,
    QUIET,
    REPORT,
    SCHEDULER,
    SEEDS,
    STRICT,
    VERBOSE,
    WAIT,
    WORDS,
    with_examples,
)
from commonplace.cli.output import FAULT as FAULT
from commonplace.cli.processes import mapper_of as _mapper
from commonplace.diagnostics.report import SEVERITIES, github
from commonplace.model import Diagnostic, Document, Failed


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__)
def main() -> None:
    """Turn a folder of posts and transcripts into a site to read, search and cite.

    \b
    Start here:
      commonplace build                         pages and index from seeds/
      commonplace search '"reward model"'       who said it, when, and where
      commonplace check seeds/talk.vtt          what is wrong with a file
      commonplace new my-site                   a site of your own, to fill
      commonplace serve                         the site, rebuilt after every change
    """


main.add_command(new)
main.add_command(serve)
main.add_command(export)
main.add_command(mcp)


@with_examples(
    "commonplace build",
    "commonplace build --seeds ~/talks --seeds ~/posts",
    "commonplace build --strict --report build/report.json",
)
@main.command()
@PROJECT
@SEEDS
@click.option(
    "--docs",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write the pages. [default: docs]",
)
@click.option(
    "--index",
    "index_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write the index. [default: build/index]",
)
@WORDS
@DRAFTS
@ALLOW_EMPTY
@STRICT
@REPORT
@click.option("--no-cache", is_flag=True, help="Rebuild everything; the result is the same.")
@JOBS
@SCHEDULER
@WAIT
@QUIET
@VERBOSE
def build(
    named: Path | None,
    folders: tuple[Path, ...],
    docs: Path | None,
    index_folder: Path | None,
    words: Path | None,
    drafts: bool,
    allow_empty: bool,
    strict: bool,
    report: Path | None,
    jobs: int,
    no_cache: bool,
    scheduler: str | None,
    wait: float,
) -> None:
    """Build the pages and the index from the seeds, and the site if MkDocs has the plugin.

    A file that cannot be read is reported and left out; the others are built.
    """
    from commonplace import pipeline
    from commonplace.cli.inputs import start
    from commonplace.project import project
    from commonplace.site.build_site import render_own

    with _errors():
        begun = start(named, folders, words=words, report=report, drafts=drafts)
        whole = begun.root if begun.whole and not (docs or index_folder) else None
        docs, index_folder, kept = begun.outputs(docs, index_folder)
    with _errors(begun.told, report), _mapper(jobs, begun.known.limits, scheduler) as mapper:
        asked = pipeline.Request(
            folders=begun.seeds,
            docs=docs,
            index_folder=index_folder,
            project=begun.known,
            site=project.site_url(begun.root),
            propose=report is not None,
            mapper=mapper,
            wait=wait,
            cached=None if no_cache else kept,
            allow_empty=allow_empty,
        )
        done = pipeline.build(asked)
    output.finish(done, begun.told, strict, report)
    output.tell_nothing(done, begun.seeds)
    with _errors():
        if whole:
            output.say(f"The site is in {render_own(whole, strict=strict, wait=wait)}.")
    output.say_made(done.with_more(begun.told))


@with_examples(
    "commonplace site --seeds ~/talks --to /tmp/site",
    "python -m http.server --directory /tmp/site",
)
@main.command()
@PROJECT
@SEEDS
@click.option(
    "--to",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write the site.",
)
@WORDS
@DRAFTS
@ALLOW_EMPTY
@STRICT
@REPORT
@JOBS
@SCHEDULER
@WAIT
@QUIET
@VERBOSE
def site(
    named: Path | None,
    folders: tuple[Path, ...],
    to: Path,
    words: Path | None,
    drafts: bool,
    allow_empty: bool,
    strict: bool,
    report: Path | None,
    jobs: int,
    scheduler: str | None,
    wait: float,
) -> None:
    """Build the whole static site from any folder of seeds.

    The project provides the theme and the hand-written pages and is not changed. Because its
    hooks are run, it is the one you name or the command's own. An earlier site in the folder
    is replaced only when the new one is complete; anything else there stops the build.
    """
    from commonplace.cli.inputs import start_site
    from commonplace.site.build_site import build_site

    with _errors():
        begun = start_site(named, folders, words=words, report=report, drafts=drafts)
    with _errors(begun.told, report), _mapper(jobs, begun.known.limits, scheduler) as mapper:
        done = build_site(
            begun.seeds,
            to,
            root=begun.root,
            known=begun.known,
            propose=report is not None,
            mapper=mapper,
            wait=wait,
            allow_empty=allow_empty,
        )
    output.finish(done, begun.told, strict, report)
    output.tell_nothing(done, begun.seeds)
    refused = done.with_more(begun.told).refused
    output.say(
        f"{done.documents} documents, {done.passages} passages; the site is in {to}.{refused}"
    )


_SITE = click.argument(
    "site_folder", required=False, type=click.Path(path_type=Path), metavar="[SITE]"
)


@with_examples(
    "make build && commonplace offline",
    "commonplace offline /tmp/site --to /tmp/site.zip",
)
@main.command("offline")
@_SITE
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write the zip. [default: build/commonplace-offline.zip]",
)
def offline_command(site_folder: Path | None, to: Path | None) -> None:
    """Make a zip of a built site that opens from disk, with no server and no network.

    Unpack it and open index.html. SITE is the folder of the built site. [default: site]
    """
    from commonplace.site import offline

    with _errors():
        to = to or _in_project("build/commonplace-offline.zip", "--to")
        count = offline.bundle(site_folder or _own_site(), to)
    click.echo(f"{to}: {count} files; unpack it and open index.html.")


@with_examples("commonplace policy", "commonplace policy /tmp/site --into-pages")
@main.command("policy")
@_SITE
@click.option(
    "--into-pages",
    is_flag=True,
    help="Write it into every page instead, for hosts that do not let you set headers.",
)
def policy_command(site_folder: Path | None, into_pages: bool) -> None:
    """Print the Content-Security-Policy for a built site, as the value of the header.

    Print it again after each build: it has the hashes of the short scripts that the theme
    puts into pages. SITE is the folder of the built site. [default: site]
    """
    from commonplace.site import policy

    with _errors():
        site_folder = site_folder or _own_site()
        if into_pages:
            click.echo(f"The policy is in {policy.into_pages(site_folder)} pages.")
        else:
            click.echo(policy.policy(site_folder))


@with_examples(
    "commonplace clean talk.txt > talk.md",
    "commonplace clean talk.txt --json | jq '.passages[0]'",
)
@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "json", is_flag=True, help="Print the full record as JSON instead.")
def clean(file: Path, json: bool) -> None:
    """Print one cleaned document as Markdown, or as its full record."""
    from commonplace.render.full_record import as_json
    from commonplace.render.markdown import as_markdown

    document, told = _one(file)
    output.tell(told)
    if document is None:
        sys.exit(1)
    click.echo(as_json(document) if json else as_markdown(document), nl=False)


@with_examples(
    "commonplace check",
    "commonplace check --strict seeds/talk.vtt seeds/post.md",
    "commonplace check --seeds ~/talks",
    "commonplace check --strict --format github",
)
@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@DRAFTS
@PROJECT
@SEEDS
@STRICT
@REPORT
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    show_default=True,
    help="Plain text, or what GitHub shows beside the lines of a pull request.",
)
@JOBS
@QUIET
@VERBOSE
def check(
    files: tuple[Path, ...],
    drafts: bool,
    named: Path | None,
    folders: tuple[Path, ...],
    strict: bool,
    report: Path | None,
    form: str,
    jobs: int,
) -> None:
    """Say what is wrong with files, or with all of seeds/, and write nothing.

    A folder means the seeds in it, a sidecar its seed; with --seeds, the files may be in that
    folder. The exit status is 0 if all is well, 1 on an error (with --strict, also on a
    warning), 2 for wrong usage, and 3 if the program itself failed.
    """
    from commonplace import pipeline
    from commonplace.cli.inputs import gather, start_check
    from commonplace.disk.write import hand_written
    from commonplace.project import project

    with _errors():
        begun = start_check(named, folders, files, report, drafts=drafts)
        seeds, told = gather(begun, files)
        taken = hand_written(project.docs_of(begun.root)) if begun.root else frozenset()
    known, told = begun.known, (*begun.told, *told)
    with _errors(), _mapper(jobs, known.limits) as mapper:
        done = pipeline.check(
            seeds,
            told,
            taken=taken,
            project=known,
            mapper=mapper,
            folders=begun.seeds,
            memory=begun.memory,
        )
    output.write_report(done, report)
    if form == "github":
        for line in github(done.diagnostics):
            click.echo(line)
    else:
        output.tell(done.diagnostics)
    output.tell_nothing(done, files or begun.seeds)
    counts = [(done.count(severity), severity) for severity in SEVERITIES]
    said = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts)
    output.say(f"{done.documents} of {len(seeds)} files can be built; {said}.{done.refused}")
    output.leave(done.diagnostics, strict)


@with_examples(
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
    help="How many pages to show, each with its best passage; with --json, how many passages.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option(
    "--index",
    "index_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the index is. [default: build/index]",
)
def search(words: tuple[str, ...], limit: int, as_json: bool, index_folder: Path | None) -> None:
    """Search the passages, best first.

    Passages with all of the words come first; if there are few, those with some of
    the words follow. Also: "exact phrases", "near phrases"~3, AND, OR, NOT, -word,
    brackets, prefix*, wild?card, fuzzy~1; speaker:, author:, by:, topic:, title:,
    heading:, kind:, year:2024, after:2024-06, before:2024.
    """
    from commonplace import index

    with _errors():
        index_folder = index_folder or _in_project("build/index", "--index")
        answer = index.search(index_folder, " ".join(words), limit, grouped=not as_json)
    if as_json:
        click.echo(answer.as_json())
        return
    for line in output.found_in_words(answer):
        click.echo(line)


@with_examples("commonplace topics", "commonplace topics --seeds ~/talks >> topics.yml")
@main.command("topics")
@PROJECT
@SEEDS
@WORDS
@DRAFTS
@JOBS
def topics_command(
    named: Path | None, folders: tuple[Path, ...], words: Path | None, drafts: bool, jobs: int
) -> None:
    """Propose topics that topics.yml does not have, as YAML to paste into it.

    These are terms that are frequent in the seeds and rare in general English, best first.
    """
    from commonplace import pipeline
    from commonplace.cli.inputs import start

    with _errors():
        begun = start(named, folders, words=words, drafts=drafts)
    with _errors(), _mapper(jobs, begun.known.limits) as mapper:
        found = pipeline.proposals(begun.seeds, project=begun.known, mapper=mapper)
    output.tell(begun.told)
    click.echo(found, nl=False)


@with_examples("commonplace people", "commonplace people --seeds ~/talks >> people.yml")
@main.command("people")
@PROJECT
@SEEDS
@WORDS
@DRAFTS
@JOBS
def people_command(
    named: Path | None, folders: tuple[Path, ...], words: Path | None, drafts: bool, jobs: int
) -> None:
    """Propose people that people.yml does not have, as YAML to paste into it.

    These are people whom the seeds introduce, or name in full in several places, sorted by name.
    """
    from commonplace import pipeline
    from commonplace.cli.inputs import start

    with _errors():
        begun = start(named, folders, words=words, drafts=drafts)
    with _errors(), _mapper(jobs, begun.known.limits) as mapper:
        found = pipeline.persons(begun.seeds, project=begun.known, mapper=mapper)
    output.tell(begun.told)
    click.echo(found, nl=False)


def _one(file: Path) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read and clean one file, with the project's glossary if there is a project."""
    from commonplace.cli.inputs import known_to
    from commonplace.collect import collect_file
    from commonplace.document import make_document
    from commonplace.project import project
    from commonplace.workers.pool import Workers

    with _errors():
        root = project.found()
        known, told = known_to(root, root)
        seeds, more = collect_file(
            file,
            known.limits,
            seeds=root and project.seeds_of(root),
            chats=known.publishing.chats,
        )
    if len(seeds) > 1:
        click.echo(f"{file}: holds {len(seeds)} documents; this is the first", err=True)
    if not seeds:
        return None, (*told, *more)
    seed = seeds[0]
    make = partial(
        make_document,
        glossary=known.glossary,
        limits=known.limits,
        private=known.publishing.private,
    )
    with _errors(), Workers(1, known.limits) as workers:
        made = workers.run(make, seed)
    document, rest = (None, (made.of(seed.file),)) if isinstance(made, Failed) else made
    return document, (*told, *more, *rest)


def _own_site() -> Path:
    """The site of the project in which one stands."""
    from commonplace.project import project

    return project.site_of(project.needed(project.found(), "and no SITE"))


def _in_project(name: str, option: str) -> Path:
    """A path in the current project; `option` is what could name it instead."""
    from commonplace.project import project

    return project.needed(project.found(), f"and no {option} given") / name
