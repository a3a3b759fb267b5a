"""The server of the benchmarks, in a process of its own: pages from memory, keep-alive, a log that counts them.

Prints one JSON line when it is ready. GET /__log answers what was asked for since the last time, and forgets it.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import signal
import socket
from collections import Counter

from benchmarks.site import Rendered, render, unpacked

LOG = "/__log"
SHOWN = 10  # missed pages that are named


class Log:
    """Requests since the last look."""

    def __init__(self, pages: frozenset[str]) -> None:
        self.pages = pages
        self.asked: Counter[str] = Counter()

    def take(self) -> dict[str, object]:
        """Counts, and a digest that is the same for the same set of pages; then starts anew."""
        fetched = sorted(self.pages & self.asked.keys())
        missed = sorted(self.pages - self.asked.keys())
        taken = {
            "pages": len(fetched),
            "page_requests": sum(self.asked[path] for path in fetched),
            "requests": self.asked.total(),
            "missed": len(missed),
            "missed_examples": missed[:SHOWN],
            "digest": hashlib.blake2b("\n".join(fetched).encode(), digest_size=8).hexdigest(),
        }
        self.asked.clear()
        return taken


class Connection(asyncio.Protocol):
    """One client: requests are answered in the order they come, also when several come at once."""

    def __init__(self, site: Rendered, log: Log) -> None:
        self.site, self.log = site, log
        self.buffer = bytearray()
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = bytes(self.buffer[:end])
            del self.buffer[: end + 4]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        method, _, rest = head.partition(b" ")
        path = rest.partition(b" ")[0].decode("latin-1")
        options = head.lower()
        message = self._message(path, wants_gzip=b"gzip" in options)
        self.transport.write(message if method != b"HEAD" else message.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
        if b"connection: close" in options:
            self.transport.close()

    def _message(self, path: str, *, wants_gzip: bool) -> bytes:
        if path == LOG:
            body = json.dumps(self.log.take()).encode()
            return b"HTTP/1.1 200 -\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        self.log.asked[path] += 1
        message = self.site.packed(path)
        if message is None:
            return self.site.other(path)
        return message if wants_gzip else unpacked(message)


async def serve(listener: socket.socket, site: Rendered) -> None:
    """Serve until SIGTERM or until the process that started this one is gone."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    log, parent = Log(site.ok), os.getppid()
    server = await loop.create_server(lambda: Connection(site, log), sock=listener)
    print(json.dumps({"url": site.shop.site.base_url, "pages": len(site.ok)}), flush=True)
    while not stop.is_set() and os.getppid() == parent:
        try:
            await asyncio.wait_for(stop.wait(), timeout=2)
        except TimeoutError:
            continue
    server.close()


def main() -> None:
    """Render the shop for the port that is free, then serve it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.server", description=__doc__)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    asyncio.run(serve(listener, render(base_url, seed=arguments.seed, size=arguments.size)))


if __name__ == "__main__":
    main()
