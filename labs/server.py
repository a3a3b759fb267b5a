"""Serves a sample shop on 127.0.0.1."""

from __future__ import annotations

import gzip
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from labs.files import error_page
from labs.pages import Route
from labs.shop import Shop

IDLE_S = 60  # seconds after which a silent connection is closed
_SMALL = 1024  # bytes below which gzip saves nothing
_TEXTS = ("text/", "application/xml", "application/json")


class ShopServer:
    """Context manager: `make` gets the URL of the started server and returns the shop to serve there.

    `requests` counts the answers given per path with its query.
    """

    def __init__(self, make: Callable[[str], Shop], *, port: int = 0) -> None:
        self._server = _Server(("127.0.0.1", port), _Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        try:
            self.shop = make(self.url)
        except BaseException:
            self._server.server_close()
            raise
        self.requests: Counter[str] = Counter()
        self._lock = Lock()
        self._server.answer = self._answer
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, path: str) -> Route:
        with self._lock:
            self.requests[path] += 1
        return self.shop.route(path) or error_page()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # an idle keep-alive connection must not hold up the end
    request_queue_size = 128
    answer: Callable[[str], Route]

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        # A crawler that was killed leaves broken connections behind; that is no fault of the shop.
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = IDLE_S
    wbufsize = -1  # head and body leave in one write
    server: _Server

    def do_GET(self) -> None:
        route = self.server.answer(self.path)
        if route.delay_ms:
            time.sleep(route.delay_ms / 1000)
        tag = f'"{zlib.crc32(route.body):08x}{len(route.body):x}"'
        if route.status == 200 and self.headers.get("If-None-Match") == tag:
            self._send(Route(304, (), b""), tag, b"")
            return
        self._send(route, tag, self._packed(route))

    do_HEAD = do_GET

    def version_string(self) -> str:
        return "shop"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the lines of a crawl would drown the crawler's own."""

    def _packed(self, route: Route) -> bytes:
        kind = dict(route.headers).get("Content-Type", "")
        wanted = "gzip" in self.headers.get("Accept-Encoding", "")
        if not wanted or len(route.body) < _SMALL or not kind.startswith(_TEXTS):
            return route.body
        return gzip.compress(route.body, compresslevel=1, mtime=0)

    def _send(self, route: Route, tag: str, body: bytes) -> None:
        self.send_response(route.status)
        for name, value in route.headers:
            self.send_header(name, value)
        if body is not route.body:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        if route.status in (200, 304):
            self.send_header("ETag", tag)
        if route.status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()
