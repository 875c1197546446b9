"""Words such as `der` and `les` are left out of queries in their language, in both engines."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from commonplace.addresses.assemble import assemble
from commonplace.analysis import normal, tokens
from commonplace.analysis.languages import ALGORITHMS
from commonplace.analysis.stop_words import STOP_WORDS, telling
from commonplace.derive.general_english import commonness
from commonplace.document import make_document
from commonplace.model import Seed
from commonplace.query import STOP_WORDS as ENGLISH
from commonplace.query import is_stop_word
from tests.search_site import Site
from tests.thorough import part

GERMAN = {
    "muehle.md": "---\nlang: de\n---\n\nMühlen spielten früher keine kleine Rolle.\n\n"
    "Ein Museum zeigt alte Räder.\n\nDer Bach war tief.",
    "krieg.md": "---\nlang: de\n---\n\nMüller und Bauern stritten um Wasser. Es war kalt.",
}
FRENCH = {
    "moulin.md": "---\nlang: fr\n---\n\nHistoire brève : moulins anciens, meuniers pauvres.\n\n"
    "Un été sec arrêta chaque roue.",
}
ENGLISH_TEXTS = {
    f"mill-{n}.md": f"The war museum number {n} shows old wheels.\n\nA museum of dies and hats. "
    "People die, and the son sings.\n\nLa la land is a film, and the mill is old."
    for n in range(3)
}
#: A query in a site of all three, and a query with the same answer without its stop words.
LEFT_OUT = {
    "die Rolle der Mühlen": "Rolle Mühlen",
    "welche Rolle spielte die Mühle?": "Rolle spielte Mühle",
    "l'histoire des moulins": "histoire moulins",
    "les meuniers étaient-ils pauvres ?": "meuniers pauvres",
    "où est le moulin dans l'histoire": "moulin histoire",
    "what is the war museum": "war museum",
}
#: Of these, nothing is left out, since English has the words too.
KEPT = ["war museum", "die museum", "hats die", "la la land", "son sings", "museum hat war"]


def made(folder: Path, *texts: dict[str, str]) -> Site:
    seeds = [
        Seed(name=name, file=name, data=text.encode())
        for several in texts
        for name, text in several.items()
    ]
    return Site(folder, assemble([make_document(seed) for seed in seeds], seeds))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made(tmp_path_factory.mktemp("three"), GERMAN, FRENCH, ENGLISH_TEXTS)


def found(site: Site, query: str) -> set[str]:
    """The passages with all of the words, on which both engines have to agree."""
    ((browser, _),) = site.engine([query], 50)
    whoosh = site.whoosh(query, 50)
    sets = [
        {hit["address"] for hit in answer["hits"][: answer["complete"]]}
        for answer in (browser, whoosh)
    ]
    assert sets[0] == sets[1], query
    return sets[0]


@pytest.mark.parametrize("query", LEFT_OUT)
def test_they_are_left_out(site: Site, query: str) -> None:
    assert found(site, query) == found(site, LEFT_OUT[query]) != set()


@pytest.mark.parametrize("query", KEPT)
def test_what_may_be_english_is_asked_for(site: Site, query: str) -> None:
    terms = set(tokens(query))
    for address in found(site, query):
        hit = next(h for h in site.whoosh(query, 50)["hits"] if h["address"] == address)
        assert terms - {"la"} <= {w.rstrip("s") for w in tokens(hit["snippet"])} | set(
            tokens(hit["snippet"])
        )


def test_they_are_asked_for_alone_and_in_phrases(site: Site) -> None:
    assert found(site, "der") and found(site, '"der Bach"')
    assert not found(site, '"die Rolle"')


def test_in_a_site_of_one_language_a_word_of_it_is_enough(tmp_path: Path) -> None:
    """`die` may be English, but is hardly meant so where nothing is."""
    german = made(tmp_path, GERMAN)
    assert found(german, "die Mühle") == found(german, "Mühle") != set()
    assert found(german, "the museum") == found(german, "museum") != set()


def test_one_that_is_typed_is_left_out_too(site: Site) -> None:
    for query in ("Rolle der", "Rolle die der", "moulins des"):
        site.compare([query], 50, typing=True)
        assert site.whoosh(query, 50, typing=True)["complete"]


def test_both_engines_say_the_same(site: Site) -> None:
    draw = random.Random(6)
    words = [*STOP_WORDS["de"], *STOP_WORDS["fr"], *ENGLISH, *"Rolle Mühle moulin war mill".split()]
    words.sort()
    asked = [" ".join(draw.choices(words, k=draw.randint(1, 6))) for _ in range(part(120, 25))]
    site.compare([*LEFT_OUT, *KEPT, *asked], 10)


# The lists


def test_each_language_has_its_words() -> None:
    assert STOP_WORDS.keys() == ALGORITHMS.keys()
    for language, words in STOP_WORDS.items():
        assert len(words) >= 25, language
        for word in words:
            assert word == normal(word).lower() and tokens(word) == [word], (language, word)
        assert all(is_stop_word(word, language) for word in words)


def test_a_word_that_english_has_does_not_tell_of_another_language() -> None:
    words = {word for several in STOP_WORDS.values() for word in several} - ENGLISH
    wrong = {word for word in words if telling(word) == 1 and commonness(word) >= 3.3}
    assert not wrong
