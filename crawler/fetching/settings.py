"""Scrapy's settings, in code: never read from the current directory. The reasons stand beside them."""

from __future__ import annotations

from typing import Any

from crawler.plan import Fetching

HANDLER = "crawler.fetching.wire.Handler"
OFF_MIDDLEWARES = (
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware",  # Bearing has them made
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware",
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware",
    "scrapy.downloadermiddlewares.retry.RetryMiddleware",
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",  # would ignore our Cookie header, and keep what answers set
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware",  # would read HTTP_PROXY; Bearing says what is needed
    "scrapy.downloadermiddlewares.stats.DownloaderStats",
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware",  # the spider unpacks, see below
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware",
)
OFF_SPIDER_MIDDLEWARES = (
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware",
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",
    "scrapy.spidermiddlewares.referer.RefererMiddleware",
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",
    "scrapy.spidermiddlewares.depth.DepthMiddleware",
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
)
OFF_EXTENSIONS = (
    "scrapy.extensions.corestats.CoreStats",
    "scrapy.extensions.logcount.LogCount",
    "scrapy.extensions.telnet.TelnetConsole",
    "scrapy.extensions.memdebug.MemoryDebugger",
    "scrapy.extensions.closespider.CloseSpider",
    "scrapy.extensions.feedexport.FeedExporter",
    "scrapy.extensions.logstats.LogStats",
    "scrapy.extensions.spiderstate.SpiderState",
    "scrapy.extensions.throttle.AutoThrottle",
    "scrapy.extensions.remote_control.RemoteControl",
)


def scrapy_settings(fetching: Fetching, concurrency: int, verbose: int = 0) -> dict[str, Any]:
    """Settings of one process; ``concurrency`` is the sum over the sites crawled at once."""
    return {
        "USER_AGENT": fetching.user_agent,
        "SCHEDULER": "crawler.fetching.scheduler.FrontierScheduler",
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # the frontier's primary key is the filter
        # Scrapy's own retries ignore Retry-After, its redirects lose hops, its robots layer allows on errors.
        "DOWNLOADER_MIDDLEWARES": dict.fromkeys(OFF_MIDDLEWARES),
        "SPIDER_MIDDLEWARES": dict.fromkeys(OFF_SPIDER_MIDDLEWARES),
        "EXTENSIONS": dict.fromkeys(OFF_EXTENSIONS),
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
