"""Threads of a forum: whose each contribution is, where the page says so in microdata.

To an article its byline is furniture, since the page names its author once. In a thread
it parts what one says from what another does (https://schema.org/DiscussionForumPosting).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from commonplace.markup.entities import unescape
from commonplace.markup.html import escape_markdown
from commonplace.readers.html.text import words_of
from commonplace.readers.tokens import Token

_THREAD = re.compile(r"schema\.org/(?:DiscussionForumPosting|QAPage)\b")
_LONGEST = 60  #: characters of a name


def bylines(
    words: str, found: Sequence[Token], partner: Mapping[int, int], left: Iterable[int]
) -> dict[int, str]:
    """The names in the elements of a thread that are left out, as Markdown; of a post none.

    >>> from commonplace.readers.tokens import partners, tokens
    >>> page = '<div itemtype="https://schema.org/QAPage"><b itemprop="author">Ada</b>'
    >>> page += '<p>Why?</p><b itemprop="author">Bo</b><p>So.</p></div>'
    >>> bylines(page, tokens(page), partners(tokens(page)), [1, 7])
    {1: '**Ada**', 7: '**Bo**'}
    """
    if not any(_THREAD.search(token.attributes.get("itemtype", "")) for token in found):
        return {}
    named = {}
    for start in left:
        inside = range(start, partner.get(start, start))
        author = next((n for n in inside if _is_author(found[n]) and n in partner), None)
        if author is not None:
            name = " ".join(unescape(words_of(words, found[author : partner[author]])).split())
            if name and len(name) <= _LONGEST:
                named[start] = f"**{escape_markdown(name)}**"
    said = sum("text" in token.attributes.get("itemprop", "").split() for token in found)
    # Where one of them is nobody's, it would seem to be another's.
    return named if len(named) >= max(2, said) else {}


def _is_author(token: Token) -> bool:
    return "author" in token.attributes.get("itemprop", "").split()
