"""Cards that an article shows of other pages: of a post, of a message on X, of a bookmark.

They look like what stands beside an article, and are a part of what its author says. Of
a message its words stay, as a quotation; of any other card the link under its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from commonplace.markup.entities import unescape
from commonplace.markup.html import escape_markdown
from commonplace.readers.html.text import words_of
from commonplace.readers.tokens import Token

#: Of Substack, Ghost, Medium, Notion, Discourse and WordPress, what a card is called.
_CARD = re.compile(
    r"(?:^|\s)(?:embedded-post-wrap|kg-bookmark-card|graf--mixtapeEmbed|onebox|embedly-card"
    r"|bookmark source|wp-block-embed-link|link-preview)(?:\s|$)"
)
_MESSAGE = re.compile(r"(?:^|\s)tweet(?:\s|$)")
_COMPONENT = re.compile(r"Twitter\d?ToDOM\Z")
_TITLE = re.compile(r"(?:^|[\s_-])title(?:\s|$)")
_BESIDE = re.compile(r"header|footer|author|handle|date|metadata|ufi|expanded-link")
_POST = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(?P<who>\w{1,30})/status/\d")
_LONGEST = 300  #: characters of a title


class Card(NamedTuple):
    """A card up to the token `end`, and the Markdown that stands for it."""

    end: int
    put: str


def find_cards(words: str, found: Sequence[Token], partner: Mapping[int, int]) -> dict[int, Card]:
    """The cards of a page by the number of their first token; those without a link are none.

    >>> from commonplace.readers.tokens import partners, tokens
    >>> page = '<aside class="onebox"><a href="https://example.org/a">A mill</a></aside>'
    >>> find_cards(page, tokens(page), partners(tokens(page)))[0].put
    '[A mill](<https://example.org/a>)'
    """
    cards: dict[int, Card] = {}
    until = -1
    for number, token in enumerate(found):
        end = partner.get(number)
        if end is None or number < until or token.kind != "open":
            continue
        named = token.attributes.get("class", "")
        message = _MESSAGE.search(named) and _COMPONENT.search(
            token.attributes.get("data-component-name", "")
        )
        if message or _CARD.search(named):
            put = _put(words, found, partner, range(number, end), message=bool(message))
            if put:
                cards[number], until = Card(end, put), end
    return cards


def _put(
    words: str,
    found: Sequence[Token],
    partner: Mapping[int, int],
    inside: range,
    *,
    message: bool,
) -> str:
    address = next((one for n in inside if (one := _address(found[n]))), "")
    if not address or re.search(r"[<>\s]", address):
        return ""
    if message:
        return _message(words, found, partner, inside, address)
    title = next(
        (
            _said(words, found[n : partner[n]])
            for n in inside
            if n in partner and _is_title(found[n])
        ),
        "",
    )
    said = title or next((one for n in inside if (one := _said(words, found[n : n + 1]))), address)
    return f"[{escape_markdown(said[:_LONGEST])}](<{address}>)"


def _address(token: Token) -> str:
    address = token.attributes.get("href", "").strip() if token.name == "a" else ""
    return address if address.startswith(("http://", "https://")) else ""


def _is_title(token: Token) -> bool:
    return token.name in ("h3", "h4") or bool(_TITLE.search(token.attributes.get("class", "")))


def _message(
    words: str,
    found: Sequence[Token],
    partner: Mapping[int, int],
    inside: range,
    address: str,
) -> str:
    """The words of a message, and whose they are, as one quotation."""
    said = " ".join(_parts(words, found, partner, inside))
    post = _POST.match(address)
    by = f"[@{escape_markdown(post['who'])}](<{address}>)" if post else f"<{address}>"
    return f"> {escape_markdown(said)} — {by}" if said else f"<{address}>"


def _parts(
    words: str, found: Sequence[Token], partner: Mapping[int, int], inside: range
) -> Iterator[str]:
    """What a message says, without its author, its date and its counts."""
    until = -1
    for number in inside:
        token = found[number]
        if number > until and number in partner and number > inside.start:
            if _BESIDE.search(token.attributes.get("class", "")):
                until = partner[number]
        elif number > until and (said := _said(words, found[number : number + 1])):
            yield said


def _said(words: str, inside: Sequence[Token]) -> str:
    return " ".join(unescape(words_of(words, inside)).split())
