"""A collection made up by the same chances each time, in which everything is near some limit.

The project's own seeds are few and well written. These documents are many, some short and some
long, and they name persons, subjects, dates and works once, twice, three times, so that the
heuristics have to decide. The sentences mean something, for a reader of the goldens.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

from commonplace.addresses.assemble import assemble
from commonplace.document import make_document
from commonplace.model import Alias, Entry, Library, Seed, Vocabulary

PERSONS = (
    "Odile Marchetti", "Wim Ode", "Grant Holloway", "Ana de la Cruz", "José Núñez", "Will Farrow",
    "Orla Quist", "Jo Farrow", "Mark Oduya", "Li Fen", "Rosa Silver", "Theo Brandt",
)  # fmt: skip
FORMS = (
    "{full}", "{first}", "{last}", "Dr. {last}", "{full}'s team", "a {first}", "{first} Hall",
    "{first}, who knows it,", "{initial}. {last}", "John {last}",
)  # fmt: skip
THINGS = (
    "tide gauge", "tide gauges", "Tide Gauge", "sluice gate", "sluice-gate", "silt trap",
    "data set", "dataset", "mill wheel", "large mill wheel", "Reed Map", "ReedMap", "QLX",
    "quick lock exchange", "water meadow", "hydrology", "hydrologist", "newt", "newts",
    "GaugeNet-2", "GaugeNet", "eel pass", "Go", "peat bank", "peat banks",
)  # fmt: skip
SAYINGS = (
    "{person} says that the {thing} works.", "The {thing} of {person} is old.",
    "{person} built a {thing} {date}.", "We need the {thing}, and the {other}.",
    "{date}, {person} published the {thing}.", "A {thing} is a kind of {other}.",
    "I think the {thing} and the {other} are, you know, the same.",
    "{person} thinks so, too.", "Did {person} open the {thing} {date}?",
    "The {thing} opened {date}.", "See [{person} on the {thing}]({link}) for it.",
    "It is in [a note]({link}) about the {other}.", "This [{link}]({link}) is about {thing}.",
    "And that changed {date}.", "The council measured the {thing} again {date}.",
    "{person} and {second} met {date}.", "Thanks, {first}, for the {thing}.",
    "Everybody looks at the {thing} now, and nobody looks at the {other}.",
    "The quick lock exchange (QLX) is a {thing}.", "{person} launched GaugeNet-2 {date}.",
    "The {other} has no {thing}.", "They trained the {thing} in the usual way.",
)  # fmt: skip
DATES = (
    "in 2018", "in May 2018", "on 3 May 2018", "in 2019", "in June 2019", "last year",
    "two years ago", "in the 1990s", "in March", "in 2021", "by 2022", "on 4 June 2019",
)  # fmt: skip
LINKS = (
    "https://arxiv.org/abs/1805.01234", "https://arxiv.org/abs/2104.03113",
    "https://odilemarchetti.example/2018/05/03/gauge", "https://x.com/ode/status/1835561952258723930",
    "https://pond.example/tides", "https://pond.example/", "/posts/notes-3/", "notes-4.md",
    "https://www.youtube.com/watch?v=abcdefghijk", "https://en.wikipedia.org/wiki/Tide_gauge",
    "https://open.spotify.com/show/2UE", "https://marsh.example/2019/06/04/silt-trap",
)  # fmt: skip


def _sentence(chance: random.Random, persons: tuple[str, ...], things: tuple[str, ...]) -> str:
    person, second = chance.choice(persons), chance.choice(persons)
    first, last = person.split()[0], person.split()[-1]
    named = chance.choice(FORMS).format(full=person, first=first, last=last, initial=first[0])
    said = chance.choice(SAYINGS).format(
        person=named,
        second=second,
        first=first,
        thing=chance.choice(things),
        other=chance.choice(THINGS),
        date=chance.choice(DATES),
        link=chance.choice(LINKS),
    )
    return said[0].upper() + said[1:]


def _paragraphs(chance: random.Random, count: int) -> Iterator[str]:
    persons = tuple(chance.sample(PERSONS, 4))
    things = tuple(chance.sample(THINGS, 6))
    for _ in range(count):
        several = range(chance.choice((1, 3, 5, 9)))
        yield " ".join(_sentence(chance, persons, things) for _ in several)


def _post(number: int) -> str:
    chance = random.Random(number)
    person, thing = chance.choice(PERSONS), chance.choice(THINGS)
    head = (
        f"---\ntitle: {chance.choice((f'On the {thing}', f'Notes {number}', f'{person} at sea'))}\n"
    )
    head += f"date: {chance.choice(('2020-02-03', '2021-07', '2022'))}\n"
    head += f"author: {chance.choice(PERSONS)}\n" * (number % 3 > 0)
    head += f"tags: [{chance.choice(THINGS)}, {chance.choice(THINGS)}, notes]\n"
    head += f"source: https://marsh.example/2020/02/03/notes-{number}\n" * (number % 4 == 0)
    parts = ["Welcome to the pond notes, as ever.", *_paragraphs(chance, 3 + number % 5 * 3)]
    parts.insert(2, f"## The {chance.choice(THINGS)}")
    parts += ["## Dates", "- **2018:** the lock, the weir\n- **May 2018:** GaugeNet-2 is launched"]
    parts += [f"> {_sentence(chance, PERSONS, THINGS)}", "Write to us at https://pond.example/."]
    return head + "---\n\n" + "\n\n".join(parts) + "\n"


def _talk(number: int) -> str:
    chance = random.Random(number)
    one, other = chance.sample(PERSONS, 2)
    guest = chance.choice((f"guests: [{other}]\n", "", f"hosts: [{one}]\nguests: [{other}]\n"))
    head = f"---\ntitle: A talk with {other}\ndate: 2023-0{number % 9 + 1}-11\n{guest}---\n\n"
    labels = [one, chance.choice((other, other.split()[0], "".join(w[0] for w in other.split())))]
    turns = [
        f"**{labels[turn % 2]}** [00:{turn:02}:10]: {text}"
        for turn, text in enumerate(_paragraphs(chance, 8 + number % 4 * 4))
    ]
    return head + "\n\n".join(turns) + "\n"


@cache
def invented(count: int) -> Library:
    """A library of so many documents, of which every third is a talk."""
    texts = {
        f"{'talks' if number % 3 == 2 else 'posts'}/notes-{number}.md": (
            _talk(number) if number % 3 == 2 else _post(number)
        )
        for number in range(count)
    }
    seeds = [Seed(name=name, file=name, data=text.encode()) for name, text in texts.items()]
    return assemble([make_document(seed) for seed in seeds], seeds)


LISTED = Vocabulary(
    topics=(
        Entry(name="tide gauge", definition="It measures.", aliases=(Alias(text="gauge"),)),
        Entry(name="QLX", aliases=(Alias(text="quick lock exchange"),)),
        Entry(name="Go", aliases=(Alias(text="Go", near=("newt", "eel pass")),)),
        Entry(name="hydrology", aliases=(Alias(text="hydrologist"),)),
        Entry(name="mill wheel"),
        Entry(name="GaugeNet", aliases=(Alias(text="GaugeNet-2"),)),
        Entry(name="silt trap", aliases=(Alias(text="trap", near=("silt",)),)),
        Entry(name="peat bank"),
    ),
    people=(
        Entry(name="Odile Marchetti", definition="A.", aliases=(Alias(text="Marchetti"),)),
        Entry(name="Mark Oduya", credits=(("Notes 4", "author"), ("On the …", "guest"))),
        Entry(name="Will Farrow"),
        Entry(name="Jo Farrow"),
    ),
)  # fmt: skip
