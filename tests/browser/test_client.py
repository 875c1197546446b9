"""The search as scripts of a page meet it: `window.commonplace.search`, and what can fail."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonplace import index
from commonplace.render.scripts import BROWSER, script
from tests.browser.served import Site, Visit

Open = Callable[..., Visit]

TALK = "transcripts/an-evening-at-the-harbour-hall/"
#: Every file of the index but the manifest.
FILE = r"/search/([0-9a-f-]+\.bin)$"
#: The answer to a query, or what the promise rejects with.
ASK = """query => commonplace.search(query).then(
    answer => answer, problem => ({failed: problem.message}))"""


def ask(seen: Visit, query: str) -> Any:
    return seen.page.evaluate(ASK, query)


def files(seen: Visit) -> list[str]:
    """What was asked for of the search, in order: the last parts of the addresses."""
    names = (url.rsplit("/", 1)[-1] for url in seen.requests)
    return [name for name in names if name == "engine.js" or name.endswith(".bin")]


def test_a_page_gets_the_answer_that_the_command_line_gives(visit: Open, site: Site) -> None:
    seen = visit(TALK)
    for query in ("tide", '"tide gauge"', "kind:post tide OR fog", "harbuor", "("):
        answer = ask(seen, query)
        wanted = index.search(site.index, query)
        assert [hit["address"] for hit in answer["hits"]] == [hit.address for hit in wanted.hits]
        assert [hit["score"] for hit in answer["hits"]] == pytest.approx(
            [hit.score for hit in wanted.hits], rel=1e-4
        )
        for name in ("query", "total", "complete", "relaxed", "suggestion", "error"):
            assert answer[name] == getattr(wanted, name), (query, name)


def test_nothing_is_loaded_before_somebody_asks(visit: Open) -> None:
    seen = visit(TALK)
    seen.page.wait_for_load_state("networkidle")
    assert files(seen) == []
    ask(seen, "tide")
    assert files(seen)[:2] == ["engine.js", "manifest.bin"]
    assert seen.strangers == [] and seen.errors == []


def test_what_was_loaded_once_survives_the_page(visit: Open) -> None:
    seen = visit(TALK)
    ask(seen, "tide")
    assert len(files(seen)) > 2
    seen.page.goto(seen.page.url.replace(TALK, "posts/odd/"))
    seen.requests.clear()
    assert ask(seen, "tide")["total"] > 0
    assert files(seen) == ["engine.js", "manifest.bin"]


def test_without_a_network_what_was_loaded_still_answers(visit: Open) -> None:
    seen = visit(TALK)
    wanted = ask(seen, "tide")
    seen.page.reload()
    seen.page.context.route("**/search/**", lambda route: route.abort())
    assert ask(seen, "tide") == wanted


def test_the_cache_keeps_the_newest_files_and_no_more(visit: Open) -> None:
    seen = visit(TALK)
    seen.page.evaluate("""async () => {
        const cache = await caches.open("commonplace-search");
        for (let n = 0; n < 450; n++) await cache.put(`old/${n}.bin`, new Response("old"));
    }""")
    ask(seen, "tide")
    kept = seen.page.evaluate("""async () => {
        const cache = await caches.open("commonplace-search");
        return (await cache.keys()).map(({url}) => url.split("/").slice(-2).join("/"));
    }""")
    assert "search/manifest.bin" in kept
    bins = [name for name in kept if name != "search/manifest.bin"]
    assert len(bins) == 400
    assert "old/0.bin" not in bins and "old/449.bin" in bins
    assert any(name.startswith("search/") for name in bins)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "cannot be reached"),
        ({"status": 500}, "the server answered 500"),
        ({"status": 404}, "the site does not have it"),
        ({"content_type": "text/html", "body": "<p>Pay for the network"}, "a page came"),
    ],
)
@pytest.mark.parametrize(
    "files_lost", [r"/search/(manifest\.bin)$", FILE], ids=["manifest", "file"]
)
def test_a_file_that_does_not_come_is_named_and_asked_for_again(
    visit: Open, files_lost: str, answer: dict[str, Any] | None, said: str
) -> None:
    seen = visit(TALK)
    pattern = re.compile(files_lost)
    seen.page.context.route(
        pattern, lambda route: route.fulfill(**answer) if answer else route.abort()
    )
    failed = ask(seen, "tide")["failed"]
    assert said in failed and pattern.search(f"/{failed.split()[0]}")
    seen.page.context.unroute(pattern)
    assert ask(seen, "tide")["total"] > 0


def test_a_site_that_was_renewed_meanwhile_is_searched_anew(visit: Open) -> None:
    seen = visit(TALK)
    seen.page.context.route(re.compile(FILE), lambda route: route.fulfill(status=404), times=1)
    assert ask(seen, "tide")["total"] > 0
    assert files(seen).count("manifest.bin") == 2


def test_an_engine_that_does_not_come_is_told_and_started_again(visit: Open) -> None:
    seen = visit(TALK)
    seen.page.context.route("**/engine.js", lambda route: route.fulfill(status=404))
    assert "engine.js could not be loaded" in ask(seen, "tide")["failed"]
    seen.page.context.unroute("**/engine.js")
    assert ask(seen, "tide")["total"] > 0


def test_an_engine_that_stops_is_told_and_started_again(visit: Open) -> None:
    seen = visit(TALK)
    broken = {"content_type": "text/javascript", "body": "onmessage = () => { throw Error('wet') }"}
    seen.page.context.route("**/engine.js", lambda route: route.fulfill(**broken))
    assert "wet" in ask(seen, "tide")["failed"]
    seen.page.context.unroute("**/engine.js")
    assert ask(seen, "tide")["total"] > 0


def test_a_page_and_an_engine_of_two_versions_ask_for_a_reload(visit: Open, tmp_path: Path) -> None:
    seen = visit(TALK)
    sources = Path(shutil.copytree(BROWSER, tmp_path / "browser"))
    protocol = sources / "search" / "protocol.js"
    text = protocol.read_text(encoding="utf-8")
    protocol.write_text(text.replace("PROTOCOL = 1", "PROTOCOL = 2"), encoding="utf-8")
    newer = script(sources / "search" / "worker.js")
    seen.page.context.route(
        "**/engine.js", lambda route: route.fulfill(content_type="text/javascript", body=newer)
    )
    assert "reload the page" in ask(seen, "tide")["failed"]


def test_a_query_that_is_aborted_says_so_and_others_go_on(visit: Open) -> None:
    seen = visit(TALK)
    found = seen.page.evaluate("""async () => {
        const control = new AbortController();
        const kept = commonplace.search("tide");
        const stale = commonplace.search("tid", {signal: control.signal}).catch(why => why.name);
        const late = commonplace.search("fog");
        control.abort();
        const early = commonplace.search("t", {signal: control.signal}).catch(why => why.name);
        return [await stale, await early, (await kept).query, (await late).query];
    }""")
    assert found == ["AbortError", "AbortError", "tide", "fog"]


def test_options_reach_the_engine(visit: Open) -> None:
    seen = visit(TALK)
    answer = seen.page.evaluate("commonplace.search('the', {limit: 1})")
    assert len(answer["hits"]) == 1 < answer["total"]
