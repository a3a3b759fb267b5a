"""A server that writes raw bytes: answers by path, healthy or broken in any way, over sockets that a fault may misuse."""

from __future__ import annotations

import socket
import ssl
import struct
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

from tests.e2e.tiny import page

PATIENCE = 20.0  # seconds until a handler gives a connection up


@dataclass
class Talk:
    """One request, and the connection it came on."""

    path: str
    headers: Mapping[str, str]
    before: int  # how often the path was asked for before
    socket: socket.socket
    server: FaultServer
    served: int  # requests on this connection before
    stays: bool = True  # whether the connection may serve another request

    def send(self, *parts: bytes | str) -> None:
        """Bytes as they are."""
        self.socket.sendall(b"".join(part.encode() if isinstance(part, str) else part for part in parts))

    def answer(self, body: bytes | str, *headers: str, status: str = "200 OK", length: int | None = None) -> None:
        """A well-formed answer; ``length`` lies about it."""
        sent = body.encode() if isinstance(body, str) else body
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(sent) if length is None else length}", *headers]
        if not any(line.lower().startswith("content-type:") for line in headers):
            lines.append("Content-Type: text/html; charset=utf-8")
        self.send("\r\n".join(lines), "\r\n\r\n", sent)

    def drip(self, data: bytes, seconds: float) -> None:
        """One byte every so many seconds, until the other side or the test has enough."""
        for number in range(len(data)):
            self.send(data[number : number + 1])
            if self.server.over.wait(seconds):
                return

    def wait(self, seconds: float = PATIENCE) -> None:
        """Say nothing for so long, or until the test is over."""
        self.server.over.wait(seconds)

    def close(self) -> None:
        """No further request on this connection."""
        self.stays = False

    def reset(self) -> None:
        """Break the connection off: the other side gets RST."""
        self.stays = False
        time.sleep(0.05)  # what was sent is to arrive before
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


Fault = Callable[[Talk], None]


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; ``at`` is of ``time.monotonic``."""

    path: str
    at: float
    headers: Mapping[str, str] = field(repr=False)


def healthy(title: str, *links: str, text: str = "明前龙井与紫砂壶的选购和冲泡。 Tea and teapots.") -> Fault:
    """A page without any fault."""
    return lambda talk: talk.answer(page(title, *links, text=text))


def missing(talk: Talk) -> None:
    """What does not exist."""
    talk.answer(page("没有这一页"), status="404 Not Found")


class FaultServer:
    """Context manager: answers on 127.0.0.1 by path and query, a thread for each connection.

    Args:
        faults: by path; "*" for all others, else 404.
        secure: wraps every connection in TLS.
        most: connections at once; more are broken off. 0: any number.
    """

    def __init__(self, faults: Mapping[str, Fault], secure: ssl.SSLContext | None = None, most: int = 0) -> None:
        self.faults, self.secure, self.most = dict(faults), secure, most
        self.asked: list[Asked] = []
        self.connections = self.open = self.refused = 0
        self.over = Event()
        self._lock = Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self._listener.getsockname()[1]
        self.url = f"{'https' if secure else 'http'}://127.0.0.1:{self.port}/"
        self._thread = Thread(target=self._accept, daemon=True)

    def __enter__(self) -> FaultServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def times(self, path: str) -> list[float]:
        """When a path was asked for."""
        return [one.at for one in list(self.asked) if one.path == path]

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._lock:
            self.connections += 1
            self.open += 1
            full = bool(self.most) and self.open > self.most
            self.refused += full
        try:
            if full:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            else:
                self._requests(connection)
        except (OSError, ValueError):
            pass  # the crawler has hung up, which is the point of many tests
        finally:
            connection.close()
            with self._lock:
                self.open -= 1

    def _requests(self, connection: socket.socket) -> None:
        connection.settimeout(PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.secure:
            connection = self.secure.wrap_socket(connection, server_side=True)
        served = 0
        with connection:
            while (talk := self._read(connection, served)) is not None:
                self.faults.get(talk.path, self.faults.get("*", missing))(talk)
                served += 1
                if not talk.stays:
                    return

    def _read(self, connection: socket.socket, served: int) -> Talk | None:
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(65536)
            if not more:
                return None
            head += more
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        path = first.split(" ")[1]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        with self._lock:
            before = sum(one.path == path for one in self.asked)
            self.asked.append(Asked(path, time.monotonic(), headers))
        return Talk(path, headers, before, connection, self, served)
