"""A built site as one zip that opens from disk with a double click, search included.

A browser shows a folder on disk as a list of files, and does not let a page read other files.
So in the copy, links to folders name the folder's page, and the files of the search index
become scripts, which a page may run. Any builder's site will do.
"""

from __future__ import annotations

import base64
import html
import json
import os
import posixpath
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from commonplace.disk import places
from commonplace.export import MANIFEST

#: The zip of a site that offers it to its readers, at its root.
ZIP = "offline.zip"
#: Of use only to a server, or to those who find pages for others.
_LEFT_OUT = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", "sw.js", ZIP, places.MARK})
_SEARCH = re.compile(r"(?:.*/)?search/([^/]+\.bin)")
_SCRIPT = re.compile(r"(?:.*/)?search/[^/]+\.bin\.js")
_LINKS = {"a": "href", "area": "href", "link": "href", "form": "action"}
_REFRESH = re.compile(r"(\s*\d+\s*;\s*url=)(.*)", re.I | re.S)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip of the same site is the same zip


def bundle(site: Path, to: Path) -> int:
    """Write the zip of a built site; returns how many files it holds.

    Everything is in one folder, named like the zip. Raises FileNotFoundError if there is no
    built site with a search index, and FileExistsError if `to` is anything but such a zip, or
    is inside the site.
    """
    if not (site / "index.html").is_file() or not any(site.rglob(MANIFEST)):
        raise FileNotFoundError(f"{site}: no built site found; run `make build` first")
    places.apart([site], to=to)
    if os.path.lexists(to) and not _is_copy(to):
        raise FileExistsError(
            f"{to}: this is not a zip of a site and is not replaced; choose another name"
        )
    to.parent.mkdir(parents=True, exist_ok=True)
    beside = to.with_name(f".{to.name}.new")
    count = 0
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files(site):
                held = zipfile.ZipInfo(f"{to.stem}/{name}", _EPOCH)
                held.external_attr = 0o644 << 16
                held.compress_type = zipfile.ZIP_DEFLATED
                if isinstance(data, Path):
                    with data.open("rb") as file, archive.open(held, "w", force_zip64=True) as copy:
                        shutil.copyfileobj(file, copy)
                else:
                    archive.writestr(held, data)
                count += 1
        beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)
    return count


def into_site(site: Path) -> None:
    """Put the zip of a built site into the site, where its pages link to it."""
    with tempfile.TemporaryDirectory(dir=site.parent, prefix=f".{site.name}.") as folder:
        zipped = Path(folder) / ZIP
        bundle(site, zipped)
        zipped.replace(site / ZIP)


def _is_copy(path: Path) -> bool:
    """Whether a file is a zip that `bundle` has made: one folder, with the index as scripts."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
    top = names[0].partition("/")[0] if names else ""
    whole = all(name.startswith(f"{top}/") for name in names)
    return whole and any(name.endswith(f"/{MANIFEST}.js") for name in names)


def files(site: Path) -> Iterator[tuple[str, bytes | Path]]:
    """The files of the copy, by their path in it, in order: new content, or the original file."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        found = _SEARCH.fullmatch(name)
        if not path.is_file() or name in _LEFT_OUT or _SCRIPT.fullmatch(name):
            continue
        if found:
            yield f"{name}.js", as_script(found[1], path.read_bytes())
        elif path.suffix == ".html":
            yield name, to_files(site, name, path.read_text(encoding="utf-8")).encode()
        else:
            yield name, path


def to_files(site: Path, name: str, page: str) -> str:
    """A page of the site, by its path there, whose links to folders name the folders' pages."""
    return _Page(site, posixpath.dirname(name)).rewritten(page)


def as_script(name: str, data: bytes) -> bytes:
    """A file of the index as a script that hands it over.

    >>> as_script("ab.bin", b"newt")
    b'commonplaceFile("ab.bin", "bmV3dA==");\\n'
    """
    text = base64.b64encode(data).decode()
    return f"commonplaceFile({json.dumps(name)}, {json.dumps(text)});\n".encode()


class _Page(HTMLParser):
    """Rewrites the tags of a page that link to a folder, and nothing else."""

    def __init__(self, site: Path, folder: str) -> None:
        super().__init__(convert_charrefs=False)
        self.site = site
        self.folder = folder
        self.changes: list[tuple[tuple[int, int], str, str]] = []

    def rewritten(self, page: str) -> str:
        """The page with links to folders made links to the folders' pages."""
        self.feed(page)
        self.close()
        starts = [0]
        for line in page.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        parts: list[str] = []
        end = 0
        for (line_number, column), before, after in self.changes:
            start = starts[line_number - 1] + column
            parts += [page[end:start], after]
            end = start + len(before)
        return "".join([*parts, page[end:]])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note how to rewrite a tag that links to a folder."""
        changed = [(name, self._value(tag, name, value)) for name, value in attrs]
        if changed == attrs:
            return
        written = "".join(
            f" {name}" if value is None else f' {name}="{html.escape(value)}"'
            for name, value in changed
        )
        self.changes.append((self.getpos(), self.get_starttag_text() or "", f"<{tag}{written}>"))

    def _value(self, tag: str, name: str, value: str | None) -> str | None:
        if value is None:
            return None
        if _LINKS.get(tag) == name:
            return self._address(value)
        refresh = _REFRESH.fullmatch(value) if (tag, name) == ("meta", "content") else None
        return refresh[1] + self._address(refresh[2]) if refresh else value

    def _address(self, address: str) -> str:
        """An address as it must be on disk."""
        try:
            parts = urlsplit(address)
        except ValueError:  # no address that anybody could go to, such as http://[
            return address
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return address
        place = posixpath.normpath(posixpath.join(self.folder, unquote(parts.path)))
        if place.startswith(".."):
            return address
        path = parts.path
        if (self.site / place / "index.html").is_file():
            path = posixpath.join(path, "index.html")
        elif path.endswith("/") and (self.site / f"{place}.html").is_file():
            path = f"{path.rstrip('/')}.html"
        return parts._replace(path=path).geturl()
