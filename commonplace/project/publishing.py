"""What is published: drafts and days, sources, records, private fields.

This is the only place that asks for the day. Nothing else in a build knows the time.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from commonplace.markup.fields import plain_name
from commonplace.markup.states import in_drafts
from commonplace.model import Diagnostic, Document, Seed
from commonplace.model.diagnostics import note, warning

#: Set to anything, it brings in the drafts, as `--drafts` does; for `mkdocs serve`.
DRAFTS = "COMMONPLACE_DRAFTS"
#: The day of a build that is to be made again, in seconds since 1970:
#: https://reproducible-builds.org/docs/source-date-epoch/
EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, kw_only=True)
class Publishing:
    """What is published, and as of which day (2024-12-31; empty for the day of the build).

    `drafts` includes what would be left out. `private` are fields that never leave the build,
    by their plain names and in order; `sources` and `records` say whether documents have
    files with their sources and their changes, `chats` whether chats are read.
    """

    drafts: bool = False
    today: str = ""
    private: tuple[str, ...] = ()
    sources: bool = True
    records: bool = True
    chats: bool = False

    def dated(self) -> Publishing:
        """The same with the day filled in."""
        return self if self.today else replace(self, today=today())

    def is_far(self, day: str) -> bool:
        """Whether a day, if any, is more than a year ahead, which is usually a mistake."""
        return bool(day) and int(day[:4]) > int(self.today[:4]) + 1


#: As it is without a word about it.
EVERYTHING = Publishing()


def today() -> str:
    """The day by the clock, or by SOURCE_DATE_EPOCH, in UTC."""
    epoch = os.environ.get(EPOCH, "").strip()
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return now.date().isoformat()


def wants_drafts() -> bool:
    """Whether the environment asks for drafts.

    Saying no (`0`, `false`) does not count.
    """
    return os.environ.get(DRAFTS, "").strip().lower() not in ("", "0", "false", "no", "off")


def of(values: Mapping[str, object]) -> Publishing:
    """What the options of a site say about publishing."""
    private = values["private"]
    return Publishing(
        private=tuple(sorted(map(plain_name, private if isinstance(private, tuple) else ()))),
        sources=values["sources"] is True,
        records=values["records"] is True,
        chats=values["chats"] is True,
    )


def published(
    made: Sequence[tuple[Document | None, tuple[Diagnostic, ...]]],
    seeds: Sequence[Seed],
    publishing: Publishing,
) -> list[tuple[Document | None, tuple[Diagnostic, ...]]]:
    """The results without documents that are not published; each of those leaves a note."""
    return [_published(one, seed, publishing) for one, seed in zip(made, seeds, strict=True)]


def _published(
    made: tuple[Document | None, tuple[Diagnostic, ...]], seed: Seed, publishing: Publishing
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    document, diagnostics = made
    if not publishing.drafts:
        holds = document.holds if document else ()
        hold = next((one for one in holds if one.on(publishing.today)), None)
        if hold and publishing.is_far(hold.opens):
            return None, (_too_far(hold.file, hold.line, hold.opens),)
        if hold:
            return None, (_left_out(hold.file, hold.line, _reason(hold.why, hold.opens)),)
        if document is None and in_drafts(seed.name):
            return None, (_left_out(seed.file, 1, "it is in a drafts folder"),)
    if document is None:
        return made
    shown = replace(
        document,
        shows_source=document.shows_source and publishing.sources,
        shows_record=document.shows_record and publishing.records,
    )
    return shown, diagnostics


def _reason(why: str, opens: str) -> str:
    return f"{why}, which is in the future" if opens else why


def _too_far(file: str, line: int, day: str) -> Diagnostic:
    return warning(
        file,
        line,
        f"this document is left out: its date {day} is more than a year in the future",
        "correct the date if it is a mistake, or use `--drafts` to include the document",
        "a document with a date in the future is not published until then",
    )


def _left_out(file: str, line: int, why: str) -> Diagnostic:
    return note(
        file,
        line,
        f"this document is left out: {why}",
        "use `--drafts` to include it",
        "what its author withholds is not published",
    )
