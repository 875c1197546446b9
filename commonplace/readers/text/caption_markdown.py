"""Captions in a Markdown file: front matter, a heading, and lines with or without times.

Tools that save a video's captions as a note write fields, perhaps a heading, an image and a
description, and below them the captions as the page had them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from commonplace.markup import frontmatter
from commonplace.markup.blocks import blocks, verbatim
from commonplace.markup.clock import Stamp
from commonplace.markup.fields import plain_name
from commonplace.markup.line_rolls import find_rolled
from commonplace.markup.video import video
from commonplace.model import Claim, Reader, Reading, Tracked
from commonplace.readers.edits import NamedEdit, edit_all
from commonplace.readers.text.captioned import (
    are_captions,
    caption_marks,
    caption_stamps,
    is_prose,
    line_above,
    linked_video,
    taken_out,
    voices,
)
from commonplace.readers.text.label_styles import Label
from commonplace.readers.text.talk import credited, laid_bare, read_head

_TRANSCRIPT = re.compile(
    r"^(?:#{1,6}[ \t]+|\*\*)(?:[^\W\d_][\w-]{0,20} ){0,2}"
    r"(?:transcript(?:ion)?|captions|subtitles)\b[^\n]{0,40}$",
    re.M | re.I,
)
#: The head of a caption file that ran into the words, as programs leave it.
_LEAKED = re.compile(
    r"^(?:\*\*transcript:\*\*[ \t]*)?(?:WEBVTT\s{1,4})?"
    r"Kind:[ \t]?captions\s{1,4}Language:[ \t]?[A-Za-z-]{2,12}\s{1,4}(?=\S)",
    re.M | re.I,
)
#: Lines that say only that captions follow, and what a video's page has beside them.
_SAYS_SO = re.compile(
    r"^(?:(?:full |video |auto-?generated )?transcript:?"
    r"|(?:transcript:?[ \t]*\n\s*)?search (?:in video|in transcript|transcript))[ \t]*\n\s*\Z",
    re.M | re.I,
)
_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.M)
_HEADING_LINE = re.compile(r"^#{1,6}[ \t]+\S[^\n]*$", re.M)
_VIDEOS = frozenset({"video_id", "youtube_id"})
_ENDS = frozenset(".?!:…\"'’")
_MARKUP = re.compile(r"^(?:#{1,6} \S|[-*+] \S|>(?!>)|\*\*|\||!?\[[^\]\n]*\]\()", re.M)
_PICTURE = re.compile(r"\s*(?:\[?!\[|https?://|<(?:iframe|img|figure|video)\b)")
#: Lines, and the share of them that break off, from which lines are captions.
_NEAR = 60  #: characters above captions in which such a line is
_LINES, _BREAKS = 5, 0.5
#: Words: the fewest that are captions without a sign, and those to each end of a sentence.
_WORDS, _BETWEEN = 60, 80
_SENTENCE = re.compile(r"[.?!…。？！](?:\s|\Z)")
_RULE = re.compile(r"\s*(?:---+|\*\*\*+|___+)[ \t]*\n")
_ACROSS = re.compile(r"^(?:---+|\*\*\*+|___+)[ \t]*$", re.M)


class _Captions(NamedTuple):
    """Where captions begin, their times if they have any, and where a caption file's head is.

    `parted` says that headings stand among them, and do not end them.
    """

    begin: int
    times: Sequence[Stamp] = ()
    head: tuple[int, int] | None = None
    parted: bool = False


def _claims(text: str, suffix: str) -> Claim:
    matter = frontmatter.split(text, "")
    found = _captions(laid_bare(text[matter.end :])[0], matter.fields)
    if not found:
        return Claim(score=0.1, why="it has no lines with rising times, and none that roll up")
    markdown = matter.end or suffix in (".md", ".markdown")
    return Claim(score=0.93 if markdown else 0.7)


def _captions(words: str, fields: Mapping[str, object]) -> _Captions | None:
    """The captions of a Markdown text without its front matter, which says `fields`."""
    if leaked := _LEAKED.search(words):
        return _Captions(leaked.start(), caption_stamps(words, leaked.end()), leaked.span())
    heading = _TRANSCRIPT.search(words)
    times = caption_stamps(words, heading.end() if heading else 0)
    if times:
        labels = voices(words, times, heading.end() if heading else 0, ())
        begin = line_above(words, times[0].start)
        return _Captions(begin, times) if are_captions(words, times, labels) else None
    begin = heading.end() if heading else _below_head(words)
    if rule := _RULE.match(words, begin):
        begin = rule.end()
    end = _HEADING.search(words, begin)
    body = words[begin : end.start() if end else len(words)]
    if verbatim(body) or _MARKUP.search(body):
        return None
    if end and not heading and _of_video(fields) and _are_parted(words):
        return _Captions(0, parted=True)
    sure = heading or (end is None and _of_video(fields))
    if is_prose(body):
        return None
    if find_rolled(body) or (sure and (_breaks_off(body) or _runs_on(body))):
        return _Captions(begin + len(body) - len(body.lstrip()))
    return None


def _of_video(fields: Mapping[str, object]) -> bool:
    """Whether front matter names a video, by its address or its identifier."""
    named = any(value and plain_name(field) in _VIDEOS for field, value in fields.items())
    return named or any(isinstance(value, str) and video(value) for value in fields.values())


def _below_head(words: str) -> int:
    """Where a text begins below its headings and pictures."""
    begin = 0
    for block in blocks(words):
        if block.kind != "heading" and not _PICTURE.match(words, block.start):
            break
        begin = block.end
    return begin


def _are_parted(words: str) -> bool:
    """Whether a text is captions and headings, and most paragraphs do not end as sentences do."""
    body = _HEADING_LINE.sub("", words)
    if _MARKUP.search(body) or "](" in body or verbatim(body):
        return False
    paragraphs = [one.rstrip() for one in re.split(r"\n[ \t]*\n", body) if one.strip()]
    ended = sum(one[-1] in _ENDS for one in paragraphs)
    return 5 * ended <= 3 * len(paragraphs) and _breaks_off(body)


def _below_headings(words: str) -> Iterator[Label]:
    """Where somebody goes on below each heading, as changes of voice that have no sign."""
    for heading in _HEADING_LINE.finditer(words):
        at = heading.end() + len(words[heading.end() :]) - len(words[heading.end() :].lstrip())
        if at < len(words) and words[at] != "#":
            yield Label(start=at, end=at, speaker=None)


def _breaks_off(body: str) -> bool:
    """Whether lines break anywhere, as captions do, instead of at the ends of sentences."""
    lines = [line.rstrip() for line in body.split("\n") if line.strip()]
    open_ends = sum(1 for line in lines if line[-1] not in ".?!:…”\"'’")
    return len(lines) >= _LINES and open_ends >= _BREAKS * len(lines)


def _runs_on(body: str) -> bool:
    """Whether words follow each other as they were heard, with hardly an end of a sentence."""
    said = _ACROSS.split(body, maxsplit=1)[0]
    words, ends = len(said.split()), len(_SENTENCE.findall(said))
    return words >= _WORDS and ends * _BETWEEN <= words


def _read(text: Tracked, file: str) -> Reading:
    head = read_head(text, file, READER.name)
    text, words = head.text, str(head.text)
    begin, times, leaked, parted = _captions(words, head.fields) or _Captions(0)
    labels = voices(words, times, begin, credited(head.fields))
    if parted:
        starts = {label.start for label in labels}
        labels += [one for one in _below_headings(words) if one.start not in starts]
        labels.sort(key=lambda label: label.start)
    marks = tuple(caption_marks(text, begin, times, labels, ends=True))
    edits = list(taken_out(words, times, labels))
    if leaked:
        edits.append(NamedEdit(*leaked, "", "cue-header"))
    elif above := _SAYS_SO.search(words, max(0, begin - _NEAR), begin):
        edits.append(NamedEdit(above.start(), begin, "", "header"))
    return replace(
        head,
        fields=linked_video(words, [one[:2] for one in times], head.fields),
        text=edit_all(text, edits),
        marks=marks,
        times=tuple((mark.at, mark.start) for mark in marks if mark.start is not None),
        # A time before each written paragraph parts them; captions flow on.
        rolling=not (times and is_prose(words[begin:])),
    )


READER = Reader(name="caption-markdown", claims=_claims, read=_read)
