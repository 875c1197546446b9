"""Dated statements: what is a date, what it means, and which of them tell an event."""

from __future__ import annotations

import re
import tarfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.derive.dates.mentions import FORMS, Mention, mentions
from commonplace.derive.references.cited import address_date, kind_of
from commonplace.derive.sentences import sentences
from commonplace.derive.timeline.strength import THRESHOLD, signs, strength
from commonplace.markup.dates import dated
from commonplace.model import Document, Seed
from commonplace.pipeline import make_document
from tests.thorough import part

FOLDER = Path(__file__).parents[2] / "derive"
ROOT = Path(__file__).parents[3]
DATES = yaml.safe_load((FOLDER / "dates.yml").read_text(encoding="utf-8"))
CITED = yaml.safe_load((FOLDER / "cited.yml").read_text(encoding="utf-8"))
EVENTS = yaml.safe_load((FOLDER / "events.yml").read_text(encoding="utf-8"))
SAID = "2024-11-17"


def _shown(text: str, mention: Mention) -> str:
    until = f"..{mention.until}" if mention.until else ""
    resolved = " (resolved)" if mention.resolved else ""
    return f"{mention.words.of(text)} = {mention.date}{until}{resolved}"


def _found(text: str, said: str = SAID) -> list[str]:
    return [_shown(text, mention) for mention in mentions(text, dated(said))]


def _strength(text: str) -> float:
    return max(strength(text, mention) for mention in mentions(text, dated(SAID)))


@pytest.mark.parametrize("case", DATES["in_the_wild"], ids=lambda case: case["name"])
def test_dates_are_read(case: dict[str, Any]) -> None:
    assert _found(case["text"], case.get("said", SAID)) == case["dates"]


@pytest.mark.parametrize("text", DATES["no_date"] + DATES["ambiguous"])
def test_what_is_no_date_or_has_two_readings_is_none(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("As of March 12, the kiln is cold.", ["March 12 = 2024-03-12 (resolved)"]),
        ("Morning of March 12 the kiln was lit.", ["March 12 = 2024-03-12 (resolved)"]),
        ("I always wanted a kiln and bought one in March.", ["March = 2024-03 (resolved)"]),
        (
            "The mill was built in 1998. Otto rebuilt it. He liked it. In March he opened it.",
            ["1998 = 1998", "March = 1998-03 (resolved)"],
        ),
        ("The mill was built in 1998. We went there. It was wet. In March we bought it.", None),
        ("The mill was built in 1998. It is well kept. Ada Moth was there in March.", None),
        ("The fair is always held in March.", []),
        (
            "[07:52] In 2001 it burnt. It was rebuilt in May.",
            ["2001 = 2001", "May = 2001-05 (resolved)"],
        ),
        (
            "[Vale, The Mill, 1990, p. 12] It burnt in 2001. It was rebuilt in 2010.",
            ["2001 = 2001", "2010 = 2010"],
        ),
    ],
)
def test_a_month_takes_the_year_of_its_own_story(text: str, dates: list[str] | None) -> None:
    assert _found(text) == (["1998 = 1998"] if dates is None else dates)


@pytest.mark.parametrize(
    "text",
    [
        "Since 1998 the mill has stood. It was sold in March.",
        "Built in 1998, the mill was sold in March.",
        "Born in Wick in 1998, Otto Vale came to Halden in March.",
        "The 1998 report was read in March.",
        "Compared with 1998, sales fell in March.",
        "More was sold than in 1998. In March it was closed.",
        "The mill is to close by 2030. In March Otto Vale opened a kiln.",
        "They close in 2030. In March Otto Vale opened a kiln.",
    ],
)
def test_a_month_does_not_take_a_year_that_is_named_in_passing(text: str) -> None:
    assert [one for one in _found(text) if one.startswith("March")] == []


@pytest.mark.parametrize(
    "text",
    [
        "In 1998 it was a mill. In March it was sold.",
        "Otto Vale came to the mill in 1998. In March he sold it.",
        "The mill opened in 1998, and in March it was sold.",
        "Tired of Wick, he left it in 1998. In March he came to Halden.",
    ],
)
def test_a_month_takes_the_year_in_which_something_was_done(text: str) -> None:
    assert "March = 1998-03 (resolved)" in _found(text)


@pytest.mark.parametrize("text", DATES["no_date_without_a_document_date"])
def test_nothing_is_guessed_without_the_date_of_the_document(text: str) -> None:
    assert _found(text, "") == []
    if text != "that year":
        assert len(_found(f"It was {text}.")) == 1


def test_every_form_is_used_by_a_case() -> None:
    texts = [case["text"] for case in DATES["in_the_wild"]]
    for form in FORMS:
        assert any(form.pattern.search(text) for text in texts), form.name


def test_a_line_of_a_table_of_years_lists_its_events() -> None:
    text = (
        "**Early:** this\n2017: PPO, AlphaZero (no human, no data).\n- 2018 – a game; a model, too"
    )
    first, second = mentions(text)
    assert first.sentence.of(text) == "2017: PPO, AlphaZero (no human, no data)."
    assert [span.of(text) for span in first.events] == ["PPO", "AlphaZero (no human, no data)"]
    assert second.sentence.of(text) == "- 2018 – a game; a model, too"
    assert [span.of(text) for span in second.events] == ["a game", "a model, too"]


@pytest.mark.parametrize(
    "line",
    [
        "2016: AlphaGo, a program of DeepMind, defeats Lee Sedol",
        "2016: After many years of quiet work in a small room in London, AlphaGo defeats a master",
    ],
)
def test_a_comma_of_a_sentence_parts_no_events(line: str) -> None:
    (mention,) = mentions(line)
    assert [span.of(line) for span in mention.events] == [line.removeprefix("2016: ")]


def test_a_sentence_of_prose_lists_nothing() -> None:
    (mention,) = mentions("In 2017 there were PPO, AlphaZero, and others.")
    assert mention.events == ()


PIECES = st.sampled_from(
    "2016|1950|2000|'97|the 1980s|May|March|in|until|since|before|between|and|or|to|last|next|year"
    "|week|ago|two|12th|of|12|3/4/2016|2016-03-12|Q3|summer|early|mid-|,|.|: |; |\n|...|(|)|$|-|–|"
    "DeepMind|published|words|GPT 4|I think|?|yesterday|that|same| |\u00a0|é|o1".split("|")
)


TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=80)


@settings(deadline=None)
@given(TEXTS, st.sampled_from([SAID, "2024-06", "2024", ""]))
def test_every_mention_is_an_exact_piece_of_its_sentence(text: str, said: str) -> None:
    found = mentions(text, dated(said))
    for mention in found:
        outer = mention.sentence
        for inner in (mention.words, *mention.events):
            assert 0 <= outer.start <= inner.start < inner.end <= outer.end <= len(text)
        assert mention.sentence.of(text) == mention.sentence.of(text).strip()
        assert "\n" not in mention.sentence.of(text)
        assert not mention.until or mention.until.at >= mention.date.at
        assert strength(text, mention) == sum(sign.weight for sign in signs(text, mention))
    assert all(one.words.end <= two.words.start for one, two in pairwise(found))


@settings(deadline=None)
@given(st.text(alphabet="aA.?!… \n\"')(1", max_size=60))
def test_sentences_lose_nothing_but_space(text: str) -> None:
    held = "".join(span.of(text) for span in sentences(text))
    assert "".join(held.split()) == "".join(text.split())


@pytest.mark.parametrize("text", EVENTS["events"])
def test_what_happened_is_an_event(text: str) -> None:
    assert _strength(text) >= THRESHOLD


@pytest.mark.parametrize("text", EVENTS["not_events"])
def test_what_only_has_a_date_is_none(text: str) -> None:
    assert _strength(text) < THRESHOLD


@pytest.mark.parametrize("pair", EVENTS["order"], ids=lambda pair: pair[0])
def test_the_stronger_event_comes_first(pair: list[str]) -> None:
    assert _strength(pair[0]) > _strength(pair[1])


def test_a_known_name_makes_an_event_stronger() -> None:
    text = "They met in 2014 at a workshop on exploration."
    (mention,) = mentions(text)
    assert strength(text, mention, {"exploration"}) > strength(text, mention, {"poker"})


@pytest.mark.parametrize(("address", "kind", "date"), CITED)
def test_addresses_tell_their_kind_and_date(address: str, kind: str, date: str | None) -> None:
    found = address_date(address)
    assert (kind_of(address), found and str(found)) == (kind, date)


@settings(deadline=None)
@given(st.text(max_size=60) | st.text(max_size=30).map("https://x.com/a/status/".__add__))
def test_any_text_may_be_an_address(text: str) -> None:
    kind_of(text)
    address_date(text)


# --- the four documents ---


def _document(shared: Path, number: str) -> Document:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    document, _ = make_document(Seed(name=path.name, file=path.name, data=path.read_bytes()))
    assert document
    return document


def _mentioned(document: Document) -> list[tuple[str, Mention]]:
    return [
        (passage.text, mention)
        for passage in document.passages
        for mention in mentions(passage.text, document.date)
    ]


def test_the_timeline_of_the_interview_has_every_year(shared: Path) -> None:
    document = _document(shared, "003")
    lines = [(text, mention) for text, mention in _mentioned(document) if mention.events]
    # The table is "**2013:** ..." in the source; its first line, an era, has no date.
    source = next((shared / "seeds").glob("003_*.txt")).read_text(encoding="utf-8")
    years = re.findall(r"^\*\*(\d{4}):?\*\*", source, re.MULTILINE)
    assert [str(mention.date) for _, mention in lines] == years
    assert years[0] == "2013" and years[-1] == "2024"
    assert all(strength(text, mention) >= THRESHOLD for text, mention in lines)
    events = {str(m.date): [span.of(text) for span in m.events] for text, m in lines}
    assert [len(found) for found in events.values()] == [1, 1, 1, 2, 2, 2, 1, 1, 2, 2, 3]
    assert events["2018"] == ["OpenAI Five", "GPT 2"]
    assert events["2024"][0] == "o1"


def test_what_the_documents_say_about_time(shared: Path) -> None:
    said = {number: _mentioned(_document(shared, number)) for number in ("000", "002", "003")}
    shown = {n: {_shown(text, mention) for text, mention in found} for n, found in said.items()}
    assert "Q1 of 2025 = 2025-01..2025-03" in shown["000"]
    assert {
        "May 2024 = 2024-05",
        "September = 2024-09 (resolved)",
        "2017 = 2017",
        "7 years ago = 2017 (resolved)",
        "Feb 2023 = 2023-02",
    } <= shown["002"]
    assert {
        "February of 2019 = 2019-02",
        "2014 = 2014",
        "2020 = 2020",
        "next week = 2024-12-09..2024-12-15 (resolved)",
        "same year = 2017 (resolved)",
        "first half of 2023 = 2023-01..2023-06",
    } <= shown["003"]
    # The day of a month that the speaker is not sure of is no date.
    assert not any("March" in words for words in shown["003"])


@pytest.fixture(scope="module")
def corpus_texts(shared: Path) -> list[str]:
    """Every third paragraph of the corpus, as it is in its files."""
    texts: list[str] = []
    with tarfile.open(shared / "corpus" / "practicalai.tar.gz") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".md") else None
            texts += file.read().decode("utf-8").split("\n\n") if file else []
    return texts[:: part(3, 12)]


def test_few_of_many_dates_of_a_large_corpus_are_events(corpus_texts: list[str]) -> None:
    found = [(text, mention) for text in corpus_texts for mention in mentions(text)]
    events = [mention for text, mention in found if strength(text, mention) >= THRESHOLD]
    assert len(found) > 0
    assert 0 < len(events) < len(found) / 4
    for text, mention in found:
        assert re.search(r"\d\d|year|month|ties\b|[A-Z]\w+", mention.words.of(text))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "2018: The kiln opens. The sign also lists the forge here; Renner puts it in May 2019.",
            ["2018 The kiln opens. The sign also lists the forge here; Renner puts it in May 2019"],
        ),
        ("2018: a kiln; a forge, built in 2019", ["2018 a kiln; a forge, built in 2019"]),
        ("2017: the mast in July; the sail", ["2017 the sail", "2017-07 the mast in July"]),
        ("2022: the lamp is lit on 30 November", ["2022-11-30 the lamp is lit on 30 November"]),
        (
            "May 2017: the mast; the sail of 2 May 2017",
            ["2017-05 the mast; the sail of 2 May 2017"],
        ),
    ],
)
def test_a_line_of_a_table_has_one_date_or_a_closer_one(line: str, told: list[str]) -> None:
    found = [f"{m.date} {span.of(line)}" for m in mentions(line) for span in m.events]
    assert found == told
