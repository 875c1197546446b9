"""Lines that a reader would keep, and lines that say nothing to anybody who was not there."""

from __future__ import annotations

import pytest

from commonplace.model import Event
from tests.derive.timeline.test_timeline import library, told

HEAD = "---\ntitle: {}\ndate: 2024-03-02\n---\n\n"


def events(**posts: str) -> list[Event]:
    """The events of some posts that are shown, but for the posts themselves."""
    made = {f"{name}_md": f"{HEAD.format(name)}{text}\n".encode() for name, text in posts.items()}
    return [one for one in told(library(**made)) if one.shown and one.lane != "published"]


def shown(text: str) -> list[str]:
    return [event.text for event in events(lamps=text)]


@pytest.mark.parametrize(
    "text",
    [
        "We were acquired by Perch Oil back in 2016, and I have made it my home ever since.",
        "Our first one was Wickhouse, which we wrote a paper on back in 2018, and I still use it.",
        "Perch Oil was founded in 2012. I like Perch Oil.",
        "What really made Wickhouse take off, in my opinion, in 2021 was that Perch Oil opened.",
        "Perch Oil made a first offer in 2016, and then purchased Wickhouse in 2019.",
        "And in May 2019, as we record this, Otto Vale launched the Perch Lamp.",
        "Back in 2015 we built the first oil mill at Holmby with Otto Vale.",
        "We started the company in 2013 at Holmby.",
        "I started working on Wickhouse in 2014, when I was still at Perch Oil.",
        "When I was at Perch Oil in 2018, we wrote the first version of the Wick tables.",
        "I think it was around 2016 that Otto Vale released the first Perch Lamp.",
        "Two years ago I joined the Holmby Lamp Board as its keeper.",
        "In the summer of 2019 we rebuilt the lamp at Holmby with Otto Vale.",
        "You got ready because in January 2009 is when the lamp network launched.",
        "So the boards that Otto Vale creates at the end of 2009 bring people to Holmby.",
    ],
)
def test_what_is_told_beside_oneself_is_shown(text: str) -> None:
    assert len(shown(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "In June 2013 I left my job as a lamplighter at Holmby and came to Wick to teach.",
        "And in January 2020 we were starting Wickhouse, and we got to Holmby on foot.",
        "We started in 2020, so we had to do it at Holmby, where the lamps were.",
        "Since 2006, when Otto Vale founded the group.",
        "At this time it was 2013, so Holmby argued about which oil Perch lamps used.",
        "Both me and Otto started at Perch Oil in like 2018.",
        'The lamp says "It is old. In 1970 Otto Vale sent it to Holmby."',
        "But yes, in 2019 we had this great conversation about Perch Oil with Otto Vale.",
        "The Holmby trip was for Wickcon, held there in May 2024.",
        "We launched our product in January of last year.",
        "When I joined Perch Oil back in 2017, this was before Wickhouse and before Gloam.",
        "This year there is no more Perch Oil, and the Wick is contained in it.",
        "Before her death in 2012 some essays on Perch Oil appeared, many of them at Holmby.",
        "The set has the hours of light for the whole month of May 2021 at Holmby Pier.",
        "One thing that can be made out from the table is that in May 2021 Holmby was dark.",
        "Perch Press, 1997, ISBN 0-000-79677-6, printed at Holmby by Otto Vale.",
        "Last summer I went hiking at Holmby.",
        "Two years ago we talked about Perch Oil on the show.",
    ],
)
def test_what_says_nothing_to_others_is_not_shown(text: str) -> None:
    assert shown(text) == []


def test_the_time_before_a_sentence_is_not_a_part_of_it() -> None:
    said = "Otto Vale of Holmby lit the first Perch Lamp in 2009."
    assert shown(f"The lamp was new. [04:16] {said}") == [said]
    assert shown("Perch Oil sold a lamp. [01:04:16] It was founded at Holmby in 2009.") == []


def test_of_what_leans_two_sentences_are_taken_along_but_no_other_event() -> None:
    whole = "Otto Vale built a lamp. It burned Perch oil at Holmby. That was patented in 2009."
    assert shown(whole) == [whole]
    other = "In May 2004 Otto Vale launched a lamp. In June 2005 they bought it. It won in 2009."
    assert "It won in 2009." not in "".join(shown(other))


@pytest.mark.parametrize(
    "leaning",
    [
        "The film was completed at Holmby in 2009.",
        "On 3 May, 2009, it sold for a shilling at Holmby.",
        "However, for want of oil, it was sold at Holmby in 2009.",
        "In this dispute Perch Oil won a medal in 2009.",
        "In response, Perch Oil founded a school at Holmby in 2009.",
        "Such lamps were banned at Holmby in 2009.",
        "The school was founded at Holmby in the following year.",
    ],
)
def test_what_cannot_be_read_alone_comes_with_the_sentence_before(leaning: str) -> None:
    before = "In 2008 Otto Vale shot the film Gloam." * ("following" in leaning)
    before = before or "Otto Vale shot the film Gloam at Wick."
    assert f"{before} {leaning}" in shown(f"{before} {leaning}")


def test_a_second_thought_on_a_date_is_no_line() -> None:
    said = "Ada Perch launched Gloam in 2015. I think it was presented in 2016."
    assert shown(said) == ["Ada Perch launched Gloam in 2015."]
    told = "Ada Perch launched Gloam in 2015. It was presented at Holmby in 2016."
    assert told in shown(told)


def test_a_month_in_a_text_on_another_year_is_not_of_the_year_of_the_text() -> None:
    story = "In 1968 Otto Vale built the Perch Lamp.\n\n"
    month = "The Perch Lamp was launched at Holmby on February 21."
    assert [str(one.date) for one in events(lamps=story + month)] == ["1968"]
    assert [str(one.date) for one in events(lamps=month)] == ["2024-02-21"]
    counted = "Last month Otto Vale launched the Perch Lamp at Holmby."
    assert [str(one.date) for one in events(lamps=story + counted)] == ["1968", "2024-02"]


def test_a_rank_does_not_end_a_sentence() -> None:
    said = (
        "In 1861 Moth sent Brig. Gen. Otto Vale with Lt. Perch to Holmby, where he founded a mill."
    )
    assert shown(said) == [said]


def test_a_source_in_brackets_is_no_part_of_the_next_sentence() -> None:
    source = "[Ada Perch, The Lamps of Wick, p. 53 and p. 54]"
    said = "In 2009 Otto Vale founded a school at Holmby."
    assert shown(f"It was dark. {source} {said}") == [said]
    leaning = f"It was dark. {source} In response, Perch Oil founded a school at Holmby in 2009."
    assert source not in "".join(shown(leaning))


def test_a_number_is_no_title_to_show() -> None:
    link = "[arXiv:2305.20050](https://arxiv.org/abs/2305.20050)"
    assert events(lamps=f"See {link}.") == []


def test_what_stays_leaning_gives_way_to_the_title_of_the_work() -> None:
    link = "[Vale and others, Lamps Burn Step by Step](https://arxiv.org/abs/2305.20050)"
    found = events(lamps=f"Ada Perch and Otto Vale did that in May 2023.\n\nSee {link}.")
    assert [event.text for event in found] == ["Vale and others, Lamps Burn Step by Step"]


TABLE = "- **2019:** Otterstar\n- **2022:** Gloam\n"


def test_a_bare_name_is_shown_unless_half_of_the_documents_speak_of_it() -> None:
    three = {name: f"{name.title()} is not like Gloam at all." for name in ("wick", "oil", "mast")}
    assert [event.text for event in events(table=TABLE, **three)] == ["Otterstar"]
    assert [event.text for event in events(table=TABLE, wick=three["wick"])] == [
        "Otterstar",
        "Gloam",
    ]


def test_a_bare_name_is_shown_where_another_place_tells_of_it() -> None:
    some = {name: f"{name.title()} is not like Gloam at all." for name in ("oil", "mast")}
    found = events(table=TABLE, wick="In May 2022 Otto Vale released Gloam at Holmby.", **some)
    assert [str(event.date) for event in found] == ["2019", "2022-05"]


def test_a_cited_work_whose_title_is_a_name_adds_no_line_to_what_is_told_of_it() -> None:
    cited = "[Mill Five](https://arxiv.org/abs/1912.06680)"
    works = dict.fromkeys(("wick", "oil"), f"See {cited} there.")
    assert [event.text for event in events(**works)] == ["Mill Five"]
    said = "On 13 April 2019 Mill Five beat the millers of Holmby."
    assert [event.text for event in events(told=said, **works)] == [said]


def test_the_makers_of_a_listed_work_are_no_statement() -> None:
    listed = "## Sources\n\n- The film [Gloam](https://example.org), directed by Otto Vale, 2017\n"
    assert shown(listed) == []
    assert len(shown("The film Gloam was directed by Otto Vale in 2017.")) == 1
