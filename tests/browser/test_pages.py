"""What a reader meets on the built site."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from urllib.parse import unquote, urljoin, urlsplit
from zipfile import ZipFile

import pytest

from tests.browser.served import Site, Visit, of_each_kind
from tests.built_page import Elements, elements
from tests.sample_library import TURNS

Open = Callable[..., Visit]

POST = "posts/what-the-tide-gauge-measures/"
TALK = "transcripts/an-evening-at-the-harbour-hall/"
SAMPLES = ("", "posts/", POST, "posts/odd/", TALK, "transcripts/fog-signals/", "contributing/")
PHONE = {"width": 320, "height": 640}
WIDE = {"width": 1440, "height": 900}


def parsed(site: Site) -> dict[str, Elements]:
    return {
        address: elements((site.folder / address / "index.html").read_text())
        for address in site.addresses
    }


def test_every_internal_link_is_answered_and_its_id_exists(site: Site) -> None:
    found = parsed(site)
    assert len(found) > 12
    wanted: dict[str, str] = {}
    for address, page in found.items():
        for link in page.links:
            target = urljoin(site.base + address, link)
            if not target.startswith("http://127.0.0.1"):
                continue
            assert target.startswith(site.base), f"{address} links out of the prefix: {link}"
            path, _, fragment = target.removeprefix(site.base).partition("#")
            wanted.setdefault(site.base + path, address)
            if fragment and path in found:
                assert unquote(fragment) in found[path].ids, f"{address}: {link}"
    for url, address in wanted.items():
        try:
            urllib.request.urlopen(url).close()
        except urllib.error.HTTPError as problem:
            pytest.fail(f"{address} links to {url}: {problem}")


def test_no_page_names_a_stranger_in_what_it_loads(site: Site) -> None:
    for address, page in parsed(site).items():
        for tag, attributes in page.tags:
            values = dict(attributes)
            loaded = values.get("src") or (values.get("href") if tag == "link" else "") or ""
            if values.get("rel") != "canonical":
                assert not urlsplit(urljoin("x://", loaded)).netloc, f"{address}: {loaded}"


def test_pages_have_what_assistive_technology_needs(site: Site) -> None:
    for address, page in parsed(site).items():
        tags = [tag for tag, _ in page.tags]
        root = dict(next(attributes for tag, attributes in page.tags if tag == "html"))
        assert root.get("lang") == "en", address
        assert "title" in tags, address
        if "main" not in tags:
            continue  # a redirect
        assert tags.count("h1") == 1, address
        assert tags.count("main") == 1, address
        levels = [level for level, _ in page.headings]
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert all("alt" in dict(attributes) for tag, attributes in page.tags if tag == "img")


def test_a_page_is_whole_and_asks_nobody(visit: Open, site: Site) -> None:
    seen = visit(viewport=WIDE)
    broken = "[...document.images].filter(i => !i.complete || !i.naturalWidth).map(i => i.src)"
    unlabelled = """[...document.querySelectorAll('button, a[href]')].filter(e => e.offsetParent
        && !(e.getAttribute('aria-label') || e.title || e.textContent).trim()).length"""
    for address in SAMPLES:
        seen.page.goto(site.base + address)
        seen.page.wait_for_load_state("networkidle")
        assert not seen.errors, address
        assert not seen.strangers, address
        assert seen.page.evaluate(broken) == [], address
        assert seen.page.evaluate(unlabelled) == 0, address


def test_no_page_scrolls_sideways_on_the_smallest_phone(visit: Open, site: Site) -> None:
    page = visit("", viewport=PHONE).page
    redirects = {
        address for address, found in parsed(site).items() if "main" not in dict(found.tags)
    }
    for address in of_each_kind(sorted(set(site.addresses) - redirects)):
        page.goto(site.base + address)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        wide = """[...document.querySelectorAll('main *, header *')].filter(e => e.offsetParent
            && e.getBoundingClientRect().right > 321).map(e => e.outerHTML.slice(0, 90))"""
        found = page.evaluate("document.documentElement.scrollWidth")
        assert found <= 320, f"{address}: {page.evaluate(wide)}"


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_link_to_a_passage_lands_on_it_and_shows_it(visit: Open, viewport: dict) -> None:
    anchor = TURNS[14].anchor
    seen = visit(f"{TALK}#{anchor}", viewport=viewport, reduced_motion="reduce")
    turn = seen.page.locator(".cp-turn:target")
    assert turn.get_attribute("id") == anchor
    lit = "getComputedStyle(document.querySelector('{}')).backgroundColor"
    assert seen.page.evaluate(lit.format(".cp-turn:target")) != seen.page.evaluate(
        lit.format(".cp-turn:not(:target)")
    )
    header = seen.page.locator(".md-header").bounding_box()
    place = turn.bounding_box()
    assert place["y"] >= header["y"] + header["height"]
    assert place["y"] < viewport["height"] / 2


def test_a_passage_of_a_post_is_reached_by_keyboard(visit: Open) -> None:
    page = visit(POST, viewport=WIDE).page
    anchor = page.locator("#p-1a2b3c > .cp-anchor")
    assert anchor.evaluate("e => getComputedStyle(e).opacity") == "0"
    anchor.focus()
    assert anchor.evaluate("e => getComputedStyle(e).opacity") == "1"
    page.keyboard.press("Enter")
    assert page.url.endswith("#p-1a2b3c")


def test_a_time_links_to_its_turn_and_to_that_second_of_the_video(visit: Open) -> None:
    page = visit(TALK, viewport=WIDE).page
    turn = page.locator("#t-00-01-13")
    turn.locator(".cp-time").click()
    assert page.url.endswith("#t-00-01-13")
    assert turn.locator(".cp-watch").get_attribute("href").endswith("watch?v=harbourhall&t=73s")


def test_a_correction_says_on_focus_what_was_heard(visit: Open) -> None:
    page = visit(TALK, viewport=WIDE).page
    corrected = page.locator(".cp-corrected").first
    corrected.focus()
    shown = corrected.evaluate("e => getComputedStyle(e, '::after').content")
    assert "slow pass" in shown or "attr(title)" in shown


def test_a_video_calls_nobody_before_the_click_and_one_player_after(visit: Open) -> None:
    seen = visit(POST, viewport=WIDE)
    button = seen.page.locator(".cp-video button")
    button.scroll_into_view_if_needed()
    assert not seen.strangers
    assert seen.page.locator("iframe").count() == 0
    button.focus()
    seen.page.keyboard.press("Enter")
    frame = seen.page.locator(".cp-video iframe")
    frame.wait_for()
    assert frame.count() == 1
    assert frame.get_attribute("title") == "The gauge at work"
    assert frame.evaluate("e => e === document.activeElement")
    seen.page.wait_for_load_state("networkidle")
    assert {urlsplit(url).netloc for url in seen.strangers} == {"www.youtube-nocookie.com"}


def test_the_page_works_where_only_our_own_scripts_may_run(visit: Open, site: Site) -> None:
    seen = visit("")
    seen.page.route(
        f"{site.base}{POST}",
        lambda route: route.fulfill(
            response=route.fetch(),
            headers={"content-type": "text/html", "content-security-policy": "script-src 'self'"},
        ),
    )
    seen.page.goto(site.base + POST)
    seen.page.locator(".cp-video button").wait_for()


def test_without_scripts_everything_is_there(visit: Open) -> None:
    page = visit(POST, java_script_enabled=False).page
    assert page.locator(".cp-video a").get_attribute("href").startswith("https://www.youtube.com/")
    assert page.locator(".cp-missing").count() == 1
    assert page.locator("ol.cp-notes > li").count() == 2


def test_light_and_dark_can_be_chosen_and_are_remembered(visit: Open) -> None:
    page = visit(POST, viewport=WIDE, color_scheme="light").page
    paper = "getComputedStyle(document.body).backgroundColor"
    scheme = "document.body.dataset.mdColorScheme"
    light = page.evaluate(paper)
    for _ in range(2):  # from the system's colours to light, and on to dark
        page.locator("[data-md-component=palette] label:not([hidden])").click()
    assert page.evaluate(scheme) == "slate"
    assert page.evaluate(paper) != light
    page.reload()
    assert page.evaluate(scheme) == "slate"


def test_the_system_s_dark_is_ours(visit: Open) -> None:
    page = visit(POST, color_scheme="dark").page
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_an_old_address_leads_to_the_new_one(visit: Open, site: Site) -> None:
    page = visit("posts/").page
    for old, new in (
        ("notes/2024/11/tide-gauge/", POST),
        ("talks/harbour/", TALK),
        ("2025/harbour.html", TALK),
    ):
        page.goto(site.base + old)
        page.wait_for_url(site.base + new)


def test_the_record_of_changes_can_be_opened_and_followed(visit: Open, site: Site) -> None:
    page = visit(POST, viewport=WIDE).page
    page.locator("details.cp-record summary").click()
    assert page.locator(".cp-changes del").first.is_visible()
    link = page.locator(".cp-whole a").evaluate("e => e.href")
    with urllib.request.urlopen(link) as answer, ZipFile(BytesIO(answer.read())) as archive:
        assert json.loads(archive.read(f"{POST}changes.json"))["counts"]["mojibake"] == 3
