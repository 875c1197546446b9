"""What tells browsers and search engines how to find their way: a search, a map, a welcome."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from commonplace.model import Catalogue
from commonplace.open_data.feeds import clean

_NAMES = {"ShortName": 16, "LongName": 48, "Description": 1024}  #: the most characters of each


def opensearch(catalogue: Catalogue, site: str) -> str:
    """`opensearch.xml`: the site's search for a browser's address bar.

    The format asks for absolute addresses:
    https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md
    """
    own = catalogue.identity
    root = Element("OpenSearchDescription", {"xmlns": "http://a9.com/-/spec/opensearch/1.1/"})
    words = {
        "ShortName": own.name,
        "LongName": own.name,
        "Description": own.description or own.texts.say("Search {site}", site=own.name),
    }
    for tag, most in _NAMES.items():
        SubElement(root, tag).text = clean(" ".join(words[tag].split()))[:most].strip()
    SubElement(root, "InputEncoding").text = "UTF-8"
    template = f"{site}search/?q={{searchTerms}}"
    SubElement(root, "Url", {"type": "text/html", "method": "get", "template": template})
    indent(root, space=" ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def robots(site: str | None) -> str:
    """`robots.txt` (RFC 9309): everybody may read everything; with the site's map, if it has one.

    >>> print(robots("https://example.org/"), end="")
    User-agent: *
    Allow: /
    <BLANKLINE>
    Sitemap: https://example.org/sitemap.xml
    """
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {site}sitemap.xml\n" if site else "")
