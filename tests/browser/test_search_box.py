"""The search box in the header, as a reader with a keyboard, a mouse or a screen reader has it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import LOOKS, violations
from tests.browser.served import Site, Visit
from tests.browser.test_pages import PHONE, POST, TALK, WIDE

Open = Callable[..., Visit]


def box(page: Page) -> Locator:
    return page.locator(".cp-box-input")


def options(page: Page) -> Locator:
    return page.locator(".cp-popup [role=option]")


def ask(page: Page, words: str) -> None:
    """Type into the box, and wait until the answer is there."""
    box(page).press_sequentially(words)
    options(page).last.wait_for()


def active(page: Page) -> str | None:
    """The text of the option that the box says is active."""
    name = box(page).get_attribute("aria-activedescendant")
    return page.locator(f"#{name}").inner_text() if name else None


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_leads_to_the_box(visit: Open, key: str) -> None:
    page = visit(POST, viewport=WIDE).page
    page.keyboard.press(key)
    expect(box(page)).to_be_focused()


def test_a_slash_while_writing_is_a_slash(visit: Open) -> None:
    page = visit(POST, viewport=WIDE).page
    box(page).press_sequentially("a/b")
    expect(box(page)).to_have_value("a/b")


def test_the_box_is_a_combobox_and_says_what_is_open(visit: Open) -> None:
    page = visit("", viewport=WIDE).page
    assert page.get_by_role("combobox", name="Search").count() == 1
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    ask(page, "pencil")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    listed = page.get_by_role("listbox")
    assert listed.get_attribute("id") == box(page).get_attribute("aria-controls")
    assert listed.get_by_role("group", name="Passages").count() == 1


def test_the_last_word_counts_while_it_is_typed(visit: Open) -> None:
    page = visit("", viewport=WIDE).page
    ask(page, "penc")
    assert "pencil" in page.locator(".cp-choice-passage mark").first.inner_text().lower()


def test_passages_are_grouped_by_page(visit: Open) -> None:
    page = visit("", viewport=WIDE).page
    ask(page, "pencil")
    passages = page.locator(".cp-choice-passage")
    found = passages.evaluate_all("all => all.map(one => one.dataset.address.split('#')[0])")
    assert len(found) == len(set(found)) <= 5
    assert "more on this page" in page.locator(".cp-choice-more").first.inner_text()
    scores = passages.evaluate_all("all => all.map(one => Number(one.dataset.score))")
    assert scores == sorted(scores, reverse=True)


def test_pages_are_found_by_their_titles(visit: Open) -> None:
    page = visit("", viewport=WIDE).page
    ask(page, "evening harb")
    pages = page.get_by_role("group", name="Pages").get_by_role("option")
    assert pages.first.get_attribute("data-address") == TALK
    assert pages.first.get_attribute("href").endswith(TALK)


def test_arrows_go_round_and_enter_opens(visit: Open, site: Site) -> None:
    page = visit("", viewport=WIDE).page
    ask(page, "pencil")
    count = options(page).count()
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    first = active(page)
    assert first == options(page).first.inner_text()
    page.keyboard.press("ArrowUp")
    assert active(page) is None
    page.keyboard.press("ArrowUp")
    assert active(page) == options(page).last.inner_text()
    for _ in range(count):
        page.keyboard.press("ArrowUp")
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    assert active(page) == first
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    wanted = options(page).first.get_attribute("data-address")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.base}**h=pencil**")
    path, _, anchor = wanted.partition("#")
    assert page.url.startswith(site.base + path)
    assert page.url.endswith("#" + anchor)


def test_home_and_end_stay_with_the_words(visit: Open) -> None:
    page = visit("", viewport=WIDE).page
    ask(page, "encil")
    page.keyboard.press("Home")
    page.keyboard.type("p")
    expect(box(page)).to_have_value("pencil")


def test_enter_without_a_choice_leads_to_all_results(visit: Open, site: Site) -> None:
    page = visit(POST, viewport=WIDE).page
    ask(page, "tide pencil")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.base}search/?q=tide+pencil")
    expect(page.locator(".cp-hit").first).to_be_visible()


def test_escape_closes_and_then_clears(visit: Open) -> None:
    page = visit("", viewport=WIDE).page
    ask(page, "pencil")
    page.keyboard.press("Escape")
    expect(page.locator(".cp-popup")).to_be_hidden()
    expect(box(page)).to_have_value("pencil")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    expect(box(page)).to_be_focused()


def test_escape_ends_a_search_that_is_on_its_way(visit: Open) -> None:
    page = visit("", viewport=WIDE, alone=True).page  # its clock stays with it
    page.context.route("**/search/*.bin", lambda route: None)  # never answered
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 60"))
    box(page).press_sequentially("pencil")
    page.clock.run_for(200)
    page.keyboard.press("Escape")
    page.clock.run_for(2_000)
    expect(page.locator(".cp-popup")).to_be_hidden()
    expect(box(page)).to_have_value("")


def test_tab_leaves_and_closes(visit: Open) -> None:
    page = visit("", viewport=WIDE).page
    ask(page, "pencil")
    page.keyboard.press("Tab")
    expect(page.locator(".cp-popup")).to_be_hidden()
    assert not page.evaluate("document.activeElement.closest('.cp-box')")


def test_a_click_opens_and_another_tab_can_be_asked_for(visit: Open, site: Site) -> None:
    page = visit("", viewport=WIDE).page
    ask(page, "pencil")
    with page.context.expect_page() as opened:
        options(page).first.click(modifiers=["Control"])
    assert opened.value.url.startswith(site.base)
    options(page).first.click()
    page.wait_for_url("**h=pencil**")


def test_counts_are_announced(visit: Open) -> None:
    page = visit("", viewport=WIDE).page
    ask(page, "pencil")
    status = page.locator(".cp-box [role=status]")
    expect(status).to_contain_text("passages")
    page.keyboard.press("Control+a")
    box(page).press_sequentially("xyzzyplugh")
    expect(status).to_have_text("No passages")


def test_a_stale_answer_is_never_shown(visit: Open, site: Site) -> None:
    page = visit("", viewport=WIDE).page
    ask(page, "pencil")  # everything is loaded now
    page.evaluate(
        """() => {
            window.seen = [];
            const list = document.querySelector(".cp-popup-list");
            new MutationObserver(() => {
                const all = list.querySelector(".cp-choice-all");
                if (all) window.seen.push(all.textContent);
            }).observe(list, { childList: true });
        }"""
    )
    box(page).press_sequentially(" tide well", delay=15)
    page.locator(".cp-choice-all", has_text="pencil tide well").wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate("window.seen.at(-1)") == "All results for “pencil tide well”"


def test_what_was_meant_is_one_choice(visit: Open) -> None:
    page = visit("", viewport=WIDE).page
    ask(page, "harbuor ")
    text = page.locator(".cp-popup").inner_text()
    assert "harbour" in text


def test_a_failure_says_so_and_can_be_tried_again(visit: Open) -> None:
    page = visit("", viewport=WIDE).page
    page.context.route("**/search/*.bin", lambda route: route.abort())
    box(page).press_sequentially("pencil")
    expect(page.locator(".cp-popup-note")).to_contain_text("failed")
    assert "No passage" not in page.locator(".cp-popup").inner_text()
    page.context.unroute("**/search/*.bin")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".cp-choice-passage").first).to_be_visible()


def test_help_is_one_keystroke_away(visit: Open, site: Site) -> None:
    page = visit(POST, viewport=WIDE).page
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Search tips")
    expect(dialog).to_contain_text("speaker:")
    assert not violations(page)
    assert dialog.get_by_role("link").evaluate("e => e.href") == f"{site.base}searching/"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.press("?")
    expect(dialog).to_be_visible()


def test_a_question_mark_in_a_query_is_a_wildcard(visit: Open) -> None:
    page = visit(POST, viewport=WIDE).page
    box(page).press_sequentially("p?ncil")
    expect(box(page)).to_have_value("p?ncil")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_the_open_box(visit: Open, look: dict) -> None:
    page = visit(POST, **look).page
    ask(page, "pencil")
    page.keyboard.press("ArrowDown")
    assert violations(page) == []


def test_on_the_smallest_phone_the_box_takes_the_header(visit: Open) -> None:
    page = visit(POST, viewport=PHONE).page
    before = box(page).bounding_box()
    ask(page, "pencil")
    during = box(page).bounding_box()
    assert during["width"] > 200 > before["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    popup = page.locator(".cp-popup").bounding_box()
    assert popup["x"] >= 0
    assert popup["x"] + popup["width"] <= 320
    assert popup["y"] + popup["height"] <= PHONE["height"]
    page.locator(".cp-box-close").click()
    expect(page.locator(".cp-popup")).to_be_hidden()
    assert box(page).bounding_box() == before


def test_without_scripts_there_are_links(visit: Open, site: Site) -> None:
    page = visit(POST, java_script_enabled=False).page
    expect(box(page)).to_be_hidden()
    assert page.locator(".cp-browse a").count() == 2
    page.locator(".cp-browse a", has_text="Topics").click()
    page.wait_for_url(f"{site.base}topics/")


def test_the_box_works_under_the_policy_of_the_page_on_hosting(visit: Open, site: Site) -> None:
    seen = visit("", viewport=WIDE)
    policy = "script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'"
    seen.page.route(
        f"{site.base}{POST}",
        lambda route: route.fulfill(
            response=route.fetch(),
            headers={"content-type": "text/html", "content-security-policy": policy},
        ),
    )
    seen.page.goto(site.base + POST)
    ask(seen.page, "pencil")
    expect(seen.page.locator(".cp-choice-passage").first).to_be_visible()
