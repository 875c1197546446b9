"""Modules as classic scripts: what becomes of them, and what is refused."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from commonplace.render.scripts import (
    BROWSER,
    LANGUAGE,
    SCRIPTS,
    ScriptError,
    language,
    script,
    scripts,
    service_worker,
)

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="no Node")

POND = """\
// A pond, and what is in it.
import { many as several, NEWT } from "./newts.js";
import {
  deep,
} from "./under/deep.js";
import * as newts from "./newts.js";

/** @type {import("./newts.js").Newt} */
const own = NEWT;
const text = `  two  spaces // and ${several(2)} ${"in"} here  `;
const parts = "a / b".split(/\\s*\\/\\s*/); // a comment behind a pattern
const half = parts.length / 2 / 1;
const nested = `a ${half ? `b  ${half}` : ""}`;
said({ own, text, parts, half, nested, deep: deep(), two: newts.many(2) });
"""
NEWTS = """\
/* A comment with "quotes" and `ticks`. */
const own = "not the pond's";
export const NEWT = `${own}: newt`;
export function many(count) {
  return Array.from({ length: count }, () => "newt").join(" // ");
}
export class Unused {}
"""
DEEP = """\
import { NEWT } from "../newts.js";
export async function* later() {}
export const deep = () => NEWT.length;
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "under").mkdir()
    (tmp_path / "pond.js").write_text(POND)
    (tmp_path / "newts.js").write_text(NEWTS)
    (tmp_path / "under" / "deep.js").write_text(DEEP)
    return tmp_path


def run(source: str, before: str = "") -> str:
    assert NODE
    done = subprocess.run([NODE, "-"], input=before + source, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs_node
def test_a_script_does_what_its_modules_do(folder: Path) -> None:
    said = run(script(folder / "pond.js"), "const said = (x) => console.log(JSON.stringify(x));\n")
    assert json.loads(said) == {
        "own": "not the pond's: newt",
        "text": "  two  spaces // and newt // newt in here  ",
        "parts": ["a", "b"],
        "half": 1,
        "nested": "a b  1",
        "deep": 20,
        "two": "newt // newt",
    }


def test_a_script_has_no_comments_and_each_module_once(folder: Path) -> None:
    text = script(folder / "pond.js")
    assert "A pond" not in text and "behind a pattern" not in text and "quotes" not in text
    assert text.count("not the pond's") == 1
    assert "\n  " not in text and "import" not in text and "export" not in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('import deep from "./under/deep.js";', "another form"),
        ('import "./newts.js";', "another form"),
        ('import { a } from "newts";', "another form"),
        ('const late = import("./newts.js");', "another form"),
        ("const here = import.meta.url;", "another form"),
        ("export default 1;", "another form"),
        ("export let changing = 1;", "another form"),
        ("export { said };", "another form"),
        ('export * from "./newts.js";', "another form"),
        ('import { a } from "./gone.js";', "no module"),
        ('import { a } from "./pond.js";', "imports itself"),
        ("const t = ;", "unexpected"),
    ],
)
def test_what_cannot_be_done_is_told_with_the_file(folder: Path, line: str, said: str) -> None:
    (folder / "pond.js").write_text(f"{line}\n{POND}")
    with pytest.raises(ScriptError, match=said) as problem:
        script(folder / "pond.js")
    assert "pond.js" in str(problem.value)


def test_words_in_texts_and_comments_are_no_imports(folder: Path) -> None:
    (folder / "pond.js").write_text('// import { a } from "b";\nsaid("the exported index");\n')
    assert 'said("the exported index")' in script(folder / "pond.js")


@needs_node
@pytest.mark.parametrize("name", SCRIPTS)
def test_the_scripts_of_the_site_are_classic_scripts(name: str, tmp_path: Path) -> None:
    path = tmp_path / "script.cjs"
    path.write_bytes(scripts()[name])
    assert NODE
    done = subprocess.run([NODE, "--check", str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@needs_node
def test_no_text_or_pattern_of_the_engine_is_changed(tmp_path: Path) -> None:
    """What the engine parses and stems is the same from its modules and from its script."""
    words = "Newts' “reward models” speaker:o'Hara near~1 gen?ral* \\( a-b C++ -x ~2 3.5 naïve"
    (tmp_path / "entry.js").write_text(
        f'import {{ tokens }} from "{_relative(tmp_path)}/analysis.js";\n'
        f'import {{ stem }} from "{_relative(tmp_path)}/stem.js";\n'
        f"said(tokens({json.dumps(words)}).map(stem));\n"
    )
    before = "globalThis.said = (x) => console.log(JSON.stringify(x));\n"
    as_script = run(script(tmp_path / "entry.js"), before)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "before.js").write_text(before)
    (tmp_path / "all.js").write_text('import "./before.js";\nimport "./entry.js";\n')
    assert NODE
    as_modules = subprocess.run(
        [NODE, str(tmp_path / "all.js")], capture_output=True, text=True, check=True
    ).stdout
    assert json.loads(as_script) == json.loads(as_modules) != []


def _relative(folder: Path) -> str:
    return "/".join([".."] * (len(folder.resolve().parts) - 1)) + str(BROWSER / "search")


def test_the_browser_knows_what_the_query_language_says(
    golden: Callable[[Path, str], None],
) -> None:
    golden(LANGUAGE, language())


def test_a_reader_loads_little_code() -> None:
    """Kilobytes as hosts compress them; the engine is loaded with the first search."""
    sizes = {Path(name).name: len(gzip.compress(data)) for name, data in scripts().items()}
    most = {"page.js": 11_000, "engine.js": 20_000, "results.js": 7_700, "timeline.js": 5_000}
    most |= {"reading.js": 12_000, "book.js": 4_200, "meaning.js": 1_300, "references.js": 3_000}
    most |= {"taking.js": 5_000, "offline.js": 2_200}
    assert sizes.keys() == most.keys()
    assert all(sizes[name] <= most[name] for name in most), sizes


def test_the_service_worker_is_another_for_other_files() -> None:
    files, code, index = {"a.md": "a", "b.zip": b"b"}, ["x.js", "y.css"], ["search/1.bin"]
    first = service_worker(files, code, index)
    assert list(first) == ["sw.js"]
    assert first == service_worker(dict(reversed(files.items())), reversed(code), index)
    for other in (
        service_worker({**files, "a.md": "c"}, code, index),
        service_worker(files, ["x.js"], index),
        service_worker(files, code, ["search/2.bin"]),
    ):
        assert other != first
    assert b'"x.js"' in first["sw.js"] and b'"search/1.bin"' in first["sw.js"]


def test_a_site_without_one_says_so() -> None:
    name = "assets/commonplace/page.js"
    assert scripts()[name] != scripts(keep_offline=True)[name]
    assert b"sw.js" in scripts()[name]  # it takes away what an earlier build left
