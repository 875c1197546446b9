"""Every reason for or against a line of the timeline, with what it weighs."""

from __future__ import annotations

from typing import NamedTuple


class Sign(NamedTuple):
    """One reason for or against an event, in words, and what it weighs."""

    words: str
    weight: float


LISTED = Sign("a line of a table of years", 3.0)
HAPPENED = Sign("a verb for something that happened, beside the date", 2.0)
ELSEWHERE = Sign("a verb for something that happened, further away", 0.75)
EQUATED = Sign("the date is said to be that of a thing", 1.5)
PAST = Sign("told in the past", 0.5)
NAME = Sign("a name", 1.0)
NAMES = Sign("several names", 1.5)
KNOWN = Sign("a person or topic of the vocabulary", 1.0)
DAY = Sign("known to the day", 1.0)
MONTH = Sign("known to the month", 0.75)
FIRST = Sign("the sentence begins with its date", 0.25)
LENGTH = Sign("a sentence of a good length", 0.5)
SHORT = Sign("too few words to stand alone", -1.5)
BRIEF = Sign("few words, but a name and what happened", -0.5)
LONG = Sign("a long sentence", -1.0)
ENDLESS = Sign("a very long sentence", -2.0)
QUESTION = Sign("a question", -3.0)
ME = Sign("about the speaker", -2.0)
ASIDE = Sign("about the speakers, further away", -0.5)
CAREER = Sign("about the speaker, to whom something happened", -1.0)
MY_LIFE = Sign("out of the speaker's own life", -3.5)
OUR_LIFE = Sign("out of the speakers' own life", -2.5)
US = Sign("about the speakers", -1.25)
DOUBT = Sign("the speaker doubts", -0.5)
FILLER = Sign("filling words", -0.25)
FUTURE = Sign("about the future", -2.5)
IMAGINED = Sign("imagined", -1.0)
SHOW = Sign("about the recording itself", -1.5)
DANGLING = Sign("begins with a word that points back", -1.75)
LEANING = Sign("begins so even with the sentence before", -0.75)
ANNOUNCES = Sign("only leads to what comes behind its colon", -0.75)
CORRECTED = Sign("a second thought on the date that the sentence before gives", -2.0)
NAMELESS = Sign("about the speakers, and names nothing", -0.75)
OF_BEFORE = Sign("says what something was of which the text has told", -2.0)
RESOLVED = Sign("a date that had to be worked out", -0.5)
STRETCH = Sign("a stretch of time", -0.75)
NOW = Sign("about the time of speaking", -1.0)
NAMED_AFTER = Sign("the date belongs to a name", -1.0)
DATES_A_THING = Sign("the date is that of a thing: the champion of 2016", -2.5)
ABOUT_TEXT = Sign("about a text or its page", -1.5)
BRACKET = Sign("the date stands in brackets", -2.0)
SCENE = Sign("the date only sets the scene", -1.5)
FRAGMENT = Sign("a clause without the one that it belongs to", -4.0)
QUOTED = Sign("the middle of a quotation", -2.5)
CROWD = Sign("another date in the sentence, and no verb beside this one", -1.0)
LIMIT = Sign("a date by which, not on which", -1.0)
NOT_UNTIL = Sign("what did not happen before the date", -1.5)
