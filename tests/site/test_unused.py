"""A site has the files of its theme that its pages load, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from commonplace.site.unused import leave_out

OWN = "assets/javascripts/own.js.map"
SEARCHING = "assets/javascripts/workers/search."


def published(folder: Path, *, plugins: list[str], theme: str = "material") -> dict[str, int]:
    """What a site with one page and one file of the maker's has, and the sizes."""
    (folder / "docs" / OWN).parent.mkdir(parents=True)
    (folder / "docs" / OWN).write_text("{}", encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Pond Notes\n", encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"), theme={"name": theme}, plugins=plugins)
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    leave_out(files, config)
    return {file.src_uri: Path(file.abs_src_path or "").stat().st_size for file in files}


def test_what_only_another_search_loads_is_left_out(tmp_path: Path) -> None:
    found = published(tmp_path, plugins=[])
    maps = [name for name in found if name.endswith(".map")]
    assert maps == [OWN], "the maker's own file stays"
    assert not [name for name in found if "lunr" in name or name.startswith(SEARCHING)]
    assert [name for name in found if name.startswith("assets/javascripts/bundle.")]
    assert sum(found.values()) < 600_000


@pytest.mark.parametrize("plugin", ["search", "material/search"])
def test_materials_own_search_keeps_what_it_loads(tmp_path: Path, plugin: str) -> None:
    found = published(tmp_path, plugins=[plugin])
    assert [name for name in found if name.startswith(SEARCHING) and name.endswith(".js")]
    assert [name for name in found if name.startswith("assets/javascripts/lunr/")]


def test_another_theme_is_left_as_it_is(tmp_path: Path) -> None:
    theme = {name for name in published(tmp_path, plugins=[], theme="mkdocs") if name != OWN}
    assert any(name.startswith("js/") for name in theme)
