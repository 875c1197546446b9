"""What records say of themselves."""

from __future__ import annotations

import pickle
import re
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonplace.model import (
    Change,
    Dated,
    Derived,
    Document,
    Entry,
    Event,
    Failed,
    Hold,
    Mark,
    Passage,
    Person,
    Phrase,
    Quote,
    Reference,
    Source,
    Topic,
    Turn,
)
from commonplace.model.diagnostics import error, line_of, note, warning
from commonplace.model.identity import PAGES, Identity
from commonplace.model.order import natural, newest_first

TIMES = st.lists(st.tuples(st.integers(0, 20), st.floats(0, 99)), max_size=6)
DAYS = st.sampled_from(["2023-12-31", "2024-01-01", "2024-01-02"])


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


SLIPS = st.tuples(st.sampled_from(["a.md", "b/c.vtt"]), st.integers(1, 99), st.text(), st.text())


@given(SLIPS, st.text())
def test_each_kind_of_message_says_what_it_was_given(
    slip: tuple[str, int, str, str], why: str
) -> None:
    names = ("file", "line", "message", "remedy")
    for make, severity in ((error, "error"), (warning, "warning"), (note, "note")):
        said = asdict(make(*slip, why))
        assert tuple(said[name] for name in names) == slip
        assert (said["severity"], said["why"], said["issue"]) == (severity, why, "")
        assert make(*slip).why == ""
    assert error(*slip, why, "7").issue == "7"


@given(st.text("a\n"), st.integers(0, 9))
def test_a_line_is_counted_as_editors_do(text: str, at: int) -> None:
    assert line_of(text, at) == len(text[:at].split("\n"))


def test_a_phrase_counts_one_for_a_change_unless_it_says_otherwise() -> None:
    change = Change(rule="a", start=0, end=3, before="abc", after="")
    assert Phrase("one", "many").counted(change) == 1
    assert Phrase("one", "many", counted=lambda one: len(one.before)).counted(change) == 3


@given(st.lists(st.tuples(st.integers(0, 30), st.none() | st.dates(min_value=date(1990, 1, 1)))))
def test_the_newest_is_first_and_episodes_are_counted(
    made: list[tuple[int, date | None]],
) -> None:
    source = Source(name="", file="", reader="", sha256="", text="")
    documents = [
        Document(
            slug=f"talk-{number}",
            kind="transcript",
            title="",
            source=source,
            date=Dated(at=datetime(day.year, day.month, day.day, tzinfo=UTC), precision="day")
            if day
            else None,
        )
        for number, day in dict(made).items()
    ]
    found = newest_first(documents)
    dates = [document.date.at for document in found if document.date]
    assert dates == sorted(dates, reverse=True)
    assert all(document.date is None for document in found[len(dates) :])
    for one, other in pairwise(found):  # of one day, and without a date, in natural order
        if one.date == other.date:
            numbers = [int(each.slug.partition("-")[2]) for each in (one, other)]
            assert numbers == sorted(numbers)
    assert found == newest_first(reversed(found))


@given(st.sets(st.sampled_from(PAGES)))
def test_what_has_no_page_is_not_shown(pages: set[str]) -> None:
    """What is proposed goes with the topics, and events with the timeline."""
    derived = Derived(
        proposed=(Entry(name="newt"),),
        topics=(Topic(slug="newt", name="Newt"),),
        people=(Person(slug="ada", name="Ada"),),
        references=(Reference(address="pond.example/a", kind="post", title="A", citations=()),),
        events=(Event(lane="published", date=None, text="A", document="posts/a/"),),
    )
    shown = Identity(pages=tuple(sorted(pages))).shown(derived)
    assert bool(shown.proposed) == bool(shown.topics) == ("topics" in pages)
    assert bool(shown.events) == ("timeline" in pages)
    for name in ("people", "references"):
        assert bool(getattr(shown, name)) == (name in pages)
    assert Identity().shown(derived) == derived


@pytest.mark.parametrize(
    ("mark", "spoken"),
    [
        (Mark(at=3), False),
        (Mark(at=0, speaker="Ada"), True),
        (Mark(at=0, start=0.0), True),
        (Mark(at=0, new_voice=True), True),
    ],
)
def test_somebody_speaks_where_a_name_a_time_or_a_voice_begins(mark: Mark, spoken: bool) -> None:
    assert mark.spoken is spoken


@given(st.text())
def test_a_message_is_one_line_without_signs_that_do_something(text: str) -> None:
    said = str(warning("a.md", 3, f"\x1b[2J\u202e{text}", "b"))
    assert said.startswith("a.md:3: warning: \\u001b[2J\\u202e")
    assert "\x1b" not in said and "\u202e" not in said and said.endswith("; b")


ADDRESSES = st.lists(st.text("ab-09", max_size=4), min_size=2, max_size=5)


@given(ADDRESSES)
def test_numbers_in_addresses_are_read_as_numbers(texts: list[str]) -> None:
    """As if they had leading zeros; nothing comes before a number, and a text before its ends."""

    def padded(text: str) -> str:
        return re.sub(r"\d+", lambda number: number[0].zfill(9), text)

    for one, other in pairwise(texts):
        if padded(one) == padded(other):
            continue
        assert natural(one) != natural(other)
        if not re.search(r"-|\d[ab]|[ab]\d", one + other):
            assert (natural(one) < natural(other)) == (padded(one) < padded(other))
    assert natural("talk-9") < natural("talk-10") < natural("talk-10b") < natural("talks")
    assert natural("talk") < natural("talk0") < natural("talk1")


def test_what_is_asked_of_a_document_does_not_change_what_is_stored_of_it() -> None:
    one = Document(
        slug="a",
        kind="transcript",
        title="A",
        source=Source(name="a.md", file="a.md", reader="plain", sha256="", text=""),
        passages=(passage(speaker="Ada"), passage(speaker="Ben"), passage(speaker="Ada")),
    )
    before = pickle.dumps(one)
    assert one.speakers == ("Ada", "Ben")
    assert pickle.dumps(one) == before
    assert pickle.loads(before) == one
    assert replace(one, passages=()).speakers == ()
