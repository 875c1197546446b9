"""What pages say to programs about themselves, on a site that MkDocs has built."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from mkdocs.commands.build import build

import tests.sample_catalogue as derived
import tests.sample_library as sample
from commonplace.model import Catalogue, Credit, Document
from commonplace.open_data import linked
from commonplace.render.addresses import page_file
from commonplace.render.engine import front_matter
from commonplace.site.policy import policy
from tests.built_page import site_config

SITE = "https://example.org/notes/"
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    '" onload="alert(1)',
    "'; alert(1)//",
    "&lt;/script&gt;&lt;script&gt;alert(1)",
    "{{ config }} {% raw %}",
    "\u2028 ]]> --> \\u003c/script>",
)
PLAIN = 'About <this> & "that"'


@dataclass
class Head(HTMLParser):
    """What stands in a page's head, and the text of all its scripts."""

    meta: dict[str, str] = field(default_factory=dict)
    links: list[dict[str, str]] = field(default_factory=list)
    scripts: list[tuple[str, str]] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.handlers += [name for name in found if name.startswith("on")]
        if tag == "meta":
            self.meta[found.get("property") or found.get("name", "")] = found.get("content", "")
        elif tag == "link":
            self.links.append(found)
        elif tag == "script":
            self.scripts.append((found.get("type", ""), ""))

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script":
            kind, text = self.scripts[-1]
            self.scripts[-1] = (kind, text + data.strip())

    def feeds(self) -> list[str]:
        return [one["href"] for one in self.links if one.get("type") == "application/atom+xml"]

    def linked(self) -> dict[str, object]:
        (text,) = [text for kind, text in self.scripts if kind == "application/ld+json"]
        found: dict[str, object] = json.loads(text)
        return found


def hostile(number: int, words: str) -> Document:
    return replace(
        sample.LOG,
        slug=f"hostile-{number}",
        title=words,
        description=words,
        people=(Credit(name=words, role="author"),),
        licence=words,
    )


DOCUMENTS = [
    *(sample.POST, sample.TALK, sample.CAPTIONS, sample.LOG),
    *(hostile(number, words) for number, words in enumerate(HOSTILE)),
]


def page(catalogue: Catalogue, document: Document, site: str | None) -> str:
    fields = {
        "title": document.title,
        "description": document.description,
        "linked": linked(catalogue, document, site=site),
    }
    return f"{front_matter(fields)}\n\n# Title\n\nWords.\n"


def built(folder: Path, site: str | None) -> Path:
    """A small site: documents, a topic's page, and pages written by hand."""
    catalogue = derived.catalogue(sample.library(DOCUMENTS))
    pages = {page_file(d.address): page(catalogue, d, site) for d in DOCUMENTS}
    pages["index.md"] = "# Home\n\nWords.\n"
    pages["about.md"] = f"---\ntitle: '{PLAIN}'\ndescription: '{PLAIN}'\n---\n\n# About\n"
    pages["bare.md"] = "# A *bare* page & no more\n\nWords.\n"
    topic = {"title": "Well", "feed": "data/feeds/topics/well.xml"}
    person = {"title": "Maren Holloway"}
    pages["people/maren-holloway/index.md"] = f"{front_matter(person)}\n\n# Maren Holloway\n"
    pages["topics/well/index.md"] = f"{front_matter(topic)}\n\n# Well\n"
    for name, text in pages.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = site_config(
        docs_dir=str(folder / "docs"),
        site_dir=str(folder / "site"),
        site_url=site or "",
        nav=[{"Home": "index.md"}],
        not_in_nav="/**",
        extra={},
    )
    build(config)
    return folder / "site"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str | None, Path]:
    return {site: built(tmp_path_factory.mktemp("site"), site) for site in (None, SITE)}


def head(site: Path, address: str) -> Head:
    found = Head()
    found.feed((site / address / "index.html").read_text(encoding="utf-8"))
    found.close()
    return found


@pytest.mark.parametrize("number", range(len(HOSTILE)))
@pytest.mark.parametrize("site", [None, SITE])
def test_no_title_breaks_out(
    sites: Mapping[str | None, Path], site: str | None, number: int
) -> None:
    kind = [kind for kind, _ in head(sites[site], sample.LOG.address).scripts]
    found = head(sites[site], f"posts/hostile-{number}/")
    assert [kind for kind, _ in found.scripts] == kind
    assert not found.handlers
    assert not any("alert" in text for kind, text in found.scripts if "json" not in kind)
    said = found.linked()
    assert said["@type"] == "BlogPosting" and said["headline"] == found.meta["og:title"]
    assert said["description"] == found.meta["og:description"]
    assert said["author"] == [{"@type": "Organization", "name": said["headline"]}]


def test_a_title_arrives_as_it_is(sites: Mapping[str | None, Path]) -> None:
    found = head(sites[None], "posts/hostile-2/")
    assert found.meta["og:title"] == HOSTILE[2]
    assert found.linked()["headline"] == HOSTILE[2]


def test_a_post_is_a_blog_posting(sites: Mapping[str | None, Path]) -> None:
    address = sample.POST.address
    found = head(sites[SITE], address).linked()
    assert found.pop("mainEntityOfPage")
    assert found == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "url": SITE + address,
        "headline": sample.POST.title,
        "description": sample.POST.description,
        "datePublished": "2024-11-17",
        "author": [
            {"@type": "Person", "name": "Maren Holloway", "url": f"{SITE}people/maren-holloway/"}
        ],
        "about": [{"@type": "DefinedTerm", "name": "Well", "url": f"{SITE}topics/well/"}],
        "license": {"@type": "CreativeWork", "name": "CC BY 4.0"},
    }


def test_a_transcript_is_a_podcast_episode_with_its_captions(
    sites: Mapping[str | None, Path],
) -> None:
    said = head(sites[None], sample.TALK.address).linked()
    assert said["@type"] == "PodcastEpisode"
    assert said["url"] == "../../transcripts/an-evening-at-the-harbour-hall/"
    assert said["associatedMedia"] == {
        "@type": "VideoObject",
        "name": sample.TALK.title,
        "description": sample.TALK.description,
        "uploadDate": "2025-03",
        "url": sample.TALK.video,
        "caption": {
            "@type": "MediaObject",
            "encodingFormat": "text/vtt",
            "contentUrl": "../../data/transcripts/an-evening-at-the-harbour-hall.vtt",
        },
        "transcript": "../../data/transcripts/an-evening-at-the-harbour-hall.json",
    }
    assert [one["name"] for one in said["actor"]] == [*sample.VOICES]
    captions = head(sites[SITE], sample.CAPTIONS.address).linked()
    assert captions["associatedMedia"]["transcript"] == SITE + sample.CAPTIONS.address
    assert captions["associatedMedia"]["@type"] == "AudioObject"


def test_an_episode_is_part_of_its_show() -> None:
    catalogue = derived.catalogue()
    show = Credit(name="The Harbour Hour", role="host")
    talk = replace(sample.TALK, slug="another-evening", people=(show,))
    assert linked(catalogue, talk, site=None)["partOfSeries"] == {
        "@type": "PodcastSeries",
        "name": "The Harbour Hour",
    }
    assert "partOfSeries" not in linked(catalogue, replace(talk, people=()), site=None)
    assert "partOfSeries" not in linked(catalogue, sample.POST, site=None)


@pytest.mark.parametrize("site", [None, SITE])
@pytest.mark.parametrize("address", ["", "about/", "bare/", "topics/well/", sample.POST.address])
def test_every_page_says_what_it_is(
    sites: Mapping[str | None, Path], site: str | None, address: str
) -> None:
    found = head(sites[site], address)
    assert found.meta["og:title"] and found.meta["og:description"]
    assert found.meta["og:site_name"] == "Commonplace"
    assert found.meta["twitter:card"] == "summary"
    assert found.meta["og:type"] == ("article" if address.startswith("posts") else "website")
    canonical = [one["href"] for one in found.links if one.get("rel") == "canonical"]
    assert canonical == ([SITE + address] if site else [])
    assert found.meta.get("og:url") == (SITE + address if site else None)
    assert found.linked()["@context"] == "https://schema.org"
    up = "../" * address.count("/")
    assert found.feeds()[0] == f"{up}data/feeds/all.xml"


def test_names_of_topics_do_not_break_out_either(sites: Mapping[str | None, Path]) -> None:
    text = (sites[None] / sample.CAPTIONS.address / "index.html").read_text(encoding="utf-8")
    assert "<such>" not in text
    (about,) = head(sites[None], sample.CAPTIONS.address).linked()["about"]
    assert about["name"] == derived.FILTERS.name == "Filters & <such>"


def test_a_topic_s_page_leads_to_its_feed(sites: Mapping[str | None, Path]) -> None:
    assert head(sites[None], "topics/well/").feeds()[1:] == ["../../data/feeds/topics/well.xml"]


def test_pages_written_by_hand_are_escaped_too(sites: Mapping[str | None, Path]) -> None:
    found = head(sites[None], "about/")
    assert found.meta["og:title"] == found.linked()["name"] == 'About & "that"'
    bare = head(sites[None], "bare/")
    assert bare.meta["og:title"] == bare.linked()["name"] == "A bare page & no more"
    assert head(sites[None], "").linked()["@type"] == "WebSite"


def test_a_page_that_is_not_there_says_it_too(sites: Mapping[str | None, Path]) -> None:
    found = Head()
    found.feed((sites[None] / "404.html").read_text(encoding="utf-8"))
    assert found.meta["og:title"] == "Commonplace" and found.linked()["@type"] == "WebPage"


def test_data_needs_no_place_in_the_policy(
    sites: Mapping[str | None, Path], tmp_path: Path
) -> None:
    before = policy(sites[None])
    for page in sites[None].rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        bare = re.sub(r'<script type="application/ld\+json">.*?</script>', "", text)
        assert bare != text
        (tmp_path / page.relative_to(sites[None])).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / page.relative_to(sites[None])).write_text(bare, encoding="utf-8")
    assert policy(tmp_path) == before


def test_the_sitemap_has_the_generated_pages_where_the_site_s_address_is_known(
    sites: Mapping[str | None, Path],
) -> None:
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"

    def found(site: Path) -> set[str]:
        tree = ElementTree.parse(site / "sitemap.xml")
        return {element.text or "" for element in tree.iter(name)}

    assert {SITE + document.address for document in DOCUMENTS} <= found(sites[SITE])
    assert f"{SITE}topics/well/" in found(sites[SITE])
    assert not (sites[None] / "sitemap.xml").exists()  # which would be an empty one
    assert not (sites[None] / "sitemap.xml.gz").exists()


def test_pages_say_where_they_are_and_whom_they_are_about(sites: Mapping[str | None, Path]) -> None:
    for site, way in (
        (SITE, [SITE, f"{SITE}people/"]),
        (None, ["../..", "../"]),
    ):
        found = head(sites[site], "people/maren-holloway/").linked()
        assert found["mainEntity"]["@type"] == "Person"  # type: ignore[index]
        crumbs = found["breadcrumb"]["itemListElement"]  # type: ignore[index]
        assert [one.get("item") for one in crumbs] == [*way, None]
        assert [one["position"] for one in crumbs] == [1, 2, 3]
        document = head(sites[site], DOCUMENTS[0].address).linked()
        crumbs = document["mainEntityOfPage"]["breadcrumb"]  # type: ignore[index]
        assert crumbs["@type"] == "BreadcrumbList"


def test_the_home_page_says_how_to_search(sites: Mapping[str | None, Path]) -> None:
    action = head(sites[SITE], "").linked()["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{SITE}search/?q={{search_term_string}}"  # type: ignore[index]
    assert "potentialAction" not in head(sites[None], "").linked()
    searches = [one for one in head(sites[SITE], "about/").links if one["rel"] == "search"]
    assert [one["href"] for one in searches] == ["../opensearch.xml"]
