"""A web server of files: what it says to HEAD and to GET is up to the test, down to the bytes of a connection."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

Writer = Callable[["Connection"], None]


@dataclass(frozen=True)
class File:
    """One answer. ``head`` is what HEAD gets instead; ``write`` sends what follows the head instead of the body."""

    body: bytes = b""
    status: int = 200  # 0: the connection ends without an answer
    type: str | None = "image/png"
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = -1  # declared; -1: that of the body, None: nothing, the end of the connection ends the body
    wait: float = 0.0  # seconds before the head is sent
    head: File | None = None
    write: Writer | None = None
    raw: bytes = b""  # sent instead of everything; then the connection ends


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; ``at`` is of ``time.monotonic``."""

    method: str
    path: str
    headers: Mapping[str, str]
    at: float


class FileServer:
    """Context manager: serves ``answers`` by path, or 404; a function gets how often its path was asked before."""

    def __init__(self, answers: Mapping[str, File | Callable[[int], File]] | None = None) -> None:
        self.answers = dict(answers or {})
        self.asked: list[Asked] = []
        self.most_at_once = self._at_once = 0
        self._lock = Lock()
        self._server = _Server(("127.0.0.1", 0), Connection)
        self._server.files = self
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.host}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> FileServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def methods(self, path: str) -> list[str]:
        """How a path was asked for, in order."""
        return [asked.method for asked in list(self.asked) if asked.path == path]

    def paths(self) -> list[str]:
        """Paths asked for, robots.txt left out."""
        return [asked.path for asked in list(self.asked) if asked.path != "/robots.txt"]

    def begin(self, method: str, path: str, headers: Mapping[str, str]) -> File:
        with self._lock:
            before = sum(asked.path == path for asked in self.asked)
            self.asked.append(Asked(method, path, headers, time.monotonic()))
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        answer = self.answers.get(path, File(b"nothing here", 404, "text/plain"))
        found = answer(before) if callable(answer) else answer
        return replace(found, **vars(found.head)) if method == "HEAD" and found.head else found

    def end(self) -> None:
        with self._lock:
            self._at_once -= 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    files: FileServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has what it wants goes away."""


class Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    server: _Server

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        found = self.server.files.begin(self.command, self.path, dict(self.headers))
        try:
            time.sleep(found.wait)
            if found.raw or not found.status:
                self.wfile.write(found.raw)
                self.end_calmly() if found.raw else self.hang_up()
                return
            self._head(found)
            if with_body and found.write is not None:
                found.write(self)
            elif with_body:
                self.wfile.write(found.body)
        finally:
            self.server.files.end()

    def _head(self, found: File) -> None:
        self.send_response(found.status)
        if found.type is not None:
            self.send_header("Content-Type", found.type)
        for name, value in found.headers.items():
            self.send_header(name, value)
        if found.length is None:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(len(found.body) if found.length < 0 else found.length))
        self.end_headers()

    def end_calmly(self) -> None:
        """End the connection so that what was sent is read first: a reset would overtake it."""
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(5)
            while self.connection.recv(65536):
                pass

    def hang_up(self) -> None:
        """End the connection at once."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def moved(location: str, status: int = 301) -> File:
    """A redirect."""
    return File(status=status, type=None, headers={"Location": location})


def endless(connection: Connection) -> None:
    """Send for as long as somebody reads."""
    while True:
        connection.wfile.write(b"x" * 8192)


def dripping(connection: Connection) -> None:
    """A byte every tenth of a second."""
    while True:
        connection.wfile.write(b"x")
        connection.wfile.flush()
        time.sleep(0.1)
