"""The frontier as Scrapy's scheduler: leases go out as requests, nothing is queued in memory or pickled."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

from crawler.fetching.asking import RequestMaker
from crawler.fetching.turns import Turns
from crawler.records import Lease

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.fetching.site_crawl import SiteCrawl


class FrontierScheduler(BaseScheduler):
    """Implements Scrapy's public scheduler interface over a ``SiteCrawl``."""

    def __init__(self, crawler: Crawler, site: SiteCrawl) -> None:
        self.crawler = crawler
        self.site = site
        self.maker = RequestMaker(site.plan.entry, site.plan.guard, site)
        self.turns = Turns(site, self._wake, self._close)
        self.handed: list[Request] = []  # given to engine.crawl() to wake the engine

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FrontierScheduler:
        return cls(crawler, crawler.spider.site)  # type: ignore[union-attr]

    def has_pending_requests(self) -> bool:
        return not self.turns.over

    def enqueue_request(self, request: Request) -> bool:
        """Only requests of our own ``_wake`` come here."""
        self.handed.append(request)
        return True

    def next_request(self) -> Request | None:
        if self.turns.over:
            return None
        if self.handed:
            return self.handed.pop()
        lease = self.turns.next()
        return self._request(lease) if lease is not None else None

    def _request(self, lease: Lease) -> Request:
        return self.maker.make(self.crawler.spider, lease, self.site.address(lease), self.site.conditions(lease))  # type: ignore[arg-type]

    def _wake(self) -> None:
        """A host's clock or a retry is due: the engine asks again when it is handed a request."""
        lease = self.turns.next()
        if lease is not None and self.crawler.engine is not None:
            self.crawler.engine.crawl(self._request(lease))

    def _close(self) -> None:
        if self.crawler.engine is not None:
            reason = self.site.stop_reason or "finished"
            self._task = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    def close(self, reason: str) -> Any:
        """Called when nothing is under way any more: the last commit."""
        self.turns.stop()
        self.site.stop_reason = self.site.stop_reason or reason
        self.site.commit()
