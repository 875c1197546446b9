"""The results page, and where its hits lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import LOOKS, violations
from tests.browser.conftest import Borrow
from tests.browser.served import Site, Visit, served
from tests.browser.test_pages import PHONE, TALK, WIDE
from tests.sample_library import LOG, library, passage

Open = Callable[..., Visit]

FILMS = "transcripts/fog-signals/"


def results(visit: Open, address: str, **options: object) -> Page:
    """The results page with what it found."""
    options = {"viewport": WIDE, **options}
    page = visit(f"search/{address}", **options).page
    page.locator(".cp-hit, .cp-nothing").first.wait_for()
    return page


def pages(page: Page) -> list[str]:
    """The addresses of the pages found, in order."""
    hits = page.locator(".cp-hits > .cp-hit")
    return hits.evaluate_all("all => all.map(one => one.dataset.address.split('#')[0])")


def facet(page: Page, name: str, value: str) -> Locator:
    return page.locator(f'[data-facet={name}] [data-value="{value}"]')


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_hits_say_what_they_are(visit: Open) -> None:
    page = results(visit, "?q=pencil+sharpened")
    hit = page.locator(f'.cp-hit[data-address^="{TALK}"]').first
    expect(hit.locator(".cp-hit-title")).to_have_text("An evening at the harbour hall")
    expect(hit).to_contain_text("Transcript")
    expect(hit).to_contain_text("March 2025")
    expect(hit.locator(".cp-hit-speaker")).to_have_text("Tamsin Achterberg")
    assert hit.locator("mark").count() > 0
    assert float(hit.get_attribute("data-score")) > 0
    link = hit.locator(".cp-hit-time")
    assert link.get_attribute("href").endswith(
        "#" + hit.get_attribute("data-address").split("#")[1]
    )


def test_inflected_forms_are_marked(visit: Open) -> None:
    page = results(visit, "?q=sharpen")
    marked = page.locator(".cp-hit-snippet mark").all_inner_texts()
    assert {"sharpened", "sharpening"} & set(marked)


def test_typing_replaces_and_choosing_pushes(visit: Open, site: Site) -> None:
    page = visit("", viewport=WIDE).page
    page.goto(site.base + "search/")
    depth = page.evaluate("history.length")
    page.locator(".cp-search-input").press_sequentially("pencil", delay=30)
    page.wait_for_url("**?q=pencil")
    page.locator(".cp-hit").first.wait_for()
    assert page.evaluate("history.length") == depth
    before = pages(page)
    facet(page, "kind", "post").click()
    page.wait_for_url("**kind=post")
    expect(page.locator(".cp-hits > .cp-hit")).not_to_have_count(len(before))
    assert page.evaluate("history.length") == depth + 1
    page.go_back()
    expect(page.locator(".cp-hits > .cp-hit")).to_have_count(len(before))
    assert pages(page) == before
    expect(page.locator(".cp-search-input")).to_have_value("pencil")
    page.go_forward()
    page.wait_for_url("**kind=post")
    expect(facet(page, "kind", "post")).to_have_attribute("aria-current", "true")


def test_back_from_a_hit_restores_results_and_place(visit: Open) -> None:
    page = results(visit, "?q=pencil", viewport={"width": 1280, "height": 420})
    page.locator(".cp-hit-more").first.click()
    last = page.locator(".cp-hits > .cp-hit").last
    last.scroll_into_view_if_needed()
    expect(page.locator(".cp-hit-further").first).to_be_attached()
    page.wait_for_timeout(300)
    place = page.evaluate("scrollY")
    further = page.locator(".cp-hit-further").count()
    assert place > 0
    last.locator(".cp-hit-title a").click()
    page.wait_for_url("**h=pencil**")
    page.go_back()
    expect(page.locator(".cp-hit-further")).to_have_count(further)
    page.wait_for_function(f"Math.abs(scrollY - {place}) < 30")


def test_facets_narrow_down_and_count(visit: Open) -> None:
    page = results(visit, "?q=pencil")
    speaker = facet(page, "speaker", "Tamsin Achterberg")
    count = int(speaker.locator(".cp-facet-count").inner_text())
    kinds = page.locator("[data-facet=kind] .cp-facet-count").all_inner_texts()
    assert len(kinds) == 2
    speaker.click()
    page.wait_for_url("**speaker=Tamsin+Achterberg**")
    expect(page.locator(".cp-search-status")).to_have_text(f"{count} passages")
    speakers = set(page.locator(".cp-hit-speaker").all_inner_texts())
    assert {name.lower() for name in speakers} == {"tamsin achterberg"}
    # What nothing is left of vanishes, the other choices of the same facet stay.
    expect(page.locator("[data-facet=kind] a")).to_have_count(1)
    assert page.locator("[data-facet=speaker] a").count() > 1
    speaker.click()
    expect(page.locator("[data-facet=kind] a")).to_have_count(2)
    assert "speaker" not in asked(page)


def test_a_choice_that_leaves_nothing_can_be_taken_back(visit: Open) -> None:
    page = results(visit, "?q=pencil&year=1999")
    expect(facet(page, "year", "1999")).to_have_attribute("aria-current", "true")
    nothing = page.locator(".cp-nothing")
    expect(nothing).to_contain_text("1999")
    nothing.get_by_role("link", name="Clear the filters").click()
    page.locator(".cp-hit").first.wait_for()
    assert asked(page) == {"q": ["pencil"]}


def test_the_order_is_in_the_address(visit: Open) -> None:
    page = results(visit, "?q=pencil")
    dates = "all => all.map(one => one.dateTime)"
    for order, reverse in (("newest", True), ("oldest", False)):
        page.get_by_label("Order").select_option(order)
        page.wait_for_url(f"**sort={order}")
        page.wait_for_function("!document.querySelector('.cp-search').ariaBusy")
        found = page.locator(".cp-hits > .cp-hit > .cp-hit-facts time").evaluate_all(dates)
        assert len(found) > 1
        assert found == sorted(found, reverse=reverse)


def test_more_of_a_page_unfolds(visit: Open) -> None:
    page = results(visit, "?q=pencil")
    hit = page.locator(f'.cp-hits > .cp-hit[data-address^="{TALK}"]')
    button = hit.locator(".cp-hit-more")
    more = int(button.inner_text().split()[0])
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(hit.locator(".cp-hit-further")).to_have_count(more)
    addresses = hit.locator(".cp-hit-further").evaluate_all(
        "all => all.map(a => a.dataset.address)"
    )
    assert hit.get_attribute("data-address") not in addresses
    assert {address.split("#")[0] for address in addresses} == {TALK}
    button.click()
    expect(hit.locator(".cp-hit-further").first).to_be_hidden()


def test_more_pages_follow_when_they_are_asked_for(
    borrow: Borrow, tmp_path_factory: pytest.TempPathFactory
) -> None:
    posts = [
        replace(
            LOG,
            slug=f"lamp-{number}",
            title=f"Lamp {number}",
            passages=(
                passage(f"p-lamp-{number}", f"<p>Lamp {number} burns paraffin.</p>"),
                passage(f"p-wick-{number}", f"<p>Its wick draws paraffin, {number} drops.</p>"),
            ),
        )
        for number in range(13)
    ]
    with served(tmp_path_factory.mktemp("lamps"), library(posts)) as site:
        page = borrow().new_page()
        page.goto(f"{site.base}search/?q=paraffin")
        found = page.locator(".cp-hits > .cp-hit")
        expect(found).to_have_count(10)
        first = pages(page)
        page.locator(".cp-hit-more").first.click()
        expect(page.locator(".cp-hit-further")).to_have_count(1)
        page.get_by_role("button", name="Show more").click()
        expect(found).to_have_count(13)
        assert pages(page)[:10] == first
        expect(found.nth(10).locator(".cp-hit-title a")).to_be_focused()
        expect(page.get_by_role("button", name="Show more")).to_have_count(0)
        page.locator(".cp-hit-title a").last.click()
        page.wait_for_url("**h=paraffin**")
        page.go_back()
        expect(found).to_have_count(13)


def test_a_divider_stands_before_those_with_some_of_the_words(visit: Open) -> None:
    page = results(visit, "?q=pencil+gulls+copper")
    divider = page.locator(".cp-divider")
    expect(divider).to_have_count(1)
    expect(divider).to_contain_text("these have some")
    assert divider.evaluate("e => e.nextElementSibling.children.length") > 0
    whole = results(visit, "?q=pencil")
    expect(whole.locator(".cp-divider")).to_have_count(0)


def test_a_misspelt_word_is_answered_with_what_was_meant(visit: Open) -> None:
    page = results(visit, "?q=pensil")
    note = page.locator(".cp-note-suggestion")
    expect(note).to_contain_text("pencil")
    note.get_by_role("link").click()
    page.locator(".cp-hit").first.wait_for()
    assert asked(page)["q"] != ["pensil"]
    expect(page.locator(".cp-note-suggestion")).to_have_count(0)


def test_a_mistake_in_a_query_is_explained(visit: Open) -> None:
    page = results(visit, "?q=(pencil")
    expect(page.locator(".cp-note-error")).to_contain_text("bracket")
    assert page.locator(".cp-hit").count() > 0


def test_nothing_found_says_what_to_try(visit: Open) -> None:
    page = results(visit, "?q=xyzzyplugh")
    expect(page.locator(".cp-nothing")).to_contain_text("Try fewer or different words")
    page.get_by_role("button", name="search tips", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_failure_is_not_an_empty_answer(visit: Open, site: Site) -> None:
    page = visit("", viewport=WIDE).page
    page.context.route("**/search/*.bin", lambda route: route.abort())
    page.goto(f"{site.base}search/?q=pencil")
    failed = page.locator(".cp-failed")
    expect(failed).to_contain_text("failed")
    expect(page.locator(".cp-nothing")).to_have_count(0)
    assert violations(page) == []
    page.context.unroute("**/search/*.bin")
    failed.get_by_role("button", name="Try again").click()
    page.locator(".cp-hit").first.wait_for()
    expect(failed).to_have_count(0)


def test_hits_are_reached_by_arrows(visit: Open) -> None:
    page = results(visit, "?q=pencil")
    page.keyboard.press("/")
    expect(page.locator(".cp-search-input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cp-hit-title a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".cp-search-input")).to_be_focused()


def test_a_hit_lands_on_its_passage_with_the_words_marked(visit: Open) -> None:
    page = results(visit, "?q=sharpened+pencil")
    hit = page.locator(f'.cp-hit[data-address^="{TALK}"]').first
    anchor = hit.get_attribute("data-address").split("#")[1]
    hit.locator(".cp-hit-snippet").click()
    page.wait_for_url(f"**{TALK}?h=sharpened+pencil#{anchor}")
    turn = page.locator(f"[id='{anchor}']")
    turn.locator("mark").first.wait_for()
    marked = [text.lower() for text in turn.locator("mark").all_inner_texts()]
    assert {"pencil", "sharpened", "sharpening"} <= set(marked)
    assert page.locator("mark").count() == len(marked)  # in no other passage
    header = page.locator(".md-header").bounding_box()
    assert turn.bounding_box()["y"] >= header["y"] + header["height"]
    assert violations(page) == []
    text = turn.inner_text()
    page.keyboard.press("Escape")
    expect(turn.locator("mark")).to_have_count(0)
    assert turn.inner_text() == text
    assert "h=" not in page.url
    assert page.url.endswith("#" + anchor)


def test_marks_can_be_cleared_by_a_button(visit: Open) -> None:
    page = visit(f"{TALK}?h=pencil#t-00-01-13", viewport=WIDE).page
    page.locator("mark").first.wait_for()
    page.get_by_role("button", name="Clear highlights").click()
    expect(page.locator("mark")).to_have_count(0)


@pytest.mark.parametrize("address", [f"{TALK}?h=pencil#nowhere", f"{TALK}?h=%FF#%FF", f"{TALK}?h="])
def test_an_odd_address_marks_nothing_and_breaks_nothing(visit: Open, address: str) -> None:
    seen = visit(address)
    expect(seen.page.locator("h1")).to_be_visible()
    assert seen.page.locator("mark").count() == 0
    assert not seen.errors


def test_a_hit_primes_the_video_and_calls_nobody(visit: Open) -> None:
    seen = visit(f"{TALK}?h=pencil#t-00-01-13", viewport=WIDE)
    facade = seen.page.locator(".cp-dock button.cp-play")
    expect(facade).to_contain_text("Play from 1:13")
    seen.page.wait_for_load_state("networkidle")
    assert not seen.strangers
    assert violations(seen.page) == []
    facade.click()
    frame = seen.page.locator(".cp-dock iframe")
    assert "start=73" in frame.get_attribute("src")
    seen.page.get_by_role("button", name="Close the video").click()
    expect(frame).to_have_count(0)


@pytest.mark.parametrize(
    ("at", "words", "start"), [("80", "1:20", "80"), ("x", "1:13", "73"), ("", "1:13", "73")]
)
def test_the_video_waits_at_the_second_of_the_words(
    visit: Open, at: str, words: str, start: str
) -> None:
    seen = visit(f"{TALK}?h=pencil&at={at}#t-00-01-13", viewport=WIDE)
    facade = seen.page.locator(".cp-dock .cp-play")
    expect(facade).to_contain_text(f"Play from {words}")
    facade.click()
    source = urlsplit(seen.page.locator(".cp-dock iframe").get_attribute("src"))
    assert parse_qs(source.query)["start"] == [start]


def test_play_from_a_hit_starts_the_player_at_that_second(visit: Open, site: Site) -> None:
    seen = visit("search/?q=pencil+sharpened", viewport=WIDE)
    hit = seen.page.locator(f'.cp-hit[data-address^="{TALK}"]').first
    hit.get_by_role("link", name="Play from").click()
    frame = seen.page.locator(".cp-dock iframe")
    frame.wait_for()
    source = urlsplit(frame.get_attribute("src"))
    assert source.netloc == "www.youtube-nocookie.com"
    anchor = urlsplit(seen.page.url).fragment
    hours, minutes, seconds = map(int, anchor.removeprefix("t-").split("-"))
    assert parse_qs(source.query)["start"] == [str(hours * 3600 + minutes * 60 + seconds)]
    assert "play" not in urlsplit(seen.page.url).query  # coming back does not start it again


def test_a_link_from_elsewhere_starts_no_video(visit: Open) -> None:
    seen = visit(f"{TALK}?h=pencil&play#t-00-01-13", viewport=WIDE)
    seen.page.locator(".cp-dock .cp-play").wait_for()
    seen.page.wait_for_load_state("networkidle")
    assert not seen.strangers


def test_a_vimeo_hit_is_primed_as_well(visit: Open) -> None:
    page = visit(f"{FILMS}?h=tide#t-00-01-30", viewport=WIDE).page
    page.locator(".cp-dock .cp-play").click()
    assert page.locator(".cp-dock iframe").get_attribute("src").endswith("#t=90s")


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_the_results(visit: Open, look: dict) -> None:
    page = results(visit, "?q=pencil+gulls+copper", **look)
    page.locator("details.cp-facets").evaluate("e => e.open = true")
    assert violations(page) == []


def test_the_smallest_phone_shows_results_without_scrolling_sideways(visit: Open) -> None:
    page = results(visit, "?q=pencil+gulls+copper", viewport=PHONE)
    page.locator("details.cp-facets").evaluate("e => e.open = true")
    page.locator(".cp-hit-more").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_moves_does_not_where_motion_is_unwelcome(visit: Open) -> None:
    page = results(visit, "?q=pencil", reduced_motion="reduce")
    moving = """[...document.querySelectorAll('.cp-search *, .cp-box *')].filter(e => {
        const style = getComputedStyle(e);
        return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
    }).map(e => e.className)"""
    assert page.evaluate(moving) == []


def test_without_scripts_the_page_says_where_else_to_go(visit: Open, site: Site) -> None:
    page = visit("search/", java_script_enabled=False).page
    said = page.locator(".cp-without-scripts")
    expect(said).to_be_visible()
    expect(page.locator(".cp-search")).to_be_hidden()
    links = said.get_by_role("link").all()
    assert [link.text_content() for link in links][:2] == ["posts", "transcripts"]
    assert all(page.request.get(link.evaluate("one => one.href")).ok for link in links)
