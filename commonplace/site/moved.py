"""Pages of ours that another plugin shows a second time, in another folder.

A translation plugin copies the pages of the first language into the folder of each other one,
but not the files beside them. Links in our pages are HTML, which MkDocs leaves as it is; so
those that lead to a file are made to lead there from where the page is now.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

_TAG = re.compile(r"<[a-z][^<>]*>")
_LINK = re.compile(r'(?<=\s)(href|src)="([^":?#]+)(?=["#?])')


def led_home(content: str, page: Page, files: Files) -> str:
    """The HTML of a page, whose links to files lead there from wherever the page is."""
    written = posixpath.dirname(page.file.src_uri)
    if posixpath.dirname(page.file.dest_uri) == written:
        return content
    there = {one.dest_uri: one.url for one in files if not one.is_documentation_page()}

    def led(link: re.Match[str]) -> str:
        place = posixpath.normpath(posixpath.join(written, unquote(link[2])))
        if place not in there:
            return link[0]
        return f'{link[1]}="{quote(get_relative_url(there[place], page.url))}'

    return _TAG.sub(lambda tag: _LINK.sub(led, tag[0]), content)
