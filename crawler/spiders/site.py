"""The site spider: answers go straight back to the ``SiteCrawl``; it yields neither items nor requests."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from typing import Any, Protocol

from scrapy import Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.challenge_signs import HEADERS
from crawler.facts.platforms import PLATFORM_HEADERS
from crawler.fetching.resolver import name_of, refused
from crawler.fetching.wire import cause, fault
from crawler.headers import KEPT
from crawler.plan import Fetching
from crawler.records import Lease
from crawler.unpacking import whole
from crawler.urls import host_key

log = logging.getLogger("xunlu.crawl")

READ = {
    *KEPT,
    *HEADERS,
    *PLATFORM_HEADERS,
    "location",
    "link",
    "x-robots-tag",
    "etag",
    "last-modified",
    "set-cookie",
}  # of a response
NAMES = {name.title().encode(): name for name in READ}  # as Scrapy spells them


class Taker(Protocol):
    """Who takes the answers: a ``SiteCrawl``, or in a process of its own what hands them on to one."""

    fetching: Fetching

    def answered(
        self, lease: Lease, status: int, headers: dict[str, str], body: bytes, *, latency: float, seconds: float, fault: str = ""
    ) -> None:  # fmt: skip
        """A response came."""

    def unanswered(self, lease: Lease, error: str) -> None:
        """No usable response."""


class SiteSpider(Spider):
    """Fetches what a ``SiteCrawl`` leases; a competitor is the same spider with another role."""

    name = "site"

    def __init__(self, site: Taker | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.site = site

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: the scheduler leases from the frontier."""
        return
        yield

    def parse(self, response: Response) -> None:
        lease: Lease = response.meta["lease"]
        site: Taker = response.meta["taker"]
        try:
            began = response.meta["began"]
            headers = _headers(response)
            seconds = time.monotonic() - began
            body, wrong = response.body, fault(response)
            if packed := headers.get("content-encoding"):
                body, unpacking = whole(body, packed, site.fetching.max_body)
                wrong = wrong or unpacking
                if unpacking == "too-large":
                    site.unanswered(lease, unpacking)
                    return
            site.answered(
                lease,
                response.status,
                headers,
                body,
                latency=min(seconds, response.meta.get("download_latency", seconds)),
                seconds=seconds,
                fault=wrong,
            )
        except Exception:
            # Scrapy would call neither callback nor errback again, and the lease would stay out for ever.
            log.exception("storing %s", lease.url)
            site.unanswered(lease, "internal")

    def failed(self, failure: Failure) -> None:
        lease: Lease = failure.request.meta["lease"]  # type: ignore[attr-defined]  # Scrapy sets it
        error = cause(failure.value) or "protocol"
        if error == "dns" and name_of(host_key(lease.url)) in refused:
            error = "private"
        failure.request.meta["taker"].unanswered(lease, error)  # type: ignore[attr-defined]


def _headers(response: Response) -> dict[str, str]:
    """The headers that are read, by lower-case name."""
    return {
        NAMES[raw]: _header(NAMES[raw], values)
        for raw, values in dict.items(response.headers)
        if raw in NAMES and values
    }


def _header(name: str, values: list[bytes]) -> str:
    """Several values joined by a comma, cookies by line ends; UTF-8 as servers send it, else Latin-1."""
    raw = (b"\n" if name == "set-cookie" else b", ").join(values)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
