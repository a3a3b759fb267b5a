"""A server whose answers may also be written to the wire as they are: late, slow, without end, cut off; and what a crawl costs."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event

from tests.e2e.program import Program, Result
from tests.e2e.tiny import Answer, TinySite, _Handler

Wire = Callable[[socket.socket, Event], None]

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n"
AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: on, no second


def hangs(_: socket.socket, closing: Event) -> None:
    """Never answers."""
    closing.wait(60)


def resets(connection: socket.socket, _: Event) -> None:
    """Answers with a TCP reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)


def breaks_off(body: bytes, size: int) -> Wire:
    """Says how long the body is, and sends less."""
    return lambda connection, _: connection.sendall(HEAD + f"Content-Length: {size}\r\n\r\n".encode() + body)


def drips(body: bytes, head: bytes = HEAD) -> Wire:
    """A byte a second."""

    def send(connection: socket.socket, closing: Event) -> None:
        connection.sendall(head + f"Content-Length: {len(body)}\r\n\r\n".encode())
        for octet in body:
            connection.sendall(bytes([octet]))
            if closing.wait(1):
                return

    return send


def endless(body: bytes, more: bytes, head: bytes = HEAD) -> Wire:
    """A body that goes on with ``more`` for as long as anybody listens."""

    def send(connection: socket.socket, closing: Event) -> None:
        connection.sendall(head + b"\r\n" + body)
        while not closing.is_set():
            connection.sendall(more)

    return send


class WireSite(TinySite):
    """Serves as ``TinySite`` does, but for the paths of ``wires``."""

    def __init__(self, answers: Mapping[str, Answer], wires: Mapping[str, Wire] | None = None) -> None:
        super().__init__(answers)
        self.wires = dict(wires or {})
        self.closing = Event()
        self._server.RequestHandlerClass = _WireHandler

    def __exit__(self, *exception: object) -> None:
        self.closing.set()
        super().__exit__(*exception)


class _WireHandler(_Handler):
    def do_GET(self) -> None:
        site = self.server.site
        if not isinstance(site, WireSite) or (wire := site.wires.get(self.path)) is None:
            return super().do_GET()
        site.reply(self.path, dict(self.headers))
        with suppress(OSError):
            wire(self.connection, site.closing)
        self.close_connection = True
        return None


def measured(xunlu: Program, *words: object, code: int = 0) -> tuple[Result, float, float]:
    """Run a command; how it ended, its seconds, and the most memory it ever had (MB of the process, without the shared cache)."""
    began, most = time.monotonic(), 0.0
    with xunlu.start(*words) as running:
        while running.alive:
            most = max(most, peak(running.process.pid))
            time.sleep(0.02)
        result = running.end()
    assert result.code == code, result.err
    return result, time.monotonic() - began, most


def peak(pid: int) -> float:
    """VmHWM of a process in MB; 0 once it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
