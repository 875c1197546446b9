"""What was added before, so that it is never asked for twice, nor brought back once deleted."""

from __future__ import annotations

from pathlib import Path

import yaml

#: In the project folder: the files made of each item, by what its source tells it by.
FILE = "added.yml"
_HEAD = (
    "# What `commonplace add` has brought in. It writes this file. Take a line out, and delete\n"
    "# the file it names, to have an item again.\n"
)


class AddedError(ValueError):
    """A list of added items that cannot be read."""


class Added:
    """The items of a project that were added, as `added.yml` has them."""

    def __init__(self, project: Path) -> None:
        self._path = project / FILE
        self._files = self._read()

    def __contains__(self, key: str) -> bool:
        return key in self._files

    def note(self, key: str, file: Path) -> None:
        """Remember an item by its key, with its first file, named from the project folder."""
        project, path = self._path.parent.resolve(), file.resolve()
        inside = path.is_relative_to(project)
        self._files[key] = (path.relative_to(project) if inside else path).as_posix()
        text = yaml.safe_dump(self._files, allow_unicode=True, width=1_000)
        beside = self._path.with_name(f".{FILE}.new")
        beside.write_text(_HEAD + text, encoding="utf-8")
        beside.replace(self._path)

    def _read(self) -> dict[str, str]:
        try:
            found = yaml.safe_load(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (yaml.YAMLError, UnicodeDecodeError) as problem:
            raise AddedError(f"{self._path}: is not valid YAML; mend it, or delete it") from problem
        if not isinstance(found or {}, dict):
            raise AddedError(f"{self._path}: must be a table of keys and files; mend it")
        return {str(key): str(file) for key, file in (found or {}).items()}
