"""The names of fields: those that pages show, and those of formats without front matter."""

from __future__ import annotations

import re
from difflib import get_close_matches

#: As in front matter; the glossary page says what they mean.
FIELDS = frozenset(
    [
        "title",
        "description",
        "date",
        "author",
        "authors",
        "source",
        "language",
        "tags",
        "video",
    ]
)
#: What a name of several words is about, where one of them is this.
_TELLING = frozenset("title date author video".split())
#: Every field of front matter that a page or a file of the site may show. What has another
#: name is its author's own affair, and is not published.
PUBLIC = FIELDS | frozenset(
    "aliases audio audio_file audio_url base canonical canonical_link canonical_url "
    "categories category channel chapters covered created created_at creation_date date_created "
    "date_published datepublished duration enclosure excerpt guest guests host hosts "
    "interviewer keyword keywords lang lead lede length licence license link media "
    "media_link moderator mp3 note notice original original_url permalink podcast post_date "
    "pub_date pub_datetime pubdate "
    "publication_date publish_date publish_datetime publishdate published "
    "published_at published_date published_datetime published_on "
    "published_time "
    "redirect_from release_date runtime show slug source_url sources speaker speakers standfirst "
    "subtitle summary tag topic topics upload_date url video_id video_link video_url vimeo "
    "vimeo_url webpage_url year youtube youtube_id youtube_link youtube_url".split()
)
#: Fields of themes and other programs, which only look like one of ours.
_OTHERS = frozenset(
    "cover resources related publisher published_by seo_title meta_title page_title link_title "
    "show_date author_url author_image author_email author_profile date_modified date_updated "
    "channel_id redirect_to video_duration subtitles".split()
)
#: Where the next word of a name in camel case begins.
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
#: What of a mapping in a field is read; of other fields nothing is.
_NAME = frozenset({"name"})
WITHIN = {
    **dict.fromkeys(
        "author authors host hosts guest guests interviewer moderator speaker speakers".split(),
        _NAME,
    ),
    "sources": frozenset({"title", "name", "url", "address", "link"}),
    "enclosure": frozenset({"url", "href", "duration"}),
    "chapters": frozenset({"start", "time", "title"}),
}


def plain_name(name: object) -> str:
    """The normal form of a field's name; of one in camel case, if that is a field of ours.

    >>> plain_name(" Canonical-URL "), plain_name("creation date")
    ('canonical_url', 'creation_date')
    >>> plain_name("sourceUrl"), plain_name("YouTube"), plain_name("myField")
    ('source_url', 'youtube', 'myfield')
    """
    plain = "_".join(str(name).lower().replace("-", "_").split())
    if plain in PUBLIC:
        return plain
    apart = _CAMEL.sub("_", str(name).strip()).lower()
    return apart if apart in PUBLIC else plain


def meant(name: str, known: frozenset[str]) -> str:
    """The field that an unknown name may be a misspelling of; empty if none.

    >>> meant("titel", PUBLIC), meant("episode_date", PUBLIC), meant("layout", PUBLIC)
    ('title', 'date', '')
    >>> meant("cover", PUBLIC)
    ''
    """
    if name in _OTHERS:
        return ""
    for part in name.split("_"):
        if "_" in name and part in _TELLING:
            return part
    return next(iter(get_close_matches(name, sorted(known), 1, 0.8)), "") if len(name) > 3 else ""
