"""Topic pages, and what a document's page shows of the others."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tests.sample_derived as derive
import tests.sample_library as sample
from commonplace.model import (
    Catalogue,
    Dated,
    Derived,
    Document,
    DocumentKind,
    Library,
    Named,
    Quote,
    Related,
    Topic,
)
from commonplace.render import pages, quotes, topics
from commonplace.render.quotes import Shelf
from commonplace.render.years import HEIGHT, WIDTH, chart
from tests.built_page import Elements, built, elements
from tests.render.test_render import hostile

GOLDENS = Path(__file__).parents[1] / "render_goldens" / "derived"
LIBRARY = sample.library()
DERIVED = derive.derived(LIBRARY)
FILES = pages(Catalogue(LIBRARY, DERIVED), sample.PHRASES).files
#: Files that others make, and pages written by hand.
ELSEWHERE = re.compile(r"data/.*|contributing/|search/")


def page(path: str) -> Elements:
    return elements(built(FILES[path])[0])


@pytest.mark.parametrize(
    "path",
    [
        "index.md",
        "topics/index.md",
        "topics/pencils/index.md",
        "topics/wells/index.md",
        "people/index.md",
        "people/maren-holloway/index.md",
        "people/the-first-clerk/index.md",
        "posts/what-the-tide-gauge-measures/index.md",
        "posts/keeping-a-log/index.md",
    ],
)
def test_golden(path: str, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDENS / path, FILES[path])


def test_a_document_with_nothing_derived_shows_nothing_derived() -> None:
    bare = pages(Catalogue(LIBRARY, Derived()), sample.PHRASES).files
    for path, text in bare.items():
        if path.startswith(("posts/", "transcripts/")) or path == "index.md":
            assert not re.search(r"cp-beside|cp-ways-in|Read next|Cited by|topics/|people/", text)
    assert [path for path in bare if path.startswith(("topics/", "people/"))] == [
        "people/index.md",
        "topics/index.md",
    ]


# Topic pages


def test_a_topic_page_tells_how_often_where_first_and_where_latest() -> None:
    text = page("topics/pencils/index.md").text
    topic = next(t for t in DERIVED.topics if t.slug == "pencils")
    documents = {named.sentence.document for named in topic.named}
    assert f"{len(topic.named)} passages of {len(documents)} documents" in text
    first = next(n for n in topic.named if n.sentence.document == sample.CUES.address)
    latest = [n for n in topic.named if n.sentence.document == derive.TALK][-1]
    links = page("topics/pencils/index.md").links
    assert links.index(f"../../{first.address}") < links.index(f"../../{latest.address}")
    assert "First mentioned2023 Fog signals" in text
    assert "Last mentionedMarch 2025 An evening at the harbour hall" in text


def test_documents_come_in_order_of_date_with_the_undated_last() -> None:
    found = page("topics/pencils/index.md")
    titles = [words for level, words in found.headings if level == 3]
    order = [sample.CUES.title, sample.POST.title, sample.TALK.title, sample.CAPTIONS.title]
    assert titles[:4] == order


def test_the_chart_says_the_same_in_words() -> None:
    found = page("topics/pencils/index.md")
    (drawing,) = (dict(a) for tag, a in found.tags if tag == "svg" and dict(a).get("role"))
    rows = re.findall(r'<th scope="row">(\d+)</th><td>(\d+)</td>', FILES["topics/pencils/index.md"])
    told = (drawing["aria-label"] or "").removeprefix("Passages by year. ")
    assert told == ", ".join(f"{year}: {count}" for year, count in rows)
    assert [year for year, _ in rows] == ["2023", "2024", "2025"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(1900, 2030)), max_size=80))
def test_bars_stay_in_the_drawing_and_apart(years: list[int | None]) -> None:
    drawn = chart(None if y is None else sample.on(y) for y in years)
    if len({year for year in years if year}) < 2:
        assert drawn is None
        return
    assert drawn is not None
    assert drawn.undated == years.count(None)
    assert drawn.width <= WIDTH + 0.1
    right = 0.0
    for bar in drawn.bars:
        assert bar.left >= right - 0.2
        assert 0 <= bar.top <= bar.top + bar.height <= HEIGHT
        right = bar.left + bar.width
    assert right <= drawn.width + 0.2
    labels = [bar.middle for bar in drawn.bars if bar.label]
    assert all(two - one >= 33 for one, two in itertools.pairwise(labels))


def test_a_proposed_topic_says_so() -> None:
    assert "This topic was found automatically" in page("topics/wells/index.md").text
    assert "The build proposes" not in page("topics/pencils/index.md").text


def test_both_orders_have_the_same_speakers_and_an_address() -> None:
    found = page("topics/wells/index.md")
    assert {"by-date", "by-person"} <= set(found.ids)
    assert {"#by-date", "#by-person"} <= set(found.links)
    assert "../../people/maren-holloway/" in found.links


def test_a_topic_page_leads_to_neighbours_timeline_search_and_feed() -> None:
    links = page("topics/wells/index.md").links
    assert "../pencils/" in links
    assert "../../timeline/?topic=wells" in links
    assert "../../search/?q=topic%3A%22Wells%22" in links
    assert "../../data/feeds/topics/wells.xml" not in links  # it is proposed
    assert "../../data/feeds/topics/pencils.xml" in page("topics/pencils/index.md").links


def test_a_search_asks_for_the_topic_and_for_no_quotation_mark_more() -> None:
    topic = Topic(slug="x", name='The "x"', aliases=("y", "y", '"'))
    assert unquote(topics.search(topic, "topics/x/")) == '../../search/?q=topic:"The  x"'


def _corpus(documents: int, passages: int) -> tuple[Library, Derived]:
    words = " ".join(["word"] * 30)
    made = tuple(
        replace(
            sample.LOG,
            slug=f"document-{number}",
            kind="transcript",
            passages=tuple(
                sample.passage(
                    f"p-{place}", f"<p>Topic {place} {number} {words}.</p>", speaker=f"S{place}"
                )
                for place in range(passages)
            ),
        )
        for number in range(documents)
    )
    library = sample.library(made)
    return library, Derived(topics=(derive.topic(library, "topic", "Topic", "Topic"),))


def test_the_page_of_a_topic_that_everybody_names_stays_small() -> None:
    library, derived = _corpus(299, 60)
    made = dict(topics.pages(Catalogue(library, derived)))["topics/topic/index.md"]
    assert len(made.encode()) < 300_000
    assert f"{299 - quotes.DOCUMENTS} documents that say less about it are left out" in made
    assert made.count('<h3 class="cp-list-title">') == quotes.DOCUMENTS


def test_the_strongest_documents_stay() -> None:
    library, derived = _corpus(quotes.DOCUMENTS + 5, 3)
    weight = {d.address: float(d.address.endswith("4/")) + 1 for d in library.documents}
    topic = derived.topics[0]
    sources = Shelf(Catalogue(library, derived)).sources(topic.named)
    said, left_out = quotes.by_document(sources, topic.named, "topics/topic/", weight)
    strong = {f"../../{address}" for address, heavy in weight.items() if heavy == 2}
    assert left_out == 5
    assert strong <= {one.link for one in said}


def test_every_passage_of_a_document_is_shown_folded_or_counted() -> None:
    library, derived = _corpus(3, 40)
    named = derived.topics[0].named
    sources = Shelf(Catalogue(library, derived)).sources(named)
    said, _ = quotes.by_document(sources, named, "topics/topic/", {})
    for one in said:
        assert one.count == 40 == len(one.best) + len(one.folded) + one.left_out


# Quotations


def quotations(text: str) -> list[tuple[str, str]]:
    """Every quotation of a page and its link, as a reader has them."""
    found = re.findall(r'<a class="cp-quote-words" href="([^"]+)">“(.*?)”(?: …)?</a>', text)
    return [(html.unescape(re.sub("</?b>", "", words)), link) for link, words in found]


def test_every_quotation_is_an_exact_piece_of_the_passage_it_leads_to() -> None:
    passages = Catalogue(LIBRARY, DERIVED).passages
    count = 0
    for path, text in FILES.items():
        if path.endswith(".md"):
            here = f"https://x/{path.removesuffix('.md').removesuffix('index').rstrip('/')}/"
            for words, link in quotations(text):
                target = urlsplit(urljoin(here, link))
                passage = passages[f"{target.path.removeprefix('/')}#{target.fragment}"]
                assert words in " ".join(passage.text.split()), (path, words)
                count += 1
    assert count > 40


odd_text = st.text(st.sampled_from("ab <>&;'\"\u00e9\n#*_[]`"), min_size=1, max_size=60)


@settings(max_examples=150, deadline=None)
@given(odd_text, st.data())
def test_a_quotation_says_what_the_passage_says(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    places = data.draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4)
    )
    passage = replace(sample.passage("p-1", "<p>x</p>"), text=text)
    library = sample.library((replace(sample.LOG, passages=(passage,)),))
    sentence = Quote(document=derive.LOG, anchor="p-1", start=start, end=end, text=text[start:end])
    named = Named(sentence=sentence, places=tuple(places))
    sources = Shelf(Catalogue(library, Derived())).sources([named])
    words = quotes.quotation(sources, named, "topics/x/").words
    bare = elements(f"<p>{words}</p>")
    assert " ".join(bare.text.split()) == " ".join(text[start:end].split())
    assert {tag for tag, _ in bare.tags} <= {"p", "b"}


# Links


def broken(files: dict[str, str]) -> list[tuple[str, str]]:
    """Links that lead to no page, or to no place on it."""
    found = {}
    for path, text in files.items():
        if path.endswith(".md"):
            address = path.removesuffix("index.md").strip("/")
            found[f"{address}/" if address else ""] = elements(built(text)[0])
    wrong = []
    for address, one in found.items():
        if len(one.ids) != len(set(one.ids)):
            wrong.append((address, "an id that stands there twice"))
        for link in one.links:
            target = urlsplit(urljoin(f"https://site/{address}", link))
            path = unquote(target.path.removeprefix("/"))
            if target.netloc != "site" or path in sample.IMAGES or ELSEWHERE.fullmatch(path):
                continue
            if path not in found or (target.fragment and target.fragment not in found[path].ids):
                wrong.append((address, link))
    return wrong


def test_every_link_leads_to_a_page_and_a_place_on_it() -> None:
    assert broken(dict(FILES)) == []


slugs = st.integers(0, 5)


@st.composite
def libraries(draw: st.DrawFn) -> tuple[Library, Derived]:
    """A few documents, and things derived from them that may name what is not there."""
    documents: list[Document] = []
    for number in range(draw(st.integers(1, 4))):
        dated: Dated | None = draw(st.sampled_from([None, sample.on(2020), sample.on(2023)]))
        passages = tuple(
            sample.passage(
                f"p-{place}",
                f"<p>Words {place} of it.</p>",
                speaker=draw(st.sampled_from([None, "Ada", "Ben"])),
            )
            for place in range(draw(st.integers(1, 4)))
        )
        kind: DocumentKind = draw(st.sampled_from(("post", "transcript")))
        documents.append(
            replace(sample.LOG, slug=f"d-{number}", kind=kind, date=dated, passages=passages)
        )
    library = sample.library(documents)
    addresses = [d.address for d in library.documents]
    known = [f"{d.address}#{p.anchor}" for d in library.documents for p in d.passages]
    some = st.lists(st.sampled_from([*known, "posts/gone/#p-1"]), max_size=4, unique=True)

    def naming(places: list[str]) -> tuple[Named, ...]:
        return tuple(
            Named(
                sentence=Quote(
                    document=place.split("#")[0],
                    anchor=place.split("#")[1],
                    start=0,
                    end=5,
                    text="Words",
                ),
                places=((0, 5),),
            )
            for place in places
        )

    found_topics = tuple(
        Topic(
            slug=f"t-{n}",
            name=f"T{n}",
            named=naming(draw(some)),
            weight={address: draw(st.sampled_from([0.0, 1.0, 2.0])) for address in addresses},
            near=tuple(f"t-{other}" for other in draw(st.lists(slugs, max_size=3))),
        )
        for n in range(draw(st.integers(0, 3)))
    )
    base = derive.derived().people[0]
    people = tuple(
        replace(
            base,
            slug=f"person-{n}",
            name=name,
            credits=((draw(st.sampled_from([*addresses, "posts/gone/"])), "author"),),
            turns=derive.turns(library, draw(st.sampled_from(addresses)), name),
            named=naming(draw(some)),
        )
        for n, name in enumerate(["Ada", "Tamsin Achterberg"])
    )
    related = Related(
        documents={
            address: tuple(draw(st.permutations([*addresses, "posts/gone/"])))
            for address in addresses
        },
        passages={place: tuple(draw(some)) for place in known},
    )
    return library, Derived(topics=found_topics, people=people, related=related)


@settings(max_examples=40, deadline=None)
@given(libraries())
def test_every_link_of_any_library_leads_somewhere(made: tuple[Library, Derived]) -> None:
    library, derived = made
    assert broken(dict(pages(Catalogue(library, derived), {}).files)) == []


# Documents


def test_chips_are_topics_and_then_tags_that_are_none() -> None:
    text = FILES["posts/what-the-tide-gauge-measures/index.md"]
    chips = re.search(r'aria-label="Topics">(.*?)</ul>', text, re.DOTALL)
    assert chips
    names = re.findall(r"<li>(?:<a [^>]*>)?([^<]*)", chips[1])
    assert names[-2:] == ["measurement", "harbours"]
    assert "record keeping" not in names  # the name of a topic that is there already
    assert len(names) == len(set(names))
    assert '<a href="../../topics/wells/">Wells</a>' in chips[1]


@pytest.mark.parametrize(
    ("tag", "chip"),
    [("record keeping", "Logs &amp; books"), ("Pencils", "Pencils"), ("pencil", "Pencils"),
     ("well", "Wells"), ("wellness", "wellness")],
)  # fmt: skip
def test_a_tag_stands_under_the_name_of_its_topic(tag: str, chip: str) -> None:
    library = sample.library((replace(sample.LOG, topics=(tag,)),))
    topics = tuple(replace(topic, weight={}) for topic in DERIVED.topics)
    text = pages(Catalogue(library, Derived(topics=topics)), {}).files[
        "posts/keeping-a-log/index.md"
    ]
    chips = re.search(r'aria-label="Topics">(.*?)</ul>', text, re.DOTALL)
    assert chips and re.findall(r"<li>(?:<a [^>]*>)?([^<]*)", chips[1]) == [chip]


def test_credits_and_voices_lead_to_people() -> None:
    links = page("transcripts/an-evening-at-the-harbour-hall/index.md").links
    for slug in ("ivo-lindqvist", "maren-holloway", "tamsin-achterberg"):
        assert links.count(f"../../people/{slug}/") == 2


def test_who_is_only_told_of_in_the_text_is_credited_too() -> None:
    bare = replace(sample.LOG, people=())
    library = sample.library((bare,))
    (writer,) = (replace(p, turns=()) for p in DERIVED.people if p.slug == "tamsin-achterberg")
    files = pages(Catalogue(library, Derived(people=(writer,))), {}).files
    assert (
        '<span class="cp-role">By</span> <a href="../../people/tamsin-achterberg/">'
        in files["posts/keeping-a-log/index.md"]
    )


def test_a_passage_has_its_topics_and_similar_passages_folded_beside_it() -> None:
    text = FILES["transcripts/an-evening-at-the-harbour-hall/index.md"]
    turn = text.split(f'id="{sample.TURNS[3].anchor}"')[1].split("</section>")[0]
    assert "<summary><span>Similar passages</span></summary>" in turn
    assert 'href="../../posts/what-the-tide-gauge-measures/#p-3c4d5e"' in turn
    turn = text.split(f'id="{sample.TURNS[2].anchor}"')[1].split("</section>")[0]
    assert "<summary><span>Wells · Similar passages</span></summary>" in turn


def test_backlinks_and_cross_links_have_the_sentence() -> None:
    post = FILES["posts/what-the-tide-gauge-measures/index.md"]
    log = FILES["posts/keeping-a-log/index.md"]
    assert '<a class="cp-quote-words" href="../keeping-a-log/#p-log-2">' in post
    assert "“It began with the well.”" in post.split("_cited-by")[1]
    assert '<a class="cp-quote-words" href="./#p-log-2">' in log.split("_links-to")[1]
    assert 'href="../what-the-tide-gauge-measures/"' in log.split("_links-to")[1]


def test_read_next() -> None:
    text = FILES["posts/what-the-tide-gauge-measures/index.md"].split("_next")[1]
    titles = re.findall(r'cp-card-title"><a href="([^"]+)"', text)
    assert titles == ["../../transcripts/an-evening-at-the-harbour-hall/", "../keeping-a-log/"]


def test_home_leads_to_what_there_is() -> None:
    text = page("index.md").text
    assert "Timeline 3 events" in " ".join(text.split())
    assert {"timeline/", "topics/", "people/", "references/", "topics/wells/"} <= set(
        page("index.md").links
    )


# Whatever a vocabulary says, it cannot change a page's structure.


def shape(found: Elements) -> list[tuple[str, list[str]]]:
    return [(tag, [name for name, _ in attributes]) for tag, attributes in found.tags]


def shapes(words: str) -> dict[str, list[tuple[str, list[str]]]]:
    """The shapes of the pages where everything is called by these words."""
    files = pages(Catalogue(LIBRARY, derive.hostile(words)), sample.PHRASES).files
    wanted = (
        *(
            "topics/index.md",
            "topics/wells/index.md",
            "people/index.md",
            "people/the-first-clerk/index.md",
        ),
        *("people/maren-holloway/index.md", "index.md", "posts/keeping-a-log/index.md"),
    )
    return {path: shape(elements(built(files[path])[0])) for path in wanted}


harmless = cache(partial(shapes, "word"))


@settings(max_examples=40, deadline=None)
@given(hostile)
def test_no_name_becomes_an_element(words: str) -> None:
    assert shapes(words) == harmless()
