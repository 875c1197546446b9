"""Every record that crosses a stage of the build.

All records are frozen and keyword-only. Offsets are characters of the decoded
source, counted from 0; times are seconds from the start of a recording.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal, NamedTuple, get_args

from commonplace.model.terms import Terms
from commonplace.model.tracked import Change, Tracked

Severity = Literal["error", "warning", "note"]
DocumentKind = Literal["post", "transcript"]
Precision = Literal["second", "day", "month", "year"]
Role = Literal["author", "host", "guest", "speaker"]
#: In the order in which pages and lists name them.
ROLES: tuple[Role, ...] = get_args(Role)
#: What could end a line, move a terminal's cursor, turn a text around or not be encoded.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True, kw_only=True)
class Diagnostic:
    """What is wrong with a file, where, and how to fix it.

    An *error* means that the file is left out, a *warning* that something in it was repaired
    or dropped, a *note* that it may be worth a look. `message` says what is wrong, `why` why
    that matters in general; both begin in lower case and have no full stop. For bugs in the
    program, `issue` is the text for a bug report, in Markdown and without any text of the
    file.
    """

    severity: Severity
    file: str
    line: int
    message: str
    remedy: str
    why: str = ""
    issue: str = ""

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}: {self.severity}: {self.message}; {self.remedy}"
        return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@dataclass(frozen=True, kw_only=True)
class Seed:
    """One source file as it is on disk, with the sidecar beside it.

    `name` is the path below the seeds folder, with forward slashes; `file` is how messages
    name it. `defaults` are the files, by name and content, with fields for all seeds of its
    folder or of one above, the outermost first. `images` and `sounds` are the image and
    audio files of the folder, as `name`s, and `beside` the files that describe the seed: how
    messages name each, and its bytes. If `data` was converted from another format, `converted`
    says from which one and by what, and `sha256` is the hash of the original file.
    """

    name: str
    file: str
    data: bytes
    sidecar: bytes | None = None
    sidecar_file: str = ""
    defaults: tuple[tuple[str, bytes], ...] = ()
    images: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    beside: tuple[tuple[str, bytes], ...] = ()
    converted: str = ""
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Where a turn or a cue begins: a source offset, who speaks, and when.

    `new_voice` is set if the source says that somebody else speaks now, but not who; such a
    mark does not continue the one before.
    """

    at: int
    speaker: str | None = None
    start: float | None = None
    new_voice: bool = False

    @property
    def spoken(self) -> bool:
        """Whether somebody speaks from here on, named or not."""
        return bool(self.speaker or self.start is not None or self.new_voice)


class Place(NamedTuple):
    """A field or a comment of a source at `start` to `end`, which no page shows as written.

    `name` is that of the field, or empty for a comment or an unknown field.
    """

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a reader makes of a seed: structure found, and the text that is left.

    In `text` the scaffolding of the format (front matter, labels, cue times) has been edited
    away; `marks` say where, in offsets of the source, a turn or a cue begins, in rising
    order. Text before the first mark is not spoken. `times` are all times that the source
    gives, finer than its marks: pairs of the offset in the source where a cue begins and its
    second, in order. `fields` are front matter as found, with the names of the glossary page.
    `markdown` is False for plain text, where `*` is an asterisk. `rolling` is True if
    consecutive marks without speakers are single captions, to be joined into paragraphs.
    `places` are fields and comments, in offsets of the source.
    """

    format: str
    text: Tracked
    fields: Mapping[str, object] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    times: tuple[tuple[int, float], ...] = ()
    markdown: bool = True
    rolling: bool = False
    places: tuple[Place, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Claim:
    """How well a text fits a format: 1 is certain, 0 impossible.

    From 0.5 the reader takes it; below, `why` says what is missing, in words that
    complete the sentence "it is not WebVTT: ...".
    """

    score: float
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """One input format: its name, how to recognise it, and how to read it.

    `claims` gets the decoded text with uniform newlines, and the file's suffix in lower case
    (with the dot). `read` gets the text and the file name for diagnostics; it never raises
    for bad input but returns a diagnostic.
    """

    name: str
    claims: Callable[[str, str], Claim]
    read: Callable[[Tracked, str], Reading]


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A point in time with its precision. `at` has a timezone."""

    at: datetime
    precision: Precision

    def __str__(self) -> str:
        shape = {"second": "%Y-%m-%d", "day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
        return self.at.strftime(shape[self.precision])


@dataclass(frozen=True, kw_only=True)
class Credit:
    """A person or a show named by a document, with a role."""

    name: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class Link:
    """A work that a document names in its front matter as one of its sources."""

    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of the body, before passage number `before`."""

    level: int
    text: str
    anchor: str
    before: int


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A corrected name: `heard` at `start` to `end` of the text."""

    start: int
    end: int
    heard: str


@dataclass(frozen=True, kw_only=True)
class Passage:
    """The unit that is cited, indexed and linked.

    A speaker's turn or part of it, or a paragraph with what belongs to it. `body` is its
    Markdown, `html` the same rendered and sanitised, `text` the plain words. `start` is the
    second of the cue in which the passage begins. `times` are those of the cues that begin
    further inside: pairs of the offset in `text` of the cue's first word and its second.
    Offsets rise; seconds are the source's own, never estimated. `continued` is True if it
    continues the turn of the passage before. A heading with nothing below it is a passage
    without HTML, after the others. `note` is the label if the passage is a footnote; `flags`
    say in words what a reader should know about it. `topics` are the names of the
    topics that it names, once they are known.
    """

    anchor: str
    text: str
    body: str
    html: str
    heading: str = ""
    speaker: str | None = None
    start: float | None = None
    times: tuple[tuple[int, float], ...] = ()
    continued: bool = False
    note: str | None = None
    flags: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    topics: tuple[str, ...] = ()

    def time_at(self, offset: int) -> float | None:
        """The second of the cue that contains a character of the text; None if unknown."""
        number = bisect_right(self.times, offset, key=lambda time: time[0])
        return self.times[number - 1][1] if number else self.start


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a document came from: the file, its hash, and its first publication.

    `name` is the path below the seeds folder; `file` is how messages name it. In `text` what
    is withheld is blanked; then `sha256` is that of the text in UTF-8, since the file's own
    would let readers guess what was there. `converted` says from which format the text was
    converted, and by what, as in "DOCX by pandoc 3.9"; the hash is that of the original file.
    `post_id` is the post's number where it was published, with its name behind a dot if given.
    """

    name: str
    file: str
    reader: str
    sha256: str
    text: str
    address: str | None = None
    base: str | None = None
    converted: str = ""
    post_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Hold:
    """What keeps a document from being published, and where it says so.

    With `opens` it holds before that day, with `closes` from that day on (as 2024-12-31), and
    otherwise on every day.
    """

    why: str
    file: str
    line: int = 1
    opens: str = ""
    closes: str = ""

    def on(self, day: str) -> bool:
        """Whether it keeps the document back on a day.

        >>> Hold(why="", file="", opens="2024-05-01").on("2024-04-30")
        True
        """
        if self.opens:
            return day < self.opens
        return not self.closes or day >= self.closes


@dataclass(frozen=True, kw_only=True)
class Document:
    """A cleaned seed: what a page shows and the index holds.

    `chapters` are headings that the
    program has made, where there are no others. `language` is a language tag, empty where
    nothing says it. `audio` is the address of a sound file, or its place
    below the site's root, and `length` how many seconds the recording takes, where the source
    says so. `anchors` maps ids of the source to those of the page. `withheld` are the spans of the
    source that are not published; `shows_source` and `shows_record` say whether the rest of
    it, and the list of changes, are. `terms` are those of the passages' texts, as they were
    when the document was made; `commonplace.analysis.terms.terms_of` gives those of now.
    """

    slug: str
    kind: DocumentKind
    title: str
    source: Source
    date: Dated | None = None
    description: str = ""
    people: tuple[Credit, ...] = ()
    topics: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    sources: tuple[Link, ...] = ()
    video: str | None = None
    language: str = ""
    right_to_left: bool = False
    audio: str | None = None
    length: float | None = None
    licence: str = ""
    notice: str = ""
    old_addresses: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    chapters: tuple[Heading, ...] = ()
    passages: tuple[Passage, ...] = ()
    anchors: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    withheld: tuple[tuple[int, int], ...] = ()
    holds: tuple[Hold, ...] = ()
    shows_source: bool = True
    shows_record: bool = True
    terms: Terms | None = None

    @property
    def address(self) -> str:
        """The page's address below the site's root, with a slash at the end."""
        return f"{'posts' if self.kind == 'post' else 'transcripts'}/{self.slug}/"

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, in the order of the first turn."""
        return tuple(dict.fromkeys(p.speaker for p in self.passages if p.speaker))

    def __getstate__(self) -> dict[str, object]:
        """The fields: what is only worked out from them does not change what is stored."""
        return {name: value for name, value in vars(self).items() if name != "speakers"}


@dataclass(frozen=True, kw_only=True)
class Misheard:
    """One line of the glossary: what captioning software heard, and what was said.

    If `near` is not empty, one of its words has to be within `within` words of the heard one;
    if `after` or `before` is not empty, one of its words has to be the neighbour on that
    side.
    """

    heard: str
    said: str
    near: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    within: int = 12


@dataclass(frozen=True, kw_only=True)
class Library:
    """All documents of a build, in the order of their addresses."""

    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
