"""The names of files that a blog engine writes above code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonplace.markup.blocks import fenced
from commonplace.model import Edit

_TITLE = re.compile(
    r"(?:\A|[\s{,:])(?:title|filename|file|fileName)=(?:\"(?P<a>[^\"`\n]{1,200})\"|'(?P<b>[^'`\n]{1,200})'"
    r"|(?P<c>[^\s\"'`{},]{1,200}))"
)


def code_titles(text: str) -> Iterator[Edit]:
    """The name of a file above the code that is from it.

    >>> [edit.after for edit in code_titles('```js title="a/b.js"\\nx\\n```')]
    ['`a/b.js`\\n\\n']
    """
    for _, inside in fenced(text) if "```" in text or "~~~" in text else ():
        for one in inside:
            found = _TITLE.search(one.info)
            quoted = one.lead.replace(">", "").strip()
            if found and not quoted:
                name = found["a"] or found["b"] or found["c"]
                blank = f"{one.lead.rstrip()}\n"
                above = text[: max(0, one.start - 1)].rpartition("\n")[2]
                # A line above would have the name in its paragraph.
                gap = blank if above.replace(">", "").strip() else ""
                yield Edit(one.start, one.start, f"{gap}{one.lead}`{name}`\n{blank}")
