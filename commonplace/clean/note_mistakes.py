"""Messages about the footnotes of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from commonplace.markup import tex
from commonplace.markup.blocks import addresses, touched, verbatim
from commonplace.model import Diagnostic, Passage, Tracked
from commonplace.model.diagnostics import line_of, note, others, warning

#: A mark, or the label of a note where a colon follows at the start of a line.
_MARK = re.compile(r"(?<!\\)\[\^(?P<label>[^\[\]\n\\]{1,40})\](?!\()")
#: What may be the label of a note that is not there. `[^a-z]` is more likely an expression.
_LABEL = re.compile(r"(?!\w-\w)\w[\w.:-]*\Z")
#: What follows a mark that is among the words of a link.
_REST_OF_LINK = re.compile(r"[^\[\]\n]{0,200}\]\(")


def check_notes(text: Tracked, passages: Sequence[Passage], file: str) -> Iterator[Diagnostic]:
    """Report marks without footnotes and footnotes without marks."""
    labels = Counter(passage.note for passage in passages if passage.note)
    yield from _same_labels(labels, text.source, file)
    words = str(text)
    if "[^" not in words:
        return
    marks, heads = _marks(words)
    missing: dict[str, int] = {}
    for label, at in marks:
        if label not in labels and _LABEL.match(label) and not _in_link(words, at):
            missing.setdefault(label, at)
    if missing:
        label, at = next(iter(missing.items()))
        yield warning(
            file,
            line_of(text.source, text.source_offset(at)),
            f"the mark [^{label}] has no footnote{others(len(missing) - 1)}",
            f"add the footnote as `[^{label}]: text`, or delete the mark",
            "the page shows the mark as written, and it leads nowhere",
        )
    led_to = {label for label, _ in marks}
    alone = [label for label in labels if label not in led_to]
    if alone:
        yield note(
            file,
            line_of(text.source, text.source_offset(heads.get(alone[0], 0))),
            f"no mark refers to the footnote [^{alone[0]}]{others(len(alone) - 1)}",
            f"add [^{alone[0]}] where it belongs, or delete the footnote",
            "it is below the text, but no link leads to it",
        )


def _marks(words: str) -> tuple[list[tuple[str, int]], dict[str, int]]:
    """The marks of a text with their places, and where the notes of each label begin."""
    apart = [verbatim(words), sorted(tex.spans(words)), addresses(words)]
    marks: list[tuple[str, int]] = []
    heads: dict[str, int] = {}
    for match in _MARK.finditer(words):
        at, end = match.span()
        line = words.rfind("\n", 0, at) + 1
        if words.startswith(":", end) and at - line <= 3 and not words[line:at].strip():
            heads.setdefault(match["label"], at)
        elif not any(any(touched(at, end, spans)) for spans in apart):
            marks.append((match["label"], at))
    return marks, heads


def _in_link(words: str, at: int) -> bool:
    """Whether a mark is among the words of a link."""
    return bool(_REST_OF_LINK.match(words, words.index("]", at) + 1))


def _same_labels(labels: Counter[str], source: str, file: str) -> Iterator[Diagnostic]:
    """The message that two footnotes share a label, so that the text can mean only the first."""
    for label in [label for label, times in labels.items() if times > 1][:1]:
        mark = f"[^{label}]:"
        second = source.find(mark, source.find(mark) + 1)
        why = "a mark in the text can refer to only one of them"
        message = f"two footnotes have the label {label!r}"
        yield warning(file, line_of(source, max(0, second)), message, "rename one of them", why)
