"""What a site's entry gives each request, in the shape that Scrapy wants, made once for each level of trust."""

from __future__ import annotations

from scrapy.http.headers import Headers

from crawler.access import Entry, merged

PACKED = "gzip, deflate, br, zstd"  # what crawler.unpacking undoes
ACCEPT = "text/html,application/xhtml+xml,*/*;q=0.8"


class Bearing:
    """Headers and proxy of the requests of one site.

    Which headers a URL gets is decided by its own host and scheme: a redirect is a request of its own here, so what
    is secret never follows it away. ``proxy`` has no credentials; they are a header, that Scrapy gives to the proxy
    alone where it tunnels, and that proxies take away where it does not.
    """

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.proxy = entry.proxy_place
        self._made: dict[int, Headers] = {}

    def headers(self, url: str) -> Headers:
        """The headers of a request, its own to change. Scrapy spends 20 microseconds on making them anew."""
        level = self.entry.level(url)
        copy = Headers()
        dict.update(copy, self._made.get(level) or self._make(level, url))
        return copy

    def _make(self, level: int, url: str) -> Headers:
        proxy = {"Proxy-Authorization": self.entry.proxy_authorization} if self.entry.proxy_authorization else {}
        self._made[level] = Headers(
            merged({"Accept": ACCEPT, "Accept-Encoding": PACKED}, self.entry.headers_for(url), proxy)
        )
        return self._made[level]
