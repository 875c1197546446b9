"""A cleaned text cut into passages, with their anchors and headings."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from commonplace.addresses.slugs import distinct, note_names, passage_anchor, slug
from commonplace.clean import cue_times, unbroken
from commonplace.clean.bounds import LONGEST, Times, piece_ends
from commonplace.clean.chapters import Chapter
from commonplace.clean.headings import bare
from commonplace.clean.paragraphs import REACH, paragraph_ends, words_in
from commonplace.clean.tags import label_of
from commonplace.clean.titles import heading_parts
from commonplace.clean.turns import runs_on
from commonplace.markup.blocks import NOTE, Block, blocks
from commonplace.markup.html import Note, escape_markdown, in_a_line, paragraph, render
from commonplace.markup.plain import inert
from commonplace.model import Correction, Heading, Mark, Passage, Reading, Tracked
from commonplace.model.texts import noted

_ATTRIBUTION = re.compile(r"(?:\[?\(.{1,300}\)\]?(?:\(.{1,600}\))?|[—–-]{1,2} ?\S.{1,200})\Z", re.S)
# A label that is defined at the start of a line, and what may be the use of one.
_DEFINES = re.compile(r"^ {0,3}\[([^\[\]]*)\]:", re.M)
_REFERS = re.compile(r"\[([^\[\]]+)\]")
# Code whose indent matters: it makes it code, or the fence has it too.
_INDENTED_CODE = re.compile(r" {4}|\t| {1,3}(?:```|~~~)")
#: The number before a heading, which its address does not have.
_LED = re.compile(r"\A(?:\d{1,9}\.|[-+*])\s+")
#: Characters of the heading that each passage below it names; the heading itself is whole.
LONGEST_HEADING = 1_000
#: Words of a paragraph without a speaker; a longer one is a transcript without paragraphs.
_LONGEST_WRITTEN = 300
RUNS_ON = noted("This sentence may belong to the previous speaker.")


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Passages and headings in the order of the text.

    `removed` are offsets of the text, with the names of active content removed there.
    `places` are where each passage begins and ends in the text, and its anchor.
    """

    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...]
    removed: tuple[tuple[int, frozenset[str]], ...] = ()
    places: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Span:
    """A passage before it is rendered: a span of the text and what is known about it.

    `continued`: by the same voice as the span before; `part`: cut from it only for length.
    """

    start: int
    end: int
    speaker: str | None = None
    time: float | None = None
    note: str | None = None
    continued: bool = False
    part: bool = False


def cut(
    reading: Reading,
    text: Tracked,
    marks: tuple[Mark, ...],
    chapters: Sequence[Chapter] = (),
) -> Cut:
    """Cut a cleaned text at its marks, blocks and sentence ends.

    Each passage gets the heading above it, an anchor, safe HTML, plain words, and the times
    that the source gives for them. A chapter becomes a heading above the passage in which
    it begins. `reading.times` have to fit the marks.
    """
    words = str(text)
    spans: list[_Span] = []
    found: list[tuple[int, int, str]] = []  # level, number of the passage after it, words
    times = cue_times.placed(words, text, reading.times)
    first = text.offset(marks[0].at) if marks else len(words)
    if reading.markdown:
        _written(words, 0, first, spans, found)
    elif words[:first].strip():
        spans += _plain_paragraphs(words, 0, first)
    number = 0
    while number < len(marks):
        mark, last = marks[number], number
        while _flows(reading, mark) and last + 1 < len(marks) and _flows(reading, marks[last + 1]):
            last += 1
        start = text.offset(mark.at)
        end = text.offset(marks[last + 1].at) if last + 1 < len(marks) else len(words)
        if _flows(reading, mark):
            spans += _rolling(words, text, marks[number : last + 1], times, chapters, end)
        elif mark.spoken:
            spans += _turn(words, start, end, mark, times, markdown=reading.markdown)
        elif reading.markdown:
            _written(words, start, end, spans, found)
        else:
            spans += _plain_paragraphs(words, start, end)
        number = last + 1
    _add_chapters(spans, found, chapters)
    return _finished(words, text, spans, found, reading, times)


def _turn(
    words: str, start: int, end: int, mark: Mark, times: Times, *, markdown: bool
) -> Iterator[_Span]:
    """One turn, in pieces that are short enough."""
    said = words[start:end]
    inside = cue_times.since(mark, said, cue_times.within(times, start, end))
    at = 0
    for stop in _ends(said, inside, markdown=markdown):
        first = at + len(said[at:stop]) - len(said[at:stop].lstrip())
        part = at > 0
        time = cue_times.near(said, first, inside, REACH) if part else mark.start
        yield _Span(
            start=start + first,
            end=start + stop,
            speaker=mark.speaker,
            time=time,
            continued=part,
            part=part,
        )
        at = stop


def _ends(said: str, times: Times, *, markdown: bool) -> list[int]:
    """Where the pieces of a turn end."""
    if markdown and (times[1:] or (len(said) > LONGEST and words_in(said) > LONGEST)):
        return piece_ends(said, times, unbroken.paragraphs(said), unbroken.whole(said))
    return piece_ends(said, times)


def _flows(reading: Reading, mark: Mark) -> bool:
    """Whether a mark begins a caption that continues the one before."""
    return reading.rolling and (mark.spoken or not reading.markdown)


def _add_chapters(
    spans: list[_Span], found: list[tuple[int, int, str]], chapters: Sequence[Chapter]
) -> None:
    """Headings for the chapters, one level below the heading above the talk.

    A talk with headings of its own keeps those instead.
    """
    timed = [(span.time, number) for number, span in enumerate(spans) if span.time is not None]
    if not timed or any(timed[0][1] < number <= timed[-1][1] for _, number, _ in found):
        return
    above = [level for level, number, _ in found if number == timed[0][1]]
    level = (above[-1] if above else 1) + 1
    for chapter in chapters:
        before = [number for time, number in timed if time <= chapter.start + 1]
        found.append((level, max(before, default=timed[0][1]), chapter.title))
    found.sort(key=lambda heading: heading[1])


def _written(
    words: str, start: int, end: int, spans: list[_Span], found: list[tuple[int, int, str]]
) -> None:
    """Blocks of Markdown as passages, each with what belongs to it."""
    part = words[start:end]
    last: Block | None = None
    for block in blocks(part):
        body = part[block.start : block.end]
        if block.kind == "heading":
            level, begin, stop = heading_parts(part, block)
            found.append((level, len(spans), part[begin:stop]))
        elif block.kind == "note":
            match = NOTE.match(body)
            if match:
                begin = start + block.start + match.end()
                spans.append(_Span(start=begin, end=start + block.end, note=match["label"]))
        elif block.kind not in ("reference", "rule"):
            if last and spans and _hangs_on(part[last.start : last.end], last, body, block):
                spans[-1] = replace(spans[-1], end=start + block.end)
            else:
                spans += _block(words, start + block.start, start + block.end, block)
            last = block
            continue
        last = None


def _block(words: str, start: int, end: int, block: Block) -> Iterator[_Span]:
    """A block as a passage, or in pieces if it is a transcript without paragraphs."""
    body = words[start:end]
    ends = [len(body)]
    if block.kind == "paragraph" and words_in(body) > _LONGEST_WRITTEN:
        ends = piece_ends(body, whole=unbroken.whole(body))
    for at, stop in pairwise([0, *ends]):
        part = at > 0
        yield _Span(start=start + at, end=start + stop, continued=part, part=part)


def _hangs_on(before: str, last: Block, body: str, block: Block) -> bool:
    """Whether a block belongs to the passage before it.

    A list, quotation, table or code that a paragraph announces with a colon; the words in
    parentheses or after a dash that say who is quoted; the paragraphs of an item's list.
    """
    if last.kind == "paragraph" and before.rstrip().endswith(":"):
        return block.kind in ("list", "quote", "table", "code")
    if last.kind == "quote" and block.kind == "paragraph":
        return bool(_ATTRIBUTION.match(body.strip()))
    return False


def _plain_paragraphs(words: str, start: int, end: int) -> Iterator[_Span]:
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", words[start:end]):
        for at, stop in pairwise([0, *piece_ends(match[0])]):
            begin = start + match.start()
            part = at > 0
            yield _Span(start=begin + at, end=begin + stop, continued=part, part=part)


def _rolling(
    words: str,
    text: Tracked,
    marks: tuple[Mark, ...],
    times: Times,
    chapters: Sequence[Chapter],
    stop_at: int,
) -> Iterator[_Span]:
    """Runs of captions by one voice, as paragraphs that end where sentences or chapters do."""
    begins = [text.offset(mark.at) for mark in marks]
    timed = [(mark.start, place) for place, mark in enumerate(marks) if mark.start is not None]
    opening = {
        max((place for time, place in timed if time <= chapter.start + 1), default=0)
        for chapter in chapters
    }
    number = 0
    while number < len(marks):
        last = number
        while last + 1 < len(marks) and _same_voice(marks[number], marks[last + 1]):
            if last + 1 in opening:
                break
            last += 1
        start = begins[number]
        end = begins[last + 1] if last + 1 < len(marks) else stop_at
        voice = marks[number]
        said = words[start:end]
        inside = cue_times.since(voice, said, cue_times.within(times, start, end))
        for first, stop, part in _paragraphs(said, inside):
            yield _Span(
                start=start + first,
                end=start + stop,
                speaker=voice.speaker,
                time=cue_times.near(said, first, inside, LONGEST),
                continued=part or (voice.speaker is not None and first > 0),
                part=part,
            )
        number = last + 1


def _paragraphs(said: str, times: Times) -> Iterator[tuple[int, int, bool]]:
    """The paragraphs of captions, in pieces that are short enough.

    Offsets, and whether a piece belongs to the same paragraph as the one before.
    """
    for at, end in pairwise([0, *paragraph_ends(said)]):
        ends = piece_ends(said[at:end], cue_times.within(times, at, end))
        for first, stop in pairwise([at, *(at + stop for stop in ends)]):
            lead = len(said[first:stop]) - len(said[first:stop].lstrip())
            yield first + lead, stop, first > at


def _same_voice(one: Mark, two: Mark) -> bool:
    """Whether the second mark continues the voice of the first."""
    return one.speaker == two.speaker and not two.new_voice


def _finished(
    words: str,
    text: Tracked,
    spans: list[_Span],
    found: list[tuple[int, int, str]],
    reading: Reading,
    times: Times,
) -> Cut:
    """Render the spans and give them anchors, headings and flags."""
    labels = [span.note for span in spans if span.note]
    notes: dict[str, Note] = {}
    for label, name in zip(labels, note_names(labels), strict=True):
        notes.setdefault(label, Note(len(notes) + 1, name))
    references = _references(words) if reading.markdown else {}
    changed = _corrections(text, reading.text)
    passages: list[Passage] = []
    extents: list[tuple[int, int]] = []
    numbers: dict[int, int] = {}  # of the span → of its passage
    removed: list[tuple[int, frozenset[str]]] = []
    parts: list[bool] = []
    shown = False  # something of the whole that a span is a part of
    for number, span in enumerate(spans):
        shown = shown and span.part
        numbers[number] = len(passages)
        active: set[str] = set()
        within = cue_times.within(times, span.start, span.end)
        passage = _passage(words, span, reading, notes, references, changed, active, within)
        if active:
            removed.append((span.start, frozenset(active)))
        if passage.text or "<img" in passage.html or "<figure" in passage.html:
            passages.append(passage)
            parts.append(shown)
            shown = True
            extents.append((span.start, span.end))
    numbers[len(spans)] = len(passages)
    anchors = _anchors(passages, parts)
    titles = [inert(render(in_a_line(title))[1]) if title else "" for _, _, title in found]
    names = [_LED.sub("", title) for title in titles]
    headings = tuple(
        Heading(level=level, text=title, anchor=anchor, before=numbers[before])
        for (level, before, _), title, anchor in zip(
            found, titles, _heading_anchors(names, {*anchors, *_note_ids(notes)}), strict=True
        )
        if title
    )
    placed = tuple(_placed(passages, anchors, headings))
    return Cut(
        passages=(*placed, *bare(placed, headings)),
        headings=headings,
        removed=tuple(removed),
        places=tuple((*extent, one.anchor) for extent, one in zip(extents, placed, strict=True)),
    )


def _note_ids(notes: Mapping[str, Note]) -> Iterator[str]:
    for note in notes.values():
        yield from (f"fn-{note.name}", f"fnref-{note.name}")


def _anchors(passages: Sequence[Passage], parts: Sequence[bool]) -> list[str]:
    """The anchors of passages, some of which are parts of the same turn as the one before.

    What is cut for length keeps its address: the first part has the anchor of the whole, and
    no part takes an anchor that something else has.
    """
    wholes = [number for number, part in enumerate(parts) if not part]
    names = [passage.anchor for passage in passages]
    for first, behind in pairwise([*wholes, len(passages)]):
        if passages[first].start is None and behind > first + 1:
            said = "\n".join(passage.text for passage in passages[first:behind])
            names[first] = passage_anchor(said, None)
    order = sorted(range(len(passages)), key=lambda number: parts[number])
    given = distinct(names[number] for number in order)
    return [name for _, name in sorted(zip(order, given, strict=True))]


def _references(words: str) -> dict[str, str]:
    """The link definitions of the text, by label."""
    found: dict[str, str] = {}
    for block in blocks(words):
        if block.kind == "reference":
            definition = words[block.start : block.end]
            for label in _DEFINES.findall(definition):
                key = label_of(label)
                found[key] = f"{found[key]}\n{definition}" if key in found else definition
    return found


def _used(raw: str, references: Mapping[str, str]) -> str:
    """The definitions that a passage may use; passing all of them would take too long."""
    if not references:
        return ""
    labels = dict.fromkeys(map(label_of, _REFERS.findall(raw)))
    return "\n".join(dict.fromkeys(references[key] for key in labels if key in references))


def _heading_anchors(titles: list[str], taken: set[str]) -> list[str]:
    """Slugs of headings; repeated ones get a number, as is usual on the web."""
    result: list[str] = []
    last: dict[str, int] = {}
    for title in titles:
        name = slug(title)
        number = last.get(name, 1)
        anchor = name
        while anchor in taken:
            number += 1
            anchor = f"{name}-{number}"
        last[name] = number
        taken.add(anchor)
        result.append(anchor)
    return result


def _placed(
    passages: list[Passage], anchors: list[str], headings: tuple[Heading, ...]
) -> Iterator[Passage]:
    """The passages with their final anchors, the headings above them, and flags."""
    above = {heading.before: heading.text for heading in headings}
    current = ""
    for number, (passage, anchor) in enumerate(zip(passages, anchors, strict=True)):
        current = above.get(number, current)
        before = passages[number - 1] if number else None
        cut_off = (
            before is not None
            and before.speaker is not None
            and passage.speaker is not None
            and not passage.continued
            and runs_on(before.text, passage.text)
        )
        yield replace(
            passage,
            anchor=anchor,
            heading="" if passage.note else current[:LONGEST_HEADING],
            flags=(RUNS_ON,) if cut_off else (),
        )


def _passage(
    words: str,
    span: _Span,
    reading: Reading,
    notes: Mapping[str, Note],
    references: Mapping[str, str],
    changed: list[tuple[int, int, str]],
    active: set[str],
    times: Times,
) -> Passage:
    raw = words[span.start : span.end].rstrip()
    unspoken = span.speaker is None and span.time is None and span.note is None
    if not (reading.markdown and unspoken and _INDENTED_CODE.match(raw)):
        raw = raw.lstrip()
    start = span.start + len(words[span.start : span.end].rstrip()) - len(raw)
    if span.note:  # what follows a note's first line is indented to belong to it
        raw = re.sub(r"^(?: {4}|\t)", "", raw, flags=re.M)
    inside = [
        (begin - start, end - start, heard)
        for begin, end, heard in changed
        if start <= begin and end <= start + len(raw)
    ]
    lead = start - span.start
    times = cue_times.apart([(at - lead, time) for at, time in times if lead < at], span.time)
    inserts = [(begin, end, _corrected(heard)) for begin, end, heard in inside]
    if reading.markdown:
        page, said = render(
            raw, notes=notes, inserts=inserts, references=_used(raw, references), removed=active
        )
        body = raw
        times = cue_times.in_rendered(raw, said, times, lambda part: render(part, notes=notes)[1])
    else:
        page, said = paragraph(raw, inserts), raw
        body = escape_markdown(raw)
    return Passage(
        anchor=passage_anchor(said, span.time),
        text=said,
        body=body,
        html=page,
        speaker=span.speaker,
        start=span.time,
        times=tuple(times),
        continued=span.continued,
        note=span.note,
        corrections=tuple(_in_words(said, raw, inside)),
    )


def _corrections(text: Tracked, read: Tracked) -> list[tuple[int, int, str]]:
    """Where the text has a corrected name, and what was heard there, as words.

    In the source there may be tags and times between them.
    """
    result = []
    words = str(read)
    at = 0
    for piece in text.pieces:
        if piece.rule == "misheard" and piece.text:
            heard = words[read.offset(piece.start) : read.offset(piece.end)]
            result.append((at, at + len(piece.text), heard))
        at += len(piece.text)
    return result


def _corrected(heard: str) -> Callable[[str], str]:
    title = html.escape(f"heard: {' '.join(heard.split())}")
    return lambda words: f'<span class="cp-corrected" tabindex="0" title="{title}">{words}</span>'


def _in_words(said: str, raw: str, inside: list[tuple[int, int, str]]) -> Iterator[Correction]:
    """The corrections in offsets of the plain words, found in order."""
    at = 0
    for begin, end, heard in inside:
        found = said.find(raw[begin:end], at)
        if found >= 0:
            at = found + end - begin
            yield Correction(start=found, end=at, heard=" ".join(heard.split()))
