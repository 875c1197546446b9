"""Front matter, in whatever spelling, as the fields of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from commonplace.clean import recordings
from commonplace.clean.field_addresses import old_addresses, post_id
from commonplace.clean.unused_fields import short, unused
from commonplace.markup import file_names
from commonplace.markup.dates import dated
from commonplace.markup.fields import plain_name
from commonplace.markup.html import in_a_line, render
from commonplace.markup.plain import inert, plain
from commonplace.markup.states import held, is_no, is_word, without_day
from commonplace.markup.tongues import tag
from commonplace.markup.video import video
from commonplace.markup.web import as_read
from commonplace.model import Credit, Dated, Diagnostic, Document, Hold, Link, Role, Seed
from commonplace.model.diagnostics import line_of, warning
from commonplace.model.identity import UNTITLED

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]{3,1000}\Z")
_HEAD = 65_536  #: characters of a file in which the line of a field is looked for
#: Characters of a title, of a name or a topic, and of any other text; what is after
#: them is left out, since lists, feeds and the index hold each of them many times.
LONGEST_TITLE, LONGEST_NAME, LONGEST_TEXT = 1_000, 200, 5_000
MOST_VALUES = 500  #: of a list
_MOST_BITS = 4_096  #: of a number; Python writes no number of many thousand digits
#: Fields that are a text, or a list of texts.
_TEXTS = frozenset(
    "title slug description subtitle summary excerpt topics tags categories keywords covered "
    "topic tag category keyword licence license note notice source canonical_url canonical "
    "canonical_link original link url source_url original_url webpage_url permalink aliases "
    "redirect_from video youtube video_url youtube_id youtube_url youtube_link video_link "
    "video_id vimeo vimeo_url media media_link show podcast channel".split()
)
_SINGLE = _TEXTS - set(
    "topics tags categories keywords topic tag category keyword covered permalink aliases "
    "redirect_from show podcast channel".split()
)
_SOURCES = (
    *("source", "canonical_url", "canonical", "canonical_link", "source_url"),
    *("original", "original_url", "webpage_url", "link", "url"),
)
#: Fields that name a video; `media` may be any recording, and is none of ours then.
_VIDEOS = (
    "video",
    "youtube",
    "video_url",
    "youtube_url",
    "youtube_link",
    "video_link",
    "youtube_id",
    "video_id",
    "vimeo",
    "vimeo_url",
    "media",
    "media_link",
)
#: Says what is wrong with a field, and how to fix it.
Warn = Callable[[str, str, str], None]
_PEOPLE: tuple[tuple[str, Role], ...] = (
    ("author", "author"),
    ("authors", "author"),
    ("host", "host"),
    ("hosts", "host"),
    ("guest", "guest"),
    ("guests", "guest"),
    ("interviewer", "host"),
    ("moderator", "host"),
    ("speaker", "speaker"),
    ("speakers", "speaker"),
)
_CREDITED = frozenset(key for key, _ in _PEOPLE)
_TOPICS = (
    *("topics", "tags", "categories", "keywords", "topic", "tag", "category", "keyword"),
    *("show", "podcast", "channel"),
)
_DATES = (
    *("date", "published", "published_at", "post_date", "publishdate", "publish_date"),
    *("published_date", "publication_date"),
    *("published_on", "published_time", "date_published", "datepublished", "pub_date", "pubdate"),
    *("pub_datetime", "publish_datetime", "published_datetime"),
    *("release_date", "upload_date", "created", "created_at", "creation_date", "date_created"),
    "year",
)
_DESCRIPTIONS = ("description", "subtitle", "summary", "excerpt", "lead", "lede", "standfirst")
#: Of Jekyll's `permalink`, names of styles; the last one is a switch.
_STYLES = frozenset("pretty date none ordinal weekdate false".split())
_WIKI = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_LONGEST = {"title": LONGEST_TITLE, **dict.fromkeys(_TOPICS, LONGEST_NAME)}


@dataclass(frozen=True, kw_only=True)
class Fields:
    """What the front matter says about a document, in one shape."""

    title: str = ""
    slug: str = ""
    date: Dated | None = None
    description: str = ""
    people: tuple[Credit, ...] = ()
    topics: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    sources: tuple[Link, ...] = ()
    video: str | None = None
    language: str = ""
    audio: str = ""
    length: float | None = None
    source: str | None = None
    base: str | None = None
    licence: str = ""
    notice: str = ""
    post_id: str = ""
    old_addresses: tuple[str, ...] = ()
    holds: tuple[Hold, ...] = ()
    shows_source: bool = True
    shows_record: bool = True
    diagnostics: tuple[Diagnostic, ...] = ()


def _line_of(key: str, text: str) -> int:
    """The line on which a field begins, near the start of a text; 1 if it is not found."""
    name = re.escape(key).replace("_", "[-_]")
    found = re.search(rf"^[ \t{{\[\"']*{name}[\"']?[ \t]*[:=]", text[:_HEAD], re.I | re.M)
    return line_of(text, found.start()) if found else 1


def read_fields(
    found: Mapping[str, Any],
    file: str,
    sidecar: Mapping[str, Any] | None = None,
    sidecar_file: str = "",
    *,
    text: str = "",
    sidecar_text: str = "",
    private: Collection[str] = (),
    defaults: Mapping[str, Any] | None = None,
) -> Fields:
    """Bring front matter into one shape; what cannot be used is reported and left out.

    Fields of the sidecar win over those of the file itself. `text` and `sidecar_text` are
    what the two files say, so that messages can name lines. `private` fields are used only to
    decide whether the document may be published.
    """
    beside = _lower(sidecar or {})
    lower = {**_lower(found), **beside}
    lower = {**_for_all(defaults or {}, lower), **lower}
    diagnostics: list[Diagnostic] = []

    def place(key: str) -> tuple[str, int]:
        where = (sidecar_file, sidecar_text) if key in beside else (file, text)
        return where[0], _line_of(key, where[1])

    def warn(key: str, message: str, remedy: str) -> None:
        file, line = place(key)
        why = "a field that cannot be understood is left out of the page"
        diagnostics.append(warning(file, line, f"{key}: {message}", remedy, why))

    holds = [
        Hold(why=one.why, file=file, line=line, opens=one.opens, closes=one.closes)
        for one in held(lower)
        for file, line in [place(one.name)]
    ]
    for key in without_day(lower):
        warn(key, f"{short(lower[key])!r} is not a date", "write it as 2024-12-31")
    lower = {key: value for key, value in lower.items() if key not in private}
    lower = {key: _bounded(key, value, warn) for key, value in lower.items()}
    published = _published(lower, warn)
    for key, value in lower.items():
        named = [_name(one) for one in _listed(value)] if key in _CREDITED else value
        if (key in _TEXTS or key in _CREDITED) and (misfit := _misfit(named)):
            warn(key, f"must be text, not {misfit}; it was left out", f"write it as {key}: words")
        elif key in _SINGLE and len(_texts(value)) > 1:
            warn(key, "has more than one value; only the first is used", "delete the others")
    source, address = _source(lower)
    old = _old_values(lower)
    diagnostics += unused(lower, place)
    if source and not address and source.startswith("/"):
        old.append(source)
    elif source and not address:
        warn("source", f"{source[:60]!r} is not a web address", "start it with https://")
    return Fields(
        title=_first(lower, "title"),
        slug=_first(lower, "slug"),
        date=published,
        description=_unmarked(_first(lower, *_DESCRIPTIONS)),
        people=_credits(lower, warn),
        topics=tuple(_topics(lower)),
        sources=() if is_no(lower.get("sources")) else _sources(lower.get("sources"), warn),
        covered=tuple(plain(text) for text in _texts(lower.get("covered"))),
        video=_video(lower, source, warn),
        language=tag(_first(lower, "language", "lang")),
        audio=recordings.named(lower),
        length=recordings.length(lower),
        source=address,
        base=_base(lower, warn),
        licence=_first(lower, "licence", "license"),
        notice=_first(lower, "note", "notice"),
        post_id=post_id(lower.get("post_id")),
        old_addresses=old_addresses(old, warn),
        holds=tuple(holds),
        shows_source=not is_no(lower.get("sources")),
        shows_record=not is_no(lower.get("records")),
        diagnostics=tuple(diagnostics),
    )


def _published(fields: Mapping[str, Any], warn: Warn) -> Dated | None:
    """The first valid date of a document; invalid ones are reported."""
    for key in _DATES:
        value = fields.get(key)
        if value not in (None, "") and not (key == "published" and is_word(value)):
            if found := dated(_said(value) if isinstance(value, str) else value):
                return found
            warn(key, f"{short(value)!r} is not a date", "write it as 2024-12-31")
    return None


def _old_values(fields: Mapping[str, Any]) -> list[str]:
    """What may be old addresses, without Jekyll's permalink styles and names of notes."""
    return [
        *(one for one in _texts(fields.get("permalink")) if one.lower() not in _STYLES),
        *(one for one in _texts(fields.get("aliases")) if one.startswith(("/", "http"))),
        *_texts(fields.get("redirect_from")),
    ]


#: Fields that say the same, and those that a folder cannot say for everything in it.
_SAME = (("author", "authors"), ("licence", "license"), ("language", "lang"), ("show", "podcast"))
_OWN = frozenset("title slug permalink aliases redirect_from source url video audio".split())


def _for_all(defaults: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a folder that a file does not have in any spelling."""
    taken = {name for same in _SAME if any(one in said for one in same) for name in same}
    return {k: v for k, v in _lower(defaults).items() if k not in taken | _OWN}


def _bounded(key: str, value: object, warn: Warn) -> object:
    """A value cut to what is allowed; the first thing that is too long is reported."""
    most = _LONGEST.get(key, LONGEST_TEXT)
    told: list[tuple[str, str]] = []

    def bounded(one: object) -> object:
        if isinstance(one, str) and len(one) > most:
            told.append(
                (f"{len(one):,} characters; only the first {most:,} are used", "shorten it")
            )
            return one[:most]
        if isinstance(one, list | dict) and len(one) > MOST_VALUES:
            message = f"{len(one):,} values; only the first {MOST_VALUES} are used"
            told.append((message, "delete the others"))
        if isinstance(one, list):
            return [bounded(inner) for inner in one[:MOST_VALUES]]
        if isinstance(one, dict):
            return {name: bounded(one[name]) for name in list(one)[:MOST_VALUES]}
        return one

    # Topics on one line are several.
    result = bounded(_apart(key, value) if key in _TOPICS and isinstance(value, str) else value)
    for message, remedy in told[:1]:
        warn(key, f"has {message}", remedy)
    return result


#: A word of several that are tags: with a hyphen, a hash or the like no phrase has.
_TAG = re.compile(r"#?[a-z0-9][\w.+/-]*\Z")


def _apart(key: str, value: str) -> list[str]:
    """The topics on one line, separated by commas or, as in Jekyll, by spaces.

    >>> _apart("tags", "a, b c"), _apart("tags", "orchard late-frost"), _apart("tags", "late frost")
    (['a', ' b c'], ['orchard', 'late-frost'], ['late frost'])
    """
    words = value.split()
    tags = key in ("tags", "categories") and all(map(_TAG.match, words))
    spaced = len(words) > 2 or any(re.search(r"\w[-_/]\w|\A#", word) for word in words)
    if "," not in value and tags and len(words) > 1 and spaced:
        return words
    return value.split(",") if key not in ("show", "podcast", "channel") else [value]


def ahead(document: Document, seed: Seed, today: date) -> Diagnostic | None:
    """The warning for a document with a date in the future; None for any other.

    It may already be tomorrow where the document comes from.
    """
    if document.date is None or (document.date.at.date() - today).days <= 1:
        return None
    texts = ((seed.sidecar_file, decoded(seed.sidecar)), (seed.file, document.source.text))
    places = ((file, _line_of(key, text)) for file, text in texts for key in _DATES)
    file, line = next((place for place in places if place[1] > 1), (seed.file, 1))
    return warning(
        file=file,
        line=line,
        message=f"the date {document.date} is in the future",
        why="lists, feeds and the timeline show it as it is",
        remedy="correct it if it is a mistake",
    )


def decoded(sidecar: bytes | None) -> str:
    """The words of a sidecar; none where there is no sidecar."""
    return (sidecar or b"").decode("utf-8-sig", "replace")


def _lower(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {plain_name(key): value for key, value in fields.items()}


def title_from_name(name: str) -> str:
    """A title for a file that gives none, from its name, or from the folders above it.

    >>> title_from_name("shows/practical-ai-230.md"), title_from_name("2024-11-17-late_o1.md")
    ('Practical ai 230', 'Late o1')
    """
    words = file_names.title(name) or UNTITLED
    return plain(words[0].upper() + words[1:])


def _texts(value: object) -> list[str]:
    """A text or a list of texts as a list of texts; anything else is left out."""
    return [_said(one) for one in _listed(value) if _is_text(one) and _said(one)]


def _said(one: object) -> str:
    """A value as words; for a link to a note, the words it shows."""
    return _WIKI.sub(r"\1", str(one)).strip()


def _listed(value: object) -> list[object]:
    """A value as a list; unquoted `[[Note]]` is a nested list in YAML."""
    listed = value if isinstance(value, list) else [value]
    return [
        one[0] if isinstance(one, list) and len(one) == 1 and isinstance(one[0], str) else one
        for one in listed
    ]


def _links_note(value: object) -> bool:
    """Whether a value links to a note, as in `[[Note]]`, with quotes or without."""
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, list) or (isinstance(first, str) and first.lstrip().startswith("[["))


def _is_text(value: object) -> bool:
    """Whether a value is text, or can be written as text: a number or a date."""
    if isinstance(value, int):
        return not isinstance(value, bool) and value.bit_length() <= _MOST_BITS
    return isinstance(value, str | float | date | time)


def _misfit(value: object) -> str:
    """What in a field is not text; empty if everything is, or if the field is empty."""
    bad = next((one for one in _listed(value) if one is not None and not _is_text(one)), None)
    if bad is None:
        return ""
    names = {dict: "a mapping", list: "a list inside a list", bool: "true or false"}
    return names.get(type(bad), "a value of another type")


def _source(fields: Mapping[str, Any]) -> tuple[str, str | None]:
    """What the fields name as the source, and its address: those of the first that has one."""
    names = _SOURCES[_links_note(fields.get("source")) :]
    said = [found for name in names if (found := _first(fields, name))]
    addresses = ((one, as_read(one)) for one in said if _ADDRESS.match(as_read(one)))
    return next(addresses, (said[0] if said else "", None))


def _first(fields: Mapping[str, Any], *names: str) -> str:
    for name in names:
        for text in _texts(fields.get(name)):
            return plain(text)
    return ""


def _unmarked(words: str) -> str:
    """Words without the signs of Markdown, if they have any."""
    signs = "](" in words or "**" in words or "`" in words
    return inert(render(in_a_line(words))[1]) if signs else words


def _credits(fields: Mapping[str, Any], warn: Warn) -> tuple[Credit, ...]:
    credits = []
    for key, role in _PEOPLE:
        given = _texts([_name(one) for one in _listed(fields.get(key))])
        parts = [part for name in given for part in _people_in(name, key)]
        names = [words for part in parts if (words := plain(part))]
        if longest := max((len(name) for name in names if len(name) > LONGEST_NAME), default=0):
            message = f"a name has {longest:,} characters; only the first {LONGEST_NAME} are used"
            warn(key, message, "shorten it")
        if len(names) > MOST_VALUES:
            message = f"has {len(names):,} names; only the first {MOST_VALUES} are used"
            warn(key, message, "delete the others")
        shown = dict.fromkeys(name[:LONGEST_NAME].strip() for name in names[:MOST_VALUES])
        credits += [Credit(name=name, role=role) for name in shown]
    return tuple(dict.fromkeys(credits))


def _people_in(value: str, key: str) -> list[str]:
    """The names on one line; commas separate them if each has several words.

    >>> _people_in("Ida Winter, Otto Berg", "guests"), _people_in("Winter, Ida", "authors")
    (['Ida Winter', 'Otto Berg'], ['Winter, Ida'])
    """
    if key == "author":
        return [value]
    parts = re.split(r"\s+(?:and|&)\s+|;", value)
    listed = [name for part in parts for name in part.split(",") if name.strip()]
    several = all(len(name.split()) > 1 for name in listed)
    return [name.strip() for name in listed] if several else parts


def _name(person: object) -> object:
    """The name of a person, who may be given as a mapping."""
    return person.get("name", person) if isinstance(person, dict) else person


def _topics(fields: Mapping[str, Any]) -> list[str]:
    """The topics, each as it is first spelled; case alone makes no other one."""
    found: dict[str, str] = {}
    for key in _TOPICS:
        for text in _texts(fields.get(key)):
            name = plain(text).removeprefix("#")
            found.setdefault(name.casefold(), name)
    return [name for name in found.values() if name]


def _sources(value: object, warn: Warn) -> tuple[Link, ...]:
    """The field `sources`: addresses, or mappings with `title` and `url`."""
    result = []
    for one in _listed(value) if value is not None else []:
        fields = one if isinstance(one, dict) else {"url": one}
        address = as_read(_first(fields, "url", "address", "link"))
        if _ADDRESS.match(address):
            result.append(Link(title=_first(fields, "title", "name") or address, address=address))
        else:
            warn("sources", f"{address[:60]!r} is not a web address", "start it with https://")
    return tuple(result)


def _video(fields: Mapping[str, Any], source: str, warn: Warn) -> str | None:
    """The video that was transcribed: a field for it, or else the source itself."""
    for key in _VIDEOS:
        text = _first(fields, key)
        if not text:
            continue
        found = video(text) or (
            video(f"https://youtu.be/{text}") if re.fullmatch(r"[\w-]{11}", text) else None
        )
        if found:
            return found.address
        if key not in ("media", "media_link", "video_id", "video_link"):
            warn(
                key, f"{text[:60]!r} is not a video on YouTube or Vimeo", "give the video's address"
            )
    found = video(source)
    return found.address if found else None


def _base(fields: Mapping[str, Any], warn: Warn) -> str | None:
    """The address that relative links of a text start from if it has no source of its own."""
    text = _first(fields, "base")
    address = as_read(text) if text else ""
    if text and not _ADDRESS.match(address):
        warn("base", f"{text[:60]!r} is not a web address", "start it with https://")
        return None
    return address or None
