"""Front matter, whatever it is called there, as the fields of a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from commonplace.markup.dates import dated
from commonplace.markup.plain import plain
from commonplace.markup.video import video
from commonplace.model import Credit, Dated, Diagnostic, Link, Role

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]{3,1000}\Z")
_OLD = re.compile(r"/?[\w.~%+@=-]+(?:/[\w.~%+@=-]+)*/?\Z")
_HEAD = 65_536  #: characters of a file in which the line of a field is looked for
#: Says what is wrong with a field, and how to mend it.
Warn = Callable[[str, str, str], None]
_PEOPLE: tuple[tuple[str, Role], ...] = (
    ("author", "author"),
    ("authors", "author"),
    ("host", "host"),
    ("hosts", "host"),
    ("guest", "guest"),
    ("guests", "guest"),
    ("speakers", "speaker"),
)


@dataclass(frozen=True, kw_only=True)
class Fields:
    """What a document says of itself, in one shape."""

    title: str = ""
    slug: str = ""
    date: Dated | None = None
    description: str = ""
    people: tuple[Credit, ...] = ()
    topics: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    sources: tuple[Link, ...] = ()
    video: str | None = None
    source: str | None = None
    licence: str = ""
    notice: str = ""
    old_addresses: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def _line_of(key: str, text: str) -> int:
    """The line on which a field begins, near the head of a text; 1 where it is not seen."""
    name = re.escape(key).replace("_", "[-_]")
    found = re.search(rf"^[ \t{{\[\"']*{name}[\"']?[ \t]*[:=]", text[:_HEAD], re.I | re.M)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def read_fields(
    found: Mapping[str, Any],
    file: str,
    sidecar: Mapping[str, Any] | None = None,
    sidecar_file: str = "",
    *,
    text: str = "",
    sidecar_text: str = "",
) -> Fields:
    """Bring front matter into one shape; what cannot be used is reported and left out.

    Fields of the sidecar win over those of the file itself. `text` and `sidecar_text` are
    what the two files say, so that messages can name lines.
    """
    beside = _lower(sidecar or {})
    lower = {**_lower(found), **beside}
    diagnostics: list[Diagnostic] = []

    def warn(key: str, message: str, remedy: str) -> None:
        diagnostics.append(
            Diagnostic(
                severity="warning",
                file=sidecar_file if key in beside else file,
                line=_line_of(key, sidecar_text if key in beside else text),
                message=f"{key}: {message}",
                why="a field that is not understood is left out, and the page lacks it",
                remedy=remedy,
            )
        )

    date = None
    for key in ("date", "published", "published_at", "post_date", "publishdate", "created", "year"):
        if lower.get(key) not in (None, ""):
            date = dated(lower[key])
            if date:
                break
            warn(key, f"{str(lower[key])[:60]!r} is no date", "write it as 2024-12-31")
    source = _first(lower, "source", "canonical_url", "canonical", "original", "link", "url")
    address = source if source and _ADDRESS.match(source) else None
    old = [
        *_texts(lower.get("permalink")),
        *_texts(lower.get("aliases")),
        *_texts(lower.get("redirect_from")),
    ]
    if source and not address and source.startswith("/"):
        old.append(source)
    elif source and not address:
        warn("source", f"{source[:60]!r} is no address", "begin it with https://")
    return Fields(
        title=_first(lower, "title"),
        slug=_first(lower, "slug"),
        date=date,
        description=_first(lower, "description", "subtitle", "summary", "excerpt"),
        people=_credits(lower),
        topics=tuple(dict.fromkeys(_topics(lower))),
        sources=_sources(lower.get("sources"), warn),
        covered=tuple(plain(text) for text in _texts(lower.get("covered"))),
        video=_video(lower, source, warn),
        source=address,
        licence=_first(lower, "licence", "license"),
        notice=_first(lower, "note", "notice"),
        old_addresses=_old(old, warn),
        diagnostics=tuple(diagnostics),
    )


def _lower(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key).strip().lower().replace("-", "_"): value for key, value in fields.items()}


def title_from_name(name: str) -> str:
    """A title for a file that gives none, from its name.

    >>> title_from_name("shows/practical-ai-230.md"), title_from_name("2024-11-17-late_o1.md")
    ('Practical ai 230', 'Late o1')
    """
    stem = re.sub(r"\A\d{4}-\d\d-\d\d-", "", PurePosixPath(name).stem)
    words = " ".join(re.sub(r"[-_]+", " ", stem).split()) or "Untitled"
    return plain(words[0].upper() + words[1:])


def _texts(value: object) -> list[str]:
    """A text, or a list of texts, as a list of texts."""
    if value is None or isinstance(value, dict):
        return []
    values = value if isinstance(value, list | tuple) else [value]
    return [
        str(one).strip() for one in values if not isinstance(one, list | dict) and str(one).strip()
    ]


def _first(fields: Mapping[str, Any], *names: str) -> str:
    for name in names:
        for text in _texts(fields.get(name)):
            return plain(text)
    return ""


def _credits(fields: Mapping[str, Any]) -> tuple[Credit, ...]:
    credits = []
    for key, role in _PEOPLE:
        value = fields.get(key)
        for one in value if isinstance(value, list) else [value]:
            text = one.get("name") if isinstance(one, dict) else one
            for name in _texts(text):
                parts = re.split(r"\s+(?:and|&)\s+|;", name) if role != "author" else [name]
                credits += [Credit(name=plain(part), role=role) for part in parts if plain(part)]
    return tuple(dict.fromkeys(credits))


def _topics(fields: Mapping[str, Any]) -> list[str]:
    found = []
    for key in ("topics", "tags", "categories", "keywords"):
        value = fields.get(key)
        split = value.split(",") if isinstance(value, str) else value
        found += [plain(text) for text in _texts(split)]
    return [text for text in found if text]


def _sources(value: object, warn: Warn) -> tuple[Link, ...]:
    """The list `sources`: addresses, or mappings with `title` and `url`."""
    result = []
    for one in value if isinstance(value, list) else []:
        fields = one if isinstance(one, dict) else {"url": one}
        address = _first(fields, "url", "address", "link")
        if _ADDRESS.match(address):
            result.append(Link(title=_first(fields, "title", "name") or address, address=address))
        else:
            warn("sources", f"{address[:60]!r} is no address", "begin it with https://")
    return tuple(result)


def _video(fields: Mapping[str, Any], source: str, warn: Warn) -> str | None:
    """The video that was transcribed: named as such, or else the source itself."""
    for key in ("video", "youtube", "video_url", "youtube_id"):
        text = _first(fields, key)
        if not text:
            continue
        found = video(text) or (
            video(f"https://youtu.be/{text}") if re.fullmatch(r"[\w-]{11}", text) else None
        )
        if found:
            return found.address
        warn(key, f"{text[:60]!r} is no video on YouTube or Vimeo", "give its address")
    found = video(source)
    return found.address if found else None


def _old(addresses: list[str], warn: Warn) -> tuple[str, ...]:
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
            warn("permalink", f"{address[:60]!r} is no path", "write it as /posts/name/")
    return tuple(dict.fromkeys(path for path in result if path))
