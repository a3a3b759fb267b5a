"""The frontier as Scrapy's scheduler: leases go out as requests, nothing is queued in memory or pickled."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

from crawler.fetching.bearing import Bearing
from crawler.fetching.resolver import admit, name_of
from crawler.records import Lease
from crawler.urls import host_key

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.fetching.site_crawl import SiteCrawl


class FrontierScheduler(BaseScheduler):
    """Implements Scrapy's public scheduler interface over a ``SiteCrawl``."""

    def __init__(self, crawler: Crawler, site: SiteCrawl) -> None:
        self.crawler = crawler
        self.site = site
        self.bearing = Bearing(site.plan.entry)
        self.handed: list[Request] = []  # given to engine.crawl() to wake the engine
        self.timer: asyncio.TimerHandle | None = None
        self.closing = False
        self.guard = site.plan.guard
        self.met: set[str] = set()  # hosts whose names resolve
        site.hosts.woken = self._wake  # the robots.txt of a new host is known

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FrontierScheduler:
        return cls(crawler, crawler.spider.site)  # type: ignore[union-attr]

    def has_pending_requests(self) -> bool:
        return not self.closing

    def enqueue_request(self, request: Request) -> bool:
        """Only requests of our own ``_wake`` come here."""
        self.handed.append(request)
        return True

    def next_request(self) -> Request | None:
        if self.closing:
            return None
        if self.handed:
            return self.handed.pop()
        request = self._due()
        if request is None:
            self._end_or_wait()
        return request

    def _due(self) -> Request | None:
        """The next request that may start now. Scrapy would only log a fault of the store and wait for ever."""
        try:
            lease = self.site.next_lease()
        except sqlite3.Error as error:
            self.site.fail(error)
            return None
        return self._request(lease) if lease is not None else None

    def _request(self, lease: Lease) -> Request:
        spider = self.crawler.spider
        host = host_key(lease.url)
        if host not in self.met:
            self.met.add(host)
            admit(name_of(host), self.guard)
        meta = {
            "lease": lease,
            "began": time.monotonic(),
            "download_slot": host,
            "download_timeout": self.site.fetching.timeout,  # without it Scrapy takes ten seconds
            "verbatim_url": True,  # as normalised when it was found
        }
        if self.bearing.proxy:
            meta["proxy"] = self.bearing.proxy
        address = self.site.address(lease)
        request = Request(address, callback=spider.parse, errback=spider.failed, meta=meta, dont_filter=True)  # type: ignore[union-attr]
        request.headers = self.bearing.headers(lease.url)
        for name, value in self.site.conditions(lease).items():
            request.headers[name] = value
        return request

    def _end_or_wait(self) -> None:
        if (self.site.stop_reason or self.site.full) and self.site.batch and not self.site.in_flight:
            self.site.commit()  # nothing else will wake the engine before its heartbeat of 5 s
        try:
            if self.site.exhausted or self.site.fault:
                self._close()
            elif (seconds := self.site.wait()) is not None:
                self._wake_in(seconds + 0.001)
        except sqlite3.Error as error:
            self.site.fail(error)
            self._close()

    def _wake_in(self, seconds: float) -> None:
        """Wake then, or before: a timer that is set for another host's sake may come too late."""
        loop = asyncio.get_running_loop()
        moment = loop.time() + seconds
        if self.timer is None or moment < self.timer.when():
            self._forget_timer()
            self.timer = loop.call_at(moment, self._wake)

    def _forget_timer(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def _wake(self) -> None:
        """A host's clock or a retry is due: the engine asks again when it is handed a request."""
        self._forget_timer()  # woken by something else, it is still to come
        if self.closing:
            return
        request = self._due()
        if request is not None and self.crawler.engine is not None:
            self.crawler.engine.crawl(request)
        else:
            self._end_or_wait()

    def _close(self) -> None:
        if not self.closing and self.crawler.engine is not None:
            self.closing = True
            reason = self.site.stop_reason or "finished"
            self._task = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    def close(self, reason: str) -> Any:
        """Called when nothing is under way any more: the last commit."""
        self._forget_timer()
        self.closing = True
        self.site.stop_reason = self.site.stop_reason or reason
        self.site.commit()
