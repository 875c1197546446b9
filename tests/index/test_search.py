"""Search: each construct of the query language, and the ranking against its own formula."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonplace import analysis, index, query
from commonplace.addresses.slugs import passage_anchor
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
    assert answer.suggestion == "newt reed" and answer.corrected
    assert answer.hits == index.search(place, "newt reed").hits
    assert index.search(place, "qqqqqqq").suggestion is None


def test_what_is_not_sure_to_be_misspelt_is_left_as_it_is(tmp_path: Path) -> None:
    """No word of general English, none near several, none in quotation marks is replaced."""
    said = "The teals learn a noun. Bream bread and kubelix live in a pond, as they say."
    turns = [("", said), ("", "Nothing else.")]
    library = Library(documents=(document("names", "post", "2024-01-01", turns),))
    index.update(tmp_path, library)
    for asked, unknown, offered in (
        ("lecun", ["lecun"], None),  # two edits from "learn", which is too short for that
        ("thea", ["thea"], None),  # one from "they" and "the", which are no subjects
        ("noon", ["noon"], "noun"),
        ("breat", ["breat"], "bread"),  # or "bream"
        ('"kubelx"', ["kubelx"], '"kubelix"'),
    ):
        answer = index.search(tmp_path, asked)
        assert not answer.hits and not answer.corrected, asked
        assert (list(answer.unknown), answer.suggestion) == (unknown, offered), asked
    answer = index.search(tmp_path, "noon pond xyzzy")
    assert answer.suggestion is None and answer.unknown == ("noon", "xyzzy") and answer.total == 1
    answer = index.search(tmp_path, "kubelx for ponds xyzzy")
    assert answer.corrected and answer.suggestion == "kubelix for ponds xyzzy"
    assert answer.unknown == ("xyzzy",)


def test_a_name_that_nobody_has_is_answered_with_the_nearest(tmp_path: Path) -> None:
    turns = [("Ada Marsh", "Newts."), ("Wim Ode", "Reeds."), ("Adam Marsden", "Mud.")]
    library = Library(documents=(document("names", "transcript", "2024-01-01", turns),))
    index.update(tmp_path, library)
    for asked, nearest in {
        "speaker:mersch": ("ada marsh",),
        'by:"Adda Marsh"': ("ada marsh", "adam marsden"),
        "author:zebedee": (),
    }.items():
        answer = index.search(tmp_path, asked)
        (nobody,) = answer.nobody
        assert nobody.nearest == nearest and not answer.unknown, asked
    assert index.search(tmp_path, "speaker:ada").nobody == ()
    assert index.search(tmp_path, 'speaker:"Ada Marsh"').total == 1


def test_a_quoted_name_is_the_whole_name(tmp_path: Path) -> None:
    turns = [("Ada Marsh", "Newts."), ("Mary Ada Marsh", "Reeds."), ("", "Mud.")]
    talk = document("talk", "transcript", "2024-01-01", turns)
    post = document("post", "post", "2024-01-02", [("", "Written newts."), ("Wim Ode", "Quoted.")])
    post = replace(post, people=(Credit(name="Ada Marsh", role="author"),))
    index.update(tmp_path, Library(documents=(post, talk)))
    for asked, count in {
        'speaker:"Ada Marsh"': 1,
        "speaker:marsh": 2,
        'author:"ada marsh"': 1,
        "author:marsh": 1,
        'by:"Ada Marsh"': 2,
        "by:marsh": 3,
        "marsh": 3,
        'by:"Ada Marsh" newts': 2,
        "-by:marsh": 2,
    }.items():
        assert index.search(tmp_path, asked).complete == count, asked


def test_topics_are_those_of_the_passage(tmp_path: Path) -> None:
    turns = [("", "One."), ("", "Two."), ("", "Three."), ("", "Four.")]
    found = document("ponds", "post", "2024-01-01", turns)
    named = [("Scaling laws", "AI"), ("Scaling",), ("Safety", "AI"), ()]
    passages = (
        replace(passage, topics=topics)
        for passage, topics in zip(found.passages, named, strict=True)
    )
    index.update(tmp_path, Library(documents=(replace(found, passages=tuple(passages)),)))
    for asked, count in {
        'topic:"Scaling laws"': 1,
        "topic:scaling": 1,  # which is a topic's whole name
        "topic:laws": 1,
        "topic:scal*": 2,
        "topic:ai": 2,
        'topic:"laws ai"': 0,
        'topic:"ai safety"': 0,
        "topic:mud": 0,
    }.items():
        assert index.search(tmp_path, asked).complete == count, asked


def test_accents_may_be_left_out(tmp_path: Path) -> None:
    turns = [
        ("Zoë Nuñez", "A crème brûlée on the Straße."),
        ("", "The naive plan, a strasse, and Łukasz."),
        ("", "A naïve plan."),
        ("", "Music was heard."),
    ]
    talk = document("talk", "transcript", "2024-01-01", turns)
    index.update(tmp_path, Library(documents=(talk,)))
    for asked, found in {
        "creme": ["A crème"],
        "brulee crème": ["A crème"],
        "nunez": ["A crème"],
        'speaker:"zoe nunez"': ["A crème"],
        "naïve": ["A naïve", "The naive"],
        "naive": ["The naive", "A naïve"],
        "strasse": ["The naive", "A crème"],
        "lukasz": ["The naive"],
        "mušic": ["Music was"],
    }.items():
        answer = index.search(tmp_path, asked)
        assert not answer.corrected, asked
        starts = [" ".join(hit.snippet.split()[:2]) for hit in answer.hits]
        assert starts == found, asked


def test_tokens_that_are_more_than_letters(tmp_path: Path) -> None:
    turns = [
        ("", "Vitamin C and a grade of C."),
        ("", "Written in C++ by a student."),
        ("", "Written in C# by another."),
        ("", "We sold 10,000 kettles."),
        ("", "Too much CO₂ in the ﬁnal wa\u00adter\u00adwheel."),
        ("", "L’été à l’école.Next was version 5.2 of node.js there."),
        ("", "The variable gate_speed is one."),
        ("", "Open the gate. It is old."),
    ]
    index.update(tmp_path, Library(documents=(document("talk", "post", "2024-01-01", turns),)))
    for asked, count in {
        **{"C": 1, "c++": 1, "C#": 1, "10000": 1, "10,000": 1, "CO2": 1, "final": 1},
        **{"waterwheel": 1, "été": 1, "ecole": 1, "next": 1, "5.2": 1, "node.js": 1, "node": 1},
        **{"l'été": 1, "gate_speed": 1, "gate": 2},
    }.items():
        assert index.search(tmp_path, asked).complete == count, asked
    answer = index.search(tmp_path, "gate_spe", typing=True)
    assert answer.complete == 1 and "gate_speed" in answer.hits[0].snippet


def test_titles_and_descriptions_answer_as_pages(tmp_path: Path) -> None:
    first = document("newts", "post", "2024-01-01", [("", "Reeds."), ("", "Mud and newts.")])
    other = document("ponds", "post", "2024-01-02", [("", "Deep water.")])
    other = replace(other, description="Where newts live, and why.")
    entries = [index.NamedPage("topics/newts/", "Great newts", "topic")]
    index.update(tmp_path, Library(documents=(first, other)), (), entries)
    answer = index.search(tmp_path, "newts")
    assert [hit.snippet for hit in answer.hits] == ["Mud and newts."]
    assert [page.address for page in answer.pages] == [
        "posts/newts/",
        "posts/ponds/",
        "topics/newts/",
    ]
    assert [page.title for page in index.search(tmp_path, "why newts live").pages] == ["Of ponds"]
    assert not index.search(tmp_path, "newts kind:post").pages
    assert index.search(tmp_path, "title:newts").total == 2


def test_only_words_are_corrected_each_in_its_own_field(place: Path) -> None:
    for asked, better in {
        "speaker:mrash newt": "speaker:marsh newt",
        "(speaker:(adda OR mrash)) newt": "(speaker:(ada OR marsh)) newt",
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


def test_a_document_whose_title_is_the_query_comes_first(place: Path, tmp_path: Path) -> None:
    for asked in ("of newts", "Of Newt", "newts of"):
        assert index.search(place, asked).pages[0].title == "Of newts"
    turns = [("", "Mud lies over mud; below it lie reeds, it seems."), ("", "Mud."), ("", "Mud!")]
    index.update(tmp_path, Library(documents=(document("mud", "post", "2024-01-01", turns),)))
    for asked in ("of mud", "Of Mud"):
        first, *others = index.search(tmp_path, asked).hits
        assert first.start == 0 and first.score > max(hit.score for hit in others)
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


def kept(length: int) -> int:
    """The length of a field as Whoosh keeps it in a byte."""
    from whoosh.util.numeric import byte_to_length, length_to_byte

    return int(byte_to_length(length_to_byte(length)))


def bm25(count: float, having: int, counted: int) -> float:
    idf = math.log(1 + (counted - having + 0.5) / (having + 0.5))
    return idf * count * (index.K1 + 1) / (count + index.K1)


def around(word: str) -> dict[str, float]:
    """What a word scores in each document, by its address: text and title as one passage."""
    documents = {d.address: d for d, _ in everything()}
    texts = {
        address: [stem for p in d.passages for stem in stems(p.text)]
        for address, d in documents.items()
    }
    titles = {address: stems(d.title) for address, d in documents.items()}
    average = sum(map(len, texts.values())) / len(texts)
    titled = [len(titles[d.address]) for d, _ in everything()]
    counts = {
        address: text.count(analysis.stem(word)) / norm(len(text), average)
        + index.SEARCHED["title"]
        * titles[address].count(analysis.stem(word))
        / norm(len(titles[address]), sum(titled) / len(titled))
        for address, text in texts.items()
    }
    having = sum(1 for count in counts.values() if count)
    return {one: bm25(count, having, len(texts)) for one, count in counts.items()}


def norm(length: int, average: float) -> float:
    return 1 - index.B + index.B * kept(length) / average


def scores(words: str) -> dict[str, float]:
    """BM25F by its formula, with the field lengths as Whoosh keeps them in a byte."""
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
    asked = analysis.tokens(words)
    for word in {analysis.stem(word): word for word in reversed(asked)}.values():
        counts: dict[str, float] = {}
        for field, column in columns.items():
            term = word if field == "speaker" else analysis.stem(word)
            for (d, p), tokens in zip(passages, column, strict=True):
                if term in tokens:
                    address = f"{d.address}#{p.anchor}"
                    count = index.SEARCHED[field] * tokens.count(term)
                    count /= norm(len(tokens), averages[field])
                    counts[address] = counts.get(address, 0) + count
        for address, count in counts.items():
            score = bm25(count, len(counts), len(passages))
            result[address] = result.get(address, 0) + score
        more = around(word)
        for d, p in passages:
            address = f"{d.address}#{p.anchor}"
            result[address] = result.get(address, 0) + index.AROUND * more[d.address]
    return result


# Forms of a word, and a word that is typed again, are one word.
@given(st.lists(st.sampled_from(WORDS[:12]), min_size=1, max_size=4))
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
