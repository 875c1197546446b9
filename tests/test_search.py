"""Search: each construct of the query language, and the ranking against its own formula."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonplace import analysis, index, query
from commonplace.model import (
    Correction,
    Credit,
    Dated,
    Document,
    Kind,
    Library,
    Passage,
    Source,
)
from commonplace.slugs import passage_anchor

WORDS = (
    "newt reed pond mud deep model reward search reasoning reasons general tree the is a".split()
)


def document(slug: str, kind: Kind, date: str, turns: list[tuple[str, str]]) -> Document:
    """A document of turns: speaker (or nothing) and words."""
    year, month, day = map(int, date.split("-"))
    return Document(
        slug=slug,
        kind=kind,
        title=f"Of {slug}",
        source=Source(name=slug, file=slug, reader="speaker", sha256="", text=""),
        date=Dated(at=datetime(year, month, day, tzinfo=UTC), precision="day"),
        people=(Credit(name="Ada Marsh", role="host"),),
        topics=("mud", "reward models"),
        passages=tuple(
            Passage(
                anchor=passage_anchor(text, float(number)),
                text=text,
                body=text,
                html="",
                speaker=speaker or None,
                heading="Reeds and mud" if number % 3 == 0 else "",
                start=float(number),
                corrections=(Correction(start=0, end=4, heard="knewt"),) if number == 1 else (),
            )
            for number, (speaker, text) in enumerate(turns)
        ),
    )


def _pond(seed: int) -> list[tuple[str, str]]:
    pick = random.Random(seed)
    return [
        (
            pick.choice(["Ada Marsh", "Wim Ode", ""]),
            " ".join(pick.choice(WORDS) for _ in range(pick.randint(1, 40))),
        )
        for _ in range(25)
    ]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    documents = (
        document("newts", "post", "2023-05-01", _pond(1)),
        document("ponds", "transcript", "2024-07-01", _pond(2)),
        document("trees", "transcript", "2024-12-31", _pond(3)),
    )
    index.update(folder, Library(documents=documents))
    return folder


def texts(place: Path, words: str) -> list[str]:
    """The passages that have all that was asked for, whole."""
    answer = index.search(place, words, limit=1000)
    addresses = [hit.address for hit in answer.hits[: answer.complete]]
    stored = {f"{d.address}#{p.anchor}": p.text for d in _documents() for p in d.passages}
    return [stored[address] for address in addresses]


def _documents() -> Iterator[Document]:
    yield document("newts", "post", "2023-05-01", _pond(1))
    yield document("ponds", "transcript", "2024-07-01", _pond(2))
    yield document("trees", "transcript", "2024-12-31", _pond(3))


def everything() -> list[tuple[Document, Passage]]:
    return [(d, p) for d in _documents() for p in d.passages]


def expected(test: object) -> list[str]:
    return sorted(p.text for d, p in everything() if test(d, p))  # type: ignore[operator]


def stems(text: str) -> list[str]:
    return [analysis.stem(token) for token in analysis.tokens(text)]


def test_a_phrase_is_words_in_a_row(place: Path) -> None:
    found = texts(place, 'text:"reward model"')
    assert sorted(found) == expected(lambda d, p: "reward model" in p.text) and found


def test_a_near_phrase_lets_words_stand_between(place: Path) -> None:
    def near(d: Document, p: Passage) -> bool:
        words = p.text.split()
        return any("model" in words[n + 1 : n + 4] for n, w in enumerate(words) if w == "reward")

    assert sorted(texts(place, 'text:"reward model"~3')) == expected(near)


def test_without(place: Path) -> None:
    found = texts(place, "text:newt -text:mud")
    assert sorted(found) == expected(
        lambda d, p: "newt" in p.text.split() and "mud" not in p.text.split()
    )
    alone = texts(place, "-text:mud")
    assert sorted(alone) == expected(lambda d, p: "mud" not in p.text.split())


def test_either(place: Path) -> None:
    found = texts(place, "text:newt OR text:mud")
    assert sorted(found) == expected(lambda d, p: {"newt", "mud"} & set(p.text.split()))


def test_fields_and_filters(place: Path) -> None:
    assert sorted(texts(place, "speaker:wim text:newt kind:transcript year:2024")) == expected(
        lambda d, p: (
            p.speaker == "Wim Ode"
            and "newt" in p.text.split()
            and d.kind == "transcript"
            and str(d.date).startswith("2024")
        )
    )
    assert sorted(texts(place, "text:newt after:2024-08 before:2025")) == expected(
        lambda d, p: "newt" in p.text.split() and d.slug == "trees"
    )
    assert sorted(texts(place, "heading:reeds")) == expected(lambda d, p: bool(p.heading))


def test_stems_in_the_text_and_whole_words_for_prefixes(place: Path) -> None:
    stemmed = texts(place, "text:reason")
    assert sorted(stemmed) == expected(lambda d, p: {"reasoning", "reasons"} & set(p.text.split()))
    whole = texts(place, "reasoni*")
    assert sorted(whole) == expected(lambda d, p: "reasoning" in p.text.split())
    shape = texts(place, "gen?ral")
    assert sorted(shape) == expected(lambda d, p: "general" in p.text.split())
    close = texts(place, "modle~1")
    assert sorted(close) == expected(lambda d, p: "model" in p.text.split())


def test_what_was_heard_finds_what_was_said(place: Path) -> None:
    assert len(texts(place, "knewt")) == 3


def test_few_whole_answers_are_followed_by_partial_ones(place: Path) -> None:
    answer = index.search(place, "newt submarine")
    assert answer.complete == 0 and answer.relaxed and answer.hits
    assert answer.suggestion is None
    answer = index.search(place, "nwet")
    assert answer.suggestion == "newt" and not answer.hits


def test_a_mistake_is_explained_and_searched_as_words(place: Path) -> None:
    answer = index.search(place, "(newt")
    assert answer.error and "bracket" in answer.error and answer.hits


def test_hits_are_ordered_by_score_and_then_by_place(place: Path) -> None:
    answer = index.search(place, "newt", limit=1000)
    whole = answer.hits[: answer.complete]
    assert list(whole) == sorted(
        whole, key=lambda hit: (-hit.score, hit.address.split("#")[0], hit.start)
    )


def scores(words: str) -> dict[str, float]:
    """BM25 by its formula, with the field lengths as Whoosh keeps them in a byte."""
    from whoosh.util.numeric import byte_to_length, length_to_byte

    passages = everything()
    columns = {
        "text": [stems(p.text) for _, p in passages],
        "heard": [stems(" ".join(c.heard for c in p.corrections)) for _, p in passages],
        "heading": [stems(p.heading) for _, p in passages],
        "title": [stems(d.title) for d, _ in passages],
        "speaker": [analysis.tokens(p.speaker or "") for _, p in passages],
    }
    result: dict[str, float] = {}
    for field, column in columns.items():
        average = sum(map(len, column)) / len(column) or 1
        for word in analysis.tokens(words):
            term = word if field == "speaker" else analysis.stem(word)
            holding = sum(1 for tokens in column if term in tokens)
            idf = math.log(1 + (len(column) - holding + 0.5) / (holding + 0.5))
            for (d, p), tokens in zip(passages, column, strict=True):
                frequency = tokens.count(term)
                if frequency:
                    length = byte_to_length(length_to_byte(len(tokens)))
                    norm = index.K1 * (1 - index.B + index.B * length / average)
                    address = f"{d.address}#{p.anchor}"
                    score = idf * frequency * (index.K1 + 1) / (frequency + norm)
                    result[address] = result.get(address, 0) + index.SEARCHED[field] * score
    return result


@given(st.lists(st.sampled_from(WORDS[:12]), min_size=1, max_size=4, unique=True))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_scores_follow_the_formula(place: Path, words: list[str]) -> None:
    asked = " ".join(words)
    formula = scores(asked)
    for hit in index.search(place, asked, limit=20).hits:
        assert hit.score == pytest.approx(formula[hit.address], rel=1e-4)


def test_stop_words_count_where_they_are_alone(place: Path) -> None:
    assert len(texts(place, "the")) > 0
    assert texts(place, "the newt") == texts(place, "newt")
    assert {"the", "is", "a"} <= query.STOP_WORDS
