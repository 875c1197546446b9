"""The warning about images of a document that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from commonplace.clean.images import address_of, images_of
from commonplace.clean.rule import Context
from commonplace.markup import tex
from commonplace.markup.blocks import touched
from commonplace.markup.video import video
from commonplace.markup.web import parts_of
from commonplace.model import Diagnostic, Tracked
from commonplace.model.diagnostics import line_of, others, warning


def check_images(text: Tracked, context: Context, file: str) -> Iterator[Diagnostic]:
    """Report images that should be among the seeds but are not, once per document.

    `text` is what the rule for images gets. Images on the web are left alone, and so is the
    still picture of a video, which is replaced by the video.
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
    """Whether an address is a file path, relative or absolute."""
    parts = parts_of(src)
    if not parts:
        return False
    drive = len(parts.scheme) == 1 or parts.scheme == "file"
    return bool(parts.path) and (drive or not (parts.scheme or parts.netloc))


def _short(src: str) -> str:
    return src if len(src) <= 120 else f"{src[:119]}…"
