"""Persons that the documents name in full, where nobody has listed any.

Two words with capitals may be a person, a firm or a town. What tells a person are the words
around, that somebody says or is introduced, and a first name that many have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from commonplace.derive.first_names import FIRST_NAMES
from commonplace.derive.general_english import commonness
from commonplace.derive.matching import Matcher
from commonplace.derive.people.names import folded, is_name, key
from commonplace.derive.places import PLACES
from commonplace.derive.stopwords import FILLER, SAYING
from commonplace.model import Alias, Document, Each, Entry, Library, in_turn

#: Named in so many documents, or passages, somebody is worth a page.
DOCUMENTS, PASSAGES = 2, 3
#: So many signs of a person outweigh that all words of the name are usual ones.
_SURE = 3
#: A document whose title is a name is about a person who so often does something in it.
_ABOUT = 5
#: A name of which every word is as common as this, on the Zipf scale, may be a thing.
_COMMON = 4.0
#: Shorter family names are others, with a letter more: "Lee", "Leek".
_FAMILY = 5
#: How many characters before a name and behind it say what it is.
_REACH = 48

_PART = r"[^\W\d_a-z][^\W\d_A-Z]+(?:[-'’][^\W\d_a-z][^\W\d_A-Z]+)?"
#: Words that have a capital at the head of a sentence, before a name.
_NO_FIRST = (
    r"(?!(?:As|The|In|But|And|When|If|Then|So|With|By|For|After|Before|While|Since|Also|Even|Did|Does"
    r"|Is|Was|Thanks|Thank|Hi|Hello|Hey|Dear|Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Like|Now|Here|Our|My|That"
    r"|This|What|Where|Who|How|Why|Like|From|To|Of|On|At|Or|Not|Yes|No|Because|Although|Though) )"
)
_FULL = re.compile(
    rf"(?<![\w.@#/-]){_NO_FIRST}(?P<name>{_PART}(?: [^\W\d_a-z]\.)?"
    rf"(?: (?:van|von|de|der|den|di|da|del|la|bin|al)){{0,2}} {_PART})(?![\w@/-])"
)
_BEFORE = re.compile(
    r"(?:\b(?:joined by|with us|guest(?: is)?|hosts?,?|(?:I['’]m|I am|my name is|this is)"
    r"|welcome,?|interview(?:ed|ing)? (?:with |by )?"
    r"|(?:talk|talked|spoke|conversation|chat|speaking) (?:with|to)"
    r"|met|Dr\.?|Prof\.?|Professor|Mr\.?|Mrs\.?|Ms\.?|Sir|[Ww]ritten by|author|researchers?"
    r"|professor|scientist|founder|CEO|thank you,?|thanks,?|hi,?|hello,?|colleagues?"
    r"|friend) )\Z"
)
_INTRODUCED = re.compile(
    r"(?:joined by|guests?(?: today)? is|your host,?|my guest,?|[Ii]nterview with)\s\Z"
)
_BEHIND = re.compile(
    r"(?:,? who\b|, welcome\b| (?:and|&) (?:colleagues|others|co)\b| et al\b"
    r"|['’]s (?:paper|essay|book|talk|post|work|group|lab|team|view|idea)"
    rf"| (?:{'|'.join(sorted(SAYING))})\b"
    r"| (?:proposed|spoke|joined|led|studied)\b)"
)
#: What is called after a person, or made up: "the Otto Vale Institute", "at Ada Perch".
_CALLED_AFTER = re.compile(
    r"(?:['’]s)?(?: [A-Z][\w-]+){0,2} (?:Institute|University|College|School|Hospital|Foundation"
    r"|Prize|Award|Medal|Cent(?:er|re)|Library|Museum|Lab(?:s|oratory)?|Stadium|Airport|Street"
    r"|Lecture|Fellowship|Fund|Company|Inc|Corporation|Group|Theorem|Act)\b"
    r"| (?:books?|novels?|movies?|films?|series|characters?|fans?|universe|world|franchise)\b"
)
#: "Albert Otto" is half of "Albert Otto Vale".
_FAMILY_NAME = re.compile(rf" (?P<name>{_PART})(?![\w@/-])")
_AT = re.compile(r"\b(?:at|into) \Z")
_ARTICLE = r"(?:[Tt]he|[Aa]n?|[Oo]ur|[Ii]ts|[Tt]his|[Ee]ach|[Ee]very|[Aa]nother)"
_WELCOME = re.compile(r", (?:welcome|thank)\b")
_NO_PERSON = frozenset(
    """
    street road avenue university college institute school hall lab labs group team company
    corporation bank foundation museum press journal magazine times post review science
    sciences learning model models network networks data systems system research engineering
    language intelligence conference summit award prize day week month year world house park
    bridge river lake mountain island valley city county state north south east west new old
    saint san los las great big first second monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november
    december christmas easter google microsoft apple amazon facebook meta openai deepmind
    twitter youtube reddit wikipedia law laws act theory theorem equation algorithm method
    transformer transformers attention search web cloud studio software hardware framework
    project program computer machine deep neural reinforcement part chapter figure table
    section appendix band song songs album orchestra records choir the and or but so if in
    on at by for from to with
    """.split()
)


@dataclass(kw_only=True)
class _Seen:
    """Where a name stands, and how many signs there are that it is a person's."""

    documents: set[str] = field(default_factory=set)
    passages: set[str] = field(default_factory=set)
    signs: int = 0
    things: int = 0
    introduced: bool = False
    spellings: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The most used spelling, or the longest of those."""
        return min(self.spellings, key=lambda name: (-self.spellings[name], -len(name), name))


def proposals(
    library: Library, known: Sequence[Entry] = (), each: Each = in_turn
) -> tuple[Entry, ...]:
    """Persons whom the documents name in full and none of the `known` entries means.

    Those whom most documents and passages name come first. They are named in two documents or
    three passages, of which fewer do where the name or what stands around it leaves no doubt,
    or introduced, and something says that they are persons. Who is credited or speaks needs
    no proposal.
    """
    credited = {key(c.name) for d in library.documents for c in d.people}
    credited |= {key(name) for d in library.documents for name in d.speakers}
    matcher = Matcher(known)
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for document, found in zip(library.documents, each(_names, library.documents), strict=True):
        for name, address, signs, thing, introduced in found:
            one = seen[key(name)]
            one.documents.add(document.address)
            one.passages.add(address)
            one.signs += signs
            one.things += thing
            one.introduced = one.introduced or introduced
            one.spellings[name] = one.spellings.get(name, 0) + 1
    people = [
        (-len(one.documents), -len(one.passages), -one.signs, one.name)
        for spelled, one in seen.items()
        if spelled not in credited and _is_person(spelled, one)
    ]
    names = [name for *_, name in sorted(people) if not matcher.find(name)]
    return tuple(_with_misspellings(names, credited))


def _with_misspellings(names: Sequence[str], credited: Iterable[str]) -> Iterator[Entry]:
    """The names as entries; one that another is, but for a letter, is its alias.

    The more usual names come first. What misspells somebody `credited` is nobody else.
    """
    aliases: dict[str, list[str]] = {}
    for name in names:
        if any(_misspells(key(name), other) for other in credited):
            continue
        right = next((other for other in aliases if _misspells(key(name), key(other))), None)
        if right is None:
            aliases[name] = []
        else:
            aliases[right].append(name)
    for name, wrong in aliases.items():
        yield Entry(name=name, aliases=tuple(Alias(text=one) for one in wrong))


def _misspells(one: str, other: str) -> bool:
    """Whether two names differ by a letter that one of their family names has more.

    >>> _misspells("otto effrin", "otto efrin"), _misspells("otto hansen", "otto hanson")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    first, _, family = short.rpartition(" ")
    if len(long) != len(short) + 1 or len(family) < _FAMILY or not long.startswith(f"{first} "):
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(len(first) + 1, len(long)))


def _is_person(name: str, one: _Seen) -> bool:
    often = len(one.documents) >= DOCUMENTS or len(one.passages) >= PASSAGES
    usual = all(commonness(word) >= _COMMON for word in name.split())
    first = name.split()[0] in FIRST_NAMES
    if first:
        often = often or max(len(one.passages), one.signs) >= PASSAGES - 1
    sure = first or one.signs >= (_SURE if usual else 2)
    mostly_things = one.things * 2 >= sum(one.spellings.values())
    return sure and not mostly_things and (one.introduced or often)


def _names(document: Document) -> tuple[tuple[str, str, int, bool, bool], ...]:
    """Each full name in a document, its passage, the signs of a person there, whether it is
    that of a thing, and whether it introduces somebody."""
    about = _is_about(document)
    return tuple(
        (name, f"{document.address}#{passage.anchor}", signs, thing, introduced)
        if name != about
        else (name, f"{document.address}#{passage.anchor}", _SURE, False, True)
        for passage in document.passages
        for name, signs, thing, introduced in _in_text(passage.text)
    )


def _is_about(document: Document) -> str:
    """Whom a document is about: its title, if it goes on with the family name alone.

    A word that is written small as well, or has an article, is no family name: "the Mill was".
    """
    title = _FULL.fullmatch(document.title)
    if not title:
        return ""
    first, _, family = title["name"].rpartition(" ")
    before = rf"(?P<first>{re.escape(first.split()[-1])}\s)?(?P<article>{_ARTICLE}\s)?"
    does = re.compile(
        rf"(?<![\w-]){before}{re.escape(family)}(?:['’]s|\s(?:was|had|did|died|became|began|wrote"
        rf"|{'|'.join(sorted(SAYING))}))\b"
    )
    small = re.compile(rf"(?<![\w-]){re.escape(family.lower())}(?![\w-])")
    alone = 0
    for passage in document.passages:
        if small.search(passage.text):
            return ""
        for found in does.finditer(passage.text):
            alone += -1 if found["article"] else not found["first"]
    usual = first.lower() not in FIRST_NAMES and commonness(family.lower()) >= _COMMON
    return document.title if alone >= _ABOUT and not usual else ""


def _is_family(match: re.Match[str]) -> bool:
    return folded(match["name"]) not in _NO_PERSON and not _CALLED_AFTER.match(
        match.string, match.start()
    )


def _in_text(text: str) -> Iterator[tuple[str, int, bool, bool]]:
    for match in _FULL.finditer(text):
        name, end = match["name"], match.end()
        words = name.split()
        family = _FAMILY_NAME.match(text, end)
        if family and {folded(word) for word in words} <= FIRST_NAMES and _is_family(family):
            name, end = name + family[0], family.end()
            words = name.split()
        while len(words) > 2 and words[0].lower() in FILLER:
            words = words[1:]
        lower = [word.lower() for word in words]
        if (
            not is_name(name)
            or not _NO_PERSON.isdisjoint(lower)
            or lower[0] in FILLER
            or lower[0] == lower[-1]
            or lower[0].endswith("ing")
            or tuple(lower) in PLACES
            or ((lower[-1],) in PLACES and lower[0] not in FIRST_NAMES)
        ):
            continue
        before = text[max(0, match.start() - _REACH) : match.start()]
        behind = text[end : end + _REACH]
        signs = bool(_BEFORE.search(before)) + bool(_BEHIND.match(behind))
        thing = bool(_AT.search(before) or _CALLED_AFTER.match(behind))
        yield name, signs, thing, bool(_INTRODUCED.search(before) or _WELCOME.match(behind))
