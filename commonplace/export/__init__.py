"""The Whoosh index as static files that a browser can search.

docs/search-format.md describes every file, docs/decisions/0009-search-format.md says
why they are as they are.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from commonplace import index
from commonplace.export.codec import deflated, name, text, varint
from commonplace.export.passages import leaves
from commonplace.export.terms import Files, coded, section

VERSION = 1  #: of the format
BUNDLED = 300_000  #: bytes; an export that is smaller becomes one file

__all__ = ["BUNDLED", "VERSION", "export"]


def export(index_folder: Path, *, bundled: int = BUNDLED) -> Files:
    """An index as files, path below `docs/` to bytes; the same bytes for the same index.

    Raises FileNotFoundError where the folder holds no index.
    """
    files: Files = {}
    with index.contents(index_folder) as found:
        terms = [coded(term) for term in found.terms]
        words = [term for term in terms if term.field == "words"]
        rest = [term for term in terms if term.field != "words"]
        manifest = {
            "format": "commonplace-search",
            "version": VERSION,
            "passages": len(found.passages),
            "counted": found.counted,
            "k1": index.K1,
            "b": index.B,
            "page": index.PAGE,
            "most": index.MOST,
            "fields": {
                field: {
                    "average": found.averages[field],
                    "weight": index.SEARCHED.get(field, 0),
                    "stemmed": field in index.STEMMED,
                }
                for field in index.EXPORTED
            },
            "searched": list(index.SEARCHED),
            "terms": section(rest, index.EXPORTED, files),
            "words": section(words, index.EXPORTED, files),
            "documents": leaves(found.passages, files),
        }
    if sum(map(len, files.values())) < bundled:
        manifest["bundle"], files = _bundle(files)
    files = {f"search/{stem}.bin": data for stem, data in sorted(files.items())}
    lines = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
    return {"search/manifest.json": lines.encode() + b"\n", **files}


def _bundle(files: Files) -> tuple[str, Files]:
    """All files in one, each inflated, since one stream of all of them is smaller."""
    inflated = {stem: zlib.decompress(data, wbits=-15) for stem, data in sorted(files.items())}
    head = b"".join(text(stem) + varint(len(data)) for stem, data in inflated.items())
    whole = deflated(varint(len(inflated)) + head, b"".join(inflated.values()))
    return name(whole), {name(whole): whole}
