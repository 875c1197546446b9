"""Files from the web: only over HTTP, never larger than a seed may be, never waited for long."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from typing import NamedTuple
from urllib.parse import urlsplit

from commonplace import __version__

#: The most bytes of one answer, and the seconds for which one is waited.
MOST, PATIENCE = 50_000_000, 30.0
_AGENT = f"commonplace/{__version__}"


class WebError(OSError):
    """An address from which nothing came; the message says why.

    `gone` says that asking again is of no use.
    """

    gone = False


#: Answers that say so.
_GONE = frozenset({401, 403, 404, 410, 451})


class Fetched(NamedTuple):
    """What an address answered: where it was at last, its kind in lower case, and its bytes."""

    address: str
    kind: str
    data: bytes


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to the web only."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(address: str) -> Fetched:
    """What is at an address. Raises WebError for anything but a whole answer with status 200."""
    _check(address)
    request = urllib.request.Request(address, headers={"User-Agent": _AGENT})
    try:
        with urllib.request.build_opener(_Redirects).open(request, timeout=PATIENCE) as answer:
            data = answer.read(MOST + 1)
            kind = answer.headers.get_content_type()
            there = answer.url
    except urllib.error.HTTPError as problem:
        said = WebError(f"{address}: the server answers {problem.code} {problem.reason}")
        said.gone = problem.code in _GONE
        problem.close()
        raise said from None
    except (OSError, http.client.HTTPException) as problem:
        reason = getattr(problem, "reason", None) or problem
        raise WebError(f"{address}: cannot be reached: {reason}") from None
    if len(data) > MOST:
        raise WebError(f"{address}: is larger than {MOST // 1_000_000} MB")
    return Fetched(there, kind, data)


def _check(address: str) -> None:
    if urlsplit(address).scheme not in ("http", "https"):
        raise WebError(f"{address}: only http and https addresses are fetched")
