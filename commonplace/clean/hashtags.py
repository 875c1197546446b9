"""Tags in running text (`#mud`), which note-taking programs take for topics of the note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from commonplace.clean.queries import queries
from commonplace.markup import tex
from commonplace.markup.blocks import addresses, touched, verbatim
from commonplace.markup.withheld import joined

#: Formats of what note-taking programs write.
FORMATS = frozenset("jekyll speaker caption-markdown table".split())
#: A tag begins with a letter; `#1`, `#ff8800` and `#include` are none.
_NAME = (
    r"#(?!(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8}|include|import|define|undef|if|ifdef"
    r"|ifndef|elif|endif|else|pragma|region|endregion|todo|tbd|fixme|wip)(?![\w/-]))"
    r"[^\W\d_][\w/-]{0,60}"
)
#: In running text, it stands behind a space.
_TAG = re.compile(rf"(?<![^\s(]){_NAME}(?=[\s.,;:!?)\]]|\Z)", re.I)
#: A line that has a name for the tags and nothing else.
_LINE = re.compile(
    r"^[ \t]{0,12}(?:[-*+][ \t]{1,4})?(?:\*\*|__)?(?:tags?|topics?|keywords?)"
    r"(?:\*\*|__)?:{1,2}(?:\*\*|__)?"
    rf"(?:[ \t]{{1,4}},?[ \t]{{0,4}}{_NAME},?){{1,30}}[ \t]*(?:\n|\Z)",
    re.I | re.M,
)
#: What only such programs write: links to notes, callouts, properties. GitHub has five callouts,
#: without titles; numbers in brackets are lists, and so is what code has there.
_SURE = re.compile(
    r"!?\[\[(?![\d\s.,;-]*\]\])[^\[\]\n]{1,200}\]\]"
    r"|^[ \t]{0,3}>[ \t]?\[!(?!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*$)[A-Za-z]"
    r"|^[ \t]{0,12}(?:[-*+] )?[A-Za-z][\w-]{1,30}:: \S",
    re.M,
)
_MOST = 30  #: tags in the text of a note that are its topics


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
    code, said = verbatim(text), list(lines(text))
    sure = (one for one in _SURE.finditer(text) if not any(touched(*one.span(), code)))
    if not said and not any(sure):
        return
    asked = [edit[:2] for edit in queries(text)]
    shut = list(joined([*code, *addresses(text), *tex.spans(text), *asked]))
    found = [one for one in _TAG.finditer(text) if not any(touched(*one.span(), shut))]
    # The lines go, so all that is in them is kept.
    listed = [one for one in found if any(touched(*one.span(), said))]
    others = (one for one in found if not any(touched(*one.span(), said)))
    yield from (one[0][1:].strip("/-") for one in [*listed, *islice(others, _MOST)])
