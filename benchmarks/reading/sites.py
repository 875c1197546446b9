"""Sites of the project's own seeds, made by generators that many pages come from."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.corpora import ROOT
from commonplace.markup import frontmatter
from commonplace.markup.dates import dated

_EXTENSIONS = ["attr_list", "def_list", "footnotes", "tables"]
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Post:
    """A seed in Markdown: its name, what it says of itself, and its body."""

    name: str
    title: str
    author: str
    date: str
    body: str


@dataclass(frozen=True)
class Page:
    """A page that was made of a post, and whether it says when and by whom it was written."""

    post: Post
    html: str
    dated: bool
    signed: bool


def posts() -> list[Post]:
    """The project's own posts."""
    found = []
    for path in sorted((ROOT / "seeds").glob("*.md")):
        text = path.read_text()
        matter = frontmatter.split(text, path.name)
        fields = matter.fields
        # What is for one generator alone, another one shows as text.
        if "title" in fields and not re.search(r"^:::|\{[:{%]", text, re.M):
            author = fields.get("author") or fields.get("authors")
            author = str(author[0] if isinstance(author, list) else author)
            date = f"{dated(fields.get('date'))}-01"[:10]  # of a month its first day
            body = text[matter.end :].strip()
            found.append(Post(path.stem, str(fields["title"]), author, date, body))
    return found


def pages(folder: Path) -> Iterator[tuple[str, list[Page]]]:
    """Each theme's name with its pages; the sites are made in a folder that is emptied."""
    shutil.rmtree(folder, ignore_errors=True)
    own = posts()
    for name, make in _THEMES.items():
        place = folder / name.lower().replace(" ", "-")
        place.mkdir(parents=True)
        made = make(place, own)
        yield (
            name,
            [
                Page(
                    post,
                    html := made(post).read_text(),
                    post.date in html or f'datetime="{post.date}' in html,
                    post.author in html.replace(post.body, ""),
                )
                for post in own
            ],
        )


Made = Callable[[Post], Path]


def _run(place: Path, *words: str) -> None:
    done = subprocess.run(words, cwd=place, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")


def _headed(post: Post, fields: Mapping[str, object]) -> str:
    return f"---\n{yaml.safe_dump(dict(fields))}---\n\n{post.body}\n"


def _mkdocs(place: Path, theme: Mapping[str, object], more: Mapping[str, object]) -> None:
    settings: dict[str, object] = {
        "site_name": "The Reading Room",
        "site_url": "https://room.example.org/",
    }
    settings |= {"theme": dict(theme), "markdown_extensions": _EXTENSIONS, **more}
    (place / "mkdocs.yml").write_text(yaml.safe_dump(settings))
    _run(place, str(BIN / "mkdocs"), "build", "-q")


def _material_blog(place: Path, own: list[Post]) -> Made:
    """Material's blog: dates, authors, a reading time, navigation and contents."""
    folder = place / "docs" / "posts"
    folder.mkdir(parents=True)
    (place / "docs" / "index.md").write_text("# The Reading Room\n")
    editors = {"name": own[0].author, "description": "They read.", "avatar": "face.png"}
    (place / "docs" / ".authors.yml").write_text(yaml.safe_dump({"authors": {"editors": editors}}))
    for post in own:
        fields = {"date": {"created": _day(post)}, "authors": ["editors"], "slug": post.name}
        (folder / f"{post.name}.md").write_text(
            _headed(post, fields).replace("---\n\n", f"---\n\n# {post.title}\n\n", 1)
        )
    blog = {"blog": {"blog_dir": ".", "post_url_format": "{slug}"}}
    _mkdocs(place, {"name": "material", "font": False}, {"plugins": [blog]})
    return lambda post: place / "site" / post.name / "index.html"


def _day(post: Post) -> object:
    return yaml.safe_load(post.date)


def _readthedocs(place: Path, own: list[Post]) -> Made:
    """MkDocs' theme in the manner of Read the Docs: nothing but the text and a menu."""
    (place / "docs").mkdir()
    (place / "docs" / "index.md").write_text("# The Reading Room\n")
    for post in own:
        (place / "docs" / f"{post.name}.md").write_text(f"# {post.title}\n\n{post.body}\n")
    _mkdocs(place, {"name": "readthedocs"}, {"plugins": [], "copyright": "The Reading Room, 2024"})
    return lambda post: place / "site" / post.name / "index.html"


def _sphinx(theme: str) -> Callable[[Path, list[Post]], Made]:
    def make(place: Path, own: list[Post]) -> Made:
        (place / "conf.py").write_text(
            f"project, author, html_theme = 'The Reading Room', 'The Reading Room', '{theme}'\n"
            "extensions, suppress_warnings = ['myst_parser'], ['myst.*']\n"
            "copyright = '2024, The Reading Room'\n"
        )
        names = "\n".join(post.name for post in own)
        (place / "index.md").write_text(f"# The Reading Room\n\n```{{toctree}}\n{names}\n```\n")
        for post in own:
            (place / f"{post.name}.md").write_text(f"# {post.title}\n\n{post.body}\n")
        _run(place, sys.executable, "-m", "sphinx", "-q", ".", "site")
        return lambda post: place / "site" / f"{post.name}.html"

    return make


def _nikola(place: Path, own: list[Post]) -> Made:
    """Nikola's blog: dates, authors, tags, a sidebar, older and newer posts."""
    _run(place, str(BIN / "nikola"), "init", "-q", "site")
    folder = place / "site" / "posts"
    folder.mkdir(exist_ok=True)
    for post in own:
        fields = {"title": post.title, "slug": post.name, "author": post.author}
        fields |= {"date": f"{post.date} 08:00:00 UTC", "tags": "reading"}
        head = "\n".join(f".. {name}: {value}" for name, value in fields.items())
        (folder / f"{post.name}.md").write_text(f"<!--\n{head}\n-->\n\n{post.body}\n")
    _run(place / "site", str(BIN / "nikola"), "build", "-q")
    return lambda post: place / "site" / "output" / "posts" / post.name / "index.html"


_THEMES: Mapping[str, Callable[[Path, list[Post]], Made]] = {
    "Material, blog": _material_blog,
    "MkDocs, readthedocs": _readthedocs,
    "Sphinx, furo": _sphinx("furo"),
    "Sphinx, sphinx_rtd_theme": _sphinx("sphinx_rtd_theme"),
    "Nikola, bootblog4": _nikola,
}
