"""What a date means, worked out in another way for every month, year and distance."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonplace.derive.dates.mentions import FORMS, _hints, mentions, small
from commonplace.derive.sentences import sentences
from commonplace.markup.dates import dated

MONTHS = (
    "January February March April May June July August September October November December"
).split()
NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
EVERY = tuple(product(range(1, 13), range(1, 13)))


def meant(text: str, said: str = "") -> str:
    """What the dates of a text mean: `2016-03`, or `2016..2018`, with `?` where worked out."""
    return " ".join(
        f"{one.date}{f'..{one.until}' if one.until else ''}{'?' if one.resolved else ''}"
        for one in mentions(text, dated(said))
    )


@pytest.mark.parametrize("said", ["2024-{:02}", "2024-{:02}-15"])
def test_a_month_without_a_year(said: str) -> None:
    for month, now in EVERY:
        name, shown = MONTHS[month - 1], said.format(now)
        here, past, future = f"2024-{month:02}?", f"2023-{month:02}?", f"2025-{month:02}?"
        assert meant(f"In {name}, perhaps so.", shown) == (here if month <= now else "")
        assert meant(f"They met in {name}.", shown) == (here if month <= now else past)
        assert meant(f"They will meet in {name}.", shown) == (here if month >= now else future)
        both = meant(f"They met and will meet in {name}.", shown)
        assert both == "" == meant(f"They met in {name}.", "2024") == meant(f"They met in {name}.")


def test_a_day_without_a_year() -> None:
    for month, now in EVERY:
        name = MONTHS[month - 1]
        shown = f"2024-{month:02}-09?" if month <= now else f"2023-{month:02}-09?"
        for day in (f"on {name} 9th", f"on {name} 9", f"on the 9th of {name}"):
            assert meant(f"They met {day}.", f"2024-{now:02}-20") == shown


def test_last_this_and_next_month_by_name() -> None:
    for month, now in EVERY:
        ahead, name, said = month - now, MONTHS[month - 1], f"2024-{now:02}-15"
        assert meant(f"It was this {name}.", said) == f"2024-{month:02}?"
        last = "2023" if ahead >= 0 else "2024" if ahead <= -6 else ""
        assert meant(f"It was last {name}.", said) == (last and f"{last}-{month:02}?")
        coming = "2025" if ahead <= 0 else "2024" if ahead >= 6 else ""
        assert meant(f"It is for next {name}.", said) == (coming and f"{coming}-{month:02}?")


def test_a_month_follows_the_date_that_was_named_before() -> None:
    for month, named in EVERY:
        name, first = MONTHS[month - 1], f"2011-{named:02}"
        later = f" 2011-{month:02}?" if month >= named else ""
        assert meant(f"It began in {MONTHS[named - 1]} 2011. In {name} it ended.") == first + later
        assert meant(f"It began in 2011, and in {name} it ended.") == f"2011 2011-{month:02}?"
        assert meant(f"It ran 2011 to 2013. In {name} it ended.") == "2011..2013"


@pytest.mark.parametrize(("between", "near"), [(1, True), (2, True), (3, False)])
def test_that_year_is_not_far_from_the_year(between: int, near: bool) -> None:
    filler = " So it is." * (between - 1)
    for words, year in (("That year", 2011), ("The same year", 2011), ("The following year", 2012)):
        text = f"It began in 2011.{filler} {words} it ended."
        assert meant(text) == ("2011" + f" {year}?" * near)
    assert meant(f"It began in 2011.{filler} In March of that year it ended.") == (
        "2011" + " 2011-03?" * near
    )
    assert meant("It ran 2011 to 2013. That year it ended.") == "2011..2013"


@settings(max_examples=30)
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(1, 40))
def test_units_ago(today: date, count: int) -> None:
    said, words = str(today), NUMBERS[count - 1] if count <= 12 else str(count)
    round_number = count >= 10 and count % 5 == 0
    assert meant(f"It was {words} years ago.", said) == (
        "" if round_number else f"{today.year - count}?"
    )
    months = today.year * 12 + today.month - 1 - count
    shown = f"{months // 12}-{months % 12 + 1:02}?"
    assert meant(f"It was {words} months ago.", said) == (shown if count <= 11 else "")
    monday = today - timedelta(days=today.weekday() + 7 * count)
    shown = f"{monday}..{monday + timedelta(days=6)}?"
    assert meant(f"It was {words} weeks ago.", said) == (shown if count <= 7 else "")
    shown = f"{today - timedelta(days=count)}?"
    assert meant(f"It was {words} days ago.", said) == (shown if count <= 13 else "")
    assert meant("It was yesterday.", said) == f"{today - timedelta(days=1)}?"
    for unit, known in (("month", f"{today.year}"), ("week", said[:7]), ("day", said[:7])):
        assert meant(f"It was two {unit}s ago.", known) == ""


@settings(max_examples=30)
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_last_this_and_next_unit(today: date) -> None:
    said = str(today)
    for word, by in (("last", -1), ("this", 0), ("next", 1)):
        assert meant(f"It is {word} year.", said) == f"{today.year + by}?"
        assert meant(f"It is {word} year.", said[:4]) == f"{today.year + by}?"
        assert meant(f"In May of {word} year.", said) == f"{today.year + by}-05?"
        months = today.year * 12 + today.month - 1 + by
        shown = f"{months // 12}-{months % 12 + 1:02}?"
        assert meant(f"It is {word} month.", said) == shown
        monday = today + timedelta(days=7 * by - today.weekday())
        assert meant(f"It is {word} week.", said) == f"{monday}..{monday + timedelta(days=6)}?"


def test_seasons_by_their_distance() -> None:
    for (name, first), now in product(
        {"spring": 3, "summer": 6, "fall": 9, "autumn": 9}.items(), range(1, 13)
    ):
        said = f"2024-{now:02}-15"
        over, begun = now >= first + 3, now >= first
        assert meant(f"It is this {name}.", said) == "2024?"
        for word in ("last", "past"):
            assert meant(f"They met {word} {name}.", said) == ("2024?" if over else "2023?")
        assert meant(f"It is for next {name}.", said) == ("2025?" if begun else "2024?")
        assert meant(f"They met last {name}.", "2024") == ""


@settings(max_examples=30)
@given(st.dates(date(1990, 1, 1), date(2039, 12, 31)))
def test_every_way_to_write_a_day(day: date) -> None:
    month = MONTHS[day.month - 1]
    ways = (
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"the {day.day} of {month}, {day.year}",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}/{day.month:02}/{day.day:02}",
    )
    for way in ways:
        assert meant(f"It was on {way}.") == str(day)
    clear = day.day > 12 or day.day == day.month
    for way in (f"{day.day}/{day.month}/{day.year}", f"{day.month}/{day.day}/{day.year}"):
        assert meant(f"It was on {way}.") == (str(day) if clear else str(day.year))
    assert meant(f"It was in {month} of {day.year}.") == str(day)[:7]
    assert meant(f"It was in early {month} {day.year}.") == str(day)[:7]


@settings(max_examples=30)
@given(st.integers(2001, 2038), st.integers(1, 9))
def test_stretches_of_years(first: int, more: int) -> None:
    last = first + more
    for words in (
        f"between {first} and {last}",
        f"from {first} to {last}",
        f"{first}–{last}",
        f"{first}–{last % 100:02}" if last % 100 > 12 else f"{first}-{last}",
        f"{first} or '{last % 100:02}",
    ):
        assert meant(f"It was {words}.") == f"{first}..{last}", words
    assert meant(f"It ran from {last} to {first}.") != f"{last}..{first}"


def test_parts_of_a_year() -> None:
    for number, name in enumerate(("first", "second", "third", "fourth"), 1):
        quarter = f"2024-{3 * number - 2:02}..2024-{3 * number:02}"
        assert meant(f"It fell in Q{number} 2024.") == quarter
        assert meant(f"It fell in the {name} quarter of 2024.") == quarter
        half = f"2024-{6 * number - 5:02}..2024-{6 * number:02}"
        assert meant(f"It fell in H{number} 2024.") == (half if number < 3 else "2024")
        assert meant(f"It fell in the {name} half of 2024.") == (half if number < 3 else "2024")
        assert meant(f"It fell in Q{number} of last year.", "2024-05") == (
            quarter.replace("2024", "2023") + "?"
        )
    for season in ("spring", "summer", "autumn", "winter"):
        assert meant(f"In {season} of 2021 it was dry.") == "2021"
        assert meant(f"In {season} of last year it was dry.", "2024-05") == "2023?"


def test_decades_and_short_years() -> None:
    for year in range(1950, 2040, 10):
        assert meant(f"It came in the {year}s.") == f"{year}..{year + 9}"
        assert meant(f"It came in the early {year}'s.") == f"{year}..{year + 9}"
    for tens in range(30, 100, 10):
        assert meant(f"It came in the late '{tens}s.") == f"19{tens}..19{tens + 9}"
        assert meant(f"It came in the {tens}s.") == f"19{tens}..19{tens + 9}"
    for name, year in (("sixties", 1960), ("seventies", 1970), ("eighties", 1980)):
        assert meant(f"It came in the {name}.") == f"{year}..{year + 9}"
    for short in range(100):
        assert meant(f"Back in '{short:02} it won.", "2018-05") == str(
            2000 + short if short <= 19 else 1900 + short
        )


#: What may be a part of a date, said plainly: where none stands, no date is looked for.
PARTS = re.compile(
    r"\d\d|years?\b|\b(?:month|week)|\bago\b|yesterday|spring|summer|\bfall\b|autumn|[a-z]ties\b"
    r"|january|february|\bmarch|april|\bmay\b|\bjune|\bjuly|august|september|october|november"
    r"|december",
    re.IGNORECASE,
)
PIECES = (
    *("12", "٣٤", "years", "Year", "lightyears", "yearly", "Months", "bimonthly", "WEEK", "ago"),
    *("Agora", "yesterday", "Spring", "fall", "falls", "nineties", "TIES", "cities", "İ", "Juneau"),
    *("may", "Maya", "march", "December", "eighties", "İAugust", "5", ".", " ", "-", "\n", ". A"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_sentence_with_a_part_of_a_date_is_looked_at(text: str) -> None:
    def numbers(places: Iterable[int]) -> set[int]:
        starts = [sentence.start for sentence in sentences(text)]
        return {bisect_right(starts, place) for place in places}

    plainly = numbers(found.start() for found in PARTS.finditer(text))
    assert numbers(_hints(text)) == plainly


@pytest.mark.parametrize("year", [1990, 1999, 2000, 2001, 2024, 2039, 2040])
def test_a_year_of_our_time_needs_no_word_before_it(year: int) -> None:
    """Other numbers do, and so does a year that is a common size."""
    plain = meant(f"The {year} regatta went to Ada Moth.", "2024-05-03")
    assert plain == (str(year) if 1990 <= year < 2040 and year != 2000 else "")
    assert meant(f"In {year} it went to Ada Moth.", "2024-05-03") == str(year)


#: What dates are made of, besides what only looks like it.
PIECES = (
    *("March", "may", "Sept.", "jan", "3", "12th", "2016", "1997", "the", "of", "in", "to", "-"),
    *("/", "'97", "’80s", "1990's", "the 80s", "Q3", "second half", "summer", "early", "mid", " "),
    *("end of", "last", "this", "year", "week", "two", "ago", "yesterday", "that", "between"),
    *("and", "2010-12", "ſummer", "weeK", "MıD", "eighties", ", ", "\n", "x", "ties", "2020s"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(("", " ")))
@settings(max_examples=500)
def test_what_may_be_a_date_has_the_sign_of_its_form(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    for form in FORMS:
        if form.pattern.search(text):
            assert form.sign.search(small(text)), form.name
