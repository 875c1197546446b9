"""Nothing that the program does is undocumented, and nothing documented is missing."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
import yaml

import commonplace.clean.fields as fields_module
from commonplace import DISTRIBUTION
from commonplace.addresses.slugs import slug
from commonplace.clean import PHRASES, RULES, own_chapters, recordings
from commonplace.clean.fields import read_fields
from commonplace.cli import main
from commonplace.disk.write import written_by_builds
from commonplace.markup.fields import FIELDS
from commonplace.model import Seed
from commonplace.readers import READERS, read
from commonplace.render.scripts import SCRIPTS, SERVICE_WORKER

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
MADE = written_by_builds(DOCS)
PAGES = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(p for p in DOCS.rglob("*.md") if p.relative_to(DOCS).as_posix() not in MADE),
)
#: Pages of every site that the build makes; MkDocs checks links to them, strictly.
BUILT = {
    f"{name}/index.md"
    for name in (
        "posts",
        "transcripts",
        "timeline",
        "topics",
        "people",
        "references",
        "abbreviations",
        "book",
    )
}
#: What is looked through for machine paths: files that people wrote or tools committed.
SUFFIXES = (
    *(".cfg", ".css", ".html", ".j2", ".js", ".json", ".lock", ".md", ".py", ".srt", ".toml"),
    *(".txt", ".vtt", ".yaml", ".yml"),
)
FOLDERS = (".ci", ".github", "benchmarks", "commonplace", "docs", "seeds", "tests", "tools")
#: Caches, what npm installs, and texts that are hostile on purpose.
PASSED_OVER = {"__pycache__", "node_modules", "hostile"}
MACHINE = re.compile(r"(?<![\w.~:/-])/(?:home|root|Users|work|workspace|mnt)/\w|\b[A-Z]:\\Users\\")
INDEX = re.compile(r"(?:extra[-_])?index[-_]url|find[-_]links", re.I)
#: Values of which every field takes at least one.
SAMPLES: tuple[object, ...] = (
    *("2024-12-31", "https://youtu.be/eaAonE58sLU", "/old/place/", "Ada Lovelace", "1:02:03"),
    *(["https://example.org/a-work"], [{"name": "Ada Lovelace"}], {"name": "Ada Lovelace"}),
)

_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.M | re.S)
_LINK = re.compile(r"\]\((?P<target>[^()\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (?P<words>.+?)(?: \{#(?P<id>[\w-]+)\})?$", re.M)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def documented() -> str:
    """What a user reads: the README and the pages written by hand."""
    return "\n".join(text_of(page) for page in PAGES if page.parent == DOCS or page == PAGES[0])


def commands() -> Iterator[tuple[str, click.Command]]:
    for name, command in main.commands.items():
        yield f"commonplace {name}", command


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_is_documented(name: str) -> None:
    assert f"`{name}" in documented()


def read_names() -> list[str]:
    """The words in the code of the modules of fields that change what is read."""
    modules = (Path(one.__file__) for one in (fields_module, recordings))
    tree = ast.parse("\n".join(path.read_text(encoding="utf-8") for path in modules))
    words = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    nothing = read_fields({}, "any.md")
    return sorted(
        word
        for word in words
        if re.fullmatch("[a-z_0-9]+", word)
        if any(read_fields({word: sample}, "any.md") != nothing for sample in SAMPLES)
    )


def test_every_front_matter_field_is_documented() -> None:
    names = read_names()
    assert {"title", "tags", "permalink", "youtube_id", "notice"} <= set(names)
    page = text_of(DOCS / "contributing.md")
    table = page[page.index("| field |") : page.index("### Sidecars")]
    missing = [name for name in names if f"`{name}`" not in table]
    assert not missing
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    claimed = {
        name for row in rows for name in re.findall(r"`(\w+)`", "".join(row.split("|")[1:3]))
    }
    assert claimed == {*names, own_chapters.FIELD}


def test_fields_of_formats_without_front_matter_are_fields() -> None:
    unknown = FIELDS - set(read_names())
    assert unknown <= {"language"}  # kept for the day when it is shown


@pytest.mark.parametrize("name", [reader.name for reader in READERS])
def test_every_reader_is_documented(name: str) -> None:
    assert f"| `{name}` |" in text_of(DOCS / "architecture.md")
    assert f"(`{name}`)" in text_of(DOCS / "contributing.md")


def test_every_rule_is_documented_in_its_order() -> None:
    page = text_of(DOCS / "architecture.md")
    found = re.findall(r"^\| `([\w-]+)`( \*)? \|", page[page.index("## Rules") :], re.M)
    assert [(name, bool(star)) for name, star in found if name in {r.id for r in RULES}] == [
        (rule.id, rule.code) for rule in RULES
    ]
    for name in PHRASES:
        assert f"`{name}`" in page
    sentence = next(line for line in page.splitlines() if line.startswith("Some rules lose no"))
    assert set(re.findall(r"`([\w-]+)`", sentence)) == {
        name for name, phrase in PHRASES.items() if phrase.moved
    }


def examples() -> Iterator[tuple[str, str, str]]:
    """Each example file of the contributor's page, with the reader whose section it is in."""
    page = text_of(DOCS / "contributing.md")
    for section in re.split(r"^### ", page[page.index("## The formats") :], flags=re.M)[1:]:
        reader = re.match(r"[^\n]*\(`(\w+)`\)\n", section)
        example = re.search(r"^`([\w.-]+)`:\n\n```\w*\n(.*?)^```$", section, re.M | re.S)
        if reader:
            assert example, f"{reader[1]} has no example"
            yield reader[1], example[1], example[2]


@pytest.mark.parametrize(("reader", "name", "text"), list(examples()))
def test_every_example_is_read_as_the_page_says(reader: str, name: str, text: str) -> None:
    reading, diagnostics = read(Seed(name=name, file=name, data=text.encode()))
    assert reading and reading.format == reader
    assert not diagnostics


def test_every_decision_is_listed() -> None:
    index = text_of(DOCS / "decisions" / "index.md")
    pages = sorted(path.name for path in (DOCS / "decisions").glob("*.md"))
    listed = re.findall(r"^\d+\. \[[^\]]+\]\(([\w.-]+)\)$", index, re.M)
    assert [*listed, "index.md"] == pages
    for name in listed:
        page = text_of(DOCS / "decisions" / name)
        number = int(name[:4])
        assert page.startswith(f"# {number}. ")
        for heading in ("Context", "Decision", "Consequences", "Rejected"):
            assert f"\n## {heading}\n" in page, name
        assert len(page.split()) < 600, f"{name} is longer than a page"


#: From where a page may name a file of the code.
CODE = (ROOT, ROOT / "commonplace")
#: Rooms whose classes the glossary leaves out: views are explained by the template beside them.
UNLISTED = {"render"}


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name != "CHANGELOG.md"], ids=relative
)
def test_files_of_the_code_that_are_named_exist(page: Path) -> None:
    """From the top or from `commonplace/` on, so that nobody has to search for them."""
    named = re.findall(r"`([\w./-]+\.(?:py|mjs|js|j2|css))`", text_of(page))
    scripts = {Path(name).name for name in (*SCRIPTS, SERVICE_WORKER)}
    gone = {
        name
        for name in {*named, *re.findall(r"`((?:commonplace|tests)/[\w/-]+/)`", text_of(page))}
        if not any((folder / name).exists() for folder in CODE)
    }
    assert not {name for name in gone - scripts if "NAME" not in name}


def test_the_stages_of_the_architecture_are_those_of_the_pipeline() -> None:
    page = text_of(DOCS / "architecture.md")
    rows = re.findall(r"^\| ([\w ]+) \| (`[^|]+`) \| [^|]+ \|$", page.split("\n## ")[1], re.M)
    assert len(rows) > 10
    package = ROOT / "commonplace"
    stages = (*package.glob("pipeline/*.py"), package / "document.py", package / "collect.py")
    code = "".join(map(text_of, stages))
    for stage, modules in rows:
        for place in re.findall(r"`([^`]+)`", modules):
            module = place.removesuffix(".py").strip("/").replace("/", ".")
            above, _, name = f"commonplace.{module}".rpartition(".")
            used = rf"from commonplace\.{module}\b|from {above} import [^\n]*\b{name}\b"
            assert re.search(used, code), f"no build runs the stage {stage} in {place}"
        assert stage in page.split("```")[1], f"{stage} is not in the drawing"


def test_every_script_is_documented() -> None:
    page = text_of(DOCS / "architecture.md")
    section = page[page.index("| script | runs |") :].split("\n\n")[0]
    assert re.findall(r"^\| `([\w.]+)` \|", section, re.M) == [Path(name).name for name in SCRIPTS]


def explained(page: str) -> set[str]:
    """The words that tables explain, in the spelling of classes but in lower case."""
    return {
        word.strip("`").replace(" ", "").lower()
        for word in re.findall(r"^\| ([^|]+) \|", page, re.M)
    }


def classes() -> Iterator[tuple[str, str]]:
    """The public classes of the program, each with its room."""
    package = ROOT / "commonplace"
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).parts
        room = parts[0] if len(parts) > 1 else "the top level"
        for node in ast.parse(text_of(path)).body:
            if isinstance(node, ast.ClassDef) and node.name[0] != "_":
                yield room, node.name


def test_every_class_is_in_the_glossary() -> None:
    """Except views, and exceptions, which their messages explain."""
    concepts, *rooms = text_of(DOCS / "glossary.md").split("\n### ")
    listed = {
        room: explained(text)
        for title, _, text in (room.partition("\n") for room in rooms)
        for room in re.split(", | and ", title)
    }
    missing = [
        f"{room}: {name}"
        for room, name in classes()
        if room not in UNLISTED and not name.endswith("Error")
        if name.lower() not in explained(concepts) | listed.get(room, set())
    ]
    assert not missing, "explain these in docs/glossary.md"


def test_the_glossary_lists_classes_under_their_rooms() -> None:
    known = set(classes())
    for room in text_of(DOCS / "glossary.md").split("\n### ")[1:]:
        title, _, text = room.partition("\n")
        for name in re.findall(r"^\| `(\w+)` \|", text, re.M):
            assert any((one, name) in known for one in re.split(", | and ", title)), name


def anchors(path: Path) -> set[str]:
    return {match["id"] or slug(match["words"]) for match in _HEADING.finditer(text_of(path))}


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_relative_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"`[^`\n]+`", "", _FENCE.sub("", text_of(page)))
    for match in _LINK.finditer(prose):
        path, _, fragment = unquote(match["target"]).partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        target = page.parent / path if path else page
        if page.is_relative_to(DOCS) and path in BUILT:
            continue
        assert target.is_file(), match["target"]
        if page.is_relative_to(DOCS):
            assert target.resolve().is_relative_to(DOCS), f"{path} is no page of the site"
        if fragment:
            assert fragment in anchors(target), match["target"]


def recipes() -> set[str]:
    """Every command of the Makefile, with its variables filled in."""
    makefile = text_of(ROOT / "Makefile")
    variables = dict(re.findall(r"^(\w+) [:?]?= ?(.*)$", makefile, re.M))

    def filled(line: str) -> str:
        while "$(" in line:
            line = re.sub(r"\$\((\w+)\)", lambda match: variables.get(match[1], ""), line)
        return line

    lines = re.findall(r"^\t@?(.+)$", makefile, re.M)
    return {filled(line) for line in lines if "MAKEFILE_LIST" not in line and "$@" not in line}


def test_plain_commands_are_those_of_the_makefile() -> None:
    readme = text_of(PAGES[0])
    block = _FENCE.search(readme, readme.index("### Without make"))
    assert block
    plain = block["code"].strip().splitlines()
    assert len(plain) == 5
    assert set(plain) <= recipes()


def committed() -> Iterator[Path]:
    """The files of the repository that hold text, without what builds made."""
    for path in sorted(ROOT.iterdir()):
        if path.is_file() and (path.suffix in SUFFIXES or path.name in ("Makefile", ".gitignore")):
            yield path
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            made = path.is_relative_to(DOCS) and path.relative_to(DOCS).as_posix() in MADE
            passed = PASSED_OVER & set(path.relative_to(ROOT).parts)
            if path.is_file() and not (made or passed) and path.suffix in ("", *SUFFIXES):
                yield path


def test_nothing_names_a_machine_or_an_index() -> None:
    for path in committed():
        text = path.read_text(encoding="utf-8", errors="replace")
        for pattern in (MACHINE, INDEX):
            found = pattern.search(text)
            where = text.count("\n", 0, found.start()) + 1 if found else 0
            assert not found, f"{relative(path)}:{where}: {found and found[0]}"


#: What `pip install` is told to install, up to the end of the command or of the code.
_INSTALLS = re.compile(r"\bpip3?(?: --?[\w-]+)* (?:install|download)\b([^\n`;|&]*)")


def installed(text: str) -> set[str]:
    """The names of packages that a text tells somebody to install, as an index compares them.

    >>> sorted(installed("`pip install -q 'Common_Place[all]>=1' x==2`, `uv pip install y`"))
    ['common-place', 'x', 'y']
    """
    words = [word.strip("'\"") for found in _INSTALLS.findall(text) for word in found.split()]
    named = [re.match(r"[A-Za-z0-9][\w.-]*", word) for word in words if word[:1] != "-"]
    return {re.sub(r"[-_.]+", "-", match[0]).lower() for match in named if match}


def test_nothing_tells_anybody_to_install_the_package_of_somebody_else() -> None:
    """On PyPI `commonplace` is not this program."""
    assert {"commonplace"} == installed("pip install 'commonplace[cluster]'")
    assert "commonplace" in installed("python -m pip --quiet install commonplace")
    for path in committed():
        if path != Path(__file__):
            text = path.read_text(encoding="utf-8", errors="replace")
            assert "commonplace" not in installed(text), relative(path)
            assert not re.search(r"\bcommonplace\[", text), relative(path)


def test_the_distribution_is_called_the_same_everywhere() -> None:
    pyproject = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    assert pyproject["name"] == DISTRIBUTION != "commonplace"
    assert list(pyproject["scripts"]) == ["commonplace"]
    extras = pyproject["optional-dependencies"]
    assert f"{DISTRIBUTION}[add,build,cluster,documents,mcp]" in extras["dev"]
    for extra in ("cluster", "documents"):
        assert f"pip install '{DISTRIBUTION}[{extra}]'" in documented()
    assert metadata.version(DISTRIBUTION)
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"):
        assert not re.search(r"\bcommonplace\b(?!-)", text_of(ROOT / name)), name


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-dev.lock", "requirements-bench.lock"]
)
def test_locks_name_hashes_and_no_address(name: str) -> None:
    text = text_of(ROOT / name)
    assert "--hash=sha256:" in text
    assert "http:" not in text and "://" not in text


def test_the_compose_file_can_be_read() -> None:
    page = (ROOT / "docs" / "large.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)
    services = yaml.safe_load(block)["services"]
    assert services["worker"]["build"] == services["scheduler"]["build"]
