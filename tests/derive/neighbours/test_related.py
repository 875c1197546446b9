"""Related documents and passages: sensible, never itself, and the same on every build."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonplace.derive import NOBODY, rarities
from commonplace.derive.neighbours.related import APART, among, comparable, related
from commonplace.derive.neighbours.weights import strongest
from commonplace.model import Document, Library, Passage, Related, Source

SUBJECTS = {
    "tides": "harbour tide moon gauge spring neap ebb flood pilot chart",
    "bread": "flour yeast oven crust dough salt crumb loaf baker knead",
    "clocks": "pendulum spring escapement gear hour dial wind tower bell strike",
}
FILLER = "people said that they would then find what there is to know of it in every case"


def _document(
    slug: str, texts: Iterable[str], kind: str = "transcript", prefix: str = "p"
) -> Document:
    return Document(
        slug=slug,
        kind="post" if kind == "post" else "transcript",
        title=slug,
        source=Source(name=f"{slug}.md", file=slug, reader="plain", sha256="", text=""),
        passages=tuple(
            Passage(anchor=f"{prefix}{number}", text=text, body=text, html=f"<p>{text}</p>")
            for number, text in enumerate(texts)
        ),
    )


def _talk(subject: str, seed: int, count: int = 24) -> list[str]:
    """Paragraphs of a subject, in which the words of the others are rare."""
    draw = random.Random(seed)
    words, others = SUBJECTS[subject].split(), " ".join(SUBJECTS.values()).split()
    return [
        " ".join([*draw.sample(words, 4), *draw.sample(others, 1), *FILLER.split(), f"n{number}"])
        + f" {' '.join(draw.sample(words, 2))} more to say"
        for number in range(count)
    ]


def _library() -> Library:
    documents = [
        _document(f"{subject}-{number}", _talk(subject, 10 * number + len(subject)))
        for subject in SUBJECTS
        for number in range(3)
    ]
    return Library(documents=tuple(sorted(documents, key=lambda one: one.address)))


def _related(library: Library) -> Related:
    return related(library, rarities(library))[0]


@pytest.fixture(scope="module")
def made() -> tuple[Library, Related]:
    library = _library()
    return library, _related(library)


def test_documents_of_one_subject_are_nearest(made: tuple[Library, Related]) -> None:
    library, found = made
    assert set(found.documents) == {document.address for document in library.documents}
    for address, near in found.documents.items():
        subject = address.partition("/")[2].partition("-")[0]
        assert all(subject in other for other in near[:2])


def test_addresses_exist_and_are_never_ones_own(made: tuple[Library, Related]) -> None:
    library, found = made
    places = {
        f"{document.address}#{passage.anchor}": number
        for document in library.documents
        for number, passage in enumerate(document.passages)
    }
    assert found.passages
    for address, near in found.passages.items():
        assert 1 <= len(near) <= 3
        assert len(set(near)) == len(near)
        assert address not in near
        for other in near:
            assert other in places
            if other.partition("#")[0] == address.partition("#")[0]:
                assert abs(places[other] - places[address]) >= APART
    for address, near in found.documents.items():
        assert address not in near
        assert len(set(near)) == len(near) <= 5


def test_few_passages_are_looked_up_as_many_are_by_a_matrix(
    made: tuple[Library, Related], monkeypatch: pytest.MonkeyPatch
) -> None:
    library, found = made
    assert found.passages
    monkeypatch.setattr(f"{related.__module__}.TOGETHER", 50)
    assert _related(library) == found


def test_the_order_of_the_weights_does_not_matter(made: tuple[Library, Related]) -> None:
    library, found = made
    reverse = [
        comparable(rare[0], [dict(reversed(terms.items())) for terms in strongest(rare)])
        for rare in rarities(library)
    ]
    assert among(library, reverse)[0] == found


def test_posts_and_short_talks_and_short_passages_have_no_similar_ones() -> None:
    texts = _talk("tides", 1)
    library = Library(
        documents=(
            _document("post", texts, "post"),
            _document("long", [*texts[:19], "spring neap ebb flood", *texts[19:]]),
            _document("short", texts[:19]),
        )
    )
    found = _related(library)
    assert {address.partition("#")[0] for address in found.passages} == {"transcripts/long/"}
    assert "transcripts/long/#p19" not in found.passages
    assert not any(
        "#p19" in other and "long" in other for near in found.passages.values() for other in near
    )


def test_nothing_irrelevant_is_shown() -> None:
    library = Library(
        documents=(_document("a", ["word " * 30] * 20), _document("b", ["other " * 30] * 20))
    )
    apart = [
        comparable(document, [{document.slug: 1.0, "both": 0.01}] * len(document.passages))
        for document in library.documents
    ]
    assert among(library, apart)[0].passages == {}


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.integers(0, 24)),
        st.dictionaries(st.sampled_from("klmnopq"), st.floats(0.1, 9), min_size=1),
        max_size=20,
    ),
    st.randoms(use_true_random=False),
)
def test_related_is_a_function_of_what_the_weights_say(
    terms: dict[tuple[str, int], dict[str, float]], draw: random.Random
) -> None:
    library = Library(
        documents=tuple(_document(name, [f"{FILLER} {FILLER}"] * 25) for name in "abc")
    )

    def compared(draw: random.Random | None = None) -> Related:
        weights: dict[str, list[dict[str, float]]] = {name: [{}] * 25 for name in "abc"}
        for (name, number), held in terms.items():
            items = list(held.items())
            weights[name][number] = dict(draw.sample(items, len(items)) if draw else items)
        compared = [comparable(one, weights[one.slug]) for one in library.documents]
        return among(library, compared)[0]

    found = compared()
    assert compared(draw) == found
    assert all(address not in near for address, near in found.passages.items())
    assert all(address not in near for address, near in found.documents.items())


PLACES = st.tuples(st.sampled_from("abc"), st.integers(0, 24))
TERMS = st.dictionaries(st.sampled_from("klmnop"), st.sampled_from([1.0, 2.0, 5.0]), max_size=4)


@given(
    st.dictionaries(PLACES, TERMS, min_size=20, max_size=60),
    st.lists(st.dictionaries(PLACES, TERMS, min_size=1, max_size=3), min_size=1, max_size=4),
)
def test_what_was_found_before_changes_nothing(
    terms: dict[tuple[str, int], dict[str, float]],
    edits: list[dict[tuple[str, int], dict[str, float]]],
) -> None:
    library = Library(
        documents=tuple(_document(name, [f"{FILLER} {FILLER}"] * 25) for name in "abc")
    )
    before = NOBODY
    with pytest.MonkeyPatch.context() as patched:
        # So that few passages are enough to be near, or too many with a term.
        module = sys.modules["commonplace.derive.neighbours.related"]
        for name, value in (("LOOKED_UP", 25), ("SHARED", 2), ("MOST_FRESH", 0.9)):
            patched.setattr(module, name, value)
        for edit in ({}, *edits):
            terms = {**terms, **edit}
            compared = [
                comparable(one, [terms.get((one.slug, number), {}) for number in range(25)])
                for one in library.documents
            ]
            found, before = among(library, compared, before)
            assert found == among(library, compared)[0]


def test_no_library_is_too_small() -> None:
    assert _related(Library(documents=())) == Related()
    one = Library(documents=(_document("a", _talk("tides", 1)),))
    assert _related(one).documents == {}
