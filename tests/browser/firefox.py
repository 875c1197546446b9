"""Firefox as Debian ships it, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/).

Playwright drives only a Firefox of its own making, and geckodriver is not in Debian; but Firefox
speaks BiDi itself, and the few commands that a reader's clicks and keys need are below.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

MISSING = "no Firefox found; set FIREFOX to its path"
#: Seconds to wait for what has to come.
PATIENCE = 60
#: The names that BiDi has for keys that type nothing.
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015", "Control": "\ue009"}
#: No word to Mozilla, no pages beside ours, and a sound only after a click, as for readers.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "media.autoplay.default": 1,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}
#: Brings an element to the middle; true if it lies still there, and nothing lies on it.
STILL = """async found => {
  if (!found) return false;
  found.scrollIntoView({block: "center", behavior: "instant"});
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  const {left, top, width, height} = found.getBoundingClientRect();
  await frame();
  const at = document.elementFromPoint(left + width / 2, top + height / 2);
  return found.contains(at) && found.getBoundingClientRect().top === top;
}"""
_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


def path() -> str | None:
    """The Firefox named by FIREFOX, or the system's."""
    return os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


class Refused(Exception):
    """A command that Firefox did not carry out, or an expression that threw."""


class Firefox:
    """One tab, and the errors that its pages have reported."""

    def __init__(self, wire: ClientConnection) -> None:
        self._wire, self._sent = wire, 0
        self.errors: list[str] = []
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded"])
        self._tab = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def look(self, width: int, height: int) -> None:
        """Make the window's inside so large."""
        size = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._tab, viewport=size)

    def goto(self, address: str) -> None:
        """Open a page, and wait until it is loaded."""
        self._send("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page; of a promise, what it promised."""
        told = self._evaluated(f"(async () => JSON.stringify(await ({expression}) ?? null))()")
        return json.loads(told["value"])

    def until(self, expression: str) -> Any:
        """Wait for an expression to be true, and return its value."""

        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(Refused):  # a page that goes away answers nothing
                if found := self.ask(expression):
                    return found
            time.sleep(0.05)
        raise AssertionError(f"never true: {expression}")

    def click(self, selector: str) -> None:
        """Click on the first element of a selector, in the middle of the screen."""
        asked = f"document.querySelector({json.dumps(selector)})"
        self.until(f"({STILL})({asked})")
        element = {"type": "element", "element": self._evaluated(asked)}
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": element}
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self._act({"type": "pointer", "id": "mouse", "actions": [move, *press]})

    def press(self, *keys: str) -> None:
        """Press keys one after another: letters, or names of `KEYS`."""
        self._act(
            {
                "type": "key",
                "id": "keyboard",
                "actions": [
                    {"type": kind, "value": KEYS.get(key, key)}
                    for key in keys
                    for kind in ("keyDown", "keyUp")
                ],
            }
        )

    def _act(self, source: dict[str, Any]) -> None:
        self._send("input.performActions", context=self._tab, actions=[source])

    def _evaluated(self, expression: str) -> dict[str, Any]:
        told = self._send(
            "script.evaluate",
            expression=expression,
            target={"context": self._tab},
            awaitPromise=True,
        )
        if told["type"] != "success":
            raise Refused(f"{expression}: {told['exceptionDetails']['text']}")
        found: dict[str, Any] = told["result"]
        return found

    def _send(self, method: str, **params: object) -> dict[str, Any]:
        """What Firefox answers to a command; the errors that it tells meanwhile are kept."""
        self._sent += 1
        self._wire.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while True:
            told = json.loads(self._wire.recv(timeout=PATIENCE))
            if told.get("method") == "log.entryAdded" and told["params"]["level"] == "error":
                self.errors.append(told["params"]["text"])
            if told.get("id") == self._sent:
                if told["type"] != "success":
                    raise Refused(f"{method}: {told.get('message')}")
                answer: dict[str, Any] = told["result"]
                return answer


@contextmanager
def started(program: str, folder: Path) -> Iterator[Firefox]:
    """A headless Firefox whose profile and log lie in an empty folder."""
    profile, log = folder / "profile", folder / "log"
    profile.mkdir()
    (profile / "user.js").write_text(
        "".join(f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in PREFERENCES.items())
    )
    command = [program, "--headless", "--no-remote", "--remote-debugging-port", "0"]
    with (
        log.open("w", encoding="utf-8") as said,
        subprocess.Popen(
            [*command, "--profile", profile],
            stdout=said,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"},
        ) as process,
    ):
        try:
            assert process.stderr
            found = next(filter(None, map(_LISTENING.search, process.stderr)), None)
            assert found, f"Firefox ended with {process.wait()}: {log.read_text()}"
            with connect(f"{found[1]}/session", max_size=None, open_timeout=PATIENCE) as wire:
                yield Firefox(wire)
        finally:
            process.terminate()
