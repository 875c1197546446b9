"""The site under the Content-Security-Policy that is printed for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route

from commonplace.policy import policy
from tests.browser.served import Site, Visit

Open = Callable[..., Visit]

POST = "posts/what-the-tide-gauge-measures/"
TALK = "transcripts/an-evening-at-the-harbour-hall/"


@pytest.fixture
def guarded(visit: Open, site: Site) -> Open:
    """Open a page of the site as a server would give it that sends the policy with everything."""
    header = {"content-security-policy": policy(site.folder)}

    def send(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, **header})

    def open_page(address: str) -> Visit:
        seen = visit("data/")  # a list of files, for a context to set up
        seen.page.context.route(f"{site.base}**", send)
        seen.page.add_init_script(
            """addEventListener("securitypolicyviolation", (event) =>
                console.error(`${event.violatedDirective} bars ${event.blockedURI}`))"""
        )
        seen.errors.clear()
        response = seen.page.goto(site.base + address)
        assert response and "script-src" in response.headers["content-security-policy"]
        return seen

    return open_page


@pytest.mark.parametrize(
    "address",
    ["", "posts/", POST, TALK, "posts/odd/", "search/", "timeline/", "topics/", "references/"],
)
def test_nothing_on_a_page_is_barred_and_the_search_works(guarded: Open, address: str) -> None:
    seen = guarded(address)
    answer = seen.page.evaluate("commonplace.search('tide')")
    assert answer["total"] > 0
    seen.page.wait_for_load_state("networkidle")
    assert seen.errors == []


def test_a_script_in_a_page_that_is_not_ours_is_barred(guarded: Open) -> None:
    seen = guarded(POST)
    seen.page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.stranger = true";
        document.body.append(script);
    }""")
    assert seen.page.evaluate("window.stranger") is None
    assert any("script-src" in said for said in seen.errors)
