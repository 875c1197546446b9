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
    DocumentKind,
    Library,
    Passage,
    Source,
)
from commonplace.slugs import passage_anchor
from tests.export.read_index import contents

WORDS = (
    "newt reed pond mud deep model reward search reasoning reasons general tree the is a".split()
)


def document(slug: str, kind: DocumentKind, date: str, turns: list[tuple[str, str]]) -> Document:
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


def test_what_finds_nothing_is_answered_with_what_was_probably_meant(place: Path) -> None:
    answer = index.search(place, "nwet")
    assert answer.suggestion == "newt" and answer.corrected and answer.query == "nwet"
    meant = index.search(place, "newt")
    assert answer.hits == meant.hits and answer.total == meant.total and not meant.corrected
    answer = index.search(place, "nwet reed")
    assert answer.suggestion == "newt reed" and answer.hits and not answer.corrected
    assert index.search(place, "qqqqqqq").suggestion is None


def test_only_words_are_corrected_each_in_its_own_field(place: Path) -> None:
    for asked, better in {
        "speaker:mrash newt": "speaker:marsh newt",
        "(speaker:(addda OR mrash)) newt": "(speaker:(ada OR marsh)) newt",
        "kind:post year:2031 nwet": "kind:post year:2031 newt",
        'text:"modle nwet" "rewrad"~2': 'text:"model newt" "reward"~2',
        "rewarx* gex?ral nwet": "rewarx* gex?ral newt",
        "mrash qqqqqqq": "marsh qqqqqqq",
        "submarine nwet newtnwet": "submarine newt newtnwet",
    }.items():
        assert index.search(place, asked).suggestion == better


def test_the_word_being_typed_is_a_beginning_too(place: Path) -> None:
    def found(words: str) -> list[str]:
        answer = index.search(place, words, limit=1000, typing=True)
        return sorted(hit.address for hit in answer.hits[: answer.complete])

    whole = index.search(place, "text:reaso* OR reaso", limit=1000)
    assert found("reaso") == sorted(hit.address for hit in whole.hits) and found("reaso")
    both = index.search(place, "mud (text:rewa* OR rewa)", limit=1000)
    assert found("mud rewa") == sorted(hit.address for hit in both.hits[: both.complete])
    for finished in ("reaso ", "reaso?", "re", '"reaso"'):
        exact = index.search(place, finished, limit=1000)
        assert found(finished) == sorted(hit.address for hit in exact.hits[: exact.complete])
    assert index.search(place, "reaso", typing=True).suggestion is None


def test_names_for_one_thing_find_each_other(tmp_path: Path) -> None:
    turns = [
        ("", "RLHF is a pond."),
        ("", "Reinforcement learning from human feedback is a reed."),
        ("", "Human newts give feedback from learning by reinforcement."),
        ("", "Nothing of the kind."),
    ]
    library = Library(documents=(document("names", "post", "2024-01-01", turns),))
    index.update(tmp_path, library)
    assert index.search(tmp_path, "rlhf").complete == 1
    names = (("RLHF", "reinforcement learning from human feedback"),)
    before = sorted(path.name for path in tmp_path.glob("*.seg"))
    assert index.update(tmp_path, library, aliases=names) == 0
    assert sorted(path.name for path in tmp_path.glob("*.seg")) == before
    for asked, complete in {
        "rlhf": 2,
        "RLHF's": 2,
        "reinforcements learning from human feedbacks": 3,
        '"Reinforcement Learning from Human Feedback"': 2,
        "reinforcement learning from human feedback": 3,
        "reinforcement-learning from human feedback": 2,
        "rlhf pond": 1,
        "what is reinforcement learning from human feedback pond": 1,
        "learning from human feedback": 2,
        "text:rlhf": 1,
        "-rlhf": 2,
    }.items():
        assert index.search(tmp_path, asked).complete == complete, asked
    assert index.search(tmp_path, "rlh", typing=True).complete == 1
    assert index.search(tmp_path, "rlhf", typing=True).complete == 2
    with contents(tmp_path) as held:
        assert held.aliases == (
            (("rlhf",), ("reinforcement", "learning", "from", "human", "feedback")),
        )
    index.update(tmp_path, library)
    assert index.search(tmp_path, "rlhf").complete == 1


def test_a_document_whose_title_is_the_query_comes_first(place: Path) -> None:
    for asked in ("of newts", "Of Newt", "of-newts"):
        first, *others = index.search(place, asked, limit=1000).hits
        assert first.title == "Of newts" and first.start == 0
        assert first.score > max(hit.score for hit in others)
    for asked in (
        "newts",
        "the newts",
        "of newts reed",
        '"of newts"',
        "title:newts",
        "text:newts of",
    ):
        hits = index.search(place, asked).hits
        assert not hits or hits[0].score < 2 * hits[-1].score + 20


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
    """BM25F by its formula, with the field lengths as Whoosh keeps them in a byte."""
    from whoosh.util.numeric import byte_to_length, length_to_byte

    passages = everything()
    columns = {
        "text": [stems(p.text) for _, p in passages],
        "heard": [stems(" ".join(c.heard for c in p.corrections)) for _, p in passages],
        "heading": [stems(p.heading) for _, p in passages],
        "title": [stems(d.title) for d, _ in passages],
        "speaker": [analysis.tokens(p.speaker or "") for _, p in passages],
    }
    averages = {
        field: sum(map(len, column)) / len(column) or 1 for field, column in columns.items()
    }
    result: dict[str, float] = {}
    for word in analysis.tokens(words):
        counts: dict[str, float] = {}
        for field, column in columns.items():
            term = word if field == "speaker" else analysis.stem(word)
            for (d, p), tokens in zip(passages, column, strict=True):
                if term in tokens:
                    length = byte_to_length(length_to_byte(len(tokens)))
                    norm = 1 - index.B + index.B * length / averages[field]
                    address = f"{d.address}#{p.anchor}"
                    count = index.SEARCHED[field] * tokens.count(term) / norm
                    counts[address] = counts.get(address, 0) + count
        idf = math.log(1 + (len(passages) - len(counts) + 0.5) / (len(counts) + 0.5))
        for address, count in counts.items():
            score = idf * count * (index.K1 + 1) / (count + index.K1)
            result[address] = result.get(address, 0) + score
    return result


@given(st.lists(st.sampled_from(WORDS[:12]), min_size=1, max_size=4, unique=True))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_scores_follow_the_formula(place: Path, words: list[str]) -> None:
    asked = " ".join(words)
    formula = scores(asked)
    for hit in index.search(place, asked, limit=20).hits:
        assert hit.score == pytest.approx(formula[hit.address], rel=1e-4)


def test_stop_words_count_where_they_are_alone(place: Path) -> None:
    assert len(texts(place, "the")) > 0
    assert texts(place, "the newt") == texts(place, "newt")
    assert {"the", "is", "a"} <= query.STOP_WORDS
