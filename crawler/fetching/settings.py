"""Scrapy's settings, in code: never read from the current directory. The reasons stand beside them."""

from __future__ import annotations

from typing import Any

from crawler.plan import Fetching

HANDLER = "crawler.fetching.wire.Handler"


def scrapy_settings(fetching: Fetching, concurrency: int, verbose: int = 0) -> dict[str, Any]:
    """Settings of one process; ``concurrency`` is the sum over the sites crawled at once."""
    return {
        "USER_AGENT": fetching.user_agent,
        "SCHEDULER": "crawler.fetching.scheduler.FrontierScheduler",
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # the frontier's primary key is the filter
        # None of Scrapy's own: its retries ignore Retry-After, its redirects lose hops, its robots layer allows on errors, its
        # cookies ignore our Cookie header and keep what answers set, its proxies come from the environment. They are left
        # out rather than switched off one by one: what is off is imported, 12 MB of it, and what is new would be on.
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {"scrapy.extensions.memusage.MemoryUsage": 0},
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,  # an HTTP endpoint that executes Python
        "TWISTED_DNS_RESOLVER": "crawler.fetching.resolver.GuardResolver",
        "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER, "file": None, "ftp": None, "s3": None, "data": None},
        # Scrapy's own unpacking makes every response anew and takes its Content-Encoding away, which checks ask for.
        "COMPRESSION_ENABLED": False,
        "CONCURRENT_ITEMS": 1,  # 100 starts as many tasks for each response
        "CONCURRENT_REQUESTS": concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,  # the clock of each host decides; 0 would hold everything
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_TIMEOUT": fetching.timeout,
        "DOWNLOAD_MAXSIZE": fetching.max_body,  # the same limit holds for what is unpacked
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,  # the partial page is kept and marked
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "MEMUSAGE_LIMIT_MB": 4096,
        "MEMUSAGE_CHECK_INTERVAL_SECONDS": 5,
        "STATS_DUMP": False,
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
        "LOG_ENABLED": verbose > 0,
        "LOG_INSTALL_ROOT_HANDLER": verbose > 0,
        "LOG_LEVEL": "DEBUG" if verbose > 1 else "INFO",
    }
