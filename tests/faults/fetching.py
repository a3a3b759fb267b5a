"""Fetches URLs with the crawl's own download handler and settings, and prints for each its status or the cause why not.

A process of its own, for tests of what no crawl comes to: a site whose robots.txt answers, and whose pages fail over TLS.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

from configs.settings import Http
from crawler.fetching.resolver import admit, name_of
from crawler.fetching.settings import scrapy_settings
from crawler.fetching.wire import cause
from crawler.guard import Guard
from crawler.plan import make_fetching
from crawler.urls import host_key


class Asking(Spider):
    """Asks for each URL once."""

    name = "asking"

    def __init__(self, urls: list[str], told: dict[str, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls, self.told = urls, told

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield Request(url, self.answered, errback=self.failed, meta={"download_timeout": 5}, dont_filter=True)

    def answered(self, response: Any) -> None:
        self.told[response.url] = str(response.status)

    def failed(self, failure: Any) -> None:
        self.told[failure.request.url] = cause(failure.value)


if __name__ == "__main__":
    told: dict[str, str] = {}
    for url in sys.argv[1:]:
        admit(name_of(host_key(url)), Guard(starts=[url]))
    settings = scrapy_settings(make_fetching(Http(timeout="5s")), 16)
    del settings["SCHEDULER"]
    process = AsyncCrawlerProcess(settings)
    process.crawl(Asking, urls=sys.argv[1:], told=told)
    process.start()
    print(json.dumps(told))
