"""Images and videos that the tags and shortcodes of blog engines show."""

from __future__ import annotations

import re

from commonplace.clean.shortcodes import Arguments
from commonplace.markup.video import Video, video, vimeo, youtube

_MEDIA = re.compile(r"figure|image|img|picture|photo", re.I)
_INLINE = re.compile(r"</?[a-z][^<>]{0,200}>", re.I)
_SIZE = re.compile(r"\d[\d.x%]{0,10}(?:px|em)?")
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp)\Z", re.I)


def image(name: str, said: Arguments) -> str:
    """The image that a tag or an included file of the theme would have shown."""
    if not (_MEDIA.search(name) or (said.plain and _MEDIA.search(said.plain[0]))):
        return ""
    src = said.first("src", "url", "path", "image_path", "image", "file", "link")
    src = src or next((word for word in said.plain if _FILE.search(word)), "")
    words = said.first("caption", "description", "alt", "title")
    words = words or next((word for word in said.plain if " " in word), "")
    words = words or _behind_file(said.plain)
    words = _INLINE.sub("", words)
    if not src and not words:
        return ""
    words = re.sub(r"(?<!\\)([\[\]])", r"\\\1", words)
    return f"![{words}](<{src}>)"


def _behind_file(plain: list[str]) -> str:
    """The title behind the name of an image's file and its sizes, without quotation marks."""
    files = [at for at, word in enumerate(plain) if _FILE.search(word)]
    words = [word for word in plain[files[0] + 1 :] if not _SIZE.fullmatch(word)] if files else []
    return " ".join(words) if len(words) > 1 else ""


def played(name: str, said: Arguments) -> Video | None:
    """The video that a tag, or a file that it includes, would have played."""
    for value in [*said.named.values(), *said.plain]:
        found = video(value)
        if found:
            return found
    host = " ".join([name, *said.plain[:1], said.first("provider", "type")]).lower()
    ids = [said.first("id", "video_id", "youtube_id", "youtubeid", "video", "v"), *said.plain]
    if "youtube" in host:
        found_id = next((value for value in ids if re.fullmatch(r"[\w-]{11}", value)), "")
        return youtube(found_id) if found_id else None
    if "vimeo" in host:
        found_id = next((value for value in ids if re.fullmatch(r"\d{5,12}", value)), "")
        return vimeo(found_id) if found_id else None
    return None
