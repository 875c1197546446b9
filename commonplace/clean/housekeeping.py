"""Rules for what a page says about itself: buttons, subscriptions, players."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.clean.rule import MARKDOWN, Context, Rule
from commonplace.model import Edit

_BUTTON = (
    r"(?:subscribe(?: now)?|share(?: this post)?|leave a comment|get more from .{1,60}"
    r"|start writing today|upgrade to paid|give a gift subscription|refer a friend"
    r"|read more|listen now|donate)"
)
_LINES = re.compile(
    "^(?:"
    + "|".join(
        (
            rf"\[{_BUTTON}[ \t!]*\]\([^\n]{{0,400}}\)(?:\{{[^\n]{{0,400}}\}})?",
            rf"{_BUTTON}",
            r"thanks for reading .{0,120}?[.!] (?:subscribe|share|this post)[^\n]{0,200}",
            r"[^\n]{1,80} is a reader-supported publication\.[^\n]{0,200}",
            r"#{1,6} an error occurred\.?(?:[ \t]*\{[^\n]{0,200}\})?",
            r"[^\n]{0,160}or enable javascript if it is disabled in your browser\.?",
            r"(?:this|the) (?:post|episode) is (?:only )?for (?:paid|paying) subscribers\.?",
            r"your browser does not support (?:the )?(?:html5 )?(?:audio|video)[^\n]{0,80}",
        )
    )
    + r")[ \t]*$",
    re.I | re.M,
)


def _housekeeping(text: str, context: Context) -> Iterator[Edit]:
    for match in _LINES.finditer(text):
        yield Edit(*match.span())


HOUSEKEEPING = Rule(
    id="housekeeping",
    one="line of newsletter housekeeping dropped",
    many="lines of newsletter housekeeping dropped",
    why="Buttons, subscription offers and a player's error message are not the author's words.",
    formats=MARKDOWN,
    find=_housekeeping,
)
