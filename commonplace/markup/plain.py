"""Plain text: what is left of a field when nothing in it can be markup."""

from __future__ import annotations

import re

from commonplace.markup.references import REFERENCE, unescape, visible

# Tags that a blog puts into a title for looks. They go; their words stay.
_FORMATTING = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
# What looks like the character that it stands for, and is no markup.
_ANGLES = str.maketrans("<>", "‹›")
_SPACE = re.compile(r"\s+")
# No one escapes a text this often; who does is counting on our patience.
_PASSES = 16


def inert(words: str) -> str:
    """Words that were rendered, on one line, so that `plain` takes none of them for markup.

    >>> inert("The <b> tag\\n and &amp;"), plain(inert("The <b> tag and &amp;"))
    ('The ‹b› tag and ＆amp;', 'The ‹b› tag and ＆amp;')
    """
    words = REFERENCE.sub(lambda found: f"＆{found[0][1:]}", visible(words))
    return _SPACE.sub(" ", words.translate(_ANGLES)).strip()


def plain(text: str) -> str:
    """The words of a field on one line: no markup, nothing invisible, no angle brackets.

    Character references are resolved until none is left, so that what comes out
    means the same in whatever it is put into, and can be escaped for it exactly
    once. Angle brackets that are no formatting become look-alikes.

    >>> plain("A <em>new</em>\\n era: x &amp;lt; y")
    'A new era: x ‹ y'
    >>> plain("<script>alert(1)</script> Q&amp;A\\u202e")
    '‹script›alert(1)‹/script› Q&A'
    """
    for _ in range(_PASSES):
        shorter = _FORMATTING.sub("", visible(unescape(text)))
        if shorter == text:
            break
        text = shorter
    else:
        text = text.replace("&", " ")
    return _SPACE.sub(" ", text.translate(_ANGLES)).strip()
