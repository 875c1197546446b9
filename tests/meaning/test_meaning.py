"""Passages that are similar in meaning: found, marked, not counted, and switched off."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from commonplace import export, index, meaning
from commonplace.meaning import asking
from commonplace.meaning.making import OF_A_MODEL, OF_TEXTS
from commonplace.model import Document, Library, Passage, Source
from tests.search_site import Site
from tests.thorough import part

#: Invented words of two subjects. Those of one stand together, any of them.
SUBJECTS = {
    subject: [f"{first}{last}" for first in firsts.split() for last in "abdefgmnoprtuvz"]
    for subject, firsts in (("boat", "kel mor ris tag"), ("tree", "wol zim quar plon"))
}
#: Words of a question, which no passage has together and the one looked for has not at all.
ASKED = "kela morb risd tage"


def document(name: str, *texts: str) -> Document:
    passages = tuple(
        Passage(anchor=f"p-{number}", text=text, body=text, html="")
        for number, text in enumerate(texts)
    )
    source = Source(name="", file="", reader="jekyll", sha256="", text="")
    return Document(slug=name, kind="post", title=name, source=source, passages=passages)


@pytest.fixture(scope="module")
def pond() -> Library:
    """Sixty documents of each subject, and one about boats in other words than are asked for."""
    draw = random.Random(4)
    made = [
        document(f"{subject}-{number}", *(" ".join(draw.sample(words, 9)) for _ in range(2)))
        for subject, words in SUBJECTS.items()
        for number in range(60)
    ]
    others = [word for word in SUBJECTS["boat"] if word not in ASKED.split()]
    return Library(documents=(*made, document("wanted", " ".join(others[:30]))))


@pytest.fixture(scope="module")
def site(pond: Library, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("pond"), pond)


def test_a_passage_with_none_of_the_words_is_found_and_marked(site: Site) -> None:
    found = index.search(site.index, ASKED, 300)
    by_meaning = [hit for hit in found.hits if hit.similar]
    assert "wanted" in {hit.title for hit in by_meaning}
    assert all(hit.title.startswith(("boat", "wanted")) for hit in by_meaning[:20])
    for hit in by_meaning:
        assert not set(ASKED.split()) & set(hit.snippet.split())


def test_another_language_has_a_meaning_too(pond: Library, tmp_path: Path) -> None:
    """Its stems have a sign, which the words of a query are given for each language."""
    german = [replace(one, language="de") for one in pond.documents]
    spoken = Site(tmp_path, Library(documents=tuple(german)))
    found = index.search(spoken.index, ASKED, 300)
    assert any(hit.similar for hit in found.hits)
    spoken.compare([ASKED, f"der {ASKED}"], limit=300)


def test_what_is_similar_counts_nowhere(site: Site) -> None:
    found, words = (index.search(site.index, ASKED, 300, meaning=one) for one in (True, False))
    assert (found.total, found.complete) == (words.total, words.complete)
    assert {h.address for h in found.hits if not h.similar} == {h.address for h in words.hits}
    assert found.hits[: found.complete] == words.hits[: words.complete]
    options = {"grouped": True, "facets": True, "limit": 300}
    ((whole, _),) = site.engine([ASKED], **options)
    ((plain, _),) = site.engine([ASKED], meaning=False, **options)
    assert any(hit["similar"] for hit in whole["hits"])
    for counted in ("total", "complete", "groups", "completeGroups", "facets"):
        assert whole[counted] == plain[counted], counted


def test_what_is_only_somewhat_near_hardly_counts() -> None:
    """Nearer is never worth less; without a model, half as near is worth a quarter at most."""
    for most, squared in (OF_TEXTS, OF_A_MODEL):
        worth = [asking._worth(near / 100, most, squared) for near in range(101)]
        assert worth == sorted(worth) and worth[0] == 0 and worth[100] == most
        assert worth[50] <= most / (2 if (most, squared) == OF_A_MODEL else 4)


def test_both_engines_say_the_same(site: Site) -> None:
    draw = random.Random(5)
    words = [word for words in SUBJECTS.values() for word in words]
    asked = [" ".join(draw.choices(words, k=draw.randint(1, 7))) for _ in range(part(60, 10))]
    site.compare([ASKED, f"{ASKED} {ASKED}", f"{ASKED} newts", *asked], limit=300)


@pytest.mark.parametrize(
    "query",
    ['"kela morb"', f"title:boat {ASKED}", "kela OR morb", "kela -morb risd", "kela* morb", "kela"],
)
def test_more_than_words_and_one_word_switch_it_off(site: Site, query: str) -> None:
    assert not any(hit.similar for hit in index.search(site.index, query, 300).hits)
    ((found, _),) = site.engine([query], cold=True)
    assert not any(hit["similar"] for hit in found["hits"])


def test_what_is_typed_or_chosen_or_sorted_is_by_words(site: Site) -> None:
    assert not any(hit.similar for hit in index.search(site.index, ASKED, 300, typing=True).hits)
    for how in ({"typing": True}, {"within": {"kind": "post"}}, {"sort": "newest"}):
        ((found, _),) = site.engine([ASKED], limit=300, **how)
        assert found["hits"] and not any(hit["similar"] for hit in found["hits"]), how


def test_a_query_loads_three_files_more_and_none_for_words_alone(pond: Library, site: Site) -> None:
    files = {name for name in site.files if name.count("/") == 1}
    ((_, words),) = site.engine([ASKED], cold=True, meaning=False)
    ((_, whole),) = site.engine([ASKED], cold=True)
    assert 1 <= len(whole) - len(words) <= 3
    assert {f"search/{name}" for name, _ in whole} <= files
    assert sum(size for _, size in whole) - sum(size for _, size in words) < 40_000


def test_the_same_documents_make_the_same_vectors(pond: Library) -> None:
    made = meaning.made(pond.documents)
    assert made == meaning.made(pond.documents[::-1]) == meaning.Meant.read(made.kept())
    first, *others = pond.documents
    assert meaning.made([replace(first, date=None, video=None), *others]) == made


def test_without_vectors_words_answer(pond: Library, tmp_path: Path) -> None:
    index.prepare(tmp_path / "index", pond, meant=meaning.NOTHING).publish()
    found = index.search(tmp_path / "index", ASKED, 300)
    assert found.hits and not any(hit.similar for hit in found.hits)
    with_them = export.of_documents(pond.documents)
    assert len(export.of_documents(pond.documents, meant=meaning.NOTHING)) < len(with_them)


@pytest.mark.parametrize("texts", [(), ("",), ("newts",), ("newts swim", "newts sleep")])
def test_a_collection_that_is_too_small_has_none(texts: tuple[str, ...]) -> None:
    few = [document(f"d{number}", text) for number, text in enumerate(texts)]
    assert meaning.asked(meaning.made(few), [["newt"], ["swim"]]) is None


@pytest.mark.parametrize("step", [5, 9])
def test_texts_that_repeat_each_other_have_the_same_vectors_each_time(step: int) -> None:
    """Where words are shared, directions are few; where none are, all are equally strong."""
    words = [word for several in SUBJECTS.values() for word in several]
    texts = [" ".join(words[first : first + 9]) for first in range(0, 8 * step, step)]
    made = [document(f"d{number}", *[texts[number % 8]] * 4) for number in range(120)]
    one, *others = (meaning.made(made).files for _ in range(4))
    assert one and all(other == one for other in others)


def test_texts_that_all_say_the_same_have_none() -> None:
    same = [document(f"d{number}", "newts swim in calm ponds") for number in range(60)]
    assert meaning.made(same).files == ()


def test_the_best_passage_draws_a_query_to_what_is_near_it() -> None:
    """And its own length, however large its numbers, says nothing."""
    rows = {0: (9, 3, 0), 1: (90, 0, 40), 2: (5, 0, 9), 3: (0, -7, 0)}
    passages = [
        asking.Vectored(number, 8, row, sum(one * one for one in row))
        for number, row in rows.items()
    ]
    query = asking.Sought(query=(400, 0, 0), passages=passages, most=1, squared=0)
    plain, drawn = query.near(), query.drawn(1).near()
    assert list(plain) == [0, 1, 2] and list(drawn) == [1, 0, 2]
    assert drawn[2] > plain[2] and drawn[0] < plain[0]
    assert all(isinstance(one, int) for one in query.drawn(1).query)
