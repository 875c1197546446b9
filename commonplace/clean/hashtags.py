"""Tags in running text (`#mud`), which note-taking programs take for topics of the note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from commonplace.clean.queries import queries
from commonplace.markup import tex
from commonplace.markup.blocks import addresses, touched, verbatim
from commonplace.markup.withheld import joined

#: A tag stands behind a space and begins with a letter; `#1`, `#ff8800` and `#include` are none.
_TAG = re.compile(
    r"(?<![^\s(])#(?![0-9A-Fa-f]{3,8}(?![\w/-])|(?:include|define|if|ifdef|ifndef|endif|else|pragma"
    r"|region|endregion|todo|tbd|fixme|wip)(?![\w/-]))"
    r"(?P<name>[^\W\d_][\w/-]{0,60})(?=[\s.,;:!?)\]]|\Z)",
    re.I,
)
#: A line that has a name for the tags and nothing else.
_LINE = re.compile(
    r"^[ \t]{0,12}(?:[-*+][ \t]{1,4})?(?:\*\*|__)?(?:tags?|topics?|keywords?)"
    r"(?:\*\*|__)?:{1,2}(?:\*\*|__)?"
    r"(?:[ \t]{1,4},?[ \t]{0,4}#\w[\w/-]{0,60},?){1,30}[ \t]*(?:\n|\Z)",
    re.I | re.M,
)
#: What only such programs write: links to notes, callouts, properties.
_SURE = re.compile(
    r"!?\[\[[^\[\]\n]{1,200}\]\]|^[ \t]{0,3}>[ \t]?\[![A-Za-z]"
    r"|^[ \t]{0,12}(?:[-*+] )?[A-Za-z][\w-]{1,30}:: \S",
    re.M,
)
_MOST = 30  #: tags of a note that are its topics


def lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that say the tags of a note, outside code.

    >>> text = "# Newts\\n\\ntags: #mud #old/weirs\\nWords.\\n"
    >>> [text[start:end] for start, end in lines(text)]
    ['tags: #mud #old/weirs\\n']
    """
    code = verbatim(text) if "#" in text else []
    for found in _LINE.finditer(text) if "#" in text else ():
        if not any(touched(*found.span(), code)):
            yield found.span()


def tags(text: str) -> Iterator[str]:
    """The tags in a text of a note-taking program; none in another.

    >>> list(tags("See [[Newts]] #mud, #1 and `#x`.")), list(tags("See newts #mud."))
    (['mud'], [])
    """
    if "#" not in text:
        return
    said = list(lines(text))
    if not said and not _SURE.search(text):
        return
    asked = [edit[:2] for edit in queries(text)]
    shut = list(joined([*verbatim(text), *addresses(text), *tex.spans(text), *asked]))
    found = (one for one in _TAG.finditer(text) if not any(touched(*one.span(), shut)))
    yield from (one["name"].strip("/-") for one in islice(found, _MOST))
