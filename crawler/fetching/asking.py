"""Leases as Scrapy's requests."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from scrapy import Request

from crawler.access import Entry
from crawler.fetching.bearing import Bearing
from crawler.fetching.resolver import admit, name_of
from crawler.guard import Guard
from crawler.records import Lease
from crawler.urls import host_key

if TYPE_CHECKING:
    from crawler.spiders.site import SiteSpider, Taker


ANYWHERE = ("0.0.0.0/0", "::/0")


class RequestMaker:
    """Makes the requests of one site.

    Args:
        entry: what they bear.
        guard: decides where their names may lead.
        taker: gets the answers.
    """

    def __init__(self, entry: Entry, guard: Guard, taker: Taker) -> None:
        self.bearing, self.guard, self.taker = Bearing(entry), guard, taker
        self.timeout = taker.fetching.timeout
        if self.bearing.proxy:
            admit(name_of(host_key(self.bearing.proxy)), Guard(allowed=ANYWHERE))  # a person has named it
        self._met: set[str] = set()  # hosts whose names resolve

    def make(self, spider: SiteSpider, lease: Lease, address: str, conditions: Mapping[str, str]) -> Request:
        """A request for ``address``, which is the lease's URL or the same one written otherwise.

        Args:
            conditions: headers that ask only whether the page changed.
        """
        host = host_key(lease.url)
        if host not in self._met:
            self._met.add(host)
            admit(name_of(host), self.guard)
        meta = {
            "lease": lease,
            "taker": self.taker,
            "began": time.monotonic(),
            "download_slot": host,
            "download_timeout": self.timeout,  # without it Scrapy takes ten seconds
            "verbatim_url": True,  # as normalised when it was found
        }
        if self.bearing.proxy:
            meta["proxy"] = self.bearing.proxy
        request = Request(address, callback=spider.parse, errback=spider.failed, meta=meta, dont_filter=True)
        request.headers = self.bearing.headers(lease.url)
        for name, value in conditions.items():
            request.headers[name] = value
        return request
