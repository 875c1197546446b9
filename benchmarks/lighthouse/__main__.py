"""How Lighthouse judges a page of each kind of the project's own site: `make lighthouse`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.chromium import browser_path
from benchmarks.shaped import hosted

ROOT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"
#: A page of each kind, by its address.
PAGES = {
    "home": "",
    "list of posts": "posts/",
    "list of transcripts": "transcripts/",
    "post": "posts/alphago-and-its-successors/",
    "transcript": "transcripts/what-rlhf-is-and-what-it-is-not-a-conversation/",
    "transcript with sound": "transcripts/reward-models-and-verifiers-a-conversation/",
    "timeline": "timeline/",
    "topics": "topics/",
    "topic": "topics/reward-models/",
    "people": "people/",
    "person": "people/finbarr-timbers/",
    "references": "references/",
    "search": "search/?q=reward",
    "kept passages": "book/",
    "written by hand": "about/",
}
#: What Lighthouse judges, and the least that each may have.
CATEGORIES = ("accessibility", "best-practices", "seo")
LEAST, MOST_SHIFT = 95, 0.05
FORMS = {"phone": (), "desktop": ("--preset=desktop",)}
_SHIFT = "cumulative-layout-shift"


def main() -> None:
    """Build the site, print the table, and end with 1 if a page is below what it should have."""
    browser = browser_path()
    if not LIGHTHOUSE.exists() or not browser:
        sys.exit("Lighthouse needs Node, npm and Chromium; `make lighthouse` installs the first")
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        command: list[str | Path] = [sys.executable, "-m", "commonplace", "site"]
        command += ["--seeds", ROOT / "seeds", "--to", site]
        subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
        with hosted(site, {}) as base:
            faults = list(_table(base, browser))
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(bool(faults))


def _table(base: str, browser: str) -> Iterator[str]:
    """Print the judgements page by page, and give those that are too low, with the reasons."""
    print("# How Lighthouse judges the pages\n")
    print("`make lighthouse` printed these lines; README.md explains them.\n")
    version = json.loads((Path(__file__).parent / "package.json").read_text(encoding="utf-8"))
    print(machine.described(f"Lighthouse {version['devDependencies']['lighthouse']}"))
    print("\n| page | on | accessibility | best practices | SEO | layout shift |")
    print("|---|---|---|---|---|---|")
    for name, address in PAGES.items():
        for form, options in FORMS.items():
            told = _judged(base + address, browser, options)
            scores = {one: round(100 * told["categories"][one]["score"]) for one in CATEGORIES}
            shift = told["audits"][_SHIFT]["numericValue"]
            cells = (name, form, *scores.values(), f"{shift:.3f}")
            print(f"| {' | '.join(map(str, cells))} |", flush=True)
            if min(scores.values()) < LEAST or shift > MOST_SHIFT:
                yield f"{name} on a {form}: {', '.join(_failed(told))}"


def _judged(address: str, browser: str, options: tuple[str, ...]) -> dict[str, Any]:
    """Lighthouse's report on a page, from a browser of its own."""
    command: list[str | Path] = [
        LIGHTHOUSE,
        address,
        *("--quiet", "--output=json", *options),
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--only-audits={_SHIFT}",
    ]
    said = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": browser}, stdout=subprocess.PIPE, check=True
    )
    report: dict[str, Any] = json.loads(said.stdout)
    return report


def _failed(report: dict[str, Any]) -> Iterator[str]:
    """The audits that a page does not pass."""
    for name, audit in report["audits"].items():
        if audit["score"] is not None and audit["score"] < 1:
            yield f"{name} ({audit['title']})"


if __name__ == "__main__":
    main()
