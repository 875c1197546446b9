"""The message for a file that cannot be read: what to convert it with."""

from __future__ import annotations

from collections.abc import Mapping

from commonplace.model import Diagnostic
from commonplace.model.diagnostics import warning

#: Pictures that pages can show.
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
_RECORDING = "transcribe it (with Whisper, for example), and add the .vtt or .srt"
_SLIDES = "export its text, or its notes, as .docx or .md"
_WORDS = "save it as .docx, .odt or .md"
_PICTURE = "save it as .png, .jpg or .webp, or recognise the text in it with Tesseract"
_BOOK = "convert it to .epub with Calibre"
_ARCHIVE = "unpack it, or pack it as .zip"
_MARKUP = "convert it to .md with pandoc"
_TABLE = "export the text in it as .md"
#: What to do with a file of a suffix that nothing here reads.
_REMEDIES: Mapping[str, str] = {
    suffix: remedy
    for suffixes, remedy in (
        (".mp3 .m4a .aac .wav .flac .ogg .oga .opus .wma .aiff", _RECORDING),
        (".mp4 .m4v .mov .mkv .webm .avi .mpg .mpeg .wmv", _RECORDING),
        (".ppt .pptx .odp .key", _SLIDES),
        (".doc .dot .pages .wpd .wps .sxw .gdoc .docm .one .enex", _WORDS),
        (".tif .tiff .bmp .heic .heif .svg .psd .raw .ico", _PICTURE),
        (".mobi .azw .azw3 .kfx .fb2 .lit .ibooks .djvu", _BOOK),
        (".tar .gz .tgz .bz2 .xz .zst .7z .rar", _ARCHIVE),
        (".tex .latex .textile .wiki .mediawiki .creole .typ .t2t .man .pod .docbook", _MARKUP),
        (".xls .xlsx .ods .numbers .db .sqlite", _TABLE),
        (".webloc .url .webarchive .mht .mhtml .maff", "save the page itself as .html"),
        (".msg .pst .olm", "save the message as .eml"),
    )
    for suffix in suffixes.split()
}


def unread(file: str, suffix: str, known: frozenset[str]) -> Diagnostic:
    """The warning for a file with a suffix that is not among those that can be read.

    >>> unread("talk.mp3", ".mp3", frozenset()).remedy
    'transcribe it (with Whisper, for example), and add the .vtt or .srt'
    """
    message = (
        f"files with the suffix {suffix!r} are not read"
        if suffix
        else "a file without a suffix is not read"
    )
    remedy = _REMEDIES.get(suffix) or f"use one of {', '.join(sorted(known))}"
    return warning(file, 1, message, remedy, "only files with known suffixes are opened")
