"""The commands that take a site that is built: the zip, and the policy."""

from __future__ import annotations

from pathlib import Path

import click

from commonplace.cli.errors import errors
from commonplace.cli.options import with_examples

_SITE = click.argument(
    "site_folder", required=False, type=click.Path(path_type=Path), metavar="[SITE]"
)


@with_examples(
    "make build && commonplace offline",
    "commonplace offline /tmp/site --to /tmp/site.zip",
)
@click.command()
@_SITE
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write the zip. [default: build/commonplace-offline.zip]",
)
def offline(site_folder: Path | None, to: Path | None) -> None:
    """Make a zip of a built site that opens from disk, with no server and no network.

    Unpack it and open index.html. SITE is the folder of the built site. [default: site]
    """
    from commonplace.project import project
    from commonplace.site.offline import bundle

    with errors():
        if to is None:
            build = project.needed(project.found(), "and no --to given") / "build"
            to = build / "commonplace-offline.zip"
        count = bundle(site_folder or _own_site(), to)
    click.echo(f"{to}: {count} files; unpack it and open index.html.")


@with_examples(
    "commonplace policy",
    "commonplace policy /tmp/site --into-pages",
    "commonplace policy --allow https://count.example.org",
)
@click.command()
@_SITE
@click.option(
    "--into-pages",
    is_flag=True,
    help="Write it into every page instead, for hosts that do not let you set headers.",
)
@click.option(
    "--allow",
    "allowed",
    multiple=True,
    metavar="ADDRESS",
    help="Another host that scripts may come from, for example to count visits; can be given "
    "more than once.",
)
def policy(site_folder: Path | None, into_pages: bool, allowed: tuple[str, ...]) -> None:
    """Print the Content-Security-Policy for a built site, as the value of the header.

    Print it again after each build: it has the hashes of the short scripts that the theme
    puts into pages. SITE is the folder of the built site. [default: site]
    """
    from commonplace.site import policy as policies

    with errors():
        site_folder = site_folder or _own_site()
        try:
            if into_pages:
                count = policies.into_pages(site_folder, allowed)
                click.echo(f"The policy is in {count} pages.")
            else:
                click.echo(policies.policy(site_folder, allowed))
        except ValueError as problem:
            raise click.BadParameter(str(problem), param_hint="--allow") from problem


def _own_site() -> Path:
    """The site of the project in which one stands."""
    from commonplace.project import project

    return project.site_of(project.needed(project.found(), "and no SITE"))
