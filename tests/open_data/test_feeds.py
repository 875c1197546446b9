"""The Atom feeds keep to RFC 4287, and say the same in every build."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from datetime import datetime
from html import unescape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tests.sample_catalogue as derived
import tests.sample_library as sample
from commonplace.model import Catalogue, Credit, Derived, Heading
from commonplace.model.identity import Identity
from commonplace.open_data import files
from commonplace.open_data.feeds import ALL, LONGEST, MOST, NEVER, PODCAST, feeds

SITE = "https://example.org/notes/"
ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
TOPIC = "data/feeds/topics/well.xml"


def read(text: str) -> Element:
    return ElementTree.fromstring(text)


def words(parent: Element, name: str) -> list[str]:
    return [element.text or "" for element in parent.findall(f"{ATOM}{name}")]


def names(entry: Element, role: str) -> list[str]:
    return [words(person, "name")[0] for person in entry.findall(f"{ATOM}{role}")]


def href(parent: Element, relation: str) -> str:
    links = parent.findall(f"{ATOM}link")
    (found,) = [link.attrib["href"] for link in links if link.attrib["rel"] == relation]
    return found


def test_nobody_has_a_feed_without_entries() -> None:
    """As soon as one of their documents has a date, they have one."""
    whole = derived.catalogue()
    ivo = f"data/feeds/people/{derived.IVO.slug}.xml"
    talk = sample.TALK.address
    undated = sample.library([replace(one, date=None) for one in whole.library.documents])
    found = feeds(Catalogue(undated, whole.derived), site=None)
    assert not any("/people/" in path for path in found)
    one = [sample.TALK if doc.address == talk else doc for doc in undated.documents]
    assert ivo in feeds(Catalogue(sample.library(one), whole.derived), site=None)


@pytest.mark.parametrize("site", [None, SITE])
def test_every_feed_has_what_the_standard_asks_for(site: str | None) -> None:
    found = feeds(derived.catalogue(), site=site)
    people = [person for person in derived.catalogue().derived.people if person.credits]
    assert people
    assert set(found) == {
        "data/feeds/all.xml",
        "data/feeds/posts.xml",
        "data/feeds/transcripts.xml",
        *(f"data/feeds/people/{person.slug}.xml" for person in people),
        TOPIC,  # and none of a proposed topic
    }
    ids = [words(read(text), "id")[0] for text in found.values()]
    assert len(set(ids)) == len(ids)
    for text in found.values():
        feed = read(text)
        assert feed.tag == f"{ATOM}feed"
        for part in (feed, *feed.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(words(part, name)) == 1
            assert RFC_3339.fullmatch(words(part, "updated")[0])
            datetime.fromisoformat(words(part, "updated")[0])
            assert re.match(r"https://|urn:uuid:[0-9a-f-]{36}\Z", words(part, "id")[0])
        assert names(feed, "author") == ["Untitled"]
        entries = feed.findall(f"{ATOM}entry")
        assert len({words(entry, "id")[0] for entry in entries}) == len(entries)
        updated = [words(entry, "updated")[0] for entry in entries]
        assert updated == sorted(updated, reverse=True)
        assert words(feed, "updated") == updated[:1] or not entries


def test_the_feed_of_everything_has_the_dated_documents_newest_first() -> None:
    feed = read(feeds(derived.catalogue(), site=None)["data/feeds/all.xml"])
    entries = feed.findall(f"{ATOM}entry")
    assert [words(entry, "updated")[0] for entry in entries] == [
        "2025-03-01T00:00:00Z",
        "2024-11-17T00:00:00Z",
        "2024-05-02T00:00:00Z",
        "2024-02-29T00:00:00Z",
        "2023-01-01T00:00:00Z",
    ]
    talk, post, *_ = entries
    assert names(talk, "author") == ["Ivo Lindqvist"]
    assert names(talk, "contributor") == ["Maren Holloway", "Tamsin Achterberg"]
    assert names(post, "author") == ["Maren Holloway"] and not names(post, "contributor")
    assert words(post, "summary") == [sample.POST.description]
    assert [one.attrib["term"] for one in post.findall(f"{ATOM}category")] == ["well"]


def test_without_the_site_s_address_links_lead_from_the_feed_to_the_page() -> None:
    for path, text in feeds(derived.catalogue(), site=None).items():
        feed = read(text)
        assert href(feed, "self") == posixpath.basename(path)
        for entry in feed.findall(f"{ATOM}entry"):
            link = href(entry, "alternate")
            page, _, anchor = link.partition("#")
            address = posixpath.normpath(posixpath.join(posixpath.dirname(path), page)) + "/"
            assert address in derived.catalogue().documents
            assert not anchor or f"{address}#{anchor}" in derived.catalogue().passages


def test_with_the_site_s_address_everything_is_absolute() -> None:
    for path, text in feeds(derived.catalogue(), site=SITE).items():
        feed = read(text)
        assert href(feed, "self") == words(feed, "id")[0] == SITE + path
        for part in (feed, *feed.findall(f"{ATOM}entry")):
            assert href(part, "alternate").startswith(SITE)
            assert words(part, "id")[0].startswith(SITE)


def test_a_topic_s_feed_has_its_sentences() -> None:
    feed = read(feeds(derived.catalogue(), site=SITE)[TOPIC])
    assert words(feed, "title") == ["Untitled: Well"]
    assert words(feed, "subtitle") == [derived.WELL.definition]
    assert href(feed, "alternate") == f"{SITE}topics/well/"
    talk, post = feed.findall(f"{ATOM}entry")
    assert words(talk, "summary") == [derived.IN_A_WELL]
    assert href(talk, "alternate") == SITE + derived.WELL.named[1].address
    assert words(post, "summary") == ["So the harbour has a well"]


def test_a_document_has_one_id_in_all_feeds_and_builds() -> None:
    found = feeds(derived.catalogue(), site=None)
    assert found == feeds(derived.catalogue(), site=None)

    def ids(path: str) -> list[str]:
        return [words(entry, "id")[0] for entry in read(found[path]).findall(f"{ATOM}entry")]

    assert set(ids(TOPIC)) < set(ids("data/feeds/all.xml"))
    # A reader of the feed takes an entry with another id for a new one.
    assert "urn:uuid:ef5f542b-2494-57fa-a34c-32f8886117da" in ids(TOPIC)


def test_a_feed_without_entries_is_one() -> None:
    (text,) = feeds(Catalogue(sample.library([]), Derived()), site=None).values()
    assert words(read(text), "updated") == [NEVER]


def test_a_feed_ends_somewhere() -> None:
    many = [replace(sample.LOG, slug=f"log-{number}") for number in range(MOST + 5)]
    text = feeds(Catalogue(sample.library(many), Derived()), site=None)[ALL]
    assert len(read(text).findall(f"{ATOM}entry")) == MOST


@given(st.text(st.characters(), min_size=1))
def test_no_title_breaks_a_feed(title: str) -> None:
    document = replace(sample.LOG, title=title, description=title)
    text = feeds(Catalogue(sample.library([document]), Derived()), site=None)[ALL]
    (entry,) = read(text).findall(f"{ATOM}entry")
    assert words(entry, "title")[0].strip() or not title.isprintable()


ANY = st.text(st.characters(), min_size=1)


@given(ANY, ANY, ANY)
def test_a_feed_is_xml_whatever_a_name_holds(topic: str, person: str, title: str) -> None:
    document = replace(
        sample.POST,
        title=title,
        description=topic,
        people=(Credit(name=person, role="author"), Credit(name=title, role="guest")),
    )
    topics = (replace(derived.WELL, name=topic, definition=person, named=derived.WELL.named[:1]),)
    people = (replace(derived.MAREN, name=person),)
    known = Derived(topics=topics, people=people)
    found = feeds(Catalogue(sample.library([document]), known), site=None)
    assert TOPIC in found
    for text in found.values():
        (entry,) = read(text).findall(f"{ATOM}entry")
        for words_of in (entry, read(text)):
            assert len(words(words_of, "title")) == 1 and len(words(words_of, "updated")) == 1
        for shown in read(text).itertext():
            assert not set(shown) & set("\x00\x08\x0b\x1f\ufffe\uffff")


def test_entries_have_their_text_in_the_feed_of_everything_and_nowhere_else() -> None:
    found = feeds(derived.catalogue(), site=SITE)
    talk, post, *_ = read(found["data/feeds/all.xml"]).findall(f"{ATOM}entry")
    for entry, document in ((talk, sample.TALK), (post, sample.POST)):
        (content,) = entry.findall(f"{ATOM}content")
        assert content.attrib == {"type": "html"} and content.text
        shown = unescape(re.sub("<[^>]+>", "", content.text))
        assert all(passage.text.strip() in shown for passage in document.passages)
    assert f"{ATOM}content" not in found[TOPIC] and "<content" not in found[TOPIC]


def test_a_long_text_ends_in_the_feed_and_goes_on_at_the_page() -> None:
    passages = [replace(sample.LOG.passages[0], anchor=f"p-{n}", text="x" * 900) for n in range(99)]
    long = replace(sample.LOG, passages=tuple(passages))
    found = feeds(Catalogue(sample.library([long]), Derived()), site=SITE)["data/feeds/all.xml"]
    (entry,) = read(found).findall(f"{ATOM}entry")
    (content,) = words(entry, "content")
    assert LONGEST < len(content) < LONGEST + 2000
    assert content.endswith(f'<p><a href="{SITE}{long.address}">Continue reading.</a></p>')


@given(st.text(max_size=40))
def test_no_text_is_markup_in_a_feed_reader(text: str) -> None:
    one = replace(sample.LOG.passages[0], text=text, speaker=text)
    document = replace(sample.LOG, passages=(one,))
    found = feeds(Catalogue(sample.library([document]), Derived()), site=None)
    (content,) = words(read(found["data/feeds/all.xml"]).find(f"{ATOM}entry"), "content")
    assert set(re.findall("<[^>]*>", content)) <= {"<p>", "</p>", "<b>", "</b>"}


@pytest.mark.parametrize(
    ("audio", "kind", "address"),
    [
        ("images/talks/a.mp3", "audio/mpeg", f"{SITE}images/talks/a.mp3"),
        ("https://cdn.example.org/b.OGG?x=1", "audio/ogg", "https://cdn.example.org/b.OGG?x=1"),
    ],
)
def test_a_recording_is_an_enclosure(audio: str, kind: str, address: str) -> None:
    document = replace(sample.TALK, audio=audio)
    found = feeds(Catalogue(sample.library([document]), Derived()), site=SITE)["data/feeds/all.xml"]
    (entry,) = read(found).findall(f"{ATOM}entry")
    (link,) = [one for one in entry.findall(f"{ATOM}link") if one.attrib["rel"] == "enclosure"]
    assert (link.attrib["href"], link.attrib["type"]) == (address, kind)


def test_a_person_s_feed_has_what_they_wrote_or_speak_in() -> None:
    catalogue = derived.catalogue()
    found = feeds(catalogue, site=SITE)
    for person in catalogue.derived.people:
        if person.credits:
            feed = read(found[f"data/feeds/people/{person.slug}.xml"])
            wanted = {f"{SITE}{place}" for place, _ in person.credits}
            dated = {f"{SITE}{one.address}" for one in catalogue.library.documents if one.date}
            entries = feed.findall(f"{ATOM}entry")
            assert {words(entry, "id")[0] for entry in entries} == wanted & dated


@pytest.mark.parametrize("captions", [True, False])
def test_a_recording_has_its_captions_and_chapters_where_they_are_published(captions: bool) -> None:
    timed = [n for n, one in enumerate(sample.TALK.passages) if one.start is not None]
    heads = tuple(Heading(level=2, text=f"Part {n}", anchor=f"h{n}", before=n) for n in timed[:2])
    document = replace(sample.TALK, audio="images/a-1.mp3", headings=heads)
    catalogue = Catalogue(sample.library([document]), Derived(), Identity(captions=captions))
    (entry,) = read(feeds(catalogue, site=SITE)["data/feeds/all.xml"]).findall(f"{ATOM}entry")
    found = {one.attrib["type"]: one.attrib["url"] for one in entry if PODCAST in one.tag}
    here = f"{SITE}data/transcripts/{document.slug}"
    right = {"text/vtt": f"{here}.vtt", "application/json+chapters": f"{here}.chapters.json"}
    assert found == (right if captions else {})
    assert not captions or set(found.values()) <= {
        SITE + path for path in files(catalogue, site=SITE)
    }
