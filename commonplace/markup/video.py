"""Videos that a page may play once a reader asks for it."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from commonplace.markup.web import as_read
from commonplace.model.texts import noted

_YOUTUBE = re.compile(
    r"(?:https?:)?//(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:embed/|watch/|shorts/|live/|v/|e/|watch\?(?:[^#\s]{0,200}?&(?:amp;)?)?v=)"
    r"|youtu\.be/)(?P<id>[\w-]{11})(?![\w-])"
)
#: What a video without a title of its own says, by its host.
UNTITLED = {
    "youtube": noted("Watch the video on YouTube"),
    "vimeo": noted("Watch the video on Vimeo"),
}
_VIMEO = re.compile(
    r"(?:https?:)?//(?:www\.|player\.)?vimeo\.com/(?:video/)?(?P<id>\d{5,12})(?![\w-])"
)


class Video(NamedTuple):
    """A video: `key` names host and id, `address` is its page."""

    key: str
    address: str


def youtube(name: str) -> Video:
    """The YouTube video with an id of eleven characters."""
    return Video(f"youtube:{name}", f"https://www.youtube.com/watch?v={name}")


def vimeo(name: str) -> Video:
    """The Vimeo video with a number."""
    return Video(f"vimeo:{name}", f"https://vimeo.com/{name}")


def video(address: str) -> Video | None:
    """The video that an address leads to, None if it is not one of the known hosts'.

    >>> video("https://www.youtube.com/embed/eaAonE58sLU?si=x").address
    'https://www.youtube.com/watch?v=eaAonE58sLU'
    """
    address = as_read(address)
    match = _YOUTUBE.match(address)
    if match:
        return youtube(match["id"])
    match = _VIMEO.match(address)
    if match:
        return vimeo(match["id"])
    return None


def at(address: str, start: float) -> str:
    """A video's address from a second on.

    >>> at("https://www.youtube.com/watch?v=eaAonE58sLU", 727.4)
    'https://www.youtube.com/watch?v=eaAonE58sLU&t=727s'
    """
    return f"{address}{'#' if 'vimeo.com' in address else '&'}t={int(start)}s"


def figure(found: Video, title: str = "") -> str:
    """The block that a page's script turns into a player after a click."""
    words = html.escape(title or UNTITLED[found.key.partition(":")[0]])
    return (
        f'<figure class="cp-video" data-video="{found.key}">'
        f'<figcaption><a href="{html.escape(found.address)}">{words}</a></figcaption></figure>'
    )
