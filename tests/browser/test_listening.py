"""Listening to a recording beside its text, and finding one's way in it, as readers do."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

import tests.sample_library as sample
from commonplace.model import Library
from tests.browser import axe
from tests.browser.conftest import Borrow
from tests.browser.served import Site, Visit, served

Open = Callable[..., Visit]
TALK = "transcripts/an-evening-at-the-harbour-hall/"
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
SOUND = "images/evening-1234abcd.wav"
#: An audio element plays nothing here: what counts is where it stands.
NOW = "Math.round(document.querySelector('.cp-player audio').currentTime)"
#: The test's server sends no parts of a file: the sound is fetched whole before it can be moved.
READY = """(() => {
    const { readyState, seekable } = document.querySelector('.cp-player audio');
    return readyState > 0 && seekable.length > 0 && seekable.end(0) > 0;
})()"""
SECONDS = 200


@pytest.fixture(scope="module")
def sounding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample library, its talk with a sound file of the site."""
    library = sample.library()
    documents = [
        replace(one, audio=SOUND, length=float(SECONDS)) if one.slug == sample.TALK.slug else one
        for one in library.documents
    ]
    with served(tmp_path_factory.mktemp("sound"), Library(documents=tuple(documents))) as site:
        _write_sound(site.folder / SOUND)
        yield site


@pytest.fixture
def talk(borrow: Borrow, sounding: Site) -> Open:
    def open_page(fragment: str = "", **options: object) -> Visit:
        context = borrow(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
        seen = Visit.of(context.new_page())
        seen.page.goto(sounding.base + TALK + fragment)
        return seen

    return open_page


@SIZES
def test_a_turn_is_played_in_the_page(talk: Open, viewport: dict[str, int]) -> None:
    seen = talk(viewport=viewport)
    page = seen.page
    assert "3 min long" in page.locator(".cp-facts").inner_text()
    page.locator("#t-00-01-13 .cp-watch").click()
    page.wait_for_function(f"{READY} && {NOW} >= 73")
    assert page.url.endswith(TALK)
    assert page.locator("#t-00-01-13.cp-spoken").count() == 1
    page.locator("#t-00-01-56 .cp-time").click()
    page.wait_for_function(f"{NOW} >= 116")
    page.locator("#t-00-01-56.cp-spoken").wait_for()
    page.get_by_role("button", name="Close the player").click()
    assert page.locator(".cp-player, .cp-spoken").count() == 0
    assert seen.strangers == []
    assert seen.errors == []


def test_keys_work_the_player(talk: Open) -> None:
    page = talk().page
    page.locator("#t-00-01-13 .cp-watch").click()
    page.wait_for_function(f"{READY} && {NOW} >= 73")
    page.evaluate("document.activeElement.blur()")
    page.evaluate("document.querySelector('.cp-player audio').pause()")
    for key, least, most in (("ArrowRight", 83, 86), ("ArrowLeft", 73, 76)):
        page.keyboard.press(key)
        page.wait_for_function(f"{NOW} >= {least} && {NOW} <= {most}")
    paused = "document.querySelector('.cp-player audio').paused"
    page.keyboard.press(" ")
    page.wait_for_function(f"!{paused}")
    page.keyboard.press(" ")
    page.wait_for_function(paused)
    page.get_by_label("Speed").select_option("1.5")
    assert page.evaluate("document.querySelector('.cp-player audio').playbackRate") == 1.5


def test_the_text_follows_until_the_reader_scrolls_away(talk: Open) -> None:
    page = talk(viewport={"width": 1280, "height": 400}).page
    page.locator("#t-00-00-00 .cp-watch, .cp-watch").first.click()
    page.wait_for_function(READY)
    follow = page.get_by_role("button", name="Follow along")
    _seek(page, 130)
    page.wait_for_function(_in_sight("#t-00-02-04"))
    page.mouse.wheel(0, -5000)
    page.wait_for_function("scrollY === 0")
    assert follow.get_attribute("aria-pressed") == "false"
    _seek(page, 137)
    page.locator("#t-00-02-15.cp-spoken").wait_for()
    assert page.evaluate("scrollY") == 0
    follow.click()
    page.wait_for_function(_in_sight("#t-00-02-15"))


def test_listening_goes_on_where_it_stopped(talk: Open) -> None:
    page = talk().page
    page.locator("#t-00-01-13 .cp-watch").click()
    page.wait_for_function(f"{READY} && {NOW} >= 73")
    page.reload()
    page.get_by_role("link", name="Listen").click()
    page.wait_for_function(f"{READY} && {NOW} >= 73")


def test_with_a_key_held_the_link_stays_a_link(talk: Open) -> None:
    page = talk().page
    with page.context.expect_page():
        page.locator("#t-00-01-13 .cp-watch").click(modifiers=["ControlOrMeta"])
    assert page.locator(".cp-player").count() == 0


def test_a_video_is_played_in_the_page_after_a_click_only(visit: Open) -> None:
    seen = visit(TALK, viewport=WIDE)
    assert seen.strangers == []
    seen.page.locator("#t-00-01-13 .cp-watch").click()
    frame = seen.page.locator(".cp-player iframe")
    address = frame.get_attribute("src") or ""
    assert address.startswith("https://www.youtube-nocookie.com/embed/harbourhall?")
    assert "start=73" in address


def test_j_and_k_go_from_turn_to_turn(visit: Open) -> None:
    page = visit(TALK, viewport=WIDE).page
    focused = "document.activeElement.id"
    page.keyboard.press("j")
    first = page.evaluate(focused)
    page.keyboard.press("j")
    second = page.evaluate(focused)
    turns = page.locator(".cp-turn")
    assert [first, second] == [turns.nth(n).get_attribute("id") for n in (0, 1)]
    page.keyboard.press("k")
    assert page.evaluate(focused) == first
    assert page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_the_tab_key_reaches_what_stands_beside_one_turn_only(visit: Open) -> None:
    page = visit(TALK, viewport=WIDE).page
    reached = """[...document.querySelectorAll('.cp-gutter :is(a, button)')]
        .filter(e => e.tabIndex >= 0).map(e => e.closest('.cp-turn').id)"""
    assert len(set(page.evaluate(reached))) == 1
    page.locator("#t-00-01-13").focus()
    assert set(page.evaluate(reached)) == {"t-00-01-13"}


def test_a_second_inside_a_turn_leads_to_the_turn(visit: Open) -> None:
    page = visit(f"{TALK}#t-00-01-20", viewport=WIDE).page
    page.locator("#t-00-01-13:target").wait_for()
    page.evaluate("location.hash = 't-00-02-00'")
    page.locator("#t-00-01-56:target").wait_for()


@SIZES
def test_the_bar_says_where_one_is_and_leads_elsewhere(
    visit: Open, viewport: dict[str, int]
) -> None:
    page = visit(TALK, viewport=viewport).page
    bar = page.locator(".cp-bar")
    assert bar.is_hidden()
    page.locator("#t-00-01-13").evaluate("e => scrollTo(0, e.offsetTop + e.offsetHeight / 2)")
    bar.wait_for()
    assert "1:13" in bar.inner_text()
    bar.get_by_role("button", name="Go to…").click()
    page.get_by_role("menuitem", name="A time…").click()
    page.get_by_label("Time, for example 42:10").fill("2:10")
    page.keyboard.press("Enter")
    page.locator("#t-00-02-04:target").wait_for()
    bar.get_by_role("button", name="Go to…").click()
    page.get_by_role("menuitem", name="Beginning again today").click()
    page.wait_for_url("**#*beginning*")


def test_the_reader_can_go_back_to_where_they_stopped(visit: Open) -> None:
    page = visit(TALK, viewport=WIDE).page
    page.locator("#t-00-02-15").evaluate("e => e.scrollIntoView()")
    page.locator(".cp-bar").wait_for()
    page.goto(page.url.partition("#")[0])
    page.evaluate("scrollTo(0, 0)")
    page.locator(".cp-return").click()
    page.wait_for_url("**#t-00-0*")


@pytest.mark.parametrize("look", axe.LOOKS)
def test_axe_finds_nothing(talk: Open, look: dict[str, object]) -> None:
    page = talk(**look).page
    page.locator("#t-00-01-13 .cp-watch").click()
    page.wait_for_function(READY)
    page.locator(".cp-bar").wait_for()
    assert axe.violations(page) == []


def _seek(page: Page, second: int) -> None:
    page.evaluate(f"document.querySelector('.cp-player audio').currentTime = {second}")


def _in_sight(selector: str) -> str:
    return f"""(() => {{
        const box = document.querySelector('{selector}').getBoundingClientRect();
        return box.top > 0 && box.top < innerHeight;
    }})()"""


def _write_sound(path: Path) -> None:
    """Silence, as a WAV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * (8000 * SECONDS))
