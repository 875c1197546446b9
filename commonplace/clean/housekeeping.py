"""Rules for what a page says about itself: buttons, subscriptions, players."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.markup.blocks import touched
from commonplace.markup.scan import at_lines
from commonplace.model import Edit, Phrase

_BUTTON = (
    r"(?:subscribe(?: now)?|share(?: this post)?|leave a comment|get more from .{1,60}"
    r"|start writing today|upgrade to paid|give a gift subscription|refer a friend"
    r"|read more|listen now|donate(?: subscriptions)?|get \d{1,2}% off(?: .{1,40})?"
    r"|pledge your support|join the conversation|share [^\n]{1,60}|invite friends)"
)
_LINKED_BUTTON = re.compile(
    rf"^[ \t]{{0,3}}\*{{0,2}}\[\*{{0,2}}{_BUTTON}[ \t!]{{0,3}}\*{{0,2}}\]"
    r"\((?P<target>[^\n()]{0,800})\)(?:\{[^\n]{0,400}\})?\*{0,2}[ \t]{0,80}$",
    re.I | re.M,
)
#: Where a newsletter's buttons lead.
_OFFICE = re.compile(
    r"%%|action=share|/subscribe|subscribe_|checkout|utm_|referrals|leaderboard|/comments"
    r"|javascript:|\A#?\Z",
    re.I,
)
_BARE_BUTTON = re.compile(
    r"(?:\A|(?<=\n\n))[ \t]{0,3}(?:subscribe(?: now)?|share(?: this post)?|leave a comment"
    r"|start writing today|upgrade to paid|give a gift subscription|refer a friend|listen now"
    r"|donate subscriptions|pledge your support)[ \t]{0,80}(?=\n[ \t]{0,80}\n|\n?\Z)",
    re.I,
)
_LINK = r"\[[^\]\n]{1,60}\]\([^\n()]{0,500}\)"
#: A link below or above what was sent by mail.
_SENT = (
    r"\[(?:unsubscribe|(?:manage|update) (?:your )?(?:preferences|subscription)"
    r"|(?:view|read|open) (?:this (?:e-?mail|newsletter|issue) |it )?(?:in|on) (?:your |the )?"
    r"(?:browser|web))\]\([^\n()]{0,500}\)"
)
_LINES = re.compile(
    "^[ \t]{0,3}(?:"
    + "|".join(
        (
            r"thanks for reading[^\n]{0,120}?[.!] (?:subscribe\b|share\b|this post is public)"
            r"[^\n]{0,200}",
            r"thank you for (?:reading|listening)[^\n]{0,120}?[.!] this (?:post|episode) is public"
            r"[^\n]{0,200}",
            r"this (?:post|episode) is public so feel free to share it\.?",
            r"[^\n]{1,80} is a reader-supported publication\.[^\n]{0,200}",
            r"#{1,6} an error occurred\.?(?:[ \t]{0,8}\{[^\n]{0,200}\})?",
            r"[^\n]{0,160}or enable javascript if it is disabled in your browser\.?",
            r"(?:this|the) (?:post|episode) is (?:only )?for (?:paid|paying) subscribers\.?",
            r"(?:already a paid subscriber\?|keep reading with a 7-day free trial)[^\n]{0,120}",
            r"your browser does not support (?:the )?(?:html5 )?(?:audio|video)[^\n]{0,80}",
            r"[*_]{0,2}you(?:['’]re| are| have)? receiv(?:ing|ed) this (?:e-?mail|newsletter)\b"
            r"[^\n]{0,400}",
            r"[*_]{0,2}this (?:e-?mail|newsletter) was sent (?:to|by)\b[^\n]{0,300}",
            r"[*_]{0,2}(?:was this (?:e-?mail|newsletter)|were you) forwarded\b[^\n]{0,300}",
            rf"[*_]{{0,2}}{_SENT}(?:[^\n\w]{{1,5}}{_LINK}){{0,6}}[*_]{{0,2}}",
            r"transcribed by <?https?://otter\.ai/?>?",
            r"meeting ended after \d{1,2}:\d\d[^\n]{0,40}",
            r"this editable transcript was computer generated and might contain errors\b"
            r"[^\n]{0,200}",
            r"please enable javascript to view the comments[^\n]{0,200}",
        )
    )
    + r")[ \t]{0,80}$",
    re.I | re.M,
)


def _housekeeping(text: str, context: Context) -> Iterator[Edit]:
    r"""Lines that are housekeeping and nothing else; what somebody says is left alone.

    >>> text = "Well.\n\nShare\n\nSubscribe\nto nothing."
    >>> [text[e.start : e.end] for e in _housekeeping(text, Context(format="substack"))]
    ['Share']
    """
    found = {match.span() for match in at_lines(_LINES, text)}
    for match in at_lines(_LINKED_BUTTON, text):
        if context.format == "substack" or _OFFICE.search(match["target"]):
            found.add(match.span())
    talk = context.spoken()
    for match in _BARE_BUTTON.finditer(text):
        if not any(touched(*match.span(), talk)):
            found.add(match.span())
    yield from (Edit(*span) for span in sorted(found))


HOUSEKEEPING = Rule(
    id="housekeeping",
    phrase=Phrase("line of housekeeping dropped", "lines of housekeeping dropped"),
    why="Buttons, subscription offers, a player's error message and what a program says of its "
    "transcript are nobody's words.",
    formats=MARKDOWN,
    find=_housekeeping,
)
