"""Tags of front matter: topics where two documents share one, folded onto the vocabulary."""

from __future__ import annotations

import pytest

from commonplace.addresses.assemble import assemble
from commonplace.derive import derive
from commonplace.derive.matching import Matcher
from commonplace.model import Alias, Entry, Library, Seed, Vocabulary
from commonplace.pipeline import make_document


def library(*tags: str) -> Library:
    seeds = [
        Seed(
            name=f"s{number}.md",
            file=f"s{number}.md",
            data=f"---\ntitle: Lamp {number}\ntags: {tag}\n---\n\nIt is lit.\n".encode(),
        )
        for number, tag in enumerate(tags)
    ]
    return assemble([make_document(seed) for seed in seeds], seeds)


def test_a_tag_of_two_documents_is_a_topic_though_no_passage_names_it() -> None:
    found = derive(library("[tide-mill, brass]", "[tide-mill]", "[slate]"), Vocabulary()).topics
    assert [(topic.name, sorted(topic.weight)) for topic in found] == [
        ("tide-mill", ["posts/lamp-0/", "posts/lamp-1/"])
    ]


def test_a_tag_is_folded_onto_the_name_of_the_vocabulary() -> None:
    entry = Entry(name="Tide mills", aliases=(Alias(text="tide mill"),))
    found = derive(library("[Tide-Mill]", "[tide-mills]"), Vocabulary(topics=(entry,))).topics
    assert [topic.name for topic in found] == ["Tide mills"]


@pytest.mark.parametrize(
    ("name", "tag"), [("Tide mill", "tide-mills"), ("Tide mills", "tide mill")]
)
def test_a_tag_is_folded_onto_the_singular_or_the_plural(name: str, tag: str) -> None:
    found = derive(library(f"[{tag}]", f"[{tag}]"), Vocabulary(topics=(Entry(name=name),))).topics
    assert [(topic.name, len(topic.weight)) for topic in found] == [(name, 2)]


def test_a_tag_that_is_a_name_is_not_folded_onto_what_has_it_for_a_plural() -> None:
    entries = (Entry(name="Lamp"), Entry(name="Lamps"))
    found = derive(library("[lamps]", "[lamps]"), Vocabulary(topics=entries)).topics
    assert [topic.name for topic in found if topic.weight.get("posts/lamp-0/", 0) >= 1] == ["Lamps"]


def test_a_tag_that_says_only_what_kind_of_text_it_is_is_no_topic() -> None:
    assert derive(library("[notes]", "[notes]"), Vocabulary()).topics == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Line 07 was late.", ["07"]),
        ("On 07, and on (07).", ["07", "07"]),
        ("[unintelligible 01:24:07]", []),
        ("At 10:07 nothing moves.", []),
        ("At 07:10 nothing moves.", []),
        ("It is in 07.harbour of 2023-07-01.", []),
        ("It was 3.07 wide.", []),
    ],
)
def test_digits_are_whole_numbers(text: str, found: list[str]) -> None:
    matches = Matcher([Entry(name="Line 7", aliases=(Alias(text="07"),))]).find(text)
    assert [text[match.start : match.end] for match in matches] == found
