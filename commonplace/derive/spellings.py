"""Addresses of works that browsers do not know: of Git, of DOIs, of libraries' proxies."""

from __future__ import annotations

import re

#: "git@github.com:lamp/wick.git", "git+ssh://git@github.com/lamp/wick".
_GIT = re.compile(
    r"(?:(?:git\+)?(?:ssh|git|https?)://(?:git@)?|git@)(?P<host>[\w-]{1,60}(?:\.[\w-]{1,60}){1,4})"
    r"[:/](?P<path>[\w./~-]{3,200})\Z",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:urn:)?doi(?::\s?|\s)(?P<doi>10\.\d{4,9}/\S{1,200})\Z", re.IGNORECASE)
_ARXIV = re.compile(
    r"arxiv(?::\s?|\s)(?:(?:number|preprint|paper)\s)?(?P<number>\d{4}\.\d{4,5}(?:v\d{1,2})?)\Z",
    re.IGNORECASE,
)
#: The host for which a library's proxy stands: "dl-acm-org.proxy.lib.example.edu".
_PROXY = re.compile(
    r"(?P<host>[a-z\d]+(?:-[a-z\d]+)*-(?:com|org|net|edu|gov|cc|io))\.(?:[\w-]+\.){0,4}"
    r"(?:[\w-]*proxy\w*|oclc)\.[\w.-]+\Z"
)


def on_web(address: str) -> str:
    """The address on the web of what is named by the address for a program, or by a number.

    >>> on_web("git@github.com:lamp/wick.git"), on_web("doi:10.1000/182")
    ('https://github.com/lamp/wick.git', 'https://doi.org/10.1000/182')
    >>> on_web("arXiv:2104.03113"), on_web("https://example.org/a")
    ('https://arxiv.org/abs/2104.03113', 'https://example.org/a')
    """
    first = address[:1].lower()
    if first in "gs" and not address.startswith("git.") and (git := _GIT.match(address)):
        return f"https://{git['host']}/{git['path']}"
    if first in "du" and (named := _DOI.match(address)):
        return f"https://doi.org/{named['doi']}"
    if first == "a" and (number := _ARXIV.match(address)):
        return f"https://arxiv.org/abs/{number['number']}"
    return address


def without_proxy(host: str) -> str:
    """The host that is read through the proxy of a library.

    >>> without_proxy("dx-doi-org.ezproxy.lib.example.edu"), without_proxy("my-proxy.example.org")
    ('dx.doi.org', 'my-proxy.example.org')
    """
    found = _PROXY.match(host) if "prox" in host or "oclc" in host else None
    return found["host"].replace("-", ".") if found else host
