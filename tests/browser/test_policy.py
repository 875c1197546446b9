"""The site under the Content-Security-Policy that is printed for it."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from commonplace.site.policy import into_page, policy
from tests.browser.served import Site, Visit

Open = Callable[..., Visit]

POST = "posts/what-the-tide-gauge-measures/"
TALK = "transcripts/an-evening-at-the-harbour-hall/"


@pytest.fixture(params=["header", "element"])
def guarded(visit: Open, site: Site, request: pytest.FixtureRequest) -> Open:
    """Open a page of the site under its policy, one after the other in one window.

    Either the server sends it with everything, or it stands in the pages, as it does where
    the host lets nobody set headers.
    """
    value = policy(site.folder)

    def send(route: Route) -> None:
        if request.param == "element" and route.request.resource_type != "document":
            route.continue_()
            return
        response = route.fetch()
        if request.param == "element":
            route.fulfill(response=response, body=into_page(response.text(), value))
        else:
            headers = {**response.headers, "content-security-policy": value}
            route.fulfill(response=response, headers=headers)

    seen = visit("data/")  # a list of files, for a context to set up
    seen.page.context.route(f"{site.base}**", send)
    seen.page.add_init_script(
        """addEventListener("securitypolicyviolation", (event) =>
            console.error(`${event.violatedDirective} bars ${event.blockedURI}`))"""
    )

    def open_page(address: str) -> Visit:
        seen.errors.clear()
        response = seen.page.goto(site.base + address)
        assert response
        sent = response.headers.get("content-security-policy", "")
        assert value in (sent or html.unescape(response.text()))
        return seen

    return open_page


def test_nothing_on_a_page_is_barred_and_the_search_works(guarded: Open) -> None:
    sections = ("", "posts/", "search/", "timeline/", "topics/", "references/")
    for address in (*sections, POST, TALK, "posts/odd/"):
        seen = guarded(address)
        answer = seen.page.evaluate("commonplace.search('tide')")
        assert answer["total"] > 0, address
        seen.page.wait_for_load_state("networkidle")
        assert seen.errors == [], address


def test_a_script_in_a_page_that_is_not_ours_is_barred(guarded: Open) -> None:
    seen = guarded(POST)
    seen.page.wait_for_load_state("networkidle")
    seen.page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.stranger = true";
        document.body.append(script);
    }""")
    assert seen.page.evaluate("window.stranger") is None
    assert any("script-src" in said for said in seen.errors)
