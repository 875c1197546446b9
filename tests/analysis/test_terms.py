"""The words of a document, found once: what they say is what its texts say."""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from commonplace import pipeline
from commonplace.analysis import stem, tokens
from commonplace.analysis.terms import numbered, packed, stems, terms_of
from commonplace.model import Library, Seed

TEXTS = st.lists(
    st.one_of(
        st.text(max_size=80),
        st.text(alphabet="aé’'.,5 #+-_\u00ad\u0301\ufb01\u2082\u6c34", max_size=40),
        st.lists(st.sampled_from("newt Newts NEWT l’été C++ isn’t 5.2 U.S".split())).map(" ".join),
    ),
    max_size=6,
)


@given(TEXTS)
def test_the_words_come_back_in_order(texts: list[str]) -> None:
    terms = packed(texts)
    words = terms.words.split()
    assert words == sorted(set(words))
    assert [[words[n] for n in numbers] for numbers in numbered(terms)] == list(map(tokens, texts))
    assert pickle.loads(pickle.dumps(terms)) == terms


def test_more_words_than_two_bytes_can_number() -> None:
    text = " ".join(f"w{number}" for number in range(70_000))
    terms = packed([text])
    words = terms.words.split()
    assert [words[n] for n in terms.places] == tokens(text)


def test_a_document_is_made_with_the_words_of_its_texts(seeds: Library) -> None:
    for document in seeds.documents:
        assert document.terms == packed([passage.text for passage in document.passages])
        assert terms_of(document) is document.terms
        assert stems(document) == [
            Counter(map(stem, tokens(passage.text))) for passage in document.passages
        ]


def test_words_of_texts_that_are_gone_are_not_believed() -> None:
    seed = Seed(name="a.md", file="a.md", data=b"# Newts\n\nThey sing.\n\nAt night.")
    document, _ = pipeline.make_document(seed)
    assert document
    changed = replace(document.passages[0], text="Wasps buzz.")
    other = replace(document, passages=(changed, *document.passages[1:]))
    assert terms_of(other) == packed(["Wasps buzz.", "At night."])
    moved = replace(document, passages=document.passages[::-1])
    assert terms_of(moved) == packed(["At night.", "They sing."])
