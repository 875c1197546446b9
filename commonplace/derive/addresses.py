"""Addresses of works on the web: their normal form, and who owns them.

Nothing is looked up: only what the address itself says by the rules of its host counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from commonplace.derive.spellings import on_web, without_proxy
from commonplace.markup.video import Video, video
from commonplace.markup.web import as_read

#: Parts of a query that say where a reader came from, or which comment on a work is meant, and
#: not which work.
_BESIDE = re.compile(
    r"utm_\w*|(?:fb|g|dc|ms|y|tw|ig)clid|[gw]braid|igsh(?:id)?|mc_[ce]id|mkt_tok|_hs\w+|_g[al]|ref"
    r"|ref_\w+|referrer|source|mtm_\w+|pk_(?:campaign|kwd|source|medium)|vero_id|li_fat_id"
    r"|si|feature|cmpid|ncid|trk|isfreemail|triedredirect|showwelcome(?:onshare)?|guccounter|rdt"
    r"|(?:comment|reply)_?id|replytocom|share_?id|amp",
    re.IGNORECASE,
)
_ARXIV = frozenset("arxiv.org ar5iv.org alphaxiv.org ar5iv.labs.arxiv.org export.arxiv.org".split())
_ARXIV_PATH = re.compile(
    r"/(?:abs|pdf|html|format|ps|src|e-print|papers|overview|ftp/arxiv/papers/\d{4})/"
    r"(?:arxiv:)?(?P<number>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})"
    r"(?:v\d+)?(?:\.pdf)?\Z",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"/(?:(?:i/web|[^/]+)/status(?:es)?|statuses|thread)/(?P<id>\d{1,20})(?:\.html|/.*)?\Z"
)
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
    " clip post video videos channels groups showcase album event ondemand reel reels tv posts"
    " pulse papers blog spaces datasets models company pub profile view site topics features about"
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
_PLAIN = "/:@!$&'()*+,;=~-._[]"
_FRONTS = ("www.", "m.", "mobile.", "amp.")
_SAME = {
    "dx.doi.org": "doi.org",
    "music.youtube.com": "youtube.com",
    "youtube-nocookie.com": "youtube.com",
    "player.vimeo.com": "vimeo.com",
    "yewtu.be": "youtube.com",
    "piped.video": "youtube.com",
    "scribe.rip": "medium.com",
    "lw2.issarice.com": "lesswrong.com",
    "ea.greaterwrong.com": "forum.effectivealtruism.org",
    "browse.arxiv.org": "arxiv.org",
    "lanl.arxiv.org": "arxiv.org",
    "xxx.lanl.gov": "arxiv.org",
    "hf.co": "huggingface.co",
    "github1s.com": "github.com",
    "github.dev": "github.com",
    "old.reddit.com": "reddit.com",
    "np.reddit.com": "reddit.com",
    "greaterwrong.com": "lesswrong.com",
    **dict.fromkeys(
        "twitter.com fxtwitter.com vxtwitter.com fixupx.com fixvx.com xcancel.com twstalker.com"
        " threadreaderapp.com".split(),
        "x.com",
    ),
}
#: A copy of a page, and the address of the page behind it; a link that goes on to another.
_COPY = re.compile(
    r"/(?:(?:web/)?[\d.-]{4,18}(?:[a-z]{2}_)?/)?(?P<page>https?:/{1,2}.+)\Z", re.IGNORECASE
)
_COPIES = frozenset(
    "web.archive.org archive.org archive.today archive.ph archive.is archive.md archive.vn 12ft.io"
    " r.jina.ai freedium.cfd removepaywall.com outline.com".split()
)
_GOES_ON = {
    "google.com": ("/url", ("q", "url")),
    "l.facebook.com": ("/l.php", ("u",)),
    "out.reddit.com": ("/", ("url",)),
    "youtube.com": ("/redirect", ("q",)),
    "translate.google.com": ("/translate", ("u",)),
    "medium.com": ("/m/global-identity", ("redirectUrl",)),
}
#: A DOI in the path of a publisher.
_DOI = re.compile(
    r"/(?:doi|article|articles|chapter|content|book)/(?:(?:abs|full|pdf|epdf|pdfdirect|epub|10\.1101)/)?"
    r"(?P<doi>10\.\d{4,9}/[^?#]+?)(?:v\d+)?(?:\.full)?(?:\.pdf|\.abstract|\.html|/full|/pdf|/fulltext)?\Z"
)
_PUBLISHERS = frozenset(
    "link.springer.com dl.acm.org onlinelibrary.wiley.com science.org pnas.org tandfonline.com"
    " journals.sagepub.com biorxiv.org medrxiv.org pubs.acs.org royalsocietypublishing.org"
    " academic.oup.com frontiersin.org annualreviews.org epubs.siam.org direct.mit.edu".split()
)
_NATURE = re.compile(
    r"/articles/(?P<id>(?:s\d{5}-\d{3}-\d{5}-\w|nature\d+|\w+\.\d{4}\.\d+))(?:\.e?pdf)?\Z"
)
_DOI_OF_ARXIV = re.compile(r"/10\.48550/arxiv\.(?P<number>\S+?)(?:v\d+)?\Z", re.IGNORECASE)
_ARXIV_COPY = re.compile(
    r"/(?:(?:main/)?arxiv[/:]|papers?/)(?P<number>\d{4}\.\d{4,5})(?:v\d+)?\Z", re.IGNORECASE
)
_ADS = re.compile(r"/abs/\d{4}arXiv(?P<month>\d{4})(?P<rest>\d{5})[A-Z]\b")
_ARXIV_COPIES = frozenset(
    "scholar.archive.org semanticscholar.org api.semanticscholar.org scirate.com inspirehep.net"
    " connectedpapers.com arxiv-vanity.com paperswithcode.com deeplearn.org".split()
)
_LESSWRONG = re.compile(r"/(?:s/\w+/p|posts)/(?P<id>\w{17})(?:/.*)?\Z")
#: A story of Medium by the number at its end, wherever it stands there.
_MEDIUM = re.compile(r"/(?:[^?#]*[-/])?(?P<id>[0-9a-f]{10,12})\Z")
#: The abstract and the PDF of a paper, by what both have.
_NEURIPS = re.compile(
    r"/paper(?:_files/paper)?/(?P<year>\d{4})/(?:hash|file)/(?P<id>[0-9a-f]{8,40})-"
)
_NEURIPS_HOSTS = frozenset({"proceedings.neurips.cc", "papers.nips.cc", "papers.neurips.cc"})
_PMLR = re.compile(r"/(?P<volume>v\d+)/(?P<name>[\w-]+?)(?:/(?P=name)(?:-supp)?\.pdf|\.html)\Z")
_ACL = re.compile(r"/(?:anthology/)?(?P<id>[A-Z]\d\d-\d{4}|\d{4}\.[\w-]+\.\d+)(?:\.pdf|\.bib)?\Z")
_WIKIWAND = re.compile(r"/(?P<tongue>[a-z]{2,3})/(?:articles/)?(?P<title>[^/]+)\Z")
_NEWSLETTER = re.compile(r"/(?:pub/|@)(?P<name>[\w-]+)/p/(?P<post>[\w-]+)\Z")
_COMMENTS = re.compile(r"(?P<post>/p/[\w-]+)/comments?(?:/\d+)?\Z")
_REPOSITORY = re.compile(
    r"/(?P<name>[\w-]+/[\w.-]+?)(?:\.git|(?:/-)?/tree/(?:main|master|head)"
    r"|(?:/-)?/blob/(?:main|master)/readme(?:\.\w+)?"
    r"|/archive/(?:refs/heads/)?(?:main|master)\.(?:zip|tar\.gz))?\Z",
    re.IGNORECASE,
)
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
    if behind := _behind(host, path, query):
        return normal(behind)
    if found := _played(parts):
        return found.address.partition("://")[2].removeprefix("www.")
    path = re.sub("//+", "/", quote(unquote(path), safe=_PLAIN))
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = urlencode([(name, value) for name, value in pairs if not _BESIDE.fullmatch(name)])
    return _work(host, path, kept) or _joined(host + port, path, kept, fragment)


class _Parts(NamedTuple):
    """The parts of an address: the host by its usual name, and the port with its colon."""

    host: str
    path: str
    query: str
    fragment: str
    port: str


def _played(parts: _Parts) -> Video | None:
    """The video that an address plays, if it is one of a known player's."""
    return video(f"https://{parts.host}{parts.path}?{parts.query}")


def _parts(address: str) -> _Parts | None:
    """The parts of an address on the web; None if it is not one."""
    address = on_web(as_read(address))
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
    host = without_proxy(host.lower().rstrip("."))
    while front := next((f for f in _FRONTS if host.startswith(f) and host.count(".") > 1), None):
        host = host.removeprefix(front)
    if host.endswith((".m.wikipedia.org", ".m.wiktionary.org")):
        host = host.replace(".m.", ".", 1)
    if host.startswith("nitter."):
        return "x.com"
    if host.startswith("invidious."):
        return "youtube.com"
    if host.endswith(".arxiv.org") and len(host.split(".")[0]) == 2:
        return "arxiv.org"
    return _SAME.get(host, host)


def _behind(host: str, path: str, query: str) -> str:
    """The address of which one is a copy, or to which it goes on; empty for none."""
    copied = _COPY.match(path) if host in _COPIES else None
    if copied:
        page = re.sub(r"\A(https?:)/+", r"\1//", copied["page"])
        return f"{page}?{query}" if query else page
    start, names = _GOES_ON.get(host, ("", ()))
    if names and path.startswith(start):
        given = dict(parse_qsl(query))
        found = next((given[name] for name in names if name in given), "")
        return found if found.startswith(("http://", "https://")) else ""
    return ""


def _published(host: str, path: str) -> str | None:
    """The address of a work by its DOI, which its publisher's address has in it."""
    if host == "nature.com" and (found := _NATURE.match(path)):
        return f"doi.org/10.1038/{found['id'].lower()}"
    found = _DOI.match(path) if host in _PUBLISHERS else None
    return f"doi.org/{found['doi'].rstrip('/').lower()}" if found else None


def _work(host: str, path: str, query: str) -> str | None:
    """The address of a work that has a number of its own on its host."""
    path = path.rstrip("/") or "/"
    if host == "doi.org" or host.startswith("sci-hub."):
        host, path = "doi.org", path.replace("/doi:", "/", 1)
    if host == "doi.org" and (number := _DOI_OF_ARXIV.match(path)):
        return f"arxiv.org/abs/{number['number'].lower()}"
    if host in _ARXIV_COPIES and (number := _ARXIV_COPY.match(path)):
        return f"arxiv.org/abs/{number['number']}"
    if published := _published(host, path) or _of_proceedings(host, path):
        return published
    if posted := _posted(host, path):
        return posted
    if host in ("github.com", "gitlab.com") and (repository := _REPOSITORY.match(path)):
        name = repository["name"]
        return f"{host}/{name.lower() if host in _CASELESS else name}"
    if host == "ui.adsabs.harvard.edu" and (number := _ADS.match(path)):
        return f"arxiv.org/abs/{number['month']}.{number['rest']}"
    if host.endswith(".wikipedia.org") and path.startswith("/wiki/") and not query:
        title = unquote(path.removeprefix("/wiki/")).replace(" ", "_")
        return f"{host}/wiki/{quote(title[:1].upper() + title[1:], safe=_PLAIN)}"
    if host in _ARXIV or host == "huggingface.co":
        number = _ARXIV_PATH.match(path.rstrip("/"))
        return f"arxiv.org/abs/{number['number'].lower()}" if number else None
    if host == "x.com":
        status = _STATUS.match(path)
        return f"x.com/i/status/{status['id']}" if status else None
    if host == "openreview.net" and path in ("/forum", "/pdf", "/attachment"):
        paper = dict(parse_qsl(query)).get("id")
        return f"openreview.net/forum?{urlencode({'id': paper})}" if paper else None
    if host == "doi.org":
        return f"doi.org{path.rstrip('/').lower()}"
    return None


def _of_proceedings(host: str, path: str) -> str | None:
    """The address of a paper of a conference, whether its abstract is meant or its PDF."""
    if host in _NEURIPS_HOSTS and (paper := _NEURIPS.match(path)):
        return f"proceedings.neurips.cc/paper/{paper['year']}/hash/{paper['id']}-Abstract.html"
    if host == "proceedings.mlr.press" and (paper := _PMLR.match(path)):
        return f"{host}/{paper['volume']}/{paper['name']}.html"
    if host in ("aclanthology.org", "aclweb.org") and (paper := _ACL.match(path)):
        return f"aclanthology.org/{paper['id']}"
    return None


def _posted(host: str, path: str) -> str | None:
    """The address of a post that several sites show, or that its site shows at several places."""
    if host in ("lesswrong.com", "alignmentforum.org") and (post := _LESSWRONG.match(path)):
        return f"lesswrong.com/posts/{post['id']}"
    if host == "forum.effectivealtruism.org" and (post := _LESSWRONG.match(path)):
        return f"{host}/posts/{post['id']}"
    if host in ("open.substack.com", "substack.com") and (post := _NEWSLETTER.match(path)):
        return f"{post['name']}.substack.com/p/{post['post']}"
    if host.endswith(".substack.com") and (post := _COMMENTS.match(path)):
        return f"{host}{post['post']}"
    if (host == "medium.com" or host.endswith(".medium.com")) and (post := _MEDIUM.match(path)):
        return f"medium.com/p/{post['id']}"
    if host == "wikiwand.com" and (page := _WIKIWAND.match(path)):
        title = unquote(page["title"]).replace(" ", "_")
        return f"{page['tongue']}.wikipedia.org/wiki/{quote(title, safe=_PLAIN)}"
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
        nobody = not names or names[0] in _NOBODY or _played(parts)
        return None if nobody else f"{parts.host}/{names[0]}"
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
        words = whose + words.removeprefix("x.com/i")
    return words if len(words) <= 80 else f"{words[:79]}…"


#: Where one listens and buys, and pages about whoever has a site.
_PLAYERS = frozenset(
    "open.spotify.com podcasts.apple.com itunes.apple.com music.apple.com overcast.fm pca.st"
    " podcasts.google.com castbox.fm stitcher.com pocketcasts.com player.fm podbean.com audible.com"
    " music.amazon.com iheart.com tunein.com deezer.com soundcloud.com anchor.fm castro.fm"
    " amazon.com amazon.co.uk amazon.de amzn.to bookshop.org gumroad.com patreon.com etsy.com"
    " ebay.com teespring.com buymeacoffee.com ko-fi.com shopify.com paypal.com discord.gg"
    " discord.com play.google.com apps.apple.com rss.com transistor.fm simplecast.com megaphone.fm"
    " buzzsprout.com libsyn.com podchaser.com listennotes.com pandora.com tidal.com pod.link"
    " podcastaddict.com radiopublic.com goodpods.com fountain.fm barnesandnoble.com waterstones.com"
    " abebooks.com thriftbooks.com indiebound.org walmart.com redbubble.com zazzle.com".split()
)
#: Sites that have nothing but pages about persons, and to meet them.
_PROFILES = frozenset(
    "t.me twitch.tv linktr.ee keybase.io about.me orcid.org calendly.com meetup.com dblp.org"
    " carrd.co beacons.ai bio.link".split()
)
_PERSONS = frozenset(
    {
        *(("reddit.com", "user"), ("reddit.com", "u"), ("goodreads.com", "author")),
        *(("imdb.com", "name"), ("stackoverflow.com", "users"), ("researchgate.net", "profile")),
        *(("scholar.google.com", "citations"), ("semanticscholar.org", "author")),
        *(
            ("news.ycombinator.com", "user"),
            ("lesswrong.com", "users"),
            ("openreview.net", "profile"),
        ),
    }
)
_ABOUT_PEOPLE = frozenset(
    "team people author authors staff speakers contributors users user profile profiles"
    " members".split()
)
_PLAYER_HOST = re.compile(r"(?:shop|store|feeds?|podcasts?|pod|rss|merch)\.")
_SECTIONS = frozenset(
    "about about-us contact subscribe archive archives podcast podcasts blog posts news shop store"
    " feed rss newsletter donate support team people home en de fr index privacy terms login signup"
    " careers jobs sponsors advertise episodes publications projects research writing".split()
)
_FEED = re.compile(r"\.(?:rss|xml|atom)\Z|/(?:feed|rss)\Z")
_NO_TITLE = re.compile(r"\d+|[0-9a-f]{8,}|[A-Z0-9]{6,}")
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|pdf|md)\Z", re.IGNORECASE)
_SLUG_DATE = re.compile(r"\A\d{4}[-_]\d\d(?:[-_]\d\d)?[-_]")
_CAPITALS = {w.lower(): w for w in "AI RL LLM LLMs GPT API NLP USA UK EU NASA RLHF AGI".split()}


def is_aside(address: str) -> bool:
    """Whether an address leads to a player, a shop, a profile or a front page, and to no work.

    >>> links = "open.spotify.com/show/2UE", "ada.net", "ada.net/about", "x.com/ada", "ada.net/p/x"
    >>> [is_aside(f"https://{link}") for link in links]
    [True, True, True, True, False]
    """
    parts = _parts(address)
    if parts is None:
        return False
    host, path = parts.host, parts.path.rstrip("/")
    if any(host == one or host.endswith(f".{one}") for one in _PLAYERS):
        return True
    names = [name.lower() for name in _SUFFIX.sub("", path).split("/") if name]
    if _PLAYER_HOST.match(host) or _FEED.search(path.lower()):
        return not names or len(names) < 2
    if host in _BY_PATH:
        if _played(parts):
            return False
        named = [name for name in names if name not in _NAME_BEHIND]
        if host == "github.com":
            return len(names) == 1
        return len(named) <= 1 and not parts.query and names[:1] != ["watch"]
    if not names:
        return not parts.query and not parts.fragment.startswith(("!", "/"))
    if host in _PROFILES or (host, names[0]) in _PERSONS:
        return True
    if host == "reddit.com" and names[0] == "r":
        return len(names) == 2
    if (len(names) == 1 and names[0][0] == "@") or (len(names) == 2 and names[0] in _ABOUT_PEOPLE):
        return True
    return (
        (len(names) == 1 and names[0] in _SECTIONS)
        or (names[0] == "t" and len(names) == 2)
        or (len(names) == 2 and names[0] in _SECTIONS and names[1] in _SECTIONS)
    )


def slug_title(address: str) -> str:
    """The title that the last part of an address spells; empty where it spells none.

    >>> slug_title("https://a.org/2017/06/deal-or-no-deal-training-ai-bots.html?x=1")
    'Deal or no deal training AI bots'
    >>> slug_title("https://a.org/watch?v=eaAonE58sLU"), slug_title("https://a.org/p/1234")
    ('', '')
    """
    parts = _parts(address)
    if parts is None:
        return ""
    for name in reversed([name for name in unquote(parts.path).split("/") if name]):
        plain = _SLUG_DATE.sub("", _SUFFIX.sub("", name))
        words = [word for word in re.split(r"[-_+ ]+", plain) if word]
        telling = [
            word
            for word in words
            if word.isalpha() and len(word) > 1 and not _NO_TITLE.fullmatch(word)
        ]
        if len(words) > 1 and len(telling) > 1 and 2 * len(telling) >= len(words):
            while words and _NO_TITLE.fullmatch(words[-1]) and len(words[-1]) > 4:
                words.pop()
            spelled_out = [_CAPITALS.get(word.lower(), word) for word in words]
            title = " ".join(spelled_out)
            return title[:1].upper() + title[1:]
    return ""
