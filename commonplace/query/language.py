"""What both engines must know about the query language, written only here.

The browser gets it from `browser/search/language.js`, which
`commonplace.render.scripts.language` writes: every name in capitals, and the messages.
"""

from __future__ import annotations

from enum import StrEnum

from commonplace.analysis import stop_words

#: Fields that hold words; a plain word is looked for in several of them.
WORD_FIELDS = frozenset({"text", "title", "heading", "speaker", "author", "by", "topic"})
#: Those that hold names, of which each can be asked for as a whole.
NAME_FIELDS = frozenset({"speaker", "author", "topic"})
#: The fields that another name stands for: a page's are those that say what it is about.
TOGETHER = {"by": ("speaker", "author"), "page": ("title", "about")}
FILTERS = frozenset({"kind", "year", "after", "before"})
KINDS = ("post", "transcript")
DEEPEST = 20  #: brackets within brackets
SHORTEST_TYPED = 3  #: letters of a word being typed from which it counts as a prefix
SHORTEST_CORRECTED = 4  #: letters of a word that is corrected, at least
MOST_EDITS = 2  #: between a word and what it is corrected to, if it is long
EXPLAINED = 0.25  #: what another name counts that texts explain: half a score
LONGEST_SHORT = 6  #: letters of a word from which no more than one edit leads to another

#: By the field of a word, or "" for none, the fields that hold words as written.
#: Names are often only in the speaker's field.
WRITTEN = {
    "": ("words", "speaker", "author"),
    "text": ("words",),
    "speaker": ("speaker",),
    "author": ("author",),
    "by": ("speaker", "author"),
    "topic": ("topic",),
}

#: Words that carry grammar and no subject. They are indexed, for phrases, and asked
#: for where nothing else is; among other words they do not count.
STOP_WORDS = frozenset(
    (
        "a about after against all also am among an and any anybody anyone anything are aren't "
        "as at be because been before being between both but by can can't cannot could couldn't "
        "did didn't do does doesn't doing don't done down during each either else ever every "
        "everybody everyone everything except few for from further had hadn't has hasn't have "
        "haven't having he he'd he'll he's her here hers herself him himself his how how's "
        "however i i'd i'll i'm i've if in into is isn't it it's its itself just let's like "
        "many may me might more most much must my myself no nobody nor not nothing of off on "
        "once one only or other ought our ours ourselves out over own per quite rather same "
        "shall she she's should shouldn't since so some somebody someone something such than "
        "that that's the their theirs them themselves then there there's these they they'd "
        "they'll they're they've this those though through thus to too under unless until up "
        "upon us very was wasn't we we'd we'll we're we've well were weren't what what's "
        "whatever when where where's whether which whichever while who who's whoever whom whose "
        "why will with within without won't would wouldn't yet you you'd you'll you're you've "
        "your yours yourself yourselves"
    ).split()
)


def is_stop_word(word: str, language: str = "") -> bool:
    """Whether a word is a stop word of a language, empty for English.

    >>> is_stop_word("the"), is_stop_word("der"), is_stop_word("der", "de")
    (True, False, True)
    """
    return word in (stop_words.STOP_WORDS[language] if language else STOP_WORDS)


class Message(StrEnum):
    """What is wrong with a query; `{}` stands for the piece of it that is wrong."""

    UNCLOSED_QUOTE = "A quotation mark is not closed"
    UNCLOSED_BRACKET = "A bracket is not closed"
    UNOPENED_BRACKET = "A closing bracket has no opening bracket"
    TOO_DEEP = "The brackets are nested too deeply"
    LONE_FIELD = "{}: has no word after it"
    LONE_NOT = "NOT has nothing after it"
    NO_FIELD = f"There is no field {{}} (the fields are {', '.join(sorted(WORD_FIELDS | FILTERS))})"
    NO_KIND = f"There is no kind {{}} (the kinds are {' and '.join(KINDS)})"
    NO_YEAR = "{} is not a year such as 2024"
    NO_DATE = "{} is not a date such as 2024"
    NO_LETTER = "{} needs a letter before * or ?"
    #: Follows any of them.
    PLAIN_WORDS = "{}, so these are searched as plain words."
