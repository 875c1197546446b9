"""What a page says about how its source was changed: counts, examples, the full list."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from commonplace.addresses.slugs import short_hash
from commonplace.markup.withheld import phrase
from commonplace.model import Change, Document, Phrase

_NEWLINE = re.compile(r"\r\n?|\n")
_EXAMPLES = 3
#: The most files with sources and records. Another number gives documents other files.
ARCHIVES = 64


@dataclass(frozen=True, kw_only=True)
class Example:
    """One change as the record shows it, with its line in the source."""

    line: int
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How often a rule changed a document, and the first few times it did."""

    rule: str
    phrase: Phrase
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, kw_only=True)
class Record:
    """A document's changes, counted: those that removed something, and those that did not."""

    changed: tuple[Tally, ...]
    moved: tuple[Tally, ...]


class LineNumbers:
    """The line, counted from 1, of any offset of a text.

    >>> lines = LineNumbers("a\\r\\nb\\nc")
    >>> lines.of(0), lines.of(3), lines.of(5)
    (1, 2, 3)
    """

    def __init__(self, text: str) -> None:
        self._begins = [0, *(found.end() for found in _NEWLINE.finditer(text))]

    def of(self, offset: int) -> int:
        """The line of the character at `offset`."""
        return bisect_right(self._begins, offset)


def record(document: Document, phrases: Mapping[str, Phrase]) -> Record:
    """The document's record: the most frequent rule first."""
    lines = LineNumbers(document.source.text)
    by_rule: dict[str, list[Change]] = {}
    for change in document.changes:
        by_rule.setdefault(change.rule, []).append(change)
    named = {rule: phrases.get(rule) or _nameless(rule) for rule in by_rule}
    tallies = [
        Tally(
            rule=rule,
            phrase=named[rule],
            count=sum(named[rule].counted(change) for change in changes),
            examples=tuple(
                Example(line=lines.of(c.start), before=_before(c, document), after=c.after)
                for c in _telling(changes)
            ),
        )
        for rule, changes in by_rule.items()
    ]
    tallies.sort(key=lambda tally: (-tally.count, tally.rule))
    return Record(
        changed=tuple(tally for tally in tallies if not tally.phrase.moved),
        moved=tuple(tally for tally in tallies if tally.phrase.moved),
    )


def record_json(document: Document) -> str:
    """Every change of the document as JSON, in the source's order."""
    lines = LineNumbers(document.source.text)
    counts = Counter(change.rule for change in document.changes)
    whole = {
        "slug": document.slug,
        "source": document.source.name,
        "sha256": document.source.sha256,
        **({"converted": document.source.converted} if document.source.converted else {}),
        "reader": document.source.reader,
        "withheld": [
            {"line": lines.of(start), "start": start, "end": end}
            for start, end in document.withheld
        ],
        "counts": dict(sorted(counts.items())),
        "changes": [
            {
                "rule": change.rule,
                "line": lines.of(change.start),
                "start": change.start,
                "end": change.end,
                "before": change.before,
                "after": change.after,
            }
            for change in document.changes
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def record_file(address: str) -> str:
    """The file with a document's source and record, below `docs/`.

    Several documents share one, so that the files stay few. Which it is depends on the
    document's own address alone, so that no other document moves it.
    """
    return f"data/records/{int(short_hash(address), 16) % ARCHIVES:02}.zip"


def published(document: Document) -> dict[str, str]:
    """The document's source and its record, as far as they are published, by their names."""
    texts = {}
    if document.shows_source:
        texts[f"{document.address}source.txt"] = document.source.text
    if document.shows_record:
        texts[f"{document.address}changes.json"] = record_json(document)
    return texts


def withheld(document: Document) -> int:
    """How many characters of a document's source are not published."""
    return sum(end - start for start, end in document.withheld)


def _before(change: Change, document: Document) -> str:
    """What a change replaced; if all of that is withheld, how much it was."""
    if any(start <= change.start < change.end <= end for start, end in document.withheld):
        return phrase(change.end - change.start)
    return change.before


def _telling(changes: list[Change]) -> list[Change]:
    """The first changes that differ; the same line eighty times says nothing."""
    different = {(change.before, change.after): change for change in reversed(changes)}
    return sorted(different.values(), key=lambda change: change.start)[:_EXAMPLES]


def _nameless(rule: str) -> Phrase:
    words = rule.replace("-", " ")
    return Phrase(f"change by the rule “{words}”", f"changes by the rule “{words}”")
