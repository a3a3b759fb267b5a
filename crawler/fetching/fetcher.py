"""The process that fetches for another one (``--workers 2``): Scrapy without a store; orders come in, answers go out.

It knows neither frontier nor pace: what it is told to fetch, it fetches at once. It ends when its input is closed, so it
does not outlive the crawl.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

from configs.logs import clean_logs
from crawler.fetching.asking import RequestMaker
from crawler.fetching.orders import Frames, Setup, answer, ordered
from crawler.records import Lease
from crawler.spiders.site import SiteSpider

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

PIECE = 1024 * 1024  # bytes read at once


class Away:
    """Takes the answers of one line and sends them to the process that has its ``SiteCrawl``."""

    def __init__(self, office: Office, number: int) -> None:
        self.office, self.number, self.fetching = office, number, office.setup.fetching

    def answered(self, lease: Lease, status: int, headers: dict[str, str], body: bytes, **measured: Any) -> None:
        """A response came."""
        self.office.send(answer(self.number, lease, status, headers, body, measured))

    def unanswered(self, lease: Lease, error: str) -> None:
        """No usable response."""
        self.office.send(answer(self.number, lease, None, {}, error, {}))


class Office:
    """Takes orders and sends answers, without ever waiting for the other process.

    Args:
        frames: what has been read so far and is no whole order yet.
        orders: those that came with the setup.
    """

    def __init__(self, setup: Setup, frames: Frames, orders: Iterable[bytes]) -> None:
        self.setup = setup
        self.makers = [RequestMaker(entry, guard, Away(self, n)) for n, (entry, guard) in enumerate(setup.lines)]
        self.orders = deque(orders)
        self._frames = frames
        self._unsent: list[bytes] = []
        self._pipe: asyncio.WriteTransport | None = None

    async def open(self, arrived: Any) -> None:
        """Begin to read and to write.

        Args:
            arrived: called when there are orders.
        """
        loop = asyncio.get_running_loop()
        self._pipe, _ = await loop.connect_write_pipe(asyncio.Protocol, sys.stdout.buffer)
        self._pipe.writelines(self._unsent)
        loop.add_reader(sys.stdin.fileno(), self._read, arrived)

    def send(self, frame: bytes) -> None:
        """What the other process does not read yet waits here: as much as was ordered."""
        if self._pipe is None:
            self._unsent.append(frame)
        else:
            self._pipe.write(frame)

    def _read(self, arrived: Any) -> None:
        self.orders += self._frames.feed(_piece())
        arrived()


class FetchSpider(SiteSpider):
    """As the site spider; its requests say whose they are."""

    def __init__(self, office: Office, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.office = office


class OrderScheduler(BaseScheduler):
    """Orders as Scrapy's scheduler."""

    def __init__(self, crawler: Crawler, office: Office) -> None:
        self.crawler, self.office = crawler, office
        self.handed: list[Request] = []
        self._opening: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OrderScheduler:
        return cls(crawler, crawler.spider.office)  # type: ignore[union-attr]

    def open(self, spider: Any) -> None:
        self._opening = asyncio.ensure_future(self.office.open(self._arrived))

    def has_pending_requests(self) -> bool:
        return True  # the end comes from outside

    def enqueue_request(self, request: Request) -> bool:
        self.handed.append(request)
        return True

    def next_request(self) -> Request | None:
        if self.handed:
            return self.handed.pop()
        if not self.office.orders:
            return None
        line, lease, address, conditions = ordered(self.office.orders.popleft())
        return self.office.makers[line].make(self.crawler.spider, lease, address, conditions)  # type: ignore[arg-type]

    def _arrived(self) -> None:
        """The engine asks for more when it is handed a request."""
        request = self.next_request()
        if request is not None:
            self.crawler.engine.crawl(request)


def _piece() -> bytes:
    """What has come from the other process."""
    data = os.read(sys.stdin.fileno(), PIECE)
    if not data:
        os._exit(0)  # nobody is left to fetch for
    return data


def main() -> None:
    """The process itself."""
    for number in (signal.SIGINT, signal.SIGTERM):  # the other process decides when the end has come
        signal.signal(number, signal.SIG_IGN)
    clean_logs()
    frames, came = Frames(), list[bytes]()
    while not came:
        came = frames.feed(_piece())
    setup: Setup = pickle.loads(came[0])
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.fetching.settings import scrapy_settings

    settings = scrapy_settings(setup.fetching, setup.concurrency, setup.verbose)
    settings["SCHEDULER"] = "crawler.fetching.fetcher.OrderScheduler"
    process = AsyncCrawlerProcess(settings)
    process.crawl(FetchSpider, office=Office(setup, frames, came[1:]))
    process.start(install_signal_handlers=False)
