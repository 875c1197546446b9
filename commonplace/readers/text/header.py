"""Fields at the head of a text without front matter around them.

Pelican and MultiMarkdown write `Name: value` on the first lines, Logseq `name:: value`,
Notion the same below the title, and transcripts a list with the names in bold.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from commonplace.markup.dates import dated
from commonplace.markup.fields import PUBLIC, plain_name
from commonplace.markup.states import STATES
from commonplace.markup.video import video
from commonplace.model import Place

_LINE = re.compile(
    r"(?P<bold>\*\*|__)?(?P<key>[^\W\d_][\w -]{0,30}?)"
    r"(?(bold)(?:::?(?P=bold)|(?P=bold)[ \t]*::?)|::?)[ \t]+(?P<value>\S[^\n]*)\Z"
)
#: A field without a colon, of which several stand on one line.
_BOLD_KEY = re.compile(r"(?P<bold>\*\*)(?P<key>[^\W\d_][\w -]{0,30})\*\* (?P<value>\S[^\n]*)\Z")
#: What other languages call our fields.
_FOREIGN = {
    "fecha": "date",
    "publicado": "date",
    "publicada": "date",
    "datum": "date",
    "dato": "date",
    "publiziert": "date",
    "veröffentlicht": "date",
    "publié": "date",
    "pubblicato": "date",
    "日付": "date",
    "日期": "date",
    "título": "title",
    "titel": "title",
    "titre": "title",
    "titolo": "title",
    "vídeo": "video",
    "vidéo": "video",
    "canal": "channel",
    "chaîne": "channel",
    "kanal": "channel",
    "canale": "channel",
    "duración": "duration",
    "duração": "duration",
    "durée": "duration",
    "durata": "duration",
    "dauer": "duration",
    "autor": "author",
    "auteur": "author",
    "autore": "author",
    "sprecher": "speaker",
    "relatore": "speaker",
    "ponente": "speaker",
    "idioma": "language",
    "sprache": "language",
    "lingua": "language",
    "quelle": "source",
    "fuente": "source",
    "fonte": "source",
    "enlace": "link",
}
#: What stands before a line of a list or a quotation, and between fields on one line.
_MARK = re.compile(r"[ \t]{0,3}(?:>[ \t]?)?(?:[ \t]{0,3}[-*+][ \t]+)?")
_BETWEEN = re.compile(r"[ \t]{1,8}[|·•][ \t]{1,8}")
_TITLE = re.compile(
    r"\s*# [^\n]+\n(?:[ \t]*\n)*(?:([*_])[^\n*_][^\n]{0,200}\1[ \t]*\n(?:[ \t]*\n)+(?=>))?"
)
#: A title without a mark, right above fields.
_BARE_TITLE = re.compile(r"\s*+(?P<title>[^\W_][^\n:]{2,100})\n(?=[A-Za-z][\w -]{0,30}:[ \t]+\S)")
_MOST_WORDS = 12  #: of such a title
#: A heading, or the title of a box, that announces the fields below it.
_ABOUT = re.compile(
    r"(?:#{2,6}[ \t]+|>[ \t]?\[!\w{1,20}\][+-]?[ \t]*)"
    r"(?:[^\w\n]{0,8}(?:video|episode|meeting|podcast|talk|lecture|interview|event|file|recording"
    r"|source)[ \t]+)?[^\w\n]{0,8}(?:information|info|details|metadata|properties)?"
    r"[ \t:]*\n(?:[ \t]*\n)*",
    re.I,
)
_LINKED = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\]\(<?(?P<address>[^()<>\s]{1,500})>?\)\Z")
_ADDRESS = re.compile(r"<?https?://\S{3,500}\Z")
#: How Nikola writes fields: in a comment, or above the text.
_NIKOLA = re.compile(
    r"\s*(?P<open><!--[ \t]*\n)?"
    r"(?P<lines>(?:\.\. [\w-]{1,40}:[^\n]*(?:\n|\Z)){2,40})(?(open)\s{0,8}-->\n?)"
)
_NIKOLA_LINE = re.compile(r"^\.\. (?P<key>[\w-]{1,40}):[ \t]*(?P<value>[^\n]*)\n?", re.M)
#: One of them is there in every header; names of people also begin turns.
_SURE = frozenset(
    "title date tags slug category categories published created publish_date source url link "
    "summary modified updated video aliases".split()
)
#: How Fathom's transcripts begin: the meeting, and where its recording is.
_FATHOM = re.compile(
    r"\s*(?P<title>[^\n]{1,200})\n(?P<line>VIEW RECORDING - \d{1,4} mins?\b[^\n:]{0,60}:?[ \t]*"
    r"(?P<address>https?://\S{1,300})?[ \t]*\n)(?:[ \t]*\n)*(?:-{3,}[ \t]*\n)?"
)
#: And how Tactiq's texts of videos do: itself, the title, the address.
_TACTIQ = re.compile(
    r"\s*# tactiq\.io[^\n]{0,100}\n# (?P<title>[^\n]{1,300})\n"
    r"(?P<line># (?P<address>https?://\S{1,300})[ \t]*\n)(?:[ \t]*\n)*",
    re.I,
)
#: What it writes where nothing is said.
_NO_TEXT = re.compile(r"^\d\d:\d\d:\d\d\.\d{3} No text[ \t]*(?:\n|\Z)", re.M)
_DAY = r"(?:[A-Z][a-z]{2,8}, )?(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})"
#: Otter's exports: the talk, its day and length, and what its program made of it.
_OTTER = re.compile(
    rf"\s*(?P<title>[^\n]{{1,200}})\n(?P<line>{_DAY}(?: \d{{1,2}}:\d\d ?[AP]M)? [•·] "
    r"(?P<duration>\d{1,3}(?::\d\d){1,2})[ \t]*\n)(?:[ \t]*\n)*"
    r"(?:SUMMARY KEYWORDS[ \t]*\n[^\n]{1,2000}\n(?:[ \t]*\n)*)?"
    r"(?:SPEAKERS[ \t]*\n[^\n]{1,1000}\n(?:[ \t]*\n)*)?"
)
#: Teams' texts: the meeting, its day and time, and how long it was, or at once the first turn; a
#: diary has no more than the first two.
_TEAMS = re.compile(
    r"\s*(?P<title>[^\n]{1,200})\n(?:[ \t]*\n){0,2}"
    rf"(?P<line>{_DAY}, \d{{1,2}}:\d\d ?[AP]M[ \t]*\n)"
    r"(?:[ \t]*\n){0,2}"
    r"(?:(?:\d{1,2}h ?)?(?:\d{1,2}m ?)?\d{1,2}s[ \t]*\n(?:[ \t]*\n){0,2}"
    r"(?:[^\n]{1,80} started transcription[ \t]*\n)?"
    r"|(?=\[\][ \t]*\n|[^\n]{1,80}[ \t]\d{1,2}(?::\d\d){1,2}[ \t]*\n))"
)
#: Fireflies' transcripts; a sentence that begins with a day is none of theirs.
_FIREFLIES = re.compile(
    r"\s*Transcript[ \t]*[-–:][ \t]*(?P<title>[^\n]{1,200})\n(?:[ \t]*\n)*"
    rf"(?P<line>{_DAY}(?:[^\w\n]{{1,4}}(?:at )?\d{{1,2}}:\d\d(?: ?[AP]M)?){{0,2}}[ \t]*\n)"
)
#: Google's meetings: the day is in the title.
_MEET = re.compile(
    r"\s*+(?:# )?(?P<title>[^\n]{1,200}?)[ \t]{0,4}\\?[-–(][ \t]{0,4}(?P<line>"
    r"(?P<date>\d{4}([/-])\d\d\4\d\d)[ \t][^\n]{0,40}?\\?[-–][ \t]{0,4}Transcript[ \t]*\n)"
    r"(?:(?:[ \t]*\n){0,3}Attendees[ \t]*\n(?:[ \t]*\n){0,3}"
    r"(?:(?:[ \t]{0,3}[-*+•][ \t][^\n]{1,200}\n){1,200}|[^\n]{1,1000}\n)"
    r"(?:[ \t]*\n){0,3}(?:Transcript[ \t]*\n)?)?"
)
_DOUBLE = re.compile(r"(?:\*\*|__)?[\w -]{1,32}(?:::|(?:\*\*|__)[ \t]*::)")
_LISTS = frozenset({"tags", "topics", "keywords", "tag", "topic"})
_TAGS = re.compile(r"\[\[([^\[\]]{1,200})\]\]|(?<!\S)#([^\s#,]{1,80})")
_TAG_LINE = re.compile(r"(?:#[^\W\d][\w/-]{0,60}(?:[ \t]{1,8}|(?=\n|\Z))){2,30}(?:\n|\Z)")
_BY = re.compile(
    r"(?P<mark>[*_]{0,3})[Bb]y:? "
    r"(?P<name>[^\W\d_][\w.'’ -]{1,80}(?:\w|\b[A-Z]\.|\b[JS]r\.))(?P=mark)[ \t]*"
    r"(?:\n(?=[ \t]*\n)|\Z)"
)
_PARTICLES = frozenset("van von de der den da del di la le bin ibn y e".split())
_HIGHEST = 30  #: lines that a header may have
#: Fields of which the value is an address, and those of which it is a day.
_ADDRESSES = frozenset(
    "source url link video youtube source_url video_url video_link youtube_url youtube_link "
    "webpage_url original_url".split()
)
_DAYS = frozenset("date created published publish_date upload_date recorded".split())
#: Fields that are also how a turn begins, and how a turn ends.
_VOICES = frozenset("host hosts guest guests speaker speakers interviewer moderator author".split())
_SPOKEN = re.compile(r"[.?!…。？！][\"”’)*]{0,3}\Z")


class Header(NamedTuple):
    """The fields found, the lines to remove, and which of these no page may show."""

    fields: dict[str, Any]
    lines: list[tuple[int, int]]
    places: list[Place]


def header(text: str) -> Header | None:
    """The fields at the head of a text, below its title; None if there are none.

    Above the text, every line is a field. Below a title, unknown fields stay as text.

    >>> header("Title: A mill\\nDate: 2010-12-03\\nDuty: x\\n\\nWords.").fields
    {'title': 'A mill', 'date': '2010-12-03'}
    >>> header("# A mill\\n\\n> **Video:** [See](https://example.org/v)\\n> **Date:** 2010").fields
    {'video': 'https://example.org/v', 'date': '2010'}
    >>> header("Host: Hello.\\nGuest: Hello.\\n")
    """
    tools = (_FATHOM, _TACTIQ, _OTTER, _TEAMS, _FIREFLIES, _MEET)
    if found := next(filter(None, (tool.match(text) for tool in tools)), None):
        empty = _NO_TEXT.finditer(text, found.end()) if found.re is _TACTIQ else ()
        return _of_tool(found, [match.span() for match in empty])
    if nikola := _NIKOLA.match(text):
        return _nikola(nikola)
    title = _TITLE.match(text)
    above = title.end() if title else len(text) - len(text.lstrip())
    about = _ABOUT.match(text, above)
    lines = _lines(text, about.end() if about else above)
    if not (title or about or lines) and (bare := _bare_title(text)):
        return bare
    sure = bool(lines) and all(line.sure for line in lines)
    if not lines or not (sure or _are_fields(lines, below=bool(title or about))):
        return _tagged(text, above) or (_by(text, title) if title else None)
    return _header(lines, about, sure=sure, above=not (title or about or sure))


def _bare_title(text: str) -> Header | None:
    """The fields below a first line that has no mark, which is the title then.

    >>> _bare_title("A night at the weir\\nDate: 2024-05-06\\nPlace: a mill\\n\\nWords.").fields
    {'title': 'A night at the weir', 'date': '2024-05-06'}
    """
    found = _BARE_TITLE.match(text)
    if (
        not found
        or len(found["title"].split()) > _MOST_WORDS
        or found["title"].rstrip()[-1] in ".,;"
    ):
        return None
    lines = _lines(text, found.end())
    days = any(name in _DAYS and dated(value) for line in lines for name, value in line.fields)
    if not days or not _are_fields(lines, below=True):
        return None
    below = _header(lines, None, sure=False, above=False)
    if below is None:
        return None
    place = Place(*found.span(), "title")
    return Header(
        {"title": found["title"].strip(), **below.fields},
        [found.span(), *below.lines],
        [place, *below.places],
    )


def _header(
    lines: list[_Line], about: re.Match[str] | None, *, sure: bool, above: bool
) -> Header | None:
    """The fields in lines, and what of these is taken out; above a text it is all of them."""
    fields: dict[str, Any] = {}
    taken, places = [], []
    for line in lines:
        known = [name for name, value in line.fields if _is_ours(name, value, below=not above)]
        if above or len(known) == len(line.fields):
            taken.append((line.start, line.end))
            shown = all(name in PUBLIC for name, _ in line.fields)
            places.append(Place(line.start, line.end, line.fields[0][0] if shown else ""))
        for name, value in line.fields:
            if name in known:
                fields[name] = _listed(value) if sure and name in _LISTS else value
    if about and len(taken) == len(lines):
        taken.insert(0, about.span())
    return Header(fields, taken, places) if taken else None


def _is_ours(name: str, value: str, *, below: bool) -> bool:
    """Whether a field is one of ours; below a title, where it may stay, an address in words is not.

    Above a text it goes, and a warning has to say so.
    """
    if below and name in ("source", "link", "url") and not _ADDRESS.match(value):
        return "." in value and " " not in value
    return name in PUBLIC or name in STATES


def _tagged(text: str, begin: int) -> Header | None:
    """The topics of a note that begins with a line of several tags.

    >>> _tagged("#mud #old/weirs\\nNewts.", 0).fields, _tagged("#Newts\\n", 0)
    ({'tags': ['mud', 'old/weirs']}, None)
    """
    found = _TAG_LINE.match(text, begin)
    if not found:
        return None
    fields = {"tags": _listed(found[0])}
    return Header(fields, [found.span()], [Place(*found.span(), "tags")])


def _by(text: str, title: re.Match[str]) -> Header | None:
    """The author named on a line right below a title, as Google's documents export them.

    >>> _by("# **Newts**\\n\\nBy Ada Marsh\\n\\nWet.", _TITLE.match("# **Newts**\\n\\n")).fields
    {'author': 'Ada Marsh'}
    """
    found = _BY.match(text, title.end())
    words = found["name"].split() if found else []
    named = all(word[0].isupper() or word in _PARTICLES for word in words)
    sure = "**" in title[0] or bool(found and found["mark"])
    if not found or not named or not sure or not 1 < len(words) < 6:
        return None
    return Header({"author": found["name"]}, [found.span()], [Place(*found.span(), "author")])


def _listed(value: str) -> list[str]:
    """The tags of a note, as links, with signs or between commas.

    >>> _listed("[[Ponds]] [[Old/Weirs]]"), _listed("#mud #a/b"), _listed("mud, reeds")
    (['Ponds', 'Old/Weirs'], ['mud', 'a/b'], ['mud', 'reeds'])
    """
    found = _TAGS.findall(value)
    return [link or tag for link, tag in found] or [one.strip() for one in value.split(",")]


class _Line(NamedTuple):
    """A line of a header, with the plain names of its fields and their values.

    It is `sure` if it is written as only note-taking programs do, with two colons.
    """

    start: int
    end: int
    fields: list[tuple[str, str]]
    sure: bool = False


def _lines(text: str, begin: int) -> list[_Line]:
    """The lines from an offset on that hold fields; none if others are among them.

    Blank lines may stand between fields in bold, if they are some that everybody knows.
    """
    at, found, parted, quoted = begin, [], False, False
    for line in text[begin : begin + 20_000].split("\n")[:_HIGHEST]:
        words = line[mark.end() :] if (mark := _MARK.match(line)) else line
        fields, sure = _fields_of(words)
        end = min(at + len(line) + 1, len(text))
        if fields and parted and not (words.startswith("**") and _all_known(fields)):
            break
        if fields:
            found.append(_Line(at, end, fields, sure))
        elif line.strip() == ">" and found:
            found[-1] = found[-1]._replace(end=end)
        elif line.strip():
            sure = bool(found) and all(one.sure for one in found)
            return found if sure or parted or quoted else []
        elif found and _all_known(found[0].fields):
            parted = True
        else:
            break
        quoted = line.strip() == ">"
        at = end
    return found


def _fields_of(words: str) -> tuple[list[tuple[str, str]], bool]:
    """The fields of a line, several of them between signs, and whether two colons make it sure."""
    apart = _BETWEEN.split(words)
    parts = [_LINE.match(part.rstrip()) for part in apart]
    if not all(parts) and len(apart) > 1:
        parts = [_BOLD_KEY.match(part.rstrip()) for part in apart]
    if not all(parts):
        parts = [_LINE.match(words.rstrip())]
    found = [one for one in parts if one]
    if len(found) < len(parts):
        return [], False
    sure = all(_DOUBLE.match(one.string) for one in found)
    return [(_name(one["key"]), _value(one)) for one in found], sure


def _name(key: str) -> str:
    """The plain name of a field, in whatever language."""
    plain = plain_name(key)
    return _FOREIGN.get(plain, plain)


def _all_known(fields: list[tuple[str, str]]) -> bool:
    """Whether everybody knows the fields, and none is a turn of a host or guest."""
    return all(
        (name in PUBLIC | STATES or name in _SURE)
        and not (name in _VOICES and (_SPOKEN.search(value) or not _names_some(value)))
        for name, value in fields
    )


def _names_some(value: str) -> bool:
    """Whether a value may be a list of names, and is not what somebody says.

    >>> _names_some("Ada Marsh, Bo van Reed"), _names_some("so today we talk about weirs")
    (True, False)
    """
    words: list[str] = [word for word in re.split(r"[\s,;&]+", value) if word[:1].isalpha()]
    small = sum(word[0].islower() and word not in _PARTICLES for word in words)
    return 2 * small <= len(words)


def _value(field: re.Match[str]) -> str:
    """The value of a field; of a link its address, where the field is one."""
    value = field["value"].strip()
    if link := _LINKED.match(value):
        return link["address" if _name(field["key"]) in _ADDRESSES else "words"]
    return value.strip("<>") if _ADDRESS.match(value) else value


def _are_fields(lines: list[_Line], *, below: bool) -> bool:
    """Whether lines are a header; below a title, a day or an address is enough to be sure."""
    fields = [field for line in lines for field in line.fields]
    names = [name for name, _ in fields]
    known = sum(name in PUBLIC | STATES or name in _SURE for name in names)
    if len(names) == 1 and below:
        (name, value), *_ = fields
        return name in _ADDRESSES and bool(_ADDRESS.match(value) and video(value.strip("<>")))
    if len(set(names)) < len(names) or len(names) < 2:
        return False
    sure = any(
        name in _SURE
        and (name not in ("date", "created", "published") or bool(dated(value)))
        and not (below and name in _ADDRESSES and not _ADDRESS.match(value))
        for name, value in fields
    )
    said = any(
        (name in _DAYS and dated(value)) or (name in _ADDRESSES and _ADDRESS.match(value))
        for name, value in fields
    )
    return (sure and known > 1) or (below and bool(said))


def _nikola(found: re.Match[str]) -> Header:
    """The fields of a post for Nikola, all of which go."""
    fields: dict[str, Any] = {}
    places = [Place(*found.span())]
    for line in _NIKOLA_LINE.finditer(found["lines"]):
        name, value = plain_name(line["key"]), line["value"].strip()
        if value and (name in PUBLIC or name in STATES):
            fields[name] = value
    return Header(fields, [found.span()], places)


def _of_tool(found: re.Match[str], empty: list[tuple[int, int]]) -> Header:
    """The fields that a program writes above its transcripts; `empty` lines have no words."""
    said = {name: value for name, value in found.groupdict().items() if value and name != "line"}
    fields = {"source" if name == "address" else name: value for name, value in said.items()}
    fields["title"] = said["title"].strip("# ")
    if "date" in fields:
        fields["date"] = said["date"].replace("/", "-")
    shown = "date" if "date" in fields else "source"
    places = [Place(*found.span("title"), "title"), Place(*found.span("line"), shown)]
    return Header(fields, [found.span(), *empty], places)
