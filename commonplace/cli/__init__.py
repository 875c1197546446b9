"""The command line: one module a command, or a few that belong together.

What a command works with is imported when it runs, so that `--help` and `--version` answer
at once.
"""

import click

from commonplace import __version__
from commonplace.cli import built_site, check, proposals
from commonplace.cli.add import add
from commonplace.cli.build import build, site
from commonplace.cli.errors import Commands
from commonplace.cli.export import export
from commonplace.cli.mcp import mcp
from commonplace.cli.new import new
from commonplace.cli.search import search
from commonplace.cli.serve import serve


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


for _command in (
    build,
    site,
    new,
    serve,
    add,
    export,
    mcp,
    search,
    check.check,
    check.clean,
    proposals.topics,
    proposals.people,
    proposals.references,
    built_site.offline,
    built_site.policy,
):
    main.add_command(_command)
