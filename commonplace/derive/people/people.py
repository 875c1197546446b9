"""The persons of a library: who wrote, who speaks, and who is named."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from commonplace.addresses.ledger import NO_LEDGER, Ledger, slugs_of
from commonplace.addresses.slugs import slug
from commonplace.derive.excerpts import excerpt, quote_of
from commonplace.derive.matching import Matcher
from commonplace.derive.people.introductions import introductions, roles_told
from commonplace.derive.people.mentions import NamePlace, Naming
from commonplace.derive.people.names import WORDS, folded, is_name, is_short, key, parts, shortens
from commonplace.derive.standing import standing
from commonplace.model import (
    Alias,
    Credit,
    Document,
    Each,
    Entry,
    Library,
    Named,
    Passage,
    Person,
    Quote,
    Role,
    Turn,
    in_turn,
)
from commonplace.model.order import natural

#: The best sentence is sought among those of so many mentions in a passage.
_LOOKED_AT = 8
_DECLARED = frozenset({"author", "host", "guest"})


@dataclass(kw_only=True)
class _Found:
    """What is known about one person.

    `spellings` are names in credits and labels, `initialled` those with an initial only.
    """

    entry: Entry | None = None
    spellings: Counter[str] = field(default_factory=Counter)
    initialled: Counter[str] = field(default_factory=Counter)
    credits: dict[tuple[str, Role], None] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    introduced: Quote | None = None

    @property
    def name(self) -> str:
        """The name from the vocabulary, or else the most used spelling, or the longest of those."""
        if self.entry:
            return self.entry.name
        return min(self.spellings, key=lambda s: (-self.spellings[s], -len(s), s), default="")

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the one to show first."""
        aliases = [alias.text for alias in self.entry.aliases] if self.entry else []
        return tuple(dict.fromkeys([self.name, *aliases, *sorted(self.spellings)]))

    @property
    def matched(self) -> Entry:
        """The entry that names in a text are compared with."""
        given = self.entry.aliases if self.entry else ()
        texts = (name for name in self.names if parts(name) and not self._listed(name))
        more = (form for name in texts for form in _spellings(name))
        return Entry(
            name=self.name, aliases=(*given, *(Alias(text=t) for t in dict.fromkeys(more)))
        )

    def _listed(self, name: str) -> bool:
        """Whether the vocabulary requires words near a name."""
        near = (alias for alias in (self.entry.aliases if self.entry else ()) if alias.near)
        return any(alias.text == name for alias in near)


def people(
    library: Library,
    entries: Sequence[Entry],
    each: Each = in_turn,
    ledger: Ledger = NO_LEDGER,
) -> tuple[Person, ...]:
    """Who wrote, speaks or is named in a library, in order of name.

    `entries` are the persons of the vocabulary. An entry who is never named, credited or
    heard has no page, nor does a label that is not a person ("Host").
    """
    found = [_Found(entry=entry) for entry in entries]
    known: dict[str, int] = {}
    for number, one in enumerate(found):
        known = {key(name): number for name in one.names if key(name)} | known
    _gather(library, found, known)
    _join(found, known)
    named = [number for number, one in enumerate(found) if parts(one.name) or one.entry]
    matched = tuple(found[number].matched for number in named)
    matcher = _matcher(matched)
    documents = sorted(library.documents, key=lambda d: d.address)
    beside = _beside(library, known)
    labels = [_labels(document, found, known, matcher, named, beside) for document in documents]
    words = each(lengths, documents)
    told = _introduce(library, found, known, each)
    for document, heard, counts in zip(documents, labels, words, strict=True):
        _add_turns(document, found, counts, heard, told)
    naming = partial(
        _read,
        entries=matched,
        named=tuple(named),
        names=tuple(one.names for one in found),
    )
    jobs = [
        (document, tuple(heard.items())) for document, heard in zip(documents, labels, strict=True)
    ]
    for several in each(naming, jobs):
        for person, mention in several:
            found[person].named.append(mention)
    return _persons(found, ledger)


def _gather(library: Library, found: list[_Found], known: dict[str, int]) -> None:
    """Everybody whom a credit or a label names in full, and listed persons with one name."""
    for document in sorted(library.documents, key=lambda d: d.address):
        declared = {c.name for c in document.people if c.role in _DECLARED}
        for name in dict.fromkeys([*(c.name for c in document.people), *document.speakers]):
            named = is_name(name) and (parts(name) or name in declared)
            if not (named or key(name) in known):
                continue
            if not parts(name) and _only_one(document, name):
                continue
            if key(name) not in known:
                known[key(name)] = len(found)
                found.append(_Found())
            found[known[key(name)]].spellings[_shown(name)] += 1


def _join(found: list[_Found], known: dict[str, int]) -> None:
    """Let a first name with an initial be the only full name that it fits."""
    for number, one in enumerate(found):
        short = one.name
        if one.entry or not one.spellings or not is_short(short):
            continue
        fitting = [
            other
            for other, full in enumerate(found)
            if other != number and any(shortens(short, name) for name in full.names)
        ]
        if len(fitting) == 1:
            for name, times in one.spellings.items():
                known[key(name)] = fitting[0]
                found[fitting[0]].initialled[name] += times
            one.spellings.clear()


def _only_one(document: Document, name: str) -> str:
    """The full name of the only person credited or heard with this first or family name."""
    names = dict.fromkeys([*(c.name for c in document.people), *document.speakers])
    full = {key(n): n for n in names if is_name(n) and folded(name) in map(folded, parts(n))}
    return next(iter(full.values())) if len(full) == 1 else ""


def _labels(
    document: Document,
    found: Sequence[_Found],
    known: dict[str, int],
    matcher: Matcher,
    named: Sequence[int],
    beside: Mapping[int, AbstractSet[int]],
) -> dict[str, int]:
    """Which person each credit and label of a document means.

    Persons named in its title or credited by the vocabulary have no label; a NUL and a
    number, which no text can contain, stand in for it.
    """
    names = dict.fromkeys([*(c.name for c in document.people), *document.speakers])
    titled = {named[match.entry] for match in matcher.find(document.title)}
    heard: dict[str, int] = {
        f"\0{number}": number for number in [*_credited(document, found), *sorted(titled)]
    }
    for name in names:
        person = known.get(key(name))
        if is_name(name) and not parts(name):
            full = _only_one(document, name)
            person = known.get(key(full)) if full else person
            if person is None:
                person = _initials(name, document, found)
            if person is None:
                person = _in_same_company(name, document, found, known, beside)
            if person is None:
                fitting = [
                    number
                    for number in sorted(titled)
                    if any(folded(name) in map(folded, parts(n)) for n in found[number].names)
                ]
                person = fitting[0] if len(fitting) == 1 else None
        if person is not None:
            heard[name] = person
    return heard


def _beside(library: Library, known: Mapping[str, int]) -> dict[int, AbstractSet[int]]:
    """With whom each person is credited or heard in a document."""
    beside: defaultdict[int, set[int]] = defaultdict(set)
    for document in library.documents:
        here = _present(document, known)
        for number in here:
            beside[number] |= here - {number}
    return dict(beside)


def _present(document: Document, known: Mapping[str, int]) -> set[int]:
    """Who is credited or heard in a document under a name that is known in full."""
    names = (*(credit.name for credit in document.people), *document.speakers)
    return {known[key(name)] for name in names if parts(name) and key(name) in known}


def _in_same_company(
    label: str,
    document: Document,
    found: Sequence[_Found],
    known: Mapping[str, int],
    beside: Mapping[int, AbstractSet[int]],
) -> int | None:
    """The only person with this first name, who is heard elsewhere with somebody heard here."""
    fitting = [number for number, one in enumerate(found) if _is_first(label, one)]
    if len(fitting) != 1 or beside.get(fitting[0], set()).isdisjoint(_present(document, known)):
        return None
    return fitting[0]


def _is_first(label: str, one: _Found) -> bool:
    return any(folded(label) == folded(name) for full in one.names for name in parts(full)[:1])


def _initials(label: str, document: Document, found: Sequence[_Found]) -> int | None:
    """The only person whose initials a label is: of those credited here, or of all."""
    if not is_short(label):
        return None
    here = {key(credit.name) for credit in document.people}
    fitting = [
        number
        for number, one in enumerate(found)
        if any(shortens(label, name) for name in one.names)
    ]
    credited = [n for n in fitting if not here.isdisjoint(map(key, found[n].names))]
    for several in (credited, fitting):
        if several:
            return several[0] if len(several) == 1 else None
    return None


def _credited(document: Document, found: Sequence[_Found]) -> dict[int, tuple[Role, ...]]:
    """Whom the vocabulary credits with a document of this title, and as what."""
    title = slug(document.title)
    credited = {
        number: tuple(role for name, role in one.entry.credits if _means(name, title))
        for number, one in enumerate(found)
        if one.entry
    }
    return {number: roles for number, roles in credited.items() if roles}


def _means(name: str, title: str) -> bool:
    """Whether a title in the vocabulary, or its beginning with `…`, matches a slug.

    >>> _means("On Tides …", "on-tides-and-moons"), _means("On T…", "on-tides")
    (True, False)
    """
    if not name.endswith("…"):
        return slug(name) == title
    return f"{title}-".startswith(f"{slug(name)}-")


def _introduce(
    library: Library, found: Sequence[_Found], known: Mapping[str, int], each: Each
) -> dict[tuple[str, str], Role]:
    """Keep the last introduction that says what somebody does; the result is `roles_told`."""
    told = list(each(introductions, library.documents))
    places = zip(library.documents, told, strict=True)
    for document, several in sorted(places, key=lambda place: _when(place[0])):
        texts = {passage.anchor: passage for passage in document.passages}
        for anchor, one in several:
            number = known.get(key(one.name))
            if one.about and number is not None:
                found[number].introduced = quote_of(document, texts[anchor], one.about)
    return roles_told(library, told)


def _when(document: Document) -> tuple[str, tuple[tuple[str, int], ...]]:
    return str(document.date or ""), natural(document.address)


def lengths(document: Document) -> tuple[int, ...]:
    """How many words each passage has."""
    return tuple(len(passage.text.split()) for passage in document.passages)


def _add_turns(
    document: Document,
    found: Sequence[_Found],
    words: Sequence[int],
    heard: Mapping[str, int],
    told: Mapping[tuple[str, str], Role],
) -> None:
    """Add the credits of a document, and the passages that each person said or wrote.

    `words` are how many each passage has, and `told` is what introductions say of who is what.
    """
    for credit in document.people:
        if credit.name in heard:
            one = found[heard[credit.name]]
            one.credits[document.address, _role(document, credit, one, told)] = None
    credited = _credited(document, found)
    for person, roles in credited.items():
        if not any(address == document.address for address, _ in found[person].credits):
            found[person].credits |= {(document.address, role): None for role in roles}
    for label in document.speakers:
        if label in heard:
            credits = found[heard[label]].credits
            if not any(address == document.address for address, _ in credits):
                spoke = Credit(name=label, role="speaker")
                role = _role(document, spoke, found[heard[label]], told)
                credits[document.address, role] = None
    authors = [heard[c.name] for c in document.people if c.role == "author" and c.name in heard]
    authors += [person for person, roles in credited.items() if "author" in roles]
    address = document.address
    for passage, count in zip(document.passages, words, strict=True):
        owners: Sequence[int] = ()
        if passage.speaker:
            owners = [heard[passage.speaker]] if passage.speaker in heard else ()
        elif document.kind == "post" and not _quoted(passage):
            owners = authors
        for person in dict.fromkeys(owners):
            turns = found[person].turns
            if passage.continued and turns and turns[-1].document == address:
                turn = turns.pop()
                further = (*turn.further, passage.anchor)
                turn = replace(turn, words=turn.words + count, further=further)
            else:
                turn = Turn(document=address, anchor=passage.anchor, words=count)
            turns.append(turn)


def _role(
    document: Document, credit: Credit, one: _Found, told: Mapping[tuple[str, str], Role]
) -> Role:
    """What somebody is in a document: of a speaker, what the introductions say, if they do."""
    if credit.role != "speaker":
        return credit.role
    said = (told.get((document.address, key(name))) for name in (credit.name, *one.names))
    return next(filter(None, said), "speaker")


def _quoted(passage: Passage) -> bool:
    """Whether a passage is a quotation and nothing else."""
    lines = [line for line in passage.body.splitlines() if line.strip()]
    return bool(lines) and all(line.lstrip().startswith(">") for line in lines)


def _read(
    job: tuple[Document, tuple[tuple[str, int], ...]],
    entries: tuple[Entry, ...],
    named: tuple[int, ...],
    names: tuple[tuple[str, ...], ...],
) -> tuple[tuple[int, Named], ...]:
    """The passages of a document that name persons, by the persons' numbers.

    The job is a document, and who its labels and credits are. `entries` are what to look for,
    `named` the numbers of their persons, `names` the names of all persons.
    """
    document, heard = job[0], dict(job[1])
    matcher = _matcher(entries)
    result: list[tuple[int, Named]] = []
    whole = "\n".join(passage.text for passage in document.passages)
    matches = [
        [m._replace(entry=named[m.entry]) for m in matcher.find(passage.text, whole)]
        for passage in document.passages
    ]
    present = tuple(dict.fromkeys(heard.values()))
    about = {*present, *(match.entry for several in matches for match in several)}
    speaking = frozenset(heard[label] for label in document.speakers if label in heard)
    naming = Naming({number: names[number] for number in sorted(about)}, present, speaking)
    for passage, several in zip(document.passages, matches, strict=True):
        by_person = defaultdict(list)
        speaker = heard.get(passage.speaker) if passage.speaker else None
        for place in naming.read(passage.text, several, speaker):
            by_person[place.person].append(place)
        for person, places in by_person.items():
            result.append((person, _named(document, passage, places)))
    return tuple(result)


@lru_cache(maxsize=2)
def _matcher(entries: tuple[Entry, ...]) -> Matcher:
    return Matcher(entries)


def _named(document: Document, passage: Passage, places: Sequence[NamePlace]) -> Named:
    """A passage that names a person, with its best sentence, if possible of the full name."""
    text, found = passage.text, tuple((place.start, place.end) for place in places)
    looked_at = places[:_LOOKED_AT]
    full = any(place.full for place in looked_at)
    spans = dict.fromkeys(
        excerpt(text, (place.start, place.end)) for place in looked_at if place.full is full
    )
    span = next(iter(spans))
    if len(spans) > 1:
        span = max(spans, key=lambda one: standing(one.of(text), one.within(found)))
    return Named(
        sentence=quote_of(document, passage, span),
        places=found,
    )


def _persons(found: Sequence[_Found], ledger: Ledger) -> tuple[Person, ...]:
    """The records of everybody with something to show."""
    shown = [one for one in found if one.credits or one.turns or one.named]
    shown.sort(key=lambda one: (folded(one.name), one.name))
    slugs = slugs_of("people", [one.name for one in shown], ledger)
    return tuple(
        Person(
            slug=address,
            name=one.name,
            definition=one.entry.definition if one.entry else "",
            credits=tuple(one.credits),
            turns=tuple(one.turns),
            named=tuple(one.named),
            introduced=one.introduced,
        )
        for address, one in zip(slugs, shown, strict=True)
    )


def _shown(name: str) -> str:
    """A label as a name to show, without any brackets."""
    return " ".join(re.sub(r"[(\[].*", "", name, flags=re.S).split())


def _spellings(name: str) -> Iterator[str]:
    """The forms in which a full name is looked for: as it is, without accents, in any case."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    first, last = parts(name)[0], parts(name)[-1]
    # "T. Farrow" and "Orla B." have one whole word, which by itself names nobody.
    short = f"{first} {last}" if first != last else name
    for form in dict.fromkeys((name, plain, short)):
        # What is a name only with its capitals is not looked for without them.
        yield form if WORDS & {folded(part) for part in parts(name)} else form.lower()
