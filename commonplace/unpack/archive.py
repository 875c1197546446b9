"""A zip is a folder: its files are seeds below its name."""

from __future__ import annotations

import io
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from commonplace.convert.converter import ConversionError
from commonplace.convert.zipped import checked
from commonplace.diagnostics.limits import Limits, exceeded, front_matter_left_out
from commonplace.model import Diagnostic, Seed
from commonplace.model.diagnostics import error, note
from commonplace.unpack.part import Part
from commonplace.unpack.unread import PICTURES, unread

NAME = "archive"
_SIDECARS = (".yml", ".yaml")
#: What else is a zip, by a file that it has.
_DOCUMENTS = {
    "word/document.xml": ("a Word document", ".docx"),
    "ppt/presentation.xml": ("a presentation", ".pptx"),
    "xl/workbook.xml": ("an Excel workbook", ".xlsx"),
    "META-INF/container.xml": ("a book", ".epub"),
    "META-INF/manifest.xml": ("a LibreOffice document", ".odt"),
}
#: What the module raises for a file that is not what the archive's list says.
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError)
_LINK = "a link could point to any file on this machine"
_FLEE = "a path in an archive must not lead out of it"
_NESTED = "its unpacked size cannot be known beforehand"


def opened(
    seed: Seed,
    limits: Limits,
    known: frozenset[str],
    aside: frozenset[str],
    told: list[Diagnostic],
) -> Iterator[Part]:
    """The files of an archive that can be seeds; problems with others are reported.

    Raises UnreadableError if it is not an archive or is too large.
    """
    archive = checked(io.BytesIO(seed.data), limits)
    files = dict(_files(archive, seed.file, told))
    if what := next((what for mark, what in _DOCUMENTS.items() if mark in files), None):
        raise ConversionError(f"it is {what[0]}", f"give it the suffix {what[1]}")
    pictures = sum(1 for name in files if PurePosixPath(name).suffix.lower() in PICTURES)
    if pictures:
        message = f"{pictures:,} pictures in this archive are not shown"
        why = "pages copy their pictures from the folder of seeds"
        told.append(note(seed.file, 1, message, "unpack it there", why))
    for name, info in files.items():
        path = PurePosixPath(name)
        suffix, file = path.suffix.lower(), f"{seed.file}/{name}"
        if suffix in _SIDECARS or suffix in PICTURES or path.stem.lower() in aside:
            continue
        if suffix == ".zip":
            message = "an archive inside an archive is not opened"
            told.append(error(file, 1, message, "unpack the outer one", _NESTED))
        elif suffix not in known:
            told.append(unread(file, suffix, known))
        elif info.file_size > limits.bytes:
            told.append(exceeded("bytes", file, 1, f"{info.file_size:,} bytes", limits))
        elif (data := _read(archive, info, file, told)) is not None:
            beside = _beside(name, files)
            sidecar = _sidecar(archive, beside, files, seed.file, limits, told)
            yield Part(
                name=name,
                data=data,
                sidecar=sidecar,
                sidecar_file=f"{seed.file}/{beside}" if beside else "",
                raw=True,
            )


def _files(
    archive: zipfile.ZipFile, file: str, told: list[Diagnostic]
) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files of an archive by name, in order, without system files."""
    seen: set[str] = set()
    for info in sorted(archive.infolist(), key=lambda one: one.filename):
        name = unicodedata.normalize("NFC", info.filename)
        parts = name.split("/")
        shown = f"{file}/{name}"
        if info.is_dir() or parts[0] == "__MACOSX":
            continue
        if {"", ".", ".."} & set(parts) or "\\" in name or ":" in parts[0] or "\0" in name:
            message = "this path leads out of the archive"
            told.append(error(shown, 1, message, "pack it again", _FLEE))
        elif any(part.startswith(".") for part in parts):
            continue  # as everywhere
        elif stat.S_ISLNK(info.external_attr >> 16):
            told.append(
                error(shown, 1, "symbolic links are not followed", "put the file itself in", _LINK)
            )
        elif name in seen:
            message = "the archive has two files with this name; only one is read"
            why = "it is unclear which one was meant"
            told.append(error(shown, 1, message, "pack it again", why))
        else:
            seen.add(name)
            yield name, info


def _read(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: str, told: list[Diagnostic]
) -> bytes | None:
    try:
        return archive.read(info)
    except _DAMAGES:
        message, why = "this file of the archive is damaged", "what cannot be read cannot be shown"
        told.append(error(file, 1, message, "pack it again", why))
        return None


def _beside(name: str, files: Mapping[str, object]) -> str:
    """The sidecar of a file, if the archive has one."""
    stems = (name, str(PurePosixPath(name).with_suffix("")))
    return next((stem + end for stem in stems for end in _SIDECARS if stem + end in files), "")


def _sidecar(
    archive: zipfile.ZipFile,
    name: str,
    files: Mapping[str, zipfile.ZipInfo],
    file: str,
    limits: Limits,
    told: list[Diagnostic],
) -> bytes | None:
    if not name:
        return None
    if files[name].file_size > limits.front_matter:
        told.append(front_matter_left_out(f"{file}/{name}", files[name].file_size, limits))
        return None
    return _read(archive, files[name], f"{file}/{name}", told)
