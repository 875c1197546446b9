"""Slack's export: a folder for each channel, with a file for each day."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from commonplace.convert.converter import text_of
from commonplace.model import Seed
from commonplace.unpack.part import day_of
from commonplace.unpack.talks import ChatMessage, as_markdown

_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json")
#: Tables of an export, one of which has everybody's address.
_TABLES = frozenset(
    "users.json channels.json groups.json dms.json mpims.json integration_logs.json "
    "canvases.json file_conversations.json org_users.json".split()
)
_MARKED = re.compile(r"<([^<>|\n]{1,2000})(?:\|([^<>\n]{0,500}))?>")


def days(seeds: Sequence[Seed]) -> tuple[dict[str, list[Seed]], list[Seed]]:
    """The days of channels by the channels' folders, and all other seeds.

    The tables beside the folders of channels are neither.
    """
    found: dict[str, list[Seed]] = {}
    for seed in seeds:
        path = PurePosixPath(seed.name)
        head = seed.data[:4000].lstrip(b"\xef\xbb\xbf \r\n\t")
        if _DAY.fullmatch(path.name) and head.startswith(b"[") and b'"ts"' in seed.data:
            found.setdefault(str(path.parent), []).append(seed)
    tops = {str(PurePosixPath(channel).parent) for channel in found}
    taken = {seed.name for some in found.values() for seed in some}
    others = [
        seed
        for seed in seeds
        if seed.name not in taken
        and not (
            PurePosixPath(seed.name).name in _TABLES
            and str(PurePosixPath(seed.name).parent) in tops
        )
    ]
    return found, others


def channel(name: str, some: Sequence[Seed], seeds: Sequence[Seed]) -> Seed:
    """All days of a channel as one transcript. Raises ValueError or the like for other files."""
    people = _people(str(PurePosixPath(name).parent / "users.json"), seeds)
    messages = [
        message
        for seed in sorted(some, key=lambda one: one.name)
        for message in _messages(json.loads(text_of(seed.data)), people)
    ]
    text = as_markdown(PurePosixPath(name).name, messages)
    return replace(
        some[0],
        name=f"{name}.md",
        file=str(PurePosixPath(some[0].file).parent),
        data=text.encode("utf-8", "replace"),
        sidecar=None,
        sidecar_file="",
        converted="Slack export by Commonplace",
    )


def _people(table: str, seeds: Sequence[Seed]) -> dict[str, str]:
    """The names of an export's people, by their ids."""
    found = next((seed for seed in seeds if seed.name == table), None)
    listed = json.loads(text_of(found.data)) if found else []
    return {str(one["id"]): _name(one.get("profile") or one, one) for one in listed}


def _name(profile: Mapping[str, Any], user: Mapping[str, Any]) -> str:
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"))
    return str(next(filter(None, names), user.get("name") or "Somebody"))


def _messages(
    listed: Sequence[Mapping[str, Any]], people: Mapping[str, str]
) -> Iterator[ChatMessage]:
    for one in sorted(listed, key=lambda message: float(message.get("ts") or 0)):
        kind = one.get("subtype")
        if one.get("type") == "message" and kind in (None, "thread_broadcast", "me_message"):
            profile = one.get("user_profile")
            who = _name(profile, one) if isinstance(profile, Mapping) else ""
            who = who or people.get(str(one.get("user")), "Somebody")
            words = _MARKED.sub(lambda found: _shown(found, people), str(one.get("text") or ""))
            yield ChatMessage(day_of(one.get("ts")), who, html.unescape(words))


def _shown(found: re.Match[str], people: Mapping[str, str]) -> str:
    """A mention, a channel or a link as people see it."""
    target, label = found[1], found[2]
    if target.startswith("@"):
        return f"@{label or people.get(target[1:], 'somebody')}"
    if target.startswith("#"):
        return f"#{label or 'channel'}"
    return f"{label} ({target})" if label and label != target else target
