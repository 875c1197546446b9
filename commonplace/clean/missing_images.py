"""Which images of a document are not there, in the words of a message."""

from __future__ import annotations

from collections.abc import Iterator

from commonplace.clean.images import address_of, images_of
from commonplace.clean.rule import Context
from commonplace.markup import tex
from commonplace.markup.blocks import touched
from commonplace.markup.diagnostics import line_of, others, warning
from commonplace.markup.video import video
from commonplace.markup.web import parts_of
from commonplace.model import Diagnostic, Tracked


def check_images(text: Tracked, context: Context, file: str) -> Iterator[Diagnostic]:
    """Say that images which should lie beside the seeds do not, once for the document.

    `text` is as the rule for images finds it. Images on the web are left alone, and so is
    the still of a video, which is played in its place.
    """
    words = str(text)
    found = [
        image
        for image in images_of(words)
        if _is_local(image.src)
        and not address_of(image.src, context)
        and not (image.target and video(image.target))
    ]
    formulas = sorted(tex.spans(words)) if found else []
    found = [image for image in found if not any(touched(image.start, image.end, formulas))]
    if found:
        first = found[0]
        yield warning(
            file,
            line_of(text.source, text.source_offset(first.start)),
            f"the image {_short(first.src)} was not found among the seeds{others(len(found) - 1)}",
            "put the file (png, jpg, gif, webp or avif) where this address points",
            "the page shows its description and caption, but no picture",
        )


def _is_local(src: str) -> bool:
    """Whether an address is the path of a file, from here or from some disk's root."""
    parts = parts_of(src)
    if not parts:
        return False
    drive = len(parts.scheme) == 1 or parts.scheme == "file"
    return bool(parts.path) and (drive or not (parts.scheme or parts.netloc))


def _short(src: str) -> str:
    return src if len(src) <= 120 else f"{src[:119]}…"
