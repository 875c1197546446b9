"""What a page's structure says: which parts are furniture, where blocks of text are.

Elements, roles, classes and identifiers have customary names: a part with the class
"comments" holds comments on nearly every page. What is certain is removed in any case; what
is only likely is removed if nothing speaks for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from commonplace.markup.elements import names
from commonplace.readers.html.blocks import BLOCKS, Blocks
from commonplace.readers.html.lines import Lines
from commonplace.readers.tokens import Token

#: What parts are called that readers of the page wrote.
COMMENTS = names(
    "comment comments commentlist commentform commenttree disqus respond reply-form "
    "webmentions webmention comentarios kommentare commentaires commenti reacties"
)
#: What parts are called that are never words of the article.
FURNITURE = names(
    "nav navbar navigation navigator menu breadcrumb breadcrumbs sidebar share sharing "
    "sharedaddy social related relatedposts recommended recommendations newsletter subscribe "
    "subscription signup cookie cookies consent gdpr advert adverts advertisement advertising "
    "adsense popup modal skip-link skiplink pagination paginator pager paging toc "
    "table-of-contents tableofcontents editsection headerlink sr-only visually-hidden "
    "screen-reader-text noprint catlinks printfooter taglist tagcloud paywall topbar masthead "
    "site-header site-footer page-footer edit-page edit-link post-navigation nav-links also-like "
    "read-next readnext more-stories up-next trending outbrain taboola author-bio author-box "
    "about-author authorbox byline dateline entry-meta post-meta article-meta postmeta "
    "jp-relatedposts post-tags entry-footer post-footer article-footer toolbar vector-menu "
    "descriptor mw-jump-link site-sub content-sub navbox sidenav reading-time avatar "
    "speechify-ignore source-file sns ambox carousel playlist publicidad publicite werbung"
)
#: What parts are called that seldom are.
LIKELY = names(
    "meta tags tag-links tags-links categories promo banner widget tools footer header ad ads "
    "sponsor sponsored author bio actions buttons button badge print likes claps rating upvote "
    "donate copyright license login search popular archive archives feed rss date posted-on "
    "info caption-credit credit cta callout-subscribe next prev previous backlink back-to-top"
)
#: Words that promise something else than what follows them.
_NOT = re.compile(r"(?:has|no|with|without|is|hide|show|js|wp-block-post)-")
_FURNITURE_ROLES = names(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar tablist "
    "toolbar directory"
)
#: Elements that are furniture everywhere, and those that are outside an article.
_ALWAYS = names("nav form dialog button select textarea")
_OUTSIDE = names("footer aside header menu")
#: Elements that hold much besides text, so that their names count.
_PARTS = names(
    "div section aside ul ol nav footer header p span table form article a figure details "
    "center dl small h2 h3 h4 h5 h6 li menu address dialog button select textarea"
)
#: Blocks that say what a paragraph in them is.
_TELLING = names("blockquote figcaption li dd dt pre td th caption h1 h2 h3 h4 h5 h6")
_SMALL = names("avatar gravatar emoji icon logo smiley profile-picture tracking")
#: How files of signs for the page's own use are called.
_SIGN = re.compile(
    r"(?:\A|[/_.-])(?:icons?|arrows?|spacer|pixel|blank|bullet|button|btn|logo)(?:[_.-]|\d|\Z)",
    re.I,
)
_OFTEN = 2  #: times that a page shows a picture; what it shows more often is a sign
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class PageBlock:
    """The tokens `start` to `end` between two tags of blocks, and what they hold.

    `kind` is the innermost block around them, or the quotation or item around that, or "cell"
    in a data table; `size` and `linked` count characters of text, and of text in links.
    `pictures` are the token numbers of images and videos.
    """

    start: int
    end: int
    kind: str
    size: int
    linked: int
    pictures: tuple[int, ...]


def called(token: Token) -> Iterator[str]:
    """The names that a tag gives its part, in lower case, with their first and last words.

    >>> from commonplace.readers.tokens import tokens
    >>> sorted(set(called(tokens('<div class="post-meta" id="siteNav">')[0])))
    ['meta', 'nav', 'post', 'post-meta', 'site', 'site-nav']
    """
    said = f"{token.attributes.get('class', '')[:500]} {token.attributes.get('id', '')[:100]}"
    for name in said.split():
        name = re.sub(r"[_:]+", "-", _CAMEL.sub("-", name)).strip("-").lower()
        if _NOT.match(name):
            continue
        yield name
        parts = name.split("-")
        if 1 < len(parts) <= 6:
            yield from parts
            yield from map("-".join, pairwise(parts))


def kind_of(token: Token, *, in_article: bool, harmless: frozenset[str] = frozenset()) -> str:
    """What kind of part a tag announces: "comments", "furniture", "likely", or nothing.

    A header, a footer or an aside inside the article may belong to it. The `harmless` names
    are those that mean nothing on this page.
    """
    if token.kind != "open" or token.name not in _PARTS:
        return ""
    if token.attributes.get("role", "").lower() in _FURNITURE_ROLES or token.name in _ALWAYS:
        return "furniture"
    if token.name in _OUTSIDE and not in_article:
        return "furniture"
    said = set(called(token)) - harmless
    if said & COMMENTS:
        return "comments"
    if said & FURNITURE or "hidden" in token.attributes:
        return "furniture"
    return "likely" if said & LIKELY or token.name in ("footer", "address") else ""


def is_icon(token: Token) -> bool:
    """Whether a tag opens a sign that a font shows in place of letters."""
    return token.name in ("span", "i", "em", "b") and "icon" in called(token)


def blocks(
    words: str, found: Sequence[Token], partner: Mapping[int, int], first: int, last: int
) -> list[PageBlock]:
    """The runs of tokens between block tags, with what they hold."""
    tables = Blocks(Lines(), found)
    result: list[PageBlock] = []
    stack: list[str] = []
    linked_until = data_until = size = linked = 0
    start, pictures = first, list[int]()

    def end(number: int) -> None:
        nonlocal start, size, linked, pictures
        if size or pictures:
            near = (name for name in stack[:-5:-1] if name in _TELLING)
            kind = "cell" if start < data_until else next(near, stack[-1] if stack else "")
            result.append(PageBlock(start, number, kind, size, linked, tuple(pictures)))
        start, size, linked, pictures = number, 0, 0, []

    shown = Counter(token.attributes.get("src", "") for token in found if token.name == "img")
    often = {src for src, times in shown.items() if times > _OFTEN}
    for number in range(first, last):
        token = found[number]
        if token.kind == "text":
            length = len(words[token.start : token.end].strip())
            size += length
            linked += length if number < linked_until else 0
        elif token.name == "a" and token.kind == "open":
            linked_until = max(linked_until, partner.get(number, number))
        elif token.name in ("img", "iframe") and token.kind == "open":
            small = _is_small(token) or token.attributes.get("src", "") in often - {""}
            pictures += [] if small else [number]
        elif token.name in BLOCKS or token.name == "pre":
            end(number)
            if token.kind == "open" and number in partner:
                stack.append(token.name)
                if token.name == "table" and tables.is_data(number, partner[number]):
                    data_until = partner[number]
            elif token.kind == "close" and stack and stack[-1] == token.name:
                stack.pop()
    end(last)
    return result


def _is_small(token: Token) -> bool:
    """Whether an image is an avatar, an icon or a tracking pixel, by its size or name."""
    sizes = [token.attributes.get(name, "").strip().rstrip("px") for name in ("width", "height")]
    if any(size.isdecimal() and int(size[:6]) <= 96 for size in sizes):
        return True
    if not token.attributes.get("alt", "").strip() and _SIGN.search(
        token.attributes.get("src", "")
    ):
        return True
    return not _SMALL.isdisjoint(called(token))
