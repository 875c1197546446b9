"""Records of what follows from all documents; they point at passages.

Documents are named by their address below the site's root (`posts/x/`), passages by
that and their anchor. Places in a passage are characters of its `text`, from 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from commonplace.model.records import Dated, Role

Lane = Literal["published", "mentioned", "cited", "predicted"]
WorkKind = Literal["paper", "post", "x", "video", "book", "code", "other"]


@dataclass(frozen=True, kw_only=True)
class Quote:
    """An exact piece of a passage: `text` is its characters from `start` to `end`."""

    document: str
    anchor: str
    start: int
    end: int
    text: str

    @property
    def address(self) -> str:
        """The passage's address below the site's root."""
        return f"{self.document}#{self.anchor}"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something with a date: a document, a statement in a passage, or a work that is cited.

    The date of what a statement predicts is the one for which it does; `odds` are its words for
    how likely that is.
    `text` is what a list shows: a title, or the very words of `quote`. `until` is the end of
    a stretch of time; `resolved` is True if the date was worked out from another one: from
    `base`, the document's own, or else from one nearby in the text. `dated_by` are the words
    that say it, an exact piece of the same passage. `links` are addresses on the web: those
    inside the quote, or that of the cited work. `shown` is False for what a page keeps one
    click away. `others` are further lines that
    tell the same event, the best first, and `disputed` the dates that some of them name
    instead. `named` is the piece of a passage whose names are the event's own, where that
    is not its `quote`.
    """

    lane: Lane
    date: Dated | None
    text: str
    document: str
    quote: Quote | None = None
    dated_by: Quote | None = None
    until: Dated | None = None
    resolved: bool = False
    base: Dated | None = None
    links: tuple[str, ...] = ()
    strength: float = 0.0
    shown: bool = True
    others: tuple[Event, ...] = ()
    disputed: tuple[Dated, ...] = ()
    named: Quote | None = None
    odds: str = ""


@dataclass(frozen=True, kw_only=True)
class Alias:
    """One way of naming something.

    In lower case it is found in any case; with a capital, only as written. If `near` is not
    empty, one of its words or phrases has to be in the same document.
    """

    text: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a vocabulary: a topic or a person, with all names for it.

    `definition` says what it is in our own words; `line` is where it is in its file, or 0 if
    the build proposed it. `credits` are titles of documents that do not credit the person
    themselves, with the role.
    """

    name: str
    aliases: tuple[Alias, ...] = ()
    definition: str = ""
    line: int = 0
    credits: tuple[tuple[str, Role], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ListedWork:
    """What a person says of the work at an address: whatever is empty is unsaid."""

    address: str
    title: str = ""
    kind: WorkKind | None = None
    authors: tuple[str, ...] = ()
    date: Dated | None = None


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The topics, persons and works of a project; `topics` is None if there is no list of them."""

    topics: tuple[Entry, ...] | None = None
    people: tuple[Entry, ...] = ()
    works: tuple[ListedWork, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Named:
    """A passage that names a topic or a person: `places` where, and the sentence to show.

    The sentence is the best of those that hold a place.
    """

    sentence: Quote
    places: tuple[tuple[int, int], ...]

    @property
    def address(self) -> str:
        """The passage's address below the site's root."""
        return self.sentence.address


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A topic that at least two passages name, and where they do.

    `named` is in order of document address and passage. `weight` says how much each document
    is about the topic, from 0; `near` are slugs of neighbouring topics, the nearest first.
    """

    slug: str
    name: str
    definition: str = ""
    aliases: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()
    weight: Mapping[str, float] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    proposed: bool = False


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A passage in which a person speaks, or which they wrote, and its length in words.

    A long turn is several passages: `further` are the anchors after the first.
    """

    document: str
    anchor: str
    words: int
    further: tuple[str, ...] = ()

    @property
    def passages(self) -> tuple[str, ...]:
        """The addresses of its passages below the site's root."""
        first = f"{self.document}#{self.anchor}"
        if not self.further:  # as nearly always
            return (first,)
        return (first, *(f"{self.document}#{anchor}" for anchor in self.further))


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who wrote, speaks or is mentioned.

    `credits` are documents and what the person is in each; `turns` what is theirs, in order
    of address and passage, and `named` those in which somebody names them. `introduced` are
    the words in which a document last says what they do.
    """

    slug: str
    name: str
    definition: str = ""
    credits: tuple[tuple[str, Role], ...] = ()
    turns: tuple[Turn, ...] = ()
    named: tuple[Named, ...] = ()
    introduced: Quote | None = None


@dataclass(frozen=True, kw_only=True)
class Citation:
    """One link from a document: its words, and the sentence around it.

    `quote` is None for a work that only the front matter names; `words` are those of the
    link as a piece of the passage, and `title` is what a list of works says there.
    """

    document: str
    text: str
    quote: Quote | None = None
    words: Quote | None = None
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A work that documents cite.

    `address` is the one to follow, or empty where they only speak of it; `date` is None if the
    address has none. `document` is its address below the site's root if the work is in the
    corpus itself. `by` are its authors, or the persons on whose site or account it is, if the
    documents say so. What is `aside` is no work: a player,
    a shop, a profile, a front page, or a link at the head or foot of many documents.
    """

    address: str
    kind: WorkKind
    title: str
    citations: tuple[Citation, ...]
    date: Dated | None = None
    document: str | None = None
    by: tuple[str, ...] = ()
    aside: bool = False

    @property
    def key(self) -> str:
        """What tells the work from all others: its address, or else its title."""
        return self.address or f"{self.kind} {self.title}"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What somebody asks in a talk, in their own words, and who answers where.

    `answer` is the anchor of the first passage of the answer, in the same document.
    """

    quote: Quote
    asked_by: str
    answered_by: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Abbreviation:
    """An acronym and what it means; each of the `quotes` is a document's sentence that says so.

    `sole` says that the collection explains it in no other way.
    """

    short: str
    meaning: str
    quotes: tuple[Quote, ...]
    sole: bool = True


@dataclass(frozen=True, kw_only=True)
class Related:
    """The nearest others of each document and of each passage, by address, the nearest first."""

    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Derived:
    """What follows from all documents together.

    `events` are in order of time, `topics` and `people` of name, `references` the most
    cited first; `unlinked` are sentences in which others say a document's title without a link,
    by its address; `questions` are in order of document and passage, `abbreviations` of the
    alphabet. `proposed` are entries that a vocabulary might want, the best first.
    """

    events: tuple[Event, ...] = ()
    topics: tuple[Topic, ...] = ()
    people: tuple[Person, ...] = ()
    references: tuple[Reference, ...] = ()
    unlinked: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    related: Related = field(default_factory=Related)
    proposed: tuple[Entry, ...] = ()
