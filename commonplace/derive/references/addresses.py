"""Addresses of works on the web: their normal form, and who owns them.

Nothing is looked up: only what the address itself says by the rules of its host counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from commonplace.markup.video import video
from commonplace.markup.web import as_read

#: Parts of a query that say where a reader came from, and not what there is to read.
_TRACKING = re.compile(
    r"utm_\w*|(?:fb|g|ms|y|tw|ig)clid|igsh(?:id)?|mc_[ce]id|mkt_tok|_hs\w+|ref|ref_\w+|referrer|source"
    r"|si|feature|cmpid|ncid|trk|isfreemail|triedredirect|showwelcome(?:onshare)?|guccounter|rdt",
    re.IGNORECASE,
)
_ARXIV = frozenset("arxiv.org ar5iv.org alphaxiv.org ar5iv.labs.arxiv.org export.arxiv.org".split())
_ARXIV_PATH = re.compile(
    r"/(?:abs|pdf|html|format|ps|papers|overview)/(?P<number>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})"
    r"(?:v\d+)?(?:\.pdf)?\Z",
    re.IGNORECASE,
)
_STATUS = re.compile(r"/(?:i/web|[^/]+)/status(?:es)?/(?P<id>\d{1,20})(?:/.*)?\Z")
_INDEX = re.compile(r"/(?:index\.(?:html?|php)|default\.aspx?)\Z", re.IGNORECASE)
#: Hosts whose paths are the same in any case.
_CASELESS = frozenset({"x.com", "doi.org", "github.com"})

#: Hosts where the first part of the path names whose the page is.
_BY_PATH = frozenset(
    "x.com medium.com github.com gitlab.com huggingface.co bsky.app threads.net youtube.com"
    " vimeo.com linkedin.com mastodon.social sites.google.com instagram.com facebook.com".split()
)
#: First parts of paths there that do not name an account.
_NOBODY = frozenset(
    "watch p status i in search hashtag home channel c user playlist shorts live embed results"
    " papers blog spaces datasets models company pub profile view site topics features about"
    " explore settings login share intent orgs tag".split()
)
#: First parts of paths there that the name follows.
_NAME_BEHIND = frozenset("channel c user in profile view".split())
#: Hosts that are everybody's, and whose pages do not name whose they are.
_SHARED = frozenset(
    "arxiv.org doi.org openreview.net wikipedia.org reddit.com lesswrong.com alignmentforum.org"
    " news.ycombinator.com archive.org web.archive.org substack.com wordpress.com blogspot.com"
    " github.io gitlab.io tumblr.com ghost.io bearblog.dev netlify.app vercel.app pages.dev"
    " notion.site google.com docs.google.com drive.google.com amazon.com goodreads.com spotify.com"
    " open.spotify.com podcasts.apple.com apple.com youtu.be gist.github.com kaggle.com"
    " stackoverflow.com quora.com discord.com t.co bit.ly imdb.com"
    " scholar.google.com semanticscholar.org researchgate.net dl.acm.org ieeexplore.ieee.org"
    " link.springer.com nature.com science.org sciencedirect.com aclanthology.org jmlr.org"
    " proceedings.mlr.press papers.nips.cc proceedings.neurips.cc openaccess.thecvf.com".split()
)
_FRONTS = ("www.", "m.", "mobile.", "amp.")
_SAME = {"twitter.com": "x.com", "dx.doi.org": "doi.org"}
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+\Z")


def normal(address: str) -> str:
    """The normal form of a work's address; empty if it is not an address.

    It has no scheme, and leads to the work with `https://` before it.

    >>> normal("http://www.arxiv.org/pdf/2104.03113v2.pdf#page=3")
    'arxiv.org/abs/2104.03113'
    >>> normal("https://youtu.be/WJWHIZoBOj8?si=x&t=12")
    'youtube.com/watch?v=WJWHIZoBOj8'
    >>> normal("https://example.org/a/?utm_source=x&id=7#top")
    'example.org/a?id=7'
    """
    parts = _parts(address)
    if parts is None:
        return ""
    host, path, query, fragment, port = parts
    found = video(f"https://{host}{path}?{query}")
    if found:
        return found.address.partition("://")[2].removeprefix("www.")
    path = re.sub("//+", "/", quote(unquote(path), safe="/:@!$&'()*+,;=~-._[]"))
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = urlencode([(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)])
    return _work(host, path, kept) or _joined(host + port, path, kept, fragment)


class _Parts(NamedTuple):
    """The parts of an address: the host by its usual name, and the port with its colon."""

    host: str
    path: str
    query: str
    fragment: str
    port: str


def _parts(address: str) -> _Parts | None:
    """The parts of an address on the web; None if it is not one."""
    address = as_read(address)
    named = re.match(r"[a-z][a-z0-9+.-]*://", address, re.IGNORECASE)
    if not named:
        address = f"https://{address.removeprefix('//')}"
    try:
        split = urlsplit(address)
        if "@" in split.netloc and not named:
            return None  # of mail
        host = _host(split.hostname or "")
        port = f":{split.port}" if split.port not in (None, 80, 443) else ""
    except ValueError:
        return None
    if split.scheme.lower() not in ("http", "https") or not _HOST.match(host):
        return None
    return _Parts(host, split.path, split.query, split.fragment, port)


def _host(host: str) -> str:
    """The host by its usual name: without `www`, not the mobile one."""
    host = host.lower().rstrip(".")
    while front := next((f for f in _FRONTS if host.startswith(f) and host.count(".") > 1), None):
        host = host.removeprefix(front)
    if host.endswith((".m.wikipedia.org", ".m.wiktionary.org")):
        host = host.replace(".m.", ".", 1)
    return _SAME.get(host, host)


def _work(host: str, path: str, query: str) -> str | None:
    """The address of a work that has a number of its own on its host."""
    if host in _ARXIV or host == "huggingface.co":
        number = _ARXIV_PATH.match(path.rstrip("/"))
        return f"arxiv.org/abs/{number['number'].lower()}" if number else None
    if host == "x.com":
        status = _STATUS.match(path)
        return f"x.com/i/status/{status['id']}" if status else None
    if host == "openreview.net" and path in ("/forum", "/pdf", "/attachment"):
        return f"openreview.net/forum?{query}"
    if host == "doi.org":
        return f"doi.org{path.rstrip('/').lower()}"
    return None


def _joined(host: str, path: str, query: str, fragment: str) -> str:
    """An address built from the parts that count."""
    while (shorter := _INDEX.sub("", path.rstrip("/"))) != path:
        path = shorter
    if host in _CASELESS:
        path, query = path.lower(), "" if host == "x.com" else query
    page = fragment if fragment.startswith(("!", "/")) else ""
    return f"{host}{path}{f'?{query}' if query else ''}{f'#{page}' if page else ''}"


def owner(address: str) -> str | None:
    """The site or account that an address belongs to; None if unknown.

    Most hosts are somebody's own. On a shared host the account counts.

    >>> owner("https://www.alexirpan.com/2018/02/14/rl-hard.html"), owner("https://x.com/Ada/status/1")
    ('alexirpan.com', 'x.com/ada')
    >>> owner("https://ada.substack.com/p/x"), owner("https://arxiv.org/abs/2104.03113")
    ('ada.substack.com', None)
    """
    parts = _parts(address)
    if parts is None:
        return None
    names = [unquote(name).lower() for name in parts.path.split("/") if name]
    if parts.host in _BY_PATH:
        if names and names[0] in _NAME_BEHIND:
            return f"{parts.host}/{'/'.join(names[:2])}" if len(names) > 1 else None
        return f"{parts.host}/{names[0]}" if names and names[0] not in _NOBODY else None
    shared = parts.host.endswith((".wikipedia.org", ".reddit.com", ".google.com"))
    return None if shared or parts.host in _SHARED else parts.host


def is_front(address: str) -> bool:
    """Whether an address is the front page of a site or account, not a single work.

    >>> [is_front(a) for a in ("http://ada.net/", "https://x.com/ada", "https://ada.net/p/x")]
    [True, True, False]
    """
    whose = owner(address)
    return whose is not None and normal(address).lower() == whose


def spelled(account: str) -> str:
    """An owner's name on the web, letters only.

    >>> spelled("alexirpan.com"), spelled("x.com/Ada_Byron"), spelled("ada.substack.com")
    ('alexirpan', 'adabyron', 'ada')
    """
    host, _, name = account.partition("/")
    own = name.rpartition("/")[2] if name else host.split(".")[0]
    return re.sub(r"[^a-z]", "", own.lower())


def readable(address: str) -> str:
    """An address as people write it: no scheme, not longer than a line.

    >>> readable("https://www.example.org/a/b/?utm_source=x")
    'example.org/a/b'
    """
    words = unquote(normal(address)) or address
    if words.startswith("x.com/i/status/") and (whose := owner(address)):
        words = words.replace("x.com/i/", f"{whose}/", 1)
    return words if len(words) <= 80 else f"{words[:79]}…"
