"""The site of the whole hostile corpus in a real browser: no script of a seed ever runs.

Every attempt that runs would call `owned()`; the browser has that function in every page
and frame, and writes down who called it. What the browser's own parser made of a page is
looked at, too: it is the one that readers have.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import PATIENCE
from tests.browser.served import serving
from tests.built_page import built, site_config
from tests.conftest import Once
from tests.hostile import make
from tests.hostile.build import together
from tests.hostile.case import STRANGER
from tests.thorough import part, some

#: Pages of each class that get the theme around them; all of them in `make fuzz`.
FEW = part(9_999, 1)

#: What is in every page and frame before anything else.
TRAP = """
window.owned = () => { document.documentElement.dataset.owned = "1"; window.caught(); };
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = window.owned;
"""
#: What the browser sees on a page that only a seed could have put there.
SEEN = """() => {
  const found = [];
  const article = document.querySelector("article") ?? document.body;
  // The timeline and the search have a form, and passages and code a button, of our own.
  const ours = ".cp-search *, .cp-narrow, .cp-narrow *, "
    + ".cp-front-search, .cp-front-search *, .cp-mybook *, "
    + ".cp-menu-button, .cp-take, .cp-selected *, .md-clipboard, .md-code__button";
  const bad = "form,button,select,script,iframe,object,embed,base,meta,link,style,template,"
    + "noscript,audio,video,input,textarea,animate,set,use,foreignObject,image,marquee,dialog";
  for (const one of article.querySelectorAll(bad))
    if (!one.matches(ours)) found.push(one.outerHTML.slice(0, 100));
  for (const one of document.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      const bare = value.replace(/[\\u0000-\\u0020]/g, "").toLowerCase();
      if (/^on/.test(name) && article.contains(one)) found.push(`${name} on ${one.tagName}`);
      const address = /^(href|src|action|xlink:href)$/.test(name) && one.tagName !== "LINK";
      if (address && /^(javascript|vbscript|data):/.test(bare)) found.push(`${name}=${value}`);
    }
  }
  for (const one of article.querySelectorAll("[id^=__]"))
    // The theme names code for its button to copy it.
    if (!(one.matches("pre") && one.id.startsWith("__code_"))) found.push(`id ${one.id}`);
  const settings = document.getElementById("__config");
  if (settings?.tagName !== "SCRIPT" && document.querySelector(".md-main"))
    found.push("the theme's settings are not the theme's");
  return found;
}"""


@dataclass
class Watch:
    """A browser's window in which nothing may happen."""

    context: BrowserContext
    page: Page
    caught: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Hostile:
    """The site: where it is, and the addresses of its pages below that.

    `pages` have the theme around them. `bare` are pages with the content of many, which is
    every document of the corpus together.
    """

    base: str
    folder: Path
    pages: tuple[str, ...]
    bare: tuple[str, ...]


@pytest.fixture(scope="module")
def hostile(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """All attempts that can be built together, with the theme and the search."""
    top = tmp_path_factory.mktemp("hostile")
    docs, site = top / "docs", top / "served"
    shutil.copytree(once("hostile", together).docs, docs)
    bare = _contents(docs)
    _thinned(docs)
    mkdocs_build(site_config(docs_dir=str(docs), site_dir=str(site), nav=None))
    found = sorted(
        path.parent.relative_to(site).as_posix() + "/"
        for path in site.rglob("index.html")
        if 'content="noindex"' not in path.read_text(encoding="utf-8")  # leads on at once
    )
    lists = [page for page in found if "/list/" in page]
    pages = [page for page in found if page not in lists] + list(some(6, lists))
    for name, page in bare.items():
        (site / name).write_text(page, encoding="utf-8")
    with serving(site) as address:
        yield Hostile(
            base=address,
            folder=site,
            pages=tuple(page.removeprefix("./") for page in pages),
            bare=tuple(bare),
        )


def _contents(docs: Path) -> dict[str, str]:
    """Pages with the content of 25 pages each, without the theme."""
    articles = [
        f"<article data-from={path.parent.name}>{built(path.read_text('utf-8'))[0]}</article>"
        for path in sorted(docs.rglob("*.md"))
    ]
    return {
        f"bare-{number}.html": "<!doctype html><meta charset=utf-8><title>bare</title><body>"
        + "\n".join(articles[number : number + 25])
        for number in range(0, len(articles), 25)
    }


def _thinned(docs: Path) -> None:
    """Leave the first documents of each class, and what is derived from all."""
    seen: Counter[str] = Counter()
    for section in ("posts", "transcripts", "topics", "people"):
        for path in sorted((docs / section).glob("*/index.md")):
            name = path.parent.name
            kind = next((k for k in make.classes() if name.startswith(k)), section)
            seen[kind] += 1
            if seen[kind] > FEW and name != "the-tide-at-the-quay":
                path.unlink()


@pytest.fixture(scope="module")
def trapped(chromium: Browser, hostile: Hostile) -> Iterator[Watch]:
    """A browser that notes every call of the trap and request to a stranger."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    watch = Watch(context, context.new_page())
    context.expose_binding("caught", lambda source: watch.caught.append(source["page"].url))
    context.add_init_script(TRAP)

    def ask(url: str) -> None:
        if not url.startswith((hostile.base, "data:", "blob:", "about:")):
            watch.strangers.append(url)

    context.on("request", lambda request: ask(request.url))
    context.route(
        re.compile(f"^(?!{re.escape(hostile.base)})"), lambda route: route.fulfill(body="away")
    )
    yield watch
    context.close()


@pytest.fixture
def watch(trapped: Watch) -> Iterator[Watch]:
    """A window of it that notes dialogs and popups, too."""
    watch = replace(trapped, page=trapped.context.new_page(), caught=[], strangers=[])
    trapped.caught, trapped.strangers = watch.caught, watch.strangers
    watch.page.on("dialog", lambda dialog: (watch.caught.append(dialog.message), dialog.dismiss()))
    watch.page.on("popup", lambda popup: watch.caught.append(f"popup {popup.url}"))
    yield watch
    for page in trapped.context.pages:
        if page != trapped.page:
            page.close()


#: What waits for a reader's hand gets it.
TOUCH = """() => {
  for (const one of document.querySelectorAll("article *"))
    for (const kind of ["mouseover", "pointerenter", "focus", "animationstart", "toggle", "load"])
      one.dispatchEvent(new Event(kind));
}"""


def test_no_page_runs_anything_or_asks_anybody(watch: Watch, hostile: Hostile) -> None:
    protocols: set[str] = set()
    for address in hostile.pages:
        watch.page.goto(hostile.base + address, wait_until="load")
        assert watch.page.evaluate(SEEN) == [], address
        protocols |= set(watch.page.evaluate("[...document.links].map((link) => link.protocol)"))
        assert watch.caught == [], address
        assert watch.strangers == [], address
    assert len(hostile.pages) > 40
    assert protocols <= {"http:", "https:", "mailto:"}


def test_the_content_of_every_page_is_calm(watch: Watch, hostile: Hostile) -> None:
    seen = 0
    for address in hostile.bare:
        watch.page.goto(hostile.base + address, wait_until="load")
        assert watch.page.evaluate(SEEN.replace('querySelector("article")', "body")) == [], address
        watch.page.evaluate(TOUCH)
        seen += watch.page.locator("body > article").count()  # an article that is left open ends it
        assert watch.caught == [], address
        assert watch.strangers == [], address
    assert seen > 500


@pytest.mark.parametrize("query", ["owned", "script", "onerror", "words"])
def test_results_are_words(watch: Watch, hostile: Hostile, query: str) -> None:
    watch.page.goto(f"{hostile.base}search/?q={query}")
    watch.page.locator(".cp-hit").first.wait_for()
    assert watch.page.evaluate(SEEN) == []
    watch.page.goto(hostile.base)
    watch.page.keyboard.press("/")
    watch.page.keyboard.type(query)
    watch.page.locator("[role=option]").first.wait_for()
    watch.page.keyboard.press("ArrowDown")
    inside = "[...document.querySelectorAll('[role=option] *')].map((one) => one.tagName)"
    assert not {"SCRIPT", "IMG", "IFRAME", "FORM", "INPUT"} & set(watch.page.evaluate(inside))
    assert watch.caught == []
    assert watch.strangers == []


@pytest.mark.parametrize(
    "query", ["<script>owned()</script>", '"><img src=x onerror=owned()>', "{{7*7}}", "</title>"]
)
def test_a_query_in_the_address_is_words(watch: Watch, hostile: Hostile, query: str) -> None:
    watch.page.goto(hostile.base)
    address = watch.page.evaluate("(query) => `search/?q=${encodeURIComponent(query)}`", query)
    watch.page.goto(hostile.base + address)
    watch.page.wait_for_timeout(400)
    assert watch.page.evaluate(SEEN) == []
    assert watch.caught == []


def test_the_search_still_works_and_finds_the_good_file(watch: Watch, hostile: Hostile) -> None:
    watch.page.goto(hostile.base)
    answer = watch.page.evaluate("commonplace.search('keeper moon')")
    assert "the-tide-at-the-quay" in answer["hits"][0]["address"]


CANARIES = (
    "<script>owned()</script>",
    "<img src=x onerror=owned()>",
    "<svg onload=owned()>",
    "<iframe srcdoc='<script>parent.owned()</script>'></iframe>",
    "<details open ontoggle=owned()><summary>s</summary>d</details>",
    "<script>alert(1)</script>",
)


@pytest.mark.parametrize("canary", CANARIES)
def test_the_trap_can_spring(watch: Watch, hostile: Hostile, canary: str) -> None:
    path = hostile.folder / "canary.html"
    path.write_text(f"<!doctype html><title>a</title><body><article>{canary}</article>")
    watch.page.goto(hostile.base + "canary.html")
    watch.page.wait_for_timeout(200)
    assert watch.caught != []
    assert watch.page.evaluate(SEEN) != []


def test_a_request_to_a_stranger_is_seen(watch: Watch, hostile: Hostile) -> None:
    path = hostile.folder / "canary.html"
    path.write_text(f"<!doctype html><title>a</title><body><img src=//{STRANGER}/x.png>")
    watch.page.goto(hostile.base + "canary.html")
    assert watch.strangers != []
