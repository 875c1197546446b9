"""One file that holds many texts becomes a seed for each: archives, exports, collections.

Such files are recognised by their content. All others are passed on unchanged. A new kind is
a line in `SPLITTERS`. Chats are left out unless the project wants them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from commonplace.convert.converter import ConversionError, as_yaml, text_of
from commonplace.diagnostics.limits import LIMITS, Limits
from commonplace.markup.columns import is_talk
from commonplace.model import Diagnostic, Seed
from commonplace.model.diagnostics import error, note, warning
from commonplace.unpack import (
    archive,
    bookmarks,
    chats,
    feeds,
    ghost,
    kindle,
    mailbox,
    newsletter,
    readwise,
    saved_links,
    slack,
    wordpress,
)
from commonplace.unpack.part import Part

#: Of files that are read only to be split.
SUFFIXES = frozenset({".zip", ".xml", ".csv", ".opml", ".mbox"})
#: A file that holds more is not split.
MOST = 5_000
_CHATS = "messages to a few people were not written for everyone"


class Splitter(NamedTuple):
    """One kind of file: its name, how to recognise and split it, and whether it is a chat.

    `claims` gets the suffix in lower case and the bytes.
    """

    name: str
    claims: Callable[[str, bytes], bool]
    split: Callable[[Seed, Limits], Iterable[Part]]
    chat: bool = False


SPLITTERS: tuple[Splitter, ...] = (
    Splitter("WordPress export", wordpress.claims, wordpress.split),
    Splitter("Ghost export", ghost.claims, ghost.split),
    Splitter("list of bookmarks", bookmarks.claims, bookmarks.split),
    Splitter("Kindle clippings", kindle.claims, kindle.split),
    Splitter("Readwise export", readwise.claims, readwise.split),
    Splitter("Readwise table", readwise.claims_table, readwise.split_table),
    Splitter("list of saved links", saved_links.claims, saved_links.split),
    Splitter("mailbox", mailbox.claims, mailbox.split),
    Splitter("WhatsApp chat", chats.claims_whatsapp, chats.whatsapp, chat=True),
    Splitter("Telegram chat", chats.claims_telegram, chats.telegram, chat=True),
    Splitter("Zoom chat", chats.claims_zoom, chats.zoom, chat=True),
)


def unpacked(
    seeds: Iterable[Seed],
    limits: Limits = LIMITS,
    *,
    known: frozenset[str],
    aside: frozenset[str] = frozenset(),
    with_chats: bool = False,
) -> tuple[tuple[Seed, ...], tuple[Diagnostic, ...]]:
    """All seeds, with those that have parts replaced by their parts.

    `known` are the suffixes that can be read, `aside` the stems of names that no seed has.
    A part that has the name of another seed is left out, and an error says so.
    """
    told: list[Diagnostic] = []
    found: list[Seed] = []
    seeds = tuple(seeds)
    for seed in seeds:
        if _suffix(seed) == ".zip":
            files = archive.opened(seed, limits, known, aside, told)
            found += _parts_of(seed, archive.NAME, files, told)
        else:
            found.append(seed)
    found = newsletter.with_their_list(found)
    found = list(_without_slack(found, with_chats, told))
    split = [one for seed in found for one in _split(seed, limits, with_chats, told)]
    return tuple(_apart(split, seeds, told)), tuple(told)


def holders(name: str) -> Iterator[tuple[str, str]]:
    """The files that a name may be part of, and how the names of their parts begin.

    >>> list(holders("a/b.md"))[:2]
    [('a.csv', 'a/'), ('a.json', 'a/')]
    """
    for folder in PurePosixPath(name).parents:
        for suffix in sorted(SUFFIXES | {".json", ".txt"}) if folder.name else ():
            yield f"{folder}{suffix}", f"{folder}/"


def _split(seed: Seed, limits: Limits, with_chats: bool, told: list[Diagnostic]) -> Iterator[Seed]:
    """The parts of one seed, or itself."""
    suffix = _suffix(seed)
    if seed.converted:
        yield seed
        return
    if refused := feeds.refused(suffix, seed):
        told.append(refused)
        return
    kind = next((one for one in SPLITTERS if one.claims(suffix, seed.data)), None)
    if kind is None:
        if suffix == ".csv" and not is_talk(text_of(seed.data)):
            told.append(feeds.table(seed))
        else:
            yield seed
    elif kind.chat and not with_chats:
        told.append(_chat(seed.file, kind.name))
    else:
        yield from _parts_of(seed, kind.name, kind.split(seed, limits), told)


def _parts_of(seed: Seed, kind: str, parts: Iterable[Part], told: list[Diagnostic]) -> list[Seed]:
    """The seeds for the parts of one; none, with an error, if it cannot be read."""
    made: list[Seed] = []
    try:
        for part in parts:
            if len(made) == MOST:
                message = f"it holds more than {MOST:,} texts"
                raise ConversionError(message, "split it, or export part of it")
            made.append(_seed(seed, kind, part))
    except ConversionError as problem:
        message = f"this {kind} cannot be read: {problem}"
        told.append(error(seed.file, 1, message, problem.remedy, "its texts become pages"))
        return []
    except Exception as problem:  # whatever shape it has, it must not cost the other files
        message = f"this {kind} does not have the expected structure ({type(problem).__name__})"
        remedy = "export it again, and report this if it happens again"
        told.append(error(seed.file, 1, message, remedy, "its texts become pages"))
        return []
    if not made and kind != archive.NAME:
        message, why = f"there is no text in this {kind}", "a page needs text"
        told.append(note(seed.file, 1, message, "leave it out, or export it with the texts", why))
    if seed.sidecar is not None and any(one.name != seed.name for one in made):
        message = "the sidecar of a file with many texts is not read"
        why = "it cannot say which of them it describes"
        told.append(warning(seed.sidecar_file, 1, message, "delete it", why))
    return made


def _seed(whole: Seed, kind: str, part: Part) -> Seed:
    """A part as a seed: named below its file's name without the suffix, or as the file."""
    by = "" if kind == archive.NAME else f"{kind} by Commonplace"
    if not part.name:
        own = hashlib.sha256(whole.data).hexdigest()
        return replace(whole, data=part.data, converted=by, sha256=own)
    name = str(PurePosixPath(whole.name).with_suffix("") / part.name)
    file = f"{whole.file}/{part.name}"
    sidecar = as_yaml(part.fields).encode() if part.fields else part.sidecar
    return replace(
        whole,
        name=name,
        file=file,
        data=part.data,
        sidecar=sidecar,
        sidecar_file=(part.sidecar_file or file) if sidecar is not None else "",
        converted="" if part.raw else by,
    )


def _without_slack(
    seeds: Sequence[Seed], with_chats: bool, told: list[Diagnostic]
) -> Iterator[Seed]:
    """All seeds, with the days of each Slack channel merged into one seed."""
    days, others = slack.days(seeds)
    yield from others
    for channel in sorted(days):
        if not with_chats:
            told.append(_chat(days[channel][0].file, "Slack export"))
            continue
        try:
            yield slack.channel(channel, days[channel], seeds)
        except Exception:  # as above
            message, remedy = "this is not a day of a Slack export", "export the channel again"
            told.append(error(days[channel][0].file, 1, message, remedy, "its texts become pages"))


def _apart(seeds: Iterable[Seed], files: Iterable[Seed], told: list[Diagnostic]) -> Iterator[Seed]:
    """The seeds without parts that share a name with a file or another part."""
    own = {(one.name, one.file) for one in files}
    taken = {name for name, _ in own}
    for seed in seeds:
        if (seed.name, seed.file) not in own:
            if seed.name in taken:
                message = f"another file has the name {seed.name}, and is read instead"
                why = "two documents with one name could not be told apart"
                told.append(error(seed.file, 1, message, "rename one of the two", why))
                continue
            taken.add(seed.name)
        yield seed


def _chat(file: str, kind: str) -> Diagnostic:
    return note(
        file,
        1,
        f"this {kind} is left out, like all chats",
        "if everyone in it agrees, write `chats: true` below `extra: commonplace:` in mkdocs.yml",
        _CHATS,
    )


def _suffix(seed: Seed) -> str:
    return PurePosixPath(seed.name).suffix.lower()
