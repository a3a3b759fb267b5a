"""Scrapy alone, nothing stored: with its default settings, and tuned. `python -m benchmarks.bare_scrapy KIND URL`"""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response, TextResponse

HREF = re.compile(r'<a\s[^>]*?href="([^"#]+)')

# One line a request on a terminal is no part of a crawl; everything else stays as it is shipped.
QUIET = {"LOG_LEVEL": "INFO"}


class DefaultSpider(scrapy.Spider):
    """As a tutorial writes it: every link by XPath, followed; Scrapy finds out which are new."""

    name = "default"
    custom_settings: dict[str, Any] = dict(QUIET)  # noqa: RUF012, the form Scrapy wants

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.allowed_domains = [urlsplit(url).hostname]

    async def start(self) -> AsyncIterator[scrapy.Request]:
        yield scrapy.Request(self.url)

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        if isinstance(response, TextResponse):
            for href in response.xpath("//a/@href").getall():
                yield response.follow(href)


class TunedSpider(DefaultSpider):
    """As fast as Scrapy goes without leaving its ways: links by regular expression, a seen-set of its own."""

    name = "tuned"
    custom_settings: dict[str, Any] = QUIET | {"CONCURRENT_ITEMS": 1}

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.seen = {url}
        self.resolved: dict[str, str] = {}  # of root-relative links, which repeat on every page

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        if not isinstance(response, TextResponse):
            return
        for href in HREF.findall(response.text):
            url = self._resolve(response, href)
            if url not in self.seen and url.startswith(self.url):
                self.seen.add(url)
                yield scrapy.Request(url, dont_filter=True)

    def _resolve(self, response: Response, href: str) -> str:
        href = href.replace("&amp;", "&")
        if not href.startswith("/"):
            return urldefrag(response.urljoin(href))[0]
        known = self.resolved.get(href)
        if known is None:
            known = self.resolved[href] = urldefrag(response.urljoin(href))[0]
        return known


def main(kind: str, url: str) -> None:
    """Crawl the site at ``url``."""
    process = CrawlerProcess()
    process.crawl({"default": DefaultSpider, "tuned": TunedSpider}[kind], url=url)
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
