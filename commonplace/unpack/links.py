"""Lists of links as Markdown."""

from __future__ import annotations

from commonplace.convert.plainly import escaped

_WEB = ("http://", "https://")


def link(title: str, address: str) -> str:
    """A link as a list item; just the title if the address is not on the web.

    >>> link("The *lamp*", "https://pier.example/a b"), link("x", "javascript:alert(1)")
    ('- [The \\\\*lamp\\\\*](<https://pier.example/a%20b>)', '- x')
    """
    words = escaped(" ".join(title.split()))
    address = address.strip()
    if not address.lower().startswith(_WEB):
        return f"- {words}" if words else ""
    safe = address.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    safe = "".join(safe.split()).replace("\\", "%5C")
    return f"- [{words or escaped(safe)}](<{safe}>)"
