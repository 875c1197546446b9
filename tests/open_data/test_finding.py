"""Browsers and search engines are told how to search the site and where its map is."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

import tests.sample_catalogue as derived
from commonplace.model import Catalogue
from commonplace.model.identity import Identity
from commonplace.open_data.files import files
from commonplace.open_data.finding import opensearch, robots

SITE = "https://example.org/notes/"
OS = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.mark.parametrize("name", ["Ponds", "A very long name, <b>of</b> ponds & ditches\x00 here"])
def test_a_browser_can_search_the_site(name: str) -> None:
    catalogue = derived.catalogue()
    named = Catalogue(catalogue.library, catalogue.derived, Identity(name=name))
    root = ElementTree.fromstring(opensearch(named, SITE))
    assert root.tag == f"{OS}OpenSearchDescription"
    assert 0 < len(root.findtext(f"{OS}ShortName") or "") <= 16
    assert root.findtext(f"{OS}Description")
    url = root.find(f"{OS}Url")
    assert url is not None
    assert url.attrib["template"] == f"{SITE}search/?q={{searchTerms}}"


def test_there_is_a_description_only_where_the_site_s_address_is_known() -> None:
    assert "opensearch.xml" in files(derived.catalogue(), site=SITE)
    assert "opensearch.xml" not in files(derived.catalogue(), site=None)


def test_robots_are_told_of_the_map_if_there_is_one() -> None:
    assert f"\nSitemap: {SITE}sitemap.xml\n" in robots(SITE)
    assert robots(None) == "User-agent: *\nAllow: /\n"
