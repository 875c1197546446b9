"""What records say of themselves."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonplace.model import Dated, Document, Failed, Hold, Passage, Quote, Source, Turn

TIMES = st.lists(st.tuples(st.integers(0, 20), st.floats(0, 99)), max_size=6)
DAYS = st.dates().map(str)


def passage(**fields: object) -> Passage:
    return Passage(**{"anchor": "a", "text": "newts", "body": "", "html": "", **fields})


@given(TIMES, st.none() | st.floats(0, 9), st.integers(0, 25))
def test_a_character_has_the_time_of_the_last_cue_before_it(
    times: list[tuple[int, float]], start: float | None, at: int
) -> None:
    rising = sorted(dict(times).items())
    begun = [second for offset, second in rising if offset <= at]
    said = passage(times=tuple(rising), start=start).time_at(at)
    assert said == (begun[-1] if begun else start)


@pytest.mark.parametrize(
    ("precision", "shown"),
    [("second", "2024-03-09"), ("day", "2024-03-09"), ("month", "2024-03"), ("year", "2024")],
)
def test_a_date_shows_what_is_known_of_it(precision: str, shown: str) -> None:
    assert str(Dated(at=datetime(2024, 3, 9, 7, tzinfo=UTC), precision=precision)) == shown


@given(DAYS, st.just("") | DAYS, st.just("") | DAYS)
def test_what_is_held_back_on_a_day(day: str, opens: str, closes: str) -> None:
    hold = Hold(why="", file="", opens=opens, closes=closes)
    if opens:
        assert hold.on(day) == (day < opens)
    elif closes:
        assert hold.on(day) == (day >= closes)
    else:
        assert hold.on(day)


@given(st.sampled_from(["post", "transcript"]), st.lists(st.sampled_from([None, "Ada", "Wim"])))
def test_a_document_has_one_address_and_each_speaker_once(
    kind: str, speakers: list[str | None]
) -> None:
    document = Document(
        slug="pond",
        kind=kind,
        title="Pond",
        source=Source(name="", file="", reader="", sha256="", text=""),
        passages=tuple(passage(speaker=speaker) for speaker in speakers),
    )
    assert document.address == f"{kind}s/pond/"
    spoke = [speaker for speaker in speakers if speaker]
    assert sorted(document.speakers) == sorted(set(spoke))
    assert list(document.speakers) == sorted(document.speakers, key=spoke.index)


def test_passages_are_named_by_document_and_anchor() -> None:
    quote = Quote(document="posts/pond/", anchor="p-1", start=0, end=1, text="a")
    assert quote.address == "posts/pond/#p-1"
    turn = Turn(document="posts/pond/", anchor="p-1", words=2, further=("p-2", "p-3"))
    assert turn.passages == ("posts/pond/#p-1", "posts/pond/#p-2", "posts/pond/#p-3")


def test_what_is_lost_is_an_error_of_its_file() -> None:
    lost = Failed(message="it ended", why="no memory", remedy="try again")
    found = asdict(lost.of("seeds/pond.md"))
    assert found["severity"] == "error" and found["file"] == "seeds/pond.md" and found["line"] == 1
    assert {name: found[name] for name in asdict(lost)} == asdict(lost)
