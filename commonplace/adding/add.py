"""Add what is at an address, or a file, to the seeds of a project."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from commonplace.adding import feeds, seeds, web
from commonplace.adding.added import Added
from commonplace.addresses.slugs import slug
from commonplace.markup.video import video

#: The program that fetches the captions of a video, where it is installed.
YT_DLP = "yt-dlp"


class AddError(ValueError):
    """What cannot be added; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that was added: its title or name, its files, and what of it is missing."""

    title: str
    files: tuple[Path, ...] = ()
    missed: tuple[str, ...] = ()


def from_address(
    address: str, project: Path, folder: Path, *, most: int | None = None
) -> Iterator[Step]:
    """Add what an address leads to: each item of a feed, a page, or the captions of a video.

    Files go below `folder`; what was added before is passed over. At most `most` items are
    added, the newest first. Raises WebError, FeedError, AddError and AddedError.
    """
    if video(address):
        yield _video(address, folder)
        return
    added = Added(project)
    answer = web.fetch(address)
    if feeds.is_feed(answer.data):
        yield from _feed(answer, folder, added, most)
    elif answer.kind in ("text/html", "application/xhtml+xml"):
        if answer.address not in added:
            name, files = seeds.page(answer)
            yield _written(folder, name, files, answer.address, answer.address, added)
    else:
        raise AddError(
            f"{address}: is {answer.kind}, neither a feed nor a page; download it, and add the file"
        )


def from_file(path: Path, folder: Path) -> Step:
    """Copy a file or an export to the seeds. Raises AddError where a file of its name differs."""
    there = folder / path.name
    if there.exists():
        if there.read_bytes() == path.read_bytes():
            return Step(title=path.name)
        raise AddError(f"{there}: is there already and differs; rename one of the two")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, there)
    return Step(title=path.name, files=(there,))


def _feed(answer: web.Fetched, folder: Path, added: Added, most: int | None) -> Iterator[Step]:
    """Add the items of a feed that are new; what cannot be reached now is left for next time."""
    found = feeds.items(answer.data)
    show = next((slug(item.show) for item in found if item.show), "")
    host = slug((urlsplit(answer.address).hostname or "feed").removeprefix("www."))
    below = folder / (show or host)
    for item in [item for item in found if item.key not in added][:most]:
        name = seeds.stem(item)
        title = item.title or name
        try:
            make = seeds.episode if item.is_episode else seeds.post
            files, missed = make(item, web.fetch)
        except web.WebError as problem:
            yield Step(title=title, missed=(f"{problem}; run the command again to try again",))
            continue
        yield _written(below, name, files, title, item.key, added, missed)


def _written(
    folder: Path,
    name: str,
    files: seeds.Contents,
    title: str,
    key: str,
    added: Added,
    missed: tuple[str, ...] = (),
) -> Step:
    """Write an item's files, then note it; a stop in between does no harm."""
    paths = seeds.write(folder, name, files) if files else ()
    added.note(key, paths[0] if paths else folder / name)
    return Step(title=title, files=paths, missed=missed)


def _video(address: str, folder: Path) -> Step:
    """The captions of a video and the facts about it, as yt-dlp writes them."""
    program = shutil.which(YT_DLP)
    if program is None:
        raise AddError(
            f"{address}: the captions of a video are fetched by {YT_DLP}, which is not installed; "
            "install it: pip install yt-dlp"
        )
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    command = [
        program,
        *("--no-playlist", "--no-overwrites", "--skip-download"),
        *("--write-subs", "--write-auto-subs", "--sub-format", "vtt"),
        *("--sub-langs", "en.*,-live_chat"),
        *("--write-info-json", "--no-write-playlist-metafiles", "--no-progress"),
        *("-o", "%(title)s [%(id)s].%(ext)s", "--", address),
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise AddError(f"{address}: {YT_DLP} ended with {done.returncode}: {last}")
    return Step(title=address, files=tuple(sorted(set(folder.iterdir()) - before)))
