"""What is somebody else's stays theirs: files, folders, code, and what their site calls things."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from commonplace.cli import main, processes
from commonplace.disk import listing, places
from commonplace.disk.listing import ListError
from commonplace.disk.write import LIST, UNFINISHED, finish, hand_written, write, written_by_builds
from commonplace.project import project
from commonplace.site import build_site
from tests.killing import project as pond
from tests.killing.project import files

HOSTILE = "from pathlib import Path\nPath(__file__).with_name('ran').touch()\n"
POST = "# Newts\n\nNewts live here.\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with seeds in which one stands, and which is no project."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "newts.md").write_text(POST)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(processes, "mapper_of", lambda *given: nullcontext(map))  # in this process
    return tmp_path


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs takes long; a page or two will do for what is said of folders."""

    def render(config: Path, docs: Path, to: Path) -> None:
        shutil.copytree(docs, to, ignore=shutil.ignore_patterns(".*"))
        (to / "index.html").write_text("<title>Site</title>")

    monkeypatch.setattr(build_site, "_render", render)


def make_project(folder: Path, mark: str = "extra: {commonplace: {}}\n") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(f"site_name: Own\n{mark}")
    for name in ("docs", "seeds"):
        (folder / name).mkdir(exist_ok=True)
    return folder


def build(folder: Path, *more: str | Path) -> Result:
    outputs = ("--docs", folder / "docs", "--index", folder / "index")
    return run("build", "--seeds", folder / "seeds", *outputs, *more)


def to_site(folder: Path, to: str | Path, *more: str | Path) -> Result:
    return run("site", "--seeds", folder / "seeds", "--to", to, *more)


# The list of generated files ----------------------------------------------------------

THEIRS = [
    b"",
    b"\n",
    b"*.psd\n",
    b"*.psd",
    b"# mine\r\n/private/\r\n!keep\r\n",
    b"/about.md\n/posts/\n",
    b"caf\xe9 \xff\n",
    b"\xef\xbb\xbf*.bak\n",
    b"# commonplace is nice\n>>> commonplace\n",
]


@pytest.mark.parametrize("theirs", THEIRS)
def test_lines_of_the_maker_stay_byte_for_byte(tmp_path: Path, theirs: bytes) -> None:
    (tmp_path / LIST).write_bytes(theirs)
    for name in ("about.md", "notes.md"):
        (tmp_path / name).write_text("by hand")
    kept = theirs if theirs[-1:] in (b"", b"\n") else theirs + b"\n"
    for pages in ({"a.md": "a"}, {"a.md": "a", "b/c.md": "c"}, {"b/c.md": "d"}, {}):
        write(tmp_path, pages)
        text = (tmp_path / LIST).read_bytes()
        assert text.startswith(kept)
        assert written_by_builds(tmp_path) == pages.keys()
        assert hand_written(tmp_path) == {"about", "notes"}
        once = text
        write(tmp_path, pages)
        assert (tmp_path / LIST).read_bytes() == once
        # Theirs is for them to commit; ours alone is for nobody.
        assert (b"\n/.gitignore\n" in text[len(kept) :]) == (not theirs.strip())


def test_lines_that_the_maker_adds_around_the_list_stay(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "a"})
    text = (tmp_path / LIST).read_bytes()
    (tmp_path / LIST).write_bytes(b"*.psd\n" + text + b"/drafts.md\n")
    (tmp_path / "drafts.md").write_text("by hand")
    write(tmp_path, {"b.md": "b"})
    after = (tmp_path / LIST).read_bytes()
    assert after.startswith(b"*.psd\n") and after.endswith(b"\n/drafts.md\n")
    assert (tmp_path / "drafts.md").read_text() == "by hand"
    assert written_by_builds(tmp_path) == {"b.md"} and not (tmp_path / "a.md").exists()


def edits(text: str) -> dict[str, str]:
    """All that can be done to a list, one line at a time."""
    lines = text.splitlines(keepends=True)
    made = {"twice": text + text, "crlf": text.replace("\n", "\r\n")}
    for number, line in enumerate(lines):
        others = lines[:number], lines[number + 1 :]
        made[f"without {number}"] = "".join(others[0] + others[1])
        made[f"twice {number}"] = "".join([*others[0], line, line, *others[1]])
        made[f"indented {number}"] = "".join([*others[0], " " + line, *others[1]])
    made["more"] = text.replace("/a.md\n", "/a.md\n/about.md\n")
    made["turned"] = "".join(reversed(lines))
    return made


def test_a_list_that_was_edited_is_refused_and_nothing_goes(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("by hand")
    write(tmp_path, {"a.md": "a", "b.md": "b"})
    text = (tmp_path / LIST).read_text()
    for name, edited in edits(text).items():
        (tmp_path / LIST).write_text(edited, newline="")
        before = files(tmp_path)
        with pytest.raises(ListError, match="was edited"):
            write(tmp_path, {"c.md": "c"})
        with pytest.raises(ListError, match=r"\.gitignore:\d+: "):
            written_by_builds(tmp_path)
        assert files(tmp_path) == before, name


def test_without_the_list_all_is_by_hand(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "a"})
    (tmp_path / LIST).write_text("*.psd\n")
    written = write(tmp_path, {"a.md": "changed"})
    assert [one.severity for one in written.diagnostics] == ["error"]
    assert (tmp_path / "a.md").read_text() == "a"


def old_list(*names: str) -> str:
    head = "# Written by the build: every file that it made, one a line. Do not edit.\n"
    lines = sorted([*names, ".gitignore", ".unfinished/"])
    return head + "".join(f"/{line}\n" for line in lines)


def test_the_list_of_an_earlier_version_is_taken_over(tmp_path: Path) -> None:
    for name in ("a.md", "b.md", "mine.md"):
        (tmp_path / name).write_text(name)
    (tmp_path / LIST).write_text(old_list("a.md", "b.md"))
    write(tmp_path, {"b.md": "b"})
    assert sorted(files(tmp_path)) == [".gitignore", "b.md", "mine.md"]
    assert written_by_builds(tmp_path) == {"b.md"}
    assert listing.read(tmp_path).before == b""


@pytest.mark.parametrize("added", ["*.psd\n", "/a-mine.md\n", "# mine\n", "\n"])
def test_one_that_somebody_has_added_to_is_refused(tmp_path: Path, added: str) -> None:
    (tmp_path / "mine.md").write_text("by hand")
    (tmp_path / LIST).write_text(old_list("a.md") + added)
    with pytest.raises(ListError):
        write(tmp_path, {"b.md": "b"})
    assert (tmp_path / "mine.md").exists()


def test_a_list_that_is_a_link_is_not_replaced(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_text("*.psd\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / LIST).symlink_to(theirs)
    with pytest.raises(ListError, match="link"):
        write(tmp_path / "docs", {"a.md": "a"})
    assert theirs.read_text() == "*.psd\n" and (tmp_path / "docs" / LIST).is_symlink()


def test_somebody_s_own_unfinished_pages_stay(tmp_path: Path) -> None:
    own = tmp_path / UNFINISHED
    own.mkdir()
    (own / "novel.md").write_text("by hand")
    with pytest.raises(FileExistsError, match="did not make this"):
        finish(tmp_path)
    assert (own / "novel.md").exists()
    shutil.rmtree(own)
    own.write_text("by hand")
    with pytest.raises(FileExistsError, match="did not make this"):
        finish(tmp_path)
    assert own.read_text() == "by hand"


# What a project is --------------------------------------------------------------------

MARKS = [
    "extra: {commonplace: {}}",
    "extra: {commonplace: }",
    "hooks: [commonplace/mkdocs_hook.py]",
    "hooks: [/opt/x/commonplace/mkdocs_hook.py, other.py]",
    "plugins: [search, commonplace]",
    "plugins: [commonplace: {seeds: a}]",
    "plugins: {commonplace: {}}",
    "extra: {commonplace: {}}\nx: !!python/name:material.emoji.twemoji\ny: !ENV [NO_SUCH, z]",
]
NO_MARKS = [
    "",
    "hooks: [mkdocs_hook.py]",
    "hooks: [hooks/evil.py]",
    "plugins: [search]",
    "extra: {other: commonplace}",
    "extra: commonplace",
    "repo_name: commonplace",
    "extra: [",
    "INHERIT: /dev/zero",
    "- a\n- b",
]


@pytest.mark.parametrize("mark", MARKS)
def test_a_project_is_found_by_its_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    top = make_project(tmp_path / "own", mark)
    (top / "seeds" / "deep").mkdir()
    for folder in (top, top / "docs", top / "seeds" / "deep"):
        monkeypatch.chdir(folder)
        assert project.found() == top
    assert project.found([top / "seeds"]) == top
    assert project.found([top]) is None and project.found([tmp_path]) is None


@pytest.mark.parametrize("mark", NO_MARKS)
def test_any_other_folder_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    top = make_project(tmp_path / "other", mark)
    if mark.startswith("- "):
        (top / "mkdocs.yml").write_text(mark)
    (top / "glossary.yml").write_text("misheard: []\n")
    monkeypatch.chdir(top)
    assert project.found() is None


def test_to_look_for_a_project_runs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code = f"!!python/object/apply:os.mkdir ['{tmp_path.as_posix()}/ran']"
    for mark in (f"site_url: {code}", f"extra: {{commonplace: {code}}}\nsite_url: {code}"):
        make_project(tmp_path, f"{mark}\n")
        project.found()
        assert project.site_url(tmp_path) is None
        assert not (tmp_path / "ran").exists()


def test_a_project_needs_no_glossary(place: Path) -> None:
    make_project(place)
    done = run("build")
    assert done.exit_code == 0, done.output
    assert (place / "docs" / "posts" / "newts" / "index.md").exists()
    assert (place / "build" / "index").exists()


@pytest.mark.parametrize("seeds", [(), ("--seeds", "seeds")])
@pytest.mark.parametrize("packaged", [True, False])
def test_where_there_is_no_project_nothing_is_built_and_it_is_said_what_to_do(
    place: Path, monkeypatch: pytest.MonkeyPatch, seeds: tuple[str, ...], packaged: bool
) -> None:
    """Neither in the working folder, nor where the package lies."""
    library = place / "site-packages"
    library.mkdir()
    if packaged:
        monkeypatch.setattr(project, "CHECKOUT", library)
    (place / "mkdocs.yml").write_text("site_name: Somebody's\n")
    before = files(place)
    done = run("build", *seeds)
    assert done.exit_code == 1 and "no project found" in done.output
    assert "--project" in done.output and "extra" in done.output
    assert files(place) == before and not list(library.iterdir())
    if packaged and not seeds:  # a site of seeds that are named needs no project
        done = run("site", "--to", "out")
        assert done.exit_code == 1 and "--project" in done.output
        assert files(place) == before


@pytest.mark.parametrize("command", [("check",), ("topics",), ("search", "x"), ("policy",)])
def test_no_command_takes_another_project_for_this_one(
    place: Path, command: tuple[str, ...]
) -> None:
    done = run(*command)
    assert done.exit_code == 1 and "no project found" in done.output


def test_nothing_is_written_below_the_package(place: Path) -> None:
    for option in ("--docs", "--index"):
        other = {"--docs": "--index", "--index": "--docs"}[option]
        below = places.PACKAGE / "made"
        done = run("build", "--seeds", "seeds", option, below, other, "out")
        assert done.exit_code == 1 and "is inside the program" in done.output
        assert not below.exists()
    done = to_site(place, places.PACKAGE / "made")
    assert done.exit_code == 1 and "is inside the program" in done.output


# Somebody else's code -----------------------------------------------------------------


def hostile(folder: Path) -> Path:
    """A project as good as ours, whose hook does something else."""
    make_project(folder, "extra: {commonplace: {}}\nhooks: [hook.py]\n")
    (folder / "hook.py").write_text(HOSTILE)
    (folder / "glossary.yml").write_text("misheard: []\n")
    (folder / "newts.md").write_text(POST)
    (folder / "seeds" / "newts.md").write_text(POST)
    return folder


@pytest.mark.parametrize(
    ("stand", "seeds"),
    [
        ("", "."),  # in the folder of seeds
        ("", "seeds"),  # in the folder around it
        ("seeds", "."),
        ("seeds", ".."),
        ("seeds/deep", "../.."),  # in a folder inside
        ("..", "theirs"),
        ("..", "theirs/seeds"),
        ("docs", "../seeds"),
    ],
)
def test_no_code_of_a_folder_of_seeds_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stand: str, seeds: str
) -> None:
    theirs = hostile(tmp_path / "theirs")
    (theirs / "seeds" / "deep").mkdir()
    ours: list[Path] = []
    monkeypatch.setattr(
        build_site, "_render", lambda config, docs, to: (ours.append(config), to.mkdir())
    )
    monkeypatch.setattr(processes, "mapper_of", lambda *given: nullcontext(map))
    monkeypatch.chdir(theirs / stand)
    before = files(theirs)
    for more in ((), ("--vocabulary", str(theirs))):
        done = run("site", "--seeds", seeds, "--to", tmp_path / "out", *more)
        assert done.exit_code == 0, done.output
    assert ours and not any(config.is_relative_to(theirs) for config in ours)
    assert files(theirs) == before


def test_a_folder_of_seeds_is_no_project_even_if_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = hostile(tmp_path / "theirs")
    monkeypatch.chdir(theirs)
    for command in (("site", "--to", str(tmp_path / "out")), ("build",), ("check",)):
        for folder in (".", "seeds"):
            make_project(theirs / folder)
            done = run(*command, "--seeds", ".", "--project", folder)
            assert done.exit_code == 1 and "only ever read as text" in done.output
    assert not (theirs / "ran").exists()


def test_a_project_in_which_one_stands_has_to_be_named_for_a_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = hostile(tmp_path / "theirs")
    monkeypatch.chdir(theirs)
    done = run("site", "--to", tmp_path / "out")
    assert done.exit_code == 1 and "--project" in done.output
    assert not (theirs / "ran").exists() and not (tmp_path / "out").exists()


def test_a_whole_site_runs_only_the_hooks_of_its_own_project(tmp_path: Path) -> None:
    """With MkDocs, and the check itself: a project that was named does run its hooks."""
    theirs = hostile(tmp_path / "theirs")
    (theirs / "docs" / "index.md").write_text("# Home\n")
    done = run("site", "--seeds", theirs, "--to", tmp_path / "out", "--jobs", "1")
    assert done.exit_code == 0, done.output
    assert not (theirs / "ran").exists()
    seeds = tmp_path / "mine"
    seeds.mkdir()
    run("site", "--seeds", seeds, "--project", theirs, "--to", tmp_path / "two", "--jobs", "1")
    assert (theirs / "ran").exists()


# Where a site goes --------------------------------------------------------------------


def test_only_a_site_with_our_mark_is_replaced(place: Path, rendered: None) -> None:
    for name in ("new", "empty", "deep/er/new"):
        if name == "empty":
            (place / name).mkdir()
        for _ in range(2):
            done = to_site(place, name)
            assert done.exit_code == 0, done.output
            assert (place / name / places.MARK).exists()
        assert not list((place / name).parent.glob(".*.building"))


@pytest.mark.parametrize("mark", [None, "", "{}", "[]", '{"files": 7}', "x" * 9])
def test_a_folder_without_a_mark_stays_even_with_a_start_page(
    place: Path, rendered: None, mark: str | None
) -> None:
    keep = place / "keep"
    (keep / ".git").mkdir(parents=True)
    (keep / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (keep / "index.html").write_text("<h1>Mine</h1>")
    (keep / "letter.txt").write_text("Dear all")
    if mark is not None:
        (keep / places.MARK).write_text(mark)
    before = files(place)
    done = to_site(place, keep)
    assert done.exit_code == 1 and "mark" in done.output
    assert "delete it and build again" in done.output  # what to do with an older version's site
    assert files(place) == before
    (place / "bare" / "sub").mkdir(parents=True)
    assert to_site(place, place / "bare").exit_code == 1
    assert (place / "bare" / "sub").is_dir()


@pytest.mark.parametrize("name", ["letter.txt", ".git/HEAD", "posts/mine.md", "CNAME", "link"])
def test_what_somebody_put_into_a_site_keeps_it_from_being_replaced(
    place: Path, rendered: None, name: str
) -> None:
    assert to_site(place, "out").exit_code == 0
    theirs = place / "out" / name
    theirs.parent.mkdir(exist_ok=True)
    if name == "link":
        theirs.symlink_to(place / "seeds")
    else:
        theirs.write_text("mine")
    before = files(place)
    done = to_site(place, "out")
    assert done.exit_code == 1 and f"{name} was not made by a build" in done.output
    assert files(place) == before
    theirs.unlink()
    (place / "out" / "posts" / ".DS_Store").write_text("the desktop's")
    assert to_site(place, "out").exit_code == 0


def test_what_is_put_there_while_a_site_is_built_stays(
    place: Path, rendered: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert to_site(place, "out").exit_code == 0
    real = build_site._render

    def slowly(config: Path, docs: Path, to: Path) -> None:
        real(config, docs, to)
        (place / "out" / "letter.txt").write_text("mine")

    monkeypatch.setattr(build_site, "_render", slowly)
    assert to_site(place, "out").exit_code == 1
    assert (place / "out" / "letter.txt").read_text() == "mine"
    assert not (place / ".out.building").exists()


@pytest.mark.parametrize(
    "to",
    [
        "seeds",
        "seeds/site",
        "seeds/deep/er",
        "link",
        "link/site",
        "./seeds/../seeds/site",
        ".",
        "..",
        "/",
        "~",
        "seeds/newts.md",
        "newts.txt",
    ],
)
def test_a_site_goes_nowhere_near_what_is_read(
    place: Path, rendered: None, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    (place / "link").symlink_to(place / "seeds")
    (place / "newts.txt").write_text("a file")
    monkeypatch.setenv("HOME", str(place))
    before = files(place), sorted(path.name for path in place.parent.iterdir())
    done = to_site(place, Path(to).expanduser())
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit) and "Traceback" not in done.output
    assert (files(place), sorted(path.name for path in place.parent.iterdir())) == before


def test_seeds_in_a_site_are_refused_though_it_has_our_mark(place: Path, rendered: None) -> None:
    assert to_site(place, "out").exit_code == 0
    shutil.move(place / "seeds", place / "out" / "seeds")
    places.mark_site(place / "out")
    done = run("site", "--seeds", "out/seeds", "--to", "out")
    assert done.exit_code == 1 and "contains" in done.output
    assert (place / "out" / "seeds" / "newts.md").exists()


def test_a_site_is_not_put_among_the_pages_or_over_the_project(place: Path, rendered: None) -> None:
    top = make_project(place / "own")
    for to in (top / "docs" / "site", top / "docs", top):
        done = run("site", "--project", top, "--seeds", "seeds", "--to", to)
        assert done.exit_code == 1, done.output
    assert sorted(path.name for path in top.iterdir()) == ["docs", "mkdocs.yml", "seeds"]


def test_a_link_to_a_site_is_followed(place: Path, rendered: None) -> None:
    (place / "www").mkdir()
    (place / "link").symlink_to(place / "www")
    for _ in range(2):
        assert to_site(place, "link").exit_code == 0
    assert (place / "link").is_symlink() and (place / "www" / "index.html").exists()


@pytest.mark.parametrize(
    ("fault", "status"),
    [(build_site.SiteError("no"), 1), (OSError(28, "No space"), 1), (KeyboardInterrupt(), 130)],
)
def test_a_build_that_fails_leaves_nothing_behind(
    place: Path, rendered: None, monkeypatch: pytest.MonkeyPatch, fault: BaseException, status: int
) -> None:
    assert to_site(place, "out").exit_code == 0
    before = files(place / "out")

    def failing(*given: object) -> None:
        raise fault

    monkeypatch.setattr(build_site, "_render", failing)
    assert to_site(place, "out").exit_code == status
    assert files(place / "out") == before
    assert not list(place.glob(".*.building"))


# Where MkDocs puts its site -----------------------------------------------------------


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of MkDocs with our hook."""
    pond.without_processes(monkeypatch)
    pond.make(tmp_path / "pond")
    return tmp_path / "pond"


def stopped(top: Path, caplog: pytest.LogCaptureFixture) -> str:
    """What MkDocs says when its build is stopped."""
    caplog.clear()
    with pytest.raises(Abort):
        pond.build(top)
    return caplog.text


def test_mkdocs_too_replaces_only_a_site_with_our_mark(
    top: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pond.build(top)
    assert (top / "site" / places.MARK).exists()
    pond.edit(top)
    pond.build(top)
    (top / "site" / "letter.txt").write_text("mine")
    before = files(top / "site")
    assert "letter.txt was not made by a build" in stopped(top, caplog)
    assert files(top / "site") == before
    (top / "site" / "letter.txt").unlink()
    (top / "site" / places.MARK).unlink()
    assert "mark of a build" in stopped(top, caplog)
    assert not list(top.glob(".*"))


def test_a_dirty_build_marks_what_it_adds_to_a_site_and_adds_to_nothing_else(top: Path) -> None:
    def dirty() -> None:
        config = load_config(str(top / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=True)
        try:
            mkdocs_build(config, dirty=True)
        finally:  # MkDocs keeps one hook for all builds of a process
            config.plugins.on_startup(command="build", dirty=False)

    pond.build(top)
    pond.edit(top)
    dirty()
    assert (top / "site" / "posts" / "new" / "index.html").exists()
    pond.build(top)
    (top / "site" / "letter.txt").write_text("mine")
    with pytest.raises(Abort):
        dirty()
    assert (top / "site" / "letter.txt").read_text() == "mine"


# Nothing in the place of everything ---------------------------------------------------


def clear(seeds: Path) -> None:
    shutil.rmtree(seeds)
    seeds.mkdir()


def unreadable(seeds: Path) -> None:
    for path in seeds.rglob("*.md"):
        path.write_bytes(b"\x00\x01\x02" * 500)


def only_hidden(seeds: Path) -> None:
    clear(seeds)
    (seeds / ".gitkeep").touch()
    (seeds / ".hidden.md").write_text(POST)
    (seeds / "README.md").write_text("About this folder.\n")


def links(seeds: Path) -> None:
    clear(seeds)
    (seeds / "newts.md").symlink_to(seeds.parent / "gone.md")


LOSSES = [clear, unreadable, only_hidden, links, shutil.rmtree]


@pytest.mark.parametrize("lose", LOSSES)
def test_an_empty_site_does_not_replace_a_full_one(
    place: Path, rendered: None, lose: object
) -> None:
    assert build(place).exit_code == 0 and to_site(place, "out").exit_code == 0
    lose(place / "seeds")
    before = files(place / "docs"), files(place / "out")
    for _ in range(2):
        for done in (build(place), build(place, "--no-cache"), to_site(place, "out")):
            assert done.exit_code == 1, done.output
            assert "does not exist" in done.output or "--allow-empty" in done.output
    assert (files(place / "docs"), files(place / "out")) == before
    assert "newts" in run("search", "newts", "--index", place / "index").output
    if (place / "seeds").exists():
        assert build(place, "--allow-empty").exit_code == 0
        assert to_site(place, "out", "--allow-empty").exit_code == 0
        assert not (place / "docs" / "posts" / "newts" / "index.md").exists()
        assert build(place).exit_code == 0 and to_site(place, "out").exit_code == 0


def test_a_refusal_says_what_was_wrong_with_the_seeds_and_reports_it(place: Path) -> None:
    assert build(place).exit_code == 0
    unreadable(place / "seeds")
    done = build(place, "--report", "report.json")
    assert done.exit_code == 1 and "newts.md:1: error" in done.output
    report = json.loads((place / "report.json").read_text())
    assert report["documents"] == 0 and report["counts"]["error"] == 1


def test_one_of_several_folders_may_not_vanish_either(place: Path) -> None:
    (place / "more").mkdir()
    (place / "more" / "frogs.md").write_text("# Frogs\n\nFrogs.\n")
    assert build(place, "--seeds", "more").exit_code == 0
    clear(place / "more")
    done = build(place, "--seeds", "more")
    assert done.exit_code == 1 and "more: this folder has no seed" in done.output
    assert (place / "docs" / "posts" / "frogs" / "index.md").exists()
    assert build(place, "--seeds", "more", "--allow-empty").exit_code == 0
    assert not (place / "docs" / "posts" / "frogs" / "index.md").exists()


def test_a_first_build_of_no_seeds_has_nothing_to_lose(place: Path, rendered: None) -> None:
    clear(place / "seeds")
    for _ in range(2):
        assert build(place).exit_code == 0 and to_site(place, "out").exit_code == 0


def test_mkdocs_too_leaves_a_full_site(top: Path, caplog: pytest.LogCaptureFixture) -> None:
    pond.build(top)
    clear(top / "seeds")
    before = files(top / "docs"), files(top / "site")
    assert "has documents" in stopped(top, caplog)
    assert (files(top / "docs"), files(top / "site")) == before
    # The pages may be gone as well, as in a fresh clone.
    for name in written_by_builds(top / "docs"):
        (top / "docs" / name).unlink()
    shutil.rmtree(top / "build")
    assert "has documents" in stopped(top, caplog)
    assert files(top / "site") == before[1]
    assert not list(top.glob(".*.building"))


# Other outputs ------------------------------------------------------------------------


@pytest.mark.parametrize("there", ["letter", "folder", "seed", "picture"])
def test_a_report_replaces_only_a_report(place: Path, there: str) -> None:
    report = {"seed": place / "seeds" / "report.json"}.get(there, place / "report.json")
    if there == "folder":
        report.mkdir()
    elif there != "seed":
        report.write_bytes(b'{"mine": true}' if there == "letter" else b"\x89PNG\xff")
    before = files(place)
    for done in (
        build(place, "--report", report),
        run("check", "--seeds", "seeds", "--report", report),
        to_site(place, "out", "--report", report),
    ):
        assert done.exit_code == 1 and "--report" in done.output
        assert files(place) == before


def test_a_report_may_be_written_again_and_to_a_device(place: Path) -> None:
    (place / "report.json").touch()
    for _ in range(2):
        assert build(place, "--report", "report.json").exit_code == 0
    assert build(place, "--report", os.devnull).exit_code == 0


@pytest.mark.parametrize("there", ["file", "letters", "subfolder"])
def test_an_index_replaces_only_an_index(place: Path, there: str) -> None:
    theirs = place / "index"
    if there == "file":
        theirs.write_text("mine")
    else:
        (theirs / "sub").mkdir(parents=True)
        (theirs / "sub" / "a.txt" if there == "subfolder" else theirs / "a.txt").write_text("mine")
    before = files(theirs) if theirs.is_dir() else theirs.read_text()
    done = build(place)
    assert done.exit_code == 1 and "not part of an index" in done.output
    assert before == (files(theirs) if theirs.is_dir() else theirs.read_text())
    assert not (place / "docs" / "posts").exists()


@pytest.mark.parametrize("name", ["cache.sqlite", "index.lock"])
def test_files_beside_an_index_stay_as_they_are(place: Path, name: str) -> None:
    (place / name).write_text("mine")
    done = build(place)
    assert (place / name).read_text() == "mine"
    assert done.exit_code == (0 if name == "cache.sqlite" else 1), done.output


@pytest.mark.parametrize("option", ["--docs", "--index"])
@pytest.mark.parametrize("where", ["seeds", "seeds/out", "link/out"])
def test_pages_and_index_are_not_put_among_the_seeds(place: Path, option: str, where: str) -> None:
    (place / "link").symlink_to(place / "seeds")
    before = files(place)
    other = {"--docs": "--index", "--index": "--docs"}[option]
    done = run("build", "--seeds", "seeds", option, where, other, "other")
    assert done.exit_code == 1 and "choose another place" in done.output
    assert files(place) == before


def test_pages_in_a_file_are_refused(place: Path) -> None:
    (place / "docs").write_text("mine")
    done = build(place)
    assert done.exit_code == 1 and "not a folder" in done.output
    assert (place / "docs").read_text() == "mine"


def test_a_zip_replaces_only_such_a_zip(place: Path, rendered: None) -> None:
    assert to_site(place, "out").exit_code == 0
    with zipfile.ZipFile("theirs.zip", "w") as archive:
        archive.writestr("mine/letter.txt", "mine")
    (place / "letter.txt").write_text("mine")
    (place / "folder.zip").mkdir()
    (place / "link.zip").symlink_to("letter.txt")
    before = files(place)
    for to in ("theirs.zip", "letter.txt", "folder.zip", "link.zip", "out/site.zip"):
        done = run("offline", "out", "--to", to)
        assert done.exit_code == 1 and to in done.output, done.output
        assert files(place) == before
    for _ in range(2):
        assert run("offline", "out", "--to", "site.zip").exit_code == 0
    with zipfile.ZipFile("site.zip") as archive:
        assert not any(places.MARK in name for name in archive.namelist())


# What a site calls things -------------------------------------------------------------

TOPIC = "- {name: Amphibians, definition: Wet. They sing., aliases: [newts]}\n"


@pytest.mark.parametrize(
    ("where", "found"),
    [(None, False), ("here", False), ("seeds", True), ("beside", True), ("named", True)],
)
def test_a_vocabulary_is_that_of_the_folder_of_seeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rendered: None, where: str | None, found: bool
) -> None:
    here = make_project(tmp_path / "own")
    seeds = tmp_path / "theirs" / "talks"
    seeds.mkdir(parents=True)
    (seeds / "newts.md").write_text("\n\n".join(f"Newts sing in pond {n}." for n in "abcd"))
    folders = {"here": here, "seeds": seeds, "beside": seeds.parent, "named": tmp_path}
    if where:
        (folders[where] / "topics.yml").write_text(TOPIC)
    more = ("--vocabulary", tmp_path) if where == "named" else ()
    monkeypatch.chdir(here)
    monkeypatch.setattr(processes, "mapper_of", lambda *given: nullcontext(map))
    assert run("build", "--seeds", seeds, *more).exit_code == 0
    assert run("site", "--seeds", seeds, "--to", tmp_path / "out", *more).exit_code == 0
    for docs in (here / "docs", tmp_path / "out"):
        assert (docs / "topics" / "amphibians" / "index.md").exists() is found


def test_the_vocabulary_of_the_project_is_for_its_own_seeds(place: Path) -> None:
    make_project(place)
    (place / "topics.yml").write_text("- {name: 7}\n")
    (place / "seeds" / "deep").mkdir()
    (place / "seeds" / "deep" / "frogs.md").write_text("# Frogs\n\nFrogs.\n")
    theirs = place / "elsewhere" / "theirs"
    theirs.mkdir(parents=True)
    for more in ((), ("--seeds", "seeds"), ("--seeds", "seeds/deep")):
        assert "topics.yml:1: error" in run("check", *more).output
    assert "topics.yml:1: error" in run("check", "seeds/deep").output
    assert "topics.yml" not in run("check", "--seeds", theirs).output
    assert "topics.yml" not in run("check", theirs).output
    assert "topics.yml" not in run("topics", "--seeds", theirs).output


def test_a_sidecar_is_no_vocabulary_and_a_link_no_file_of_it(place: Path) -> None:
    (place / "seeds" / "people.md").write_text(POST)
    (place / "seeds" / "people.yml").write_text("title: Who sings\n")
    assert project.home([place / "seeds"]) is None
    (place / "topics.yml").symlink_to("/etc/hostname")
    done = run("check", "--seeds", "seeds")
    assert done.exit_code == 1 and "topics.yml: this is not a regular file" in done.output


# check --------------------------------------------------------------------------------


def test_check_takes_folders(place: Path) -> None:
    (place / "seeds" / "deep").mkdir()
    (place / "seeds" / "pics").mkdir()
    (place / "seeds" / "pics" / "newt.png").write_bytes(b"\x89PNG")
    (place / "seeds" / "deep" / "bad.json").write_text("{")
    (place / "seeds" / "deep" / "a.md").write_text("# A\n\n![Newt](../pics/newt.png)\n")
    (place / "seeds" / "other.psd").write_bytes(b"8BPS")
    for arguments in (("--seeds", "seeds"), ("seeds",), ("--seeds", "seeds", "seeds")):
        done = run("check", *arguments)
        assert done.exit_code == 1 and "deep/bad.json:1: error" in done.output
        assert "other.psd" in done.output and "2 of 3 files" in done.output
    done = run("check", "--seeds", "seeds", "seeds/deep", "seeds/deep/a.md")
    assert "1 of 2 files" in done.output and "other.psd" not in done.output
    assert "was not found among the seeds" not in done.output
    done = run("check", "--seeds", "seeds", "seeds/deep/a.md")
    assert done.exit_code == 0 and "1 of 1 files" in done.output
    assert "does not exist" in run("check", "--seeds", "gone").output
    assert "does not exist" in run("check", "gone").output
