"""What a cleaning rule is, and how a tuple of rules is run over a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from commonplace.markup import tex
from commonplace.markup.blocks import addresses, touched, verbatim
from commonplace.model import Edit, Mark, Misheard, Phrase, Reading, Tracked

#: The formats whose spelling nobody chose: software wrote what it heard.
CAPTIONS = frozenset(
    "caption caption-markdown table vtt srt json sbv ass lrc tsv timedtext sami".split()
)
#: The formats whose text is Markdown.
MARKDOWN = frozenset("jekyll substack speaker chat caption-markdown table html".split())


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a rule may know about a document besides its text.

    `spoken` are the spans, in offsets of the text, in which somebody speaks. `images` maps
    the names of existing image files to their addresses.
    """

    format: str
    title: str = ""
    folder: str = ""
    images: dict[str, str] = field(default_factory=dict)
    glossary: tuple[Misheard, ...] = ()
    spoken: Callable[[], list[tuple[int, int]]] = list


Find = Callable[[str, Context], Iterable[Edit]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A small pure function that says what to change, with a reason for readers.

    `phrase` is how a page's record names its changes; `why` is for somebody who wonders
    about one. A rule runs over the formats named, and leaves code and formulas alone
    unless `code` is set. A rule of `words` is for what people read, and leaves web
    addresses and HTML tags alone, too.
    """

    id: str
    phrase: Phrase
    why: str
    formats: frozenset[str]
    find: Find
    code: bool = False
    words: bool = False


def run(rules: Iterable[Rule], reading: Reading, context: Context) -> Tracked:
    """Run the rules for a reading's format over its text, in order."""
    text = reading.text
    for rule in rules:
        if reading.format in rule.formats:
            text = apply(rule, text, context, reading.marks)
    return text


def apply(rule: Rule, text: Tracked, context: Context, marks: tuple[Mark, ...]) -> Tracked:
    """Run one rule once over a text."""
    words = str(text)
    here = replace(context, spoken=lambda: spoken(text, marks))
    edits = first_come(rule.find(words, here))
    if edits and context.format in MARKDOWN:
        if not rule.code:
            kept = verbatim(words), _apart(tex.spans(words))
            edits = [
                edit for edit in edits if not any(_reaches_into(edit, spans) for spans in kept)
            ]
        if rule.words:
            places = addresses(words)
            edits = [edit for edit in edits if not _reaches_into(edit, places)]
    return text.edit(rule.id, edits)


def spoken(text: Tracked, marks: tuple[Mark, ...]) -> list[tuple[int, int]]:
    """The spans of a text, in its offsets, that belong to a speaker or a cue."""
    if not marks:
        return []
    ends = [*(text.offset(mark.at) for mark in marks[1:]), len(text)]
    return [
        (text.offset(mark.at), end) for mark, end in zip(marks, ends, strict=True) if mark.spoken
    ]


def first_come(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order, without those that overlap one before them.

    No rule should return such edits, and tests check that. But no file may stop the build
    because of a case that a rule did not foresee.
    """
    kept: list[Edit] = []
    for edit in sorted(edits):
        last = kept[-1] if kept else None
        if last is None or (edit.start >= last.end and edit[:2] != last[:2]):
            kept.append(edit)
    return kept


def _reaches_into(edit: Edit, spans: list[tuple[int, int]]) -> bool:
    """Whether an edit changes a part of a span: inside, or across one of its ends.

    Removing a whole span together with what surrounds it, as with a script that has strings
    in backticks, does not count.
    """
    return any(
        not (edit.start <= start and end <= edit.end) or (edit.start, edit.end) == (start, end)
        for start, end in touched(edit.start, edit.end, spans)
        if edit.start < edit.end or start < edit.start
    )


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, without those that begin inside another."""
    found: list[tuple[int, int]] = []
    for span in sorted(spans):
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return found
