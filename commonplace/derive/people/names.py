"""Names of persons: recognising them, comparing spellings, and taking them apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TITLES = frozenset("dr doctor mr mrs ms miss prof professor sir dame".split())
_INITIALS = re.compile(r"[A-Z]{2,3}|(?:[A-Z]\. ?){2,3}")
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
#: First names that many people have.
FIRST_NAMES = frozenset(
    """
    aaron abby abigail adam adrian ahmed aidan akira alan albert alejandro alex alexander
    alexandra alexis alfred ali alice alicia alison allison alyssa amanda amelia amir amy
    ana anders andre andrea andreas andrei andrej andrew andy angela anil anita anjali ann
    anna anne annie anthony antoine anton antonio ari arjun arthur arun ashish ashley
    barbara barry beatrice ben benjamin bernard beth betty bill björn bob boris brad brandon
    brenda brendan brett brian bruce bruno bryan caitlin cameron carl carla carlos carol
    caroline catherine cathy cecilia charles charlie charlotte chelsea chen cheng chris
    christian christina christine christopher claire clara claudia colin connor craig
    cynthia dan dana daniel daniela danielle danny daphne dario darren dave david deborah
    debra deepak demis denis dennis derek diana diane diego dieter dirk dmitri dmitry
    dominic don donald donna dora doris dorothy doug douglas duncan dylan ed eddie edgar
    edith eduardo edward elaine elena eli elias elizabeth ella ellen emily emma enrique eric
    erica erik erin ernest esther ethan eugene eva evan evelyn fabian fatima federico felix
    fernando filip finn fiona florian frances francesca francis francisco frank franz fred
    frederick gabriel gareth gary gavin geoff geoffrey george georgia gerald gerard giovanni
    glenn gloria gordon graham greg gregory greta guido guillaume gustav hannah hans harold
    harriet harry hassan heather hector heidi helen helena henrik henry herbert hiroshi
    holly howard hugh hugo ian ibrahim igor ilya ines ingrid irene iris isaac isabel
    isabella ivan jack jackie jacob jacques jaime jake james jamie jan jane janet jared
    jasmine jason javier jay jean jeff jeffrey jennifer jenny jeremy jerome jerry jess jesse
    jessica jill jim jimmy joan joanna joe joel johan johann johannes john johnny jon jonas
    jonathan jordan jorge jose joseph josh joshua joy juan judith judy julia julian julie
    julien jun jürgen justin kai kamal karen karim karl kate katherine kathleen kathryn
    kathy katie katja keith kelly ken kenneth kenji kevin kim kirsten klaus kristen kumar
    kurt kyle lance lara larry lars laura lauren laurence lawrence lea leah lee leo leon
    leonard leslie liam lily linda lisa liz lorenzo louis louise luca lucas lucia lucy luis
    luke lydia madeline magnus manuel marc marcel marco marcus margaret maria marianne marie
    marina mario marion marissa mark marta martha martin mary mason mateo matt matteo
    matthew matthias maurice max maya megan mei melanie melissa mia michael michel michelle
    miguel mike mikhail milan mira miriam mohamed mohammad mohammed molly monica morgan
    nadia nancy naomi natalia natalie nathan neil nicholas nick nicola nicolas nicole nigel
    niklas nikolai nina noah noam nora olaf oliver olivia olga omar oscar osama otto owen
    pablo paige pamela paolo pat patricia patrick paul paula pavel pedro peggy penelope
    peter phil philip philippe pierre pieter piotr priya rachel rafael rahul raj rajesh
    ralph ramon randy raphael raul ravi ray raymond rebecca regina reid rené ricardo richard
    rick rob robert roberta roberto robin rodney roger roland ron ronald rosa rose ross roy
    russell ruth ryan sally sam samantha samir samuel sandra sanjay sara sarah scott sean
    sebastian sergei sergey sergio shane shannon sharon shawn sheila shirley simon simone
    sofia sonia sophia sophie stacy stefan stella stephanie stephen steve steven stewart
    stuart sue susan suzanne sven sylvia takeshi tamara tanya tara ted teresa terence terry
    theo theodore theresa thomas tim timothy tina tobias todd tom tommy tony tracy travis
    tyler ursula valerie vanessa vera veronica victor victoria vijay vikram vincent viktor
    vladimir walter wanda wei wendy werner wilhelm will william wolfgang xavier yan yann
    yasmin yoshua yuki yuri yusuf yves yvonne zach zachary zoe
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
    if not is_short(short):
        return False
    full = [folded(word) for word in _words(name)]
    if len(full) < 2 or len(full[-1]) < 2:
        return False
    if _INITIALS.fullmatch(short):
        return re.sub(r"[. ]", "", short).lower() == "".join(word[0] for word in full)
    return [folded(word) for word in _words(short)] == [full[0], full[-1][0]]


def is_short(name: str) -> bool:
    """Whether a label is of initials, or a first name with an initial.

    >>> [is_short(name) for name in ("OQ", "Orla Q.", "Orla", "Orla Quist")]
    [True, True, False, False]
    """
    words = _words(name)
    return bool(_INITIALS.fullmatch(name)) or (len(words) == 2 and len(folded(words[1])) == 1)


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
