"""The commands that propose a vocabulary, and titles of works."""

from __future__ import annotations

from collections.abc import Callable

import click

from commonplace.cli import output, processes
from commonplace.cli.errors import errors
from commonplace.cli.options import JOBS, Given, reads_seeds, with_examples


@with_examples("commonplace topics", "commonplace topics --seeds ~/talks >> topics.yml")
@click.command()
@reads_seeds
@JOBS
def topics(asked: Given, jobs: int) -> None:
    """Propose topics that topics.yml does not have, as YAML to paste into it.

    These are terms that are frequent in the seeds and rare in general English, best first.
    """
    from commonplace import pipeline

    _propose(pipeline.proposals, asked, jobs)


@with_examples("commonplace people", "commonplace people --seeds ~/talks >> people.yml")
@click.command()
@reads_seeds
@JOBS
def people(asked: Given, jobs: int) -> None:
    """Propose people that people.yml does not have, as YAML to paste into it.

    These are people whom the seeds introduce, or name in full in several places, most named first.
    """
    from commonplace import pipeline

    _propose(pipeline.persons, asked, jobs)


@with_examples("commonplace references", "commonplace references --seeds ~/talks >> references.yml")
@click.command()
@reads_seeds
@JOBS
def references(asked: Given, jobs: int) -> None:
    """Propose titles that references.yml does not have, as YAML to paste into it.

    These are works that no text calls by a title, most cited first, with what their addresses say.
    """
    from commonplace import pipeline

    _propose(pipeline.works, asked, jobs)


def _propose(find: Callable[..., str], asked: Given, jobs: int) -> None:
    from commonplace.cli.inputs import start

    with errors():
        begun = start(asked)
    with errors(), processes.mapper_of(jobs, begun.known.limits) as mapper:
        found = find(begun.seeds, project=begun.known, mapper=mapper)
    output.tell(begun.told)
    click.echo(found, nl=False)
