"""Person pages: what they wrote and said, and what is said of them."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

import tests.sample_derived as derive
import tests.sample_library as sample
from commonplace.model import Catalogue, Citation, Derived, Event, Person, Reference
from commonplace.render import people
from tests.built_page import built, elements

LIBRARY = sample.library()
DERIVED = derive.derived(LIBRARY)


def page(slug: str, derived: Derived = DERIVED) -> str:
    return dict(people.pages(Catalogue(LIBRARY, derived)))[f"people/{slug}/index.md"]


def section(text: str, name: str) -> str:
    """What stands below a heading, up to the next one."""
    return re.split(r"^## ", text.split(f"## {name} ")[1], flags=re.MULTILINE)[0]


def test_the_list_has_authors_and_speakers_before_those_who_are_only_named() -> None:
    text = dict(people.pages(Catalogue(LIBRARY, DERIVED)))["people/index.md"]
    speaking, spoken_of = section(text, "Authors and speakers"), section(text, "People mentioned")
    names = re.findall(r"/\">([^<]+)</a>", speaking)
    assert names == ["Ivo Lindqvist", "Maren Holloway", "Tamsin Achterberg"]
    assert "author of 1 document, guest of 1 document" in speaking
    assert "The first clerk" in spoken_of


def test_documents_come_with_role_and_date_the_oldest_first() -> None:
    text = section(page("maren-holloway"), "Documents")
    assert re.findall(r'cp-list-role">([^<]+)<', text) == [
        "author of the post",
        "guest of the transcript",
    ]
    assert text.index("17 November 2024") < text.index("March 2025")


def test_of_many_documents_most_are_folded() -> None:
    logs = tuple(replace(sample.LOG, slug=f"log-{number}") for number in range(30))
    writer = Person(
        slug="writer", name="Writer", credits=tuple((log.address, "author") for log in logs)
    )
    made = people.pages(Catalogue(sample.library(logs), Derived(people=(writer,))))
    shown, folded = section(dict(made)["people/writer/index.md"], "Documents").split("<details")
    assert shown.count("cp-list-title") == people.DOCUMENTS
    assert folded.count("cp-list-title") == 30 - people.DOCUMENTS
    assert shown.index("/log-9/") < shown.index("/log-10/")


def test_the_longest_turns_are_exact_and_have_times() -> None:
    text = section(page("tamsin-achterberg"), "Longest passages")
    found = re.findall(
        r'cp-list-date">([\d:]+)<br>(\d+) words.*?href="\.\./\.\./([^"]+)">“(.*?)”', text, re.DOTALL
    )
    passages = Catalogue(LIBRARY, DERIVED).passages
    assert len(found) == people.TURNS
    assert [int(words) for _, words, _, _ in found] == sorted(
        (int(words) for _, words, _, _ in found), reverse=True
    )
    for _, words, link, excerpt in found:
        assert passages[link].speaker == "Tamsin Achterberg"
        assert len(passages[link].text.split()) == int(words)
        assert passages[link].text.startswith(built_text(excerpt))
        assert len(built_text(excerpt)) <= people.OPENING


def built_text(words: str) -> str:
    return elements(f"<p>{words}</p>").text


def test_who_only_writes_has_passages_without_times() -> None:
    only = replace(DERIVED.people[1], turns=derive.turns(LIBRARY, derive.LOG))
    text = section(page(only.slug, replace(DERIVED, people=(only,))), "Longest passages")
    assert "A log is kept daily" in text
    assert "00:" not in text


def test_topics_have_counts_of_their_own_passages() -> None:
    text = section(page("ivo-lindqvist"), "Talks about")
    mine = {f"{turn.document}#{turn.anchor}" for turn in DERIVED.people[0].turns}
    for topic in DERIVED.topics:
        count = sum(named.address in mine for named in topic.named)
        asked = quote(f'by:"Ivo Lindqvist" topic:"{topic.name}"')
        chip = f'<a href="../../search/?q={asked}">'
        assert (chip in text) == bool(count)
        if count:
            assert f"{count}</span></a>" in text.split(chip)[1].split("</li>")[0]


def test_mentions_say_by_whom_and_where() -> None:
    text = section(page("the-first-clerk"), "What others say about them")
    naming = {named.sentence.document for named in DERIVED.people[3].named}
    order = [sample.CUES, sample.POST, sample.TALK, sample.CAPTIONS]
    assert re.findall(r'<h3 class="cp-list-title"><a href="([^"]+)"', text) == [
        f"../../{document.address}" for document in order if document.address in naming
    ]
    assert "Tamsin Achterberg</a></span>" in text


def test_a_work_that_others_cite_is_found_by_author_and_by_document() -> None:
    text = section(page("maren-holloway"), "Cited by others")
    assert 'href="../../posts/what-the-tide-gauge-measures/">The tide gauge</a>' in text
    assert 'cited in <a href="../../posts/keeping-a-log/">' in text
    text = section(page("the-first-clerk"), "Cited by others")
    assert 'href="../../references/#w-' in text


def test_what_only_its_author_cites_is_not_cited_by_others() -> None:
    own = Reference(
        address="https://x.example.org/",
        kind="post",
        title="Own",
        citations=(Citation(document=derive.LOG, text="own"),),
        by=("Tamsin Achterberg",),
    )
    text = page("tamsin-achterberg", replace(DERIVED, references=(own,)))
    assert "Cited by others" not in text


def test_events_are_those_of_the_timeline_and_not_more_than_fit() -> None:
    many = tuple(
        Event(lane="published", date=sample.on(year), text=f"Event {year}", document=derive.LOG)
        for year in range(1950, 2020)
    )
    hidden = replace(many[0], text="Hidden", shown=False)
    text = page("tamsin-achterberg", replace(DERIVED, events=(hidden, *many)))
    assert "Hidden" not in text
    assert text.count('<li class="cp-event"') == people.EVENTS
    assert f"{70 - people.EVENTS} earlier ones" in text


def test_a_page_leads_to_a_feed_if_it_has_entries() -> None:
    undated = sample.library([replace(one, date=None) for one in LIBRARY.documents])
    without = dict(people.pages(Catalogue(undated, DERIVED)))["people/ivo-lindqvist/index.md"]
    for text, feed in ((page("ivo-lindqvist"), True), (without, False)):
        assert ("data/feeds/people/ivo-lindqvist.xml" in text) == feed


def test_a_person_of_whom_nothing_is_known_has_a_page_all_the_same() -> None:
    text = page("nobody", Derived(people=(Person(slug="nobody", name="No Body"),)))
    assert [words for _, words in elements(built(text)[0]).headings] == ["No Body"]
