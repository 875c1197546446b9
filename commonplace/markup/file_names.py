"""What a file's name says: its title, its language, its video."""

from __future__ import annotations

import re
from pathlib import PurePath, PurePosixPath

#: Codes of languages: those of two letters (ISO 639-1), and others that captions come in.
_CODES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu iw ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw "
    "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
    "ara ces chi cze deu dan dut eng ell fas fil fin fra fre ger gre haw heb hin hun ita jpn kor "
    "nld nor pol por ron rus spa swe tur ukr yue zho".split()
)
#: Folders that say in which language their files are.
_LANGUAGES = frozenset(
    "arabic bengali bulgarian chinese croatian czech danish dutch english finnish french german "
    "greek hebrew hindi hungarian indonesian italian japanese korean norwegian persian polish "
    "portuguese romanian russian serbian slovak spanish swedish thai turkish ukrainian urdu "
    "vietnamese".split()
)
_CODE_OF = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
            "dutch": "nl", "portuguese": "pt", "russian": "ru", "japanese": "ja",
            "chinese": "zh", "korean": "ko", "swedish": "sv", "polish": "pl"}  # fmt: skip
#: Names that many files have, and that say nothing of what is in them.
_GENERIC = frozenset(
    "caption captions cc index sub subs subtitle subtitles transcript transcripts "
    "transcription".split()
)
#: In a page's name a dot and two letters may be anything.
_PAGES = frozenset({".md", ".markdown", ".html", ".htm", ".xhtml"})
_CAPTIONS = frozenset(
    ".vtt .srt .sbv .ass .ssa .lrc .tsv .ttml .dfxp .srv1 .srv2 .srv3 .smi .sami .json "
    ".json3".split()
)
#: Beside captions of the same name, a file with one of these endings has the show notes.
NOTES = (".md", ".markdown")
_TAG = re.compile(r"\.(?P<code>[a-z]{2,3})(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
_TAIL = re.compile(r"[._ -](?P<code>[a-z]{2,3})(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
_VIDEO = re.compile(r"[ _-]*\[(?P<id>[\w-]{11})\]\Z", re.A)
_DAY = re.compile(r"\A\d{4}-\d\d-\d\d-")
#: A name that is a day, a week, a month or a quarter, as notes of these have.
_DAYS = re.compile(r"\d{4}-(?:\d\d|[WQ]\d{1,2})(?:-\d\d)?\Z")
#: The endings of files that describe a transcript beside them.
_BESIDE = re.compile(r"(?P<bare>.+)(?:\.info|[.\-_ ]chapters)\.json\Z", re.S)


def bare(name: str) -> str:
    """A file's name without its suffix and the language before it.

    >>> bare("a/The boat [aBcDeFgHiJk].en-US.vtt"), bare("a/b.de-orig.srt"), bare("node.js.vtt")
    ('a/The boat [aBcDeFgHiJk]', 'a/b', 'node.js')
    """
    path = PurePosixPath(name)
    stem = name.removesuffix(path.suffix)
    tag = None if path.suffix.lower() in _PAGES else _TAG.search(stem)
    if tag and tag["code"] in _CODES and stem[: tag.start()].rpartition("/")[2]:
        return stem[: tag.start()]
    return stem


def is_captions(name: str) -> bool:
    """Whether a file is named as one that has nothing but the captions of a recording."""
    return PurePosixPath(name).suffix.lower() in _CAPTIONS


def notes_of(name: str) -> tuple[str, ...]:
    """What the show notes of a recording are called whose captions have this name.

    >>> notes_of("a/ep001.en.vtt"), notes_of("a/ep001.md")
    (('a/ep001.md', 'a/ep001.markdown'), ())
    """
    return tuple(bare(name) + ending for ending in NOTES) if is_captions(name) else ()


def language(name: str) -> str:
    """The language that a file's name gives, as a code; empty where it gives none.

    >>> language("a/b.de-orig.vtt"), language("borwein/english/captions.srt"), language("a.vtt")
    ('de', 'en', '')
    """
    path = PurePosixPath(name)
    stem = name.removesuffix(path.suffix)
    if bare(name) != stem:
        return stem[len(bare(name)) + 1 :].partition("-")[0]
    return _CODE_OF.get(path.parent.name.lower(), "")


def edition(name: str) -> str:
    """The language as part of an address; empty for English.

    >>> edition("a.de-orig.vtt"), edition("a.en.vtt"), edition("b/french/captions.srt")
    ('de-orig', '', 'fr')
    """
    path = PurePosixPath(name)
    stem = name.removesuffix(path.suffix)
    tag = stem[len(bare(name)) + 1 :] or language(name)
    return "" if tag == "en" else tag


def told_of(name: str) -> str | None:
    """The bare name of the transcripts that a file describes; None if it is not such a file.

    >>> told_of("a/The boat.info.json"), told_of("talk-chapters.json"), told_of("talk.json")
    ('a/The boat', 'talk', None)
    """
    match = _BESIDE.match(name)
    return match["bare"] if match and match["bare"].rpartition("/")[2] else None


def video_id(name: str) -> str:
    """The id of a YouTube video at the end of a file's name, as download programs write it.

    >>> video_id("The boat [aBcDeFgHiJk].en.vtt"), video_id("The boat [translation].vtt")
    ('aBcDeFgHiJk', '')
    """
    match = _VIDEO.search(PurePosixPath(bare(name)).name)
    return match["id"] if match and _is_id(match["id"]) else ""


def _is_id(words: str) -> bool:
    """Whether eleven characters are not a word: they have a digit, or mixed case."""
    mixed = any(map(str.islower, words)) and any(map(str.isupper, words[1:]))
    return mixed or any(map(str.isdecimal, words))


def title(name: str) -> str:
    """A title for a file without one, from its path; empty if nothing in it fits.

    For a name that says nothing, such as `captions.en.srt`, the folder's name is used.

    >>> title("2024-11-17-late_o1.md"), title("The boat [aBcDeFgHiJk].en.vtt")
    ('late o1', 'The boat')
    >>> title("On p-values.md"), title("2024-11-17.md")
    ('On p-values', '2024-11-17')
    >>> title("reading/borwein/english/captions.en.srt"), title("captions.srt")
    ('borwein', 'captions')
    """
    own = _words(PurePosixPath(bare(name)).name)
    tail = _TAIL.search(own)
    plain = own[: tail.start()] if tail and tail["code"] in _CODES else own
    if plain.lower() not in _GENERIC:
        return own
    for folder in PurePosixPath(name).parent.parts[::-1]:
        found = _words(folder)
        if found and found.lower() not in _GENERIC | _LANGUAGES | _CODES:
            return found
    return plain


def folders_needed(path: PurePath) -> int:
    """How many folders above a caption file its title needs.

    >>> folders_needed(PurePosixPath("/a/borwein/english/captions.en.srt"))
    2
    """
    if path.suffix.lower() in _PAGES:
        return 0
    for count in range(len(path.parent.parts)):
        name = "/".join(path.parts[len(path.parts) - 1 - count :])
        if title(name).lower() not in _GENERIC:
            return count
    return 0


def _words(stem: str) -> str:
    """The words of a file's or a folder's name; hyphens are signs in one that has spaces."""
    match = _VIDEO.search(stem)
    if match and _is_id(match["id"]):
        stem = stem[: match.start()] or match["id"]
    if _DAYS.match(stem):
        return stem
    signs = r"_+" if " " in stem else r"[-_]+"
    return " ".join(re.sub(signs, " ", _DAY.sub("", stem)).split())
