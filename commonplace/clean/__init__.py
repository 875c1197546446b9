"""Cleaning: an ordered, visible tuple of small rules, and the cut into passages."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from commonplace.addresses.slugs import LONGEST, slug
from commonplace.clean import (
    abbreviations,
    admonitions,
    blogs,
    breaks,
    captions,
    characters,
    elements,
    embeds,
    hashes,
    hashtags,
    housekeeping,
    images,
    layout,
    list_gaps,
    misheard,
    own_chapters,
    pandoc,
    recordings,
    tables,
    titles,
    vault,
)
from commonplace.clean.chapters import Chapter, chapters, linked
from commonplace.clean.fields import (
    LONGEST_NAME,
    LONGEST_TITLE,
    Fields,
    decoded,
    read_fields,
    title_from_name,
)
from commonplace.clean.missing_images import check_images
from commonplace.clean.named import with_full_names
from commonplace.clean.note_mistakes import check_notes
from commonplace.clean.own_anchors import own_ids, placed
from commonplace.clean.passages import RUNS_ON, Cut, cut
from commonplace.clean.rule import Context, Rule, run, spoken
from commonplace.clean.turns import joined, moved, rejoined
from commonplace.markup import active, file_names
from commonplace.markup.blocks import FENCE, blocks, is_closed, verbatim
from commonplace.markup.dates import dated
from commonplace.markup.elements import brackets_as_text
from commonplace.markup.html import in_a_line, render
from commonplace.markup.plain import inert
from commonplace.markup.states import day_in_name, in_drafts
from commonplace.markup.tongues import is_right_to_left
from commonplace.markup.video import youtube
from commonplace.markup.withheld import blanked
from commonplace.markup.withheld import joined as joined_spans
from commonplace.model import (
    Credit,
    Diagnostic,
    Document,
    DocumentKind,
    Hold,
    Misheard,
    Passage,
    Phrase,
    Reading,
    Seed,
    Source,
    Tracked,
)
from commonplace.model.diagnostics import line_of, note, others, warning

#: In this order. A rule may rely on what the rules before it have done.
RULES: tuple[Rule, ...] = (
    characters.MOJIBAKE,
    blogs.LIQUID,
    admonitions.ADMONITIONS,
    vault.VAULT,
    abbreviations.ABBREVIATIONS,
    pandoc.FOOTNOTES,
    pandoc.DIVS,
    blogs.ACTIVE,
    embeds.EMBEDS,
    images.IMAGES,
    blogs.ATTRIBUTES,
    pandoc.ATTRIBUTES,
    housekeeping.HOUSEKEEPING,
    characters.ESCAPES,
    elements.ANGLES,
    elements.ELEMENTS,
    characters.DASHES,
    captions.REPEATS,
    captions.LINES,
    captions.DETACHED,
    hashes.HASHES,
    titles.TITLE,
    titles.HEADINGS,
    tables.TABLES,
    layout.BULLETS,
    list_gaps.LIST_GAPS,
    layout.LIST_INDENTS,
    breaks.BREAKS,
    layout.WRAPS,
    misheard.MISHEARD,
)

#: What resolves the addresses of images and takes away what is no image.
_BEFORE_IMAGES = RULES[: RULES.index(images.IMAGES)]

#: How pages name what each rule did, and the steps that are no rules: comments go first;
#: sentences are put together, and times linked, when the rules have run.
PHRASES: dict[str, Phrase] = {
    "comment": Phrase("comment removed", "comments removed"),
    **{rule.id: rule.phrase for rule in RULES},
    "rejoin": Phrase(
        "sentence rejoined across two turns",
        "sentences rejoined across two turns",
    ),
    "time-link": Phrase("time linked", "times linked", moved=True),
}

#: Characters; what is longer is a paragraph in the place of a title.
_LONGEST_TITLE = 200
#: Rules that may take away what a page might have acted on.
_TAKES_OUT = frozenset(
    {"active", "attribute", "pandoc-attribute", "div", "embed", "image", "element"}
)


def clean(
    reading: Reading,
    seed: Seed,
    *,
    sidecar: dict[str, object] | None = None,
    defaults: dict[str, object] | None = None,
    glossary: tuple[Misheard, ...] = (),
    images: dict[str, str] | None = None,
    private: tuple[str, ...] = (),
    listed: tuple[Chapter, ...] = (),
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Clean what a reader found, and cut it into the passages of a document.

    `sidecar` are fields from the file beside the seed, which win over the seed's
    own; `defaults` are those of its folder, over which both win. `images` maps the names
    of the images that are there to their addresses. `listed` are chapters from a file beside
    the seed; a list in the text itself wins over them, and one in the fields over both.
    Nothing of the fields `private`, of unknown ones and of comments is in the document.
    """
    fields = _fields(reading, seed, sidecar, defaults, private)
    whole_title = fields.title or _own_title(reading) or title_from_name(_named(seed.name))
    title = whole_title[:LONGEST_TITLE].strip()
    reading, long_names = _short_names(with_full_names(reading, fields.people), seed.file)
    context = Context(
        format=reading.format,
        title=title,
        folder=posixpath.dirname(seed.name),
        images=images or {},
        glossary=glossary,
    )
    text, missing = _corrected(reading, context, seed.file)
    before = joined(reading.marks, text)
    marks, text = rejoined(before, text)
    reading = replace(reading, times=moved(reading.times, before, marks))
    kind: DocumentKind = "transcript" if any(mark.spoken for mark in marks) else "post"
    address = fields.video or (_video(str(text), seed.name) if kind == "transcript" else None)
    if reading.markdown:
        first = text.offset(marks[0].at) if marks else len(text)
        listed = tuple(chapters(str(text), first)) or listed
        text = linked(text, marks, spoken(text, marks), address)
    listed = own_chapters.listed({**reading.fields, **(sidecar or {})}) or listed
    parts = cut(reading, text, marks, listed)
    spans = joined_spans(one[:2] for one in reading.places if not one.name or one.name in private)
    source = _source(text.source, spans, reading, seed, fields)
    document = Document(
        slug=slug(fields.slug or f"{title} {file_names.edition(seed.name)}"),
        kind=kind,
        title=title,
        source=source,
        date=fields.date or dated(day_in_name(seed.name)),
        description=fields.description,
        people=_people(fields, parts.passages),
        topics=_topics(fields, reading, private),
        covered=fields.covered,
        sources=fields.sources,
        video=address,
        language=fields.language or file_names.language(seed.name),
        right_to_left=is_right_to_left(" ".join(p.text for p in parts.passages[:40])),
        audio=recordings.audio(fields.audio, seed.name, seed.sounds),
        length=fields.length,
        licence=fields.licence,
        notice=fields.notice,
        old_addresses=fields.old_addresses,
        headings=parts.headings,
        passages=parts.passages,
        anchors=tuple(placed(own_ids(reading.text), text, parts)) if reading.markdown else (),
        changes=tuple(
            replace(change, before=source.text[change.start : change.end])
            for change in text.changes()
        ),
        withheld=spans,
        holds=(*fields.holds, *_name_holds(fields, seed)),
        shows_source=fields.shows_source,
        shows_record=fields.shows_record,
    )
    written = _unclosed(reading, seed.file) if reading.markdown else ()
    notes = check_notes(text, parts.passages, seed.file) if reading.markdown else ()
    told = (*_active(text, parts, seed.file), *written, *missing, *notes)
    more = (*_long_title(whole_title, seed, text.source), *_notes(document, seed, text))
    return document, (*fields.diagnostics, *long_names, *told, *more)


def _corrected(
    reading: Reading, context: Context, file: str
) -> tuple[Tracked, tuple[Diagnostic, ...]]:
    """The text when all rules have run over it, and what is to be said of its images."""
    text = run(_BEFORE_IMAGES, reading, context)
    missing = tuple(check_images(text, context, file)) if reading.markdown else ()
    return run(RULES[len(_BEFORE_IMAGES) :], replace(reading, text=text), context), missing


def _source(
    text: str, spans: Sequence[tuple[int, int]], reading: Reading, seed: Seed, fields: Fields
) -> Source:
    """What a document says of its source, in which the `spans` that are withheld are blank."""
    text = blanked(text, spans)
    shown = text.encode("utf-8", "replace") if spans else seed.data
    own = "" if spans else seed.sha256
    return Source(
        name=seed.name,
        file=seed.file,
        reader=reading.format,
        sha256=own or hashlib.sha256(shown).hexdigest(),
        text=text,
        address=fields.source,
        base=fields.base,
        converted=seed.converted,
        post_id=fields.post_id,
    )


def _fields(
    reading: Reading,
    seed: Seed,
    sidecar: dict[str, object] | None,
    defaults: dict[str, object] | None,
    private: tuple[str, ...],
) -> Fields:
    return read_fields(
        reading.fields,
        seed.file,
        sidecar,
        seed.sidecar_file,
        text=reading.text.source,
        sidecar_text=decoded(seed.sidecar),
        private=private,
        defaults=defaults,
    )


def _short_names(reading: Reading, file: str) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """The reading with overlong speaker names shortened; the first is reported.

    Every passage, list and index has the name of its speaker.
    """
    long = [mark for mark in reading.marks if len(mark.speaker or "") > LONGEST_NAME]
    if not long:
        return reading, ()
    message = (
        f"a speaker's name has {len(long[0].speaker or ''):,} characters; "
        f"only the first {LONGEST_NAME} are used"
    )
    marks = tuple(
        replace(mark, speaker=mark.speaker[:LONGEST_NAME].strip()) if mark.speaker else mark
        for mark in reading.marks
    )
    told = warning(
        file,
        line_of(reading.text.source, long[0].at),
        message + others(len(long) - 1),
        "shorten it",
        "every passage, list and index repeats the name of its speaker",
    )
    return replace(reading, marks=marks), (told,)


#: What Notion puts after the name of a page.
_HASH = re.compile(r" [0-9a-f]{32}(?=\.\w+\Z)")


def _named(name: str) -> str:
    """The name to use for a file: an index page has the name of its folder.

    >>> _named("posts/a-lamp/index.md"), _named("The lamp 0a1b2c3d4e5f60718293a4b5c6d7e8f9.md")
    ('a-lamp.md', 'The lamp.md')
    """
    path = PurePosixPath(_HASH.sub("", name))
    bundle = path.stem.lower().strip("_") == "index" and path.parent.name
    return f"{path.parent.name}.md" if bundle else str(path)


def _name_holds(fields: Fields, seed: Seed) -> Iterator[Hold]:
    """What a file's name says against publishing: a drafts folder, or a future day."""
    if in_drafts(seed.name):
        yield Hold(why="it is in a drafts folder", file=seed.file)
    day = "" if fields.date else day_in_name(seed.name)
    if day:
        yield Hold(why=f"its name begins with {day}", file=seed.file, opens=day)


def _own_title(reading: Reading) -> str:
    words = str(reading.text) if reading.markdown else ""
    heading = titles.first_heading(words) or hashes.first_glued(words)
    return inert(render(in_a_line(brackets_as_text(heading)))[1]) if heading else ""


def _video(text: str, name: str) -> str | None:
    """What was transcribed: the first video of a transcript, or the one that its file names."""
    begin = text.find('<figure class="cp-video"')
    if begin < 0:
        return youtube(found).address if (found := file_names.video_id(name)) else None
    begin = text.index('<a href="', begin) + len('<a href="')
    return text[begin : text.index('"', begin)]


def _topics(fields: Fields, reading: Reading, private: tuple[str, ...]) -> tuple[str, ...]:
    """The topics of the fields, and behind them the tags in the text of a note."""
    if reading.format not in hashtags.FORMATS or "tags" in private:
        return fields.topics
    found = {name.casefold(): name for name in fields.topics}
    for name in hashtags.tags(str(reading.text)):
        found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _people(fields: Fields, passages: tuple[Passage, ...]) -> tuple[Credit, ...]:
    """Who is credited, and every speaker who is not credited yet."""
    named = {credit.name for credit in fields.people}
    speakers = dict.fromkeys(p.speaker for p in passages if p.speaker)
    return (
        *fields.people,
        *(Credit(name=name, role="speaker") for name in speakers if name not in named),
    )


def _active(text: Tracked, parts: Cut, file: str) -> tuple[Diagnostic, ...]:
    """The warning that active content was removed, at the first place."""
    found = [(text.source_offset(offset), names) for offset, names in parts.removed]
    found += [
        (change.start, frozenset(active.removed(change.before, change.after)))
        for change in text.changes()
        if change.rule in _TAKES_OUT and not change.before.startswith("<!--")
    ]
    names = sorted({name for _, some in found for name in some})
    if not names:
        return ()
    first = min(offset for offset, some in found if some)
    return (
        warning(
            file=file,
            line=line_of(text.source, first),
            message=f"active content was removed: {', '.join(names[:8])}",
            why="pages do not run, send or load anything that a seed asks for",
            remedy="delete it, or put it in backticks to show it as text",
        ),
    )


def _unclosed(reading: Reading, file: str) -> Iterator[Diagnostic]:
    """The warnings that a comment or a code block is not closed and swallows the rest."""
    words = str(reading.text)

    def told(what: str, at: int, end: str, why: str) -> Diagnostic:
        line = line_of(reading.text.source, reading.text.source_offset(at))
        return warning(file, line, f"{what} is not closed", f"add {end} where it ends", why)

    at = words.rfind("<!--")
    code = verbatim(words) if at >= 0 and "-->" not in words[at:] else [(at, at + 1)]
    if not any(start <= at < end for start, end in code):
        yield told("a comment", at, "-->", "everything after it is hidden")
    for last in blocks(words)[-1:]:
        block = words[last.start : last.end] if last.kind == "code" else ""
        fence = FENCE.match(block.partition("\n")[0])
        if fence and not is_closed(block, fence["fence"]):
            why = "everything after it is shown as code"
            yield told("a code block", last.start, fence["fence"], why)


def _long_title(title: str, seed: Seed, source: str) -> Iterator[Diagnostic]:
    """The message that a title is very long, at its line if that can be found."""
    # A field of just the greatest length was cut, and that has been said.
    if len(title) > _LONGEST_TITLE and len(title) != LONGEST_TITLE:
        beside = decoded(seed.sidecar)
        begin = title[:40]
        where = (seed.sidecar_file, beside) if begin in beside else (seed.file, source)
        line = line_of(where[1], max(0, where[1].find(begin)))
        message = f"the title has {len(title):,} characters"
        remedy = "give it a short `title:`"
        if len(title) > LONGEST_TITLE:
            why = "pages, lists and the index repeat it many times"
            message += f"; only the first {LONGEST_TITLE:,} are used"
            yield warning(where[0], line, message, remedy, why)
        else:
            why = f"pages and lists show all of it, but the address is cut to {LONGEST} characters"
            yield note(where[0], line, message, remedy, why)


def _notes(document: Document, seed: Seed, text: Tracked) -> tuple[Diagnostic, ...]:
    """Messages about a document as a whole: no text at all, sentences cut between turns."""
    if not document.passages:
        return (
            warning(
                file=seed.file,
                line=1,
                message="no text is left after cleaning",
                why="the page exists, but is empty",
                remedy="check the record of changes, and whether this is the right file",
            ),
        )
    flagged = [passage for passage in document.passages if RUNS_ON in passage.flags]
    if not flagged:
        return ()
    first = flagged[0]
    where = f"#{first.anchor}" + (f" and {len(flagged) - 1} more" if len(flagged) > 1 else "")
    return (
        note(
            file=seed.file,
            line=1,
            message=f"a sentence runs on from one speaker to the next ({where})",
            why="the words at the break may be attributed to the wrong speaker",
            remedy="listen to the recording, and move the words to the right speaker",
        ),
    )
