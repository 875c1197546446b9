"""Names of active content: scripts, forms, handlers, addresses that run code.

Safety does not depend on this: the allow-list of `commonplace.markup.html` lets none of it
through, named here or not. This is only for messages.
"""

from __future__ import annotations

import html
import re
from collections import Counter

_ELEMENT = re.compile(
    r"<(script|style|link|meta|base|object|embed|applet|form|button|input|textarea|select|svg"
    r"|marquee|dialog|portal|isindex|template)(?=[\s/>]|\Z)",
    re.I,
)
_HANDLER = re.compile(r"[\s\"'/{:](on[a-z]{3,30})\s{0,9}=", re.I)
_ADDRESS = re.compile(r"((?:java|vb)script|data):(?!image/(?!svg))", re.I)
_CONTROLS = re.compile(r"[\x00-\x20\x7f\\]+")


def names(page: str) -> Counter[str]:
    """How often each kind of active content is in a piece of HTML.

    >>> sorted(names('<b onclick=x><SCRIPT>1</script> <a href="java&#115;cript:x">'))
    ['<script>', 'javascript:', 'onclick']
    """
    found = Counter(f"<{element.lower()}>" for element in _ELEMENT.findall(page))
    found.update(handler.lower() for handler in _HANDLER.findall(page))
    # Browsers ignore white space and controls inside the name of a scheme.
    bare = _CONTROLS.sub("", html.unescape(page))
    found.update(f"{scheme.lower()}:" for scheme in _ADDRESS.findall(bare))
    return found


def removed(before: str, after: str) -> set[str]:
    """The kinds of active content that occur less often after than before.

    >>> removed("<b onclick=x>the onclick= handler</b>", "<b>the onclick= handler</b>")
    {'onclick'}
    """
    return set() if before == after else set(names(before) - names(after))
