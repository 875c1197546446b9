"""The words that cleaning puts into passages, in the language of the site.

Cleaning knows no language, so that its results can be kept for any. Its words are English, and
stand in few places that nothing else of a passage looks like.
"""

from __future__ import annotations

from html import escape

from commonplace.markup.video import UNTITLED
from commonplace.model.texts import ENGLISH, Texts, noted

_HEARD = ' class="cp-corrected" tabindex="0" title="'
#: What stands before and behind the words.
_PLACES = (
    *((">", words, "</a></figcaption>") for words in UNTITLED.values()),
    (_HEARD, noted("heard:"), " "),
)


def in_language(passage: str, texts: Texts) -> str:
    """A passage's finished HTML with our words in it in a language.

    >>> german = Texts(language="de", table={"heard:": "verstanden:"})
    >>> in_language('<b class="cp-corrected" tabindex="0" title="heard: newt">Newt</b>', german)
    '<b class="cp-corrected" tabindex="0" title="verstanden: newt">Newt</b>'
    """
    if texts == ENGLISH:
        return passage
    for before, words, behind in _PLACES:
        passage = passage.replace(
            f"{before}{words}{behind}", f"{before}{escape(texts.say(words))}{behind}"
        )
    return passage
