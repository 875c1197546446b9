"""The command line: `commonplace build`, `site`, `offline`, `policy`, `clean`, and more."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from commonplace import __version__, index, pipeline
from commonplace.collect import collect_file
from commonplace.diagnostics import faults
from commonplace.diagnostics.report import ASK, SEVERITIES, github
from commonplace.disk.write import hand_written
from commonplace.document import make_document
from commonplace.giving import export, mcp
from commonplace.making import new, serve
from commonplace.model import Diagnostic, Document, Failed
from commonplace.options import (
    ALLOW_EMPTY,
    DRAFTS,
    JOBS,
    PROJECT,
    REPORT,
    SCHEDULER,
    SEEDS,
    STRICT,
    WAIT,
    WORDS,
    with_examples,
)
from commonplace.project import project
from commonplace.render.full_record import as_json
from commonplace.render.markdown import as_markdown
from commonplace.site import offline, policy
from commonplace.site.build_site import SiteError, build_site, render_own
from commonplace.starting import gather, known_to, start, start_check, start_site
from commonplace.telling import FAULT as FAULT
from commonplace.telling import finish, found_in_words, leave, tell, write_report
from commonplace.workers.pool import Workers
from commonplace.workers.process import WorkersError
from commonplace.working import mapper_of as _mapper


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """Turn a folder of posts and transcripts into a site to read, search and cite.

    \b
    Start here:
      commonplace build                         pages and index from seeds/
      commonplace search '"reward model"'       who said it, when, and where
      commonplace check seeds/talk.vtt          what is wrong with a file
      commonplace new my-site                   a site of your own, to fill
      commonplace serve                         the site, with every change at once
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
    """Make the pages and the index from the seeds; the site, too, where MkDocs has the plugin.

    A file that cannot be read is reported and left out; the others are built.
    """
    with _errors():
        begun = start(named, folders, words=words, report=report, drafts=drafts)
        whole = begun.root if begun.whole and not (docs or index_folder) else None
        docs, index_folder, cached = begun.outputs(docs, index_folder)
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
            cached=None if no_cache else cached,
            allow_empty=allow_empty,
        )
        done = pipeline.build(asked)
    finish(done, begun.told, strict, report)
    if whole:
        with _errors():
            click.echo(f"The site is in {render_own(whole, strict=strict, wait=wait)}.")
    refused = done.with_more(begun.told).refused
    click.echo(
        f"{done.documents} documents, {done.passages} passages; "
        f"{done.written} files changed, {done.indexed} documents indexed.{refused}"
    )


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
    """Make the whole static site of any folder of seeds.

    The project provides the theme and the hand-written pages and is not changed. Because its
    hooks are run, it is the one you name or the command's own. An earlier site in the folder
    is replaced only when the new one is complete; anything else there stops the build.
    """
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
    finish(done, begun.told, strict, report)
    refused = done.with_more(begun.told).refused
    click.echo(
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
    document, told = _one(file)
    tell(told)
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
    write_report(done, report)
    if form == "github":
        for line in github(done.diagnostics):
            click.echo(line)
    else:
        tell(done.diagnostics)
    counts = [(done.count(severity), severity) for severity in SEVERITIES]
    said = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts)
    click.echo(f"{done.documents} of {len(seeds)} files can be built; {said}.{done.refused}")
    leave(done.diagnostics, strict)


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
    help="How many pages, each with its best passage; with --json, passages to show.",
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

    Passages with all of the words come first; where they are few, those with some of
    the words follow. Also: "exact phrases", "near phrases"~3, AND, OR, NOT, -word,
    brackets, prefix*, wild?card, fuzzy~1; speaker:, author:, by:, topic:, title:,
    heading:, kind:, year:2024, after:2024-06, before:2024.
    """
    with _errors():
        index_folder = index_folder or _in_project("build/index", "--index")
        answer = index.search(index_folder, " ".join(words), limit, grouped=not as_json)
    if as_json:
        click.echo(answer.as_json())
        return
    for line in found_in_words(answer):
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
    with _errors():
        begun = start(named, folders, words=words, drafts=drafts)
    with _errors(), _mapper(jobs, begun.known.limits) as mapper:
        found = pipeline.proposals(begun.seeds, project=begun.known, mapper=mapper)
    tell(begun.told)
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
    """Propose persons that people.yml does not have, as YAML to paste into it.

    They are those whom the seeds name in full in several places, or introduce, by name.
    """
    with _errors():
        begun = start(named, folders, words=words, drafts=drafts)
    with _errors(), _mapper(jobs, begun.known.limits) as mapper:
        found = pipeline.persons(begun.seeds, project=begun.known, mapper=mapper)
    tell(begun.told)
    click.echo(found, nl=False)


def _one(file: Path) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read and clean one file, with the project's glossary if there is a project."""
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
    return project.site_of(project.needed(project.found(), "and no SITE"))


def _in_project(name: str, option: str) -> Path:
    """A path in the current project; `option` is what could name it instead."""
    return project.needed(project.found(), f"and no {option} given") / name


@contextmanager
def _errors(told: tuple[Diagnostic, ...] = (), report: Path | None = None) -> Iterator[None]:
    """Show user and disk errors as one line, and bugs in the program as text for an issue.

    A refused build still writes its report, with what was `told` before.
    """
    try:
        yield
    except pipeline.EmptyError as refused:
        finish(refused.report, told, False, report)
        raise click.ClickException(str(refused)) from refused
    except (OSError, SiteError, WorkersError) as problem:
        raise click.ClickException(str(problem)) from problem
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as fault:
        again = click.get_current_context().info_name or "build"
        click.secho(f"{ASK}\n\n{faults.issue(fault, again=again)}", err=True, fg="red")
        sys.exit(FAULT)
