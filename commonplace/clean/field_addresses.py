"""Where a document was before, as its front matter says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_OLD = re.compile(r"/?[\w.~%+@=-]+(?:/[\w.~%+@=-]+)*/?\Z")


def post_id(value: object) -> str:
    """The number of a post where it was published, which may have its name behind a dot."""
    said = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return said.strip() if re.fullmatch(r"\s*\d{1,15}(?:\.[\w-]{1,200})?\s*", said) else ""


def old_addresses(addresses: list[str], warn: Callable[[str, str, str], None]) -> tuple[str, ...]:
    """Addresses the document had before, as paths without a slash at either end."""
    result = []
    for address in addresses:
        path = unicodedata.normalize("NFC", re.sub(r"\Ahttps?://[^/]+", "", address).strip())
        parts = path.strip("/").split("/")
        # A part that begins with a dot is a hidden file, or leads out of the folder.
        hidden = any(part.startswith(".") for part in parts)
        safe = _OLD.match(path) and not hidden and len(path.encode()) < 200
        if path.strip("/") and safe and not path.endswith("//"):
            result.append(re.sub(r"(?:\A|/)index\.html?\Z", "", path.strip("/")))
        elif path.strip("/"):
            warn("permalink", f"{address[:60]!r} is not a path", "write it as /posts/name/")
    return tuple(dict.fromkeys(path for path in result if path))
