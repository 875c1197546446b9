"""Topics proposed from the words of a library.

A term is proposed if it is frequent here, in many documents, and rare in general English.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import yaml

from commonplace.derive.about import mentions_needed
from commonplace.derive.candidates.acronyms import explained, usual
from commonplace.derive.candidates.partial import cited_names, is_part_of_names
from commonplace.derive.candidates.phrases import (
    Key,
    Singulars,
    Uses,
    added,
    counted,
    sign,
    worth_counting,
)
from commonplace.derive.candidates.stock import stock_places
from commonplace.derive.candidates.twins import joined, twin
from commonplace.derive.candidates.words import TextWords, words_of
from commonplace.derive.first_names import FIRST_NAMES
from commonplace.derive.general_english import commonness
from commonplace.derive.matching import forms, names
from commonplace.derive.places import PLACES
from commonplace.derive.stopwords import GENERIC, NAMED_LIKE_PERSONS, VAGUE
from commonplace.model import Alias, Each, Entry, Library, in_turn

PROPOSED = 60  #: terms at most
#: What part of the best term's score a term has to have, where there are many documents.
_LEAST_SCORE = 0.17
#: How common a word is that a name must not be taken for, on the Zipf scale.
_COMMON_WORD = 4.0
#: How common a word is that alone does not tell what a document is about.
_USUAL_WORD = 4.5

#: Powers of ten by which words have to be more frequent here than in general English:
#: one word of a term at least, on average those of a name and of a phrase, and a word alone.
_MARKED, _NAME, _PHRASE, _ALONE = 0.7, 0.3, 0.75, 1.0
#: Beyond these a word is not rarer or commoner, only unknown to the list or to the documents.
_LEAST, _MOST = -0.5, 2.6
#: From this number of documents on, what is said in all of them tells nothing; and what
#: share of them is nearly all; and how much rarer than general its words count at most.
MANY, _EVERYWHERE, _COMMON_HERE = 10, 0.8, 1.2
#: What a phrase, a name, a word that is neither, and a general term count beside each other.
_PHRASES, _NAMES, _WORDS, _GENERAL = 2.4, 1.5, 0.5, 0.4
#: Powers of ten by which words of a phrase are together more often than by chance.
_TOGETHER = 1.0
#: A name is a person's if something like "says" comes after so many of its uses.
_SAYS = 0.08
#: A term is somebody's own if one speaker of many has so many of its uses.
_OWN = 0.8
#: What a document counts that has a term once; each doubling of its uses adds 1.
_MENTION = 0.1
#: An acronym means a phrase that has this share of the uses of all with its letters.
_ONLY = 0.9
#: A term is about the documents and not in them if so much of it is near their ends.
_HOUSEKEEPING = 0.3


@dataclass(frozen=True, kw_only=True, eq=False)
class _Term:
    """A term, its uses, and how good a topic it may be."""

    key: Key
    uses: Uses
    score: float


def candidates(
    library: Library,
    known: Sequence[Entry] = (),
    each: Each = in_turn,
    persons: Sequence[Entry] = (),
) -> tuple[Entry, ...]:
    """Terms of a library that might be topics, the best first.

    Each has its usual spelling as name, and the others that were seen as aliases. What
    `known` entries name is left out, and so are the `persons`, in full or by a part of their
    name, and the people who speak or write here. `each` applies functions that need one
    document alone.
    """
    documents = list(each(words_of, library.documents))
    frequency: Counter[str] = Counter()
    for words in documents:
        frequency.update(dict(zip(words.lower.split(), words.times, strict=True)))
    excess = _excess(frequency, documents)
    singular = Singulars(frequency)
    said = _signed(documents, excess, singular)
    acronyms = explained(pair for words in documents for pair in words.explained)
    passages = [len(words.passages) for words in documents]
    sizes = [sum(words.passages) for words in documents]
    del documents
    found = added(list(each(counted, said)), passages)
    del said
    joined(found)
    people = _People(library, found, [entry.name for entry in persons])
    number = len(library.documents)
    speakers = [one.speaker for document in library.documents for one in document.passages]
    terms = [
        _Term(key=key, uses=uses, score=_score(key, uses, excess, frequency, number))
        for key, uses in found.items()
        if _is_supported(uses, number, speakers) and not people.name(key, uses)
    ]
    terms = _without_parts([term for term in terms if term.score > 0], singular)
    terms.sort(key=_rank)
    if number > 1:
        terms = _strong(terms, sizes)

    def is_name(word: str) -> bool:
        uses = found.get((singular(word.lower()),))
        return word != word.lower() and (uses is None or uses.is_name)

    shorts = usual(found) | _presumed(terms) | acronyms
    return _entries(terms, shorts, known, is_name)


def as_yaml(entries: Sequence[Entry]) -> str:
    """Entries as YAML, ready to be pasted into `topics.yml`.

    >>> print(as_yaml([Entry(name="tide gauge", aliases=(Alias(text="gauge"),))]), end="")
    - name: tide gauge
      definition: ''
      aliases: [gauge]
    """
    listed = [
        {
            "name": entry.name,
            "definition": entry.definition,
            "aliases": [
                {"as": alias.text, "near": list(alias.near)} if alias.near else alias.text
                for alias in entry.aliases
            ],
        }
        for entry in entries
    ]
    return yaml.safe_dump(
        listed, sort_keys=False, allow_unicode=True, default_flow_style=None, width=100
    )


def _signed(
    documents: Sequence[TextWords], excess: Mapping[str, float], singular: Singulars
) -> list[tuple[TextWords, bytes, bytes]]:
    """Each document with what its terms take from the others, for `counted`."""
    marked = {word for word, more in excess.items() if more >= _MARKED and worth_counting(word)}
    signs = {word: sign(word, word in marked, singular(word)) for word in excess}
    return [
        (words, bytes(signs[word] for word in words.lower.split()), stock)
        for words, stock in zip(documents, stock_places(documents, marked), strict=True)
    ]


def _excess(frequency: Counter[str], documents: Sequence[TextWords]) -> dict[str, float]:
    """By how many powers of ten each word is more frequent here than in general English.

    A word that is in nearly every document counts less, if there are many documents.
    """
    total = frequency.total()
    excess = {
        word: min(_MOST, max(_LEAST, math.log10(count / total * 1e9) - commonness(word)))
        for word, count in frequency.items()
    }
    if len(documents) >= MANY:
        holding = Counter(word for words in documents for word in words.lower.split())
        for word, number in holding.items():
            if number > _EVERYWHERE * len(documents):
                excess[word] = min(excess[word], _COMMON_HERE)
    return excess


def _is_supported(uses: Uses, number: int, speakers: Sequence[str | None]) -> bool:
    """Whether a term is used enough, and by more than one document or speaker.

    `number` is that of the documents, and `speakers` has who speaks in each passage.
    """
    needed = 1 if number < 5 else 2 if number < 20 else 3
    if len(uses.passages) < 2 or len(uses.documents) < needed:
        return False
    own = Counter(speakers[passage] for passage in uses.passages)
    del own[None]
    most = max(own.values(), default=0)
    return number < MANY or most < _OWN * len(uses.passages)


class _People:
    """The people who speak or write in a library, and those it says something about."""

    def __init__(self, library: Library, found: Mapping[Key, Uses], listed: Iterable[str]) -> None:
        credited = (
            name
            for document in library.documents
            for name in (*(credit.name for credit in document.people), *document.speakers)
        )
        named = [re.findall(r"[^\W_]+", name.lower()) for name in (*credited, *listed)]
        named += [[*key] for key, uses in found.items() if _says(uses)]
        named += ([name] for name in cited_names(library))
        named = [words for words in named if len(words) <= 3]
        self._parts = {word for words in named for word in words}
        self._first = {words[0] for words in named if len(words) > 1}

    def name(self, key: Key, uses: Uses) -> bool:
        """Whether a term is a person's name: one of theirs, or one that begins like theirs."""
        first = key[0] in FIRST_NAMES and key[0] not in NAMED_LIKE_PERSONS
        if len(key) > 1:
            of_somebody = key[0] in self._first or key[-1] in self._parts
            full = first and len(key) == 2 and key[1] not in GENERIC and key[1].isalpha()
            return uses.is_name and (of_somebody or full)
        return (key[0] in self._parts or first) and uses.capital > 0.4 * uses.inside


def _says(uses: Uses) -> bool:
    """Whether a name belongs to somebody who says or thinks something."""
    return uses.is_name and uses.saying >= max(2, _SAYS * uses.count)


def _score(
    key: Key, uses: Uses, excess: Mapping[str, float], frequency: Counter[str], documents: int
) -> float:
    """How good a topic a term may be; 0 if it is not one.

    The number of its documents (more uses count more) times the powers of ten by which it is
    more frequent here than in general English.
    """
    if documents >= 5 and uses.edge > _HOUSEKEEPING * uses.count:
        return 0
    more = sum(excess.get(word, 0) for word in key) / len(key)
    weight = 1.0
    if key[-1].endswith("ed") or len(set(key)) < len(key) or VAGUE.issuperset(key):
        return 0
    if uses.is_name and is_part_of_names(key, uses):
        return 0
    if len(key) > 1:
        if more < (_NAME if uses.is_name else _PHRASE) or _by_chance(key, uses, frequency):
            return 0
        weight *= _PHRASES
    elif not uses.is_name:
        if more < _ALONE or not _is_noun(key[0], uses):
            return 0
        weight *= _WORDS
    if uses.is_name:
        weight *= _NAMES
    if key[-1] in GENERIC:
        weight *= _GENERAL
    breadth = sum(math.log2(times) + _MENTION for times in uses.documents.values())
    share = len(uses.documents) / documents
    # What is said in nearly every document does not distinguish any.
    if documents >= MANY and share > 0.5:
        weight *= 1.2 - share if len(key) > 1 or share < _EVERYWHERE else 0
    return breadth * more * weight


def _by_chance(key: Key, uses: Uses, frequency: Counter[str]) -> bool:
    """Whether two words of a phrase meet hardly more often than by chance."""
    total = frequency.total()
    return any(
        math.log10(uses.count * total / (frequency[one] * max(1, frequency[other]))) < _TOGETHER
        for one, other in pairwise(key)
    )


def _is_noun(word: str, uses: Uses) -> bool:
    """Whether the neighbours of a word are mostly those of a noun used on its own."""
    return not (
        word.endswith("ly")
        or uses.verb > 0.2 * uses.count
        or uses.adjective > 0.25 * uses.count
        or uses.before_noun > 0.55 * uses.count
    )


def _without_parts(terms: Iterable[_Term], singular: Singulars) -> list[_Term]:
    """Terms without those that are part of a longer one, or a longer form of a better one.

    Where half the uses of a term are in a longer one, the longer one stays; if they are
    fewer, a phrase stays and the longer one goes.
    """
    every = {term.key: term for term in terms}
    gone: set[Key] = set()
    for key in sorted(every, key=lambda key: (-len(key), -every[key].score, key)):
        for part in _parts(key, singular):
            if part not in every:
                continue
            if 2 * every[key].uses.count >= every[part].uses.count:
                gone.add(part)
            elif len(part) > 1:
                gone.add(key)
    return [term for key, term in every.items() if key not in gone]


def _parts(key: Key, singular: Singulars) -> list[Key]:
    """The terms inside a term, the longest first."""
    return [
        (*key[start : start + size - 1], singular(key[start + size - 1]))
        for size in range(len(key) - 1, 0, -1)
        for start in range(len(key) - size + 1)
    ]


def _strong(terms: Sequence[_Term], sizes: Sequence[int]) -> list[_Term]:
    """The terms that are near the best, of those sorted; and for a document that none of them
    is about the best that one is.

    `sizes` says how many words each document has.
    """
    least = _LEAST_SCORE * terms[0].score if terms else 0
    strong = [term for term in terms if term.score >= least]
    weaker = terms[len(strong) :]
    for document, size in enumerate(sizes):
        needed = mentions_needed(size)
        if not any(term.uses.documents[document] >= needed for term in strong):
            about = (
                term
                for term in weaker
                if term.uses.documents[document] >= needed and _is_telling(term)
            )
            strong += [*about][:1]
    return sorted(dict.fromkeys(strong), key=_rank)


def _is_telling(term: _Term) -> bool:
    """Whether a term is more than a usual word."""
    return len(term.key) > 1 or term.uses.is_name or commonness(term.key[0]) < _USUAL_WORD


def _rank(term: _Term) -> tuple[float, Key]:
    return -term.score, term.key


def _presumed(terms: Iterable[_Term]) -> dict[str, str]:
    """Acronyms among the terms, and the phrases among them that they must stand for.

    That is the only usual phrase with their first letters, where at least half of the
    documents with the acronym have it too, and a third of those with it the acronym.
    """
    phrases: defaultdict[str, list[_Term]] = defaultdict(list)
    shorts: dict[str, Uses] = {}
    for term in terms:
        if len(term.key) > 1:
            phrases["".join(word[0] for word in term.key)].append(term)
        elif term.uses.is_name:
            shorts[_spellings(term.key, term.uses, str.isupper)[0]] = term.uses
    found = {}
    for short, uses in shorts.items():
        same = phrases[short.lower()] if re.fullmatch("[A-Z]{2,6}", short) else []
        best = max(same, key=lambda phrase: phrase.uses.count, default=None)
        every = sum(one.uses.count for one in same)
        if best is None or best.uses.count < max(10, _ONLY * every):
            continue
        both = len(uses.documents.keys() & best.uses.documents.keys())
        if 2 * both >= len(uses.documents) and 3 * both >= len(best.uses.documents):
            found[short] = _distinct(_spellings(best.key, best.uses, str.isupper))[0]
    return found


def _entries(
    terms: Sequence[_Term],
    acronyms: Mapping[str, str],
    known: Sequence[Entry],
    is_name: Callable[[str], bool],
) -> tuple[Entry, ...]:
    """The first of the terms as entries; no two have a name in common."""
    meaning = {form: words for short, words in acronyms.items() for form in forms(short)}
    short_for = {form: short for short, words in acronyms.items() for form in forms(words)}
    taken = {form for entry in known for alias in names(entry) for form in forms(alias.text)}
    entries: list[Entry] = []
    keys = {term.key for term in terms}
    for term in terms:
        if len(entries) == PROPOSED:
            break
        if term.key in PLACES or _is_version(term.key, keys):
            continue
        keys.add(term.key[:-1] if term.key[-1][0].isdigit() else term.key)
        spellings = _spellings(term.key, term.uses, is_name)
        own = {form for spelling in spellings for form in forms(spelling)}
        other = [
            *(meaning[form] for form in sorted(own & meaning.keys())),
            *(short_for[form] for form in sorted(own & short_for.keys())),
        ]
        every = [*spellings, *(name for name in dict.fromkeys(other) if forms(name)[0] not in own)]
        own |= {form for name in every for form in forms(name)}
        same = twin(own, entries)
        if same is not None and own.isdisjoint(taken):
            taken |= own
            aliases = (alias.text for alias in entries[same].aliases)
            entries[same] = _entry(_distinct([entries[same].name, *aliases, *every]))
        elif own.isdisjoint(taken):
            taken |= own
            entries.append(_entry(_distinct(every)))
    return tuple(entries)


def _is_version(key: Key, keys: Set[Key]) -> bool:
    """Whether a term is a version of what another names, or of what has another version."""
    return key[-1][0].isdigit() and key[:-1] in keys


def _entry(spellings: Sequence[str]) -> Entry:
    """An entry by its spellings; in any case, where that leaves no doubt what is meant."""
    name, *others = spellings
    loose = [text.lower() if _unmistakable(text) else text for text in (name, *others)]
    aliases = [text for text in loose if text != name]
    return Entry(name=name, aliases=tuple(Alias(text=text) for text in dict.fromkeys(aliases)))


def _unmistakable(name: str) -> bool:
    """Whether a name in small letters is no common word.

    >>> [_unmistakable(name) for name in ("LLaMA", "Hugging Face", "Apple", "Go")]
    [True, True, False, False]
    """
    words = re.findall(r"[^\W_]+", name)
    plain = len(name) > 2 and not name.isupper()
    return len(words) > 1 or (plain and commonness(name) < _COMMON_WORD)


def _spellings(key: Key, uses: Uses, is_name: Callable[[str], bool]) -> list[str]:
    """How a term is written: first as its key says, then the most usual spelling.

    It is in lower case unless it is a name. If many uses have capitals inside words, as in
    ChatGPT, that is its spelling.
    """
    written: Counter[str] = Counter()
    for spelling, times in uses.written.items():
        written[spelling if uses.is_name else _lower(spelling, is_name)] += times
    inner = {
        spelling
        for spelling, times in written.items()
        if re.search(r"[^\W_][A-Z]", spelling) and times * 10 >= uses.count
    }
    solid = {spelling for spelling in inner if re.search("[a-z][A-Z]", spelling)}
    own = set(forms(" ".join(key)))
    return sorted(
        written,
        key=lambda one: (
            *(one not in solid, one not in inner, own.isdisjoint(forms(one))),
            *(-written[one], one),
        ),
    )


def _lower(spelling: str, is_name: Callable[[str], bool]) -> str:
    """A phrase in lower case, without the names in it."""
    return re.sub(
        r"[^\W_]+", lambda word: word[0] if is_name(word[0]) else word[0].lower(), spelling
    )


def _distinct(spellings: Sequence[str]) -> list[str]:
    """Names that differ in more than case and hyphens, each in its first spelling.

    A plural whose singular is there too is left out, since it is found with it.

    >>> _distinct(["data sets", "Data set", "data-set", "dataset"])
    ['Data set', 'dataset']
    """
    plurals = {form for spelling in spellings for form in forms(spelling)[1:]}
    first: dict[str, str] = {}
    for spelling in spellings:
        first.setdefault(forms(spelling)[0], spelling)
    return [spelling for form, spelling in first.items() if form not in plurals]
