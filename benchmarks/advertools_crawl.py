"""advertools' crawl of a site, as its manual shows it. `python -m benchmarks.advertools_crawl URL`"""

from __future__ import annotations

import sys
from urllib.parse import urlsplit

import advertools


def main(url: str) -> None:
    """Crawl the site at ``url`` into crawl.jl; its scrapy process is a child that it waits for."""
    address = urlsplit(url)
    advertools.crawl(
        url,
        "crawl.jl",
        follow_links=True,
        # With a port, its links are filtered by host:port and its requests by host: it needs to know both.
        allowed_domains=[address.netloc, address.hostname],
        custom_settings={"LOG_LEVEL": "INFO"},
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
