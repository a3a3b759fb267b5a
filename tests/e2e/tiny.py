"""A small web server whose every answer a test writes, and that remembers every request and its time."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

from crawler.probe_variants import ALIASES


@dataclass(frozen=True)
class Reply:
    """One answer; `wait` seconds pass before it is sent. `None` as type sends no Content-Type."""

    body: bytes | str = b""
    status: int = 200
    type: str | None = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0

    @property
    def sent(self) -> bytes:
        return self.body.encode("utf-8", "surrogatepass") if isinstance(self.body, str) else self.body


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; `at` is of `time.monotonic`."""

    path: str
    at: float
    headers: Mapping[str, str]


Answer = str | Reply | Callable[[int], Reply]


def page(title: str, *links: str, head: str = "", text: str = "紫砂壶与普洱茶的选购和冲泡。 Tea and teapots.") -> str:
    """A page with a title that links to paths."""
    anchors = " ".join(f'<a href="{link}">{link}</a>' for link in links)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><main><h1>{title}</h1><p>{text}</p><p>{anchors}</p></main></body></html>"
    )


NOWHERE = "http://127.0.0.1:4/"  # a port that is nobody's
SMALL = {"/": page("首页", "/a", "/b", "/c"), "/a": page("甲"), "/b": page("乙"), "/c": page("丙")}


def moved(location: str, status: int = 301) -> Reply:
    """A redirect."""
    return Reply(status=status, headers={"Location": location})


class TinySite:
    """Context manager: serves `answers` by path with query, "*" for all others, or a 404.

    An answer that is a function gets how often the path was asked before.
    """

    def __init__(self, answers: Mapping[str, Answer], address: str = "127.0.0.1", port: int = 0) -> None:
        self.answers = dict(answers)
        self.asked: list[Asked] = []
        self._lock = Lock()
        kind = _Server6 if ":" in address else _Server
        self._server = kind((address, port), _Handler)
        self._server.site = self
        self.port = self._server.server_port
        self.url = f"http://{address}:{self.port}/"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> TinySite:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def host(self) -> str:
        return self.url.split("/")[2]

    def paths(self) -> list[str]:
        """Paths asked for, in order; robots.txt, sitemaps and the crawler's other probes left out."""
        beside = ("/robots.txt", "/sitemap.xml", "/sitemap_index.xml", "/sitemap.txt", "/llms.txt", "/xunlu-")
        guesses = {f"/{name}" for name in (*ALIASES, "favicon.ico")} - set(self.answers)
        return [one.path for one in list(self.asked) if not one.path.startswith(beside) and one.path not in guesses]

    def times(self, *paths: str) -> list[float]:
        """When these paths (all pages when none is named) were asked for."""
        wanted = paths or tuple(self.paths())
        return [asked.at for asked in list(self.asked) if asked.path in wanted]

    def reply(self, path: str, headers: Mapping[str, str]) -> Reply:
        with self._lock:
            before = sum(asked.path == path for asked in self.asked)
            self.asked.append(Asked(path, time.monotonic(), headers))
        answer = self.answers.get(path, self.answers.get("*", Reply(page("没有这一页"), 404)))
        if callable(answer):
            return answer(before)
        return Reply(answer) if isinstance(answer, str) else answer


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    site: TinySite

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):  # a killed crawler breaks connections
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        reply = self.server.site.reply(self.path, dict(self.headers))
        time.sleep(reply.wait)
        self.send_response(reply.status)
        if reply.type is not None:
            self.send_header("Content-Type", reply.type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.sent)))
        self.end_headers()
        self.wfile.write(reply.sent)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
