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
from typing import Literal, NamedTuple, get_args

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
    """What is wrong with a file, where, and how a person mends it.

    An *error* means that the file is left out, a *warning* that something in it
    was repaired or dropped, a *note* that somebody may want to look. `message` says
    what is wrong, `why` in general why that matters; both begin in small letters and
    have no full stop. Where the program is at fault, `issue` is what to tell its
    makers, in Markdown and without a word of the file.
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
    """One source file as it lies on disk, with the sidecar beside it.

    `name` is the path below the seeds folder, with forward slashes; `file` is how
    messages name it. `defaults` are the files, by name and content, with fields for all seeds
    of its folder or of one above, the outermost first. `images` are the image files of the
    folder, as `name`s, and `beside` the files that tell of the seed: how messages name each,
    and its bytes. Where `data` is text that was made of a file of another
    format, `converted` says of which one and by what, and `sha256` is the hash of that file.
    """

    name: str
    file: str
    data: bytes
    sidecar: bytes | None = None
    sidecar_file: str = ""
    defaults: tuple[tuple[str, bytes], ...] = ()
    images: frozenset[str] = frozenset()
    beside: tuple[tuple[str, bytes], ...] = ()
    converted: str = ""
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Where a turn or a cue begins: a source offset, who speaks, and when.

    `new_voice` is set where the source says that somebody else speaks now, but not
    who: a mark without a speaker then does not continue the one before.
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
    """What a source says of itself at `start` to `end`, which no page shows as it stands.

    `name` is the field's, or empty where the words are for nobody: a comment, or a field
    that no page has.
    """

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a reader makes of a seed: structure found, and the text that is left.

    In `text` the scaffolding of the format (front matter, labels, cue times) has
    been edited away; `marks` say where, in offsets of the source, a turn or a cue
    begins, in rising order. What stands before the first mark is not spoken.
    `times` are all times that the source gives, finer than its marks: pairs of an offset
    of the source, at which a cue begins to be said, and its second, in order of offset.
    `fields` are front matter as found, with the names of the glossary page.
    `markdown` is False where the text is plain, and `*` is an asterisk.
    `rolling` is True where consecutive marks without speakers are single captions,
    which have to be joined into paragraphs. `places` are fields and comments, in
    offsets of the source.
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
    """One input format: its name, a test whether a text is of it, and the reading.

    `claims` gets the decoded text with its newlines made equal, and the file's suffix in
    lower case (with the dot). `read` gets the text and the name of the file for
    its diagnostics; it never raises for bad input, it says so in a diagnostic.
    """

    name: str
    claims: Callable[[str, str], Claim]
    read: Callable[[Tracked, str], Reading]


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A point in time that knows how precisely it is known. `at` has a timezone."""

    at: datetime
    precision: Precision

    def __str__(self) -> str:
        shape = {"second": "%Y-%m-%d", "day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
        return self.at.strftime(shape[self.precision])


@dataclass(frozen=True, kw_only=True)
class Credit:
    """A person or a show named by a document, and as what."""

    name: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class Link:
    """A work that a document names in its front matter as one of its sources."""

    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of the body, which stands before passage number `before`."""

    level: int
    text: str
    anchor: str
    before: int


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A misheard name that was put right: `heard` at `start` to `end` of the text."""

    start: int
    end: int
    heard: str


@dataclass(frozen=True, kw_only=True)
class Passage:
    """The unit that is cited, indexed and linked.

    A speaker's turn or a part of it, or a paragraph of a section with what hangs on it.
    `body` is its Markdown, `html` the same rendered and sanitised, `text` the plain words.
    `start` is the second of the cue in which the passage begins. `times` are those of
    the cues that begin further inside: pairs of an offset of `text`, where the cue's first
    word stands, and its second. Offsets rise; seconds are the source's own, and never
    estimated. `continued` is True for what goes on with the turn of the passage before.
    A heading with nothing below it is a passage without HTML, behind the others.
    `note` is the label of the footnote that the passage is, if it is one;
    `flags` say in words what a reader should know about it.
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

    def time_at(self, offset: int) -> float | None:
        """The second of the cue that holds a character of the text; None where none is known."""
        number = bisect_right(self.times, offset, key=lambda time: time[0])
        return self.times[number - 1][1] if number else self.start


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a document came from: the file, its hash, and its first publication.

    `name` is the path below the seeds folder; `file` is how messages name it. In `text`
    what is withheld has been blanked; then `sha256` is that of the text in UTF-8, since
    that of the file would let readers try out what stands there. `converted` says of which
    format the text was made, and by what, as in "DOCX by pandoc 3.9"; the hash is that of
    the file before.
    """

    name: str
    file: str
    reader: str
    sha256: str
    text: str
    address: str | None = None
    base: str | None = None
    converted: str = ""


@dataclass(frozen=True, kw_only=True)
class Hold:
    """What keeps a document from being published, and where it says so.

    With `opens` that is so before that day, with `closes` from that day on (as
    2024-12-31), and else on every day.
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

    `anchors` are the ids that the source gave to places, with what they are called on the
    page. `withheld` are the spans of the source that are not published; `shows_source` and
    `shows_record` say whether the rest of it, and the list of changes, are.
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
    licence: str = ""
    notice: str = ""
    old_addresses: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    passages: tuple[Passage, ...] = ()
    anchors: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    withheld: tuple[tuple[int, int], ...] = ()
    holds: tuple[Hold, ...] = ()
    shows_source: bool = True
    shows_record: bool = True

    @property
    def address(self) -> str:
        """The page's address below the site's root, with a slash behind it."""
        return f"{'posts' if self.kind == 'post' else 'transcripts'}/{self.slug}/"

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, in the order of the first turn."""
        return tuple(dict.fromkeys(p.speaker for p in self.passages if p.speaker))


@dataclass(frozen=True, kw_only=True)
class Misheard:
    """One line of the glossary: what captioning software heard, and what was said.

    Where `near` is not empty, one of its words has to stand within `within` words
    of the heard one; where `after` or `before` is not empty, one of its words has
    to be the neighbour on that side.
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
