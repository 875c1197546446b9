"""Documents as templates need them: who, when, and what is where on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from commonplace.addresses.slugs import note_names
from commonplace.markup.clock import clock
from commonplace.markup.plain import plain, title_of
from commonplace.markup.video import at, video
from commonplace.markup.web import is_web
from commonplace.model import Catalogue, Dated, Document, DocumentKind, Heading, Passage, Role
from commonplace.model.order import newest_first
from commonplace.model.texts import Texts, noted
from commonplace.render.addresses import relative
from commonplace.render.inner_times import with_times

WORDS_A_MINUTE = 230
HUES = 6
_REFERENCE = re.compile(r'id="fnref-([a-z0-9-]+)">([^<]+)</a>')
#: What pages call the roles, of one and of several, in the order in which they name them.
ROLES: Mapping[Role, tuple[str, str]] = {
    "author": (noted("By"), noted("By")),
    "host": (noted("Host"), noted("Hosts")),
    "guest": (noted("Guest"), noted("Guests")),
    "speaker": (noted("Speaker"), noted("Speakers")),
}


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A speaker, and the number of the hue in which a page prints the name."""

    name: str
    hue: int


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one speaker says of a talk: words, turns, and the share of all words said in it."""

    words: int
    turns: int
    percent: int


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading, at the level that fits the page; `made` by the program, or the source's own."""

    shape: ClassVar = "section"
    level: int
    text: str
    anchor: str
    made: bool = False


@dataclass(frozen=True, kw_only=True)
class Paragraphs:
    """A passage that nobody speaks."""

    shape: ClassVar = "paragraphs"
    anchor: str
    html: Markup
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShownTurn:
    """A passage with a speaker, a time, or both.

    `again`: by the same speaker as the one before; `continued`: part of the same turn, so the
    speaker is not named again.
    """

    shape: ClassVar = "turn"
    anchor: str
    html: Markup
    flags: tuple[str, ...]
    voice: Voice | None
    again: bool
    continued: bool
    time: str
    watch: str


@dataclass(frozen=True, kw_only=True)
class Footnote:
    """A footnote. `mark` is what its reference shows; `referred`: it has a reference."""

    name: str
    anchor: str
    html: Markup
    mark: str
    referred: bool


@dataclass(frozen=True, kw_only=True)
class Recording:
    """Where a document can be watched or heard.

    `media` tells the page's script what it is: `youtube:ID`, `vimeo:ID`, `audio`, or nothing
    that it can play. Only what it can play has an address for each second.
    """

    address: str
    words: str
    media: str = ""

    def at(self, start: float) -> str:
        """The address from a second on; empty where there is none."""
        if self.media == "audio":
            return f"{self.address}#t={int(start)}"
        return at(self.address, start) if self.media else ""


@dataclass(frozen=True, kw_only=True)
class ListedDocument:
    """A document in a list of documents; `minutes` is what reading it takes."""

    title: str
    address: str
    kind: DocumentKind
    date: Dated | None
    description: str
    people: tuple[str, ...]
    minutes: int
    tongue: Markup


@dataclass(frozen=True, kw_only=True)
class YearGroup:
    """The documents of a year, or those without a date."""

    name: str
    anchor: str
    documents: tuple[ListedDocument, ...]


def tongue(document: Document) -> Markup:
    """The attributes that say in which language and direction a document is written."""
    lang = f' lang="{document.language}"' if document.language else ""
    return Markup(lang + (' dir="rtl"' if document.right_to_left else ""))


def minutes(document: Document) -> int:
    """How long the document takes to read, rounded up."""
    # Counting spaces takes a tenth of the time that splitting takes, and lists ask often.
    words = sum(passage.text.count(" ") + 1 for passage in document.passages)
    return max(1, -(-words // WORDS_A_MINUTE))


def credits(document: Document) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    """Who made the document, as pairs of a role and names.

    Speakers only if there is just one; several are shown as voices.
    """
    named: list[tuple[Role, tuple[str, ...]]] = []
    for role in ROLES:
        names = _different(credit.name for credit in document.people if credit.role == role)
        if role == "speaker" and len(document.speakers) > 1:
            continue
        if role == "speaker":
            already = {plain(credit.name) for credit in document.people}
            names = names or tuple(n for n in _different(document.speakers) if n not in already)
        if names:
            named.append((role, names))
    return tuple(named)


def people(document: Document) -> tuple[str, ...]:
    """Everybody named by the document, each once."""
    return _different((*(credit.name for credit in document.people), *document.speakers))


def voices(document: Document) -> Mapping[str, Voice]:
    """The speakers by name, with hues by the order of the first turn."""
    return {
        name: Voice(name=name, hue=place % HUES + 1) for place, name in enumerate(document.speakers)
    }


def shares(document: Document) -> Mapping[str, Share]:
    """How much each speaker says, by name; nothing where only one speaks."""
    words: Counter[str] = Counter()
    turns: Counter[str] = Counter()
    for speaker, passages in groupby(document.passages, key=lambda one: one.speaker):
        if speaker:
            words[speaker] += sum(len(passage.text.split()) for passage in passages)
            turns[speaker] += 1
    every = words.total()
    if len(words) < 2 or not every:
        return {}
    return {
        name: Share(words=count, turns=turns[name], percent=round(100 * count / every))
        for name, count in words.items()
    }


def recording(document: Document) -> Recording | None:
    """Where the document's recording is, None where it has none that can be linked.

    A sound file of the site asks nobody else for anything, so that it comes first.
    """
    sound = document.audio
    if sound and not is_web(sound):
        address = relative(document.address, sound)
        return Recording(address=address, words=noted("Listen"), media="audio")
    if found := video(document.video or ""):
        on_youtube = found.key.startswith("youtube")
        place = noted("Watch on YouTube") if on_youtube else noted("Watch on Vimeo")
        return Recording(address=found.address, words=place, media=found.key)
    if sound:
        return Recording(address=sound, words=noted("Listen"), media="audio")
    if document.video and is_web(document.video):
        return Recording(address=document.video, words=noted("Watch on the web"))
    return None


def length(document: Document, texts: Texts) -> str:
    """How long the recording takes, in words; empty where nothing tells.

    Where only the times of passages do, it lasts at least until the last of them begins.
    """
    starts = [passage.start for passage in document.passages if passage.start is not None]
    seconds = document.length or max(starts, default=0)
    minutes = round(seconds / 60)
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    words = texts.say("{minutes} min", minutes=minutes)
    if hours:
        words = texts.say("{hours} h {minutes} min", hours=hours, minutes=rest)
    if document.length:
        return texts.say("{time} long", time=words)
    return texts.say("about {time} long", time=words)


def time(passage: Passage, at: int = 0) -> str:
    """When the words at a place in a passage are said; empty if unknown."""
    second = passage.time_at(at)
    return "" if second is None else clock(second)


def body(
    document: Document, finished: Mapping[str, Markup]
) -> Iterator[Section | Paragraphs | ShownTurn]:
    """The content of the page from top to bottom, without the notes.

    `finished` has the passages' HTML by anchor. Levels of headings close up, and
    begin below the page's own: a seed that uses the first and the third gets the
    second and the third.
    """
    levels = sorted({heading.level for heading in document.headings})
    level = {old: min(new, 6) for new, old in enumerate(levels, start=2)}
    speakers = voices(document)
    film = recording(document)
    made = not document.headings
    level |= {heading.level: heading.level for heading in document.chapters}
    shown = document.headings or document.chapters
    headings = sorted(shown, key=lambda heading: heading.before)
    before: str | None = None
    taken = {passage.anchor for passage in document.passages}
    for index, passage in enumerate(document.passages):
        while headings and headings[0].before <= index:
            heading = headings.pop(0)
            before = None
            yield _section(heading, level, made)
        if passage.note is None and passage.html:
            voice = speakers.get(passage.speaker or "")
            html = with_times(passage, finished[passage.anchor], taken)
            yield _block(passage, html, voice, before, film)
            before = passage.speaker
    for heading in headings:
        yield _section(heading, level, made)


def _section(heading: Heading, levels: Mapping[int, int], made: bool) -> Section:
    return Section(level=levels[heading.level], text=heading.text, anchor=heading.anchor, made=made)


def notes(document: Document, finished: Mapping[str, Markup]) -> tuple[Footnote, ...]:
    """The footnotes in order, each with the mark by which the text refers to it."""
    marks = dict(_REFERENCE.findall(" ".join(passage.html for passage in document.passages)))
    noted = [passage for passage in document.passages if passage.note is not None]
    names = note_names([passage.note or "" for passage in noted])
    return tuple(
        Footnote(
            name=name,
            anchor=passage.anchor,
            html=finished[passage.anchor],
            mark=marks.get(name, passage.note or ""),
            referred=name in marks,
        )
        for name, passage in zip(names, noted, strict=True)
    )


def listed(document: Document) -> ListedDocument:
    """The document as a list shows it."""
    return ListedDocument(
        title=title_of(document),
        address=document.address,
        kind=document.kind,
        date=document.date,
        description=document.description,
        people=people(document),
        minutes=minutes(document),
        tongue=tongue(document),
    )


@lru_cache(maxsize=1)
def all_listed(catalogue: Catalogue) -> Mapping[str, ListedDocument]:
    """Each document as a list shows it, by its address."""
    return {address: listed(one) for address, one in catalogue.documents.items()}


def by_year(
    documents: Iterable[Document], shown: Mapping[str, ListedDocument]
) -> tuple[YearGroup, ...]:
    """The documents, as they are `shown`, in groups, the latest year first."""
    groups: dict[str, list[ListedDocument]] = {}
    for document in newest_first(documents):
        year = str(document.date.at.year) if document.date else noted("Undated")
        groups.setdefault(year, []).append(shown[document.address])
    return tuple(
        YearGroup(name=name, anchor=f"year-{name.lower()}", documents=tuple(group))
        for name, group in groups.items()
    )


def _block(
    passage: Passage,
    finished: Markup,
    voice: Voice | None,
    before: str | None,
    film: Recording | None,
) -> Paragraphs | ShownTurn:
    if voice is None and passage.start is None:
        return Paragraphs(anchor=passage.anchor, html=finished, flags=passage.flags)
    again = voice is not None and passage.speaker == before
    return ShownTurn(
        anchor=passage.anchor,
        html=finished,
        flags=passage.flags,
        voice=voice,
        again=again,
        continued=again and passage.continued,
        time=time(passage),
        watch=film.at(passage.start) if film and passage.start is not None else "",
    )


def _different(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(plain, names))))
