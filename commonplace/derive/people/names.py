"""Names of persons: recognising them, comparing spellings, and taking them apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TITLES = frozenset("dr doctor mr mrs ms miss prof professor sir dame".split())
_BEHIND = frozenset("jr sr ii iii iv phd md esq".split())
_PARTICLES = frozenset("af al bin da de del den der di dos du el ibn la le ten ter van von".split())
# Words that names of shows, firms and labels have, and those of persons do not.
_NO_NAMES = frozenset(
    """
    ad ads ai all and announcer anonymous anonymus another app assistant audience blog board both
    bot break caller channel chatbot chatgpt claude clip co commercial company conversation corp
    crowd daily digest editor editorial editors everyone everybody facilitator female foundation
    gemini gpt group guest guests host hosts i inc info institute interviewee interviewer intro
    lab labs learning llc ltd magazine male man media member moderator multiple music narration
    narrator network news newsletter of operator outro panel panelist participant person podcast
    podcasts presenter press producer question questioner radio recording redaction reporter
    research show showrunner siri speaker speakers sponsor staff station student studio studios
    talk team tech the transcriber translator tv unidentified university unknown various
    video voice voiceover weekly with woman
    """.split()
)
#: First and family names that are words, months, places or things too.
WORDS = frozenset(
    """
    ace alexa amber an angel april art august austin autumn back bank banks base bass bell best
    bill bird bishop black bliss book booker bot branch brook brown buck burns case cash chance
    charity chase chip christian church clay cliff cloud code cook cooper core dale dallas dash
    dawn day dean do drew dollar duke earl early east eve faith fan field fields fish fisher ford
    forest fox frank french gene ginger glen gold good grace grant gray green grey guy hall
    harmony hart heart hill ho holiday home hood hope house houston hunter ivy jack jade jasmine
    jay jordan joy judge june justice kay key king kit knight lake lance lane law lee light lily
    link little long love lucky ma major mark marks martin mason master max may melody mercury
    mercy mike miles miller moon more morning no noble north oak olive page pages paris park
    parker pat patience penny pepper phoenix piper plant pool pope porter post power price
    prince prudence quick rain rand ray reed reef rich river robin rock rod rose ruby rush rusty
    sage sand savage sharp short silver sky small smart so song south spring star stark sterling
    stone storm strong sue summer sun swift tanner taylor temple terry to tony trinity trip
    van victor violet virginia wade walker wall ward waters way weaver weeks wells west white wild
    will willow winter wise wolf wood woods word words york you young
    """.split()
)

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’‘.-](?=[^\W_]))*")
_BRACKET = re.compile(r"\s*[(\[].*|\s*,.*", re.S)


def is_name(text: str) -> bool:
    """Whether a credit or a label names a person, not a show, a company or a role.

    >>> [is_name(name) for name in ("Ana de la Cruz", "gwern", "Speaker 1", "Tea: a Podcast")]
    [True, True, False, False]
    """
    words = _words(text)
    plain = _BRACKET.sub("", text)
    if not words or len(words) > 6 or re.search(r"[\d:/@&|!?\"“”]", plain):
        return False
    if any(folded(word) in _NO_NAMES for word in words):
        return False
    if len(words) == 1:
        return len(words[0]) > 1
    return all(
        word[0].isupper() or not word[0].islower() for word in (words[0], words[-1])
    ) and all(not word[0].islower() or folded(word) in _PARTICLES or "'" in word for word in words)


def key(name: str) -> str:
    """What the spellings of one person's name have in common.

    Titles, what follows a comma or bracket, initials between names, case and accents
    do not count.

    >>> key("Dr. José M. Núñez (host)"), key("jose nunez, PhD")
    ('jose nunez', 'jose nunez')
    """
    words = [folded(word) for word in _words(name)]
    inner = [word for word in words[1:-1] if len(word) > 1]
    return " ".join([*words[:1], *inner, *words[1:][-1:]])


def shortens(short: str, name: str) -> bool:
    """Whether a label of initials, or a first name with an initial, fits a full name.

    >>> [shortens(short, "Orla Quist") for short in ("OQ", "Orla Q.", "Orla B.", "Orla", "O")]
    [True, True, False, False, False]
    """
    full = [folded(word) for word in _words(name)]
    if len(full) < 2 or len(full[-1]) < 2:
        return False
    if re.fullmatch(r"[A-Z]{2,3}|(?:[A-Z]\. ?){2,3}", short):
        return re.sub(r"[. ]", "", short).lower() == "".join(word[0] for word in full)
    words = [folded(word) for word in _words(short)]
    return len(words) == 2 and len(words[1]) == 1 and words == [full[0], full[-1][0]]


def parts(name: str) -> tuple[str, ...]:
    """The first name and the family name, as written; nothing for a name of one word.

    A particle of the family name may come before it, so both forms are given.

    >>> parts("Dr. Ana de la Cruz"), parts("gwern")
    (('Ana', 'Cruz', 'de la Cruz'), ())
    """
    words = _words(name)
    if len(words) < 2:
        return ()
    first = len(words) - 1
    while first > 1 and folded(words[first - 1]) in _PARTICLES:
        first -= 1
    family = words[-1:] if first == len(words) - 1 else [words[-1], " ".join(words[first:])]
    return tuple(word for word in (words[0], *family) if len(word) > 1)


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """A name without case, accents and dots."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(
        letter for letter in plain if not unicodedata.combining(letter) and letter != "."
    )


def _words(name: str) -> list[str]:
    """The words of a name without titles, degrees and what follows a comma or bracket."""
    words = [match[0] for match in _WORD.finditer(_BRACKET.sub("", name))]
    while len(words) > 1 and folded(words[0]) in _TITLES:
        words = words[1:]
    while len(words) > 1 and folded(words[-1]) in _BEHIND:
        words = words[:-1]
    return words
