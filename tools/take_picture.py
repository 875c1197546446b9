"""Take the README's picture: a transcript page of the site of `seeds/`.

Builds the site into a temporary folder, serves it on 127.0.0.1, and writes
`docs/assets/site.png`. Needs Chromium or Chrome.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "assets" / "site.png"
PAGE = "transcripts/reward-models-and-verifiers-a-conversation/"
LARGEST = 300_000  # bytes; a README is not worth more
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of every file."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def take(address: str, browser: str) -> bytes:
    """A page as a browser shows it: 1280 by 800 pixels, in light colours."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=list(FLAGS))
        page = chromium.new_page(
            viewport={"width": 1280, "height": 800}, device_scale_factor=1, color_scheme="light"
        )
        answer = page.goto(address, wait_until="networkidle")
        if answer is None or not answer.ok:
            sys.exit(f"there is no page {PAGE}; name another one in {Path(__file__).name}")
        picture = page.screenshot(animations="disabled")
        chromium.close()
    return picture


def main() -> None:
    """Build, serve, take the picture, and write it."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        sys.exit(f"no browser found; install one of {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        command = [sys.executable, "-m", "commonplace", "site"]
        subprocess.run([*command, "--seeds", ROOT / "seeds", "--to", site], cwd=ROOT, check=True)
        with served(site) as base:
            picture = take(base + PAGE, browser)
    if len(picture) > LARGEST:
        sys.exit(f"the picture has {len(picture):,} bytes; it may have {LARGEST:,}")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_bytes(picture)
    print(f"{PICTURE.relative_to(ROOT)}: {len(picture):,} bytes")


if __name__ == "__main__":
    main()
