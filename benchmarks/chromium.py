"""Headless Chromium over its DevTools pipe, with a meter on what it loads.

Playwright has no hold on the traffic and the heap of a worker; the protocol itself has.
See https://chromedevtools.github.io/devtools-protocol/.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-extensions", "--no-default-browser-check", "--mute-audio"),
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 300.0  #: seconds; lunr takes its time
#: What the line is like: 60 ms to an answer's first byte, then 10 Mbit/s.
LINE = {
    "offline": False,
    "latency": 60,
    "downloadThroughput": 10_000_000 / 8,
    "uploadThroughput": 10_000_000 / 8,
}
SUM_OF_MEMORIES = "function () { return this.reduce((sum, one) => sum + one.buffer.byteLength, 0) }"


class ChromiumError(Exception):
    """The browser said no, said nothing, or a script in it failed."""


def browser_path() -> str | None:
    """Chromium: the one named by CHROMIUM, or the system's."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


@dataclass
class Loaded:
    """One answer from the network: its address, and the bytes of headers and body."""

    url: str
    size: int = 0
    cached: bool = False
    finished: bool = False


@dataclass
class Chromium:
    """A running browser: commands go out, events come in while we wait for answers."""

    process: subprocess.Popen[bytes]
    to: int
    back: int
    _last: int = 0
    _rest: bytes = b""
    _answers: dict[int, dict[str, Any]] = field(default_factory=dict)
    _tabs: list[Tab] = field(default_factory=list)

    def send(self, method: str, session: str = "", **params: object) -> int:
        """Send a command without waiting; gives its number."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data) :]
        return self._last

    def call(self, method: str, session: str = "", **params: object) -> dict[str, Any]:
        """Send a command and wait for what it answers."""
        number = self.send(method, session, **params)
        end = time.monotonic() + PATIENCE
        while number not in self._answers:
            if time.monotonic() > end:
                raise ChromiumError(f"{method}: no answer")
            self.listen(1)
        answer = self._answers.pop(number)
        if "error" in answer:
            raise ChromiumError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def listen(self, seconds: float) -> None:
        """Take in what the browser has to say, waiting so long for it at most."""
        if not select.select([self.back], [], [], seconds)[0]:
            return
        data = os.read(self.back, 1 << 20)
        if not data:
            raise ChromiumError("the browser has gone")
        *messages, self._rest = (self._rest + data).split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self._answers[message["id"]] = message
            else:
                for tab in self._tabs:
                    tab.heard(message)

    @contextmanager
    def tab(self, *, shaped: bool = True) -> Iterator[Tab]:
        """A page in a fresh context: no cache, no storage."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)
        attached = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        tab = Tab(self, attached["sessionId"], shaped=shaped)
        self._tabs.append(tab)
        try:
            tab.start()
            yield tab
        finally:
            self._tabs.remove(tab)
            self.call("Target.disposeBrowserContext", browserContextId=context)


class Tab:
    """A page with its workers, all on the shaped line and all metered."""

    def __init__(self, browser: Chromium, session: str, *, shaped: bool) -> None:
        self.browser, self.session, self.shaped = browser, session, shaped
        self.workers: set[str] = set()
        self.loaded: dict[str, Loaded] = {}

    def start(self) -> None:
        """Meter the page, and every worker before its first line runs."""
        self._meter(self.session)
        self.browser.call("Page.enable", self.session)

    def _meter(self, session: str) -> None:
        self.browser.send("Network.enable", session)
        if self.shaped:
            self.browser.send("Network.emulateNetworkConditions", session, **LINE)
        self.browser.send(
            "Target.setAutoAttach",
            session,
            autoAttach=True,
            waitForDebuggerOnStart=True,
            flatten=True,
        )
        self.browser.send("Runtime.runIfWaitingForDebugger", session)

    def heard(self, message: dict[str, Any]) -> None:
        """Note one event."""
        session, method, params = message.get("sessionId"), message["method"], message["params"]
        if session != self.session and session not in self.workers:
            return
        if method == "Target.attachedToTarget":
            self.workers.add(params["sessionId"])
            self._meter(params["sessionId"])
        elif method == "Target.detachedFromTarget":
            self.workers.discard(params["sessionId"])
        elif method == "Network.requestWillBeSent":
            url = params["request"]["url"]
            if url.startswith("http"):
                self.loaded[params["requestId"]] = Loaded(url)
        elif (one := self.loaded.get(params.get("requestId", ""))) is not None:
            if method == "Network.requestServedFromCache":
                one.cached = True
            elif method == "Network.responseReceived":
                one.cached |= bool(params["response"].get("fromDiskCache"))
            elif method == "Network.loadingFinished":
                one.size, one.finished = int(params["encodedDataLength"]), True
            elif method == "Network.loadingFailed":
                one.finished = True

    def before(self, script: str) -> None:
        """Run a script in each page to come, before its own."""
        self.browser.call("Page.addScriptToEvaluateOnNewDocument", self.session, source=script)

    def go(self, url: str) -> None:
        """Set out for a page; it need not be there yet."""
        answer = self.browser.call("Page.navigate", self.session, url=url)
        if answer.get("errorText"):
            raise ChromiumError(f"{url}: {answer['errorText']}")

    def run(self, script: str) -> Any:
        """What an expression comes to; a promise is waited for."""
        answer = self.browser.call(
            "Runtime.evaluate",
            self.session,
            expression=script,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in answer:
            told = answer["exceptionDetails"]
            raise ChromiumError(told.get("exception", {}).get("description") or told["text"])
        return answer["result"].get("value")

    def take(self) -> list[Loaded]:
        """What came over the network since the last call, once all is in.

        That is when nothing is on its way, and nothing more has set out for 300 ms: an
        engine may load ahead, and pays for it here.
        """
        quiet, end = 0, time.monotonic() + PATIENCE
        while quiet < 6 and time.monotonic() < end:
            before = len(self.loaded)
            self.browser.listen(0.05)
            busy = any(not one.finished for one in self.loaded.values())
            quiet = 0 if busy or len(self.loaded) > before else quiet + 1
        loaded = [one for one in self.loaded.values() if not one.cached]
        self.loaded.clear()
        return loaded

    def heap(self) -> int:
        """Bytes alive after a collection, in the page and all of its workers.

        That is JavaScript's heap, the buffers that hang on it, and WebAssembly's memory.
        """
        total = 0
        for session in (self.session, *sorted(self.workers)):
            self.browser.call("HeapProfiler.collectGarbage", session)
            usage = self.browser.call("Runtime.getHeapUsage", session)
            total += int(usage["usedSize"] + usage["backingStorageSize"])
            total += self._webassembly(session)
        return total

    def _webassembly(self, session: str) -> int:
        """What WebAssembly has taken; V8 counts it to no heap."""
        kind = self.browser.call(
            "Runtime.evaluate", session, expression="WebAssembly.Memory.prototype"
        )["result"]["objectId"]
        found = self.browser.call("Runtime.queryObjects", session, prototypeObjectId=kind)
        return int(
            self.browser.call(
                "Runtime.callFunctionOn",
                session,
                objectId=found["objects"]["objectId"],
                functionDeclaration=SUM_OF_MEMORIES,
                returnByValue=True,
            )["result"]["value"]
        )


@contextmanager
def launched(path: str) -> Iterator[Chromium]:
    """A browser with a profile of its own, closed at the end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        to_it, ours_out = os.pipe()
        ours_in, from_it = os.pipe()

        def put_in_place() -> None:
            # The protocol wants its two ends at 3 and 4; they may be there now, crosswise.
            reading, writing = os.dup(to_it), os.dup(from_it)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        process = subprocess.Popen(
            [path, *FLAGS, "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=put_in_place,
            close_fds=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_it)
        os.close(from_it)
        browser = Chromium(process, ours_out, ours_in)
        try:
            yield browser
        finally:
            browser.send("Browser.close")
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
            os.close(ours_out)
            os.close(ours_in)
