"""What pages say in lines of their own, about themselves or to their readers."""

from __future__ import annotations

import re

from commonplace.markup.dates import dated

#: What is said around articles, in paragraphs that look like theirs.
ASKING = re.compile(
    r"all rights reserved|©|\b(?:sign up|subscribe|newsletter|cookies|follow us|share this|"
    r"log in|your e-?mail|advertisement|read more|comments are closed|leave a (?:reply|comment))\b",
    re.IGNORECASE,
)
#: What is said around articles of the page itself: when it was changed, how long it takes.
CHANGED = re.compile(
    r"(?:(?:this )?page (?:was )?)?last[ -](?:updated?|modified|edited|reviewed|changed)\b", re.I
)
_ABOUT = re.compile(
    r"(?:published|posted|written|filed)\b|.{0,80}\d\s?min(?:ute)?s?\.?\s(?:read|to read)\b"
    r"|.{0,80}\w[ \xa0]?[·•|]\Z",
    re.I,
)
_PLACES = re.compile(
    r"facebook|twitter|pinterest|linkedin|whatsapp|reddit|tumblr|telegram|google\+|e-?mail|mastodon"
    r"|bluesky|\bprint\b",
    re.I,
)
#: Headings of lists of other pages.
OTHERS = re.compile(
    r"(?:more (?:from|stories|in|on)|related|recommended|(?:you (?:may|might) )?also"
    r" (?:like|on|read)"
    r"|you (?:may|might) (?:also )?like|most (?:read|popular|viewed|shared)|read (?:next|more)"
    r"|up next|trending|don['’]t miss|editor['’]?s['’]? picks?|latest (?:news|posts|stories))\b",
    re.I,
)
#: A day, and what stands beside it in a line of the page about itself.
_DAY = re.compile(
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2},? \d{4})\b",
    re.I,
)
#: What stands below an article about whose it is.
_RIGHTS = re.compile(
    r"(?:(?:copyright\s{0,3})?©|copyright\s{0,3}\(c\))\s{0,3}\d{4}\b"
    # In brackets, the letter alone may count what is said.
    r"|\(c\)\s{0,3}\d{4}\b(?:[^.!?]*\Z|.*\brights\b)",
    re.I,
)
#: The heading of a row of buttons, in the languages of many blogs.
_SHARE = re.compile(
    r"(?:share|teilen|partager|compartir|compartilhar|condividi(?:lo)?|delen|udostępnij|dela|del)"
    r"(?: (?:this|on|it|cet|l['’]|este|esta|esto|questo|dit|den))?"
    r"(?: ?(?:article|story|post|page|news|artículo|artigo|articolo|artikel|beitrag))?\s?[:!]?\Z"
    r"|.{0,10}シェア(?:する)?[:：]?\Z|分享(?:到|至)?[:：]?\Z",
    re.I,
)
#: What stands above what is paid for.
_PAID = re.compile(
    r"(?:sponsored|promoted)(?: (?:ads?|content|links?|posts?|stories))?|advertisements?"
    r"|publicidade?|werbung|anzeigen?|publicité|reclame|広告|广告|реклама",
    re.I,
)
_APPARATUS = re.compile(r" [|·•] |\bupdated\b|\bGMT\b|\d:\d\d", re.I)
_LONGEST = 400  #: characters of what stands below an article


def is_sharing(said: str) -> bool:
    """Whether a line is hardly more than names of places where a page can be shared."""
    return 3 * len(_PLACES.findall(said)) > len(said.split()) > 0


def is_byline(said: str) -> bool:
    """Whether a line above the text is a date, or says who wrote it when."""
    if _ABOUT.match(said) or _DAY.fullmatch(said):
        return True
    if " " in said and said[-1:].isdigit() and dated(said):  # not a year alone
        return True
    return bool(_DAY.search(said) and _APPARATUS.search(said))


def is_about_page(said: str) -> bool:
    """Whether a line asks to share the page, says whose it is, or announces what is paid for.

    >>> [is_about_page(said) for said in ("Share this post", "© 2024 The Mill", "Share of rain")]
    [True, True, False]
    """
    if _SHARE.match(said) or _PAID.fullmatch(said):
        return True
    return bool(_RIGHTS.match(said) and len(said) < _LONGEST)
