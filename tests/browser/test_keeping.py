"""Quoting, citing and keeping passages, as readers do it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.browser.served import Site, Visit
from tests.search_site import node

Open = Callable[..., Visit]
TALK, POST = "transcripts/an-evening-at-the-harbour-hall/", "posts/what-the-tide-gauge-measures/"
TURN = "#t-00-01-13"
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
CLIPBOARD = ["clipboard-read", "clipboard-write"]
SIZES = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])


def test_the_forms_and_the_book_keep_their_laws(tmp_path: Path) -> None:
    node("keeping.mjs", tmp_path)


@SIZES
def test_a_turns_link_is_copied_without_the_query(
    visit: Open, site: Site, viewport: dict[str, int]
) -> None:
    page = visit(f"{TALK}?h=tide", viewport=viewport, permissions=CLIPBOARD).page
    _choose(page, TURN, "Copy link")
    page.locator("[role=status]:text('Link copied')").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.base}{TALK}{TURN}"


def test_a_quotation_names_who_says_it_where_and_when(visit: Open, site: Site) -> None:
    page = visit(TALK, viewport=WIDE, permissions=CLIPBOARD).page
    words = page.locator(f"{TURN} .cp-said p").first.inner_text()
    _choose(page, TURN, "Copy quotation")
    page.locator("[role=status]:text('copied')").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    speaker, title = _speaker(page), page.locator("h1").inner_text().removesuffix("¶")
    assert copied.startswith(f"“{words}")
    assert f"— {speaker}, {title}, 00:01:13" in copied
    assert copied.endswith(f"{site.base}{TALK}{TURN}")


def test_where_copying_is_refused_the_text_is_shown(visit: Open) -> None:
    page = visit(TALK, viewport=WIDE).page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    _choose(page, TURN, "Copy link")
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_role("textbox").input_value().endswith(f"{TALK}{TURN}")
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.evaluate("document.activeElement.matches('.cp-menu-button')")


def test_a_passage_is_cited_in_the_form_that_is_chosen(visit: Open) -> None:
    page = visit(TALK, viewport=WIDE).page
    _choose(page, TURN, "Cite…")
    dialog = page.get_by_role("dialog")
    for form, start in (("BibTeX", "@misc{"), ("RIS", "TY  - SOUND"), ("CSL-JSON", "[")):
        dialog.get_by_label("Form").select_option(form)
        assert dialog.get_by_label("Citation").input_value().startswith(start)


def test_the_menu_is_worked_by_keys(visit: Open) -> None:
    page = visit(POST, viewport=WIDE).page
    button = page.locator(".cp-passage .cp-menu-button").first
    button.focus()
    page.keyboard.press("Enter")
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == "Copy link"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == "Save to my book…"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "Copy quotation"
    page.keyboard.press("Escape")
    assert page.get_by_role("menu").count() == 0
    assert button.evaluate("e => e === document.activeElement")


@SIZES
def test_a_passage_is_saved_with_a_note_and_found_in_the_book(
    visit: Open, viewport: dict[str, int]
) -> None:
    seen = visit(TALK, viewport=viewport)
    page = seen.page
    words = page.locator(f"{TURN} .cp-said p").first.inner_text()
    _save(page, TURN, "for the tide table")
    assert page.locator(f"{TURN}.cp-kept").count() == 1
    page.locator(".cp-book-link").click()
    kept = page.locator(".cp-mybook-passage")
    assert words in kept.locator("blockquote").inner_text()
    assert kept.get_by_role("textbox").input_value() == "for the tide table"
    page.get_by_label("Search my book").fill("TIDE table")
    assert kept.count() == 1
    page.get_by_label("Search my book").fill("nowhere")
    assert kept.count() == 0
    page.get_by_label("Search my book").fill("")
    kept.get_by_role("link").click()
    page.wait_for_url(f"**/{TALK}{TURN}")
    assert page.locator(f"{TURN}.cp-kept").count() == 1
    assert seen.errors == []


def test_a_selection_is_quoted_alone(visit: Open) -> None:
    page = visit(TALK, viewport=WIDE, permissions=CLIPBOARD).page
    said = page.locator(f"{TURN} .cp-said p").first
    some = said.evaluate("""e => {
        const text = document.createTreeWalker(e, NodeFilter.SHOW_TEXT).nextNode();
        getSelection().setBaseAndExtent(text, 0, text, 12);
        return getSelection().toString().trim();
    }""")
    page.locator(".cp-selected .cp-menu-button").click()
    page.get_by_role("menuitem", name="Copy quotation").click()
    page.locator("[role=status]:text('copied')").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"“{some}”\n")


def test_the_book_goes_out_and_comes_back(visit: Open, tmp_path: Path) -> None:
    page = visit(TALK, viewport=WIDE).page
    _save(page, TURN, "a <b>note</b>")
    page.locator(".cp-book-link").click()
    for form, name in (("Markdown", "book.md"), ("JSON", "book.json")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=form).click()
        waiting.value.save_as(tmp_path / name)
    page.get_by_role("button", name="Remove").click()
    assert "Nothing is saved yet" in page.locator(".cp-mybook").inner_text()
    for name in ("book.md", "book.json"):
        page.get_by_label("Add from a file").set_input_files(tmp_path / name)
        told = "1 passage added." if name == "book.md" else "0 passages added, 1 you already had."
        page.locator(f".cp-mybook-status:text('{told}')").wait_for()
        assert page.locator(".cp-mybook-passage textarea").input_value() == "a <b>note</b>"


def test_a_file_of_somebody_else_runs_nothing_and_leads_nowhere_else(
    visit: Open, tmp_path: Path
) -> None:
    evil = {"address": "javascript:alert(1)", "words": "<img src=x onerror=alert(1)>", "title": "A"}
    away = {"address": "//away.example/", "words": "away", "title": "B"}
    file = tmp_path / "evil.json"
    book = {"format": "commonplace-book", "version": 1, "passages": [evil, away]}
    file.write_text(json.dumps(book), encoding="utf-8")
    seen = visit("book/", viewport=WIDE)
    seen.page.get_by_label("Add from a file").set_input_files(file)
    seen.page.locator(".cp-mybook-passage").nth(1).wait_for()
    assert seen.page.locator(".cp-mybook-passage a, .cp-mybook-passage img").count() == 0
    assert seen.strangers == []


@pytest.mark.parametrize("look", axe.LOOKS)
def test_axe_finds_nothing(visit: Open, look: dict[str, object]) -> None:
    page = visit(TALK, **look).page
    page.locator(f"{TURN} .cp-menu-button").click()
    assert axe.violations(page) == []
    page.keyboard.press("Escape")
    _save(page, TURN, "a note")
    _choose(page, TURN, "Saved: edit the note…")
    assert axe.violations(page) == []
    page.keyboard.press("Escape")
    page.locator(".cp-book-link").click()
    page.locator(".cp-mybook-passage").wait_for()
    assert axe.violations(page) == []


def _choose(page: Page, passage: str, label: str) -> None:
    page.locator(f"{passage} .cp-menu-button").click()
    page.get_by_role("menuitem", name=label).click()


def _save(page: Page, passage: str, note: str) -> None:
    _choose(page, passage, "Save to my book…")
    page.get_by_label("Your note").fill(note)
    page.get_by_role("button", name="Save", exact=True).click()


def _speaker(page: Page) -> str:
    return page.evaluate("""() => {
        let turn = document.querySelector('#t-00-01-13');
        while (!turn.querySelector('.cp-gutter .cp-speaker')) turn = turn.previousElementSibling;
        return turn.querySelector('.cp-gutter .cp-speaker').textContent.trim();
    }""")
