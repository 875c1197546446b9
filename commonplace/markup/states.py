"""Fields that say whether and when a document is published.

Each blog engine has its own. In doubt, a document is held back with a note: publishing late
can be fixed, publishing early cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any, NamedTuple

from commonplace.markup.dates import dated
from commonplace.markup.fields import plain_name

#: Any value here makes a document a draft, except a no.
_DRAFT = frozenset({"draft", "is_draft", "isdraft"})
#: It is held back where one of these says yes.
_WITHHOLDS = frozenset(
    "private is_private isprivate unlisted is_unlisted isunlisted hidden is_hidden ishidden "
    "unpublished embargo embargoed".split()
)
#: It is held back where one of these says no.
_PUBLISHES = frozenset(
    "published is_published ispublished publish dg_publish public is_public ispublic listed "
    "is_listed islisted visible".split()
)
#: It is held back where one of these has one of `_HELD`.
_STATES = frozenset("status state post_status poststatus publication_status wp_status".split())
_READERS = frozenset("visibility access audience post_visibility".split())
_LOCKS = frozenset({"password", "post_password"})
#: Days before which it is held back, and days from which on it is.
_OPENS = frozenset(
    "date published published_at published_date published_time publication_date publish "
    "publish_date publishdate publish_at "
    "publish_on pub_date pub_datetime publish_datetime published_datetime "
    "pubdate post_date release_date releasedate embargo embargo_until "
    "scheduled_at scheduled_for created year".split()
)
_CLOSES = frozenset(
    "expirydate expiry_date expiry expires expires_at expire_date expiredate expiration "
    "expirationdate expiration_date expiration_time unpublish_date unpublishdate unpublish_on "
    "unpublish_at".split()
)
#: Of these, what is no date is a mistake, and may mean a day that has not come.
_EMBARGOES = frozenset(
    "publish_date publish_at publish_on embargo_until scheduled_at scheduled_for".split()
)
#: All of them, as they are spelled once `plain_name` has seen them.
STATES = (
    _DRAFT | _WITHHOLDS | _PUBLISHES | _STATES | _READERS | _LOCKS | _CLOSES
    | (_OPENS - {"date", "created", "year"})
)  # fmt: skip
_YES = frozenset("true yes y on 1".split())
_NO = frozenset("false no n off 0 never none null".split())
_HELD = frozenset(
    "draft drafts drafting auto_draft autodraft pending pending_review in_review review private "
    "unpublished not_published unlisted hidden scheduled future planned trash trashed deleted "
    "wip embargoed withheld expired never".split()
)
#: Of several words, the first one says it with these: "draft, second version".
_STRONG = frozenset("draft private unpublished unlisted hidden scheduled".split())
_FEW = _HELD | frozenset(
    "members members_only member paid only_paid only_free paying subscribers subscribers_only "
    "tiers founding internal restricted protected password friends followers confidential "
    "none nobody me".split()
)
_EVERYBODY = frozenset("public everyone everybody all anyone open world published visible".split())
_LINE = re.compile(r"^[ \t]{0,8}[\"']?(?P<key>[\w-]{1,40})[\"']?[ \t]*[:=](?P<value>[^\n]*)$", re.M)


class Held(NamedTuple):
    """What a field says against publishing: why, or before or from which day."""

    name: str
    why: str
    opens: str = ""
    closes: str = ""


def held(fields: Mapping[str, Any]) -> Iterator[Held]:
    """What fields, by their plain names, say against publishing a document.

    >>> [one.why for one in held({"draft": "True", "status": "published", "publish": False})]
    ['`draft` is True', '`publish` is false']
    >>> list(held({"expirydate": "2024-05-01"}))
    [Held(name='expirydate', why='`expirydate` is 2024-05-01', opens='', closes='2024-05-01')]
    """
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) or one is None or not (word := _word(one)):
                continue
            said = str(one).lower() if isinstance(one, bool) else " ".join(str(one).split())
            why = f"`{name}` is {said[:40]}"
            if _says_no(name, word):
                yield Held(name, why)
            elif name in _OPENS and (day := _day(one)):
                yield Held(name, why, opens=day)
            elif name in _EMBARGOES and word not in _NO | _YES:
                yield Held(name, f"{why}, which is not a date")
            elif name in _CLOSES and (day := _day(one)):
                yield Held(name, why, closes=day)


def is_word(value: object) -> bool:
    """Whether a value of `published` is a yes or no, not a date.

    >>> is_word(True), is_word("No"), is_word("2024-05-01")
    (True, True, False)
    """
    return _word(value) in _YES | _NO | _HELD


def is_no(value: object) -> bool:
    """Whether a value says no, in any usual way.

    >>> is_no(False), is_no("Off"), is_no(None), is_no([])
    (True, True, False, False)
    """
    return value is not None and _word(value) in _NO


def without_day(fields: Mapping[str, Any]) -> Iterator[str]:
    """Fields for an expiry date whose value is not a date."""
    for name in sorted(_CLOSES & set(fields)):
        value = fields[name]
        if not _day(value) and _word(value) not in _NO | {""}:
            yield name


def in_drafts(name: str) -> bool:
    """Whether a file, by its path among the seeds, is in a drafts folder.

    >>> in_drafts("_drafts/a.md"), in_drafts("blog/_Drafts/b/a.md"), in_drafts("_drafts.md")
    (True, True, False)
    """
    return not {"_drafts", "_draft"}.isdisjoint(name.lower().split("/")[:-1])


def day_in_name(name: str) -> str:
    """The day at the start of a file's name, as in Jekyll's posts; else empty.

    >>> day_in_name("_posts/2024-05-03-a-lamp.md"), day_in_name("2024-13-03-a-lamp.md")
    ('2024-05-03', '')
    """
    found = re.match(r"\d{4}-\d\d-\d\d(?=[-_. ])", name.rpartition("/")[2])
    return _day(found[0]) if found else ""


def _says_no(name: str, word: str) -> bool:
    if name in _LOCKS | _DRAFT:
        return word not in _NO
    if name in _WITHHOLDS:
        return word in _YES
    if name in _PUBLISHES:
        return word in _NO or word in _HELD
    if name in _STATES:
        return word in _HELD or word.partition("_")[0] in _STRONG
    if name in ("visibility", "post_visibility"):
        return word not in _EVERYBODY and word not in _YES
    return name in _READERS and word in _FEW


def _word(value: object) -> str:
    """A value as one lower-case word, so that spelling does not matter."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = "1" if value == 1 else "0" if value == 0 else ""  # it may have millions of digits
    return re.sub(r"[\s,;:.()_-]+", "_", str(value).strip().lower()).strip("_")


def _day(value: object) -> str:
    """The day of a date, or the first one of a month or a year; empty without a date."""
    found = None if isinstance(value, bool) else dated(value)
    return found.at.astimezone(UTC).date().isoformat() if found else ""


def in_lines(block: str) -> dict[str, str]:
    """The same fields, line by line, for front matter that cannot be parsed.

    >>> in_lines('title: [\\ndraft: "true" # not yet\\n')
    {'draft': 'true'}
    """
    return {
        plain_name(line["key"]): re.split(r"[ \t]#", line["value"])[0].strip(" \t\"',")
        for line in _LINE.finditer(block)
        if plain_name(line["key"]) in STATES
    }
