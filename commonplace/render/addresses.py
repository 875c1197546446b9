"""Address arithmetic: where a page is, and how to link from one to another.

Addresses are below the site's root and have no leading slash: `posts/x/` is a page,
`data/records/posts/x.zip` a file, and the empty one is the home page. All links are relative, so
that the site works under any prefix.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import quote


def relative(here: str, there: str) -> str:
    """The link from the page at address `here` to `there`.

    >>> relative("posts/x/", "transcripts/y/"), relative("posts/x/", "data/timeline.csv")
    ('../../transcripts/y/', '../../data/timeline.csv')
    >>> relative("", "posts/x/"), relative("posts/", ""), relative("posts/x/", "posts/x/")
    ('posts/x/', '../', './')
    """
    address, hash_, fragment = there.partition("#")
    return _path(here, address) + hash_ + fragment


@lru_cache(maxsize=1 << 16)
def _path(here: str, there: str) -> str:
    above, below = ([part for part in one.split("/") if part] for one in (here, there))
    same = 0
    while same < min(len(above), len(below)) and above[same] == below[same]:
        same += 1
    path = "/".join([".."] * (len(above) - same) + below[same:]) or "."
    if not there or there.endswith("/"):
        path += "/"
    return quote(path)


def page_file(address: str) -> str:
    """The Markdown file below `docs/` that builders turn into the page at `address`.

    It lies in a folder of the page's own. So the links in it lead to the same places from
    the source as from the page, whichever of the two a builder goes by.

    >>> page_file("posts/x/"), page_file("")
    ('posts/x/index.md', 'index.md')
    """
    return f"{address}index.md"


def redirect_file(old: str) -> str:
    """The file below `docs/` that answers at an old address.

    >>> redirect_file("/2024/12/post-25/"), redirect_file("/2024/post.html")
    ('2024/12/post-25/index.html', '2024/post.html')
    """
    path = old.strip("/")
    return path if path.endswith((".html", ".htm")) else posixpath.join(path, "index.html")


def redirect_page(old: str) -> str:
    """The address from which the links of a redirect are counted.

    >>> redirect_page("/2024/post/"), redirect_page("/2024/post.html")
    ('2024/post/', '2024/')
    """
    folder = posixpath.dirname(redirect_file(old))
    return f"{folder}/" if folder else ""
