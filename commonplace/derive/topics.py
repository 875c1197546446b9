"""Topics: the passages that name each, the documents that are about it, and its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import combinations
from math import log

from commonplace.addresses.ledger import NO_LEDGER, Ledger, slugs_of
from commonplace.derive.about import mentions_needed
from commonplace.derive.excerpts import MOST, excerpt, quote_of
from commonplace.derive.matching import Match, Matcher, forms, key, names
from commonplace.derive.sentences import Span, sentences
from commonplace.derive.standing import standing
from commonplace.model import (
    Alias,
    Document,
    Each,
    Entry,
    Library,
    Named,
    Passage,
    Quote,
    Topic,
    in_turn,
)

#: No page for a topic that fewer passages name.
PASSAGES = 2
#: A tag of so many documents is a topic,
TAGGED = 2
#: unless it only says what kind of text they are.
_KINDS = frozenset(
    "post posts blog article articles note notes misc other general uncategorized page episode"
    " episodes podcast podcasts interview interviews transcript transcripts video talk"
    " talks".split()
)
#: The most neighbours of a topic.
NEIGHBOURS = 6
#: Neighbours share at least this many neighbourhoods, of at least so many words each.
SHARED, NEIGHBOURHOOD = 2, 120
#: The least log-likelihood ratio of neighbours: by chance, 1 pair in 20 has it.
LIKELIHOOD = 3.84

#: What else than its text says that a document is about a topic, and how much.
_TITLE, _TAG, _DESCRIPTION, _HEADING, _HEADINGS = 1.0, 1.0, 0.5, 0.25, 0.75
#: No passage counts for more mentions than this.
_IN_A_PASSAGE = 3
#: The best sentence is sought among those of so many mentions in a passage.
_LOOKED_AT = 20

_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass
class _Found:
    """What was found of one entry: its passages, and its mentions in each document."""

    named: list[Named] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    given: dict[str, float] = field(default_factory=dict)
    tagged: int = 0


@dataclass(frozen=True, kw_only=True)
class _Part:
    """What one document says about the entries, by their numbers."""

    words: int
    named: tuple[tuple[int, Named], ...]
    given: tuple[tuple[int, float], ...]
    tagged: frozenset[int]
    neighbourhoods: tuple[frozenset[int], ...]


def tags(library: Library, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The tags that several documents have and that none of the entries means, as entries."""
    taken = {form for entry in entries for alias in names(entry) for form in forms(alias.text)}
    documents: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for document in library.documents:
        for name, tag in {key(tag): tag for tag in document.topics}.items():
            documents[name] += 1
            spellings[name][tag] += 1
    return tuple(
        Entry(
            name=min(spellings[name], key=lambda tag: (-spellings[name][tag], tag)),
            aliases=(Alias(text=name),),
        )
        for name, count in sorted(documents.items())
        if count >= TAGGED and name not in _KINDS and name and taken.isdisjoint(forms(name))
    )


def topics(
    library: Library,
    entries: Sequence[Entry],
    *,
    proposed: bool = False,
    each: Each = in_turn,
    ledger: Ledger = NO_LEDGER,
) -> tuple[Topic, ...]:
    """The entries that at least two passages name, or tags of two documents, by name.

    The order of the entries does not matter. `proposed` says that the build found them.
    """
    ordered = tuple(
        sorted(entries, key=lambda entry: (entry.name.casefold(), entry.name, entry.line))
    )
    found = [_Found() for _ in ordered]
    neighbourhoods: list[frozenset[int]] = []
    words: dict[str, int] = {}
    parts = each(partial(_part, entries=ordered), library.documents)
    for document, part in zip(library.documents, parts, strict=True):
        for number, named in part.named:
            found[number].named.append(named)
            found[number].count[document.address] += min(len(named.places), _IN_A_PASSAGE)
        neighbourhoods.extend(part.neighbourhoods)
        words[document.address] = part.words
        for number, weight in part.given:
            found[number].given[document.address] = weight
        for number in part.tagged:
            found[number].tagged += 1
    kept = [
        number
        for number, one in enumerate(found)
        if len(one.named) >= PASSAGES or one.tagged >= TAGGED
    ]
    slugs = slugs_of("topics", [entry.name for entry in ordered], ledger)
    near = _near(neighbourhoods, kept)
    return tuple(
        Topic(
            slug=slugs[number],
            name=ordered[number].name,
            definition=ordered[number].definition,
            aliases=_aliases(ordered[number]),
            named=tuple(found[number].named),
            weight=_weight(found[number], words),
            near=tuple(slugs[other] for other in near.get(number, ())),
            proposed=proposed,
        )
        for number in kept
    )


def _part(document: Document, entries: tuple[Entry, ...]) -> _Part:
    matcher, labels = _matcher(entries)
    text = _text(document)
    seen = []
    named = []
    for passage in document.passages:
        places = _places(matcher.find(passage.text, text))
        seen.append((len(_WORD.findall(passage.text)), frozenset(places)))
        whole = sentences(passage.text) if places else ()
        for number, of_entry in places.items():
            sentence = _quote(document, passage, whole, of_entry)
            named.append((number, Named(sentence=sentence, places=of_entry)))
    return _Part(
        words=sum(length for length, _ in seen),
        named=tuple(named),
        given=tuple(_given(document, text, matcher, labels).items()),
        tagged=_tagged(document, labels),
        neighbourhoods=tuple(_neighbourhoods(seen)),
    )


@lru_cache(maxsize=2)
def _matcher(entries: tuple[Entry, ...]) -> tuple[Matcher, Mapping[str, int]]:
    return Matcher(entries), _labels(entries)


def _text(document: Document) -> str:
    """All words of a document, where an ambiguous alias looks for the words it needs."""
    return "\n".join(
        [
            document.title,
            document.description,
            *document.topics,
            *document.covered,
            *(passage.text for passage in document.passages),
        ]
    )


def _aliases(entry: Entry) -> tuple[str, ...]:
    """What an entry is called besides its name."""
    own = key(entry.name)
    return tuple(dict.fromkeys(a.text for a in entry.aliases if key(a.text) != own))


def _places(matches: Sequence[Match]) -> dict[int, tuple[tuple[int, int], ...]]:
    """Where each entry is named, by its number."""
    places = defaultdict(list)
    for match in matches:
        places[match.entry].append((match.start, match.end))
    return {number: tuple(places[number]) for number in sorted(places)}


def _quote(
    document: Document,
    passage: Passage,
    whole: Sequence[Span],
    places: Sequence[tuple[int, int]],
) -> Quote:
    """The best sentence that contains a place; of equals, the first.

    `whole` are the passage's sentences. Only the first places are looked at.
    """
    text = passage.text
    spans = dict.fromkeys(_sentence(text, whole, place) for place in places[:_LOOKED_AT])
    best = next(iter(spans))
    if len(spans) > 1:
        best = max(spans, key=lambda span: standing(span.of(text), span.within(places)))
    return quote_of(document, passage, best)


def _sentence(text: str, whole: Sequence[Span], place: tuple[int, int]) -> Span:
    """The sentence that contains a place, or as much of it as can be quoted."""
    first = max(0, bisect_right(whole, place[0], key=lambda span: span.start) - 1)
    last = max(first, bisect_left(whole, place[1], first, len(whole) - 1, key=lambda s: s.end))
    start, end = whole[first].start, whole[last].end
    if end - start <= MOST:
        return Span(start, end)
    cut = excerpt(text[start:end], (place[0] - start, place[1] - start))
    return Span(start + cut.start, start + cut.end)


def _labels(entries: Sequence[Entry]) -> Mapping[str, int]:
    """The entry that each name or its plural means, in any case; one of two entries means none."""
    exact, plural = defaultdict(set), defaultdict(set)
    for number, entry in enumerate(entries):
        for alias in names(entry):
            exact[key(alias.text)].add(number)
            for form in forms(alias.text):
                plural[form].add(number)
    owners = plural | exact
    return {name: min(owner) for name, owner in owners.items() if len(owner) == 1}


def _tagged(document: Document, labels: Mapping[str, int]) -> frozenset[int]:
    """The entries that the tags of a document mean, each by its name, singular or plural."""
    meant = (next(filter(labels.__contains__, forms(tag)), None) for tag in document.topics)
    return frozenset(labels[name] for name in meant if name is not None)


def _given(
    document: Document, text: str, matcher: Matcher, labels: Mapping[str, int]
) -> dict[int, float]:
    """What the title, tags and headings of a document add to the weight of each entry."""
    result: dict[int, float] = defaultdict(float)

    def named(label: str) -> set[int]:
        return {match.entry for match in matcher.find(label, text)}

    tagged = _tagged(document, labels)
    for part, weight in (
        (named(document.title), _TITLE),
        (tagged.union(*map(named, document.topics)), _TAG),
        (named(document.description), _DESCRIPTION),
    ):
        for number in part:
            result[number] += weight
    headings = [*(heading.text for heading in document.headings), *document.covered]
    times = Counter(number for heading in headings for number in named(heading))
    for number, count in times.items():
        result[number] += min(_HEADING * count, _HEADINGS)
    return result


def _weight(found: _Found, words: Mapping[str, int]) -> dict[str, float]:
    """How much each document is about a topic; from 1 on, a reader would say that it is.

    The measure is the number of mentions that a document of this length needs for that. In a
    topic that most documents name, a mention counts half, and in one that hardly any names,
    half as much again.
    """
    share = len(found.count) / (len(words) + 2)
    weights = {}
    for address in sorted({*found.count, *found.given}):
        counted = found.count[address] / mentions_needed(words[address]) * (1.5 - share)
        weights[address] = round(counted + found.given.get(address, 0.0), 3)
    return weights


def _neighbourhoods(seen: Sequence[tuple[int, frozenset[int]]]) -> Iterator[frozenset[int]]:
    """The entries named in each stretch of a document: one long passage, or several short ones."""
    words, together = 0, frozenset[int]()
    for length, named in seen:
        words, together = words + length, together | named
        if words >= NEIGHBOURHOOD:
            yield together
            words, together = 0, frozenset()
    if together:
        yield together


def _near(neighbourhoods: Sequence[frozenset[int]], kept: Sequence[int]) -> dict[int, list[int]]:
    """The neighbours of each entry, the nearest first.

    Neighbours are those found together more often than chance would have it, by Dunning's
    log-likelihood ratio (Computational Linguistics 19, 1993); the order is that of normalised
    pointwise mutual information (Bouma 2009), discounted for small counts (Pantel and Lin 2002).
    """
    pages = frozenset(kept)
    single: Counter[int] = Counter()
    both: Counter[tuple[int, int]] = Counter()
    for named in neighbourhoods:
        here = sorted(named & pages)
        single.update(here)
        both.update(combinations(here, 2))
    total = len(neighbourhoods)
    scored = defaultdict(list)
    for (one, other), together in sorted(both.items()):
        by_chance = single[one] * single[other] / total
        if together < SHARED or together <= by_chance:
            continue
        if likelihood_ratio(together, single[one], single[other], total) < LIKELIHOOD:
            continue
        information = log(together / by_chance) / max(log(total / together), 1e-9)
        rarer = min(single[one], single[other])
        score = information * together / (together + 1) * rarer / (rarer + 1)
        scored[one].append((-score, other))
        scored[other].append((-score, one))
    return {
        number: [other for _, other in sorted(found)[:NEIGHBOURS]]
        for number, found in scored.items()
    }


def likelihood_ratio(both: int, one: int, other: int, total: int) -> float:
    """Dunning's G² for two things found `both` times together in `total` places.

    `one` and `other` say how often each is found at all. The ratio is 0 if they are found
    together just as often as by chance.

    >>> likelihood_ratio(10, 20, 50, 100), round(likelihood_ratio(20, 20, 50, 100), 1)
    (0.0, 32.8)
    """
    table = (both, one - both, other - both, total - one - other + both)
    rows, columns = (one, total - one), (other, total - other)
    expected = [row * column / total for column in columns for row in rows]
    # The table is read in the same order: both, one alone, the other alone, neither.
    expected = [expected[0], expected[2], expected[1], expected[3]]
    terms = (
        seen * log(seen / chance) for seen, chance in zip(table, expected, strict=True) if seen
    )
    return 2 * sum(terms)
