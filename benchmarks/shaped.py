"""A static host for the bench: HTTP/1.1 with connections kept, gzip as hosts give it."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: Content types by suffix; anything else is bytes of no known type, as on any host.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}
UNKNOWN = "application/octet-stream"


@cache
def _body(path: Path) -> tuple[bytes, str, bool]:
    """A file's bytes as they are sent, its type, and whether it was compressed.

    Hosts compress what they know to be text. What is of no known type goes out as it is.
    """
    data, kind = path.read_bytes(), TYPES.get(path.suffix, UNKNOWN)
    packed = kind != UNKNOWN
    return (gzip.compress(data, 6, mtime=0) if packed else data), kind, packed


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, folder: Path, pages: dict[str, str], *args: object) -> None:
        self.folder, self.pages = folder, pages
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        name = unquote(urlsplit(self.path).path).lstrip("/")
        path = (self.folder / name).resolve()
        if path.is_dir():
            path /= "index.html"
        if name in self.pages:
            self._send(HTTPStatus.OK, self.pages[name].encode(), TYPES[".html"], packed=False)
        elif path.is_relative_to(self.folder) and path.is_file():
            data, kind, packed = _body(path)
            self._send(HTTPStatus.OK, data, kind, packed=packed)
        else:
            self._send(HTTPStatus.NOT_FOUND, b"", UNKNOWN, packed=False)

    def _send(self, status: HTTPStatus, data: bytes, kind: str, *, packed: bool) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages has it
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, address: object) -> None:
        """A browser that closes in the middle is no fault."""


@contextmanager
def hosted(folder: Path, pages: dict[str, str]) -> Iterator[str]:
    """Serve a folder, with some pages of the bench's own in it; gives the address."""
    handler = partial(_Handler, folder.resolve(), pages)
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
