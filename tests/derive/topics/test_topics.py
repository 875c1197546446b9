"""Topics: what they quote, which are kept, what a document is about, and the shipped list."""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import cache
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonplace.addresses.assemble import assemble
from commonplace.collect import collect
from commonplace.derive.excerpts import MOST
from commonplace.derive.matching import forms, key, names
from commonplace.derive.sentences import sentences
from commonplace.derive.topics import NEIGHBOURS, likelihood_ratio, topics
from commonplace.model import Alias, Document, Entry, Heading, Library, Passage, Source, Topic
from commonplace.pipeline import make_document
from commonplace.project import vocabulary
from commonplace.project.project import CHECKOUT
from tests.derive.own_seeds import own_seeds

TIDE = Entry(name="Tide", aliases=(Alias(text="tide"), Alias(text="ebb")), definition="It moves.")
BUOY = Entry(name="buoy")
FERRY = Entry(name="ferry")


def document(slug: str, *texts: str, **fields: object) -> Document:
    passages = tuple(
        Passage(anchor=f"p-{number}", text=text, body=text, html=f"<p>{text}</p>")
        for number, text in enumerate(texts)
    )
    source = Source(name=slug, file=slug, reader="x", sha256="", text="")
    made = Document(slug=slug, kind="post", title=slug, source=source, passages=passages)
    for name, value in fields.items():
        object.__setattr__(made, name, value)
    return made


def library(*documents: Document) -> Library:
    return Library(documents=documents)


@cache
def seeds(*folders: Path) -> Library:
    found, _ = collect(folders)
    return assemble([make_document(seed) for seed in found], found)


@cache
def entries() -> tuple[Entry, ...]:
    return vocabulary.read(CHECKOUT)[0].topics or ()


def assert_sound(found: tuple[Topic, ...], of: Library) -> None:
    """Every quotation is an exact piece of a passage that exists, and holds a place."""
    passages = {f"{d.address}#{p.anchor}": p for d in of.documents for p in d.passages}
    slugs = [topic.slug for topic in found]
    assert len(set(slugs)) == len(slugs)
    for topic in found:
        assert len(topic.named) >= 2
        assert len({named.address for named in topic.named}) == len(topic.named)
        assert len(topic.near) <= NEIGHBOURS and topic.slug not in topic.near
        assert set(topic.near) <= set(slugs)
        for named in topic.named:
            text, quote = passages[named.address].text, named.sentence
            assert text[quote.start : quote.end] == quote.text == quote.text.strip()
            assert len(quote.text) <= MOST
            assert any(quote.start <= start < end <= quote.end for start, end in named.places)


def test_a_topic_says_where_it_is_named() -> None:
    found = topics(
        library(document("a", "No. The tide turns.", "At ebb, we wait."), document("b", "Tides!")),
        [TIDE],
    )
    (tide,) = found
    assert (tide.slug, tide.name, tide.definition) == ("tide", "Tide", "It moves.")
    assert tide.aliases == ("ebb",) and not tide.proposed
    told = [(n.address, n.sentence.text, n.places) for n in tide.named]
    assert told == [
        ("posts/a/#p-0", "The tide turns.", ((8, 12),)),
        ("posts/a/#p-1", "At ebb, we wait.", ((3, 6),)),
        ("posts/b/#p-0", "Tides!", ((0, 5),)),
    ]


def test_one_passage_makes_no_topic() -> None:
    only = library(document("a", "The tide, the tide and the tide.", "A buoy.", "Two buoys."))
    assert [topic.name for topic in topics(only, [TIDE, BUOY], proposed=True)] == ["buoy"]


def test_an_ambiguous_name_finds_its_words_anywhere_in_its_document() -> None:
    bell = Entry(name="Bell", aliases=(Alias(text="bell", near=("buoy",)),))
    near = document("a", "The bell rang.", "It is a buoy's.", "The bell is old.")
    far = document("b", "A bell for dinner.")
    titled = document("c", "The bell rang.", title="On a buoy")
    (found,) = topics(library(near, far, titled), [bell])
    assert [n.address for n in found.named] == ["posts/a/#p-0", "posts/a/#p-2", "posts/c/#p-0"]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Yeah, tides. The tide is the rise and fall of the sea.", 1),
        ("The tide lifts every boat in the harbour twice a day. Is that the tide?", 0),
        ("So, um, the tide, you know. A tide table is printed once a year in the town.", 1),
        ("And then the tide came in and we all left. We measured the tide at six places.", 1),
    ],
)
def test_the_sentence_that_says_most_is_quoted(text: str, best: int) -> None:
    spans = sentences(text)
    (topic,) = topics(library(document("a", text, "A tide.")), [TIDE])
    assert topic.named[0].sentence.text == spans[best].of(text)


def test_a_long_sentence_is_cut_around_the_place() -> None:
    text = "and so on, " * 60 + "the tide turned, " + "and so on, " * 60
    (topic,) = topics(library(document("a", text, "A tide.")), [TIDE])
    quote = topic.named[0].sentence
    assert "the tide turned," in quote.text and len(quote.text) <= MOST


def weight(of: Document, *others: Document) -> float:
    found = topics(library(of, *others, document("z", "A tide.", "The ebb.")), [TIDE])
    return found[0].weight.get(of.address, 0.0)


def test_a_document_is_about_what_it_names_often_for_its_length() -> None:
    plain = "We went to the harbour and saw the boats come in. "
    often, once = "The tide is high. ", "There was a tide. "
    assert weight(document("a", *[often] * 8, plain * 10)) >= 1
    assert weight(document("a", once, plain * 100)) < 1
    assert weight(document("a", *[often] * 8, plain * 2000)) < 1
    assert weight(document("a", plain * 10)) == 0


def test_title_tags_and_headings_say_what_a_document_is_about() -> None:
    plain = ("Nothing of the kind.",)
    heading = Heading(level=2, text="The ebb", anchor="the-ebb", before=0)
    assert weight(document("a", *plain, title="The tide")) >= 1
    assert weight(document("a", *plain, topics=("TIDE",))) >= 1
    assert 0 < weight(document("a", *plain, headings=(heading,))) < 1
    assert weight(document("a", *plain, headings=(heading,) * 9)) < 1


def test_a_mention_counts_less_where_everybody_mentions_it() -> None:
    texts = ("The tide.", "A tide.")
    alone = weight(document("a", *texts), *(document(f"b{n}", "A boat.") for n in range(8)))
    common = weight(document("a", *texts), *(document(f"b{n}", "A tide.") for n in range(8)))
    assert common < alone


def test_neighbours_are_those_that_keep_company_not_those_that_are_everywhere() -> None:
    filler = "word " * 120
    texts = [f"The tide. {filler}" for _ in range(30)]
    texts[:8] = [f"A buoy and a ferry. The tide. {filler}" for _ in range(8)]
    found = topics(library(document("a", *texts)), [TIDE, BUOY, FERRY])
    near = {topic.slug: topic.near for topic in found}
    assert near == {"buoy": ("ferry",), "ferry": ("buoy",), "tide": ()}


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4).filter(any))
def test_the_likelihood_ratio_is_that_of_entropies(table: list[int]) -> None:
    both, one, other, neither = table
    rows, columns = (both + one, other + neither), (both + other, one + neither)
    total = sum(table)

    def information(counts: Iterable[int]) -> float:
        return sum(count * log(count) for count in counts if count)

    expected = 2 * (
        information(table) - information(rows) - information(columns) + information([total])
    )
    found = likelihood_ratio(both, rows[0], columns[0], total)
    assert found == pytest.approx(expected, abs=1e-6)


WORDS = st.sampled_from(["tide", "Ebb", "buoy", "ferry", "the", "a", ".", "?", ",", "Yeah", "is"])
PASSAGES = st.lists(st.lists(WORDS, max_size=40).map(" ".join), min_size=1, max_size=6)


@given(st.lists(PASSAGES, min_size=1, max_size=3), st.permutations([TIDE, BUOY, FERRY]))
def test_quotations_are_exact_and_the_order_of_entries_does_not_matter(
    texts: list[list[str]], shuffled: list[Entry]
) -> None:
    made = library(*(document(f"d{number}", *one) for number, one in enumerate(texts)))
    found = topics(made, shuffled)
    assert_sound(found, made)
    assert found == topics(made, [TIDE, BUOY, FERRY])


def test_equal_slugs_are_kept_apart() -> None:
    made = library(document("a", "C++ and C#.", "C# and C++."))
    entries = [Entry(name="C++"), Entry(name="C#")]
    assert [topic.slug for topic in topics(made, entries)] == ["c-sharp", "c-plus-plus"]


def test_the_seeds_of_this_project_have_topics() -> None:
    made = own_seeds()
    found = topics(made, entries())
    assert_sound(found, made)
    assert len([t for t in found if len({n.sentence.document for n in t.named}) > 1]) >= 15
    mixed = random.Random(1).sample(entries(), len(entries()))
    assert found == topics(made, mixed)


def test_every_tag_of_the_seeds_is_a_topic() -> None:
    known = {key(alias.text) for entry in entries() for alias in names(entry)}
    tags = {tag for made in own_seeds().documents for tag in made.topics}
    assert {tag for tag in tags if key(tag) not in known} == set()


def test_the_source_documents_share_topics(shared: Path) -> None:
    made = seeds(shared / "seeds")
    found = topics(made, entries())
    assert_sound(found, made)
    assert len([t for t in found if len({n.sentence.document for n in t.named}) > 1]) >= 15


def test_each_document_of_ours_is_about_something(shared: Path) -> None:
    made = seeds(shared / "seeds", CHECKOUT / "seeds")
    found = topics(made, entries())
    for one in made.documents:
        assert any(topic.weight.get(one.address, 0) >= 1 for topic in found), one.address


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_each_definition_has_two_sentences(entry: Entry) -> None:
    assert len(sentences(entry.definition)) == 2 and entry.definition.endswith(".")


def test_no_alias_is_two_entries_own() -> None:
    taken: dict[str, str] = {}
    for entry in entries():
        for alias in names(entry):
            for form in forms(alias.text) if not alias.near else ():
                assert taken.setdefault(form, entry.name) == entry.name
