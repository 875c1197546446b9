"""A new site: its files as texts, and the folder that they are put into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commonplace import __version__
from commonplace.addresses.slugs import slug

LICENCE = "CC BY 4.0"
#: What each host needs: files by their places, and their templates.
HOSTS = {
    "github": {
        ".github/workflows/check.yml": "check.yml",
        ".github/workflows/comment.yml": "comment.yml",
        ".github/workflows/pages.yml": "pages.yml",
    },
    "gitlab": {".gitlab-ci.yml": "gitlab-ci.yml"},
    "netlify": {"netlify.toml": "netlify.toml", "docs/_headers": "headers"},
    "cloudflare": {"build.sh": "cloudflare", "docs/_headers": "headers"},
    "none": {},
}
_FILES = {
    "mkdocs.yml": "mkdocs.yml",
    "requirements.txt": "requirements.txt",
    ".gitignore": "gitignore",
    "docs/.gitkeep": "docs/gitkeep",
    "topics.yml": "topics.yml",
    "people.yml": "people.yml",
    "glossary.yml": "glossary.yml",
    "seeds/_defaults.yml": "seeds/_defaults.yml",
    "seeds/a-post.md": "seeds/a-post.md",
    "seeds/a-talk.vtt": "seeds/a-talk.vtt",
    "seeds/a-talk.yml": "seeds/a-talk.yml",
    "seeds/an-interview.md": "seeds/an-interview.md",
}


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What somebody says of a new site; `home` asks for a home page of one's own."""

    name: str
    about: str = ""
    language: str = "en"
    licence: str = LICENCE
    host: str = "github"
    home: bool = False


def files(answers: Answers) -> dict[str, str]:
    """The files of a new site, by their places in its folder."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    wanted = {**_FILES, **HOSTS[answers.host]}
    if answers.home:
        wanted["docs/index.md"] = "docs/index.md"
    environment = Environment(
        loader=PackageLoader("commonplace.starter", "files"),
        autoescape=False,  # none of it is HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["yaml"] = _yaml
    values = {**vars(answers), "version": __version__, "slug": slug(answers.name)}
    return {
        place: environment.get_template(f"{template}.j2").render(values)
        for place, template in sorted(wanted.items())
    }


def _yaml(text: str) -> str:
    """A text as a value in YAML, on one line.

    >>> _yaml("Ponds: a list")
    "'Ponds: a list'"
    """
    import yaml

    dumped = yaml.safe_dump(text, allow_unicode=True, width=float("inf"))
    return str(dumped).removesuffix("...\n").strip()


def write(folder: Path, answers: Answers) -> None:
    """Write a new site into a folder, which is made if need be.

    Raises FileExistsError where there is anything in it, and NotADirectoryError for a file.
    """
    check(folder)
    for place, text in files(answers).items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def check(folder: Path) -> None:
    """Raise FileExistsError for a folder with something in it, NotADirectoryError for a file."""
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder}: this is a file; name a new folder")
    if folder.is_dir() and any(path.name != ".git" for path in folder.iterdir()):
        raise FileExistsError(f"{folder}: this folder is not empty; name an empty one")
