"""Chats that were exported as one file: WhatsApp's, Telegram's and Zoom's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from commonplace.convert.converter import ConversionError, text_of
from commonplace.diagnostics.limits import Limits
from commonplace.model import Seed
from commonplace.unpack.part import Names, Part
from commonplace.unpack.talks import ChatMessage, as_markdown

_HEAD = 20_000
_LINE = re.compile(
    r"[\u200e\u200f]*\[?(?P<a>\d{1,4})(?P<sign>[./-])(?P<b>\d{1,2})[./-](?P<c>\d{1,4}),?[ \u00a0]"
    r"(?P<hour>\d{1,2})[:.]\d\d(?:[:.]\d\d)?[ \u00a0\u202f]?(?P<half>[AaPp]\.?[ ]?[Mm]\.?)?"
    r"(?:\]|[ \u00a0]-)[ \u00a0][\u200e\u200f]*(?P<rest>.*)"
)
_WHO = re.compile(r"(?P<who>[^:\n]{1,80}): ?(?P<words>.*)")
#: Placeholders for something that was not text, or was deleted.
_NO_WORDS = re.compile(
    r"\u200e|<[^<>]{1,40}>\Z|.{0,60}\((?:file|Datei) [^()]{1,40}\)\Z|"
    r"(?:This message was deleted|You deleted this message|null)\.?\Z"
)
_TELEGRAM = re.compile(
    rb"\"type\"\s*:\s*\"(?:personal_chat|bot_chat|saved_messages|(?:private|public)_(?:group|"
    rb"supergroup|channel))\""
)
_ZOOM = re.compile(
    r"\d{1,2}:\d\d:\d\d[ \t]{1,9}From[ \t]{1,9}(?P<who>[^:\n]{1,200}):[ \t]*(?P<words>.*)"
)
_PRIVATELY = re.compile(r"\((?:Direct Message|Privately)\)", re.IGNORECASE)
_EVERYBODY = re.compile(r"everyone\b|all\b|alle\b", re.IGNORECASE)


def claims_whatsapp(suffix: str, data: bytes) -> bool:
    """Whether lines begin with a day, a time and a name, as WhatsApp writes them."""
    return suffix == ".txt" and _fits(text_of(data[:_HEAD]), lambda line: bool(_LINE.match(line)))


def claims_zoom(suffix: str, data: bytes) -> bool:
    """Whether lines begin with a time, `From` and a name, as Zoom saves its chats."""
    return suffix == ".txt" and _fits(text_of(data[:_HEAD]), lambda line: bool(_ZOOM.match(line)))


def claims_telegram(suffix: str, data: bytes) -> bool:
    """Whether this is what Telegram exports as JSON."""
    return suffix == ".json" and b'"messages"' in data and bool(_TELEGRAM.search(data[:_HEAD]))


def _fits(text: str, is_one: Any) -> bool:
    """Whether the first line is a chat line, and a third of all lines; messages span lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    return bool(lines) and is_one(lines[0]) and sum(map(is_one, lines)) * 3 >= len(lines)


def whatsapp(seed: Seed, limits: Limits) -> Iterator[Part]:
    """The chat, which keeps the name of the file."""
    heads: list[re.Match[str]] = []
    bodies: list[list[str]] = []
    for line in text_of(seed.data).split("\n"):
        if found := _LINE.match(line):
            heads.append(found)
            bodies.append([])
        elif bodies:
            bodies[-1].append(line)
    days = _days(heads)
    messages = []
    for head, day, more in zip(heads, days, bodies, strict=True):
        found = _WHO.match(head["rest"])
        if found and not _NO_WORDS.match(found["words"]):
            messages.append(ChatMessage(day, found["who"], "\n".join([found["words"], *more])))
    yield from _whole(seed, messages)


def _days(heads: Sequence[re.Match[str]]) -> list[str]:
    """The days of all messages; whether days or months come first is seen from all of them.

    Of the possible orders, the one counts in which all days exist and the fewest run
    backward.
    """
    numbers = [(int(one["a"]), int(one["b"]), int(one["c"])) for one in heads]
    day_first, month_first = (2, 1, 0), (2, 0, 1)
    orders = [month_first, day_first] if _american(heads) else [day_first, month_first]
    if all(one["a"].startswith(("19", "20")) and len(one["a"]) == 4 for one in heads):
        orders = [(0, 1, 2)]
    fitting: list[tuple[int, int, list[date]]] = []
    for year, month, day in orders:
        with suppress(ValueError):
            days = [_day(one[year], one[month], one[day]) for one in numbers]
            backwards = sum(after < before for before, after in pairwise(days))
            fitting.append((backwards, len(fitting), days))
    if not fitting:
        raise ConversionError("its dates are not valid", "export it again")
    return [day.isoformat() for day in min(fitting)[2]]


def _american(heads: Sequence[re.Match[str]]) -> bool:
    """Whether months come first if nothing else tells: with slashes and a 12-hour clock."""
    return all(one["sign"] == "/" and one["half"] for one in heads)


def _day(year: int, month: int, day: int) -> date:
    """A day; two digits are a year of this century. Raises ValueError if it is invalid."""
    return date(year if year >= 100 else 2000 + year, month, day)


def telegram(seed: Seed, limits: Limits) -> Iterator[Part]:
    """One transcript for each chat; a single one keeps the name of the file."""
    found = json.loads(text_of(seed.data))
    if "messages" in found:
        yield from _whole(seed, _of_telegram(found), str(found.get("name") or ""))
        return
    names = Names(".md")
    for chat in found["chats"]["list"]:
        title = str(chat.get("name") or "Chat")
        messages = list(_of_telegram(chat))
        if messages:
            text = as_markdown(title, messages).encode("utf-8", "replace")
            yield Part(name=names.of(title, str(chat.get("id"))), data=text)


def _of_telegram(chat: dict[str, Any]) -> Iterator[ChatMessage]:
    for one in chat["messages"]:
        if one.get("type") == "message":
            text = one.get("text") or ""
            pieces = text if isinstance(text, list) else [text]
            words = "".join(p if isinstance(p, str) else str(p.get("text", "")) for p in pieces)
            yield ChatMessage(str(one.get("date", ""))[:10], str(one.get("from") or ""), words)


def zoom(seed: Seed, limits: Limits) -> Iterator[Part]:
    """The chat, which keeps the name of the file, without what was said to one person alone."""
    messages: list[ChatMessage] = []
    open_to_all = False
    for line in text_of(seed.data).split("\n"):
        if found := _ZOOM.match(line):
            who, _, to = " ".join(found["who"].split()).partition(" to ")
            open_to_all = bool(_EVERYBODY.match(to)) or not (to or _PRIVATELY.search(who))
            if open_to_all:
                messages.append(ChatMessage("", who, found["words"]))
        elif messages and open_to_all:
            last = messages[-1]
            messages[-1] = last._replace(words=f"{last.words}\n{line}")
    yield from _whole(seed, messages)


def _whole(seed: Seed, messages: Iterable[ChatMessage], title: str = "") -> Iterator[Part]:
    """A chat as a part without a name of its own."""
    found = [one for one in messages if one.words.strip()]
    if found:
        text = as_markdown(title or _title(seed), found)
        yield Part(data=text.encode("utf-8", "replace"))


def _title(seed: Seed) -> str:
    return PurePosixPath(seed.name).stem.replace("_", " ").replace("-", " ").strip().capitalize()
