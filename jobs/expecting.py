"""How long a crawl will take, said before it begins; on a terminal a long one is asked about once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.text import Lang, Text

if TYPE_CHECKING:
    from crawler.fetching.site_crawl import SiteCrawl
    from crawler.store import Store
    from jobs.progress import Progress

LONG = 600.0  # seconds from which a crawl is asked about
TOLD = 60.0  # seconds from which it is told
ASK = Text(zh="开始吗？", en="Begin?")


@dataclass(frozen=True, slots=True)
class Expected:
    """``urls`` to be asked for and ``seconds`` at the rate; ``at_most`` when only the limit is known."""

    site: str
    urls: int
    seconds: float
    at_most: bool

    def said(self, lang: Lang) -> str:
        """One line."""
        took = duration(self.seconds, lang)
        if not self.at_most and self.seconds < TOLD:
            text = Text(
                zh=f"{self.site}：约 {self.urls:,} 个网址，{took}", en=f"{self.site}: about {self.urls:,} URLs, {took}"
            )
        elif self.at_most:
            text = Text(
                zh=f"{self.site}：最多 {self.urls:,} 个网址，按限速最长 {took}",
                en=f"{self.site}: at most {self.urls:,} URLs, up to {took} at this rate",
            )
        else:
            text = Text(
                zh=f"{self.site}：约 {self.urls:,} 个网址，按限速约 {took}",
                en=f"{self.site}: about {self.urls:,} URLs, about {took} at this rate",
            )
        return text.get(lang)


def worth_the_time(app: App, store: Store, sites: Sequence[SiteCrawl], progress: Progress, *, yes: bool) -> bool:
    """Say how long the crawl will take, and ask once where a person can answer; whether to begin."""
    found = [one for site in sites if (one := expected(store, site)).seconds >= TOLD]
    for one in found:
        app.say(one.said(app.lang))
    longest = max((one.seconds for one in found), default=0.0)
    if longest < LONG or yes or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    with progress.paused():
        return click.confirm(ASK.get(app.lang), default=True, err=True)


def expected(store: Store, site: SiteCrawl) -> Expected:
    """From what the sitemaps and the last run know, within the limits."""
    plan, run_id = site.plan, site.run.run_id
    (known,) = store.db.execute("select count(*) from frontier where run_id = ? and state < 3", [run_id]).fetchone()
    (before,) = store.db.execute(
        "select coalesce(max(r.crawled), 0) from v_runs r where r.site = ? and r.run_id = (select max(run_id) from runs"
        " where site_id = ? and run_id < ? and mode = 'spider' and status in ('complete', 'partial'))",
        [plan.name, site.run.site_id, run_id],
    ).fetchone()
    limit = plan.site.crawl.max_pages
    urls = max(int(known), int(before) if plan.follows else 0)
    at_most = plan.follows and not before and known <= len(plan.seeds) and bool(limit)
    urls = limit if at_most else min(urls, limit) if limit else urls
    seconds = urls * max((clock.crawl_delay or 0.0 for clock in site.hosts.known.values()), default=0.0)
    seconds = max(seconds, urls / plan.rate if plan.rate else 0.0)
    return Expected(plan.name, urls, min(seconds, plan.time_limit or seconds), at_most)


def duration(seconds: float, lang: Lang) -> str:
    """``2 小时 5 分`` / ``2 h 5 min``."""
    minutes = round(seconds / 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    units = {"zh": ("天", "小时", "分钟"), "en": ("d", "h", "min")}[lang]
    parts = [f"{n} {unit}" for n, unit in zip((days, hours, minutes), units, strict=True) if n]
    return " ".join(parts[:2]) or {"zh": "不到 1 分钟", "en": "under a minute"}[lang]
