"""Settings that are each allowed, and together make no sense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from configs.settings import Crawl, Settings, Site
from configs.text import Text

EVERYTHING = ("/**", "**")


def contradictions(settings: Settings) -> Iterator[Text]:
    """Every one, as sentences in the manner of ``configs.validate``."""
    for name, site in settings.sites.items():
        yield from _nothing_to_crawl(f"[sites.{name}.crawl]", site)
    yield from _shared_hosts(settings)
    for check in sorted({*settings.rules.select} & {*settings.rules.ignore}):
        yield Text(f"[rules] {check} 同时在 select 和 ignore 里", f"[rules] {check} is both selected and ignored")


def _nothing_to_crawl(table: str, site: Site) -> Iterator[Text]:
    crawl = site.crawl
    if not crawl.include:
        yield Text(f"{table} include 为空，什么也抓不到", f"{table} include is empty: nothing would be crawled")
    for glob in crawl.exclude:
        if glob in EVERYTHING:
            yield Text(
                f"{table} exclude 排除了全部网址：{glob!r}", f"{table} exclude leaves nothing to crawl: {glob!r}"
            )
    for glob in sorted({*crawl.include} & {*crawl.exclude}):
        yield Text(f"{table} {glob!r} 同时在 include 和 exclude 里", f"{table} {glob!r} is both included and excluded")
    yield from _limits(table, crawl)


def _limits(table: str, crawl: Crawl) -> Iterator[Text]:
    if crawl.max_pages == 0:
        yield Text(f"{table} max_pages 是 0，什么也抓不到", f"{table} max_pages is 0: nothing would be crawled")


def _shared_hosts(settings: Settings) -> Iterator[Text]:
    """A host belongs to one site: two crawls of it would be one, unless they show themselves as different devices."""
    owner: dict[tuple[str, str], str] = {}
    for name, site in settings.sites.items():
        hosts = {_host(url) for url in site.start} | {host.lower() for host in site.crawl.hosts}
        for host in sorted(hosts - {""}):
            if owner.setdefault(key := (host, site.crawl.device), name) != name:
                yield Text(
                    f"主机 {host} 同时属于站点 {owner[key]} 和 {name}", f"host {host} belongs to both {owner[key]} and {name}"
                )  # fmt: skip


def _host(url: str) -> str:
    match = re.match(r"https?://([^/?#]+)", url)
    return match[1].rpartition("@")[2].lower() if match else ""
