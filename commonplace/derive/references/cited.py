"""Cited works: the kind of work an address leads to, and the date it contains.

Only what an address says by its own rules is used; nothing is looked up, and what
has no date in its address stays undated: DOIs, ids of videos, names of posts.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from commonplace.derive.dates import timepoints
from commonplace.model import Dated, WorkKind

#: Where papers are kept under their arXiv number: the archive, and readers of it.
_ARXIV = frozenset("arxiv.org ar5iv.org alphaxiv.org ar5iv.labs.arxiv.org export.arxiv.org".split())
_X = frozenset("x.com twitter.com".split())
_PAPERS = (
    "openreview.net doi.org aclanthology.org jmlr.org proceedings.mlr.press papers.nips.cc"
    " proceedings.neurips.cc openaccess.thecvf.com biorxiv.org medrxiv.org ssrn.com dl.acm.org"
    " ieeexplore.ieee.org semanticscholar.org link.springer.com sciencedirect.com pnas.org"
    " science.org psyarxiv.com osf.io eprint.iacr.org"
).split()
_VIDEOS = "youtube.com youtu.be youtube-nocookie.com vimeo.com twitch.tv ted.com".split()
_BOOKS = (
    "wikipedia.org britannica.com wikibooks.org wikidata.org plato.stanford.edu gutenberg.org"
    " goodreads.com books.google.com openlibrary.org incompleteideas.net scholarpedia.org"
).split()
_CODE = "github.com gitlab.com gist.github.com huggingface.co bitbucket.org pypi.org".split()
_POSTS = (
    "substack.com medium.com lesswrong.com alignmentforum.org blogspot.com wordpress.com github.io"
    " tumblr.com ghost.io bearblog.dev distill.pub lilianweng.github.io karpathy.ai gwern.net"
).split()
_POST_HOST = re.compile(r"(?:blog|blogs|engineering|research|news)\.")
_POST_PATH = re.compile(r"/(?:blog|blogs|posts?|p|news|articles?|essays?|index)/[^/]+|/archives?/")

# Numbers since April 2007 are year and month and a serial number, which got its
# fifth digit in 2015; before, it was the name of an archive and seven digits.
_NEW_NUMBER = re.compile(r"(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])\.(?P<serial>\d{4,5})(?:v\d+)?\Z")
_OLD_NUMBER = re.compile(
    r"[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])\d{3}(?:v\d+)?\Z",
    re.I,
)
_STATUS = re.compile(r"/(?:[^/]+|i(?:/web)?)/status(?:es)?/(?P<id>\d{5,20})(?:/|\Z)")

#: The first millisecond of a post's id: 2010-11-04T01:42:54.657Z.
_SNOWFLAKE_EPOCH = 1288834974657
#: Until that day ids were numbers in a row, of eleven digits at last, and say no time.
_FIRST_SNOWFLAKE = 10**11

_YEAR = r"(?P<year>199\d|20[0-4]\d)"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_PATHS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"/{_YEAR}/{_MONTH}/{_DAY}(?=/|\.|-|\Z)",
        rf"(?:/|-|_){_YEAR}-{_MONTH}-{_DAY}(?=/|\.|-|_|\Z)",
        rf"/{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?=/|\.|-|_|\Z)",
        rf"/{_YEAR}/{_MONTH}(?=/|-|\Z)",
        rf"/{_YEAR}-(?P<month>0[1-9]|1[0-2])(?=/|\.|-\D|_|\Z)",
        rf"/(?:blog|news|posts?|articles?|essays?)/{_YEAR}(?=/)",
    )
)


def address_date(url: str) -> Dated | None:
    """When the work behind an address was published, if the address itself says so.

    An arXiv number names the month in which it was given
    (https://info.arxiv.org/help/arxiv_identifier.html); the id of a post on X, shifted
    right by 22 bits, is its millisecond since 4 November 2010
    (https://github.com/twitter-archive/snowflake), and ids before that hold no time;
    a path may hold a year, a month and a day.

    >>> str(address_date("https://arxiv.org/abs/2104.03113v2"))
    '2021-04'
    >>> str(address_date("https://arxiv.org/pdf/cs/0601001"))
    '2006-01'
    >>> str(address_date("https://www.alexirpan.com/2018/02/14/rl-hard.html"))
    '2018-02-14'
    >>> address_date("https://x.com/karpathy/status/1835561952258723930").at.isoformat()
    '2024-09-16T06:10:47.167000+00:00'
    >>> address_date("https://doi.org/10.1007/BF00992696") is None
    True
    """
    host, path = _parts(url)
    try:
        if host in _ARXIV or (host == "huggingface.co" and path.startswith("/papers/")):
            return _arxiv_date(path)
        if host in _X:
            return _post_date(path)
        if host.endswith("doi.org") or kind_of(url) in ("video", "book", "code"):
            return None
        return _path_date(path)
    except ValueError:  # the 31st of February
        return None


def _arxiv_date(path: str) -> Dated | None:
    """The month of an arXiv number, of the new or the old form."""
    for front in ("/abs/", "/pdf/", "/html/", "/format/", "/ps/", "/papers/", "/overview/"):
        path = path.removeprefix(front)
    number = path.strip("/").removesuffix(".pdf")
    new = _NEW_NUMBER.match(number)
    if new:
        in_year, of = 2000 + int(new["year"]), int(new["month"])
        digits = 4 if in_year < 2015 else 5
        if (in_year, of) < (2007, 4) or len(new["serial"]) != digits:
            return None
        return timepoints.month(of, in_year)
    old = _OLD_NUMBER.match(number)
    if not old:
        return None
    short, of = int(old["year"]), int(old["month"])
    in_year = short + (1900 if short > 90 else 2000)
    return timepoints.month(of, in_year) if (1991, 7) <= (in_year, of) <= (2007, 3) else None


def _post_date(path: str) -> Dated | None:
    """The moment that is in the upper bits of the id of a post on X."""
    status = _STATUS.match(path)
    number = int(status["id"]) if status else 0
    if not _FIRST_SNOWFLAKE <= number < 1 << 63:
        return None
    milliseconds = (number >> 22) + _SNOWFLAKE_EPOCH
    at = datetime.fromtimestamp(milliseconds // 1000, UTC)
    return Dated(at=at.replace(microsecond=milliseconds % 1000 * 1000), precision="second")


def _path_date(path: str) -> Dated | None:
    """The most precise valid date in a path."""
    for pattern in _PATHS:
        match = pattern.search(path)
        if not match:
            continue
        parts = match.groupdict()
        in_year = int(parts["year"])
        if parts.get("day"):
            return timepoints.day(int(parts["day"]), int(parts["month"]), in_year)
        if parts.get("month"):
            return timepoints.month(int(parts["month"]), in_year)
        return timepoints.year(in_year)
    return None


def kind_of(url: str) -> WorkKind:
    """What an address leads to, by its host, or by the look of its path.

    >>> [kind_of(url) for url in ("https://arxiv.org/abs/1707.06347", "https://x.com/a/status/1",
    ...     "https://en.wikipedia.org/wiki/TD-Gammon", "https://notarxiv.org/abs/1707.06347")]
    ['paper', 'x', 'book', 'other']
    """
    host, path = _parts(url)
    if host in _ARXIV or (host == "huggingface.co" and path.startswith("/papers/")):
        return "paper"
    if host in _X:
        return "x"
    hosts: tuple[tuple[WorkKind, list[str]], ...] = (
        ("post", ["lilianweng.github.io"]),
        ("paper", _PAPERS),
        ("video", _VIDEOS),
        ("book", _BOOKS),
        ("post", ["blog.github.com", "github.blog"]),
        ("code", _CODE),
        ("post", _POSTS),
    )
    for work, known in hosts:
        if any(host == one or host.endswith("." + one) for one in known):
            return "post" if host == "huggingface.co" and path.startswith("/blog/") else work
    if path.lower().endswith(".pdf"):
        return "paper"
    dated = any(pattern.search(path) for pattern in _PATHS)
    return "post" if dated or _POST_HOST.match(host) or _POST_PATH.search(path) else "other"


def _parts(url: str) -> tuple[str, str]:
    """The host without `www`, and the path; both empty if it is not a web address."""
    try:
        split = urlsplit(url.strip())
        host = (split.hostname or "").rstrip(".")
    except ValueError:
        return "", ""
    if split.scheme.lower() not in ("http", "https", ""):
        return "", ""
    for front in ("www.", "m.", "mobile."):
        host = host.removeprefix(front)
    return host, unquote(split.path)
