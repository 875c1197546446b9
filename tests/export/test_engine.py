"""The browser's engine: the same answers as Whoosh gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from commonplace import pipeline
from commonplace.markup.clock import clock
from commonplace.model import Document, Library, Seed
from tests.search_site import FIXED, Site, edited, generated, library, node, texts
from tests.thorough import part, some

#: Hits that are compared.
MANY = part(40, 12)

# Equality


def test_the_fixed_list_is_long_enough() -> None:
    assert len(set(FIXED)) == len(FIXED) >= 150


@pytest.mark.parametrize(("name", "every"), [("seeds_bundled", 2), ("seeds_site", 5)])
def test_the_fixed_list_on_the_seeds(request: pytest.FixtureRequest, name: str, every: int) -> None:
    request.getfixturevalue(name).compare(some(every, FIXED), limit=MANY)


def test_the_fixed_list_while_it_is_typed(seeds_bundled: Site) -> None:
    queries = [query[: max(3, len(query) - cut)] for query in FIXED for cut in (0, 2)]
    queries = some(9, queries)
    seeds_bundled.compare(queries, limit=15, typing=True)


def test_not_excludes_the_first_passage_too_and_filters_do_not_score(seeds_site: Site) -> None:
    """Both were otherwise as long as Whoosh's own matchers combined the parts."""
    all_of_it, unwanted = (
        {hit["address"] for hit in seeds_site.whoosh(query, 1000)["hits"]}
        for query in ("text:reward", "kind:post text:reward")
    )
    for query in ("text:reward -kind:post", "-kind:post text:reward"):
        found = {hit["address"] for hit in seeds_site.whoosh(query, 1000)["hits"]}
        assert unwanted and found == all_of_it - unwanted
    scores = [hit["score"] for hit in seeds_site.whoosh("text:reward")["hits"]]
    for query in ("text:reward after:1990", "text:reward (kind:post OR kind:transcript)"):
        assert [hit["score"] for hit in seeds_site.whoosh(query)["hits"]] == scores


def test_the_fixed_list_on_an_index_of_many_segments(seeds: Library, tmp_path: Path) -> None:
    halves = [replace(seeds, documents=seeds.documents[:n]) for n in (4, 9, 13)]
    gone = replace(seeds, documents=seeds.documents[2:])
    Site(tmp_path, *halves, gone, edited(gone)).compare(some(7, FIXED), limit=MANY)


def test_the_fixed_list_on_the_corpus(sample_site: Site) -> None:
    sample_site.compare(some(8, FIXED), limit=20)


def test_generated_queries_on_the_seeds(seeds: Library, seeds_site: Site) -> None:
    seeds_site.compare(list(generated(1, texts(seeds), part(1000, 60))), limit=15)
    seeds_site.compare(list(generated(3, texts(seeds), part(200, 25))), limit=15, typing=True)


def test_generated_queries_on_the_corpus(sample: Library, sample_site: Site) -> None:
    sample_site.compare(list(generated(2, texts(sample), part(200, 25))), limit=15)


def talk(name: str, said: list[tuple[float, str]]) -> Document:
    """A transcript with a time for each of its cues, of one voice."""
    cues = (f"{clock(at)}.000 --> {clock(at + 3)}.000\n<v Ada>{words}" for at, words in said)
    text = "\n\n".join(["WEBVTT", *cues])
    made, told = pipeline.make_document(Seed(name=name, file=name, data=text.encode()))
    assert made, told
    return made


def test_a_hit_has_the_time_of_its_words(tmp_path: Path) -> None:
    """200 cues of one voice over ten minutes, each with a word of its own."""
    said = [(3 * n, f"This is pebble{n} and so it goes on and on.") for n in range(200)]
    site = Site(tmp_path, Library(documents=(talk("talk.vtt", said),)))
    queries = [f"pebble{n}" for n in range(0, 200, 7)]
    site.compare([*queries, "pebble*", "goes", '"pebble3 and so it"', "talk"], limit=40)
    for query in queries:
        (hit,) = site.whoosh(query)["hits"]
        assert (hit["start"], hit["time"]) == (3 * int(query[6:]), clock(3 * int(query[6:])))


# Options, which only the engine has


def test_options_keep_their_laws(seeds_bundled: Site) -> None:
    node("options.mjs", seeds_bundled.docs / "search")


@pytest.mark.parametrize("sign", ["w", "\u03c9", "\U0001d518"])
def test_words_without_an_end_are_found_by_their_beginning(tmp_path: Path, sign: str) -> None:
    """In both engines alike, in whatever way they are asked for, and soon."""
    word = sign * 100_000
    (tmp_path / "seeds").mkdir()
    for name, body in (("a", f"Newts {word} live."), ("b", f"{word}x\n\nWater."), ("c", "Wasps.")):
        (tmp_path / "seeds" / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n{body}\n")
    site = Site(tmp_path, library([tmp_path / "seeds"]))
    asked = [
        sign,
        sign * 3,
        sign * 127,
        f"{sign * 200}*",
        f"{sign * 128}~1",
        f'"newts {word}"',
        word,
    ]
    for typing in (False, True):
        site.compare(asked, limit=10, typing=typing)
    for query in asked[3:5] + asked[6:]:
        assert site.whoosh(query)["complete"] == 2, query[:9]
    assert site.whoosh(asked[5])["complete"] == 1
    assert max(len(hit["snippet"]) for hit in site.whoosh(word)["hits"]) < 2_000
    assert max(map(len, site.files.values())) < 50_000
